import { attributes, blocks, dropped, elements, headings, inline, numbers, paragraphs, parts } from './allow-list.ts'
import { Lines, tight } from './lines.ts'
import { linkTo } from './links.ts'
import { renderText } from './text.ts'

/** TypeScript's DOM library knows `Sanitizer` but not yet the method that takes it. */
interface SetsHtml {
  setHTML(html: string, options: { sanitizer: Sanitizer }): void
}

const setsHtml = (element: Element): element is Element & SetsHtml =>
  'setHTML' in element && typeof Sanitizer === 'function'

/**
 * Renders HTML as new elements from the allow-list: parsed and cleaned by the browser, or by DOMPurify (loaded then)
 * where it cannot do so, hence a promise there. Where neither can, the body's words are shown without markup.
 *
 * Status pages write HTML like mail: line breaks count, "1." and "-" make lists. So outside of block elements, and
 * between `<br>`s everywhere, the rules of plain text hold.
 */
export function renderHtml(body: string): DocumentFragment | Promise<DocumentFragment> {
  if (!/<[a-z/!?]|&[a-z#]/i.test(body)) return renderText(body)
  const inert = document.implementation.createHTMLDocument('').body
  if (!setsHtml(inert)) return renderPurified(body)
  try {
    inert.setHTML(quiet(body), { sanitizer: sanitizerFor(body) })
    return rebuilt(inert, body)
  } catch {
    return renderWords(body)
  }
}

async function renderPurified(body: string): Promise<DocumentFragment> {
  try {
    const { default: purify } = await import('dompurify')
    const clean = purify.sanitize(quiet(body), {
      ALLOWED_TAGS: elements,
      ALLOWED_ATTR: attributes,
      ALLOW_ARIA_ATTR: false,
      ALLOW_DATA_ATTR: false,
      FORBID_CONTENTS: [...dropped],
      RETURN_DOM_FRAGMENT: true,
    })
    return rebuilt(clean, body)
  } catch {
    return renderWords(body)
  }
}

/** An allow-list for this body: unknown elements in it give their words, while the API would drop these too. */
function sanitizerFor(body: string): Sanitizer {
  const found = new Set(Array.from(body.matchAll(/<([a-z][^\s/>]*)/gi), ([, name = '']) => name.toLowerCase()))
  const unwrapped = [...found].filter((name) => !dropped.has(name) && !elements.includes(name))
  return new Sanitizer({
    elements,
    attributes,
    replaceWithChildrenElements: unwrapped,
    comments: false,
    dataAttributes: false,
  })
}

/** From the private use area: no text and no name contains it, and it can be taken out of both again. */
const mark = '\uE000'

/**
 * Marks what may be a `style` or `on…` attribute so that it has another name: Chromium reports these to the page's
 * content security policy while parsing, although they are dropped.
 */
const quiet = (html: string) => html.replace(/(?<=[\s"'/])(?=(?:style|on[a-z]+)\s*=)/gi, mark)

const unmarked = (text: string | null) => (text ?? '').replaceAll(mark, '')

function rebuilt(clean: ParentNode & Node, body: string): DocumentFragment {
  const content = rebuild(clean, true)
  // Empty also where Trusted Types did not let DOMPurify parse.
  return content.hasChildNodes() ? content : renderWords(body)
}

/**
 * Makes new nodes of what is allowed, so that only what was made here reaches the page.
 * @param breaksCount whether line breaks in the source are line breaks for the reader, outside of any block element
 */
function rebuild(source: Node, breaksCount: boolean): DocumentFragment {
  const out = document.createDocumentFragment()
  let lines = new Lines()
  const endRun = () => {
    out.append(lines.render())
    lines = new Lines()
  }
  const copyChildren = (node: Node, literal: boolean) => {
    for (const child of node.childNodes) {
      if (child instanceof Text) lines.add(literal ? joinedBreaks(child) : collapsed(child))
      else if (child instanceof HTMLElement) copy(child, literal)
    }
  }
  const copy = (element: HTMLElement, literal: boolean) => {
    const name = element.localName
    if (name === 'br') return lines.break()
    if (blocks.has(name)) {
      endRun()
      if (!headings[name] || element.textContent?.trim()) out.append(rebuildBlock(element))
      return
    }
    const apart = paragraphs.has(name)
    if (apart) lines.add('\n\n')
    lines.within(wrapperFor(element), () => copyChildren(element, literal && !apart))
    if (apart) lines.add('\n\n')
  }
  copyChildren(source, breaksCount)
  endRun()
  return out
}

const collapsed = (text: Text) => unmarked(text.data).replace(/[ \t\r\n\f]+/g, ' ')

/** A line break in the source beside a `<br>` is the same break. */
function joinedBreaks(text: Text): string {
  let data = unmarked(text.data)
  if (text.previousSibling?.nodeName === 'BR') data = data.replace(/^[^\S\n]*\n/, '')
  if (text.nextSibling?.nodeName === 'BR') data = data.replace(/\n[^\S\n]*$/, '')
  return data
}

const anyBlock = [...blocks].join()

function wrapperFor(element: HTMLElement): HTMLElement | undefined {
  const name = element.localName
  if (element.querySelector(anyBlock)) return undefined
  if (name === 'a') return linkTo(unmarked(element.getAttribute('href')))
  return inline.has(name) ? document.createElement(name) : undefined
}

/** A block, or a part of one. */
function rebuildBlock(source: HTMLElement): HTMLElement {
  const name = source.localName
  const block = document.createElement(headings[name] ?? name)
  for (const attribute of numbers[name] ?? []) {
    const value = source.getAttribute(attribute) ?? ''
    if (/^\d{1,3}$/.test(value)) block.setAttribute(attribute, value)
  }
  if (name === 'pre') {
    for (const br of source.querySelectorAll('br')) br.replaceWith('\n')
    block.textContent = unmarked(source.textContent)
  } else if (parts[name]) rebuildParts(source, block, parts[name])
  else if (name === 'blockquote') block.append(rebuild(source, false))
  else block.append(tight(rebuild(source, false)))
  return block
}

function rebuildParts(source: HTMLElement, block: HTMLElement, expected: readonly string[]): void {
  for (const child of [...source.childNodes]) {
    if (child instanceof HTMLElement && expected.includes(child.localName)) block.append(rebuildBlock(child))
    else if (expected.includes('li') && child.textContent?.trim()) {
      const stray = document.createDocumentFragment()
      stray.append(child)
      const item = block.lastElementChild ?? block.appendChild(document.createElement('li'))
      item.append(tight(rebuild(stray, false)))
    }
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Shows the words of a body that nothing here can parse; as they only become text nodes, a wrong guess is harmless. */
function renderWords(body: string): DocumentFragment {
  const words = body
    .replace(/<(script|style)\b[^]*?(?:<\/\1[^>]*>?|$)|<!--[^]*?(?:-->|$)/gi, '')
    .replace(/<(?:br|\/?(?:p|div|li|tr|pre|h\d))\b[^>]*>?/gi, '\n')
    .replace(/<[a-z/!?][^>]*>?/gi, '')
    .replace(/&(?:#(\d{1,6})|#x([\da-fA-F]{1,5})|(amp|lt|gt|quot|apos|nbsp));/g, (_, decimal, hex, name) =>
      name ? (entities[name] ?? '') : String.fromCodePoint(Number(decimal ?? `0x${hex}`)),
    )
  return renderText(words)
}
