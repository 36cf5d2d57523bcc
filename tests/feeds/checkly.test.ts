import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { reader } from '../../src/feeds/checkly.ts'
import { FeedAddressError } from '../../src/feeds/feed.ts'
import { isAllClear } from '../../src/model/headline.ts'
import { phaseOf } from '../../src/model/maintenance.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Checkly, with the least document that shows it. */

const iso = (clock: string, day = 4) => `2026-05-0${day}T${clock}:00.000Z`
const event = (id: string, part: object = {}) => ({ id, name: `Trouble ${id}`, duration: 600, severity: 'MEDIUM', lastUpdateStatus: 'RESOLVED', created_at: iso('10:00'), ...part })
const day = (n: number, ...events: unknown[]) => ({ date: `2026-05-0${n}T00:00:00.000Z`, events })
/** One group whose services have these days. */
const uptime = (services: Record<string, unknown[]> = { a: [] }, part: object = {}) => ({
  metadata: [{ id: 'g', name: 'Ovens', order: 0, services: Object.keys(services).map((id, order) => ({ id, name: `The ${id}`, createdAt: iso('00:00', 1), order })) }],
  uptime: [{ id: 'g', name: 'Ovens', uptime: 99.481, services: Object.entries(services).map(([id, days]) => ({ id, name: `The ${id}`, days, uptime: 99.481 })) }],
  partialError: false,
  ...part,
})
const incident = (id: string, part: object = {}) => ({ id, name: `Trouble ${id}`, severity: 'MAJOR', lastUpdateStatus: 'INVESTIGATING', created_at: iso('10:00'), services: [{ id: 'a', name: 'The a' }], incidentUpdates: [], ...part })
const parse = (document: unknown = uptime(), incidents: unknown[] = [], windows?: unknown) =>
  reader.parse(freeze({ uptime: document, 'unresolved-incidents': { incidents }, ...(windows ? { 'maintenance-windows': windows } : {}) }), 'https://status.example.com/api/status-page/ember/uptime')
const said = (snapshot: { problems: { path: string }[] }) => snapshot.problems.map((p) => p.path)

describe('the documents of Checkly', () => {
  const api = 'https://status.example.com/api/status-page/ember'
  const requests = [
    { key: 'uptime', url: `${api}/uptime` },
    { key: 'unresolved-incidents', url: `${api}/unresolved-incidents` },
    { key: 'maintenance-windows', url: `${api}/maintenance-windows`, optional: true },
  ]
  for (const base of [api, ...requests.map(({ url }) => url)]) it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal(requests))
  it('of a copy', () => expect(reader.requests('https://shop.example/bread.json')).to.deep.equal([{ key: 'uptime', url: 'https://shop.example/bread.json' }]))
  it('do not stand in the address of the page, and what to give is said', () =>
    expect(() => reader.requests('https://status.example.com/')).to.throw(FeedAddressError, 'Give the URL of the uptime document that the page asks for: https://…/api/status-page/…/uptime'))
  it("are known by their addresses, which are not Uptime Kuma's", () => {
    const known = (url: string) => catalogue.find((entry) => entry.match?.(new URL(url)))?.id
    expect(requests.map(({ url }) => known(url))).to.deep.equal(['checkly', 'checkly', 'checkly'])
    for (const path of ['ember', 'heartbeat/ember', 'heartbeat/uptime', 'ember/incident-history']) expect(known(`https://status.example.com/api/status-page/${path}`), path).to.equal('uptimekuma')
  })
  it('are known by their shape', () => {
    const line = catalogue.find((entry) => entry.id === 'checkly')
    expect([uptime(), { ...uptime(), partialError: undefined }, { metadata: {}, uptime: {}, partialError: true }, { incidents: [] }].map((d) => line?.recognise?.(d))).to.deep.equal([true, false, false, false])
  })
  it('name no page: it goes by its host', () => expect(parse().page).to.deep.equal({ name: 'status.example.com', url: 'https://status.example.com/' }))
})

