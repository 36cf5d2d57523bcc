import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses, type Impact, incidentStatuses, type IncidentStatus, indicators, maintenanceStatuses, type MaintenanceStatus } from '../model/words.ts'
import { type Component3, Found, type Incident3, type Kind, listShape, ownComponentShape, ownUpdateShape, readRows, type Row, type Schedule3, type Stamped, statusShape, type Update3, word3 } from './cachet-documents.ts'
import { at, type FeedReader, type FeedRequest, FeedShapeError, textAt } from './feed.ts'
import { type Draft, finish, type Item, link, newestFirst, pageAt, read, readEach, readPart, report, statusOf, time, word } from './read.ts'
import { isObject } from './shape.ts'
import { wallClock } from './wall-clock.ts'

/**
 * Cachet, API v1 of version 2 (https://docs.cachethq.io/v2.x/api) and the JSON:API of version 3
 * (https://docs.cachethq.io/v3.x/api-reference). After these descriptions, the serializers of v2.4.1 and of
 * cachethq/core, and an answer of October 2024; no other real one was seen.
 *
 * Traps, each with a test:
 * - Which version it is stands in the address only: a page's own is taken for 3; give `…/api/v1` for 2.
 * - Words are numbers; 3 wraps them, and times, in objects, whose text is null where there is none.
 * - Times have no zone: they are read as UTC, the default of both, and that is said.
 * - An incident's `status` is its first in 2, where `latest_status` is today's; in 3 it may lag behind its newest update.
 * - A component's own status in 3 leaves its incidents out; `latest_status` does not.
 * - Schedules are closed by hand in 2, and an end that is not set is answered as the time of the answer.
 * - Maintenances of 2.3 are incidents of status 0; incidents, schedules and groups are each numbered from 1.
 * - Lists come in pages; what is included in 3 is named by type and id.
 */

const componentWords: Readonly<Record<string, ComponentStatus>> = { 0: 'unknown', 1: 'operational', 2: 'degraded_performance', 3: 'partial_outage', 4: 'major_outage', 5: 'unknown', 6: 'under_maintenance' }
const incidentWords: Readonly<Record<string, IncidentStatus>> = { 0: 'unknown', 1: 'investigating', 2: 'identified', 3: 'monitoring', 4: 'resolved' }
const scheduleWords: Readonly<Record<string, MaintenanceStatus>> = { 0: 'scheduled', 1: 'in_progress', 2: 'completed' }
const claims = { success: 'none', info: 'minor', danger: 'major', operational: 'none', partial_outage: 'major', major_outage: 'critical', under_maintenance: 'maintenance' } as const
const impactOf: Readonly<Record<string, Impact>> = { degraded_performance: 'minor', partial_outage: 'major', major_outage: 'critical' }

const keys = ['components', 'groups', 'incidents', 'schedules', 'status']

export const reader: FeedReader = {
  requests(base) {
    const { origin, pathname } = new URL(base)
    if (pathname.endsWith('.json')) return [{ key: 'components', url: base }]
    const api = /^(.*?)\/api(\/v1)?(?:\/|$)/.exec(pathname)
    const root = `${origin}${api ? api[1] : pathname.replace(/\/(?:(?:incidents|schedules)\/.*)?$/, '')}/api`
    const optional = (key: string, path: string): FeedRequest => ({ key, url: `${root}${path}`, optional: true })
    return api?.[2]
      ? [
          { key: 'components', url: `${root}/v1/components?per_page=100` },
          optional('groups', '/v1/components/groups?per_page=100'),
          optional('incidents', '/v1/incidents?sort=id&order=desc&per_page=50'),
          optional('schedules', '/v1/schedules?sort=id&order=desc&per_page=50'),
          optional('status', '/v1/status'),
        ]
      : [
          { key: 'components', url: `${root}/components?include=group&per_page=100` },
          optional('incidents', '/incidents?include=updates,components&per_page=50'),
          optional('schedules', '/schedules?include=components,updates&sort=-scheduled_at&per_page=50'),
          optional('status', '/status'),
        ]
  },

  parse(documents, address = '') {
    const problems: Problem[] = []
    const found = new Found()
    let claim: { indicator: ReturnType<typeof word<'status', (typeof indicators)[number]>>; headline: string | null | undefined } | undefined
    const given = keys.filter((key) => documents[key] !== undefined)
    for (const key of given) {
      const document = documents[key]
      const list = isObject(document) ? read(listShape, document, key, problems) : undefined
      if (list && Array.isArray(list.data)) readRows(list, key, list.data, found, problems)
      else if (list && typeof at(list.data, 'status') === 'string') {
        const status = readPart(list, 'data', statusShape)
        claim = status && { indicator: word(status, 'status', indicators, claims), headline: status.message }
      } else if (key === given[0]) throw new FeedShapeError('not a document of Cachet')
      else problems.push({ path: key, message: 'left out: no document of Cachet' })
    }
    if (!given.length) throw new FeedShapeError('not a document of Cachet')
    // Components that stand beside incidents only are shown where there is no list of them.
    const components = found.component.size ? found.component : found.touched
    const incidents: Draft<Incident>[] = []
    const maintenances = [...found.schedule.values()].map((row) => toMaintenance(row, found))
    for (const row of found.incident.values()) {
      if (row.scheduled_at && row.status === '0') maintenances.push(toOldMaintenance(row))
      else incidents.push(toIncident(row, found))
    }
    for (const row of found.update.values()) report(row, '', 'left out: no such event')
    const rows = [found.component, found.incident, found.schedule].flatMap((map): Stamped[] => [...map.values()])
    if (rows.some((row) => /\d [\d:]+$/.test(row.updated ?? row.updated_at ?? row.created ?? row.created_at ?? ''))) problems.push({ path: 'times', message: 'have no zone, and are read as UTC' })
    const page = pageAt(address)
    return finish(
      {
        page: { name: page.name, url: page.url?.replace(/\/api\b.*$/, '/') },
        claim,
        groups: [...found.group.values()].map(({ id, name }) => ({ id: `group-${id}`, name: name ?? '' })),
        components: [...components.values()].flatMap(toComponent),
        incidents,
        maintenances,
      },
      problems,
    )
  },
}

