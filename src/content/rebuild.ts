import { appendAutolinked } from './autolinks.ts'
import { blocks, headings, inline, numbers, paragraphs, parts } from './allow-list.ts'
import { legible } from './characters.ts'
import { readImage } from './images.ts'
import { Lines, tight } from './lines.ts'
import { linkTo } from './links.ts'

export interface Reading {
  /** Its lists and line breaks are elements already; else it may be written like mail. */
  isMarkdown: boolean
  showsImages: boolean
}

/** Deeper than anyone writes: from here on, blocks are paragraphs. */
const greatestDepth = 12

const markdownLines = { lists: false, appendText: appendAutolinked }

/**
 * Makes new nodes of what is allowed, so that only what was made here reaches the page.
 * @param depth how many blocks there are around
 */
export function rebuild(source: Node, reading: Reading, depth = 0): DocumentFragment {
  const out = document.createDocumentFragment()
  const newLines = () => new Lines(reading.isMarkdown ? markdownLines : undefined)
  let lines = newLines()
  const endRun = () => {
    out.append(lines.render())
    lines = newLines()
  }
  const copyChildren = (node: Node, literal: boolean) => {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child instanceof Text) lines.add(literal ? joinedBreaks(child) : collapsed(child))
      else if (child instanceof HTMLElement) copy(child, literal)
    }
  }
  const copyImage = (element: HTMLElement) => {
    const attribute = (name: string) => {
      const value = element.getAttribute(name)?.replaceAll(mark, '')
      // In Markdown an empty alternative text is one that nobody wrote.
      return reading.isMarkdown ? value || undefined : value
    }
    const picture = readImage(attribute, reading.showsImages)
    if (picture?.image) lines.put(picture.image)
    else if (picture) lines.within(picture.link, () => lines.add(picture.words))
  }
  const copy = (element: HTMLElement, literal: boolean) => {
    const name = element.localName
    if (name === 'br') return lines.break()
    if (name === 'img') return copyImage(element)
    if (isBlock(element) && depth < greatestDepth) {
      endRun()
      if (!headings[name] || element.textContent?.trim()) out.append(rebuildBlock(element, reading, depth + 1))
      return
    }
    const apart = paragraphs.has(name) || blocks.has(name)
    if (apart) lines.add('\n\n')
    lines.within(wrapperFor(element), () => copyChildren(element, literal && !apart))
    if (apart) lines.add('\n\n')
  }
  copyChildren(source, depth === 0 && !reading.isMarkdown)
  endRun()
  return out
}

/** From the private use area: no text and no name contains it, so that gate.ts marks with it what is not to be an attribute. */
export const mark = '\uE000'

const unmarked = (text: string | null) => legible((text ?? '').replaceAll(mark, ''))

const collapsed = (text: Text) => unmarked(text.data).replace(/[ \t\r\n\f]+/g, ' ')

/** A line break in the source beside a `<br>` is the same break. */
function joinedBreaks(text: Text): string {
  let data = unmarked(text.data)
  if (text.previousSibling?.nodeName === 'BR') data = data.replace(/^[^\S\n]*\n/, '')
  if (text.nextSibling?.nodeName === 'BR') data = data.replace(/\n[^\S\n]*$/, '')
  return data
}

const anyBlock = [...blocks].join()

/** A heading that holds another block is none. */
const isBlock = (element: HTMLElement) =>
  blocks.has(element.localName) && !(headings[element.localName] && element.querySelector(anyBlock))

function wrapperFor(element: HTMLElement): HTMLElement | undefined {
  const name = element.localName
  if (element.querySelector(anyBlock)) return undefined
  if (name === 'a') return linkTo(unmarked(element.getAttribute('href')))
  return inline.has(name) ? document.createElement(name) : undefined
}

/** A block, or a part of one. */
function rebuildBlock(source: HTMLElement, reading: Reading, depth: number): HTMLElement {
  const name = source.localName
  const block = document.createElement(headings[name] ?? name)
  for (const attribute of numbers[name] ?? []) {
    const value = source.getAttribute(attribute) ?? ''
    if (/^\d{1,3}$/.test(value)) block.setAttribute(attribute, value)
  }
  if (name === 'pre') {
    for (const br of source.querySelectorAll('br')) br.replaceWith('\n')
    block.textContent = unmarked(source.textContent).replace(/\r\n?/g, '\n').replace(/^\n+/, '')
  } else if (parts[name]) rebuildParts(source, block, parts[name], reading, depth)
  else if (name === 'blockquote') block.append(rebuild(source, reading, depth))
  else block.append(tight(rebuild(source, reading, depth)))
  return block
}

function rebuildParts(source: HTMLElement, block: HTMLElement, expected: readonly string[], reading: Reading, depth: number): void {
  for (let child = source.firstChild, next = child; child; child = next) {
    next = child.nextSibling
    if (child instanceof HTMLElement && expected.includes(child.localName)) block.append(rebuildBlock(child, reading, depth))
    else if (expected.includes('li') && child.textContent?.trim()) {
      const stray = document.createDocumentFragment()
      stray.append(child)
      const item = block.lastElementChild ?? block.appendChild(document.createElement('li'))
      item.append(tight(rebuild(stray, reading, depth)))
    }
  }
}
