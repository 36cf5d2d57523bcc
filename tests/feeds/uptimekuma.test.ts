import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/uptimekuma.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Uptime Kuma, with the least documents that show it. */

const monitor = (id: number, part: object = {}) => ({ id, name: `Tree ${id}`, sendUrl: 0, type: 'http', ...part })
const group = (id: number, ...monitorList: object[]) => ({ id, name: `Row ${id}`, weight: id, monitorList })
const page = (part: object = {}) => ({ config: { slug: 'orchard', title: 'Orchard' }, publicGroupList: [group(1, monitor(1))], maintenanceList: [], ...part })
const beat = (status: unknown, clock: string) => ({ status, time: `2026-05-04 ${clock}`, msg: '', ping: 3 })
const beats = (...lists: object[][]) => ({
  heartbeatList: Object.fromEntries(lists.map((list, i) => [i + 1, list])),
  uptimeList: Object.fromEntries(lists.map((_, i) => [`${i + 1}_24`, 1])),
})
const fine = beats([beat(1, '09:00:00')])
const incident = (id: number, part: object = {}) => ({ id, style: 'warning', title: `Wasps ${id}`, content: 'Many', pin: true, active: true, createdDate: '2026-05-04 08:00:00', lastUpdatedDate: null, ...part })
const window = (id: number, part: object = {}) => ({ id, title: `Pruning ${id}`, description: 'Mind the *twigs*', strategy: 'single', timeslotList: [], timezone: 'UTC', status: 'under-maintenance', ...part })
const parse = (part: object = {}, heartbeat: unknown = fine, past?: unknown, address = 'https://kuma.example/status/orchard') =>
  reader.parse({ page: page(part), heartbeat, ...(past ? { 'incident-history': past } : {}) }, address)
const said = (snapshot: { problems: { path: string }[] }) => snapshot.problems.map((p) => p.path)

describe('the documents of Uptime Kuma', () => {
  const all = (prefix: string, slug: string) => [`${prefix}/api/status-page/${slug}`, `${prefix}/api/status-page/heartbeat/${slug}`, `${prefix}/api/status-page/${slug}/incident-history`]
  const cases: [string, string[]][] = [
    ['https://kuma.example/status/orchard', all('https://kuma.example', 'orchard')],
    ['https://kuma.example/status/orchard/?x=1', all('https://kuma.example', 'orchard')],
    ['https://kuma.example/api/status-page/orchard', all('https://kuma.example', 'orchard')],
    ['https://kuma.example/api/status-page/heartbeat/orchard', all('https://kuma.example', 'orchard')],
    ['https://kuma.example/api/status-page/orchard/incident-history', all('https://kuma.example', 'orchard')],
    ['https://shop.example/kuma/status/orchard', all('https://shop.example/kuma', 'orchard')],
    ['https://shop.example/kuma/api/status-page/heartbeat/orchard', all('https://shop.example/kuma', 'orchard')],
    ['https://kuma.example', all('https://kuma.example', 'default')],
    ['https://shop.example/copies/orchard.json', ['https://shop.example/copies/orchard.json']],
  ]
  for (const [base, urls] of cases) it(`of ${base}`, () => expect(reader.requests(base).map((request) => request.url)).to.deep.equal(urls))
  it('are a page, heartbeats that may be missing, and a history for the past', () =>
    expect(reader.requests('https://kuma.example/status/a').map(({ when = 'now', optional = false }) => [when, optional])).to.deep.equal([['now', false], ['now', true], ['history', true]]))
  it('are known by the page, by the heartbeats and by the page for people', () => {
    const html = '<!doctype html><script>window.preloadData = {"config":{"slug":"a"},"publicGroupList":[]}</script>'
    const knows = (document: unknown) => catalogue.filter((entry) => entry.recognise?.(document)).map((entry) => entry.id)
    for (const document of [page(), fine, html]) expect(knows(document)).to.deep.equal(['uptimekuma'])
    for (const document of [{ status: 'fail', msg: 'Status Page Not Found' }, { heartbeatList: {} }, '<p>window.preloadData</p>']) expect(knows(document)).to.deep.equal([])
  })
  it('lead to the page for people from any of them', () => {
    const urls = ['https://kuma.example/k/api/status-page/heartbeat/a', 'https://kuma.example/status/a', 'https://kuma.example/a.json'].map((address) => parse({}, fine, undefined, address).page.url)
    expect(urls).to.deep.equal(['https://kuma.example/k/status/a', 'https://kuma.example/status/a', undefined])
  })
  it('of a page that is not there are refused with its words', () =>
    expect(() => reader.parse({ page: { status: 'fail', msg: 'No such orchard' } })).to.throw(FeedShapeError, 'No such orchard'))
  it('without heartbeats leave all unknown, and say so', () => {
    for (const heartbeat of [undefined, '<html>', { heartbeatList: {}, uptimeList: {} }]) {
      const snapshot = reader.parse({ page: page(), heartbeat })
      expect(snapshot.components[0]).to.include({ status: 'unknown' })
      expect(snapshot.indicator).to.equal('unknown')
      expect(said(snapshot)).to.have.length(1)
    }
  })
})

