import MarkdownIt from 'markdown-it'
import { dropped } from './allow-list.ts'
import { renderSafely } from './gate.ts'
import { renderWords } from './words.ts'

/**
 * Renders Markdown: CommonMark with tables, strikethrough, tasks and bare addresses as GitHub has them. Line breaks are
 * kept, since updates are written like comments. The HTML that comes of it is as untrusted as any other; where it cannot
 * be made safe, the source is shown as text, which is how Markdown is meant to be readable.
 */
export function renderMarkdown(body: string, showsImages = false): DocumentFragment | Promise<DocumentFragment> {
  const words = () => renderWords(body.replace(/<((?:https?|mailto):[^\s<>]*)>/gi, '$1'))
  try {
    return renderSafely(parser.render(body), { isMarkdown: true, showsImages }, words)
  } catch {
    return words()
  }
}

/** As deep as a reader can follow, and as a stack can bear; a list counts twice, for itself and for its item. */
const greatestDepth = 16

// Within the innermost block, emphasis and brackets may be nested once more as deep: then they are text.
const parser = new MarkdownIt({ html: true, breaks: true, maxNesting: greatestDepth + 4 })

// Which addresses are links is decided in links.ts, for all formats alike.
parser.validateLink = () => true
parser.normalizeLink = parser.normalizeLinkText = (address) => address

// What is nested deeper is one paragraph as it was written: the parser itself would leave it out.
parser.block.ruler.before('table', 'too_deep', (state, startLine, endLine, silent) => {
  if (state.level < greatestDepth || silent) return false
  state.push('paragraph_open', 'p', 1)
  Object.assign(state.push('inline', '', 0), {
    content: state.getLines(startLine, endLine, state.blkIndent, false).trim(),
    children: [],
  })
  state.push('paragraph_close', 'p', -1)
  state.line = endLine
  return true
})

// Named characters are left to the browser, which knows them all: their table is longer than the parser.
parser.inline.ruler.at('entity', (state, silent) => {
  const [reference] = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i.exec(state.src.slice(state.pos, state.pos + 34)) ?? []
  if (!reference) return false
  if (!silent) state.push('html_inline', '', 0).content = reference
  state.pos += reference.length
  return true
})

const boxes: Readonly<Record<string, string>> = { '[ ]': '☐', '[x]': '☑', '[X]': '☑' }

// Tasks, without a control that would do nothing.
parser.core.ruler.push('tasks', ({ tokens }) => {
  for (const [i, { type, children }] of tokens.entries()) {
    const first = children?.[0]
    if (type !== 'inline' || tokens[i - 2]?.type !== 'list_item_open' || first?.type !== 'text') continue
    first.content = first.content.replace(/^\[[ xX]\](?= )/, (box) => boxes[box] ?? box)
  }
  return true
})

const greatestAddresses = 500_000

// A definition stands once in the source, but at each of its uses in what is made of it: a page could become gigabytes.
parser.core.ruler.push('bounded_addresses', ({ tokens }) => {
  const attributes = tokens.flatMap(({ children }) => children ?? []).flatMap(({ attrs }) => attrs ?? [])
  const length = attributes.reduce((sum, [, value]) => sum + `${value}`.length, 0)
  if (length > greatestAddresses) throw new RangeError('addresses are too long')
  return true
})

const inert = document.implementation.createHTMLDocument('')

const isElement = (name: string) => dropped.has(name) || !/-|Unknown/.test(`${name}${inert.createElement(name)}`)

/** A name in pointed brackets that is no element's stands for something: "restart <service>". */
const withPlaceholders = (html: string) =>
  html.replace(/<(\/?([a-z][\w-]*))>/gi, (tag, name, element) => (isElement(element.toLowerCase()) ? tag : `&lt;${name}&gt;`))

const htmlRule = (tokens: readonly { content: string }[], i: number) => withPlaceholders(tokens[i]?.content ?? '')

const { image } = parser.renderer.rules

/** Its words are put together from tokens, and so the names of characters are escaped once more. */
const imageRule = (...token: Parameters<NonNullable<typeof image>>) =>
  image?.(...token).replace(/ alt="[^"]*"/, (words) => words.replace(/&amp;(?=#?\w{1,31};)/g, '&'))

Object.assign(parser.renderer.rules, {
  image: imageRule,
  html_block: htmlRule,
  html_inline: htmlRule,
  s_open: () => '<del>',
  s_close: () => '</del>',
})
