import { type ClientState, type ClientStatus, statusOf } from './client/client-state.ts'
import { clientFor } from './client/clients.ts'
import { type FeedAddress, freeze } from './client/feed-source.ts'
import { readOnce } from './client/read-once.ts'
import { distinct, keysOf, severalClient } from './client/several.ts'
import { StatusError } from './client/status-error.ts'
import { instant, seconds, words } from './elements/attributes.ts'
import { parseDuration } from './model/duration.ts'
import { names, type ViewOptions, viewOf } from './model/filter.ts'
import { type FeedPart, mergeSnapshots } from './model/merge.ts'
import type { StatusSnapshot } from './model/snapshot.ts'

export { catalogue as feeds } from './feeds/catalogue.ts'
export { defineFeed } from './feeds/define-feed.ts'
export type { Feed, FeedDocuments, FeedReader, FeedRequest } from './feeds/feed.ts'
export { parseStatus } from './client/parse-status.ts'
export { StatusError, type StatusErrorCode } from './client/status-error.ts'
export type { ClientStatus } from './client/client-state.ts'
export { type Change, changesBetween } from './model/changes.ts'
export { matchComponents, touches, viewOf } from './model/filter.ts'
export { honestHeadline, isAllClear } from './model/headline.ts'
export { deriveIndicator } from './model/indicator.ts'
export { movedFrom, overrunMs, pastFirstEndMs, phaseOf } from './model/maintenance.ts'
export { noticesOf } from './model/notice.ts'
export { silenceMs } from './model/silence.ts'
export { snapshotSchema } from './model/snapshot.ts'
export type { Component, ComponentGroup, HistoryDay, Incident, Maintenance, Problem, StatusEvent, StatusPage, StatusSnapshot, Update } from './model/snapshot.ts'
export type { ComponentStatus, Impact, IncidentStatus, Indicator, MaintenanceStatus } from './model/words.ts'

/** The options of the elements, in the same words and units. */
export interface ReadOptions {
  /** An adapter's id; found out when absent. */
  provider?: string
  /** A URL with `{url}` in it, in whose place the address of each document is put, percent-encoded. */
  proxy?: string
  /** Further addresses of the one feed, as a list or with blanks between, tried in order when the first cannot be read. */
  fallback?: string | readonly string[]
  /** How a feed of one's own is read: the mapping itself, or its URL. */
  mapping?: string | object
  /** Ids or names of components or groups, as a list or with commas between: only what touches these. */
  components?: string | readonly string[]
  fetch?: typeof globalThis.fetch
  /** For each document, in ms. @default 10_000 */
  timeoutMs?: number
  signal?: AbortSignal
  /** A fixed ISO instant instead of the clock. */
  now?: string
}

export interface WatchOptions extends ReadOptions {
  /** Seconds between two polls, 15 to 3600; 0 = read once. @default 60 */
  refresh?: number
  /** A document made longer ago than this is stale: `90m` or an ISO 8601 duration. @default '1h' */
  maxAge?: string
}

/** What a watcher is told. `checkedAt` is in ms since the epoch. */
export interface WatchedStatus extends ClientState {
  readonly status: ClientStatus
}

const hourMs = 3_600_000

/**
 * Reads a feed once, or several with blanks between: then what cannot be read is said in `problems`, as long as one can.
 * The options are a watcher's; once, `refresh` and `maxAge` say nothing.
 * @throws StatusError
 */
