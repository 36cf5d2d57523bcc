import { type Discovery, isDocument, isKnown, parse, placesFor, type Read, recognises } from './clues.ts'
import type { Shelf } from './shelf.ts'
import { missesPart } from './status-error.ts'

/**
 * Finds out which feed stands at an address: by the given id, by the address, then by the shape of documents. Here the
 * feeds at hand are tried, and only the first place is read; for all else the search and the whole catalogue are fetched.
 * @throws StatusError `config` for an unknown id, `unrecognised`, or what kept the documents from being read
 */
export async function discover(address: URL, provider: string | undefined, shelf: Shelf, read: Read): Promise<Discovery> {
  const id = provider === 'auto' ? '' : (provider ?? '')
  const { near } = shelf
  const known = near.find(isKnown(address, id))
  if (known) return { entry: known }
  const first: Record<string, Promise<string>> = {}
  if (!id && !shelf.feedAt?.(address) && (isDocument(address) || address.pathname === '/')) {
    const [url = address.href] = placesFor(address, near)
    const reading = (first[url] = read(url))
    try {
      const text = await reading
      const entry = near.find(recognises(await parse(text, url)))
      if (entry) return { entry, seen: { url, text } }
    } catch {
      // The search meets the same error, and knows what to do.
    }
  }
  const [{ search }, all] = await Promise.all([import('./search.ts'), shelf.all?.() ?? near]).catch(missesPart(address.href))
  const found = await search(address, id, all, (url) => first[url] ?? read(url))
  // A document whose address told the feed after all has been read by now.
  const text = await first[address.href]?.catch(() => undefined)
  return found.seen || text === undefined ? found : { ...found, seen: { url: address.href, text } }
}
