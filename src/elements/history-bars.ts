import { html, nothing, type ReactiveElement, svg, type TemplateResult } from 'lit'
import { visible } from '../i18n/names.ts'
import { statusText } from '../i18n/notice-text.ts'
import type { Locale } from '../i18n/locale.ts'
import type { Component, HistoryDay } from '../model/snapshot.ts'
import { componentStatuses } from '../model/words.ts'
import { adopt, toneOf } from './fragments.ts'
import styles from './history-bars.styles.ts'

/** How many days are drawn; narrower containers show the last 60 or 30 of them. */
const drawnDays = 90

const pitch = 10
const heightPx = 28
const capPx = 3
const dipPx = 6
const dayMs = 86_400_000
const last = drawnDays - 1

const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/**
 * The histories of one host's components, each as one drawing with one path a status: a thousand rows must stay cheap.
 * One focus stop a row; the arrow keys walk the days, and the chosen day is named beneath. Fetched with the first
 * history.
 */
export class HistoryBars {
  readonly #host: ReactiveElement
  #chosen: { id: string; day: number } | undefined

  constructor(host: ReactiveElement) {
    this.#host = host
    adopt(host, styles)
  }

  /** Index of the day that is pointed at. */
  chosenDay({ id }: Pick<Component, 'id'>): number | undefined {
    return this.#chosen?.id === id ? this.#chosen.day : undefined
  }

  readonly onKey = (event: KeyboardEvent) => {
    const bars = barsOf(event)
    if (!bars) return
    const { id = '' } = bars.dataset
    const now = Number(bars.ariaValueNow)
    const forward = getComputedStyle(bars).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft'
    const steps: Record<string, number> = {
      [forward]: now + 1,
      [back]: now - 1,
      ArrowUp: now + 1,
      ArrowDown: now - 1,
      PageUp: now + 7,
      PageDown: now - 7,
      Home: 0,
      End: drawnDays,
    }
    const day = steps[event.key]
    if (event.key === 'Escape') this.#choose(undefined)
    if (day === undefined) return
    event.preventDefault()
    this.#choose(id, day)
  }

  readonly onPointer = (event: PointerEvent) => {
    const bars = barsOf(event)
    const drawing = bars?.firstElementChild
    if (!bars || !drawing) {
      if (this.#chosen && event.pointerType === 'mouse') this.#choose(undefined)
      return
    }
    const { left, width, right } = drawing.getBoundingClientRect()
    const share = getComputedStyle(bars).direction === 'rtl' ? (right - event.clientX) / width : (event.clientX - left) / width
    const day = Math.floor(share * drawnDays)
    if (this.#chosen?.id !== bars.dataset.id || this.#chosen?.day !== day) this.#choose(bars.dataset.id, day)
  }

  readonly onLeave = () => {
    if (this.#chosen) this.#choose(undefined)
  }

  /** @param now ms */
  render({ id, name, history = [] }: Component, locale: Locale, now: number): TemplateResult {
    const { messages, format } = locale
    const days = daysOf(history)
    const kinds = days.map(kindOf)
    const chosen = this.chosenDay({ id })
    const newest = days[last]?.date ?? ''
    return html`<div
        class="bars"
        part="history"
        role="slider"
        tabindex="0"
        aria-readonly="true"
        aria-label=${visible(name, id)}
        aria-valuemin="0"
        aria-valuemax=${last}
        aria-valuenow=${chosen ?? last}
        aria-valuetext=${dayText(days[chosen ?? last], locale)}
        data-id=${id}
      >
        <svg viewBox="0 0 ${drawnDays * pitch} ${heightPx}" preserveAspectRatio="none" aria-hidden="true">
          ${[noData, ...componentStatuses.map(toneOf)].map((kind) => {
            const at = kinds.flatMap((k, i) => (k === kind ? [i] : []))
            return at.length ? svg`<path class="tone ${kind}" d=${barsPath(at, kind)}/>` : nothing
          })}
          ${chosen === undefined ? nothing : svg`<path class="chosen" d=${barsPath([chosen], noData)}/>`}
        </svg>
      </div>
      <div class="legend meta">
        ${[30, 60, 90].map((n) => html`<span class="from d${n}">${messages.daysAgo(n, format.number(n))}</span>`)}
        <span>${chosen === undefined ? uptimeText(history, locale) : dayText(days[chosen], locale)}</span>
        <span>${newest === dateOf(now) ? messages.today : format.day(newest)}</span>
      </div>`
  }

  #choose(id: string | undefined, day = 0): void {
    this.#chosen = id === undefined ? undefined : { id, day: Math.max(0, Math.min(drawnDays - 1, day)) }
    this.#host.requestUpdate()
  }
}

const barsOf = ({ target }: Event): HTMLElement | null => (target instanceof Element ? target.closest<HTMLElement>('.bars') : null)

/** The days up to the newest of the history, in order; what the feed leaves out is a day without data. */
function daysOf(history: readonly HistoryDay[]): HistoryDay[] {
  const known = new Map(history.map((day) => [Date.parse(day.date) || 0, day]))
  const end = Math.max(...known.keys())
  return Array.from({ length: drawnDays }, (_, i) => {
    const at = end - (last - i) * dayMs
    return known.get(at) ?? { date: dateOf(at), ratio: null, status: 'unknown' }
  })
}

const noData = 'no-data'

const kindOf = ({ status, ratio }: HistoryDay): string => (status === 'unknown' && ratio === null ? noData : toneOf(status))

/** One upright stroke a day; an affected day is shorter, so that colour is never alone. */
function barsPath(indexes: readonly number[], kind: string): string {
  const top = kind === noData || kind === 'operational' ? capPx : capPx + dipPx
  return indexes.map((i) => `M${(i + 0.5) * pitch} ${top}V${heightPx - capPx}`).join('')
}

function dayText(day: HistoryDay | undefined, locale: Locale): string {
  if (!day) return ''
  const { messages, format } = locale
  const { date, ratio } = day
  const status = kindOf(day) === noData ? messages.noData : statusText(day, locale)
  return [format.day(date), status, ...(ratio === null || ratio === 1 ? [] : [format.percent(ratio)])].join(' · ')
}

function uptimeText(history: readonly HistoryDay[], { messages, format }: Locale): string {
  const known = history.slice(-drawnDays).flatMap(({ ratio }) => (ratio === null ? [] : [ratio]))
  if (!known.length) return ''
  const mean = known.reduce((sum, ratio) => sum + ratio, 0) / known.length
  return messages.uptime(format.percent(mean), known.length, format.number(known.length))
}
