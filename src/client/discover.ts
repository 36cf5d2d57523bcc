import type { CatalogueEntry } from '../feeds/feed.ts'
import { parseJson } from './fetch-document.ts'
import { failure, StatusError } from './status-error.ts'

export interface Discovery {
  entry: CatalogueEntry
  /** The document it was recognised by; absent where the address or the reader said what it is. */
  seen?: { url: string; text: string }
}

/** Two in vain, and one more that hits: that one is handed on, so it is no extra request. */
const maxRequests = 3

/**
 * Finds out which feed stands at an address: by the given id, by the address, then by the shape of documents. An address
 * that names a document is read itself; one with a path is read first, then the catalogue's probes under it.
 * @throws StatusError `config` for an unknown id, `unrecognised`, or what kept the documents from being read
 */
export async function discover(
  address: URL,
  provider: string | undefined,
  catalogue: readonly CatalogueEntry[],
  read: (url: string) => Promise<string>,
): Promise<Discovery> {
  const { pathname, search, href } = address
  /** A feed of the page's own that trips over what is another's has not recognised it. */
  const find = (test: (entry: CatalogueEntry) => boolean | undefined) =>
    catalogue.find((entry) => {
      try {
        return test(entry)
      } catch {}
    })
  const isNamed = provider && provider !== 'auto'
  const known = find((entry) => (isNamed ? entry.id === provider : entry.match?.(address)))
  if (known) return { entry: known }
  if (isNamed) throw failure('config', href, 'provider', catalogue.map(({ id }) => id).join(', '))

  const probes = catalogue.flatMap(({ probe }) =>
    probe ? new URL(`${pathname}/${probe}`.replace(/\/+/g, '/'), address).href : [],
  )
  const places =
    search || /\.(json|js|xml|rss|atom)$/i.test(pathname)
      ? [href]
      : [...new Set(pathname === '/' ? probes : [href, ...probes])].slice(0, maxRequests)
  const seen: unknown[] = []
  for (const url of places) {
    try {
      const text = await read(url)
      const document = await parseJson(text, url).catch(() => text)
      const entry = find((candidate) => candidate.recognise?.(document))
      if (entry) return { entry, seen: { url, text } }
      seen.push(document)
    } catch (error) {
      // A server in trouble has said nothing about its paths.
      if (!places[1] || !(error instanceof StatusError) || /timeout|offline|http (5|429)/.test(error.message)) throw error
      seen.push(error)
    }
  }
  // A missing path is often refused without a CORS header; only where all were is the server out of reach.
  throw seen.every((what) => what instanceof StatusError && what.code === 'network')
    ? seen[0]
    : failure('unrecognised', href, undefined, seen)
}
