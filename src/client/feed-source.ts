import type { CatalogueEntry, FeedDocuments, FeedRequest } from '../feeds/feed.ts'
import { rememberFirstEnds } from '../model/maintenance.ts'
import { share } from '../model/share.ts'
import type { Problem, StatusSnapshot } from '../model/snapshot.ts'
import { discover, type Discovery } from './discover.ts'
import { fetchText, isRefusedByCors, parseJson } from './fetch-document.ts'
import { StatusError } from './status-error.ts'

export interface FeedAddress {
  feed: string
  /** A catalogue id; `auto` or nothing: found out. */
  provider?: string | undefined
  fetch?: typeof globalThis.fetch | undefined
  timeoutMs?: number | undefined
}

export interface FeedSource {
  /**
   * Reads the feed's `now` documents, or those of its past, and makes a snapshot of all that is at hand.
   * @param previous what was shown last: objects are kept where equal, and moved ends are known by it
   * @returns the very snapshot of the last read when no document has changed
   * @throws StatusError
   */
  read(when: 'now' | 'history', previous: StatusSnapshot | undefined, signal: AbortSignal): Promise<StatusSnapshot>
}

/** What was read, by the key of its request: a document's text, or why there is none. */
type Bodies = Readonly<Record<string, string | StatusError>>

/** One feed: where it is, what it is, and what was last read of it. Knows no time and no listeners. */
export function feedSource({ feed, provider, ...options }: FeedAddress, catalogue: readonly CatalogueEntry[]): FeedSource {
  let found: Discovery | undefined
  let bodies: Bodies = {}
  let last: StatusSnapshot | undefined
  let isRefused: boolean | undefined

  async function readDocuments(
    when: 'now' | 'history',
    previous: StatusSnapshot | undefined,
    signal: AbortSignal,
  ): Promise<StatusSnapshot> {
    const read = (url: string) => fetchText(url, { ...options, signal })
    const address = toAddress(feed)
    let seen: Discovery['seen']
    if (!found) {
      found = await discover(address, provider, catalogue, read)
      seen = found.seen
      bodies = {}
      last = undefined
    }
    const requests = found.reader.requests(address.href)
    const wanted = requests.filter(({ key, when: needed }) => (needed ?? 'now') === when || wasCutOff(bodies[key]))
    const next = { ...bodies }
    await Promise.all(
      wanted.map(async ({ key, url, when: needed }) => {
        const body = isSame(url, seen?.url) && seen ? seen.text : await read(url).catch(toStatusError)
        // The past does not change: what was read of it once is better than nothing.
        if (!(body instanceof Error && needed === 'history' && typeof next[key] === 'string')) next[key] = body
      }),
    )
    signal.throwIfAborted()
    if (last && requests.every(({ key }) => String(next[key]) === String(bodies[key]))) return last
    const snapshot = await understand(found, requests, next, address.href)
    const maintenances = previous ? rememberFirstEnds(previous.maintenances, snapshot.maintenances) : snapshot.maintenances
    last = freeze(share(previous, { ...snapshot, maintenances }))
    bodies = next
    return last
  }

  return {
    async read(when, previous, signal) {
      try {
        const snapshot = await readDocuments(when, previous, signal)
        isRefused = false
        return snapshot
      } catch (thrown) {
        const error = toStatusError(thrown)
        // A feed known by its shape may have moved to another vendor.
        if (found?.seen && (/invalid|not-json/.test(error.code) || error.reason === '404')) found = undefined
        if (error.reason !== 'unreachable' || signal.aborted) throw error
        const url = error.url ?? feed
        isRefused ??= await isRefusedByCors(url, { ...options, signal })
        throw isRefused ? corsError(url, error) : error
      }
    },
  }
}

const toStatusError = (error: unknown): StatusError =>
  error instanceof StatusError ? error : new StatusError('invalid', String(error), { cause: error })

const corsError = (url: string, cause: unknown): StatusError =>
  new StatusError('network', `${url} forbids other sites to read it`, {
    url,
    reason: 'cors',
    hint: 'No CORS header: serve it from a path of your own site, set proxy, or publish a snapshot of your own.',
    cause,
  })

function toAddress(feed: string): URL {
  try {
    const url = new URL(feed)
    if (/^https?:$/.test(url.protocol) && !url.username) return url
  } catch {}
  const hint = 'Write an address such as https://status.example.com.'
  throw new StatusError('config', `"${feed}" is no address of a feed`, { url: feed, hint })
}

const isSame = (url: string, other: string | undefined): boolean => !!other && new URL(url).href === other

/** True for a document that may come at the next try. */
const wasCutOff = (body: string | StatusError | undefined): boolean =>
  body instanceof Error && /network|timeout/.test(body.code)

async function understand(
  { entry, reader }: Discovery,
  requests: readonly FeedRequest[],
  bodies: Bodies,
  page: string,
): Promise<StatusSnapshot> {
  const documents: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const { key, url, format, optional, when } of requests) {
    const body = bodies[key]
    if (body === undefined) continue
    try {
      if (body instanceof Error) throw body
      documents[key] = format === 'text' ? body : await parseJson(body, url)
    } catch (error) {
      if (!optional && when !== 'history') throw error
      problems.push({ path: key, message: `left out: ${toStatusError(error).message}` })
    }
  }
  return withProblems(parse(entry.name, reader.parse, documents, page), problems)
}

function parse(
  name: string,
  read: (documents: FeedDocuments, page: string) => StatusSnapshot,
  documents: FeedDocuments,
  page: string,
): StatusSnapshot {
  try {
    return read(documents, page)
  } catch (cause) {
    throw new StatusError('invalid', `${page} is not as documents of ${name} are`, {
      url: page,
      hint: 'Check provider, or leave it out.',
      cause,
    })
  }
}

const withProblems = (snapshot: StatusSnapshot, problems: readonly Problem[]): StatusSnapshot =>
  problems.length ? { ...snapshot, problems: [...snapshot.problems, ...problems] } : snapshot

/** Old parts are frozen already, so only new ones are walked. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(freeze)
  }
  return value
}
