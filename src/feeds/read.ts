import { deriveIndicator } from '../model/indicator.ts'
import type { Problem, StatusSnapshot } from '../model/snapshot.ts'
import { isObject, type Schema } from './shape.ts'

/**
 * What all adapters share. A document and each item in it are read by a schema and know their place, so that whatever
 * is not kept is reported: a wrong optional field is left out, a wrong required one costs the item, an unknown word
 * becomes `unknown` and stays as a label. Of an item so read, a field is turned into the model's by its name:
 * `instant(item, 'created_at')`. Last, `finish` makes the snapshot of what was found.
 */

const place = Symbol('place')

/** Something that was read, and where it stood. */
export interface Item {
  [place]: { path: string; problems: Problem[] }
}

type Text = string | null | undefined
type Having<K extends string, T> = Item & { readonly [key in K]?: T }

/** Says what became of a field, or of the item itself where no field is named. */
export function report({ [place]: { path, problems } }: Item, key: string, message: string): undefined {
  problems.push({ path: key ? `${path}.${key}` : path, message })
}

/** What is nested without end must not end the stack of an adapter that follows it. */
const longestPath = 2000

/**
 * Reads an object by its schema. A field that is wrong is taken out and reported, and the rest is kept;
 * undefined when what remains still does not fit (a required field is missing or wrong).
 */
export function read<T extends object>(
  schema: Schema<T>,
  input: unknown,
  path: string,
  problems: Problem[],
): (T & Item) | undefined {
  const here = { path, problems }
  if (path.length > longestPath) return report({ [place]: here }, '', 'unusable: nested too deeply')
  let { data, error } = schema.safeParse(input)
  if (error && isObject(input)) {
    const keys = new Set(error.issues.map((issue) => issue.path[0]))
    const rest = schema.safeParse(Object.fromEntries(Object.entries(input).filter(([key]) => !keys.has(key))))
    data = rest.data
    error = rest.error ?? error
  }
  for (const { path: at, message } of error?.issues ?? []) {
    report({ [place]: here }, at.join('.'), `${data ? 'left out' : 'unusable'}: ${message}`)
  }
  const item = data as (T & Item) | undefined
  if (item) item[place] = here
  return item
}

/** Reads the object `key` of an item; an absent one is none. */
export const readPart = <K extends string, T extends object>(owner: Having<K, unknown>, key: K, schema: Schema<T>) =>
  owner[key] == null ? undefined : read(schema, owner[key], `${owner[place].path}.${key}`, owner[place].problems)

/** Reads each item of the list `key`; the good ones are kept, the others reported. An absent list is an empty one. */
export function readEach<K extends string, R extends object, T>(
  owner: Having<K, unknown>,
  key: K,
  schema: Schema<R>,
  convert: (item: R & Item) => T | undefined,
): T[] {
  const list = owner[key] ?? []
  const path = `${owner[place].path}.${key}.`
  const kept: T[] = []
  if (!Array.isArray(list)) report(owner, key, 'unusable: not a list')
  else {
    list.forEach((raw, i) => {
      const item = read(schema, raw, path + i, owner[place].problems)
      const made = item && convert(item)
      if (made != null) kept.push(made)
    })
  }
  return kept
}

/** `readEach` for items with ids: one without an id, or with an id that came before, is reported and left out. */
export function readList<K extends string, R extends object, T>(
  owner: Having<K, unknown>,
  key: K,
  schema: Schema<R>,
  convert: (item: R & Item) => T | undefined,
  name = 'id' as keyof R & string,
): T[] {
  const seen = new Set<unknown>([''])
  return readEach(owner, key, schema, (item) =>
    seen.size < seen.add(item[name]).size ? convert(item) : report(item, name, `unusable: "${item[name]}" is none of its own`),
  )
}

/** A feed's word as one of ours, through `aliases` where it has its own; any other is reported and becomes `unknown`. */
export function word<K extends string, W extends string>(
  item: Having<K, Text>,
  key: K,
  words: readonly W[],
  aliases: Readonly<Record<string, W>> = {},
): W | 'unknown' {
  const value = item[key] ?? ''
  const ours = aliases[value] ?? value
  return words.find((known) => known === ours) ?? report(item, key, `unknown word "${value}"`) ?? 'unknown'
}

/** `word` for the field `status`, as the two fields that the model has for it. */
export function statusOf<W extends string>(
  item: Having<'status', Text>,
  words: readonly W[],
  aliases?: Readonly<Record<string, W>>,
): { status: W | 'unknown'; statusLabel: Text } {
  const status = word(item, 'status', words, aliases)
  return { status, statusLabel: status === 'unknown' && item.status !== status ? item.status : undefined }
}

/** In UTC and on a day that every month has: needs no calendar, which is the dearest step of reading a large feed. */
const plain = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{3})?(?:Z|\+00:00)$/
const zoned = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d[\d:.]*) ?(?:Z|UTC|([+-]\d\d):?(\d\d))$/i
const written = /^.{10}T.{12}Z$/

/** An instant that carries its zone, as ISO 8601 in UTC; anything else is reported and left out. */
export function instant<K extends string>(item: Having<K, Text>, key: K): string | undefined {
  const value = item[key]
  if (!value) return undefined
  if (plain.test(value)) return value.length === 24 ? value : value.slice(0, 19) + (value[19] === '.' ? `${value.slice(19, 23)}Z` : '.000Z')
  const [, day, clock, hours, minutes] = zoned.exec(value) ?? []
  const at = new Date(`${day}T${clock}${hours ? `${hours}:${minutes}` : 'Z'}`)
  const iso = Number.isNaN(+at) ? '' : written.test(value) ? value : at.toISOString()
  // An offset can move the first and last days of the calendar to a year that is not written with four digits.
  return written.test(iso) ? iso : report(item, key, `left out: "${value}" is no time with a zone`)
}

