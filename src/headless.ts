import { type ClientState, type ClientStatus, statusOf } from './client/client-state.ts'
import { clientFor } from './client/clients.ts'
import { feedSource } from './client/feed-source.ts'
import { catalogue } from './feeds/catalogue.ts'
import { viewOf } from './model/filter.ts'
import type { StatusSnapshot } from './model/snapshot.ts'

export { catalogue as feeds } from './feeds/catalogue.ts'
export { StatusError } from './client/status-error.ts'
export { changesBetween } from './model/changes.ts'
export { matchComponents, touches, viewOf } from './model/filter.ts'
export { honestHeadline, isAllClear } from './model/headline.ts'
export { deriveIndicator } from './model/indicator.ts'
export { movedFrom, overrunMs, pastFirstEndMs, phaseOf } from './model/maintenance.ts'
export { noticesOf } from './model/notice.ts'
export { silenceMs } from './model/silence.ts'
export { snapshotSchema } from './model/snapshot.ts'

export interface ReadOptions {
  /** An adapter's id; found out when absent. */
  provider?: string
  /** Ids or names of components or groups: only what touches these. */
  components?: readonly string[]
  fetch?: typeof globalThis.fetch
  /** For each document, in ms. @default 10_000 */
  timeoutMs?: number
  signal?: AbortSignal
}

export interface WatchOptions extends ReadOptions {
  /** Between two polls, in ms; 0 = read once. @default 60_000 */
  refresh?: number
  /** A document made longer ago than this is stale, in ms. @default 3_600_000 */
  maxAge?: number
  /** The clock, in ms since the epoch. @default Date.now */
  now?: () => number
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
  const { components, signal = new AbortController().signal, ...address } = options
  const snapshot = await feedSource({ ...address, feed }, catalogue)('now', undefined, signal)
  return seen(snapshot, components)
}

/** Reads a feed again and again, and tells the listener whenever something has changed. Returns how to stop. */
export function watchStatus(
  feed: string,
  options: WatchOptions,
  listener: (status: WatchedStatus) => void,
): () => void {
  const { components, signal, refresh, maxAge = hourMs, now = Date.now, ...address } = options
  const client = clientFor({ ...address, feed })
  const tell = (state: ClientState) =>
    listener({ ...state, snapshot: state.snapshot && seen(state.snapshot, components), status: statusOf(state, maxAge, now()) })
  const stop = client.subscribe(tell, { refreshMs: refresh })
  if (client.state.snapshot) tell(client.state)
  signal?.addEventListener('abort', stop, { once: true })
  return () => {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}

const seen = (snapshot: StatusSnapshot, components: readonly string[] = []) => viewOf(snapshot, { components }).snapshot
