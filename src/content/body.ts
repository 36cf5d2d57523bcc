import { beginningOf } from './characters.ts'
import { renderText } from './text.ts'

export type BodyFormat = 'text' | 'markdown' | 'html'

/** Whether images are shown, or their alternative texts. */
export type Images = 'off' | 'on'

/**
 * Renders an update's body as safe nodes; never throws nor rejects. A promise only for HTML and Markdown, whose rules
 * are fetched with the first such body: most are text. What is too long is cut, and an ellipsis says so.
 */
export function renderBody(body: string, format: BodyFormat, images: Images = 'off'): DocumentFragment | Promise<DocumentFragment> {
  const whole = `${body}`
  const shown = beginningOf(whole)
  const content = render(shown, format, images === 'on')
  if (shown === whole) return content
  return content instanceof Promise ? content.then(withEllipsis) : withEllipsis(content)
}

function render(body: string, format: BodyFormat, showsImages: boolean): DocumentFragment | Promise<DocumentFragment> {
  const withoutTags = () =>
    renderText(body.replace(/<(?:br|\/?p|\/?li)\b[^<>]*>/g, '\n').replace(/<(?!https?:|mailto:)[^<>]*>/g, ''))
  switch (format) {
    case 'html':
      return import('./html.ts').then(({ renderHtml }) => renderHtml(body, showsImages)).catch(withoutTags)
    case 'markdown':
      return import('./markdown.ts').then(({ renderMarkdown }) => renderMarkdown(body, showsImages)).catch(withoutTags)
    default:
      return renderText(body)
  }
}

function withEllipsis(content: DocumentFragment): DocumentFragment {
  const sign = document.createElement('p')
  sign.append('…')
  content.append(sign)
  return content
}
