import * as z from 'zod/mini'
import { deriveIndicator } from '../model/indicator.ts'
import {
  claimSchema,
  componentSchema,
  groupSchema,
  historyDaySchema,
  incidentSchema,
  maintenanceSchema,
  pageSchema,
  type Problem,
  problemSchema,
  type Update,
  updateSchema,
} from '../model/snapshot.ts'
import { componentStatuses, impacts, incidentStatuses, indicators, maintenanceStatuses, worst } from '../model/words.ts'
import { type FeedReader, FeedShapeError } from './feed.ts'
import { finish, instant, type Item, link, pageAt, read, readEach, readList, readPart, report, statusOf, timeZone, word } from './read.ts'
import { isObject } from './shape.ts'

/**
 * The native feed: the model itself as JSON, which any back end can emit (`statuspane/schema/v1.json`).
 * A document that keeps to the schema comes out as it went in, but for the form of its times; one that does not is
 * repaired item by item: words of its own become labels, times with an offset become UTC, what is unusable is reported.
 * Its `indicator` is never believed to be better than what its parts say.
 */

const text = z.optional(z.nullable(z.string()))
const anything = z.optional(z.unknown())
const lists = ['groups', 'components', 'incidents', 'maintenances']

const documentShape = z.object({
  page: anything,
  indicator: text,
  claim: anything,
  groups: anything,
  components: anything,
  incidents: anything,
  maintenances: anything,
  updatedAt: text,
  generatedAt: text,
  problems: anything,
})
const pageShape = z.extend(pageSchema, { name: text, url: text, timeZone: text, subscribeUrl: text })
const claimShape = z.extend(claimSchema, { indicator: text, headline: text })
const groupShape = z.extend(groupSchema, { description: text })
const words = { status: text, statusLabel: text }
const dayShape = z.extend(historyDaySchema, { status: text })
const componentShape = z.extend(componentSchema, {
  ...words,
  description: text,
  groupId: text,
  url: text,
  updatedAt: text,
  history: anything,
})
const updateShape = z.extend(updateSchema, { ...words, at: text, body: text, format: text })
const eventParts = { ...words, url: text, componentIds: anything, updates: anything }
const incidentShape = z.extend(incidentSchema, { ...eventParts, impact: text, startedAt: text, resolvedAt: text })
const maintenanceShape = z.extend(maintenanceSchema, {
  ...eventParts,
  scheduledStart: text,
  scheduledEnd: text,
  firstScheduledEnd: text,
  startedAt: text,
  completedAt: text,
})

const updateStatuses = [...incidentStatuses, ...maintenanceStatuses]

export const reader: FeedReader = {
  requests: (base) => [{ key: 'snapshot', url: base }],

  parse({ snapshot }, address) {
    const problems: Problem[] = []
    const isOurs =
      isObject(snapshot) &&
      (typeof snapshot.indicator === 'string' || lists.some((key) => Array.isArray(snapshot[key])))
    const document = isOurs ? read(documentShape, snapshot, 'snapshot', problems) : undefined
    if (!document) throw new FeedShapeError('not a document of the native format')
    const page = readPart(document, 'page', pageShape)
    const claim = readPart(document, 'claim', claimShape)
    const given = pageAt(address)
    const draft = {
      page: {
        name: page?.name ?? given.name,
        url: page ? link(page, 'url') : given.url,
        timeZone: page && timeZone(page, 'timeZone'),
        subscribeUrl: page && link(page, 'subscribeUrl'),
      },
      claim: claim && { indicator: word(claim, 'indicator', indicators), headline: claim.headline },
      groups: readList(document, 'groups', groupShape, (group) => group),
      components: readList(document, 'components', componentShape, toComponent),
      incidents: readList(document, 'incidents', incidentShape, (raw) => ({
        ...toEvent(raw),
        ...toStatus(raw, incidentStatuses),
        impact: word(raw, 'impact', impacts),
        startedAt: instant(raw, 'startedAt'),
        resolvedAt: instant(raw, 'resolvedAt'),
      })),
      maintenances: readList(document, 'maintenances', maintenanceShape, (raw) => ({
        ...toEvent(raw),
        ...toStatus(raw, maintenanceStatuses),
        scheduledStart: instant(raw, 'scheduledStart'),
        scheduledEnd: instant(raw, 'scheduledEnd'),
        firstScheduledEnd: instant(raw, 'firstScheduledEnd'),
        startedAt: instant(raw, 'startedAt'),
        completedAt: instant(raw, 'completedAt'),
      })),
      updatedAt: instant(document, 'updatedAt'),
      generatedAt: instant(document, 'generatedAt'),
    }
    const said = document.indicator == null ? [] : [word(document, 'indicator', indicators)]
    const known = readEach(document, 'problems', problemSchema, (problem) => problem)
    const finished = finish(draft, [...known, ...problems])
    const claims = [...said, ...(finished.claim ? [finished.claim.indicator] : [])]
    return claims.length
      ? { ...finished, indicator: deriveIndicator({ ...finished, claim: { indicator: worst(claims) } }) }
      : finished
  },
}

/** `statusOf`, keeping the label that the document itself gives. */
function toStatus<W extends string>(
  item: Parameters<typeof statusOf>[0] & { readonly statusLabel?: string | null | undefined },
  words: readonly W[],
) {
  const { status, statusLabel } = statusOf(item, words)
  return { status, statusLabel: item.statusLabel ?? statusLabel }
}

const toComponent = (raw: z.output<typeof componentShape> & Item) => ({
  id: raw.id,
  name: raw.name,
  description: raw.description,
  ...toStatus(raw, componentStatuses),
  groupId: raw.groupId,
  url: link(raw, 'url'),
  updatedAt: instant(raw, 'updatedAt'),
  history:
    raw.history == null
      ? undefined
      : readEach(raw, 'history', dayShape, (day) => ({ date: day.date, ratio: day.ratio, status: word(day, 'status', componentStatuses) })),
})

type RawEvent = Item & { readonly id: string; readonly title: string } & z.output<z.ZodMiniObject<typeof eventParts>>

/** What both kinds of event have in the same form. */
function toEvent(raw: RawEvent) {
  return {
    id: raw.id,
    title: raw.title,
    url: link(raw, 'url'),
    componentIds: readIds(raw),
    updates: readList(raw, 'updates', updateShape, (update) => ({
      id: update.id,
      ...toStatus(update, updateStatuses),
      at: instant(update, 'at'),
      body: update.body ?? '',
      format: toFormat(update),
    })),
  }
}

function readIds(raw: RawEvent): string[] {
  const ids: readonly unknown[] = Array.isArray(raw.componentIds) ? raw.componentIds : []
  if (raw.componentIds != null && !Array.isArray(raw.componentIds)) report(raw, 'componentIds', 'unusable: not a list')
  return ids.flatMap((id, i) => (typeof id === 'string' && id ? id : (report(raw, `componentIds.${i}`, 'unusable: not an id') ?? [])))
}

/** A format that we do not know is read as text, which shows all of it and renders none. */
function toFormat(update: Item & { readonly format?: string | null | undefined }): Update['format'] {
  const format = update.format == null ? 'text' : word(update, 'format', ['text', 'markdown', 'html'])
  return format === 'unknown' ? 'text' : format
}
