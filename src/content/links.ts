const protocols = ['https:', 'http:', 'mailto:']

/** A link to an absolute address; undefined for relative ones (a body's base is unknown) and for other protocols. */
export function linkTo(address: string): HTMLAnchorElement | undefined {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return undefined
  }
  if (!protocols.includes(url.protocol)) return undefined
  const link = document.createElement('a')
  link.href = url.href
  link.rel = 'noopener noreferrer nofollow'
  // A reader who follows it must not lose the application that the widget stands in.
  link.target = '_blank'
  return link
}

// CJK text has no blank after an address, but its own punctuation.
const bareUrl = /\bhttps?:\/\/[^\s<>"`[\]{}|\\^“”„«»\u3000-\u303f\uff00-\uffef]+/gi

/** Appends a text, with the web addresses in it as links. */
export function appendLinked(into: ParentNode, text: string): void {
  let end = 0
  for (const { 0: match, index } of text.matchAll(bareUrl)) {
    const address = withoutSentenceEnd(match)
    const link = linkTo(address)
    if (!link) continue
    link.append(address)
    if (index > end) into.append(text.slice(end, index))
    into.append(link)
    end = index + address.length
  }
  if (end < text.length) into.append(text.slice(end))
}

/** Punctuation at the end belongs to the sentence, and so does a parenthesis that was opened before the address. */
function withoutSentenceEnd(address: string): string {
  let unopened = address.split(')').length - address.split('(').length
  let end = address.length
  while (/[.,;:!?'’…*)]/.test(address.charAt(end - 1))) {
    if (address.charAt(end - 1) === ')' && unopened-- <= 0) break
    end--
  }
  return address.slice(0, end)
}
