import type { Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { componentStatuses, impacts, incidentStatuses, indicators, maintenanceStatuses } from '../model/words.ts'
import { at, type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, link, newestFirst, pageAt, read, readEach, readList, readPart, report, statusOf, time, timeZone, word } from './read.ts'
import { anything, flag, id, isObject, type Output, shape, text } from './shape.ts'

/**
 * Atlassian Statuspage, public API v2: https://metastatuspage.com/api and the page `/api` of every status page.
 * Seen in answers of 2014 to October 2026.
 *
 * Traps, each with a test:
 * - `status.indicator` follows the components only: it says `none` over open incidents and over maintenances under way.
 * - A maintenance's `started_at` is when it was entered; work began with its first `in_progress` update.
 * - `impact: "maintenance"` in `incidents` is a maintenance, whichever words its status uses.
 * - `components` of an event may be empty while its updates name them (`affected_components`, whose names are those
 *   of that time: joined by `code`).
 * - Groups stand among the components, and component names repeat from group to group.
 * - Times carry the page's offset, which changes within one document, and updates may be back-dated.
 * - A closed event leaves `summary.json` at once and is found in the history documents only.
 *
 * An event in both the summary and a history document: the newer `updated_at` holds, the summary's if they are equal.
 * An event that is open in a history document and not in the summary: it holds if that document's page is as new as
 * the summary's (`page.updated_at`), else the summary has seen the end of it, and it is left out and reported.
 */

const documentShape = shape({ page: anything, status: anything, components: anything, incidents: anything, scheduled_maintenances: anything })
const pageShape = shape({ name: text, url: text, time_zone: text, updated_at: text })
const statusShape = shape({ indicator: text, description: text })
const componentShape = shape({
  id,
  name: id,
  status: text,
  description: text,
  group: flag,
  group_id: text,
  only_show_if_degraded: flag,
  updated_at: text,
})
const eventShape = shape({
  id,
  name: id,
  status: text,
  impact: text,
  created_at: text,
  started_at: text,
  updated_at: text,
  resolved_at: text,
  scheduled_for: text,
  scheduled_until: text,
  shortlink: text,
  components: anything,
  incident_updates: anything,
})
const updateShape = shape({ id, status: text, body: text, created_at: text, display_at: text, affected_components: anything })
const namedShape = shape({ id })
const affectedShape = shape({ code: id })

const maintenanceAliases = {
  investigating: 'in_progress',
  identified: 'in_progress',
  monitoring: 'verifying',
  resolved: 'completed',
  postmortem: 'completed',
} as const

const eventKeys = ['incidents', 'scheduled_maintenances'] as const
const keys = ['summary', ...eventKeys.map((key) => key.replace('_', '-'))]

type RawDocument = Output<typeof documentShape> & Item
type RawEvent = Output<typeof eventShape> & Item

export const reader: FeedReader = {
  requests(base) {
    const { pathname, href } = new URL(base)
    const api = /^.*?\/api\/v2\//.exec(pathname)?.[0]
    if (!api && pathname.endsWith('.json')) return [{ key: 'summary', url: href }]
    // A page may stand under a path, and its address may be that of one of its own sub-pages.
    const [root = ''] = pathname.split(/\/(?:$|history|incidents|uptime)/)
    return keys.map((key, i) => ({
      key,
      url: new URL(`${api ?? `${root}/api/v2/`}${key}.json`, href).href,
      ...(i ? { when: 'history', optional: true } : {}),
    }))
  },

  parse(documents, address) {
    const problems: Problem[] = []
    const [main, ...history] = keys.flatMap((key) => {
      const document = documents[key]
      if (document === undefined) return []
      if (key === 'summary' && !isDocument(document)) throw new FeedShapeError('not a Statuspage document')
      return read(documentShape, document, key, problems) ?? []
    })
    if (!main) throw new FeedShapeError('not a Statuspage document')
    const page = readPart(main, 'page', pageShape)
    const status = readPart(main, 'status', statusShape)
    const rows = readList(main, 'components', componentShape, (row) => row)
    const { name, url: givenUrl } = pageAt(address)
    const url = (page && link(page, 'url')) ?? givenUrl
    const incidents: Draft<Incident>[] = []
    const maintenances: Draft<Maintenance>[] = []
    for (const [raw, isPlanned] of findEvents(main, history)) {
      if (isPlanned) maintenances.push(toMaintenance(raw, url))
      else incidents.push(toIncident(raw, url))
    }
    return finish(
      {
        page: { name: page?.name ?? name, url, timeZone: page && timeZone(page, 'time_zone') },
        claim: status && { indicator: word(status, 'indicator', indicators), headline: status.description },
        groups: rows.filter((row) => row.group).map(({ id, name, description }) => ({ id, name, description })),
        components: rows.filter(isShown).map((row) => ({
          id: row.id,
          name: row.name,
          description: row.description,
          ...statusOf(row, componentStatuses),
          groupId: row.group_id,
          updatedAt: instant(row, 'updated_at'),
        })),
        incidents,
        maintenances,
        updatedAt: page && instant(page, 'updated_at'),
      },
      problems,
    )
  },
}

const isDocument = (value: unknown) =>
  isObject(value) && (isObject(value.status) || [...eventKeys, 'components'].some((key) => Array.isArray(value[key])))

const isClosed = (status: unknown) => /resolved|postmortem|completed/.test(`${status}`)

function isShown(row: Output<typeof componentShape> & Item): boolean {
  const isHidden = row.only_show_if_degraded && row.status === 'operational' && !row.group
  if (isHidden) report(row, '', 'left out: shown only while degraded')
  return !row.group && !isHidden
}

/** Every event once, and whether it is a maintenance; see the top of the file for which of two holds. */
function findEvents(main: RawDocument, history: readonly RawDocument[]): Iterable<[RawEvent, isPlanned: boolean]> {
  const byId = new Map<string, [RawEvent, boolean]>()
  for (const document of [main, ...history]) {
    const isCurrent = document === main || pageTime(document) >= pageTime(main)
    for (const key of eventKeys) {
      for (const raw of readList(document, key, eventShape, (event) => event)) {
        const known = byId.get(raw.id)
        if (known ? time(raw.updated_at) > time(known[0].updated_at) : isCurrent || !main[key] || isClosed(raw.status)) {
          byId.set(raw.id, [raw, key !== 'incidents' || raw.impact === 'maintenance'])
        } else if (!known) report(raw, '', 'left out: open here, and gone from the newer summary')
      }
    }
  }
  return byId.values()
}

const pageTime = ({ page }: RawDocument) => time(at(page, 'updated_at'))

/** What both kinds of event have. Without a list of components of its own, an event touches those its updates name. */
function toEvent<W extends Update['status']>(raw: RawEvent, pageUrl: string | undefined, words: readonly W[], aliases?: Readonly<Record<string, W>>) {
  const ids = new Set(readEach(raw, 'components', namedShape, (component) => component.id))
  const isNamed = ids.size > 0
  const updates = readList(raw, 'incident_updates', updateShape, (update) => {
    if (!isNamed) for (const code of readEach(update, 'affected_components', affectedShape, (affected) => affected.code)) ids.add(code)
    const body = update.body ?? ''
    return {
      id: update.id,
      ...statusOf(update, words, aliases),
      at: instant(update, 'display_at') ?? instant(update, 'created_at'),
      body,
      format: htmlOrText(body),
    }
  })
  return {
    id: raw.id,
    title: raw.name,
    ...statusOf(raw, words, aliases),
    url: link(raw, 'shortlink') ?? (pageUrl && `${pageUrl.replace(/\/$/, '')}/incidents/${raw.id}`),
    componentIds: [...ids].filter(Boolean),
    updates: newestFirst(updates),
  }
}

/** When a closed event was over: with the update that closed it for good, which may be back-dated. */
const endOf = (raw: RawEvent, { updates }: Pick<ReturnType<typeof toEvent>, 'updates'>) =>
  isClosed(raw.status)
    ? (updates.find(({ status }, i) => isClosed(status) && !isClosed(updates[i + 1]?.status))?.at ?? instant(raw, 'resolved_at'))
    : undefined

function toIncident(raw: RawEvent, pageUrl: string | undefined): Draft<Incident> {
  const event = toEvent(raw, pageUrl, incidentStatuses)
  return {
    ...event,
    impact: word(raw, 'impact', impacts),
    startedAt: instant(raw, 'started_at') ?? instant(raw, 'created_at'),
    resolvedAt: endOf(raw, event),
  }
}

function toMaintenance(raw: RawEvent, pageUrl: string | undefined): Draft<Maintenance> {
  const event = toEvent(raw, pageUrl, maintenanceStatuses, maintenanceAliases)
  return {
    ...event,
    scheduledStart: instant(raw, 'scheduled_for'),
    scheduledEnd: instant(raw, 'scheduled_until'),
    startedAt: event.updates.findLast(({ status }) => status === 'in_progress')?.at,
    completedAt: endOf(raw, event),
  }
}
