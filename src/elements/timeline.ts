import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { eventFacts } from '../i18n/event-facts.ts'
import { isolated, visible } from '../i18n/names.ts'
import { eventStatusText } from '../i18n/notice-text.ts'
import { endedAt, isEnded, isMaintenance, startOf } from '../model/event.ts'
import { phaseOf } from '../model/maintenance.ts'
import type { StatusEvent, StatusSnapshot } from '../model/snapshot.ts'
import cardStyles from '../theme/card.styles.ts'
import hostStyles from '../theme/host.styles.ts'
import { chevronIcon } from '../theme/icons.ts'
import tokens from '../theme/tokens.styles.ts'
import { choice, integer } from './attributes.ts'
import { define } from './define.ts'
import { emit } from './events.ts'
import { pageAddress, renderAge, renderEmpty, renderFailure } from './fallbacks.ts'
import { joined, renderHeading, renderIcon, renderLink, toneOf } from './fragments.ts'
import { keepPlace } from './keep-place.ts'
import { StatuspaneElement, usual } from './statuspane-element.ts'
import styles from './timeline.styles.ts'
import { keyOf, statusOf, UpdateList } from './update-list.ts'

/** How many of the events that are going on are open before anyone has said so. */
const openAtFirst = 5

type Section = 'current' | 'upcoming' | 'past'

/**
 * Incidents and maintenances, what is going on first, each with its updates.
 *
 * @summary Incidents and maintenances with their updates.
 * @slot empty - In place of the sentence for no events.
 * @slot error - In place of the sentence for a feed that cannot be read.
 * @fires statuspane-toggle - An event's updates were opened or closed.
 * @csspart base - The whole.
 * @csspart group-heading - The heading over what is going on, planned or past.
 * @csspart event - One event; a second part name says its state (`major-outage`, `under-maintenance` …).
 * @csspart event-heading - Its title and facts.
 * @csspart event-status - Its status.
 * @csspart title - Its title.
 * @csspart icon - A state's shape.
 * @csspart time - What is said of times.
 * @csspart toggle - The button that opens its updates.
 * @csspart updates - A list of updates.
 * @csspart update - One update.
 * @csspart update-status - Its status.
 * @csspart update-time - Its time.
 * @csspart update-body - Its text.
 * @csspart more - The button for the rest.
 * @csspart link - A link to the status page.
 */
export class StatuspaneTimeline extends StatuspaneElement {
  static override styles = [tokens, hostStyles, cardStyles, styles]

  static override properties: PropertyDeclarations = {
    event: {},
    order: usual,
    visible: usual,
    past: usual,
  }

  /** The id of the one event to show. */
  declare event: string | undefined
  /** `newest` or `oldest` update first. */
  declare order: 'newest' | 'oldest'
  /** How many updates are shown before "show N more". */
  declare visible: number | string
  /** How many past events are shown. */
  declare past: number | string

  /** Whether an event is open, where the reader has said so. */
  readonly #chosen = new Map<string, boolean>()
  #openAtFirst: ReadonlySet<string> = new Set()
  #updates: UpdateList | undefined
  #extra = 0

  constructor() {
    super()
    this.order = 'newest'
    this.visible = 3
    this.past = 5
  }

  /** Opens one event's updates, or all events'. */
  expand(id?: string): void {
    this.#setAll(id, true)
  }

  /** Closes one event's updates, or all events'. */
  collapse(id?: string): void {
    this.#setAll(id, false)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed)
    this.#updates ??= new UpdateList(this)
    if (this.state.snapshot && (this.event || this.#pastCount > 0)) this.loadHistory()
  }

  get #pastCount(): number {
    return this.option('past', this.past, integer(0, 1000), 5) + this.#extra
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
    const all = [...data.incidents, ...data.maintenances].toSorted(byTime)
    if (this.event) {
      const only = all.find((event) => event.id === this.event)
      return only ? this.#renderEvent(only) : renderEmpty(this.locale.messages.noSuchEvent)
    }
    const of = (section: Section) => all.filter((event) => sectionOf(event, this.clock) === section)
    const current = of('current')
    this.#openAtFirst = new Set(current.slice(0, openAtFirst).map(keyOf))
    const past = of('past')
    const shownPast = past.slice(0, this.#pastCount)
    const sections: [Section, StatusEvent[]][] = [
      ['current', current],
      ['upcoming', of('upcoming').toReversed()],
      ['past', shownPast],
    ]
    if (!sections.some(([, events]) => events.length)) return renderEmpty(this.locale.messages.noEvents)
    return html`${sections.map(([section, events]) => this.#renderSection(section, events))}
    ${this.#renderOlder(past.length - shownPast.length)}`
  }

  #renderSection(section: Section, events: readonly StatusEvent[]): TemplateResult | typeof nothing {
    if (!events.length) return nothing
    return html`<section class="section">
      <div class="group">${renderHeading(this.level(), 'group-heading', this.locale.messages[section])}</div>
      ${repeat(
        events,
        keyOf,
        (event) => this.#renderEvent(event),
      )}
    </section>`
  }

  #renderOlder(rest: number): TemplateResult | typeof nothing {
    const { messages, format } = this.locale
    return rest > 0 && this.#pastCount > 0
      ? html`<button class="quiet older" part="more" @click=${(click: Event) => this.#showOlder(rest, click)}>
          <span>${messages.olderEvents(rest, format.number(rest))}</span>${chevronIcon}
        </button>`
      : nothing
  }

