import type { Component, Incident, Maintenance, Problem } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses, type Impact, type IncidentStatus, incidentStatuses, type MaintenanceStatus, maintenanceStatuses } from '../model/words.ts'
import { at, type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, link, newestFirst, read, readEach, readList, report, word } from './read.ts'
import { anything, flag, id, key, type Output, shape, text } from './shape.ts'

/**
 * Heroku's own status, version 4, as its command line reads it: https://github.com/heroku/cli, `src/commands/status.ts`.
 * Seen there, of August 2026, and in an answer of September 2026. Where it fails, Heroku turns to Salesforce Trust, which
 * is another feed.
 *
 * Traps, each with a test:
 * - `resolved` is false of what is resolved: `state` tells.
 * - `scheduled` keeps what is long over as "upcoming", with its window in words only. It is shown as announced, without
 *   times, so that it is never taken for under way or due.
 * - Of an incident little is sure to be there: title, start, address, and of its updates the type, the text and one time.
 * - An incident without systems touches none, not all; a system may be red without any incident.
 * - A type of update is free text, and mostly no stage.
 */

const code = (value: unknown) => (value == null ? undefined : key(value))
const documentShape = shape({ status: anything, incidents: anything, scheduled: anything })
const systemShape = shape({ system: id, status: text })
const eventShape = shape({ id: code, title: text, state: text, resolved: flag, created_at: text, full_url: text, systems: anything, updates: anything })
const touchedShape = shape({ name: id, status: text })
const updateShape = shape({ id: code, update_type: text, contents: text, created_at: text, updated_at: text })

const colours: Readonly<Record<string, ComponentStatus>> = { green: 'operational', yellow: 'degraded_performance', red: 'major_outage', blue: 'under_maintenance' }
const stages = { issue: 'investigating' } as const
const planStages = { upcoming: 'scheduled', resolved: 'completed' } as const
/** Types of updates that say no stage. */
const remarks = new Set(['update', 'scheduled'])
const site = 'https://status.heroku.com'

type System = Output<typeof systemShape> & Item
type RawEvent = Output<typeof eventShape> & Item

export const reader: FeedReader = {
  requests(base) {
    const { origin, hostname, pathname } = new URL(base)
    if (pathname.endsWith('.json')) return [{ key: 'status', url: base }]
    // Read through another host, its paths may be others: only the last part is told.
    const folder = hostname === 'status.heroku.com' ? `${origin}/api/v4/` : `${origin}${pathname.replace(/\/(?:current-status|incidents)?\/?$/, '')}/`
    return [
      { key: 'status', url: `${folder}current-status` },
      { key: 'incidents', url: `${folder}incidents?limit=50`, when: 'history', optional: true },
    ]
  },

  parse({ status: document, incidents: past }) {
    const problems: Problem[] = []
    const list = at(document, 'status')
    const isHeroku = Array.isArray(at(document, 'scheduled')) ? Array.isArray(list) || list === null : Array.isArray(list) && list.some((system) => typeof at(system, 'system') === 'string')
    const main = isHeroku ? read(documentShape, document, 'status', problems) : undefined
    if (!main) throw new FeedShapeError("not Heroku's status")

    const systems = readList(main, 'status', systemShape, (system) => system, 'system')
    const events = new Map<string, { raw: RawEvent; isPlanned: boolean; isPast: boolean }>()
    const add = (list: 'incidents' | 'scheduled' | 'past') => (raw: RawEvent) => {
      const id = idOf(raw)
      if (!id) report(raw, '', 'unusable: no id, address or title')
      else if (events.has(id)) report(raw, 'id', `left out: "${id}" is none of its own`)
      else events.set(id, { raw, isPlanned: list === 'scheduled' || raw.state === 'upcoming', isPast: list === 'past' })
    }
    readEach(main, 'incidents', eventShape, add('incidents'))
    readEach(main, 'scheduled', eventShape, add('scheduled'))
    const known = new Set(events.keys())
    const history = past === undefined ? undefined : read(documentShape, Array.isArray(past) ? { incidents: past } : past, 'incidents', problems)
    // What is current stands in the history too.
    if (history) readEach(history, 'incidents', eventShape, (raw) => (known.has(idOf(raw)) ? undefined : add('past')(raw)))

    const all = [...events]
    return finish(
      {
        page: { name: 'Heroku', url: `${site}/` },
        groups: [],
        components: systems.map(toComponent),
        incidents: all.flatMap(([id, { raw, isPlanned, isPast }]) => (isPlanned ? [] : [toIncident(id, raw, systems, isPast)])),
        maintenances: all.flatMap(([id, { raw, isPlanned }]) => (isPlanned ? [toMaintenance(id, raw)] : [])),
      },
      problems,
    )
  },
}

