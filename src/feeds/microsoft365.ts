import type { Component, Incident, Maintenance, Problem } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses, type Impact, isWorse } from '../model/words.ts'
import { at, type FeedReader, FeedAddressError, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, read, report, word } from './read.ts'
import { id, isObject, type Output, shape, text } from './shape.ts'

/**
 * Microsoft 365 for consumers, and the admin centers' own states: the documents that https://status.cloud.microsoft reads.
 * They are not documented; as in answers of August 2026. What companies use (Exchange, Teams, SharePoint, Entra) has no
 * public feed at all, and the page's name says what this one is of.
 *
 * Traps, each with a test:
 * - The year 1 stands for what was never posted. `LastUpdatedTime` is when the document was made, each minute anew.
 * - An admin center's `Message` is a standing notice: without a title it is no incident, whatever the status.
 * - Only the words "Operational" and "Available" have been seen; the others are Microsoft's in other places.
 * - A notice is of one service; the same one stands beside each service that it concerns.
 */

const page = 'https://status.cloud.microsoft/'
const centers: Readonly<Record<string, string>> = { mac: 'Microsoft 365 admin center', ppac: 'Power Platform admin center' }

const setTime = (value: unknown) => (typeof value === 'string' && value.startsWith('0001-') ? undefined : text(value))
const serviceShape = shape({ ServiceWorkloadName: id, ServiceDisplayName: text, Id: text, AuthoredDateTime: setTime, LastUpdatedTime: setTime, Title: text, Message: text, Status: text })

const words: Readonly<Record<string, ComponentStatus>> = {
  available: 'operational', normal: 'operational', healthy: 'operational',
  degraded: 'degraded_performance', degradation: 'degraded_performance', investigating: 'degraded_performance',
  interruption: 'partial_outage', unavailable: 'major_outage', outage: 'major_outage', maintenance: 'under_maintenance',
} // prettier-ignore
const impacts: Partial<Record<ComponentStatus, Impact>> = { degraded_performance: 'minor', partial_outage: 'major', major_outage: 'major' }

type Service = Output<typeof serviceShape> & Item

const isService = (value: unknown) => typeof at(value, 'ServiceWorkloadName') === 'string' && at(value, 'Status') !== undefined

export const reader: FeedReader = {
  requests(base) {
    const { hostname, pathname } = new URL(base)
    const name = /\/api\/(?:posts|feed)\/(\w+)\/?$/i.exec(pathname)?.[1]?.toLowerCase()
    if (name && Object.hasOwn(centers, name)) return [{ key: name, url: base.replace('/api/feed/', '/api/posts/') }]
    if (name && name !== 'm365consumer') throw new FeedAddressError(`Give the URL of the page: ${page}`)
    return [{ key: 'consumer', url: !name && hostname === new URL(page).hostname ? `${page}api/posts/m365Consumer` : base }]
  },

  parse(documents) {
    const problems: Problem[] = []
    const { consumer } = documents
    const rows: [path: string, row: unknown][] = Array.isArray(consumer) && consumer.some(isService) ? consumer.map((row: unknown, i) => [`consumer.${i}`, row]) : []
    const center = Object.keys(centers).find((key) => isObject(documents[key]) && at(documents[key], 'Status') !== undefined)
    if (center) rows.push([center, { ...Object(documents[center]), ServiceWorkloadName: center, ServiceDisplayName: centers[center] }])
    if (!rows.length) throw new FeedShapeError('not a document of Microsoft 365')

    const services = new Map<string, Service>()
    for (const [path, row] of rows) {
      const service = read(serviceShape, row, path, problems)
      const name = service?.ServiceWorkloadName
      if (service && name && !services.has(name)) services.set(name, service)
      else if (service) report(service, 'ServiceWorkloadName', `unusable: "${name}" is none of its own`)
    }
    const components = [...services.values()].map(toComponent)
    // All are made at once.
    const made = [...services.values()].find((service) => service.LastUpdatedTime)
    return finish(
      {
        page: { name: center && !consumer ? `${centers[center]}` : 'Microsoft consumer services', url: page },
        groups: [],
        components,
        ...toEvents([...services.values()], components),
        generatedAt: made && instant(made, 'LastUpdatedTime'),
      },
      problems,
    )
  },
}

function toComponent(service: Service): Draft<Component> {
  const { ServiceWorkloadName: id, ServiceDisplayName: name, Status: said } = service
  // "ServiceDegradation" in one place is "Degradation" in another.
  const own = said?.toLowerCase().replace(/^service\s*/, '')
  const status = word({ ...service, Status: own }, 'Status', componentStatuses, words)
  return { id, name: name || id, status, statusLabel: status === 'unknown' || own === 'investigating' ? labelOf(said) : undefined }
}

/** "ServiceDegradation" as a reader has it. */
const labelOf = (said: string | null | undefined) => said?.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)

/** What is said beside a service that is not well, once for all that it is said of. */
function toEvents(services: readonly Service[], components: readonly Draft<Component>[]) {
  const incidents = new Map<string, Draft<Incident>>()
  const maintenances = new Map<string, Draft<Maintenance>>()
  const ids = new Set<string>()
  for (const [i, service] of services.entries()) {
    const { status = 'unknown', name = '' } = components[i] ?? {}
    const { ServiceWorkloadName: workload, Title: title, Message: body = '', Status: said } = service
    if (!title && (!body || Object.hasOwn(centers, workload))) continue
    if (status === 'operational') {
      report(service, title ? 'Title' : 'Message', `left out, for all is well: "${title || body}"`)
      continue
    }
    const at = instant(service, 'AuthoredDateTime')
    if (!at) {
      report(service, 'AuthoredDateTime', `left out, for it has no time: "${title || body}"`)
      continue
    }
    const key = JSON.stringify([service.Id, title, body, at, status === 'under_maintenance'])
    const impact = impacts[status] ?? 'unknown'
    const known = incidents.get(key) ?? maintenances.get(key)
    known?.componentIds.push(workload)
    if (known && 'impact' in known && isWorse(impact, known.impact)) known.impact = impact
    if (known) continue
    // Without an id it is known by its time: another may follow at the same service.
    const own = service.Id || `${workload}@${at}`
    const id = ids.has(own) ? `${own} ${workload}` : own
    ids.add(id)
    const event = { id, title: title || name, componentIds: [workload] }
    const update = { id: at, at, body: body ?? '', format: htmlOrText(body ?? '') }
    if (status === 'under_maintenance') {
      maintenances.set(key, { ...event, status: 'in_progress', startedAt: at, updates: body ? [{ ...update, status: 'in_progress' }] : [] })
      continue
    }
    const stage = /^(service)?investigating$/i.test(said ?? '') ? ({ status: 'investigating' } as const) : ({ status: 'unknown', statusLabel: labelOf(said) } as const)
    incidents.set(key, { ...event, ...stage, impact, startedAt: at, updates: body ? [{ ...update, ...stage }] : [] })
  }
  return { incidents: [...incidents.values()], maintenances: [...maintenances.values()] }
}
