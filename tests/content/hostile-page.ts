/** Runs inside the page that hostile.test.ts makes: renders bodies, puts them into the page and says what is wrong with them. */
import { renderBody, type BodyFormat, type Images } from '../../src/content/body.ts'
import { withoutSetHtml } from './markup.ts'

export interface Job {
  bodies: string[]
  format: BodyFormat
  gate: 'browser' | 'dompurify'
  images: Images
}

export interface Findings {
  /** What is there and should not be, in words. */
  faults: string[]
  /** What of the page's globals was called. */
  called: string[]
  /** What the page's policy had to forbid: each request and each script, whatever would have come of it. */
  violations: string[]
}

/** Said once more than in the source, so that a slip there is seen here. */
const allowed: Record<string, readonly string[]> = Object.fromEntries(
  [
    ...'b blockquote br caption code del em h4 h5 h6 hr i li:value ol:start p pre s small strong sub sup table tbody'.split(' '),
    ...'td:colspan,rowspan tfoot th:colspan,rowspan thead tr u ul a:href,rel,target'.split(' '),
    'img:src,alt,loading,decoding,referrerpolicy,width,height',
  ].map((entry) => [entry.split(':')[0] ?? '', entry.split(':')[1]?.split(',') ?? []]),
)

/** What should not be there, in words; empty for safe content. */
function faultsOf(content: ParentNode, images: Images): string[] {
  return [...content.querySelectorAll('*')].flatMap((element) => {
    const attributes = images === 'off' && element.localName === 'img' ? undefined : allowed[element.localName]
    if (!(element instanceof HTMLElement) || !attributes) return [`<${element.localName}>`]
    const strange = element.getAttributeNames().filter((name) => !attributes.includes(name))
    return [...strange.map((name) => `<${element.localName} ${name}>`), ...wrongIn(element)]
  })
}

function wrongIn(element: HTMLElement): string[] {
  const expected: [name: string, pattern: RegExp][] = []
  if (element.matches('a')) expected.push(['href', /^(https?|mailto):/], ['rel', /^noopener noreferrer nofollow$/], ['target', /^_blank$/])
  if (element.matches('img')) {
    expected.push(['src', /^https:/], ['loading', /^lazy$/], ['decoding', /^async$/], ['referrerpolicy', /^no-referrer$/])
  }
  if (element.matches('[width], [height]')) expected.push(['width', /^(\d{1,4})?$/], ['height', /^(\d{1,4})?$/])
  return expected.flatMap(([name, pattern]) => {
    const value = element.getAttribute(name) ?? ''
    return pattern.test(value) ? [] : [`<${element.localName} ${name}="${value}">`]
  })
}

interface Policies {
  createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): string }
}

/** What the page lets this test parse: under its policy nothing else may. */
const parser = (window as { trustedTypes?: Policies }).trustedTypes?.createPolicy('test', { createHTML: (html) => html })

function parseAgain(html: string): HTMLElement {
  const host = document.createElement('div')
  Reflect.set(host, 'innerHTML', parser?.createHTML(html) ?? html)
  return host
}

/** A browser that serialises it and parses it again makes the same of it: what was safe stays so wherever it is copied to. */
function isStable(host: HTMLElement): boolean {
  host.normalize()
  return parseAgain(host.innerHTML).isEqualNode(host)
}

const traps = ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch'] as const
const called: string[] = []
const violations: string[] = []
for (const name of traps) Object.assign(window, { [name]: () => called.push(name) })
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => violations.push(`${effectiveDirective} ${blockedURI}`))

const settled = () => new Promise((resolve) => setTimeout(resolve, 100))

async function run({ bodies, format, gate, images }: Job): Promise<Findings> {
  const faults: string[] = []
  const host = document.createElement('div')
  // Pictures that are wanted would be asked for.
  if (images === 'off') document.body.append(host)
  const renderAll = async () => {
    for (const body of bodies) {
      host.replaceChildren(await renderBody(body, format, images))
      const found = [...faultsOf(host, images), ...(isStable(host) ? [] : ['another tree when parsed again'])]
      for (const fault of found) faults.push(`${fault} from ${body.slice(0, 300)}`)
    }
  }
  await (gate === 'browser' ? renderAll() : withoutSetHtml(renderAll))
  await settled()
  host.remove()
  return { faults, called: called.splice(0), violations: [...new Set(violations.splice(0))] }
}

/** What the page's own rules must notice, each at least once: else they prove nothing. */
async function runControl(): Promise<Findings> {
  const bad = document.createElement('div')
  bad.append(document.createElement('img'), document.createElement('a'), Object.assign(document.createElement('p'), { id: 'x' }))
  const faults = faultsOf(bad, 'off')
  const live = document.createElement('div')
  document.body.append(live)
  const payload = '<img src="https://picture.example/x.png"><svg><animate onbegin="alert(1)" attributeName="x" dur="1s"></animate></svg>'
  live.append(...parseAgain(payload).childNodes)
  alert()
  await settled()
  live.remove()
  return { faults, called: called.splice(0), violations: violations.splice(0) }
}

addEventListener('message', async ({ data }: MessageEvent<Job | 'control'>) => {
  parent.postMessage(data === 'control' ? await runControl() : await run(data), '*')
})
