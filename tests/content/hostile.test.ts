import { expect } from 'chai'
import type { BodyFormat } from '../../src/content/body.ts'
import type { Findings, Job } from './hostile-page.ts'
import { messageOf, openStrictPage } from './strict-page.ts'

const own: string[] = [
  '<img src=x onerror=alert(1)>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  // Parsed again, these would be another tree: a comment, a style, a title, a list of options, another namespace.
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<svg></p><style><a title="</style><img src=x onerror=alert(1)>">x</a></style></svg>',
  '<math><annotation-xml encoding="text/html"><p>x<style><img src=x onerror=alert(1)></style></p></annotation-xml></math>',
  '<svg><foreignObject><p>x<math><mi><b><table><tr><td><mglyph><svg><title><img src=x onerror=alert(1)></title></svg></foreignObject></svg>',
  '<svg><desc><p><![CDATA[</p><img src=x onerror=alert(1)>]]></desc></svg>',
  '<select><option>x<style></select><img src=x onerror=alert(1)></style>',
  '<textarea><p title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<title><!--</title><img src=x onerror=alert(1)>--></title>',
  '<xmp><b title="</xmp><img src=x onerror=alert(1)>">x</b></xmp><plaintext><b>x',
  '<a href="https://a.example/1"><marquee><a href="https://a.example/2">x</a></marquee></a>',
  '<a href="https://a.example/1"><table><tr><td><a href="https://a.example/2">x</a></table>y</a>',
  '<h1>a<h2>b</h2><p>c</p><ul><li>d<h3>e</ul></h1><h4><div><h5>f</h5></div></h4>',
  '<p>a<table><tr><td>b</table>c<p>d</p></p></p><b>e<p>f</b>g</p><pre>\n\n x\r\n&#13;y</pre>',
  '<table>a<b>b<tr>c<td>d<caption>e<table><td>f</table></caption><col><th>g</table>h',
  '<template shadowrootmode=open><img src=x onerror=alert(1)></template><div><template shadowrootmode="open"><style>*{}</style></template></div>',
  '<a href="&#106;avascript:alert(1)">x</a><a href="java&Tab;script&colon;alert(1)">y</a><a href="&#1;javascript:alert(1)">z</a>',
  '<a href="java\uE000script:alert(1)">x</a><a href="JaVaScRiPt&#x0A;:alert(1)">y</a><a href="view-source:javascript:alert(1)">z</a>',
  '<a href="https://a.example/" style="position:fixed;inset:0" onclick="alert(1)">x</a>',
  '<input autofocus onfocus=alert(1)><details open ontoggle=alert(1)>x</details><body onload=alert(1)><b onpointerrawupdate=alert(1)>y</b>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe><object data="javascript:alert(1)"></object><embed src="data:text/html,x">',
  '<base href="https://a.example/"><link rel=stylesheet href=/x><meta http-equiv=refresh content="0;url=javascript:alert(1)"><a href=/y>z</a>',
  '<meta http-equiv="Content-Security-Policy" content="default-src *"><link rel=prefetch href=https://a.example><link rel=preconnect href=https://a.example>',
  '<style>@import "https://a.example/x.css"; * { background: url(https://a.example/y) }</style><p style="background:url(https://a.example/z)">x',
  '<p style="--statuspane-surface: url(https://a.example/x)">x</p><font color=red face="x" size=7>y</font><table background="https://a.example/x" bgcolor=red><td background=y>z</table>',
  '<img name=getElementById><form name=body id=cookie><input name=attributes><input id=parentNode></form><a id=x name=y href="https://a.example">z</a>',
  '<form action="https://a.example"><input name=nodeName><input name=childNodes><input name=ownerDocument><button formaction="javascript:alert(1)">x</button></form>',
  '<p id=body name=cookie class=x slot=y part=z is=a-b itemid=c nonce=d popover=auto contenteditable dir=rtl lang=ar tabindex=1 accesskey=x>x</p>',
  '<sc\uE000ript>alert(1)</sc\uE000ript><img \uE000src=x on\uE000error=alert(1)>',
  '<video src="https://a.example/x" autoplay onplay=alert(1)><source src="https://a.example/y"><track src="https://a.example/z"></video><audio src="https://a.example/x">',
  '<picture><source srcset="https://a.example/x"><img srcset="https://a.example/y 2x" src="https://a.example/z" alt="x"></picture><image src="https://a.example/w">',
  '<img src="http://a.example/x" alt=a><img src="//a.example/x" alt=b><img src="data:image/png,x" alt=c><img src="javascript:alert(1)" alt=d><img src="x" alt=e>',
  '<img src="https://a.example/x" alt="&quot;onerror=alert(1) <b>" width=1e9 height=100% style=x class=y id=z loading=eager referrerpolicy=unsafe-url crossorigin usemap=#m ismap>',
  '![<img src=x onerror=alert(1)>](https://a.example/x"onerror="alert(1))\n![x](https://a.example/x "t\\" onerror=alert(1)")',
  '[x](https://a.example/"onmouseover="alert(1) "y\' z")<https://a.example/"onclick=alert(1)>\n\n[a]: https://a.example/"x=\n[a]',
  '```"><img src=x onerror=alert(1)>\nx\n```\n`<img src=x onerror=alert(1)>` | a |\n|:-:" onclick=alert(1)|\n|-|',
  '- [x] <script>alert(1)</script>\n1. <img src=x onerror=alert(1)>\n> # <svg onload=alert(1)>\n~~<b onclick=alert(1)>x</b>~~',
  '&lt;img src=x onerror=alert(1)&gt; &amp;lt;script&amp;gt; &#60;script&#62;alert(1)&#60;/script&#62;',
  'https://a.example/"onmouseover="alert(1) http://javascript:alert(1)/ www.a.example/"onclick=x@a.example',
  '\u202egnp.exe\u202d \u2066isolate\u2069 zero\u200bwidth\u200d\ufeff \u0000null\u0007bell \ud800half \udc00other <b\u0000>x</b\u0000> <\u0000script>alert(1)</script>',
  '&#0;&#8238;&#x202d;&#xd800;&#13;&#27;<b>&#x202e;x</b><pre>&#0;&#x202e;&#13;&#10;y</pre><img src="https://a.example/x" alt="&#x202e;&#0;z">',
]

