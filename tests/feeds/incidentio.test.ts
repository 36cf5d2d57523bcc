import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/incidentio.ts'

/** Each peculiarity of incident.io, with the least document that shows it. */

const iso = (clock: string, day = '04') => `2026-05-${day}T${clock}:00.000Z`
const base = 'https://status.brightwater.example'
const page = { id: '01JA0000000000000000000001', name: 'Brightwater', url: `${base}/`, updated_at: '2026-05-01T00:00:00Z' }
const component = (id: string, part: object = {}) => ({ id, name: id, status: 'operational', updated_at: page.updated_at, ...part })
const update = (id: string, status: string, clock: string, part: object = {}) => ({ id, status, body: '', created_at: iso(clock), display_at: iso(clock), ...part })
const incident = (id: string, part: object = {}) => ({ id, name: id, status: 'investigating', impact: 'minor', created_at: iso('08:00'), updated_at: iso('08:00'), incident_updates: [], ...part })
const parse = (part: object = {}, incidents?: object) => reader.parse({ summary: { page, status: { indicator: 'none', description: 'All Systems Operational' }, components: [], ...part }, ...(incidents && { incidents }) }, base)
const said = (snapshot: { problems: { path: string }[] }) => snapshot.problems.map((p) => p.path)
const untold = 'summary.scheduled_maintenances'

describe('the documents of incident.io', () => {
  const cases: [string, string[]][] = [
    [base, ['/api/v2/summary.json', '/api/v2/incidents.json']],
    [`${base}/incidents/01KQ`, ['/api/v2/summary.json', '/api/v2/incidents.json']],
    [`${base}/europe/`, ['/europe/api/v2/summary.json', '/europe/api/v2/incidents.json']],
    [`${base}/api/v2/status.json`, ['/api/v2/summary.json', '/api/v2/incidents.json']],
    [`${base}/europe/api/v1/summary`, ['/europe/api/v1/summary']],
    [`${base}/proxy/status.b.example/component_impacts`, ['/proxy/status.b.example', '/proxy/status.b.example/incidents']],
    [`${base}/copies/maps.json`, ['/copies/maps.json']],
  ]
  for (const [address, paths] of cases) it(`of ${address}`, () => expect(reader.requests(address).map(({ url }) => url)).to.deep.equal(paths.map((path) => base + path)))
  it('are known by page ids of 26 characters, and by the lists of the other two', () => {
    const known = (document: unknown) => catalogue.find(({ recognise }) => recognise?.(document))?.id
    expect(known({ page, status: { indicator: 'none' } })).to.equal('incidentio')
    expect(known({ page_url: base, ongoing_incidents: [] })).to.equal('incidentio')
    expect(known({ summary: { structure: { items: [] } } })).to.equal('incidentio')
    expect(known({ page: { ...page, id: 'h3vt80rk2pzd' }, status: { indicator: 'none' } })).to.equal('statuspage')
  })
  it('are refused when they are not: a page alone is no word of silence', () => {
    for (const summary of [{ page }, { status: { indicator: 'none' } }, { summary: {} }, [], 'x']) expect(() => reader.parse({ summary })).to.throw(FeedShapeError)
  })
})

