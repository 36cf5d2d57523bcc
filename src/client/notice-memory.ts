/**
 * Which notices this reader was shown and which they dismissed, per feed: in memory, and in `localStorage` where that
 * is allowed and works. Kept as a query string, which no patched `toJSON` of the host page can bend.
 */
export class NoticeMemory {
  readonly #key: string | undefined
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

  get dismissedCount(): number {
    return [...this.#entries.keys()].filter((key) => key.startsWith(dismissedKey(''))).length
  }

  wasShown(id: string): boolean {
    return this.#entries.has(shownKey(id))
  }

  /** Notes that these notices were shown at `now` (ms); written at most every ten minutes. */
  markShown(ids: readonly string[], now: number): void {
    const due = ids.filter((id) => !(now - Number(this.#entries.get(shownKey(id)) ?? 0) < renewMs))
    for (const id of due) this.#entries.set(shownKey(id), String(now))
    if (due.length) this.#save()
  }

  /** Notices shown within the last week. */
  recentlyShown(now: number): string[] {
    return [...this.#entries]
      .filter(([key, at]) => key.startsWith(shownKey('')) && now - Number(at) < weekMs)
      .map(([key]) => key.slice(shownKey('').length))
  }

  /** Forgets that these were shown. */
  forget(ids: readonly string[]): void {
    const gone = ids.filter((id) => this.#entries.delete(shownKey(id)))
    if (gone.length) this.#save()
  }

  dismiss(id: string, fingerprint: string): void {
    this.#entries.set(dismissedKey(id), fingerprint)
    this.#save()
    this.#tell()
  }

  /** Forgets all dismissals. */
  restore(): void {
    for (const key of [...this.#entries.keys()]) if (key.startsWith(dismissedKey(''))) this.#entries.delete(key)
    this.#save()
    this.#tell()
  }

  /** Calls back after each dismissal or restoring, another tab's included. */
  subscribe(listener: () => void): () => void {
    if (!this.#listeners.size) globalThis.addEventListener?.('storage', this.#onStorage)
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (!this.#listeners.size) globalThis.removeEventListener?.('storage', this.#onStorage)
    }
  }

  readonly #onStorage = (event: StorageEvent) => {
    if (event.key !== this.#key) return
    this.#load()
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  #load(): void {
    if (!this.#key) return
    try {
      this.#entries = new Map(new URLSearchParams(localStorage.getItem(this.#key) ?? ''))
    } catch {
      // A sandboxed or locked-down page has no storage: memory alone must do.
    }
  }

  #save(): void {
    // Events are few and never come back under an old id: the newest are enough.
    this.#entries = new Map([...this.#entries].slice(-most))
    if (!this.#key) return
    try {
      localStorage.setItem(this.#key, new URLSearchParams([...this.#entries]).toString())
    } catch {
      // As above, or the page's storage is full.
    }
  }
}

const most = 200
const renewMs = 600_000
const weekMs = 7 * 86_400_000
const shownKey = (id: string) => `s:${id}`
const dismissedKey = (id: string) => `d:${id}`

const memories = new Map<string, NoticeMemory>()

/** The memory for one feed, shared by all elements of the page; with `persist` it outlives the page. */
export function noticeMemory(feed: string, persist: boolean): NoticeMemory {
  const key = `statuspane:notices:${feed}`
  const memoryKey = `${persist}${key}`
  const memory = memories.get(memoryKey) ?? new NoticeMemory(persist ? key : undefined)
  memories.set(memoryKey, memory)
  return memory
}
