import { expect } from 'chai'
import { renderBody, type BodyFormat } from '../../src/content/body.ts'
import { markup, withoutSetHtml } from './markup.ts'

const gates: [gate: string, render: (body: string, format: BodyFormat) => Promise<DocumentFragment>][] = [
  ['the browser', async (body, format) => renderBody(body, format)],
  ['DOMPurify', (body, format) => withoutSetHtml(() => renderBody(body, format))],
]

/** As many as are not cut off. */
const nest = (tag: string) => `${`<${tag}>`.repeat(Math.min(10_000, 99_000 / (tag.length + 2)))}end`
const table = Array.from({ length: 5000 }, (_, i) => `${i}|b`)

const bodies: [what: string, format: BodyFormat, body: string][] = [
  ['10,000 quotes in quotes', 'text', `${'> '.repeat(10_000)}end`],
  ['10,000 quotes in quotes', 'markdown', `${'> '.repeat(10_000)}end`],
  ['10,000 lists in lists', 'markdown', `${'- '.repeat(10_000)}end`],
  ['10,000 links in links', 'markdown', `${'['.repeat(10_000)}end${'](https://a.example)'.repeat(4000)}`],
  ['10,000 images in images', 'markdown', `${'!['.repeat(10_000)}end${'](https://a.example)'.repeat(4000)}`],
  ['50,000 brackets', 'markdown', `${'['.repeat(50_000)}end`],
  ['25,000 openings of emphasis', 'markdown', `${'*a_ '.repeat(24_000)}end`],
  ['emphasis in emphasis', 'markdown', `${'*a **a '.repeat(6000)}end${'b** b* '.repeat(6000)}`],
  ['runs of backticks, each longer than the last', 'markdown', `${Array.from({ length: 400 }, (_, i) => '`'.repeat(i)).join(' ')} end`],
  ['90,000 opening brackets of tags', 'markdown', `${'<'.repeat(90_000)}end`],
  ['comments that nobody closes', 'markdown', `${'a <!-- b '.repeat(10_000)}end`],
  ['5,000 rows', 'markdown', `a|b\n-|-\n${table.join('\n')}\nend|b`],
  ['5,000 rows', 'html', `<table>${table.map((row) => `<tr><td>${row.replace('|', '<td>')}`).join('')}<tr><td>end</table>`],
  ['5,000 definitions and uses', 'markdown', `${Array.from({ length: 2500 }, (_, i) => `[a${i}]: https://a.example/${i}\n`).join('')}\n${Array.from({ length: 2500 }, (_, i) => `[a${i}] `).join('')}end`],
  ['a long definition that is used 6,000 times', 'markdown', `[a]: https://a.example/${'b'.repeat(25_000)} "${'c'.repeat(25_000)}"\n\n${'[a] '.repeat(6000)}end`],
  ...['div', 'b', 'ul><li', 'blockquote', 'table><tr><td', 'h1', 'a href="https://a.example"', 'x-y', 'marquee', 'ruby', 'option', 'svg><foreignObject'].map(
    (tag): [string, BodyFormat, string] => [`thousands of open <${tag}>`, 'html', nest(tag)],
  ),
  ['emphasis that is opened anew in each paragraph', 'html', `<p>${Array.from({ length: 4000 }, (_, i) => `<b id=${i}>`).join('')}${'<p>x'.repeat(4000)}end`],
  ['10,000 kinds of elements', 'html', `${Array.from({ length: 10_000 }, (_, i) => `<x${i}>`).join('')}end`],
  ['10,000 attributes', 'html', `<p ${Array.from({ length: 10_000 }, (_, i) => `a${i}=`).join(' ')}>end`],
]

describe('A body without measure is done soon:', () => {
  for (const [gate, render] of gates) {
    for (const [what, format, body] of bodies) {
      it(`${what} in ${format}, by ${gate}`, async () => {
        const { textContent } = await render(body, format)
        if (!body.includes('foreignObject')) expect(textContent).to.include('end')
      }).timeout(5000)
    }
  }

  for (const format of ['text', 'markdown', 'html'] as const) {
    it(`a megabyte of ${format} is cut between words, and says so`, async () => {
      const word = format === 'html' ? '<b>word</b> ' : 'word '
      const content = await renderBody(word.repeat(1_000_000 / word.length), format)
      expect(content.lastElementChild?.outerHTML).to.equal('<p>…</p>')
      content.lastElementChild?.remove()
      expect(content.textContent.trim().replaceAll('word', '').trim()).to.equal('')
      expect(content.textContent.length).to.be.within((95_000 / word.length) * 5, 100_000)
    }).timeout(5000)

    it(`a megabyte of ${format} without a blank is cut, and says so`, async () => {
      const content = await renderBody('ab'.repeat(500_000), format)
      expect(content.textContent).to.equal(`${'ab'.repeat(50_000)}…`)
    })

    it(`what is just short enough in ${format} is not cut`, async () => {
      expect((await renderBody('ab'.repeat(50_000), format)).textContent).to.equal('ab'.repeat(50_000))
    })
  }

  it('a cut takes no character apart', async () => {
    expect((await renderBody('a' + '😀'.repeat(60_000), 'text')).textContent).to.equal(`a${'😀'.repeat(49_999)}…`)
  })
})

describe('What no reader sees, or what turns others about,', () => {
  const cases: [format: BodyFormat, body: string, expected: string][] = [
    ['text', 'a\u0000b\u0007c\u001b[1m\u009fd\u007f', '<p>abc[1md</p>'],
    ['text', '\u202eevil\u202d \ud800half\udc00', '<p>evil half</p>'],
    ['html', '<b>a\u0000b</b>&#8238;&#x202d;c&#27;', '<p><b>ab</b>c</p>'],
    ['html', '<pre>\n\na&#7;&#13;\u202eb&#13;&#10;c</pre>', '<pre>a\nb\nc</pre>'],
    ['markdown', '*a&#8238;b* \u202ec\u0007 `d\u202e`', '<p><em>ab</em> c <code>d</code></p>'],
  ]
  for (const [format, body, expected] of cases) {
    it(`is left out of ${format}: ${JSON.stringify(body)}`, async () => {
      expect(markup(await renderBody(body, format))).to.equal(expected)
    })
  }

  const kept = 'سلام\u200c\u200f \u2067abc\u2069 👩\u200d🚒 soft\u00adhyphen 🏴\u{e0067}\u{e0062}\u{e007f}'
  for (const format of ['text', 'html', 'markdown'] as const) {
    it(`is told from what right-to-left writing and emoji need in ${format}`, async () => {
      expect((await renderBody(kept, format)).textContent).to.equal(kept)
    })
  }
})
