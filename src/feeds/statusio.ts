import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses, type Impact, incidentStatuses, type Indicator, indicators, maintenanceStatuses } from '../model/words.ts'
import { at, FeedAddressError, type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, newestFirst, pageAt, read, readEach, readList, readPart, report, word } from './read.ts'
import { anything, id, isObject, key, type Output, shape, text } from './shape.ts'

/**
 * Status.io: https://kb.status.io/developers/public-status-api. Seen in that description and in answers of 2023 to
 * August 2026.
 *
 * Traps, each with a test:
 * - A page's documents go by an id of 24 characters that its address does not tell.
 * - What is called a component is a group, and its containers (regions) are what has a state. One region stands under
 *   the same id in many components, with a state in each: ids are "component/container".
 * - Events have an `_id`, all else an `id`. Their messages have none, stand oldest first, and hold the event's state.
 * - A maintenance that is over stays in `upcoming`, and its last message may say in words only that it is complete.
 * - Owners rename the words: the code tells, and a word that is not the vendor's own stays as the label.
 * - Affected components may be missing from the page; names begin with blanks.
 */

const code = (value: unknown) => (value == null ? undefined : key(value))
const documentShape = shape({ result: anything })
const resultShape = shape({ status_overall: anything, status: anything, incidents: anything, maintenance: anything })
const stateShape = shape({ status: text, status_code: code, updated: text })
const componentShape = shape({ id, name: text, status: text, status_code: code, updated: text, containers: anything })
const containerShape = shape({ id, name: text, status: text, status_code: code, updated: text })
const plansShape = shape({ active: anything, upcoming: anything })
const eventShape = shape({ _id: id, name: text, datetime_open: text, datetime_planned_start: text, datetime_planned_end: text, messages: anything, components_affected: anything, containers_affected: anything })
const messageShape = shape({ details: text, state: code, status: code, datetime: text })

const statuses: Readonly<Record<string, ComponentStatus>> = { 100: 'operational', 200: 'under_maintenance', 300: 'degraded_performance', 400: 'partial_outage', 500: 'major_outage', 600: 'major_outage' }
const indicatorWords: Readonly<Record<string, Indicator>> = { 100: 'none', 200: 'maintenance', 300: 'minor', 400: 'major', 500: 'critical', 600: 'critical' }
/** The vendor's own words, but for a security event, of which ours say too little. */
const wordings: Readonly<Record<string, string>> = { 100: 'Operational', 200: 'Planned Maintenance', 300: 'Degraded Performance', 400: 'Partial Service Disruption', 500: 'Service Disruption' }
const impactsWorstFirst: readonly (readonly [codes: readonly string[], Impact])[] = [[['500', '600'], 'critical'], [['400'], 'major'], [['300'], 'minor']]
const incidentStates = { 100: 'investigating', 200: 'identified', 300: 'monitoring', 400: 'resolved' } as const
const planStates = { 100: 'scheduled', 200: 'in_progress', 400: 'completed' } as const

type State = Output<typeof stateShape> & Item
type RawEvent = Output<typeof eventShape> & Item
/** Of each component its containers' ids, with the ids that they have in the model. */
type Places = ReadonlyMap<string, ReadonlyMap<string, string>>

const apiHost = 'api.status.io'
const apiPath = /\/1\.0\/status\/([\da-f]{24})\b/i
const pageId = /\/pages\/(?:\w+\/)?([\da-f]{24})\b/i

