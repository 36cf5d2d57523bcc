import { expect } from 'chai'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { mappingReader } from '../../src/feeds/mapping.ts'

/** A wrong mapping says which expression gave what; a hostile document costs time and memory within limits. */

const parse = (mapping: unknown, document: unknown) => mappingReader(mapping).parse({ document }, 'https://status.example.com/')
const components = { each: 'services', id: 'slug', status: 'state' }
const service = (slug: unknown) => ({ slug, state: 'operational' })

describe('a mapping that cannot be used says why:', () => {
  const incidents = { each: 'a', id: 'a', title: 'a' }
  const cases: [unknown, string][] = [
    [undefined, 'The mapping is nothing: it must be an object'],
    [[1], 'The mapping is a list of 1: it must be an object'],
    [{}, 'The mapping has neither components nor incidents, maintenances or a claim: there is nothing to show'],
    [{ components: 'services' }, 'components is the text "services": it must be an object'],
    [{ components: { id: 'a' } }, 'components has no "each", which it needs'],
    [{ components: { each: 'a' } }, 'components has no "id", which it needs'],
    [{ incidents: { each: 'a', id: 'a' } }, 'incidents has no "title", which it needs'],
    [{ incidents: { ...incidents, updates: { each: 'a' } } }, 'incidents.updates has no "at", which it needs'],
    [{ incidents: { ...incidents, updates: { each: 'a', at: 'a', format: 'rtf' } } }, 'incidents.updates.format is the text "rtf": it must be one of text, markdown, html'],
    [{ components: { ...components, id: 5 } }, 'components.id is 5: it must be an expression, which is a text'],
    [{ components: { ...components, each: 'services[?' } }, 'components.each "services[?" is no JMESPath expression: invalid token (EOF): ""'],
    [{ components: { ...components, each: 'eval(services)' } }, 'components.each "eval(services)" is no JMESPath expression: there is no function eval()'],
    [{ components, words: { component: { UP: 'operationl' } } }, 'words.component.UP is the text "operationl": it must be one of operational, degraded_performance, partial_outage, major_outage, under_maintenance, unknown'],
    [{ components, words: { component: ['UP'] } }, 'words.component is a list of 1: it must be an object'],
    [{ components, times: { zone: 'Berlin' } }, 'times.zone is "Berlin", which is no IANA time zone'],
    [{ components, times: { format: 'DD.MM.YYYY' } }, 'times.format "DD.MM.YYYY": "DD" is none of yyyy, MMM, MMMM, MM, M, dd, d, HH, H, hh, h, mm, ss, SSS, a, X, each once'],
    [{ components, times: { format: 'HH:mm' } }, 'times.format "HH:mm" is no "unix", "unix-ms" or "iso", and as a pattern it lacks yyyy, MM or dd'],
    [{ components, documents: 'a' }, 'documents is the text "a": it must be an object'],
    [{ components, documents: { 'a b': 'x' } }, 'documents: "a b" is no name for a document, which is of letters and digits'],
    [{ components, documents: { a: 5 } }, 'documents.a is 5: it must be an address, or an object with a "url"'],
    [{ components, documents: { a: { url: 'x', when: 'later' } } }, 'documents.a.when is the text "later": it must be one of now, history'],
    [{ components, documents: { a: { url: 'x', optional: true } } }, 'documents: at least one must be neither optional nor of history'],
  ]
  for (const [mapping, sentence] of cases) it(sentence, () => expect(() => mappingReader(mapping)).to.throw(FeedShapeError, sentence))

  it('a key that is none of those that are known; what begins with $ is for others', () => {
    const wrong = (mapping: object) => expect(() => mappingReader(mapping)).to.throw(FeedShapeError)
    wrong({ components, incident: {} }).with.property('message').that.matches(/^"incident" is none of documents, page, .*incidents/)
    wrong({ components: { ...components, naem: 'title' } }).with.property('message', 'components: "naem" is none of each, id, name, description, status, groupId, url, updatedAt')
    expect(parse({ $schema: 'x', components: { ...components, $comment: 'ours' } }, { services: [service('a')] }).problems).to.deep.equal([])
  })
})

