import type { CatalogueEntry } from '../feeds/feed.ts'
import { type Discovery, isDocument, isKnown, parse, placesFor, type Read, recognises } from './clues.ts'
import { failure, StatusError } from './status-error.ts'

// A chunk of its own, loaded with the catalogue when the feeds at hand do not fit.

/** Two in vain, and one more that hits: that one is handed on, so it is no extra request. */
const maxRequests = 3

/** Finds a feed among all there are: `discover` says how. */
export async function search(address: URL, id: string, entries: readonly CatalogueEntry[], read: Read): Promise<Discovery> {
  const { href } = address
  const known = entries.find(isKnown(address, id))
  if (id && !known) throw failure('config', href, 'provider', { given: id, known: entries.map((entry) => entry.id) })
  if (known) return { entry: known }
  const seen: unknown[] = []
  // The page that people had before them when they copied its address is often one of the status page's own.
  const places = new Set(isPart(address) ? [href, ...placesFor(new URL('/', address), entries)] : placesFor(address, entries))
  // What is added on the way is visited too.
  for (const url of places) {
    if (seen.length === maxRequests) break
    try {
      const text = await read(url)
      const document = await parse(text, url)
      const entry = entries.find(recognises(document))
      if (entry) return { entry, seen: { url, text } }
      seen.push(document)
      if (url === href && address.search && isPage(document)) {
        const page = new URL(address.pathname, address)
        for (const place of placesFor(page, entries)) if (place !== page.href) places.add(place)
      }
    } catch (error) {
      if ((url === href && isDocument(address)) || isTrouble(error)) throw error
      seen.push(error)
    }
  }
  // A missing path is often refused without a CORS header; only where all were is the server out of reach, or private.
  throw seen.every((what) => what instanceof StatusError && /^(network|http 40[13])/.test(what.message))
    ? seen[0]
    : failure('unrecognised', href, undefined, seen)
}

/** The past of a page, or one event of it: their feed is the whole page's. */
const isPart = ({ pathname, search: query }: URL): boolean => !query && /^\/(history|uptime|(incidents?|maintenances?)\/[^/.]+)\/?$/.test(pathname)

/** The address of a page for people may have a query as that of a document has. */
const isPage = (document: unknown): boolean => typeof document === 'string' && /<html|<!doctype html/i.test(document)

/** A server in trouble has said nothing about its paths, and a proxy that is none has asked nobody. */
const isTrouble = (error: unknown): boolean =>
  !(error instanceof StatusError) || /^(timeout|config|network offline|http (5|429))/.test(error.message)
