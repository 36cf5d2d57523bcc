import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedAddressError, FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/salesforce.ts'
import { isCurrent, phaseOf } from '../../src/model/maintenance.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Salesforce Trust, with the least document that shows it. */

const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const instance = (key: string, status = 'OK', part: object = {}) => ({ key, status, environment: 'production', releaseVersion: '', isActive: true, location: 'NA', ...part })
const product = (...Instances: unknown[]) => ({ key: 'Lamps', name: 'Lamps', Instances })
const impact = (startTime: string, endTime: string | null, severity = 'minor', part: object = {}) => ({ id: 1, startTime: iso(startTime), endTime: endTime && iso(endTime), type: 'featurePerfDegradation', severity, ...part })
const event = (id: number, type: string, clock: string, message = `Word ${id}`) => ({ id, type, message, createdAt: iso(clock) })
const incident = (id: number, part: object = {}) => ({ id, instanceKeys: ['A1'], serviceKeys: ['wicks'], createdAt: iso('09:00'), updatedAt: iso('09:30'), IncidentImpacts: [impact('08:00', null)], IncidentEvents: [], ...part })
const maintenance = (id: number, part: object = {}) => ({ id, name: 'New glass', instanceKeys: ['A1'], createdAt: iso('07:00'), message: { eventStatus: 'confirmed' }, plannedStartTime: iso('10:00'), plannedEndTime: iso('11:00'), MaintenanceImpacts: [], MaintenanceEvents: [], ...part })
const page = 'https://status.salesforce.com/products/Lamps'
const parse = (documents: object = {}, address = page) => reader.parse(freeze({ instances: product(instance('A1'), instance('A2')), ...documents }), address)
const said = ({ problems }: { problems: { path: string }[] }) => problems.map((p) => p.path)
const known = (document: unknown) => catalogue.filter(({ recognise }) => recognise?.(document)).map(({ id }) => id)
const api = 'https://api.status.salesforce.com/v1'

describe('the documents of Salesforce Trust', () => {
  for (const [base, first, ofProduct] of [
    ['https://status.salesforce.com/products/Heroku', `${api}/products/Heroku`, '&product=Heroku'],
    ['https://status.salesforce.com/products/Sales%20Cloud/', `${api}/products/Sales%20Cloud`, '&product=Sales%20Cloud'],
    [`${api}/products/Heroku`, `${api}/products/Heroku`, '&product=Heroku'],
    [`${api}/instances?products=Heroku`, `${api}/instances?products=Heroku`, '&product=Heroku'],
    [`${api}/instances/status/preview?childProducts=false`, `${api}/instances/status/preview?childProducts=false`, ''],
  ] as const)
    it(`of ${base} are four`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'instances', url: first },
        { key: 'incidents', url: `${api}/incidents/active`, optional: true },
        { key: 'maintenances', url: `${api}/maintenances?limit=100&offset=0${ofProduct}&locale=en`, optional: true },
        { key: 'localizations', url: `${api}/localizations?locale=en`, optional: true },
      ]))
  for (const base of ['https://status.salesforce.com/instances/NA132', 'https://status.salesforce.com/instances/NA132/maintenances', `${api}/instances/NA132/status?childProducts=false`])
    it(`of ${base} are those of one instance`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'instances', url: `${api}/instances/NA132/status` },
        { key: 'localizations', url: `${api}/localizations?locale=en`, optional: true },
        { key: 'history', url: `${api}/incidents?instance=NA132&limit=50&locale=en`, optional: true, when: 'history' },
      ]))
  it('are one where a copy is given', () => expect(reader.requests('https://shop.example/copy.json')).to.deep.equal([{ key: 'instances', url: 'https://shop.example/copy.json' }]))
  for (const base of ['https://status.salesforce.com', 'https://status.salesforce.com/incidents/20001', `${api}/incidents/active`, `${api}/maintenances?limit=10`])
    it(`are not told by ${base}`, () => expect(() => reader.requests(base)).to.throw(FeedAddressError, 'https://status.salesforce.com/products/Heroku'))
  it('are known by their host and by their shape', () => {
    expect(catalogue.find(({ match }) => match?.(new URL(page)))?.id).to.equal('salesforce')
    expect(catalogue.find(({ match }) => match?.(new URL(api)))?.id).to.equal('salesforce')
    for (const document of [product(instance('A1')), instance('A1'), [instance('A1')], [incident(1)], [maintenance(1)]]) expect(known(document)).to.deep.equal(['salesforce'])
    for (const document of [{ key: 'a', status: 'OK' }, [{ key: 'a', status: 'OK' }], [{ modelKey: 'a', text: 'b' }]]) expect(known(document)).to.deep.equal([])
  })
  it('say nothing where they name no instance', () => {
    for (const instances of [[], [incident(1)], { Instances: 'none' }, { key: 'a' }]) expect(() => parse({ instances })).to.throw(FeedShapeError)
    expect(parse({ instances: product() })).to.deep.include({ indicator: 'unknown', components: [] })
  })
  it('may be a list of instances, of a product that the address names', () => {
    const { page: own, components } = parse({ instances: [instance('A1')] }, `${api}/instances?products=Lamps`)
    expect(own).to.deep.equal({ name: 'Lamps', url: page })
    expect(components).to.have.length(1)
  })
})

