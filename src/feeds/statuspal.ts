import type { Component, ComponentGroup, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses, type Impact, incidentStatuses, type Indicator, indicators, maintenanceStatuses } from '../model/words.ts'
import { at, FeedAddressError, type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, type Item, link, newestFirst, pageAt, read, readEach, readList, readPart, report, timeZone, word } from './read.ts'
import { anything, key, type Output, shape, text } from './shape.ts'
import { wallClock } from './wall-clock.ts'

/**
 * StatusPal, the summary of its API: https://www.statuspal.io/api-docs/v2. Seen in that description and in answers of
 * December 2022 to July 2025.
 *
 * Traps, each with a test:
 * - The API stands at StatusPal's own hosts, one for Europe and one for America, under a name that the address of a page
 *   with its own domain does not tell. The page's `url` is the company's site.
 * - Times have no zone and are UTC, whatever the page's zone is.
 * - Services nest, and parents repeat the worst of their children: they are groups. An event names parents beside the
 *   children that it touches, and then does not touch the others.
 * - No incident type is a service that runs; "info" is one with a notice. The page's type is finer than its status type.
 * - `incidents` has the open ones only, and may hold what is planned; an end may be missing from what is planned.
 * - Notices have neither type nor start, and may concern nobody.
 */

/** That nothing is the matter is said with null; a type that is missing says nothing. */
const type = (value: unknown) => (value === null ? 'none' : text(value))
const documentShape = shape({ status_page: anything, services: anything, incidents: anything, maintenances: anything, upcoming_maintenances: anything, info_notices: anything })
const pageShape = shape({ name: text, subdomain: text, time_zone: text, current_incident_type: type })
const serviceShape = shape({ id: key, name: text, description: text, children: anything, current_incident_type: type })
const eventShape = shape({ id: key, type: text, title: text, url: text, starts_at: text, ends_at: text, updated_at: text, featured_from: text, service_ids: anything, updates: anything })
const updateShape = shape({ id: key, type: text, description: text, description_html: text, posted_at: text, inserted_at: text })

const statuses: Readonly<Record<string, ComponentStatus>> = { none: 'operational', info: 'operational', performance: 'degraded_performance', minor: 'degraded_performance', major: 'major_outage', scheduled: 'under_maintenance', 'emergency-maintenance': 'under_maintenance' }
const indicatorWords: Readonly<Record<string, Indicator>> = { info: 'none', performance: 'minor', scheduled: 'maintenance', 'emergency-maintenance': 'maintenance' }
const impacts: Readonly<Record<string, Impact>> = { info: 'none', performance: 'minor' }
const planned = ['scheduled', 'emergency-maintenance']
const incidentStages = { issue: 'investigating' } as const
const planStages = { issue: 'in_progress', monitoring: 'verifying', resolved: 'completed' } as const
/** Words for updates that say no stage. */
const remarks = new Set(['info', 'essential', 'scheduled'])

type Service = Output<typeof serviceShape> & Item
type RawEvent = Output<typeof eventShape> & Item
/** The leafs under each service, which for a leaf is itself. */
type Leafs = Map<string, string[]>

const hosts = ['statuspal.io', 'statuspal.eu']

/** The host of the API, and the page's name there. */
function placeOf({ hostname, pathname }: URL) {
  const host = hosts.find((name) => `.${hostname}`.endsWith(`.${name}`))
  const [, asked] = /\/api\/v\d\/status_pages\/([^/]+)/.exec(pathname) ?? []
  const own = host && hostname.slice(0, -host.length - 1)
  return { host, subdomain: asked ?? (own && own !== 'www' ? own : undefined), isApi: asked !== undefined }
}

