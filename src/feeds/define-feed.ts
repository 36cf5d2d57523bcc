import { catalogue } from './catalogue.ts'
import type { Feed } from './feed.ts'
import { own, tellDefined } from './own.ts'

/**
 * Registers a feed of one's own, before all others; one of the same id that was defined earlier gives way to it.
 * Elements and watchers that could not read their feed try again.
 * @returns the feed
 * @throws TypeError when it lacks its id, `requests` or `parse`
 */
export function defineFeed<T extends Feed>(feed: T): T {
  const { id, name, match, recognise } = feed
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]*$/.test(id) || id === 'auto') throw new TypeError(`"${id}" is no id for a feed: write a word in lower case`)
  if (typeof feed.requests !== 'function' || typeof feed.parse !== 'function') throw new TypeError(`The feed "${id}" needs requests and parse`)
  const entry = { id, name, match, recognise, reader: feed, load: async () => feed }
  const earlier = own.find((known) => known.id === id)
  for (const list of [own, catalogue]) {
    if (earlier) list.splice(list.indexOf(earlier), 1)
    list.unshift(entry)
  }
  tellDefined(id)
  return feed
}
