import { expect } from 'chai'
import { has, host } from '../../src/feeds/feed.ts'
import { finish, htmlOrText, instant, link, pageAt, read, readEach, readList, timeZone } from '../../src/feeds/read.ts'
import { anything, id, type Output, shape, text } from '../../src/feeds/shape.ts'
import type { Problem } from '../../src/model/snapshot.ts'

const oneField = shape({ value: text })

/** Reads one field of a document, and says what was reported. */
function field<T>(how: (item: NonNullable<ReturnType<typeof read<Output<typeof oneField>>>>) => T, value: string | null | undefined) {
  const problems: Problem[] = []
  const item = read(oneField, { value }, 'doc', problems)
  return { value: item && how(item), problems: problems.length }
}

describe('an instant', () => {
  const cases: [string | null | undefined, string | undefined][] = [
    ['2026-05-04T10:00:00Z', '2026-05-04T10:00:00.000Z'],
    ['2026-05-04T10:00:00.123Z', '2026-05-04T10:00:00.123Z'],
    ['2026-05-04T10:00:00+00:00', '2026-05-04T10:00:00.000Z'],
    ['2026-05-31T10:00:00.123+00:00', '2026-05-31T10:00:00.123Z'],
    ['2026-05-04T24:00:00Z', '2026-05-05T00:00:00.000Z'],
    ['2026-05-04T10:00:00.1234567Z', '2026-05-04T10:00:00.123Z'],
    ['2026-05-04T10:00Z', '2026-05-04T10:00:00.000Z'],
    ['2026-05-04 10:00:00 UTC', '2026-05-04T10:00:00.000Z'],
    ['2026-05-04T10:00:00.000-07:00', '2026-05-04T17:00:00.000Z'],
    ['2026-05-04T10:00:00+0530', '2026-05-04T04:30:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    [null, undefined],
    [undefined, undefined],
    ['', undefined],
    ['2026-05-04T10:00:00', undefined],
    ['2026-05-04', undefined],
    ['2026-13-45T10:00:00Z', undefined],
    ['2026-05-04T99:00:00Z', undefined],
    ['0000-01-01T00:00:00+10:00', undefined],
    ['9999-12-31T23:00:00-10:00', undefined],
    ['1 Z', undefined],
    ['soon', undefined],
    ['1777888800', undefined],
  ]
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text)} is ${expected ?? 'none'}`, () =>
      expect(field((item) => instant(item, 'value'), text)).to.deep.equal({ value: expected, problems: expected || !text ? 0 : 1 }))
  }
})

describe('a link', () => {
  const cases: [string, boolean][] = [
    ['https://a.example/b?c#d', true],
    ['HTTP://a.example', true],
    ['https://a-b.c.example?d', true],
    ['http://localhost:8080/a', true],
    ['https://[::1]/', true],
    ['https://a.example:port/', false],
    ['https://1.2.3.4.5/', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['/incidents/1', false],
    ['https://', false],
    [' https://a.example', false],
  ]
  for (const [text, isOne] of cases) {
    it(`${text} is ${isOne ? 'one' : 'none'}`, () =>
      expect(field((item) => link(item, 'value'), text)).to.deep.equal({ value: isOne ? text : undefined, problems: isOne ? 0 : 1 }))
  }
})

describe('a time zone', () => {
  for (const [text, isOne] of [['Europe/Berlin', true], ['Etc/UTC', true], ['Eastern Time (US & Canada)', false], ['Berlin', false]] as const) {
    it(`${text} is ${isOne ? 'one' : 'none'}`, () =>
      expect(field((item) => timeZone(item, 'value'), text)).to.deep.equal({ value: isOne ? text : undefined, problems: isOne ? 0 : 1 }))
  }
})

describe('reading', () => {
  const itemShape = shape({ id, name: id, note: text, list: anything })
  it('takes out a wrong optional field, keeps the rest, and says so', () => {
    const problems: Problem[] = []
    expect(read(itemShape, { id: 'a', name: 'A', note: 7, more: 1 }, 'doc', problems)).to.deep.include({ id: 'a', name: 'A' }).and.not.to.have.property('note')
    expect(problems.map((p) => p.path)).to.deep.equal(['doc.note'])
  })
  it('gives up an item whose required field is wrong, and says which', () => {
    const problems: Problem[] = []
    expect(read(itemShape, { id: 'a', name: null, note: 7 }, 'doc', problems)).to.equal(undefined)
    expect(problems.map((p) => p.path)).to.deep.equal(['doc.name'])
  })
  it('a list keeps the good items', () => {
    const problems: Problem[] = []
    const owner = read(itemShape, { id: 'a', name: 'A', list: [{ id: 'x', name: 'X' }, 3, { id: 'y' }, { id: '', name: 'N' }, { id: 'x', name: 'X2' }, { id: 'z', name: 'Z' }] }, 'doc', problems)
    expect(owner && readList(owner, 'list', itemShape, (item) => item.name)).to.deep.equal(['X', 'Z'])
    expect(problems.map((p) => p.path)).to.deep.equal(['doc.list.1', 'doc.list.2.name', 'doc.list.3.id', 'doc.list.4.id'])
  })
  it('what is no list is none, and an absent list is no problem', () => {
    const problems: Problem[] = []
    const owner = read(itemShape, { id: 'a', name: 'A', list: 'x' }, 'doc', problems)
    expect(owner && readEach(owner, 'list', itemShape, (item) => item)).to.deep.equal([])
    expect(problems).to.have.length(1)
    const other = read(itemShape, { id: 'a', name: 'A', list: null }, 'doc', problems)
    expect(other && readEach(other, 'list', itemShape, (item) => item)).to.deep.equal([])
    expect(problems).to.have.length(1)
  })
})

describe('an address', () => {
  const cases: [string | undefined, object][] = [
    ['https://status.example.com/', { name: 'status.example.com', url: 'https://status.example.com/' }],
    ['https://example.com/api/v2/summary.json', { name: 'example.com' }],
    ['status', { name: '' }],
    [undefined, { name: '' }],
  ]
  for (const [address, expected] of cases) it(`${address} names a page`, () => expect(pageAt(address)).to.deep.equal(expected))
  it('belongs to a host and to its subdomains only', () => {
    const isOurs = host('statuspage.io')
    expect(['https://statuspage.io', 'https://a.statuspage.io/x', 'https://notstatuspage.io', 'https://statuspage.io.example'].map((url) => isOurs(new URL(url)))).to.deep.equal([true, true, false, false])
  })
  it('a document has paths', () => {
    expect(has('a.b', 'c')({ a: { b: null }, c: 0 })).to.equal(true)
    expect(has('a.b')({ a: 'b' })).to.equal(false)
    expect(has('a')(null)).to.equal(false)
  })
})

describe('a body', () => {
  for (const [body, format] of [['a < b', 'text'], ['a <b', 'html'], ['<!-- x -->', 'html'], ['Q&A', 'text'], ['R&D; more', 'html'], ['', 'text']] as const) {
    it(`${JSON.stringify(body)} is ${format}`, () => expect(htmlOrText(body)).to.equal(format))
  }
})

describe('an incident without any time', () => {
  const page = { name: 'Brightwater' }
  const draft = (status: 'investigating' | 'resolved') => ({
    page,
    claim: { indicator: 'none' as const, headline: 'All is well' },
    groups: [],
    components: [],
    incidents: [{ id: 'flood', title: 'Flood', status, impact: 'major' as const, startedAt: undefined, componentIds: [], updates: [] }],
    maintenances: [],
  })

  it('cannot be shown, which is said; while it is open, nobody says that all is well', () => {
    const { incidents, indicator, problems } = finish(draft('investigating'), [])
    expect([incidents, indicator, problems]).to.deep.equal([[], 'major', [{ path: 'flood', message: 'unusable: no time' }]])
  })
  it('is past once it is resolved', () => expect(finish(draft('resolved'), []).indicator).to.equal('none'))
})
