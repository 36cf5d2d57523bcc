/** Names, titles and labels are a stranger's words: they may hold what no reader sees, or what reorders all that follows. */

const reordering = /[\u202a-\u202e\u2066-\u2069]/g
/** All scripts that do, and some that do not: to be isolated is no harm. */
const runsLeftward = /[\u0590-\u08ff\u200f\ufb1d-\u{1efff}]/u

/**
 * The first of some texts in which there is something to be seen, without what would reach beyond it. Of one that no
 * title is as long as, its beginning: browsers take seconds over a word of 100,000 letters.
 */
export const visible = (...texts: (string | undefined)[]): string =>
  `${texts.find((text) => /[^\s\p{C}\p{DI}\u2800]/u.test(text ?? '')) ?? '\ufffd'}`
    .replace(reordering, '')
    .trim()
    .replace(/^(.{999})..+/su, '$1…')

/** A text as part of a sentence, which goes on in its own direction after one that runs the other way. */
export const isolated = (text: string): string => (runsLeftward.test(text) ? `\u2068${text}\u2069` : text)

/** What a vocabulary says of a word; of one that is none of it, what it says of the unknown. */
export const wordFor = <W extends string>(vocabulary: Readonly<Record<W | 'unknown', string>>, word: W): string =>
  vocabulary[Object.hasOwn(vocabulary, word) ? word : 'unknown']