describe('a mapping that does not fit its document says which expression gave what:', () => {
  const thrown: [object, unknown, string][] = [
    [{}, { data: {}, meta: 1 }, 'components.each "services" gave nothing; the document has data, meta'],
    [{}, {}, 'components.each "services" gave nothing; the document has nothing in it'],
    [{}, [1, 2], 'components.each "services" gave nothing; the document is a list of 2'],
    [{ each: 'data.services[]' }, { data: { items: [], next: 1 } }, 'components.each "data.services[]" gave nothing; data has items, next'],
    [{ each: '$.data.services' }, { data: null }, 'components.each "$.data.services" gave nothing; the document has data'],
    [{}, { services: {} }, 'components.each "services" gave an object; it must give a list'],
    [{ each: "sort_by(services, &slug)" }, { services: 1 }, 'components.each "sort_by(services, &slug)" failed: Invalid type: sort_by() expected argument 1 to be type (Array) but received type number instead.'],
    [{ id: 'key' }, { services: [service('a'), service('b')] }, 'None of 2 components can be used. components.0.id: unusable: "key" gave nothing; the item has slug, state'],
  ]
  for (const [part, document, sentence] of thrown) {
    it(sentence, () => expect(() => parse({ components: { ...components, ...part } }, document)).to.throw(FeedShapeError).with.property('message').that.matches(new RegExp(`^${sentence.replace(/[^\w\s]/g, '\\$&').replace('Array', '\\w+')}$`)))
  }

  it('one item that is wrong costs itself and one problem', () => {
    const wrong: [unknown, string][] = [
      [{}, 'id: unusable: "slug" gave nothing; the item has nothing in it'],
      [service(''), 'id: unusable: "slug" gave an empty text'],
      [service({}), 'id: unusable: "slug" gave an object'],
      [service('a'), 'id: unusable: "a" is none of its own'],
      [null, 'id: unusable: "slug" gave nothing; the item is nothing'],
      ['x', 'id: unusable: "slug" gave nothing; the item is the text "x"'],
    ]
    for (const [item, sentence] of wrong) {
      const { components: found, problems } = parse({ components }, { services: [service('a'), item, service('b')] })
      expect(found.map((c) => c.id), sentence).to.deep.equal(['a', 'b'])
      expect(problems.map(({ path, message }) => `${path}: ${message}`)).to.deep.equal([`components.1.${sentence}`])
    }
  })
  it('one field that is wrong costs itself', () => {
    const mapping = { components: { ...components, name: "split(title, '-')[0]", url: 'link', description: 'about' }, page: { timeZone: "'Berlin'" } }
    const { components: found, problems } = parse(mapping, { services: [{ ...service('a'), title: 5, link: 'javascript:alert(1)', about: ['x'] }] })
    expect(found).to.deep.equal([{ id: 'a', name: 'a', status: 'operational' }])
    expect(problems.map((p) => p.path)).to.have.members(['components.0.name', 'components.0.url', 'components.0.description', 'page.timeZone'])
    expect(problems.find((p) => p.path.endsWith('name'))?.message).to.match(/^left out: "split\(title, '-'\)\[0\]" failed: Invalid type: split\(\)/)
  })
  it('updates and componentIds that are no lists', () => {
    const mapping = { incidents: { each: 'a', id: 'id', title: 'id', startedAt: "'2026-05-04T08:00:00Z'", componentIds: 'parts', updates: { each: 'log', at: 't' } } }
    const { incidents, problems } = parse(mapping, { a: [{ id: 'x', parts: [{}], log: 5 }, { id: 'y' }, { id: 'z', log: [] }] })
    expect(incidents).to.have.lengthOf(3)
    expect(problems).to.deep.equal([
      { path: 'incidents.0.componentIds', message: 'left out: an object is no id' },
      { path: 'incidents.0.updates', message: 'left out: "log" gave 5; it must give a list' },
      { path: 'incidents.1.updates', message: 'left out: "log" gave nothing; the item has id' },
    ])
  })
})

describe('a hostile document', () => {
  it('has no fields but its own', () => {
    const { components: found, problems } = parse({ components: { ...components, name: 'constructor.name', description: 'toString' } }, { services: [service('a')] })
    expect(found).to.deep.equal([{ id: 'a', name: 'a', status: 'operational' }])
    expect(problems).to.deep.equal([])
  })
  it('changes no prototype', () => {
    const document: unknown = JSON.parse('{"__proto__": {"hacked": "x"}, "services": [{"slug": "__proto__", "state": "operational", "__proto__": {"polluted": true}}]}')
    const merged = { components: { ...components, each: "[merge($, services[0])]", id: 'slug', description: 'hacked', name: "keys(group_by($.services, &slug))[0]" } }
    expect(parse(merged, document).components[0]).to.include({ id: '__proto__' })
    expect(Object.keys(Object.prototype)).to.deep.equal([])
    expect({}).not.to.have.property('polluted')
  })
  it('that is nested deeply does not end the page', () => {
    const deep = (): unknown => JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
    expect(() => parse({ components: { ...components, each: 'services[?@ == $.deep]' } }, { services: [deep()], deep: deep() })).to.throw(FeedShapeError, 'failed')
  })
  it('is read to a length that still makes a page', () => {
    const { components: found, problems } = parse({ components }, { services: Array.from({ length: 12_000 }, (_, i) => service(`${i}`)) })
    expect(found).to.have.lengthOf(10_000)
    expect(problems).to.deep.equal([{ path: 'components', message: 'left out: what comes after the first 10000' }])
  })
  it('cannot make an expression run for long', () => {
    const document = { services: Array.from({ length: 5000 }, (_, i) => service(`${i}`)), pad: ' '.repeat(1_000_000) + 'x' }
    for (const name of ["$.services[?slug == 'x'] | [0]", 'map(&slug, $.services)[0]', "let $s = slug in $.services[?slug == $s].slug | [0]"]) {
      const begin = performance.now()
      expect(() => parse({ components: { ...components, name } }, document), name).to.throw(FeedShapeError, `components.name "${name}" takes too long for so much data`)
      expect(performance.now() - begin, name).to.be.below(4000)
    }
    const begin = performance.now()
    expect(parse({ page: { name: 'length(trim(pad))' }, components: { ...components, each: 'services[:1]' } }, document).page.name).to.equal('1')
    expect(performance.now() - begin).to.be.below(1000)
  })
})
