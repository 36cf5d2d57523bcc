import * as z from 'zod/mini'
import { deriveIndicator } from '../model/indicator.ts'
import {
  claimSchema,
  type Component,
  componentSchema,
  groupSchema,
  historyDaySchema,
  type Incident,
  incidentSchema,
  type Maintenance,
  maintenanceSchema,
  pageSchema,
  type Problem,
  problemSchema,
  type StatusSnapshot,
  type Update,
  updateSchema,
} from '../model/snapshot.ts'
import { componentStatuses, impacts, incidentStatuses, indicators, maintenanceStatuses, worst } from '../model/words.ts'
import { type FeedReader, FeedShapeError } from './feed.ts'
import { asIs, compact, instant, isObject, link, newestFirst, pageAt, read, readEach, readList, statusOf, timeZone, word } from './read.ts'

/**
 * The native feed: the model itself as JSON, which any back end can emit (`statuspane/schema/v1.json`).
 * A document that keeps to the schema comes out as it went in, but for the form of its times; one that does not is
 * repaired item by item: words of its own become labels, times with an offset become UTC, what is unusable is reported.
 * Its `indicator` is never believed to be better than what its parts say.
 */

const text = z.optional(z.nullable(z.string()))
const list = z.optional(z.unknown())

const looseUpdate = z.extend(updateSchema, { status: text, statusLabel: text, at: text, format: text, body: text })
const looseEvent = { status: text, statusLabel: text, url: text, componentIds: list, updates: list }
const looseIncident = z.extend(incidentSchema, { ...looseEvent, impact: text, startedAt: text, resolvedAt: text })
const looseMaintenance = z.extend(maintenanceSchema, {
  ...looseEvent,
  scheduledStart: text,
  scheduledEnd: text,
  firstScheduledEnd: text,
  startedAt: text,
  completedAt: text,
})
const looseComponent = z.extend(componentSchema, {
  url: text,
  updatedAt: text,
  description: text,
  status: text,
  statusLabel: text,
  groupId: text,
  history: list,
})
const looseGroup = z.extend(groupSchema, { description: text })
const looseDay = z.extend(historyDaySchema, { status: text })
const loosePage = z.extend(pageSchema, { name: text, url: text, timeZone: text, subscribeUrl: text })
const looseClaim = z.extend(claimSchema, { indicator: text, headline: text })

const key = 'snapshot'
const componentWords = asIs(componentStatuses)
const indicatorWords = asIs(indicators)
const formats = asIs(['text', 'markdown', 'html'] as const)
const updateWords = asIs([...incidentStatuses, ...maintenanceStatuses])

const isDocument = (value: unknown): value is Record<string, unknown> =>
  isObject(value) &&
  (typeof value.indicator === 'string' ||
    ['groups', 'components', 'incidents', 'maintenances'].some((name) => Array.isArray(value[name])))

export const reader: FeedReader = {
  requests: (base) => [{ key, url: base }],

  parse(documents, address) {
    const document = documents[key]
    if (!isDocument(document)) throw new FeedShapeError('not a document of the native format')
    const lost: Problem[] = []
    const problems = [...readEach(problemSchema, document.problems, `${key}.problems`, lost, (problem) => problem), ...lost]
    const indicator =
      document.indicator == null ? undefined : word(indicatorWords, toText(document.indicator), `${key}.indicator`, problems).word
    const groups = readList(looseGroup, document.groups, `${key}.groups`, problems, (group) =>
      compact({ ...group, description: group.description ?? undefined }),
    )
    const snapshot = compact({
      page: toPage(document.page, address, problems),
      claim: toClaim(document.claim, problems),
      groups,
      components: toComponents(document.components, new Set(groups.map((group) => group.id)), problems),
      incidents: toIncidents(document.incidents, problems),
      maintenances: toMaintenances(document.maintenances, problems),
      updatedAt: instant(toText(document.updatedAt), `${key}.updatedAt`, problems),
      generatedAt: instant(toText(document.generatedAt), `${key}.generatedAt`, problems),
      problems,
    })
    return { ...snapshot, indicator: worst([...(indicator ? [indicator] : []), deriveIndicator(snapshot)]) }
  },
}

const toText = (value: unknown) => (value == null ? undefined : String(value))

/** `statusOf`, keeping a label that the document gives. */
const labelled = <W extends string>(
  words: Readonly<Record<string, W>>,
  item: { status?: string | null | undefined; statusLabel?: string | null | undefined },
  path: string,
  problems: Problem[],
) => {
  const { status, statusLabel } = statusOf(words, item.status, path, problems)
  return { status, statusLabel: item.statusLabel ?? statusLabel }
}

