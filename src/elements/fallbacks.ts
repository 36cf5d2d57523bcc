import { html, nothing, type TemplateResult } from 'lit'
import type { StatusError } from '../client/status-error.ts'
import type { Locale } from '../i18n/locale.ts'
import { renderIcon, renderLink } from './fragments.ts'

/** The sentence for nothing to show, or the host page's own. */
export const renderEmpty = (text: string): TemplateResult =>
  html`<p class="card quiet-row meta"><slot name="empty">${text}</slot></p>`

/** The calm sentence for a feed that could not be read, with a link to the page; nothing while it is still being read. */
export function renderFailure(
  error: StatusError | undefined,
  feed: string | undefined,
  { messages }: Locale,
): TemplateResult | typeof nothing {
  if (!error) return nothing
  const page = pageAddress(undefined, feed)
  return html`<div class="card quiet-row tone unknown">
    <slot name="error">
      ${renderIcon('unknown')}
      <span>${messages.notLoaded} ${renderLink(page, messages.openPage(hostOf(page) ?? messages.statusPage))}</span>
    </slot>
  </div>`
}

/** How old what is shown is and why, once it could not be renewed: quiet, never red. */
export const renderAge = (
  age: string,
  error: StatusError | undefined,
  url: string | undefined,
  { messages }: Locale,
): TemplateResult | typeof nothing =>
  age
    ? html`<div class="quiet-row tone unknown">
        ${renderIcon('unknown')}
        <div>
          <div class="strong">${age}</div>
          <div class="meta">
            ${error ? messages.unreachable : messages.outOfDate} ${renderLink(url, messages.openPage(hostOf(url) ?? messages.statusPage))}
          </div>
        </div>
      </div>`
    : nothing

/** Where a reader finds the page: its own word, else the feed's address, or the site of a feed that is a document. */
export function pageAddress(url: string | undefined, feed: string | undefined): string | undefined {
  if (url || !feed || /\s/.test(feed) || !URL.canParse(feed)) return url
  const { origin, pathname } = new URL(feed)
  return /\.\w+$/.test(pathname) ? origin : feed
}

/** The host of an address, as its short name. */
export function hostOf(url: string | undefined): string | undefined {
  try {
    return url ? new URL(url).host : undefined
  } catch {
    return undefined
  }
}