export const reader: FeedReader = {
  requests(base) {
    const { pathname } = new URL(base)
    if (apiPath.test(pathname) || pathname.endsWith('.json')) return [{ key: 'status', url: base }]
    const [, page] = pageId.exec(pathname) ?? []
    if (!page) throw new FeedAddressError(`Give the URL of the page's data: https://${apiHost}/1.0/status/ and the 24 characters that stand in the page's source as statuspageId`)
    return [{ key: 'status', url: `https://${apiHost}/1.0/status/${page}` }]
  },

  parse({ status: document }, address = '') {
    const problems: Problem[] = []
    const isStatusIo = isObject(at(document, 'result.status_overall')) || Array.isArray(at(document, 'result.status'))
    const root = isStatusIo ? read(documentShape, document, 'status', problems) : undefined
    const result = root && readPart(root, 'result', resultShape)
    if (!result) throw new FeedShapeError('not a document of Status.io')

    const overall = readPart(result, 'status_overall', stateShape)
    const { groups, components, places } = toComponents(result)
    const { page, eventUrl } = placesOf(address)
    const plans = readPart(result, 'maintenance', plansShape)
    const toMaintenance = (status: 'in_progress' | 'scheduled') => (raw: RawEvent) => toPlan(raw, status, places, eventUrl('maintenance', raw))
    const active = plans ? readList(plans, 'active', eventShape, toMaintenance('in_progress'), '_id') : []
    const known = new Set(active.map(({ id }) => id))
    const upcoming = plans ? readList(plans, 'upcoming', eventShape, (raw) => (known.has(raw._id) ? report(raw, '_id', 'left out: it stands among the active') : toMaintenance('scheduled')(raw)), '_id') : []
    return finish(
      {
        page,
        claim: overall && { indicator: word(overall, 'status_code', indicators, indicatorWords), headline: labelOf(overall) },
        groups,
        components,
        incidents: readList(result, 'incidents', eventShape, (raw) => toIncident(raw, places, eventUrl('incident', raw)), '_id'),
        maintenances: [...active, ...upcoming],
        updatedAt: overall && instant(overall, 'updated'),
      },
      problems,
    )
  },
}

/** The page, where the address is its own host and not a way through another, and where its events stand. */
function placesOf(address: string) {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const isOwn = url && url.hostname !== apiHost && !(apiPath.exec(url.pathname)?.index)
  const [, page] = (url && (apiPath.exec(url.pathname) ?? pageId.exec(url.pathname))) ?? []
  return {
    page: isOwn ? (page ? pageAt(`${url.origin}/`) : pageAt(address)) : { name: '' },
    eventUrl: (kind: string, { _id }: RawEvent) => (isOwn && page ? `${url.origin}/pages/${kind}/${page}/${_id}` : undefined),
  }
}

/** The owner's word for a state, where it is not the one that the vendor has for its code. */
const labelOf = ({ status, status_code: code = '' }: State): string | undefined => (status && status !== wordings[code ?? ''] ? status : undefined)

const statusOf = (state: State): ComponentStatus => word(state, 'status_code', componentStatuses, statuses)

/** Containers are the components, but for one that is alone: then the component is. */
function toComponents(result: Output<typeof resultShape> & Item) {
  const groups: { id: string; name: string }[] = []
  const places = new Map<string, Map<string, string>>()
  const lists = readList(result, 'status', componentShape, (raw): Draft<Component>[] => {
    const ids = new Map<string, string>()
    places.set(raw.id, ids)
    const name = raw.name?.trim() ?? ''
    const isAlone = !Array.isArray(raw.containers) || raw.containers.length < 2
    const containers = readList(raw, 'containers', containerShape, (container) => {
      const id = isAlone ? raw.id : `${raw.id}/${container.id}`
      ids.set(container.id, id)
      return { id, name: container.name?.trim() ?? '', status: statusOf(container), statusLabel: labelOf(container), updatedAt: instant(container, 'updated'), groupId: raw.id }
    })
    const [first] = containers
    if (!isAlone && first) groups.push({ id: raw.id, name })
    if (!isAlone && first) return containers
    if (!first) return [{ id: raw.id, name, status: statusOf(raw), statusLabel: labelOf(raw), updatedAt: instant(raw, 'updated') }]
    return [{ id: raw.id, name, description: first.name !== name ? first.name : undefined, status: first.status, statusLabel: first.statusLabel, updatedAt: first.updatedAt }]
  })
  return { groups, components: lists.flat(), places }
}

