import { parseDuration } from '../model/duration.ts'

/** Readers of attribute values: each gives a usable value, or undefined for what cannot be used. */

export const seconds = (value: unknown): number | undefined => {
  const n = Number(value)
  return value !== '' && (n === 0 || (n >= 15 && n <= 3600)) ? n : undefined
}

export const integer =
  (least: number, most: number) =>
  (value: unknown): number | undefined => {
    const n = Number(value)
    return value !== '' && Number.isInteger(n) && n >= least && n <= most ? n : undefined
  }

export const choice =
  <T extends string>(...values: readonly T[]) =>
  (value: unknown): T | undefined =>
    values.find((v) => v === value)

export const duration = (value: unknown): number | undefined => parseDuration(String(value))

export const instant = (value: unknown): number | undefined => {
  const ms = Date.parse(String(value))
  return Number.isNaN(ms) ? undefined : ms
}

export const timeZone = (value: unknown): string | undefined => {
  if (value === 'local' || value === 'page') return value
  try {
    return new Intl.DateTimeFormat('en', { timeZone: String(value) }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** Comma-separated names, trimmed; `\,` is a comma within a name. */
export const names = (value: unknown): string[] =>
  String(value)
    .split(/(?<!\\),/)
    .map((name) => name.replaceAll('\\,', ',').trim())
    .filter(Boolean)
