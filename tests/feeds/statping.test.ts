import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/statping.ts'
import { isOpenIncident } from '../../src/model/event.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Statping, with the least document that shows it. */

const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const never = '0001-01-01T00:00:00Z'
const service = (id: number, online: unknown = true, part: object = {}) => ({ id, name: `Tap ${id}`, check_interval: 30, group_id: 0, online, online_24_hours: 100, last_success: '2026-05-04T12:00:00.123456789+02:00', last_error: never, ...part })
const message = (id: number, start: string, end: string, part: object = {}) => ({ id, title: `Message ${id}`, description: 'No\nbeer', start_on: iso(start), end_on: end && iso(end), service: 0, created_at: iso('01:00'), ...part })
const update = (id: number, type: string, clock: string) => ({ id, message: `Word ${id}`, type, created_at: iso(clock) })
const incident = (id: number, part: object = {}) => ({ id, title: 'Leak', service: 1, created_at: iso('08:00'), updated_at: iso('08:00'), ...part })
const parse = (documents: object = {}) => reader.parse(freeze({ services: [service(1)], ...documents }), 'https://status.hop.example/')
const said = ({ problems }: { problems: { path: string }[] }) => problems.map((p) => p.path)
const known = (document: unknown) => catalogue.filter(({ recognise }) => recognise?.(document)).map(({ id }) => id)

describe('the documents of Statping', () => {
  for (const [base, api] of [
    ['https://status.hop.example', 'https://status.hop.example/api'],
    ['https://status.hop.example/service/taps', 'https://status.hop.example/api'],
    ['https://hop.example/up/', 'https://hop.example/up/api'],
    ['https://hop.example/up/api/messages', 'https://hop.example/up/api'],
    ['https://hop.example/up/api', 'https://hop.example/up/api'],
  ] as const)
    it(`of ${base}`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'services', url: `${api}/services` },
        { key: 'groups', url: `${api}/groups`, optional: true },
        { key: 'messages', url: `${api}/messages`, optional: true },
        { key: 'core', url: api, optional: true },
      ]))
  for (const base of ['https://hop.example/up/api/services/4', 'https://hop.example/up/api/services/4/incidents', 'https://hop.example/up/service/4'])
    it(`of ${base} are those of one service, with its incidents`, () => {
      const urls = reader.requests(base).map(({ key, url }) => [key, url])
      expect(urls[0]).to.deep.equal(['services', 'https://hop.example/up/api/services/4'])
      expect(urls.at(-1)).to.deep.equal(['incidents', 'https://hop.example/up/api/services/4/incidents'])
    })
  it('are one where a copy is given', () => expect(reader.requests('https://shop.example/copy.json')).to.deep.equal([{ key: 'services', url: 'https://shop.example/copy.json' }]))
  it('are known by their shape', () => {
    for (const document of [[service(1)], service(1), [message(1, '02:00', '03:00')], { setup: true, using_cdn: false, migration_id: 1 }]) expect(known(document)).to.deep.equal(['statping'])
    for (const document of [[], [incident(1)], [{ id: 1, name: 'Works', public: true }], { name: 'Hop', setup: true }]) expect(known(document)).to.deep.equal([])
  })
  it('may be null where nothing is public, if the server says what it is', () => {
    const core = { name: 'Hop', version: '0.91.0', setup: true }
    for (const services of [null, []]) expect(parse({ services, core })).to.deep.include({ indicator: 'unknown', components: [], page: { name: 'Hop', url: 'https://status.hop.example/' } })
    for (const services of [null, [], [{ id: 1, online: true }]]) expect(() => parse({ services })).to.throw(FeedShapeError)
  })
  it('that are null or missing are empty', () => expect(parse({ groups: null, messages: null, incidents: null }).problems).to.deep.equal([]))
})

