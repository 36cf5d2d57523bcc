import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import { noticeMemory, type NoticeMemory } from '../client/notice-memory.ts'
import { isolated } from '../i18n/names.ts'
import { noticeText } from '../i18n/notice-text.ts'
import { endedAt } from '../model/event.ts'
import { componentNoticeId, eventNotice, fingerprintOf, keyOf, type Notice, noticesOf, type Severity } from '../model/notice.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import { indicatorStatus } from '../model/words.ts'
import hostStyles from '../theme/host.styles.ts'
import { chevronIcon, closeIcon } from '../theme/icons.ts'
import tokens from '../theme/tokens.styles.ts'
import { choice, duration } from './attributes.ts'
import styles from './banner.styles.ts'
import { define } from './define.ts'
import { emit, type Subject } from './events.ts'
import { joined, renderHeading, renderIcon, renderLink, toneOf } from './fragments.ts'
import { Announcer } from './announcer.ts'
import type { EdgeController } from './edge-controller.ts'
import { memoryKey, StatuspaneElement, usual } from './statuspane-element.ts'
import type { UpdateList } from './update-list.ts'

const dayMs = 86_400_000
/** A feed that gives its events other ids at each poll is not asked for its past each time. */
const mostSought = 20

/**
 * The notices that matter now, most important first, each with its updates; nothing and no space when there are none.
 *
 * @summary The notices that matter now, else nothing.
 * @slot actions - More buttons or links beside the first notice's own.
 * @slot icon-operational - In place of the first notice's shape for an ended event; likewise for the other states.
 * @slot icon-degraded-performance - As above.
 * @slot icon-partial-outage - As above.
 * @slot icon-major-outage - As above.
 * @slot icon-under-maintenance - As above.
 * @slot icon-unknown - As above.
 * @fires statuspane-dismiss - A notice is about to be dismissed; cancelable.
 * @fires statuspane-toggle - A notice's updates were opened or closed.
 * @fires statuspane-resize - The height taken at the window's edge changed.
 * @cssstate empty - There is no notice: nothing is shown.
 * @csspart base - The whole.
 * @csspart notice - One notice; a second part name says its state (`major-outage`, `under-maintenance` …).
 * @csspart icon - A state's shape.
 * @csspart message - A notice's text.
 * @csspart title - A notice's heading.
 * @csspart time - What is said of times.
 * @csspart actions - A notice's buttons.
 * @csspart toggle - The button that opens the updates.
 * @csspart dismiss - The button that dismisses.
 * @csspart link - A link to the status page.
 * @csspart updates - A list of updates.
 * @csspart update - One update.
 * @csspart update-status - Its status.
 * @csspart update-time - Its time.
 * @csspart update-body - Its text.
 * @csspart more - The button for the rest.
 */
export class StatuspaneBanner extends StatuspaneElement {
  static override styles = [tokens, hostStyles, styles]

  static override properties: PropertyDeclarations = {
    lead: usual,
    linger: usual,
    severity: usual,
    position: { ...usual, reflect: true },
    dismissible: usual,
  }

  /** How long before its start an upcoming maintenance shows: ISO 8601 duration or `24h`. */
  declare lead: string
  /** How long after its end an event still shows in a browser that had shown it: ISO 8601 duration or `24h`. */
  declare linger: string
  /** Least impact of incidents and components to show: `minor`, `major` or `critical`. */
  declare severity: Severity
  /** `static`, `top` or `bottom`. */
  declare position: 'static' | 'top' | 'bottom'
  /** `event`, `update` or `never`. */
  declare dismissible: 'event' | 'update' | 'never'

  readonly #announcer = new Announcer(this)
  readonly #open = new Set<string>()
  #showsAll = false
  #updates: UpdateList | undefined
  #edge: EdgeController | undefined
  #scope: 'event' | 'update' | 'never' = 'event'
  #notices: Notice[] = []
  #memory: NoticeMemory | undefined
  #forgetMemory: (() => void) | undefined
  /** Events that the feed no longer lists and that its history was asked for. */
  readonly #sought = new Set<string>()

  constructor() {
    super()
    this.lead = '24h'
    this.linger = '24h'
    this.severity = 'minor'
    this.position = 'static'
    this.dismissible = 'event'
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#useMemory(undefined)
  }

  /** Dismisses the most important notice; false if a listener cancelled it or there is none. */
  dismiss(): boolean {
    const [notice] = this.#notices
    return notice ? this.#dismiss(notice) : false
  }

  /** Shows dismissed notices again. */
  restore(): void {
    this.#memory?.restore()
  }

  /** Opens the updates of the most important notice. */
  expand(): void {
    this.#toggle(this.#notices[0], true)
  }