export const reader: FeedReader = {
  requests(base) {
    const url = new URL(base)
    const { host, subdomain } = placeOf(url)
    if (/\/summary\/?$|\.json$/.test(url.pathname)) return [{ key: 'summary', url: base }]
    if (!host || !subdomain) throw new FeedAddressError("Give the URL of the page's summary: https://statuspal.eu/api/v2/status_pages/ (or statuspal.io, where the account is), the page's subdomain there and /summary")
    return [{ key: 'summary', url: `https://${host}/api/v2/status_pages/${subdomain}/summary` }]
  },

  parse({ summary: document }, address = '') {
    const problems: Problem[] = []
    const isStatusPal = typeof at(document, 'status_page.name') === 'string' || Array.isArray(at(document, 'services'))
    const summary = isStatusPal ? read(documentShape, document, 'summary', problems) : undefined
    if (!summary) throw new FeedShapeError('not a summary of StatusPal')

    const page = readPart(summary, 'status_page', pageShape)
    const groups: ComponentGroup[] = []
    const components: Draft<Component>[] = []
    const leafs: Leafs = new Map()
    addServices(summary, 'services', undefined, { groups, components, leafs })
    const incidents: Draft<Incident>[] = []
    const maintenances = new Map<string, Draft<Maintenance>>()
    const plan = (raw: RawEvent, status: 'in_progress' | 'scheduled') => {
      if (maintenances.has(raw.id)) report(raw, 'id', `left out: "${raw.id}" is none of its own`)
      else maintenances.set(raw.id, toMaintenance(raw, status, leafs))
    }
    for (const raw of readList(summary, 'incidents', eventShape, (item) => item)) {
      if (planned.includes(raw.type ?? '')) plan(raw, 'in_progress')
      else incidents.push(toIncident(raw, leafs))
    }
    for (const raw of readList(summary, 'maintenances', eventShape, (item) => item)) plan(raw, 'in_progress')
    for (const raw of readList(summary, 'upcoming_maintenances', eventShape, (item) => item)) plan(raw, 'scheduled')
    const notices = readList(summary, 'info_notices', eventShape, (raw) => toNotice(raw, leafs))
    return finish(
      {
        page: { name: page?.name ?? pageAt(address).name, url: urlOf(address, page?.subdomain), timeZone: page && timeZone(page, 'time_zone') },
        claim: page && { indicator: word(page, 'current_incident_type', indicators, indicatorWords) },
        groups,
        components,
        incidents: [...incidents, ...notices],
        maintenances: [...maintenances.values()],
      },
      problems,
    )
  },
}

/** The page's address, where it was given; from that of the API, the one that StatusPal has for it. */
function urlOf(address: string, name: string | null | undefined): string | undefined {
  const place = URL.canParse(address) ? placeOf(new URL(address)) : undefined
  if (!place?.isApi) return pageAt(address).url
  return place.host && /^[\w-]+$/.test(name ?? '') ? `https://${name}.${place.host}/` : undefined
}

interface Found {
  groups: ComponentGroup[]
  components: Draft<Component>[]
  leafs: Leafs
}

/** Adds the services of a list, and what is below them; tells the leafs among them. */
function addServices<K extends string>(owner: Item & { readonly [key in K]?: unknown }, list: K, groupId: string | undefined, found: Found): string[] {
  return readEach(owner, list, serviceShape, (service) => {
    if (!service.id || found.leafs.has(service.id)) return report(service, 'id', `unusable: "${service.id}" is none of its own`)
    // Its place is taken before those below it look for theirs.
    found.leafs.set(service.id, [])
    const isParent = Array.isArray(service.children) && service.children.length > 0
    if (isParent) found.groups.push({ id: service.id, name: service.name ?? '', ...(service.description && { description: service.description }) })
    const below = addServices(service, 'children', service.id, found)
    const own = below.length ? below : [service.id]
    found.leafs.set(service.id, own)
    // Where no child can be read, it stands for itself, and nothing has been added since.
    if (isParent && !below.length) found.groups.pop()
    if (!below.length) found.components.push(toComponent(service, groupId))
    return own
  }).flat()
}

function toComponent(service: Service, groupId: string | undefined): Draft<Component> {
  const status = word(service, 'current_incident_type', componentStatuses, statuses)
  return {
    id: service.id,
    name: service.name ?? '',
    description: service.description || undefined,
    status,
    statusLabel: status === 'unknown' ? service.current_incident_type : undefined,
    groupId,
  }
}

