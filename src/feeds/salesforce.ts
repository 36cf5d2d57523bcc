import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses, type Impact, impacts as impactWords, type IncidentStatus, isWorse, type MaintenanceStatus } from '../model/words.ts'
import { FeedAddressError, type FeedReader, type FeedRequest, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, pageAt, read, readEach, readList, readPart, report, statusOf, time, word } from './read.ts'
import { collect, eventShape, type Found, impactShape, incidentShape, labelShape, maintenanceShape, messageShape, type RawEvent, type RawIncident, type RawMaintenance, readRows, type Row, rowShape } from './salesforce-documents.ts'
import { isObject, type Output } from './shape.ts'

/**
 * Salesforce Trust, https://api.status.salesforce.com/v1/docs/, as of 2025 and 2026: what the vendor's own clients read,
 * and an answer of September 2025. It is to be replaced by the My Trust Center API, which wants a token.
 *
 * Traps, each with a test:
 * - `/incidents/active` is of all products: only what names one of the page's instances is of the page.
 * - An incident has no title: it is called by the type of its impact and the services. Types are keys of another document.
 * - It is open while one of its impacts has no end; that begins days before the incident is entered.
 * - Sandboxes and instances that are not active do not count, unless one is asked for by its own key.
 * - A maintenance that is "confirmed" stays so when it begins: then the clock says where it stands.
 * - The end of an impact that was moved is another than the planned one.
 * - Lists have names with capitals (`IncidentImpacts`); of two events at one instant the greater id is the newer.
 */

const site = 'https://status.salesforce.com'
const api = 'https://api.status.salesforce.com/v1'
/** As many as are asked for at once. */
const mostMaintenances = 100

type Labels = ReadonlyMap<string, string>

const instanceWords: Readonly<Record<string, ComponentStatus>> = {
  OK: 'operational', INFORMATIONAL_CORE: 'operational', INFORMATIONAL_NONCORE: 'operational', MAINTENANCE_CORE: 'under_maintenance', MAINTENANCE_NONCORE: 'under_maintenance',
  MINOR_INCIDENT_CORE: 'degraded_performance', MINOR_INCIDENT_NONCORE: 'degraded_performance', MAJOR_INCIDENT_CORE: 'major_outage', MAJOR_INCIDENT_NONCORE: 'partial_outage',
} // prettier-ignore

/** Which part of Salesforce an address names. */
function placeOf({ origin, hostname, pathname, searchParams }: URL) {
  const prefix = /^(.*?\/v1)\//.exec(pathname)?.[1]
  const root = hostname === 'status.salesforce.com' ? api : origin + (prefix ?? '/v1')
  const [, kind, name] = /\/(products|instances)\/([^/]+)/.exec(pathname) ?? []
  if (/\/v1\/instances(\/status\/preview)?\/?$/.test(pathname)) return { root, product: encodeURIComponent(searchParams.get('products') ?? '') }
  return kind === 'products' ? { root, product: name } : kind ? { root, instance: name } : undefined
}

const pageOf = (kind: string, key: string) => `${site}/${kind}/${encodeURIComponent(key.replace(/\p{Surrogate}/gu, ''))}`

