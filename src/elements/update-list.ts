import { html, nothing, type ReactiveElement, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { renderBody, type Images } from '../content/body.ts'
import type { Locale } from '../i18n/locale.ts'
import { eventStatusText } from '../i18n/notice-text.ts'
import { isMaintenance } from '../model/event.ts'
import type { StatusEvent, Update } from '../model/snapshot.ts'
import { indicatorStatus, type ComponentStatus } from '../model/words.ts'
import { chevronIcon } from '../theme/icons.ts'
import { adopt, toneOf } from './fragments.ts'
import { keepPlace } from './keep-place.ts'
import styles from './update-list.styles.ts'

export interface UpdateListOptions {
  locale: Locale
  now: number
  /** How many updates are shown before "show N more"; default 3. */
  visible?: number
  /** `newest` first (the default) or `oldest` first. */
  order?: 'newest' | 'oldest'
}

type Host = ReactiveElement & { readonly images: Images }

const hourMs = 3_600_000

/** The updates of events as lists, for one host; bodies are made safe once and then kept. Loaded when first opened. */
export class UpdateList {
  readonly #host: Host
  /** Made with images, and made without. */
  readonly #bodies = { on: new WeakMap<Update, Node>(), off: new WeakMap<Update, Node>() }
  readonly #whole = new Set<string>()

  constructor(host: Host) {
    this.#host = host
    adopt(host, styles)
  }

  render(event: StatusEvent, { locale, now, visible = 3, order = 'newest' }: UpdateListOptions): TemplateResult {
    const { messages, format } = locale
    const { updates } = event
    if (!updates.length) return html`<p class="meta">${messages.noUpdates}</p>`
    const ordered = order === 'oldest' ? updates.toReversed() : updates
    const shown = this.#whole.has(keyOf(event)) ? ordered : ordered.slice(0, visible)
    const rest = ordered.length - shown.length
    const moreText = order === 'oldest' ? messages.laterUpdates : messages.earlierUpdates
    return html`<ol class="updates" part="updates">
        ${repeat(
          shown,
          (update) => update.id,
          (update) => this.#renderUpdate(event, update, locale, now),
        )}
      </ol>
      ${
        rest > 0
          ? html`<button class="quiet rest" part="more" @click=${(click: Event) => this.#showAll(event, click)}>
              <span>${moreText(rest, format.number(rest))}</span>${chevronIcon}
            </button>`
          : nothing
      }`
  }

  #renderUpdate(event: StatusEvent, update: Update, locale: Locale, now: number): TemplateResult {
    const { messages, format } = locale
    const index = event.updates.indexOf(update)
    const before = event.updates[index + 1]
    const gap = before ? Date.parse(update.at) - Date.parse(before.at) : 0
    const distance = index
      ? gap > hourMs && messages.afterPrevious(format.duration(gap))
      : format.ago(now - Date.parse(update.at))
    return html`<li class="update tone ${toneOf(statusOf(event, over.includes(update.status)))} ${index ? '' : 'newest'}" part="update">
      <div class="head">
        <span class="status label" part="update-status">${eventStatusText(update, locale)}</span>
        <span class="meta label" part="update-time"
          ><time datetime=${update.at}>${format.time(update.at)}</time>${distance ? `\u00a0· ${distance}` : nothing}</span
        >
      </div>
      <div class="body" part="update-body">${this.#body(update)}</div>
    </li>`
  }

  #body(update: Update): Node | typeof nothing {
    const images = this.#host.images === 'on' ? 'on' : 'off'
    const known = this.#bodies[images].get(update)
    if (known) return known
    const holder = document.createElement('div')
    this.#bodies[images].set(update, holder)
    const body = renderBody(update.body, update.format, images)
    if (body instanceof Promise) body.then((fragment) => holder.replaceChildren(fragment))
    else holder.append(body)
    return holder
  }

  #showAll(event: StatusEvent, click: Event): void {
    this.#whole.add(keyOf(event))
    this.#host.requestUpdate()
    void keepPlace(click, this.#host)
  }
}

const over: readonly string[] = ['resolved', 'postmortem', 'completed']

/** Incidents and maintenances may have the same ids. */
export const keyOf = (event: StatusEvent): string => `${isMaintenance(event)} ${event.id}`

/** The component status whose colour and shape stand for an event. */
export function statusOf(event: StatusEvent, isOver: boolean): ComponentStatus {
  if (isOver) return 'operational'
  return isMaintenance(event) ? 'under_maintenance' : indicatorStatus(event.impact === 'none' ? 'unknown' : event.impact)
}
