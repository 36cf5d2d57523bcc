import { FeedShapeError } from './feed.ts'
import { instant, type Item } from './read.ts'
import { iso } from './times.ts'
import { wallClock } from './wall-clock.ts'

/** How a feed of one's own writes its times: in which zone where it names none, and in which form. */
export interface Times {
  /** A time as `read` takes it; empty for one that was never set. */
  write(value: string | number): string
  /** `instant`, in the zone of the mapping. */
  read<K extends string>(row: Item & { readonly [key in K]?: string | undefined }, key: K): string | undefined
}

/** @throws FeedShapeError for a zone or form that is none */
export function readTimes(zone: unknown, format: unknown): Times {
  if (zone !== undefined && !isZone(zone)) throw new FeedShapeError(`times.zone is ${JSON.stringify(zone)}, which is no IANA time zone`)
  if (format !== undefined && typeof format !== 'string') throw new FeedShapeError('times.format must be a text')
  const isUnix = format === 'unix' || format === 'unix-ms'
  const pattern = format === undefined || format === 'iso' || isUnix ? undefined : readPattern(format)
  return {
    write(value) {
      if (typeof value === 'number' || (isUnix && /^\d+(\.\d+)?$/.test(value))) {
        const count = Number(value)
        // 10¹¹ seconds are in the year 5138, as many milliseconds in 1973.
        const isMs = format === 'unix-ms' || (format !== 'unix' && Math.abs(count) > 1e11)
        return count ? (iso(isMs ? count : count * 1000) ?? `${value}`) : ''
      }
      // The year 1 is Go's time that was never set.
      return value.startsWith('0001-') ? '' : (pattern?.(value.trim()) ?? value)
    },
    read: (row, key) => (zone === undefined ? instant(row, key) : wallClock(row, key, zone)),
  }
}

function isZone(zone: unknown): zone is string {
  try {
    return typeof zone === 'string' && !!new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    return false
  }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const two = String.raw`\d\d`
const one = String.raw`\d\d?`
/** The letters of a pattern, as Java and Unicode have them, and what stands in their place. */
const letters: Readonly<Record<string, string>> = {
  yyyy: String.raw`\d{4}`, MMM: '[a-z]{3}', MMMM: '[a-z]+', MM: two, M: one, dd: two, d: one, HH: two, H: one, hh: two, h: one,
  mm: two, ss: two, SSS: String.raw`\d{3}`, a: '[ap]m', X: String.raw`Z|[+-]\d\d:?\d\d`,
} // prettier-ignore

/** Turns "dd.MM.yyyy HH:mm" into what reads a text so written as ISO 8601; undefined for one written otherwise. */
function readPattern(pattern: string): (text: string) => string | undefined {
  const fields: string[] = []
  const source = pattern.replace(/([a-z])\1*|'[^']*'|\s+|[^]/gi, (part, letter) => {
    if (/^\s/.test(part)) return String.raw`\s+`
    if (!letter) return part.replace(/^'([^']+)'$/, '$1').replace(/[^\w\s]/g, String.raw`\$&`)
    const form = Object.hasOwn(letters, part) ? letters[part] : undefined
    if (!form || fields.includes(letter)) throw new FeedShapeError(`times.format "${pattern}": "${part}" is none of ${Object.keys(letters).join(', ')}, each once`)
    fields.push(letter)
    return `(${form})`
  })
  if (!['y', 'M', 'd'].every((letter) => fields.includes(letter))) throw new FeedShapeError(`times.format "${pattern}" is no "unix", "unix-ms" or "iso", and as a pattern it lacks yyyy, MM or dd`)
  const written = new RegExp(`^${source}$`, 'i')
  return (text) => {
    const found = written.exec(text)
    if (!found) return undefined
    const part = (letter: string) => (fields.includes(letter) ? found[fields.indexOf(letter) + 1] : undefined)
    const name = part('M') ?? ''
    const month = /\d/.test(name) ? Number(name) : months.indexOf(name.slice(0, 3).toLowerCase()) + 1
    const half = part('a') ?? ''
    const hours = part('H') ?? (half ? (Number(part('h')) % 12) + (/p/i.test(half) ? 12 : 0) : (part('h') ?? 0))
    const face = `${part('y')}-${pad(month)}-${pad(part('d'))}T${pad(hours)}:${pad(part('m') ?? 0)}:${pad(part('s') ?? 0)}.${part('S') ?? '000'}`
    // A day that the month does not have would roll over into the next.
    return new Date(`${face}Z`).getUTCDate() === Number(part('d')) ? face + (part('X') ?? '').toUpperCase() : undefined
  }
}

const pad = (value: unknown) => `${value}`.padStart(2, '0')
