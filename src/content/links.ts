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

/** Appends a text, with the addresses in it as links. */
export function appendLinked(into: ParentNode, text: string, pattern = bareUrl, complete = (address: string) => address): void {
  let end = 0
  for (const { 0: match, index } of text.matchAll(pattern)) {
    const address = withoutSentenceEnd(match)
    const link = linkTo(complete(address))
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

/** Says beside a link where it leads, if its text names another host. */
export function showHost(link: HTMLAnchorElement): void {
  const host = link.hostname || link.pathname.split('@').at(-1)
  const words = link.textContent.replace(/\p{Cf}/gu, '').split(/[\s,;()<>"'“”„«»]+/)
  const isOther = (named: string) => bare(named) !== bare(host)
  if (words.flatMap((word) => hostsIn(word, !link.hostname)).some(isOther)) link.after(` (${host})`)
}

const bare = (host = '') => host.toLowerCase().replace(/^www\.|\.$/g, '')

/** What a reader takes for a host: also a user's name before the real one, which in an address of mail is no host. */
function hostsIn(word: string, isMail: boolean): string[] {
  const [, scheme, authority = ''] = /(https?:[/\\]+|mailto:)([^/\\?#:]*)/i.exec(word) ?? /^()([^/\\?#:]*)/.exec(word) ?? []
  const parts = authority.split('@').slice(isMail ? -1 : 0)
  return parts.filter((part) => part && (/^http/i.test(scheme ?? '') || domain.test(part)))
}

/** Whatever the URL API takes for a dot. */
const domain = /^(?:[^.。．｡]+[.。．｡])+\p{L}[^.。．｡]+[.。．｡]?$/u
