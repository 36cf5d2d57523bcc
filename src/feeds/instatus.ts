import type { Component, ComponentGroup, Incident, Maintenance, Problem } from '../model/snapshot.ts'
import { componentStatuses, impacts, incidentStatuses, type Indicator, maintenanceStatuses } from '../model/words.ts'
import { type FeedReader, type FeedRequest, FeedShapeError } from './feed.ts'
import { type Entry, entryUrl, readHistory, readStory, type Story, toIncident, toMaintenance } from './history.ts'
import { type Draft, finish, instant, type Item, link, pageAt, read, readEach, readPart, report, statusOf, time, word } from './read.ts'
import { anything, flag, id, isObject, key, type Output, shape, text } from './shape.ts'
import { fullTime, iso } from './times.ts'

/**
 * Instatus: https://instatus.com/help/api/public-data. Seen in answers of 2022 to August 2026.
 * `summary.json` says what is on now, `components.json` how the parts are, `history.atom` is the only source of texts: it
 * is read at each poll while something is on, else with the past. The last two may be missing.
 *
 * Traps, each with a test:
 * - The same document stands at Statuspage's address `/api/v2/summary.json`. `page.status` is a word, and no `status`.
 * - `activeIncidents` and `activeMaintenances` are absent when there are none.
 * - `page.status` says UP over an open incident. HASISSUES does not say how bad.
 * - A maintenance has a start and minutes, as text ("60"); nothing says that it overruns but the clock.
 * - Older pages write times as JavaScript does, and leave out ids: those stand at the end of `url`.
 * - Components stand in groups by `group`, or by `children` of one that `isParent`. Their description is never a status.
 * - A name may be an object of languages.
 * - The history words a maintenance as incidents are: see history.ts. Once over, its planned end is gone.
 *
 * An event in the summary has its status and times from there and its updates from the history; one that is open in the
 * history and not in the summary is left out and reported, for the summary names all that is on.
 */

const moment = (value: unknown) => (typeof value === 'string' ? (fullTime(value) ?? '') : text(value))
const named = (value: unknown) => id(isObject(value) ? value.default : value)

const documentShape = shape({ page: anything, components: anything, activeIncidents: anything, activeMaintenances: anything })
const pageShape = shape({ name: named, url: text, status: text })
const groupShape = shape({ id: key, name: named, description: text })
const componentShape = shape({ id: key, name: named, description: text, status: text, group: anything, isParent: flag, children: anything })
const eventShape = shape({ id: text, name: named, status: text, impact: text, started: moment, start: moment, duration: anything, url: text, updatedAt: moment })

const componentAliases = {
  OPERATIONAL: 'operational',
  DEGRADEDPERFORMANCE: 'degraded_performance',
  MINOROUTAGE: 'partial_outage',
  PARTIALOUTAGE: 'partial_outage',
  MAJOROUTAGE: 'major_outage',
  UNDERMAINTENANCE: 'under_maintenance',
} as const
const impactAliases = { OPERATIONAL: 'none', DEGRADEDPERFORMANCE: 'minor', MINOROUTAGE: 'minor', PARTIALOUTAGE: 'major', MAJOROUTAGE: 'critical' } as const
const incidentAliases = { INVESTIGATING: 'investigating', IDENTIFIED: 'identified', MONITORING: 'monitoring', RESOLVED: 'resolved' } as const
const maintenanceAliases = {
  NOTSTARTEDYET: 'scheduled', INPROGRESS: 'in_progress', VERIFYING: 'verifying', COMPLETED: 'completed',
  INVESTIGATING: 'in_progress', IDENTIFIED: 'in_progress', MONITORING: 'verifying', RESOLVED: 'completed',
} as const // prettier-ignore
const claims: Readonly<Record<string, Indicator>> = { UP: 'none', HASISSUES: 'minor', UNDERMAINTENANCE: 'maintenance', ...impactAliases }

type RawDocument = Output<typeof documentShape> & Item
type RawEvent = Output<typeof eventShape> & Item & { readonly id: string }

function documentsOf(base: string): FeedRequest[] {
  const { pathname, href } = new URL(base)
  const known = /^(.*?)(?:\/api)?(?:\/v\d)?\/(?:(summary\.json)|components\.json|history\.(?:atom|rss))$/.exec(pathname)
  if (!known && pathname.endsWith('.json')) return [{ key: 'summary', url: href }]
  const place = (path: string) => new URL((known?.[1] ?? '') + path, href).href
  return [
    { key: 'summary', url: known?.[2] ? href : place('/summary.json') },
    { key: 'components', url: place('/v3/components.json'), optional: true },
    { key: 'history', url: place('/history.atom'), when: 'history', optional: true, format: 'text' },
  ]
}