describe("Uptime Kuma's components", () => {
  it('are as their last beat says', () => {
    const words = [0, 1, 2, 3, 7]
    const snapshot = parse({ publicGroupList: [group(1, ...words.map((_, i) => monitor(i + 1)))] }, beats(...words.map((word) => [beat(1, '08:59:00'), beat(word, '09:00:00')])))
    expect(snapshot.components.map((c) => [c.status, c.statusLabel])).to.deep.equal([
      ['major_outage', undefined], ['operational', undefined], ['degraded_performance', 'pending'], ['under_maintenance', undefined], ['unknown', '7'],
    ])
    expect(said(snapshot)).to.deep.equal(['heartbeat.heartbeatList.5.1.status'])
    expect(snapshot.components[0]?.updatedAt).to.equal('2026-05-04T09:00:00.000Z')
    expect(snapshot.updatedAt).to.equal('2026-05-04T09:00:00.000Z')
  })
  it('that were never checked are unknown, and their uptime of 0 is none', () => {
    const snapshot = parse({}, { heartbeatList: { 1: [] }, uptimeList: { '1_24': 0 } })
    expect(snapshot.components).to.deep.equal([{ id: '1', name: 'Tree 1', status: 'unknown', groupId: 'group-1' }])
    expect(snapshot.problems).to.deep.equal([])
  })
  it('have the uptime of a day', () => {
    const shown = (uptime: number, status: number) => parse({}, { heartbeatList: { 1: [beat(status, '23:59:59.9')] }, uptimeList: { '1_24': uptime } }).components[0]?.history
    expect(shown(1, 1)).to.deep.equal([{ date: '2026-05-04', ratio: 1, status: 'operational' }])
    expect(shown(0.97, 0)).to.deep.equal([{ date: '2026-05-04', ratio: 0.97, status: 'partial_outage' }])
    expect(shown(0.1, 1)).to.deep.equal([{ date: '2026-05-04', ratio: 0.1, status: 'major_outage' }])
    expect(shown(0, 2)).to.deep.equal([{ date: '2026-05-04', ratio: 0, status: 'degraded_performance' }])
  })
  it('that are paused are not well for ever, and an outage stays one', () => {
    const paused = (status: number) => parse({ publicGroupList: [group(1, monitor(1), monitor(2))] }, beats([beat(1, '15:00:00')], [beat(1, '08:00:00'), beat(status, '08:01:00')]))
    expect(paused(1).components.map((c) => c.status)).to.deep.equal(['operational', 'unknown'])
    expect(said(paused(1))).to.deep.equal(['page.publicGroupList.0.monitorList.1'])
    expect(paused(0).components[1]?.status).to.equal('major_outage')
  })
  it('that are checked seldom are not paused', () =>
    expect(parse({ publicGroupList: [group(1, monitor(1), monitor(2))] }, beats([beat(1, '15:00:00')], [beat(1, '04:00:00'), beat(1, '10:00:00')])).components[1]?.status).to.equal('operational'))
  it('in several groups stand in the first', () => {
    const snapshot = parse({ publicGroupList: [group(1, monitor(1)), group(2, monitor(1)), group(3)] })
    expect(snapshot.components.map((c) => [c.id, c.groupId])).to.deep.equal([['1', 'group-1']])
    expect(snapshot.groups.map((g) => g.id)).to.deep.equal(['group-1', 'group-2', 'group-3'])
    expect(said(snapshot)).to.deep.equal(['page.publicGroupList.1.monitorList.0.id'])
  })
  it('lead to their address only where it is meant to be shown', () => {
    const url = 'https://tree.example/'
    expect(parse({ publicGroupList: [group(1, monitor(1, { sendUrl: 1, url }), monitor(2, { sendUrl: false, url }))] }).components.map((c) => c.url)).to.deep.equal([url, undefined])
  })
  it('that are none leave the page unknown', () => expect(parse({ publicGroupList: [] }, beats()).indicator).to.equal('unknown'))
})

