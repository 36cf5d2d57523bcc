import { onDefined } from '../feeds/own.ts'
import { isEnded } from '../model/event.ts'
import type { StatusEvent, StatusSnapshot } from '../model/snapshot.ts'
import { isAttended, onAttention } from './attention.ts'
import type { ClientState } from './client-state.ts'
import { toStatusError } from './documents.ts'
import type { FeedAddress } from './feed-source.ts'
import { nextDelay } from './schedule.ts'
import type { Shelf } from './shelf.ts'
import { sourceFor } from './source.ts'

export type ClientListener = (state: ClientState) => void

export interface SubscribeOptions {
  /** Between two polls; the smallest of all subscribers counts; 0 = read once. @default 60_000 */
  refreshMs?: number | undefined
}

/** One feed as it is now. Reads while it has subscribers; its state outlives them, so who comes back sees it at once. */
export interface StatusClient {
  readonly state: ClientState
  /**
   * Called when snapshot or error has changed; an unchanged poll calls nobody. What a listener throws is dropped: it must
   * harm neither the others nor the host page.
   */
  subscribe(listener: ClientListener, options?: SubscribeOptions): () => void
  /** Reads now, hidden or not; joins the read of the present that is under way. Never rejects: see `state.error`. */
  refresh(): Promise<void>
  /**
   * Reads the feed's past too, unless that was done within ten minutes, and whenever an event has vanished. A failure costs only that part and is said in the
   * snapshot's problems.
   */
  loadHistory(): void
}

export function statusClient(address: FeedAddress, shelf: Shelf, random = Math.random): StatusClient {
  const read = sourceFor(address, shelf)
  const subscriptions = new Set<{ listener: ClientListener; refreshMs: number }>()
  let state: ClientState = {}
  let wantsHistory = false
  /** When the past was last read, in ms since the epoch. */
  let historyAt = Number.NEGATIVE_INFINITY
  let isReadingHistory = false
  let failures = 0
  let retryAfterMs: number | undefined
  let wasDefined = false
  let endedAt: number | undefined
  let dice = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let controller: AbortController | undefined
  let inFlight: Promise<void> | undefined
  let unattend: (() => void) | undefined

  function setState(next: ClientState) {
    const { snapshot, error } = state
    state = error && error.message === next.error?.message ? { ...next, error } : next
    if (state.snapshot === snapshot && state.error === error) return
    for (const subscription of [...subscriptions]) {
      try {
        if (subscriptions.has(subscription)) subscription.listener(state)
      } catch {}
    }
  }

  const start = (when: 'now' | 'history'): Promise<void> => {
    clearTimeout(timer)
    isReadingHistory = inFlight ? isReadingHistory : when === 'history'
    return (inFlight ??= poll(when, (controller = new AbortController()).signal))
  }

  function abort() {
    clearTimeout(timer)
    controller?.abort()
    controller = inFlight = undefined
  }

  async function poll(when: 'now' | 'history', signal: AbortSignal) {
    wasDefined = false
    try {
      let next = state
      if (when === 'now') {
        next = { snapshot: await read('now', state.snapshot, signal), checkedAt: Date.now() }
        if (signal.aborted) return
        ended(0)
        // The notice of an event that has vanished goes when it is known how the event ended, not before.
        if (hasLost(state.snapshot, next.snapshot)) wantsHistory = true
        else setState(next)
      }
      if (!wantsHistory || signal.aborted) return
      const snapshot = await read('history', state.snapshot, signal).catch(() => next.snapshot)
      if (signal.aborted) return
      wantsHistory = false
      historyAt = Date.now()
      setState({ ...next, snapshot })
    } catch (thrown) {
      if (signal.aborted) return
      const error = toStatusError(thrown)
      ended(failures + 1, error.retryAfterMs)
      // What was defined meanwhile is asked before anybody hears of a failure.
      if (wasDefined) endedAt = undefined
      else setState({ ...state, error })
    } finally {
      if (!signal.aborted) {
        controller = inFlight = undefined
        plan()
      }
    }
  }

  function ended(failed: number, afterMs?: number) {
    failures = failed
    // Told anew each time: the state keeps the error of the first failure in a row.
    retryAfterMs = afterMs
    endedAt = Date.now()
    dice = random()
  }

  /** All is worked out anew from what is known, so anyone may call it at any time. */
  function plan() {
    clearTimeout(timer)
    if (!subscriptions.size || inFlight || !isAttended()) return
    if (wantsHistory && state.snapshot) return void start('history')
    const delayMs = dueAfter()
    if (delayMs !== undefined) {
      // A clock that was set back must not keep us waiting.
      timer = setTimeout(() => void start('now'), Math.min(delayMs, (endedAt ?? 0) + delayMs - Date.now()))
    }
  }

  function dueAfter(): number | undefined {
    const { error } = state
    if (endedAt === undefined || error?.reason === 'offline') return 0
    if (error?.code === 'config') return undefined
    const wished = [...subscriptions].flatMap(({ refreshMs }) => refreshMs || [])
    const refreshMs = wished.length ? Math.min(...wished) : 0
    return nextDelay({ refreshMs, failures, retryAfterMs, random: dice })
  }

  function attend({ type }: { type: string }) {
    // Left behind, perhaps for the back/forward cache: a read under way would keep the page out of it.
    if (type === 'pagehide') abort()
    else plan()
  }

  /** The feed that was just defined may be this one. */
  function tryAgain() {
    wasDefined = true
    if (state.error) void start('now')
  }

  return {
    get state() {
      return state
    },
    subscribe(listener, { refreshMs = usualRefreshMs } = {}) {
      const subscription = { listener, refreshMs }
      subscriptions.add(subscription)
      if (subscriptions.size === 1) {
        const stops = [onAttention(attend), onDefined(tryAgain)]
        unattend = () => stops.forEach((stop) => stop())
        const isOld = Date.now() - (endedAt ?? 0) >= (refreshMs || usualRefreshMs)
        if (isOld || state.error) endedAt = undefined
        // Who comes may have mended what was wrong.
        if (state.error?.code === 'config') state = { ...state, error: undefined }
      }
      if (endedAt === undefined) void start('now')
      else plan()
      return () => {
        if (!subscriptions.delete(subscription)) return
        if (subscriptions.size) return plan()
        unattend?.()
        abort()
      }
    },
    refresh: () => (inFlight && isReadingHistory ? inFlight.then(() => start('now')) : start('now')),
    loadHistory() {
      wantsHistory ||= Date.now() - historyAt > historyMs
      plan()
    },
  }
}

const usualRefreshMs = 60_000
/** What opened and closed while nobody looked is known after this at the latest. */
const historyMs = 10 * 60_000

/** True when an open event is not in the feed any more. */
function hasLost(previous: StatusSnapshot | undefined, next: StatusSnapshot | undefined): boolean {
  const ids = new Set(events(next).map(({ id }) => id))
  return events(previous).some((event) => !isEnded(event) && !ids.has(event.id))
}

const events = ({ incidents, maintenances }: Partial<StatusSnapshot> = {}): StatusEvent[] => [
  ...(incidents ?? []),
  ...(maintenances ?? []),
]
