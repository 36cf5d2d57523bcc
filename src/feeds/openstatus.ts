import type { Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { componentStatuses, incidentStatuses, type Indicator, indicators } from '../model/words.ts'
import { type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, instant, type Item, pageAt, read, readList, report, statusOf, word } from './read.ts'
import { anything, isObject, key, type Output, shape, text } from './shape.ts'

/**
 * OpenStatus: `/feed/json` under the page, https://docs.openstatus.dev/reference/status-page, and
 * `api.openstatus.dev/public/status/SLUG`, which says the overall status only.
 * Read in the source of November 2025 to 2026, the newest with `maintenanceUpdates`; no real answer was seen.
 *
 * Traps, each with a test:
 * - The deprecated `monitors` are the only place with a status; `pageComponents` point to them. Feeds from before
 *   November 2025 have monitors only, and events that name these.
 * - A component without a monitor has no status: it is what the open reports and maintenances that name it say.
 * - A maintenance has no status but a window: where it stands is told by `updatedAt`, which is when the feed was made.
 *   Maintenances that are long over stay in the feed.
 * - Page, monitors and reports have different words; a page that is private or unknown is `unknown`, with status 200.
 * - Ids are numbers, and reports and maintenances count apart. `updatedAt` of an event may be null.
 */

const feedShape = shape({
  title: text,
  status: text,
  updatedAt: text,
  monitors: anything,
  pageComponents: anything,
  pageComponentGroups: anything,
  maintenances: anything,
  statusReports: anything,
})
const monitorShape = shape({ id: key, name: key, description: text, status: text })
const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
const maybeKey = (value: unknown) => (value == null ? undefined : key(value))
const componentShape = shape({ id: key, name: key, description: text, monitorId: maybeKey, groupId: maybeKey, order: number, groupOrder: number })
const groupShape = shape({ id: key, name: key })
const reportShape = shape({ id: key, title: key, status: text, updatedAt: text, monitors: anything, pageComponents: anything, statusReportUpdates: anything })
const maintenanceShape = shape({
  id: key,
  name: key,
  message: text,
  from: text,
  to: text,
  updatedAt: text,
  monitors: anything,
  pageComponents: anything,
  maintenanceUpdates: anything,
})
const updateShape = shape({ id: key, status: text, message: text, date: text })

const monitorWords = { success: 'operational', degraded: 'degraded_performance', error: 'major_outage', info: 'under_maintenance' } as const
const pageWords: Record<string, Indicator> = {
  success: 'none',
  degraded: 'minor',
  error: 'major',
  info: 'maintenance',
  operational: 'none',
  degraded_performance: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
  under_maintenance: 'maintenance',
  incident: 'minor',
}
const lists = ['monitors', 'pageComponents', 'statusReports', 'maintenances'] as const

type Feed = Output<typeof feedShape> & Item
type Row = Output<typeof componentShape> & Item
type Named = Item & { readonly monitors?: unknown; readonly pageComponents?: unknown }

export const reader: FeedReader = {
  requests(base) {
    const { pathname, href, origin } = new URL(base)
    if (/\/public\/status\/|\.json$/.test(pathname)) return [{ key: 'feed', url: href }]
    const root = pathname.replace(/\/(feed|events|monitors)(\/.*)?$/, '').replace(/\/$/, '')
    return [{ key: 'feed', url: `${origin}${root}/feed/json` }]
  },

  parse(documents, address) {
    const problems: Problem[] = []
    const raw = documents.feed
    const isFeed = isObject(raw) && (lists.some((list) => Array.isArray(raw[list])) || typeof raw.status === 'string')
    const feed = isFeed && read(feedShape, raw, 'feed', problems)
    if (!feed) throw new FeedShapeError('not an OpenStatus document')
    const generatedAt = instant(feed, 'updatedAt')
    const rows = readList(feed, 'pageComponents', componentShape, (row) => row)
    const idsOf = componentIdsOf(rows)
    const incidents = readList(feed, 'statusReports', reportShape, (report): Draft<Incident> => toIncident(report, idsOf(report)))
    const maintenances = readList(feed, 'maintenances', maintenanceShape, (raw): Draft<Maintenance> => toMaintenance(raw, idsOf(raw), generatedAt))
    const page = pageAt(address)
    const isApi = page.url?.includes('/public/status/')
    return finish(
      {
        page: { name: feed.title ?? page.name, url: isApi ? undefined : page.url?.replace(/\/feed\/\w+$/, '/') },
        claim: feed.status == null ? undefined : { indicator: word(feed, 'status', indicators, pageWords) },
        groups: readList(feed, 'pageComponentGroups', groupShape, ({ id, name }) => ({ id, name })),
        components: toComponents(feed, rows, incidents, maintenances),
        incidents,
        maintenances,
        generatedAt,
      },
      problems,
    )
  },
}

/** The components that an event names, be it by themselves or by their monitors. */
function componentIdsOf(rows: readonly Row[]) {
  const shownAs = new Map<string, string[]>()
  for (const { id, monitorId } of rows) {
    const ids = shownAs.get(monitorId ?? '') ?? []
    ids.push(id)
    shownAs.set(monitorId ?? '', ids)
  }
  return (event: Named): string[] => {
    const ids = new Set(namedIn(event, 'pageComponents'))
    for (const monitor of namedIn(event, 'monitors')) for (const id of shownAs.get(monitor) ?? [idOfMonitor(monitor, rows)]) ids.add(id)
    return [...ids]
  }
}

function namedIn(event: Named, list: 'monitors' | 'pageComponents'): string[] {
  const raw = event[list] ?? []
  if (!Array.isArray(raw)) return report(event, list, 'unusable: not a list') ?? []
  const ids: string[] = []
  raw.forEach((id: unknown, i) => {
    if (typeof id === 'number') ids.push(`${id}`)
    else report(event, `${list}.${i}`, 'unusable: no id')
  })
  return ids
}

/** Where there are page components too, whose ids count apart, a monitor's must not be taken for one of these. */
const idOfMonitor = (id: string, rows: readonly Row[]) => (rows.length ? `monitor-${id}` : id)

/** In the page's order. A monitor that no page component shows is a component of its own, so that its trouble is seen. */
function toComponents(feed: Feed, rows: readonly Row[], incidents: readonly Draft<Incident>[], maintenances: readonly Draft<Maintenance>[]) {
  const list = readList(feed, 'monitors', monitorShape, (monitor) => ({ id: monitor.id, name: monitor.name, description: monitor.description, ...statusOf(monitor, componentStatuses, monitorWords) }))
  const monitors = new Map(list.map((monitor) => [monitor.id, monitor]))
  const inTrouble = new Set(incidents.flatMap(({ status, componentIds }) => (status === 'resolved' ? [] : componentIds)))
  const inWork = new Set(maintenances.flatMap(({ status, componentIds }) => (status === 'in_progress' ? componentIds : [])))
  const derived = (id: string) => (inTrouble.has(id) ? 'degraded_performance' : inWork.has(id) ? 'under_maintenance' : 'operational')
  const shown = new Set(rows.map((row) => row.monitorId))
  return [
    ...[...rows].sort((a, b) => (a.order ?? 1e9) - (b.order ?? 1e9) || (a.groupOrder ?? 1e9) - (b.groupOrder ?? 1e9)).map((row) => {
      const { id, name, description, groupId } = row
      const monitor = monitors.get(row.monitorId ?? '')
      if (row.monitorId && !monitor) report(row, 'monitorId', 'left out: no such monitor')
      const { status, statusLabel } = monitor ?? { status: row.monitorId ? ('unknown' as const) : derived(id), statusLabel: undefined }
      return { id, name, description: description || undefined, status, statusLabel, groupId }
    }),
    ...[...monitors.values()]
      .filter(({ id }) => !shown.has(id))
      .map(({ id, name, description, status, statusLabel }) => ({ id: idOfMonitor(id, rows), name, description: description || undefined, status, statusLabel })),
  ]
}

function toIncident(raw: Output<typeof reportShape> & Item, componentIds: string[]): Draft<Incident> {
  const updates = readList(raw, 'statusReportUpdates', updateShape, (update) => ({
    id: update.id,
    ...statusOf(update, incidentStatuses),
    at: instant(update, 'date'),
    body: update.message ?? '',
    format: 'markdown' as const,
  }))
  const { status, statusLabel } = statusOf(raw, incidentStatuses)
  let first: string | undefined
  let resolvedAt: string | undefined
  for (const { status, at } of updates) {
    if (!at) continue
    if (!first || at < first) first = at
    if (status === 'resolved' && (!resolvedAt || at > resolvedAt)) resolvedAt = at
  }
  return {
    id: raw.id,
    title: raw.title,
    status,
    statusLabel,
    impact: 'unknown',
    // A report is entered with its first update; without one, all that is known is when it was last touched.
    startedAt: first ?? instant(raw, 'updatedAt'),
    resolvedAt: status === 'resolved' ? (resolvedAt ?? instant(raw, 'updatedAt')) : undefined,
    componentIds,
    updates,
  }
}

function toMaintenance(raw: Output<typeof maintenanceShape> & Item, componentIds: string[], now: string | undefined): Draft<Maintenance> {
  const scheduledStart = instant(raw, 'from')
  const scheduledEnd = instant(raw, 'to')
  /** Where the window stands at an instant; instants of the model sort as text. */
  const statusAt = (at: string | undefined) =>
    !at || !scheduledStart ? 'unknown' : at < scheduledStart ? 'scheduled' : !scheduledEnd ? 'unknown' : at < scheduledEnd ? 'in_progress' : 'completed'
  const toUpdate = (id: string, at: string | undefined, body: string): Draft<Update> => ({ id, status: statusAt(at), at, body, format: 'markdown' })
  const updates = readList(raw, 'maintenanceUpdates', updateShape, (update) => toUpdate(update.id, instant(update, 'date'), update.message ?? ''))
  const isRepeated = !raw.message || updates.some(({ body }) => body === raw.message)
  const status = statusAt(now)
  return {
    id: raw.id,
    title: raw.name,
    status,
    scheduledStart,
    scheduledEnd,
    completedAt: status === 'completed' ? scheduledEnd : undefined,
    componentIds,
    updates: isRepeated ? updates : [...updates, toUpdate(`message-${raw.id}`, instant(raw, 'updatedAt') ?? scheduledStart ?? now, raw.message ?? '')],
  }
}
