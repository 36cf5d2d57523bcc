import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/google.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Google's dashboards, with the least document that shows it. */

const page = 'https://status.cloud.google.com/'
const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const update = (clock: string, status?: string, text = 'words') => ({ when: iso(clock), created: iso(clock), modified: iso(clock), text, ...(status ? { status } : {}) })
const incident = (id: string, part: object = {}) => ({
  id, number: '77', begin: iso('08:00'), created: iso('08:05'), modified: iso('09:00'), external_desc: `Trouble ${id}`, status_impact: 'SERVICE_DISRUPTION', severity: 'medium',
  service_key: 'p1', service_name: 'Boats', affected_products: [{ id: 'p1', title: 'Boats' }], uri: `incidents/${id}`, updates: [update('08:05', 'SERVICE_DISRUPTION')], ...part,
}) // prettier-ignore
const listed = { products: [{ id: 'p1', title: 'Boats' }, { id: 'p2', title: 'Piers' }] }
const parse = (incidents: unknown, products?: unknown, address = page) => reader.parse(freeze(products === undefined ? { incidents } : { incidents, products }), address)
const one = (part: object) => parse([incident('a', part)], listed)

describe("the documents of Google's dashboards", () => {
  const cases = [
    ['https://status.cloud.google.com', 'https://status.cloud.google.com'],
    ['https://status.cloud.google.com/incidents/kLm3Qx9TzRw2VbN8sHd4', 'https://status.cloud.google.com'],
    ['https://status.cloud.google.com/incidents.json', 'https://status.cloud.google.com'],
    ['https://status.cloud.google.com/products.json', 'https://status.cloud.google.com'],
    ['https://status.cloud.google.com/en/feed.atom', 'https://status.cloud.google.com'],
    ['https://status.cloud.google.com/summary', 'https://status.cloud.google.com'],
    ['https://status.cloud.google.com/regional/americas', 'https://status.cloud.google.com'],
    ['https://status.cloud.google.com/maps-platform/', 'https://status.cloud.google.com/maps-platform'],
    ['https://www.google.com/appsstatus', 'https://www.google.com/appsstatus/dashboard'],
    ['https://www.google.com/appsstatus/dashboard/', 'https://www.google.com/appsstatus/dashboard'],
    ['https://www.google.com/appsstatus/dashboard/incidents/abc', 'https://www.google.com/appsstatus/dashboard'],
    ['https://mirror.example/clouds/gc/incidents.json', 'https://mirror.example/clouds/gc'],
    ['https://www.google.com/appsstatus/dashboard/en/feed.atom', 'https://www.google.com/appsstatus/dashboard'],
  ] as const
  for (const [base, root] of cases) {
    it(`of ${base}`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'incidents', url: `${root}/incidents.json` },
        { key: 'products', url: `${root}/products.json`, optional: true },
      ]))
  }
  it('are one where a copy of it has another name', () => expect(reader.requests('https://mirror.example/clouds.json?day=1')).to.deep.equal([{ key: 'incidents', url: 'https://mirror.example/clouds.json?day=1' }]))
  it('are known by their hosts and by their shape', () => {
    const known = (address: string) => catalogue.filter(({ match }) => match?.(new URL(address))).map(({ id }) => id)
    expect(known(page)).to.deep.equal(['google'])
    for (const address of ['https://www.google.com/appsstatus/dashboard/', 'https://www.google.com/appsstatus']) expect(known(address), address).to.deep.equal(['google'])
    for (const address of ['https://www.google.com/', 'https://www.google.com/appsstatuses']) expect(known(address), address).to.deep.equal([])
    expect(catalogue.filter(({ recognise }) => recognise?.([incident('a')])).map(({ id }) => id)).to.deep.equal(['google'])
  })
  it('name their page by their host', () => {
    expect(parse([]).page).to.deep.equal({ name: 'Google Cloud', url: 'https://status.cloud.google.com' })
    expect(parse([], undefined, 'https://www.google.com/appsstatus/dashboard/incidents.json').page).to.deep.equal({ name: 'Google Workspace', url: 'https://www.google.com/appsstatus/dashboard' })
    expect(parse([], undefined, 'https://www.google.com/appsstatus').page).to.deep.equal({ name: 'Google Workspace', url: 'https://www.google.com/appsstatus/dashboard' })
    const copied = parse([incident('a')], undefined, 'https://mirror.example/incidents.json')
    expect(copied.page).to.deep.equal({ name: 'mirror.example' })
    expect(copied.incidents[0]).not.to.have.property('url')
  })
  it('may be an empty list at their own address, or with their products; elsewhere that says too little', () => {
    expect(parse([])).to.deep.include({ indicator: 'unknown', incidents: [], components: [] })
    expect(parse([], listed, 'https://mirror.example/')).to.deep.include({ indicator: 'none', incidents: [] })
    expect(() => parse([], undefined, 'https://mirror.example/')).to.throw(FeedShapeError)
  })
  it('were last changed when one of their incidents was', () => expect(parse([incident('a'), incident('b', { modified: '2026-05-04T12:30:00+02:00' })]).updatedAt).to.equal(iso('10:30')))
})

