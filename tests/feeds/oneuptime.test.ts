import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedAddressError, FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/oneuptime.ts'
import { phaseOf } from '../../src/model/maintenance.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of OneUptime, with the least document that shows it. */

const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const when = (clock: string) => ({ _type: 'DateTime', value: iso(clock) })
const ref = (value: string) => ({ _type: 'ObjectID', value })
const status = (_id: string, name: string, priority: number, flags: object = {}) => ({ _id, name, priority, color: { _type: 'Color', value: '#fff' }, ...flags })
const up = status('up', 'Operational', 1, { isOperationalState: true })
const slow = status('slow', 'Degraded', 2, { isOperationalState: false })
const down = status('down', 'Offline', 3, { isOperationalState: false })
const resource = (_id: string, statusId: string, part: object = {}) => ({ _id, displayName: `The ${_id}`, displayDescription: '', monitorId: ref(`m-${_id}`), monitor: { _id: `m-${_id}`, currentMonitorStatusId: ref(statusId) }, ...part })
const created = { _id: 'created', name: 'Identified', isCreatedState: true, isResolvedState: false, isAcknowledgedState: false }
const seen = { _id: 'seen', name: 'Acknowledged', isCreatedState: false, isResolvedState: false, isAcknowledgedState: true }
const over = { _id: 'over', name: 'Resolved', isCreatedState: false, isResolvedState: true, isAcknowledgedState: false }
const incident = (_id: string, part: object = {}) => ({ _id, title: 'Snow', createdAt: when('07:00'), incidentSeverity: { name: 'Major Incident' }, currentIncidentState: { _id: 'seen', name: 'Acknowledged' }, monitors: [{ _id: 'm-a' }], ...part })
const note = (_id: string, event: string, clock: string, part: object = {}) => ({ _id, incidentId: ref(event), note: `*${_id}*`, postedAt: when(clock), ...part })
const change = (_id: string, event: string, clock: string, incidentState: object) => ({ _id, incidentId: ref(event), startsAt: when(clock), incidentState })
const planned = (_id: string, state: object, part: object = {}) => ({ _id, title: 'Ropes', createdAt: when('06:00'), startsAt: when('10:00'), endsAt: when('11:00'), currentScheduledMaintenanceState: state, monitors: [], ...part })
const overview = (part: object = {}) => ({ overallStatus: up, monitorStatuses: [up, slow, down], statusPageResources: [resource('a', 'up')], activeIncidents: [], ...part })
const page = 'https://status.pass.example/'
const parse = (part: object = {}, others: object = {}, address = page) => reader.parse(freeze({ overview: overview(part), ...others }), address)
const said = ({ problems }: { problems: { path: string }[] }) => problems.map((p) => p.path)
const known = (document: unknown) => catalogue.filter(({ recognise }) => recognise?.(document)).map(({ id }) => id)