/** `statusOf`, where some numbers are known to mean that nothing is known. */
function statusBy<W extends string>(row: Item & { readonly status?: string | null | undefined }, words: readonly W[], aliases: Readonly<Record<string, W>>) {
  const { status, statusLabel } = statusOf(row, words, aliases)
  return { status, statusLabel: statusLabel && Object.hasOwn(aliases, statusLabel) ? undefined : statusLabel }
}

/** The first of these times that is there. */
const timeOf = <K extends string>(row: Item & { readonly [key in K]?: string | null | undefined }, ...names: K[]) => {
  const name = names.find((name) => row[name])
  return name && wallClock(row, name, 'UTC')
}

const idsOf = (row: Row<object>, relation: string): string[] => {
  const named: unknown = at(row.relationships, `${relation}.data`)
  return (Array.isArray(named) ? named : []).flatMap((reference, i) => {
    const id = textAt(reference, 'id')
    return !id ? (report(row, `relationships.${relation}.data.${i}`, 'unusable: no id') ?? []) : id
  })
}

function toComponent(row: Component3): Draft<Component>[] {
  if (row.enabled === false) {
    report(row, '', 'left out: switched off')
    return []
  }
  const group = textAt(row.relationships, 'group.data.id') || (row.group_id === '0' ? undefined : row.group_id)
  const number = row.latest_status ?? row.status
  return [{
    id: row.id,
    name: row.name,
    description: row.description || undefined,
    ...statusBy({ ...row, status: number && !Object.hasOwn(componentWords, number) ? (row.status_name ?? number) : number }, componentStatuses, componentWords),
    groupId: group ? `group-${group}` : undefined,
    url: link(row, 'link'),
    updatedAt: timeOf(row, 'updated', 'updated_at'),
  }]
}

/** The updates of 3 that an event names or that name it, taken out of those that are left. */
function updatesOf(row: Row<object>, kind: Kind, { update: left, updates }: Found): Update3[] {
  const ids = new Set([...idsOf(row, 'updates'), ...(updates.get(`${kind} ${row.id}`) ?? [])])
  return [...ids].flatMap((id) => {
    const update = left.get(id)
    left.delete(id)
    return update ?? report(row, '', `its update ${id} is not included`) ?? []
  })
}

const toUpdate = (raw: Pick<Update3, 'id' | 'message'>, at: string | undefined) => ({ id: raw.id, at, body: raw.message ?? '', format: 'markdown' as const })

/** The text of an event itself is its first update. */
const firstOf = (row: Incident3 | Schedule3, raw: string | null | undefined, at: string | undefined) => (row.message ? [toUpdate({ id: raw ?? row.id, message: row.message }, at)] : [])

const touchedBy = (row: Incident3) => [...idsOf(row, 'components'), ...(row.component_id && row.component_id !== '0' ? [row.component_id] : [])]

