import { expect } from 'chai'
import { FeedAddressError, FeedShapeError } from '../../src/feeds/feed.ts'
import { mappingReader } from '../../src/feeds/mapping.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** What a mapping may say, each with the least document that shows it. */

const address = 'https://status.example.com/api/status.json'
const parse = (mapping: unknown, document: unknown) => mappingReader(freeze(mapping)).parse(freeze({ document }), address)
const components = { each: 'services', id: 'slug', name: 'title', status: 'state' }
const incidents = { each: 'events', id: 'key', title: 'headline', status: 'phase', impact: 'severity', startedAt: 'from' }
const service = (part: object = {}) => ({ slug: 'ferry', title: 'Ferry', state: 'operational', ...part })
const event = (part: object = {}) => ({ key: 7, headline: 'Fog', phase: 'identified', severity: 'minor', from: '2026-05-04T08:00:00Z', ...part })
/** The snapshot of one event. */
const parseEvent = (part: object, more: object = {}, mapping: object = {}) => parse({ incidents: { ...incidents, ...more }, ...mapping }, { events: [event(part)] })
const messages = (snapshot: { problems: { path: string; message: string }[] }) => snapshot.problems.map(({ path, message }) => `${path}: ${message}`)

describe('a mapping', () => {
  it('makes components and groups', () => {
    const snapshot = parse(
      { components: { ...components, description: 'about', groupId: 'pier', url: 'link', updatedAt: 'seen' }, groups: { each: 'piers', id: '@', name: "join(' ', ['Pier', @])", description: "'By the sea'" } },
      { services: [service({ about: 'Twice a day', pier: 'N', link: 'https://ferry.example/', seen: '2026-05-04T10:00:00+02:00' })], piers: ['N'] },
    )
    expect(snapshot).to.deep.equal({
      page: { name: 'status.example.com' },
      indicator: 'none',
      groups: [{ id: 'N', name: 'Pier N', description: 'By the sea' }],
      components: [{ id: 'ferry', name: 'Ferry', description: 'Twice a day', status: 'operational', groupId: 'N', url: 'https://ferry.example/', updatedAt: '2026-05-04T08:00:00.000Z' }],
      incidents: [],
      maintenances: [],
      problems: [],
    })
    expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
  })
  it('makes a group of each groupId where it has no groups of its own', () => {
    const { groups, problems } = parse({ components: { ...components, groupId: 'pier' } }, { services: [service({ pier: 'N' }), service({ slug: 'b', pier: 'N' })] })
    expect(groups).to.deep.equal([{ id: 'N', name: 'N' }])
    expect(problems).to.deep.equal([])
  })
  it('names what has no name by its id', () => expect(parse({ components: { each: 'services', id: 'slug' } }, { services: [service()] }).components).to.deep.equal([{ id: 'ferry', name: 'ferry', status: 'unknown' }]))
  it('makes incidents with their updates, newest first', () => {
    const snapshot = parseEvent(
      { hit: ['ferry', null, 3], to: '2026-05-04T09:00:00Z', log: [{ n: 1, t: '2026-05-04T08:10:00Z', text: 'We look', is: 'investigating' }, { n: 2, t: '2026-05-04T08:20:00Z', is: 'identified' }] },
      { componentIds: 'hit', resolvedAt: 'to', url: "join('', ['https://fog.example/', to_string(key)])", updates: { each: 'log', id: 'n', at: 't', status: 'is', body: 'text', format: 'markdown' } },
    )
    expect(snapshot.incidents).to.deep.equal([
      {
        id: '7', title: 'Fog', status: 'identified', impact: 'minor', startedAt: '2026-05-04T08:00:00.000Z', resolvedAt: '2026-05-04T09:00:00.000Z', url: 'https://fog.example/7', componentIds: ['ferry', '3'],
        updates: [
          { id: '2', status: 'identified', at: '2026-05-04T08:20:00.000Z', body: '', format: 'markdown' },
          { id: '1', status: 'investigating', at: '2026-05-04T08:10:00.000Z', body: 'We look', format: 'markdown' },
        ],
      },
    ])
    expect(snapshot.problems).to.deep.equal([])
    expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
  })
  it('makes maintenances', () => {
    const maintenances = { each: 'works', id: 'id', title: 'what', status: 'state', scheduledStart: 'plan[0]', scheduledEnd: 'plan[1]', firstScheduledEnd: 'first', startedAt: 'began', completedAt: 'done', componentIds: 'part' }
    const work = { id: 'w', what: 'New pier', state: 'on', plan: ['2026-05-04T08:00:00Z', '2026-05-04T12:00:00Z'], first: '2026-05-04T10:00:00Z', began: '2026-05-04T08:05:00Z', done: null, part: 'ferry' }
    const snapshot = parse({ maintenances, words: { maintenance: { on: 'in_progress' } } }, { works: [work] })
    expect(snapshot.indicator).to.equal('maintenance')
    expect(snapshot.maintenances).to.deep.equal([
      { id: 'w', title: 'New pier', status: 'in_progress', scheduledStart: '2026-05-04T08:00:00.000Z', scheduledEnd: '2026-05-04T12:00:00.000Z', firstScheduledEnd: '2026-05-04T10:00:00.000Z', startedAt: '2026-05-04T08:05:00.000Z', componentIds: ['ferry'], updates: [] },
    ])
  })
  it('says what the page says of itself', () => {
    const snapshot = parse({ page: { name: 'n', url: 'u', timeZone: 'z', subscribeUrl: 's' }, claim: { indicator: 'all', headline: 'say' }, updatedAt: 't', generatedAt: 't', words: { indicator: { GREEN: 'none' } } },
      { n: 'Harbour', u: 'https://harbour.example/', z: 'Europe/Berlin', s: 'https://harbour.example/mail', all: 'GREEN', say: 'All boats run', t: '2026-05-04T08:00:00Z' })
    expect(snapshot).to.deep.include({ indicator: 'none', claim: { indicator: 'none', headline: 'All boats run' }, updatedAt: '2026-05-04T08:00:00.000Z', generatedAt: '2026-05-04T08:00:00.000Z' })
    expect(snapshot.page).to.deep.equal({ name: 'Harbour', url: 'https://harbour.example/', timeZone: 'Europe/Berlin', subscribeUrl: 'https://harbour.example/mail' })
  })
  it('never says that all is well where nothing says so', () => {
    expect(parse({ components }, { services: [] }).indicator).to.equal('unknown')
    expect(parse({ incidents }, { events: [] }).indicator).to.equal('unknown')
    expect(parse({ claim: { indicator: 'all' } }, { all: null })).to.deep.include({ indicator: 'unknown' }).and.not.to.have.property('claim')
    expect(parse({ components, claim: { indicator: "'none'" } }, { services: [service({ state: 'major_outage' })] }).indicator).to.equal('critical')
  })
  it('means the whole document by $ and sees the names of let in functions', () => {
    const status = "let $id = slug in length($.open[?part == $id]) > `0` && max(map(&(part == $id && level || 'operational'), $.open)) || 'operational'"
    const snapshot = parse({ components: { ...components, status } }, { services: [service(), service({ slug: 'b' })], open: [{ part: 'ferry', level: 'partial_outage' }] })
    expect(messages(snapshot)).to.deep.equal([])
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(['partial_outage', 'operational'])
  })
})

