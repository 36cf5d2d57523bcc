import { writeItem } from './storage.ts'

/**
 * Which notices this reader was shown and which they dismissed, per feed: in memory, and in `localStorage` where that
 * is allowed and works. Kept as a query string, which no patched `toJSON` of the host page can bend.
 */
export class NoticeMemory {
  #key: string | undefined
  readonly #listeners = new Set<() => void>()
  #entries = new Map<string, string>()

  constructor(key: string | undefined) {
    this.#key = key
    this.#load()
  }

  /** The fingerprint a notice had when it was dismissed. */
  dismissed(id: string): string | undefined {
    return this.#entries.get(dismissedKey(id))
  }

  wasShown(id: string): boolean {
    return this.#entries.has(shownKey(id))
  }

  /** Notes that these notices were shown at `now` (ms); written at most every ten minutes. */
  markShown(ids: readonly string[], now: number): void {
    const due = ids.filter((id) => !(now - Number(this.#entries.get(shownKey(id)) ?? 0) < renewMs))
    if (due.length) this.#change(() => due.forEach((id) => this.#put(shownKey(id), String(now))))
  }

  /** Notices shown within the last week. */
  recentlyShown(now: number): string[] {
    return [...this.#entries]
      .filter(([key, at]) => key.startsWith(shownKey('')) && now - Number(at) < weekMs)
      .map(([key]) => key.slice(shownKey('').length))
  }

  /** Forgets that these were shown, or dismissed. */
  forget(ids: readonly string[]): void {
    const gone = ids.flatMap((id) => [shownKey(id), dismissedKey(id)]).filter((key) => this.#entries.has(key))
    if (gone.length) this.#change(() => gone.forEach((key) => this.#entries.delete(key)))
  }

  dismiss(id: string, fingerprint: string): void {
    this.#change(() => this.#put(dismissedKey(id), fingerprint))
    this.#tell()
  }

  /** Forgets all dismissals. */
  restore(): void {
    this.#change(() => {
      for (const [key] of this.#dismissals) this.#entries.delete(key)
    })
    this.#tell()
  }

  /** Calls back after each dismissal or restoring, another tab's included. */
  subscribe(listener: () => void): () => void {
    if (!this.#listeners.size) {
      globalThis.addEventListener?.('storage', this.#onStorage)
      this.#load()
    }
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (!this.#listeners.size) globalThis.removeEventListener?.('storage', this.#onStorage)
    }
  }

  readonly #onStorage = (event: StorageEvent) => {
    // No key: all storage was cleared.
    if ((event.key ?? this.#key) !== this.#key) return
    const before = String(this.#dismissals)
    this.#load()
    // What another tab notes as shown is no news here: two tabs that answered each other would never come to rest.
    if (String(this.#dismissals) !== before) this.#tell()
  }

  get #dismissals(): [key: string, fingerprint: string][] {
    return [...this.#entries].filter(([key]) => key.startsWith(dismissedKey('')))
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  #put(key: string, value: string): void {
    // What was set last stands last, and is kept longest.
    this.#entries.delete(key)
    this.#entries.set(key, value)
  }

  /** Another tab may have written meanwhile, unheard in a frozen page: what it wrote is kept. */
  #change(change: () => void): void {
    this.#load()
    change()
    // Events are few and never come back under an old id: the newest are enough.
    this.#entries = newest([...this.#entries])
    // The page's storage is full or forbidden: memory alone must do, and is not to be read over.
    if (this.#key && !writeItem(this.#key, `${new URLSearchParams([...this.#entries])}`)) this.#key = undefined
  }

  #load(): void {
    if (!this.#key) return
    try {
      const entries = [...new URLSearchParams(localStorage.getItem(this.#key) ?? '')]
      this.#entries = newest(entries.filter(([entry]) => /^[sd]:/.test(entry)))
    } catch {
      // A sandboxed or locked-down page has no storage: memory alone must do.
    }
  }
}

const most = 200
/** In characters: the storage is the host page's too. */
const longest = 200_000

/** The newest entries, for which there is room. */
function newest(entries: readonly (readonly [string, string])[]): Map<string, string> {
  let room = longest
  const kept = entries.slice(-most).toReversed().filter(([key, value]) => {
    const isKept = key.length + value.length <= room
    if (isKept) room -= key.length + value.length
    return isKept
  })
  return new Map(kept.toReversed())
}

const renewMs = 600_000
const weekMs = 7 * 86_400_000
const shownKey = (id: string) => `s:${id}`
const dismissedKey = (id: string) => `d:${id}`

const memories = new Map<string, NoticeMemory>()

/** The memory for one feed, shared by all elements of the page; with `persist` it outlives the page. */
export function noticeMemory(feed: string, persist: boolean): NoticeMemory {
  const key = `statuspane:notices:1:${feed}`
  const memoryKey = `${persist}${key}`
  const memory = memories.get(memoryKey) ?? new NoticeMemory(persist ? key : undefined)
  memories.set(memoryKey, memory)
  return memory
}
