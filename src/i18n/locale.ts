import { en, type Messages } from './en.ts'
import { type Format, formatFor } from './format.ts'

/** What an element needs to speak: the messages and the formats of one language. */
export interface Locale {
  messages: Messages
  format: Format
}

const quarterMs = 900_000
let key = ''
let last: Locale | undefined

/**
 * The nearest language there are messages for, and dates in its regional form: `en-GB` stays, `de` becomes `en-US`.
 * The same object as long as it would say the same: `now` matters for what is today, and every day of every zone
 * begins on a quarter of an hour.
 */
export function localeFor(lang: string, timeZone: string | undefined, now: number): Locale {
  const asked = `${lang} ${timeZone} ${Math.floor(now / quarterMs)}`
  if (!last || asked !== key) {
    last = { messages: en, format: formatFor((/^en\b/i.test(lang) && canonicalTag(lang)) || 'en-US', timeZone, now) }
    key = asked
  }
  return last
}

/** A BCP 47 tag in its usual form; undefined for what is none: some systems say `en-US@posix`, and pages say anything. */
export function canonicalTag(lang: unknown): string | undefined {
  try {
    return Intl.getCanonicalLocales(String(lang))[0]
  } catch {
    return undefined
  }
}
