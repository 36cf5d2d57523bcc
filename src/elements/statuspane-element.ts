import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit'
import { type ClientState, type ClientStatus, type FeedState, statusOf } from '../client/client-state.ts'
import { StatusError } from '../client/status-error.ts'
import { canonicalTag, type Locale, localeFor } from '../i18n/locale.ts'
import { isCurrent } from '../model/maintenance.ts'
import type { StatusEvent, StatusSnapshot } from '../model/snapshot.ts'
import { type StatusView, wholeView } from '../model/view.ts'
import { componentIndicator, indicatorStatus } from '../model/words.ts'
import { callable, choice, duration, instant, integer, seconds, template, timeZone, words } from './attributes.ts'
import { ClockController } from './clock-controller.ts'
import { FeedController, several } from './feed-controller.ts'
import { nearestLang } from './nearest-lang.ts'
import { Reporter } from './reporter.ts'
import type { filteredView } from './filtered-view.ts'

const hourMs = 3_600_000
const oldMs = 120_000

/** Fetched with the first filter of the page. */
let filtered: typeof filteredView | undefined

/** What makes the next snapshot another feed's. */
const addressing = ['feed', 'provider', 'proxy', 'fallback', 'mapping', 'fetch'] as const

/** Back to its default when the attribute is taken away. */
export const usual = { useDefault: true }

/** What a widget hands to the elements inside it, so that they show what it shows and read nothing themselves. */
export interface Source {
  readonly state: ClientState
  readonly lang: string
  refresh(): Promise<void>
  loadHistory(): void
  /** Reports a value that was handed on and cannot be used, once for all elements inside. */
  misused(name: string, value: unknown): void
}

/**
 * What all elements have in common: attributes, the feed, the clock, the language, host states and events. No looks.
 *
 * @fires statuspane-load - The first snapshot is shown.
 * @fires statuspane-change - A snapshot that differs is shown.
 * @fires statuspane-error - The feed could not be read, or a value cannot be used.
 * @cssstate loading - The first reading is under way.
 * @cssstate stale - What is shown is old, or could not be renewed.
 * @cssprop --statuspane-surface - Background of cards.
 * @cssprop --statuspane-text - Text.
 * @cssprop --statuspane-muted - Text of lesser weight: times, facts.
 * @cssprop --statuspane-border - Hairlines.
 * @cssprop --statuspane-link - Links.
 * @cssprop --statuspane-focus - The ring around what has the focus.
 * @cssprop --statuspane-radius - Corners of cards; buttons have half of it.
 * @cssprop --statuspane-space - The unit of all distances.
 * @cssprop --statuspane-font - Font families; the page’s own unless set.
 * @cssprop --statuspane-font-size - Size of the text; all else is relative to it.
 * @cssprop --statuspane-shadow - Shadow of cards.
 * @cssprop --statuspane-operational - The tone of all is well: shape, status word, tint and lines are made from it.
 * @cssprop --statuspane-on-operational - What stands on the tone of all is well.
 * @cssprop --statuspane-degraded-performance - The tone of degraded performance: shape, status word, tint and lines are made from it.
 * @cssprop --statuspane-on-degraded-performance - What stands on the tone of degraded performance.
 * @cssprop --statuspane-partial-outage - The tone of a partial outage: shape, status word, tint and lines are made from it.
 * @cssprop --statuspane-on-partial-outage - What stands on the tone of a partial outage.
 * @cssprop --statuspane-major-outage - The tone of a major outage: shape, status word, tint and lines are made from it.
 * @cssprop --statuspane-on-major-outage - What stands on the tone of a major outage.
 * @cssprop --statuspane-under-maintenance - The tone of maintenance: shape, status word, tint and lines are made from it.
 * @cssprop --statuspane-on-under-maintenance - What stands on the tone of maintenance.
 * @cssprop --statuspane-unknown - The tone of the unknown: shape, status word, tint and lines are made from it.
 * @cssprop --statuspane-on-unknown - What stands on the tone of the unknown.
 */
