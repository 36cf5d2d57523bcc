import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import type { ComponentStatus, Impact } from '../model/words.ts'
import { at, type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, type Item, link, read, readEach, readList, report, word } from './read.ts'
import { anything, id, key, type Output, shape, text } from './shape.ts'
import { iso, offsetOf } from './times.ts'

/**
 * Apple's System Status, the general one and that for developers: not documented, as its own pages read it. Seen in an
 * answer of July 2026, and in what clients of 2022 read.
 *
 * Traps, each with a test:
 * - The developers' document is a script that calls a function, the general one was: both are read as text, never run.
 * - A service has no state, only events; no events is that it runs. It has no id either, so its name is one.
 * - One event stands under each service that it touches, with the same id, sometimes with words for that service. The
 *   names of others may be missing, and end in blanks.
 * - Events stay for days after they are resolved.
 * - There is one message, which an edit replaces, and no title.
 * - Times in words are local, in an order and zone of the language; start and end stand beside as numbers, the time of
 *   the posting does not. The start tells how to read it.
 */

const name = (value: unknown) => id(typeof value === 'string' ? value.trim() : value)
const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
const documentShape = shape({ drMessage: text, services: anything })
const serviceShape = shape({ serviceName: name, redirectUrl: text, events: anything })
const eventShape = shape({ messageId: key, statusType: text, eventStatus: text, message: text, datePosted: text, startDate: text, epochStartDate: number, epochEndDate: number, affectedServices: anything })

const types = { Outage: 'major_outage', Issue: 'degraded_performance', Performance: 'degraded_performance', Maintenance: 'under_maintenance' } as const
const stageWords = ['ongoing', 'resolved', 'upcoming'] as const
const stages = { completed: 'resolved' } as const
const statuses = ['major_outage', 'degraded_performance', 'under_maintenance'] as const
const worstFirst: readonly ComponentStatus[] = [...statuses, 'unknown', 'operational']
const host = 'https://www.apple.com/support/systemstatus/'
const hourMs = 3_600_000

type RawEvent = Output<typeof eventShape> & Item
/** An event as it stands under one service. */
interface Listing {
  service: string
  raw: RawEvent
  /** What it does to the service while it goes on. */
  status: ComponentStatus
  stage: (typeof stageWords)[number] | 'unknown'
  /** Other services that it names. */
  others: string[]
}

const isDeveloper = (address: string): boolean => /\/developer\/|\/\/developer\./.test(address)

