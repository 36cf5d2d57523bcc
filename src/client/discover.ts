import type { CatalogueEntry } from '../feeds/feed.ts'
import { parseJson } from './fetch-document.ts'
import type { Shelf } from './shelf.ts'
import { failure } from './status-error.ts'

export interface Discovery {
  entry: CatalogueEntry
  /** The document it was recognised by; absent where the address or the reader said what it is. */
  seen?: { url: string; text: string }
}

/** Reads one document as text. */
export type Read = (url: string) => Promise<string>

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
  const [{ search }, all] = await Promise.all([import('./search.ts'), shelf.all?.() ?? near]).catch((cause) => {
    throw failure('network', address.href, 'reader', cause)
  })
  const found = await search(address, id, all, (url) => first[url] ?? read(url))
  // A document whose address told the feed after all has been read by now.
  const text = await first[address.href]?.catch(() => undefined)
  return found.seen || text === undefined ? found : { ...found, seen: { url: address.href, text } }
}

/** True for an address that names a document; any other is a page's. */
export const isDocument = ({ pathname, search }: URL): boolean => search !== '' || /\.(json|js|xml|rss|atom)$/i.test(pathname)

/** Where the first documents of a page may stand: a page at a path is read itself, then as any other. */
export function placesFor(address: URL, entries: readonly CatalogueEntry[]): string[] {
  const { pathname, href } = address
  if (isDocument(address)) return [href]
  const probes = entries.flatMap(({ probe }) => (probe ? new URL(`${pathname}/${probe}`.replace(/\/+/g, '/'), address).href : []))
  return pathname === '/' ? probes : [href, ...probes]
}

/** A feed of the page's own that trips over what is another's has not recognised it. */
const safely = (test: (entry: CatalogueEntry) => boolean | undefined) => (entry: CatalogueEntry) => {
  try {
    return test(entry)
  } catch {
    return false
  }
}

export const isKnown = (address: URL, id: string) => safely((entry) => (id ? entry.id === id : entry.match?.(address)))

export const recognises = (document: unknown) => safely((entry) => entry.recognise?.(document))

/** What is no JSON is recognised by its text. */
export const parse = (text: string, url: string): Promise<unknown> => parseJson(text, url).catch(() => text)
