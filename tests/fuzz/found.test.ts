import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { finish } from '../../src/feeds/read.ts'
import { readers } from '../../src/feeds/readers.ts'
import { findAll, parseXmlText } from '../../src/feeds/xml.ts'
import type { Problem, StatusSnapshot } from '../../src/model/snapshot.ts'
import { loadAdapters } from '../feeds/fixture.ts'
import { mostMs, timer } from './properties.ts'

/** What hostile documents have found once, each by itself. */

const fixtures = new Map((await loadAdapters()).map(({ entry, fixture }) => [entry.id, fixture]))
const length = 100_000
const json = JSON.stringify(Array.from({ length }, (_, i) => ({ id: i, name: `item ${i}` })))

/** The snapshot of an adapter's own documents, some of them others. */
function parse(id: string, documents: Record<string, unknown>, page?: string): StatusSnapshot {
  const reader = readers[id]
  const fixture = fixtures.get(id)
  if (!reader || !fixture) throw new Error(`no adapter ${id}`)
  return reader.parse({ ...fixture.documents, ...documents }, page ?? fixture.page)
}

/** A document of the fixture with another text in the place of one in it. */
function replaced(id: string, key: string, old: string, text: string): unknown {
  const document = fixtures.get(id)?.documents[key]
  const whole = typeof document === 'string' ? document : JSON.stringify(document)
  if (!whole.includes(old)) throw new Error(`${id} has no ${old}`)
  return typeof document === 'string' ? whole.replace(old, () => text) : JSON.parse(whole.replace(old, () => text))
}

/** As fast as this machine is now; a square of time would be hundreds of times that. */
function within(task: () => unknown): void {
  const { ms } = timer(task)
  if (ms > mostMs) expect(ms).to.be.below(100 * timer(() => JSON.parse(json)).ms)
}

function nest(levels: number, wrap: (inner: unknown, level: number) => unknown, innermost: unknown = 'x'): unknown {
  let nested = innermost
  for (let level = 0; level < levels; level++) nested = wrap(nested, level)
  return nested
}

describe('what is nested without end', () => {
  const cases: [string, string, unknown][] = [
    ['health', 'health', nest(20_000, (inner, i) => ({ status: 'UP', components: { [i]: inner } }), { status: 'UP' })],
    ['statuspal', 'summary', { services: [nest(20_000, (inner, i) => ({ id: i, name: 'x', children: [inner] }), { id: -1 })] }],
    ['instatus', 'components', { components: [nest(20_000, (inner, i) => ({ id: `${i}`, name: 'x', children: [inner] }), {})] }],
    ['statusiq', 'summary', { data: { statuspage_details: {}, current_status: [nest(20_000, (inner, i) => ({ is_group: true, enc_componentgroup_id: `${i}`, componentgroup_components: [inner] }), {})] } }],
    ['cachet', 'components', { data: [nest(20_000, (inner, i) => ({ id: i, name: 'x', enabled_components: [inner] }), {})] }],
  ]
  for (const [id, key, document] of cases) {
    it(`is read of ${id} as deep as anybody looks, and what is below is said to be left out`, () =>
      expect(parse(id, { [key]: document }).problems.map(({ message }) => message)).to.include('unusable: nested too deeply'))
  }
  it('is told in few words where a word is expected', () => {
    const deep = nest(20_000, (inner) => [inner])
    const summary = { page: { name: 'x', status: 'UP' }, activeMaintenances: [{ id: 'a', name: 'x', duration: deep }] }
    expect(parse('instatus', { summary, components: undefined }).problems.map(({ message }) => message)).to.include('left out: object is no number of minutes')
    expect(parse('kener', { monitors: { data: {}, missingTags: [deep] } }).problems.map(({ message }) => message)).to.include('left out: there is no monitor object')
    expect(() => parse('uptimekuma', { page: { msg: deep } })).to.throw(FeedShapeError)
  })
})

describe('what cannot be made a text or a number', () => {
  const strange = { toString: 1, valueOf: 1 }
  it('is no message of Uptime Kuma', () => expect(() => parse('uptimekuma', { page: { msg: strange } })).to.throw(FeedShapeError))
  it('is no count of UptimeRobot', () => expect(readers.uptimerobot?.more?.({ monitors: { data: [1], psp: { totalMonitors: strange, perPage: strange } } }, 'https://stats.uptimerobot.com/abc')).to.deep.equal([]))
})

