import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { stateText } from '../i18n/headline-text.ts'
import { visible } from '../i18n/names.ts'
import { statusText, windowText } from '../i18n/notice-text.ts'
import { isEnded, isOpenIncident } from '../model/event.ts'
import { isLateToStart, movedFrom, overrunMs, phaseOf } from '../model/maintenance.ts'
import type { Component, ComponentGroup, StatusSnapshot } from '../model/snapshot.ts'
import cardStyles from '../theme/card.styles.ts'
import hostStyles from '../theme/host.styles.ts'
import tokens from '../theme/tokens.styles.ts'
import { choice } from './attributes.ts'
import styles from './components.styles.ts'
import { define } from './define.ts'
import { pageAddress, renderAge, renderEmpty, renderFailure } from './fallbacks.ts'
import { joined, renderHeading, renderIcon, toneOf } from './fragments.ts'
import type { HistoryBars } from './history-bars.ts'
import { StatuspaneElement, usual } from './statuspane-element.ts'

// A thousand rows at once would hold the page's main thread; a hundred take some 5 ms.
const sliceSize = 100
const dayMs = 86_400_000

/**
 * Groups and components with their status, maintenance window and uptime history.
 *
 * @summary Components with their status.
 * @slot empty - In place of nothing, when there is no component to show.
 * @slot error - In place of the sentence for a feed that cannot be read.
 * @csspart base - The whole.
 * @csspart group - One group.
 * @csspart group-heading - Its name.
 * @csspart title - The heading itself.
 * @csspart component - One component; a second part name says its status (`major-outage` …).
 * @csspart component-name - Its name.
 * @csspart component-status - Its status.
 * @csspart icon - The status's shape.
 * @csspart window - Its maintenance window.
 * @csspart history - The days of its uptime history.
 * @csspart link - A link to the status page.
 */
export class StatuspaneComponents extends StatuspaneElement {
  static override styles = [tokens, hostStyles, cardStyles, styles]

  static override properties: PropertyDeclarations = { only: usual }

  /** `all`, or `affected`: only components in trouble or named by what is going on. */
  declare only: 'all' | 'affected'

  #limit = sliceSize
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Null where it could not be fetched. */
  #bars: HistoryBars | null | undefined
  #windows: ReadonlyMap<string, string> = new Map()

  constructor() {
    super()
    this.only = 'all'
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Few feeds have a history. */
  protected override fetchParts(): Promise<unknown> | undefined {
    const parts = super.fetchParts()
    if (this.#bars !== undefined || !this.#hasHistory) return parts
    const bars = import('./history-bars.ts').then(
      ({ HistoryBars }) => (this.#bars ??= new HistoryBars(this)),
      () => (this.#bars = null),
    )
    return Promise.all([parts, bars])
  }

  get #hasHistory(): boolean {
    const { snapshot = this.state.snapshot } = this
    try {
      return !!snapshot?.components.some((c) => c.history?.length)
    } catch {
      // What is broken is met again by the update, and reported.
      return false
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed)
    const total = this.data?.components.length ?? 0
    if (this.#limit >= total || this.#timer || !this.isConnected) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#limit += sliceSize
      this.requestUpdate()
    })
  }

  protected override render(): TemplateResult {
    const { age, data, feed, locale, state } = this
    return html`<div class="base" part="base">
      ${this.source ? nothing : (this.renderFeedStates() ?? renderAge(age, state.error, pageAddress(data?.page.url, feed), locale))} ${this.#renderContent()}
    </div>`
  }

  #renderContent(): TemplateResult | typeof nothing {
    const { data } = this
    if (!data) return this.state.feeds ? nothing : renderFailure(this.state.error, this.feed, this.locale)
    const shown = this.#shown(data)
    if (!shown.length) return renderEmpty(data.components.length ? stateText(data, this.locale, this.isPart) : this.locale.messages.noComponents)
    this.#windows = this.#readWindows()
    const drawn = new Set(shown.slice(0, this.#limit))
    const grouped = data.groups.map((group) => [group, shown.filter((c) => c.groupId === group.id)] as const)
    const known = new Set(data.groups.map((group) => group.id))
    const loose = shown.filter((c) => c.groupId === undefined || !known.has(c.groupId))
    return html`<div
      class="card list"
      @keydown=${this.#bars?.onKey}
      @pointermove=${this.#bars?.onPointer}
      @pointerleave=${this.#bars?.onLeave}
      @focusout=${this.#bars?.onLeave}
    >
      ${loose.length ? this.#renderRows(loose, drawn) : nothing}
      ${repeat(
        grouped.filter(([, members]) => members.length),
        ([group]) => group.id,
        ([group, members]) => this.#renderGroup(group, members, drawn),
      )}
    </div>`
  }

  #shown({ components, incidents, maintenances }: StatusSnapshot): readonly Component[] {
    const only = this.option('only', this.only, choice('all', 'affected'), 'all')
    if (only === 'all') return components
    const named = new Set(
      [
        ...incidents.filter(isOpenIncident),
        ...maintenances.filter((m) => !isEnded(m) && phaseOf(m, this.clock) !== 'upcoming'),
      ].flatMap((event) => event.componentIds),
    )
    return components.filter((c) => c.status !== 'operational' || named.has(c.id))
  }

  #renderGroup({ id, name, description }: ComponentGroup, members: readonly Component[], drawn: ReadonlySet<Component>): TemplateResult {
    return html`<section class="group" part="group">
      <div class="group-heading" part="group-heading" title=${description ?? nothing}>
        ${renderHeading(this.level(), 'title', visible(name, id))}
      </div>
      ${this.#renderRows(members, drawn)}
    </section>`
  }

  #renderRows(members: readonly Component[], drawn: ReadonlySet<Component>): TemplateResult {
    const rowPx = members.some((c) => c.history?.length) ? 96 : 41
    const waiting = members.filter((c) => !drawn.has(c)).length
    return html`<ul class=${members.length > sliceSize ? 'rows long' : 'rows'} .style=${`padding-block-end:${waiting * rowPx}px`}>
      ${repeat(
        members.filter((c) => drawn.has(c)),
        (component) => component.id,
        (component) => this.#renderGuarded(component),
      )}
    </ul>`
  }

