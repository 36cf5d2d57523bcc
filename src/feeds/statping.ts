import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import type { IncidentStatus } from '../model/words.ts'
import { at, type FeedReader, type FeedRequest, FeedShapeError } from './feed.ts'
import { type Draft, finish, instant, type Item, newestFirst, pageAt, read, readEach, readList, report } from './read.ts'
import { anything, flag, isObject, key, type Output, type Schema, shape, text } from './shape.ts'

/**
 * Statping and Statping-ng, `/api/services`: https://github.com/statping-ng/statping-ng/wiki/API. Read in the source of
 * 2022 to 2026 and in answers of version 0.90 of 2020 that stand in it. It sends no CORS header.
 *
 * Traps, each with a test:
 * - A service that was never checked is offline; the year 1 stands for no time. Group 0, and service 0 of a message, are none.
 * - A server without public services answers null.
 * - A message is shown while its window is open, and stays in the list: its window is held against the newest check. One
 *   that ends when it starts has no end.
 * - An incident has no state but that of its newest update, and no end. Those of a page stand in one document for each
 *   service, which cannot be asked for before the services are known: they are read of one service, and where a
 *   service brings them along. One without updates is open, as it is on the page.
 * - The types of updates are written in any case; "Update" keeps the one before. Services and groups are each numbered from 1.
 */

/** The year 1 is Go's time that was never set. Its nanoseconds are cut off, since such times are the dearest to read. */
const setTime = (value: unknown) => (typeof value !== 'string' ? text(value) : value.startsWith('0001-') ? undefined : value.replace(/(\.\d{3})\d+/, '$1'))
/** 0 is none. */
const maybeKey = (value: unknown) => (value == null || value === 0 ? undefined : key(value))
const coreShape = shape({ name: text, domain: text })
const serviceShape = shape({
  id: key, name: text, online: flag, group_id: maybeKey, last_success: setTime, last_error: setTime, online_24_hours: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
  is_outage_enabled: flag, outage_type: text, incidents: anything, messages: anything,
}) // prettier-ignore
const groupShape = shape({ id: key, name: text, public: flag })
const messageShape = shape({ id: key, title: text, description: text, start_on: setTime, end_on: setTime, service: maybeKey, created_at: setTime })
const incidentShape = shape({ id: key, title: text, description: text, service: maybeKey, created_at: setTime, updates: anything })
const updateShape = shape({ id: key, message: text, type: text, created_at: setTime })

type Service = Output<typeof serviceShape> & Item
type Message = Output<typeof messageShape> & Item
type RawIncident = Output<typeof incidentShape> & Item

export const reader: FeedReader = {
  requests(base) {
    const { origin, pathname } = new URL(base)
    if (pathname.endsWith('.json')) return [{ key: 'services', url: base }]
    const [, prefix = pathname, , one] = /^(.*?)\/(api|service|dashboard)(?:\/|$)(?:services\/|incidents\/)?(\d+)?/.exec(pathname) ?? []
    const api = `${origin}${prefix.replace(/\/$/, '')}/api`
    const optional = (key: string, path: string): FeedRequest => ({ key, url: api + path, optional: true })
    const id = /\/(?:api\/services|service)\/\d/.test(pathname) ? one : undefined
    return [
      { key: 'services', url: `${api}/services${id ? `/${id}` : ''}` },
      optional('groups', '/groups'),
      optional('messages', '/messages'),
      optional('core', ''),
      ...(id ? [optional('incidents', `/services/${id}/incidents`)] : []),
    ]
  },

  parse({ services, groups, messages, core, incidents }, address) {
    const problems: Problem[] = []
    const isCore = isObject(core) && 'version' in core && 'setup' in core
    const list = isObject(services) ? [services] : services
    const isList = Array.isArray(list) && list.some((row: unknown) => typeof at(row, 'online') === 'boolean' && at(row, 'check_interval') !== undefined)
    if (!isList && !(isCore && (services === null || (Array.isArray(list) && !list.length)))) throw new FeedShapeError('not a document of Statping')
    const rows = readRows(list ?? [], 'services', serviceShape, problems)
    const own = isCore ? read(coreShape, core, 'core', problems) : undefined
    const components = rows.map(toComponent)
    const checkedAt = components.map((component) => component.updatedAt ?? '').sort().at(-1) || undefined
    const used = new Set(rows.map((row) => row.group_id))
    const found = new Map<string, RawIncident>()
    const notices = new Map<string, Message>()
    for (const incident of [...rows.flatMap((row) => readEach(row, 'incidents', incidentShape, (incident) => incident)), ...readRows(incidents ?? [], 'incidents', incidentShape, problems)]) if (!found.has(incident.id)) found.set(incident.id, incident)
    for (const message of [...readRows(messages ?? [], 'messages', messageShape, problems), ...rows.flatMap((row) => readEach(row, 'messages', messageShape, (message) => message))]) if (!notices.has(message.id)) notices.set(message.id, message)
    const page = pageAt(address)
    return finish(
      {
        page: { name: own?.name || page.name, url: page.url?.replace(/\/(api|service|dashboard)(\/.*)?$/, '/') },
        groups: readRows(groups ?? [], 'groups', groupShape, problems).filter((group) => group.public !== false || used.has(group.id)).map(({ id, name }) => ({ id, name: name ?? '' })),
        components: groups === undefined ? components.map((component) => ({ ...component, groupId: undefined })) : components,
        incidents: [...found.values()].map(toIncident),
        maintenances: [...notices.values()].map((message) => toMaintenance(message, checkedAt)),
        updatedAt: checkedAt,
      },
      problems,
    )
  },
}

