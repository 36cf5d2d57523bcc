import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { type ComponentStatus, type Impact, impacts as impactWords, maintenanceStatuses } from '../model/words.ts'
import { at, type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, link, read, readEach, report, word } from './read.ts'
import { anything, isObject, key, type Output, shape, text } from './shape.ts'
import { withOffset } from './wall-clock.ts'

/**
 * Slack's Status API 2.0.0: https://docs.slack.dev/reference/slack-status-api
 * Seen in that description and in answers of November 2020 to February 2024.
 *
 * Traps, each with a test:
 * - What is over is in `/history` and nowhere else; `/current` has what goes on. Version 1 tells one incident only.
 * - There is no list of services. Those that Slack names today are taken to be well unless an active item names them, which
 *   it does by names that have changed over the years; it may name none.
 * - A notice is no trouble; "outage" is the only other severity. "active" is the page's only word for all three.
 * - What is planned has no window: its times stand in its text.
 * - Notes have no id and no status, stand newest first, and are text; of late some have been HTML.
 */

const page = { name: 'Slack', url: 'https://slack-status.com' }
const services = ['Login/SSO', 'Messaging', 'Notifications', 'Search', 'Connectivity', 'Files', 'Huddles', 'Canvases', 'Workflows', 'Apps/Integrations/APIs', 'Workspace/Org Administration']

const currentShape = shape({ status: text, date_updated: text, active_incidents: anything })
const itemShape = shape({ id: key, date_created: text, date_updated: text, title: text, type: text, status: text, url: text, services: anything, notes: anything })
const noteShape = shape({ date_created: text, body: text })

const impacts: Readonly<Record<string, Impact>> = { outage: 'critical', incident: 'minor', notice: 'none' }
const byImpact: Readonly<Record<Impact, ComponentStatus>> = { critical: 'major_outage', major: 'partial_outage', minor: 'degraded_performance', none: 'operational', unknown: 'unknown' }
const worstLast: readonly ComponentStatus[] = ['operational', 'unknown', 'degraded_performance', 'partial_outage', 'major_outage']
const planned = /^(scheduled|completed|cancell?ed)$/

type Row = Output<typeof itemShape> & Item

