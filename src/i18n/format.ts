/** Numbers, lists, durations and instants in the words of a language. Instants are ISO strings or ms; durations are ms. */
export interface Format {
  number(n: number): string
  /** A share of 1 as a percentage, never rounded up to 100 %. */
  percent(ratio: number): string
  list(items: readonly string[]): string
  duration(ms: number): string
  ago(ms: number): string
  /** With its zone; with its date unless it is today, with its year unless it is this one. */
  time(instant: string | number): string
  /** A window with its dates and its zone. */
  range(start: string, end: string): string
  /** A calendar day, `YYYY-MM-DD`. */
  day(date: string): string
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

// Making a formatter costs some 50 µs and each holds its language's data; a page needs a dozen of them, over and over.
const cache = new Map<string, unknown>()
const cached = <T>(key: string, make: () => T): T => {
  if (!cache.has(key)) {
    if (cache.size > 99) cache.clear()
    cache.set(key, make())
  }
  return cache.get(key) as T
}

type Part = Intl.DateTimeFormatPart | Intl.DateTimeRangeFormatPart

const unbreakable = (text: string) => text.replace(/\s/g, '\u00a0')

/** A date and a time may stand on two lines; neither breaks within itself. */
const glued = (parts: readonly Part[]): string =>
  parts
    .map(({ type, value }, i) => {
      const between = type === 'literal' && (parts[i + 1]?.type === 'hour' || /[^\s\d,]/.test(value.trim()))
      return between ? value : unbreakable(value)
    })
    .join('')

/**
 * @param lang BCP 47
 * @param timeZone IANA zone; undefined = the viewer's
 * @param now ms; decides what "today" and "this year" are
 */
export function formatFor(lang: string, timeZone: string | undefined, now: number): Format {
  const dates = (options: Intl.DateTimeFormatOptions) =>
    cached(
      `d${lang}${timeZone}${Object.entries(options)}`,
      () => new Intl.DateTimeFormat(lang, { timeZone: options.timeZone ?? timeZone, ...options }),
    )
  const numbers = (options: Intl.NumberFormatOptions) =>
    cached(`n${lang}${Object.entries(options)}`, () => new Intl.NumberFormat(lang, options))
  const lists = (type: 'conjunction' | 'unit') =>
    cached(`l${lang}${type}`, () => new Intl.ListFormat(lang, { type, style: 'narrow' }))

  const unit = (value: number, name: string) =>
    numbers({ style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  const clock: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }
  const date: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric' }
  const year = (at: number) => dates({ year: 'numeric' }).format(at)
  const withYear = (...at: number[]): Intl.DateTimeFormatOptions =>
    at.some((t) => year(t) !== year(now)) ? { year: 'numeric' } : {}
  const calendarDay = (at: number) => dates({ ...date, year: 'numeric' }).format(at)

  return {
    number: (n) => numbers({}).format(n),
    percent: (ratio) =>
      numbers({ style: 'percent', maximumFractionDigits: 2, roundingMode: 'floor' } as Intl.NumberFormatOptions).format(ratio),
    list: (items) => lists('conjunction').format(items),
    duration(ms) {
      const days = Math.floor(ms / dayMs)
      const hours = Math.floor((ms % dayMs) / hourMs)
      const minutes = Math.floor((ms % hourMs) / minuteMs)
      const parts = [
        ...(days ? [unit(days, 'day')] : []),
        ...(hours ? [unit(hours, 'hour')] : []),
        ...(!days && minutes && hours < 10 ? [unit(minutes, 'minute')] : []),
      ]
      return unbreakable(lists('unit').format(parts.length ? parts : [unit(1, 'minute')]))
    },
    ago(ms) {
      const format = cached(`r${lang}`, () => new Intl.RelativeTimeFormat(lang, { style: 'short' }))
      if (ms >= dayMs) return unbreakable(format.format(-Math.floor(ms / dayMs), 'day'))
      return unbreakable(
        ms >= hourMs
          ? format.format(-Math.floor(ms / hourMs), 'hour')
          : format.format(-Math.max(1, Math.floor(ms / minuteMs)), 'minute'),
      )
    },
    time(instant) {
      const at = new Date(instant).getTime()
      const today = calendarDay(at) === calendarDay(now)
      return glued(dates({ ...(today ? {} : { ...date, ...withYear(at) }), ...clock }).formatToParts(at))
    },
    range(start, end) {
      const [from, to] = [Date.parse(start), Date.parse(end)]
      const parts = dates({ ...date, ...withYear(from, to), ...clock }).formatRangeToParts(from, to)
      const zones = parts.filter((part) => part.type === 'timeZoneName')
      // The zone stands once, at the end, unless it changes in between.
      const repeated = zones.length > 1 && zones[0]?.value === zones[1]?.value ? parts.findIndex((part) => part === zones[0]) : -9
      return glued(parts.filter((_, i) => i !== repeated && i !== repeated - 1))
    },
    day: (text) => dates({ ...date, year: 'numeric', timeZone: 'UTC' }).format(Date.parse(text)),
  }
}