/** The ids in a list, without making an item of each: they are most of a large page. */
function idsIn(raw: RawEvent, key: 'components_affected' | 'containers_affected'): string[] {
  const list = raw[key] ?? []
  if (!Array.isArray(list)) return report(raw, key, 'unusable: not a list') ?? []
  const ids: string[] = []
  list.forEach((affected: unknown, i) => {
    const id = isObject(affected) ? affected._id : undefined
    if (typeof id === 'string' && id) ids.push(id)
    else report(raw, `${key}.${i}`, 'unusable: no id')
  })
  return ids
}

/** Each affected container in each affected component; a component of which none is named is affected as a whole. */
function affectedBy(raw: RawEvent, places: Places): string[] {
  const components = idsIn(raw, 'components_affected')
  const containers = new Set(idsIn(raw, 'containers_affected'))
  const ids = new Set<string>()
  for (const component of components.length || !containers.size ? components : places.keys()) {
    const own = places.get(component)
    if (!own?.size) {
      ids.add(component)
      continue
    }
    let isNamed = !components.length
    for (const [container, id] of own) {
      if (!containers.has(container)) continue
      isNamed = true
      ids.add(id)
    }
    if (!isNamed) for (const id of own.values()) ids.add(id)
  }
  return [...ids]
}

/** What an event's messages say, newest first. */
function readMessages<W extends Update['status']>(raw: RawEvent, words: readonly W[], states: Readonly<Record<string, W>>) {
  const counts = new Map<string, number>()
  const codes = new Set<string>()
  const updates = readEach(raw, 'messages', messageShape, (message) => {
    const at = instant(message, 'datetime')
    if (!at) return report(message, '', 'unusable: no time')
    if (message.status) codes.add(message.status)
    const count = (counts.get(at) ?? 0) + 1
    counts.set(at, count)
    const status = word(message, 'state', words, states)
    const body = message.details ?? ''
    return { id: count > 1 ? `${at} ${count}` : at, status, statusLabel: status === 'unknown' ? message.state : undefined, at, body, format: htmlOrText(body) }
  })
  return { updates: newestFirst(updates.reverse()), codes }
}

type Told = readonly { status: Update['status']; at: string }[]

/** When the newest updates began to say what the last one says. */
const sinceOf = (updates: Told): string | undefined => updates.find(({ status }, i) => status !== updates[i + 1]?.status)?.at

function toIncident(raw: RawEvent, places: Places, url: string | undefined): Draft<Incident> {
  const { updates, codes } = readMessages(raw, incidentStatuses, incidentStates)
  const [last] = updates
  return {
    id: raw._id,
    title: raw.name?.trim() ?? '',
    status: last?.status ?? 'unknown',
    statusLabel: last?.statusLabel,
    // That all is operational is said as it ends; where nothing else is said, it is no trouble.
    impact: impactsWorstFirst.find(([worse]) => worse.some((code) => codes.has(code)))?.[1] ?? (codes.size === 1 && codes.has('100') ? 'none' : 'unknown'),
    startedAt: instant(raw, 'datetime_open'),
    resolvedAt: last?.status === 'resolved' ? sinceOf(updates) : undefined,
    url,
    componentIds: affectedBy(raw, places),
    updates,
  }
}

/** The list that it stands in says how far it is, unless its last message says that it is further. */
function toPlan(raw: RawEvent, listed: 'in_progress' | 'scheduled', places: Places, url: string | undefined): Draft<Maintenance> {
  const { updates } = readMessages(raw, maintenanceStatuses, planStates)
  const last = updates[0]?.status
  return {
    id: raw._id,
    title: raw.name?.trim() ?? '',
    status: last === 'completed' || last === 'in_progress' ? last : listed,
    scheduledStart: instant(raw, 'datetime_planned_start'),
    scheduledEnd: instant(raw, 'datetime_planned_end'),
    startedAt: updates.findLast(({ status }) => status === 'in_progress')?.at,
    completedAt: last === 'completed' ? sinceOf(updates) : undefined,
    url,
    componentIds: affectedBy(raw, places),
    updates,
  }
}
