import { html, nothing, type TemplateResult } from 'lit'
import type { FeedState } from '../client/client-state.ts'
import type { Locale } from '../i18n/locale.ts'
import { visible } from '../i18n/names.ts'
import { hostOf, pageAddress } from './fallbacks.ts'
import { renderIcon, renderLink } from './fragments.ts'

const address = /^\s*(https?:\/\/|[\w-]+(\.[\w-]+)+(\/\S*)?\s*$)/i

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
    const name = visible(snapshot?.page.name, hostOf(page), key)
    const why = snapshot ? (error ? messages.unreachable : messages.outOfDate) : messages.notLoaded
    return html`<div class="card quiet-row tone unknown">
      ${renderIcon('unknown')}
      <div>
        <div class="strong"><bdi>${name}</bdi>${age ? ` · ${age}` : ''}</div>
        <div class="meta">${why} ${renderLink(page, messages.openPage(host))}</div>
      </div>
    </div>`
  })
  return feeds.every(({ snapshot, error }) => error && !snapshot) ? [html`<slot name="error">${rows}</slot>`] : rows
}

/** A link to the page of each, by its name, unless that is some address: a link says where it leads. */
export const renderPageLinks = (feeds: readonly FeedState[]): (TemplateResult | typeof nothing)[] =>
  feeds.map(({ feed, snapshot }) => {
    const page = pageAddress(snapshot?.page.url, feed)
    const { name = '' } = snapshot?.page ?? {}
    return renderLink(page, visible(address.test(name) ? '' : name, hostOf(page), feed))
  })
