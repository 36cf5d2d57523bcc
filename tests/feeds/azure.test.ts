import { expect } from 'chai'
import { reader } from '../../src/feeds/azure.ts'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Azure, with the least document that shows it. */

const site = 'https://azure.status.microsoft'
const page = `${site}/en-us/status`
const postUrl = 'https://status.cloud.microsoft/api/posts/azure'
const healthUrl = 'https://status.dev.azure.com/_apis/status/health'
const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const escape = (html: string) => html.replace(/&/g, '&amp;').replace(/</g, '&lt;')
const item = (title: string, html = 'words', { guid = title, date = '<pubDate>Mon, 04 May 2026 08:00:00 Z</pubDate>' } = {}) =>
  `<item><guid>${guid}</guid><title>${title}</title><link>${site}/en-us/status/</link>${date}<description>${escape(html)}</description></item>`
const rss = (items = '', after = '') => `<?xml version="1.0"?><rss version="2.0"><channel><title>Azure Status</title><link>${site}/en-us/status/</link><lastBuildDate>Mon, 04 May 2026 09:00:00 Z</lastBuildDate>${items}</channel>${after}</rss>`
const post = (part: object = {}) => ({ Id: null, AuthoredDateTime: '2026-05-04T09:10:00.1234567+00:00', InternalDateTime: '0001-01-01T00:00:00+00:00', LastUpdatedTime: '2026-05-04T09:10:00.1234567+00:00', Title: null, Message: 'No Azure boats are late. See below.', Status: 'Available', ...part })
const health = (part: object = {}, said: object = {}) => ({ lastUpdated: '2026-05-04T07:00:00.397Z', status: { health: 'healthy', message: 'All boats sail', ...said }, services: [{ id: 'Boards', geographies: [{ id: 'US', name: 'United States', health: 'healthy' }] }], ...part })
const parse = (documents: Record<string, unknown>) => reader.parse(freeze(documents), page)
const listed = (...items: string[]) => parse({ feed: rss(items.join('')) })
const paths = ({ problems }: { problems: { path: string }[] }) => problems.map((p) => p.path)
const known = (document: unknown) => catalogue.find(({ recognise }) => recognise?.(document))?.id

describe('the documents of Azure', () => {
  const feed = (language: string) => ({ key: 'feed', url: `${site}/${language}/status/feed/`, format: 'text' })
  const both = (language = 'en-us') => [feed(language), { key: 'status', url: postUrl, optional: true }]
  const cases: [string, object[]][] = [
    [site, both()],
    [`${site}/en-us/status/feed/`, both()],
    [`${site}/de-de/status`, both('de-de')],
    ['https://status.azure.com/en-gb/status/', both('en-gb')],
    [postUrl, [{ key: 'status', url: postUrl }, { ...feed('en-us'), optional: true }]],
    ['https://status.dev.azure.com', [{ key: 'status', url: healthUrl }]],
    [healthUrl, [{ key: 'status', url: healthUrl }]],
    ['https://mirror.example/azure.xml', [{ key: 'feed', url: 'https://mirror.example/azure.xml', format: 'text' }]],
    ['https://mirror.example/azure/feed/', [{ key: 'feed', url: 'https://mirror.example/azure/feed/', format: 'text' }]],
    ['https://mirror.example/azure', [{ key: 'feed', url: 'https://mirror.example/azure', format: 'text' }]],
    ['https://mirror.example/azure.json', [{ key: 'status', url: 'https://mirror.example/azure.json' }]],
  ]
  for (const [base, requests] of cases) it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal(requests))
  it('are known by their hosts, but for the RSS of DevOps and the neighbours of the post', () => {
    const at = (address: string) => catalogue.filter(({ match }) => match?.(new URL(address))).map(({ id }) => id)
    for (const address of [site, 'https://status.azure.com/', healthUrl, postUrl]) expect(at(address), address).to.deep.equal(['azure'])
    expect(at('https://status.dev.azure.com/_rss')).to.deep.equal([])
    expect(at('https://status.cloud.microsoft/api/posts/mac')).not.to.include('azure')
  })
  it('are known by their shape: its RSS before that of others, its post by its name', () => {
    expect([rss(), post(), health()].map(known)).to.deep.equal(['azure', 'azure', 'azure'])
    expect(known(rss().replace('Azure Status', 'Boat Status'))).to.equal('feedxml')
    expect(known('<rss><channel><title>Boats</title><item><title>Azure Status</title></item></channel></rss>')).to.equal('feedxml')
    expect(known(post({ Message: 'This site is updated' }))).to.equal(undefined)
    expect(known({ status: 'ok', services: [] })).to.equal(undefined)
  })
  it('at an address that does not tell which they are, are told by their text', () => {
    for (const document of [post(), health()]) expect(parse({ feed: JSON.stringify(document) })).to.deep.equal(parse({ status: document }))
    for (const text of ['{}', '{"Status":', '[]', '0']) expect(() => parse({ feed: text }), text).to.throw(FeedShapeError)
  })
  it('that are of something else are refused', () => {
    for (const documents of [{ feed: '<svg/>' }, { status: { Status: 'Available' } }, { status: [] }]) expect(() => parse(documents)).to.throw(FeedShapeError)
  })
  it('may miss one of the two, or have one that is none', () => {
    expect(paths(parse({ feed: rss(), status: { error: 1 } }))).to.deep.equal(['status'])
    expect(paths(parse({ feed: '<html>', status: post() }))).to.deep.equal(['feed'])
  })
})

