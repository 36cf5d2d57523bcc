import type { FeedReader, FeedRequest } from '../feeds/feed.ts'
import { rememberFirstEnds } from '../model/maintenance.ts'
import { share } from '../model/share.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import { discover } from './discover.ts'
import type { Reach } from './explain.ts'
import { fetchText, parseJson } from './fetch-document.ts'
import type { Shelf } from './shelf.ts'
import { failure, StatusError } from './status-error.ts'

export interface FeedAddress {
  feed: string
  /** A catalogue id; `auto` or nothing: found out. */
  provider?: string | undefined
  fetch?: typeof globalThis.fetch | undefined
  timeoutMs?: number | undefined
}

/**
 * Reads the feed's `now` documents, or those of its past, and makes a snapshot of all that is at hand.
 * @param previous what was shown last: objects are kept where equal, and moved ends are known by it
 * @returns the very snapshot of the last read when no document has changed
 * @throws StatusError
 */
export type ReadFeed = (
  when: 'now' | 'history',
  previous: StatusSnapshot | undefined,
  signal: AbortSignal,
) => Promise<StatusSnapshot>

/** What was read, by the key of its request: a document's text, or why there is none. */
type Bodies = Readonly<Record<string, string | StatusError>>

/** One feed: where it is, what it is, and what was last read of it. Knows no time and no listeners. */
export function feedSource(
  { feed, provider, fetch, timeoutMs }: FeedAddress,
  shelf: Shelf,
): ReadFeed {
  let reader: FeedReader | undefined
  /** The document it was recognised by. */
  let seenAt: string | undefined
  let isAlone = false
  let bodies: Bodies = {}
  let last: StatusSnapshot | undefined
  let reach: Reach = {}

  const readFeed: ReadFeed = async (when, previous, signal) => {
    const address = toAddress(feed)
    const read = (url: string) => fetchText(url, { fetch, timeoutMs, signal })
    let known: Bodies = {}
    if (!reader) {
      const { entry, seen } = await discover(address, provider, shelf, read)
      reader = await entry.load().catch((cause) => {
        throw failure('network', feed, 'reader', cause)
      })
      seenAt = seen?.url
      // A page for people may show what its feed is; it is no document of it.
      isAlone = !!seen && !pathOf(seen.url).includes('.') && !/<html/i.test(seen.text)
      if (seen) known = { [seen.url]: seen.text }
      bodies = {}
    }
    const requests = requestsOf(reader, seenAt ?? address.href)
    // The path of a document without an extension tells a reader nothing, unless it is of those that it asks for: it is the first.
    if (requests[0] && seenAt && isAlone && !requests.some(({ url }) => pathOf(url) === pathOf(seenAt))) requests[0] = { ...requests[0], url: seenAt }
    const next = { ...bodies }
    await Promise.all(
      requests.map(async ({ key, url, when: needed = 'now' }) => {
        const old = bodies[key]
        if (needed !== when && !wasCutOff(old)) return
        const body = known[new URL(url).href] ?? (await read(url).catch(toStatusError))
        // The past does not change: what was read of it once is better than nothing.
        if (needed === 'now' || !isError(body) || isError(old ?? body)) next[key] = body
      }),
    )
    signal.throwIfAborted()
    if (!last || requests.some(({ key }) => `${next[key]}` !== `${bodies[key]}`)) {
      const snapshot = await understand(reader, requests, next, address.href)
      last = freeze(
        share(previous, {
          ...snapshot,
          maintenances: rememberFirstEnds(previous?.maintenances ?? [], snapshot.maintenances),
        }),
      )
      bodies = next
    }
    reach = { isRefused: false }
    return last
  }

  return (when, previous, signal) =>
    readFeed(when, previous, signal).catch(async (thrown) => {
      const error = toStatusError(thrown)
      // A feed known by its shape may have moved to another vendor.
      if (seenAt && /^(invalid|not-json|http 404)/.test(error.message)) reader = undefined
      throw signal.aborted
        ? error
        : await import('./explain.ts').then(
            ({ explain }) => explain(error, reach, { fetch, signal }),
            () => error,
          )
    })
}

const pathOf = (url: string | undefined) => new URL(`${url}`).pathname

const isError = (value: unknown): value is StatusError => value instanceof StatusError

/** What is no error of ours comes from a reader that has stumbled over a document. */
export const toStatusError = (thrown: unknown): StatusError =>
  isError(thrown) ? thrown : failure('invalid', '', undefined, thrown)

/** True for a document that may come at the next try. */
const wasCutOff = (body: string | StatusError | undefined): boolean =>
  isError(body) && /network|timeout/.test(body.code)

/** A relative address is one of the page's. */
export const resolveFeed = (feed: string): URL => new URL(feed, globalThis.document?.baseURI)

function toAddress(feed: string): URL {
  try {
    const url = resolveFeed(feed)
    if (/^https?:$/.test(url.protocol)) return url
  } catch {}
  throw failure('config', feed, 'address')
}

function requestsOf(reader: FeedReader, base: string): FeedRequest[] {
  try {
    return reader.requests(base)
  } catch (cause) {
    throw failure('config', base, 'document', cause)
  }
}

async function understand(
  reader: FeedReader,
  requests: readonly FeedRequest[],
  bodies: Bodies,
  page: string,
): Promise<StatusSnapshot> {
  const documents: Record<string, unknown> = {}
  const problems = []
  for (const { key, url, format, optional, when } of requests) {
    const body = bodies[key]
    try {
      if (isError(body)) throw body
      if (body !== undefined) documents[key] = format === 'text' ? body : await parseJson(body, url)
    } catch (error) {
      if (!optional && when !== 'history') throw error
      problems.push({ path: key, message: `left out: ${toStatusError(error).message}` })
    }
  }
  try {
    const snapshot = reader.parse(documents, page)
    return { ...snapshot, problems: [...snapshot.problems, ...problems] }
  } catch (cause) {
    throw failure('invalid', page, undefined, cause)
  }
}

/** Old parts are frozen already, as is whatever is no object, so only new ones are walked. */
function freeze<T>(value: T): T {
  if (!Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value as object).forEach(freeze)
  }
  return value
}
