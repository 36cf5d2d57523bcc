import { type FeedAddress, feedSource, type ReadFeed } from './feed-source.ts'
import type { Shelf } from './shelf.ts'
import { missesPart } from './status-error.ts'

/** A feed, be it behind a proxy, read by a mapping or with fallbacks, which few are. */
export function sourceFor(address: FeedAddress, shelf: Shelf): ReadFeed {
  const { feed, proxy, mapping, fallback } = address
  if (!proxy && !mapping && !fallback?.length) return feedSource(address, shelf)
  let source: ReadFeed | undefined
  return async (when, signal) => {
    const { sourceWith } = await import('./ways.ts').catch(missesPart(feed))
    return (source ??= sourceWith(address, shelf))(when, signal)
  }
}
