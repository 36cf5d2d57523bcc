import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedAddressError, FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/uptimerobot.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of UptimeRobot, with the least document that shows it. */

const monitor = (monitorId: number, statusClass: unknown = 'success', part: object = {}) => ({ monitorId, statusClass, name: `The ${monitorId}`, url: null, ...part })
const counts = (up: number, down: number, part: object = {}) => ({ statistics: { counts: { up, down, paused: 0, ...part } } })
const seconds = (time: string) => Date.parse(time) / 1000
const event = (part: object = {}) => ({ id: 7, type: 'incident', title: 'Late', content: 'Boats are late.', timestamp: seconds('2026-05-04T08:00:00Z'), date: '4. Mai 2026', time: '10:00', endDate: null, ...part })
const range = (to: string) => ({ meta: { count: 1, date_range: { from: '2026-04-04T09:00:00.000000Z', to } } })
const parse = (monitors: object, events?: object, page?: string) => reader.parse(freeze({ monitors: { status: 'ok', ...monitors }, ...(events && { events: { status: true, ...events } }) }), page)
const parseEvents = (...results: unknown[]) => parse({ data: [monitor(1)] }, { results, ...range('2026-05-05T08:00:00Z') })

describe('the documents of UptimeRobot', () => {
  const stats = 'https://stats.uptimerobot.com'
  const own = 'https://status.example.com'
  const cases = [
    [`${stats}/aBcDe`, stats, ''],
    [`${stats}/aBcDe/780000001`, stats, ''],
    [`${stats}/api/getMonitorList/aBcDe`, stats, ''],
    [`${own}/api/getMonitorList/aBcDe?day=1`, own, 'day=1'],
    [`${own}/api/getEventFeed/aBcDe?from_date=1`, own, ''],
    [`${own}/up/robot/api/getMonitorList/aBcDe`, `${own}/up/robot`, ''],
  ] as const
  for (const [base, root, search] of cases) {
    it(`of ${base}`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'monitors', url: `${root}/api/getMonitorList/aBcDe${search && `?${search}`}` },
        { key: 'events', url: `${root}/api/getEventFeed/aBcDe`, optional: true },
      ]))
  }
  it('are further pages of the list too, as many as its first calls for', () => {
    const more = (monitors: object, base = `${own}/up/api/getMonitorList/aBcDe?day=1`) => reader.more?.({ monitors: { status: 'ok', ...monitors } }, base)
    const pages = (...numbers: number[]) => numbers.map((page) => ({ key: `monitors-${page}`, url: `${own}/up/api/getMonitorList/aBcDe?day=1&page=${page}`, optional: true }))
    const psp = (totalMonitors: unknown) => ({ psp: { perPage: 30, totalMonitors, monitors: [monitor(1)] } })
    expect([30, 31, 60, 61, 1e9].map((total) => more(psp(total)))).to.deep.equal([[], pages(2), pages(2), pages(2, 3), pages(2, 3, 4, 5)])
    expect(more({ data: [monitor(1), monitor(2)], ...counts(4, 1, { total: 5 }) })).to.deep.equal(pages(2, 3))
    for (const monitors of [{}, psp(undefined), psp('many'), { psp: { totalMonitors: 9, monitors: [] } }]) expect(more(monitors)).to.deep.equal([])
    for (const base of [`${own}/api/getMonitorList/aBcDe?page=1`, `${own}/feeds/robot`, `${own}/robot.json`]) expect(more(psp(52), base), base).to.deep.equal([])
  })
  it('of one page of the list are that page; the events come with the first', () => {
    const urls = (page: number) => reader.requests(`${own}/api/getMonitorList/aBcDe?page=${page}`).map(({ url }) => url)
    expect(urls(1)).to.deep.equal([`${own}/api/getMonitorList/aBcDe?page=1`, `${own}/api/getEventFeed/aBcDe`])
    expect(urls(2)).to.deep.equal([`${own}/api/getMonitorList/aBcDe?page=2`])
  })
  it('of a copy are the copy', () => expect(reader.requests('https://example.com/up/monitors.json')).to.deep.equal([{ key: 'monitors', url: 'https://example.com/up/monitors.json' }]))
  for (const base of [own, `${stats}/`, `${stats}/api/`]) {
    it(`are not told by ${base}, and which URL would tell is said`, () => expect(() => reader.requests(base)).to.throw(FeedAddressError, new RegExp(`^Give the URL of the page's monitors: ${new URL(base).origin}/api/getMonitorList/ and the key `)))
  }
  it('are known by their address', () => {
    const known = (url: string) => catalogue.filter((entry) => entry.match?.(new URL(url))).map(({ id }) => id)
    for (const url of [`${stats}/aBcDe`, `${own}/api/getMonitorList/x`, `${own}/api/getEventFeed/x`]) expect(known(url), url).to.deep.equal(['uptimerobot'])
    for (const url of ['https://uptimerobot.com/', `${own}/api/getMonitorList/`]) expect(known(url), url).to.deep.equal([])
  })
  it('name no page: its own host does, and the host of all pages does not', () => {
    expect(parse({ data: [] }, undefined, `${own}/api/getMonitorList/x`).page).to.deep.equal({ name: 'status.example.com', url: `${own}/` })
    expect(parse({ data: [] }, undefined, `${own}/up/robot/api/getMonitorList/x`).page).to.deep.equal({ name: 'status.example.com' })
    for (const page of [`${stats}/aBcDe`, `${stats}/api/getMonitorList/aBcDe?page=2`]) expect(parse({ data: [] }, undefined, page).page).to.deep.equal({ name: '', url: `${stats}/aBcDe` })
  })
  it('may have no monitors', () => {
    for (const data of [[], null]) expect(parse({ data })).to.deep.include({ indicator: 'unknown', components: [], problems: [] })
  })
  it('without a list are none', () => expect(() => parse({ message: 'no' })).to.throw(FeedShapeError))
})

