import type { Component, HistoryDay, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses } from '../model/words.ts'
import { at, FeedAddressError, type FeedReader, FeedShapeError, textAt } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, link, pageAt, read, readEach, readList, readPart, report, statusOf, time, word } from './read.ts'
import { anything, isObject, key, type Output, shape, text } from './shape.ts'
import { fullTime, iso } from './times.ts'

/**
 * UptimeRobot's status pages, the documents that its own page reads: not documented, at https://stats.uptimerobot.com and
 * under the same paths at a page's own domain. Seen in answers of April 2025 and of September 2026.
 *
 * Traps, each with a test:
 * - Both documents go by a key that the address of a page with its own domain does not tell.
 * - The list comes 30 at a time, and how many there are is in its answer; the counts are of all. What is on pages that
 *   were not read is named: each can be given as one more feed.
 * - Monitors stand in `psp.monitors` (2025) or in `data` (2026), or in both, their names escaped as for HTML.
 * - Their days run from the newest, dated by a list beside (2025), or from the oldest with dates (2026). "black" is no data.
 * - No event tells of a monitor that is down: events are written by hand, hardly ever ended, and one page has them all.
 * - Dates are in the zone and language of the page; numbers of seconds are not. No document says what time it is: the
 *   newest day and the range of the events come nearest.
 */

const code = (value: unknown) => (value == null ? undefined : key(value))
const count = (value: unknown) => (typeof value === 'number' && value >= 0 ? value : undefined)
const listShape = shape({ psp: anything, data: anything, days: anything, statistics: anything })
const pspShape = shape({ totalMonitors: count, monitors: anything })
const statisticsShape = shape({ counts: anything, count_result: text })
const countsShape = shape({ up: count, down: count, total: count })
const monitorShape = shape({ monitorId: key, name: text, url: text, statusClass: text, groupId: code, groupName: text, dailyRatios: anything })
const eventsShape = shape({ results: anything, meta: anything })
const eventShape = shape({ id: code, type: text, eventType: text, icon: text, title: text, content: text, ts: anything, timestamp: anything, status: code, endDate: text, endDateGMT: text })

const statuses = { success: 'operational', warning: 'degraded_performance', danger: 'major_outage', black: 'unknown', paused: 'unknown' } as const
const dayStatuses: Readonly<Record<string, ComponentStatus>> = { success: 'operational', excellent: 'operational', good: 'degraded_performance', fair: 'degraded_performance', warning: 'degraded_performance' }
const kinds = ['incident', 'maintenance', 'announcement'] as const
const incidentWords = { 0: 'investigating', 1: 'investigating', 2: 'resolved' } as const
const planWords = { 0: 'scheduled', 1: 'in_progress', 2: 'completed' } as const
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const host = 'stats.uptimerobot.com'
const apiPath = /^(.*)\/api\/get(MonitorList|EventFeed)\/([^/]+)/
const dayMs = 86_400_000

type RawMonitor = Output<typeof monitorShape> & Item
type RawEvent = Output<typeof eventShape> & Item

/** Where the documents stand, and the page of the list that is asked for. */
function placeOf(base: string) {
  const { origin, hostname, pathname, search, searchParams } = new URL(base)
  const [, prefix = '', document, asked] = apiPath.exec(pathname) ?? []
  const [, first] = (hostname === host && /^\/(?!api(?:\/|$))([^/]+)/.exec(pathname)) || []
  const page = asked ?? first
  if (!page) return undefined
  const isList = document === 'MonitorList'
  const api = `${origin}${prefix}/api`
  return { list: `${api}/getMonitorList/${page}${isList ? search : ''}`, events: `${api}/getEventFeed/${page}`, nth: isList ? searchParams.get('page') : null }
}

