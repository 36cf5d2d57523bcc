import { renderHtml } from './html.ts'
import { renderText } from './text.ts'

export type BodyFormat = 'text' | 'markdown' | 'html'

/**
 * Renders an update's body as safe nodes; never throws. A promise only for HTML in a browser without a sanitiser of
 * its own. Markdown is shown by the rules of plain text, which leave its lists and line breaks right.
 */
export function renderBody(body: string, format: BodyFormat): DocumentFragment | Promise<DocumentFragment> {
  return format === 'html' ? renderHtml(body) : renderText(body)
}