/** The items of a document that is a list, each id once. */
function readRows<T extends { readonly id: string }>(document: unknown, path: string, schema: Schema<T>, problems: Problem[]): (T & Item)[] {
  if (!Array.isArray(document)) {
    problems.push({ path, message: 'left out: no list' })
    return []
  }
  const seen = new Set([''])
  return document.flatMap((raw, i) => {
    const item = read(schema, raw, `${path}.${i}`, problems)
    if (!item || seen.size < seen.add(item.id).size) return item ?? []
    return report(item, 'id', `unusable: "${item.id}" is none of its own`) ?? []
  })
}

function toComponent(row: Service): Draft<Component> {
  const times = [instant(row, 'last_success'), instant(row, 'last_error')].flatMap((time) => time ?? [])
  const updatedAt = times.sort().at(-1)
  const isOut = row.is_outage_enabled === true
  if (row.online === undefined) report(row, 'online', 'unusable: missing')
  const isKnown = row.online !== undefined && (row.online || updatedAt !== undefined)
  const status = isOut ? (/partial|minor|degrad/i.test(row.outage_type ?? '') ? 'partial_outage' : 'major_outage') : !isKnown ? 'unknown' : row.online ? 'operational' : 'major_outage'
  return {
    id: row.id,
    name: row.name ?? '',
    status,
    statusLabel: isOut ? row.outage_type : undefined,
    groupId: row.group_id,
    updatedAt,
    history: updatedAt && row.online_24_hours !== undefined ? [toDay(updatedAt, row.online_24_hours)] : undefined,
  }
}

/** The 24 hours before the last check. */
function toDay(at: string, percent: number) {
  const ratio = Math.min(1, Math.max(0, Math.round(percent * 100) / 1e4))
  return { date: at.slice(0, 10), ratio, status: ratio === 1 ? ('operational' as const) : ratio > 0.5 ? ('partial_outage' as const) : ('major_outage' as const) }
}

function toMaintenance(message: Message, checkedAt: string | undefined): Draft<Maintenance> {
  const start = instant(message, 'start_on')
  const last = instant(message, 'end_on')
  const end = last === start ? undefined : last
  // Instants of the model sort as text.
  const status = checkedAt && end && end <= checkedAt ? 'completed' : !checkedAt || !start ? 'unknown' : start <= checkedAt ? 'in_progress' : 'scheduled'
  const told = instant(message, 'created_at') ?? start
  return {
    id: message.id,
    title: message.title ?? '',
    status,
    scheduledStart: start,
    scheduledEnd: end,
    completedAt: status === 'completed' ? end : undefined,
    componentIds: message.service ? [message.service] : [],
    updates: message.description ? [{ id: 'description', status: 'scheduled', at: told, body: message.description, format: 'text' }] : [],
  }
}

function statusOfType(type: string): IncidentStatus | undefined {
  const word = type.toLowerCase()
  return word === 'investigating' || word === 'identified' || word === 'monitoring' || word === 'resolved' ? word : undefined
}

function toIncident(raw: RawIncident): Draft<Incident> {
  const told = newestFirst(readList(raw, 'updates', updateShape, (update) => ({ update, at: instant(update, 'created_at') })))
  let last: { status: IncidentStatus; statusLabel?: string | null | undefined } | undefined
  const updates: Draft<Update>[] = told
    .toReversed()
    .map(({ update, at }) => {
      const type = update.type ?? ''
      const status = statusOfType(type)
      if (!status && !/^(update|unknown|)$/i.test(type)) report(update, 'type', `unknown word "${type}"`)
      last = status ? { status } : /^update$/i.test(type) && last ? last : { status: 'unknown', statusLabel: type || undefined }
      return { id: update.id, ...last, at, body: update.message ?? '', format: 'text' as const }
    })
    .toReversed()
  const startedAt = instant(raw, 'created_at')
  const { status, statusLabel } = last ?? { status: 'unknown' as const, statusLabel: undefined }
  return {
    id: raw.id,
    title: raw.title ?? '',
    status,
    statusLabel,
    impact: 'unknown',
    startedAt,
    resolvedAt: status === 'resolved' ? updates.find((update, i) => update.status === 'resolved' && updates[i + 1]?.status !== 'resolved')?.at : undefined,
    componentIds: raw.service ? [raw.service] : [],
    updates: [...updates, ...(raw.description ? [{ id: 'description', status: 'unknown' as const, at: startedAt, body: raw.description, format: 'text' as const }] : [])],
  }
}
