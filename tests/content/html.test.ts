import { expect } from 'chai'
import DOMPurify from 'dompurify'
import { renderBody } from '../../src/content/body.ts'
import { renderHtml } from '../../src/content/html.ts'
import { hasSetHtml, markup, solid, withoutSetHtml } from './markup.ts'

const cases: [title: string, body: string, expected: string][] = [
  ['emphasis and code', '<em>a</em> <STRONG>b</STRONG> <b>c</b> <i>d</i> <u>e</u> <s>f</s> <del>g</del> h<sub>i</sub><sup>j</sup> <small>k</small> <code>l</code>',
    '<p><em>a</em> <strong>b</strong> <b>c</b> <i>d</i> <u>e</u> <s>f</s> <del>g</del> h<sub>i</sub><sup>j</sup> <small>k</small> <code>l</code></p>'],
  ['paragraphs', '<p>a</p>\n<p>b<br>c</p>', '<p>a</p><p>b<br>c</p>'],
  ['no empty paragraphs', '<p>a</p><p></p><p>&nbsp;</p><p><b> </b></p><div><br></div>b', '<p>a</p><p>b</p>'],
  ['lists', '<ul>\n<li>a</li>\n<li>b\n<ol start="3"><li>c</li><li value="7">d</li></ol></li></ul>',
    '<ul><li>a</li><li>b <ol start="3"><li>c</li><li value="7">d</li></ol></li></ul>'],
  ['items of one paragraph without it', '<ol><li><p>a</p></li><li><p>b</p><p>c</p></li></ol>', '<ol><li>a</li><li><p>b</p><p>c</p></li></ol>'],
  ['a list between items, inside the item before', '<ul><li>a</li><ul><li>b</li></ul> c</ul>', '<ul><li>a<ul><li>b</li></ul>c</li></ul>'],
  ['quotes, code and rules', '<blockquote>a</blockquote><pre><code>x\n  y<br>z</code></pre><hr>', '<blockquote><p>a</p></blockquote><pre>x\n  y\nz</pre><hr>'],
  ['tables', '<table border=1><caption>t</caption><thead><tr><th colspan="2">a<tbody><tr><td rowspan=2>b<td><p>c</table>',
    '<table><caption>t</caption><thead><tr><th colspan="2">a</th></tr></thead><tbody><tr><td rowspan="2">b</td><td>c</td></tr></tbody></table>'],
  ['headings, lowered below that of their event', '<h1>a <em>b</em></h1>c<h3>d</h3><h6>e</h6><h2> </h2>', '<h4>a <em>b</em></h4><p>c</p><h5>d</h5><h6>e</h6>'],
  ['paragraphs of every other kind of block', '<div>a<section>b</section>c</div><dl><dt>d<dd>e</dl>', '<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p>'],
  ['emphasis around paragraphs, on each', '<b><p>a</p><p>b</p></b>', '<p><b>a</b></p><p><b>b</b></p>'],
  ['emphasis around a list not at all', '<i>a<ul><li>b</li></ul></i>', '<p>a</p><ul><li>b</li></ul>'],
  ['the words of other elements', '<span class="faded">a</span> <blink>b</blink> <x-y>c</x-y> <form>d <label>e</label></form><mark>f</mark>', '<p>a b c d ef</p>'],
  ['no frames, scripts and styles', 'a<iframe src="/"></iframe><script>b</script><style>c{}</style><svg><text>d</text></svg><video>e</video>f', '<p>af</p>'],
  ['no comments', 'a<!-- start: 2026-01-01 -->b', '<p>ab</p>'],
  ['no attributes', '<p id="a" class="b" style="color:red" onclick="c()" data-x="1" aria-label="d" title="e" lang="de" dir="rtl" part="x" slot="x">f</p>', '<p>f</p>'],
  ['only sane numbers', '<ol start="x"><li value="1e9">a</ol><table><tr><td colspan="9999999">b</table>',
    '<ol><li>a</li></ol><table><tbody><tr><td>b</td></tr></tbody></table>'],
  ['words that look like attributes', '<i>a</i> style=b "online=c /once = d', '<p><i>a</i> style=b "online=c /once = d</p>'],
  ['text after an unknown tag', 'set &lt;name&gt; to <value> and wait', '<p>set &lt;name&gt; to  and wait</p>'],
  ['entities', 'a &amp; b &lt; c &copy;', '<p>a &amp; b &lt; c ©</p>'],
  ['words after a style in their paragraph', '<p>a<style>b{}</style>c</p>', '<p>ac</p>'],
  ['no heading around another block', '<h1>a<p>b</p></h1><h2>c<ul><li>d</li></ul></h2><h3><div>e<h4>f</h4></div></h3>', '<h4><p>a</p><p>b</p></h4><p>c</p><ul><li>d</li></ul><p>e</p><h6>f</h6>'],
  ['no link in a link', '<a href="https://a.example">b<marquee><a href="https://c.example">d</a></marquee></a>', '<p><a href="https://a.example/">bd</a></p>'],
  ['bare signs', 'a < b & c <3', '<p>a &lt; b &amp; c &lt;3</p>'],
]

