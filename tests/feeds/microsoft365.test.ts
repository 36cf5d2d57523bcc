import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedAddressError, FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/microsoft365.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Microsoft's page, with the least document that shows it. */

const never = '0001-01-01T00:00:00+00:00'
const authored = '2026-05-04T08:00:00+00:00'
const row = (name: string, status: unknown = 'Operational', part: object = {}) => ({
  ServiceDisplayName: `The ${name}`,
  ServiceWorkloadName: name,
  Id: null,
  AuthoredDateTime: never,
  InternalDateTime: never,
  LastUpdatedTime: '2026-05-04T09:00:00.1234567+00:00',
  Title: '',
  Message: '',
  Status: status,
  ...part,
})
const notice = (part: object = {}) => ({ Id: 'P1', AuthoredDateTime: authored, Title: 'Late letters', Message: '<p>They wait.</p>', ...part })
const parse = (...rows: unknown[]) => reader.parse(freeze({ consumer: rows }))
const said = (snapshot: { problems: { path: string }[] }) => snapshot.problems.map((p) => p.path)
const known = (url: string) => catalogue.find((entry) => entry.match?.(new URL(url)))?.id

describe("the document of Microsoft's page", () => {
  const site = 'https://status.cloud.microsoft'
  const cases = [
    [site, 'consumer', `${site}/api/posts/m365Consumer`],
    [`${site}/m365/referrer=serviceStatusRedirect`, 'consumer', `${site}/api/posts/m365Consumer`],
    [`${site}/api/posts/m365Consumer`, 'consumer', `${site}/api/posts/m365Consumer`],
    [`${site}/api/posts/mac`, 'mac', `${site}/api/posts/mac`],
    [`${site}/api/feed/mac`, 'mac', `${site}/api/posts/mac`],
    [`${site}/api/posts/ppac`, 'ppac', `${site}/api/posts/ppac`],
    ['https://shop.example/copies/office.json', 'consumer', 'https://shop.example/copies/office.json'],
  ] as const
  for (const [base, key, url] of cases) it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal([{ key, url }]))
  it('of a name that this feed has not is asked for in words', () =>
    expect(() => reader.requests(`${site}/api/posts/games`)).to.throw(FeedAddressError, 'Give the URL of the page: https://status.cloud.microsoft/'))
  it('is known by its address, but for the one that is of Azure', () => {
    expect([site, `${site}/api/posts/mac`].map(known)).to.deep.equal(['microsoft365', 'microsoft365'])
    expect(known(`${site}/api/posts/azure`)).not.to.equal('microsoft365')
    expect(known('https://cloud.microsoft/')).not.to.equal('microsoft365')
  })
  it("is known by its services, and not by one post, which is Azure's too", () => {
    const line = catalogue.find((entry) => entry.id === 'microsoft365')
    const [{ ServiceWorkloadName, ServiceDisplayName, ...post }] = [row('a')]
    expect([[row('a')], [], [{ ServiceWorkloadName }], [{ ServiceDisplayName }], post].map((d) => line?.recognise?.(d))).to.deep.equal([true, false, false, false, false])
  })
  it('says whose services these are, and when it was made', () =>
    expect(parse(row('a'))).to.deep.include({ page: { name: 'Microsoft consumer services', url: `${site}/` }, generatedAt: '2026-05-04T09:00:00.123Z', indicator: 'none' }))
  it('of no services says nothing', () => expect(() => parse()).to.throw(FeedShapeError))
})

describe("Microsoft's services", () => {
  it('have its words in ours, in any case and with "Service" before them', () => {
    const cases = [
      ['Operational', 'operational'], ['Available', 'operational'], ['Normal', 'operational'], ['healthy', 'operational'],
      ['Degraded', 'degraded_performance'], ['ServiceDegradation', 'degraded_performance'], ['Investigating', 'degraded_performance'],
      ['Service Interruption', 'partial_outage'], ['Unavailable', 'major_outage'], ['outage', 'major_outage'], ['Maintenance', 'under_maintenance'],
    ] // prettier-ignore
    const snapshot = parse(...cases.map(([word], i) => row(`${i}`, word)))
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(cases.map(([, status]) => status))
    expect(snapshot.problems).to.deep.equal([])
  })
  it('with a word that we do not know, or with none, are unknown', () => {
    const snapshot = parse(row('a', 'Napping'), row('b', null))
    expect(snapshot.components).to.deep.equal([
      { id: 'a', name: 'The a', status: 'unknown', statusLabel: 'Napping' },
      { id: 'b', name: 'The b', status: 'unknown' },
    ])
    expect(said(snapshot)).to.deep.equal(['consumer.0.Status', 'consumer.1.Status'])
    expect(snapshot.indicator).to.equal('unknown')
  })
  it('stand once', () => {
    const snapshot = parse(row('a'), row('a', 'Outage'), row('', 'Outage'))
    expect(snapshot.components.map((c) => [c.id, c.status])).to.deep.equal([['a', 'operational']])
    expect(said(snapshot)).to.deep.equal(['consumer.1.ServiceWorkloadName', 'consumer.2.ServiceWorkloadName'])
  })
})