describe("UptimeRobot's monitors", () => {
  it('stand in the list of 2025 or in that of 2026, whichever is filled', () => {
    const ids = (document: object) => parse(document).components.map((c) => c.id)
    expect(ids({ psp: { monitors: [monitor(1)] } })).to.deep.equal(['1'])
    expect(ids({ data: [monitor(2)], psp: { timezone: '+00:00' } })).to.deep.equal(['2'])
    expect(ids({ data: [monitor(2)], psp: { monitors: [monitor(1)] } })).to.deep.equal(['2'])
    expect(ids({ data: [], psp: { monitors: [monitor(1)] } })).to.deep.equal(['1'])
  })
  it('are up, seem down or are down; what is paused or was never checked is unknown', () => {
    const { components, problems } = parse({ data: ['success', 'warning', 'danger', 'black', 'paused'].map((word, i) => monitor(i, word)) })
    expect(components.map((c) => [c.status, c.statusLabel])).to.deep.equal([['operational', undefined], ['degraded_performance', undefined], ['major_outage', undefined], ['unknown', undefined], ['unknown', 'paused']])
    expect(problems).to.deep.equal([])
  })
  it('of a word that is not known are unknown, with the word', () => {
    const { components, problems } = parse({ data: [monitor(1, 'purple')] })
    expect(components[0]).to.include({ status: 'unknown', statusLabel: 'purple' })
    expect(problems).to.deep.equal([{ path: 'monitors.data.0.statusClass', message: 'unknown word "purple"' }])
  })
  it('are named as they are written, not as HTML', () => expect(parse({ data: [monitor(1, 'success', { name: 'Pier &#40;8443&#41; &amp; &quot;gate&quot; &lt;b&gt; &copy;' })] }).components[0]?.name).to.equal('Pier (8443) & "gate" <b> &copy;'))
  it('stand in their groups', () => {
    const { groups, components } = parse({ data: [monitor(1, 'success', { groupId: 5, groupName: 'A &amp; B' }), monitor(2, 'success', { groupId: 5, groupName: 'A &amp; B' }), monitor(3, 'success', { groupId: 0, groupName: '' })] })
    expect(groups).to.deep.equal([{ id: '5', name: 'A & B' }])
    expect(components.map((c) => c.groupId)).to.deep.equal(['5', '5', undefined])
  })
  it('that come twice are named', () => expect(parse({ data: [monitor(1), monitor(1)] }).problems.map((p) => p.path)).to.deep.equal(['monitors.data.1.monitorId']))
  const lists = (more: object, part: object = {}) => reader.parse(freeze({ monitors: { status: 'ok', psp: { monitors: [monitor(1), monitor(2)], totalMonitors: 3 }, ...part }, 'monitors-2': more }))
  it('are those of all pages of the list that are there, each once, with their groups and days', () => {
    const { components, groups, problems } = lists({ status: 'ok', psp: { monitors: [monitor(2), monitor(3, 'danger', { groupId: 5, groupName: 'Piers', dailyRatios: [{ ratio: '100.00' }] })] }, days: ['2025-04-24'] })
    expect(components.map((c) => [c.id, c.status, c.groupId, c.history?.[0]?.date])).to.deep.equal([['1', 'operational', undefined, undefined], ['2', 'operational', undefined, undefined], ['3', 'major_outage', '5', '2025-04-24']])
    expect(groups).to.deep.equal([{ id: '5', name: 'Piers' }])
    expect(problems).to.deep.equal([])
  })
  it('are counted once where the second page is the first again', () => {
    const page = { psp: { monitors: [monitor(1), monitor(2)], totalMonitors: 5 } }
    expect(lists({ status: 'ok', ...page }, page).problems.map((p) => p.message)).to.deep.equal(['left out: 3 of 5 monitors are on other pages of the list, which can be given as further feeds (?page=3)'])
  })
  it('may all stand on the first page', () => {
    for (const more of [{ status: 'ok', psp: { monitors: [] } }, { status: 'ok', data: [] }]) expect(lists(more, { psp: { monitors: [monitor(1)], totalMonitors: 1 } }).problems).to.deep.equal([])
  })
  it('of a second page that is none are missing, and that is said', () => {
    const snapshot = lists({ error: 1 })
    expect(snapshot.components.map((c) => c.id)).to.deep.equal(['1', '2'])
    expect(snapshot.problems.map((p) => p.path)).to.deep.equal(['monitors-2', 'monitors.psp.totalMonitors'])
  })
  it('on other pages of the list are named as not read', () => {
    const { problems } = parse({ psp: { perPage: 30, totalMonitors: 52, monitors: [monitor(1), monitor(2)] } })
    expect(problems).to.deep.equal([{ path: 'monitors.psp.totalMonitors', message: 'left out: 50 of 52 monitors are on other pages of the list, which can be given as further feeds (?page=2)' }])
    expect(parse({ data: [monitor(1)], psp: { totalMonitors: 1 } }).problems).to.deep.equal([])
    expect(parse({ data: [monitor(1)], ...counts(4, 0, { total: 4 }) }).problems).to.deep.equal([{ path: 'monitors.statistics.counts.total', message: 'left out: 3 of 4 monitors are on other pages of the list, which can be given as further feeds (?page=2)' }])
    expect(lists({ status: 'ok', data: [monitor(3)] }, { psp: { monitors: [monitor(1), monitor(2)], totalMonitors: 70 } }).problems.map((p) => p.message)).to.deep.equal(['left out: 67 of 70 monitors are on other pages of the list, which can be given as further feeds (?page=3)'])
  })
})