describe('the compatible document', () => {
  it('has no lists on a quiet day, and says nothing of maintenances', () => {
    const snapshot = parse({ components: [component('c')] })
    expect(snapshot).to.deep.include({ indicator: 'none', incidents: [], maintenances: [], claim: { indicator: 'none', headline: 'All Systems Operational' } })
    expect(said(snapshot)).to.deep.equal([untold])
    expect(said(parse({ incidents: null, scheduled_maintenances: null }))).to.deep.equal([])
  })
  it('without components has said less than it seems', () => expect(said(parse({ components: undefined }))).to.include('summary.components'))
  it('has names that repeat, and no times of components', () => {
    const snapshot = parse({ components: [component('a', { name: 'Login' }), component('b', { name: 'Login' })] })
    expect(snapshot.components).to.deep.equal([{ id: 'a', name: 'Login', status: 'operational' }, { id: 'b', name: 'Login', status: 'operational' }])
  })
  it('may say minor while all components are well, and the other way round', () => {
    expect(parse({ status: { indicator: 'minor', description: 'Partial System Degradation' }, components: [component('a')] }).indicator).to.equal('minor')
    expect(parse({ components: [component('a', { status: 'full_outage' })] }).indicator).to.equal('critical')
    expect(parse({ incidents: [incident('i', { impact: 'none' }), incident('j', { impact: 'major' })] }).indicator).to.equal('major')
  })
  it('keeps words we do not know', () => {
    const snapshot = parse({ components: [component('a', { status: 'on_holiday' })], incidents: [incident('i', { status: 'triage', impact: 'odd' })] })
    expect(snapshot.components[0]).to.include({ status: 'unknown', statusLabel: 'on_holiday' })
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', statusLabel: 'triage', impact: 'unknown' })
    expect(said(snapshot)).to.have.length(4)
  })
  it('has incidents that were resolved and are open again', () => {
    const incident_updates = [update('3', 'investigating', '12:00'), update('2', 'resolved', '11:00'), update('1', 'investigating', '08:00')]
    expect(parse({ incidents: [incident('i', { incident_updates })] }).incidents[0]).to.include({ status: 'investigating', startedAt: iso('08:00') }).and.not.to.have.property('resolvedAt')
  })
  it('has texts in Markdown, or none at all, and leads to the page', () => {
    const event = parse({ incidents: [incident('i', { shortlink: null, incident_updates: [update('2', 'identified', '09:00', { body: 'See [it](https://b.example "it")' }), update('1', 'investigating', '08:00', { body: null })] })] }).incidents[0]
    expect(event).to.include({ url: `${base}/incidents/i` })
    expect(event?.updates.map(({ body, format }) => [body, format])).to.deep.equal([['See [it](https://b.example "it")', 'markdown'], ['', 'markdown']])
  })
  it('has maintenances, should it ever', () => {
    const incident_updates = [update('3', 'completed', '12:00'), update('2', 'in_progress', '10:00'), update('1', 'scheduled', '08:00')]
    const snapshot = parse({ scheduled_maintenances: [incident('m', { status: 'completed', impact: 'maintenance', scheduled_for: iso('10:00'), scheduled_until: iso('11:00'), incident_updates })], incidents: [incident('n', { impact: 'maintenance', status: 'identified' })] })
    expect(snapshot.maintenances.map(({ id, status }) => [id, status])).to.deep.equal([['n', 'in_progress'], ['m', 'completed']])
    expect(snapshot.maintenances[1]).to.include({ scheduledEnd: iso('11:00'), startedAt: iso('10:00'), completedAt: iso('12:00') })
    expect(said(snapshot)).to.deep.equal([])
  })
  it('and its past are one: the newer of two holds, and what is open only there has ended', () => {
    const past = [incident('a', { status: 'resolved', updated_at: iso('09:00'), resolved_at: iso('09:00') }), incident('b'), incident('c', { status: 'resolved', resolved_at: iso('10:00') })]
    const snapshot = parse({ incidents: [incident('a')] }, { page, incidents: past })
    expect(snapshot.incidents.map(({ id, resolvedAt }) => [id, resolvedAt])).to.deep.equal([['a', iso('09:00')], ['c', iso('10:00')]])
    expect(said(snapshot)).to.deep.equal([untold, 'incidents.incidents.1'])
    expect(parse({}, { page: { ...page, updated_at: iso('12:00') }, incidents: [incident('b')] }).incidents).to.have.length(1)
  })
})

describe('the widget document', () => {
  const widget = (part: object = {}) => reader.parse({ summary: { page_title: 'Europe', page_url: `${base}/europe`, ongoing_incidents: [], in_progress_maintenances: [], scheduled_maintenances: [], ...part } })
  const affected = (id: string, current_status: string, group_name?: string) => ({ id, name: id, current_status, ...(group_name && { group_name }) })
  const event = (id: string, part: object = {}) => ({ id, name: id, url: `${base}/incidents/${id}`, last_update_at: iso('09:00'), last_update_message: 'So *far*', affected_components: [], ...part })
  const ulid = '01KQS00M00AAAAAAAAAAAAAAAA'

  it('says by empty lists that nothing is on', () => {
    expect(widget()).to.deep.equal({ page: { name: 'Europe', url: `${base}/europe` }, claim: { indicator: 'none' }, indicator: 'none', groups: [], components: [], incidents: [], maintenances: [], problems: [] })
    expect(widget({ in_progress_maintenances: 'x' })).to.include({ indicator: 'unknown' }).and.not.to.have.property('claim')
  })
  it('has incidents with their last update, their groups, and a start in their id', () => {
    const snapshot = widget({ ongoing_incidents: [event(ulid, { status: 'identified', current_worst_impact: 'full_outage', affected_components: [affected('a', 'full_outage', 'North'), affected('b', 'degraded_performance')] })] })
    expect(snapshot.indicator).to.equal('critical')
    expect(snapshot.groups).to.deep.equal([{ id: 'North', name: 'North' }])
    expect(snapshot.components).to.deep.equal([{ id: 'a', name: 'a', status: 'major_outage', groupId: 'North' }, { id: 'b', name: 'b', status: 'degraded_performance' }])
    expect(snapshot.incidents[0]).to.deep.include({ status: 'identified', impact: 'critical', startedAt: iso('08:00'), componentIds: ['a', 'b'] })
    expect(snapshot.incidents[0]?.updates).to.deep.equal([{ id: iso('09:00'), status: 'identified', at: iso('09:00'), body: 'So *far*', format: 'markdown' }])
  })
  it('has incidents that were entered after their update, or under an id that tells no time', () => {
    const starts = [event(ulid, { last_update_at: iso('07:00') }), event('x'), event('y', { last_update_at: null })].map((it) => ({ ...it, status: 'investigating', current_worst_impact: 'partial_outage' }))
    const snapshot = widget({ ongoing_incidents: starts })
    expect(snapshot.incidents.map((i) => i.startedAt)).to.deep.equal([iso('07:00'), iso('09:00')])
    expect(said(snapshot)).to.deep.equal(['summary.ongoing_incidents.2.last_update_at', 'y'])
  })
  it('has true times of maintenances', () => {
    const snapshot = widget({
      in_progress_maintenances: [event('m', { status: 'maintenance_in_progress', started_at: iso('08:05'), scheduled_end_at: iso('10:00') })],
      scheduled_maintenances: [event('n', { status: 'maintenance_scheduled', starts_at: iso('20:00'), ends_at: iso('22:00') })],
    })
    expect(snapshot.indicator).to.equal('maintenance')
    expect(snapshot.maintenances[0]).to.include({ status: 'in_progress', startedAt: iso('08:05'), scheduledEnd: iso('10:00') })
    expect(snapshot.maintenances[1]).to.include({ status: 'scheduled', scheduledStart: iso('20:00'), scheduledEnd: iso('22:00') })
  })
})