describe('the documents of OneUptime', () => {
  for (const [base, root, named] of [
    ['https://oneuptime.com/status-page/1234-ab', 'https://oneuptime.com', '1234-ab'],
    ['https://oneuptime.com/status-page/1234-ab/incidents/9', 'https://oneuptime.com', '1234-ab'],
    ['https://oneuptime.com/status-page-api/overview/1234-ab', 'https://oneuptime.com', '1234-ab'],
    ['https://watch.example/one/status-page-api/incidents/1234-ab', 'https://watch.example/one', '1234-ab'],
    ['https://status.pass.example', 'https://status.pass.example', 'status.pass.example'],
    ['https://status.pass.example/incidents/9', 'https://status.pass.example', 'status.pass.example'],
  ] as const)
    it(`of ${base}`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'overview', url: `${root}/status-page-api/overview/${named}` },
        { key: 'incidents', url: `${root}/status-page-api/incidents/${named}`, when: 'history', optional: true },
        { key: 'maintenances', url: `${root}/status-page-api/scheduled-maintenance-events/${named}`, when: 'history', optional: true },
      ]))
  it('are one where a copy is given', () => expect(reader.requests('https://shop.example/copy.json')).to.deep.equal([{ key: 'overview', url: 'https://shop.example/copy.json' }]))
  it("are not told by OneUptime's own address without the id of a page", () => expect(() => reader.requests('https://oneuptime.com/')).to.throw(FeedAddressError, 'https://oneuptime.com/status-page/'))
  it('are known by their host, by their path and by their shape', () => {
    for (const address of ['https://oneuptime.com/status-page/1', 'https://watch.example/status-page-api/overview/1']) expect(catalogue.find(({ match }) => match?.(new URL(address)))?.id).to.equal('oneuptime')
    expect(known(overview())).to.deep.equal(['oneuptime'])
    for (const document of [{ statusPageResources: [] }, { monitorStatuses: [], activeIncidents: [] }, { incidents: [] }]) expect(known(document)).to.deep.equal([])
  })
  it('are none of it without its lists', () => {
    for (const document of [{ statusPageResources: [] }, { monitorStatuses: [] }, { statusPageResources: {}, monitorStatuses: [] }]) expect(() => reader.parse({ overview: document })).to.throw(FeedShapeError)
  })
  it('name their page, or are named by their address', () => {
    expect(parse({ statusPage: { pageTitle: 'Pass' } }, {}, 'https://oneuptime.com/status-page-api/overview/1234').page).to.deep.equal({ name: 'Pass', url: 'https://oneuptime.com/status-page/1234' })
    expect(parse({ statusPage: { _id: '1' } }, {}, 'https://status.pass.example/status-page-api/overview/status.pass.example').page).to.deep.equal({ name: 'status.pass.example', url: 'https://status.pass.example' })
  })
  it('have episodes that are not read, and that is said', () => expect(said(parse({ activeEpisodes: [{ _id: '1' }] }))).to.deep.equal(['overview.activeEpisodes']))
})

describe("OneUptime's components", () => {
  const one = (part: object) => parse(part).components[0]
  it('have the status of their monitor, by its flags, whatever it is called', () => {
    const named = [status('1', 'Fine', 1, { isOperationalState: true, isOfflineState: false }), status('2', 'Hm', 2, { isOperationalState: false, isOfflineState: false }), status('3', 'Snowed in', 3, { isOperationalState: false, isOfflineState: true })]
    const snapshot = parse({ overallStatus: named[1], monitorStatuses: named, statusPageResources: named.map(({ _id }) => resource(_id, _id)) })
    expect(snapshot.components.map((c) => [c.status, c.statusLabel])).to.deep.equal([['operational', 'Fine'], ['degraded_performance', 'Hm'], ['major_outage', 'Snowed in']])
    expect(snapshot.claim).to.deep.equal({ indicator: 'minor' })
  })
  it('go by a name that says it, and by the last rank of three, where there are no flags', () => {
    const names = ['Operational', 'Degraded', 'Partial Outage', 'Maintenance', 'Offline', 'Gone']
    const statuses = names.map((name, i) => status(`${i}`, name, i))
    expect(parse({ monitorStatuses: statuses, statusPageResources: statuses.map(({ _id }) => resource(_id, _id)) }).components.map((c) => c.status)).to.deep.equal(['operational', 'degraded_performance', 'partial_outage', 'under_maintenance', 'major_outage', 'major_outage'])
    expect(one({ monitorStatuses: [up, status('odd', 'Odd', 2)], statusPageResources: [resource('a', 'odd')] })).to.include({ status: 'degraded_performance', statusLabel: 'Odd' })
  })
  it('are unknown without a status, or with one that is not there, and that is said', () => {
    const snapshot = parse({ statusPageResources: [resource('a', 'poem'), resource('b', '', { monitor: null })] })
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(['unknown', 'unknown'])
    expect(said(snapshot)).to.deep.equal(['overview.statusPageResources.0.monitor', 'overview.statusPageResources.1.monitor'])
    expect(snapshot.indicator).to.equal('unknown')
  })
  it('that are groups of monitors have the status of these', () =>
    expect(one({ statusPageResources: [resource('a', '', { monitorId: null, monitor: null, monitorGroupId: ref('g') })], monitorGroupCurrentStatuses: { g: ref('down') } })?.status).to.equal('major_outage'))
  it('have wrapped ids, or plain ones, and stand in groups', () => {
    const snapshot = parse({ resourceGroups: [{ _id: ref('g1'), name: 'Mountain' }, { _id: 'g2', name: 'Valley' }], statusPageResources: [resource('a', 'up', { statusPageGroupId: 'g1' }), resource('b', 'up', { statusPageGroupId: ref('g2') })] })
    expect(snapshot.components.map((c) => c.groupId)).to.deep.equal(['g1', 'g2'])
    expect(snapshot.problems).to.deep.equal([])
  })
  it('that come twice are named', () => expect(said(parse({ statusPageResources: [resource('a', 'up'), resource('a', 'up')] }))).to.deep.equal(['overview.statusPageResources.1._id']))
})