describe("Statping's services", () => {
  it('are online or not, as of their last check, wherever its clock stands', () => {
    const snapshot = parse({ services: [service(1), service(2, false, { last_error: '2026-05-04T10:00:30Z' })] })
    expect(snapshot.components.map((c) => [c.status, c.updatedAt])).to.deep.equal([['operational', '2026-05-04T10:00:00.123Z'], ['major_outage', '2026-05-04T10:00:30.000Z']])
    expect(snapshot).to.include({ indicator: 'critical', updatedAt: '2026-05-04T10:00:30.000Z' })
  })
  it('that were never checked are offline by their word, and unknown', () => expect(parse({ services: [service(1, false, { last_success: never })] }).components).to.deep.equal([{ id: '1', name: 'Tap 1', status: 'unknown' }]))
  it('that say nothing are unknown, and named', () => {
    const snapshot = parse({ services: [service(1), service(2, null), service(3, 'yes')] })
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(['operational', 'unknown', 'unknown'])
    expect(said(snapshot)).to.deep.equal(['services.2.online', 'services.1.online', 'services.2.online'])
  })
  it('are out where the operator says so, as he says it', () => {
    const out = (outage_type: string) => parse({ services: [service(1, true, { is_outage_enabled: true, outage_type })] }).components[0]
    expect(out('full')).to.include({ status: 'major_outage', statusLabel: 'full' })
    expect(out('partial')).to.include({ status: 'partial_outage', statusLabel: 'partial' })
    expect(parse({ services: [service(1, true, { is_outage_enabled: false, outage_type: 'none' })] }).components[0]).to.include({ status: 'operational' }).and.not.to.have.property('statusLabel')
  })
  it('stand in groups; group 0 is none, and a private group is there where something stands in it', () => {
    const groups = [{ id: 1, name: 'Works', public: true }, { id: 2, name: 'Cellar', public: false }, { id: 3, name: 'Attic', public: false }]
    const snapshot = parse({ services: [service(1), service(2, true, { group_id: 2 })], groups })
    expect(snapshot.groups).to.deep.equal([{ id: '1', name: 'Works' }, { id: '2', name: 'Cellar' }])
    expect(snapshot.components.map((c) => c.groupId)).to.deep.equal([undefined, '2'])
    expect(parse({ services: [service(1, true, { group_id: 1 })] }).problems).to.deep.equal([])
  })
  it('have the share of the 24 hours before their last check', () =>
    expect([100, 95.35, 12, 0].map((online_24_hours) => parse({ services: [service(1, true, { online_24_hours })] }).components[0]?.history)).to.deep.equal([
      [{ date: '2026-05-04', ratio: 1, status: 'operational' }],
      [{ date: '2026-05-04', ratio: 0.9535, status: 'partial_outage' }],
      [{ date: '2026-05-04', ratio: 0.12, status: 'major_outage' }],
      [{ date: '2026-05-04', ratio: 0, status: 'major_outage' }],
    ]))
  it('that come twice are named', () => expect(said(parse({ services: [service(1), service(1)] }))).to.deep.equal(['services.1.id']))
})

describe("Statping's messages", () => {
  it('are on while the newest check lies in their window, and over after it, though they stay in the list', () => {
    const { maintenances, indicator } = parse({ messages: [message(1, '08:00', '11:00'), message(2, '08:00', '09:00'), message(3, '11:00', '12:00', { service: 1 }), message(4, '08:00', '', { end_on: never })] })
    expect(maintenances.map((m) => [m.status, m.completedAt])).to.deep.equal([['in_progress', undefined], ['completed', iso('09:00')], ['scheduled', undefined], ['in_progress', undefined]])
    expect(maintenances.map((m) => m.componentIds)).to.deep.equal([[], [], ['1'], []])
    expect(indicator).to.equal('maintenance')
  })
  it('that end when they start have no end', () => expect(parse({ messages: [message(1, '08:00', '08:00')] }).maintenances[0]).to.include({ status: 'in_progress', scheduledStart: iso('08:00') }).and.not.to.have.property('scheduledEnd'))
  it('are over after their end, with no start too', () => expect(parse({ messages: [message(1, '08:00', '09:00', { start_on: never })] }).maintenances[0]).to.include({ status: 'completed', completedAt: iso('09:00') }))
  it('stand where the clock says while nothing was checked', () => expect(parse({ services: [service(1, false, { last_success: never })], messages: [message(1, '08:00', '11:00')] }).maintenances[0]?.status).to.equal('unknown'))
  it('have plain text from when they were written', () => expect(parse({ messages: [message(1, '08:00', '11:00')] }).maintenances[0]?.updates).to.deep.equal([{ id: 'description', status: 'scheduled', at: iso('01:00'), body: 'No\nbeer', format: 'text' }]))
  it('that come twice are named', () => expect(said(parse({ messages: [message(1, '08:00', '11:00'), message(1, '08:00', '11:00')] }))).to.deep.equal(['messages.1.id']))
})

