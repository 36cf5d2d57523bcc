import { parseBlocks, type Block, type List, type Piece } from './blocks.ts'
import { appendLinked } from './links.ts'

type Container = Element | DocumentFragment

/** Deeper than anyone writes; each line repeats the elements around it, so an endless nest would cost too much. */
const greatestNesting = 8

/** Collects inline content line by line, then makes paragraphs and lists of the lines. */
export class Lines {
  #texts = ['']
  #contents = [document.createDocumentFragment()]
  #around: Element[] = []
  /** The current line's fragment and, inside it, its own copies of the elements around. */
  #path: Container[] = [...this.#contents]

  break(): void {
    const content = document.createDocumentFragment()
    this.#texts.push('')
    this.#contents.push(content)
    this.#path = [content]
  }

  /** Adds text whose line breaks count; web addresses become links, except inside a link or code. */
  add(text: string): void {
    text.split(/\r\n?|\n/).forEach((part, i) => {
      if (i > 0) this.break()
      if (part) this.#append(part)
    })
  }

  /** What is added meanwhile stands inside the element, once on each line. */
  within(element: Element | undefined, add: () => void): void {
    if (!element || this.#around.length >= greatestNesting) return add()
    this.#around.push(element)
    add()
    this.#around.pop()
    this.#path.length = Math.min(this.#path.length, this.#around.length + 1)
  }

  render(): DocumentFragment {
    return renderBlocks(parseBlocks(this.#texts), this.#contents)
  }

  #append(text: string): void {
    this.#texts.push((this.#texts.pop() ?? '') + text)
    for (const element of this.#around.slice(this.#path.length - 1)) {
      const copy = document.importNode(element, false)
      this.#path.at(-1)?.append(copy)
      this.#path.push(copy)
    }
    const into = this.#path.at(-1)
    if (this.#around.some((element) => element.matches('a, code'))) into?.append(text)
    else if (into) appendLinked(into, text)
  }
}

/** Without the paragraph around it, where there is only one: the usual list item or table cell. */
export function tight(content: DocumentFragment): DocumentFragment {
  const [only, second] = [...content.children].filter((child) => child.localName === 'p')
  if (only && !second) only.replaceWith(...only.childNodes)
  return content
}

function renderBlocks(blocks: readonly Block[], contents: readonly DocumentFragment[]): DocumentFragment {
  const out = document.createDocumentFragment()
  for (const block of blocks) {
    out.append('items' in block ? renderList(block, contents) : renderParagraph(block.pieces, contents))
  }
  return out
}

function renderParagraph(pieces: readonly Piece[], contents: readonly DocumentFragment[]): HTMLElement {
  const paragraph = document.createElement('p')
  pieces.forEach(({ line, from }, i) => {
    const content = contents[line]
    if (!content) return
    cut(content, from)
    if (i > 0) paragraph.append(document.createElement('br'))
    paragraph.append(content)
  })
  return paragraph
}

function renderList({ ordered, items }: List, contents: readonly DocumentFragment[]): HTMLElement {
  const list = document.createElement(ordered ? 'ol' : 'ul')
  let expected = 1
  for (const { number = expected, blocks } of items) {
    const item = document.createElement('li')
    if (number !== expected && list.hasChildNodes()) item.value = number
    else if (number !== expected) list.setAttribute('start', `${number}`)
    expected = ordered ? number + 1 : expected
    item.append(tight(renderBlocks(blocks, contents)))
    list.append(item)
  }
  return list
}

/** Takes the first characters away, and the elements that they leave empty; returns how many are still to go. */
function cut(node: Node, length: number): number {
  for (let first = node.firstChild; length > 0 && first; first = node.firstChild) {
    if (first instanceof Text && first.length > length) {
      first.deleteData(0, length)
      return 0
    }
    length = first instanceof Text ? length - first.length : cut(first, length)
    if (!first.hasChildNodes()) first.remove()
  }
  return length
}
