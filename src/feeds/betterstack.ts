import type { HistoryDay, Incident, Maintenance, Problem } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses, type Impact } from '../model/words.ts'
import { at, type FeedReader, FeedShapeError, textAt } from './feed.ts'
import { type Draft, finish, instant, type Item, link, newestFirst, pageAt, read, readEach, readPart, report, statusOf, timeZone, word } from './read.ts'
import { anything, id, key, type Output, type Schema, shape, text } from './shape.ts'

/**
 * Better Stack (Better Uptime) status pages, the JSON:API document at `/index.json`:
 * https://betterstack.com/docs/uptime/status-pages/subscribing-to-status-updates/subscribing-to-api
 * Seen in that description and in answers of June 2025 to August 2026.
 *
 * Traps, each with a test:
 * - `aggregate_state` says "operational" of a page on which nothing is measured; `availability` is 1 there too.
 * - Reports have no stage, only the state of what they touch: an open one is `unknown`, with that state as its label.
 * - A report may be resolved and have no end; the end of a maintenance is the planned one, and stays when it runs over.
 * - A maintenance's state is "maintenance" before it begins: it is under way when what it touches is, else the clock says.
 * - Ids are texts in one place and numbers in another; relations name what is not included.
 * - A day of the history is "downtime" after seconds of it, and the last day is not over.
 * - `explicit_status` is the operator's word and wins; names end in blanks and repeat; a section may have no name.
 * - Time zones are Rails' ("Madrid"); `updated_at` is that of the settings; `announcement` has no date.
 */

const code = (value: unknown) => (value == null ? undefined : key(value))
const documentShape = shape({ data: anything, included: anything })
const pageShape = shape({ attributes: anything, relationships: anything })
const settingsShape = shape({ company_name: text, custom_domain: text, subdomain: text, timezone: text, announcement: text, aggregate_state: text })
const includedShape = shape({ id: code, type: id, attributes: anything, relationships: anything })
const sectionShape = shape({ name: (value) => text(value ?? '') })
const resourceShape = shape({ status_page_section_id: code, public_name: text, resource_name: text, explanation: text, status: text, explicit_status: text, status_history: anything })
const dayShape = shape({ day: id, status: text, downtime_duration: anything })
const reportShape = shape({ title: text, report_type: text, starts_at: text, ends_at: text, affected_resources: anything, aggregate_state: text })
const updateShape = shape({ message: text, published_at: text, status_report_id: code, affected_resources: anything })
const affectedShape = shape({ status_page_resource_id: key, status: text })

const types = ['status_page_section', 'status_page_resource', 'status_report', 'status_update']
const states: Readonly<Record<string, ComponentStatus>> = {
  degraded: 'degraded_performance',
  downtime: 'major_outage',
  maintenance: 'under_maintenance',
  not_monitored: 'unknown',
  resolved: 'operational',
  recovered: 'operational',
}
const claims = { operational: 'none', degraded: 'minor', downtime: 'major' } as const
const worstFirst: readonly ComponentStatus[] = ['major_outage', 'partial_outage', 'degraded_performance', 'under_maintenance', 'unknown', 'operational']
const daySeconds = 86_400

type Included = Output<typeof includedShape> & Item
type Resources = ReadonlyMap<string, { row: Output<typeof resourceShape> & Item; status: ComponentStatus; statusLabel?: string | null | undefined }>
type RawReport = Output<typeof reportShape> & Item
type RawUpdate = Output<typeof updateShape> & Item

