import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedAddressError, FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/kener.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Kener, with the least document that shows it. */

const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const at = (clock: string) => Date.parse(iso(clock)) / 1000
const monitor = (name: string, currentStatus = 'UP', part: object = {}) => ({ name, description: '', currentStatus, uptimeData: [], toTimeStamp: at('10:00') - 1, ...part })
const monitors = (data: object, missingTags: unknown[] = []) => ({ data, missingTags })
const event = (eventURL: string, eventStatus: string, part: object = {}) => ({
  eventURL, eventTitle: 'Milk is late', eventDate: iso('08:00'), eventType: eventURL.startsWith('/i') ? 'incident' : 'maintenance', eventStartDateTime: at('08:00'), eventEndDateTime: null, eventStatus, ...part,
})
const item = (guid: string, title: string, description: string, clock = '09:00') => `<item><title>${title}</title><link>https://status.dairy.example/${guid.replace('-', 's/')}</link><guid isPermaLink="false">${guid}</guid><pubDate>Mon, 04 May 2026 ${clock}:00 GMT</pubDate><description><![CDATA[${description}]]></description></item>`
const rss = (...items: string[]) => `<?xml version="1.0"?><rss version="2.0"><channel><title>Dairy — Incidents &amp; Maintenance</title><link>https://status.dairy.example</link>${items.join('')}</channel></rss>`
const page = 'https://status.dairy.example/dashboard-apis/monitor-bars?tags=milk,butter'
const parse = (documents: object = {}) => reader.parse(freeze({ monitors: monitors({ milk: monitor('Milk'), butter: monitor('Butter') }), ...documents }), page)
const notified = (...notifications: unknown[]) => parse({ notifications: { notifications } })
const said = ({ problems }: { problems: { path: string }[] }) => problems.map((p) => p.path)
const known = (document: unknown) => catalogue.filter(({ recognise }) => recognise?.(document)).map(({ id }) => id)

describe('the documents of Kener', () => {
  for (const [base, root, tags] of [
    ['https://status.dairy.example/dashboard-apis/monitor-bars?tags=milk,butter&days=90', 'https://status.dairy.example', 'milk,butter'],
    ['https://status.dairy.example/dashboard-apis/notifications?tags=%20milk%2C', 'https://status.dairy.example', 'milk'],
    ['https://dairy.example/up/?tags=milk%20round', 'https://dairy.example/up', 'milk%20round'],
    ['https://dairy.example/up/rss.xml?tags=milk', 'https://dairy.example', 'milk'],
  ] as const)
    it(`of ${base}`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'monitors', url: `${root}/dashboard-apis/monitor-bars?tags=${tags}&days=1` },
        { key: 'notifications', url: `${root}/dashboard-apis/notifications?tags=${tags}`, optional: true },
        { key: 'rss', url: `${root}/rss.xml`, optional: true, format: 'text' },
      ]))
  it('are one where a copy is given', () => expect(reader.requests('https://shop.example/copy.json')).to.deep.equal([{ key: 'monitors', url: 'https://shop.example/copy.json' }]))
  for (const base of ['https://status.dairy.example', 'https://status.dairy.example/rss.xml', 'https://status.dairy.example/dashboard-apis/notifications?tags='])
    it(`are not told by ${base}, for its monitors are listed nowhere`, () =>
      expect(() => reader.requests(base)).to.throw(FeedAddressError, 'https://status.dairy.example/dashboard-apis/monitor-bars?tags=api,web'))
  it('are known by their path, and each by its shape', () => {
    expect(catalogue.find(({ match }) => match?.(new URL(page)))?.id).to.equal('kener')
    expect(known(monitors({ milk: monitor('Milk') }))).to.deep.equal(['kener'])
    expect(known({ notifications: [event('/incidents/1', 'RESOLVED')] })).to.deep.equal(['kener'])
    for (const document of [monitors({}), { notifications: [] }, { data: { milk: { currentStatus: 'UP' } } }]) expect(known(document)).to.deep.equal([])
  })
  it('are none of it without monitors', () => {
    for (const document of [{ notifications: [] }, { data: {} }, { data: [], missingTags: [] }, { missingTags: [] }]) expect(() => parse({ monitors: document })).to.throw(FeedShapeError)
    expect(parse({ monitors: monitors({}, ['milk']) })).to.deep.include({ indicator: 'unknown', components: [] })
  })
  it('may be without the RSS, or with one that is none', () => {
    const snapshot = parse({ rss: 'Not found' })
    expect(snapshot.page).to.deep.equal({ name: 'status.dairy.example', url: 'https://status.dairy.example' })
    expect(said(snapshot)).to.deep.equal(['rss'])
  })
})

