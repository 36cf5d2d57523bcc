import { exchangeOf } from './exchange.ts'
import { type FeedAddress, resolveFeed } from './feed-source.ts'
import { keptOf } from './kept.ts'
import { shelf } from './shelf.ts'
import { type StatusClient, statusClient } from './status-client.ts'

export { onDefined } from '../feeds/own.ts'

type Clients = Map<string, StatusClient>

const ofPage: Clients = new Map()
/** Clients of a host's own `fetch` live as long as that does. */
const ofFetch = new WeakMap<typeof fetch, Clients>()

/** A feed of the page, and whether what was read of it may be kept in this browser. */
export interface PageFeed extends FeedAddress {
  keeps?: boolean | undefined
}

/**
 * The one client of a feed on this page. A relative address is resolved against the page; one that cannot be used shows
 * as `state.error` with code `config` once somebody subscribes. Without subscribers a client does nothing.
 * In a browser, all pages of the origin read it by turns. What a host's own `fetch` reads is this page's alone.
 */
export function clientFor({ keeps, ...address }: PageFeed): StatusClient {
  const { provider = 'auto', proxy, fallback, mapping, fetch, timeoutMs } = address
  const feed = absolute(address.feed)
  const read = typeof mapping === 'object' ? JSON.stringify(mapping) : mapping && absolute(mapping)
  const shared = [feed, provider, proxy && absolute(proxy), fallback?.map(absolute), read].join('\n').trim()
  const key = [shared, timeoutMs, keeps].join('\n')
  const known: Clients = (fetch ? ofFetch.get(fetch) : ofPage) ?? new Map()
  if (fetch) ofFetch.set(fetch, known)
  const isAlone = fetch || !globalThis.document
  const client =
    known.get(key) ??
    statusClient({ ...address, feed }, shelf, {
      exchange: isAlone ? undefined : exchangeOf(shared),
      // A mapping within a page may be another in the next one.
      kept: isAlone || !keeps || `${mapping ?? ''}`.startsWith('#') ? undefined : keptOf(shared),
    })
  known.set(key, client)
  return client
}

/** An address as it is read, or as it stands where it is none. */
export function absolute(feed: string): string {
  try {
    return resolveFeed(feed).href
  } catch {
    return feed
  }
}
