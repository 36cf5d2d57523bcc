import { expect } from 'chai'
import * as fc from 'fast-check'
import { renderBody } from '../../src/content/body.ts'
import { renderMarkdown } from '../../src/content/markdown.ts'
import { hasSetHtml, markup, solid, withoutSetHtml } from './markup.ts'

const cases: [title: string, body: string, expected: string][] = [
  ['paragraphs', 'One\n\nTwo\n\n\nThree', '<p>One</p><p>Two</p><p>Three</p>'],
  ['line breaks, as in a comment', 'Begin: 4 pm\nEnd: 7 pm  \nAll in UTC.\\\nBye', '<p>Begin: 4 pm<br>End: 7 pm<br>All in UTC.<br>Bye</p>'],
  ['emphasis, also over a line break', '*a* _b_ **c** __d__ ***e***\n**f\ng**', '<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <em><strong>e</strong></em><br><strong>f</strong><br><strong>g</strong></p>'],
  ['strikethrough', '~~a~~ and ~5 minutes, ~6 at most', '<p><del>a</del> and ~5 minutes, ~6 at most</p>'],
  ['code', '`a <b> *c*` and\n\n```sh\nrun  --it\n\n# *now*\n```\n\n    indented', '<p><code>a &lt;b&gt; *c*</code> and</p><pre>run  --it\n\n# *now*\n</pre><pre>indented\n</pre>'],
  ['headings, lowered below that of their event', '# a\n## b\n### c *d*\n#### e\n\nf\n===\ng\n---', '<h4>a</h4><h4>b</h4><h5>c <em>d</em></h5><h6>e</h6><h4>f</h4><h4>g</h4>'],
  ['quotes', '> a\n> b\n>\n> > c', '<blockquote><p>a<br>b</p><blockquote><p>c</p></blockquote></blockquote>'],
  ['rules', 'a\n\n***\n\nb', '<p>a</p><hr><p>b</p>'],
  ['numbered lists', '1. a\n2. b\n3. c', '<ol><li>a</li><li>b</li><li>c</li></ol>'],
  ['numbered lists from another number', '4. a\n5. b', '<ol start="4"><li>a</li><li>b</li></ol>'],
  ['numbers with a parenthesis', '1) a\n2) b', '<ol><li>a</li><li>b</li></ol>'],
  ['items parted by blank lines as one list', '1. a\n\n2. b\n\n3. c', '<ol><li>a</li><li>b</li><li>c</li></ol>'],
  ['items of several paragraphs', '1. a\n\n   more\n2. b', '<ol><li><p>a</p><p>more</p></li><li>b</li></ol>'],
  ['line breaks in items', '- a\n  b\n- c', '<ul><li>a<br>b</li><li>c</li></ul>'],
  ['lists in lists', '- a\n  1. b\n  2. c\n- d', '<ul><li>a <ol><li>b</li><li>c</li></ol></li><li>d</li></ul>'],
  ['a list right below its introduction', 'We do:\n- a\n- b\n\nBye', '<p>We do:</p><ul><li>a</li><li>b</li></ul><p>Bye</p>'],
  ['tasks', '- [x] a\n- [ ] *b*\n- [y] c\n- [x]d', '<ul><li>☑ a</li><li>☐ <em>b</em></li><li>[y] c</li><li>[x]d</li></ul>'],
  ['tables, cells without end markers too', '| a | b |\n|---|--:|\n| *c* | d \\| e |\nf|g', '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><em>c</em></td><td>d | e</td></tr><tr><td>f</td><td>g</td></tr></tbody></table>'],
  ['characters by name and by number', '&copy; &amp; &lt;b&gt; &#64; &#x263A; &unknown; AT&T', '<p>© &amp; &lt;b&gt; @ ☺ &amp;unknown; AT&amp;T</p>'],
  ['escaped signs as they are', '\\*a\\* 1\\. b\n\\- c\n1\\. d\n2\\. e', '<p>*a* 1. b<br>- c<br>1. d<br>2. e</p>'],
  ['signs of no meaning as they are', 'a * b, 2 < 3, snake_case_name, 5*6*7, [z], !', '<p>a * b, 2 &lt; 3, snake_case_name, 5<em>6</em>7, [z], !</p>'],
  ['elements of HTML', 'a<br>b <b>c</b> <span class="x">d</span><!-- e -->\n\n<ul><li>f</li></ul>', '<p>a<br>b <b>c</b> d</p><ul><li>f</li></ul>'],
  ['names in pointed brackets that are no elements', 'restart <service> on <my-host>, then\n\n<path>\n', '<p>restart &lt;service&gt; on &lt;my-host&gt;, then</p><p>&lt;path&gt; </p>'],
  ['no scripts, frames and styles', 'a<script>b()</script> c\n\n<style>d{}</style>\n\n<iframe src="https://e.example"></iframe>f', '<p>a c</p><p>f</p>'],
  ['nothing of nothing', ' \n\t\n', ''],
]