describe('a word that every object has', () => {
  it('is none of the severities of a history', () => {
    const history = '<rss><channel><item><title>x</title><pubDate>Mon, 04 May 2026 10:00:00 GMT</pubDate><description><![CDATA[<p>Severity: constructor</p>]]></description></item></channel></rss>'
    expect(parse('feedxml', { history }).problems.map(({ message }) => message)).to.include('unknown word "constructor"')
  })
  it('is none of the types of Cachet, and stays as the label of a status', () => {
    const { problems } = parse('cachet', { components: { data: [{ id: 1, type: 'constructor', attributes: {} }] } })
    expect(problems.map(({ path }) => path)).to.include('components.data.0')
    const { components } = parse('cachet', { components: { data: [{ id: 1, name: 'x', status: 'toString', group_id: 0 }] } })
    expect(components[0]).to.include({ status: 'unknown', statusLabel: 'toString' })
  })
  it('is no admin center of Microsoft', () => {
    const consumer = [{ ServiceWorkloadName: 'constructor', Status: 'Outage', Message: 'It is out', AuthoredDateTime: '2026-05-04T08:00:00Z' }]
    expect(parse('microsoft365', { consumer, mac: undefined, ppac: undefined }).incidents).to.have.lengthOf(1)
    expect(readers.microsoft365?.requests.bind(null, 'https://status.cloud.microsoft/api/posts/constructor')).to.throw('Give the URL of the page')
  })
})

describe('an address, a zone and an id that the model has not', () => {
  it('a script is no page of Kener', () => {
    const rss = '<rss><channel><title>x</title><link>javascript:alert(1)</link></channel></rss>'
    expect(parse('kener', { rss }).page.url).not.to.include('javascript')
  })
  it('a zone with a slash is one of Better Stack only if browsers know it', () => {
    const { page, problems } = parse('betterstack', { index: replaced('betterstack', 'index', '"timezone":"', '"timezone":"Mars/') })
    expect(page.timeZone).to.equal(undefined)
    expect(problems.map(({ path }) => path)).to.include('index.data.attributes.timezone')
  })
  it('the second of two that have one id is left out and said, of updates too', () => {
    const problems: Problem[] = []
    const update = { id: 'u', status: 'investigating', at: '2026-05-04T08:00:00.000Z', body: '', format: 'text' } as const
    const incident = { id: 'i', title: 'x', status: 'investigating', impact: 'minor', startedAt: undefined, componentIds: [], updates: [update, { ...update, body: 'again' }] } satisfies Parameters<typeof finish>[0]['incidents'][number]
    const snapshot = finish({ page: { name: 'x' }, groups: [], components: [], incidents: [incident, incident], maintenances: [] }, problems)
    expect(snapshot.incidents).to.have.lengthOf(1)
    expect(snapshot.incidents[0]?.updates).to.deep.equal([update])
    expect(new Set(problems.map(({ message }) => message))).to.deep.equal(new Set(['unusable: "i" is none of its own', 'unusable: "u" is none of its own']))
  })
  it('two updates of incident.io at one moment are two', () => {
    const updates = ['a', 'b'].map((message_string) => ({ message_string, published_at: '2026-05-04T08:00:00Z', to_status: 'investigating' }))
    const summary = { summary: { structure: { items: [] }, ongoing_incidents: [{ id: 'i', name: 'x', status: 'investigating', updates }] } }
    expect(parse('incidentio', { summary, incidents: undefined }).incidents[0]?.updates.map(({ id }) => id)).to.deep.equal(['2026-05-04T08:00:00Z', '2026-05-04T08:00:00Z 2'])
  })
  it('a ratio that is no number is none', () => {
    const uptime = parse('statping', { services: [{ id: 1, name: 'x', online: true, check_interval: 1, last_success: '2026-05-04T08:00:00Z', online_24_hours: Number.NaN }] })
    expect(uptime.components[0]).not.to.have.property('history')
    const summary = [{ slug: 'x', name: 'x', status: 'up', dailyMinutesDown: { '2026-05-04': Number.NaN } }]
    expect(parse('upptime', { summary }).problems.map(({ path }) => path)).to.include('summary.0.dailyMinutesDown.2026-05-04')
  })
})

describe('lists longer than a call has room for', function () {
  this.timeout(60_000)
  const count = 130_000
  it('are found in XML', () => expect(findAll(parseXmlText(`<a>${'<b/>'.repeat(count)}</a>`), 'b')).to.have.lengthOf(count))
  it('are read of Uptime Kuma', () => {
    const page = { config: { slug: 'x' }, publicGroupList: [{ id: 1, monitorList: Array.from({ length: count }, (_, id) => ({ id, name: 'x' })) }] }
    expect(parse('uptimekuma', { page, heartbeat: { heartbeatList: {} } }).components).to.have.lengthOf(count)
  })
  it('are read of a health document', () => {
    const checks = Object.fromEntries(Array.from({ length: count }, (_, i): [string, null][] => [[`${i}:a`, null], [`${i}:b`, null]]).flat())
    expect(parse('health', { health: { status: 'pass', checks } }).groups).to.have.lengthOf(count)
  })
})

