import type { Component, ComponentGroup, Incident, Problem, Update } from '../model/snapshot.ts'
import { type ComponentStatus, type Impact, impacts as impactWords, incidentStatuses } from '../model/words.ts'
import { at, type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, type Item, read, readEach, report, time, word } from './read.ts'
import { anything, id, isObject, key, type Output, shape, text } from './shape.ts'
import { iso } from './times.ts'

/**
 * AWS Health's public events, which https://health.aws.amazon.com/health/status reads, and the `data.json` of the Service
 * Health Dashboard before it. Neither is documented; seen in answers of November 2020 to September 2026.
 *
 * Traps, each with a test:
 * - The document is in UTF-16, most significant byte first, with a mark: the client sees to that. AWS sends no CORS header.
 * - Times are seconds, and milliseconds in places. Codes are texts on an event and numbers in its log: 0 resolved,
 *   1 informational, 2 degraded, 3 disrupted.
 * - What is over stays for hours: it has an end, the code 0, or "[RESOLVED]" before its summary.
 * - What is affected stands in an object by service and region, some by the service alone, which is then meant in the
 *   event's region; where there is no object, the event's own service is.
 * - An event may be open for months. Regions are groups, also those where nothing is known to go on, so that a filter for
 *   one's own finds it. Nothing says that all is well, so a quiet day is `unknown`.
 * - The log stands oldest first, and may call the event by another name than the event does.
 * - The old `data.json` has events as HTML, each update with the clock of the Pacific and no date: they are placed one
 *   after another, each within a day of the one before. Its archive has the code of how bad it was.
 */

const page = { name: 'AWS', url: 'https://health.aws.amazon.com/health/status' }
const events = 'https://health.aws.amazon.com/public/currentevents'
const regions =
  'us-east-1 us-east-2 us-west-1 us-west-2 us-gov-east-1 us-gov-west-1 ca-central-1 ca-west-1 mx-central-1 sa-east-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 af-south-1 il-central-1 me-central-1 me-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7'

const code = (value: unknown) => (value == null ? undefined : key(value))
const eventShape = shape({ arn: id, date: code, end_time: code, region_name: text, service: text, service_name: text, status: code, summary: text, event_log: anything, impacted_services: anything })
const logShape = shape({ timestamp: code, status: code, summary: text, message: text })
const serviceShape = shape({ service_name: text, current: code, max: code })
const oldShape = shape({ service: id, service_name: text, date: code, status: code, summary: text, description: text })
const oldDocumentShape = shape({ current: anything, archive: anything })

const impacts: Readonly<Record<string, Impact>> = { 0: 'none', 1: 'minor', 2: 'major', 3: 'critical' }
const states: Readonly<Record<string, ComponentStatus>> = { 0: 'operational', 1: 'degraded_performance', 2: 'partial_outage', 3: 'major_outage' }
const byImpact = { none: 'operational', minor: 'degraded_performance', major: 'partial_outage', critical: 'major_outage', unknown: 'unknown' } as const
const componentStatuses = ['operational', 'degraded_performance', 'partial_outage', 'major_outage'] as const
const worstLast: readonly ComponentStatus[] = ['operational', 'unknown', 'degraded_performance', 'partial_outage', 'major_outage']
const steps: Readonly<Record<string, 'resolved' | 'investigating'>> = { 0: 'resolved', 1: 'investigating', 2: 'investigating', 3: 'investigating' }
const resolvedMark = /^\s*\[RESOLVED\]\s*/i
const mostPast = 100
const dayMs = 86_400_000

type Row = Output<typeof eventShape> & Item
type OldRow = Output<typeof oldShape> & Item

/** What is found, as events are read: components by their ids, the names of regions by theirs. */
interface Found {
  components: Map<string, Component>
  regions: Map<string, string>
}

export const reader: FeedReader = {
  requests(base) {
    const { hostname, pathname } = new URL(base)
    return [{ key: 'events', url: hostname.endsWith('.aws.amazon.com') && pathname !== '/data.json' ? events : base }]
  },

  parse({ events: document }, address = '') {
    const problems: Problem[] = []
    const found: Found = { components: new Map(), regions: new Map(regions.split(' ').map((region) => [region, region])) }
    const incidents = Array.isArray(document) ? readEvents(document, address, found, problems) : readOld(document, found, problems)
    const groups: ComponentGroup[] = [...found.regions].map(([id, name]) => ({ id, name }))
    let updatedAt = ''
    for (const { resolvedAt, updates } of incidents) {
      const last = updates[0]?.at
      if (last && last > updatedAt) updatedAt = last
      if (resolvedAt && resolvedAt > updatedAt) updatedAt = resolvedAt
    }
    return finish({ page, groups, components: [...found.components.values()], incidents, maintenances: [], updatedAt: updatedAt || undefined }, problems)
  },
}