async function shared(path: string): Promise<string[] | undefined> {
  const response = await fetch(`/shared/xss/${path}`)
  if (response.status !== 200) return undefined
  const entries: (string | { payload: string })[] = await response.json()
  return entries.map((entry) => (typeof entry === 'string' ? entry : entry.payload))
}

interface Path {
  title: string
  format: BodyFormat
  write(payload: string): string
}

const formats: Path[] = [
  { title: 'as text', format: 'text', write: (payload) => payload },
  { title: 'as HTML', format: 'html', write: (payload) => payload },
  { title: 'as an address in HTML', format: 'html', write: (payload) => `<a href="${payload.replaceAll('"', '&quot;')}">x</a>` },
  { title: 'as Markdown', format: 'markdown', write: (payload) => payload },
]

const places: [title: string, write: (payload: string) => string][] = [
  ['as code', (payload) => `\`${payload}\`\n\n\`\`\`${payload}\n${payload}\n\`\`\`\n\n    ${payload}`],
  ['as the address of a link', (payload) => `[x](${payload})`],
  ['as an address in pointed brackets', (payload) => `[x](<${payload}> "${payload}")`],
  ['as a reference', (payload) => `[x] ![x][x] ${payload}\n\n[x]: ${payload}\n[y]: <${payload}>\n\n[y]`],
  ['as the address of an image', (payload) => `![x](${payload})`],
  ['as the words of an image', (payload) => `![${payload}](https://a.example/x.png)`],
  ['as the words of a link', (payload) => `[${payload}](https://a.example)`],
  ['as a cell', (payload) => `a|b\n-|-\n${payload}|${payload}`],
  ['as an autolink', (payload) => `<${payload}>`],
]

const placesApart = places.map(([title, write]): Path => ({ title, format: 'markdown', write }))

/** One body for all places; also the other way round, as what is never closed swallows what comes after it. */
const placesTogether = [places, places.toReversed()].map((all, i): Path => {
  const write = (payload: string) => all.map(([, place]) => place(payload)).join('\n\n')
  return { title: `in each place of Markdown${i ? ', the last one first' : ''}`, format: 'markdown', write }
})

const sources: [title: string, paths: Path[], load: () => Promise<string[] | undefined>][] = [
  ['our own payloads', [...formats, ...placesApart], async () => own],
  ['the fixtures of a sanitiser (skipped where the shared folder is missing)', [...formats, ...placesApart], () => shared('dompurify-fixtures.json')],
  ['a public list of payloads (skipped where the shared folder is missing)', [...formats, ...placesTogether], () => shared('payload-list.json')],
]

const nothing: Findings = { faults: [], called: [], violations: [] }

describe('Hostile bodies', () => {
  let page: HTMLIFrameElement
  before(async () => {
    page = openStrictPage('dompurify test', "await import('/tests/content/hostile-page.ts'); done('open')")
    await messageOf(page)
  })
  after(() => page.remove())

  function runInPage(job: Job | 'control'): Promise<Findings> {
    const findings = messageOf<Findings>(page)
    page.contentWindow?.postMessage(job, '*')
    return findings
  }

  it('are told from safe ones by the page that they are tried in', async () => {
    const { faults, called, violations } = await runInPage('control')
    expect(faults).to.include.members(['<img>', '<a href="">', '<p id>'])
    expect(called).to.deep.equal(['alert'])
    expect(violations).to.include.members(['img-src https://picture.example/x.png', 'script-src-attr inline'])
  })

  for (const [source, paths, load] of sources) {
    for (const gate of ['browser', 'dompurify'] as const) {
      for (const { title, format, write } of paths) {
        if (format === 'text' && gate === 'dompurify') continue
        it(`are harmless ${title}, with ${gate === 'browser' ? 'the browser’s gate' : 'DOMPurify'}: ${source}`, async function () {
          const payloads = await load()
          if (!payloads) return this.skip()
          expect(payloads.length).to.be.greaterThan(10)
          const bodies = payloads.map(write)
          expect(await runInPage({ bodies, format, gate, images: 'off' })).to.deep.equal(nothing)
          const withPictures = payloads.filter((payload) => /<im|!\[/i.test(payload) || /image/.test(title)).map(write)
          const { violations, ...others } = await runInPage({ bodies: withPictures, format, gate, images: 'on' })
          expect(others).to.deep.equal({ faults: [], called: [] })
          expect(violations.filter((violation) => !violation.startsWith('img-src https:'))).to.deep.equal([])
        }).timeout(120_000)
      }
    }
  }
})