describe("Azure's RSS", () => {
  it('that lists nothing says nothing', () => expect(parse({ feed: rss() })).to.deep.equal({ page: { name: 'Azure', url: `${site}/en-us/status/` }, indicator: 'unknown', groups: [], components: [], incidents: [], maintenances: [], generatedAt: iso('09:00'), problems: [] }))
  it('lists what is going on, in HTML, since its date', () => {
    const { incidents } = listed(item('Fog', '<p>See <a href="https://b.example">this</a></p>'))
    expect(incidents[0]).to.deep.include({ id: 'Fog', title: 'Fog', status: 'investigating', impact: 'minor', startedAt: iso('08:00'), url: `${site}/en-us/status/` }).and.not.to.have.property('resolvedAt')
    expect(incidents[0]?.updates).to.deep.equal([{ id: '1', status: 'investigating', at: iso('08:00'), body: '<p>See <a href="https://b.example">this</a></p>', format: 'html' }])
  })
  it('has items outside its channel too', () => expect(parse({ feed: rss('', item('Fog')) }).incidents.map((i) => i.title)).to.deep.equal(['Fog']))
  for (const [title, impact] of [['Boats - Outage', 'major'], ['Boats unavailable', 'major'], ['Boats are slow', 'minor']] as const) it(`tells of "${title}" as ${impact}`, () => expect(listed(item(title)).incidents[0]?.impact).to.equal(impact))
  const texts = [
    ['Mitigated - fog', 'words', 'resolved'],
    ['Fog', '<p>The fog has been <strong>resolved</strong>.</p>', 'resolved'],
    ['Fog', 'Boats are late. This is now mitigated.', 'resolved'],
    ['Fog', 'It is not yet mitigated.', 'investigating'],
    ['Fog', 'It is partially mitigated for the north.', 'investigating'],
    ['Fog', 'We send word once it is resolved.', 'investigating'],
    ['Fog', 'It is being mitigated.', 'investigating'],
  ] as const
  for (const [title, html, status] of texts) it(`says ${status} by "${title}: ${html}"`, () => expect(listed(item(title, html)).incidents[0]?.status).to.equal(status))
  it('keeps what has no date, and says so', () => {
    const snapshot = listed(item('Fog', 'words', { date: '' }))
    expect(snapshot.incidents[0]?.startedAt).to.equal(iso('09:00'))
    expect(paths(snapshot)).to.deep.equal(['feed.entries.0.published'])
  })
  it('may repeat an id: what differs is another event, what does not is named', () => {
    const snapshot = listed(item('Fog', 'one', { guid: 'x' }), item('Wind', 'two', { guid: 'x' }), item('Fog', 'one', { guid: 'x' }))
    expect(snapshot.incidents.map((i) => i.title)).to.deep.equal(['Fog', 'Wind'])
    expect(paths(snapshot)).to.deep.equal(['feed.entries.2'])
  })
})

