import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { readers } from '../../src/feeds/readers.ts'
import { snapshotSchema, type StatusSnapshot } from '../../src/model/snapshot.ts'
import { type Adapter, find, freeze, loadAdapters, withValue } from './fixture.ts'

const adapters = new Map((await loadAdapters()).map((adapter) => [adapter.entry.id, adapter]))
const json = (value: unknown) => JSON.stringify(value)

/** Whatever has an id in a snapshot, and what a reader would see of it. */
function entities({ groups, components, incidents, maintenances }: StatusSnapshot): Map<string, { id: string; owner?: string; shown: string }> {
  const events = [...incidents, ...maintenances]
  return new Map([
    ...groups.map((g) => [`group ${g.id}`, { id: g.id, shown: g.name }] as const),
    ...components.map((c) => [`component ${c.id}`, { id: c.id, shown: json([c.name, c.status]) }] as const),
    ...events.map((e) => [`event ${e.id}`, { id: e.id, shown: json([e.title, e.status]) }] as const),
    ...events.flatMap((e) =>
      e.updates.map((u) => [`update ${e.id} ${u.id}`, { id: u.id, owner: e.id, shown: json([u.body, u.status, u.at]) }] as const),
    ),
  ])
}

describe('the catalogue', () => {
  it('names each feed once, in lower case', () => {
    const ids = catalogue.map((entry) => entry.id)
    expect(new Set(ids).size).to.equal(ids.length)
    for (const id of ids) expect(id).to.match(/^[a-z][a-z0-9]*$/)
  })
  it('has the readers that are there for those who cannot wait, and no other', async () => {
    expect(Object.keys(readers).sort()).to.deep.equal(catalogue.map(({ id }) => id).sort())
    for (const { id, load } of catalogue) expect(await load(), id).to.equal(readers[id])
  })
  it('says of each feed how it is known', () => {
    for (const { id, match, recognise } of catalogue) expect(match ?? recognise, id).to.be.a('function')
  })
})