describe("Salesforce's instances", () => {
  it('have its words in ours', () => {
    const words = ['OK', 'INFORMATIONAL_CORE', 'INFORMATIONAL_NONCORE', 'MAINTENANCE_CORE', 'MAINTENANCE_NONCORE', 'MINOR_INCIDENT_CORE', 'MINOR_INCIDENT_NONCORE', 'MAJOR_INCIDENT_NONCORE', 'MAJOR_INCIDENT_CORE', 'SIESTA']
    const snapshot = parse({ instances: product(...words.map((status, i) => instance(`A${i}`, status))) })
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(['operational', 'operational', 'operational', 'under_maintenance', 'under_maintenance', 'degraded_performance', 'degraded_performance', 'partial_outage', 'major_outage', 'unknown'])
    expect(snapshot.components[9]?.statusLabel).to.equal('SIESTA')
    expect(said(snapshot)).to.deep.equal(['instances.Instances.9.status'])
  })
  it('do not count where they are not active, or a sandbox; each is named', () => {
    const snapshot = parse({ instances: product(instance('A1'), instance('A2', 'MAJOR_INCIDENT_CORE', { isActive: false }), instance('S1', 'MAJOR_INCIDENT_CORE', { environment: 'sandbox' }), instance('A1')) })
    expect(snapshot.components.map((c) => c.id)).to.deep.equal(['A1'])
    expect(snapshot.indicator).to.equal('none')
    expect(said(snapshot)).to.deep.equal(['instances.Instances.1', 'instances.Instances.2', 'instances.Instances.3.key'])
  })
  it('count where one is asked for by its key, sandbox or not', () => {
    const { page: own, components, groups } = parse({ instances: instance('CS 4', 'OK', { environment: 'sandbox' }) }, 'https://status.salesforce.com/instances/CS%204')
    expect(own).to.deep.equal({ name: 'CS 4', url: 'https://status.salesforce.com/instances/CS%204' })
    expect([components.length, groups.length]).to.deep.equal([1, 0])
  })
  it('are grouped by their location, where there are several', () => {
    const { groups, components } = parse({ instances: product(instance('A1'), instance('E1', 'OK', { location: 'EMEA' }), instance('X1', 'OK', { location: '' })) })
    expect(groups.map((g) => g.id)).to.deep.equal(['NA', 'EMEA'])
    expect(components.map((c) => c.groupId)).to.deep.equal(['NA', 'EMEA', undefined])
  })
  it('have messages that are not read, and that is said', () => expect(said(parse({ instances: instance('A1', 'OK', { GeneralMessages: [{ id: 1 }] }) }))).to.deep.equal(['instances.GeneralMessages']))
})

