import { expect } from 'chai'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { childrenOf, decodeText, findAll, localName, parseXmlText, textOf } from '../../src/feeds/xml.ts'

/** XML as servers send it, right and wrong. */

const text = (xml: string, name = 'title') => textOf(parseXmlText(xml), name)

describe('XML', () => {
  it('is found by local names, whatever the prefix', () => {
    const root = parseXmlText('<a:feed xmlns:a="urn:x"><a:Entry a:n="1"><c:encoded xmlns:c="urn:c">one</c:encoded></a:Entry><entry/><b><entry/></b></a:feed>')
    expect(localName(root)).to.equal('feed')
    expect(childrenOf(root, 'entry')).to.have.lengthOf(2)
    expect(findAll(root, 'entry').map((it) => textOf(it, 'encoded'))).to.deep.equal(['one', undefined, undefined])
    expect(childrenOf(root)[0]?.attributes).to.deep.equal({ 'a:n': '1' })
  })
  it('gives text of words, CDATA and references as one', () => expect(text('<f><title> A <![CDATA[<b> & ]]>&lt;c&gt; &#233;&#x2014;</title></f>')).to.equal('A <b> & <c> é—'))
  it('keeps references that are HTML’s', () => expect(text('<f><title>a&nbsp;b &hellip;</title></f>')).to.equal('a&nbsp;b &hellip;'))
  it('reads line ends of any system', () => expect(text('<f><title>a\r\nb\rc</title></f>')).to.equal('a\nb\nc'))

  const sound = '<?xml version="1.0"?><rss><title>T</title></rss>'
  const wrong: [string, string][] = [
    ['a byte order mark', `\ufeff${sound}`],
    ['white space before the declaration', `\n  ${sound}\n`],
    ['a warning before it', `<br />\n<b>Warning</b>: cache is cold & dark\n${sound}`],
    ['a script behind it', `${sound}<script>count(1 && 2)</script>`],
    ['words behind it', `${sound} served by mirror`],
    ['a lone ampersand', sound.replace('T<', 'T</title><x>Bread & butter &c</x><title>T<')],
    ['a control character', sound.replace('T<', '\u0008T<')],
    ['half a character', sound.replace('T<', 'T\ud83d<')],
  ]
  for (const [what, xml] of wrong) it(`with ${what} is read`, () => expect(text(xml)).to.equal('T'))
  it('keeps a lone ampersand, in CDATA too, when all is set right', () =>
    expect(text('<rss><title>A & B <![CDATA[C & D &amp; E]]></title></rss>')).to.equal('A & B C & D &amp; E'))

  const none: [string, unknown][] = [
    ['nothing', undefined],
    ['an object', {}],
    ['an empty text', ''],
    ['words', 'All is well'],
    ['JSON', '{"a": 1}'],
    ['what is cut off', '<rss><channel><title>T</title>'],
    ['a web page', '<!doctype html><html><body><br><p>Hello</body></html>'],
    ['elements without end', '<a>'.repeat(200_000)],
    ['elements nested without end', `${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}`],
  ]
  for (const [what, value] of none) it(`is not ${what}, and that is said`, () => expect(() => parseXmlText(value)).to.throw(FeedShapeError))

  it('with a bomb in its DOCTYPE stays small, and takes no time', () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(100)}"><!ENTITY c SYSTEM "file:///etc/hostname">]>`
    const from = performance.now()
    expect(text(`<?xml version="1.0"?>${bomb}<rss><title>&b;&c;</title></rss>`)).to.equal('&b;&c;')
    expect(performance.now() - from).to.be.lessThan(200)
  })
  it('of a megabyte with line ends of two characters takes no square of time', () => {
    const from = performance.now()
    parseXmlText(`<rss><title><![CDATA[${'a line of words\r\n'.repeat(60_000)}]]></title></rss>`)
    expect(performance.now() - from).to.be.lessThan(1000)
  })
  it('has a text of references for titles', () => expect(decodeText('A &amp; B &#039;C&#x27; &lt;d&gt; &hellip; &constructor; &#9999999; & so')).to.equal("A & B 'C' <d> &hellip; &constructor; &#9999999; & so"))
})