function readEvents(document: readonly unknown[], address: string, found: Found, problems: Problem[]): Draft<Incident>[] {
  const isQuiet = !document.length && /aws|currentevents/i.test(address)
  if (!isQuiet && !document.some((row) => at(row, 'arn') !== undefined && at(row, 'event_log') !== undefined)) {
    throw new FeedShapeError('no list of AWS’s events; one that is empty is read at an address with "aws" or "currentevents" in it')
  }
  const ids = new Set([''])
  return document.flatMap((raw, i) => {
    const row = read(eventShape, raw, `events.${i}`, problems)
    if (!row) return []
    return ids.size < ids.add(row.arn).size ? toIncident(row, found, problems, `events.${i}`) : (report(row, 'arn', `unusable: "${row.arn}" is none of its own`) ?? [])
  })
}

const regionOf = (service: string | null | undefined) => /-([a-z]{2}(?:-[a-z]+)+-\d+)$/.exec(service?.slice(-40) ?? '')?.[1]

/** Puts a service among the components, as the worst that is said of it. */
function place({ components, regions }: Found, service: Component, name: string | null | undefined) {
  const { groupId } = service
  if (groupId && (name || !regions.has(groupId))) regions.set(groupId, name ?? groupId)
  const known = components.get(service.id)
  if (!known || worstLast.indexOf(known.status) < worstLast.indexOf(service.status)) components.set(service.id, service)
}

function toIncident(row: Row, found: Found, problems: Problem[], path: string): Draft<Incident> {
  const { arn, service, service_name: name, region_name: regionName, summary = '', impacted_services: impacted } = row
  const end = epoch(row, 'end_time')
  const isOver = Boolean(row.end_time) || row.status === '0' || resolvedMark.test(summary ?? '')
  const region = /^(?:[^:]*:){3}([^:]+)/.exec(arn)?.[1] ?? regionOf(service)
  const title = (summary ?? '').replace(resolvedMark, '').trim()
  if (impacted != null && !isObject(impacted)) report(row, 'impacted_services', 'unusable: no object')
  const services: { id: string; item: Output<typeof serviceShape> & Item }[] = []
  for (const [service, raw] of isObject(impacted) ? Object.entries(impacted) : []) {
    const item = read(serviceShape, raw, `${path}.impacted_services.${service}`, problems)
    if (item) services.push({ id: region && !regionOf(service) ? `${service}-${region}` : service, item })
  }
  const impact = word(row, 'status', impactWords, impacts)
  if (!isOver) {
    for (const { id, item } of services) place(found, { id, name: item.service_name ?? id, status: word(item, 'current', componentStatuses, states), ...(region && { groupId: region }) }, regionName)
    if (!services.length && service) place(found, { id: service, name: name ?? service, status: byImpact[impact], ...(region && { groupId: region }) }, regionName)
  }
  const { updates, worst: logged } = toUpdates(row, title)
  let worst = logged
  for (const { item } of services) worst = Math.max(worst, Number(item.max) || 0)
  const where = regionName && name && !name.includes('(') ? ` (${regionName})` : ''
  return {
    id: arn,
    title: (name && title ? `${name}${where}: ${title}` : title || name) || arn,
    status: isOver ? 'resolved' : 'investigating',
    // A code of 0 says that it is over, and not how bad it was.
    impact: isOver && (worst || impact === 'none') ? (impacts[worst || ''] ?? 'unknown') : impact,
    startedAt: epoch(row, 'date'),
    resolvedAt: isOver ? end : undefined,
    componentIds: services.length ? services.map((it) => it.id) : service ? [service] : [],
    updates,
  }
}

/** The log, newest first, and the worst code in it. */
function toUpdates(row: Row, title: string): { updates: Draft<Update>[]; worst: number } {
  const ids = new Map<string, number>()
  let worst = 0
  const updates = readEach(row, 'event_log', logShape, (entry): Draft<Update> => {
    const { timestamp = '', summary, message } = entry
    const count = (ids.get(timestamp) ?? 0) + 1
    ids.set(timestamp, count)
    worst = Math.max(worst, Number(entry.status) || 0)
    const status = word(entry, 'status', incidentStatuses, steps)
    const isNamed = summary && summary !== title && summary.replace(resolvedMark, '').trim() !== title
    return {
      id: count > 1 ? `${timestamp} ${count}` : timestamp,
      status,
      statusLabel: status === 'unknown' ? entry.status : undefined,
      at: epoch(entry, 'timestamp'),
      body: (isNamed && message ? `${summary}\n\n${message}` : isNamed ? summary : message) ?? '',
      format: 'text',
    }
  })
  return { updates: updates.reverse(), worst }
}