describe("Checkly's services", () => {
  it('are operational where the open incidents say nothing of them', () => expect(parse()).to.deep.include({ indicator: 'none', components: [{ id: 'a', name: 'The a', status: 'operational', groupId: 'g' }] }))
  it('are unknown without the document of these', () => {
    const alone = reader.parse(freeze({ uptime: uptime() }))
    expect(alone.components[0]?.status).to.equal('unknown')
    expect(alone.indicator).to.equal('unknown')
    const wrong = reader.parse(freeze({ uptime: uptime(), 'unresolved-incidents': { message: 'no' } }))
    expect(wrong.components[0]?.status).to.equal('unknown')
    expect(said(wrong)).to.deep.equal(['unresolved-incidents'])
  })
  it('are as bad as the worst of their open incidents', () => {
    const all = ['MINOR', 'MEDIUM', 'MAJOR', 'CRITICAL'].map((severity) => parse(uptime(), [incident('i', { severity })]))
    expect(all.map((s) => s.components[0]?.status)).to.deep.equal(['degraded_performance', 'degraded_performance', 'partial_outage', 'major_outage'])
    expect(parse(uptime(), [incident('i', { severity: 'CRITICAL' }), incident('j', { severity: 'MINOR' })]).components[0]?.status).to.equal('major_outage')
  })
  it('of an incident whose severity we do not know are not well', () => {
    const snapshot = parse(uptime(), [incident('i', { severity: 'ODD' })])
    expect(snapshot.components[0]?.status).to.equal('unknown')
    expect(said(snapshot)).to.deep.equal(['unresolved-incidents.incidents.0.severity'])
  })
  it('stand once, in the first of their groups', () => {
    const document = uptime()
    const metadata = [...document.metadata, { ...document.metadata[0], id: 'h' }]
    const snapshot = parse({ ...document, metadata })
    expect(snapshot.components.map((c) => [c.id, c.groupId])).to.deep.equal([['a', 'g']])
    expect(said(snapshot)).to.deep.equal(['uptime.metadata.1.services.0.id'])
  })
  it('that the page does not have are named', () => expect(said(parse({ ...uptime(), metadata: [] }))).to.deep.equal(['uptime.uptime.0.services.0.id']))
})

describe("Checkly's days", () => {
  const history = (...days: unknown[]) => parse(uptime({ a: days })).components[0]?.history
  it('are down for the seconds of their events', () =>
    expect(history(day(4, event('e', { duration: 8640 })), day(5))).to.deep.equal([{ date: '2026-05-04', ratio: 0.9, status: 'degraded_performance' }, { date: '2026-05-05', ratio: 1, status: 'operational' }]))
  it('share an event whose seconds are all that it took', () => {
    const long = event('e', { duration: 3 * 3600, created_at: iso('23:00'), severity: 'CRITICAL' })
    expect(history(day(4, long), day(5, long))?.map((d) => [d.ratio && Math.round(d.ratio * 24), d.status])).to.deep.equal([[23, 'major_outage'], [22, 'major_outage']])
    expect(parse(uptime({ a: [day(4, long), day(5, long)] })).incidents[0]?.resolvedAt).to.equal(iso('02:00', 5))
  })
  it("share an event whose seconds are each day's own", () => {
    const [first, second] = [4 * 3600, 3600].map((duration) => event('e', { duration, created_at: iso('20:00') }))
    expect(history(day(4, first), day(5, second))?.map((d) => d.ratio && Math.round(d.ratio * 24))).to.deep.equal([20, 23])
    expect(parse(uptime({ a: [day(4, first), day(5, second)] })).incidents[0]?.resolvedAt).to.equal(iso('01:00', 5))
  })
  it('are not down for planned work', () => expect(history(day(4, event('e', { lastUpdateStatus: 'MAINTENANCE' })))).to.deep.equal([{ date: '2026-05-04', ratio: 1, status: 'under_maintenance' }]))
  it('of no calendar are named', () => {
    const snapshot = parse(uptime({ a: [{ date: '0', events: [] }, { date: '2026-99-01', events: [] }] }))
    expect(snapshot.components[0]).not.to.have.property('history')
    expect(said(snapshot)).to.deep.equal(['uptime.uptime.0.services.0.days.0.date', 'uptime.uptime.0.services.0.days.1.date'])
  })
  it('without events are unknown where figures are missing', () => {
    const snapshot = parse(uptime({ a: [day(4), day(5, event('e', { created_at: iso('10:00', 5), duration: 8640 }))] }, { partialError: true }))
    expect(snapshot.components[0]?.history).to.deep.equal([{ date: '2026-05-04', ratio: null, status: 'unknown' }, { date: '2026-05-05', ratio: 0.9, status: 'degraded_performance' }])
    expect(said(snapshot)).to.deep.equal(['uptime.partialError'])
  })
})