export const reader: FeedReader = {
  requests(base) {
    const { origin, pathname } = new URL(base)
    if (pathname.endsWith('.json')) return [{ key: 'monitors', url: base }]
    const place = placeOf(base)
    if (!place) throw new FeedAddressError(`Give the URL of the page's monitors: ${origin}/api/getMonitorList/ and the key that follows this path in the page's source`)
    const monitors = { key: 'monitors', url: place.list }
    // Every page of the list would bring the same events.
    return place.nth === null || place.nth === '1' ? [monitors, { key: 'events', url: place.events, optional: true }] : [monitors]
  },

  more({ monitors }, base) {
    const place = placeOf(base)
    const total = textAt(monitors, 'psp.totalMonitors') || textAt(monitors, 'statistics.counts.total')
    const sent = [at(monitors, 'data'), at(monitors, 'psp.monitors')].find(isFull)
    if (!place || place.nth !== null || !sent) return []
    const pages = Number(total) / (Number(textAt(monitors, 'psp.perPage')) || sent.length)
    return [2, 3, 4, 5].filter((page) => page < pages + 1).map((page) => {
      const url = new URL(place.list)
      url.searchParams.set('page', `${page}`)
      return { key: `monitors-${page}`, url: url.href, optional: true }
    })
  },

  parse(documents, address) {
    const problems: Problem[] = []
    const first = readMonitors(documents.monitors, 'monitors', problems)
    if (!first) throw new FeedShapeError("not a list of UptimeRobot's monitors")
    const monitors = new Map(first.monitors.map((monitor) => [monitor.row.monitorId, monitor]))
    let { sent } = first
    let pages = 1
    for (const key of Object.keys(documents)) {
      if (!/^monitors-\d+$/.test(key)) continue
      const more = readMonitors(documents[key], key, problems)
      if (!more) problems.push({ path: key, message: "left out: not a list of UptimeRobot's monitors" })
      else {
        pages++
        sent += more.sent
      }
      for (const monitor of more?.monitors ?? []) {
        // One that is on two pages has moved between the requests.
        if (monitors.has(monitor.row.monitorId)) sent--
        else monitors.set(monitor.row.monitorId, monitor)
      }
    }
    const { list, psp, days, total, statistics, counts } = first
    if (total > sent) report(list, psp?.totalMonitors ? 'psp.totalMonitors' : 'statistics.counts.total', `left out: ${total - sent} of ${total} monitors are on other pages of the list, which can be given as further feeds (?page=${pages + 1})`)
    const events = documents.events === undefined ? undefined : read(eventsShape, documents.events, 'events', problems)
    const all = [...monitors.values()]
    const groups = new Map(all.flatMap(({ row: { groupId, groupName } }) => (groupId && groupName ? [[groupId, unescape(groupName)]] : [])))
    return finish(
      {
        page: toPage(address),
        claim: counts && toClaim(counts, statistics?.count_result),
        groups: [...groups].map(([id, name]) => ({ id, name })),
        components: all.map(toComponent),
        ...toEvents(events, latestOf(events, days, all)),
      },
      problems,
    )
  },
}

const isFull = (list: unknown): list is readonly unknown[] => Array.isArray(list) && list.length > 0

/** A monitor, and its days from the oldest. */
interface Monitor {
  row: RawMonitor
  history: HistoryDay[]
}

/** One page of the list. */
function readMonitors(document: unknown, path: string, problems: Problem[]) {
  const isList = Array.isArray(at(document, 'psp.monitors')) || ((Array.isArray(at(document, 'data')) || at(document, 'data') === null) && at(document, 'status') === 'ok') || isObject(at(document, 'statistics.counts'))
  const list = isList ? read(listShape, document, path, problems) : undefined
  if (!list) return undefined
  const psp = readPart(list, 'psp', pspShape)
  const days: readonly unknown[] = Array.isArray(list.days) ? list.days : []
  const toMonitor = (row: RawMonitor): Monitor => ({ row, history: toHistory(row, days) })
  const isOld = psp?.monitors != null && !isFull(list.data)
  const monitors = isOld ? readList(psp, 'monitors', monitorShape, toMonitor, 'monitorId') : readList(list, 'data', monitorShape, toMonitor, 'monitorId')
  const sent = isOld ? psp.monitors : list.data
  const statistics = readPart(list, 'statistics', statisticsShape)
  const counts = statistics && readPart(statistics, 'counts', countsShape)
  return { list, psp, days, monitors, sent: Array.isArray(sent) ? sent.length : 0, total: psp?.totalMonitors ?? counts?.total ?? 0, statistics, counts }
}

