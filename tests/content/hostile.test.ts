import { expect } from 'chai'
import { renderBody } from '../../src/content/body.ts'
import { withoutSetHtml } from './markup.ts'

/** Said once more than in the source, so that a slip there is seen here. */
const allowed: Record<string, readonly string[]> = Object.fromEntries(
  [
    ...'b blockquote br caption code del em h4 h5 h6 hr i li:value ol:start p pre s small strong sub sup table tbody'.split(' '),
    ...'td:colspan,rowspan tfoot th:colspan,rowspan thead tr u ul a:href,rel,target'.split(' '),
  ].map((entry) => [entry.split(':')[0] ?? '', entry.split(':')[1]?.split(',') ?? []]),
)

/** What should not be there, in words; empty for safe content. */
function faults(content: DocumentFragment | Element): string[] {
  return [...content.querySelectorAll('*')].flatMap((element) => {
    const attributes = allowed[element.localName]
    if (!(element instanceof HTMLElement) || !attributes) return [`<${element.localName}>`]
    const strange = element.getAttributeNames().filter((name) => !attributes.includes(name))
    const bad = element instanceof HTMLAnchorElement && !/^(https?|mailto):/.test(element.getAttribute('href') ?? '')
    return [...strange.map((name) => `<${element.localName} ${name}>`), ...(bad ? [`href="${element.getAttribute('href')}"`] : [])]
  })
}

const own: string[] = [
  '<img src=x onerror=alert(1)>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<template shadowrootmode=open><img src=x onerror=alert(1)></template>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="java\uE000script:alert(1)">x</a>',
  '<a href="https://a.example/" style="position:fixed;inset:0" onclick="alert(1)">x</a>',
  '<input autofocus onfocus=alert(1)><details open ontoggle=alert(1)>x</details>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe><object data="javascript:alert(1)"></object>',
  '<base href="https://a.example/"><link rel=stylesheet href=/x><meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<p id=body name=cookie class=x slot=y part=z>x</p>',
  '<sc\uE000ript>alert(1)</sc\uE000ript><img \uE000src=x on\uE000error=alert(1)>',
  'https://a.example/"onmouseover="alert(1) http://javascript:alert(1)/',
]

async function shared(path: string): Promise<string[] | undefined> {
  const response = await fetch(`/shared/xss/${path}`)
  if (response.status !== 200) return undefined
  const entries: (string | { payload: string })[] = await response.json()
  return entries.map((entry) => (typeof entry === 'string' ? entry : entry.payload))
}

const sources: [title: string, load: () => Promise<string[] | undefined>][] = [
  ['our own payloads', async () => own],
  ['the fixtures of a sanitiser (skipped where the shared folder is missing)', () => shared('dompurify-fixtures.json')],
  ['a public list of payloads (skipped where the shared folder is missing)', () => shared('payload-list.json')],
]

const paths: [title: string, render: (body: string) => Promise<DocumentFragment>][] = [
  ['text', async (body) => renderBody(body, 'text')],
  ['markdown', async (body) => renderBody(body, 'markdown')],
  ['html by the browser', async (body) => renderBody(body, 'html')],
  ['html by DOMPurify', (body) => withoutSetHtml(() => renderBody(body, 'html'))],
]

describe('Hostile bodies', () => {
  const traps = ['alert', 'confirm', 'prompt', 'print'] as const
  const genuine = Object.fromEntries(traps.map((name) => [name, window[name]]))
  const called: string[] = []
  const host = document.createElement('div')

  before(() => {
    for (const name of traps) Object.assign(window, { [name]: () => called.push(name) })
    document.body.append(host)
  })
  after(() => {
    Object.assign(window, genuine)
    host.remove()
  })

  it('are told from safe ones by this test', () => {
    const bad = document.createElement('div')
    bad.append(document.createElement('img'), document.createElement('a'))
    bad.append(Object.assign(document.createElement('p'), { id: 'x' }))
    expect(faults(bad)).to.deep.equal(['<img>', 'href="null"', '<p id>'])
  })

  for (const [source, load] of sources) {
    for (const [path, render] of paths) {
      it(`are harmless as ${path}: ${source}`, async function () {
        const payloads = await load()
        if (!payloads) return this.skip()
        expect(payloads.length).to.be.greaterThan(10)
        const found: string[] = []
        for (const payload of payloads) {
          const content = await render(payload)
          host.replaceChildren(content)
          for (const fault of faults(host)) found.push(`${fault} from ${payload}`)
        }
        await new Promise((resolve) => setTimeout(resolve, 50))
        expect(found).to.deep.equal([])
        expect(called).to.deep.equal([])
        expect(location.hash).to.equal('')
      }).timeout(60_000)
    }
  }
})