  #renderEvent(event: StatusEvent): TemplateResult {
    const { locale } = this
    const { messages } = locale
    const status = statusOf(event, isEnded(event))
    const open = this.#isOpen(event)
    const title = visible(event.title, isMaintenance(event) ? messages.maintenance : messages.incident)
    return html`<article class="event card tone ${toneOf(status)}" part="event ${toneOf(status)}">
      <div class="header" part="event-heading">
        ${renderIcon(status)}
        <div class="text">
          ${renderHeading(this.level(this.event ? 0 : 1), 'title', title)}
          <div class="meta" part="time">
            <bdi class="state" part="event-status">${eventStatusText(event, locale)}</bdi> ·
            ${joined(eventFacts(event, this.data as StatusSnapshot, locale, this.clock))}
          </div>
        </div>
        <button
          class="quiet"
          part="toggle"
          aria-expanded=${open}
          aria-label=${`${isolated(title)}: ${this.#toggleText(event, open)}`}
          @click=${() => this.#setOpen(event, !open)}
        >
          <span>${this.#toggleText(event, open)}</span>${chevronIcon}
        </button>
      </div>
      ${open ? html`<div class="panel">${this.#renderUpdates(event)}</div>` : nothing}
    </article>`
  }

  #toggleText({ updates }: StatusEvent, open: boolean): string {
    const { messages, format } = this.locale
    return open ? messages.hideUpdates : messages.updates(updates.length, format.number(updates.length))
  }

  #renderUpdates(event: StatusEvent): TemplateResult {
    const { messages } = this.locale
    const visible = this.option('visible', this.visible, integer(1, 1000), 3)
    const order = this.option('order', this.order, choice('newest', 'oldest'), 'newest')
    return html`${this.#updates?.render(event, { locale: this.locale, now: this.clock, visible, order })}
    ${
      event.url
        ? html`<p class="meta link">${renderLink(event.url, messages.openPage(messages.statusPage))}</p>`
        : nothing
    }`
  }

  #isOpen(event: StatusEvent): boolean {
    return this.#chosen.get(keyOf(event)) ?? (this.event === event.id || this.#openAtFirst.has(keyOf(event)))
  }

  #setAll(id: string | undefined, open: boolean): void {
    const { incidents = [], maintenances = [] } = this.data ?? {}
    for (const event of [...incidents, ...maintenances]) if (!id || event.id === id) this.#setOpen(event, open)
  }

  #setOpen(event: StatusEvent, open: boolean): void {
    if (this.#isOpen(event) === open) return
    this.#chosen.set(keyOf(event), open)
    emit(this, 'statuspane-toggle', { event, open })
    this.requestUpdate()
  }

  #showOlder(rest: number, click: Event): void {
    this.#extra += Math.min(rest, 20)
    this.requestUpdate()
    void keepPlace(click, this)
  }
}

const timeOf = (event: StatusEvent) => Date.parse(endedAt(event) ?? startOf(event) ?? '') || 0
const byTime = (a: StatusEvent, b: StatusEvent) => timeOf(b) - timeOf(a)

function sectionOf(event: StatusEvent, now: number): Section {
  if (isEnded(event)) return 'past'
  return isMaintenance(event) && phaseOf(event, now) === 'upcoming' ? 'upcoming' : 'current'
}

define('statuspane-timeline', StatuspaneTimeline)

declare global {
  interface HTMLElementTagNameMap {
    'statuspane-timeline': StatuspaneTimeline
  }
}
