import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { type ComponentStatus, type Impact, impacts, incidentStatuses, maintenanceStatuses } from '../model/words.ts'
import { type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, newestFirst, read, readEach, readPart, report, statusOf, word } from './read.ts'
import { anything, flag, isObject, key, type Output, shape, text } from './shape.ts'

/**
 * Zendesk's status, in JSON:API: what the page itself reads (`/api/ssp`), and the Status API for maintenances:
 * https://developer.zendesk.com/api-reference/status_api/status_api/
 * As in that description of 2026 and in public readers of the page; no answer of it could be had.
 *
 * Traps, each with a test:
 * - The page's documents name fields in camel case, the Status API in snake case.
 * - `status` goes stale: "monitoring" months after it was over. What is open has no `resolvedAt`, and nothing else tells.
 * - Services have no status: they are well unless an open incident names them, by a number where their id is a text.
 * - What is told is of all pods, unless `subdomain` names an account.
 * - Nothing says of a maintenance that it has begun: that is told by the clock.
 * - An incident has no page of its own, and an update no status.
 */

const origin = 'https://status.zendesk.com'

const code = (value: unknown) => (value == null ? undefined : key(value))
const documentShape = shape({ data: anything, included: anything })
const resourceShape = shape({ id: key, type: text, attributes: anything, relationships: anything })
const eventShape = shape({
  name: text, title: text, impact: text, status: text, startedAt: text, resolvedAt: text, outage: flag, degradation: flag, postmortem: text, maintenanceStartTime: text, maintenanceEndTime: text,
}) // prettier-ignore
const touchedShape = shape({ incidentId: code, serviceId: code, serviceName: text, outage: flag, resolvedAt: text })
const updateShape = shape({ incidentId: code, createdAt: text, description: text })
const serviceShape = shape({ name: text })
const relationsShape = shape({ incidentServices: anything, incidentUpdates: anything })
const relationShape = shape({ data: anything })
const referenceShape = shape({ id: key })

type Resource = Output<typeof resourceShape> & Item
type Event = Output<typeof eventShape> & Item
type Touched = Output<typeof touchedShape> & Item
type RawUpdate = Output<typeof updateShape> & Item

/** What a document includes, by the incident that it belongs to; and its incidents. */
interface Told {
  events: Map<string, { resource: Resource; event: Event }>
  touched: Map<string, Map<string, Touched>>
  updates: Map<string, Map<string, RawUpdate>>
}

export const reader: FeedReader = {
  requests(base) {
    const { hostname, pathname, searchParams } = new URL(base)
    const subdomain = searchParams.get('subdomain')
    const query = subdomain ? `?subdomain=${encodeURIComponent(subdomain)}` : ''
    const isDocument = /\/api\/(?:\w+\/)?incidents(?:\.json|\/\w+)$/.test(pathname)
    if (hostname !== new URL(origin).hostname && pathname !== '/') return [{ key: 'incidents', url: base }]
    const root = new URL(base).origin
    return [
      // What was given may say which days it is of.
      { key: 'incidents', url: isDocument && !pathname.endsWith('/maintenance') ? base : `${root}/api/ssp/incidents.json${query}` },
      { key: 'services', url: `${root}/api/ssp/services.json${query}`, optional: true },
      { key: 'maintenance', url: `${root}/api/incidents/maintenance${query}`, optional: true },
    ]
  },

  parse({ incidents: document, services, maintenance }, address = '') {
    const problems: Problem[] = []
    const told = readDocument(document, 'incidents', problems)
    if (!told) throw new FeedShapeError('not a document of Zendesk')
    const planned = maintenance === undefined ? undefined : readDocument(maintenance, 'maintenance', problems)
    if (maintenance !== undefined && !planned) problems.push({ path: 'maintenance', message: 'left out: not a document of Zendesk' })

    const components = readServices(services, problems)
    const incidents: Draft<Incident>[] = []
    const maintenances: Draft<Maintenance>[] = []
    if (planned) for (const [id, { event }] of planned.events) maintenances.push(toMaintenance(id, event, planned))
    for (const [id, { event }] of told.events) {
      if (planned?.events.has(id)) continue
      if (event.maintenanceStartTime) maintenances.push(toMaintenance(id, event, told))
      else incidents.push(toIncident(id, event, told))
    }
    for (const [id, parts] of told.touched) {
      const event = told.events.get(id)?.event
      if (event?.resolvedAt || event?.maintenanceStartTime || planned?.events.has(id)) continue
      for (const part of parts.values()) if (!part.resolvedAt) place(components, part)
    }
    const subdomain = URL.canParse(address) ? new URL(address).searchParams.get('subdomain') : null
    return finish(
      { page: { name: 'Zendesk', url: subdomain ? `${origin}/?subdomain=${encodeURIComponent(subdomain)}` : `${origin}/` }, groups: [], components: [...components.values()], incidents, maintenances },
      problems,
    )
  },
}

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** An object with its names in camel case. */
const inCamelCase = (value: unknown): unknown => (isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, part]) => [camel(name), part])) : value)

