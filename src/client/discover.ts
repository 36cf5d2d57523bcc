import type { CatalogueEntry, FeedReader } from '../feeds/feed.ts'
import { parseJson, whatIs } from './fetch-document.ts'
import { StatusError } from './status-error.ts'

export interface Discovery {
  entry: CatalogueEntry
  reader: FeedReader
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
  const url = address.href
  const named = provider !== undefined && provider !== 'auto'
  const known = catalogue.find((entry) => (named ? entry.id === provider : attempt(() => entry.match?.(address))))
  if (known) return { entry: known, reader: await loadReader(known) }
  if (named) {
    const hint = `Known providers: auto, ${catalogue.map(({ id }) => id).join(', ')}.`
    throw new StatusError('config', `There is no provider "${provider}"`, { url, hint })
  }
  const places = candidates(address, catalogue)
  const seen: string[] = []
  let unread: unknown
  for (const place of places) {
    let text: string
    try {
      text = await read(place)
    } catch (error) {
      if (places.length === 1 || !mayBeElsewhere(error)) throw error
      unread ??= error
      if (error.code !== 'network') seen.push(error.reason ?? error.code)
      continue
    }
    const document = await parseJson(text, place).catch(() => text)
    const entry = catalogue.find((candidate) => attempt(() => candidate.recognise?.(document)))
    if (entry) return { entry, reader: await loadReader(entry), seen: { url: place, text } }
    seen.push(whatIs(document))
  }
  if (!seen.length && unread) throw unread
  const hint = `Saw ${seen.join('; ')}: set provider, or give the address of the feed's own document.`
  throw new StatusError('unrecognised', `No known feed at ${url}`, { url, hint })
}

function candidates(address: URL, catalogue: readonly CatalogueEntry[]): string[] {
  const { pathname, search, href } = address
  if (search || /\.(json|js|xml|rss|atom)$/i.test(pathname)) return [href]
  const probes = catalogue.flatMap(({ probe }) =>
    probe ? [new URL(`${pathname}/${probe}`.replace(/\/+/g, '/'), address).href] : [],
  )
  return [...new Set(pathname === '/' ? probes : [href, ...probes])].slice(0, maxRequests)
}

/** A missing path is often refused without a CORS header; a server in trouble has said nothing about its paths. */
const mayBeElsewhere = (error: unknown): error is StatusError =>
  error instanceof StatusError &&
  error.code !== 'timeout' &&
  error.reason !== 'offline' &&
  !(error.code === 'http' && (Number(error.reason) >= 500 || error.reason === '429'))

async function loadReader({ name, load }: CatalogueEntry): Promise<FeedReader> {
  try {
    return await load()
  } catch (cause) {
    throw new StatusError('network', `The part of Statuspane that reads ${name} could not be loaded`, { cause })
  }
}

/** A feed of the page's own that trips over another's document has not recognised it. */
function attempt(test: () => boolean | undefined): boolean {
  try {
    return !!test()
  } catch {
    return false
  }
}
