/** Part of a body's line: from this character to the line's end. */
export interface Piece {
  /** Index of the line. */
  line: number
  from: number
}

interface Paragraph {
  pieces: Piece[]
}

export interface List {
  ordered: boolean
  items: Item[]
}

interface Item {
  /** As written; undefined in a bulleted list. */
  number: number | undefined
  blocks: Block[]
}

export type Block = Paragraph | List

interface Row extends Piece {
  blank: boolean
  indent: number
  marker: { number: number | undefined; end: number } | undefined
  endsInColon: boolean
}

/** A list whose items are still lines. */
interface Draft {
  ordered: boolean
  indent: number
  items: { number: number | undefined; rows: Row[] }[]
}

const itemStart = /^\s*(?:(\d{1,3})(?:\.\)|[.)])\s+|[-*]\s+|•\s*)(?=\S)/
const greatestFirstNumber = 99
const greatestDepth = 5

/**
 * Finds paragraphs and lists in lines of text. Blank lines part paragraphs, but not the items of one list; a line
 * right below an item, or indented under it, belongs to it. Without lists, only paragraphs are found.
 */
export const parseBlocks = (lines: readonly string[], lists = true): Block[] =>
  blocksOf(lines.map(readRow), lists ? 0 : greatestDepth)

function readRow(text: string, line: number): Row {
  const found = itemStart.exec(text)
  const from = text.search(/\S/)
  return {
    line,
    from,
    blank: from < 0,
    indent: text.slice(0, from).replaceAll('\t', '    ').length,
    marker: found ? { number: found[1] ? Number(found[1]) : undefined, end: found[0].length } : undefined,
    endsInColon: /[:：]$/.test(text.trimEnd()),
  }
}

const blank = readRow('', 0)

const isOrdered = (row: Row) => row.marker?.number !== undefined

function blocksOf(rows: readonly Row[], depth: number): Block[] {
  const drafts: (Paragraph | Draft)[] = []
  let gap = true
  let afterColon = false
  for (const [i, row] of rows.entries()) {
    const current = drafts.at(-1)
    if (!row.blank && !(current && 'items' in current && joins(current, row, gap))) {
      const amid = current && 'pieces' in current && !gap
      const isItem = startsList(row) && depth < greatestDepth
      if (isItem && (!amid || depth > 0 || afterColon || hasSibling(rows, i, isOrdered(row)))) {
        drafts.push({ ordered: isOrdered(row), indent: row.indent, items: [itemOf(row)] })
      } else if (amid) current.pieces.push(row)
      else drafts.push({ pieces: [row] })
    }
    gap = row.blank
    afterColon = row.endsInColon
  }
  return drafts.map((draft) => ('items' in draft ? listOf(draft, depth) : draft))
}

/** True if the list took the line: as a new item, or as part of its last one. */
function joins({ ordered, indent, items }: Draft, row: Row, gap: boolean): boolean {
  const deeper = row.indent > indent + 1
  if (row.marker && !deeper && isOrdered(row) === ordered) {
    items.push(itemOf(row))
    return true
  }
  const continues = deeper || (!gap && !row.marker)
  if (continues) items.at(-1)?.rows.push(...(gap ? [blank] : []), row)
  return continues
}

const startsList = ({ marker }: Row) => marker !== undefined && (marker.number ?? 0) <= greatestFirstNumber

const itemOf = (row: Row) => ({
  number: row.marker?.number,
  rows: [{ ...row, from: row.marker?.end ?? row.from, marker: undefined }],
})

const listOf = ({ ordered, items }: Draft, depth: number): List => ({
  ordered,
  items: items.map(({ number, rows }) => ({ number, blocks: blocksOf(rows, depth + 1) })),
})

/**
 * True if another item of the same kind comes before the next paragraph does. A single "1." or "-" amid a paragraph is
 * more likely prose, a date or a sum.
 */
function hasSibling(rows: readonly Row[], index: number, ordered: boolean): boolean {
  let gap = false
  for (let i = index + 1, row = rows[i]; row; row = rows[++i]) {
    if (row.marker && isOrdered(row) === ordered) return true
    if (gap && !row.blank) return false
    gap = row.blank
  }
  return false
}