/** The beginning of most addresses, after which there is nothing to be asked; asking the browser is dear. */
const clear = /^https?:\/\/(?:[a-z\d]+[.-])+[a-z]+(?:[/?#]|$)/i

/** A web address that may become a link; anything else (`javascript:` for one) is reported and left out. */
export function link<K extends string>(item: Having<K, Text>, key: K): string | undefined {
  const value = item[key]
  if (!value) return undefined
  return clear.test(value) || (/^https?:/i.test(value) && URL.canParse(value)) ? value : report(item, key, `left out: "${value}" is no web address`)
}

/** A time zone that browsers know; others (Rails' "Eastern Time (US & Canada)" for one) are reported and left out. */
export function timeZone<K extends string>(item: Having<K, Text>, key: K): string | undefined {
  const value = item[key]
  try {
    return value && new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions() ? value : undefined
  } catch {
    return report(item, key, `left out: "${value}" is no IANA time zone`)
  }
}

/** What the address a reader gave says of its page, for feeds that do not name their own. */
export function pageAt(address = ''): { name: string; url?: string } {
  if (!URL.canParse(address)) return { name: '' }
  const { hostname, pathname } = new URL(address)
  return { name: hostname, ...(/\.\w+$/.test(pathname) ? {} : { url: address }) }
}

/** How a body that may hold HTML is to be read: as plain text where it has neither tag nor entity. */
export const htmlOrText = (body: string): 'html' | 'text' => (/<[a-z!/]|&#?\w+;/i.test(body) ? 'html' : 'text')

/** A part of the model in the making: what is optional there may be undefined or null here, and times may be missing. */
export type Draft<T> = T extends readonly (infer I)[]
  ? Draft<I>[]
  : T extends object
    ? { [K in keyof T]: undefined extends T[K] ? Draft<T[K]> | null | undefined : K extends 'at' | 'startedAt' ? Text : Draft<T[K]> }
    : T

export type SnapshotDraft = Draft<Omit<StatusSnapshot, 'indicator' | 'problems'>>

/**
 * The snapshot of what was found. Its indicator is the worst of its parts; updates stand newest first; an incident with
 * no start of its own began with its first update; what has no id, no time at all, and a component's group that is not
 * there, is left out and reported, as is what has the id of another. An open incident without a time cannot be shown, but nobody says that all is well over it.
 */
export function finish(draft: SnapshotDraft, problems: Problem[]): StatusSnapshot {
  const lose = (path: string, message: string) => !problems.push({ path, message })
  // The copy is nobody else's, so what is to be put right is put right in it.
  const parts = clean(draft) as SnapshotDraft
  const withId = <T extends { id: string }>(items: readonly T[], list: string): T[] => {
    const seen = new Set([''])
    return items.filter(({ id }) => seen.size < seen.add(id).size || lose(list, `unusable: "${id}" is none of its own`))
  }
  const timed = <E extends SnapshotDraft['incidents'][number] | SnapshotDraft['maintenances'][number]>(event: E): E => {
    event.componentIds = event.componentIds.filter((id) => id || lose(event.id, 'left out: a component without an id'))
    event.updates = newestFirst(withId(event.updates.filter((u) => (u.at && u.id) || lose(`${event.id}.${u.id}`, 'unusable: no time or no id')), event.id))
    return event
  }
  parts.groups = withId(parts.groups, 'groups')
  const groupIds = new Set(parts.groups.map((group) => group.id))
  const incidents = withId(parts.incidents, 'incidents').map(timed)
  parts.components = withId(parts.components, 'components')
  for (const component of parts.components) {
    const { id, groupId } = component
    if (groupId == null || groupIds.has(groupId)) continue
    if (groupId) lose(`${id}.groupId`, 'left out: no such group')
    delete component.groupId
  }
  parts.incidents = incidents.filter((incident) => (incident.startedAt ??= incident.updates.at(-1)?.at) || lose(incident.id, 'unusable: no time'))
  parts.maintenances = withId(parts.maintenances, 'maintenances').map(timed)
  const snapshot = { ...parts, problems: clean(problems) } as StatusSnapshot
  snapshot.indicator = deriveIndicator({ ...snapshot, incidents })
  return snapshot
}

/** An instant in ms, `NaN` for none. */
export const time = (value: unknown): number => Date.parse(typeof value === 'string' ? value : '')

/** Updates by their time, which sorts as text in the model's form; those of one instant keep the feed's order, which is taken to be newest first. */
export const newestFirst = <U extends { at?: Text }>(updates: readonly U[]): U[] =>
  [...updates].sort(({ at: a }, { at: b }) => (a === b ? 0 : (a ?? '') < (b ?? '') ? 1 : -1))

/** A copy without what is undefined or null; `ratio` is the one field of the model for which null says something. */
function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean)
  if (!isObject(value)) return value
  const kept: Record<string, unknown> = {}
  for (const key in value) {
    const part = value[key]
    // A page may have put something on Object.prototype.
    if ((part != null || key === 'ratio') && Object.hasOwn(value, key)) kept[key] = typeof part === 'object' ? clean(part) : part
  }
  return kept
}
