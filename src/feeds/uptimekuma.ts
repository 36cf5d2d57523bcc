import type { Component, Incident, Maintenance, Problem } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses, impacts, maintenanceStatuses } from '../model/words.ts'
import { at, type FeedReader, FeedShapeError, textAt } from './feed.ts'
import { type Draft, finish, type Item, link, pageAt, read, readEach, readList, readPart, report, statusOf, time, word } from './read.ts'
import { anything, id, isObject, key, type Output, shape, text } from './shape.ts'
import { wallClock } from './wall-clock.ts'

/**
 * Uptime Kuma's status pages, the documents that its own page reads. They are not documented: as in
 * `server/routers/status-page-router.js` of https://github.com/louislam/uptime-kuma, 1.23, 2.0 and 2.1 to 2.5,
 * and as answered by servers of November 2026. No server lets other origins read them: give a path of your own origin.
 *
 * Traps, each with a test:
 * - 1.x and 2.0 have one `incident`, 2.1 and later a list; only the latter have a history, 1.x answers it with HTML.
 * - Times are UTC without saying so, but a single window stands in the wall clock of its zone, and a recurring one has a Z.
 * - Of the slots of a recurring window the first is running and the second is the next; a manual one has none.
 * - A monitor that was never checked has no beats, and an uptime of 0; one that is paused keeps its last beat.
 * - A monitor may stand in several groups; incidents and maintenances name none; both are numbered from 1.
 * - An incident has one text, which an edit overwrites; resolved ones leave the page for the history.
 * - The heartbeats of a page that is not there are empty lists, answered with 200.
 *
 * A component's history is one day: the uptime of the 24 hours before its last beat.
 */

const documentShape = shape({ config: anything, incident: anything, incidents: anything, publicGroupList: anything, maintenanceList: anything })
const configShape = shape({ title: text })
const groupShape = shape({ id: key, name: text, monitorList: anything })
const monitorShape = shape({ id: key, name: id, sendUrl: anything, url: text })
const beatsShape = shape({ heartbeatList: anything, uptimeList: anything })
const beatShape = shape({ status: key, time: id })
const historyShape = shape({ incidents: anything, hasMore: anything })
const incidentShape = shape({ id: key, title: id, style: text, content: text, active: anything, createdDate: text, lastUpdatedDate: text })
const maintenanceShape = shape({ id: key, title: id, description: text, strategy: text, status: text, timezone: text, timeslotList: anything })
const slotShape = shape({ startDate: id, endDate: text })

const beatWords: Readonly<Record<string, ComponentStatus>> = { 0: 'major_outage', 1: 'operational', 2: 'degraded_performance', 3: 'under_maintenance' }
const styles = { danger: 'major', warning: 'minor', info: 'none', primary: 'none', light: 'none', dark: 'none' } as const
const maintenanceWords = { 'under-maintenance': 'in_progress', ended: 'completed', inactive: 'cancelled' } as const
const hourMs = 3_600_000

type RawIncident = Output<typeof incidentShape> & Item
type RawMaintenance = Output<typeof maintenanceShape> & Item

/** Where a page and its documents stand; a page under a domain of its own does not tell its name in its address. */
function placeOf({ origin, pathname }: URL) {
  const [, prefix = pathname.replace(/\/$/, ''), slug = 'default'] = /^(.*?)\/(?:api\/status-page(?:\/heartbeat)?|status)\/([^/]+)/.exec(pathname) ?? []
  return { api: `${origin}${prefix}/api/status-page/`, page: `${origin}${prefix}/status/${slug}`, slug }
}

