import * as z from 'zod/mini'
import { deriveIndicator } from '../model/indicator.ts'
import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { componentStatuses, impacts, incidentStatuses, indicators } from '../model/words.ts'
import { at, type FeedDocuments, type FeedReader, FeedShapeError } from './feed.ts'
import { asIs, compact, htmlOrText, instant, isObject, link, newestFirst, pageAt, read, readEach, readList, statusOf, timeZone, word } from './read.ts'

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

const text = z.optional(z.nullable(z.string()))
const flag = z.optional(z.nullable(z.boolean()))
const list = z.optional(z.unknown())
const id = z.string()

const pageShape = z.object({ name: text, url: text, time_zone: text, updated_at: text })
const statusShape = z.object({ indicator: text, description: text })
const componentShape = z.object({
  id,
  name: id,
  status: text,
  description: text,
  group: flag,
  group_id: text,
  only_show_if_degraded: flag,
  updated_at: text,
})
const eventShape = z.object({
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
  components: list,
  incident_updates: list,
})
const updateShape = z.object({ id, status: text, body: text, created_at: text, display_at: text, affected_components: list })
const namedShape = z.object({ id })
const affectedShape = z.object({ code: id })

const componentWords = asIs(componentStatuses)
const incidentWords = asIs(incidentStatuses)
const maintenanceWords = {
  scheduled: 'scheduled',
  in_progress: 'in_progress',
  verifying: 'verifying',
  completed: 'completed',
  investigating: 'in_progress',
  identified: 'in_progress',
  monitoring: 'verifying',
  resolved: 'completed',
  postmortem: 'completed',
} as const

const documentKeys = ['summary', 'incidents', 'scheduled-maintenances']
const listKeys = ['incidents', 'scheduled_maintenances']

interface RawEvent extends z.output<typeof eventShape> {
  path: string
  planned: boolean
}

const isDocument = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && (isObject(value.status) || [...listKeys, 'components'].some((key) => Array.isArray(value[key])))

const time = (instantText: unknown) => Date.parse(String(instantText))

export const reader: FeedReader = {
  requests(base) {
    const { pathname, href } = new URL(base)
    const api = /^.*?\/api\/v2\//.exec(pathname)
    if (!api && pathname.endsWith('.json')) return [{ key: 'summary', url: href }]
    return documentKeys.map((key, i) => ({
      key,
      url: new URL(`${api ? api[0] : '/api/v2/'}${key}.json`, href).href,
      ...(i ? { when: 'history', optional: true } : {}),
    }))
  },

  parse(documents, address) {
    const problems: Problem[] = []
    const found = findDocuments(documents, problems)
    const [key, main] = found[0]
    const given = pageAt(address)
    const path = `${key}.page`
    const page = read(pageShape, main.page, path, problems) ?? {}
    const url = link(page.url, `${path}.url`, problems) ?? given.url
    const status = main.status === undefined ? undefined : read(statusShape, main.status, `${key}.status`, problems)
    const events = findEvents(found, problems)
    const snapshot = compact({
      page: compact({ name: page.name ?? given.name, url, timeZone: timeZone(page.time_zone, `${path}.time_zone`, problems) }),
      claim: status && toClaim(status, `${key}.status`, problems),
      ...toComponents(main.components, `${key}.components`, problems),
      incidents: events.flatMap((raw) => (raw.planned ? [] : (toIncident(raw, url, problems) ?? []))),
      maintenances: events.flatMap((raw) => (raw.planned ? toMaintenance(raw, url, problems) : [])),
      updatedAt: instant(page.updated_at, `${path}.updated_at`, problems),
      problems,
    })
    return { ...snapshot, indicator: deriveIndicator(snapshot) }
  },
}

type Found = [key: string, document: Record<string, unknown>]

/** The documents that are there, the summary first where it is one of them. */
function findDocuments(documents: FeedDocuments, problems: Problem[]): [Found, ...Found[]] {
  const found = documentKeys.flatMap((key): Found[] => {
    const document = documents[key]
    if (isDocument(document)) return [[key, document]]
    if (document === undefined) return []
    if (key === 'summary') throw new FeedShapeError('not a Statuspage document')
    problems.push({ path: key, message: 'unusable: not a Statuspage document' })
    return []
  })
  const [first, ...others] = found
  if (!first) throw new FeedShapeError('no Statuspage document')
  return [first, ...others]
}

/** Every event once, in the order of the documents; see the top of the file for which of two holds. */
function findEvents([main, ...history]: [Found, ...Found[]], problems: Problem[]): RawEvent[] {
  const byId = new Map<string, RawEvent>()
  for (const found of [main, ...history]) {
    const [key, document] = found
    const isCurrent = found === main || time(at(document, 'page.updated_at')) >= time(at(main[1], 'page.updated_at'))
    for (const listKey of listKeys) {
      readList(eventShape, document[listKey], `${key}.${listKey}`, problems, (raw, path) => {
        const planned = listKey !== 'incidents' || raw.impact === 'maintenance'
        const known = byId.get(raw.id)
        const isOpen = !/resolved|postmortem|completed/.test(`${raw.status}`)
        if (known ? time(raw.updated_at) > time(known.updated_at) : isCurrent || !isOpen || !main[1][listKey]) {
          byId.set(raw.id, { ...raw, path, planned })
        } else if (!known) {
          problems.push({ path, message: 'left out: open here, and gone from the newer summary' })
        }
        return undefined
      })
    }
  }
  return [...byId.values()]
}

