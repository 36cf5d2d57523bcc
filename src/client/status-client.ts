import { onDefined } from '../feeds/own.ts'
import { isEnded } from '../model/event.ts'
import type { StatusEvent, StatusSnapshot } from '../model/snapshot.ts'
import { isAttended, onAttention, savesData } from './attention.ts'
import type { ClientState } from './client-state.ts'
import { toStatusError } from './documents.ts'
import { revived } from './exchange.ts'
import type { FeedAddress } from './feed-source.ts'
import type { Kept, Turn } from './kept.ts'
import { renewal, withFirstEnds } from './renewal.ts'
import { nextDelay } from './schedule.ts'
import type { Shelf } from './shelf.ts'
import { sourceFor } from './source.ts'
import { isOfServer, type StatusError } from './status-error.ts'
import { type ClientParts, turnsOf } from './turns.ts'

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

export function statusClient(address: FeedAddress, shelf: Shelf, parts: ClientParts = {}): StatusClient {
  const { exchange, kept } = parts
  const read = sourceFor(exchange ? { ...address, read: exchange.fetchText } : address, shelf)
  const renew = renewal()
  const turns = turnsOf(parts, plan)
  const subscriptions = new Set<{ listener: ClientListener; refreshMs: number }>()
  let state: ClientState = {}
  let wantsHistory = false
  /** When the past was last read, in ms since the epoch. */
  let historyAt: number | undefined
  let isReadingHistory = false
  /** The past alone is no status, whatever an earlier page has left. */
  let hasRead = false
  /** Somebody wants it read, whatever other pages do. */
  let isAsked = false
  /** Polls in which an open event had vanished; each is forgotten after a while. */
  let losses = 0
  let wasDefined = false
  /** The page is in the back/forward cache, or frozen. */
  let isLeft = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let controller: AbortController | undefined
  let inFlight: Promise<void> | undefined
  let unattend: (() => void) | undefined

  function setState(next: ClientState) {
    const { snapshot, error, isKept } = state
    state = error && error.message === next.error?.message ? { ...next, error } : next
    if (state.snapshot === snapshot && state.error === error && !state.isKept === !isKept) return
    for (const subscription of [...subscriptions]) {
      try {
        if (subscriptions.has(subscription)) subscription.listener(state)
      } catch {}
    }
  }

  const start = (when: 'now' | 'history'): Promise<void> => {
    clearTimeout(timer)
    const { snapshot, checkedAt = 0, isKept } = state
    if (snapshot && !isKept && Date.now() - checkedAt > sleepMs) setState({ ...state, isKept: true })
    isReadingHistory = inFlight ? isReadingHistory : when === 'history'
    return (inFlight ??= poll(when, (controller = new AbortController()).signal))
  }

  function readNow(): Promise<void> {
    isAsked = true
    return start('now')
  }

  function abort() {
    clearTimeout(timer)
    controller?.abort()
    controller = inFlight = undefined
    turns.close()
  }

  /** Reads, or takes over what another page has read, unless one is just reading. */
  async function poll(when: 'now' | 'history', signal: AbortSignal) {
    wasDefined = false
    const isFree = when === 'history' || turns.heard || isAsked
    const isTurn = isFree || (await turns.take(signal))
    if (signal.aborted) return
    try {
      if (isTurn || isAsked) await readAndTell(turns.heard ? 'now' : when, signal)
    } finally {
      if (!signal.aborted) {
        turns.giveBack()
        controller = inFlight = undefined
        if (when === 'now') isAsked = false
        plan()
      }
    }
  }

  async function readAndTell(when: 'now' | 'history', signal: AbortSignal) {
    const told = turns.start()
    isAsked = false
    let next = state
    let error: StatusError | undefined
    try {
      if (told?.error) throw revived(told.error)
      if (when === 'now') {
        const current = await read('now', signal)
        if (signal.aborted) return
        const snapshot = renew(state.snapshot, current)
        // A document from before the one that is shown confirms nothing.
        next = snapshot ? { snapshot, checkedAt: told?.at ?? Date.now() } : { ...state, error }
        turns.ended(told, 0)
        const isLost = hasLost(state.snapshot, next.snapshot)
        losses = isLost ? Math.min(losses, maxLosses) + 1 : Math.max(0, losses - forgiven)
        // The notice of an event that has vanished goes when it is known how the event ended, not before; nor does the past
        // that an earlier page has left go and come back.
        if (isLost ? losses <= maxLosses : wantsHistory && !hasRead && state.snapshot) wantsHistory = true
        else setState(next)
        hasRead = true
      }
      if (wantsHistory) {
        const past = await read('history', signal).catch(() => undefined)
        if (signal.aborted) return
        wantsHistory = false
        historyAt = Date.now()
        setState({ ...next, snapshot: (past && renew(state.snapshot, past)) ?? next.snapshot })
      }
    } catch (thrown) {
      if (signal.aborted) return
      error = toStatusError(thrown)
      // What this page has to ask beside, to find the feed out, is no word on how the poll went.
      if (told && !told.error && isOfServer(error)) return turns.ended(told, 0)
      turns.ended(told, (turns.last?.failures ?? 0) + 1, error.retryAfterMs)
      // What was defined meanwhile is asked before anybody hears of a failure.
      if (wasDefined) turns.last = undefined
      else setState({ ...state, error })
    }
    if (when === 'now' && !told) turns.tell(state, error)
  }

  /** All is worked out anew from what is known, so anyone may call it at any time. */
  function plan() {
    clearTimeout(timer)
    if (!subscriptions.size || isLeft) return
    turns.open()
    if (inFlight) return
    if (turns.heard) return void start('now')
    if (!isAttended()) return
    if (wantsHistory && hasRead) return void start('history')
    // A clock that was set back must not keep us waiting, however often this is called.
    if (turns.last) turns.last = { ...turns.last, at: Math.min(turns.last.at, Date.now()) }
    const delayMs = dueAfter()
    if (delayMs !== undefined) timer = setTimeout(() => void start('now'), (turns.last?.at ?? 0) + delayMs - Date.now())
  }

  function dueAfter(): number | undefined {
    const { error } = state
    const { last, isAwaiting } = turns
    if (isAwaiting) return Date.now() - (last?.at ?? 0) + hearingMs
    if (!last || error?.reason === 'offline') return 0
    if (error?.code === 'config') return undefined
    return delayAfter(last)
  }

  function delayAfter(last: Turn): number | undefined {
    const wished = [...subscriptions].flatMap(({ refreshMs }) => refreshMs || [])
    return nextDelay({ ...last, refreshMs: wished.length ? Math.min(...wished) : 0, savesData: savesData() })
  }

  function attend({ type }: { type: string }) {
    // Left behind, perhaps for the back/forward cache: a read under way would keep the page out of it, and so would a channel
    // that the change of visibility, which comes after, opened again. A frozen page would keep the lock.
    if (/pagehide|freeze/.test(type)) isLeft = true
    if (/pageshow|resume/.test(type)) isLeft = false
    // Nothing is read while offline, so what is shown grows old; after a moment of it, it did not.
    if (/^o(n|ff)line$/.test(type) && state.snapshot) {
      setState({ ...state, isKept: type === 'offline' || Date.now() - (state.checkedAt ?? 0) >= usualRefreshMs })
    }
    if (isLeft) abort()
    else plan()
  }

  /** The feed that was just defined may be this one. */
  function tryAgain() {
    wasDefined = true
    if (state.error) void readNow()
  }

  /** What the browser's earlier pages have left: shown until the feed is read, which is not due where that was just done. */
  function recall(least: Kept, refreshMs: number) {
    const last = least.turn()
    if (!last) return
    const agoMs = Date.now() - last.at
    const isRecent = agoMs < Math.max(refreshMs, last.retryAfterMs ?? 0)
    // A page that is loaded anew is not made to wait for what others were refused.
    if (isRecent) turns.last = { ...last, failures: Math.min(last.failures, 1) }
    void least.snapshot().then((snapshot) => {
      const { snapshot: shown } = state
      // What was read meanwhile is newer, but knows nothing of moved ends.
      if (shown && snapshot) setState({ ...state, snapshot: withFirstEnds(shown, shown, snapshot) })
      else if (snapshot) {
        setState({ ...state, snapshot, checkedAt: last.checkedAt, isKept: !isRecent || last.failures > 0 })
      } else if (!shown && isRecent && !inFlight) {
        turns.last = undefined
        plan()
      }
    })
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
        const isOld = Date.now() - (turns.last?.at ?? 0) >= (refreshMs || usualRefreshMs)
        if (isOld || state.error) turns.last = undefined
        isLeft = false
        // Who comes may have mended what was wrong.
        if (state.error?.code === 'config') state = { ...state, error: undefined }
        turns.open()
        if (kept && !turns.last && !state.snapshot) recall(kept, refreshMs || usualRefreshMs)
      }
      if (!turns.last) void start('now')
      else plan()
      return () => {
        if (!subscriptions.delete(subscription)) return
        if (subscriptions.size) return plan()
        unattend?.()
        abort()
      }
    },
    refresh: () => (inFlight && isReadingHistory ? inFlight.then(readNow) : readNow()),
    loadHistory() {
      // A server that is in trouble is not asked again for what is known.
      wantsHistory ||= historyAt === undefined || (!state.error && Math.abs(Date.now() - historyAt) > historyMs)
      plan()
    },
  }
}

const usualRefreshMs = 60_000
/** What opened and closed while nobody looked is known after this at the latest. */
const historyMs = 10 * 60_000
/** Who was away for longer is told how old what is shown is until it is read; after less, that would merely flicker. */
const sleepMs = 2 * 3_600_000
/** What another page has told is heard by then; it may have been closed before it could tell. */
const hearingMs = 200
/** A feed whose events have other ids every few polls is not asked for its past each time. */
const maxLosses = 3
/** How much of one is forgotten at each poll in which none had. */
const forgiven = 1 / 20

/** True when an open event is not in the feed any more. */
function hasLost(previous: StatusSnapshot | undefined, next: StatusSnapshot | undefined): boolean {
  const ids = new Set(events(next).map(({ id }) => id))
  return events(previous).some((event) => !isEnded(event) && !ids.has(event.id))
}

const events = ({ incidents, maintenances }: Partial<StatusSnapshot> = {}): StatusEvent[] => [
  ...(incidents ?? []),
  ...(maintenances ?? []),
]
