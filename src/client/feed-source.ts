import type { FeedDocuments, FeedReader, FeedRequest } from '../feeds/feed.ts'
import { rememberFirstEnds } from '../model/maintenance.ts'
import { share } from '../model/share.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import { discover } from './discover.ts'
import type { Reach } from './explain.ts'
import { fetchText, parseJson } from './fetch-document.ts'
import type { Shelf } from './shelf.ts'
import { failure, missesPart, StatusError } from './status-error.ts'

export interface FeedAddress {
  feed: string
  /** A catalogue id; `auto` or nothing: found out. */
  provider?: string | undefined
  /** A URL with `{url}` in it, in whose place the address of each document is put, percent-encoded. */
  proxy?: string | undefined
  /** Further addresses of the same feed, tried in order when the first cannot be read. */
  fallback?: readonly string[] | undefined
  /** How a feed of one's own is read: the mapping itself, its URL, or `#id` of the script element that holds it. */
  mapping?: string | object | undefined
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

/** Why an optional document could not be renewed, and since when (ms since the epoch). */
interface Late {
  since: number
  error: StatusError
}

/** For so long, an optional part that is out of reach is better old than missing; then nobody knows any more. */
const maxKeptMs = 3_600_000

/** So many documents are read at most beside those that a feed always needs. */
const maxMore = 4

/** One feed: where it is, what it is, and what was last read of it. Knows no listeners and asks by itself for nothing. */
export function feedSource(
  { feed, provider, fetch, timeoutMs }: FeedAddress,
  shelf: Shelf,
): ReadFeed {
  let reader: FeedReader | undefined
  /** The document it was recognised by. */
  let seenAt: string | undefined
  let isAlone = false
  let bodies: Bodies = {}
  let kept: Readonly<Record<string, Late>> = {}
  let last: StatusSnapshot | undefined
  const reach: Reach = {}

  const readFeed: ReadFeed = async (when, previous, signal) => {
    const address = toAddress(feed)
    const read = (url: string) => fetchText(url, { fetch, timeoutMs, signal })
    let known: Bodies = {}
    if (!reader) {
      const { entry, seen } = await discover(address, provider, shelf, read)
      reader = await entry.load().catch(missesPart(feed))
      reach.provider = entry.name
      seenAt = seen?.url
      // A page for people may show what its feed is; it is no document of it.
      isAlone = !!seen && !pathOf(seen.url).includes('.') && !/<html/i.test(seen.text)
      if (seen) known = { [seen.url]: seen.text }
      bodies = {}
    }
    const base = seenAt ?? address.href
    const requests = requestsOf(reader, base, isAlone)
    // The path of a document without an extension tells a reader nothing, unless it is of those that it asks for: it is the first.
    if (requests[0] && seenAt && isAlone && !requests.some(({ url }) => pathOf(url) === pathOf(seenAt))) requests[0] = { ...requests[0], url: seenAt }
    const next = { ...bodies }
    const late: Record<string, Late> = {}
    const readAll = (asked: readonly FeedRequest[]) => Promise.all(
      asked.map(async ({ key, url, optional, when: needed = 'now' }) => {
        const old = bodies[key]
        if (needed !== when && !wasCutOff(old)) return
        const body = known[url] ?? (await read(url).catch(toStatusError))
        const isOld = isError(body) && !isError(old ?? body)
        // The past does not change: what was read of it once is better than nothing.
        if (isOld && needed === 'history') return
        const { since = Date.now() } = kept[key] ?? {}
        if (isOld && optional && !/http 4(04|10)/.test(body.message) && Date.now() - since < maxKeptMs) late[key] = { since, error: body }
        else next[key] = body
      }),
    )
    await readAll(requests)
    if (reader.more) {
      const { documents } = await parseAll(requests, next, late)
      const more = reader.more(documents, base).slice(0, maxMore)
      await readAll(more)
      requests.push(...more.filter(({ key }) => !requests.some((request) => request.key === key)))
    }
    signal.throwIfAborted()
    if (when === 'history') Object.assign(late, kept)
    if (!last || requests.some(({ key }) => `${next[key]}` !== `${bodies[key]}` || `${late[key]?.error}` !== `${kept[key]?.error}`)) {
      const { documents, problems } = await parseAll(requests, next, late)
      const snapshot = parseWith(reader, documents, address.href)
      last = freeze(
        share(previous, {
          ...snapshot,
          problems: [...snapshot.problems, ...problems],
          maintenances: rememberFirstEnds(previous?.maintenances ?? [], snapshot.maintenances),
        }),
      )
      bodies = next
    }
    kept = late
    reach.isRefused = false
    return last
  }

  return (when, previous, signal) =>
    readFeed(when, previous, signal).catch(async (thrown) => {
      const error = toStatusError(thrown)
      // The page may have moved to another vendor, and a mapping may have been mended.
      if (!signal.aborted && /^(invalid|not-json|http 404)/.test(error.message)) reader = undefined
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

function requestsOf(reader: FeedReader, base: string, isAlone?: boolean): FeedRequest[] {
  try {
    return reader.requests(base).map((request) => ({ ...request, url: new URL(request.url, base).href }))
  } catch (cause) {
    // A document that is there already needs no address that tells: it is read as a copy of it would be.
    if (isAlone) return requestsOf(reader, new URL('/.json', base).href)
    throw failure('config', base, 'document', cause)
  }
}

function parseWith(reader: FeedReader, documents: FeedDocuments, page: string): StatusSnapshot {
  try {
    return reader.parse(documents, page)
  } catch (cause) {
    throw failure('invalid', page, undefined, cause)
  }
}

/** @throws StatusError when a document is missing that must not be */
async function parseAll(requests: readonly FeedRequest[], bodies: Bodies, late: Readonly<Record<string, Late>>) {
  const documents: Record<string, unknown> = {}
  const problems = []
  for (const { key, url, format, optional, when } of requests) {
    const body = bodies[key]
    try {
      if (isError(body)) throw body
      if (late[key]) problems.push({ path: key, message: `shown as it was before: ${late[key].error.message}` })
      if (body !== undefined) documents[key] = format === 'text' ? body : await parseJson(body, url)
    } catch (error) {
      if (!optional && when !== 'history') throw error
      problems.push({ path: key, message: `left out: ${toStatusError(error).message}` })
    }
  }
  return { documents, problems }
}

/** Old parts are frozen already, as is whatever is no object, so only new ones are walked. */
export function freeze<T>(value: T): T {
  if (!Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value as object).forEach(freeze)
  }
  return value
}
