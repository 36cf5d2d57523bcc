import { instant, type Item, report } from './read.ts'
import { iso } from './times.ts'

const wall = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/
/** To the second or its thousandth, on a day that every month has. */
const plain = /-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8]).(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{3})?$/
const offset = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T)([01]\d|2[0-3])(:[0-5]\d:[0-5]\d)([+-](?:0\d|1[0-4])):?00$/
const minuteMs = 60_000

/**
 * `instant` for times that may stand without a zone: a date and the clock on the wall of an IANA zone. The hour that
 * comes twice in autumn is taken the first time; the one that spring leaves out is read an hour later, as clocks do.
 */
export function wallClock<K extends string>(
  item: Item & { readonly [key in K]?: string | null | undefined },
  key: K,
  zone: string,
): string | undefined {
  const [value, day, clock] = wall.exec(item[key] ?? '') ?? []
  if (!value) return instant(item, key)
  // Asking the calendar, and writing an instant anew, are the dearest steps.
  if (zone === 'UTC' && plain.test(value)) return `${day}T${`${clock}.000`.slice(0, 12)}Z`
  const face = Date.parse(`${day}T${clock}Z`)
  return iso(zone === 'UTC' ? face : toInstant(face, zone)) ?? report(item, key, `left out: "${value}" is no time in the zone "${zone}"`)
}

/** `instant` for times with an offset of whole hours: does not ask the calendar where the day is the same in UTC, for that takes longest. */
export function withOffset<K extends string>(item: Item & { readonly [key in K]?: string | null | undefined }, key: K): string | undefined {
  const [, day, hour, rest, ahead] = offset.exec(item[key] ?? '') ?? []
  const hours = Number(hour) - Number(ahead)
  return hours >= 0 && hours < 24 ? `${day}${hours < 10 ? 0 : ''}${hours}${rest}.000Z` : instant(item, key)
}

/**
 * `NaN` for what is no time or no zone.
 * @param face what the clock shows, in ms as if it stood in UTC
 */
function toInstant(face: number, zone: string): number {
  try {
    const before = offsetMs(face - 1440 * minuteMs, zone)
    const after = offsetMs(face + 1440 * minuteMs, zone)
    const isAfter = before !== after && offsetMs(face - before, zone) !== before && offsetMs(face - after, zone) === after
    return face - (isAfter ? after : before)
  } catch {
    return Number.NaN
  }
}

/** Making one costs more than all that it is asked. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** How far a zone is ahead of UTC at an instant. */
function offsetMs(at: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  formats.set(timeZone, format)
  const named = format.format(at)
  const [, sign, hours = 0, minutes = 0] = /GMT([+-])(\d+):(\d+)/.exec(named) ?? []
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -minuteMs : minuteMs)
}