export const reader: FeedReader = {
  requests(base) {
    const isDocument = /\.js(?:on)?$/.test(new URL(base).pathname)
    return [{ key: 'status', url: isDocument ? base : `${host}data/${isDeveloper(base) ? 'developer/' : ''}system_status_en_US.js`, format: 'text' }]
  },

  parse({ status: sent }, address = '') {
    const problems: Problem[] = []
    const document = typeof sent === 'string' ? unwrap(sent) : sent
    const root = Array.isArray(at(document, 'services')) ? read(documentShape, document, 'status', problems) : undefined
    if (!root) throw new FeedShapeError("not Apple's System Status")
    if (root.drMessage) report(root, 'drMessage', `left out, for it has no date: "${root.drMessage}"`)

    const events = new Map<string, Listing[]>()
    const components = readList(
      root,
      'services',
      serviceShape,
      (service): Draft<Component> => {
        const { serviceName: id } = service
        if (service.events == null) report(service, 'events', 'unusable: not there')
        // Most have none.
        if (Array.isArray(service.events) && !service.events.length) return { id, name: id, status: 'operational', url: link(service, 'redirectUrl') }
        const listings = readEach(service, 'events', eventShape, (raw) => toListing(raw, id))
        let status: ComponentStatus = 'operational'
        for (const listing of listings) {
          status = worse(status, statusNow(listing))
          const { messageId } = listing.raw
          const others = events.get(messageId)
          if (!others) events.set(messageId, [listing])
          else if (others.at(-1)?.service !== id) others.push(listing)
          else report(listing.raw, 'messageId', `left out: "${messageId}" is none of its own`)
        }
        // An event that cannot be read may be trouble.
        if (!Array.isArray(service.events) || service.events.length > listings.length) status = worse(status, 'unknown')
        return { id, name: id, status, url: link(service, 'redirectUrl') }
      },
      'serviceName',
    )

    /** What events do to services under which they do not stand. */
    const elsewhere = new Map<string, ComponentStatus>()
    const incidents: Draft<Incident>[] = []
    const maintenances: Draft<Maintenance>[] = []
    for (const listings of events.values()) {
      const lead = listings.find(({ stage }) => stage === 'ongoing') ?? listings[0]
      if (!lead) continue
      const names = touchedBy(listings)
      for (const name of names.slice(listings.length)) elsewhere.set(name, worse(elsewhere.get(name) ?? 'operational', statusNow(lead)))
      if (lead.status === 'under_maintenance') maintenances.push(toMaintenance(lead, listings, names))
      else incidents.push(toIncident(lead, listings, names))
    }
    for (const component of components) {
      const more = elsewhere.get(component.id)
      if (more) component.status = worse(component.status, more)
    }
    const forDevelopers = isDeveloper(address)
    return finish(
      {
        page: forDevelopers ? { name: 'Apple Developer System Status', url: 'https://developer.apple.com/system-status/' } : { name: 'Apple System Status', url: host },
        groups: [],
        components,
        incidents,
        maintenances,
      },
      problems,
    )
  },
}

const worse = (a: ComponentStatus, b: ComponentStatus): ComponentStatus => (worstFirst.indexOf(a) <= worstFirst.indexOf(b) ? a : b)

/** What a script hands to its function. */
function unwrap(script: string): unknown {
  try {
    return JSON.parse(script.slice(script.indexOf('{'), script.lastIndexOf('}') + 1))
  } catch {
    return undefined
  }
}

function toListing(raw: RawEvent, service: string): Listing | undefined {
  if (!raw.messageId) return report(raw, 'messageId', 'unusable: none')
  const names = raw.affectedServices ?? []
  if (!Array.isArray(names)) report(raw, 'affectedServices', 'left out: not a list')
  const others: string[] = []
  for (const name of Array.isArray(names) ? names : []) {
    const trimmed = typeof name === 'string' && name.trim()
    if (trimmed && trimmed !== service) others.push(trimmed)
  }
  return {
    service,
    raw,
    status: word(raw, 'statusType', statuses, types),
    stage: word(raw, 'eventStatus', stageWords, stages),
    others,
  }
}

/** What an event does to a service now; of a stage that is not known, only an end says that it is over. */
function statusNow({ status, stage, raw }: Listing): ComponentStatus {
  if (stage === 'unknown') return raw.epochEndDate === undefined ? 'unknown' : 'operational'
  return stage === 'ongoing' ? status : 'operational'
}

