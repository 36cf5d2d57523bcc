import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedAddressError, FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/statuspal.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of StatusPal, with the least document that shows it. */

const page = (part: object = {}) => ({ name: 'Boats', url: 'www.boats.example', subdomain: 'boats', time_zone: 'Europe/Zurich', current_incident_type: null, ...part })
const service = (id: number, type: unknown = null, children: unknown = []) => ({ id, name: `The ${id}`, description: null, current_incident_type: type, children })
const update = (id: number, type: string, clock: string, part: object = {}) => ({ id, type, description: 'Boats are **late**.\r\n', description_html: '', posted_at: `2026-05-04T${clock}`, ...part })
const event = (part: object = {}) => ({ id: 7, type: 'minor', title: 'Late', url: 'https://status.boats.example/incidents/7', starts_at: '2026-05-04T08:00:00', ends_at: null, updated_at: '2026-05-04T09:00:00', service_ids: [], updates: [], ...part })
const parse = (document: object, address?: string) => reader.parse(freeze({ summary: { status_page: page(), services: [service(1)], incidents: [], maintenances: [], upcoming_maintenances: [], ...document } }), address)

describe('the document of StatusPal', () => {
  const cases = [
    ['https://boats.statuspal.io/', 'https://statuspal.io/api/v2/status_pages/boats/summary'],
    ['https://boats.statuspal.eu/incidents/7', 'https://statuspal.eu/api/v2/status_pages/boats/summary'],
    ['https://statuspal.eu/api/v2/status_pages/boats/summary', 'https://statuspal.eu/api/v2/status_pages/boats/summary'],
    ['https://statuspal.eu/api/v1/status_pages/boats/status', 'https://statuspal.eu/api/v2/status_pages/boats/summary'],
    ['https://example.com/mirror/boats.json', 'https://example.com/mirror/boats.json'],
  ] as const
  for (const [base, url] of cases) it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal([{ key: 'summary', url }]))
  for (const base of ['https://status.boats.example/', 'https://statuspal.io/', 'https://www.statuspal.eu/']) {
    it(`is not told by ${base}, and which URL would tell is said`, () => expect(() => reader.requests(base)).to.throw(FeedAddressError, /^Give the URL of the page's summary: https:\/\/statuspal\.eu\/api\/v2\/status_pages\/ /))
  }
  it('is known by its address', () => {
    const known = (url: string) => catalogue.filter((entry) => entry.match?.(new URL(url))).map(({ id }) => id)
    for (const url of ['https://boats.statuspal.eu/', 'https://statuspal.io/api/v2/status_pages/boats/summary']) expect(known(url), url).to.deep.equal(['statuspal'])
    expect(known('https://mystatuspal.io/')).to.deep.equal([])
  })
  it("says the page's name and zone, and not its address: the one it has is of the company", () => {
    expect(parse({}, 'https://status.boats.example/').page).to.deep.equal({ name: 'Boats', url: 'https://status.boats.example/', timeZone: 'Europe/Zurich' })
    expect(parse({}, 'https://statuspal.eu/api/v2/status_pages/boats/summary').page.url).to.equal('https://boats.statuspal.eu/')
    expect(parse({ status_page: page({ subdomain: 'a/../b' }) }, 'https://statuspal.eu/api/v2/status_pages/boats/summary').page).not.to.have.property('url')
    expect(parse({}).page).not.to.have.property('url')
  })
  it('without services and page is none', () => expect(() => reader.parse({ summary: { errors: ['not found'] } })).to.throw(FeedShapeError))
})

describe("StatusPal's services", () => {
  const types = [null, 'info', 'performance', 'minor', 'major', 'scheduled', 'emergency-maintenance']
  it('are what their incident is; without one, or with a notice, they run', () => {
    const { components, problems } = parse({ services: types.map((type, i) => service(i, type)) })
    expect(components.map((c) => c.status)).to.deep.equal(['operational', 'operational', 'degraded_performance', 'degraded_performance', 'major_outage', 'under_maintenance', 'under_maintenance'])
    expect(problems).to.deep.equal([])
  })
  it('of a type that is not known, or not told, are unknown', () => {
    const { components, problems, indicator } = parse({ services: [service(1, 'fog'), { id: 2, name: 'Two', children: [] }] })
    expect(components.map((c) => [c.status, c.statusLabel])).to.deep.equal([['unknown', 'fog'], ['unknown', undefined]])
    expect(problems.map((p) => p.path)).to.deep.equal(['summary.services.0.current_incident_type', 'summary.services.1.current_incident_type'])
    expect(indicator).to.equal('unknown')
  })
  it('with services below them are groups, whatever is said of them', () => {
    const { groups, components } = parse({ services: [service(1, 'major', [service(11, 'major'), service(12)]), service(2)] })
    expect(groups).to.deep.equal([{ id: '1', name: 'The 1' }])
    expect(components.map((c) => [c.id, c.groupId, c.status])).to.deep.equal([['11', '1', 'major_outage'], ['12', '1', 'operational'], ['2', undefined, 'operational']])
  })
  it('may stand deeper: each is in the group next to it', () => {
    const { groups, components } = parse({ services: [service(1, null, [service(11, null, [service(111)]), service(12)])] })
    expect(groups.map((g) => g.id)).to.deep.equal(['1', '11'])
    expect(components.map((c) => [c.id, c.groupId])).to.deep.equal([['111', '11'], ['12', '1']])
  })
  it('of whose children none can be read stand for themselves', () => {
    const { groups, components, problems } = parse({ services: [service(1, 'major', [{}])] })
    expect(groups).to.deep.equal([])
    expect(components.map((c) => [c.id, c.status])).to.deep.equal([['1', 'major_outage']])
    expect(problems.map((p) => p.path)).to.deep.equal(['summary.services.0.children.0.id'])
  })
  it('that come twice, wherever, are named', () => {
    const { components, problems } = parse({ services: [service(1, null, [service(2), service(3)]), service(2), service(4, null, [service(4), service(5)])] })
    expect(components.map((c) => c.id)).to.deep.equal(['2', '3', '5'])
    expect(problems.map((p) => p.path)).to.deep.equal(['summary.services.1.id', 'summary.services.2.children.0.id'])
  })
})

describe("StatusPal's claim", () => {
  it('is the type of the page, not its coarser status', () => {
    const claims = [null, 'info', 'performance', 'minor', 'major', 'scheduled', 'emergency-maintenance'].map((type) => parse({ status_page: page({ current_incident_type: type }), current_status_type: 'minor' }).claim?.indicator)
    expect(claims).to.deep.equal(['none', 'none', 'minor', 'minor', 'major', 'maintenance', 'maintenance'])
  })
  it('is unknown where it is not told', () => {
    const snapshot = parse({ status_page: { name: 'Boats', subdomain: 'boats' } })
    expect(snapshot.claim).to.deep.equal({ indicator: 'unknown' })
    expect(snapshot.indicator).to.equal('unknown')
  })
})

describe("StatusPal's times", () => {
  it('are UTC without saying so, in summer and winter, whatever the zone of the page', () => {
    const starts = ['2026-07-01T08:00:00', '2026-01-01T08:00:00', '2026-03-29T02:30:00', '2026-07-01T08:00:00+02:00'].map((starts_at) => parse({ incidents: [event({ starts_at })] }).incidents[0]?.startedAt)
    expect(starts).to.deep.equal(['2026-07-01T08:00:00.000Z', '2026-01-01T08:00:00.000Z', '2026-03-29T02:30:00.000Z', '2026-07-01T06:00:00.000Z'])
  })
  it('that are none are named', () => expect(parse({ incidents: [event({ starts_at: 'noon', updates: [update(1, 'issue', '08:00:00')] })] }).problems.map((p) => p.path)).to.deep.equal(['summary.incidents.0.starts_at']))
})

describe("StatusPal's incidents", () => {
  const one = (part: object) => parse({ incidents: [event(part)] }).incidents[0]
  it('are as bad as their type', () => expect(['major', 'minor', 'performance', 'info'].map((type) => one({ type })?.impact)).to.deep.equal(['major', 'minor', 'minor', 'none']))
  it('of a type that is not known are open, with its word', () => {
    const { incidents, problems } = parse({ incidents: [event({ type: 'fog' })] })
    expect(incidents[0]).to.include({ impact: 'unknown', status: 'investigating', statusLabel: 'fog' })
    expect(problems.map((p) => p.path)).to.deep.equal(['summary.incidents.0.type'])
  })
  it('are as far as their newest stage; remarks say none', () => {
    const stages = [update(1, 'issue', '08:00:00'), update(2, 'monitoring', '08:10:00'), update(3, 'info', '08:20:00')]
    expect(one({ updates: stages.slice(0, 1) })?.status).to.equal('investigating')
    expect(one({ updates: stages })?.status).to.equal('monitoring')
    expect(one({ updates: stages })?.updates.map((u) => [u.id, u.status, u.statusLabel])).to.deep.equal([['3', 'unknown', 'info'], ['2', 'monitoring', undefined], ['1', 'investigating', undefined]])
    expect(one({ updates: [...stages, update(4, 'resolved', '08:30:00')] })).to.include({ status: 'resolved', resolvedAt: '2026-05-04T08:30:00.000Z' })
  })
  it('keep a word for an update that is not known', () => {
    const { incidents, problems } = parse({ incidents: [event({ updates: [update(1, 'rumour', '08:00:00')] })] })
    expect(incidents[0]?.updates[0]).to.include({ status: 'unknown', statusLabel: 'rumour' })
    expect(problems.map((p) => p.path)).to.deep.equal(['summary.incidents.0.updates.0.type'])
  })
  it('that were changed after their end are over, though they are listed', () => {
    expect(one({ ends_at: '2026-05-04T08:30:00' })).to.include({ status: 'resolved', resolvedAt: '2026-05-04T08:30:00.000Z' })
    expect(one({ ends_at: '2026-05-04T10:30:00' })).to.include({ status: 'investigating' }).and.not.to.have.property('resolvedAt')
  })
  it('are HTML as StatusPal makes it, else the Markdown that was written', () => {
    const updates = one({ updates: [update(1, 'issue', '08:00:00'), update(2, 'issue', '07:00:00', { description_html: '<p>Late</p>' })] })?.updates
    expect(updates?.map((u) => [u.body, u.format])).to.deep.equal([['Boats are **late**.\r\n', 'markdown'], ['<p>Late</p>', 'html']])
  })
  it('have updates at the time of their posting, else of their entry', () => expect(one({ updates: [update(1, 'issue', '', { posted_at: null, inserted_at: '2026-05-04T08:01:00' })] })?.updates[0]?.at).to.equal('2026-05-04T08:01:00.000Z'))

  const services = [service(1, null, [service(11), service(12), service(13, null, [service(131), service(132)])]), service(2)]
  const touched = (...service_ids: unknown[]) => parse({ services, incidents: [event({ service_ids })] }).incidents[0]?.componentIds
  it('touch all below a parent that is named alone', () => {
    expect(touched(1)).to.deep.equal(['11', '12', '131', '132'])
    expect(touched(13)).to.deep.equal(['131', '132'])
  })
  it('touch only those below a parent that are named beside it', () => {
    expect(touched(1, 12)).to.deep.equal(['12'])
    expect(touched(12, 1, 2)).to.deep.equal(['12', '2'])
  })
  it('touch also what the page does not list', () => expect(touched(99)).to.deep.equal(['99']))
  it('name what of it cannot be read', () => {
    const { incidents, problems } = parse({ incidents: [event({ service_ids: [null, 1] }), event({ id: 8, service_ids: 'all' })] })
    expect(incidents.map((i) => i.componentIds)).to.deep.equal([['1'], []])
    expect(problems.map((p) => p.path)).to.deep.equal(['summary.incidents.0.service_ids.0', 'summary.incidents.1.service_ids'])
  })
  it('may be missing as a list', () => expect(parse({ incidents: null }).problems).to.deep.equal([]))
})

describe("StatusPal's notices", () => {
  const notice = { id: 7, title: 'A bank asks', url: null, updates: [{ ...update(1, 'info', '08:00:00') }], service_ids: [], featured_from: '2026-05-04T07:58:00', featured_until: null }
  it('are no trouble and over once they are told', () => {
    const { incidents, indicator, problems } = parse({ incidents: [event()], info_notices: [notice] })
    expect(incidents[1]).to.deep.include({ id: 'notice-7', title: 'A bank asks', status: 'resolved', impact: 'none', startedAt: '2026-05-04T07:58:00.000Z', resolvedAt: '2026-05-04T07:58:00.000Z', componentIds: [] })
    expect(parse({ info_notices: [notice] }).indicator).to.equal('none')
    expect([indicator, problems]).to.deep.equal(['minor', []])
  })
  it('begin with their update where no start is told', () => expect(parse({ info_notices: [{ ...notice, featured_from: null }] }).incidents[0]?.startedAt).to.equal('2026-05-04T08:00:00.000Z'))
})

describe("StatusPal's maintenances", () => {
  const planned = (part: object = {}) => event({ type: 'scheduled', starts_at: '2026-05-04T10:00:00', ends_at: '2026-05-04T11:00:00', ...part })
  it('are as far as the list says that they stand in', () => {
    const { maintenances } = parse({ maintenances: [planned()], upcoming_maintenances: [planned({ id: 8 })] })
    expect(maintenances.map((m) => [m.id, m.status, m.scheduledStart, m.scheduledEnd])).to.deep.equal([
      ['7', 'in_progress', '2026-05-04T10:00:00.000Z', '2026-05-04T11:00:00.000Z'],
      ['8', 'scheduled', '2026-05-04T10:00:00.000Z', '2026-05-04T11:00:00.000Z'],
    ])
  })
  it('may have no end', () => expect(parse({ upcoming_maintenances: [planned({ ends_at: null })] }).maintenances[0]).not.to.have.property('scheduledEnd'))
  it('are completed by their newest update', () => {
    const updates = [update(3, 'resolved', '10:50:00'), update(2, 'issue', '10:00:00'), update(1, 'scheduled', '08:00:00')]
    const [maintenance] = parse({ maintenances: [planned({ updates })] }).maintenances
    expect(maintenance).to.include({ status: 'completed', completedAt: '2026-05-04T10:50:00.000Z' })
    expect(maintenance?.updates.map((u) => u.status)).to.deep.equal(['completed', 'in_progress', 'scheduled'])
  })
  it('among the incidents are maintenances all the same', () => {
    const { incidents, maintenances, indicator } = parse({ incidents: [planned({ type: 'emergency-maintenance' })] })
    expect(incidents).to.deep.equal([])
    expect(maintenances.map((m) => m.status)).to.deep.equal(['in_progress'])
    expect(indicator).to.equal('maintenance')
  })
  it('that stand in two lists are taken from the first, and named', () => {
    const { maintenances, problems } = parse({ maintenances: [planned()], upcoming_maintenances: [planned()] })
    expect(maintenances.map((m) => m.status)).to.deep.equal(['in_progress'])
    expect(problems.map((p) => p.path)).to.deep.equal(['summary.upcoming_maintenances.0.id'])
  })
})

interface RawService {
  id: number
  children: RawService[]
}
interface RawEvent {
  id: number
  updates: { id: number }[]
}
interface Raw {
  services: RawService[]
  incidents: RawEvent[]
  maintenances: RawEvent[]
  upcoming_maintenances: RawEvent[]
  info_notices?: RawEvent[]
}
const leafsOf = (services: RawService[]): RawService[] => services.flatMap((s) => (s.children.length ? leafsOf(s.children) : [s]))

const folder = '/shared/feeds/samples/statuspal/'
const answer = await fetch(folder)
const names: string[] = answer.status === 200 ? await answer.json() : []

describe('captures of StatusPal', () => {
  it('are at hand', function () {
    if (!names.length) this.skip()
    expect(names.length).to.be.greaterThan(5)
  })
  for (const name of names) {
    it(`${name} is read whole`, async () => {
      const raw: Raw = freeze(await (await fetch(folder + name)).json())
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id)).to.deep.equal(['statuspal'])
      const snapshot = reader.parse({ summary: raw })
      expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
      // The example of the documentation has an empty child, and one maintenance in both lists.
      const isExample = name.includes('docs-example')
      expect(snapshot.problems.map((p) => p.path)).to.deep.equal(isExample ? ['summary.services.0.children.0.id', 'summary.upcoming_maintenances.0.id'] : [])
      const leafs = isExample ? raw.services : leafsOf(raw.services)
      expect(snapshot.components.map((c) => c.id)).to.deep.equal(leafs.map(({ id }) => `${id}`))
      expect(snapshot.groups).to.have.length(isExample ? 0 : raw.services.filter((s) => s.children.length).length)
      const events = [...raw.incidents, ...(raw.info_notices ?? []), ...raw.maintenances, ...(isExample ? [] : raw.upcoming_maintenances)]
      const kept = [...snapshot.incidents, ...snapshot.maintenances]
      expect(kept.map(({ id }) => id.replace('notice-', ''))).to.deep.equal(events.map(({ id }) => `${id}`))
      expect(kept.map(({ updates }) => updates.map((u) => u.id))).to.deep.equal(events.map(({ updates }) => updates.map((u) => `${u.id}`)))
    })
  }
  const stories: [string, string, string[][]][] = [
    ['v2-summary-exoscale-network-degraded.json', 'minor', [['27451']]],
    ['v2-summary-exoscale-operational.json', 'none', []],
    ['v2-summary-exoscale-recent-incident-closed.json', 'none', [['10351', '10344', '10358', '10365', '10372', '10379', '21313'], []]],
    ['v2-summary-hosttech-minor-incident.json', 'minor', [['19114']]],
    ['v2-summary-maslak-teamdefinex-down.json', 'critical', [['16714']]],
  ]
  for (const [name, indicator, touched] of stories) {
    it(`${name} is ${indicator}`, async function () {
      if (!names.includes(name)) this.skip()
      const snapshot = reader.parse({ summary: await (await fetch(folder + name)).json() })
      expect(snapshot.indicator).to.equal(indicator)
      expect(snapshot.incidents.map((i) => i.componentIds)).to.deep.equal(touched)
    })
  }
})
