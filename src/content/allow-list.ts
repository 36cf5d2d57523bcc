/** What a body may consist of. Whatever is not named here does not come through, its words excepted. */

const names = (list: string) => new Set(list.split(' '))

export const inline = names('a b code del em i s small strong sub sup u')

/** Headings are lowered: with the usual heading-level, an event's own is the third. */
export const headings: Readonly<Record<string, string>> = { h1: 'h4', h2: 'h4', h3: 'h5', h4: 'h6', h5: 'h6', h6: 'h6' }

export const blocks = names(`blockquote hr ol pre table ul ${Object.keys(headings).join(' ')}`)

/** What a list or a table is made of; anything between these parts is stray. */
export const parts: Readonly<Record<string, readonly string[]>> = {
  ol: ['li'],
  ul: ['li'],
  table: ['caption', 'thead', 'tbody', 'tfoot'],
  thead: ['tr'],
  tbody: ['tr'],
  tfoot: ['tr'],
  tr: ['th', 'td'],
}

/** The only attributes that are copied, besides a link's address; their values must be small whole numbers. */
export const numbers: Readonly<Record<string, readonly string[]>> = {
  ol: ['start'],
  li: ['value'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan'],
}

/** Elements that only say where a paragraph begins and ends, so a part outside its list or table too. */
export const paragraphs = names(
  'p div section article header footer main aside address center figure figcaption details summary dl dt dd ' +
    Object.values(parts).flat().join(' '),
)

/** Elements whose content is no words for the reader. */
export const dropped = names(
  'html title script style template svg math iframe object audio video canvas noscript noembed noframes textarea ' +
    'select button xmp plaintext',
)

/** What needs no end of its own. */
export const openEnded = names(`br hr img input col p dt dd option ${Object.values(parts).flat().join(' ')}`)

/** What the sanitiser lets pass: more than the page gets to see, as paragraphs are found by it, and images called by name. */
export const elements = [...new Set(['br', 'img', ...inline, ...blocks, ...paragraphs])]

export const attributes = [...new Set(['href', 'src', 'alt', 'width', 'height', ...Object.values(numbers).flat()])]