function toPage(input: unknown, address: string | undefined, problems: Problem[]): StatusSnapshot['page'] {
  const path = `${key}.page`
  const page = read(loosePage, input, path, problems) ?? {}
  const given = pageAt(address)
  return compact({
    name: page.name ?? given.name,
    url: link(page.url, `${path}.url`, problems) ?? (page.name == null ? given.url : undefined),
    timeZone: timeZone(page.timeZone, `${path}.timeZone`, problems),
    subscribeUrl: link(page.subscribeUrl, `${path}.subscribeUrl`, problems),
  })
}

function toClaim(input: unknown, problems: Problem[]): StatusSnapshot['claim'] {
  const path = `${key}.claim`
  const claim = input == null ? undefined : read(looseClaim, input, path, problems)
  return (
    claim &&
    compact({
      indicator: word(indicatorWords, claim.indicator, `${path}.indicator`, problems).word,
      headline: claim.headline ?? undefined,
    })
  )
}

const toComponents = (input: unknown, groupIds: ReadonlySet<string>, problems: Problem[]): Component[] =>
  readList(looseComponent, input, `${key}.components`, problems, (raw, path) => {
    const isGrouped = raw.groupId != null && groupIds.has(raw.groupId)
    if (raw.groupId && !isGrouped) problems.push({ path: `${path}.groupId`, message: 'left out: no such group' })
    return compact({
      ...raw,
      ...labelled(componentWords, raw, path, problems),
      description: raw.description ?? undefined,
      groupId: isGrouped ? (raw.groupId ?? undefined) : undefined,
      url: link(raw.url, `${path}.url`, problems),
      updatedAt: instant(raw.updatedAt, `${path}.updatedAt`, problems),
      history: raw.history == null ? undefined : readEach(looseDay, raw.history, `${path}.history`, problems, (day, at) => ({
        ...day,
        status: statusOf(componentWords, day.status, at, problems).status,
      })),
    })
  })

const toIncidents = (input: unknown, problems: Problem[]): Incident[] =>
  readList(looseIncident, input, `${key}.incidents`, problems, (raw, path) => {
    const parts = toParts(raw, path, problems)
    const startedAt = instant(raw.startedAt, `${path}.startedAt`, problems) ?? parts.updates.at(-1)?.at
    if (startedAt) {
      return compact({
        ...raw,
        ...parts,
        ...labelled(asIs(incidentStatuses), raw, path, problems),
        impact: word(asIs(impacts), raw.impact, `${path}.impact`, problems).word,
        startedAt,
        resolvedAt: instant(raw.resolvedAt, `${path}.resolvedAt`, problems),
      })
    }
    problems.push({ path, message: 'unusable: no time' })
    return undefined
  })

const toMaintenances = (input: unknown, problems: Problem[]): Maintenance[] =>
  readList(looseMaintenance, input, `${key}.maintenances`, problems, (raw, path) => {
    const time = (name: 'scheduledStart' | 'scheduledEnd' | 'firstScheduledEnd' | 'startedAt' | 'completedAt') =>
      instant(raw[name], `${path}.${name}`, problems)
    return compact({
      ...raw,
      ...toParts(raw, path, problems),
      ...labelled(asIs(maintenanceStatuses), raw, path, problems),
      scheduledStart: time('scheduledStart'),
      scheduledEnd: time('scheduledEnd'),
      firstScheduledEnd: time('firstScheduledEnd'),
      startedAt: time('startedAt'),
      completedAt: time('completedAt'),
    })
  })

/** What both kinds of event have in the same form. */
function toParts(
  raw: { url?: string | null | undefined; componentIds?: unknown; updates?: unknown },
  path: string,
  problems: Problem[],
) {
  const ids = readEach(z.string(), raw.componentIds, `${path}.componentIds`, problems, (id) => id || undefined)
  const updates = readList(looseUpdate, raw.updates, `${path}.updates`, problems, (update, path): Update | undefined => {
    const at = instant(update.at, `${path}.at`, problems)
    const format = word(formats, update.format ?? 'text', `${path}.format`, problems).word
    if (at) {
      return compact({
        ...update,
        ...labelled(updateWords, update, path, problems),
        at,
        body: update.body ?? '',
        format: format === 'unknown' ? 'text' : format,
      })
    }
    problems.push({ path, message: 'unusable: no time' })
    return undefined
  })
  return { url: link(raw.url, `${path}.url`, problems), componentIds: [...new Set(ids)], updates: newestFirst(updates) }
}