describe("UptimeRobot's counts", () => {
  const claim = (up: number, down: number, part?: object) => parse({ data: [monitor(1)], ...counts(up, down, part) }).claim?.indicator
  it('are what the page claims', () => expect([claim(3, 0), claim(2, 1), claim(0, 3), claim(0, 3, { total: 4 })]).to.deep.equal(['none', 'major', 'critical', 'critical']))
  it('of nothing that is checked claim nothing', () => {
    expect(claim(0, 0, { paused: 3 })).to.equal(undefined)
    expect(parse({ data: [monitor(1)], statistics: { counts: { up: 3 } } })).not.to.have.property('claim')
  })
  it('are of all monitors, so that trouble on another page of the list is not hidden', () => expect(parse({ data: [monitor(1)], ...counts(50, 2) }).indicator).to.equal('major'))
  it('do not make good what a monitor says', () => {
    expect(parse({ data: [monitor(1, 'danger')], ...counts(1, 0) }).indicator).to.equal('critical')
    expect(parse({ data: [monitor(1, 'black')], ...counts(1, 0) }).indicator).to.equal('unknown')
  })
  it('come with the words of the page', () => expect(parse({ data: [], statistics: { ...counts(1, 1).statistics, count_result: '1 monitor down' } }).claim).to.deep.equal({ indicator: 'major', headline: '1 monitor down' }))
})

