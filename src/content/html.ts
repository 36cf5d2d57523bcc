import { renderSafely } from './gate.ts'
import { renderText } from './text.ts'
import { renderWords } from './words.ts'

/**
 * Renders HTML. Status pages write it like mail: line breaks count, "1." and "-" make lists. So outside of block
 * elements, and between `<br>`s everywhere, the rules of plain text hold. Where it cannot be made safe, its words are shown
 * without markup.
 */
export function renderHtml(body: string, showsImages = false): DocumentFragment | Promise<DocumentFragment> {
  if (!/<[a-z/!?]|&[a-z#]/i.test(body)) return renderText(body)
  return renderSafely(body, { isMarkdown: false, showsImages }, () => renderWords(body))
}