export async function readStatus(feed: string, options: WatchOptions = {}): Promise<StatusSnapshot> {
  const { components, now, signal = new AbortController().signal, ...rest } = options
  const feeds = distinct(words(feed))
  const read = (one: string) =>
    readOnce({ ...addressOf(feeds, rest), feed: one }, signal).catch((error) => {
      throw signal.aborted ? givenUp(one, signal) : error
    })
  if (feeds.length < 2) return seen(await read(feeds[0] ?? feed), { components, now: clockOf(now) })
  const results = await Promise.allSettled(feeds.map(read))
  const keys = keysOf(feeds)
  const parts = results.map((result, i): FeedPart => {
    const key = keys[i] ?? ''
    return result.status === 'fulfilled' ? { key, snapshot: result.value } : { key, reason: `${result.reason.message}` }
  })
  const failed = results.filter((result) => result.status === 'rejected')
  if (failed[0] && failed.length === feeds.length) throw failed[0].reason
  return seen(mergeSnapshots(parts), { components, now: clockOf(now), parts })
}

const givenUp = (url: string, { reason: cause }: AbortSignal) =>
  new StatusError('network', `The reading of ${url} was given up`, { url, reason: 'aborted', hint: 'The signal was aborted.', cause })

/** Reads a feed again and again, and tells the listener whenever something has changed. Returns how to stop. */
export function watchStatus(
  feed: string,
  options: WatchOptions | undefined,
  listener: (status: WatchedStatus) => void,
): () => void {
  const { components, signal, refresh = 60, maxAge = '1h', now, ...rest } = options ?? {}
  if (signal?.aborted) return () => {}
  const maxAgeMs = parseDuration(maxAge) ?? hourMs
  const feeds = distinct(words(feed))
  const address = addressOf(feeds, rest)
  const client = feeds.length > 1 ? severalClient(feeds, address) : clientFor({ ...address, feed: feeds[0] ?? feed })
  let told: ClientState | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = (state: ClientState) => {
    told = state
    clearTimeout(timer)
    const clock = clockOf(now)
    const { snapshot, feeds: parts } = state
    const status = statusOf(state, maxAgeMs, clock)
    if (status === 'fresh' && snapshot?.generatedAt && instant(now) === undefined) {
      // A document grows old without a word.
      const freshMs = Date.parse(snapshot.generatedAt) + maxAgeMs - clock
      timer = setTimeout(() => tell(client.state), Math.min(freshMs + 1, longestTimeoutMs))
    }
    try {
      listener({ ...state, snapshot: snapshot && seen(snapshot, { components, now: clock, parts }), status })
    } catch {
      // What a listener throws harms nobody else.
    }
  }
  const unsubscribe = client.subscribe(tell, { refreshMs: (seconds(refresh) ?? 60) * 1000 })
  let isOver = false
  const stop = () => {
    isOver = true
    signal?.removeEventListener('abort', stop)
    clearTimeout(timer)
    unsubscribe()
  }
  signal?.addEventListener('abort', stop)
  // Who comes later hears what is known, once it has got hold of how to stop.
  queueMicrotask(() => {
    const { state } = client
    if (!isOver && !told && (state.snapshot || state.error)) tell(state)
  })
  return stop
}

/** What a timer can wait for; it fires at once for more. */
const longestTimeoutMs = 2 ** 31 - 1

const clockOf = (now: string | undefined) => instant(now) ?? Date.now()

/** Several feeds have no fallback: it is another address of the one. */
const addressOf = (feeds: readonly string[], { fallback, ...rest }: ReadOptions): Omit<FeedAddress, 'feed'> => ({
  ...rest,
  fallback: feeds.length > 1 ? [] : typeof fallback === 'string' ? words(fallback) : fallback,
})

interface Scope extends Pick<ViewOptions, 'now' | 'parts'> {
  components: string | readonly string[] | undefined
}

/** What is asked for, and which names in it are none: here nobody else would say so. */
function seen(snapshot: StatusSnapshot, { components = [], ...scope }: Scope): StatusSnapshot {
  const view = viewOf(snapshot, { ...scope, components: typeof components === 'string' ? names(components) : components })
  const problems = view.unmatched.map((name) => ({ path: 'components', message: `"${name}" is no component or group of this page` }))
  return freeze(problems.length ? { ...view.snapshot, problems: [...view.snapshot.problems, ...problems] } : view.snapshot)
}