describe("Kener's monitors", () => {
  it('have its words in ours', () => {
    const words = ['UP', 'DEGRADED', 'DOWN', 'MAINTENANCE', 'NO_DATA', 'NAPPING']
    const snapshot = parse({ monitors: monitors(Object.fromEntries(words.map((status) => [status, monitor(status, status)]))) })
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(['operational', 'degraded_performance', 'major_outage', 'under_maintenance', 'unknown', 'unknown'])
    expect(snapshot.components.map((c) => c.statusLabel).slice(4)).to.deep.equal(['No data', 'NAPPING'])
    expect(said(snapshot)).to.deep.equal(['monitors.data.NAPPING.currentStatus'])
  })
  it('that were never measured are not well', () => expect(parse({ monitors: monitors({ milk: monitor('Milk', 'NO_DATA') }) })).to.deep.include({ indicator: 'unknown', problems: [] }))
  it('that are not there are named', () => expect(said(parse({ monitors: monitors({ milk: monitor('Milk') }, ['attic']) }))).to.deep.equal(['monitors.missingTags']))
  it('are as of the end of their last span, in seconds', () => expect(parse().generatedAt).to.equal(iso('10:00')))
  it('have no days, for their spans begin at any hour', () => expect(parse({ monitors: monitors({ milk: monitor('Milk', 'UP', { uptimeData: [{ ts: at('10:00') - 86_400, countOfUp: 1440 }] }) }) }).components[0]).not.to.have.property('history'))
})

describe("Kener's incidents", () => {
  it('have its states in ours, times in seconds, and no severity', () => {
    const snapshot = notified(...['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED', 'SNORING'].map((state, i) => event(`/incidents/${i}`, state, { eventEndDateTime: state === 'RESOLVED' ? at('09:30') : null })))
    expect(snapshot.incidents.map((i) => i.status)).to.deep.equal(['investigating', 'identified', 'monitoring', 'resolved', 'unknown'])
    expect(snapshot.incidents[3]).to.include({ id: 'incident-3', impact: 'unknown', startedAt: iso('08:00'), resolvedAt: iso('09:30') })
    expect(snapshot.incidents[4]?.statusLabel).to.equal('SNORING')
    expect(said(snapshot)).to.deep.equal(['notifications.notifications.4.eventStatus'])
  })
  it('touch what the RSS says, and have its newest text, in Markdown', () => {
    const story = item('incident-1', '[Incident] Milk is late', 'Status: INVESTIGATING\nAffected: Milk, Butter, Goats\n\nA **flat** tyre.\n\nStatus: none', '09:40')
    const [incident] = parse({ notifications: { notifications: [event('/incidents/1', 'IDENTIFIED')] }, rss: rss(story) }).incidents
    expect(incident).to.deep.include({ status: 'identified', url: 'https://status.dairy.example/incidents/1', componentIds: ['milk', 'butter'], startedAt: iso('08:00') })
    expect(incident?.updates).to.deep.equal([{ id: `incident-1@${iso('09:40')}`, status: 'identified', at: iso('09:40'), body: 'A **flat** tyre.\n\nStatus: none', format: 'markdown' }])
  })
  it('of the RSS alone are those of these monitors, or of no one named', () => {
    const stories = [item('incident-1', '[Incident] Old', 'Status: RESOLVED\nAffected: Milk\n\nDone.'), item('incident-2', '[Incident] Goats', 'Status: INVESTIGATING\nAffected: Goats'), item('incident-3', '[Incident] All', 'Status: MONITORING')]
    const { incidents, problems } = parse({ notifications: { notifications: [] }, rss: rss(...stories) })
    expect(incidents.map((i) => [i.id, i.title, i.status, i.startedAt])).to.deep.equal([['incident-1', 'Old', 'resolved', iso('09:00')], ['incident-3', 'All', 'monitoring', iso('09:00')]])
    expect(problems).to.deep.equal([])
  })
  it('that stand twice, name no event, or are of a kind we do not know, are named', () => {
    const snapshot = notified(event('/incidents/1', 'RESOLVED'), event('/incidents/1', 'RESOLVED'), event('/poems/2', 'RESOLVED'), event('/incidents/3', 'RESOLVED', { eventType: 'rumour' }))
    expect(snapshot.incidents.map((i) => i.id)).to.deep.equal(['incident-1', 'incident-3'])
    expect(said(snapshot)).to.deep.equal(['notifications.notifications.2.eventURL', 'notifications.notifications.3.eventType', 'notifications.notifications.1.eventURL'])
  })
  it('have a page of their own, which the RSS is not needed for', () => {
    const urls = (address: string) => reader.parse({ monitors: monitors({ milk: monitor('Milk') }), notifications: { notifications: [event('/incidents/1', 'RESOLVED'), event('/maintenances/2', 'ONGOING')] } }, address)
    for (const address of ['https://status.dairy.example/up/?tags=milk', 'https://status.dairy.example/up/dashboard-apis/monitor-bars?tags=milk']) {
      const { incidents, maintenances } = urls(address)
      expect([incidents[0]?.url, maintenances[0]?.url], address).to.deep.equal(['https://status.dairy.example/up/incidents/1', 'https://status.dairy.example/up/maintenances/2'])
    }
  })
  it('with a time that is none lose that time', () => {
    const snapshot = notified(event('/incidents/1', 'RESOLVED', { eventEndDateTime: 'noon' }))
    expect(snapshot.incidents[0]).not.to.have.property('resolvedAt')
    expect(said(snapshot)).to.deep.equal(['notifications.notifications.0.eventEndDateTime'])
  })
})