const attributesOf = <T extends object>(resource: Resource, schema: Parameters<typeof readPart<'attributes', T>>[2]) => {
  const part = readPart(Object.assign(resource, { attributes: inCamelCase(resource.attributes) }), 'attributes', schema)
  return part ?? (resource.attributes == null ? report(resource, 'attributes', 'unusable: not there') : undefined)
}

function readDocument(document: unknown, name: string, problems: Problem[]): Told | undefined {
  const root = isObject(document) && (Array.isArray(document.data) || document.data === null) ? read(documentShape, document, name, problems) : undefined
  if (!root) return undefined
  const told: Told = { events: new Map(), touched: new Map(), updates: new Map() }
  readEach(root, 'data', resourceShape, (resource) => {
    if (!resource.id || told.events.has(resource.id)) return report(resource, 'id', `unusable: "${resource.id}" is none of its own`)
    const event = attributesOf(resource, eventShape)
    if (event) told.events.set(resource.id, { resource, event })
    return undefined
  })
  const touched = new Map<string, Touched>()
  const updates = new Map<string, RawUpdate>()
  readEach(root, 'included', resourceShape, (resource) => {
    const type = camel(resource.type ?? '')
    if (type === 'incidentService') keep(resource, touched, attributesOf(resource, touchedShape), told.touched)
    else if (type === 'incidentUpdate') keep(resource, updates, attributesOf(resource, updateShape), told.updates)
    else if (type !== 'service') report(resource, 'type', `unknown word "${resource.type ?? ''}"`)
    return undefined
  })
  // An incident names what is its own; most of that names its incident too.
  for (const [id, { resource }] of told.events) {
    const relations = readPart(Object.assign(resource, { relationships: inCamelCase(resource.relationships) }), 'relationships', relationsShape)
    if (!relations) continue
    refer(relations, 'incidentServices', id, touched, told.touched)
    refer(relations, 'incidentUpdates', id, updates, told.updates)
  }
  return told
}

function keep<P extends Touched | RawUpdate>(resource: Resource, all: Map<string, P>, part: P | undefined, byIncident: Map<string, Map<string, P>>) {
  const { id } = resource
  if (part && (!id || all.has(id))) report(resource, 'id', `unusable: "${id}" is none of its own`)
  else if (part) {
    all.set(id, part)
    if (part.incidentId) assign(byIncident, part.incidentId, id, part)
  }
}

function assign<P>(byIncident: Map<string, Map<string, P>>, incidentId: string, id: string, part: P) {
  const own = byIncident.get(incidentId) ?? new Map<string, P>()
  byIncident.set(incidentId, own.set(id, part))
}

function refer<P>(relations: Output<typeof relationsShape> & Item, name: 'incidentServices' | 'incidentUpdates', incidentId: string, all: ReadonlyMap<string, P>, byIncident: Map<string, Map<string, P>>) {
  const relation = readPart(relations, name, relationShape)
  if (!relation) return
  readEach(relation, 'data', referenceShape, (reference) => {
    const part = all.get(reference.id)
    if (part) assign(byIncident, incidentId, reference.id, part)
    else report(reference, '', 'left out: not included')
    return undefined
  })
}