describe('the words of a feed', () => {
  const states = (...list: unknown[]) => parse({ components, words: { component: { UP: 'operational', true: 'operational', 2: 'partial_outage', gone: 'unknown', operational: 'major_outage' } } }, { services: list.map((state, i) => service({ slug: `${i}`, state })) })
  it('are taken through the table, or as they are, whether text, number or truth', () => {
    const snapshot = states('UP', true, 2, 'degraded_performance', 'operational')
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(['operational', 'operational', 'partial_outage', 'degraded_performance', 'major_outage'])
    expect(snapshot.problems).to.deep.equal([])
  })
  it('that are unknown are kept as labels, and named', () => {
    const snapshot = states('WOBBLY', 'constructor', '__proto__')
    expect(snapshot.components.map((c) => [c.status, c.statusLabel])).to.deep.equal([['unknown', 'WOBBLY'], ['unknown', 'constructor'], ['unknown', '__proto__']])
    expect(messages(snapshot)[0]).to.equal('components.0.status: unknown word "WOBBLY"')
    expect(snapshot.indicator).to.equal('unknown')
  })
  it('that are missing are named with their expression', () => expect(messages(states(null))).to.deep.equal(['components.0.status: left out: "state" gave nothing; the item has slug, title, state']))
  it('may stand for unknown', () => expect(messages(states('gone'))).to.deep.equal([]))
  it('of an impact and of updates have their tables, too', () => {
    const { incidents: found, problems } = parseEvent({ severity: 'P1', phase: 'new', log: [{ t: '2026-05-04T08:00:00Z', s: 'new' }] }, { updates: { each: 'log', at: 't', status: 's' } }, { words: { impact: { P1: 'critical' }, incident: { new: 'investigating' } } })
    expect(found[0]).to.deep.include({ status: 'investigating', impact: 'critical' })
    expect(found[0]?.updates[0]).to.include({ id: '2026-05-04T08:00:00.000Z', status: 'investigating', format: 'text' })
    expect(problems).to.deep.equal([])
  })
})