/** The page, which stands at its host under its key, or is all that its own host has. */
function toPage(address = '') {
  const given = pageAt(address)
  if (!URL.canParse(address)) return given
  const { origin, hostname, pathname } = new URL(address)
  const [, prefix, , asked] = apiPath.exec(pathname) ?? []
  if (hostname === host) return { name: '', url: `${origin}/${asked ?? pathname.split('/')[1] ?? ''}` }
  // A path before it is a way through another site.
  return asked ? { name: given.name, ...(!prefix && { url: `${origin}/` }) } : given
}

/** Not in bodies, which are HTML where they have such. */
const unescape = (text: string): string =>
  text.replace(/&(?:#(\d{1,6})|(amp|lt|gt|quot|apos));/g, (_, digits: string | undefined, name = '') => (digits ? String.fromCodePoint(Number(digits)) : (entities[name] ?? '')))

/** The counts are of all monitors, also of those on other pages of the list. */
function toClaim({ up = 0, down, total = 0 }: Output<typeof countsShape>, words: string | null | undefined) {
  if (down === undefined || !(up || down)) return undefined
  const isAll = down > 0 && (up === 0 || down === total)
  return { indicator: isAll ? 'critical' : down ? 'major' : 'none', headline: words || undefined } as const
}

function toComponent({ row, history }: Monitor): Draft<Component> {
  const status = word(row, 'statusClass', componentStatuses, statuses)
  return {
    id: row.monitorId,
    name: unescape(row.name ?? '') || row.monitorId,
    status,
    // Black is a colour, of a monitor that is paused or has not been checked yet.
    statusLabel: status === 'unknown' && row.statusClass !== 'black' ? row.statusClass : undefined,
    groupId: (row.groupName && row.groupId) || undefined,
    url: link(row, 'url'),
    history: history.length ? history : undefined,
  }
}

/** Days from the oldest. Most of a document is days, so they are read without making an item of each. */
function toHistory(row: RawMonitor, days: readonly unknown[]): HistoryDay[] {
  const list = row.dailyRatios ?? []
  if (!Array.isArray(list)) return report(row, 'dailyRatios', 'left out: not a list') ?? []
  const history: HistoryDay[] = []
  for (const [i, raw] of list.entries()) {
    const { date = days[i], ratio, label } = isObject(raw) ? raw : {}
    const share = typeof ratio === 'string' && ratio ? Number(ratio) : Number.NaN
    const isDay = typeof date === 'string' && /^\d{4}-\d\d-\d\d$/.test(date)
    if (isDay && label === 'black') history.push({ date, ratio: null, status: 'unknown' })
    else if (isDay && share >= 0 && share <= 100) history.push({ date, ratio: Math.round(share * 1000) / 1e5, status: dayStatus(label, share) })
    else report(row, `dailyRatios.${i}`, 'left out: no ratio of a day')
  }
  return history.sort((a, b) => (a.date < b.date ? -1 : 1))
}

/** A day is a whole outage only where most of it was down. */
function dayStatus(label: unknown, share: number): ComponentStatus {
  const told = typeof label === 'string' && Object.hasOwn(dayStatuses, label) ? dayStatuses[label] : undefined
  return told ?? (share === 100 ? 'operational' : share > 50 ? 'partial_outage' : 'major_outage')
}

/** When the documents were made at the latest, in ms, as far as they tell. */
function latestOf(events: (Output<typeof eventsShape> & Item) | undefined, days: readonly unknown[], [first]: readonly Monitor[]): number {
  const range = time(at(events?.meta, 'date_range.to'))
  const newest = [days[0], days.at(-1), first?.history.at(-1)?.date].map(time).filter((day) => day > 0)
  return range > 0 ? range : Math.max(...newest) + dayMs
}

function toEvents(events: (Output<typeof eventsShape> & Item) | undefined, now: number) {
  const incidents: Draft<Incident>[] = []
  const maintenances: Draft<Maintenance>[] = []
  const counts = new Map<string, number>()
  for (const raw of events ? readEach(events, 'results', eventShape, (item) => item) : []) {
    const seconds = raw.timestamp ?? raw.ts
    const startedAt = typeof seconds === 'number' ? iso(seconds * 1000) : undefined
    if (!startedAt) {
      report(raw, '', 'unusable: no time')
      continue
    }
    const own = raw.id || `${seconds}`
    const nth = (counts.get(own) ?? 0) + 1
    counts.set(own, nth)
    const id = nth > 1 ? `${own} ${nth}` : own
    const body = raw.content ?? ''
    const update = { id, at: startedAt, body, format: htmlOrText(body) } as const
    const kind = word(raw, raw.type == null ? 'eventType' : 'type', kinds, { ann: 'incident' })
    if (kind === 'maintenance') maintenances.push(toMaintenance(raw, update, startedAt))
    else incidents.push(toIncident(raw, kind, update, startedAt, now))
  }
  return { incidents, maintenances }
}

type Written = Pick<Update, 'id' | 'at' | 'body' | 'format'>

/** The end in UTC: the other one is in the page's zone and language. */
const endOf = (raw: RawEvent): string | undefined => instant({ ...raw, endDateGMT: raw.endDateGMT && fullTime(`${raw.endDateGMT} GMT`) }, 'endDateGMT')

/** What only tells something is over once it is told, and nobody ends the others: a week later they are taken to be. */
function toIncident(raw: RawEvent, kind: 'incident' | 'announcement' | 'unknown', update: Written, startedAt: string, now: number): Draft<Incident> {
  const isNews = kind === 'announcement' || (raw.eventType === 'ann' && raw.type == null && raw.icon !== 'alert-triangle')
  const told = raw.status == null ? 'investigating' : word<'status', 'investigating' | 'resolved'>(raw, 'status', ['investigating', 'resolved'], incidentWords)
  const isOver = isNews || told === 'resolved' || !!raw.endDate || !!raw.endDateGMT || now - time(startedAt) > 7 * dayMs
  return {
    id: update.id,
    title: unescape(raw.title ?? ''),
    status: isOver ? 'resolved' : told,
    statusLabel: kind === 'unknown' ? (raw.type ?? raw.eventType) : told === 'unknown' && !isOver ? raw.status : undefined,
    impact: isNews ? 'none' : kind === 'unknown' ? 'unknown' : 'minor',
    startedAt,
    resolvedAt: isOver ? (endOf(raw) ?? (isNews ? startedAt : undefined)) : undefined,
    componentIds: [],
    updates: [{ ...update, status: isNews ? 'resolved' : 'investigating' }],
  }
}

function toMaintenance(raw: RawEvent, update: Written, startedAt: string): Draft<Maintenance> {
  const { status, statusLabel } = statusOf(raw, ['scheduled', 'in_progress', 'completed'], planWords)
  const end = endOf(raw)
  return {
    id: update.id,
    title: unescape(raw.title ?? ''),
    status,
    statusLabel,
    scheduledStart: startedAt,
    scheduledEnd: end,
    completedAt: status === 'completed' ? end : undefined,
    componentIds: [],
    updates: [{ ...update, status, statusLabel }],
  }
}