describe("Salesforce's incidents", () => {
  const one = (part: object, others: object = {}) => parse({ incidents: [incident(7, part)], ...others }).incidents[0]
  it('are those of the page\'s instances, of all that are active', () => {
    const snapshot = parse({ incidents: [incident(1), incident(2, { instanceKeys: ['Z9'] }), incident(3, { instanceKeys: ['Z9', 'A2'] })] })
    expect(snapshot.incidents.map((i) => [i.id, i.componentIds])).to.deep.equal([['1', ['A1']], ['3', ['A2']]])
    expect(snapshot.problems).to.deep.equal([])
  })
  it('that name no instance are of all, or left out and named', () => {
    const snapshot = parse({ incidents: [incident(1, { instanceKeys: [], affectsAll: true }), incident(2, { instanceKeys: undefined })] })
    expect(snapshot.incidents.map((i) => [i.id, i.componentIds])).to.deep.equal([['1', []]])
    expect(said(snapshot)).to.deep.equal(['incidents.1.instanceKeys'])
  })
  it('may stand in the instances, in several of them, and in the list too', () => {
    const inside = incident(1, { instanceKeys: undefined })
    const snapshot = parse({ instances: product(instance('A1', 'OK', { Incidents: [inside] }), instance('A2', 'OK', { Incidents: [inside] })), incidents: [incident(1)] })
    expect(snapshot.incidents.map((i) => i.componentIds)).to.deep.equal([['A1', 'A2']])
  })
  it('of one id twice are named', () => expect(said(parse({ incidents: [incident(1), incident(1)] }))).to.deep.equal(['incidents.1.id']))
  it('are called by the type of their open impact and their services, in the words of the other document where it is there', () => {
    const IncidentImpacts = [impact('07:00', '07:30', 'minor', { type: 'overAndOut' }), impact('08:00', null)]
    expect(one({ IncidentImpacts })?.title).to.equal('Feature perf degradation: Wicks')
    expect(one({ IncidentImpacts }, { localizations: [{ modelKey: 'featurePerfDegradation', text: 'Slow' }, { modelKey: 'wicks', text: 'Wicks and Oil' }] })?.title).to.equal('Slow: Wicks and Oil')
    expect(one({ serviceKeys: ['coreService', 'liveAgent'] })?.title).to.equal('Feature perf degradation: Core service, Live agent')
    expect(one({ IncidentImpacts: [], serviceKeys: undefined, type: 'Disruption' })?.title).to.equal('Disruption')
  })
  it('are open while an impact has no end, and begin with the first', () => {
    expect(one({ IncidentImpacts: [impact('06:00', '07:00', 'major'), impact('08:00', null)] })).to.include({ status: 'investigating', impact: 'minor', startedAt: iso('06:00') }).and.not.to.have.property('resolvedAt')
    expect(one({ IncidentImpacts: [impact('06:00', '07:00', 'major'), impact('05:00', '08:30')] })).to.include({ status: 'resolved', impact: 'major', startedAt: iso('05:00'), resolvedAt: iso('08:30') })
    expect(one({ IncidentImpacts: [{ ...impact('06:00', null), endTime: '' }] })).to.include({ status: 'investigating' })
  })
  it('are open while their word says so, and while an impact of no kind has no end', () => {
    expect(one({ status: 'Active', IncidentImpacts: [impact('06:00', '07:00')] })).to.include({ status: 'investigating' }).and.not.to.have.property('resolvedAt')
    expect(one({ status: 'Resolved', IncidentImpacts: [impact('06:00', null)] })).to.include({ status: 'investigating' })
    expect(one({ IncidentImpacts: [impact('06:00', '07:00'), impact('08:00', null, 'major', { type: undefined })] })).to.include({ status: 'investigating', impact: 'major' })
  })
  it('without an impact are as their word says', () => {
    expect(one({ IncidentImpacts: [], status: 'Resolved' })).to.include({ status: 'resolved', impact: 'unknown', startedAt: iso('09:00'), resolvedAt: iso('09:30') })
    expect(one({ IncidentImpacts: [], status: 'Active' })).to.include({ status: 'investigating' })
    expect(said(parse({ incidents: [incident(1, { status: 'Dozing' })] }))).to.deep.equal(['incidents.0.status'])
  })
  it('have the worst severity of what is open, and keep quiet about one we do not know', () => {
    expect(one({ IncidentImpacts: [impact('08:00', null), impact('08:00', null, 'critical')] })?.impact).to.equal('critical')
    const snapshot = parse({ incidents: [incident(1, { IncidentImpacts: [impact('08:00', null, 'cosmic')] })] })
    expect(snapshot.incidents[0]?.impact).to.equal('unknown')
    expect(said(snapshot)).to.deep.equal(['incidents.0.IncidentImpacts.0.severity'])
  })
  it('stand where the type of their newest event says; of one instant the greater id is the newer', () => {
    const types = ['investigatingCauseOfIssue', 'issueIsolatedDatabaseTier', 'herokuIncidentMonitoring', 'update']
    expect(types.map((type) => one({ IncidentEvents: [event(9, 'investigatingCauseOfIssue', '09:05'), event(10, type, '09:05')] })?.status)).to.deep.equal(['investigating', 'identified', 'monitoring', 'investigating'])
    expect(one({ IncidentEvents: [event(9, 'herokuIncidentMonitoring', '09:05'), event(10, 'issueResolved', '09:10')] })?.status).to.equal('investigating')
  })
  it('have updates newest first, with the label of their type', () => {
    const updates = one({ IncidentEvents: [event(9, 'issueIsolatedDatabaseTier', '09:05'), event(10, 'update', '09:05', '<b>Hot</b>'), event(8, 'herokuIncident', '09:20')] }, { localizations: [{ modelKey: 'herokuIncident', text: 'Heroku - Incident' }] })?.updates
    expect(updates?.map((u) => [u.id, u.status, u.statusLabel, u.format])).to.deep.equal([
      ['8', 'unknown', 'Heroku - Incident', 'text'],
      ['10', 'unknown', undefined, 'html'],
      ['9', 'identified', 'Issue isolated database tier', 'text'],
    ])
  })
  it('have each update once', () => {
    const snapshot = parse({ incidents: [incident(1, { IncidentEvents: [event(9, 'update', '09:05'), event(9, 'update', '09:10')] })], maintenances: [maintenance(2, { MaintenanceEvents: [event(9, 'update', '09:05'), event(9, 'update', '09:10')] })] })
    expect([snapshot.incidents[0]?.updates.length, snapshot.maintenances[0]?.updates.length]).to.deep.equal([1, 1])
    expect(said(snapshot).sort()).to.deep.equal(['incidents.0.IncidentEvents.1.id', 'maintenances.0.MaintenanceEvents.1.id'])
  })
  it('say their cause last, and what else is known from the start', () => {
    const updates = one({ additionalInformation: 'No wicks.', message: { rootCause: 'Mice.', actionPlan: null, pathToResolution: 'Cats.' } })?.updates
    expect(updates?.map((u) => [u.id, u.at, u.body])).to.deep.equal([['message', iso('09:30'), 'Mice.\n\nCats.'], ['details', iso('09:00'), 'No wicks.']])
  })
  it('of the past are those of its history, without what was open then and is not now', () => {
    const over = { IncidentImpacts: [impact('06:00', '07:00')] }
    const snapshot = parse({ incidents: [incident(1)], history: [incident(1, over), incident(2, over), incident(3)] })
    expect(snapshot.incidents.map((i) => [i.id, i.status])).to.deep.equal([['1', 'investigating'], ['2', 'resolved']])
    expect(said(snapshot)).to.deep.equal(['history.2'])
  })
})

