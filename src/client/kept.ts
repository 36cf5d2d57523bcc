import type { StatusSnapshot } from '../model/snapshot.ts'
import { readItem, writeItem } from './storage.ts'

/** When a feed was last asked, and how that went. */
export interface Turn {
  /** When it ended, in ms since the epoch. */
  at: number
  /** Polls that failed in a row. */
  failures: number
  /** From 0 to 1: the share of the delay that chance decides. One for all pages, or the luckiest would undo every delay. */
  dice: number
  /** How long the server wants to be left alone. */
  retryAfterMs?: number | undefined
  /** When the snapshot was last confirmed by the feed, in ms since the epoch. */
  checkedAt?: number | undefined
  /** Which snapshot it confirmed. */
  stamp?: number | undefined
}

/** What this browser keeps of a feed from one page to the next. */
export interface Kept {
  turn(): Turn | undefined
  /**
   * Keeps how a poll went, and what it has shown to be so; a poll that failed leaves what is kept.
   * A snapshot is written in a task of its own: a large one takes some milliseconds, and it is just being drawn.
   */
  keepTurn(turn: Turn, snapshot?: StatusSnapshot): void
  /** Undefined where there is none that can be used. Never rejects. */
  snapshot(): Promise<StatusSnapshot | undefined>
  /** Forgets the snapshot, but not when the feed was asked. */
  forget(): void
  /** Keeps at once what is still to be kept: the page is left. */
  flush(): void
}

const snapshotPrefix = 'statuspane:snapshot:1:'
const turnPrefix = 'statuspane:turn:1:'
/** Of the few megabytes that a site may keep, most are the host page's. */
const maxLength = 500_000
const maxFeeds = 10
/** Older than this, a status says nothing. */
const maxAgeMs = 7 * 86_400_000

/** @param key what tells the feed and how it is read from all others */
export function keptOf(key: string): Kept {
  const turn = () => turnOf(key)
  let last: StatusSnapshot | undefined
  let stamp: number | undefined
  let isDue = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    clearTimeout(timer)
    if (isDue && last) store(key, stamp, last)
    isDue = false
  }
  return {
    turn,
    keepTurn(it, snapshot) {
      const before = turn()
      // Another page may have written meanwhile, or a reader cleared all: its turn must not confirm another's snapshot.
      if (snapshot && (snapshot !== last || before?.stamp !== stamp)) {
        last = snapshot
        stamp = it.at
        isDue = true
        clearTimeout(timer)
        timer = setTimeout(flush)
      }
      const { checkedAt, stamp: confirmed } = snapshot ? { checkedAt: it.checkedAt, stamp } : (before ?? {})
      writeItem(turnPrefix + key, textOf({ ...it, checkedAt, stamp: confirmed }))
    },
    async snapshot() {
      const { checkedAt, stamp: confirmed } = turn() ?? {}
      const [, written, text] = /^(?:(\d+)\n)?([^]*)/.exec(readItem(snapshotPrefix + key) ?? '') ?? []
      if (!text || !checkedAt || Date.now() - checkedAt > maxAgeMs || (confirmed && confirmed !== Number(written))) return undefined
      const part = await import('./recall.ts').catch(() => undefined)
      // What cannot be checked here is left to a page that can.
      if (!part) return undefined
      const snapshot = await part.recall(text)
      if (!snapshot) writeItem(snapshotPrefix + key)
      // What was read meanwhile is what is to be kept.
      if (!last) {
        last = snapshot
        stamp = confirmed
      }
      return snapshot
    },
    forget() {
      isDue = false
      last = undefined
      writeItem(snapshotPrefix + key)
    },
    flush,
  }
}

function store(key: string, stamp: number | undefined, snapshot: StatusSnapshot): void {
  let isKept = false
  try {
    // Not what `toJSON` says, which host pages patch.
    const text = JSON.stringify(snapshot, function (name) {
      return this[name]
    })
    isKept = text.length <= maxLength && writeItem(snapshotPrefix + key, `${stamp}\n${text}`)
  } catch {
    // A feed of the page's own may give what is no plain data.
  }
  // What could not be renewed must not be taken for the last.
  if (!isKept) writeItem(snapshotPrefix + key)
  else forgetOldest()
}

/** As a query string, since a page may replace `JSON.parse`. */
const textOf = (turn: Turn): string =>
  `${new URLSearchParams(Object.entries(turn).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]])))}`

function turnOf(key: string): Turn | undefined {
  const read = new URLSearchParams(readItem(turnPrefix + key))
  const number = (name: string) => {
    const value = Number(read.get(name) ?? NaN)
    return value >= 0 ? value : undefined
  }
  const at = number('at')
  // A clock that was set back since knows nothing of then.
  if (at === undefined || at > Date.now()) return undefined
  const checkedAt = number('checkedAt')
  return {
    at,
    failures: number('failures') ?? 0,
    dice: Math.min(number('dice') ?? 0, 1),
    retryAfterMs: number('retryAfterMs'),
    checkedAt: checkedAt && Math.min(checkedAt, at),
    stamp: number('stamp'),
  }
}

function forgetOldest(): void {
  try {
    const keys = Object.keys(localStorage).flatMap((name) => (name.startsWith(turnPrefix) ? name.slice(turnPrefix.length) : []))
    const byAge = keys.map((key) => ({ key, at: turnOf(key)?.at ?? 0 })).sort((a, b) => b.at - a.at)
    byAge.forEach(({ key, at }, i) => {
      if (i < maxFeeds && Date.now() - at < maxAgeMs) return
      writeItem(snapshotPrefix + key)
      writeItem(turnPrefix + key)
    })
  } catch {
    // Storage that was there a moment ago.
  }
}
