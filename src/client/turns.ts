import type { ClientState } from './client-state.ts'
import type { Exchange, Poll } from './exchange.ts'
import type { Kept, Turn } from './kept.ts'
import { isOfServer, type StatusError } from './status-error.ts'

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

/** @param onHeard called when there is something to take over */
export function turnsOf({ exchange, kept, random = Math.random }: ClientParts, onHeard: () => void): Turns {
  let heard: Poll | undefined
  let isAwaiting = false
  let hasWaited = false
  let release: (() => void) | undefined

  /** Another page has just read, and its word of it is on the way: waited for once. */
  function isBeingTold(askedAt: number): boolean {
    const other = kept?.turn()
    hasWaited = !hasWaited && !!other && other.at > (turns.last?.at ?? askedAt - 1) && Date.now() - other.at < toldWithinMs
    isAwaiting = hasWaited
    return hasWaited
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
      const askedAt = Date.now()
      const unlock = exchange ? await exchange.lock(signal) : () => {}
      if (signal.aborted) {
        unlock?.()
        return false
      }
      release = unlock
      isAwaiting = !unlock
      return !!unlock && !isBeingTold(askedAt)
    },
    giveBack() {
      release?.()
      release = undefined
    },
    start() {
      const told = heard
      heard = undefined
      isAwaiting = hasWaited = false
      exchange?.start(told)
      return told
    },
    ended(told: Poll | undefined, failures: number, retryAfterMs?: number) {
      const { at, dice } = told ?? { at: Date.now(), dice: random() }
      // Told anew each time: the state keeps the error of the first failure in a row.
      turns.last = { at, failures: told?.error ? told.failures : failures, dice, retryAfterMs: told?.retryAfterMs ?? retryAfterMs }
      // What was read by others before this is no news any more.
      if (heard && heard.at <= at) heard = undefined
    },
    tell({ snapshot, checkedAt }: ClientState, error: StatusError | undefined) {
      const { last } = turns
      // What only this page cannot do is no business of the others.
      if (!last || error?.code === 'config' || error?.reason === 'reader') return
      // What it could not understand they read by themselves: they may have another version, or define feeds of their own.
      exchange?.tell(last, error && isOfServer(error) ? error : undefined)
      kept?.keepTurn({ ...last, checkedAt }, error ? undefined : snapshot)
      // Who may not read it any more is not to find what another reader of this browser has left.
      if (/^40[13]$/.test(error?.reason ?? '')) kept?.forget()
    },
  }
  return turns
}

const toldWithinMs = 1000