describe("Salesforce's maintenances", () => {
  const one = (part: object) => parse({ maintenances: [maintenance(7, part)] }).maintenances[0]
  const told = (eventStatus: string, part: object = {}) => one({ message: { eventStatus }, ...part })
  it('that are confirmed stand where the clock says', () => {
    const confirmed = one({})
    expect(confirmed).to.include({ status: 'unknown', statusLabel: 'Confirmed', scheduledStart: iso('10:00'), scheduledEnd: iso('11:00') })
    expect(confirmed && ['09:00', '10:30', '11:30'].map((clock) => [phaseOf(confirmed, Date.parse(iso(clock))), isCurrent(confirmed, Date.parse(iso(clock)))])).to.deep.equal([['upcoming', false], ['active', true], ['overdue', true]])
  })
  it('have its words in ours', () => {
    expect(['scheduled', 'confirmed', 'inProgress', 'resolved', 'completed', 'canceled'].map((word) => told(word)?.status)).to.deep.equal(['unknown', 'unknown', 'in_progress', 'completed', 'completed', 'cancelled'])
    const snapshot = parse({ maintenances: [maintenance(7, { message: { eventStatus: 'dreamt' } })] })
    expect(snapshot.maintenances[0]).to.include({ status: 'unknown', statusLabel: 'Dreamt' })
    expect(said(snapshot)).to.deep.equal(['maintenances.0.message.eventStatus'])
  })
  it('that are over began and ended when their impact did', () => {
    const MaintenanceImpacts = [impact('10:05', '10:40', 'maintenance')]
    expect(told('resolved', { MaintenanceImpacts })).to.include({ startedAt: iso('10:05'), completedAt: iso('10:40'), scheduledEnd: iso('11:00') })
    expect(told('resolved')).to.include({ completedAt: iso('11:00') })
  })
  it('whose end was moved say so, and what it was', () => {
    const moved = [impact('10:00', '14:00', 'maintenance', { endTimeModifiedAt: iso('10:50') })]
    expect(one({ MaintenanceImpacts: moved })).to.include({ scheduledEnd: iso('14:00'), firstScheduledEnd: iso('11:00') })
    expect(one({ MaintenanceImpacts: [impact('10:00', '14:00')] })).to.include({ scheduledEnd: iso('11:00') }).and.not.to.have.property('firstScheduledEnd')
  })
  it('without a name or a plan go by their kind and their impact', () =>
    expect(one({ name: undefined, message: { maintenanceType: 'scheduledMaintenance' }, plannedStartTime: null, plannedEndTime: null, MaintenanceImpacts: [impact('10:00', '12:00')] })).to.include({ title: 'Scheduled maintenance', scheduledStart: iso('10:00'), scheduledEnd: iso('12:00') }))
  it('are a hundred at most, and what comes after is said', () => {
    const others = (count: number) => Array.from({ length: count }, (_, i) => maintenance(i + 1, { instanceKeys: ['Z9'] }))
    expect(said(parse({ maintenances: others(100) }))).to.deep.equal(['maintenances'])
    expect(said(parse({ maintenances: others(99) }))).to.deep.equal([])
  })
  it('of other instances are of other pages', () => expect(parse({ maintenances: [maintenance(1, { instanceKeys: ['Z9'] })] })).to.deep.include({ maintenances: [], problems: [] }))
  it('may stand in the one instance that is asked for', () => expect(parse({ instances: instance('A1', 'OK', { Maintenances: [maintenance(1)] }) }).maintenances.map((m) => m.componentIds)).to.deep.equal([['A1']]))
  it('say what is known of them from the start', () => expect(one({ additionalInformation: 'Pane by pane', MaintenanceEvents: [event(3, 'scheduled', '07:00')] })?.updates.map((u) => [u.id, u.status, u.statusLabel])).to.deep.equal([['3', 'scheduled', undefined], ['details', 'scheduled', undefined]]))
})