const idOf = (raw: RawEvent): string => raw.id || /\/([^/]+)\/?$/.exec(raw.full_url ?? '')?.[1] || (raw.title ? `${raw.title} ${raw.created_at ?? ''}` : '')

function toComponent(system: System): Draft<Component> {
  const status = word(system, 'status', componentStatuses, colours)
  return { id: system.system, name: system.system, status, statusLabel: status === 'unknown' ? system.status : undefined }
}

/** What both kinds of event have. */
function toEvent<W extends IncidentStatus | MaintenanceStatus>(id: string, raw: RawEvent, words: readonly W[], aliases: Readonly<Record<string, W>>) {
  const touched = readEach(raw, 'systems', touchedShape, (system) => ({ name: system.name, status: system.status == null ? ('unknown' as const) : word(system, 'status', componentStatuses, colours) }))
  const counts = new Map<string, number>()
  const updates = readEach(raw, 'updates', updateShape, (update) => {
    const at = instant(update, 'updated_at') ?? instant(update, 'created_at')
    if (!at) return report(update, '', 'unusable: no time')
    const own = update.id || at
    const nth = (counts.get(own) ?? 0) + 1
    counts.set(own, nth)
    const label = update.update_type ?? ''
    const status: W | 'unknown' = remarks.has(label) && !words.some((known) => known === label) ? 'unknown' : word(update, 'update_type', words, aliases)
    const body = update.contents ?? ''
    return { id: nth > 1 ? `${own} ${nth}` : own, status, statusLabel: status === 'unknown' ? label || undefined : undefined, at, body, format: /\]\(https?:/.test(body) ? ('markdown' as const) : htmlOrText(body) }
  })
  return {
    touched,
    parts: { id, title: raw.title ?? '', url: link(raw, 'full_url'), componentIds: [...new Set(touched.map(({ name }) => name))], updates: newestFirst(updates) },
  }
}

/** Resolved by its state; else as far as its newest stage. What goes on is current: a history that was read once stays as it was. */
function toIncident(id: string, raw: RawEvent, systems: readonly System[], isPast: boolean): Draft<Incident> {
  const { touched, parts } = toEvent<IncidentStatus>(id, raw, incidentStatuses, stages)
  const newest = parts.updates.find(({ status }) => status !== 'unknown')
  const told = raw.state == null ? undefined : word<'state', IncidentStatus>(raw, 'state', incidentStatuses, { open: 'investigating' })
  const said = told === 'resolved' || (!told && raw.resolved) ? 'resolved' : (newest?.status ?? (told === 'unknown' ? undefined : told) ?? 'investigating')
  const isLeft = isPast && said !== 'resolved' && said !== 'postmortem'
  if (isLeft) report(raw, 'state', 'open in the history only: taken to be over')
  const status = isLeft ? 'resolved' : said
  // The systems of the whole page are as they are now, so they say nothing of what is over.
  const isOfAll = !touched.length && status !== 'resolved'
  return {
    ...parts,
    status,
    statusLabel: told === 'unknown' && status !== 'resolved' ? raw.state : undefined,
    impact: impactOf(isOfAll ? systems.map((system) => colours[system.status ?? '']) : touched.map((system) => system.status)),
    startedAt: instant(raw, 'created_at'),
    resolvedAt: status === 'resolved' ? parts.updates[0]?.at : undefined,
  }
}

const impactOf = (statuses: readonly (ComponentStatus | undefined)[]): Impact => (statuses.includes('major_outage') ? 'major' : statuses.includes('degraded_performance') ? 'minor' : 'unknown')

function toMaintenance(id: string, raw: RawEvent): Draft<Maintenance> {
  const { parts } = toEvent<MaintenanceStatus>(id, raw, maintenanceStatuses, planStages)
  const told = raw.state == null ? 'scheduled' : word(raw, 'state', maintenanceStatuses, planStages)
  const isOver = told === 'completed' || told === 'cancelled'
  return {
    ...parts,
    status: isOver ? told : 'scheduled',
    statusLabel: told === 'unknown' ? raw.state : undefined,
    completedAt: isOver ? parts.updates[0]?.at : undefined,
  }
}