describe("Google's products", () => {
  it('are well unless an open incident names them; those that are not listed are known by their trouble only', () => {
    const affected_products = [{ id: 'p2', title: 'Piers' }, { id: 'p9', title: 'Locks' }]
    expect(parse([incident('a', { affected_products })], listed).components).to.deep.equal([
      { id: 'p1', name: 'Boats', status: 'operational' },
      { id: 'p2', name: 'Piers', status: 'partial_outage' },
      { id: 'p9', name: 'Locks', status: 'partial_outage' },
    ])
    expect(parse([incident('a', { affected_products }), incident('b', { end: iso('09:00') })]).components.map((c) => c.id)).to.deep.equal(['p2', 'p9'])
  })
  it('are as the newest update says, not as they were at the worst, and as the worst of several incidents', () => {
    const said = (...words: string[]) => parse(words.map((word, i) => incident(`${i}`, { status_impact: 'SERVICE_OUTAGE', updates: [update('08:30', word), update('08:10', 'SERVICE_OUTAGE')] })), listed).components[0]?.status
    expect(said('SERVICE_OUTAGE')).to.equal('major_outage')
    expect(said('SERVICE_DISRUPTION')).to.equal('partial_outage')
    expect(said('SERVICE_INFORMATION')).to.equal('degraded_performance')
    expect(said('AVAILABLE')).to.equal('operational')
    expect(said('AVAILABLE', 'SERVICE_OUTAGE', 'SERVICE_INFORMATION')).to.equal('major_outage')
    for (const word of ['ASLEEP', 'toString']) expect(said(word)).to.equal('unknown')
  })
  it('are never said to be well by a history alone', () => {
    const recovered = parse([incident('a', { updates: [update('09:00', 'AVAILABLE')] })])
    expect(recovered).to.deep.include({ components: [], indicator: 'major' })
    expect(parse([incident('a', { end: iso('09:00') })])).to.deep.include({ components: [], indicator: 'unknown' })
  })
  it('have the name that they have now', () => expect(parse([], { products: [{ id: 'p1', title: 'Old', current_title: 'New' }] }).components[0]?.name).to.equal('New'))
  it('with an id that came before, or in a document that is none, are named', () => {
    expect(parse([], { products: [...listed.products, { id: 'p1', title: 'Twice' }] }).problems.map((p) => p.path)).to.deep.equal(['products.products.2.id'])
    expect(parse([incident('a')], []).problems.map((p) => p.path)).to.deep.equal(['products'])
    expect(parse([incident('a')], { products: 'none' }).problems.map((p) => p.path)).to.deep.equal(['products.products'])
  })
})