describe("the page's own document", () => {
  const place = (component_id: string, part: object = {}) => ({ component_id, name: component_id, hidden: false, ...part })
  const items = [{ group: { id: 'g', name: 'North', hidden: false, components: [place('a'), place('b', { hidden: true })] } }, { component: place('c') }, { group: { id: 'h', name: 'Secret', hidden: true, components: [place('d')] } }]
  const own = (part: object = {}, incidents?: object) =>
    reader.parse({ summary: { summary: { id: 'p', name: 'Maps', public_url: base, components: [{ id: 'a', description: 'A' }], affected_components: [], ongoing_incidents: [], scheduled_maintenances: [], structure: { items }, ...part } }, ...(incidents && { incidents }) })
  const event = (id: string, status: string, part: object = {}) => ({ id, name: id, status, published_at: iso('08:00'), updates: [], affected_components: [], component_impacts: [], ...part })
  const span = (component_id: string, status: string, start_at: string, end_at?: string) => ({ id: 'x', component_id, status, start_at, end_at })

  it('has its components in the order of the page; those not named are well, those hidden are left out and named', () => {
    const snapshot = own({ affected_components: [{ component_id: 'c', status: 'under_maintenance' }] })
    expect(snapshot.components).to.deep.equal([{ id: 'a', name: 'a', description: 'A', status: 'operational', groupId: 'g' }, { id: 'c', name: 'c', status: 'under_maintenance' }])
    expect(said(snapshot)).to.deep.equal(['summary.summary.structure.items.0.group.components.1', 'summary.summary.structure.items.2.group'])
    expect(snapshot.indicator).to.equal('maintenance')
  })
  it('has incidents as bad as their worst impact', () => {
    const updates = [{ message: {}, message_string: 'Hm', published_at: iso('08:00'), to_status: 'investigating' }, { message_string: 'Ah', published_at: iso('09:00'), to_status: 'identified' }, { to_status: 'monitoring' }]
    const snapshot = own({ ongoing_incidents: [event('i', 'identified', { updates, component_impacts: [span('a', 'degraded_performance', iso('07:50')), span('c', 'partial_outage', iso('08:10'), iso('08:30'))] }), event('j', 'odd')] })
    expect(snapshot.incidents[0]).to.deep.include({ impact: 'major', startedAt: iso('07:50'), componentIds: ['a', 'c'], url: `${base}/incidents/i` })
    expect(snapshot.incidents[0]?.updates.map((u) => u.body)).to.deep.equal(['Ah', 'Hm'])
    expect(snapshot.incidents[1]).to.include({ status: 'unknown', statusLabel: 'odd', impact: 'unknown' })
    expect(said(snapshot)).to.include('summary.summary.ongoing_incidents.0.updates.2.published_at')
  })
  it('has maintenances whose times are those of their impacts', () => {
    const impacts = [span('a', 'under_maintenance', iso('20:00'), iso('21:00')), span('c', 'under_maintenance', iso('20:30'), iso('22:00'))]
    const snapshot = own({ scheduled_maintenances: [event('m', 'maintenance_scheduled', { component_impacts: impacts }), event('n', 'maintenance_in_progress', { component_impacts: [span('a', 'under_maintenance', iso('07:00'))] })] }, { incidents: [event('o', 'maintenance_complete', { component_impacts: impacts }), event('i', 'investigating')] })
    expect(snapshot.maintenances[0]).to.include({ status: 'scheduled', scheduledStart: iso('20:00'), scheduledEnd: iso('22:00') })
    expect(snapshot.maintenances[1]).to.include({ status: 'in_progress', startedAt: iso('07:00') }).and.not.to.have.property('scheduledEnd')
    expect(snapshot.maintenances[2]).to.include({ status: 'completed', startedAt: iso('20:00'), completedAt: iso('22:00') }).and.not.to.have.property('scheduledEnd')
    expect(said(snapshot)).to.include('incidents.incidents.1')
  })
})
