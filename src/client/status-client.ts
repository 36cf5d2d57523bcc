import { onDefined } from '../feeds/own.ts'
import { isEnded } from '../model/event.ts'
import type { StatusEvent, StatusSnapshot } from '../model/snapshot.ts'
import { isAttended, onAttention, savesData } from './attention.ts'
import type { ClientState } from './client-state.ts'
import { toStatusError } from './documents.ts'
import { type Exchange, type Poll, revived } from './exchange.ts'
import type { FeedAddress } from './feed-source.ts'
import type { Kept, Turn } from './kept.ts'
import { renewal, withFirstEnds } from './renewal.ts'
import { nextDelay } from './schedule.ts'
import type { Shelf } from './shelf.ts'
import { sourceFor } from './source.ts'
import type { StatusError } from './status-error.ts'

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

/** What a client has beside the feed itself; alone in its browser and without a memory where there is nothing. */
export interface ClientParts {
  /** The browser's other pages. */
  exchange?: Exchange | undefined
  /** Earlier pages. */
  kept?: Kept | undefined
  random?: (() => number) | undefined
}

export function statusClient(
  address: FeedAddress,
  shelf: Shelf,
  { exchange, kept, random = Math.random }: ClientParts = {},
): StatusClient {
  const read = sourceFor(exchange ? { ...address, read: exchange.fetchText } : address, shelf)
  const renew = renewal()
  const subscriptions = new Set<{ listener: ClientListener; refreshMs: number }>()
  let state: ClientState = {}
  let wantsHistory = false
  /** When the past was last read, in ms since the epoch. */
  let historyAt: number | undefined
  let isReadingHistory = false
  /** The past alone is no status, whatever an earlier page has left. */
  let hasRead = false
  /** How the last poll went, of this page or another; undefined where the next is due at once. */
  let turn: Turn | undefined
  /** Another page's poll that is still to be taken over. */
  let heard: Poll | undefined
  /** Somebody wants it read, whatever other pages do. */
  let isAsked = false
  /** Another page was just reading, and its word of it may still be on the way. */
  let wasBusy = false
  let release: (() => void) | undefined
  /** Polls in which an open event had vanished; each is forgotten after a while. */
  let losses = 0
  let wasDefined = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let controller: AbortController | undefined
  let inFlight: Promise<void> | undefined
  let unattend: (() => void) | undefined

  function setState(next: ClientState) {
    const { snapshot, error, isKept } = state
    state = error && error.message === next.error?.message ? { ...next, error } : next
    if (state.snapshot === snapshot && state.error === error && state.isKept === isKept) return
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
    // At once, since a page that is frozen does nothing more.
    release?.()
    controller = inFlight = heard = release = undefined
    exchange?.close()
    kept?.flush()
  }

  /** Reads, or takes over what another page has read, unless one is just reading. */
  async function poll(when: 'now' | 'history', signal: AbortSignal) {
    wasDefined = false
    const told = heard
    const isFree = !exchange || when === 'history' || told || isAsked
    const unlock = isFree ? () => {} : await exchange.lock(signal)
    if (signal.aborted) return unlock?.()
    release = unlock
    wasBusy = !unlock
    try {
      if (isAsked || (unlock && (isFree || !wasServed()))) await readAndTell(told ? 'now' : when, told, signal)
    } finally {
      if (!signal.aborted) {
        unlock?.()
        controller = inFlight = release = undefined
        plan()
      }
    }
  }

  /** Another page has read since, and its word of it is still on the way. */
  function wasServed(): boolean {
    const last = kept?.turn()
    if (!last || last.at <= (turn?.at ?? 0) || (delayAfter(last) ?? Infinity) <= Date.now() - last.at) return false
    turn = last
    wasBusy = true
    return true
  }

  async function readAndTell(when: 'now' | 'history', told: Poll | undefined, signal: AbortSignal) {
    heard = undefined
    isAsked = false
    exchange?.start(told)
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
        ended(told, 0)
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
      ended(told, (turn?.failures ?? 0) + 1, error.retryAfterMs)
      // What was defined meanwhile is asked before anybody hears of a failure.
      if (wasDefined) turn = undefined
      else setState({ ...state, error })
    }
    if (when === 'now' && !told && turn) share(turn, error)
  }

  function ended(told: Poll | undefined, failures: number, retryAfterMs?: number) {
    const { at, dice } = told ?? { at: Date.now(), dice: random() }
    // Told anew each time: the state keeps the error of the first failure in a row.
    turn = { at, failures: told?.failures ?? failures, dice, retryAfterMs: told?.retryAfterMs ?? retryAfterMs }
  }

  /** Tells the browser's other pages, and those to come. */
  function share(last: Turn, error: StatusError | undefined) {
    const { snapshot, checkedAt = kept?.turn()?.checkedAt } = state
    exchange?.tell(last, error)
    kept?.keepTurn({ ...last, checkedAt })
    if (snapshot) kept?.keepSnapshot(snapshot)
  }

  /** All is worked out anew from what is known, so anyone may call it at any time. */
  function plan() {
    clearTimeout(timer)
    if (!subscriptions.size) return
    exchange?.open(onPoll)
    if (inFlight) return
    if (heard) return void start('now')
    if (!isAttended()) return
    if (wantsHistory && hasRead) return void start('history')
    // A clock that was set back must not keep us waiting, however often this is called.
    if (turn) turn = { ...turn, at: Math.min(turn.at, Date.now()) }
    const delayMs = dueAfter()
    if (delayMs !== undefined) timer = setTimeout(() => void start('now'), (turn?.at ?? 0) + delayMs - Date.now())
  }

  function dueAfter(): number | undefined {
    const { error } = state
    if (wasBusy) return Date.now() - (turn?.at ?? 0) + hearingMs
    if (!turn || error?.reason === 'offline') return 0
    if (error?.code === 'config') return undefined
    return delayAfter(turn)
  }

  function delayAfter(last: Turn): number | undefined {
    const wished = [...subscriptions].flatMap(({ refreshMs }) => refreshMs || [])
    return nextDelay({ ...last, refreshMs: wished.length ? Math.min(...wished) : 0, savesData: savesData() })
  }

  function attend({ type }: { type: string }) {
    // Left behind, perhaps for the back/forward cache: a read under way would keep the page out of it. A frozen page would
    // keep the lock.
    if (/pagehide|freeze/.test(type)) abort()
    else plan()
  }

  function onPoll(poll: Poll) {
    const at = Math.min(poll.at, Date.now())
    // The same instant is that of a turn that was seen in the storage before its word came.
    if (at < (turn?.at ?? 0)) return
    heard = { ...poll, at }
    plan()
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
    if (isRecent) turn = { ...last, failures: Math.min(last.failures, 1) }
    void least.snapshot().then((snapshot) => {
      const { snapshot: shown } = state
      // What was read meanwhile is newer, but knows nothing of moved ends.
      if (shown && snapshot) setState({ ...state, snapshot: withFirstEnds(shown, shown, snapshot) })
      else if (snapshot) {
        setState({ ...state, snapshot, checkedAt: last.checkedAt, isKept: !isRecent || last.failures > 0 })
      } else if (!shown && isRecent && !inFlight) {
        turn = undefined
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
        const isOld = Date.now() - (turn?.at ?? 0) >= (refreshMs || usualRefreshMs)
        if (isOld || state.error) turn = undefined
        // Who comes may have mended what was wrong.
        if (state.error?.code === 'config') state = { ...state, error: undefined }
        exchange?.open(onPoll)
        if (kept && !turn && !state.snapshot) recall(kept, refreshMs || usualRefreshMs)
      }
      if (!turn) void start('now')
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
