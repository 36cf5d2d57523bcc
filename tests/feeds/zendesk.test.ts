import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/zendesk.ts'
import { phaseOf } from '../../src/model/maintenance.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Zendesk, with the least document that shows it. */

const iso = (clock: string, day = '04') => `2026-05-${day}T${clock}:00.000Z`
const references = (ids: string[], type: string) => ({ data: ids.map((id) => ({ id, type })) })
const incident = (id: string, part: object = {}, services: string[] = [], updates: string[] = []) => ({
  id, type: 'incident', attributes: { name: `Incident ${id}`, impact: 'minor', status: 'investigating', startedAt: iso('08:00'), resolvedAt: null, ...part },
  relationships: { incidentServices: references(services, 'incidentService'), incidentUpdates: references(updates, 'incidentUpdate') },
}) // prettier-ignore
const touched = (id: string, incidentId: number, serviceId: number, part: object = {}) => ({ id, type: 'incidentService', attributes: { incidentId, serviceId, serviceName: `Service ${serviceId}`, outage: false, degradation: true, resolvedAt: null, ...part } })
const update = (id: string, clock: string, part: object = {}) => ({ id, type: 'incidentUpdate', attributes: { createdAt: iso(clock), description: `Text ${id}`, ...part } })
const services = { data: ['1', '2'].map((id) => ({ id, type: 'service', attributes: { name: `Listed ${id}` } })) }
const parse = (data: unknown, included?: unknown, others: object = {}) => reader.parse(freeze({ incidents: { data, included }, ...others }), 'https://status.zendesk.com/')
const paths = ({ problems }: { problems: { path: string }[] }) => problems.map((p) => p.path)
const known = (document: unknown) => catalogue.filter(({ recognise }) => recognise?.(document)).map(({ id }) => id)

describe('the documents of Zendesk', () => {
  const site = 'https://status.zendesk.com'
  const all = (query = '', incidents = `${site}/api/ssp/incidents.json${query}`) => [
    { key: 'incidents', url: incidents },
    { key: 'services', url: `${site}/api/ssp/services.json${query}`, optional: true },
    { key: 'maintenance', url: `${site}/api/incidents/maintenance${query}`, optional: true },
  ]
  const cases: [string, object[]][] = [
    [site, all()],
    [`${site}/incidents`, all()],
    [`${site}/incidents/10079`, all()],
    [`${site}/?subdomain=boats`, all('?subdomain=boats')],
    [`${site}/api/ssp/incidents.json?subdomain=boats&days_back=7`, all('?subdomain=boats', `${site}/api/ssp/incidents.json?subdomain=boats&days_back=7`)],
    [`${site}/api/incidents/active`, all('', `${site}/api/incidents/active`)],
    [`${site}/api/incidents/maintenance`, all()],
    [`${site}/api/ssp/services.json`, all()],
    ['https://mirror.example/zendesk.json', [{ key: 'incidents', url: 'https://mirror.example/zendesk.json' }]],
  ]
  for (const [base, requests] of cases) it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal(requests))
  it('are known by their host, and by an incident in either spelling', () => {
    expect(catalogue.filter(({ match }) => match?.(new URL(site))).map(({ id }) => id)).to.deep.equal(['zendesk'])
    expect(catalogue.filter(({ match }) => match?.(new URL('https://boats.zendesk.com/'))).map(({ id }) => id)).to.deep.equal([])
    expect(known({ data: [incident('1')] })).to.deep.equal(['zendesk'])
    expect(known({ data: [{ id: '1', type: 'incident', attributes: { title: 'x', impact: null, started_at: iso('08:00') } }] })).to.deep.equal(['zendesk'])
    for (const document of [{ data: [] }, services, { data: [{ id: '1', type: 'incident', attributes: {} }] }]) expect(known(document)).to.deep.equal([])
  })
  it('are of the account that was asked for', () => {
    expect(reader.parse({ incidents: { data: [] } }, 'https://status.zendesk.com/?subdomain=boats').page).to.deep.equal({ name: 'Zendesk', url: 'https://status.zendesk.com/?subdomain=boats' })
    expect(parse([]).page).to.deep.equal({ name: 'Zendesk', url: 'https://status.zendesk.com/' })
  })
  it('may miss services and maintenances, or have some that are none', () => {
    expect(parse([])).to.deep.include({ indicator: 'unknown', components: [], problems: [] })
    expect(paths(parse([], [], { services: [], maintenance: { error: 1 } }))).to.deep.equal(['maintenance', 'services'])
    expect(parse(null, null, { services: { data: null }, maintenance: { data: null } })).to.deep.include({ indicator: 'unknown', components: [], incidents: [], problems: [] })
    expect(() => reader.parse({ incidents: { data: 7 } })).to.throw(FeedShapeError)
  })
  it('include what we do not know, and name what they do not include: both are said', () => {
    const snapshot = parse([incident('9', {}, ['70'], ['71'])], [{ id: '1', type: 'poem', attributes: {} }, { id: '2', type: 'service', attributes: { name: 'Boats' } }])
    expect(paths(snapshot)).to.deep.equal(['incidents.included.0.type', 'incidents.data.0.relationships.incidentServices.data.0', 'incidents.data.0.relationships.incidentUpdates.data.0'])
  })
})

