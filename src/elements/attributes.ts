import { parseDuration } from '../model/duration.ts'

/** Readers of attribute values: each gives a usable value, or undefined for what cannot be used. */

/** Written out, since `Number` takes an empty list or a blank for 0. */
const number = (value: unknown): number => (/^\s*\d+(\.\d+)?\s*$/.test(String(value)) ? Number(value) : NaN)

export const seconds = (value: unknown): number | undefined => {
  const n = number(value)
  return n === 0 || (n >= 15 && n <= 3600) ? n : undefined
}

export const integer =
  (least: number, most: number) =>
  (value: unknown): number | undefined => {
    const n = number(value)
    return Number.isInteger(n) && n >= least && n <= most ? n : undefined
  }

export const choice =
  <T extends string>(...values: readonly T[]) =>
  (value: unknown): T | undefined =>
    values.find((v) => v === value)

export const duration = (value: unknown): number | undefined => parseDuration(String(value))

/** Only what says its zone: `Date.parse` alone takes a `5`, and a wall clock for the viewer's own. */
export const instant = (value: unknown): number | undefined => {
  const ms = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(String(value)) ? Date.parse(String(value)) : NaN
  return Number.isNaN(ms) ? undefined : ms
}

/** What stands between blanks, each once. */
export const words = (value: unknown): string[] => [...new Set(`${value ?? ''}`.split(/\s+/).filter(Boolean))]

/** The template of an address. */
export const template = (value: unknown): string | undefined => (`${value}`.includes('{url}') ? `${value}` : undefined)

export const callable = (value: unknown): typeof fetch | undefined =>
  typeof value === 'function' ? (value as typeof fetch) : undefined

/** Asking costs a millisecond, and every element asks at every update. */
const zones = new Map<unknown, string | undefined>([
  ['local', 'local'],
  ['page', 'page'],
])

export const timeZone = (value: unknown): string | undefined => {
  if (!zones.has(value)) zones.set(value, readZone(String(value)))
  return zones.get(value)
}

function readZone(timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
