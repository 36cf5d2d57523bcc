import { type FeedAddress, resolveFeed } from './feed-source.ts'
import { shelf } from './shelf.ts'
import { type StatusClient, statusClient } from './status-client.ts'

export { onDefined } from '../feeds/own.ts'

type Clients = Map<string, StatusClient>

const ofPage: Clients = new Map()
/** Clients of a host's own `fetch` live as long as that does. */
const ofFetch = new WeakMap<typeof fetch, Clients>()

/**
 * The one client of a feed on this page. A relative address is resolved against the page; one that cannot be used shows
 * as `state.error` with code `config` once somebody subscribes. Without subscribers a client does nothing.
 */
export function clientFor(address: FeedAddress): StatusClient {
  const { provider = 'auto', proxy, fallback, mapping, fetch, timeoutMs } = address
  const feed = absolute(address.feed)
  const key = [feed, provider, proxy, fallback, typeof mapping === 'object' ? JSON.stringify(mapping) : mapping, timeoutMs].join('\n')
  const known: Clients = (fetch ? ofFetch.get(fetch) : ofPage) ?? new Map()
  if (fetch) ofFetch.set(fetch, known)
  const client = known.get(key) ?? statusClient({ ...address, feed }, shelf)
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