describe("Zendesk's services", () => {
  it('are well unless an open incident names them, by a number', () => {
    const snapshot = parse([incident('9', {}, ['70'])], [touched('70', 9, 2)], { services })
    expect(snapshot.components).to.deep.equal([{ id: '1', name: 'Listed 1', status: 'operational' }, { id: '2', name: 'Listed 2', status: 'degraded_performance' }])
    expect(snapshot.incidents[0]?.componentIds).to.deep.equal(['2'])
    expect(parse([], [], { services }).indicator).to.equal('none')
  })
  it('are out where that is said, and as the worst of several says', () => {
    const said = (...outages: boolean[]) => parse(outages.map((_, i) => incident(`${i}`)), outages.map((outage, i) => touched(`7${i}`, i, 1, { outage })), { services }).components[0]?.status
    expect([said(true), said(false, true), said(true, false)]).to.deep.equal(['major_outage', 'major_outage', 'major_outage'])
  })
  it('are well again when they or their incident are resolved', () => {
    const over = { resolvedAt: iso('09:00') }
    expect(parse([incident('9', over)], [touched('70', 9, 1)], { services }).indicator).to.equal('none')
    expect(parse([incident('9')], [touched('70', 9, 1, over)], { services }).components[0]?.status).to.equal('operational')
    expect(parse([incident('9')], [touched('70', 9, 1, over)], { services }).incidents[0]?.componentIds).to.deep.equal(['1'])
  })
  it('that are not listed are known by their trouble', () => expect(parse([incident('9')], [touched('70', 9, 5)]).components).to.deep.equal([{ id: '5', name: 'Service 5', status: 'degraded_performance' }]))
  it('of an incident that cannot be read are in trouble all the same', () => {
    const snapshot = parse([null, incident('8')], [touched('70', 9, 1)], { services })
    expect(snapshot.components[0]?.status).to.equal('degraded_performance')
    expect(paths(snapshot)).to.deep.equal(['incidents.data.0'])
  })
  it('with an id that came before are named', () => expect(paths(parse([], [], { services: { data: [...services.data, services.data[0]] } }))).to.deep.equal(['services.data.2.id']))
})

