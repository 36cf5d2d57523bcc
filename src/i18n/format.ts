/**
 * Numbers, lists, durations and instants in the words of a language. Instants are ISO strings or ms; durations are ms.
 * What is no instant stays as it is written, what is no duration is an empty string: neither stops the rest.
 */
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

/** What a date is made of, by one letter each. */
const dateFields: Record<string, Intl.DateTimeFormatOptions> = {
  y: { year: 'numeric' },
  d: { month: 'short', day: 'numeric' },
  c: { hour: 'numeric', minute: '2-digit' },
  z: { timeZoneName: 'short' },
  u: { timeZone: 'UTC' },
}

const unbreakable = (text: string) => text.replace(/\s/g, '\u00a0')

const isOfDate = (part: Intl.DateTimeFormatPart | undefined) => /^(era|year|relatedYear|month|day)$/.test(part?.type ?? '')

/** A line may end between a date and a time and between the two ends of a range, never within one of them. */
const glued = (parts: readonly (Intl.DateTimeFormatPart & { source?: string })[]): string =>
  parts
    .map(({ value }, i) => {
      const [before, after] = [parts[i - 1], parts[i + 1]]
      const isSeam = isOfDate(before) !== isOfDate(after) || (before?.source === 'startRange' && after?.source === 'endRange')
      return before && after && isSeam ? value : unbreakable(value)
    })
    .join('')

/** Intl throws at what is no number and no time; a snapshot of the host page's own may hold either. */
const attempt = (make: () => string, otherwise: unknown = ''): string => {
  try {
    return make()
  } catch {
    return String(otherwise)
  }
}

/**
 * @param lang BCP 47
 * @param timeZone IANA zone; undefined = the viewer's
 * @param now ms; decides what "today" and "this year" are
 */
export function formatFor(lang: string, timeZone: string | undefined, now: number): Format {
  const dates = (fields: string) =>
    cached(`d${fields}${lang} ${timeZone}`, () => {
      const options = [...fields].map((field) => dateFields[field])
      return new Intl.DateTimeFormat(lang, Object.assign({ timeZone }, ...options) as Intl.DateTimeFormatOptions)
    })
  const numbers = (options: Intl.NumberFormatOptions) =>
    cached(`n${lang}${Object.entries(options)}`, () => new Intl.NumberFormat(lang, options))
  const lists = (type: 'conjunction' | 'unit') =>
    cached(`l${lang}${type}`, () => new Intl.ListFormat(lang, { type, style: 'narrow' }))

  const unit = (value: number, name: string) =>
    numbers({ style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  const year = (at: number) => dates('y').format(at)
  const dated = (...at: number[]) => (at.some((t) => year(t) !== year(now)) ? 'dy' : 'd')
  const calendarDay = (at: number) => dates('dy').format(at)
  const zoneOf = (at: number) => dates('z').formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const timeOf = (at: number, isDated = calendarDay(at) !== calendarDay(now)) =>
    glued(dates(`${isDated ? dated(at) : ''}cz`).formatToParts(at))

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
        ...(days > 0 ? [unit(days, 'day')] : []),
        ...(hours > 0 ? [unit(hours, 'hour')] : []),
        ...(!days && minutes > 0 && hours < 10 ? [unit(minutes, 'minute')] : []),
      ]
      return Number.isNaN(ms) ? '' : unbreakable(lists('unit').format(parts.length ? parts : [unit(1, 'minute')]))
    },
    ago(ms) {
      const format = cached(`r${lang}`, () => new Intl.RelativeTimeFormat(lang, { style: 'short' }))
      const [size, unit] = ms >= dayMs ? [dayMs, 'day'] as const : ms >= hourMs ? [hourMs, 'hour'] as const : [minuteMs, 'minute'] as const
      return attempt(() => unbreakable(format.format(-Math.max(1, Math.floor(ms / size)), unit)))
    },
    time: (instant) => attempt(() => timeOf(new Date(instant).getTime()), instant),
    range: (start, end) =>
      attempt(() => {
        const [from, to] = [Date.parse(start), Date.parse(end)]
        const zone = zoneOf(to)
        if (zoneOf(from) !== zone) return `${timeOf(from, true)} – ${timeOf(to, true)}`
        return `${glued(dates(`${dated(from, to)}c`).formatRangeToParts(from, to))}\u00a0${zone}`
      }, `${start} – ${end}`),
    day: (text) => attempt(() => unbreakable(dates('dyu').format(Date.parse(text))), text),
  }
}