describe("OneUptime's incidents", () => {
  const one = (part: object = {}, others: object = {}) => parse({ activeIncidents: [incident('i', part)], ...others }).incidents[0]
  it('stand where their state says, by flags that only its history tells', () => {
    expect(one({ currentIncidentState: { _id: 'x', name: 'Shovelling' } }, { incidentStateTimelines: [change('t', 'i', '07:05', { ...seen, _id: 'x', name: 'Shovelling' })] })).to.include({ status: 'identified', statusLabel: 'Shovelling' })
    expect(one({ currentIncidentState: { _id: 'x', name: 'Opened' } }, { incidentStateTimelines: [change('t', 'i', '07:05', { ...created, _id: 'x', name: 'Opened' })] })).to.include({ status: 'investigating', statusLabel: 'Opened' })
  })
  it('go by a name that is one of ours, and are unknown under any other, with it', () => {
    const states = ['Identified', 'Investigating', 'Monitoring', 'Acknowledged', 'Resolved', 'Shovelling'].map((name) => one({ currentIncidentState: { _id: 'x', name } }))
    expect(states.map((i) => i?.status)).to.deep.equal(['identified', 'investigating', 'monitoring', 'identified', 'resolved', 'unknown'])
    expect(states.map((i) => i?.statusLabel)).to.deep.equal([undefined, undefined, undefined, 'Acknowledged', undefined, 'Shovelling'])
    expect(said(parse({ activeIncidents: [incident('i', { currentIncidentState: { _id: 'x', name: 'Shovelling' } })] }))).to.deep.equal(['overview.activeIncidents.0.currentIncidentState'])
  })
  it('without a state are unknown, and that is said', () => {
    const snapshot = parse({ activeIncidents: [incident('i', { currentIncidentState: null })] })
    expect(snapshot.incidents[0]?.status).to.equal('unknown')
    expect(said(snapshot)).to.deep.equal(['overview.activeIncidents.0.currentIncidentState'])
  })
  it('have an impact by the name of their severity; any other is said', () => {
    expect(['Critical Incident', 'Major Incident', 'minor'].map((name) => one({ incidentSeverity: { name } })?.impact)).to.deep.equal(['critical', 'major', 'minor'])
    const snapshot = parse({ activeIncidents: [incident('i', { incidentSeverity: { name: 'Red' } })] })
    expect(snapshot.incidents[0]?.impact).to.equal('unknown')
    expect(said(snapshot)).to.deep.equal(['overview.activeIncidents.0.incidentSeverity.name'])
  })
  it('touch the components that show their monitors, by themselves or in a group', () => {
    const statusPageResources = [resource('a', 'up'), resource('twin', 'up', { monitorId: ref('m-a') }), resource('g', 'up', { monitorId: null, monitorGroupId: ref('g') })]
    expect(one({ monitors: [{ _id: 'm-a' }, { _id: 'm-z' }] }, { statusPageResources, monitorGroupCurrentStatuses: { g: ref('up') }, monitorsInGroup: { g: [ref('m-a')] } })?.componentIds).to.deep.equal(['a', 'twin', 'g'])
  })
  it('begin when they were declared, or entered', () => {
    expect(one({ declaredAt: when('06:30') })?.startedAt).to.equal(iso('06:30'))
    expect(one()?.startedAt).to.equal(iso('07:00'))
  })
  it('have notes and states as updates, in Markdown, each in the state of its time', () => {
    const incidentPublicNotes = [note('n2', 'i', '07:30'), note('n1', 'i', '07:05')]
    const incidentStateTimelines = [change('t2', 'i', '07:10', seen), change('t1', 'i', '07:00', created)]
    expect(one({ description: '**White**' }, { incidentPublicNotes, incidentStateTimelines })?.updates.map((u) => [u.id, u.status, u.body, u.format])).to.deep.equal([
      ['n2', 'identified', '*n2*', 'markdown'],
      ['t2', 'identified', '', 'markdown'],
      ['n1', 'identified', '*n1*', 'markdown'],
      ['description', 'identified', '**White**', 'markdown'],
    ])
    expect(one({}, { incidentStateTimelines })?.updates.map((u) => u.id)).to.deep.equal(['t2', 't1'])
  })
  it('are told of by notes and states that name none, which are named', () => expect(said(parse({ incidentPublicNotes: [note('n', 'z', '07:00')], incidentStateTimelines: [change('t', 'z', '07:00', seen), { _id: 'u', incidentId: ref('z') }] }))).to.deep.equal(['overview.incidentStateTimelines.1', 'overview.incidentPublicNotes.0', 'overview.incidentStateTimelines.0']))
  it('of the past are resolved when their state was; what was open then and is not now is left out', () => {
    const incidents = { incidents: [incident('i'), incident('old', { currentIncidentState: { _id: 'over', name: 'Resolved' } }), incident('gone')], incidentStateTimelines: [change('t', 'old', '09:00', over)] }
    const snapshot = parse({ activeIncidents: [incident('i')] }, { incidents })
    expect(snapshot.incidents.map((i) => [i.id, i.status, i.resolvedAt])).to.deep.equal([['i', 'identified', undefined], ['old', 'resolved', iso('09:00')]])
    expect(said(snapshot)).to.deep.equal(['incidents.incidents.2'])
  })
})

