import type { FeedDocuments, FeedReader, FeedRequest } from '../feeds/feed.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import type { Discovery } from './clues.ts'
import { discover } from './discover.ts'
import { type Documents, hasChanged, noDocuments, parseAll, readDue, toStatusError } from './documents.ts'
import type { Reach } from './explain.ts'
import { fetchText } from './fetch-document.ts'
import type { Shelf } from './shelf.ts'
import { failure, missesPart } from './status-error.ts'

export interface FeedAddress {
  feed: string
  /** A catalogue id; `auto` or nothing: found out. */
  provider?: string | undefined
  /** A URL with `{url}` in it, in whose place the address of each document is put, percent-encoded. */
  proxy?: string | undefined
  /** Further addresses of the same feed, tried in order when the first cannot be read. */
  fallback?: readonly string[] | undefined
  /** How a feed of one's own is read: the mapping itself, its URL, or `#id` of the script element that holds it. */
  mapping?: string | object | undefined
  fetch?: typeof globalThis.fetch | undefined
  timeoutMs?: number | undefined
  /** Reads one document. @default fetchText */
  read?: typeof fetchText | undefined
}

/**
 * Reads the feed's `now` documents, or those of its past, and makes a snapshot of all that is at hand.
 * @returns the very snapshot of the last read when no document has changed
 * @throws StatusError
 */
export type ReadFeed = (when: 'now' | 'history', signal: AbortSignal) => Promise<StatusSnapshot>

/** So many documents are read at most beside those that a feed always needs. */
const maxMore = 4

/** One feed: where it is, what it is, and what was last read of it. Knows no listeners and asks by itself for nothing. */
export function feedSource(
  { feed, provider, fetch, timeoutMs, read: readText = fetchText }: FeedAddress,
  shelf: Shelf,
): ReadFeed {
  let reader: FeedReader | undefined
  /** The document it was recognised by. */
  let seenAt: string | undefined
  let isAlone = false
  let held: Documents = noDocuments
  let last: StatusSnapshot | undefined
  const reach: Reach = {}

  const readFeed: ReadFeed = async (when, signal) => {
    const address = toAddress(feed)
    const read = (url: string) => readText(url, { fetch, timeoutMs, signal })
    let first: Discovery['seen']
    if (!reader) {
      const { entry, seen } = await discover(address, provider, shelf, read)
      reader = await entry.load().catch(missesPart(feed))
      reach.provider = entry.name
      seenAt = seen?.url
      // A page for people may show what its feed is; it is no document of it.
      isAlone = !!seen && !pathOf(seen.url).includes('.') && !/<html/i.test(seen.text)
      held = noDocuments
      first = seen
    }
    const base = seenAt ?? address.href
    const requests = requestsOf(reader, base, isAlone)
    // The path of a document without an extension tells a reader nothing, unless it is of those that it asks for: it is the first.
    if (requests[0] && seenAt && isAlone && !requests.some(({ url }) => pathOf(url) === pathOf(seenAt))) requests[0] = { ...requests[0], url: seenAt }
    const renew = (asked: readonly FeedRequest[], before: Documents) =>
      readDue(asked, when, before, async (url) => (url === first?.url ? first.text : read(url)))
    let next = await renew(requests, held)
    if (reader.more) {
      const { documents } = await parseAll(requests, next)
      const more = reader.more(documents, base).slice(0, maxMore)
      next = await renew(more, next)
      requests.push(...more.filter(({ key }) => !requests.some((request) => request.key === key)))
    }
    signal.throwIfAborted()
    if (!last || hasChanged(requests, held, next)) {
      const { documents, problems } = await parseAll(requests, next)
      const snapshot = parseWith(reader, documents, address.href)
      last = freeze({ ...snapshot, problems: [...snapshot.problems, ...problems] })
    }
    held = next
    reach.isRefused = false
    return last
  }

  return (when, signal) =>
    readFeed(when, signal).catch(async (thrown) => {
      const error = toStatusError(thrown)
      // The page may have moved to another vendor, and a mapping may have been mended.
      if (!signal.aborted && /^(invalid|not-json|http 404)/.test(error.message)) reader = undefined
      throw signal.aborted
        ? error
        : await import('./explain.ts').then(
            ({ explain }) => explain(error, reach, { fetch, signal }),
            () => error,
          )
    })
}

const pathOf = (url: string | undefined) => new URL(`${url}`).pathname

/** A relative address is one of the page's. */
export const resolveFeed = (feed: string): URL => new URL(feed, globalThis.document?.baseURI)

function toAddress(feed: string): URL {
  try {
    const url = resolveFeed(feed)
    if (/^https?:$/.test(url.protocol)) return url
  } catch {}
  throw failure('config', feed, 'address')
}

function requestsOf(reader: FeedReader, base: string, isAlone?: boolean): FeedRequest[] {
  try {
    return reader.requests(base).map((request) => ({ ...request, url: new URL(request.url, base).href }))
  } catch (cause) {
    // A document that is there already needs no address that tells: it is read as a copy of it would be.
    if (isAlone) return requestsOf(reader, new URL('/.json', base).href)
    throw failure('config', base, 'document', cause)
  }
}

function parseWith(reader: FeedReader, documents: FeedDocuments, page: string): StatusSnapshot {
  try {
    return reader.parse(documents, page)
  } catch (cause) {
    throw failure('invalid', page, undefined, cause)
  }
}

/** Old parts are frozen already, as is whatever is no object, so only new ones are walked. */
export function freeze<T>(value: T): T {
  if (!Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value as object).forEach(freeze)
  }
  return value
}
