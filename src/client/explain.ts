import type { FetchOptions } from './fetch-document.ts'
import type { StatusError, StatusErrorDetails } from './status-error.ts'
import { wayInstead } from './unread.ts'

// Of what every banner has, only types are imported, so that bundlers keep that in one piece.

/** What a client has learnt of its feed's server. */
export interface Reach {
  /** Whether it forbids other sites to read it; asked at most once, and settled by the first good read. */
  isRefused?: boolean
  /** The provider's name, once it is known. */
  provider?: string
}

/**
 * Puts an error into words: what happened, and what a site owner can do. A chunk of its own, loaded when a read fails.
 * @returns the very error
 */
export async function explain(error: StatusError, reach: Reach, options: FetchOptions): Promise<StatusError> {
  const { code, url, cause } = error
  let { reason } = error
  if (reason === 'unreachable' && url) {
    reach.isRefused ??= await isRefusedByCors(url, options)
    if (reach.isRefused) reason = 'cors'
  }
  const retryAfterMs = code === 'http' ? readRetryAfter(String(cause)) : undefined
  return Object.assign(inWords(error, reason, reach.provider), { retryAfterMs })
}

/** The same without asking anybody. */
export function inWords(error: StatusError, reason: string | undefined, provider?: string): StatusError {
  const words: StatusErrorDetails & { message: string } = {
    reason,
    message: messageFor(error, reason),
    hint: hintFor(error, reason, provider),
  }
  return Object.assign(error, words)
}

/** The server answers when the page does not ask to read the answer: then it is CORS that keeps it from us. */
async function isRefusedByCors(url: string, { signal, fetch = globalThis.fetch }: FetchOptions): Promise<boolean> {
  // Only browsers, in their pages and their workers, have such a rule.
  if (!('document' in globalThis || 'importScripts' in globalThis) || new URL(url).origin === origin) return false
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), 5000)
  try {
    await fetch(url, { mode: 'no-cors', referrerPolicy: 'no-referrer', signal: AbortSignal.any([signal, controller.signal]) })
    return true
  } catch {
    return false
  } finally {
    clearTimeout(timer)
    controller.abort()
  }
}

function messageFor({ code, url, cause }: StatusError, reason: string | undefined): string {
  switch (code) {
    case 'config':
      switch (reason) {
        case 'provider':
          return `provider="${(cause as ProviderClue).given}" is none that is known`
        case 'document':
          return `${url} does not tell which documents to read`
        case 'mapping':
          return `The mapping ${url ? `${url} ` : ''}cannot be used`
        case 'proxy':
          return `proxy="${url}" makes no address of the web`
        default:
          return `"${url}" is no address of the web`
      }
    case 'network':
      return reason === 'reader'
        ? 'A part of Statuspane could not be loaded'
        : reason === 'cors'
          ? `${url} does not let other sites read it`
          : reason === 'cut off'
            ? `${url} was cut off`
            : `${url} is ${reason === 'offline' ? 'out of reach while the browser is offline' : 'unreachable'}`
    case 'timeout':
      return `${url} took too long`
    case 'http':
      return `${url} answered ${reason}`
    case 'too-large':
      return `${url} is too large`
    case 'not-json':
      return `${url} is not JSON`
    case 'unrecognised':
      return `No known feed was found at ${url}`
    case 'invalid':
      return `${url || 'A document'} is not as this feed's documents are`
  }
}

