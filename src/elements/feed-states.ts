import { html, nothing, type TemplateResult } from 'lit'
import type { FeedState } from '../client/client-state.ts'
import type { Locale } from '../i18n/locale.ts'
import { hostOf, pageAddress } from './fallbacks.ts'
import { renderIcon, renderLink } from './fragments.ts'

// A chunk of its own, loaded for the first element that shows several feeds.

/** Of several feeds, each that could not be read or is old, with a link to its page: quiet, never red. */
export function renderFeedStates(
  feeds: readonly FeedState[],
  ageOf: (feed: FeedState) => string,
  { messages }: Locale,
): readonly unknown[] {
  const rows = feeds.map((state) => {
    const { feed, key, snapshot, error } = state
    const age = ageOf(state)
    if (snapshot ? !age : !error) return nothing
    const page = pageAddress(snapshot?.page.url, feed)
    const host = hostOf(page) ?? messages.statusPage
    const name = snapshot?.page.name ?? hostOf(page) ?? key
    const why = snapshot ? (error ? messages.unreachable : messages.outOfDate) : messages.notLoaded
    return html`<div class="card quiet-row tone unknown">
      ${renderIcon('unknown')}
      <div>
        <div class="strong">${name}${age ? ` · ${age}` : ''}</div>
        <div class="meta">${why} ${renderLink(page, messages.openPage(host))}</div>
      </div>
    </div>`
  })
  return feeds.every(({ snapshot, error }) => error && !snapshot) ? [html`<slot name="error">${rows}</slot>`] : rows
}

/** A link to the page of each. */
export const renderPageLinks = (feeds: readonly FeedState[]): (TemplateResult | typeof nothing)[] =>
  feeds.map(({ feed, snapshot }) => {
    const page = pageAddress(snapshot?.page.url, feed)
    return renderLink(page, snapshot?.page.name ?? hostOf(page) ?? feed)
  })
