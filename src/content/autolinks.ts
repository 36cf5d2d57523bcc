import { appendLinked } from './links.ts'

/** Also without a scheme, as GitHub's Markdown has it. What can be long is bounded, so that no text takes long to search. */
const anyAddress =
  /\b(?:https?:\/\/|www\.)[^\s<>"`[\]{}|\\^“”„«»\u3000-\u303f\uff00-\uffef]+|(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,9}[a-z]{2,63}(?![\w@-])/gi

function complete(address: string): string {
  if (/^https?:/i.test(address)) return address
  return /^www\./i.test(address) ? `http://${address}` : `mailto:${address}`
}

export const appendAutolinked = (into: ParentNode, text: string): void => appendLinked(into, text, anyAddress, complete)