export const reader: FeedReader = {
  requests(base) {
    const url = base.split(/[?#]/)[0]?.endsWith('.json') ? base : new URL('/index.json', base).href
    return [{ key: 'index', url }]
  },

  parse({ index }, address) {
    const problems: Problem[] = []
    const document = at(index, 'data.type') === 'status_page' ? read(documentShape, index, 'index', problems) : undefined
    const data = document && readPart(document, 'data', pageShape)
    const settings = data && readPart(data, 'attributes', settingsShape)
    if (!settings) throw new FeedShapeError('not a Better Stack document')

    const included = readEach(document, 'included', includedShape, (item) => (types.includes(item.type) ? item : report(item, 'type', `unknown word "${item.type}"`)))
    const sections = collect(included, 'status_page_section', sectionShape)
    const rows = collect(included, 'status_page_resource', resourceShape, (row) => row.public_name)
    const reports = collect(included, 'status_report', reportShape)
    const updates = collect(included, 'status_update', updateShape)
    checkReferences(data, 'sections', sections)
    checkReferences(data, 'resources', rows)
    checkReferences(data, 'status_reports', reports)

    const resources: Resources = new Map(
      [...rows].map(([id, { part: row }]) => [id, { row, ...statusOf({ ...row, status: row.explicit_status || row.status }, componentStatuses, states) }]),
    )
    const groups = [...sections].flatMap(([id, { part }]) => (part.name ? [{ id, name: part.name }] : []))
    const named = new Map<string | undefined, string[]>()
    for (const [id, { part }] of updates) {
      const own = named.get(part.status_report_id)
      if (own) own.push(id)
      else named.set(part.status_report_id, [id])
    }
    const incidents: Draft<Incident>[] = []
    const maintenances: Draft<Maintenance>[] = []
    for (const [id, { item, part }] of reports) {
      const own = updatesOf(item, updates, named.get(id))
      if (part.report_type === 'maintenance' || part.aggregate_state === 'maintenance') maintenances.push(toMaintenance(id, part, own, resources))
      else incidents.push(toIncident(id, part, own, resources))
    }
    for (const { item } of updates.values()) report(item, '', 'left out: no such report')
    if (settings.announcement) report(settings, 'announcement', `left out, for it has no date: "${settings.announcement}"`)
    const host = settings.custom_domain || (settings.subdomain && `${settings.subdomain}.betteruptime.com`)
    const page = pageAt(address)
    return finish(
      {
        page: {
          name: settings.company_name ?? page.name,
          url: host ? link({ ...settings, custom_domain: `https://${host}` }, 'custom_domain') : page.url,
          timeZone: toTimeZone(settings),
        },
        claim: { indicator: word(settings, 'aggregate_state', ['none', 'minor', 'major', 'maintenance'], claims) },
        groups,
        components: [...resources].map(([id, { row, status, statusLabel }]) => ({
          id,
          name: (row.public_name ?? row.resource_name)?.trim() || id,
          description: row.explanation?.trim() || undefined,
          status,
          statusLabel,
          // A section without a name is no group, and nothing is lost with it.
          groupId: sections.get(row.status_page_section_id ?? '')?.part.name === '' ? undefined : row.status_page_section_id,
          history: orNone(readEach(row, 'status_history', dayShape, toDay)),
        })),
        incidents,
        maintenances,
      },
      problems,
    )
  },
}

const orNone = <T>(list: T[]): T[] | undefined => (list.length ? list : undefined)

/** The included objects of one type, by their ids, which are unique within it. */
function collect<T extends object>(included: readonly Included[], type: string, schema: Schema<T>, nameOf?: (part: T) => string | null | undefined) {
  const found = new Map<string, { item: Included; part: T & Item }>()
  for (const item of included) {
    if (item.type !== type) continue
    const part = item.attributes == null ? report(item, 'attributes', 'unusable: not there') : readPart(item, 'attributes', schema)
    const id = item.id || (part && nameOf?.(part))
    if (part && (!id || found.has(id))) report(item, 'id', `unusable: "${id ?? ''}" is none of its own`)
    else if (part && id) found.set(id, { item, part })
  }
  return found
}

/** The ids that an object's relation names; those that are not included are reported. */
function checkReferences(owner: Item & { readonly relationships?: unknown }, relation: string, included: ReadonlyMap<string, unknown>): string[] {
  const references = at(owner.relationships, `${relation}.data`)
  return (Array.isArray(references) ? references : []).map((reference, i) => {
    const id = textAt(reference, 'id')
    if (!included.has(id)) report(owner, `relationships.${relation}.data.${i}`, 'left out: not included')
    return id
  })
}

/** The updates that a report names or that name it, taken out of those that are left. */
function updatesOf(item: Included, left: Map<string, { part: RawUpdate }>, namedBy: readonly string[] = []): [string, RawUpdate][] {
  const ids = new Set([...checkReferences(item, 'status_updates', left), ...namedBy])
  return [...ids].flatMap((id): [string, RawUpdate][] => {
    const update = left.get(id)
    left.delete(id)
    return update ? [[id, update.part]] : []
  })
}

function toTimeZone(settings: Item & { readonly timezone?: string | null | undefined }): string | undefined {
  const { timezone } = settings
  if (!timezone || timezone.includes('/') || timezone === 'UTC') return timeZone(settings, 'timezone')
  const city = `/${timezone.replaceAll(' ', '_')}`
  return Intl.supportedValuesOf('timeZone').find((zone) => zone.endsWith(city))
}

/** A day is given with the share of it that was up; it counts as a whole outage only where most of it was down. */
function toDay(day: Output<typeof dayShape> & Item): HistoryDay | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day.day)) return report(day, 'day', `unusable: "${day.day}" is no day`)
  const status = word(day, 'status', componentStatuses, states)
  const down = day.downtime_duration
  const ratio = status === 'unknown' || typeof down !== 'number' || Number.isNaN(down) ? null : Math.min(1, Math.max(0, 1 - down / daySeconds))
  return { date: day.day, ratio, status: status === 'major_outage' && (ratio ?? 0) > 0.5 ? 'partial_outage' : status }
}