describe("Google's incidents", () => {
  it('are open while no end is told: missing, null or empty', () => {
    for (const part of [{}, { end: null }, { end: '' }]) expect(one(part).incidents[0]).to.include({ status: 'investigating' }).and.not.to.have.property('resolvedAt')
    expect(one({ end: '2026-05-04T11:00:00+02:00' }).incidents[0]).to.include({ status: 'resolved', resolvedAt: iso('09:00') })
  })
  it('that have recovered and have no end are watched', () => {
    const { incidents } = one({ updates: [update('09:00', 'AVAILABLE'), update('08:10', 'SERVICE_DISRUPTION')] })
    expect(incidents[0]).to.include({ status: 'monitoring', impact: 'major' })
    expect(incidents[0]?.updates.map((u) => u.status)).to.deep.equal(['monitoring', 'investigating'])
  })
  it('that are over are so since the first update that says so', () =>
    expect(one({ end: iso('09:00'), updates: [update('12:00', 'AVAILABLE'), update('09:00', 'AVAILABLE'), update('08:10', 'SERVICE_OUTAGE')] }).incidents[0]?.updates.map((u) => u.status)).to.deep.equal(['resolved', 'resolved', 'investigating']))
  it('have the impact of their worst hour, else by their severity', () => {
    const impacts = ['SERVICE_OUTAGE', 'SERVICE_DISRUPTION', 'SERVICE_INFORMATION'].map((status_impact) => one({ status_impact }).incidents[0]?.impact)
    expect(impacts).to.deep.equal(['critical', 'major', 'none'])
    expect(['high', 'medium', 'low'].map((severity) => one({ status_impact: undefined, severity }).incidents[0]?.impact)).to.deep.equal(['major', 'minor', 'none'])
  })
  it('in words that we do not know are unknown, and the words are kept', () => {
    const { incidents, problems } = one({ status_impact: 'SERVICE_ODD', updates: [update('09:00', 'ASLEEP')] })
    expect(incidents[0]).to.include({ status: 'unknown', statusLabel: 'ASLEEP', impact: 'unknown' })
    expect(problems.map((p) => p.message)).to.deep.equal(['unknown word "SERVICE_ODD"', 'unknown word "ASLEEP"'])
  })
  it('of old have no id and no word to an update: they go by their address, and the last word closes them', () => {
    const old = { id: undefined, number: 21003, status_impact: undefined, affected_products: undefined, service_key: 'mail', service_name: 'Mail', updates: [update('09:00'), update('08:10')] }
    const { incidents, components, problems } = parse([incident('', { ...old, uri: '/incident/mail/21003' }), incident('', { ...old, uri: '/incident/boats/21003', end: iso('09:00') })])
    expect(incidents.map((i) => [i.id, i.url, i.status, i.componentIds.join()])).to.deep.equal([
      ['/incident/mail/21003', 'https://status.cloud.google.com/incident/mail/21003', 'investigating', 'mail'],
      ['/incident/boats/21003', 'https://status.cloud.google.com/incident/boats/21003', 'resolved', 'mail'],
    ])
    expect(incidents.map((i) => i.updates.map((u) => u.status))).to.deep.equal([['investigating', 'investigating'], ['resolved', 'investigating']])
    expect(components).to.deep.equal([{ id: 'mail', name: 'Mail', status: 'degraded_performance' }])
    expect(problems).to.deep.equal([])
  })
  it('without an address go by their number; with an id of another they are named', () => {
    const { incidents, problems } = parse([incident('', { id: undefined, uri: undefined, number: 7 }), incident('a'), incident('a'), incident('', { id: undefined, uri: undefined, number: null })])
    expect(incidents.map((i) => i.id)).to.deep.equal(['7', 'a'])
    expect(problems.map((p) => p.path)).to.deep.equal(['incidents.2', 'incidents.3'])
  })
  it('that would begin after their last change began when they were entered', () => {
    const { incidents, problems } = one({ begin: '2026-12-04T08:00:00Z' })
    expect(incidents[0]?.startedAt).to.equal(iso('08:05'))
    expect(problems.map((p) => p.path)).to.deep.equal(['incidents.0.begin'])
  })
  it('on all that there is touch all', () => expect(one({ affected_products: [], service_key: 'zall', service_name: 'Multiple Products' }).incidents[0]?.componentIds).to.deep.equal([]))
  it('on several products name each once', () => expect(one({ affected_products: [{ id: 'p1', title: 'Boats' }, { id: 'p2', title: 'Piers' }, { id: 'p1', title: 'Boats' }] }).incidents[0]?.componentIds).to.deep.equal(['p1', 'p2']))
  it('keep their link on their page', () => expect(one({ uri: 'javascript:alert(1)' }).incidents[0]).not.to.have.property('url'))

  const titles = [
    ['Boats are late', 'Boats are late'],
    ['**Title:**\nBoats are **late** in\nthe north\n\n**Description**\nMuch more', 'Boats are late in the north'],
    ['**Title**\n[Boats](https://b.example) are late\n**Description**\nMore', 'Boats are late'],
    ['We see an issue with .\nmultiple boats', 'We see an issue with . multiple boats'],
    ['', 'Boats'],
    [`${'boats '.repeat(40)}`, `${'boats '.repeat(22)}boats…`],
  ] as const
  for (const [external_desc, title] of titles) it(`called ${JSON.stringify(external_desc.slice(0, 60))} have a title of one line`, () => expect(one({ external_desc }).incidents[0]?.title).to.equal(title))
})