for (const [id, { entry, reader, fixture }] of adapters) {
  const parse = (documents: Adapter['fixture']['documents'] = fixture.documents) => reader.parse(documents, fixture.page)
  const jsonDocuments = Object.entries(fixture.documents).filter(([, document]) => typeof document === 'object')

  describe(`the feed ${id}`, () => {
    it('is loaded from the file of its name', async () => {
      const file: unknown = await import(new URL(`../../src/feeds/${id}.ts`, import.meta.url).href)
      expect(await entry.load()).to.equal((file as { reader: unknown }).reader)
    })

    it('recognises its own documents and no other feed', () => {
      for (const [otherId, { fixture: other }] of adapters) {
        // A history in XML beside the documents of another feed is one of `feedxml` too, which is asked last.
        const known = Object.values(other.documents).some((document) => entry.recognise?.(document) && (otherId === id || id !== 'feedxml'))
        expect(known, otherId).to.equal(otherId === id && entry.recognise !== undefined)
      }
    })
    it('recognises nothing in what is no document', () => {
      for (const value of [undefined, null, 0, '', 'page', [], {}, { page: null }, { page: 'x', status: 'y' }]) {
        expect(entry.recognise?.(value) ?? false, json(value)).to.equal(false)
      }
    })

    it('asks for the documents of its fixture, and for no other', () => {
      const requests = reader.requests(fixture.page)
      expect(requests.map((request) => request.key)).to.include.members(Object.keys(fixture.documents))
      for (const request of requests) expect(URL.canParse(request.url), request.url).to.equal(true)
      expect(requests.some((request) => !request.optional && request.when !== 'history')).to.equal(true)
    })

    it('becomes the expected snapshot', () => expect(parse()).to.deep.equal(fixture.snapshot))
    it('becomes what the native schema asks for', () => {
      expect(snapshotSchema.safeParse(parse()).error).to.equal(undefined)
      expect(snapshotSchema.parse(parse())).to.deep.equal(parse())
    })
    it('is read twice the same', () => expect(parse()).to.deep.equal(parse()))
    it('leaves its documents as they are', () => {
      const before = json(fixture.documents)
      parse(freeze(structuredClone(fixture.documents)))
      parse()
      expect(json(fixture.documents)).to.equal(before)
    })
    it('stands newest update first', () => {
      const { incidents, maintenances } = parse()
      for (const { updates } of [...incidents, ...maintenances]) {
        const times = updates.map((update) => Date.parse(update.at))
        expect(times).to.deep.equal(times.toSorted((a, b) => b - a))
      }
    })
    it('refuses what is no document of it, with a FeedShapeError', () => {
      const [first = ''] = Object.keys(fixture.documents)
      for (const wrong of [null, 0, '', 'text', [], {}, { a: 1 }]) {
        expect(() => parse({ [first]: wrong }), json(wrong)).to.throw(FeedShapeError)
      }
      expect(() => parse({})).to.throw(FeedShapeError)
    })

    it('loses one item and says so when that item is broken', () => {
      const whole = parse()
      for (const [key, document] of jsonDocuments) {
        const items = find(document, (value, path) => typeof value === 'object' && typeof path.at(-1) === 'number')
        for (const [item, path] of items) {
          const inItem = new Set([...find(item, (value) => /string|number/.test(typeof value))].map(([value]) => `${value}`))
          // Where a feed numbers each kind from 1, the kind is part of the id: "group-1", "maintenance-1@2026-05-04…", or its owner's: "component/region".
          const isIn = (id = '') => [id, ...id.replace(/^[a-z]+-/, '').split(/[@/]/)].some((part) => inItem.has(part))
          for (const broken of [null, 42, 'broken', [], {}]) {
            const where = `${key}.${path.join('.')} as ${json(broken)}`
            const snapshot = parse({ ...fixture.documents, [key]: withValue(document, path, broken) })
            expect(snapshotSchema.safeParse(snapshot).error, where).to.equal(undefined)
            const left = entities(snapshot)
            for (const [name, entity] of entities(whole)) {
              // Of an event that is lost, the updates are too, wherever they stand.
              if (!isIn(entity.id) && !isIn(entity.owner)) expect(left.get(name), `${where}: ${name}`).to.deep.equal(entity)
            }
            const news = snapshot.problems.filter((p) => !whole.problems.some((known) => json(known) === json(p)))
            if (!news.length) expect(snapshot, `${where}: unsaid`).to.deep.equal(whole)
          }
        }
      }
    })

    it('keeps a word it does not know, as a label or a problem', () => {
      for (const [key, document] of jsonDocuments) {
        const words = find(document, (value, path) => typeof value === 'string' && /^(status|indicator|impact|state|severity)$/.test(`${path.at(-1)}`))
        for (const [, path] of words) {
          const snapshot = parse({ ...fixture.documents, [key]: withValue(document, path, 'quizzical') })
          expect(snapshotSchema.safeParse(snapshot).error, path.join('.')).to.equal(undefined)
          if (json(snapshot) !== json(parse())) expect(json(snapshot), path.join('.')).to.contain('quizzical')
        }
      }
    })
  })
}

describe('the source of', () => {
  const impure = /\bfetch\s*\(|\bXMLHttpRequest\b|Date\.now|new Date\(\s*\)|performance\.now|Math\.random|\b(?:window|navigator|localStorage|sessionStorage|globalThis)\b|\bdocument\.(?:body|head|cookie|create|query|getElement|add)|setTimeout|setInterval/
  for (const name of ['catalogue', 'feed', 'read', ...adapters.keys()]) {
    it(`src/feeds/${name}.ts has no network, no clock and no DOM`, async () => {
      const answer = await fetch(new URL(`../../src/feeds/${name}.ts`, import.meta.url))
      expect(answer.ok).to.equal(true)
      expect((await answer.text()).replace(/\/\/# sourceMapping.*/s, '')).not.to.match(impure)
    })
  }
})