const links: [title: string, body: string, expected: string][] = [
  ['https', '<a href="https://a.example/x?y=1&amp;z">b</a>', '<p><a href="https://a.example/x?y=1&amp;z">b</a></p>'],
  ['http and mailto', '<a href=HTTP://A.example>b</a> <a href="mailto:c@a.example">d</a>', '<p><a href="http://a.example/">b</a> <a href="mailto:c@a.example">d</a></p>'],
  ['an address with a part like an attribute', '<a href="https://a.example/style=1/onsale=2">b</a>', '<p><a href="https://a.example/style=1/onsale=2">b</a></p>'],
  ['no relative address', '<a href="/x">a</a> <a href="//b.example">c</a> <a href="#d">e</a> <a>f</a>', '<p>a c e f</p>'],
  ['no other protocol', '<a href="javascript:alert(1)">a</a> <a href=" java\nscript:alert(1)">b</a> <a href="data:text/html,c">d</a> <a href="tel:1">e</a> <a href="vbscript:x">f</a> <a href="blob:https://a.example/1">g</a>', '<p>a b d e f g</p>'],
  ['bare addresses, but not in links and code', '<b>https://a.example/1</b> <a href="https://a.example/2">https://a.example/3</a> <code>https://a.example/4</code>',
    '<p><b><a href="https://a.example/1">https://a.example/1</a></b> <a href="https://a.example/2">https://a.example/3</a> <code>https://a.example/4</code></p>'],
]

const mail: [title: string, body: string, expected: string][] = [
  ['line breaks and blank lines', 'Begin: <b>4 pm</b>\nEnd: 7 pm\n \nWe move a <i>disk</i>.', '<p>Begin: <b>4 pm</b><br>End: 7 pm</p><p>We move a <i>disk</i>.</p>'],
  ['pairs of br as blank lines', '<br />One.<br /><br />Two. <br /><br />Three.<br />Four.', '<p>One.</p><p>Two. </p><p>Three.<br>Four.</p>'],
  ['a br with a line break as one', 'a<br>\nb<br />\r\n<br />\nc\n<br>d', '<p>a<br>b</p><p>c<br>d</p>'],
  ['numbered lines', '<b>To do</b>:\n1. <i>a</i>\n2. b https://a.example/\n\n3. c', '<p><b>To do</b>:</p><ol><li><i>a</i></li><li>b <a href="https://a.example/">https://a.example/</a></li><li>c</li></ol>'],
  ['dashed lines between br', '<p>To do:<br>- a<br>- b</p>', '<p>To do:</p><ul><li>a</li><li>b</li></ul>'],
  ['numbered paragraphs', '<p>1. a</p>\n<p>2. b</p>', '<ol><li>a</li><li>b</li></ol>'],
  ['a marker inside emphasis', '<b>1. a</b>\n<b>2.</b> b', '<ol><li><b>a</b></li><li>b</li></ol>'],
  ['emphasis over several lines', '<b>a\nb\n\nc</b>d', '<p><b>a</b><br><b>b</b></p><p><b>c</b>d</p>'],
  ['a list amid lines', 'a\nb\n\n<ul>\n<li>c\nd</li>\n</ul>\n\ne', '<p>a<br>b</p><ul><li>c d</li></ul><p>e</p>'],
  ['no line breaks inside block elements', '<p>a\nb</p><div>c\n- d\n- e</div>', '<p>a b</p><p>c - d - e</p>'],
]

function tables(render: (body: string) => DocumentFragment | Promise<DocumentFragment>) {
  for (const [group, table] of Object.entries({ keeps: cases, links, 'reads like mail': mail })) {
    for (const [title, body, expected] of table) {
      it(`${group}: ${title}`, async () => expect(markup(await render(body))).to.equal(expected))
    }
  }

  it('gives each link a rel and a target', async () => {
    const link = (await render('<a href="https://a.example" rel="opener" target="x" ping="/y" download>z</a>')).querySelector('a')
    expect(link?.getAttributeNames().sort()).to.deep.equal(['href', 'rel', 'target'])
    expect(link?.rel).to.equal('noopener noreferrer nofollow')
    expect(link?.target).to.equal('_blank')
  })

  it('makes paragraphs of blocks that are nested deeper than anyone writes', async () => {
    const content = await render(`${'<blockquote>'.repeat(40)}a<ul><li>b</li></ul>${'</blockquote>'.repeat(40)}`)
    expect(content.querySelectorAll('blockquote').length).to.equal(12)
    expect(markup(content)).to.include('<p>a</p><p>b</p>')
  })

  it('survives deep nests', async () => {
    const content = await render(`${'<b><i><div>'.repeat(3000)}a\nb${'<ul><li>'.repeat(3000)}c`)
    expect(content.textContent.replace(/\s/g, '')).to.include('a')
    expect(content.querySelectorAll('b, i').length).to.be.lessThan(50)
  })
}