export const reader: FeedReader = {
  requests(base) {
    const url = new URL(base)
    const place = placeOf(url)
    if (!place) {
      if (url.pathname.endsWith('.json')) return [{ key: 'instances', url: base }]
      throw new FeedAddressError(`Give the URL of your product or of your instance: ${site}/products/Heroku or ${site}/instances/NA132`)
    }
    const { root, instance, product } = place
    const optional = (key: string, path: string): FeedRequest => ({ key, url: root + path, optional: true })
    const labels = optional('localizations', '/localizations?locale=en')
    if (instance !== undefined) {
      return [{ key: 'instances', url: `${root}/instances/${instance}/status` }, labels, { ...optional('history', `/incidents?instance=${instance}&limit=50&locale=en`), when: 'history' }]
    }
    return [
      { key: 'instances', url: /\/instances(\/|$)/.test(url.pathname) ? base : `${root}/products/${product}` },
      optional('incidents', '/incidents/active'),
      optional('maintenances', `/maintenances?limit=${mostMaintenances}&offset=0${product && `&product=${product}`}&locale=en`),
      labels,
    ]
  },

  parse({ instances, incidents, maintenances, localizations, history }, address) {
    const problems: Problem[] = []
    const main = isObject(instances) ? read(rowShape, instances, 'instances', problems) : undefined
    const isProduct = Array.isArray(main?.Instances)
    const isOne = !isProduct && main?.status != null
    const isList = Array.isArray(instances) && instances.some((row: unknown) => isObject(row) && typeof row.key === 'string' && typeof row.status === 'string')
    if (!isProduct && !isOne && !isList) throw new FeedShapeError('not a document of Salesforce Trust')
    const all = isOne ? [main] : readRows(main?.Instances ?? instances, isProduct ? 'instances.Instances' : 'instances', rowShape, problems)
    const rows = new Map<string, Row>()
    for (const row of all) {
      const { key, isActive, environment } = row
      if (!key || rows.has(key)) report(row, 'key', `unusable: "${key}" is none of its own`)
      else if (!isOne && (isActive === false || (environment && environment !== 'production'))) report(row, '', `left out: ${isActive === false ? 'not active' : `in the environment "${environment}"`}`)
      else rows.set(key, row)
      if (Array.isArray(row.GeneralMessages) && row.GeneralMessages.length) report(row, 'GeneralMessages', 'left out: general messages are not read')
    }
    const labels: Labels = new Map(localizations === undefined ? [] : readRows(localizations, 'localizations', labelShape, problems).map(({ modelKey, text }) => [modelKey, text]))
    if (Array.isArray(maintenances) && maintenances.length >= mostMaintenances) problems.push({ path: 'maintenances', message: `what comes after the first ${mostMaintenances} was not read` })
    const open = collect(rows, 'Incidents', incidentShape, incidents, 'incidents', problems)
    const past = collect(rows, undefined, incidentShape, history, 'history', problems)
    const place = address && URL.canParse(address) ? placeOf(new URL(address)) : undefined
    // Decoded as a query is, which never throws.
    const product = isProduct ? main?.key : isOne ? undefined : new URLSearchParams(`name=${place?.product ?? ''}`).get('name')
    const locations = new Set([...rows.values()].flatMap(({ location }) => location || []))
    const isGrouped = locations.size > 1
    return finish(
      {
        page: {
          name: (main?.altDisplayName ?? main?.name ?? main?.key ?? product) || pageAt(address).name,
          url: product ? pageOf('products', product) : isOne ? pageOf('instances', main.key) : site,
        },
        groups: isGrouped ? [...locations].map((location) => ({ id: location, name: location })) : [],
        components: [...rows.values()].map((row) => toComponent(row, isGrouped)),
        incidents: [
          ...[...open.values()].map((found) => toIncident(found, labels)),
          ...[...past].flatMap(([id, found]) => {
            if (open.has(id)) return []
            const incident = toIncident(found, labels)
            // What was open when the history was read, and is not among what is active, has ended since.
            return incident.status === 'resolved' ? [incident] : (report(found.item, '', 'left out: open here, and not among what is active') ?? [])
          }),
        ],
        maintenances: [...collect(rows, 'Maintenances', maintenanceShape, maintenances, 'maintenances', problems).values()].map((found) => toMaintenance(found, labels)),
      },
      problems,
    )
  },
}

function toComponent(row: Row, isGrouped: boolean): Draft<Component> {
  return {
    id: row.key,
    name: row.key,
    ...statusOf(row, componentStatuses, instanceWords),
    groupId: isGrouped ? row.location || undefined : undefined,
    url: pageOf('instances', row.key),
  }
}

