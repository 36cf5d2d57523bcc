import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { componentIndicator, type ComponentStatus, componentStatuses, impacts as impactWords, incidentStatuses, isWorse, maintenanceStatuses } from '../model/words.ts'
import { at, type FeedReader, FeedAddressError, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, newestFirst, pageAt, read, readEach, report, statusOf, time, word } from './read.ts'
import { anything, flag, id, isObject, type Output, shape, text } from './shape.ts'
import { iso } from './times.ts'

/**
 * Statusfy, in its source of June 2022, the last there is: https://github.com/juliomrqz/statusfy, `packages/@statusfy/core/lib/content/database.js`.
 * A built page has files with a language in their names, a served one the same documents without.
 *
 * Traps, each with a test:
 * - A system under maintenance is never said to be out: its incidents tell. They name systems by their names, which are all they have.
 * - Updates stand in the HTML of an incident, each in a block with its time and its word, in any order; what stands around
 *   them was said when it began. The word may be of any language.
 * - `modified` is the moment of reading where the author gave none, so it ends nothing.
 * - Work that is planned stands in a document of its own until it begins, in a built page until the next build.
 * - The newest ten incidents are on the first page; the past comes by months, and holds them again.
 */

const systemShape = shape({ name: id, status: text })
const count = (value: unknown) => (typeof value === 'number' ? value : undefined)
const listShape = shape({ incidents: anything, page: count, total_pages: count })
const historyShape = shape({ periods: anything, page: count, total_pages: count })
const periodShape = shape({ incidents: anything })
const incidentShape = shape({ id, title: text, description: text, date: text, scheduled: text, duration: count, severity: text, affectedsystems: anything, resolved: flag, content: text })
const updateShape = shape({ date: text, word: text, label: text, body: text })

const severities = { 'under-maintenance': 'under_maintenance', 'major-outage': 'major_outage', 'partial-outage': 'partial_outage', 'degraded-performance': 'degraded_performance' } as const
const effects = new Map<unknown, ComponentStatus>(Object.entries(severities))
const impacts = { 'major-outage': 'critical', 'partial-outage': 'major', 'degraded-performance': 'minor', operational: 'none' } as const
const stages = { investigating: 'investigating', identified: 'identified', monitoring: 'monitoring', resolved: 'resolved' } as const
const phases = { scheduled: 'scheduled', 'in progress': 'in_progress', investigating: 'in_progress', identified: 'in_progress', monitoring: 'verifying', verifying: 'verifying', resolved: 'completed', completed: 'completed' } as const

const blockStart = '<div class="update-block">'
const blockHead = /^\s*<div class="update-block-date">([^<]*)<\/div>\s*<div class="update-block-content">\s*<div class="update-block-title">([^<]*)<\/div>\s*<div class="update-block-body">/
const blockEnd = '</div></div></div>'
const documentPath = /^(.*\/api\/v0)\/(?:systems|scheduled|incidents)\b[^]*?(\.[a-z]{2}(?:-\w+)*\.json)?$/i

type RawIncident = Output<typeof incidentShape> & Item

interface Found {
  raw: RawIncident
  isPlanned: boolean
  componentIds: string[]
}

export const reader: FeedReader = {
  requests(base) {
    const { origin, pathname } = new URL(base)
    const [, prefix, ending = ''] = documentPath.exec(pathname) ?? []
    if (!prefix && pathname.endsWith('.json')) return [{ key: 'systems', url: base }]
    if (!prefix) throw new FeedAddressError('Give the URL of the systems: https://…/static/content/api/v0/systems.en.json, with your language, or https://…/api/v0/systems where the page is served by Statusfy')
    const api = origin + prefix
    const [incidents, history] = ['incidents', 'incidents/history'].map((name) => `${api}/${name}${ending ? `.page-1${ending}` : '?page=1'}`)
    return [
      { key: 'systems', url: `${api}/systems${ending}` },
      { key: 'incidents', url: `${incidents}`, optional: true },
      { key: 'scheduled', url: `${api}/scheduled${ending}`, optional: true },
      { key: 'history', url: `${history}`, when: 'history', optional: true },
    ]
  },

  parse({ systems, incidents, scheduled, history }, address = '') {
    const problems: Problem[] = []
    const isTold = Array.isArray(systems) && (systems.length ? systems.some((system) => typeof at(system, 'name') === 'string' && at(system, 'status') !== undefined) : Array.isArray(at(incidents, 'incidents')))
    if (!isTold) throw new FeedShapeError('not a document of Statusfy')
    const components = new Map<string, Draft<Component>>()
    for (const [i, raw] of systems.entries()) {
      const system = read(systemShape, raw, `systems.${i}`, problems)
      if (system && (!system.name || components.has(system.name))) report(system, 'name', `unusable: "${system.name}" is none of its own`)
      else if (system) components.set(system.name, { id: system.name, name: system.name, ...statusOf(system, componentStatuses, severities) })
    }

    const found = new Map<string, Found>()
    const add = (isPlanned: boolean) => (raw: RawIncident) => {
      if (!raw.id || found.has(raw.id)) return report(raw, 'id', `unusable: "${raw.id}" is none of its own`)
      found.set(raw.id, { raw, isPlanned, componentIds: affectedBy(raw) })
      return undefined
    }
    readIncidents(incidents, 'incidents', problems, add(false))
    const isOnPage = new Set(found.keys())
    readIncidents(scheduled, 'scheduled', problems, add(true))
    const past = isObject(history) ? read(historyShape, history, 'history', problems) : undefined
    if (past) {
      // What the first page has stands here again.
      readEach(past, 'periods', periodShape, (period) => {
        if (!Array.isArray(period.incidents)) report(period, 'incidents', 'unusable: not a list')
        readEach(period, 'incidents', incidentShape, (raw) => (isOnPage.has(raw.id) ? undefined : add(false)(raw)))
        return undefined
      })
      tellMore(past)
    }

    const all = [...found.values()]
    for (const { raw, isPlanned, componentIds } of all) {
      const status = isPlanned || raw.resolved ? undefined : effects.get(raw.severity)
      if (!status) continue
      for (const name of componentIds) {
        const component = components.get(name)
        if (component && isWorse(componentIndicator(status), componentIndicator(component.status))) component.status = status
      }
    }
    const isWork = ({ raw, isPlanned }: Found) => isPlanned || raw.severity === 'under-maintenance'
    return finish(
      {
        page: pageAt(address.replace(/\/(static\/content\/)?api\/v0\/.*$/, '/')),
        groups: [],
        components: [...components.values()],
        incidents: all.filter((event) => !isWork(event)).map(toIncident),
        maintenances: all.filter(isWork).map(toMaintenance),
      },
      problems,
    )
  },
}