/** The leafs that an event touches: all of a parent's, unless it names some of them. */
function affectedBy(raw: RawEvent, leafs: Leafs): string[] {
  const ids = raw.service_ids ?? []
  if (!Array.isArray(ids)) return report(raw, 'service_ids', 'left out: not a list') ?? []
  const named = new Set<string>()
  for (const [i, id] of ids.entries()) {
    if (typeof id === 'number' || (typeof id === 'string' && id)) named.add(`${id}`)
    else report(raw, `service_ids.${i}`, 'left out: no id')
  }
  const affected = new Set<string>()
  for (const id of named) {
    const below = leafs.get(id) ?? [id]
    const isSome = below.some((leaf) => named.has(leaf))
    for (const leaf of below) if (!isSome || named.has(leaf)) affected.add(leaf)
  }
  return [...affected]
}

/** The updates of an event; of those that say no stage, the word is the label. */
function readUpdates<W extends Update['status']>(raw: RawEvent, words: readonly W[], stages: Readonly<Record<string, W>>) {
  const updates = readList(raw, 'updates', updateShape, (update) => {
    const label = update.type ?? ''
    const status: W | 'unknown' = remarks.has(label) && !words.some((known) => known === label) ? 'unknown' : word(update, 'type', words, stages)
    return {
      id: update.id,
      status,
      statusLabel: status === 'unknown' ? label || undefined : undefined,
      at: wallClock(update, 'posted_at', 'UTC') ?? wallClock(update, 'inserted_at', 'UTC'),
      body: update.description_html || update.description || '',
      format: update.description_html ? ('html' as const) : ('markdown' as const),
    }
  })
  return newestFirst(updates)
}

function toParts(raw: RawEvent, leafs: Leafs) {
  return { id: raw.id, title: raw.title ?? '', url: link(raw, 'url'), componentIds: affectedBy(raw, leafs) }
}

/** Open, as all of the list, unless its newest stage or its end says otherwise. */
function toIncident(raw: RawEvent, leafs: Leafs): Draft<Incident> {
  const updates = readUpdates(raw, incidentStatuses, incidentStages)
  const end = wallClock(raw, 'ends_at', 'UTC')
  const changedAt = end && wallClock(raw, 'updated_at', 'UTC')
  const stage = updates.find(({ status }) => status !== 'unknown')?.status ?? 'investigating'
  // No document says what time it is; an end that was there when the incident was last changed is over.
  const isOver = stage === 'resolved' || (!!end && !!changedAt && end <= changedAt)
  const impact = word(raw, 'type', ['none', 'minor', 'major'], impacts)
  return {
    ...toParts(raw, leafs),
    status: isOver ? 'resolved' : stage,
    statusLabel: impact === 'unknown' ? raw.type : undefined,
    impact,
    startedAt: wallClock(raw, 'starts_at', 'UTC'),
    resolvedAt: isOver ? (end ?? updates[0]?.at) : undefined,
    updates,
  }
}

/** A notice is no trouble, and over once it is told. */
function toNotice(raw: RawEvent, leafs: Leafs): Draft<Incident> {
  const updates = readUpdates(raw, incidentStatuses, incidentStages)
  const startedAt = wallClock(raw, 'featured_from', 'UTC') ?? wallClock(raw, 'starts_at', 'UTC') ?? updates.at(-1)?.at
  return { ...toParts(raw, leafs), id: `notice-${raw.id}`, status: 'resolved', impact: 'none', startedAt, resolvedAt: startedAt, updates }
}

function toMaintenance(raw: RawEvent, listed: 'in_progress' | 'scheduled', leafs: Leafs): Draft<Maintenance> {
  const updates = readUpdates(raw, maintenanceStatuses, planStages)
  const isOver = updates[0]?.status === 'completed'
  return {
    ...toParts(raw, leafs),
    status: isOver ? 'completed' : listed,
    scheduledStart: wallClock(raw, 'starts_at', 'UTC'),
    scheduledEnd: wallClock(raw, 'ends_at', 'UTC'),
    completedAt: isOver ? updates[0]?.at : undefined,
    updates,
  }
}