describe("Zendesk's incidents", () => {
  const one = (part: object, updates: object[] = []) => parse([incident('9', part, [], updates.map((it) => (it as { id: string }).id))], updates).incidents[0]
  it('are over by a time, whatever their status says', () => {
    expect(one({ status: 'monitoring', resolvedAt: iso('09:00') })).to.include({ status: 'resolved', resolvedAt: iso('09:00') }).and.not.to.have.property('statusLabel')
    expect(['investigating', 'identified', 'monitoring'].map((status) => one({ status })?.status)).to.deep.equal(['investigating', 'identified', 'monitoring'])
  })
  it('that are called resolved and have no time when they were stay open, and that is said', () => {
    const snapshot = parse([incident('9', { status: 'resolved' })])
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', statusLabel: 'resolved' }).and.not.to.have.property('resolvedAt')
    expect(snapshot.indicator).to.equal('minor')
    expect(paths(snapshot)).to.deep.equal(['incidents.data.0.attributes.status'])
  })
  it('have the impact that is told, else what outage and degradation say', () => {
    expect(['minor', 'major', 'critical', 'no impact'].map((impact) => one({ impact })?.impact)).to.deep.equal(['minor', 'major', 'critical', 'none'])
    expect([{ outage: true }, { degradation: true }, {}].map((part) => one({ impact: null, ...part })?.impact)).to.deep.equal(['major', 'minor', 'unknown'])
  })
  it('in words that we do not know keep them', () => {
    const snapshot = parse([incident('9', { status: 'asleep', impact: 'security' })])
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', statusLabel: 'asleep', impact: 'unknown' })
    expect(snapshot.problems.map((p) => p.message)).to.deep.equal(['unknown word "asleep"', 'unknown word "security"'])
  })
  it('have updates in text or HTML, newest first, each once though both name the other', () => {
    const event = one({ resolvedAt: iso('09:00') }, [update('71', '08:10', { incidentId: 9 }), update('72', '09:05', { description: '<p>Over.</p>' })])
    expect(event?.updates).to.deep.equal([
      { id: '72', status: 'resolved', at: iso('09:05'), body: '<p>Over.</p>', format: 'html' },
      { id: '71', status: 'investigating', at: iso('08:10'), body: 'Text 71', format: 'text' },
    ])
  })
  it('are spelled otherwise by the Status API', () => {
    const document = {
      data: [{ id: '247', type: 'incident', attributes: { title: 'Fog', impact: 'major', status: 'identified', started_at: iso('08:00'), resolved_at: null, outage: true, degradation: false, postmortem: '' }, relationships: { incident_services: references(['70'], 'incident_service'), incident_updates: references(['7'], 'incident_update') } }],
      included: [{ id: '7', type: 'incident_update', attributes: { created_at: iso('08:05'), description: 'words' } }, { id: '70', type: 'incident_service', attributes: { service_id: 3, service_name: 'Piers', outage: true } }],
    }
    const snapshot = reader.parse({ incidents: document })
    expect(snapshot.incidents[0]).to.deep.include({ id: '247', title: 'Fog', status: 'identified', impact: 'major', startedAt: iso('08:00'), componentIds: ['3'] })
    expect(snapshot.incidents[0]?.updates.map((u) => [u.id, u.at, u.body])).to.deep.equal([['7', iso('08:05'), 'words']])
    expect(snapshot.components).to.deep.equal([{ id: '3', name: 'Piers', status: 'major_outage' }])
    expect(snapshot.problems).to.deep.equal([])
  })
  it('without an id of their own, or without attributes, are named', () => expect(paths(parse([incident('9'), incident('9'), { id: '8', type: 'incident' }]))).to.deep.equal(['incidents.data.1.id', 'incidents.data.2.attributes']))
  it('leave out a postmortem, which has no time, and say so', () => expect(paths(parse([incident('9', { postmortem: 'It was the fog.' })]))).to.deep.equal(['incidents.data.0.attributes.postmortem']))
})

