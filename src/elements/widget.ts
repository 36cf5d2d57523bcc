import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { headlineText } from '../i18n/headline-text.ts'
import type { Severity } from '../model/notice.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import { indicatorStatus } from '../model/words.ts'
import cardStyles from '../theme/card.styles.ts'
import hostStyles from '../theme/host.styles.ts'
import tokens from '../theme/tokens.styles.ts'
import './banner.ts'
import './components.ts'
import { define } from './define.ts'
import { hostOf, pageAddress, renderAge, renderFailure } from './fallbacks.ts'
import { renderHeading, renderIcon, renderLink, toneOf } from './fragments.ts'
import { StatuspaneElement, usual } from './statuspane-element.ts'
import './timeline.ts'
import styles from './widget.styles.ts'

const sectionNames = ['headline', 'notices', 'components', 'timeline', 'footer'] as const
type Section = (typeof sectionNames)[number]

const readSections = (value: unknown): Section[] | undefined => {
  const words = String(value).split(/[\s,]+/).filter(Boolean)
  const known = words.flatMap((word) => sectionNames.find((name) => name === word) ?? [])
  return known.length === words.length && known.length ? known : undefined
}

/**
 * Everything: an honest headline, the notices, the components and the timeline.
 *
 * @summary The whole status in one element.
 * @slot empty - In place of the sentence for no events.
 * @slot error - In place of the sentence for a feed that cannot be read.
 * @slot actions - More buttons or links beside the first notice's own.
 * @slot icon-operational - In place of the headline's shape for all well; likewise for the other states.
 * @slot icon-degraded-performance - As above.
 * @slot icon-partial-outage - As above.
 * @slot icon-major-outage - As above.
 * @slot icon-under-maintenance - As above.
 * @slot icon-unknown - As above.
 * @fires statuspane-dismiss - A notice is about to be dismissed; cancelable.
 * @fires statuspane-toggle - An event's updates were opened or closed.
 * @csspart base - The whole.
 * @csspart headline - The sentence on top; a second part name says its state (`major-outage` …).
 * @csspart title - A heading.
 * @csspart icon - A state's shape.
 * @csspart time - What is said of times.
 * @csspart footer - The links at the foot.
 * @csspart link - A link to the status page.
 */
export class StatuspaneWidget extends StatuspaneElement {
  static override styles = [tokens, hostStyles, cardStyles, styles]

  static override properties: PropertyDeclarations = {
    sections: usual,
    lead: usual,
    linger: usual,
    severity: usual,
    dismissible: usual,
    event: {},
    order: usual,
    visible: usual,
    past: usual,
    only: usual,
  }

  /** Which of `headline notices components timeline footer` are shown, and in what order. */
  declare sections: string
  /** How long before its start an upcoming maintenance is a notice. */
  declare lead: string
  /** How long after its end an event stays a notice. */
  declare linger: string
  /** Least impact of incidents and components to make a notice. */
  declare severity: Severity
  /** `event`, `update` or `never`. */
  declare dismissible: 'event' | 'update' | 'never'
  /** The id of the one event to show in the timeline. */
  declare event: string | undefined
  /** `newest` or `oldest` update first. */
  declare order: 'newest' | 'oldest'
  /** How many updates are shown before "show N more". */
  declare visible: number | string
  /** How many past events are shown. */
  declare past: number | string
  /** `all` or `affected` components. */
  declare only: 'all' | 'affected'

  constructor() {
    super()
    this.sections = sectionNames.join(' ')
    this.lead = '24h'
    this.linger = '24h'
    this.severity = 'minor'
    this.dismissible = 'event'
    this.order = 'newest'
    this.visible = 3
    this.past = 5
    this.only = 'all'
  }

  /** Dismisses the most important notice; false if a listener cancelled it or there is none. */
  dismiss(): boolean {
    return this.#part('statuspane-banner')?.dismiss() ?? false
  }

  /** Shows dismissed notices again. */
  restore(): void {
    this.#part('statuspane-banner')?.restore()
  }

  /** Opens all events' updates. */
  expand(): void {
    this.#part('statuspane-timeline')?.expand()
  }

  /** Closes all events' updates. */
  collapse(): void {
    this.#part('statuspane-timeline')?.collapse()
  }

  protected override render(): TemplateResult {
    return html`<div class="base" part="base">${this.#renderContent()}</div>`
  }