export const reader: FeedReader = {
  requests(base) {
    const { hostname, href, pathname } = new URL(base)
    const isOwn = hostname === 'slack-status.com' || hostname === 'status.slack.com'
    const isNamed = /\/(current|history)\/?$/.test(pathname)
    if (!isOwn && !isNamed && pathname !== '/') return [{ key: 'current', url: base }]
    const at = (name: string) => (isNamed && !isOwn ? href.replace(/\/(?:current|history)(?=\/?(?:[?#]|$))/, `/${name}`) : `${isOwn ? page.url : new URL(base).origin}/api/v2.0.0/${name}`)
    return [
      { key: 'current', url: at('current') },
      { key: 'history', url: at('history'), when: 'history' },
    ]
  },

  parse({ current: document, history }) {
    const problems: Problem[] = []
    const listed = at(document, 'active_incidents')
    const isCurrent = typeof at(document, 'status') === 'string' && (Array.isArray(listed) || listed === null)
    const current = isCurrent ? read(currentShape, document, 'current', problems) : undefined
    if (!current) throw new FeedShapeError('not a document of Slack')

    const rows = readItems(current, 'active_incidents')
    const active = new Set(rows.map(({ id }) => id))
    const isAny = rows.some(({ status }) => status !== 'resolved')
    if (history !== undefined) {
      const past = read(shape({ history: anything }), { history }, '', problems)
      // What is active may stand in the history too.
      for (const row of past ? readItems(past, 'history') : []) if (!active.has(row.id)) rows.push(row)
    }
    const isSaid = current.status === 'ok' || (current.status === 'active' && isAny)
    if (!isSaid) report(current, 'status', current.status === 'active' ? 'no incident is active' : `unknown word "${current.status}"`)
    const components = new Map(services.map((name): [string, Component] => [name, { id: name, name, status: isSaid ? 'operational' : 'unknown' }]))
    const incidents: Draft<Incident>[] = []
    const maintenances: Draft<Maintenance>[] = []
    for (const row of rows) {
      const names = toNames(row)
      if (planned.test(row.status ?? '')) {
        maintenances.push(toMaintenance(row, names))
        continue
      }
      const incident = toIncident(row, names, active.has(row.id))
      incidents.push(incident)
      if (incident.status === 'resolved') continue
      for (const name of names) {
        const status = byImpact[incident.impact]
        const known = components.get(name)
        if (!known || worstLast.indexOf(known.status) < worstLast.indexOf(status)) components.set(name, { id: name, name, status })
      }
    }
    return finish(
      {
        page,
        claim: current.status === 'ok' ? { indicator: 'none' } : isSaid ? undefined : { indicator: 'unknown' },
        groups: [],
        components: [...components.values()],
        incidents,
        maintenances,
        updatedAt: instant(current, 'date_updated'),
      },
      problems,
    )
  },
}

/** The items of a list, each id once. */
function readItems<K extends string>(owner: Item & { readonly [key in K]?: unknown }, list: K): Row[] {
  const ids = new Set([''])
  return readEach(owner, list, itemShape, (row) => (ids.size < ids.add(row.id).size ? row : report(row, 'id', `unusable: "${row.id}" is none of its own`)))
}

/** What an item touches; a list of names, which may be missing. */
function toNames(row: Row): string[] {
  const services = row.services ?? []
  if (!Array.isArray(services)) return report(row, 'services', 'unusable: not a list') ?? []
  const names: string[] = []
  services.forEach((name: unknown, i) => {
    if (name && typeof name === 'string') names.push(name)
    else report(row, `services.${i}`, 'unusable: no name')
  })
  return names.length > 1 ? [...new Set(names)] : names
}

function toIncident(row: Row, componentIds: string[], isActive: boolean): Draft<Incident> {
  const isLeft = row.status === 'active' && !isActive
  // A history that was read once stays as it was.
  if (isLeft) report(row, 'status', 'active in the history only: taken to be over')
  const isOver = row.status === 'resolved' || isLeft
  if (!isOver && row.status !== 'active') report(row, 'status', `unknown word "${row.status ?? ''}"`)
  const status = isOver ? 'resolved' : row.status === 'active' ? 'investigating' : 'unknown'
  const impact = word(row, 'type', impactWords, impacts)
  const updates = toUpdates(row, isOver ? 'resolved' : 'investigating', 'investigating')
  const end = updates[0]?.at ?? withOffset(row, 'date_updated')
  const oldest = updates.at(-1)
  return {
    id: row.id,
    title: row.title ?? '',
    status,
    statusLabel: status === 'unknown' ? row.status : impact === 'unknown' ? row.type : undefined,
    impact,
    // Mostly written together with the first note, whose time is read already.
    startedAt: oldest?.at && oldest.id === row.date_created ? oldest.at : withOffset(row, 'date_created'),
    // A history tells of the past, in whatever words.
    resolvedAt: isOver || (status === 'unknown' && !isActive) ? end : undefined,
    url: link(row, 'url'),
    componentIds,
    updates,
  }
}

function toMaintenance(row: Row, componentIds: string[]): Draft<Maintenance> {
  const status = word(row, 'status', maintenanceStatuses, { canceled: 'cancelled' })
  const updates = toUpdates(row, status, 'scheduled')
  const end = updates[0]?.at ?? withOffset(row, 'date_updated')
  return { id: row.id, title: row.title ?? '', status, completedAt: status === 'completed' ? end : undefined, url: link(row, 'url'), componentIds, updates }
}

/** Notes, told apart by their time. The one that stands first has the item's status; where it cannot be read, none of the others ended the event. */
function toUpdates(row: Row, last: Update['status'], before: Update['status']): Draft<Update>[] {
  const ids = new Map<string, number>()
  const [first] = Array.isArray(row.notes) ? row.notes : []
  const newest = isObject(first) ? first.date_created : undefined
  return readEach(row, 'notes', noteShape, (note): Draft<Update> => {
    const written = note.date_created ?? ''
    const count = (ids.get(written) ?? 0) + 1
    ids.set(written, count)
    const body = note.body ?? ''
    return { id: count > 1 ? `${written} ${count}` : written, status: count === 1 && written === newest ? last : before, at: withOffset(note, 'date_created'), body, format: htmlOrText(body) }
  })
}