/** Month, day, year and clock, or the day first between dots: "07/29/2026 15:24 PDT" and "21.03.2022 16:27 GMT". */
const writtenDate = /^(?:(?:0[1-9]|1[0-2])\/(?:0[1-9]|[12]\d|3[01])\/|(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.)\d{4} (?:[01]\d|2[0-3]):[0-5]\d(?: \S+)?$/

/** What a clock on the wall shows, in ms as if it stood in UTC. */
function faceOf(date: string): number {
  const isMonthFirst = date[2] === '/'
  /** Two digits as a number. */
  const part = (from: number) => (date.charCodeAt(from) - 48) * 10 + date.charCodeAt(from + 1) - 48
  return Date.UTC(part(6) * 100 + part(8), part(isMonthFirst ? 0 : 3) - 1, part(isMonthFirst ? 3 : 0), part(11), part(14))
}

/** When the message was posted: as far from the zone's time as the start is, which stands in numbers too. */
function postedAt(raw: RawEvent): string | undefined {
  const { datePosted, startDate, epochStartDate } = raw
  if (!datePosted) return undefined
  const zone = datePosted.slice(17)
  const start = startDate && writtenDate.test(startDate) ? startDate : undefined
  const offset = start && epochStartDate !== undefined ? faceOf(start) - epochStartDate : undefined
  // Days and months that were taken for each other are months apart.
  const isRead = writtenDate.test(datePosted) && (offset === undefined || Math.abs(offset) <= 14 * hourMs)
  const away = isRead ? (offset !== undefined && start?.slice(17) === zone ? offset : offsetOf(zone)) : undefined
  return away === undefined ? report(raw, 'datePosted', `left out: "${datePosted}" is of no order and zone that are known`) : iso(faceOf(datePosted) - away)
}

/** The services that an event touches, those under which it stands first; most stand under one and name no other. */
function touchedBy(listings: readonly Listing[]): string[] {
  const names = listings.map(({ service }) => service)
  if (listings.every(({ others }) => !others.length)) return names
  const touched = new Set(names)
  for (const { others } of listings) for (const name of others) touched.add(name)
  return [...touched]
}

/** The first or last of the times that are told. */
function timeOf(listings: readonly Listing[], field: 'epochStartDate' | 'epochEndDate'): string | undefined {
  let found: number | undefined
  for (const { raw } of listings) {
    const ms = raw[field]
    if (ms !== undefined && (found === undefined || (field === 'epochEndDate' ? ms > found : ms < found))) found = ms
  }
  return found === undefined ? undefined : iso(found)
}

const titleOf = ({ raw }: Listing, names: string[]): string => `${raw.statusType ?? ''}: ${names.join(', ')}`

/** The services under which it stands may each have words of their own. */
function toUpdates(listings: readonly Listing[], status: Update['status'], start: string | undefined): Draft<Update>[] {
  const said = new Set<string>()
  const told = listings.length > 1 ? listings.filter(({ raw }) => said.size < said.add(raw.message ?? '').size) : listings
  return told.map(({ raw, service }, i) => ({ id: i ? `${raw.messageId} ${service}` : raw.messageId, status, at: postedAt(raw) ?? start, body: raw.message ?? '', format: 'text' }))
}

function toIncident(lead: Listing, listings: readonly Listing[], names: string[]): Draft<Incident> {
  const { raw, stage, status: does } = lead
  const status = stage === 'ongoing' ? 'investigating' : stage === 'resolved' ? 'resolved' : 'unknown'
  const start = timeOf(listings, 'epochStartDate')
  const impact: Impact = does === 'major_outage' ? 'major' : does === 'degraded_performance' ? 'minor' : 'unknown'
  return {
    id: raw.messageId,
    title: titleOf(lead, names),
    componentIds: names,
    updates: toUpdates(listings, status, start),
    status,
    statusLabel: status === 'unknown' ? raw.eventStatus : undefined,
    impact,
    startedAt: start,
    resolvedAt: stage === 'ongoing' ? undefined : timeOf(listings, 'epochEndDate'),
  }
}

function toMaintenance(lead: Listing, listings: readonly Listing[], names: string[]): Draft<Maintenance> {
  const { raw, stage } = lead
  const status = ({ ongoing: 'in_progress', resolved: 'completed', upcoming: 'scheduled', unknown: 'unknown' } as const)[stage]
  const start = timeOf(listings, 'epochStartDate')
  const end = timeOf(listings, 'epochEndDate')
  return {
    id: raw.messageId,
    title: titleOf(lead, names),
    componentIds: names,
    updates: toUpdates(listings, status, start),
    status,
    statusLabel: status === 'unknown' ? raw.eventStatus : undefined,
    scheduledStart: start,
    scheduledEnd: end,
    completedAt: status === 'completed' ? end : undefined,
  }
}