const toClaim = (status: z.output<typeof statusShape>, path: string, problems: Problem[]) =>
  compact({
    indicator: word(asIs(indicators), status.indicator, `${path}.indicator`, problems).word,
    headline: status.description ?? undefined,
  })

function toComponents(input: unknown, path: string, problems: Problem[]) {
  const rows = readList(componentShape, input, path, problems, (row, path) => ({ ...row, path }))
  const groups = rows.filter((row) => row.group).map(({ id, name, description }) =>
    compact({ id, name, description: description ?? undefined }))
  const groupIds = new Set(groups.map((group) => group.id))
  const components = rows.flatMap(({ id, name, path, ...row }): Component[] => {
    if (row.group) return []
    if (row.only_show_if_degraded && row.status === 'operational') {
      problems.push({ path, message: 'left out: shown only while degraded' })
      return []
    }
    const isGrouped = !!row.group_id && groupIds.has(row.group_id)
    if (row.group_id && !isGrouped) problems.push({ path: `${path}.group_id`, message: 'left out: no such group' })
    return [
      compact({
        id,
        name,
        description: row.description ?? undefined,
        ...statusOf(componentWords, row.status, path, problems),
        groupId: isGrouped ? row.group_id ?? undefined : undefined,
        updatedAt: instant(row.updated_at, `${path}.updated_at`, problems),
      }),
    ]
  })
  return { groups, components }
}

/** What both kinds of event have. Without a list of components of its own, an event touches those its updates name. */
function toEvent<W extends Update['status']>(
  raw: RawEvent,
  words: Readonly<Record<string, W>>,
  pageUrl: string | undefined,
  problems: Problem[],
) {
  const { path } = raw
  const named = new Set(readEach(namedShape, raw.components, `${path}.components`, problems, (c) => c.id || undefined))
  const isNamed = named.size > 0
  const updates = readList(updateShape, raw.incident_updates, `${path}.incident_updates`, problems, (update, path): Update | undefined => {
    if (!isNamed) {
      readEach(affectedShape, update.affected_components, `${path}.affected_components`, problems, ({ code }) => {
        if (code) named.add(code)
          return undefined
      })
    }
    const at =
      instant(update.display_at, `${path}.display_at`, problems) ??
      instant(update.created_at, `${path}.created_at`, problems)
    const body = update.body ?? ''
    if (at) return { id: update.id, ...statusOf(words, update.status, path, problems), at, body, format: htmlOrText(body) }
    problems.push({ path, message: 'unusable: no time' })
    return undefined
  })
  return {
    id: raw.id,
    title: raw.name,
    ...statusOf(words, raw.status, path, problems),
    url: link(raw.shortlink, `${path}.shortlink`, problems) ?? (pageUrl && `${pageUrl.replace(/\/$/, '')}/incidents/${raw.id}`),
    componentIds: [...named],
    updates: newestFirst(updates),
  }
}

function toIncident(raw: RawEvent, pageUrl: string | undefined, problems: Problem[]): Incident | undefined {
  const event = toEvent(raw, incidentWords, pageUrl, problems)
  const { path } = raw
  const startedAt =
    instant(raw.started_at, `${path}.started_at`, problems) ??
    instant(raw.created_at, `${path}.created_at`, problems) ??
    event.updates.at(-1)?.at
  const isOver = event.status === 'resolved' || event.status === 'postmortem'
  if (startedAt) {
    return compact({
      ...event,
      impact: word(asIs(impacts), raw.impact, `${path}.impact`, problems).word,
      startedAt,
      resolvedAt: isOver ? (event.updates.find((u) => u.status === 'resolved')?.at ?? instant(raw.resolved_at, `${path}.resolved_at`, problems)) : undefined,
    })
  }
  problems.push({ path, message: 'unusable: no time' })
  return undefined
}

function toMaintenance(raw: RawEvent, pageUrl: string | undefined, problems: Problem[]): Maintenance {
  const event = toEvent(raw, maintenanceWords, pageUrl, problems)
  const { path } = raw
  return compact({
    ...event,
    scheduledStart: instant(raw.scheduled_for, `${path}.scheduled_for`, problems),
    scheduledEnd: instant(raw.scheduled_until, `${path}.scheduled_until`, problems),
    startedAt: event.updates.findLast((u) => u.status === 'in_progress')?.at,
    completedAt: event.status === 'completed' ? (event.updates.find((u) => u.status === 'completed')?.at ?? instant(raw.resolved_at, `${path}.resolved_at`, problems)) : undefined,
  })
}
