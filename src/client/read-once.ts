import { onDefined } from '../feeds/own.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import { absolute } from './clients.ts'
import type { FeedAddress, ReadFeed } from './feed-source.ts'
import { shelf } from './shelf.ts'
import { sourceFor } from './source.ts'
import { StatusError } from './status-error.ts'

type Sources = Map<string, ReadFeed>

/** So many feeds are remembered; which was not read for the longest time is forgotten first. */
const most = 20
let ofAll: Sources = new Map()
/** What a host's own `fetch` reads is nobody else's. */
let ofFetch = new WeakMap<typeof fetch, Sources>()

// The feed that was just defined may be any of them.
onDefined(() => {
  ofAll = new Map()
  ofFetch = new WeakMap()
})

/**
 * Reads a feed once. What had to be found out about it is remembered for the next time, and forgotten when it does not
 * fit any more: then it is found out anew, at once.
 * @throws StatusError
 */
export async function readOnce(address: FeedAddress, signal: AbortSignal): Promise<StatusSnapshot> {
  const { feed, provider = 'auto', proxy, fallback, mapping, fetch, timeoutMs } = address
  if (mapping || provider !== 'auto') return sourceFor(address, shelf)('now', signal)
  const sources: Sources = (fetch ? ofFetch.get(fetch) : ofAll) ?? new Map()
  if (fetch) ofFetch.set(fetch, sources)
  const key = [absolute(feed), proxy, fallback, timeoutMs].join('\n')
  const remembered = sources.get(key)
  const readBy = async (source: ReadFeed) => {
    const snapshot = await source('now', signal)
    sources.delete(key)
    sources.set(key, source)
    const [oldest] = sources.keys()
    if (sources.size > most && oldest !== undefined) sources.delete(oldest)
    return snapshot
  }
  if (!remembered) return readBy(sourceFor(address, shelf))
  return readBy(remembered).catch((error) => {
    if (signal.aborted || !isMisfit(error)) throw error
    sources.delete(key)
    return readBy(sourceFor(address, shelf))
  })
}

const isMisfit = (error: unknown): boolean =>
  error instanceof StatusError && (/^(invalid|not-json)$/.test(error.code) || error.reason === '404')
