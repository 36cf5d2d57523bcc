import type { StatusSnapshot } from '../model/snapshot.ts'
import type { StatusError } from './status-error.ts'

/** `stale` = a snapshot is at hand, but it is old or could not be renewed; `failed` = none is. */
export type ClientStatus = 'loading' | 'fresh' | 'stale' | 'failed'

/** What a client knows. Snapshot and error stand side by side: an error never takes a snapshot away. */
export interface ClientState {
  /** The last good snapshot, frozen; the same objects as before wherever nothing changed. */
  readonly snapshot?: StatusSnapshot | undefined
  /** Why the newest poll failed; undefined after a good one. */
  readonly error?: StatusError | undefined
  /** When the snapshot was last confirmed by the feed, in ms since the epoch. */
  readonly checkedAt?: number | undefined
  /** The snapshot is an earlier page's, or from before this one slept, and was not confirmed since. */
  readonly isKept?: boolean | undefined
  /** Of several feeds: each by itself. */
  readonly feeds?: readonly FeedState[] | undefined
}

export interface FeedState extends ClientState {
  /** The feed's address. */
  readonly feed: string
  /** What the ids of its components and events begin with. */
  readonly key: string
}

/** How a state is to be called at `now` (ms), when a document generated longer than `maxAgeMs` ago is stale. */
export function statusOf({ snapshot, error, isKept }: ClientState, maxAgeMs: number, now: number): ClientStatus {
  if (!snapshot) return error ? 'failed' : 'loading'
  const made = snapshot.generatedAt
  return error || isKept || (made !== undefined && now - Date.parse(made) > maxAgeMs) ? 'stale' : 'fresh'
}
