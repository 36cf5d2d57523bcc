import { type CSSResult, html, nothing, type ReactiveElement, type TemplateResult } from 'lit'
import { componentIndicator, type ComponentStatus, indicatorStatus } from '../model/words.ts'
import { statusIcon } from '../theme/icons.ts'

/** A page may set a status that is none. */
const known = (status: ComponentStatus): ComponentStatus => indicatorStatus(componentIndicator(status))

/** The class that gives a status its tone, which is also the word in its part and its variable. */
export const toneOf = (status: ComponentStatus): string => known(status).replaceAll('_', '-')

/** A status's shape; with `slotted`, the host page may put its own in its place (`icon-major-outage`). */
export function renderIcon(status: ComponentStatus, slotted = false): TemplateResult {
  const shape = statusIcon(known(status))
  return html`<span class="icon" part="icon"
    >${slotted ? html`<slot name="icon-${toneOf(status)}">${shape}</slot>` : shape}</span
  >`
}

/** A real heading; Lit's own way to name a tag at run time is larger than the six written out. */
export function renderHeading(level: number, part: string, content: unknown): TemplateResult {
  switch (level) {
    case 1:
      return html`<h1 class="title" part=${part}><bdi>${content}</bdi></h1>`
    case 2:
      return html`<h2 class="title" part=${part}><bdi>${content}</bdi></h2>`
    case 3:
      return html`<h3 class="title" part=${part}><bdi>${content}</bdi></h3>`
    case 4:
      return html`<h4 class="title" part=${part}><bdi>${content}</bdi></h4>`
    case 5:
      return html`<h5 class="title" part=${part}><bdi>${content}</bdi></h5>`
    default:
      return html`<h6 class="title" part=${part}><bdi>${content}</bdi></h6>`
  }
}

/** Absolute: without its slashes an address is one of the host page's own site. */
export const isWebAddress = (url: string | undefined): url is string => /^https?:\/\//i.test(url ?? '')

/** A link that leads out of the host page; nothing for anything but a web address. */
export const renderLink = (url: string | undefined, text: string): TemplateResult | typeof nothing =>
  isWebAddress(url)
    ? html`<a part="link" href=${url} target="_blank" rel="noopener noreferrer">${text}</a>`
    : nothing

/** Facts on one line, each kept apart from the next. */
export const joined = (facts: readonly string[]): string => facts.filter(Boolean).join('\u00a0· ')

/** Gives a host the styles of what it has fetched after its own. */
export function adopt({ renderRoot }: ReactiveElement, { styleSheet }: CSSResult): void {
  if (styleSheet && renderRoot instanceof ShadowRoot && !renderRoot.adoptedStyleSheets.includes(styleSheet)) {
    renderRoot.adoptedStyleSheets.push(styleSheet)
  }
}
