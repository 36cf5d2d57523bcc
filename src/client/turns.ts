import type { ClientState } from './client-state.ts'
import type { Exchange, Poll } from './exchange.ts'
import type { Kept, Turn } from './kept.ts'
import type { StatusError } from './status-error.ts'

/** What a client has beside the feed itself; alone in its browser and without a memory where there is nothing. */
export interface ClientParts {
  /** The browser's other pages. */
  exchange?: Exchange | undefined
  /** Its earlier pages. */
  kept?: Kept | undefined
  random?: (() => number) | undefined
}

/** One page's part in reading a feed by turns with the browser's other pages, and after its earlier ones. */
export interface Turns {
  /** How the last poll went, of this page or another; undefined where the next is due at once. */
  last: Turn | undefined
  /** Another page's poll that is still to be taken over. */
  readonly heard: Poll | undefined
  /** Another page was just reading, and its word of it may still be on the way. */
  readonly isAwaiting: boolean
  /** Hears of others from now on. */
  open(): void
  /** Lets go of everything at once: a page that is frozen does nothing more. */
  close(): void
  /** True when this page is to read now, until it gives its turn back. Never rejects. */
  take(signal: AbortSignal): Promise<boolean>
  giveBack(): void
  /** What is read from here on is one poll. */
  start(): Poll | undefined
  /** Notes how a poll went: another page's as it was told. */
  ended(told: Poll | undefined, failures: number, retryAfterMs?: number): void
  /** Tells the browser's other pages, and those to come, how this page's poll went. */
  tell(state: ClientState, error: StatusError | undefined): void
}

/**
 * @param delayAfter how long after a poll the next one is due, in ms
 * @param onHeard called when there is something to take over
 */
export function turnsOf(
  { exchange, kept, random = Math.random }: ClientParts,
  delayAfter: (turn: Turn) => number | undefined,
  onHeard: () => void,
): Turns {
  let heard: Poll | undefined
  let isAwaiting = false
  let release: (() => void) | undefined

  /** Another page has read since. */
  function wasServed(): boolean {
    const other = kept?.turn()
    if (!other || other.at <= (turns.last?.at ?? 0) || (delayAfter(other) ?? Infinity) <= Date.now() - other.at) return false
    turns.last = other
    isAwaiting = true
    return true
  }

  const turns = {
    last: undefined as Turn | undefined,
    get heard() {
      return heard
    },
    get isAwaiting() {
      return isAwaiting
    },
    open: () =>
      exchange?.open((poll) => {
        const at = Math.min(poll.at, Date.now())
        // The same instant is that of a turn that was seen in the storage before its word came.
        if (at < (turns.last?.at ?? 0)) return
        heard = { ...poll, at }
        onHeard()
      }),
    close() {
      turns.giveBack()
      heard = undefined
      exchange?.close()
      kept?.flush()
    },
    async take(signal: AbortSignal) {
      const unlock = exchange ? await exchange.lock(signal) : () => {}
      if (signal.aborted) {
        unlock?.()
        return false
      }
      release = unlock
      isAwaiting = !unlock
      return !!unlock && !wasServed()
    },
    giveBack() {
      release?.()
      release = undefined
    },
    start() {
      const told = heard
      heard = undefined
      isAwaiting = false
      exchange?.start(told)
      return told
    },
    ended(told: Poll | undefined, failures: number, retryAfterMs?: number) {
      const { at, dice } = told ?? { at: Date.now(), dice: random() }
      // Told anew each time: the state keeps the error of the first failure in a row.
      turns.last = { at, failures: told?.failures ?? failures, dice, retryAfterMs: told?.retryAfterMs ?? retryAfterMs }
    },
    tell({ snapshot, checkedAt = kept?.turn()?.checkedAt }: ClientState, error: StatusError | undefined) {
      if (!turns.last) return
      exchange?.tell(turns.last, error)
      kept?.keepTurn({ ...turns.last, checkedAt })
      if (snapshot) kept?.keepSnapshot(snapshot)
    },
  }
  return turns
}