const folder = '/shared/feeds/samples/salesforce/'
const answer = await fetch(folder)
const names: string[] = answer.status === 200 ? await answer.json() : []
const load = async (name: string) => freeze(await (await fetch(`${folder}${name}.json`)).json())

describe('samples of Salesforce Trust', () => {
  it('are at hand', function () {
    if (!names.length) this.skip()
    expect(names.length).to.be.greaterThan(4)
  })
  for (const name of names.map((name) => name.replace('.json', '')))
    it(`${name} is known by its shape, if it says enough`, async () => expect(known(await load(name))).to.deep.equal(name.startsWith('localizations') ? [] : ['salesforce']))

  it('products-Tableau is read whole', async function () {
    if (!names.length) this.skip()
    const raw: { key: string; name: string; Instances: { key: string; isActive: boolean; environment: string; status: string }[] } = await load('products-Tableau')
    const snapshot = reader.parse({ instances: raw })
    expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
    expect(snapshot.page).to.deep.equal({ name: 'Tableau', url: 'https://status.salesforce.com/products/Tableau' })
    const counted = raw.Instances.filter((row) => row.isActive && row.environment === 'production')
    expect(snapshot.components.map((c) => c.id)).to.deep.equal(counted.map((row) => row.key))
    expect(snapshot.problems).to.have.length(raw.Instances.length - counted.length)
    expect(raw.Instances.every((row) => row.status === 'OK')).to.equal(true)
    expect(snapshot.indicator).to.equal('none')
  })
  it('those of Heroku are read together; events of one id are kept once, and named', async function () {
    if (!names.length) this.skip()
    const instances: unknown[] = await load('instances-products-Heroku')
    const incidents: { id: number; instanceKeys: string[]; IncidentEvents: unknown[] }[] = await load('incidents-active-mixed-products')
    const maintenances: { id: number; MaintenanceEvents: unknown[] }[] = await load('maintenances-Heroku')
    const snapshot = reader.parse({ instances, incidents, maintenances, localizations: await load('localizations-en-excerpt') }, 'https://status.salesforce.com/products/Heroku')
    const ours = incidents.filter(({ instanceKeys }) => instanceKeys.some((key) => key.startsWith('Heroku')))
    expect(snapshot.components).to.have.length(instances.length)
    expect(snapshot.incidents.length + snapshot.problems.length).to.equal(ours.length)
    expect(snapshot.incidents[0]).to.deep.include({ title: 'Heroku data feature disruption: Data', status: 'investigating', impact: 'major', componentIds: ['Heroku North America'] })
    // The events and the additional information.
    expect(snapshot.incidents[0]?.updates).to.have.length((ours[0]?.IncidentEvents.length ?? 0) + 1)
    expect(snapshot.incidents[0]?.updates.map((u) => u.statusLabel)).to.include('Heroku Incident - Monitoring')
    expect(snapshot.maintenances.map((m) => [m.id, m.status, m.updates.length])).to.deep.equal(maintenances.map((m) => [`${m.id}`, 'completed', m.MaintenanceEvents.length]))
  })
})
