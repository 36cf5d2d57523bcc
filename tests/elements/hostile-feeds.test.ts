import { expect } from 'chai'
import { HttpResponse } from 'msw'
import '../../src/index.ts'
import type { StatuspaneWidget } from '../../src/elements/widget.ts'
import { comeBack } from '../client/page.ts'
import { deep, mount, parts, texts, textOf } from '../helpers/mount.ts'
import { useNetwork } from '../helpers/msw.ts'
import { settled, useReports } from '../helpers/reports.ts'

const at = '2026-05-04T09:00:00.000Z'

const componentOf = (id: string, name = `Part ${id}`) => ({ id, name, status: 'operational', group_id: null, updated_at: at })

const updateOf = (id: string) => ({ id, status: 'investigating', body: 'We look.', created_at: at, display_at: at, affected_components: null })

const eventOf = (id: string, name: string) => ({
  id,
  name,
  status: 'investigating',
  impact: 'minor',
  created_at: at,
  started_at: at,
  updated_at: at,
  shortlink: 'https://stspg.test/1',
  components: [],
  incident_updates: [updateOf(`${id}-1`), updateOf(`${id}-2`)],
})

/** A summary of a Statuspage page in which everything comes twice, so that one of each can be spoilt. */
const summary = () => ({
  page: { id: 'brightwater', name: 'Brightwater', url: 'https://status.brightwater.test', time_zone: 'Etc/UTC', updated_at: at },
  components: [{ ...componentOf('a'), group_id: 'g' }, componentOf('b'), { ...componentOf('g', 'Pumps'), group: true }],
  incidents: [eventOf('one', 'First leak'), eventOf('two', 'Second leak')],
  scheduled_maintenances: [
    { ...eventOf('m', 'Move'), status: 'scheduled', impact: 'maintenance', scheduled_for: '2026-05-05T09:00:00Z', scheduled_until: '2026-05-05T11:00:00Z' },
  ],
  status: { indicator: 'minor', description: 'Minor trouble' },
})

type Summary = ReturnType<typeof summary>
type Json = Record<string, unknown>

