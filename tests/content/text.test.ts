import { expect } from 'chai'
import * as fc from 'fast-check'
import { renderText } from '../../src/content/text.ts'
import { markup, solid } from './markup.ts'

const shown = (body: string) => markup(renderText(body))

describe('renderText', () => {
  const cases: [body: string, expected: string][] = [
    ['', ''],
    ['a\r\nb\rc\r\n\r\nd', '<p>a<br>b<br>c</p><p>d</p>'],
    ['  a\n\tb', '<p>a<br>b</p>'],
    ['1. a\n2. b', '<ol><li>a</li><li>b</li></ol>'],
    ['3. a\n4. b\n7. c', '<ol start="3"><li>a</li><li>b</li><li value="7">c</li></ol>'],
    ['0) a\n0) b', '<ol start="0"><li>a</li><li value="0">b</li></ol>'],
    ['- a\nb\n\n- c', '<ul><li>a<br>b</li><li>c</li></ul>'],
    ['- a\n\n  b', '<ul><li><p>a</p><p>b</p></li></ul>'],
    ['1. a\n  - b\n  - c', '<ol><li>a<ul><li>b</li><li>c</li></ul></li></ol>'],
    ['<b>x</b> &amp; <script>', '<p>&lt;b&gt;x&lt;/b&gt; &amp;amp; &lt;script&gt;</p>'],
  ]
  for (const [body, expected] of cases) {
    it(`shows ${JSON.stringify(body)} as ${expected}`, () => expect(shown(body)).to.equal(expected))
  }

  it('makes one list of numbered paragraphs between an introduction and what follows', () => {
    const body = [
      'The new machine opens in a moment. Please note:',
      '1. Webmail stays closed tonight, since its database is of another version.',
      '2. Old letters are missing. They will come back, though it may take some days.',
      '3. Something odd may turn up.',
      'More tomorrow.',
    ].join('\n\n')
    const [intro, list, end, ...rest] = renderText(body).children
    expect([intro?.localName, list?.localName, end?.localName, rest.length]).to.deep.equal(['p', 'ol', 'p', 0])
    expect(list?.getAttributeNames()).to.deep.equal([])
    expect([...(list?.children ?? [])].map((item) => item.textContent.slice(0, 7))).to.deep.equal([
      'Webmail',
      'Old let',
      'Somethi',
    ])
  })

  it('makes a list of numbered lines right after a sentence that ends the paragraph', () => {
    const body = 'There are two machines now:\n\n1. The old one\n2. The new one (Number Two)\n\nEither #1 or #2 will stay.'
    expect(shown(body)).to.equal(
      '<p>There are two machines now:</p><ol><li>The old one</li><li>The new one (Number Two)</li></ol><p>Either #1 or #2 will stay.</p>',
    )
  })
})

describe('renderText links', () => {
  const cases: [text: string, address: string | undefined][] = [
    ['see https://a.example/x.', 'https://a.example/x'],
    ['see (https://a.example/x).', 'https://a.example/x'],
    ['https://a.example/x_(y)', 'https://a.example/x_(y)'],
    ['(https://a.example/x_(y))', 'https://a.example/x_(y)'],
    ['<https://a.example/x>', 'https://a.example/x'],
    ['"https://a.example/x", he said', 'https://a.example/x'],
    ['[here](https://a.example/x)', 'https://a.example/x'],
    ['http://a.example/?q=1&r=2#s!', 'http://a.example/?q=1&r=2#s'],
    ['https://a.example/wiki/Café', 'https://a.example/wiki/Café'],
    ['请看https://a.example/x。谢谢', 'https://a.example/x'],
    ['HTTPS://A.EXAMPLE/x', 'HTTPS://A.EXAMPLE/x'],
    ['write to help@a.example', undefined],
    ['write to mailto:help@a.example', undefined],
    ['at a.example or www.a.example', undefined],
    ['https:// or http://)', undefined],
    ['javascript:alert(1)', undefined],
    ['ftp://a.example/', undefined],
  ]
  for (const [text, address] of cases) {
    it(`${address ?? 'nothing'} in "${text}"`, () => {
      const content = renderText(text)
      expect([...content.querySelectorAll('a')].map((a) => a.textContent)).to.deep.equal(address ? [address] : [])
      expect(content.textContent).to.equal(text)
    })
  }

  it('to a new tab that knows nothing of this one', () => {
    const link = renderText('https://a.example').querySelector('a')
    expect(link?.href).to.equal('https://a.example/')
    expect(link?.target).to.equal('_blank')
    expect(link?.rel).to.equal('noopener noreferrer nofollow')
  })
})

describe('renderText, whatever the body,', () => {
  const piece = fc.constantFrom(
    ...['1. ', '2) ', '- ', '* ', '•', '\n', '\n\n', '\r\n', '  ', '\t', ':', '(', ')', '.', 'https://a.example/', '<b>', '&amp;'],
    ...['99. ', '100. ', 'word'],
  )
  const body = fc.array(fc.oneof(piece, piece, fc.string({ unit: 'binary' })), { maxLength: 40 }).map((all) => all.join(''))

  it('keeps each of its characters in order, but for spaces, controls and the markers of list items', () => {
    fc.assert(
      fc.property(body, (text) => {
        const content = renderText(text)
        for (const item of content.querySelectorAll('li')) item.prepend('\uE001')
        const parts = solid(content.textContent)
          .split('\uE001')
          .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
        return new RegExp(`^${parts.join('(?:\\d{1,3}(?:\\.\\)|[.)])|[-*•])')}$`).test(solid(text.replace(/(?!\s)\p{Cc}|[\u202d\u202e\u2028\u2029]|\p{Cs}/gu, '')))
      }),
      { numRuns: 500 },
    )
  })

  it('makes no element but its own', () => {
    fc.assert(
      fc.property(body, (text) =>
        [...renderText(text).querySelectorAll('*')].every((e) => ['a', 'br', 'li', 'ol', 'p', 'ul'].includes(e.localName)),
      ),
    )
  })

  const bulk = 100_000
  const hostile: [string, string][] = [
    ['empty items', '- '.repeat(bulk)],
    ['closing parentheses', `https://a.example/${')'.repeat(bulk)}x`],
    ['addresses in one line', 'https://a.example/ '.repeat(bulk / 10)],
    ['spaces', `a${' '.repeat(bulk)}b`],
    ['lines', 'a\n'.repeat(bulk / 10)],
    ['lone items', '1. a\n\nb\n- c\n\n'.repeat(bulk / 10)],
  ]
  for (const [title, text] of hostile) {
    it(`is done soon with ${text.length} characters of ${title}`, () => {
      expect(renderText(text).textContent.length).to.be.greaterThan(0)
    }).timeout(4000)
  }
})
