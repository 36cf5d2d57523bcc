import { expect } from 'chai'
import type { BodyFormat } from '../../src/content/body.ts'
import { inStrictPage, quoted } from './strict-page.ts'

interface Outcome {
  violations: string[]
  text: string
  elements: string[]
}

/** Renders a body inside a page of the strictest policy. */
const inPage = (trustedTypes: string, body: string, format: BodyFormat = 'html', before = '') =>
  inStrictPage<Outcome>(
    trustedTypes,
    `const violations = []
    addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    ${before}
    const { renderBody } = await import('/src/content/body.ts')
    const host = document.body.appendChild(document.createElement('div'))
    host.append(await renderBody(${quoted(body)}, '${format}'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    const elements = [...host.querySelectorAll('*')].map((element) => element.localName)
    done({ violations, text: host.textContent.trim(), elements })`,
  )

const withoutSetHtml = 'delete Element.prototype.setHTML'

const body =
  `<p style="color:red" onclick="a()">b <a href='https://a.example'style=c>d</a></p><b\nonclick\n= "e()">f</b>` +
  '<img src=x onerror=g() style="h">i<svg/onload=j()></svg><p title="x>" style="k" x=y" onclick="l">m'

const markdown = `# a <b onclick="b()">c</b>

[d](https://e.example 'f') <i style="g" onfocus>h</i> <style>i</style> ![j](k.png)

<p style=l onload = "m()">n <script>o</script>

| p |
|--:|
| q |`

describe('A strict content security policy', () => {
  it('sees no violation, though the body has styles and handlers', async function () {
    if (!('setHTML' in Element.prototype)) return this.skip()
    const { violations, text, elements } = await inPage("'none'", body)
    expect(violations).to.deep.equal([])
    expect(text).to.equal('b dfim')
    expect(elements).to.deep.equal(['p', 'a', 'p', 'b', 'p'])
  })

  it('sees none in Markdown, whose tables would have styles too', async function () {
    if (!('setHTML' in Element.prototype)) return this.skip()
    const { violations, text, elements } = await inPage("'none'", markdown, 'markdown')
    expect(violations).to.deep.equal([])
    expect(text).to.match(/^a cd h +jn +pq$/)
    expect(elements.filter((name) => name !== 'tbody' && name !== 'thead')).to.deep.equal(['h4', 'b', 'p', 'a', 'i', 'p', 'table', 'tr', 'th', 'tr', 'td'])
  })

  const scripts = '<b onclick>a</b><script>b()</script><style>c{}</style><svg><script>d()</script></svg><script>e()'

  it('sees none of DOMPurify either, where it allows its name', async () => {
    for (const [format, source, expected] of [['html', body, /^b dfim$/], ['markdown', markdown, /^a cd h +jn +pq$/], ['html', scripts, /^a$/]] as const) {
      const { violations, text } = await inPage('dompurify', source, format, withoutSetHtml)
      expect(violations).to.deep.equal([])
      expect(text).to.match(expected)
    }
  })

  it('that allows neither still lets the words be read', async function () {
    if (!('trustedTypes' in window)) return this.skip()
    const { text, elements } = await inPage("'none'", '<p>a <b>b</b></p><p>c</p>', 'html', withoutSetHtml)
    expect(text).to.equal('a bc')
    expect(elements).to.deep.equal(['p', 'p'])
  })

  it('that allows neither lets Markdown be read as it is written, without its tags', async function () {
    if (!('trustedTypes' in window)) return this.skip()
    const { text, elements } = await inPage("'none'", 'a *b* <b>c</b> <https://d.example>\n\n1. e\n2. f', 'markdown', withoutSetHtml)
    expect(text).to.equal('a *b* c https://d.exampleef')
    expect(elements).to.deep.equal(['p', 'a', 'ol', 'li', 'li'])
  })
})