  #renderContent(): TemplateResult | TemplateResult[] | typeof nothing {
    const { data } = this
    if (!data) return html`${this.renderFeedStates() ?? renderFailure(this.state.error, this.feed, this.locale)}`
    const sections = this.option('sections', this.sections, readSections, [...sectionNames])
    return html`<div class="card stack">${sections.map((section) => this.#renderSection(section, data))}</div>`
  }

  #renderSection(section: Section, data: StatusSnapshot): TemplateResult | typeof nothing {
    switch (section) {
      case 'headline':
        return this.#renderHeadline(data)
      case 'notices':
        return this.#renderNotices()
      case 'components':
        return data.components.length ? this.#renderComponents() : nothing
      case 'timeline':
        return this.#renderTimeline()
      case 'footer':
        return this.#renderFooter(data)
    }
  }

  #renderHeadline(data: StatusSnapshot): TemplateResult {
    const { locale } = this
    const status = indicatorStatus(data.indicator)
    const tone = toneOf(status)
    const age = this.age
    return html`<div class="card">
      <div class="headline tone ${tone}" part="headline ${tone}">
        ${renderIcon(status, true)} ${renderHeading(this.level(), 'title', headlineText(data, locale, this.isPart))}
        ${
          data.updatedAt && !age
            ? html`<span class="meta" part="time">${locale.messages.changedAt(locale.format.time(data.updatedAt))}</span>`
            : nothing
        }
      </div>
      ${this.renderFeedStates() ?? renderAge(age, this.state.error, pageAddress(data.page.url, this.feed), locale)}
    </div>`
  }

  #renderNotices(): TemplateResult {
    return html`<statuspane-banner
      exportparts="notice, icon, message, title, time, actions, toggle, dismiss, link, updates, update, update-status, update-time, update-body, more"
      .source=${this.sourceForParts}
      .feed=${this.feed}
      .images=${this.images}
      .components=${this.components}
      .filter=${this.filter}
      .timeZone=${this.timeZone}
      .maxAge=${this.maxAge}
      .storage=${this.storage}
      .now=${this.now}
      .headingLevel=${this.level(1)}
      .lead=${this.lead}
      .linger=${this.linger}
      .severity=${this.severity}
      .dismissible=${this.dismissible}
      .theme=${this.theme}
      ><slot name="actions" slot="actions"></slot
    ></statuspane-banner>`
  }

  #renderComponents(): TemplateResult {
    return html`<statuspane-components
      exportparts="group, group-heading, title, component, component-name, component-status, icon, window, history"
      .source=${this.sourceForParts}
      .feed=${this.feed}
      .components=${this.components}
      .filter=${this.filter}
      .timeZone=${this.timeZone}
      .now=${this.now}
      .headingLevel=${this.level(1)}
      .only=${this.only}
      .theme=${this.theme}
    ></statuspane-components>`
  }

  #renderTimeline(): TemplateResult {
    return html`<statuspane-timeline
      exportparts="group-heading, event, event-heading, event-status, title, icon, time, toggle, updates, update, update-status, update-time, update-body, more, link"
      .source=${this.sourceForParts}
      .feed=${this.feed}
      .images=${this.images}
      .components=${this.components}
      .filter=${this.filter}
      .timeZone=${this.timeZone}
      .now=${this.now}
      .headingLevel=${this.level(1)}
      .event=${this.event}
      .order=${this.order}
      .visible=${this.visible}
      .past=${this.past}
      .theme=${this.theme}
      ><slot name="empty" slot="empty">${this.locale.messages.noEvents}</slot
    ></statuspane-timeline>`
  }

  #renderFooter({ page }: StatusSnapshot): TemplateResult | typeof nothing {
    const { messages } = this.locale
    const url = pageAddress(page.url, this.feed)
    const links = this.renderPageLinks() ?? [renderLink(url, hostOf(url) ?? page.name), renderLink(page.subscribeUrl, messages.subscribe)]
    return links.some((link) => link !== nothing) ? html`<p class="footer meta" part="footer">${links}</p>` : nothing
  }

  #part<Name extends 'statuspane-banner' | 'statuspane-timeline'>(name: Name): HTMLElementTagNameMap[Name] | null {
    return this.renderRoot.querySelector(name)
  }
}

define('statuspane-widget', StatuspaneWidget)

declare global {
  interface HTMLElementTagNameMap {
    'statuspane-widget': StatuspaneWidget
  }
}
