import { type FeedPart, mergeSnapshots } from '../model/merge.ts'
import { share } from '../model/share.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import { isWorse } from '../model/words.ts'
import type { ClientState, FeedState } from './client-state.ts'
import { absolute, clientFor } from './clients.ts'
import { type FeedAddress, freeze } from './feed-source.ts'
import type { StatusClient } from './status-client.ts'

// A chunk of its own, loaded for the first widget of several feeds.

/** One client per set of feeds, so that an element that asks again gets the very same; by its first, and no longer than that. */
const known = new WeakMap<StatusClient, { clients: readonly StatusClient[]; several: StatusClient }[]>()

/**
 * Several feeds as one client. Each is read by its own client, in its own time and with its own failures. What is wrong is
 * shown at once; that all is well, only when every feed has answered or failed. What turns out to be one feed is that one.
 */
export function severalClient(named: readonly string[], address: Omit<FeedAddress, 'feed'>): StatusClient {
  const feeds = distinct(named)
  const clients = feeds.map((feed) => clientFor({ ...address, feed }))
  const [first, second] = clients
  if (!first || !second) return first ?? joined(feeds, clients)
  const those = known.get(first) ?? []
  const same = those.find((it) => it.clients.length === clients.length && it.clients.every((client, i) => client === clients[i]))
  if (same) return same.several
  const several = joined(feeds, clients)
  known.set(first, [...those, { clients, several }])
  return several
}

/** Each feed once, however its address is written. */
export const distinct = (feeds: readonly string[]): string[] =>
  feeds.filter((feed, i) => feeds.findIndex((other) => absolute(other) === absolute(feed)) === i)

function joined(feeds: readonly string[], clients: readonly StatusClient[]): StatusClient {
  const keys = keysOf(feeds)
  let states: readonly ClientState[] = []
  let state: ClientState = {}

  function renew(): ClientState {
    const next = clients.map((client) => client.state)
    if (states.length && next.every((it, i) => it === states[i])) return state
    states = next
    state = join(
      feeds.map((feed, i) => ({ ...next[i], feed, key: keys[i] ?? feed })),
      state.snapshot,
    )
    return state
  }

  return {
    get state() {
      return renew()
    },
    subscribe(listener, options) {
      const stops = clients.map((client) => client.subscribe(() => listener(renew()), options))
      return () => stops.forEach((stop) => stop())
    },
    refresh: async () => void (await Promise.all(clients.map((client) => client.refresh()))),
    loadHistory: () => clients.forEach((client) => client.loadHistory()),
  }
}

function join(feeds: readonly FeedState[], previous: StatusSnapshot | undefined): ClientState {
  const isSettled = feeds.every(({ snapshot, error }) => snapshot || error)
  const snapshot = feeds.some((it) => it.snapshot) ? freeze(share(previous, mergeSnapshots(feeds.map(partOf)))) : undefined
  const checks = feeds.flatMap(({ checkedAt }) => checkedAt ?? [])
  return {
    feeds,
    snapshot: snapshot && (previous || isSettled || isWorse(snapshot.indicator, 'unknown')) ? snapshot : undefined,
    error: isSettled ? feeds.find(({ error }) => error)?.error : undefined,
    isKept: feeds.some(({ isKept }) => isKept),
    checkedAt: checks.length ? Math.min(...checks) : undefined,
  }
}

const partOf = ({ key, snapshot, error }: FeedState): FeedPart => ({ key, snapshot, reason: error?.message })

const begins = (a: string, b: string) => `${b}:`.startsWith(`${a}:`)

/** The host and path of each, or the whole address where the ids of two could be taken for one another's. */
export function keysOf(feeds: readonly string[]): string[] {
  const short = feeds.map((feed) => feed.replace(/^https?:\/\/|[?#].*|\/+$/g, ''))
  const isApart = (key: string, i: number) => short.every((other, j) => i === j || !(begins(key, other) || begins(other, key)))
  return short.map((key, i) => (isApart(key, i) ? key : absolute(feeds[i] ?? key)))
}