export const reader: FeedReader = {
  requests(base) {
    const url = new URL(base)
    if (url.pathname.endsWith('.json')) return [{ key: 'page', url: base }]
    const { api, slug } = placeOf(url)
    return [
      { key: 'page', url: api + slug },
      { key: 'heartbeat', url: `${api}heartbeat/${slug}`, optional: true },
      { key: 'incident-history', url: `${api}${slug}/incident-history`, when: 'history', optional: true },
    ]
  },

  parse({ page, heartbeat, 'incident-history': past }, address = '') {
    const problems: Problem[] = []
    const isPage = isObject(at(page, 'config')) && Array.isArray(at(page, 'publicGroupList'))
    const main = isPage ? read(documentShape, page, 'page', problems) : undefined
    if (!main) throw new FeedShapeError(`not a document of Uptime Kuma ${textAt(page, 'msg')}`)
    const config = readPart(main, 'config', configShape)
    const given = pageAt(address)
    const groups = readList(main, 'publicGroupList', groupShape, (group) => group)
    const beats = read(beatsShape, heartbeat, 'heartbeat', problems)
    const components = toComponents(groups, (id) => readBeats(beats, id, problems), beats?.uptimeList)
    return finish(
      {
        page: { name: config?.title ?? given.name, url: given.url?.includes('/api/status-page/') ? placeOf(new URL(given.url)).page : given.url },
        groups: groups.map(({ id, name }) => ({ id: `group-${id}`, name: name ?? '' })),
        components,
        incidents: findIncidents(main, past, problems).map(toIncident),
        maintenances: readList(main, 'maintenanceList', maintenanceShape, toMaintenance),
        updatedAt: components.map((component) => component.updatedAt ?? '').sort().at(-1) || undefined,
      },
      problems,
    )
  },
}

interface Beats {
  status: ComponentStatus
  statusLabel?: string | null | undefined
  at?: string | undefined
  all: readonly unknown[]
}

/** The longest time between two beats. */
const longestGapMs = (beats: readonly unknown[]): number =>
  beats.map((beat) => time(`${textAt(beat, 'time').replace(' ', 'T')}Z`)).reduce((longest, ms, i, all) => Math.max(longest, ms - (all[i - 1] ?? ms) || 0), 0)

/** What a monitor's beats say, oldest first: the last one that can be read is how it is. */
function readBeats(beats: Output<typeof beatsShape> | undefined, id: string, problems: Problem[]): Beats | undefined {
  const list = isObject(beats?.heartbeatList) ? beats.heartbeatList[id] : undefined
  if (!Array.isArray(list)) return undefined
  for (let i = list.length - 1; i >= 0; i--) {
    const beat = read(beatShape, list[i], `heartbeat.heartbeatList.${id}.${i}`, problems)
    if (!beat) continue
    const { status, statusLabel } = statusOf(beat, componentStatuses, beatWords)
    return { status, statusLabel: beat.status === '2' ? 'pending' : statusLabel, at: wallClock(beat, 'time', 'UTC'), all: list }
  }
  return { status: 'unknown', all: list }
}

type Group = Output<typeof groupShape> & Item

function toComponents(groups: readonly Group[], beatsOf: (id: string) => Beats | undefined, uptimes: unknown): Draft<Component>[] {
  const found = new Map<string, { monitor: Output<typeof monitorShape> & Item; groupId: string; beats: Beats | undefined }>()
  for (const group of groups) {
    readEach(group, 'monitorList', monitorShape, (monitor) => {
      if (found.has(monitor.id)) report(monitor, 'id', 'left out here: stands in a group before too')
      else found.set(monitor.id, { monitor, groupId: `group-${group.id}`, beats: beatsOf(monitor.id) })
    })
  }
  let newest = 0
  for (const { beats } of found.values()) newest = Math.max(newest, time(beats?.at) || 0)
  return [...found].map(([id, { monitor, groupId, beats }]) => {
    if (!beats && uptimes !== undefined) report(monitor, '', 'has no heartbeats')
    const uptime = at(uptimes, `${id}_24`)
    const history = beats?.at && typeof uptime === 'number' && Number.isFinite(uptime) ? [toDay(beats.at, uptime, beats.status)] : undefined
    const lagMs = newest - time(beats?.at)
    const isOld = beats?.status === 'operational' && lagMs > hourMs && lagMs > 5 * longestGapMs(beats.all)
    if (isOld) report(monitor, '', `its status is of ${beats.at}, long before that of others, and is taken to be unknown`)
    return {
      id,
      name: monitor.name,
      status: isOld ? 'unknown' : (beats?.status ?? 'unknown'),
      statusLabel: beats?.statusLabel,
      groupId,
      url: monitor.sendUrl ? link(monitor, 'url') : undefined,
      updatedAt: beats?.at,
      history,
    }
  })
}