describe("Uptime Kuma's incidents", () => {
  it('are one up to 2.0 and a list since', () => {
    const ids = [{ incident: null }, { incident: incident(1, { pin: 1 }) }, { incidents: [incident(3), incident(2)] }, {}].map((part) => parse(part).incidents.map((i) => i.id))
    expect(ids).to.deep.equal([[], ['1'], ['3', '2'], []])
  })
  it('have an impact by their colour', () => {
    const colours = ['danger', 'warning', 'info', 'primary', 'light', 'dark', 'plaid']
    const snapshot = parse({ incidents: colours.map((style, i) => incident(i + 1, { style })) })
    expect(snapshot.incidents.map((i) => i.impact)).to.deep.equal(['major', 'minor', 'none', 'none', 'none', 'none', 'unknown'])
    expect(snapshot.problems[0]?.message).to.contain('plaid')
  })
  it('have one update, in Markdown, at the time of the last edit, in UTC', () => {
    const [fresh, edited] = parse({ incidents: [incident(1), incident(2, { lastUpdatedDate: '2026-05-04 08:30:00.5', content: '**Fewer** <b>wasps</b>' })] }).incidents
    expect(fresh).to.deep.include({ startedAt: '2026-05-04T08:00:00.000Z', status: 'investigating' })
    expect(edited?.updates).to.deep.equal([{ id: '2026-05-04 08:30:00.5', status: 'investigating', at: '2026-05-04T08:30:00.500Z', body: '**Fewer** <b>wasps</b>', format: 'markdown' }])
  })
  const history = (...incidents: object[]) => ({ ok: true, incidents, total: incidents.length, nextCursor: null, hasMore: false })
  it('that are over are in the history only', () => {
    const over = incident(2, { active: false, pin: false, lastUpdatedDate: '2026-05-04 09:30:00' })
    const snapshot = parse({ incidents: [incident(1)] }, fine, history(incident(1), over))
    expect(snapshot.incidents.map((i) => [i.id, i.status, i.resolvedAt])).to.deep.equal([['1', 'investigating', undefined], ['2', 'resolved', '2026-05-04T09:30:00.000Z']])
  })
  it('that the history closed after the page was stored are closed', () => {
    const over = incident(1, { active: false, lastUpdatedDate: '2026-05-04 09:30:00' })
    expect(parse({ incidents: [incident(1)] }, fine, history(over)).incidents[0]?.status).to.equal('resolved')
    expect(parse({ incidents: [incident(1, { lastUpdatedDate: '2026-05-04 09:40:00' })] }, fine, history(over)).incidents[0]?.status).to.equal('investigating')
  })
  it('that are open in the history and off the page are left out and named', () => {
    const snapshot = parse({ incidents: [] }, fine, history(incident(5, { pin: false })))
    expect(snapshot.incidents).to.deep.equal([])
    expect(said(snapshot)).to.deep.equal(['incident-history.incidents.0'])
  })
  it('older than the first page of the history are said to be unread', () => expect(said(parse({}, fine, { ...history(), hasMore: true }))).to.deep.equal(['incident-history.hasMore']))
})

describe("Uptime Kuma's maintenances", () => {
  const one = (part: object) => parse({ maintenanceList: [window(1, part)] }).maintenances[0]
  const single = (startDate: string, endDate: string, timezone: string) => one({ timeslotList: [{ startDate, endDate }], timezone })
  it('stand in the wall clock of their zone when there is one window, over a change of the clocks too', () => {
    expect(single('2026-05-04 10:00:00', '2026-05-04 12:00:00', 'Asia/Tokyo')).to.include({ scheduledStart: '2026-05-04T01:00:00.000Z', scheduledEnd: '2026-05-04T03:00:00.000Z' })
    expect(single('2026-10-25 01:00:00', '2026-10-25 04:00:00', 'Europe/Berlin')).to.include({ scheduledStart: '2026-10-24T23:00:00.000Z', scheduledEnd: '2026-10-25T03:00:00.000Z' })
  })
  it('that recur stand in UTC, the running slot first, and each run is one of its own', () => {
    const slots = [['2026-05-04T08:30:00.000Z', '2026-05-04T09:30:00.000Z'], ['2026-05-11T08:30:00.000Z', '2026-05-11T09:30:00.000Z']]
    const timeslotList = slots.map(([startDate, endDate]) => ({ startDate, endDate }))
    expect(one({ strategy: 'recurring-weekday', timezone: 'Europe/Berlin', timeslotList })).to.include({ id: 'maintenance-1@2026-05-04T08:30:00.000Z', scheduledStart: slots[0]?.[0], scheduledEnd: slots[0]?.[1] })
  })
  it('that are switched by hand have no times; their text has no place then, and is said', () => {
    const snapshot = parse({ maintenanceList: [window(1, { strategy: 'manual' })] })
    expect(snapshot.maintenances).to.deep.equal([{ id: 'maintenance-1', title: 'Pruning 1', status: 'in_progress', componentIds: [], updates: [] }])
    expect(snapshot.problems[0]).to.have.property('message').that.contains('Mind the *twigs*')
    expect(snapshot.indicator).to.equal('maintenance')
  })
  it('have our words for theirs', () => {
    const words = ['under-maintenance', 'scheduled', 'ended', 'inactive', 'unknown', 'dozing']
    const snapshot = parse({ maintenanceList: words.map((status, i) => window(i, { status, description: '' })) })
    expect(snapshot.maintenances.map((m) => m.status)).to.deep.equal(['in_progress', 'scheduled', 'completed', 'cancelled', 'unknown', 'unknown'])
    expect(said(snapshot)).to.deep.equal(['page.maintenanceList.5.status'])
  })
  it('have ids that are no incident\'s', () => {
    const snapshot = parse({ incidents: [incident(1)], maintenanceList: [window(1)] })
    expect(snapshot.incidents[0]?.id).not.to.equal(snapshot.maintenances[0]?.id)
  })
  it('in a zone nobody knows have no times, and say so', () => {
    const snapshot = parse({ maintenanceList: [window(1, { description: '', timezone: 'Mars/Crater', timeslotList: [{ startDate: '2026-05-04 10:00:00', endDate: null }] })] })
    expect(snapshot.maintenances[0]).not.to.have.property('scheduledStart')
    expect(said(snapshot)).to.deep.equal(['page.maintenanceList.0.timeslotList.0.startDate'])
  })
})

