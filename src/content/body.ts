import { renderText } from './text.ts'

export type BodyFormat = 'text' | 'markdown' | 'html'

/**
 * Renders an update's body as safe nodes; never throws nor rejects. A promise only for HTML, whose rules are fetched
 * with the first such body: most are text. Markdown is shown by the rules of plain text, which leave its lists and line
 * breaks right.
 */
export function renderBody(body: string, format: BodyFormat): DocumentFragment | Promise<DocumentFragment> {
  return format === 'html'
    ? import('./html.ts')
        .then(({ renderHtml }) => renderHtml(body))
        .catch(() => renderText(`${body}`.replace(/<[^>]*>/g, '')))
    : renderText(body)
}