describe("Kener's maintenances", () => {
  it('have its words in ours, and may have no end', () => {
    const snapshot = notified(...['SCHEDULED', 'READY', 'ONGOING', 'COMPLETED', 'CANCELLED'].map((state, i) => event(`/maintenances/${i}`, state, { eventEndDateTime: state === 'COMPLETED' ? at('09:30') : null })))
    expect(snapshot.maintenances.map((m) => m.status)).to.deep.equal(['scheduled', 'scheduled', 'in_progress', 'completed', 'cancelled'])
    expect(snapshot.maintenances[2]).to.include({ scheduledStart: iso('08:00') }).and.not.to.have.property('scheduledEnd')
    expect(snapshot.maintenances[3]).to.include({ scheduledEnd: iso('09:30'), completedAt: iso('09:30') })
  })
  it('further ahead than a week stand in the RSS alone, with their window', () => {
    const window = (end: string) => parse({ rss: rss(item('maintenance-1', '[Maintenance] Paint', `Status: SCHEDULED\nScheduled: Mon, 04 May 2026 12:00:00 GMT → ${end}\nAffected: All monitors\n\nGreen.`, '12:00')) }).maintenances[0]
    expect(window('Mon, 04 May 2026 13:00:00 GMT')).to.deep.include({ title: 'Paint', status: 'scheduled', scheduledStart: iso('12:00'), scheduledEnd: iso('13:00'), componentIds: [] })
    expect(window('open-ended')).not.to.have.property('scheduledEnd')
  })
})

const folder = '/shared/feeds/samples/kener/'
describe('the sample of Kener, which was made and not captured', () => {
  it('is known, and read', async function () {
    const answer = await fetch(`${folder}made-v4-notifications.json`)
    if (answer.status !== 200) this.skip()
    const raw: { notifications: { eventTitle: string }[] } = freeze(await answer.json())
    expect(known(raw)).to.deep.equal(['kener'])
    const snapshot = parse({ notifications: raw })
    expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
    expect([...snapshot.incidents, ...snapshot.maintenances].map((e) => e.title)).to.deep.equal(raw.notifications.map((n) => n.eventTitle))
    expect(snapshot).to.deep.include({ indicator: 'maintenance', problems: [] })
  })
})
