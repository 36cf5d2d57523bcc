import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { noticeMemory } from '../client/notice-memory.ts'
import { stateText } from '../i18n/headline-text.ts'
import { fingerprintOf, keyOf, noticesOf } from '../model/notice.ts'
import { indicatorStatus } from '../model/words.ts'
import hostStyles from '../theme/host.styles.ts'
import tokens from '../theme/tokens.styles.ts'
import styles from './badge.styles.ts'
import { define } from './define.ts'
import { pageAddress } from './fallbacks.ts'
import { isWebAddress, renderIcon, toneOf } from './fragments.ts'
import { memoryKey, StatuspaneElement } from './statuspane-element.ts'

const dayMs = 86_400_000

/**
 * One inline pill with the overall state: a link to the status page, or the button of a popover with everything.
 *
 * @summary An inline pill with the overall state.
 * @slot icon-operational - In place of the shape for all well; likewise for the other states.
 * @slot icon-degraded-performance - As above.
 * @slot icon-partial-outage - As above.
 * @slot icon-major-outage - As above.
 * @slot icon-under-maintenance - As above.
 * @slot icon-unknown - As above.
 * @csspart base - The whole.
 * @csspart dot - The pill; a second part name says its state (`major-outage` …).
 * @csspart icon - The state's shape.
 * @csspart label - Its words.
 * @csspart popover - What opens.
 * @csspart more - The button that shows dismissed notices again.
 */
export class StatuspaneBadge extends StatuspaneElement {
  static override styles = [tokens, hostStyles, styles]

  static override properties: PropertyDeclarations = { popup: { type: Boolean } }

  /** Opens the whole widget in a popover; else the badge is a link to the page. */
  declare popup: boolean

  #opened = false

  constructor() {
    super()
    this.popup = false
  }

  /** Shows dismissed notices again. */
  restore(): void {
    this.#memory?.restore()
    this.requestUpdate()
  }

  /** Opens the popover. */
  expand(): void {
    if (this.isConnected) this.#popover?.showPopover()
  }

  /** Closes the popover. */
  collapse(): void {
    this.#popover?.hidePopover()
  }

  protected override render(): TemplateResult {
    return html`<div class="base" part="base">${this.#renderContent()}</div>`
  }

  #renderContent(): TemplateResult | typeof nothing {
    const { data, error, locale } = this
    if (!data && !error) return nothing
    const status = data ? indicatorStatus(data.indicator) : 'unknown'
    const text = data ? stateText(data, locale, this.isPart) : locale.messages.notLoaded
    const pill = html`${renderIcon(status, true)}<bdi part="label">${text}</bdi>`
    const tone = toneOf(status)
    if (this.popup) {
      return html`<button class="pill tone ${tone}" part="dot ${tone}" popovertarget="popup">${pill}</button>
        <div id="popup" class="popup" part="popover" popover @toggle=${this.#onToggle}>${this.#renderPopup()}</div>`
    }
    const url = [data?.page.url, pageAddress(undefined, this.feed)].find(isWebAddress)
    return url
      ? html`<a class="pill tone ${tone}" part="dot ${tone}" href=${url} target="_blank" rel="noopener noreferrer">${pill}</a>`
      : html`<span class="pill tone ${tone}" part="dot ${tone}">${pill}</span>`
  }

  #renderPopup(): TemplateResult | typeof nothing {
    if (!this.#opened) return nothing
    const { messages, format } = this.locale
    const dismissed = this.#dismissed
    return html`<statuspane-widget
        .source=${this.sourceForParts}
        .feed=${this.feed}
        .images=${this.images}
        .components=${this.components}
        .filter=${this.filter}
        .timeZone=${this.timeZone}
        .maxAge=${this.maxAge}
        .storage=${this.storage}
        .now=${this.now}
        .headingLevel=${this.headingLevel}
        .theme=${this.theme}
        @statuspane-dismiss=${() => this.requestUpdate()}
      ></statuspane-widget>
      ${
        dismissed
          ? html`<button class="quiet restore" part="more" @click=${this.restore}>
              ${messages.restore(dismissed, format.number(dismissed))}
            </button>`
          : nothing
      }`
  }

  get #popover(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('#popup')
  }

  get #memory() {
    const { snapshot } = this.state
    return snapshot && noticeMemory(memoryKey(this.feed, snapshot), this.storage !== 'none')
  }

  /** How many notices would come back: those of events that are gone, or that have changed since, would not. */
  get #dismissed(): number {
    const { view, clock: now } = this
    const memory = this.#memory
    if (!view || !memory) return 0
    const shown = (id: string) => memory.wasShown(id)
    return noticesOf(view, { now, leadMs: dayMs, lingerMs: dayMs, shown }).filter((notice) => {
      const known = memory.dismissed(keyOf(notice))
      return known === fingerprintOf(notice, 'event', now) || known === fingerprintOf(notice, 'update', now)
    }).length
  }

  readonly #onToggle = async (event: ToggleEvent) => {
    if (event.newState !== 'open') return
    this.#opened = true
    this.requestUpdate()
    try {
      await import('./widget.ts')
    } catch {
      // An empty popover closes at a click; nothing of this is the host page's trouble.
    }
  }
}

define('statuspane-badge', StatuspaneBadge)

declare global {
  interface HTMLElementTagNameMap {
    'statuspane-badge': StatuspaneBadge
  }
}