describe("Statping's incidents", () => {
  const one = (...updates: unknown[]) => parse({ services: [service(1, true, { incidents: [incident(7, { updates })] })] })
  it('stand where their newest update says, in any case; "Update" keeps the one before', () => {
    const types = (...list: string[]) => one(...list.map((type, i) => update(i + 1, type, `09:0${i}`))).incidents[0]?.status
    expect([types('investigating'), types('Investigating', 'update'), types('investigating', 'Resolved'), types('resolved', 'Update'), types('Unknown')]).to.deep.equal(['investigating', 'investigating', 'resolved', 'resolved', 'unknown'])
  })
  it('end with the update that resolved them for good', () => {
    const { incidents } = one(update(1, 'investigating', '09:00'), update(2, 'resolved', '09:10'), update(3, 'investigating', '09:20'), update(4, 'resolved', '09:30'), update(5, 'update', '09:40'))
    expect(incidents[0]).to.include({ status: 'resolved', resolvedAt: iso('09:30'), impact: 'unknown' })
    expect(incidents[0]?.updates.map((u) => u.id)).to.deep.equal(['5', '4', '3', '2', '1'])
  })
  it('have each update once', () => {
    const snapshot = one(update(1, 'investigating', '09:00'), update(1, 'resolved', '09:10'))
    expect(snapshot.incidents[0]?.updates).to.have.length(1)
    expect(said(snapshot)).to.deep.equal(['services.0.incidents.0.updates.1.id'])
  })
  it('keep a type we do not know', () => {
    const snapshot = one(update(1, 'Hiccup', '09:00'))
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', statusLabel: 'Hiccup' })
    expect(said(snapshot)).to.deep.equal(['services.0.incidents.0.updates.0.type'])
  })
  it('without updates are open, as on the page, with their description', () => {
    const [found] = parse({ incidents: [incident(7, { description: 'Drip' })] }).incidents
    expect(found && isOpenIncident(found)).to.equal(true)
    expect(found).to.deep.include({ status: 'unknown', componentIds: ['1'] })
    expect(found?.updates.map((u) => u.body)).to.deep.equal(['Drip'])
  })
  it('stand once, with a service and in the document of it', () => expect(parse({ services: service(1, true, { incidents: [incident(7)] }), incidents: [incident(7), incident(8)] }).incidents.map((i) => i.id)).to.deep.equal(['7', '8']))
})

const folder = '/shared/feeds/samples/statping-ng/'
const answer = await fetch(folder)
const names: string[] = answer.status === 200 ? await answer.json() : []
const load = async (name: string) => freeze(await (await fetch(`${folder}${name}.json`)).json())

describe('recorded answers of Statping', () => {
  it('are at hand', function () {
    if (!names.length) this.skip()
    expect(names).to.include.members(['services.json', 'groups.json', 'messages.json', 'api.json', 'service-1.json', 'service-1-incidents.json'])
  })
  for (const name of names.map((name) => name.replace('.json', '')))
    it(`${name} is known by its shape, if it says enough`, async () => expect(known(await load(name))).to.deep.equal(/^(services|service-1|messages|api)$/.test(name) ? ['statping'] : []))
  it('of a page are read whole; its messages of 2018 are over, that of 2022 is not yet', async function () {
    if (!names.length) this.skip()
    const services: { id: number; online: boolean }[] = await load('services')
    const groups: { id: number; public: boolean }[] = await load('groups')
    const messages: { id: number }[] = await load('messages')
    const snapshot = reader.parse({ services, groups, messages, core: await load('api') }, 'https://status.example.com/')
    expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
    expect(snapshot.problems).to.deep.equal([])
    expect(snapshot.page.name).to.equal('Statping Sample Data')
    expect(snapshot.components.map((c) => [c.id, c.status])).to.deep.equal(services.map(({ id, online }) => [`${id}`, online ? 'operational' : 'major_outage']))
    expect(snapshot.groups.map((g) => g.id)).to.deep.equal(groups.map(({ id }) => `${id}`))
    expect(snapshot.maintenances.map((m) => m.id)).to.deep.equal(messages.map(({ id }) => `${id}`))
    expect(snapshot.maintenances.map((m) => m.status)).to.deep.equal(['completed', 'completed', 'scheduled'])
    expect(snapshot.maintenances.every((m) => m.updates.length === 1)).to.equal(true)
  })
  it('of one service are read with its incidents', async function () {
    if (!names.length) this.skip()
    const incidents: { id: number }[] = await load('service-1-incidents')
    const snapshot = reader.parse({ services: await load('service-1'), incidents })
    expect([snapshot.components.length, snapshot.incidents.map((i) => i.id)]).to.deep.equal([1, incidents.map(({ id }) => `${id}`)])
  })
})
