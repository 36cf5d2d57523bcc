import { expect } from 'chai'
import { mappingReader } from '../../src/feeds/mapping.ts'
import { find, freeze, loadAdapters, withValue } from '../feeds/fixture.ts'
import type { Documents } from './mutations.ts'
import { checkRead, mostMs, timer } from './properties.ts'

/** Documents that are meant to do harm, for every adapter. Whatever comes, it is refused in words or becomes a valid snapshot, in good time. */

const adapters = await loadAdapters()
const levels = 5000
const json = (text: string): Promise<unknown> => new Response(text).json()
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** An item within itself, and so on, each with ids of its own: by its list, or by its object of named parts. */
function nested(item: Record<string, unknown>, key: string): unknown {
  const ids = Object.keys(item).filter((name) => name !== key && /id$|key$|slug/i.test(name) && typeof item[name] === 'string')
  let inner: unknown = item
  for (let depth = 0; depth < levels; depth++) {
    const outer: Record<string, unknown> = { ...item, [key]: Array.isArray(item[key]) ? [inner] : { [`part ${depth}`]: inner } }
    for (const id of ids) outer[id] = `${depth}`
    inner = outer
  }
  return inner
}

/** The machine may have had other things to do the first time. */
function fastest<T>(task: () => T): { value: T; ms: number } {
  const { value, ms } = timer(task)
  return { value, ms: ms < mostMs ? ms : timer(task).ms }
}

/** The places that differ: of a list, those in its first item. */
const placesIn = (document: unknown) => [...find(document, (_, path) => path.length > 0 && path.every((step) => typeof step === 'string' || step === 0))]