function toIncident(row: Incident3, found: Found): Draft<Incident> {
  const told = newestFirst(
    [...readEach(row, 'updates', ownUpdateShape, (raw) => raw), ...updatesOf(row, 'incident', found)].map((raw) => ({
      ...toUpdate(raw, timeOf(raw, 'created', 'created_at')),
      ...(raw.status ? statusBy(raw, incidentStatuses, incidentWords) : { status: 'unknown' as const }),
    })),
  )
  const componentIds = touchedBy(row)
  const start = timeOf(row, 'occurred', 'occurred_at', 'created', 'created_at')
  const changed = timeOf(row, 'updated', 'updated_at')
  const own = statusBy({ ...row, status: row.latest_status ?? row.status }, incidentStatuses, incidentWords)
  const newest = told.find((update) => update.status !== 'unknown')
  const isBehind = !row.latest_status && newest && newest.status !== own.status && !(time(changed) > time(newest.at))
  if (isBehind) report(row, 'status', `is older than the newest update, which says ${newest.status}`)
  const { status, statusLabel } = isBehind ? { ...newest, statusLabel: undefined } : own
  // What it was at first is known where it is told beside today's, or where nothing came after.
  const first = row.latest_status ? statusBy(row, incidentStatuses, incidentWords) : isBehind || !told.length ? own : { status: 'unknown' as const }
  return {
    id: row.id,
    title: row.name,
    status,
    statusLabel,
    impact: toImpact(componentIds, found, status === 'resolved'),
    startedAt: start,
    resolvedAt: status === 'resolved' ? (told.find((u, i) => u.status === status && told[i + 1]?.status !== status)?.at ?? changed) : undefined,
    url: link(row, 'permalink'),
    componentIds,
    updates: [...told, ...firstOf(row, row.occurred ?? row.occurred_at ?? row.created ?? row.created_at, start).map((update) => ({ ...update, ...first }))],
  }
}

/** The worst that is said of a component beside the incident, or of the component itself while the incident is open. */
function toImpact(componentIds: readonly string[], found: Found, isOver: boolean): Impact {
  const said = componentIds.map((id) => {
    const touched = found.touched.get(id)
    const now = isOver ? undefined : (found.component.get(id) ?? touched)
    return impactOf[componentWords[word3At(touched?.pivot) ?? now?.latest_status ?? now?.status ?? ''] ?? '']
  })
  return (['critical', 'major', 'minor'] as const).find((impact) => said.includes(impact)) ?? 'unknown'
}

const word3At = (pivot: unknown): string | undefined => {
  const value = word3(at(pivot, 'component_status'))
  return typeof value === 'string' ? value : undefined
}

function toMaintenance(row: Schedule3, found: Found): Draft<Maintenance> {
  const start = timeOf(row, 'scheduled', 'scheduled_at')
  const { status, statusLabel } = statusBy(row, maintenanceStatuses, scheduleWords)
  const isDone = status === 'completed'
  const said = timeOf(row, 'completed', 'completed_at')
  // People plan to the minute; a server that has no end to tell tells its own clock.
  const isMade = row.completed_at && !isDone && said && (time(said) <= time(start) || said.slice(17, 19) !== '00')
  if (isMade) report(row, 'completed_at', `left out: "${row.completed_at}" is no end that was planned`)
  const end = isMade ? undefined : said
  const entered = timeOf(row, 'created', 'created_at') ?? start
  const told = updatesOf(row, 'schedule', found).map((raw) => toUpdate(raw, timeOf(raw, 'created', 'created_at')))
  return {
    id: `schedule-${row.id}`,
    title: row.name,
    status,
    statusLabel,
    scheduledStart: start,
    scheduledEnd: row.completed || !isDone ? end : undefined,
    completedAt: isDone ? end : undefined,
    componentIds: [...idsOf(row, 'components'), ...readEach(row, 'components', ownComponentShape, (c) => c.component_id)],
    updates: newestFirst([...told, ...firstOf(row, row.created ?? row.created_at, entered)]).map((update): Draft<Update> => ({
      ...update,
      status: start && update.at && time(update.at) >= time(start) ? 'in_progress' : 'scheduled',
    })),
  }
}

/** A maintenance of 2.3, which has a start and no end. */
function toOldMaintenance(row: Incident3): Draft<Maintenance> {
  const entered = timeOf(row, 'created', 'created_at')
  return {
    id: row.id,
    title: row.name,
    status: 'scheduled',
    scheduledStart: timeOf(row, 'scheduled_at'),
    componentIds: touchedBy(row),
    updates: firstOf(row, row.created ?? row.created_at, entered).map((update) => ({ ...update, status: 'scheduled' })),
  }
}