describe('a widget whose feed', () => {
  const network = useNetwork()
  const reports = useReports()
  let count = 0

  before(() => Promise.all([import('../../src/feeds/native.ts'), import('../../src/feeds/statuspage.ts')]))
  beforeEach(comeBack)

  /** Shows what a server answers, at an address that no other test has. */
  async function show(body: BodyInit, provider = 'auto'): Promise<StatuspaneWidget> {
    const feed = `https://bad-${++count}.test/status.json`
    network.answer(feed, () => new HttpResponse(body, { headers: { 'content-type': 'application/json' } }))
    const el = await mount('statuspane-widget', { feed, provider, refreshInterval: 0 })
    await el.refresh()
    await el.updateComplete
    await settled()
    return el
  }

  const showJson = (document: unknown) => show(JSON.stringify(document))

  const titles = (el: Element) => parts(el, 'event').flatMap((event) => texts(event, 'title'))
  const rows = (el: Element) => texts(el, 'component-name')

  function expectQuiet() {
    expect(reports.thrown).to.deep.equal([])
    expect(reports.warnings).to.deep.equal([])
  }

  const whole = JSON.stringify(summary())
  const junk: [what: string, body: BodyInit, named: string, found: string][] = [
    ['is not JSON', 'All systems are fine.', 'not-json', 'unrecognised'],
    ['is a page', '<!doctype html><html><title>Status</title></html>', 'not-json', 'unrecognised'],
    ['is empty', '', 'not-json', 'unrecognised'],
    ['is blank', ' \n\t ', 'not-json', 'unrecognised'],
    ['is null', 'null', 'invalid', 'unrecognised'],
    ['is true', 'true', 'invalid', 'unrecognised'],
    ['is a number', '42', 'invalid', 'unrecognised'],
    ['is a word', '"operational"', 'invalid', 'unrecognised'],
    ['is a list', '[]', 'invalid', 'unrecognised'],
    ['is a list of summaries', `[${whole}]`, 'invalid', 'unrecognised'],
    ['is an empty object', '{}', 'invalid', 'unrecognised'],
    ['is half a document', whole.slice(0, whole.length / 2), 'not-json', 'unrecognised'],
    ['has 6 MiB', new Uint8Array(6 * 2 ** 20).fill(32), 'too-large', 'too-large'],
    ['is of bytes at random', new Uint8Array([0xff, 0xfe, 0x00, 0x9c, 0x7b]), 'not-json', 'unrecognised'],
  ]

  for (const [what, body, named, found] of junk) {
    for (const [provider, code] of [['statuspage', named], ['native', named], ['auto', found]] as const) {
      it(`${what} gets ${code} with provider="${provider}", and a calm sentence`, async () => {
        const el = await show(body, provider)
        expect(el.error?.code).to.equal(code)
        expect(el.error?.hint).to.match(/\.$/)
        expect(el.status).to.equal('failed')
        expect(el.data).to.equal(undefined)
        expect(reports.codes()).to.deep.equal([code])
        expect(textOf(el.shadowRoot)).to.match(/^Status can’t be loaded Open bad-\d+\.test$/)
        expectQuiet()
      })
    }
  }

  describe('holds a wrong value', () => {
    const wrong: unknown[] = [null, 0, 5, -1, '', 'x', true, [], {}, [null], { id: 'one' }, '<b>', '\u0000']

    /** The paths of all that stands in the first of each list, and of what is no list. */
    function paths(value: unknown, path: string[] = []): string[][] {
      if (typeof value !== 'object' || value === null) return [path]
      return [...(path.length ? [path] : []), ...Object.entries(value).flatMap(([key, part]) => (Array.isArray(value) && key !== '0' ? [] : paths(part, [...path, key])))]
    }

    for (const path of paths(summary())) {
      it(`at ${path.join('.')} loses nothing else`, async () => {
        for (const value of wrong) {
          const document = summary()
          const owner = path.slice(0, -1).reduce<Json>((part, key) => part[key] as Json, document as unknown as Json)
          owner[path.at(-1) ?? ''] = value
          const el = await show(JSON.stringify(document), 'statuspage')
          const said = `${path.join('.')} = ${JSON.stringify(value)}`
          if (el.data) {
            if (path[0] !== 'incidents' || path.length > 1) expect(titles(el), said).to.include('Second leak')
            if (path[0] !== 'components' || path.length > 1) expect(rows(el), said).to.include('Part b')
            if (path[0] !== 'scheduled_maintenances') expect(titles(el), said).to.include('Move')
            if (path[0] !== 'incidents') expect(titles(el), said).to.include('First leak')
          } else expect(el.error?.code, said).to.equal('invalid')
          el.remove()
        }
        expectQuiet()
      })
    }
  })

  describe('holds what nobody has asked for', () => {
    it('a thousand unknown fields in each part change nothing', async () => {
      const more = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`field_${i}`, i % 2 ? { deep: [i] } : `${i}`]))
      const grown = (value: unknown): unknown =>
        Array.isArray(value) ? value.map(grown)
        : typeof value === 'object' && value !== null ? { ...more, ...Object.fromEntries(Object.entries(value).map(([k, v]) => [k, grown(v)])) }
        : value
      const plain = await showJson(summary())
      const el = await showJson(grown(summary()))
      expect(el.data).to.deep.equal(plain.data)
      expect(textOf(el.shadowRoot)).to.equal(textOf(plain.shadowRoot))
      expectQuiet()
    })

    it('names of JavaScript’s own are names like others', async () => {
      const text = whole.replaceAll('Part a', '__proto__').replace('"page":', '"__proto__":{"polluted":1},"constructor":1,"page":')
      const el = await show(text)
      expect(rows(el)).to.include('__proto__')
      expect(({} as Json).polluted).to.equal(undefined)
      expectQuiet()
    })
  })

  describe('has dates that are none', () => {
    for (const date of ['yesterday', '2026-13-45T99:00:00Z', '2026-02-30', '0000-00-00T00:00:00Z', '2026-05-04T09:00:00', '']) {
      it(`as "${date}": what can be shown is, and the rest is said`, async () => {
        const el = await show(whole.replaceAll(at, date).replaceAll('2026-05-05T09:00:00Z', date))
        expect(el.error).to.equal(undefined)
        expect(rows(el)).to.deep.equal(['Part b', 'Part a'])
        expect(titles(el)).to.include('Move')
        expect(textOf(el.shadowRoot)).not.to.match(/NaN|Invalid|undefined|null/)
        expect(el.data?.problems).not.to.deep.equal([])
        expectQuiet()
      })
    }

    it('in one event only: the event stands, without it', async () => {
      const document = summary()
      const [first] = document.incidents
      if (first) Object.assign(first, { started_at: 'soon', created_at: 'soon' })
      const el = await showJson(document)
      expect(titles(el)).to.include.members(['First leak', 'Second leak', 'Move'])
      expect(el.data?.problems.map(({ path }) => path).join()).to.contain('incidents.0.started_at')
    })
  })

  it('has ids twice keeps the first of each, and says so', async () => {
    const document: Summary = summary()
    document.components.push(componentOf('b', 'Another'))
    document.incidents.push(eventOf('one', 'Another leak'))
    const el = await showJson(document)
    expect(rows(el)).to.deep.equal(['Part b', 'Part a'])
    expect(titles(el)).to.include.members(['First leak', 'Second leak']).and.not.to.include('Another leak')
    expect(el.data?.problems).to.have.lengthOf(2)
    expectQuiet()
  })

  it('has a component in a group that is not there shows it without', async () => {
    const document = summary()
    document.components.push({ ...componentOf('c'), group_id: 'gone' })
    const el = await showJson(document)
    expect(rows(el)).to.have.members(['Part a', 'Part b', 'Part c'])
    expect(el.data?.components.find(({ id }) => id === 'c')).not.to.have.property('groupId')
    expect(el.data?.problems).to.have.lengthOf(1)
    expectQuiet()
  })

  it('has text as long as a book, and without a space, shows it within its width', async () => {
    const document = summary()
    const [first] = document.incidents
    if (first) first.name = 'Leak'.repeat(5000)
    const el = await showJson(document)
    expect(el.scrollWidth).to.be.at.most(Math.ceil(el.getBoundingClientRect().width))
    expectQuiet()
  })

  it('has markup in its names shows it as text', async () => {
    const document = summary()
    const [first] = document.incidents
    if (first) first.name = '<img src=x onerror="throw 1"> & more'
    const el = await showJson(document)
    expect(titles(el)).to.include('<img src=x onerror="throw 1"> & more')
    expect(deep(el, 'img')).to.deep.equal([])
    expectQuiet()
  })

  it('has 20,000 components shows them slice by slice, and lets the page breathe between', async function () {
    this.timeout(60_000)
    const document = { ...summary(), components: Array.from({ length: 20_000 }, (_, i) => componentOf(`c${i}`)) }
    const el = await showJson(document)
    expect(el.data?.components).to.have.lengthOf(20_000)
    const list = deep(el, 'statuspane-components')[0]
    const drawn = () => list?.shadowRoot?.querySelectorAll('.component').length ?? 0
    const seen = [drawn()]
    while (seen.length < 6) {
      await new Promise((resolve) => setTimeout(resolve))
      if (drawn() !== seen.at(-1)) seen.push(drawn())
    }
    const steps = seen.slice(1).map((n, i) => n - (seen[i] ?? 0))
    expect(Math.max(seen[0] ?? 0, ...steps)).to.be.at.most(1000)
    expect(Math.min(...steps)).to.be.above(0)
    expectQuiet()
    el.remove()
    const left = drawn()
    await new Promise((resolve) => setTimeout(resolve))
    expect(drawn()).to.equal(left)
  })
})
