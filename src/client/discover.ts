import type { CatalogueEntry } from '../feeds/feed.ts'
import { parseJson } from './fetch-document.ts'
import { StatusError } from './status-error.ts'

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
  const isNamed = provider && provider !== 'auto'
  const entry = catalogue.find((candidate) =>
    isNamed ? candidate.id === provider : attempt(() => candidate.match?.(address)),
  )
  if (entry) return { entry }
  if (isNamed) {
    const cause = catalogue.map(({ id }) => id).join(' ')
    throw new StatusError('config', `No provider "${provider}"`, { reason: 'provider', cause })
  }
  const places = candidates(address, catalogue)
  const seen: unknown[] = []
  for (const url of places) {
    try {
      const text = await read(url)
      const document = await parseJson(text, url).catch(() => text)
      const entry = catalogue.find((candidate) => attempt(() => candidate.recognise?.(document)))
      if (entry) return { entry, seen: { url, text } }
      seen.push(document)
    } catch (error) {
      if (!places[1] || isInTrouble(error)) throw error
      seen.push(error)
    }
  }
  // A missing path is often refused without a CORS header; only where all were is the server out of reach.
  throw (
    seen.every((what) => what instanceof StatusError && what.code === 'network') ? seen[0]
    : new StatusError('unrecognised', `No known feed at ${address}`, { url: address.href, cause: seen })
  )
}

function candidates(address: URL, catalogue: readonly CatalogueEntry[]): string[] {
  const { pathname, search, href } = address
  if (search || /\.(json|js|xml|rss|atom)$/i.test(pathname)) return [href]
  const probes = catalogue.flatMap(({ probe }) =>
    probe ? new URL(`${pathname}/${probe}`.replace(/\/+/g, '/'), address).href : [],
  )
  return [...new Set(pathname === '/' ? probes : [href, ...probes])].slice(0, maxRequests)
}

/** A server in trouble has said nothing about its paths. */
const isInTrouble = (error: unknown): boolean =>
  !(error instanceof StatusError) || /timeout|offline|http (5|429)/.test(`${error.code} ${error.reason}`)

/** A feed of the page's own that trips over another's document has not recognised it. */
function attempt(test: () => boolean | undefined): boolean | undefined {
  try {
    return test()
  } catch {
    return false
  }
}