for (const { entry, reader, fixture } of adapters) {
  const keys = Object.keys(fixture.documents)
  const read = (documents: Documents) => {
    for (const document of Object.values(documents)) entry.recognise?.(document)
    return checkRead(reader, documents, fixture.page).snapshot
  }
  const readWith = (key: string, document: unknown) => read({ ...fixture.documents, [key]: document })

  describe(`hostile documents for ${entry.id}`, function () {
    this.timeout(60_000)

    it('that are no documents', async () => {
      for (const document of [null, [], {}, 'text', '', 0, true, [[]], [null], { data: null }]) {
        for (const key of keys) readWith(key, document)
        read(Object.fromEntries(keys.map((key) => [key, document])))
      }
    })

    it('that are nested 100,000 deep', async () => {
      const depth = 100_000
      const texts = ['['.repeat(depth) + ']'.repeat(depth), '{"a":'.repeat(depth) + '1' + '}'.repeat(depth), '<a>'.repeat(depth) + '</a>'.repeat(depth)]
      for (const text of texts) {
        const document = text.startsWith('<') ? text : await json(text)
        for (const key of keys) {
          readWith(key, document)
          if (typeof fixture.documents[key] === 'string') readWith(key, text)
        }
      }
    })

    it('with a field that is nested deeply', () => {
      let deep: unknown = 'x'
      for (let depth = 0; depth < levels; depth++) deep = depth % 2 ? [deep] : { a: deep }
      for (const key of keys) for (const [, path] of placesIn(fixture.documents[key])) readWith(key, withValue(fixture.documents[key], path, deep))
    })

    it('whose items hold themselves', () => {
      for (const key of keys) {
        for (const [item, path] of [[fixture.documents[key], []] as const, ...placesIn(fixture.documents[key])]) {
          if (!isObject(item)) continue
          for (const [name, value] of Object.entries(item)) if (typeof value === 'object' && value !== null) readWith(key, withValue(fixture.documents[key], [...path], nested(item, name)))
        }
      }
    })

    it('whose ids, words, names and keys are those of an object itself', () => {
      for (const name of ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty']) {
        for (const key of keys) {
          const document = fixture.documents[key]
          for (const [value, path] of placesIn(document)) {
            if (typeof value === 'string') readWith(key, withValue(document, path, name))
            if (isObject(value)) readWith(key, withValue(document, path, JSON.parse(JSON.stringify(value).replace(/"[^"]*":/, `"${name}":`))))
            if (isObject(value)) readWith(key, withValue(document, path, JSON.parse(`{"${name}": {"polluted": true}, ${JSON.stringify(value).slice(1)}`.replace(/, }$/, '}'))))
          }
        }
      }
      expect({}).not.to.have.property('polluted')
    })

    it('with lists for objects, objects for lists, and ids that are none', () => {
      const wrong = [[], {}, [[]], [{}], true, false, 0, -1, 1e300, Number.NaN, null, ['x'], { id: 'x' }]
      for (const key of keys) for (const [, path] of placesIn(fixture.documents[key])) for (const value of wrong) readWith(key, withValue(fixture.documents[key], path, value))
    })

    it('with a list of 100,000', () => {
      for (const key of keys) {
        const document = fixture.documents[key]
        for (const [value, path] of [[document, []] as const, ...placesIn(document)]) {
          if (!Array.isArray(value) || !value.length) continue
          // As many as the client lets through: 5 MiB.
          const most = Math.min(100_000, Math.floor(5 * 2 ** 20 / JSON.stringify(value[0]).length))
          const own = Array.from({ length: most }, (_, i): unknown => (isObject(value[0]) ? withIds(value[0], i) : value[0]))
          for (const list of [own, own.map(() => value[0])]) {
            const documents = freeze({ ...fixture.documents, [key]: withValue(document, [...path], list) })
            const text = JSON.stringify(list)
            const alone = timer(() => JSON.parse(text)).ms
            const { ms } = fastest(() => reader.parse(documents, fixture.page))
            // In good time, as fast as this machine is now: a square of that would be hours.
            expect(ms, `${key}.${path.join('.')}`).to.be.below(Math.max(mostMs, 60 * alone))
          }
        }
      }
    })

    it('with texts of 1 MB, lone surrogates and NUL', () => {
      const place = (document: unknown, text: string, isFor: (old: string) => boolean): unknown =>
        JSON.parse(JSON.stringify(document), (_, value: unknown) => (typeof value === 'string' && isFor(value) ? text : value))
      for (const key of keys) {
        const document = fixture.documents[key]
        for (const text of ['x'.repeat(1e6), '<'.repeat(1e6), ' , '.repeat(3e5)]) {
          if (typeof document === 'string') for (const whole of [text, document + text, document.replace(/>[^<]{9,}</, () => `>${text.replaceAll('<', '&lt;')}<`)]) readWith(key, whole)
          else readWith(key, place(document, text, (old) => / /.test(old)))
        }
        for (const text of ['\ud800', '\udc00x', 'a\u0000b', '\ufeff', '\u202e', '']) {
          if (typeof document === 'string') readWith(key, document.replaceAll(/>[^<]{9,}</g, () => `>${text}<`))
          else for (const [value, path] of placesIn(document)) if (typeof value === 'string') readWith(key, withValue(document, path, text))
        }
      }
    })
  })
}

/** With a number of its own in whatever tells it from others. */
function withIds(item: Record<string, unknown>, n: number): Record<string, unknown> {
  const own = Object.entries(item).map(([key, value]): [string, unknown] => {
    if (!/(^|_)(id|key|slug|arn|guid|number|name|link|url)$|[a-z](Id|Url|Name)$/i.test(key)) return [key, value]
    return [key, typeof value === 'number' ? n : typeof value === 'string' ? `${value}-${n}` : value]
  })
  return Object.fromEntries(own)
}

describe('hostile documents for a mapping', () => {
  const mapping = { components: { each: 'services[]', id: 'slug', name: 'title', status: 'state' } }
  const read = (document: unknown) => checkRead({ requests: () => [], parse: (documents, page) => mappingReader(mapping).parse(documents, page) }, { document }, 'https://status.example.com/')
  it('that are no documents, nested, long or of strange keys', async () => {
    for (const document of [null, [], {}, 'text', 0, { services: null }, { services: {} }, { services: [[]] }]) read(document)
    for (const text of [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, `${'{"services":'.repeat(100_000)}1${'}'.repeat(100_000)}`]) read(await json(text))
    read(await json('{"__proto__": {"services": []}, "constructor": {}, "services": [{"slug": "__proto__", "title": "constructor", "state": "toString", "__proto__": {"slug": "x"}}]}'))
    for (const slug of ['x'.repeat(1e6), '\ud800', '\u0000', true, 1.5, [], {}]) read({ services: [{ slug, title: slug, state: slug }] })
    read({ services: Array.from({ length: 100_000 }, (_, i) => ({ slug: `${i}`, title: 'x', state: 'operational' })) })
  })
  it(`is read in ${mostMs} ms or refused`, () => {
    const { snapshot } = read({ services: Array.from({ length: 100_000 }, () => null) })
    expect(snapshot?.components ?? []).to.deep.equal([])
  })
})