  /** Closes all updates. */
  collapse(): void {
    for (const notice of this.#notices) this.#toggle(notice, false)
  }

  /** At an edge it is shown once it can tell its height. */
  protected override fetchParts(): Promise<unknown> | undefined {
    const parts = super.fetchParts()
    if (this.#edge || !this.#isAtEdge) return parts
    const edge = import('./edge-controller.ts').then(
      ({ EdgeController }) => (this.#edge ??= new EdgeController(this)),
      // In the flow of the page it says the same.
      () => {},
    )
    return this.snapshot || this.state.snapshot ? Promise.all([parts, edge]) : parts
  }

  get #isAtEdge(): boolean {
    return this.option('position', this.position, choice('static', 'top', 'bottom'), 'static') !== 'static'
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed)
    const { view, state, clock: now } = this
    const leadMs = this.option('lead', this.lead, duration, dayMs)
    const lingerMs = this.option('linger', this.linger, duration, dayMs)
    const severity = this.option('severity', this.severity, choice('minor', 'major', 'critical'), 'minor')
    this.#scope = this.option('dismissible', this.dismissible, choice('event', 'update', 'never'), 'event')
    this.#notices = []
    if (!view || !state.snapshot || this.hidden) return
    const memory = noticeMemory(memoryKey(this.feed, state.snapshot), this.storage !== 'none')
    this.#useMemory(memory)
    this.#notices = noticesOf(view, { now, leadMs, lingerMs, severity, shown: (id) => memory.wasShown(id) }).filter(
      (notice) => this.#scope === 'never' || memory.dismissed(keyOf(notice)) !== this.#fingerprint(notice),
    )
    this.#followEnded(state.snapshot, lingerMs)
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed)
    const { clock: now } = this
    this.setState('empty', !this.#notices.length)
    this.#memory?.markShown(this.#shown.filter((n) => n.phase !== 'completed').map((n) => n.id), now)
    this.#announcer.follow(
      this.#notices.map((n) => [`${keyOf(n)}|${fingerprintOf(n, 'event', now)}`, () => this.#sentence(n)]),
      !!this.view && !this.hidden,
    )
    this.#edge?.follow(this.#isAtEdge)
  }

  protected override render(): TemplateResult {
    const { messages } = this.locale
    return html`<div class="base" part="base">
      ${
        this.#notices.length
          ? html`<section class="notices" aria-label=${messages.notices}>
              ${this.#shown.map((notice, i) => this.#renderNotice(notice, i))}
            </section>`
          : nothing
      }
      ${this.#announcer.render()}
    </div>`
  }

  get #shown(): Notice[] {
    return this.#notices.slice(0, this.#showsAll ? undefined : 1)
  }

  #renderNotice(notice: Notice, index: number): TemplateResult {
    const { view, locale, clock: now } = this
    const { messages } = locale
    const status = indicatorStatus(notice.indicator)
    const { title, fact, details, age } = noticeText(notice, view?.snapshot as StatusSnapshot, locale, now)
    const facts = joined([...details, age, index && !this.state.feeds ? '' : this.ageOf(notice)])
    const open = this.#open.has(keyOf(notice)) && updateCount(notice) > 0
    return html`<div class="notice tone ${toneOf(status)}" part="notice ${toneOf(status)}">
      <div class="row">
        ${renderIcon(status, !index)}
        <div class="text" part="message">
          <div class="line">${renderHeading(this.level(), 'title', title)} <span class="label">${fact}</span></div>
          <div class="meta" part="time">
            ${facts}${index ? nothing : this.#renderMore(facts)}
          </div>
        </div>
        <div class="actions" part="actions">
          ${index ? nothing : html`<slot name="actions"></slot>`} ${this.#renderToggle(notice, open, index)}
          ${
            this.#scope === 'never'
              ? nothing
              : html`<button
                  class="close"
                  part="dismiss"
                  aria-label=${messages.dismissTitle(isolated(title))}
                  @click=${() => this.#onDismiss(notice, index)}
                >
                  ${closeIcon}
                </button>`
          }
        </div>
      </div>
      ${open ? this.#renderPanel(notice, index) : nothing}
    </div>`
  }

  #renderMore(before: string): TemplateResult | typeof nothing {
    const rest = this.#notices.length - 1
    if (!rest) return nothing
    const { messages, format } = this.locale
    const text = this.#showsAll ? messages.fewerNotices : messages.moreNotices(rest, format.number(rest))
    return html`${before && '\u00a0· '}<button class="more" part="more" aria-expanded=${this.#showsAll} @click=${this.#onMore}>${text}</button>`
  }

  #renderToggle(notice: Notice, open: boolean, index: number): TemplateResult | typeof nothing {
    const { messages, format } = this.locale
    const length = updateCount(notice)
    if (!length) {
      const url = notice.kind === 'component' ? undefined : notice.event.url
      return renderLink(url ?? this.view?.snapshot.page.url, messages.openPage(messages.statusPage))
    }
    return html`<button
      class="quiet"
      part="toggle"
      aria-expanded=${open}
      aria-controls=${open ? `panel-${index}` : nothing}
      @click=${() => this.#toggle(notice, !open)}
    >
      <span>${open ? messages.hideUpdates : messages.updates(length, format.number(length))}</span>${chevronIcon}
    </button>`
  }

  #renderPanel(notice: Notice, index: number): TemplateResult | typeof nothing {
    if (notice.kind === 'component') return nothing
    const { messages } = this.locale
    const { page } = this.view?.snapshot ?? {}
    const open = messages.openPage(messages.statusPage)
    return html`<div class="panel" id="panel-${index}">
      ${this.#updates?.render(notice.event, { locale: this.locale, now: this.clock })}
      <p class="meta links">
        ${renderLink(notice.event.url ?? page?.url, open)} ${renderLink(page?.subscribeUrl, messages.subscribe)}
      </p>
    </div>`
  }

  #sentence(notice: Notice): string {
    const { title, fact, details } = noticeText(notice, this.view?.snapshot as StatusSnapshot, this.locale, this.clock)
    return [`${isolated(title)} ${fact}`.trim(), ...details].join(', ')
  }

  #fingerprint(notice: Notice): string {
    return fingerprintOf(notice, this.#scope === 'update' ? 'update' : 'event', this.clock)
  }

  #dismiss(notice: Notice): boolean {
    if (this.#scope === 'never' || !emit(this, 'statuspane-dismiss', { event: subjectOf(notice) }, true)) return false
    this.#notices = this.#notices.filter((other) => other !== notice)
    this.#open.delete(keyOf(notice))
    this.#memory?.dismiss(keyOf(notice), this.#fingerprint(notice))
    return true
  }

  async #onDismiss(notice: Notice, index: number): Promise<void> {
    if (!this.#dismiss(notice)) return
    await this.updateComplete
    const buttons = this.renderRoot.querySelectorAll<HTMLElement>('[part=dismiss]')
    buttons[Math.min(index, buttons.length - 1)]?.focus()
  }

  readonly #onMore = () => {
    this.#showsAll = !this.#showsAll
    this.requestUpdate()
  }

  async #toggle(notice: Notice | undefined, open: boolean): Promise<void> {
    if (!notice || !updateCount(notice) || open === this.#open.has(keyOf(notice))) return
    if (open) this.#open.add(keyOf(notice))
    else this.#open.delete(keyOf(notice))
    this.requestUpdate()
    emit(this, 'statuspane-toggle', { event: subjectOf(notice), open })
    if (open && !this.#updates) {
      try {
        const { UpdateList } = await import('./update-list.ts')
        this.#updates ??= new UpdateList(this)
        this.requestUpdate()
      } catch {
        // The panel still leads to the status page.
      }
    }
  }

  #useMemory(memory: NoticeMemory | undefined): void {
    if (memory === this.#memory) return
    this.#forgetMemory?.()
    this.#memory = memory
    this.#forgetMemory = memory?.subscribe(() => this.requestUpdate())
  }

  /** Events shown here that the feed no longer lists may have ended, which its history tells; long ended ones are forgotten. */
  #followEnded({ incidents, maintenances }: StatusSnapshot, lingerMs: number): void {
    const now = this.clock
    const events = [...incidents, ...maintenances]
    const isOld = (end: string | undefined) => end !== undefined && now - Date.parse(end) > lingerMs
    const current = new Set(events.filter((e) => !isOld(endedAt(e))).map((e) => e.id))
    const old = events.filter((e) => !current.has(e.id)).map((e) => eventNotice(e, now))
    this.#memory?.forget(old.flatMap((notice) => [notice.id, keyOf(notice)]))
    const known = new Set([componentNoticeId, ...events.map((event) => event.id)])
    const lost = (this.#memory?.recentlyShown(now) ?? []).filter((id) => !known.has(id) && !this.#sought.has(id))
    if (lost.length && this.#sought.size < mostSought) this.loadHistory()
    for (const id of lost) this.#sought.add(id)
  }
}

const updateCount = (notice: Notice): number => (notice.kind === 'component' ? 0 : notice.event.updates.length)

const subjectOf = (notice: Notice): Subject =>
  notice.kind === 'component' ? { id: notice.id, components: notice.components } : notice.event

define('statuspane-banner', StatuspaneBanner)

declare global {
  interface HTMLElementTagNameMap {
    'statuspane-banner': StatuspaneBanner
  }
}