describe(`a text of ${length} characters takes no square of time`, () => {
  const spaces = ' '.repeat(length)
  const inHistory = (html: string) => parse('feedxml', { history: `<rss><channel><item><title>x</title><pubDate>Mon, 04 May 2026 10:00:00 GMT</pubDate><description><![CDATA[${html}]]></description></item></channel></rss>` })
  const item = (n: number, link: string) => `<item><guid>${n}</guid><link>${link}</link><title>x</title></item>`
  const cases: [string, () => unknown][] = [
    ['in the severity of a history', () => inHistory(`<p>Severity:${spaces}`)],
    ['between the marks of a history', () => inHistory(`<small>x</small>${spaces}`)],
    ['in the title of a history', () => parse('feedxml', { history: replaced('feedxml', 'history', ' - Incident History', `${spaces}x`) })],
    ['in a time', () => parse('feedxml', { history: `<rss><channel><item><title>x</title><pubDate>May 4 10:00 ${'&lt;'.repeat(length)}</pubDate></item></channel></rss>` })],
    ['in the items of a history', () => parse('feedxml', { history: `<rss><channel><title>Incidents | x</title>${Array.from({ length: 8000 }, (_, i) => item(i, `https://x.test/incident/${i}`)).join('')}</channel></rss>` })],
    ['in the name of an old service of AWS', () => parse('aws', { events: { archive: [], current: [{ service: 'x', service_name: spaces + '('.repeat(length), date: '1777881600', status: '2' }] } })],
    ['in the key of an old service of AWS', () => parse('aws', { events: { archive: [], current: [{ service: `${'-aa'.repeat(length)}!`, date: '1777881600', status: '2' }] } })],
    ['in a post of Azure', () => parse('azure', { feed: undefined, status: { Status: 'Outage', LastUpdatedTime: '2026-05-04T10:00:00Z', Message: '<'.repeat(2e6) } })],
    ['in the zone of Better Stack', () => parse('betterstack', { index: replaced('betterstack', 'index', '"timezone":"', `"timezone":"${'a '.repeat(length * 10)}`) })],
    ['in the updates of Better Stack', () => {
      const updates = Array.from({ length: length / 2 }, (_, id) => ({ id: `${id}`, type: 'status_update', attributes: { status_report_id: 1 } }))
      return parse('betterstack', { index: { data: { type: 'status_page', attributes: {} }, included: [{ id: '1', type: 'status_report', attributes: { report_type: 'manual' } }, ...updates] } })
    }],
    ['in the updates of Cachet', () => parse('cachet', { incidents: { data: [], included: Array.from({ length }, (_, id) => ({ id, type: 'updates', attributes: { updateable_type: 'incident', updateable_id: 1 } })) } })],
    ['in cState’s broken JSON', () => expect(() => parse('cstate', { index: `{${'\n'.repeat(length * 2)}"a": "b"${spaces}x` })).to.throw(FeedShapeError)],
    ['in the systems of an issue of cState', () => parse('cstate', { index: { is: 'index', systems: Array.from({ length: 20_000 }, (_, i) => ({ name: `${i}`, unresolvedIssues: [{ title: 'x', filename: 'x' }] })) } })],
    ['in an announcement of Gatus', () => parse('gatus', { config: { announcements: [{ timestamp: '2026-05-04T10:00:00Z', type: 'outage', message: '[](a'.repeat(length) }] } })],
    ['in a description of Google’s', () => parse('google', { incidents: [{ id: 'x', begin: '2026-05-04T10:00:00Z', external_desc: '[](a'.repeat(length), updates: [] }] })],
    ['in the address of an event of Instatus', () => parse('instatus', { summary: { page: { status: 'UP' }, activeIncidents: [{ name: 'x', url: `${'a'.repeat(length * 2)}::` }] } })],
    ['in the components that Instatus names', () => parse('instatus', { history: replaced('instatus', 'history', 'Affected Components:</strong>', `Affected Components:</strong>${'a,'.repeat(length)}`) })],
    ['in the monitors of Kener', () => parse('kener', { monitors: { missingTags: [], data: Object.fromEntries(Array.from({ length }, (_, i) => [`m${i}`, { name: 'x', currentStatus: 'UP' }])) } })],
    ['in the statuses of OneUptime', () => {
      const ids = Array.from({ length: 20_000 }, (_, i) => `${i}`)
      return parse('oneuptime', { overview: { monitorStatuses: ids.map((_id) => ({ _id, priority: 1 })), statusPageResources: ids.map((_id) => ({ _id, monitor: { currentMonitorStatusId: _id } })) } })
    }],
    ['in the instances of an incident of Salesforce', () => parse('salesforce', { instances: { key: 'x', Instances: Array.from({ length: 20_000 }, (_, i) => ({ key: `${i}`, status: 'OK', Incidents: [{ id: 1 }] })) } })],
    ['in the components of a notice of Sorry', () => {
      const ids = Array.from({ length: 10_000 }, (_, id) => ({ id, name: 'x', parent_id: id && id - 1 }))
      return parse('sorry', { status: { page: { state: 'operational', notices: [{ id: 1, components: ids }] } }, components: { components: ids } })
    }],
    ['in a page that is asked whether it is Uptime Kuma’s', () => catalogue.find(({ id }) => id === 'uptimekuma')?.recognise?.('preloadData = '.repeat(length))],
  ]
  for (const [where, task] of cases) it(where, () => within(task)).timeout(60_000)
})
