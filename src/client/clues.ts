import type { CatalogueEntry } from '../feeds/feed.ts'
import { parseJson } from './fetch-document.ts'

/** What tells a feed before its reader is loaded. */

export interface Discovery {
  entry: CatalogueEntry
  /** The document it was recognised by; absent where the address or the reader said what it is. */
  seen?: { url: string; text: string }
}

/** Reads one document as text. */
export type Read = (url: string) => Promise<string>

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
