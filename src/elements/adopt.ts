import type { CSSResult, ReactiveElement } from 'lit'

/** Gives a host the styles of what it has fetched after its own. */
export function adopt({ renderRoot }: ReactiveElement, { styleSheet }: CSSResult): void {
  if (styleSheet && renderRoot instanceof ShadowRoot && !renderRoot.adoptedStyleSheets.includes(styleSheet)) {
    renderRoot.adoptedStyleSheets.push(styleSheet)
  }
}