describe("Google's updates", () => {
  const texts = [
    ['**Summary**\nwords', 'markdown'],
    ['## Report', 'markdown'],
    ['See [this](https://b.example)', 'markdown'],
    ['| a | b |\n|---|---|', 'markdown'],
    ['Summary: words\r\nDescription: set PROJECT_NUMBER to *', 'text'],
  ] as const
  for (const [text, format] of texts) it(`are ${format}: ${JSON.stringify(text)}`, () => expect(one({ updates: [update('09:00', 'AVAILABLE', text)] }).incidents[0]?.updates[0]).to.include({ body: text, format }))
  it('stand newest first, and are told apart where two are of one time', () =>
    expect(one({ updates: [update('08:10', 'SERVICE_OUTAGE'), update('09:00', 'AVAILABLE'), update('08:10', 'SERVICE_OUTAGE')] }).incidents[0]?.updates.map((u) => u.id)).to.deep.equal([iso('09:00'), iso('08:10'), `${iso('08:10')} 2`]))
  it('without a time are named', () => expect(one({ updates: [{ text: 'words' }] }).problems.map((p) => p.message)).to.deep.equal(['unusable: no time or no id']))
})

describe("Google's long history", () => {
  const past = (i: number) => incident(`past${i}`, { end: iso('09:00') })
  it('keeps all that is open, however far back, and the newest hundred of the rest; what is left out is said', () => {
    const { incidents, problems, components } = parse([incident('first'), ...Array.from({ length: 250 }, (_, i) => past(i)), incident('last', { affected_products: [{ id: 'p2', title: 'Piers' }] })], listed)
    expect(incidents.map((i) => i.id)).to.deep.equal(['first', ...Array.from({ length: 100 }, (_, i) => `past${i}`), 'last'])
    expect(components.map((c) => c.status)).to.deep.equal(['partial_outage', 'partial_outage'])
    expect(problems).to.deep.equal([{ path: 'incidents', message: 'left out: 150 that are over, all but the 100 that stand first' }])
  })
  it('of a hundred is whole', () => expect(parse(Array.from({ length: 100 }, (_, i) => past(i))).problems).to.deep.equal([]))
})

const folder = '/shared/feeds/samples/google/'
describe('captures of Google Cloud', () => {
  it('are read whole, and known', async function () {
    const answer = await fetch(folder)
    if (answer.status !== 200) this.skip()
    const names: string[] = await answer.json()
    expect(names.length).to.equal(7)
    const counts: Record<string, string> = {}
    for (const name of names) {
      const raw: { id?: string; uri: string; end?: string | null; updates: { text: string; when: string }[] }[] = freeze(await (await fetch(folder + name)).json())
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id), name).to.deep.equal(['google'])
      const snapshot = parse(raw)
      expect(snapshotSchema.safeParse(snapshot).error, name).to.equal(undefined)
      expect(snapshot.incidents.map((i) => i.id), name).to.deep.equal(raw.map((row) => row.id ?? row.uri))
      expect(snapshot.incidents.map((i) => i.updates.map((u) => u.body)), name).to.deep.equal(raw.map((row) => row.updates.map((u) => u.text)))
      expect(snapshot.incidents.filter((i) => i.status !== 'resolved').length, name).to.equal(raw.filter((row) => !row.end).length)
      expect(snapshot.problems.map((p) => p.path), name).to.deep.equal(name.includes('2021-02-18') ? ['incidents.0.begin'] : [])
      for (const { title } of snapshot.incidents) expect(title, name).to.match(/^[^\n*]+$/)
      counts[name] = `${snapshot.incidents.length} ${snapshot.incidents.flatMap((i) => i.updates).length} ${snapshot.indicator}`
    }
    expect(counts).to.deep.equal({
      'cloud-2021-02-18-old-keys-8-open.json': '11 24 minor',
      'cloud-2021-04-09-old-keys-0-open.json': '3 16 unknown',
      'cloud-2021-07-four-open-no-locations.json': '6 20 major',
      'cloud-2021-11-nine-open.json': '12 29 major',
      'cloud-2023-02-three-open.json': '5 18 minor',
      'cloud-2024-12-three-open.json': '7 20 major',
      'cloud-2026-06-all-closed.json': '3 19 unknown',
    })
  })
})
