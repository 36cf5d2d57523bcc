import type * as z from 'zod/mini'
import type { Problem, Update } from '../model/snapshot.ts'

/**
 * Readers that all adapters share. Each reports what it could not keep, so that nothing is dropped without a word:
 * a wrong optional field is left out, a wrong required field costs the item, an unknown word stays as a label.
 */

type Json = Record<PropertyKey, unknown>

/** The object without its undefined fields, typed so: what may be undefined becomes optional. */
export type Compact<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads one value by its schema. A field that is wrong is taken out and reported, and the rest is kept;
 * undefined when what remains still does not fit (a required field is missing or wrong).
 */
export function read<S extends z.ZodMiniType>(
  schema: S,
  input: unknown,
  path: string,
  problems: Problem[],
): z.output<S> | undefined {
  const first = schema.safeParse(input)
  if (first.success) return first.data
  const wrong = first.error.issues
  const second = isObject(input)
    ? schema.safeParse(without(input, new Set(wrong.map((issue) => issue.path[0]))))
    : first
  for (const issue of second.success ? wrong : second.error.issues) {
    problems.push({
      path: [path, ...issue.path].join('.'),
      message: `${second.success ? 'left out' : 'unusable'}: ${
        issue.code === 'invalid_type' ? `not of type ${issue.expected}` : issue.message
      }`,
    })
  }
  return second.data
}

const without = (input: Json, keys: ReadonlySet<PropertyKey | undefined>): Json =>
  Object.fromEntries(Object.entries(input).filter(([key]) => !keys.has(key)))

/** Reads each item of a list; the good ones are kept, the others reported. An absent list is an empty one. */
export function readEach<S extends z.ZodMiniType, T>(
  schema: S,
  input: unknown,
  path: string,
  problems: Problem[],
  convert: (item: z.output<S>, path: string) => T | undefined,
): T[] {
  if (input == null) return []
  if (!Array.isArray(input)) {
    problems.push({ path, message: 'unusable: not a list' })
    return []
  }
  return input.flatMap((raw: unknown, i) => {
    const item = read(schema, raw, `${path}.${i}`, problems)
    return (item === undefined ? undefined : convert(item, `${path}.${i}`)) ?? []
  }) as T[]
}

/** `readEach` for items with ids: one without an id, or with an id that came before, is reported and left out. */
export function readList<S extends z.ZodMiniType<{ id: string }>, T>(
  schema: S,
  input: unknown,
  path: string,
  problems: Problem[],
  convert: (item: z.output<S>, path: string) => T | undefined,
): T[] {
  const seen = new Set([''])
  return readEach(schema, input, path, problems, (item, at) => {
    const { id } = item
    if (seen.has(id)) {
      problems.push({ path: at, message: id ? `left out: id "${id}" comes twice` : 'unusable: no id' })
      return undefined
    }
    seen.add(id)
    return convert(item, at)
  })
}

/** A vocabulary whose words a feed uses as they are. */
export const asIs = <W extends string>(words: readonly W[]): Readonly<Record<string, W>> =>
  Object.fromEntries(words.map((word) => [word, word]))

/** A feed's word as one of ours; an unknown word becomes `unknown`, keeps its wording as label, and is reported. */
export function word<W extends string>(
  known: Readonly<Record<string, W>>,
  input: string | null | undefined,
  path: string,
  problems: Problem[],
): { word: W | 'unknown'; label?: string } {
  const value = input != null && Object.hasOwn(known, input) ? known[input] : undefined
  if (value !== undefined) return { word: value }
  problems.push({ path, message: input == null ? 'no value' : `unknown word "${input}"` })
  return { word: 'unknown', ...(input ? { label: input } : {}) }
}

/** `word` for the field `status` of the item at `path`, as the two fields that the model has for it. */
export function statusOf<W extends string>(
  known: Readonly<Record<string, W>>,
  input: string | null | undefined,
  path: string,
  problems: Problem[],
): { status: W | 'unknown'; statusLabel?: string } {
  const { word: status, label } = word(known, input, `${path}.status`, problems)
  return { status, ...(label ? { statusLabel: label } : {}) }
}

const zoned = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d[\d:.]*) ?(?:Z|UTC|([+-]\d\d):?(\d\d))$/i

/** An instant that carries its zone, as ISO 8601 in UTC; anything else is reported and left out. */
export function instant(input: string | null | undefined, path: string, problems: Problem[]): string | undefined {
  if (!input) return undefined
  const parts = zoned.exec(input)
  const at = parts ? Date.parse(`${parts[1]}T${parts[2]}${parts[3] ? `${parts[3]}:${parts[4]}` : 'Z'}`) : Number.NaN
  // An offset can move the first and last day of the calendar to a year that is not written with four digits.
  const iso = Number.isNaN(at) ? '' : new Date(at).toISOString()
  if (iso.length === 24) return iso
  problems.push({ path, message: `left out: "${input}" is no time with a zone` })
  return undefined
}

/** A web address that may become a link; anything else (`javascript:` for one) is reported and left out. */
export function link(input: string | null | undefined, path: string, problems: Problem[]): string | undefined {
  if (!input) return undefined
  if (/^https?:\/\//i.test(input) && URL.canParse(input)) return input
  problems.push({ path, message: `left out: "${input}" is no web address` })
  return undefined
}

/** A time zone that browsers know; others (Rails' "Eastern Time (US & Canada)" for one) are reported and left out. */
export function timeZone(input: string | null | undefined, path: string, problems: Problem[]): string | undefined {
  if (!input) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: input }) && input
  } catch {
    problems.push({ path, message: `left out: "${input}" is no IANA time zone` })
    return undefined
  }
}

/** What the address a reader gave says of its page, for feeds that do not name their own. */
export function pageAt(address = ''): { name: string; url?: string } {
  if (!URL.canParse(address)) return { name: '' }
  const { hostname, pathname } = new URL(address)
  return { name: hostname, ...(/\.\w+$/.test(pathname) ? {} : { url: address }) }
}

/** Updates by their time; those of one instant keep the feed's order, which is taken to be newest first. */
export const newestFirst = (updates: readonly Update[]): Update[] =>
  updates.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))

/** How a body that may hold HTML is to be read: as plain text where it has neither tag nor entity. */
export const htmlOrText = (body: string): 'html' | 'text' =>
  /<[a-z!/]|&#?\w+;/i.test(body) ? 'html' : 'text'

/** Leaves out what is undefined. */
export const compact = <T extends object>(object: T): Compact<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Compact<T>