describe('renderHtml by the browser', () => {
  before(function () {
    if (!hasSetHtml) this.skip()
  })
  tables(renderHtml)

  it('returns at once', () => expect(renderHtml('<b>a</b>')).to.be.instanceOf(DocumentFragment))
})

describe('renderHtml by DOMPurify', () => {
  tables((body) => withoutSetHtml(() => renderHtml(body)))

  it('returns at once where there is no markup', async () => {
    expect(await withoutSetHtml(() => renderHtml('a\n- b\n- c') instanceof DocumentFragment)).to.equal(true)
    expect(await withoutSetHtml(() => renderHtml('<b>a</b>') instanceof Promise)).to.equal(true)
  })
})

const notConstructible = () => undefined

describe('renderHtml without a working sanitiser', () => {
  const { sanitize } = DOMPurify
  afterEach(() => {
    DOMPurify.sanitize = sanitize
  })
  const broken: [string, () => unknown][] = [
    ['throws', () => { throw new Error('refused') }],
    ['gives nothing', () => document.createDocumentFragment()],
    ['gives the body back', () => '<img src=x>'],
  ]
  const bodies: [string, string][] = [
    ['<p>One &amp; <b>two</b></p><p>Three<br/>- a<br/>- b</p>', '<p>One &amp; two</p><p>Three</p><ul><li>a</li><li>b</li></ul>'],
    ['a<script>b()</script><style>c</style><!-- d -->e', '<p>ae</p>'],
    ['a<script>never closed', '<p>a</p>'],
    ['&#60;b&#x3e; &quot;x&quot; &unknown; &#999999;', '<p>&lt;b&gt; "x" &amp;unknown; \u{f423f}</p>'],
    ['&lt;img src=x onerror=alert(1)&gt;', '<p>&lt;img src=x onerror=alert(1)&gt;</p>'],
    ['a < b <i title="x', '<p>a &lt; b </p>'],
  ]
  for (const [how, sanitizer] of broken) {
    for (const [body, expected] of bodies) {
      it(`shows the words of ${JSON.stringify(body)} when DOMPurify ${how}`, async () => {
        Object.assign(DOMPurify, { sanitize: sanitizer })
        expect(markup(await withoutSetHtml(() => renderHtml(body)))).to.equal(expected)
      })
    }
  }

  it('also when the browser refuses the allow-list', async () => {
    const { Sanitizer } = globalThis
    Object.assign(globalThis, { Sanitizer: notConstructible })
    try {
      expect(markup(await renderHtml('<b>a</b>b'))).to.equal('<p>ab</p>')
    } finally {
      if (Sanitizer) Object.assign(globalThis, { Sanitizer })
      else Reflect.deleteProperty(globalThis, 'Sanitizer')
    }
  })
})

describe('renderHtml of captured bodies (skipped where the shared folder is missing)', () => {
  const folder = '/shared/feeds/samples/statuspage/'
  const bodiesIn = (value: unknown): string[] =>
    value && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, inner]) => (key === 'body' && typeof inner === 'string' ? [inner] : bodiesIn(inner)))
      : []

  it('is the same either way, keeps the words, and begins a paragraph where the source does', async function () {
    const listing = await fetch(folder)
    if (listing.status !== 200) return this.skip()
    const files: string[] = await listing.json()
    const bodies = new Set<string>()
    for (const file of files.filter((name) => name.endsWith('.json'))) {
      for (const body of bodiesIn(await (await fetch(folder + file)).json())) bodies.add(body)
    }
    expect(bodies.size).to.be.greaterThan(100)
    for (const body of bodies) {
      const content = await renderHtml(body)
      const plain = body.replace(/<br ?\/?>/g, '\n').replace(/<\/?[a-z][^>]*>/g, '')
      expect([...content.children].map((block) => solid(block.textContent))).to.deep.equal(
        plain.split(/\n\s*\n|\r\n\s*\r\n/).map(solid).filter(Boolean),
      )
      expect(markup(await withoutSetHtml(() => renderHtml(body)))).to.equal(markup(content))
    }
  })
})

describe('renderBody', () => {
  const body = 'a <b>c</b>\n- d\n- e'
  const formats: ['text' | 'markdown' | 'html', string][] = [
    ['text', '<p>a &lt;b&gt;c&lt;/b&gt;</p><ul><li>d</li><li>e</li></ul>'],
    ['markdown', '<p>a <b>c</b></p><ul><li>d</li><li>e</li></ul>'],
    ['html', '<p>a <b>c</b></p><ul><li>d</li><li>e</li></ul>'],
  ]
  for (const [format, expected] of formats) {
    it(`shows ${format}`, async () => expect(markup(await renderBody(body, format))).to.equal(expected))
  }
})
