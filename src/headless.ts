import { type ClientState, type ClientStatus, statusOf } from './client/client-state.ts'
import { clientFor } from './client/clients.ts'
import { feedSource } from './client/feed-source.ts'
import { shelf } from './client/shelf.ts'
import { instant, seconds } from './elements/attributes.ts'
import { parseDuration } from './model/duration.ts'
import { names, viewOf } from './model/filter.ts'
import type { StatusSnapshot } from './model/snapshot.ts'

export { catalogue as feeds } from './feeds/catalogue.ts'
export { defineFeed } from './feeds/define-feed.ts'
export type { Feed, FeedDocuments, FeedReader, FeedRequest } from './feeds/feed.ts'
export { StatusError } from './client/status-error.ts'
export { changesBetween } from './model/changes.ts'
export { matchComponents, touches, viewOf } from './model/filter.ts'
export { honestHeadline, isAllClear } from './model/headline.ts'
export { deriveIndicator } from './model/indicator.ts'
export { movedFrom, overrunMs, pastFirstEndMs, phaseOf } from './model/maintenance.ts'
export { noticesOf } from './model/notice.ts'
export { silenceMs } from './model/silence.ts'
export { snapshotSchema } from './model/snapshot.ts'

/** The options of the elements, in the same words and units. */
export interface ReadOptions {
  /** An adapter's id; found out when absent. */
  provider?: string
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
 * Reads a feed once.
 * @throws StatusError
 */
export async function readStatus(feed: string, options: ReadOptions = {}): Promise<StatusSnapshot> {
  const { components, now, signal = new AbortController().signal, ...address } = options
  const snapshot = await feedSource({ ...address, feed }, shelf)('now', undefined, signal)
  return seen(snapshot, components, clockOf(now))
}

/** Reads a feed again and again, and tells the listener whenever something has changed. Returns how to stop. */
export function watchStatus(
  feed: string,
  options: WatchOptions | undefined,
  listener: (status: WatchedStatus) => void,
): () => void {
  const { components, signal, refresh = 60, maxAge = '1h', now, ...address } = options ?? {}
  if (signal?.aborted) return () => {}
  const maxAgeMs = parseDuration(maxAge) ?? hourMs
  const client = clientFor({ ...address, feed })
  const tell = (state: ClientState) => {
    const clock = clockOf(now)
    listener({ ...state, snapshot: state.snapshot && seen(state.snapshot, components, clock), status: statusOf(state, maxAgeMs, clock) })
  }
  const stop = client.subscribe(tell, { refreshMs: (seconds(refresh) ?? 60) * 1000 })
  if (client.state.snapshot) tell(client.state)
  signal?.addEventListener('abort', stop, { once: true })
  return () => {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}

const clockOf = (now: string | undefined) => instant(now) ?? Date.now()

const seen = (snapshot: StatusSnapshot, components: string | readonly string[] = [], now: number) =>
  viewOf(snapshot, { components: typeof components === 'string' ? names(components) : components, now }).snapshot
