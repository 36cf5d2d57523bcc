import { type ClientState, statusOf } from '../../src/client/client-state.ts'
import { clientFor } from '../../src/client/clients.ts'
import { type StatusClient, statusClient } from '../../src/client/status-client.ts'
import { shelf } from '../../src/client/shelf.ts'
import { parseStatus } from '../../src/headless.ts'

/** What the tests ask of a page that has the client and no element. */

export interface Reading {
  feed: string
  /** How often it is read, one after the other. @default 1 */
  times?: number
  timeoutMs?: number
}

/** A state that can leave the page. */
const plain = ({ snapshot, error }: ClientState) => ({
  name: snapshot?.page.name,
  error: error && { code: error.code, reason: error.reason, hint: error.hint, retryAfterMs: error.retryAfterMs },
})

async function read({ feed, times = 1, timeoutMs }: Reading) {
  const client = statusClient({ feed, timeoutMs }, shelf)
  const snapshots = new Set()
  for (let i = 0; i < times; i++) {
    await client.refresh()
    snapshots.add(client.state.snapshot)
  }
  return { ...plain(client.state), snapshots: snapshots.size }
}

/** As an element does: by turns with the other pages of the browser. */
function follow(feed: string, refreshMs: number, keeps = true) {
  watched = clientFor({ feed, keeps })
  unwatch = watched.subscribe(() => {}, { refreshMs })
}

const told = () => watched && { ...plain(watched.state), checkedAt: watched.state.checkedAt, status: statusOf(watched.state, Infinity, 0) }

let watched: StatusClient | undefined
let unwatch: (() => void) | undefined

/** By itself, whatever other pages do. */
function watch(feed: string, refreshMs: number, timeoutMs?: number) {
  unwatch?.()
  watched = statusClient({ feed, timeoutMs }, shelf)
  unwatch = watched.subscribe(() => {}, { refreshMs })
}

Object.assign(globalThis, {
  statuspaneTest: {
    read,
    parse: (...documents: Parameters<typeof parseStatus>) => JSON.stringify(parseStatus(...documents)),
    watch,
    follow,
    told,
    stop: () => unwatch?.(),
    /** Goes to a page that goes back at once. */
    leave: () => {
      location.href = '/back'
    },
    /** The same, with no read under way. */
    leaveIdle: () => void watched?.refresh().then(() => {
      location.href = '/back'
    }),
  },
})

// A page that comes out of the cache is out of the tools' reach, so it tells its server that it is shown.
globalThis.addEventListener('pageshow', ({ persisted }) => void fetch(persisted ? '/restored' : '/loaded'))

// In a worker: each message is a reading.
if (!('document' in globalThis)) {
  globalThis.addEventListener('message', async ({ data }: MessageEvent<Reading>) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's takes none
    globalThis.postMessage(await read(data))
  })
}