describe("OneUptime's maintenances", () => {
  const scheduled = { name: 'Scheduled', isScheduledState: true, isOngoingState: false, isResolvedState: false, isEndedState: false }
  const ongoing = { ...scheduled, name: 'Ongoing', isScheduledState: false, isOngoingState: true }
  const ended = { ...scheduled, name: 'Ended', isScheduledState: false, isEndedState: true }
  const done = { ...scheduled, name: 'Completed', isScheduledState: false, isResolvedState: true }
  const one = (state: object, part: object = {}, others: object = {}) => parse({ scheduledMaintenanceEvents: [planned('p', state, part)], ...others }).maintenances[0]
  it('have its states in ours, by flag or by name', () => {
    expect([scheduled, ongoing, ended, done].map((state) => one(state)?.status)).to.deep.equal(['scheduled', 'in_progress', 'completed', 'completed'])
    expect(['Scheduled', 'Ongoing', 'Ended', 'Completed', 'Melting'].map((name) => one({ name })?.status)).to.deep.equal(['scheduled', 'in_progress', 'completed', 'completed', 'unknown'])
    expect(one({ name: 'Melting' })?.statusLabel).to.equal('Melting')
    expect(said(parse({ scheduledMaintenanceEvents: [planned('p', { name: 'Melting' })] }))).to.deep.equal(['overview.scheduledMaintenanceEvents.0.currentScheduledMaintenanceState'])
  })
  it('have a window, and began and ended when their state changed', () => {
    const scheduledMaintenanceStateTimelines = [['t3', '11:40', done], ['t2', '10:02', ongoing], ['t1', '06:00', scheduled]].map(([_id, clock, scheduledMaintenanceState]) => ({ _id, scheduledMaintenanceId: ref('p'), startsAt: when(`${String(clock)}`), scheduledMaintenanceState }))
    expect(one(done, {}, { scheduledMaintenanceStateTimelines })).to.include({ scheduledStart: iso('10:00'), scheduledEnd: iso('11:00'), startedAt: iso('10:02'), completedAt: iso('11:40') })
  })
  it('run over while their state says so', () => {
    const maintenance = one(ongoing)
    expect(maintenance && phaseOf(maintenance, Date.parse(iso('12:00')))).to.equal('overdue')
  })
  it('of the past that were open then, and are not in the overview, have ended since', () => {
    const snapshot = parse({ scheduledMaintenanceEvents: [] }, { maintenances: { scheduledMaintenanceEvents: [planned('p', ongoing), planned('q', done)] } })
    expect(snapshot.maintenances.map((m) => m.id)).to.deep.equal(['q'])
    expect(said(snapshot)).to.deep.equal(['maintenances.scheduledMaintenanceEvents.0'])
  })
  it('of the past come from their own document', () => expect(parse({ scheduledMaintenanceEvents: [planned('p', ongoing)] }, { maintenances: { scheduledMaintenanceEvents: [planned('p', done), planned('q', done)] } }).maintenances.map((m) => [m.id, m.status])).to.deep.equal([['p', 'in_progress'], ['q', 'completed']]))
})