  /** A slice more must not draw all rows before it anew. */
  #renderGuarded(component: Component): unknown {
    const chosen = this.#bars?.chosenDay(component)
    const window = this.#windows.get(component.id)
    const day = Math.floor(this.clock / dayMs)
    return guard([component, this.locale, chosen, window, day], () => this.#renderRow(component, window))
  }

  #renderRow(component: Component, window: string | undefined): TemplateResult {
    const { locale } = this
    const { id, name, description, status } = component
    return html`<li class="component tone ${toneOf(status)}" part="component ${toneOf(status)}">
      <bdi class="name" part="component-name">${visible(name, id)}</bdi>
      <span class="status" part="component-status">${renderIcon(status)}<bdi>${statusText(component, locale)}</bdi></span>
      ${window ? html`<span class="window meta" part="window">${window}</span>` : nothing}
      ${description ? html`<span class="window meta">${visible(description)}</span>` : nothing}
      ${component.history?.length ? this.#bars?.render(component, locale, this.clock) : nothing}
    </li>`
  }

  /** By component, the window of the maintenance that it is in or is next to be in, dates and all. */
  #readWindows(): Map<string, string> {
    const { locale, clock: now } = this
    const { messages, format } = locale
    const open = (this.data?.maintenances ?? [])
      .filter((m) => !isEnded(m))
      .map((m) => ({ m, isPlanned: phaseOf(m, now) === 'upcoming' }))
      .toSorted((a, b) => Number(a.isPlanned) - Number(b.isPlanned) || (a.m.scheduledStart ?? '').localeCompare(b.m.scheduledStart ?? ''))
    const windows = new Map<string, string>()
    for (const { m, isPlanned } of open) {
      const first = movedFrom(m)
      const overrun = overrunMs(m, now)
      const text = joined([
        isPlanned ? messages.upcoming : '',
        ...windowText(m, locale),
        first ? messages.endMovedFrom(format.time(first)) : '',
        overrun && !isLateToStart(m, now) ? messages.overrunsBy(format.duration(overrun)) : '',
      ])
      for (const id of m.componentIds) if (!windows.has(id)) windows.set(id, text)
    }
    return windows
  }
}

define('statuspane-components', StatuspaneComponents)

declare global {
  interface HTMLElementTagNameMap {
    'statuspane-components': StatuspaneComponents
  }
}
