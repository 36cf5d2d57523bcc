import { expect } from 'chai'
import { parseBlocks, type Block } from '../../src/content/blocks.ts'

/** Blocks as nested arrays: a paragraph is `['line', 'line']`, a list `{ ol: { 1: blocks } }` or `{ ul: [blocks] }`. */
function outline(blocks: Block[], lines: string[]): unknown[] {
  return blocks.map((block) => {
    if ('pieces' in block) return block.pieces.map(({ line, from }) => lines[line]?.slice(from))
    if (!block.ordered) return { ul: block.items.map((item) => outline(item.blocks, lines)) }
    return { ol: block.items.map((item) => [item.number, ...outline(item.blocks, lines)]) }
  })
}

describe('parseBlocks reads', () => {
  const cases: [title: string, text: string, expected: unknown[]][] = [
    ['nothing as nothing', '', []],
    ['blank lines as nothing', ' \n\t\n\u00a0', []],
    ['one line as a paragraph', 'All mail flows again.', [['All mail flows again.']]],
    ['line breaks as one paragraph of lines', 'Begin: 4 pm\nEnd: 7 pm', [['Begin: 4 pm', 'End: 7 pm']]],
    ['blank lines, also ones of spaces, as ends of paragraphs', 'One\n \nTwo\n\n\nThree', [['One'], ['Two'], ['Three']]],
    ['numbers as a list', '1. a\n2. b', [{ ol: [[1, ['a']], [2, ['b']]] }]],
    ['numbers with a parenthesis', '1) a\n2) b', [{ ol: [[1, ['a']], [2, ['b']]] }]],
    ['numbers with both', '1.) a', [{ ol: [[1, ['a']]] }]],
    ['three sorts of bullets as one list', '- a\n* b\n• c\n•d', [{ ul: [[['a']], [['b']], [['c']], [['d']]] }]],
    ['items parted by blank lines as one list', '1. a\n\n2. b\n\n\n3. c', [{ ol: [[1, ['a']], [2, ['b']], [3, ['c']]] }]],
    ['numbers as written', '0. a\n3. b\n3. c', [{ ol: [[0, ['a']], [3, ['b']], [3, ['c']]] }]],
    ['a list that goes on after a paragraph', '1. a\n\nWhy?\n\n2. b', [{ ol: [[1, ['a']]] }, ['Why?'], { ol: [[2, ['b']]] }]],
    ['a line below an item as part of it', '- a\nmore\n- b', [{ ul: [[['a', 'more']], [['b']]] }]],
    ['an indented paragraph as part of the item', '1. a\n\n   more\n\n2. b', [{ ol: [[1, ['a'], ['more']], [2, ['b']]] }]],
    ['a paragraph after a list as its end', '- a\n\nThe end', [{ ul: [[['a']]] }, ['The end']]],
    ['indented items as a list within', '1. a\n   - b\n\t- c\n2. d', [{ ol: [[1, ['a'], { ul: [[['b']], [['c']]] }], [2, ['d']]] }]],
    ['right-aligned numbers as one list', ' 9. a\n10. b', [{ ol: [[9, ['a']], [10, ['b']]] }]],
    ['another sort of items as another list', '1. a\n- b', [{ ol: [[1, ['a']]] }, { ul: [[['b']]] }]],
    ['a list right below its introduction', 'We do two things\n- a\n- b', [['We do two things'], { ul: [[['a']], [['b']]] }]],
    ['such a list with long items', 'Things\n1. a\nmore\n\n2. b', [['Things'], { ol: [[1, ['a', 'more']], [2, ['b']]] }]],
    ['one item below a colon', 'Affected:\n- the API\n\nSorry.', [['Affected:'], { ul: [[['the API']]] }, ['Sorry.']]],
    ['a single number amid a paragraph as prose', 'We now run version\n1. is fine\nfor all', [['We now run version', '1. is fine', 'for all']]],
    ['a single dash amid a paragraph as prose', 'It fell to\n- 5 degrees\n\nBye', [['It fell to', '- 5 degrees'], ['Bye']]],
    ['numbers inside a line as prose', 'either 1. this or 2. that', [['either 1. this or 2. that']]],
    ['a year as prose', '2023. It was a year', [['2023. It was a year']]],
    ['a list that begins above 99 as prose', '365. day in a row', [['365. day in a row']]],
    ['addresses and times as prose', '10.0.0.1\n14:30 done\n1.5 hours\n-5\n*bold*', [['10.0.0.1', '14:30 done', '1.5 hours', '-5', '*bold*']]],
    ['markers of nothing as prose', '-\n1.\n---', [['-', '1.', '---']]],
  ]
  for (const [title, text, expected] of cases) {
    it(title, () => {
      const lines = text.split('\n')
      expect(outline(parseBlocks(lines), lines)).to.deep.equal(expected)
    })
  }

  it('stairs without end, to a depth', () => {
    const lines = Array.from({ length: 500 }, (_, i) => `${'  '.repeat(i)}- ${i}`)
    const depth = (blocks: Block[]): number =>
      Math.max(0, ...blocks.flatMap((b) => ('items' in b ? b.items.map((item) => 1 + depth(item.blocks)) : [])))
    expect(depth(parseBlocks(lines))).to.equal(5)
  })
})