describe("Zendesk's maintenances", () => {
  const window = { maintenance_start_time: iso('02:00', '09'), maintenance_end_time: iso('04:00', '09') }
  const planned = (part: object = {}) => ({ data: [{ id: '5', type: 'incident', attributes: { title: 'New ropes', status: 'investigating', impact: 'minor', started_at: iso('02:00', '09'), resolved_at: null, ...window, ...part } }] })
  const one = (part: object = {}) => parse([], [], { maintenance: planned(part) }).maintenances[0]
  it('have a window, and the clock tells whether it has begun', () => {
    const maintenance = one()
    expect(maintenance).to.deep.include({ id: '5', title: 'New ropes', status: 'unknown', scheduledStart: iso('02:00', '09'), scheduledEnd: iso('04:00', '09') }).and.not.to.have.property('statusLabel')
    if (!maintenance) return
    expect([iso('01:00', '09'), iso('03:00', '09'), iso('05:00', '09')].map((now) => phaseOf(maintenance, Date.parse(now)))).to.deep.equal(['upcoming', 'active', 'overdue'])
  })
  it('without a start are announced, for nothing tells that they go on', () => {
    const none = { maintenance_start_time: null, maintenance_end_time: null, started_at: null }
    for (const status of ['investigating', 'asleep']) {
      const maintenance = one({ ...none, status })
      expect(maintenance?.status, status).to.equal('scheduled')
      expect(maintenance && phaseOf(maintenance, Date.parse(iso('05:00', '09'))), status).to.equal('upcoming')
    }
    expect(one({ ...none, status: 'asleep' })?.statusLabel).to.equal('asleep')
    expect(one({ ...none, status: 'in_progress' })?.status).to.equal('in_progress')
  })
  it('are completed by a time, and keep a word of their own', () => {
    expect(one({ resolved_at: iso('03:30', '09') })).to.include({ status: 'completed', completedAt: iso('03:30', '09') })
    expect(one({ status: 'in_progress' })).to.include({ status: 'in_progress' })
    expect(one({ status: 'asleep' })).to.include({ status: 'unknown', statusLabel: 'asleep' })
    expect(one({ status: 'resolved' })).to.include({ status: 'unknown', statusLabel: 'resolved' })
  })
  it('among the incidents are maintenances too, once, and touch no service while they wait', () => {
    const camel = { maintenanceStartTime: iso('02:00', '09'), maintenanceEndTime: iso('04:00', '09') }
    const alone = parse([incident('5', camel)], [touched('70', 5, 1)], { services })
    expect(alone).to.deep.include({ incidents: [], indicator: 'none' })
    expect(alone.maintenances[0]?.componentIds).to.deep.equal(['1'])
    const twice = parse([incident('5')], [touched('70', 5, 1)], { services, maintenance: planned() })
    expect([twice.incidents.length, twice.maintenances.length, twice.indicator]).to.deep.equal([0, 1, 'none'])
  })
  it('have updates before the start, within it and at the end', () => {
    const document = { ...planned({ resolved_at: iso('03:30', '09') }), included: ['01:00', '02:30', '03:30'].map((clock, i) => ({ id: `7${i}`, type: 'incident_update', attributes: { incident_id: 5, created_at: iso(clock, '09'), description: 'words' } })) }
    expect(parse([], [], { maintenance: document }).maintenances[0]?.updates.map((u) => u.status)).to.deep.equal(['completed', 'in_progress', 'scheduled'])
  })
})

const folder = '/shared/feeds/samples/zendesk/'
describe('samples of Zendesk, which are made', () => {
  it('are read whole, and known', async function () {
    const answer = await fetch(folder)
    if (answer.status !== 200) this.skip()
    const raw: { data: { id: string }[] } = await (await fetch(`${folder}made-ssp-incidents-one-open.json`)).json()
    const list: { data: { id: string }[] } = await (await fetch(`${folder}made-ssp-services.json`)).json()
    expect(known(raw)).to.deep.equal(['zendesk'])
    expect(known(list)).to.deep.equal([])
    const snapshot = parse(raw.data, (raw as { included?: unknown }).included, { services: list })
    expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
    expect(snapshot.incidents.map((i) => i.id)).to.deep.equal(raw.data.map((row) => row.id))
    expect(snapshot.components.map((c) => [c.id, c.status])).to.deep.equal([['1', 'operational'], ['15', 'degraded_performance'], ['23', 'operational'], ['31', 'operational']])
    expect([snapshot.incidents.filter((i) => !i.resolvedAt).length, snapshot.indicator, snapshot.problems.length]).to.deep.equal([1, 'minor', 0])
  })
})
