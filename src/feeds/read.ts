import type * as z from 'zod/mini'
import type { Problem } from '../model/snapshot.ts'

/** Readers that all adapters share. Each reports what it could not keep, so that nothing is dropped without a word. */

type Path = string
type Json = Record<PropertyKey, unknown>

/**
 * Reads one value by its schema. A field that is wrong is taken out and reported, and the rest is kept;
 * undefined when what remains still does not fit (a required field is missing or wrong).
 */
export function read<S extends z.ZodMiniType>(
  schema: S,
  input: unknown,
  path: Path,
  problems: Problem[],
): z.output<S> | undefined {
  const first = schema.safeParse(input)
  if (first.success) return first.data
  const { issues } = first.error
  const repairable = typeof input === 'object' && input !== null && !Array.isArray(input) && issues.every((i) => i.path.length)
  const second = repairable ? schema.safeParse(without(input as Json, issues.map((i) => i.path[0]))) : first
  const verdict = second.success ? 'left out' : 'unusable'
  for (const issue of second.success ? issues : second.error.issues) {
    problems.push({ path: [path, ...issue.path].join('.'), message: `${verdict}: ${wrong(issue)}` })
  }
  return second.success ? second.data : undefined
}

const wrong = (issue: z.core.$ZodIssue) =>
  issue.code === 'invalid_type' ? `not of type ${issue.expected}` : issue.message

function without(input: Json, keys: readonly (PropertyKey | undefined)[]): Json {
  const copy = { ...input }
  for (const key of keys) if (key !== undefined) delete copy[key]
  return copy
}

/** Reads each item of a list; the good ones are kept, the others reported. Ids that come twice are reported, the first stays. */
export function readList<S extends z.ZodMiniType, T extends { id: string }>(
  schema: S,
  input: unknown,
  path: Path,
  problems: Problem[],
  convert: (item: z.output<S>, path: Path) => T | undefined,
): T[] {
  if (input === undefined || input === null) return []
  if (!Array.isArray(input)) {
    problems.push({ path, message: 'unusable: not a list' })
    return []
  }
  const byId = new Map<string, T>()
  input.forEach((raw, i) => {
    const at = `${path}.${i}`
    const item = read(schema, raw, at, problems)
    const converted = item && convert(item, at)
    if (!converted) return
    if (byId.has(converted.id)) problems.push({ path: at, message: `left out: id "${converted.id}" comes twice` })
    else byId.set(converted.id, converted)
  })
  return [...byId.values()]
}

/** A feed's word as one of ours; an unknown word becomes `unknown`, keeps its wording as label, and is reported. */
export function word<W extends string>(
  known: Readonly<Record<string, W>>,
  input: string | null | undefined,
  path: Path,
  problems: Problem[],
): { word: W | 'unknown'; label?: string } {
  const value = input != null && Object.hasOwn(known, input) ? known[input] : undefined
  if (value !== undefined) return { word: value }
  problems.push({ path, message: input == null ? 'no value' : `unknown word "${input}"` })
  return { word: 'unknown', ...(input ? { label: input } : {}) }
}

/** An instant that carries its zone, as ISO 8601 in UTC; anything else is reported and left out. */
export function instant(input: string | null | undefined, path: Path, problems: Problem[]): string | undefined {
  if (input == null || input === '') return undefined
  const at = /(Z|[+-]\d\d:?\d\d)$/i.test(input) ? Date.parse(input) : Number.NaN
  if (Number.isNaN(at)) {
    problems.push({ path, message: `left out: "${input}" is no time with a zone` })
    return undefined
  }
  return new Date(at).toISOString()
}