describe("Azure's post", () => {
  it('says that all is well, when it was made, and not when it changed', () => {
    const snapshot = parse({ status: post() })
    expect(snapshot).to.deep.include({ indicator: 'none', claim: { indicator: 'none', headline: 'No Azure boats are late.' }, incidents: [], generatedAt: '2026-05-04T09:10:00.123Z', problems: [] }).and.not.to.have.property('updatedAt')
    for (const Status of ['Operational', 'healthy', 'NORMAL']) expect(parse({ status: post({ Status }) }).indicator).to.equal('none')
  })
  it('beside the RSS is as old as the older of the two, and does not hide what that lists', () => {
    expect(parse({ feed: rss(item('Fog')), status: post() })).to.deep.include({ indicator: 'minor', generatedAt: iso('09:00') })
    expect(parse({ feed: rss(), status: post() })).to.include({ indicator: 'none' })
  })
  const trouble = { Id: '7', Status: 'Degraded', Title: 'Fog', Message: '<div>Boats are late.</div>', AuthoredDateTime: '2026-05-04T08:30:00+00:00' }
  it('is an event where it is not well', () => {
    const snapshot = parse({ status: post(trouble) })
    expect(snapshot).to.deep.include({ indicator: 'minor', claim: { indicator: 'minor', headline: 'Fog' } })
    expect(snapshot.incidents).to.deep.equal([{ id: '7', title: 'Fog', status: 'investigating', statusLabel: 'Degraded', impact: 'minor', startedAt: iso('08:30'), componentIds: [], updates: [{ id: '1', status: 'investigating', at: iso('08:30'), body: '<div>Boats are late.</div>', format: 'html' }] }])
    expect(parse({ status: post({ ...trouble, Title: '', Id: null }) }).incidents[0]).to.include({ id: 'azure', title: 'Boats are late.' })
    expect(['Interruption', 'Outage', 'Unavailable'].map((Status) => parse({ status: post({ ...trouble, Status }) }).indicator)).to.deep.equal(['major', 'critical', 'critical'])
  })
  it('that the RSS lists too is one event', () => expect(parse({ feed: rss(item('FOG')), status: post(trouble) }).incidents.map((i) => i.title)).to.deep.equal(['FOG']))
  it('that tells no start is a headline only, and that is said', () => {
    for (const part of [{ AuthoredDateTime: '0001-01-01T00:00:00+00:00' }, { AuthoredDateTime: post().LastUpdatedTime }, { AuthoredDateTime: null }]) {
      const snapshot = parse({ status: post({ ...trouble, ...part }) })
      expect(snapshot).to.deep.include({ indicator: 'minor', incidents: [], claim: { indicator: 'minor', headline: 'Fog' } })
      expect(paths(snapshot)).to.deep.equal(['status.AuthoredDateTime'])
    }
  })
  it('in a word that we do not know is unknown, and never well', () => {
    const snapshot = parse({ status: post({ ...trouble, Status: 'Sleepy' }) })
    expect(snapshot.indicator).to.equal('unknown')
    expect(snapshot.incidents[0]).to.include({ statusLabel: 'Sleepy', impact: 'unknown' })
    expect(paths(snapshot)).to.deep.equal(['status.Status'])
  })
})