export const reader: FeedReader = {
  requests: documentsOf,

  more: ({ summary }, base) =>
    isObject(summary) && [summary.activeIncidents, summary.activeMaintenances].some((list) => Array.isArray(list) && list.length)
      ? documentsOf(base).flatMap((request) => (request.key === 'history' ? { ...request, when: 'now' as const } : []))
      : [],

  parse(documents, address) {
    const problems: Problem[] = []
    const summary = isDocument(documents.summary) ? read(documentShape, documents.summary, 'summary', problems) : undefined
    if (!summary) throw new FeedShapeError('not a document of Instatus')
    const page = readPart(summary, 'page', pageShape)
    const given = pageAt(address)
    const url = (page && link(page, 'url')) ?? given.url
    const rows = documents.components === undefined ? undefined : read(documentShape, documents.components, 'components', problems)
    const parts = readComponents(rows?.components === undefined ? summary : rows)
    const named = byName(parts.components)
    const counts = wordCounts(named)
    const stories = readStories(documents.history, problems)
    const incidents: Draft<Incident>[] = []
    const maintenances: Draft<Maintenance>[] = []
    const add = (raw: RawEvent | undefined, isPlanned: boolean, [entry, story]: readonly [] | readonly [Entry, Story]) => {
      const own = {
        id: raw?.id ?? idOf(entry?.id),
        url: (raw && link(raw, 'url')) ?? (entry && entryUrl(entry, url)),
        componentIds: story && entry ? affected(entry, story, named, counts) : [],
      }
      if (isPlanned) {
        const event = entry && story ? toMaintenance(entry, story, own) : bare(own)
        maintenances.push(raw ? planned(raw, event) : event)
      } else {
        const event = entry && story ? toIncident(entry, story, own) : { ...bare(own), impact: 'unknown' as const, startedAt: undefined }
        incidents.push(raw ? unplanned(raw, event) : event)
      }
    }
    const seen = new Set([''])
    for (const [list, isPlanned] of [['activeIncidents', false], ['activeMaintenances', true]] as const) {
      for (const raw of readEvents(summary, list, seen)) {
        const told = stories.get(raw.id)
        stories.delete(raw.id)
        add(raw, isPlanned || raw.impact === 'UNDERMAINTENANCE', told ?? [])
      }
    }
    for (const [entry, story] of stories.values()) {
      if (/^(resolved|completed|postmortem|cancell?ed)$/i.test(story.told[0]?.label ?? '')) add(undefined, story.isPlanned, [entry, story])
      else report(entry, '', 'left out: open here, and not in the summary')
    }
    return finish(
      { page: { name: page?.name ?? given.name, url }, claim: page?.status ? toClaim(page) : undefined, ...parts, incidents, maintenances },
      problems,
    )
  },
}

const isDocument = (value: unknown) =>
  isObject(value) && (Array.isArray(value.components) || (isObject(value.page) && typeof value.page.status === 'string'))

const idOf = (address = ''): string => {
  const own = address.replace(/\/$/, '')
  return own.slice(Math.max(own.lastIndexOf('/'), own.lastIndexOf(':')) + 1)
}

const bare = (own: { id: string; url: string | undefined; componentIds: string[] }) => ({ ...own, title: '', status: 'unknown' as const, updates: [] })

/** The page's word by its end: "SOMEMAJOROUTAGE" is as bad as a major outage. */
function toClaim(page: Output<typeof pageShape> & Item) {
  const said = page.status?.replace(/^(ALL|SOME|ONE)(?=.)/, '')
  const indicator = said !== undefined && Object.hasOwn(claims, said) ? claims[said] : undefined
  return { indicator: indicator ?? report(page, 'status', `unknown word "${page.status ?? ''}"`) ?? ('unknown' as const) }
}

function readComponents(document: RawDocument): { groups: ComponentGroup[]; components: Draft<Component>[] } {
  const groups = new Map<string, Draft<ComponentGroup>>()
  const components = new Map<string, Draft<Component>>()
  const add = (row: Output<typeof componentShape> & Item, parent?: string) => {
    const isGroup = row.isParent || (Array.isArray(row.children) && row.children.length > 0)
    if (!row.id || (isGroup ? groups : components).has(row.id)) return report(row, 'id', `unusable: "${row.id}" is none of its own`)
    if (isGroup) groups.set(row.id, { id: row.id, name: row.name, description: row.description || undefined })
    const group = readPart(row, 'group', groupShape)
    if (group?.id && !groups.has(group.id)) groups.set(group.id, { ...group, description: group.description || undefined })
    if (!isGroup) components.set(row.id, { id: row.id, name: row.name, description: row.description || undefined, ...statusOf(row, componentStatuses, componentAliases), groupId: parent ?? (group?.id || undefined) })
    readEach(row, 'children', componentShape, (child) => add(child, row.id))
    return undefined
  }
  readEach(document, 'components', componentShape, (row) => add(row))
  return { groups: [...groups.values()] as ComponentGroup[], components: [...components.values()] }
}