describe("UptimeRobot's days", () => {
  const history = (dailyRatios: unknown, days?: unknown) => parse({ data: [monitor(1, 'success', { dailyRatios })], days }).components[0]?.history
  it('are those of the list beside, which runs from the newest', () => {
    const days = ['2025-04-24', '2025-04-23']
    expect(history([{ ratio: '99.546', label: 'warning' }, { ratio: '100.00', label: 'success' }], days)).to.deep.equal([
      { date: '2025-04-23', ratio: 1, status: 'operational' },
      { date: '2025-04-24', ratio: 0.99546, status: 'degraded_performance' },
    ])
  })
  it('have dates of their own, which win', () => expect(history([{ date: '2026-05-03', ratio: '100.000' }, { date: '2026-05-04', ratio: '100.000' }], ['2026-05-04', '2026-05-03'])?.map((d) => d.date)).to.deep.equal(['2026-05-03', '2026-05-04']))
  it('without data are unknown, however bad their ratio', () => expect(history([{ date: '2026-05-04', ratio: '0.000', label: 'black' }])).to.deep.equal([{ date: '2026-05-04', ratio: null, status: 'unknown' }]))
  it('are as bad as their share where their word does not tell', () => {
    const statuses = history(['100.000', '95.000', '50.000', '0.000'].map((ratio, i) => ({ date: `2026-05-0${i + 1}`, ratio, label: 'odd' })))?.map((d) => d.status)
    expect(statuses).to.deep.equal(['operational', 'partial_outage', 'major_outage', 'major_outage'])
  })
  it('that cannot be read are named, and the others keep their dates', () => {
    const { components, problems } = parse({ data: [monitor(1, 'success', { dailyRatios: [{ ratio: 'all' }, null, { ratio: '100.00' }, { ratio: '100.00' }] })], days: ['2025-04-24', '2025-04-23', '2025-04-22'] })
    expect(components[0]?.history?.map((d) => d.date)).to.deep.equal(['2025-04-22'])
    expect(problems.map((p) => p.path)).to.deep.equal([0, 1, 3].map((i) => `monitors.data.0.dailyRatios.${i}`))
  })
})

describe("UptimeRobot's events", () => {
  it('of 2025 are announcements: those with a warning sign are trouble', () => {
    const old = (icon: string, ts: number) => ({ eventType: 'ann', icon, title: 'Late &amp; later', content: 'Boats are late.', ts, date: 'May 4, 2026', endDate: null, endDateGMT: null })
    const { incidents } = parseEvents(old('alert-triangle', 1777881600), old('bell', 1777881601))
    expect(incidents.map((i) => [i.id, i.title, i.impact, i.status, i.startedAt])).to.deep.equal([
      ['1777881600', 'Late & later', 'minor', 'investigating', '2026-05-04T08:00:00.000Z'],
      ['1777881601', 'Late & later', 'none', 'resolved', '2026-05-04T08:00:01.000Z'],
    ])
  })
  it('of one second are all kept', () => expect(parseEvents(event({ id: undefined }), event({ id: undefined })).incidents.map((i) => i.id)).to.deep.equal(['1777881600', '1777881600 2']))
  it('are over when they are done, have an end, or only tell something', () => {
    const { incidents } = parseEvents(event({ id: 1, status: 0 }), event({ id: 2, status: 2 }), event({ id: 3, endDate: '4. Mai 2026, 12:05', endDateGMT: 'May 4, 2026, 10:05' }), event({ id: 4, type: 'announcement' }), event({ id: 5, endDate: '4. Mai' }))
    expect(incidents.map((i) => [i.status, i.impact, i.resolvedAt])).to.deep.equal([
      ['investigating', 'minor', undefined],
      ['resolved', 'minor', undefined],
      ['resolved', 'minor', '2026-05-04T10:05:00.000Z'],
      ['resolved', 'none', '2026-05-04T08:00:00.000Z'],
      ['resolved', 'minor', undefined],
    ])
  })
  it('that nobody ended are over a week later, by what the documents say of the time', () => {
    const status = (monitors: object, part: object) => parse({ data: [monitor(1)], ...monitors }, { results: [event()], ...part }).incidents[0]?.status
    expect(status({}, range('2026-05-11T07:59:00Z'))).to.equal('investigating')
    expect(status({}, range('2026-05-11T08:01:00Z'))).to.equal('resolved')
    expect(status({ days: ['2026-05-10', '2026-05-09'] }, {})).to.equal('investigating')
    expect(status({ days: ['2026-05-11', '2026-05-10'] }, {})).to.equal('resolved')
    expect(status({ data: [monitor(1, 'success', { dailyRatios: [{ date: '2026-05-11', ratio: '100.000' }] })] }, {})).to.equal('resolved')
    expect(status({}, {})).to.equal('investigating')
  })
  it('may be maintenances, with their window', () => {
    const planned = { type: 'maintenance', endDate: '4. Mai 2026, 12:00', endDateGMT: 'May 4, 2026, 10:00' }
    const { maintenances } = parseEvents(...[0, 1, 2, 9].map((status) => event({ ...planned, id: status + 1, status })))
    expect(maintenances.map((m) => [m.status, m.statusLabel, m.completedAt])).to.deep.equal([['scheduled', undefined, undefined], ['in_progress', undefined, undefined], ['completed', undefined, '2026-05-04T10:00:00.000Z'], ['unknown', '9', undefined]])
    expect(maintenances[0]).to.include({ scheduledStart: '2026-05-04T08:00:00.000Z', scheduledEnd: '2026-05-04T10:00:00.000Z' })
  })
  it('of a kind that is not known are open, with their word', () => {
    const { incidents, problems } = parseEvents(event({ type: 'rumour' }))
    expect(incidents[0]).to.include({ impact: 'unknown', status: 'investigating', statusLabel: 'rumour' })
    expect(problems.map((p) => p.path)).to.deep.equal(['events.results.0.type'])
  })
  it('of a state that is not known are open, with its code', () => {
    const { incidents, problems } = parseEvents(event({ status: 9 }))
    expect(incidents[0]).to.include({ status: 'unknown', statusLabel: '9' }).and.not.to.have.property('resolvedAt')
    expect(problems).to.deep.equal([{ path: 'events.results.0.status', message: 'unknown word "9"' }])
  })
  it('without a time are named', () => expect(parseEvents(event({ timestamp: 'noon' })).problems).to.deep.equal([{ path: 'events.results.0', message: 'unusable: no time' }]))
  it('are text or HTML', () => expect(parseEvents(event({ id: 1 }), event({ id: 2, content: '<p>Late</p>' })).incidents.map((i) => i.updates[0]?.format)).to.deep.equal(['text', 'html']))
  it('are named where their document is none', () => expect(reader.parse({ monitors: { status: 'ok', data: [] }, events: '<html>' }).problems.map((p) => p.path)).to.deep.equal(['events']))
  it('may be missing', () => expect(parse({ data: [] }).problems).to.deep.equal([]))
})