describe("OneUptime's announcements", () => {
  it('are no trouble, and over once they are told', () => {
    const snapshot = parse({ activeAnnouncements: [{ _id: 'n', title: 'Summer', description: '*June*', showAnnouncementAt: when('05:00'), endAnnouncementAt: when('20:00') }] })
    expect(snapshot.incidents[0]).to.include({ status: 'resolved', statusLabel: 'announcement', impact: 'none', startedAt: iso('05:00'), resolvedAt: iso('05:00') })
    expect(snapshot).to.deep.include({ indicator: 'none', problems: [] })
  })
  it('take no incident\'s place', () => {
    const snapshot = parse({ activeIncidents: [incident('i')], activeAnnouncements: [{ _id: 'i', title: 'Summer', createdAt: when('05:00') }] })
    expect(snapshot.incidents.map((i) => i.title)).to.deep.equal(['Snow'])
    expect(said(snapshot)).to.deep.equal(['overview.activeAnnouncements.0._id'])
  })
})

const folder = '/shared/feeds/samples/oneuptime/'
describe('the sample of OneUptime, which was made and not captured', () => {
  it('is known, and read whole', async function () {
    const answer = await fetch(`${folder}made-overview.json`)
    if (answer.status !== 200) this.skip()
    const raw: Record<'statusPageResources' | 'resourceGroups' | 'activeIncidents' | 'scheduledMaintenanceEvents' | 'incidentPublicNotes' | 'incidentStateTimelines', { _id: string }[]> = freeze(await answer.json())
    expect(known(raw)).to.deep.equal(['oneuptime'])
    const snapshot = reader.parse({ overview: raw })
    expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
    const ids = (list: readonly { _id: string }[]) => list.map(({ _id }) => _id)
    expect(snapshot.components.map((c) => c.id)).to.deep.equal(ids(raw.statusPageResources))
    expect(snapshot.groups.map((g) => g.id)).to.deep.equal(ids(raw.resourceGroups))
    expect(snapshot.incidents.map((i) => i.id)).to.deep.equal(ids(raw.activeIncidents))
    expect(snapshot.maintenances.map((m) => m.id)).to.deep.equal(ids(raw.scheduledMaintenanceEvents))
    expect(snapshot.incidents[0]?.updates.map((u) => u.id)).to.have.members([...ids(raw.incidentPublicNotes), ...ids(raw.incidentStateTimelines), 'description'])
    expect(snapshot).to.deep.include({ indicator: 'major', problems: [] })
    expect(snapshot.components[0]?.status).to.equal('degraded_performance')
  })
})