describe("Checkly's incidents", () => {
  const one = (part: object) => parse(uptime(), [incident('i', part)]).incidents[0]
  it('have its words in ours', () => {
    expect(['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED'].map((lastUpdateStatus) => one({ lastUpdateStatus })?.status)).to.deep.equal(['investigating', 'identified', 'monitoring', 'resolved'])
    expect(['MINOR', 'MEDIUM', 'MAJOR', 'CRITICAL'].map((severity) => one({ severity })?.impact)).to.deep.equal(['none', 'minor', 'major', 'critical'])
    expect(one({ lastUpdateStatus: 'RUMOUR' })).to.include({ status: 'unknown', statusLabel: 'RUMOUR' })
  })
  it('without services may touch any: none is named, and all is not clear', () => {
    const snapshot = parse(uptime(), [incident('i', { services: null, severity: 'MINOR' })])
    expect(snapshot.incidents[0]).to.deep.include({ componentIds: [], impact: 'none' })
    expect(isAllClear(snapshot)).to.equal(false)
  })
  it('touch services by their ids, else by their names', () => {
    const snapshot = parse(uptime({ a: [], b: [] }), [incident('i', { services: [{ id: 'b' }, { name: 'The a' }, { id: 'x', name: 'Ghost' }] })])
    expect(snapshot.incidents[0]?.componentIds).to.deep.equal(['b', 'a'])
    expect(said(snapshot)).to.deep.equal(['unresolved-incidents.incidents.0.services.2.id'])
  })
  it('have updates, newest first, under either name of their time', () => {
    const updates = [{ status: 'INVESTIGATING', description: 'We look', createdAt: iso('10:01') }, { status: 'IDENTIFIED', description: '<p>Found</p>', created_at: iso('10:20') }]
    expect(one({ incidentUpdates: updates, created_at: undefined, createdAt: iso('10:00') })).to.deep.include({
      startedAt: iso('10:00'),
      updates: [
        { id: iso('10:20'), status: 'identified', at: iso('10:20'), body: '<p>Found</p>', format: 'html' },
        { id: iso('10:01'), status: 'investigating', at: iso('10:01'), body: 'We look', format: 'text' },
      ],
    })
  })
  it('that are over and still listed are over, and touch nothing more', () => {
    const snapshot = parse(uptime(), [incident('i', { lastUpdateStatus: 'RESOLVED', incidentUpdates: [{ status: 'RESOLVED', created_at: iso('11:00') }] })])
    expect(snapshot.incidents[0]).to.include({ status: 'resolved', resolvedAt: iso('11:00') })
    expect(snapshot.components[0]?.status).to.equal('operational')
  })
  it('of the past stand once, for all services and days in which they are', () => {
    const shared = event('e')
    const { incidents } = parse(uptime({ a: [day(4, shared)], b: [day(4, shared), day(5, shared)] }))
    expect(incidents.map((i) => [i.id, i.status, i.startedAt, i.componentIds])).to.deep.equal([['e', 'resolved', iso('10:00'), ['a', 'b']]])
  })
  it('in both documents go by the open one', () => {
    const { incidents } = parse(uptime({ a: [], b: [day(4, event('i', { lastUpdateStatus: 'INVESTIGATING' }))] }), [incident('i', { lastUpdateStatus: 'MONITORING' })])
    expect(incidents.map((i) => [i.id, i.status, i.componentIds])).to.deep.equal([['i', 'monitoring', ['a', 'b']]])
  })
  it('that are told differently from day to day say so', () => {
    const snapshot = parse(uptime({ a: [day(4, event('e')), day(5, event('e', { severity: 'CRITICAL' }))] }))
    expect(snapshot.incidents[0]?.impact).to.equal('minor')
    expect(said(snapshot)).to.deep.equal(['uptime.uptime.0.services.0.days.1.events.0.severity'])
  })
  it('that only the days still call open are open', () => {
    const snapshot = parse(uptime({ a: [day(4, event('e', { lastUpdateStatus: 'MONITORING' }))] }))
    expect(snapshot.incidents[0]).to.include({ status: 'monitoring' }).and.not.to.have.property('resolvedAt')
    expect(snapshot.components[0]?.status).to.equal('degraded_performance')
  })
})

