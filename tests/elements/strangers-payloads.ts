import type { Adapter } from '../feeds/fixture.ts'

/** Always there, beside the public collections: each calls what the stage traps, reaches for the network, or bends what stands beside it. */
const own: readonly string[] = [
  '<img src=x onerror=canary(1)>',
  '"><script>canary(1)</script>',
  '\' onmouseover=\'canary(1)\' autofocus onfocus=canary(1) x=\'',
  '" style="position:fixed;inset:0;background:url(//evil.test/x)" class="base notice" id="popup" x="',
  '</style><style>*{background:url(//evil.test/x)}</style>',
  '</template><svg onload=canary(1)>',
  '<svg><style><img src=x onerror=canary(1)></style></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=canary(1)>',
  '<form id=location><input name=body><input name=querySelectorAll></form>',
  '<img name=currentScript><a id=customElements href=cid:x></a>',
  '<base href="https://evil.test/"><meta http-equiv=refresh content="0;url=javascript:canary(1)">',
  '<link rel=stylesheet href=//evil.test/x.css><iframe srcdoc="<script>parent.canary(1)</script>"></iframe>',
  '<statuspane-banner feed="https://evil.test/"></statuspane-banner><slot name=actions></slot>',
  '<!--?lit$1234$--><?lit$5678$>${canary(1)}{{constructor.constructor("canary(1)")()}}',
  'javascript:canary(1)',
  ' \u0001JaVa\tScRiPt:canary(1)',
  'javascript://status.example/%0acanary(1)',
  'data:text/html,<script>canary(1)</script>',
  'vbscript:canary(1)',
  'blob:https://evil.test/1',
  'https:canary',
  'http:/\\evil.test',
  '//evil.test/x',
  'https://status.example.test/"onclick="canary(1)',
  'https://status.example.test/?a=<script>canary(1)</script>#javascript:canary(1)',
  'https://user:secret@evil.test/',
  '[x](javascript:canary(1)) ![x](https://evil.test/x.png) <https://evil.test/>',
  'major-outage; } * { display: none } :host {',
  'var(--_tone) url(https://evil.test/x) expression(canary(1))',
  '__proto__',
  'constructor',
  'toString',
  '\u202Eevil\u2066\u2067\u2068\u202D',
  '\u2069\u2069\u202Eevil',
  '\u200B\u200C\u200D\u2060\uFEFF',
  `Z${'\u0335\u0321\u0489'.repeat(50)}algo`,
  '\0\u0007\u001B[31m\u007F\u0085',
  '\uD800 \uDC00\uDFFF',
  'x'.repeat(2000),
  '\u2028\u2029\r\n\t',
  '',
]

/** The public collections of hostile markup stand beside the repository; undefined where they are not at hand. */
export async function loadPayloads(): Promise<{ payloads: readonly string[]; isWhole: boolean }> {
  const lists = await Promise.all(['dompurify-fixtures.json', 'payload-list.json'].map(shared))
  return { payloads: [...own, ...lists.flatMap((list) => list ?? [])], isWhole: lists.every(Boolean) }
}

async function shared(name: string): Promise<string[] | undefined> {
  const response = await fetch(`/shared/xss/${name}`)
  if (response.status !== 200) return undefined
  const entries: (string | { payload: string })[] = await response.json()
  return entries.map((entry) => (typeof entry === 'string' ? entry : entry.payload))
}

type Documents = Adapter['fixture']['documents']

/** Texts between tags, in attributes and in sections of XML. */
const inXml = /(?<=<!\[CDATA\[)[^]*?(?=\]\]>)|(?<=>)[^<>]+(?=<)|(?<==")[^"<]*(?=")/g

/** All strings of documents, each once: values, the keys of objects, what stands in XML. */
export function stringsOf(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string' && value.startsWith('<?xml')) for (const [text] of value.matchAll(inXml)) found.add(text)
  else if (typeof value === 'string') found.add(value)
  else if (Array.isArray(value)) for (const part of value) stringsOf(part, found)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) stringsOf(part, found.add(key))
  }
  return found
}

/** A copy in which other texts stand for some, wherever these stand: what refers to an id still does. */
export function withTexts(documents: Documents, texts: ReadonlyMap<string, string>): Documents {
  return Object.fromEntries(Object.entries(documents).map(([key, document]) => [key, replaced(document, texts)]))
}

function replaced(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string' && value.startsWith('<?xml')) {
    return value.replace(inXml, (text, at: number) => {
      const other = texts.get(text)
      if (other === undefined) return text
      return value.startsWith('<![CDATA[', at - 9) ? other.replaceAll(']]>', ']]]]><![CDATA[>') : escaped(other)
    })
  }
  if (typeof value === 'string') return texts.get(value) ?? value
  if (Array.isArray(value)) return value.map((part) => replaced(part, texts))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [texts.get(key) ?? key, replaced(part, texts)]))
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
