/**
 * What no reader sees, or what turns the order of others about: controls, halves of characters, and overrides of the
 * writing direction. Marks, isolates and joiners are left alone: right-to-left writing and emoji need them.
 */
const unseen = /(?![\t\n\f\r])\p{Cc}|[\u202d\u202e]|\p{Cs}/gu

export const legible = (text: string): string => text.replace(unseen, '')

/** As longer ones would hold up the page that they are shown in; a book of fifty pages has as many characters. */
const greatestLength = 100_000

/** The beginning of a text that is too long, up to a blank where there is one near. */
export function beginningOf(text: string): string {
  if (text.length <= greatestLength) return text
  const blank = text.slice(0, greatestLength).search(/\s\S{0,200}$/)
  return text.slice(0, blank < 0 ? greatestLength : blank)
}
