/**
 * Times as feeds write them for people, the day's name, order and zone in many ways: "Tue, 05 May 2026 08:40:00 +0200",
 * "Aug 21, 10:33 PM PDT", "Sat Jun 11 2022 18:55:50 GMT+0000 (…)". `Date.parse` would read some of them as the viewer's.
 */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const minute = 60_000
const hour = 60 * minute

/** Hours from UTC. Not here: what means another zone from page to page (IST, BST), but for the Americans of RFC 822. */
const zones: Readonly<Record<string, number>> = {
  UTC: 0, GMT: 0, UT: 0, Z: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7,
  CET: 1, CEST: 2, EET: 2, EEST: 3, JST: 9, AEST: 10, AEDT: 11,
} // prettier-ignore

/** What a clock on a wall shows, as if in UTC. */
export interface WallTime {
  /** Absent where no year is told. */
  year?: number | undefined
  /** In ms since the epoch for a year. */
  in(year: number): number
  /** As it is written: "PST", "GMT+0", "". */
  zone: string
}

const clockPattern = /\b(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([ap]m\b)?\s*([a-z]*[+-]\d{1,2}:?\d{0,2}|[a-z]+|)/i

/** A time written for people; undefined for what is none. Tags in it are passed over. */
export function readWall(text: string): WallTime | undefined {
  const words = text.replace(/<[^<>]*>/g, '').replace(/&nbsp;/g, ' ')
  const clock = clockPattern.exec(words)
  const named = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/i.exec(words)
  if (!clock || !named) return undefined
  const rest = words.replace(clock[0], ' ')
  const day = Number(/\b\d{1,2}\b/.exec(rest)?.[0])
  const month = months.indexOf(`${named[1]}`.toLowerCase())
  const [, hours, minutes, seconds = 0, half = ''] = clock
  const noon = half ? (/p/i.test(half) ? 12 : 0) : undefined
  const h = noon === undefined ? Number(hours) : (Number(hours) % 12) + noon
  const year = /\b\d{4}\b/.exec(rest)?.[0]
  if (!(day >= 1 && day <= 31) || h > 24 || Number(minutes) > 59) return undefined
  return {
    year: year ? Number(year) : undefined,
    in: (y) => Date.UTC(y, month, day, h, Number(minutes), Number(seconds)),
    zone: clock[5] ?? '',
  }
}

/** How far a written zone is from UTC, in ms; undefined for one that is not known. */
export function offsetOf(zone: string): number | undefined {
  const [, name = '', sign, hours, minutes = 0] = /^([a-z]*)(?:([+-])(\d{1,2}):?(\d\d)?)?$/i.exec(zone) ?? []
  if (sign) return /^(|UTC|GMT|UT)$/i.test(name) ? Number(`${sign}1`) * (Number(hours) * hour + Number(minutes) * minute) : undefined
  const known = name.toUpperCase()
  return Object.hasOwn(zones, known) ? (zones[known] ?? 0) * hour : undefined
}

const digits = (value: number, length: number) => `${value}`.padStart(length, '0')
const two = (value: number) => (value < 10 ? `0${value}` : value)

/** An instant in the model's form; undefined for one that the calendar has no room for. In half the time that `toISOString` takes. */
export function iso(ms: number): string | undefined {
  const at = new Date(ms)
  const year = at.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) return undefined
  // In parts so short that the engine copies them at once, where it would chain what is longer.
  const day = `${digits(year, 4)}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`
  const clock = `T${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
  return `${day}${clock}.${digits(at.getUTCMilliseconds(), 3)}Z`
}

/** A full date with a zone, as an instant; anything else as it was, for `instant` to report. */
export function fullTime(text: string | undefined): string | undefined {
  const wall = text && /[a-z]{3}/i.test(text) ? readWall(text) : undefined
  const offset = wall && offsetOf(wall.zone)
  return (wall?.year && offset !== undefined && iso(wall.in(wall.year) - offset)) || text
}

/**
 * A time without a year, in ms: in the year that brings it nearest to the span of its event. Rolling forward only would
 * put a maintenance that was announced early a year too late.
 */
export function nearest(wall: WallTime, offset: number, from: number, to: number): number {
  const [start, end] = from < to ? [from, to] : [to, from]
  const distance = (at: number) => Math.max(start - at, at - end, 0)
  let best = wall.in(wall.year ?? new Date(start).getUTCFullYear() - 1) - offset
  if (wall.year) return best
  for (let year = new Date(start).getUTCFullYear(); distance(best) > 0 && year <= new Date(end).getUTCFullYear() + 1; year++) {
    const at = wall.in(year) - offset
    if (distance(at) < distance(best)) best = at
  }
  return best
}

/**
 * How far the zone of a wall clock is from UTC, where the same moment is known: abbreviations mean several zones, and
 * pages write PST in summer. Undefined when the two are not the same moment.
 */
export function offsetBetween(wall: WallTime, moment: number): number | undefined {
  const ahead = nearest(wall, 0, moment, moment) - moment
  const offset = Math.round(ahead / (15 * minute)) * 15 * minute
  return Math.abs(offset) <= 14 * hour && Math.abs(ahead - offset) <= minute ? offset : undefined
}

const base32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** When something was entered, by an id that is a ULID. */
export const ulidTime = (id: string): string | undefined =>
  /^[0-7][\dA-HJKMNP-TV-Z]{25}$/.test(id) ? iso([...id.slice(0, 10)].reduce((ms, digit) => ms * 32 + base32.indexOf(digit), 0)) : undefined