/** The events of the history by their ids. A history that is none costs only itself. */
function readStories(document: unknown, problems: Problem[]): Map<string, readonly [Entry, Story]> {
  const stories = new Map<string, readonly [Entry, Story]>()
  try {
    for (const entry of document === undefined ? [] : readHistory(document, 'history', problems).entries) {
      const id = idOf(entry.id.split(' ', 1)[0])
      if (!id || stories.has(id)) report(entry, 'id', `unusable: "${id}" is none of its own`)
      else stories.set(id, [entry, readStory(entry)])
    }
  } catch (error) {
    if (!(error instanceof FeedShapeError)) throw error
    problems.push({ path: 'history', message: `left out: ${error.message}` })
  }
  return stories
}

/** Each event once; of one in both lists the first holds. */
const readEvents = (summary: RawDocument, list: 'activeIncidents' | 'activeMaintenances', seen: Set<string>): RawEvent[] =>
  readEach(summary, list, eventShape, (raw) => {
    const id = raw.id || idOf(raw.url ?? '')
    return seen.size < seen.add(id).size ? Object.assign(raw, { id }) : report(raw, 'id', `unusable: "${id}" is none of its own`)
  })

/** The ids of the components by their name, which may stand for one in each of several groups. */
function byName(components: readonly Draft<Component>[]): Map<string, string[]> {
  const ids = new Map<string, string[]>()
  for (const { id, name } of components) {
    const own = ids.get(name.trim()) ?? []
    own.push(id)
    ids.set(name.trim(), own)
  }
  return ids
}

/** So many commas a name may have; to look for longer ones would take the square of a list. */
const mostWords = 20

/** How many words between commas the names have, the most first. */
const wordCounts = (named: ReadonlyMap<string, unknown>): number[] =>
  [...new Set([...named.keys()].map((name) => name.split(', ').length))].filter((count) => count <= mostWords).sort((a, b) => b - a)

/** The components that an event names, commas and all. */
function affected(entry: Entry, { affected: names }: Story, named: ReadonlyMap<string, readonly string[]>, counts: readonly number[]): string[] {
  const words = names ? names.split(/,\s*/) : []
  const ids = new Set<string>()
  for (let i = 0; i < words.length; ) {
    const namedBy = (count: number) => named.get(words.slice(i, i + count).join(', ').trim())
    const count = counts.find(namedBy) ?? 1
    const found = namedBy(count)
    if (!found && named.size) report(entry, 'affected', `left out: "${words[i] ?? ''}" is none of the components`)
    for (const id of found ?? []) ids.add(id)
    i += count
  }
  return [...ids]
}

const isClosed = (status: string) => /resolved|completed/.test(status)

function unplanned(raw: RawEvent, told: Draft<Incident>): Draft<Incident> {
  const status = statusOf(raw, incidentStatuses, incidentAliases)
  return {
    ...told,
    title: raw.name,
    ...status,
    impact: word(raw, 'impact', impacts, impactAliases),
    startedAt: instant(raw, 'started') ?? told.startedAt,
    resolvedAt: isClosed(status.status) ? (told.resolvedAt ?? instant(raw, 'updatedAt')) : undefined,
  }
}

function planned(raw: RawEvent, told: Draft<Maintenance>): Draft<Maintenance> {
  const status = statusOf(raw, maintenanceStatuses, maintenanceAliases)
  const scheduledStart = instant(raw, 'start') ?? told.scheduledStart
  const minutes = /^(string|number)$/.test(typeof raw.duration) ? Number(raw.duration) : Number.NaN
  if (raw.duration != null && !(minutes > 0)) report(raw, 'duration', `left out: ${typeof raw.duration === 'string' ? `"${raw.duration}"` : typeof raw.duration} is no number of minutes`)
  return {
    ...told,
    title: raw.name,
    ...status,
    scheduledStart,
    scheduledEnd: minutes > 0 && scheduledStart ? iso(time(scheduledStart) + minutes * 60_000) : undefined,
    startedAt: status.status === 'scheduled' ? undefined : (instant(raw, 'started') ?? told.startedAt),
    completedAt: isClosed(status.status) ? (told.completedAt ?? instant(raw, 'updatedAt')) : undefined,
  }
}