/** What a report or an update says of the resources that it touches. */
const affectedBy = (owner: RawReport | RawUpdate) =>
  readEach(owner, 'affected_resources', affectedShape, (affected) => ({
    id: affected.status_page_resource_id,
    label: affected.status,
    status: word(affected, 'status', componentStatuses, states),
  }))

const worstOf = <A extends { status: ComponentStatus }>(affected: readonly A[]): A | undefined =>
  [...affected].sort((a, b) => worstFirst.indexOf(a.status) - worstFirst.indexOf(b.status))[0]

/** Reports are closed by their state; only one without a state is by its end. */
const isClosed = ({ aggregate_state: state, ends_at: end }: RawReport) => (state ? states[state] ?? state : end && 'operational') === 'operational'

/** What both kinds of event have. */
function toEvent(id: string, raw: RawReport, own: readonly [string, RawUpdate][], resources: Resources) {
  const affected = affectedBy(raw)
  const updates = newestFirst(
    own.map(([id, update]) => ({ id, at: instant(update, 'published_at'), body: update.message ?? '', format: 'markdown' as const, affected: affectedBy(update) })),
  )
  const said = [...affected, ...updates.flatMap((update) => update.affected)]
  const ids = new Set((affected.length ? affected : said).map((a) => a.id))
  const names = [...ids].flatMap((id) => resources.get(id)?.row.public_name?.trim() ?? [])
  return { id, title: raw.title || names.join(', ') || id, componentIds: [...ids], updates, affected, said, lastAt: updates[0]?.at }
}

const isOver = (affected: readonly { status: ComponentStatus }[]) => affected.length > 0 && affected.every((a) => a.status === 'operational')

function toIncident(id: string, raw: RawReport, own: readonly [string, RawUpdate][], resources: Resources): Draft<Incident> {
  const { updates, affected, said, lastAt, ...event } = toEvent(id, raw, own, resources)
  const isEnded = isClosed(raw)
  const state = word(raw, 'aggregate_state', componentStatuses, states)
  if (!/^(manual|automatic)$/.test(raw.report_type ?? '')) report(raw, 'report_type', `unknown word "${raw.report_type ?? ''}"`)
  return {
    ...event,
    ...(isEnded ? { status: 'resolved' } : { status: 'unknown', statusLabel: raw.aggregate_state }),
    impact: toImpact(isEnded || state === 'unknown' ? said : [...affected, { id: '', status: state }], resources),
    startedAt: instant(raw, 'starts_at'),
    resolvedAt: isEnded ? (instant(raw, 'ends_at') ?? lastAt) : undefined,
    updates: updates.map(({ affected, ...update }, i) =>
      isOver(affected) || (isEnded && i === 0) ? { ...update, status: 'resolved' } : { ...update, status: 'unknown', statusLabel: worstOf(affected)?.label },
    ),
  }
}

function toImpact(said: readonly { id: string; status: ComponentStatus }[], resources: Resources): Impact {
  const status = worstOf(said)?.status
  const down = new Set(said.filter((a) => a.status === 'major_outage' && resources.has(a.id)).map((a) => a.id))
  if (status === 'major_outage') return resources.size > 0 && down.size === resources.size ? 'critical' : 'major'
  return status === 'partial_outage' ? 'major' : status === 'degraded_performance' ? 'minor' : 'unknown'
}

function toMaintenance(id: string, raw: RawReport, own: readonly [string, RawUpdate][], resources: Resources): Draft<Maintenance> {
  const { updates, affected: _, said: __, lastAt, ...event } = toEvent(id, raw, own, resources)
  const isEnded = isClosed(raw)
  const start = instant(raw, 'starts_at')
  const end = instant(raw, 'ends_at')
  const state = isEnded ? undefined : statusOf({ ...raw, status: raw.aggregate_state }, componentStatuses, states)
  const isUnderway = event.componentIds.some((id) => resources.get(id)?.status === 'under_maintenance')
  return {
    ...event,
    status: isEnded ? 'completed' : isUnderway ? 'in_progress' : 'unknown',
    statusLabel: state?.statusLabel,
    scheduledStart: start,
    scheduledEnd: end,
    completedAt: isEnded ? (updates.find((u) => isOver(u.affected))?.at ?? end ?? lastAt) : undefined,
    updates: updates.map(({ affected, ...update }) => ({
      ...update,
      status: isOver(affected) ? 'completed' : (update.at ?? '') < (start ?? '') ? 'scheduled' : 'in_progress',
    })),
  }
}