function toDay(at: string, uptime: number, now: ComponentStatus) {
  const ratio = Math.min(1, Math.max(0, uptime))
  const low = now === 'degraded_performance' ? now : 'major_outage'
  return { date: at.slice(0, 10), ratio, status: ratio === 1 ? 'operational' : ratio > 0.5 ? 'partial_outage' : low } as const
}

const isResolved = ({ active }: RawIncident) => active === false || active === 0
const changedAt = (raw: RawIncident) => wallClock(raw, 'lastUpdatedDate', 'UTC') ?? wallClock(raw, 'createdDate', 'UTC')

/** Those of the page, and those that the history knows to be over. What is open there only has been taken off the page. */
function findIncidents(main: Output<typeof documentShape> & Item, past: unknown, problems: Problem[]): RawIncident[] {
  const one = readPart(main, 'incident', incidentShape)
  const found = new Map([...readList(main, 'incidents', incidentShape, (raw) => raw), ...(one ? [one] : [])].map((raw) => [raw.id, raw]))
  const history = past === undefined ? undefined : read(historyShape, past, 'incident-history', problems)
  for (const raw of history ? readList(history, 'incidents', incidentShape, (raw) => raw) : []) {
    const known = found.get(raw.id)
    if (known ? isResolved(raw) && time(changedAt(raw)) > time(changedAt(known)) : isResolved(raw)) found.set(raw.id, raw)
    else if (!known) report(raw, '', 'left out: open here, and not on the page')
  }
  if (history?.hasMore) report(history, 'hasMore', 'what is older was not read')
  return [...found.values()]
}

function toIncident(raw: RawIncident): Draft<Incident> {
  const status = isResolved(raw) ? 'resolved' : 'investigating'
  const at = changedAt(raw)
  return {
    id: raw.id,
    title: raw.title,
    status,
    impact: word(raw, 'style', impacts, styles),
    startedAt: wallClock(raw, 'createdDate', 'UTC'),
    resolvedAt: status === 'resolved' ? at : undefined,
    componentIds: [],
    updates: raw.content ? [{ id: raw.lastUpdatedDate ?? raw.createdDate ?? raw.id, status, at, body: raw.content, format: 'markdown' }] : [],
  }
}

function toMaintenance(raw: RawMaintenance): Draft<Maintenance> {
  const first: unknown = Array.isArray(raw.timeslotList) && raw.timeslotList.length ? (raw.timeslotList[0] ?? false) : undefined
  const slot = readPart({ ...raw, 'timeslotList.0': first }, 'timeslotList.0', slotShape)
  const start = slot && wallClock(slot, 'startDate', raw.timezone ?? 'UTC')
  const { status, statusLabel } = statusOf(raw, maintenanceStatuses, maintenanceWords)
  if (raw.description && !start) report(raw, 'description', `left out, for it has no time: "${raw.description}"`)
  return {
    // Each run of one that recurs stands by itself: the next does not move the end of the last.
    id: `maintenance-${raw.id}${start && raw.strategy !== 'single' ? `@${start}` : ''}`,
    title: raw.title,
    status,
    statusLabel,
    scheduledStart: start,
    scheduledEnd: slot && wallClock(slot, 'endDate', raw.timezone ?? 'UTC'),
    componentIds: [],
    // What is said of it is said from its start on.
    updates: raw.description && start ? [{ id: slot.startDate, status, statusLabel, at: start, body: raw.description, format: 'markdown' }] : [],
  }
}
