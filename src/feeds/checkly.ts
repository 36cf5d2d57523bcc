import type { Component, ComponentGroup, HistoryDay, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { type ComponentStatus, componentIndicator, impacts as impactWords, incidentStatuses, isWorse } from '../model/words.ts'
import { at, type FeedReader, FeedAddressError, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, newestFirst, pageAt, read, readEach, readList, report, time, word } from './read.ts'
import { anything, flag, id, type Output, shape, text } from './shape.ts'
import { iso } from './times.ts'

/**
 * Checkly's status pages, the documents that the page itself reads; they are not described anywhere. The uptime as answered in
 * September 2026, the others as public clients read them. Uptime Kuma's documents stand under the same path.
 *
 * Traps, each with a test:
 * - No service has a status: it is what the open incidents say of it, and without their document it is unknown.
 * - An incident without services may touch any: it is shown, and touches none. One whose update says MAINTENANCE is one.
 * - An event of the past stands again under each service and day that it touched; its seconds may be all or that day's.
 * - MINOR is no impact, MEDIUM is a minor one. `created_at` stands beside `createdAt`.
 * - `partialError` says that figures are missing: a day without events is then unknown.
 */

const documents = ['uptime', 'unresolved-incidents', 'maintenance-windows'] as const
const documentPath = new RegExp(`^(.*)/api/status-page/([^/]+)(?:/(?:${documents.join('|')}))?/?$`)

const uptimeShape = shape({ metadata: anything, uptime: anything, partialError: flag })
const groupShape = shape({ id, name: text, services: anything })
const serviceShape = shape({ id, name: text, days: anything })
const dayShape = shape({ date: id, events: anything })
const eventShape = shape({ id, name: text, duration: anything, severity: text, lastUpdateStatus: text, created_at: text })
const incidentsShape = shape({ incidents: anything })
const incidentShape = shape({ id, name: text, severity: text, lastUpdateStatus: text, created_at: text, createdAt: text, services: anything, incidentUpdates: anything })
const affectedShape = shape({ id: text, name: text })
const updateShape = shape({ id: text, status: text, description: text, created_at: text, createdAt: text })
const windowsShape = shape({ active: anything, upcoming: anything })
const windowShape = shape({ id: text, name: text, title: text, startsAt: text, startAt: text, endsAt: text, endAt: text })

const stages = { INVESTIGATING: 'investigating', IDENTIFIED: 'identified', MONITORING: 'monitoring', RESOLVED: 'resolved' } as const
const impacts = { MINOR: 'none', MEDIUM: 'minor', MAJOR: 'major', CRITICAL: 'critical' } as const
const severities = new Map<unknown, ComponentStatus>([['MINOR', 'degraded_performance'], ['MEDIUM', 'degraded_performance'], ['MAJOR', 'partial_outage'], ['CRITICAL', 'major_outage']])
const dayMs = 86_400_000

type Uptime = Output<typeof uptimeShape> & Item
type RawIncident = Output<typeof incidentShape> & Item
type RawEvent = Output<typeof eventShape> & Item

export const reader: FeedReader = {
  requests(base) {
    const { origin, pathname } = new URL(base)
    if (pathname.endsWith('.json')) return [{ key: 'uptime', url: base }]
    const [, prefix, slug] = documentPath.exec(pathname) ?? []
    if (!slug) throw new FeedAddressError('Give the URL of the uptime document that the page asks for: https://…/api/status-page/…/uptime')
    const api = `${origin}${prefix}/api/status-page/${slug}`
    return documents.map((key) => ({ key, url: `${api}/${key}`, ...(key === 'maintenance-windows' ? { optional: true } : {}) }))
  },

  parse({ uptime, 'unresolved-incidents': unresolved, 'maintenance-windows': windows }, address = '') {
    const problems: Problem[] = []
    const main = Array.isArray(at(uptime, 'metadata')) && Array.isArray(at(uptime, 'uptime')) ? read(uptimeShape, uptime, 'uptime', problems) : undefined
    if (!main) throw new FeedShapeError('not a document of Checkly')
    const open = Array.isArray(at(unresolved, 'incidents')) ? read(incidentsShape, unresolved, 'unresolved-incidents', problems) : undefined
    if (unresolved !== undefined && !open) problems.push({ path: 'unresolved-incidents', message: 'left out: no list of incidents' })

    const { groups, components, names } = toComponents(main)
    const { days, events } = readDays(main, components)
    const found = open ? readList(open, 'incidents', incidentShape, (raw) => fromOpen(raw, components, names)) : []
    const known = new Map(found.map((event) => [event.id, event]))
    for (const event of events) {
      const same = known.get(event.id)
      for (const service of same ? event.services : []) same?.services.add(service)
      if (!same) found.push(event)
    }
    for (const event of found) {
      const status = effectOf(event)
      for (const component of event.isOver ? [] : [...event.services].flatMap((service) => components.get(service) ?? [])) {
        if (isWorse(componentIndicator(status), componentIndicator(component.status))) component.status = status
      }
    }
    const page = pageAt(address.replace(/\/api\/status-page\/.*$/, '/'))
    return finish(
      {
        page,
        groups,
        components: [...components.values()].map((component) => ({
          ...component,
          status: !open && component.status === 'operational' ? 'unknown' : component.status,
          history: days.get(component.id),
        })),
        incidents: found.flatMap((event) => (event.isPlanned ? [] : toIncident(event))),
        maintenances: withWindows(found.flatMap((event) => (event.isPlanned ? toMaintenance(event) : [])), windows, problems),
      },
      problems,
    )
  },
}

/** All operational, until something says otherwise of one. */
function toComponents(main: Uptime) {
  const components = new Map<string, Draft<Component>>()
  const names = new Map<string, string>()
  const groups: ComponentGroup[] = readList(main, 'metadata', groupShape, (group) => {
    readEach(group, 'services', serviceShape, (service) => {
      const { id, name } = service
      if (!id || components.has(id)) return report(service, 'id', id ? 'left out here: stands in a group before too' : 'unusable: no id')
      components.set(id, { id, name: name || id, status: 'operational', groupId: group.id })
      names.set(name ?? '', id)
      return undefined
    })
    return { id: group.id, name: group.name ?? '' }
  })
  return { groups, components, names }
}

/** An incident from either document. */
interface Event {
  id: string
  title: string
  raw: RawIncident | RawEvent
  isPlanned: boolean
  isOver: boolean
  services: Set<string>
  startedAt: string | undefined
  /** In ms. */
  endedAt?: number
  updates: Draft<Incident>['updates']
}

const effectOf = ({ isPlanned, raw }: Event): ComponentStatus => (isPlanned ? 'under_maintenance' : (severities.get(raw.severity) ?? 'unknown'))

/** The days of each service, and the events in them, each once. */
function readDays(main: Uptime, components: ReadonlyMap<string, unknown>) {
  const days = new Map<string, HistoryDay[]>()
  const events = new Map<string, Event>()
  readEach(main, 'uptime', groupShape, (group) => {
    readEach(group, 'services', serviceShape, (service) => {
      if (!components.has(service.id)) report(service, 'id', 'left out: no service of the page')
      const own = readEach(service, 'days', dayShape, (day) => {
        const date = day.date.slice(0, 10)
        const start = /^\d{4}-\d\d-\d\d$/.test(date) ? time(date) : Number.NaN
        if (Number.isNaN(start)) return report(day, 'date', `unusable: "${day.date}" is no day`)
        let status: ComponentStatus = 'operational'
        let down = 0
        readEach(day, 'events', eventShape, (raw) => {
          const event = events.get(raw.id) ?? fromDay(raw)
          const end = endOf(raw, event, start)
          if (!raw.id) return report(raw, 'id', 'unusable: no id')
          for (const key of ['severity', 'lastUpdateStatus'] as const) {
            if (raw[key] !== event.raw[key]) report(raw, key, `left out: "${raw[key]}" is not what it was before`)
          }
          events.set(raw.id, event)
          if (components.has(service.id)) event.services.add(service.id)
          event.endedAt = Math.max(event.endedAt ?? 0, end)
          const within = Math.min(end, start + dayMs) - Math.max(time(event.startedAt), start)
          if (!event.isPlanned && within > 0) down += within
          if (isWorse(componentIndicator(effectOf(event)), componentIndicator(status))) status = effectOf(event)
          return undefined
        })
        const isKnown = status !== 'operational' || !main.partialError
        return { date, ratio: isKnown ? Math.max(0, 1 - down / dayMs) : null, status: isKnown ? status : 'unknown' } satisfies HistoryDay
      })
      if (own.length && !days.has(service.id)) days.set(service.id, own)
      return undefined
    })
    return undefined
  })
  if (main.partialError) report(main, 'partialError', 'figures are missing: days without events are unknown')
  return { days, events: events.values() }
}

/** Where its seconds do not reach into the day under which it stands, they are those of that day. */
function endOf({ duration }: RawEvent, { startedAt }: Event, dayStart: number): number {
  const ms = typeof duration === 'number' ? duration * 1000 : 0
  const end = time(startedAt) + ms
  return end > dayStart ? end : dayStart + ms
}

const toEvent = (raw: RawIncident | RawEvent) => ({ id: raw.id, title: raw.name ?? '', raw, isOver: raw.lastUpdateStatus === 'RESOLVED' })

/** Work that stands among the days only has been done, whatever its last word. */
function fromDay(raw: RawEvent): Event {
  const isPlanned = raw.lastUpdateStatus === 'MAINTENANCE'
  const event = toEvent(raw)
  return { ...event, isPlanned, isOver: event.isOver || isPlanned, services: new Set(), startedAt: instant(raw, 'created_at'), updates: [] }
}

function fromOpen(raw: RawIncident, components: ReadonlyMap<string, unknown>, names: ReadonlyMap<string, string>): Event {
  const services = readEach(raw, 'services', affectedShape, (affected) => {
    const named = affected.id && components.has(affected.id) ? affected.id : names.get(affected.name ?? '')
    return named ?? report(affected, 'id', `left out: no service "${affected.name ?? affected.id}"`)
  })
  let isPlanned = raw.lastUpdateStatus === 'MAINTENANCE'
  const counts = new Map<string, number>()
  const updates = readEach(raw, 'incidentUpdates', updateShape, (update): Draft<Update> => {
    const at = instant(update, 'created_at') ?? instant(update, 'createdAt')
    const isWork = update.status === 'MAINTENANCE'
    isPlanned ||= isWork
    const status = isWork ? 'in_progress' : word(update, 'status', incidentStatuses, stages)
    const body = update.description ?? ''
    const own = update.id || at || ''
    const count = (counts.get(own) ?? 0) + 1
    counts.set(own, count)
    return { id: count > 1 ? `${own} ${count}` : own, status, statusLabel: status === 'unknown' ? update.status : undefined, at, body, format: htmlOrText(body) }
  })
  return { ...toEvent(raw), isPlanned, services: new Set(services), startedAt: instant(raw, 'created_at') ?? instant(raw, 'createdAt'), updates: newestFirst(updates) }
}

function toIncident({ id, title, raw, isOver, services, startedAt, endedAt, updates }: Event): Draft<Incident> {
  const status = word(raw, 'lastUpdateStatus', incidentStatuses, stages)
  return {
    id,
    title,
    status,
    statusLabel: status === 'unknown' ? raw.lastUpdateStatus : undefined,
    impact: word(raw, 'severity', impactWords, impacts),
    startedAt,
    resolvedAt: isOver ? (endedAt ? iso(endedAt) : updates[0]?.at) : undefined,
    componentIds: [...services],
    updates,
  }
}

function toMaintenance({ id, title, raw, isOver, services, startedAt, endedAt, updates }: Event): Draft<Maintenance> {
  return {
    id,
    title,
    status: !isOver ? 'in_progress' : raw.lastUpdateStatus === 'RESOLVED' ? 'completed' : 'unknown',
    startedAt,
    completedAt: isOver ? (endedAt ? iso(endedAt) : updates[0]?.at) : undefined,
    componentIds: [...services],
    updates: updates.map((update) => ({ ...update, status: update.status === 'resolved' ? 'completed' : update.status === 'unknown' ? 'unknown' : 'in_progress' })),
  }
}

/** Work that was posted as an incident, with its window where one has its id; and what has a window only. */
function withWindows(posted: readonly Draft<Maintenance>[], document: unknown, problems: Problem[]): Draft<Maintenance>[] {
  const windows = document === undefined ? undefined : read(windowsShape, document, 'maintenance-windows', problems)
  const known = new Map(posted.map((event) => [event.id, event]))
  const seen = new Set<string>()
  const toWindows = (list: 'active' | 'upcoming', status: Maintenance['status']) =>
    windows
      ? readEach(windows, list, windowShape, (raw): Draft<Maintenance> | undefined => {
          const title = raw.name ?? raw.title ?? ''
          const start = instant(raw, 'startsAt') ?? instant(raw, 'startAt')
          const id = raw.id || `${title}@${start ?? ''}`
          if (seen.has(id) || id === '@') return report(raw, '', `unusable: "${id}" is none of its own`)
          seen.add(id)
          const times = { scheduledStart: start, scheduledEnd: instant(raw, 'endsAt') ?? instant(raw, 'endAt') }
          const same = known.get(id)
          if (same) known.set(id, { ...same, ...times })
          return same ? undefined : { id, title, status, ...times, componentIds: [], updates: [] }
        })
      : []
  const others = [...toWindows('active', 'in_progress'), ...toWindows('upcoming', 'scheduled')]
  return [...known.values(), ...others]
}
