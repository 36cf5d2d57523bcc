import { expect } from 'chai'

/** The strictest page: a violation of its policy is a report to its owner, whatever came of it. */
const policy = (trustedTypes: string) =>
  "default-src 'none'; script-src 'nonce-x' 'strict-dynamic'; style-src 'self'; connect-src 'self'; " +
  `require-trusted-types-for 'script'; trusted-types ${trustedTypes}`

interface Outcome {
  violations: string[]
  text: string
  elements: string[]
}

/** Renders a body inside such a page. */
function inPage(trustedTypes: string, body: string, before = ''): Promise<Outcome> {
  const frame = document.createElement('iframe')
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy(trustedTypes)}">
    <script nonce="x" type="module">
      const violations = []
      addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
      ${before}
      const { renderBody } = await import('/src/content/body.ts')
      document.body.append(await renderBody(decodeURIComponent('${encodeURIComponent(body).replaceAll("'", '%27')}'), 'html'))
      await new Promise((resolve) => setTimeout(resolve, 100))
      const elements = [...document.body.querySelectorAll('*')].map((element) => element.localName)
      parent.postMessage({ violations, text: document.body.textContent.trim(), elements }, '*')
    </script>`
  return new Promise((resolve) => {
    addEventListener('message', function listen({ source, data }: MessageEvent<Outcome>) {
      if (source !== frame.contentWindow) return
      removeEventListener('message', listen)
      frame.remove()
      resolve(data)
    })
    document.body.append(frame)
  })
}

const body =
  `<p style="color:red" onclick="a()">b <a href='https://a.example'style=c>d</a></p><b\nonclick\n= "e()">f</b>` +
  '<img src=x onerror=g() style="h">i<svg/onload=j()></svg><p title="x>" style="k" x=y" onclick="l">m'

describe('A strict content security policy', () => {
  it('sees no violation, though the body has styles and handlers', async function () {
    if (!('setHTML' in Element.prototype)) return this.skip()
    const { violations, text, elements } = await inPage("'none'", body)
    expect(violations).to.deep.equal([])
    expect(text).to.equal('b dfim')
    expect(elements).to.deep.equal(['p', 'a', 'p', 'b', 'p'])
  })

  it('sees none of DOMPurify either, where it allows its name', async () => {
    const { violations, text } = await inPage('dompurify', body, 'delete Element.prototype.setHTML')
    expect(violations).to.deep.equal([])
    expect(text).to.equal('b dfim')
  })

  it('that allows neither still lets the words be read', async function () {
    if (!('trustedTypes' in window)) return this.skip()
    const { text, elements } = await inPage("'none'", '<p>a <b>b</b></p><p>c</p>', 'delete Element.prototype.setHTML')
    expect(text).to.equal('a bc')
    expect(elements).to.deep.equal(['p', 'p'])
  })
})
