import { Lines } from './lines.ts'

/**
 * Renders plain text: paragraphs, line breaks, numbered and bulleted lists, web addresses as links. Nothing in it is
 * read as markup.
 */
export function renderText(body: string): DocumentFragment {
  const lines = new Lines()
  lines.add(body)
  return lines.render()
}
