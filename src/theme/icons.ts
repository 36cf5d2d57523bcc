import { html, svg, type TemplateResult } from 'lit'

const stroke = (d: string, width = 1.9) =>
  svg`<path d=${d} fill="none" stroke="var(--_on-tone)" stroke-width=${width} stroke-linecap="round" stroke-linejoin="round"/>`

const disc = svg`<circle cx="10" cy="10" r="10" fill="currentColor"/>`

/** One shape a status, so that colour is never alone; each reads at 16 px and in one colour. Keyed by status. */
const shapes: Record<string, TemplateResult> = {
  operational: svg`${disc}${stroke('m5.9 10.4 2.7 2.7 5.5-6')}`,
  degraded_performance: svg`${disc}${stroke('m6 8.3 4 4 4-4')}`,
  partial_outage: svg`<circle cx="10" cy="10" r="9" fill="none" stroke="currentColor" stroke-width="2"/><path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/>`,
  major_outage: svg`${disc}${stroke('m7 7 6 6m0-6-6 6')}`,
  under_maintenance: svg`${disc}<path d="M14.5 7.3a3.2 3.2 0 0 1-4.1 4l-2.9 3a1.2 1.2 0 0 1-1.7-1.7l2.9-3a3.2 3.2 0 0 1 4-4L11 7.4l.3 1.4 1.4.2z" fill="var(--_on-tone)"/>`,
  unknown: svg`<circle cx="10" cy="10" r="9" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2.65"/><path d="M8.1 8a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.8.7-.8 1.3m0 2.5v.1" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round"/>`,
}

/** The drawn shape of a status; decorative, since its word always stands beside it. */
export const statusIcon = (status: string): TemplateResult =>
  html`<svg viewBox="0 0 20 20" aria-hidden="true">${shapes[status]}</svg>`

const glyph = (d: string) =>
  html`<svg class="chevron" viewBox="0 0 12 12" aria-hidden="true"><path d=${d} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`

export const chevronIcon = glyph('m3 4.5 3 3 3-3')
export const closeIcon = glyph('m2.5 2.5 7 7m0-7-7 7')