const links: [title: string, body: string, expected: string][] = [
  ['in brackets', '[a *b*](https://c.example/d "e")', '<p><a href="https://c.example/d">a <em>b</em></a></p>'],
  ['by reference', '[a][1] and [b]\n\n[1]: https://c.example/d?e&amp;f=g\n[b]: <https://h.example/i>', '<p><a href="https://c.example/d?e&amp;f=g">a</a> and <a href="https://h.example/i">b</a></p>'],
  ['in pointed brackets', '<https://a.example/b> <c@d.example>', '<p><a href="https://a.example/b">https://a.example/b</a> <a href="mailto:c@d.example">c@d.example</a></p>'],
  ['bare, up to the end of the sentence', 'See https://a.example/b_c_d, (http://e.example/f). Bye', '<p>See <a href="https://a.example/b_c_d">https://a.example/b_c_d</a>, (<a href="http://e.example/f">http://e.example/f</a>). Bye</p>'],
  ['bare and without a scheme', 'www.a.example/b. Write to c.d@e.example.', '<p><a href="http://www.a.example/b">www.a.example/b</a>. Write to <a href="mailto:c.d@e.example">c.d@e.example</a>.</p>'],
  ['bare, but not in code', '`https://a.example` `www.b.example`', '<p><code>https://a.example</code> <code>www.b.example</code></p>'],
  ['none to other schemes', '[a](javascript:alert(1)) [b](data:text/html,c) <vbscript:d> [e](file:///f) [g](blob:https://h.example/i) [j](tel:1)', '<p>a b vbscript:d e g j</p>'],
  ['none to relative addresses', '[a](/b) [c](//d.example) [e](#f) [g](h.html) [i]()', '<p>a c e g i</p>'],
  ['with ampersands and spaces', '[a](https://b.example/?c=1&amp;d=2&e=3) [f](<https://g.example/h i>)', '<p><a href="https://b.example/?c=1&amp;d=2&amp;e=3">a</a> <a href="https://g.example/h%20i">f</a></p>'],
]

function tables(render: (body: string) => Promise<DocumentFragment>) {
  for (const [group, table] of Object.entries({ keeps: cases, 'makes links': links })) {
    for (const [title, body, expected] of table) {
      it(`${group}: ${title}`, async () => expect(markup(await render(body))).to.equal(expected))
    }
  }
}

describe('renderMarkdown by the browser', () => {
  before(function () {
    if (!hasSetHtml) this.skip()
  })
  tables(async (body) => renderMarkdown(body))
})

describe('renderMarkdown by DOMPurify', () => {
  tables((body) => withoutSetHtml(() => renderMarkdown(body)))
})

describe('renderMarkdown, whatever the body,', () => {
  const syntax = ['> ', '- ', '* ', '1. ', '2) ', '#', '## ', '*', '**', '_', '~~x~~', '\n', '\n\n', '  \n', '    ', '\t', '---', '===', '\\', '`x`', '!', '](', '&', '<']
  const piece = fc.oneof(fc.constantFrom(...syntax), fc.constantFrom(...syntax), fc.nat(999).map((n) => ` word${n}w `))

  it('keeps all words in their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        const body = pieces.join('')
        const wordsOf = (text: string) => text.match(/word\d+w/g)
        expect(wordsOf((await renderMarkdown(body)).textContent)).to.deep.equal(wordsOf(body))
      }),
      { numRuns: 500 },
    )
  })

  const nests: [string, string][] = [
    ['quotes', '> '.repeat(40)],
    ['bulleted lists', '- '.repeat(40)],
    ['numbered lists', '1. '.repeat(40)],
    ['quotes in lists', '- > '.repeat(20)],
  ]
  for (const [what, nest] of nests) {
    it(`shows what stands deeper than anyone writes in ${what} as it is written`, async () => {
      const { textContent } = await renderMarkdown(`${nest}first *line*\n\n${'  '.repeat(60)}second`)
      expect(textContent).to.match(/[>1-].* first line/s)
      expect(textContent).to.include('second')
    })
  }

  it('shows emphasis and brackets that are nested deeper than that as they are written', async () => {
    const { textContent } = await renderMarkdown(`${'['.repeat(40)}a${']'.repeat(40)} ${'![b '.repeat(40)}`)
    expect(textContent).to.equal(`${'['.repeat(40)}a${']'.repeat(40)} ${'![b '.repeat(40)}`.trimEnd())
  })
})