/** The label of a key, where it is told, or its own words: "featurePerfDegradation" is "Feature perf degradation". */
function labelOf(key: string, labels: Labels): string {
  const words = labels.get(key) ?? key.replace(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const textsIn = (list: unknown) => (Array.isArray(list) ? list : []).filter((value: unknown): value is string => typeof value === 'string')

/** Newest first: those of one instant by their ids. */
function toUpdates<S extends Update['status']>(events: RawEvent[], labels: Labels, statusOfType: (type: string) => S): (Draft<Update> & { status: S })[] {
  return events
    .sort((a, b) => b.id.length - a.id.length || (a.id < b.id ? 1 : -1))
    .map((event) => {
      const { type, message } = event
      const body = message ?? ''
      const status = statusOfType(type ?? '')
      return { id: event.id, status, statusLabel: type && type !== 'update' && type !== status ? labelOf(type, labels) : undefined, at: instant(event, 'createdAt') ?? instant(event, 'updatedAt'), body, format: htmlOrText(body) }
    })
}

/** What is said of an event besides its updates, at a time of the event's own. */
function detailsOf(id: string, raw: RawIncident | RawMaintenance, at: 'createdAt' | 'updatedAt', status: Update['status'], ...texts: (string | null | undefined)[]): Draft<Update>[] {
  const body = texts.filter(Boolean).join('\n\n')
  return body ? [{ id, status, at: instant(raw, at), body, format: htmlOrText(body) }] : []
}

/** An impact by its times; of nothing at all, it is none. */
const toImpact = (impact: Output<typeof impactShape> & Item) =>
  impact.type || impact.startTime ? { ...impact, from: instant(impact, 'startTime'), to: instant(impact, 'endTime') } : report(impact, '', 'unusable: neither a type nor a start')

const incidentStatusOf = (type: string): IncidentStatus =>
  /resolved|restored/i.test(type) ? 'resolved' : /monitoring/i.test(type) ? 'monitoring' : /identified|isolated/i.test(type) ? 'identified' : /investigat/i.test(type) ? 'investigating' : 'unknown'

function toIncident({ item: raw, componentIds }: Found<RawIncident>, labels: Labels): Draft<Incident> {
  const all = readEach(raw, 'IncidentImpacts', impactShape, toImpact).map((impact) => ({ ...impact, severity: impact.severity ? word(impact, 'severity', impactWords) : undefined }))
  const open = all.filter((impact) => !impact.to)
  // Of two words that contradict each other, the one that says that it goes on.
  const isOver = raw.status !== 'Active' && (all.length ? !open.length : raw.status === 'Resolved')
  if (raw.status && !/^(Active|Resolved)$/.test(raw.status)) report(raw, 'status', `unknown word "${raw.status}"`)
  const updates = toUpdates(readList(raw, 'IncidentEvents', eventShape, (event) => event), labels, incidentStatusOf)
  const newest = updates.reduce((last, update) => ((update.at ?? '') > (last?.at ?? '') ? update : last), updates[0])
  const status = isOver ? 'resolved' : /monitoring|identified/.test(newest?.status ?? '') ? (newest?.status ?? 'investigating') : 'investigating'
  const message = readPart(raw, 'message', messageShape)
  const type = [...open, ...all].find((impact) => impact.type)?.type ?? raw.type
  const services = textsIn(raw.serviceKeys).map((service) => labelOf(service, labels))
  return {
    id: raw.id,
    title: [labelOf(type || 'incident', labels), services.join(', ')].filter(Boolean).join(': '),
    status,
    impact: (open.length ? open : all).reduce<Impact>((worst, { severity }) => (severity && (worst === 'unknown' || isWorse(severity, worst)) ? severity : worst), 'unknown'),
    startedAt: all.flatMap(({ from }) => from ?? []).sort()[0] ?? instant(raw, 'createdAt'),
    resolvedAt: isOver ? (all.flatMap(({ to }) => to ?? []).sort().at(-1) ?? instant(raw, 'updatedAt')) : undefined,
    url: pageOf('incidents', raw.id),
    componentIds,
    updates: [
      ...updates,
      ...detailsOf('message', raw, 'updatedAt', status, message?.rootCause, message?.actionPlan, message?.pathToResolution),
      ...detailsOf('details', raw, 'createdAt', 'investigating', raw.additionalInformation),
    ],
  }
}

const maintenanceStatusOf = (type: string): MaintenanceStatus =>
  /resolved|complete/i.test(type) ? 'completed' : /cancel/i.test(type) ? 'cancelled' : /progress|started|underway/i.test(type) ? 'in_progress' : /scheduled/i.test(type) ? 'scheduled' : 'unknown'

function toMaintenance({ item: raw, componentIds }: Found<RawMaintenance>, labels: Labels): Draft<Maintenance> {
  const impacts = readEach(raw, 'MaintenanceImpacts', impactShape, toImpact)
  const message = readPart(raw, 'message', messageShape)
  const told = message?.eventStatus ?? ''
  const word = maintenanceStatusOf(told)
  if (message && told && word === 'unknown' && told !== 'confirmed') report(message, 'eventStatus', `unknown word "${told}"`)
  // One that is only announced is told by the clock; nothing says when it begins.
  const status = word === 'scheduled' ? 'unknown' : word
  const from = impacts.flatMap(({ from }) => from ?? []).sort()[0]
  const to = impacts.flatMap(({ to }) => to ?? []).sort().at(-1)
  const plannedEnd = instant(raw, 'plannedEndTime')
  const isOver = status === 'completed' || status === 'cancelled'
  const isMoved = !isOver && to && plannedEnd && time(to) !== time(plannedEnd) && impacts.some((impact) => impact.endTimeModifiedAt)
  const kind = message?.maintenanceType || impacts[0]?.type || 'maintenance'
  return {
    id: raw.id,
    title: raw.name || labelOf(kind, labels),
    status,
    statusLabel: status === 'unknown' && told ? labelOf(told, labels) : undefined,
    scheduledStart: instant(raw, 'plannedStartTime') ?? from,
    scheduledEnd: isMoved ? to : (plannedEnd ?? to),
    firstScheduledEnd: isMoved ? plannedEnd : undefined,
    startedAt: status === 'in_progress' || status === 'completed' ? from : undefined,
    completedAt: status === 'completed' ? (to ?? plannedEnd) : undefined,
    url: pageOf('maintenances', raw.id),
    componentIds,
    updates: [...toUpdates(readList(raw, 'MaintenanceEvents', eventShape, (event) => event), labels, maintenanceStatusOf), ...detailsOf('details', raw, 'createdAt', 'scheduled', raw.additionalInformation)],
  }
}
