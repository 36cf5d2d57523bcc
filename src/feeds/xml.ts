import { parseXml, XmlElement } from '@rgrove/parse-xml'
import { FeedShapeError } from './feed.ts'

/**
 * XML as a tree of elements, by a parser in plain JavaScript: `DOMParser` throws under a page's Trusted Types and is not
 * there in Node. Nothing is fetched and no entity is defined by a document: one that XML does not know (`&nbsp;`, or a
 * bomb of a DOCTYPE) stays as it is written. Elements are found by their local name, so that prefixes may be any.
 * What servers often get wrong is set right: words before and after the document, a lone `&`, control characters.
 */
export { XmlElement }

const options = { ignoreUndefinedEntities: true }
// oxlint-disable-next-line no-control-regex -- those that XML forbids
const forbidden = /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * The root element.
 * @throws FeedShapeError for what is no XML
 */
export function parseXmlText(input: unknown): XmlElement {
  if (typeof input !== 'string') throw new FeedShapeError('not a text')
  // The parser spends a square of time on line ends of two characters.
  const text = input.replace(/\r\n?/g, '\n').trim()
  try {
    return rootOf(text)
  } catch {
    try {
      return rootOf(repair(text))
    } catch (error) {
      // A stack that overflows on nested elements is no RangeError of the reader's caller.
      throw new FeedShapeError(`not XML: ${error instanceof Error ? error.message.split('\n', 1)[0] : ''}`)
    }
  }
}

function rootOf(text: string): XmlElement {
  const { root } = parseXml(text, options)
  if (!root) throw new FeedShapeError('no root element')
  return root
}

function repair(text: string): string {
  const start = Math.max(0, text.search(/<\?xml\s|<(?:\w+:)?(?:rss|feed|rdf)[\s>]/i))
  const root = /<([a-z][\w:.-]*)/i.exec(text.slice(start))?.[1] ?? ''
  const end = text.lastIndexOf(`</${root}`)
  const whole = end < start ? text.slice(start) : text.slice(start, text.indexOf('>', end) + 1 || undefined)
  const sound = whole.replace(forbidden, '').split('<![CDATA[')
  return sound
    .map((part, i) => {
      const closing = i ? part.indexOf(']]>') : 0
      return closing < 0 ? part : part.slice(0, closing) + part.slice(closing).replace(/&(?!(?:#\d+|#x[\da-f]+|[a-z][\w.-]*);)/gi, '&amp;')
    })
    .join('<![CDATA[')
}

/** The name without its prefix, in lower case. */
export const localName = ({ name }: XmlElement): string => name.slice(name.indexOf(':') + 1).toLowerCase()

const isNamed = (child: XmlElement['children'][number], name?: string): child is XmlElement =>
  child instanceof XmlElement && (!name || child.name === name || localName(child) === name)

/** The elements right under one, those of a name only if it is given (in lower case). */
export const childrenOf = (parent: XmlElement, name?: string): XmlElement[] =>
  parent.children.filter((child): child is XmlElement => isNamed(child, name))

/** All elements of these names at any depth, in their order; those within one that is found are not looked for. */
export function findAll(root: XmlElement, ...names: string[]): XmlElement[] {
  const found: XmlElement[] = []
  const stack = [root]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (names.includes(localName(next))) found.push(next)
    else for (const child of childrenOf(next).reverse()) stack.push(child)
  }
  return found
}

/** The text in the first child of a name, CDATA and all, without the space around it; undefined where there is none. */
export const textOf = (parent: XmlElement, name: string): string | undefined => parent.children.find((child) => isNamed(child, name))?.text.trim()

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

/** Text in which HTML's commonest references are resolved, for titles and names: they are shown as text. */
export const decodeText = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
    return name ? (Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole) : code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