/** The shape of a long day: numbered points between paragraphs, and points that follow their sentence at once. */
const day = [
  { before: ['The new machine opens soon. Please note:'], points: ['Webmail stays closed tonight.', 'Old letters come back in a few days.\nDo not worry.', 'Something odd may turn up.'], after: ['More tomorrow.\nThank you.'] },
  { before: ['Three machines by now:'], points: ['The dead one (Number One)', 'The spare one', 'The one that we build'], after: ['Either #2 or #3 will stay.', 'Confusing? Surely.'] },
]

describe('an update of numbered points reads the same', () => {
  const outline = (content: DocumentFragment) =>
    [...content.children].map((block) => (block.localName === 'p' ? lines(block) : [...block.children].map(lines)))
  const lines = (block: Element) => [...block.childNodes].map((node) => (node.nodeName === 'BR' ? '\n' : node.textContent?.trim())).join('')

  for (const [i, { before, points, after }] of day.entries()) {
    const numbered = points.map((point, n) => `${n + 1}. ${point}`)
    const asWritten = [...before, numbered.join('\n'), ...after].join('\n\n')
    const spaced = [...before, ...numbered, ...after].join('\n\n')
    const html = [...before.map((p) => `<p>${p}</p>`), `<ol>${points.map((p) => `<li>${p}</li>`).join('')}</ol>`, ...after.map((p) => `<p>${p}</p>`)]
    const bodies: ['text' | 'markdown' | 'html', string, string][] = [
      ['text', 'with its points in a row', asWritten],
      ['text', 'with blank lines between its points', spaced],
      ['markdown', 'with its points in a row', asWritten],
      ['markdown', 'with blank lines between its points', spaced],
      ['html', 'with elements', html.join('\n').replace(/(?<!>)\n(?!<)/g, '<br>')],
      ['html', 'with br alone', asWritten.replaceAll('\n', '<br />')],
      ['html', 'with its points as paragraphs', spaced.split('\n\n').map((p) => `<p>${p.replaceAll('\n', '<br>')}</p>`).join('')],
    ]
    for (const [format, how, body] of bodies) {
      it(`as ${format} ${how} (${i + 1})`, async () => {
        expect(outline(await renderBody(body, format))).to.deep.equal([...before, points, ...after])
      })
    }
  }
})

describe('a long story (skipped where the shared folder is missing)', () => {
  it('reads the same as text, as Markdown and as HTML', async function () {
    const response = await fetch('/shared/seed/mxroute-maintenance.txt')
    if (response.status !== 200) return this.skip()
    const updates = (await response.text()).split(/\n {2}• /).slice(1).map((update) => update.replace(/^ {4}/gm, ''))
    expect(updates).to.have.lengthOf(19)
    let points = 0
    for (const body of updates) {
      const [text, ...others] = [
        await renderBody(body, 'text'),
        await renderBody(body, 'markdown'),
        await renderBody(body.replaceAll('\n', '<br>'), 'html'),
        await withoutSetHtml(() => renderBody(body.replaceAll('\n', '<br />\n'), 'html')),
      ]
      const shape = (content: DocumentFragment | undefined) => [...(content?.querySelectorAll('p, ol, li') ?? [])].map((e) => `${e.localName} ${solid(e.textContent)}`)
      points += text?.querySelectorAll('li').length ?? 0
      for (const other of others) expect(shape(other)).to.deep.equal(shape(text))
    }
    expect(points).to.equal(12)
  })
})