describe("Checkly's maintenances", () => {
  const work = { status: 'MAINTENANCE', description: 'We paint', created_at: iso('10:05') }
  it('are posted as incidents too', () => {
    const snapshot = parse(uptime(), [incident('i', { lastUpdateStatus: 'MAINTENANCE', incidentUpdates: [work] })])
    expect(snapshot.maintenances[0]).to.deep.include({ status: 'in_progress', startedAt: iso('10:00'), componentIds: ['a'] })
    expect(snapshot.maintenances[0]?.updates.map((u) => u.status)).to.deep.equal(['in_progress'])
    expect(snapshot).to.deep.include({ incidents: [], indicator: 'maintenance' })
    expect(snapshot.components[0]?.status).to.equal('under_maintenance')
  })
  it('posted so are over with their last word', () =>
    expect(parse(uptime(), [incident('i', { lastUpdateStatus: 'RESOLVED', incidentUpdates: [work, { status: 'RESOLVED', created_at: iso('11:00') }] })]).maintenances[0]).to.include({ status: 'completed', completedAt: iso('11:00') }))
  it('among the days only have been, whatever their last word', () => {
    const snapshot = parse(uptime({ a: [day(4, event('e', { lastUpdateStatus: 'MAINTENANCE' }))] }))
    expect(snapshot.maintenances[0]).to.include({ status: 'unknown', completedAt: iso('10:10') })
    expect(snapshot.indicator).to.equal('none')
  })
  it('have windows, under either name of each field, that may have passed', () => {
    const windows = { active: [{ name: 'Paint', startsAt: iso('08:00'), endsAt: iso('09:00') }], upcoming: [{ id: 'w', title: 'Sweep', startAt: iso('12:00'), endAt: iso('13:00') }] }
    const { maintenances, indicator } = parse(uptime(), [], windows)
    expect(maintenances).to.deep.equal([
      { id: `Paint@${iso('08:00')}`, title: 'Paint', status: 'in_progress', scheduledStart: iso('08:00'), scheduledEnd: iso('09:00'), componentIds: [], updates: [] },
      { id: 'w', title: 'Sweep', status: 'scheduled', scheduledStart: iso('12:00'), scheduledEnd: iso('13:00'), componentIds: [], updates: [] },
    ])
    expect(maintenances.map((m) => phaseOf(m, Date.parse(iso('14:00'))))).to.deep.equal(['overdue', 'overdue'])
    expect(indicator).to.equal('maintenance')
  })
  it('that are posted as incidents have the window of their id', () => {
    const snapshot = parse(uptime(), [incident('i', { lastUpdateStatus: 'MAINTENANCE', incidentUpdates: [work, work] })], { active: [{ id: 'i', name: 'Paint', startsAt: iso('10:00'), endsAt: iso('12:00') }] })
    expect(snapshot.maintenances.map((m) => [m.id, m.title, m.scheduledEnd, m.componentIds])).to.deep.equal([['i', 'Trouble i', iso('12:00'), ['a']]])
    expect(snapshot.maintenances[0]?.updates.map((u) => u.id)).to.deep.equal([iso('10:05'), `${iso('10:05')} 2`])
    expect(snapshot.problems).to.deep.equal([])
  })
  it('stand once', () => {
    const window = { name: 'Paint', startsAt: iso('08:00') }
    expect(said(parse(uptime(), [], { active: [window], upcoming: [window, {}] }))).to.deep.equal(['maintenance-windows.upcoming.0', 'maintenance-windows.upcoming.1'])
  })
})

const folder = '/shared/feeds/samples/checkly/'
interface RawService {
  id: string
  days: { events: { id: string }[] }[]
}

describe('captures of Checkly', () => {
  it('are read whole, and known', async function () {
    const answer = await fetch(folder)
    if (answer.status !== 200) this.skip()
    const names: string[] = (await answer.json()).filter((name: string) => !name.startsWith('made-'))
    expect(names).to.have.length(1)
    for (const name of names) {
      const raw: { metadata: { services: RawService[] }[]; uptime: { services: RawService[] }[] } = freeze(await (await fetch(folder + name)).json())
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id), name).to.deep.equal(['checkly'])
      const snapshot = parse(raw)
      expect(snapshotSchema.safeParse(snapshot).error, name).to.equal(undefined)
      const services = raw.uptime.flatMap((group) => group.services)
      expect(snapshot.groups, name).to.have.length(raw.metadata.length)
      expect(snapshot.components.map((c) => c.id), name).to.deep.equal(raw.metadata.flatMap((group) => group.services.map(({ id }) => id)))
      expect(snapshot.components.map((c) => c.history?.length), name).to.deep.equal(services.map(({ days }) => days.length))
      expect(new Set(snapshot.incidents.map((i) => i.id)), name).to.deep.equal(new Set(services.flatMap(({ days }) => days.flatMap(({ events }) => events.map(({ id }) => id)))))
      expect(snapshot.incidents.every((i) => i.status === 'resolved' && i.resolvedAt), name).to.equal(true)
      expect(snapshot, name).to.deep.include({ problems: [], indicator: 'none' })
    }
  })
})