function readServices(document: unknown, problems: Problem[]): Map<string, Component> {
  const components = new Map<string, Component>()
  const root = document === undefined ? undefined : read(documentShape, document, 'services', problems)
  if (!root) return components
  readEach(root, 'data', resourceShape, (resource) => {
    const { id } = resource
    if (!id || components.has(id)) return report(resource, 'id', `unusable: "${id}" is none of its own`)
    const service = attributesOf(resource, serviceShape)
    if (service) components.set(id, { id, name: service.name ?? id, status: 'operational' })
    return undefined
  })
  return components
}

/** A service as the worst that an open incident says of it; one that is not listed is known by its trouble. */
function place(components: Map<string, Component>, { serviceId, serviceName, outage }: Touched) {
  const id = serviceId ?? serviceName
  if (!id) return
  const status: ComponentStatus = outage ? 'major_outage' : 'degraded_performance'
  const known = components.get(id)
  if (known?.status !== 'major_outage') components.set(id, { id, name: known?.name ?? serviceName ?? id, status })
}

/** What incidents and maintenances have alike. */
function toEvent(id: string, event: Event, told: Told) {
  const touched = [...(told.touched.get(id)?.values() ?? [])]
  if (event.postmortem) report(event, 'postmortem', 'left out: it has no time')
  return {
    id,
    title: event.title || event.name || id,
    componentIds: [...new Set(touched.flatMap(({ serviceId, serviceName }) => serviceId ?? serviceName ?? []))],
    updates: newestFirst(
      [...(told.updates.get(id) ?? [])].map(([id, update]) => {
        const body = update.description ?? ''
        return { id, at: instant(update, 'createdAt'), body, format: htmlOrText(body) }
      }),
    ),
  }
}

function toIncident(id: string, event: Event, told: Told): Draft<Incident> {
  const parts = toEvent(id, event, told)
  const resolvedAt = instant(event, 'resolvedAt')
  const isOver = Boolean(event.resolvedAt)
  const said = statusOf(event, incidentStatuses)
  // Its word may be left from before; without a time when it was resolved, it is open whatever that says.
  const isStale = !isOver && (said.status === 'resolved' || said.status === 'postmortem')
  if (isStale) report(event, 'status', `"${event.status}", but no time when it was`)
  const impact: Impact = event.impact ? word(event, 'impact', impacts, { 'no impact': 'none' }) : event.outage ? 'major' : event.degradation ? 'minor' : 'unknown'
  return {
    ...parts,
    status: isOver ? (said.status === 'postmortem' ? 'postmortem' : 'resolved') : isStale ? 'unknown' : said.status,
    statusLabel: isOver ? undefined : isStale ? event.status : said.statusLabel,
    impact,
    startedAt: instant(event, 'startedAt'),
    resolvedAt,
    updates: parts.updates.map((update): Draft<Update> => ({ ...update, status: resolvedAt && update.at && update.at >= resolvedAt ? 'resolved' : 'investigating' })),
  }
}

function toMaintenance(id: string, event: Event, told: Told): Draft<Maintenance> {
  const parts = toEvent(id, event, told)
  const completedAt = instant(event, 'resolvedAt')
  const scheduledStart = instant(event, 'maintenanceStartTime') ?? instant(event, 'startedAt')
  // The words of an incident do not tell whether work has begun.
  const isIncidents = !event.status || incidentStatuses.some((status) => status === event.status)
  const said = isIncidents ? { status: 'unknown' as const, statusLabel: event.status === 'resolved' ? event.status : undefined } : statusOf(event, maintenanceStatuses)
  return {
    ...parts,
    ...(event.resolvedAt ? { status: 'completed' } : said),
    // Without a start, the clock would take it to be under way for ever.
    ...(!event.resolvedAt && !scheduledStart && said.status === 'unknown' && { status: 'scheduled' }),
    scheduledStart,
    scheduledEnd: instant(event, 'maintenanceEndTime'),
    completedAt,
    updates: parts.updates.map((update): Draft<Update> => ({
      ...update,
      status: completedAt && update.at && update.at >= completedAt ? 'completed' : scheduledStart && update.at && update.at >= scheduledStart ? 'in_progress' : 'scheduled',
    })),
  }
}