describe("Microsoft's notices", () => {
  it('are incidents beside what is not well, with one update', () => {
    const { incidents } = parse(row('a', 'Degraded', notice()))
    expect(incidents).to.deep.equal([
      {
        id: 'P1',
        title: 'Late letters',
        status: 'unknown',
        statusLabel: 'Degraded',
        impact: 'minor',
        startedAt: '2026-05-04T08:00:00.000Z',
        componentIds: ['a'],
        updates: [{ id: '2026-05-04T08:00:00.000Z', status: 'unknown', statusLabel: 'Degraded', at: '2026-05-04T08:00:00.000Z', body: '<p>They wait.</p>', format: 'html' }],
      },
    ])
  })
  it('stand once for all services that they are of, with the worst of their impacts', () => {
    const { incidents } = parse(row('a', 'Degraded', notice()), row('b', 'Outage', notice()), row('c', 'Degraded', notice({ Title: 'Another' })))
    expect(incidents.map((i) => [i.id, i.impact, i.componentIds])).to.deep.equal([['P1', 'major', ['a', 'b']], ['P1 c', 'minor', ['c']]])
  })
  it('without an id or a title go by their service, and by their time, for another may follow there', () =>
    expect(parse(row('a', 'Investigating', notice({ Id: null, Title: '' }))).incidents[0]).to.include({ id: 'a@2026-05-04T08:00:00.000Z', title: 'The a', status: 'investigating' }))
  it('have their status in words', () => expect(parse(row('a', 'ServiceInterruption', notice())).incidents[0]?.statusLabel).to.equal('Service interruption'))
  it('beside maintenance are a maintenance under way', () => {
    const { maintenances, incidents, indicator } = parse(row('a', 'Maintenance', notice()))
    expect(maintenances[0]).to.include({ id: 'P1', status: 'in_progress', startedAt: '2026-05-04T08:00:00.000Z' })
    expect([incidents.length, indicator]).to.deep.equal([0, 'maintenance'])
  })
  it('of the year 1 have no time, so they are left out, and their words said', () => {
    const snapshot = parse(row('a', 'Degraded', notice({ AuthoredDateTime: never })))
    expect(snapshot.incidents).to.deep.equal([])
    expect(snapshot.problems).to.deep.equal([{ path: 'consumer.0.AuthoredDateTime', message: 'left out, for it has no time: "Late letters"' }])
  })
  it('beside what is well are none of trouble, and their words said', () => {
    const snapshot = parse(row('a', 'Operational', notice()))
    expect(snapshot).to.deep.include({ incidents: [], indicator: 'none' })
    expect(snapshot.problems).to.deep.equal([{ path: 'consumer.0.Title', message: 'left out, for all is well: "Late letters"' }])
  })
  it('without a tag are plain text', () => expect(parse(row('a', 'Outage', notice({ Message: 'They wait.' }))).incidents[0]?.updates[0]?.format).to.equal('text'))
})

describe("Microsoft's admin centers", () => {
  const mac = (part: object) => reader.parse(freeze({ mac: { Id: 'M1', AuthoredDateTime: authored, LastUpdatedTime: '2026-05-04T09:00:00+00:00', Title: '', Message: '<p>A standing notice.</p>', Status: 'Available', ...part } }))
  it('are a page of one component', () =>
    expect(mac({})).to.deep.include({ page: { name: 'Microsoft 365 admin center', url: 'https://status.cloud.microsoft/' }, components: [{ id: 'mac', name: 'Microsoft 365 admin center', status: 'operational' }], incidents: [], problems: [] }))
  it('have a standing notice, which is no incident in an outage either', () => {
    const snapshot = mac({ Status: 'Unavailable' })
    expect(snapshot).to.deep.include({ indicator: 'critical', incidents: [], problems: [] })
  })
  it('have an incident where one has a title', () => expect(mac({ Status: 'Unavailable', Title: 'Nobody gets in' }).incidents.map((i) => [i.id, i.title, i.impact])).to.deep.equal([['M1', 'Nobody gets in', 'major']]))
})

const folder = '/shared/feeds/samples/microsoft365/'
describe('captures of Microsoft 365', () => {
  it('are read whole, and known', async function () {
    const answer = await fetch(folder)
    if (answer.status !== 200) this.skip()
    const names: string[] = (await answer.json()).filter((name: string) => name.endsWith('.json'))
    expect(names).to.have.members(['api-posts-m365Consumer.json', 'api-posts-mac.json'])
    for (const name of names) {
      const raw: unknown = freeze(await (await fetch(folder + name)).json())
      const rows: { ServiceWorkloadName?: string }[] = Array.isArray(raw) ? raw : [{ ServiceWorkloadName: 'mac' }]
      const snapshot = reader.parse(Array.isArray(raw) ? { consumer: raw } : { mac: raw })
      expect(snapshotSchema.safeParse(snapshot).error, name).to.equal(undefined)
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id).filter((id) => id !== 'azure'), name).to.deep.equal(Array.isArray(raw) ? ['microsoft365'] : [])
      expect(snapshot.components.map((c) => c.id), name).to.deep.equal(rows.map((it) => it.ServiceWorkloadName))
      expect(snapshot.components.map((c) => c.status), name).to.deep.equal(rows.map(() => 'operational'))
      expect(snapshot, name).to.deep.include({ indicator: 'none', incidents: [], maintenances: [], problems: [] })
      expect(snapshot.generatedAt, name).to.match(/^2026-08-01T00:3/)
    }
  })
})