const folder = '/shared/feeds/samples/uptime-kuma/'
const answer = await fetch(folder)
const names: string[] = answer.status === 200 ? await answer.json() : []
const capture = async (name: string) => (names.includes(name) ? freeze(await (await fetch(folder + name)).json()) : undefined)

interface RawPage {
  incident?: { title: string; content: string } | null
  incidents?: { title: string; content: string }[]
  publicGroupList: { name: string; monitorList: { id: number; name: string }[] }[]
  maintenanceList: { title: string; description: string }[]
}

describe('captures of Uptime Kuma', () => {
  for (const version of ['v1', 'v2']) {
    for (const slug of ['acme', 'allgood', 'empty']) {
      it(`${version}-${slug} is read whole`, async function () {
        if (!names.length) this.skip()
        const raw: RawPage = await capture(`${version}-${slug}.json`)
        const heartbeat: { heartbeatList: Record<string, { status: number }[]> } = await capture(`${version}-${slug}-heartbeat.json`)
        const past: unknown = slug === 'acme' ? await capture(`${version}-incident-history.json`) : undefined
        const snapshot = reader.parse({ page: raw, heartbeat, ...(past ? { 'incident-history': past } : {}) }, 'https://kuma.example/status/acme')
        expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
        expect(snapshot.groups.map((g) => g.name)).to.deep.equal(raw.publicGroupList.map((g) => g.name))
        const monitors = raw.publicGroupList.flatMap((g) => g.monitorList)
        expect(snapshot.components.map((c) => c.name)).to.deep.equal(monitors.map((m) => m.name))
        const last = monitors.map((m) => heartbeat.heartbeatList[m.id]?.at(-1)?.status ?? 4)
        expect(snapshot.components.map((c) => c.status)).to.deep.equal(last.map((n) => ['major_outage', 'operational', 'degraded_performance', 'under_maintenance', 'unknown'][n]))
        const incidents = raw.incidents ?? (raw.incident ? [raw.incident] : [])
        expect(snapshot.incidents.map((i) => [i.title, i.updates[0]?.body])).to.deep.equal(incidents.map((i) => [i.title, i.content]))
        expect(snapshot.maintenances.map((m) => m.title)).to.deep.equal(raw.maintenanceList.map((m) => m.title))
        const told = JSON.stringify([snapshot.problems, snapshot.maintenances])
        for (const { description } of raw.maintenanceList) expect(told).to.contain(description)
      })
    }
  }
  it('of a window in Tokyo have it in UTC', async function () {
    const raw = await capture('v2-acme.json')
    if (!raw) this.skip()
    expect(reader.parse({ page: raw }).maintenances[0]).to.include({ scheduledStart: '2026-11-24T01:28:41.000Z', scheduledEnd: '2026-11-24T04:58:41.000Z' })
  })
  for (const name of names.filter((name) => name.endsWith('.json'))) {
    it(`${name} is known for what it is`, async () => {
      const raw: unknown = await capture(name)
      const isOurs = /(acme|allgood|empty|heartbeat)\.json$/.test(name)
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id)).to.deep.equal(isOurs ? ['uptimekuma'] : [])
    })
  }
})
