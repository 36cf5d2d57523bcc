import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { ClientState } from '../client/client-state.ts'
import { clientFor } from '../client/clients.ts'
import type { StatusClient } from '../client/status-client.ts'
import { rememberFirstEnds } from '../model/maintenance.ts'
import { share } from '../model/share.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'

const nothing: ClientState = {}

/** What a host asks for. */
export interface FeedWish {
  feed: string | undefined
  provider: string | null | undefined
  refreshMs: number
  fetch: typeof fetch | undefined
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
  #refreshMs = 0
  #taken: StatusSnapshot | undefined

  constructor(host: ReactiveControllerHost, wish: () => FeedWish) {
    this.#host = host
    this.#wish = wish
    host.addController(this)
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  /** To be called as the host's update begins, before anything is derived from the state. */
  bind(): void {
    const { feed, provider, refreshMs, fetch, snapshot, asleep } = this.#wish()
    const client = feed && !snapshot && !asleep ? clientFor({ feed, provider: provider ?? 'auto', fetch }) : undefined
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
    else if (!feed) this.state = nothing
    this.#taken = snapshot
  }

  hostDisconnected(): void {
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
    this.#client = undefined
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