interface RawMonitor {
  monitorId: number
  dailyRatios: unknown[]
}
interface Raw {
  psp?: { monitors: RawMonitor[]; totalMonitors: number }
  data?: RawMonitor[]
  results?: { content: string }[]
}

const folder = '/shared/feeds/samples/uptimerobot/'
const answer = await fetch(folder)
const names: string[] = answer.status === 200 ? await answer.json() : []

describe('captures of UptimeRobot', () => {
  it('are at hand', function () {
    if (!names.length) this.skip()
    expect(names.length).to.be.greaterThan(3)
  })
  for (const name of names) {
    it(`${name} is read whole`, async () => {
      const raw: Raw = freeze(await (await fetch(folder + name)).json())
      const monitors = raw.psp?.monitors ?? raw.data ?? []
      const snapshot = raw.results ? reader.parse({ monitors: { status: 'ok', data: [] }, events: raw }) : reader.parse({ monitors: raw })
      expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
      // What tells of events too little is known by its address.
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id)).to.deep.equal(raw.results ? [] : ['uptimerobot'])
      expect(snapshot.components.map((c) => c.id)).to.deep.equal(monitors.map((m) => `${m.monitorId}`))
      expect(snapshot.components.map((c) => c.history?.length)).to.deep.equal(monitors.map((m) => m.dailyRatios.length))
      expect(snapshot.incidents.flatMap((i) => i.updates.map((u) => u.body))).to.deep.equal((raw.results ?? []).map((r) => r.content))
      const elsewhere = (raw.psp?.totalMonitors ?? 0) - monitors.length
      expect(snapshot.problems.map((p) => p.message)).to.deep.equal(elsewhere > 0 ? [`left out: ${elsewhere} of ${raw.psp?.totalMonitors} monitors are on other pages of the list, which can be given as further feeds (?page=2)`] : [])
    })
  }
  it('say of Bluesky that some are down', async function () {
    const name = names.find((file) => /MonitorList-bsky/.test(file))
    if (!name) this.skip()
    const snapshot = reader.parse({ monitors: await (await fetch(folder + name)).json() })
    expect(snapshot.claim).to.deep.equal({ indicator: 'major', headline: '9 monitors down' })
    expect(snapshot.components.filter((c) => c.status === 'major_outage')).to.have.length(4)
    expect(snapshot.components[0]?.history?.at(-1)).to.deep.equal({ date: '2025-04-24', ratio: 0.99546, status: 'degraded_performance' })
  })
})
