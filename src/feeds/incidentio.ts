import type { Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { componentStatuses, impacts, incidentStatuses, indicators, maintenanceStatuses } from '../model/words.ts'
import { type FeedReader, FeedShapeError } from './feed.ts'
import { type Draw, endOf, impactAliases, isClosed, maintenanceAliases, readOwn, stateAliases } from './incidentio-page.ts'
import { type Draft, finish, instant, type Item, link, newestFirst, pageAt, read, readEach, readList, readPart, report, statusOf, time, word } from './read.ts'
import { anything, id, isObject, type Output, shape, text } from './shape.ts'
import { ulidTime } from './times.ts'

/**
 * incident.io status pages, three documents of theirs, seen in answers of January 2025 to October 2026:
 * the Statuspage-compatible `/api/v2/summary.json` (page ids are ULIDs of 26 characters), the widget's
 * `/api/v1/summary` (https://docs.incident.io, to be switched on) and the page's own `/proxy/HOST`, where it is given.
 *
 * Traps, each with a test:
 * - Compatible: `incidents` and `scheduled_maintenances` are absent when empty, so silence is believed only of a document
 *   that has its page, status and components. Maintenances have never been seen in it: an absent list is reported.
 * - Compatible: no groups, names repeat, all components carry one `updated_at`, which is the page's: it is not read.
 * - An incident may be resolved and open again: the newest update holds, and bodies (Markdown) may all be empty.
 * - The widget names only what is affected, with the last update only, and no start: an id that is a ULID tells it.
 * - Its empty lists are the page's word that nothing is on. `full_outage` is a major outage.
 * - The page's own document lists no component that is fine among the affected ones; hidden ones are left out and
 *   reported; a maintenance has its times from its impacts on components.
 */

const documentShape = shape({ page: anything, status: anything, components: anything, incidents: anything, scheduled_maintenances: anything })
const pageShape = shape({ name: text, url: text, updated_at: text })
const statusShape = shape({ indicator: text, description: text })
const componentShape = shape({ id, name: id, status: text, description: text })
const eventShape = shape({
  id, name: id, status: text, impact: text, created_at: text, started_at: text, updated_at: text, resolved_at: text,
  scheduled_for: text, scheduled_until: text, shortlink: text, components: anything, incident_updates: anything,
}) // prettier-ignore
const updateShape = shape({ id, status: text, body: text, created_at: text, display_at: text })
const namedShape = shape({ id })

const widgetShape = shape({ page_title: text, page_url: text, ongoing_incidents: anything, in_progress_maintenances: anything, scheduled_maintenances: anything })
const widgetEventShape = shape({
  id, name: id, url: text, status: text, last_update_at: text, last_update_message: text, current_worst_impact: text, affected_components: anything,
  started_at: text, scheduled_end_at: text, starts_at: text, ends_at: text,
}) // prettier-ignore
const affectedShape = shape({ id, name: id, group_name: text, current_status: text })

type RawEvent = Output<typeof eventShape> & Item
type RawDocument = Output<typeof documentShape> & Item

const eventKeys = ['incidents', 'scheduled_maintenances'] as const

export const reader: FeedReader = {
  requests(base) {
    const { pathname, href } = new URL(base)
    const [, own] = /^(.*?\/proxy\/[^/]+)/.exec(pathname) ?? []
    const [, api] = /^(.*?\/api\/v2\/)/.exec(pathname) ?? []
    if (/\/api\/v1\/summary\/?$/.test(pathname) || (!own && !api && pathname.endsWith('.json'))) return [{ key: 'summary', url: href }]
    // Sub-pages stand under a path of their own.
    const compatible = api ?? `${pathname.replace(/\/((incidents|maintenances|components|history)(\/.*)?)?$/, '')}/api/v2/`
    return [
      { key: 'summary', url: new URL(own ?? `${compatible}summary.json`, href).href },
      { key: 'incidents', url: new URL(own ? `${own}/incidents` : `${compatible}incidents.json`, href).href, when: 'history', optional: true },
    ]
  },

  parse({ summary, incidents }, address) {
    const problems: Problem[] = []
    const given = pageAt(address)
    const fold = (draft: Draw) => {
      const url = draft.page.url ?? given.url
      return finish({ ...draft, page: { ...draft.page, name: draft.page.name || given.name, url } }, problems)
    }
    if (!isObject(summary)) throw new FeedShapeError('not a document of incident.io')
    if (isObject(summary.page) && (isObject(summary.status) || Array.isArray(summary.incidents))) return fold(readCompatible(summary, incidents, problems))
    if (isWidget(summary)) return fold(readWidget(summary, problems))
    if (isObject(summary.summary) && isObject(summary.summary.structure)) return fold(readOwn(summary.summary, incidents, problems))
    throw new FeedShapeError('not a document of incident.io')
  },
}

const isWidget = (document: Readonly<Record<PropertyKey, unknown>>) =>
  typeof document.page_url === 'string' || ['ongoing_incidents', 'in_progress_maintenances'].some((list) => Array.isArray(document[list]))

function readCompatible(summary: unknown, past: unknown, problems: Problem[]): Draw {
  const main = read(documentShape, summary, 'summary', problems)
  if (!main) throw new FeedShapeError('not a document of incident.io')
  if (main.components == null) report(main, 'components', 'not told')
  if (!('scheduled_maintenances' in main)) report(main, 'scheduled_maintenances', 'not told: none, or left out by the API; /api/v1/summary tells, where it is switched on')
  const page = readPart(main, 'page', pageShape)
  const status = readPart(main, 'status', statusShape)
  const url = page && link(page, 'url')
  const incidents: Draft<Incident>[] = []
  const maintenances: Draft<Maintenance>[] = []
  for (const [raw, isPlanned] of findEvents(main, past === undefined ? undefined : read(documentShape, past, 'incidents', problems))) {
    const place = link(raw, 'shortlink') ?? (url && `${url.replace(/\/$/, '')}/incidents/${raw.id}`)
    if (isPlanned) maintenances.push(toMaintenance(raw, place))
    else incidents.push(toIncident(raw, place))
  }
  return {
    page: { name: page?.name ?? '', url },
    claim: status && { indicator: word(status, 'indicator', indicators), headline: status.description },
    groups: [],
    components: readList(main, 'components', componentShape, (row) => ({ id: row.id, name: row.name, description: row.description, ...statusOf(row, componentStatuses, stateAliases) })),
    incidents,
    maintenances,
    updatedAt: page && instant(page, 'updated_at'),
  }
}

/** Each event once, the newer of two. What is open in the past and not in the summary has ended, unless the summary is older. */
function findEvents(main: RawDocument, past: RawDocument | undefined): Iterable<[RawEvent, isPlanned: boolean]> {
  const byId = new Map<string, [RawEvent, boolean]>()
  const age = (document: RawDocument) => time(isObject(document.page) ? document.page.updated_at : undefined)
  for (const document of past ? [main, past] : [main]) {
    const isCurrent = document === main || age(document) > age(main)
    for (const list of eventKeys) {
      for (const raw of readList(document, list, eventShape, (event) => event)) {
        const known = byId.get(raw.id)
        if (known ? time(raw.updated_at) > time(known[0].updated_at) : isCurrent || isClosed(raw.status)) {
          byId.set(raw.id, [raw, list !== 'incidents' || raw.impact === 'maintenance' || `${raw.status}`.startsWith('maintenance_')])
        } else if (!known) report(raw, '', `left out: "${raw.status ?? ''}" here, and not in the summary`)
      }
    }
  }
  return byId.values()
}

function toEvent<W extends Update['status']>(raw: RawEvent, url: string | undefined, words: readonly W[], aliases?: Readonly<Record<string, W>>) {
  const updates = readList(raw, 'incident_updates', updateShape, (update) => ({
    id: update.id,
    ...statusOf(update, words, aliases),
    at: instant(update, 'display_at') ?? instant(update, 'created_at'),
    body: update.body ?? '',
    format: 'markdown' as const,
  }))
  const componentIds = readEach(raw, 'components', namedShape, (component) => component.id || undefined)
  return { id: raw.id, title: raw.name, ...statusOf(raw, words, aliases), url, componentIds, updates: newestFirst(updates) }
}

function toIncident(raw: RawEvent, url: string | undefined): Draft<Incident> {
  const event = toEvent(raw, url, incidentStatuses)
  return {
    ...event,
    impact: word(raw, 'impact', impacts),
    startedAt: instant(raw, 'started_at') ?? instant(raw, 'created_at'),
    resolvedAt: endOf(event.status, event.updates) ?? (isClosed(event.status) ? instant(raw, 'resolved_at') : undefined),
  }
}

function toMaintenance(raw: RawEvent, url: string | undefined): Draft<Maintenance> {
  const event = toEvent(raw, url, maintenanceStatuses, maintenanceAliases)
  return {
    ...event,
    scheduledStart: instant(raw, 'scheduled_for'),
    scheduledEnd: instant(raw, 'scheduled_until'),
    startedAt: event.updates.findLast(({ status }) => status === 'in_progress')?.at,
    completedAt: endOf(event.status, event.updates) ?? (isClosed(event.status) ? instant(raw, 'resolved_at') : undefined),
  }
}

function readWidget(summary: unknown, problems: Problem[]): Draw {
  const main = read(widgetShape, summary, 'summary', problems)
  if (!main) throw new FeedShapeError('not a document of incident.io')
  const groups = new Map<string, { id: string; name: string }>()
  const components = new Map<string, Draw['components'][number]>()
  const toWidgetEvent = <W extends Update['status']>(raw: Output<typeof widgetEventShape> & Item, words: readonly W[], aliases?: Readonly<Record<string, W>>) => {
    const componentIds = readList(raw, 'affected_components', affectedShape, (row) => {
      if (row.group_name) groups.set(row.group_name, { id: row.group_name, name: row.group_name })
      if (!components.has(row.id)) components.set(row.id, { id: row.id, name: row.name, ...statusOf({ ...row, status: row.current_status }, componentStatuses, stateAliases), groupId: row.group_name || undefined })
      return row.id
    })
    const status = statusOf(raw, words, aliases)
    const at = instant(raw, 'last_update_at')
    if (!at && raw.last_update_message) report(raw, 'last_update_at', 'its message left out: no time')
    const updates = at ? [{ id: at, ...status, at, body: raw.last_update_message ?? '', format: 'markdown' as const }] : []
    return { id: raw.id, title: raw.name, ...status, url: link(raw, 'url'), componentIds, updates }
  }
  const planned = (list: 'in_progress_maintenances' | 'scheduled_maintenances') =>
    readList(main, list, widgetEventShape, (raw) => ({
      ...toWidgetEvent(raw, maintenanceStatuses, maintenanceAliases),
      scheduledStart: instant(raw, 'starts_at'),
      scheduledEnd: instant(raw, 'ends_at') ?? instant(raw, 'scheduled_end_at'),
      startedAt: instant(raw, 'started_at'),
    }))
  const incidents = readList(main, 'ongoing_incidents', widgetEventShape, (raw) => {
    const event = toWidgetEvent(raw, incidentStatuses)
    const [entered, updated] = [ulidTime(raw.id), event.updates[0]?.at]
    // One entered afterwards has begun before its id was made.
    const startedAt = entered && updated && entered > updated ? updated : entered
    return { ...event, impact: word(raw, 'current_worst_impact', impacts, impactAliases), startedAt }
  })
  const running = planned('in_progress_maintenances')
  const seen = new Set(running.map(({ id }) => id))
  const isQuiet = [main.ongoing_incidents, main.in_progress_maintenances].every((list) => Array.isArray(list) && !list.length)
  return {
    page: { name: main.page_title ?? '', url: link(main, 'page_url') },
    claim: isQuiet ? { indicator: 'none' } : undefined,
    groups: [...groups.values()],
    components: [...components.values()],
    incidents,
    maintenances: [...running, ...planned('scheduled_maintenances').filter(({ id }) => !seen.has(id))],
  }
}
