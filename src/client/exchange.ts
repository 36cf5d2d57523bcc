import { fetchText } from './fetch-document.ts'
import type { Turn } from './kept.ts'
import { isOfServer, StatusError, type StatusErrorCode, type StatusErrorDetails } from './status-error.ts'

/** How a poll went, as one page of a browser tells it to the others: all that they would have read themselves. */
export interface Poll extends Turn {
  error?: ErrorParts | undefined
  /** What was read, by address. */
  documents: ReadonlyMap<string, string | ErrorParts>
}

/** An error as it can leave a page. */
interface ErrorParts extends Omit<StatusErrorDetails, 'cause'> {
  code: StatusErrorCode
  message: string
}

/** What the pages of a browser, and all copies of the script in them, tell each other of one feed. */
export interface Exchange {
  /** Hears of others' polls from now on; does nothing when it is open. */
  open(onPoll: (poll: Poll) => void): void
  /** A page that is left must not listen: whoever spoke to it would put it out of the back/forward cache. */
  close(): void
  /**
   * What lets the next page read. Undefined where another page was reading, once it is done. Never rejects.
   */
  lock(signal: AbortSignal): Promise<(() => void) | undefined>
  /** Reads as `fetchText` does; of a poll that was heard, what was heard. */
  readonly fetchText: typeof fetchText
  /** What is read from here on belongs to this poll; it is read anew, but for what was heard. */
  start(heard?: Poll): void
  /** Tells the others how the poll went. */
  tell(turn: Turn, error: StatusError | undefined): void
}

/** Only messages of this form are understood; others are another version's. */
const version = 1

/** So long a page may take to read. */
const longestReadMs = 20_000

/** @param key what tells the feed and how it is read from all others */
export function exchangeOf(key: string): Exchange {
  const name = `statuspane:${key}`
  let channel: BroadcastChannel | undefined
  let heard: Poll | undefined
  let documents = new Map<string, string | ErrorParts>()
  return {
    open(onPoll) {
      if (channel) return
      try {
        channel = new BroadcastChannel(name)
        channel.onmessage = ({ data }) => {
          if (isPoll(data)) onPoll(data)
        }
      } catch {
        // Where pages cannot speak to each other, each reads for itself.
      }
    },
    close() {
      channel?.close()
      channel = undefined
    },
    // A short lock for each poll: a page that held one for long might be frozen, and all would wait for it.
    async lock(signal) {
      let timeout: AbortSignal | undefined
      try {
        const release = channel ? await hold(name, { ifAvailable: true }) : () => {}
        if (release) return release
        timeout = AbortSignal.timeout(longestReadMs)
        await navigator.locks.request(name, { signal: AbortSignal.any([signal, timeout]) }, () => {})
        return undefined
      } catch {
        // A page on plain http or in a sandbox has no locks, and one that was frozen as it read must not be waited for.
        return timeout?.aborted ? steal(name) : () => {}
      }
    },
    async fetchText(url, options) {
      const known = heard?.documents.get(url)
      if (typeof known === 'string') return known
      if (known) throw revived(known)
      const into = documents
      try {
        const text = await fetchText(url, options)
        into.set(url, text)
        return text
      } catch (error) {
        if (error instanceof StatusError) into.set(url, partsOf(error))
        throw error
      }
    },
    start(poll) {
      heard = poll
      documents = new Map()
    },
    tell(turn, error) {
      try {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
        channel?.postMessage({ version, ...turn, documents, error: error && partsOf(error) })
      } catch {
        // The channel of a page that is just being left.
      }
    },
  }
}

/** What gives the lock back, once it is ours. */
const hold = (name: string, options: LockOptions) =>
  new Promise<(() => void) | undefined>((resolve, reject) => {
    const held = (lock: Lock | null) => (lock ? new Promise<void>(resolve) : resolve(undefined))
    navigator.locks.request(name, options, held).catch(reject)
  })

/** Of all that have waited in vain one takes the lock; the others wait for that one. */
async function steal(name: string): Promise<(() => void) | undefined> {
  try {
    const letOthers = await hold(`${name}\nsteal`, { ifAvailable: true })
    const release = letOthers && (await hold(name, { steal: true }))
    return release && (() => (release(), letOthers()))
  } catch {
    return () => {}
  }
}

/** Another copy of the script may be older, newer, or somebody else. */
const isPoll = (data: Partial<Poll & { version: number }> | null | undefined): data is Poll =>
  data?.version === version &&
  data.documents instanceof Map &&
  [data.at, data.failures, data.dice].every((value) => Number(value) >= 0) &&
  Number(data.dice) <= 1 &&
  (!data.error || isOfServer(data.error))

const partsOf = ({ code, message, url, reason, hint, retryAfterMs }: StatusError): ErrorParts => ({ code, message, url, reason, hint, retryAfterMs })

export const revived = ({ code, message, ...details }: ErrorParts): StatusError => new StatusError(code, message, details)
