import { expect } from 'chai'
import { renderBody } from '../../src/content/body.ts'

/** What a reader sees of a link, and beside it. */
const seen = async (text: string, address: string) => {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return (await renderBody(`<a href="${address}">${escaped}</a>`, 'html')).textContent
}

describe('A link whose text names', () => {
  const others: [what: string, text: string, address: string, host: string][] = [
    ['another address', 'https://bank.example', 'https://evil.example/x', 'evil.example'],
    ['another host', 'bank.example', 'https://evil.example/', 'evil.example'],
    ['another host and a path', 'www.bank.example/path?x', 'https://evil.example/', 'evil.example'],
    ['another host and a port', 'bank.example:443', 'https://evil.example/', 'evil.example'],
    ['another host amid words', 'Log in at (bank.example), please', 'https://evil.example/', 'evil.example'],
    ['another address amid words', 'see:https://bank.example.', 'https://evil.example/', 'evil.example'],
    ['another host in capitals', 'BANK.EXAMPLE', 'https://evil.example/', 'evil.example'],
    ['a host of which it is a part', 'bank.example', 'https://bank.example.evil.example/', 'bank.example.evil.example'],
    ['the host above', 'bank.example', 'https://login.bank.example/', 'login.bank.example'],
    ['another scheme’s slashes', 'https:\\\\bank.example', 'https://evil.example/', 'evil.example'],
    ['a user like a host', 'https://bank.example@evil.example/', 'https://bank.example@evil.example/', 'evil.example'],
    ['a user like a host, with a password', 'https://bank.example:x@evil.example/', 'https://bank.example:x@evil.example/', 'evil.example'],
    ['a user like a host, without a scheme', 'bank.example@evil.example', 'https://evil.example/', 'evil.example'],
    ['letters of another alphabet', 'https://b\u0430nk.example/', 'https://b\u0430nk.example/', 'xn--bnk-6cd.example'],
    ['wide letters', 'ｂank.example', 'https://ｂank.example/', 'bank.example'],
    ['another host, with what cannot be seen in it', 'bank\u200b.exam\u2060ple', 'https://evil.example/', 'evil.example'],
    ['another host, with other dots', 'bank。example', 'https://evil.example/', 'evil.example'],
    ['another host, turned about', '\u202ebank.example', 'https://evil.example/', 'evil.example'],
    ['an address of mail elsewhere', 'help@bank.example', 'mailto:help@evil.example', 'evil.example'],
    ['an address of mail, and leads to a page elsewhere', 'help@bank.example', 'https://evil.example/', 'evil.example'],
    ['an address, and leads to a mailbox', 'https://bank.example', 'mailto:a@evil.example?subject=b', 'evil.example'],
  ]
  for (const [what, text, address, host] of others) {
    it(`${what} says where it leads: ${text}`, async () => {
      expect(await seen(text, address)).to.equal(`${text.replace('\u202e', '')} (${host})`)
    })
  }

  const same: [what: string, text: string, address: string][] = [
    ['its own address', 'https://a.example/x', 'https://a.example/x'],
    ['its own host', 'a.example', 'https://a.example/x?y#z'],
    ['its own host with www', 'www.a.example', 'https://a.example/'],
    ['its own host without www', 'a.example/x', 'https://www.a.example/x'],
    ['its own host in capitals, over http', 'HTTP://A.EXAMPLE', 'https://a.example'],
    ['its own host with a port and a sentence’s dot', 'See a.example:8080.', 'https://a.example:8080/'],
    ['its own mailbox', 'first.last@a.example', 'mailto:first.last@a.example'],
    ['nobody', 'the status page', 'https://a.example/'],
    ['numbers, times and abbreviations', 'v1.2.3 at 10.30 a.m., e.g. 1.5x, ...', 'https://a.example/'],
    ['a path', '/var/log/x', 'https://a.example/'],
    ['nothing', '—', 'https://a.example/'],
  ]
  for (const [what, text, address] of same) {
    it(`${what} says no more: ${text}`, async () => expect(await seen(text, address)).to.equal(text))
  }

  it('another host says so in each format, beside the link and not in it', async () => {
    const written = [
      ['html', '<b><a href="https://evil.example/x">https://bank.example</a></b>.'],
      ['markdown', '**[https://bank.example](https://evil.example/x)**.'],
      ['markdown', '<span>[https://bank.example][1]</span>.\n\n[1]: https://evil.example/x'],
    ] as const
    for (const [format, body] of written) {
      const content = await renderBody(body, format)
      expect(content.textContent).to.equal('https://bank.example (evil.example).')
      expect(content.querySelector('a')?.textContent).to.equal('https://bank.example')
    }
    for (const format of ['text', 'html', 'markdown'] as const) {
      const content = await renderBody('Go to https://bank.example@evil.example/x &amp; back', format)
      expect(content.textContent).to.include('https://bank.example@evil.example/x (evil.example) &')
    }
  })
})

describe('No link is made', () => {
  const addresses = [
    ...['javascript:alert(1)', 'JAVASCRIPT:alert(1)', ' javascript:alert(1)', '\u0001javascript:alert(1)', 'java\tscript:alert(1)', 'javascript\n:alert(1)'],
    ...['&#106;avascript:alert(1)', 'javascript&colon;alert(1)', 'java&NewLine;script:alert(1)', 'jav&#x09;ascript:alert(1)', 'data:text/html,x', 'vbscript:x'],
    ...['blob:https://a.example/1', 'file:///etc/passwd', 'filesystem:https://a.example/x', 'view-source:https://a.example', 'about:blank', 'tel:1', 'ftp://a.example', 'intent://x#Intent;end'],
    ...['/x', 'x', './x', '?x', '#x', '', '//a.example', '\\\\a.example', '/\\a.example', 'https:', 'https://', 'http://[x', '&#47;&#47;a.example'],
  ]
  for (const address of addresses) {
    it(`to ${JSON.stringify(address)}`, async () => {
      const bodies = [`<a href="${address}">x</a>`, `[x](${address}) [x](<${address}>) <${address}>\n\n[y]: ${address}\n\n[y]`]
      for (const [i, format] of (['html', 'markdown'] as const).entries()) {
        const links = [...(await renderBody(bodies[i] ?? '', format)).querySelectorAll('a')]
        // What stands in the text as a web address by itself is one.
        expect(links.filter(({ href, textContent }) => new URL(textContent).href !== href)).to.deep.equal([])
      }
    })
  }
})