export abstract class StatuspaneElement extends LitElement {
  static override properties: PropertyDeclarations = {
    feed: {},
    provider: usual,
    proxy: {},
    fallback: {},
    mapping: {},
    images: usual,
    components: usual,
    refreshInterval: { ...usual, attribute: 'refresh' },
    timeZone: { ...usual, attribute: 'time-zone' },
    theme: { ...usual, reflect: true },
    maxAge: { ...usual, attribute: 'max-age' },
    storage: usual,
    now: {},
    headingLevel: { ...usual, attribute: 'heading-level' },
    snapshot: { attribute: false },
    filter: { attribute: false },
    fetch: { attribute: false },
    source: { attribute: false },
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang', 'hidden']
  }

  readonly #reporter = new Reporter(this)
  readonly #feed = new FeedController(this, () => ({
    feed: this.source || !this.feed ? undefined : String(this.feed).trim(),
    provider: this.provider,
    proxy: this.option('proxy', this.proxy, template, undefined),
    fallback: this.#fallbacks,
    mapping: this.mapping || undefined,
    refreshMs: this.option('refresh', this.refreshInterval, seconds, 60) * 1000,
    fetch: this.option('fetch', this.fetch, callable, undefined),
    keeps: this.storage !== 'none',
    snapshot: this.snapshot,
    asleep: Boolean(this.hidden),
  }))

  /** The address of a status page, or the URL of its feed; several with spaces between. */
  declare feed: string | undefined
  /** The adapter's id, or `auto`. */
  declare provider: string
  /** A URL with `{url}` in it, through which the feed is read. */
  declare proxy: string | undefined
  /** Further addresses of the same feed, tried in order when the first cannot be read. */
  declare fallback: string | undefined
  /** How a feed of one's own is read: the URL of a mapping, or `#id` of the script element that holds it. */
  declare mapping: string | undefined
  /** Whether images in updates are shown: `on`, if they come by https; or `off`: a link to each, and nothing is loaded. */
  declare images: 'off' | 'on'
  /** Comma-separated ids or names of components or groups: show only what touches these. */
  declare components: string
  /** Seconds between two polls, 15 to 3600; 0 = once. (`refresh` itself is the method; writing to it sets this.) */
  declare refreshInterval: number | string
  /** IANA zone, `local` or `page`. */
  declare timeZone: string
  /** `auto`, `light` or `dark`. */
  declare theme: 'auto' | 'light' | 'dark'
  /** A document made longer ago than this is said to be stale: ISO 8601 duration or `90m`. */
  declare maxAge: string
  /** `local`, or `none`: nothing is kept in this browser. */
  declare storage: 'local' | 'none'
  /** A fixed ISO instant instead of the clock. */
  declare now: string | undefined
  /** Level of the element's own headings, 1 to 6. */
  declare headingLevel: number | string
  /** Set it, and nothing is fetched. */
  declare snapshot: StatusSnapshot | undefined
  /** The host page's own say over each event. */
  declare filter: ((event: StatusEvent) => boolean) | undefined
  /** The host page's own fetch, for private feeds. */
  declare fetch: typeof fetch | undefined
  /** @internal */
  declare source: Source | undefined

  #internals: ElementInternals | undefined
  #source: Source | undefined
  #view: StatusView | undefined
  #viewed: unknown[] = []
  #clock: number | undefined
  #locale: Locale | undefined
  #isPutOff = false
  #failure: StatusError | undefined

  constructor() {
    super()
    new ClockController(this)
    this.provider = 'auto'
    this.images = 'off'
    this.components = ''
    this.refreshInterval = 60
    this.timeZone = 'local'
    this.theme = 'auto'
    this.maxAge = '1h'
    this.storage = 'local'
    this.headingLevel = 2
    try {
      this.#internals = this.attachInternals()
    } catch {
      // Without internals the element works, only its states cannot be styled.
    }
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.#isPutOff) queueMicrotask(() => this.scheduleUpdate())
    this.#isPutOff = false
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value)
    if (name === 'lang' || name === 'hidden') this.requestUpdate()
  }

  /** The snapshot shown, after the filters. */
  get data(): StatusSnapshot | undefined {
    return this.view?.snapshot
  }

  /** Whether what is shown is fresh: `loading`, `fresh`, `stale` or `failed`. */
  get status(): ClientStatus {
    const { state, error } = this
    return statusOf({ ...state, error }, this.#maxAgeMs, this.#readClock())
  }

  get #maxAgeMs(): number {
    return this.option('max-age', this.maxAge, duration, hourMs)
  }

  /** True when filters have left something out, so that nothing can be said of the whole page. */
  protected get isPart(): boolean {
    return this.data !== this.state.snapshot
  }

  /** Why the newest poll failed, or what was read could not be shown; undefined when all is well. */
  get error(): StatusError | undefined {
    return this.#failure ?? this.state.error
  }

  /**
   * Reads the feed now; settles when it has been read or has failed. Frameworks write to a property of an attribute's
   * name: then it is `refreshInterval`, which the attribute `refresh` is.
   */
  get refresh(): () => Promise<void> {
    return this.#refresh
  }

  set refresh(interval: number | string) {
    this.refreshInterval = interval
  }

  readonly #refresh = async () => {
    if (this.isConnected) await this.updateComplete
    await (this.source ?? this.#feed).refresh()
  }

  get #fallbacks(): string[] {
    const addresses = words(this.fallback)
    return words(this.feed)[1] && addresses[0] ? this.option('fallback', this.fallback, () => undefined, []) : addresses
  }

  protected get state(): ClientState {
    return this.source?.state ?? this.#feed.state
  }

  /** Asks for the feed's past events. */
  protected loadHistory(): void {
    ;(this.source ?? this.#feed).loadHistory()
  }

  /** The instant everything is derived for, in ms since the epoch; the same throughout an update. */
  protected get clock(): number {
    return (this.#clock ??= this.#readClock())
  }

  #readClock(): number {
    return this.option('now', this.now, instant, Date.now())
  }

  /** What the elements inside this one show; another object whenever the state is another. */
  protected get sourceForParts(): Source {
    const { state } = this
    const lang = nearestLang(this)
    if (this.#source?.state !== state || this.#source.lang !== lang) {
      this.#source = {
        state,
        lang,
        refresh: () => this.refresh(),
        loadHistory: () => this.loadHistory(),
        misused: (name, value) => this.#misused(name, value),
      }
    }
    return this.#source
  }

  /** How old what is shown is, once it could not be renewed for a while; else an empty string. */
  protected get age(): string {
    return this.state.feeds ? '' : this.#ageOf(this.state, this.status)
  }

  /** The same of what an event was read from. */
  protected ageOf({ id }: { id: string }): string {
    const feed = this.state.feeds?.find(({ key }) => id.startsWith(`${key}:`))
    return feed ? this.#ageOfFeed(feed) : this.age
  }

  readonly #ageOfFeed = (feed: FeedState): string =>
    this.#ageOf(feed, statusOf(feed, this.#maxAgeMs, this.clock))

  #ageOf({ snapshot, checkedAt }: ClientState, status: ClientStatus): string {
    const at = snapshot?.generatedAt ? Date.parse(snapshot.generatedAt) : checkedAt
    const ageMs = at === undefined ? 0 : this.clock - at
    if (at === undefined || status !== 'stale' || ageMs < oldMs) return ''
    const { messages, format } = this.locale
    return messages.asOf(format.time(at), format.ago(ageMs))
  }

  /** Of several feeds: those that are old or missing. Undefined for one feed. */
  protected renderFeedStates(): readonly unknown[] | undefined {
    return this.state.feeds && several?.renderFeedStates(this.state.feeds, this.#ageOfFeed, this.locale)
  }

  /** Of several feeds: a link to each page. Undefined for one feed. */
  protected renderPageLinks(): readonly unknown[] | undefined {
    return this.state.feeds && several?.renderPageLinks(this.state.feeds)
  }

  /** Words and formats for this update: asked for by every row, so made once. */
  protected get locale(): Locale {
    return (this.#locale ??= this.#readLocale())
  }

  #readLocale(): Locale {
    const zone = this.option('time-zone', this.timeZone, timeZone, 'local')
    const named = zone === 'page' ? timeZone(this.state.snapshot?.page.timeZone) : zone
    return localeFor(this.source?.lang ?? nearestLang(this), named === 'local' ? undefined : named, this.clock)
  }

  /** The level of a heading `below` the element's own. */
  protected level(below = 0): number {
    const own = this.option('heading-level', this.headingLevel, integer(1, 6), 2)
    return Math.min(6, own + below)
  }

  protected get view(): StatusView | undefined {
    const { snapshot, feeds } = this.state
    if (!snapshot || (this.#isFiltered && !filtered)) return undefined
    const isWorking = snapshot.maintenances.some((m) => isCurrent(m, this.clock))
    const inputs = [snapshot, this.components, this.filter, isWorking]
    if (!this.#view || inputs.some((input, i) => input !== this.#viewed[i])) {
      this.#view =
        (this.#isFiltered && filtered?.(this, snapshot, { now: this.clock, parts: feeds }, (name, value) => this.#misused(name, value))) ||
        wholeView(snapshot, this.clock)
      this.#viewed = inputs
    }
    return this.#view
  }

  get #isFiltered(): boolean {
    return !!(this.components || this.filter)
  }

  /** A usable value for an attribute; one that cannot be used is reported once, and the default stands in for it. */
  protected option<T>(name: string, value: unknown, read: (value: unknown) => T | undefined, fallback: T): T {
    if (value === undefined || value === null) return fallback
    const usable = read(value)
    if (usable === undefined) this.#misused(name, value)
    return usable ?? fallback
  }

  #misused(name: string, value: unknown): void {
    ;(this.source ?? this.#reporter).misused(name, value)
  }

  protected setState(name: 'loading' | 'stale' | 'empty', on: boolean): void {
    try {
      this.#internals?.states[on ? 'add' : 'delete'](name)
    } catch {
      // An older browser refuses state names without dashes.
    }
  }

  /** Fetches what few elements need, before an update that needs it; undefined when all is there. Must not reject. */
  protected fetchParts(): Promise<unknown> | undefined {
    const ofFeed = this.#feed.fetchParts()?.catch(this.#onMissingPart)
    if (filtered || !this.#isFiltered) return ofFeed
    const fetched = import('./filtered-view.ts').then(({ filteredView }) => {
      filtered = filteredView
      this.requestUpdate()
    }, this.#onMissingPart)
    // Until there is something to filter, nothing waits: the feed is read meanwhile.
    return this.snapshot || this.state.snapshot ? fetched : ofFeed
  }

  readonly #onMissingPart = (cause: unknown) =>
    this.#reporter.reportOnce(new StatusError('network', 'A part of Statuspane could not be loaded', { reason: 'reader', cause }))

  protected override scheduleUpdate(): void | Promise<unknown> {
    const parts = this.isConnected && this.fetchParts()
    // What was set meanwhile may need more.
    return parts ? parts.then(() => this.fetchParts()).then(() => this.#update()) : this.#update()
  }

  /**
   * Whatever goes wrong while rendering stays here: the host page never sees it thrown. An element that is not in the
   * page waits until it is, so that it holds on to nothing.
   */
  #update(): void {
    this.#isPutOff = !this.isConnected
    if (this.#isPutOff) return
    const before = this.#failure
    this.#failure = this.#clock = this.#locale = undefined
    try {
      super.scheduleUpdate()
    } catch (cause) {
      const isNew = String(cause) !== String(before?.cause)
      this.#failure = isNew ? new StatusError('invalid', 'The status cannot be shown', { hint: String(cause), cause }) : before
      if (this.#failure && isNew) this.#reporter.report(this.#failure)
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (addressing.some((name) => changed.has(name))) this.#reporter.restart()
    this.#feed.bind()
    if (this.source) return
    this.option('theme', this.theme, choice('auto', 'light', 'dark'), 'auto')
    this.option('storage', this.storage, choice('local', 'none'), 'local')
    this.option('images', this.images, choice('off', 'on'), 'off')
    this.option('lang', this.lang || undefined, canonicalTag, '')
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const { data, status, error } = this
    this.setState('loading', status === 'loading' && !!this.feed)
    this.setState('stale', status === 'stale')
    const indicator = data && componentIndicator(indicatorStatus(data.indicator))
    if (!indicator) this.removeAttribute('indicator')
    else if (this.getAttribute('indicator') !== indicator) this.setAttribute('indicator', indicator)
    if (this.source) return
    this.#reporter.follow(data, [error, ...(this.state.feeds ?? []).map((feed) => feed.error)])
  }
}

/** What a reader's dismissals are kept under. */
export const memoryKey = (feed: string | undefined, { page }: StatusSnapshot): string => feed || page.url || page.name
