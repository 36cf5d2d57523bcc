import { html, svg, type TemplateResult } from 'lit'
import { statusText } from '../i18n/notice-text.ts'
import type { Locale } from '../i18n/locale.ts'
import type { Component, HistoryDay } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses } from '../model/words.ts'
import { toneOf } from './fragments.ts'

/** How many days are drawn; narrower containers show the last 60 or 30 of them. */
export const drawnDays = 90

const pitch = 10
const heightPx = 28
const capPx = 3
const dipPx = 6

/**
 * The days of a component's history as one drawing with one path a status: a thousand rows must stay cheap.
 * One focus stop; the arrow keys walk the days, and the chosen day is named beneath.
 * @param chosen index of the day that is pointed at
 */
export function renderHistory(component: Component, chosen: number | undefined, locale: Locale): TemplateResult {
  const { messages, format } = locale
  const days = (component.history ?? []).slice(-drawnDays)
  const last = days.length - 1
  const day = days[chosen ?? last]
  const missing = drawnDays - days.length
  return html`<div
      class="bars"
      part="history"
      role="slider"
      tabindex="0"
      aria-readonly="true"
      aria-label=${component.name}
      aria-valuemin="0"
      aria-valuemax=${last}
      aria-valuenow=${chosen ?? last}
      aria-valuetext=${day ? dayText(day, locale) : messages.noData}
      data-id=${component.id}
    >
      <svg viewBox="0 0 ${drawnDays * pitch} ${heightPx}" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<path class="no-data" d=${barsPath(Array.from({ length: missing }, (_, i) => i), capPx)}/>`}
        ${componentStatuses.map((status) => renderStatus(status, days, missing))}
        ${chosen === undefined ? '' : svg`<path class="chosen" d=${barsPath([missing + chosen], capPx)}/>`}
      </svg>
    </div>
    <div class="legend meta">
      ${[30, 60, 90].map((n) => html`<span class="from d${n}">${messages.daysAgo(n, format.number(n))}</span>`)}
      <span>${chosen === undefined || !day ? uptimeText(days, locale) : dayText(day, locale)}</span>
      <span>${messages.today}</span>
    </div>`
}

function renderStatus(status: ComponentStatus, days: readonly HistoryDay[], offset: number): unknown {
  const at = days.flatMap((day, i) => (day.status === status && !(status === 'unknown' && day.ratio === null) ? [i + offset] : []))
  const blank = status === 'unknown' ? days.flatMap((day, i) => (day.status === status && day.ratio === null ? [i + offset] : [])) : []
  return [
    at.length ? svg`<path class="tone ${toneOf(status)}" d=${barsPath(at, status === 'operational' ? capPx : capPx + dipPx)}/>` : '',
    blank.length ? svg`<path class="no-data" d=${barsPath(blank, capPx)}/>` : '',
  ]
}

/** One upright stroke a day; an affected day is shorter, so that colour is never alone. */
const barsPath = (indexes: readonly number[], top: number): string =>
  indexes.map((i) => `M${(i + 0.5) * pitch} ${top}V${heightPx - capPx}`).join('')

function dayText(day: HistoryDay, locale: Locale): string {
  const { messages, format } = locale
  const status = day.status === 'unknown' && day.ratio === null ? messages.noData : statusText(day, locale)
  const ratio = day.ratio === null || day.ratio === 1 ? [] : [format.percent(day.ratio)]
  return [format.day(day.date), status, ...ratio].join(' · ')
}

function uptimeText(days: readonly HistoryDay[], { messages, format }: Locale): string {
  const known = days.flatMap((day) => (day.ratio === null ? [] : [day.ratio]))
  if (!known.length) return ''
  const mean = known.reduce((sum, ratio) => sum + ratio, 0) / known.length
  return messages.uptime(format.percent(mean), known.length, format.number(known.length))
}
