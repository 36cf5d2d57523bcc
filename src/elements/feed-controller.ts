import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { ClientState } from '../client/client-state.ts'
import { clientFor, onDefined } from '../client/clients.ts'
import type { severalClient } from '../client/several.ts'
import type { StatusClient } from '../client/status-client.ts'
import { rememberFirstEnds } from '../model/maintenance.ts'
import { share } from '../model/share.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import { words } from './attributes.ts'
import type * as feedStates from './feed-states.ts'

const nothing: ClientState = {}

/** Fetched with the first element that shows several feeds. */
export let several: (typeof feedStates & { severalClient: typeof severalClient }) | undefined

/** What a host asks for. */
export interface FeedWish {
  feed: string | undefined
  provider: string | null | undefined
  proxy: string | undefined
  fallback: readonly string[]
  mapping: string | undefined
  refreshMs: number
  fetch: typeof fetch | undefined
  /** What is read may be kept in this browser. */
  keeps: boolean
  snapshot: StatusSnapshot | undefined
  /** Nothing is shown, so nothing is read. */
  asleep: boolean
}

/** Binds an element to the client of its feed, for as long as it is in the page and shown. */
export class FeedController implements ReactiveController {
  state: ClientState = nothing
  readonly #host: ReactiveControllerHost
  readonly #wish: () => FeedWish
  #client: StatusClient | undefined
  #unsubscribe: (() => void) | undefined
  #forget: (() => void) | undefined
  /** A provider that is none, until one of that id is defined. */
  #unknown: string | null | undefined
  #refreshMs = 0
  #taken: StatusSnapshot | undefined

  constructor(host: ReactiveControllerHost, wish: () => FeedWish) {
    this.#host = host
    this.#wish = wish
    host.addController(this)
  }

  hostConnected(): void {
    this.#forget = onDefined((id) => {
      if (id === this.#unknown) this.#unknown = undefined
      this.#host.requestUpdate()
    })
    this.#host.requestUpdate()
  }

  /** To be called as the host's update begins, before anything is derived from the state. */
  bind(): void {
    const { feed, snapshot, asleep, refreshMs, ...address } = this.#wish()
    const client = feed && !snapshot && !asleep ? this.#clientOf(feed, address) : undefined
    if (client !== this.#client || refreshMs !== this.#refreshMs) {
      const stop = this.#unsubscribe
      // The new one first: a client that is left by all stops reading.
      this.#unsubscribe = client?.subscribe(this.#onState, { refreshMs })
      stop?.()
      this.#client = client
      this.#refreshMs = refreshMs
      if (client) this.state = client.state
    }
    if (snapshot) this.#take(snapshot)
    else if (!client && !(feed && asleep)) this.state = nothing
    this.#taken = snapshot
  }

  #clientOf(feed: string, { provider, ...rest }: Omit<FeedWish, 'feed' | 'snapshot' | 'asleep' | 'refreshMs'>): StatusClient | undefined {
    const address = { ...rest, provider: (provider !== this.#unknown && provider) || 'auto' }
    if (!/\s/.test(feed)) return clientFor({ ...address, feed })
    return several?.severalClient(words(feed), address)
  }

  /** What this feed needs and few others do; undefined when all is there. */
  fetchParts(): Promise<unknown> | undefined {
    if (several || !/\s/.test(this.#wish().feed ?? '')) return undefined
    return Promise.all([import('../client/several.ts'), import('./feed-states.ts')]).then(([client, states]) => {
      several = { ...client, ...states }
      this.#host.requestUpdate()
    })
  }

  hostUpdated(): void {
    // Asleep, it keeps the error, and would ask for updates without end.
    if (!this.#client || this.state.error?.reason !== 'provider') return
    this.#unknown = this.#wish().provider
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#forget?.()
    this.#unsubscribe?.()
    // Out of the page it hears of no definition.
    this.#forget = this.#unsubscribe = this.#client = this.#unknown = undefined
  }

  async refresh(): Promise<void> {
    await this.#client?.refresh()
  }

  /** Asks for past events, once something shows them. */
  loadHistory(): void {
    this.#client?.loadHistory()
  }

  readonly #onState = () => {
    if (this.#client) this.state = this.#client.state
    this.#host.requestUpdate()
  }

  #take(snapshot: StatusSnapshot): void {
    if (snapshot === this.#taken) return
    if (!isWhole(snapshot)) throw new TypeError('a snapshot has groups, components, incidents and maintenances, each item with its id')
    const before = this.state.snapshot
    const maintenances = rememberFirstEnds(before?.maintenances ?? [], snapshot.maintenances)
    const next = share(before, { ...snapshot, maintenances })
    if (next !== before) this.state = { snapshot: next }
  }
}

/** Feeds are read with care; what a page sets may be anything, and must not be half shown. */
const isWhole = ({ groups, components, incidents, maintenances }: StatusSnapshot): boolean =>
  [...groups, ...components].every(({ id }) => id) &&
  [...incidents, ...maintenances].every(({ componentIds, updates }) => Array.isArray(componentIds) && updates.every(({ id }) => id))