describe('the times of a feed', () => {
  const started = (from: unknown, times?: object) => parseEvent({ from }, {}, times ? { times } : {}).incidents[0]?.startedAt
  const cases: [unknown, object | undefined, string | undefined][] = [
    ['2026-05-04T10:00:00+02:00', undefined, '2026-05-04T08:00:00.000Z'],
    ['2026-05-04T10:00:00', { zone: 'Europe/Berlin' }, '2026-05-04T08:00:00.000Z'],
    ['2026-05-04T10:00:00Z', { zone: 'Europe/Berlin', format: 'iso' }, '2026-05-04T10:00:00.000Z'],
    ['2026-05-04T10:00:00', undefined, undefined],
    [1777881600, undefined, '2026-05-04T08:00:00.000Z'],
    [1777881600000, undefined, '2026-05-04T08:00:00.000Z'],
    ['1777881600.5', { format: 'unix' }, '2026-05-04T08:00:00.500Z'],
    [1000, { format: 'unix-ms' }, '1970-01-01T00:00:01.000Z'],
    [1e300, undefined, undefined],
    [0, undefined, undefined],
    ['0001-01-01T00:00:00Z', undefined, undefined],
    ['04.05.2026 10:00', { zone: 'Europe/Berlin', format: 'dd.MM.yyyy HH:mm' }, '2026-05-04T08:00:00.000Z'],
    ['5/4/2026 1:05 PM', { zone: 'America/New_York', format: 'M/d/yyyy h:mm a' }, '2026-05-04T17:05:00.000Z'],
    ['4 May 2026, 08:00:30 at sea', { zone: 'UTC', format: "d MMM yyyy, HH:mm:ss 'at sea'" }, '2026-05-04T08:00:30.000Z'],
    ['20260504T080000.123+0200', { format: "yyyyMMdd'T'HHmmss.SSSX" }, '2026-05-04T06:00:00.123Z'],
    ['2026-05-04', { zone: 'UTC', format: 'yyyy-MM-dd' }, '2026-05-04T00:00:00.000Z'],
    ['31.02.2026 10:00', { zone: 'UTC', format: 'dd.MM.yyyy HH:mm' }, undefined],
    ['2026-05-04T08:00:00Z', { format: 'dd.MM.yyyy' }, '2026-05-04T08:00:00.000Z'],
  ]
  for (const [written, times, read] of cases) it(`read ${written} with ${JSON.stringify(times) ?? 'nothing'} as ${read ?? 'none'}`, () => expect(started(written, times)).to.equal(read))
  it('that are none cost one problem, and the event only where it has no other', () => {
    expect(messages(parseEvent({ from: 'noon' }))).to.deep.equal(['incidents.0.startedAt: left out: "noon" is no time with a zone'])
    expect(messages(parseEvent({ from: null }))).to.deep.equal(['incidents.0.startedAt: unusable: "from" gave nothing; the item has key, headline, phase, severity, from'])
    const snapshot = parseEvent({ from: {}, log: [{ t: '2026-05-04T08:00:00Z' }, { t: 5e14 }, { t: [] }] }, { updates: { each: 'log', at: 't' } })
    expect(snapshot.incidents[0]).to.include({ startedAt: '2026-05-04T08:00:00.000Z' })
    expect(messages(snapshot)).to.deep.equal(['incidents.0.startedAt: left out: "from" gave an object', 'incidents.0.updates.1.at: left out: "500000000000000" is no time with a zone', 'incidents.0.updates.2.at: unusable: "t" gave a list of 0'])
  })
})

describe('the documents of a mapping', () => {
  const two = { documents: { now: 'now.json', past: { url: '/past?all=1', when: 'history' }, note: { url: 'https://other.example/note', optional: true, format: 'text' } }, incidents: { ...incidents, each: '[now.events, past.events][]' }, page: { name: "split(note, ' ')[0]" } }
  it('are found from the address of the feed', () => {
    expect(mappingReader(two).requests('https://status.example.com/api/')).to.deep.equal([
      { key: 'now', url: 'https://status.example.com/api/now.json', when: 'now', format: 'json' },
      { key: 'past', url: 'https://status.example.com/past?all=1', when: 'history', format: 'json' },
      { key: 'note', url: 'https://other.example/note', when: 'now', format: 'text', optional: true },
    ])
    expect(mappingReader({ components }).requests(address)).to.deep.equal([{ key: 'document', url: address }])
    expect(() => mappingReader({ ...two, documents: { now: 'javascript:alert(1)' } }).requests(address)).to.throw(FeedAddressError, '"javascript:alert(1)"')
  })
  it('are read by their names, and say nothing while they are missing', () => {
    const now = { events: [event()] }
    const past = { events: [event({ key: 6 })] }
    expect(mappingReader(two).parse({ now, past, note: 'Harbour news' }, address)).to.deep.include({ page: { name: 'Harbour' } }).and.have.property('incidents').with.lengthOf(2)
    const part = mappingReader(two).parse({ now }, address)
    expect(part.incidents).to.have.lengthOf(1)
    expect(part.problems).to.deep.equal([])
    expect(mappingReader({ ...two, incidents: { ...incidents, each: 'past.events' } }).parse({ now }, address).incidents).to.deep.equal([])
  })
  it('that are needed have to be there', () => {
    expect(() => mappingReader(two).parse({ past: {} }, address)).to.throw(FeedShapeError, 'The document "now" is missing')
    expect(() => mappingReader({ components }).parse({}, address)).to.throw(FeedShapeError, 'The document "document" is missing')
  })
})
