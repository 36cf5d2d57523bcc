import { parseBlocks, type Block, type List, type Piece } from './blocks.ts'
import { legible } from './characters.ts'
import { appendLinked, showHost } from './links.ts'

type Container = Element | DocumentFragment

/** Deeper than anyone writes; each line repeats the elements around it, so an endless nest would cost too much. */
const greatestNesting = 8

/** Stands for what is no text, so that a line of nothing else is not blank. */
const objectSign = '\uFFFC'

export interface LineRules {
  /** Whether "1." and "-" at the beginnings of lines make lists. */
  lists: boolean
  /** Appends a text, with the addresses in it as links. */
  appendText(into: Container, text: string): void
}

const plain: LineRules = { lists: true, appendText: appendLinked }

/** Collects inline content line by line, then makes paragraphs and lists of the lines. */
export class Lines {
  readonly #rules: LineRules
  #texts = ['']
  #contents = [document.createDocumentFragment()]
  #around: Element[] = []
  /** The current line's fragment and, inside it, its own copies of the elements around. */
  #path: Container[] = [...this.#contents]

  constructor(rules = plain) {
    this.#rules = rules
  }

  break(): void {
    const content = document.createDocumentFragment()
    this.#texts.push('')
    this.#contents.push(content)
    this.#path = [content]
  }

  /** Adds text whose line breaks count; web addresses become links, except inside a link or code. */
  add(text: string): void {
    legible(text).split(/\r\n?|\n/).forEach((part, i) => {
      if (i > 0) this.break()
      if (part) this.#append(part)
    })
  }

  /** Adds what stands in the line like a character. */
  put(element: Element): void {
    this.#extend(objectSign).append(element)
  }

  /** What is added meanwhile stands inside the element, once on each line; but never a link inside a link. */
  within(element: Element | undefined, add: () => void): void {
    const isNested = element?.localName === 'a' && this.#isInside('a')
    if (!element || isNested || this.#around.length >= greatestNesting) return add()
    this.#around.push(element)
    add()
    this.#around.pop()
    this.#path.length = Math.min(this.#path.length, this.#around.length + 1)
  }

  render(): DocumentFragment {
    const out = renderBlocks(parseBlocks(this.#texts, this.#rules.lists), this.#contents)
    for (const link of out.querySelectorAll('a')) showHost(link)
    return out
  }

  #append(text: string): void {
    const into = this.#extend(text)
    if (this.#isInside('a, code')) into.append(text)
    else this.#rules.appendText(into, text)
  }

  /** Makes the current line longer by a text; what holds it has the line's own copies of the elements around. */
  #extend(text: string): Container {
    this.#texts.push((this.#texts.pop() ?? '') + text)
    for (const element of this.#around.slice(this.#path.length - 1)) {
      const copy = document.importNode(element, false)
      this.#path.at(-1)?.append(copy)
      this.#path.push(copy)
    }
    return this.#path.at(-1) ?? document.createDocumentFragment()
  }

  #isInside(selector: string): boolean {
    return this.#around.some((element) => element.matches(selector))
  }
}

/** Without the paragraph around it, where there is only one: the usual list item or table cell. */
export function tight(content: DocumentFragment): DocumentFragment {
  let only: Element | undefined
  for (let child = content.firstElementChild; child; child = child.nextElementSibling) {
    if (child.localName !== 'p') continue
    if (only) return content
    only = child
  }
  only?.replaceWith(...only.childNodes)
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
