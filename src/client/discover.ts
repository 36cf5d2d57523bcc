import type { CatalogueEntry } from '../feeds/feed.ts'
import { parseJson } from './fetch-document.ts'
import type { Shelf } from './shelf.ts'
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
 * that names a document is read itself; one with a path is read first, then the catalogue's probes under it. The whole
 * catalogue is fetched only when the feeds at hand do not fit.
 * @throws StatusError `config` for an unknown id, `unrecognised`, or what kept the documents from being read
 */
export async function discover(
  address: URL,
  provider: string | undefined,
  shelf: Shelf,
  read: (url: string) => Promise<string>,
): Promise<Discovery> {
  const { pathname, search, href } = address
  const isNamed = provider && provider !== 'auto'
  const isDocument = search || /\.(json|js|xml|rss|atom)$/i.test(pathname)
  const isBare = pathname === '/'
  let entries = shelf.near
  let isAll = false

  /** A feed of the page's own that trips over what is another's has not recognised it. */
  const find = (test: (entry: CatalogueEntry) => boolean | undefined) =>
    entries.find((entry) => {
      try {
        return test(entry)
      } catch {}
    })
  const known = () => find((entry) => (isNamed ? entry.id === provider : entry.match?.(address)))
  const widen = async () => {
    isAll = true
    entries = (await shelf.all?.().catch((cause) => {
      throw failure('network', href, 'reader', cause)
    })) ?? entries
    return known()
  }
  const place = (index: number): string | undefined => {
    if (isDocument) return index ? undefined : href
    const probes = entries.flatMap(({ probe }) => (probe ? new URL(`${pathname}/${probe}`.replace(/\/+/g, '/'), address).href : []))
    return index < maxRequests ? [...new Set(isBare ? probes : [href, ...probes])][index] : undefined
  }

  const isElsewhere = isNamed || !(isDocument || isBare) || shelf.feedAt?.(address)
  const entry = known() ?? (isElsewhere ? await widen() : undefined)
  if (entry) return { entry }
  if (isNamed) throw failure('config', href, 'provider', entries.map(({ id }) => id).join(', '))

  const seen: unknown[] = []
  for (let url = place(0); url; url = place(seen.length)) {
    const text = await read(url).catch((error: unknown) => {
      if (isDocument || isTrouble(error)) throw error
      seen.push(error)
    })
    const document = text === undefined ? undefined : await parseJson(text, url).catch(() => text)
    const recognise = () => find((candidate) => text !== undefined && candidate.recognise?.(document))
    const first = recognise()
    const matched = first || isAll ? undefined : await widen()
    const entry = first ?? recognise()
    if (entry && text !== undefined) return { entry, seen: { url, text } }
    if (matched) return { entry: matched }
    if (text !== undefined) seen.push(document)
  }
  // A missing path is often refused without a CORS header; only where all were is the server out of reach.
  throw seen.every((what) => what instanceof StatusError && what.code === 'network')
    ? seen[0]
    : failure('unrecognised', href, undefined, seen)
}

/** A server in trouble has said nothing about its paths. */
const isTrouble = (error: unknown): boolean =>
  !(error instanceof StatusError) || /timeout|offline|http (5|429)/.test(error.message)