/** Seconds since the epoch, or milliseconds where they would be too many. */
function epoch<K extends string>(item: Item & { readonly [key in K]?: string | undefined }, key: K): string | undefined {
  const value = item[key]
  const count = value ? Number(value) : Number.NaN
  return iso(count > 1e11 ? count : count * 1000) ?? (value ? report(item, key, `left out: "${value}" is no time`) : undefined)
}

function readOld(document: unknown, found: Found, problems: Problem[]): Draft<Incident>[] {
  const root = Array.isArray(at(document, 'current')) || Array.isArray(at(document, 'archive')) ? read(oldDocumentShape, document, 'events', problems) : undefined
  if (!root) throw new FeedShapeError('not a document of AWS')
  const ids = new Set<string>()
  const convert = (row: OldRow, isPast: boolean) => {
    const id = `${row.service} ${row.date ?? ''}`
    return row.service && ids.size < ids.add(id).size ? toOldIncident(id, row, isPast, found) : report(row, '', `unusable: "${id}" is none of its own`)
  }
  const { archive } = root
  let left = Array.isArray(archive) ? Math.max(0, archive.length - mostPast) : 0
  if (left) report(root, 'archive', `left out: ${left} that are over, all but the ${mostPast} that stand last`)
  return [...readEach(root, 'current', oldShape, (row) => convert(row, false)), ...readEach(root, 'archive', oldShape, (row) => (left-- > 0 ? undefined : convert(row, true)))]
}

function toOldIncident(id: string, row: OldRow, isPast: boolean, found: Found): Draft<Incident> {
  const { service, service_name: name, status = '', summary } = row
  const isOver = isPast || status === '0' || resolvedMark.test(summary ?? '')
  const region = regionOf(service)
  const startedAt = epoch(row, 'date')
  const impact = word(row, 'status', impactWords, impacts)
  if (!isOver) {
    const [, plain = name, where] = /^(.*)\(([^()]*)\)$/.exec(name ?? '') ?? []
    place(found, { id: service, name: plain?.trimEnd() ?? service, status: byImpact[impact], ...(region && { groupId: region }) }, where)
  }
  const updates = splitUpdates(row, time(startedAt)).map((update, i, all): Draft<Update> => ({ ...update, id: `${i + 1}`, status: isOver && i === all.length - 1 ? 'resolved' : 'investigating' }))
  return {
    id,
    title: [name, (summary ?? '').replace(resolvedMark, '').trim()].filter(Boolean).join(': ') || id,
    status: isOver ? 'resolved' : 'investigating',
    // A code of 0 says that it is over, and not how bad it was.
    impact: impact === 'none' ? 'unknown' : impact,
    startedAt,
    // The clock of the only update has no seconds.
    resolvedAt: isOver ? [startedAt ?? '', updates.at(-1)?.at ?? ''].sort()[1] || undefined : undefined,
    componentIds: [service],
    updates: updates.reverse(),
  }
}

/** What begins an update, and its clock. */
const oldMarker = /<div>\s*<span class="yellowfg">\s*(?:(\d{1,2}):(\d\d) ([AP])M (P[SD]T)\s*|[^<]{0,40})<\/span>(?:&nbsp;)?/g

/** The updates in an old event's HTML, oldest first. The first is placed nearest to the event's time, which may be before it or after. */
function splitUpdates(row: OldRow, startMs: number): Pick<Draft<Update>, 'at' | 'body' | 'format'>[] {
  const html = row.description?.trim() ?? ''
  const marks = [...html.matchAll(oldMarker)]
  if (!marks.length) return html ? [{ at: iso(startMs), body: html, format: htmlOrText(html) }] : []
  let last = Number.NaN
  return marks.map((mark, i) => {
    const [whole, hours, minutes, half, zone] = mark
    const body = html.slice(mark.index + whole.length, marks[i + 1]?.index).trim().replace(/<\/div>$/, '')
    const clock = ((Number(hours) % 12) + (half === 'P' ? 12 : 0) + (zone === 'PDT' ? 7 : 8)) * 3_600_000 + Number(minutes) * 60_000
    const after = Number.isNaN(last) ? startMs - dayMs / 2 : last
    const placed = clock + Math.ceil((after - clock) / dayMs) * dayMs
    if (Number.isNaN(placed)) report(row, 'description', `update ${i + 1} has no clock: shown with the time before it`)
    last = placed || last || startMs
    return { at: iso(last), body, format: htmlOrText(body) }
  })
}