function readIncidents(document: unknown, key: string, problems: Problem[], add: (raw: RawIncident) => undefined): void {
  const list = document === undefined ? undefined : read(listShape, document, key, problems)
  if (list && !Array.isArray(list.incidents)) report(list, 'incidents', 'left out: no list of incidents')
  else if (list) readEach(list, 'incidents', incidentShape, add)
  // The past tells what is older.
  if (list && key === 'incidents') tellMore(list)
}

const tellMore = (list: Item & { readonly page?: number | undefined; readonly total_pages?: number | undefined }) =>
  (list.total_pages ?? 1) > (list.page ?? 1) ? report(list, 'total_pages', 'what is older was not read') : undefined

function affectedBy({ affectedsystems: names }: RawIncident): string[] {
  const ids = new Set<string>()
  for (const name of Array.isArray(names) ? names : []) if (typeof name === 'string' && name) ids.add(name)
  return [...ids]
}

/** The blocks of the text, and what stands around them. */
function readContent(content: string) {
  let around = ''
  const told = content.split(blockStart).flatMap((part, i) => {
    const [head, date, label = ''] = (i && blockHead.exec(part)) || []
    const end = head ? part.indexOf(blockEnd, head.length) : 0
    around += head ? (end < 0 ? '' : part.slice(end + blockEnd.length)) : i ? blockStart + part : part
    return head ? { date, word: label.trim().toLowerCase(), label: label.trim(), body: part.slice(head.length, end < 0 ? undefined : end).trim() } : []
  })
  return { told, around: around.trim() }
}

function toUpdates<W extends Update['status']>(raw: RawIncident, began: string | undefined, words: readonly W[], aliases: Readonly<Record<string, W>>): Draft<Update>[] {
  const { told, around } = readContent(raw.content ?? '')
  const counts = new Map<string, number>()
  const updates = newestFirst(
    readEach({ ...raw, content: told }, 'content', updateShape, (update): Draft<Update> => {
      const status = word(update, 'word', words, aliases)
      const { label, body = '' } = update
      const own = `${update.date} ${label}`
      const count = (counts.get(own) ?? 0) + 1
      counts.set(own, count)
      return { id: count > 1 ? `${own} ${count}` : own, status, statusLabel: status === 'unknown' ? label : undefined, at: instant(update, 'date'), body: body ?? '', format: htmlOrText(body ?? '') }
    }),
  )
  const oldest = updates.at(-1)
  const opening = { status: raw.scheduled ? 'scheduled' : oldest && !/resolved|completed/.test(oldest.status) ? oldest.status : 'unknown', at: began } as const
  if (around) updates.push({ ...opening, id: 'content', body: around, format: htmlOrText(around) })
  if (raw.description) updates.push({ ...opening, id: 'description', body: raw.description, format: 'text' })
  if (!began && (around || raw.description)) report(raw, 'date', `left out, for it has no time: "${raw.description || around}"`)
  return updates
}

function toIncident({ raw, componentIds }: Found): Draft<Incident> {
  const startedAt = instant(raw, 'date')
  const updates = toUpdates(raw, startedAt, incidentStatuses, stages)
  const last = updates[0]
  // A last word of an end does not end what the author has not marked.
  const isContrary = !raw.resolved && last?.status === 'resolved'
  const status = raw.resolved ? 'resolved' : isContrary ? 'unknown' : (incidentStatuses.find((known) => known === last?.status) ?? 'unknown')
  return {
    id: raw.id,
    title: raw.title ?? '',
    status,
    statusLabel: isContrary ? 'Resolved' : status === 'unknown' ? last?.statusLabel : undefined,
    impact: word(raw, 'severity', impactWords, impacts),
    startedAt,
    resolvedAt: raw.resolved && last?.status === 'resolved' ? last.at : undefined,
    componentIds,
    updates,
  }
}

function toMaintenance({ raw, isPlanned, componentIds }: Found): Draft<Maintenance> {
  const date = instant(raw, 'date')
  const updates = toUpdates(raw, date, maintenanceStatuses, phases)
  const start = instant(raw, 'scheduled')
  const last = updates[0]
  return {
    id: raw.id,
    title: raw.title ?? '',
    status: raw.resolved ? 'completed' : isPlanned ? 'scheduled' : last?.status === 'verifying' ? 'verifying' : 'in_progress',
    scheduledStart: start,
    scheduledEnd: start && raw.duration !== undefined ? iso(time(start) + raw.duration * 60_000) : undefined,
    startedAt: start || isPlanned ? undefined : date,
    completedAt: raw.resolved && last?.status === 'completed' ? last.at : undefined,
    componentIds,
    updates,
  }
}