function hintFor({ code, url, cause }: StatusError, reason: string | undefined, provider: string | undefined): string {
  const isMapped = provider === 'mapping'
  const product = isMapped ? undefined : provider
  switch (code) {
    case 'config':
      switch (reason) {
        case 'provider':
          return `${meant(cause as ProviderClue)}, or use one of: ${(cause as ProviderClue).known.join(', ')}.`
        case 'document':
          return sentence(cause)
        case 'mapping':
          return `In the mapping: ${sentence(cause)}`
        case 'proxy':
          return 'Write an address with {url} in it, such as https://example.com/read?url={url}.'
        default:
          return 'Write the address of a status page, such as https://status.example.com.'
      }
    case 'network':
      if (reason === 'cors') {
        return 'Serve the feed from a path of your own site, set proxy, or publish a snapshot: the server sends no Access-Control-Allow-Origin header.'
      }
      if (reason === 'reader') return 'Check that all files of Statuspane are published together.'
      if (reason === 'offline') return 'The browser is offline; it is read again when it is back.'
      if (reason === 'cut off') return 'The connection ended before the answer did; it is read again.'
      if (isMixed(url)) return 'Write https:// in the address: a page that came by https is not allowed to read by http.'
      return slip(url) ?? 'Check the address, and whether the Content-Security-Policy of the page allows it in connect-src.'
    case 'timeout':
      return 'The server is slow; it is asked again, more and more rarely.'
    case 'http':
      return reason === '404' || reason === '410'
        ? (wayInstead(url) ?? slip(url) ?? `Nothing is there: check the address${product ? `, and whether it is a page of ${product}` : ''}.`)
        : reason === '401' || reason === '403'
          ? `${product ? `This page of ${product}` : 'It'} is not public: read it through your own site.`
          : 'The server refused; it is asked again, more and more rarely.'
    case 'too-large':
      return 'At most 5 MiB are read: give the address of a smaller feed.'
    case 'not-json':
      if (isMapped) return `Saw ${whatIs(cause)} instead: give the URL of the JSON that the mapping reads.`
      return product
        ? `Saw ${whatIs(cause)} instead of a document of ${product}: the page is private, has moved, or is another provider’s.`
        : `Saw ${whatIs(cause)} instead: give the address of a status page or of its feed.`
    case 'unrecognised': {
      const way = wayInstead(url) ?? slip(url)
      if (way) return way
      const all: readonly unknown[] = Array.isArray(cause) ? cause : []
      const seen = [...new Set(all.map(whatIs))].join('; ') || 'nothing'
      if (all.some((what) => isElsewhere(what, url))) return `Saw ${seen} through proxy: check that it answers, then set provider, or give the address of the feed's own document.`
      // A document of one's own, and no page.
      if (all.length === 1 && typeof all[0] === 'object') return `Saw ${seen}: describe it in a mapping, or set provider.`
      return `Saw ${seen}: set provider, or give the address of the feed's own document; Statuspane's table of feeds has both for each provider.`
    }
    case 'invalid':
      if (isMapped) return `In the mapping: ${sentence(cause)}`
      return 'The feed has changed its form, or provider names another product.'
  }
}

/** A word that is no provider, and those that are. */
export interface ProviderClue {
  given: string
  known: readonly string[]
}

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z\d]/g, '')

/** `incidentio` for `incident.io`: the id that was meant, if only the case or a sign differs. */
function meant({ given, known }: ProviderClue): string {
  const near = known.find((id) => plain(id) === plain(given))
  return near ? `Write provider="${near}"` : 'Leave provider out'
}

/** A slip of the pen that shows in the address: no scheme before a host, or a comma between addresses. */
function slip(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined
  const { host, origin, pathname } = new URL(url)
  if (host.endsWith(',')) return 'Write several addresses with spaces between, and no commas.'
  const other = origin === globalThis.location?.origin && /\/((?:[a-z\d-]+\.)+(?!json|js|xml|rss|atom|html?|php)[a-z]{2,})(?:\/|$)/i.exec(pathname)?.[1]
  return other ? `Write the whole address, https://${other}: without https:// it is a path of your own site.` : undefined
}

/** The reader's own machine is as good as https. */
const isMixed = (url: string | undefined): boolean =>
  globalThis.location?.protocol === 'https:' && /^http:\/\/(?!localhost\b|127\.|\[::1\])/.test(url ?? '')

/** True for an error whose address is another server's: the proxy's. */
const isElsewhere = (what: unknown, url: string | undefined): boolean => {
  const at = what instanceof Error ? (what as StatusError).url : undefined
  return at !== undefined && url !== undefined && URL.canParse(at) && URL.canParse(url) && new URL(at).origin !== new URL(url).origin
}

/** What was thrown, as a sentence for readers. */
const sentence = (cause: unknown): string => `${String((cause as Partial<Error> | undefined)?.message ?? cause).replace(/\.$/, '')}.`

/** What was seen instead, in a few words. */
function whatIs(seen: unknown): string {
  if (seen instanceof Error) return (seen as StatusError).reason ?? 'an error'
  if (typeof seen === 'object' && seen !== null) {
    return `JSON with ${Object.keys(seen).slice(0, 5).join(', ') || 'nothing in it'}`
  }
  const text = String(seen).trim()
  if (!text) return 'an empty document'
  if (/^<(!doctype html|html)/i.test(text)) return 'an HTML page'
  return text.startsWith('<') ? 'XML' : /^[{[]/.test(text) ? 'broken JSON' : 'text'
}

/** The header's seconds or date, where the server lets other sites read it. */
function readRetryAfter(value: string): number | undefined {
  // Engines see a date in almost everything: one without a time of day is none.
  const untilMs = /\d:\d\d/.test(value) ? Math.min(Date.parse(value) - Date.now(), maxUntilMs) : Number.NaN
  const afterMs = /^\d+$/.test(value) ? Number(value) * 1000 : untilMs
  return afterMs > 0 ? afterMs : undefined
}

/** A date that is further away is more likely one of a wrong clock, the server's or the reader's. */
const maxUntilMs = 3_600_000