describe('Azure DevOps', () => {
  it('has services in geographies', () => {
    const words = ['healthy', 'advisory', 'degraded', 'unhealthy', 'sleepy']
    const snapshot = parse({ status: health({ services: [{ id: 'Boards', geographies: words.map((word, i) => ({ id: `G${i}`, name: `Place ${i}`, health: word })) }, { id: 'Repos', geographies: [{ id: 'G0', name: 'Place 0', health: 'healthy' }] }] }) })
    expect(snapshot.page).to.deep.equal({ name: 'Azure DevOps', url: 'https://status.dev.azure.com/' })
    expect(snapshot.groups).to.deep.equal([{ id: 'Boards', name: 'Boards' }, { id: 'Repos', name: 'Repos' }])
    expect(snapshot.components.map((c) => [c.id, c.name, c.status, c.groupId])).to.deep.equal([
      ['Boards/G0', 'Place 0', 'operational', 'Boards'],
      ['Boards/G1', 'Place 1', 'degraded_performance', 'Boards'],
      ['Boards/G2', 'Place 2', 'partial_outage', 'Boards'],
      ['Boards/G3', 'Place 3', 'major_outage', 'Boards'],
      ['Boards/G4', 'Place 4', 'unknown', 'Boards'],
      ['Repos/G0', 'Place 0', 'operational', 'Repos'],
    ])
    expect(snapshot.components[4]?.statusLabel).to.equal('sleepy')
    expect(paths(snapshot)).to.deep.equal(['status.services.0.geographies.4.health'])
  })
  it('says how it is as a whole, and when it last changed', () => {
    expect(parse({ status: health() })).to.deep.include({ indicator: 'none', claim: { indicator: 'none', headline: 'All boats sail' }, updatedAt: '2026-05-04T07:00:00.397Z', problems: [] }).and.not.to.have.property('generatedAt')
    expect(['advisory', 'degraded', 'unhealthy', 'sleepy'].map((word) => parse({ status: health({}, { health: word }) }).claim?.indicator)).to.deep.equal(['minor', 'major', 'critical', 'unknown'])
  })
  it('names a service or a geography that came before', () => {
    const place = { id: 'US', name: 'United States', health: 'healthy' }
    const snapshot = parse({ status: health({ services: [{ id: 'Boards', geographies: [place, place] }, { id: 'Boards', geographies: [place] }] }) })
    expect(paths(snapshot)).to.deep.equal(['status.services.0.geographies.1.id', 'status.services.1.id'])
  })
})

const folder = '/shared/feeds/samples/azure/'
describe('captures of Azure', () => {
  it('are read whole, and known', async function () {
    const answer = await fetch(folder)
    if (answer.status !== 200) this.skip()
    expect(await answer.json()).to.have.length(3)
    const load = async (name: string) => (await fetch(folder + name)).text()
    const feed = await load('feed-empty.xml')
    const told: unknown = JSON.parse(await load('api-posts-azure-available.json'))
    const raw: { services: { id: string; geographies: { id: string }[] }[] } = JSON.parse(await load('azure-devops-health-healthy.json'))
    expect([feed, told, raw].map(known)).to.deep.equal(['azure', 'azure', 'azure'])
    const counts = [{ feed }, { status: told }, { feed, status: told }, { status: raw }].map((documents) => {
      const snapshot = parse(documents)
      expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
      expect(snapshot.problems).to.deep.equal([])
      return `${snapshot.incidents.length} ${snapshot.components.length} ${snapshot.indicator} ${snapshot.generatedAt ?? snapshot.updatedAt}`
    })
    expect(counts).to.deep.equal(['0 0 unknown 2026-08-01T00:22:00.000Z', '0 0 none 2026-08-01T00:35:00.565Z', '0 0 none 2026-08-01T00:22:00.000Z', '0 56 none 2026-07-24T17:05:34.397Z'])
    expect(parse({ status: raw }).components.map((c) => c.id)).to.deep.equal(raw.services.flatMap((service) => service.geographies.map((place) => `${service.id}/${place.id}`)))
  })
})
