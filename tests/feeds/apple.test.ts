import { expect } from 'chai'
import { feedSource } from '../../src/client/feed-source.ts'
import { shelf } from '../../src/client/shelf.ts'
import { reader } from '../../src/feeds/apple.ts'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze, loadFixture } from './fixture.ts'

/** Each peculiarity of Apple's System Status, with the least document that shows it. */

const start = Date.parse('2026-05-04T08:20:00Z')
const end = Date.parse('2026-05-04T10:00:00Z')
const event = (messageId: string, part: object = {}) => ({ messageId, statusType: 'Issue', eventStatus: 'ongoing', message: 'Boats are late.', usersAffected: 'Some', datePosted: '05/04/2026 02:10 PDT', startDate: '05/04/2026 01:20 PDT', endDate: null, epochStartDate: start, epochEndDate: null, affectedServices: null, ...part })
const service = (serviceName: string, ...events: unknown[]) => ({ serviceName, redirectUrl: null, events })
const parse = (...services: unknown[]) => reader.parse(freeze({ status: { drMessage: null, services, drpost: false } }))
const one = (part: object) => parse(service('Boats', event('1', part)))
const at = (part: object) => one(part).incidents[0]?.updates[0]?.at

const general = 'https://www.apple.com/support/systemstatus/data/system_status_en_US.js'
const developer = 'https://www.apple.com/support/systemstatus/data/developer/system_status_en_US.js'

describe("the document of Apple's System Status", () => {
  const cases = [
    ['https://www.apple.com/support/systemstatus/', general],
    ['https://www.apple.com/de/support/systemstatus/', general],
    ['https://developer.apple.com/system-status/', developer],
    [general, general],
    [developer, developer],
    ['https://www.apple.com/support/systemstatus/data/system_status_de_DE.js', 'https://www.apple.com/support/systemstatus/data/system_status_de_DE.js'],
    ['https://example.com/mirror/apple.json', 'https://example.com/mirror/apple.json'],
  ] as const
  for (const [base, url] of cases) it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal([{ key: 'status', url, format: 'text' }]))

  it('is known by its address, which another page at Apple has not', () => {
    const known = (url: string) => catalogue.filter((entry) => entry.match?.(new URL(url))).map(({ id }) => id)
    for (const [base] of cases.slice(0, 6)) expect(known(base), base).to.deep.equal(['apple'])
    for (const url of ['https://www.apple.com/', 'https://developer.apple.com/news/', 'https://example.com/support/systemstatus/']) expect(known(url), url).to.deep.equal([])
  })
  it('is read out of a script, which may have brackets in its words', () => {
    const script = `jsonCallback(${JSON.stringify({ services: [service('Boats', event('1', { message: 'Late (some); again });' }))] })});\n`
    expect(catalogue.filter((entry) => entry.recognise?.(script)).map(({ id }) => id)).to.deep.equal(['apple'])
    expect(reader.parse({ status: script }).incidents[0]?.updates[0]?.body).to.equal('Late (some); again });')
  })
  it('is read through the client as a script and as JSON', async () => {
    const { documents, snapshot } = await loadFixture('apple')
    for (const body of [JSON.stringify(documents.status), `jsonCallback(${JSON.stringify(documents.status)});`]) {
      const read = feedSource({ feed: general, fetch: async () => new Response(body) }, shelf)
      expect(await read('now', new AbortController().signal)).to.deep.equal(snapshot)
    }
  })
  it('that is cut off, or of something else, is none', () => {
    for (const status of ['jsonCallback({"services": [', 'alert(1)', '{"services": {}}']) expect(() => reader.parse({ status }), status).to.throw(FeedShapeError)
  })
  it('names no page: its address tells which of the two it is', () => {
    const page = (address?: string) => reader.parse({ status: { services: [] } }, address).page
    expect(page()).to.deep.equal({ name: 'Apple System Status', url: 'https://www.apple.com/support/systemstatus/' })
    for (const address of [developer, 'https://developer.apple.com/system-status/']) expect(page(address)).to.deep.equal({ name: 'Apple Developer System Status', url: 'https://developer.apple.com/system-status/' })
  })
  it('may bring a message of its own, which is told as left out', () => expect(reader.parse({ status: { drMessage: 'All is lost', services: [] } }).problems).to.deep.equal([{ path: 'status.drMessage', message: 'left out, for it has no date: "All is lost"' }]))
})

describe("Apple's services", () => {
  it('run where no event says otherwise', () => {
    const { components, indicator } = parse(service('Boats'), { ...service('Piers'), redirectUrl: 'https://piers.example/' })
    expect(components).to.deep.equal([{ id: 'Boats', name: 'Boats', status: 'operational' }, { id: 'Piers', name: 'Piers', status: 'operational', url: 'https://piers.example/' }])
    expect(indicator).to.equal('none')
  })
  it('are what their ongoing events are, the worst first', () => {
    const status = (...events: unknown[]) => parse(service('Boats', ...events)).components[0]?.status
    expect(['Outage', 'Issue', 'Performance', 'Maintenance'].map((statusType) => status(event('1', { statusType })))).to.deep.equal(['major_outage', 'degraded_performance', 'degraded_performance', 'under_maintenance'])
    expect(status(event('1'), event('2', { statusType: 'Outage' }))).to.equal('major_outage')
  })
  it('run after events that are over, and before those to come', () => expect(['resolved', 'completed', 'upcoming'].map((eventStatus) => one({ eventStatus, statusType: 'Outage' }).components[0]?.status)).to.deep.equal(['operational', 'operational', 'operational']))
  it('are unknown by a type, a stage or an event that is not known', () => {
    expect(one({ statusType: 'Fog' }).components[0]?.status).to.equal('unknown')
    expect(one({ eventStatus: 'foggy' }).components[0]?.status).to.equal('unknown')
    expect(one({ eventStatus: 'foggy', epochEndDate: end }).components[0]?.status).to.equal('operational')
    expect(parse(service('Boats', null)).components[0]?.status).to.equal('unknown')
    expect(parse({ serviceName: 'Boats' }).components[0]?.status).to.equal('unknown')
    expect(parse({ serviceName: 'Boats' }).problems.map((p) => p.path)).to.deep.equal(['status.services.0.events'])
  })
  it('that come twice, but for a blank, are named', () => expect(parse(service('Boats'), service('Boats ')).problems.map((p) => p.path)).to.deep.equal(['status.services.1.serviceName']))
})

describe("Apple's events", () => {
  it('stand under each service that they touch, and are one', () => {
    const shared = event('1', { affectedServices: ['Boats ', 'Piers', null, 'Sea'] })
    const { incidents, components } = parse(service('Boats', shared), service('Piers', shared), service('Sea'), service('Sky'))
    expect(incidents).to.have.length(1)
    expect(incidents[0]).to.deep.include({ title: 'Issue: Boats, Piers, Sea', componentIds: ['Boats', 'Piers', 'Sea'] })
    expect(incidents[0]?.updates.map((u) => u.id)).to.deep.equal(['1'])
    expect(components.map((c) => c.status)).to.deep.equal(['degraded_performance', 'degraded_performance', 'degraded_performance', 'operational'])
  })
  it('keep the words that they have for one service, under the same id whatever the others say', () => {
    const words = (...services: object[]) => parse(service('Boats', event('1')), ...services, service('Piers', event('1', { message: 'Piers are closed.' })), service('Sea', event('1'))).incidents.map((i) => i.updates.map((u) => [u.id, u.body]))
    expect(words()).to.deep.equal([[['1', 'Boats are late.'], ['1 Piers', 'Piers are closed.']]])
    expect(words(service('Buoys', event('1', { message: 'Buoys sink.' })))).to.deep.equal([[['1', 'Boats are late.'], ['1 Buoys', 'Buoys sink.'], ['1 Piers', 'Piers are closed.']]])
  })
  it('go on while they do under one service', () => {
    const { incidents, components } = parse(service('Boats', event('1', { eventStatus: 'resolved', epochEndDate: end })), service('Piers', event('1')))
    expect(incidents[0]).to.include({ status: 'investigating' }).and.not.to.have.property('resolvedAt')
    expect(components.map((c) => c.status)).to.deep.equal(['operational', 'degraded_performance'])
  })
  it('begin with their first and end with their last service', () => {
    const over = { eventStatus: 'resolved', epochEndDate: end }
    const [incident] = parse(service('Boats', event('1', over)), service('Piers', event('1', { ...over, epochStartDate: start - 60_000, epochEndDate: end + 60_000 }))).incidents
    expect(incident).to.include({ status: 'resolved', startedAt: '2026-05-04T08:19:00.000Z', resolvedAt: '2026-05-04T10:01:00.000Z' })
  })
  it('have an impact by their type', () => expect(['Outage', 'Issue', 'Performance', 'Fog'].map((statusType) => one({ statusType }).incidents[0]?.impact)).to.deep.equal(['major', 'minor', 'minor', 'unknown']))
  it('keep words that are not known, and name them', () => {
    const { incidents, problems } = one({ statusType: 'Fog', eventStatus: 'foggy' })
    expect(incidents[0]).to.include({ title: 'Fog: Boats', status: 'unknown', statusLabel: 'foggy' })
    expect(problems.map((p) => p.path)).to.deep.equal(['status.services.0.events.0.statusType', 'status.services.0.events.0.eventStatus'])
  })
  it('are maintenances by their type, as far as their stage', () => {
    const plans = ['upcoming', 'ongoing', 'completed', 'resolved'].map((eventStatus) => one({ statusType: 'Maintenance', eventStatus, epochEndDate: end }).maintenances[0])
    expect(plans.map((m) => [m?.status, m?.completedAt])).to.deep.equal([['scheduled', undefined], ['in_progress', undefined], ['completed', '2026-05-04T10:00:00.000Z'], ['completed', '2026-05-04T10:00:00.000Z']])
    expect(plans[0]).to.include({ title: 'Maintenance: Boats', scheduledStart: '2026-05-04T08:20:00.000Z', scheduledEnd: '2026-05-04T10:00:00.000Z' })
  })
  it('that come twice under one service, or without an id, are named', () => {
    expect(parse(service('Boats', event('1'), event('1'))).problems.map((p) => p.path)).to.deep.equal(['status.services.0.events.1.messageId'])
    expect(one({ messageId: '' }).problems.map((p) => p.path)).to.deep.equal(['status.services.0.events.0.messageId'])
  })
  it('with services that are no list keep the one that they stand under', () => {
    const { incidents, problems } = one({ affectedServices: 'all' })
    expect(incidents[0]?.componentIds).to.deep.equal(['Boats'])
    expect(problems.map((p) => p.path)).to.deep.equal(['status.services.0.events.0.affectedServices'])
  })
})

describe("Apple's times", () => {
  it('are those in numbers', () => expect(one({ startDate: 'yesterday' }).incidents[0]?.startedAt).to.equal('2026-05-04T08:20:00.000Z'))
  it('of a posting are as far from UTC as the start beside it, whatever the zone is called', () => {
    expect(at({})).to.equal('2026-05-04T09:10:00.000Z')
    expect(at({ startDate: '04.05.2026 10:20 MESZ', datePosted: '04.05.2026 11:10 MESZ' })).to.equal('2026-05-04T09:10:00.000Z')
    expect(at({ startDate: '04.05.2026 08:20 GMT', datePosted: '04.05.2026 09:10 GMT' })).to.equal('2026-05-04T09:10:00.000Z')
  })
  it('of a posting in the other half of the year have its own zone', () => {
    const winter = { epochStartDate: Date.parse('2026-03-07T20:00:00Z'), startDate: '03/07/2026 12:00 PST' }
    expect(at({ ...winter, datePosted: '03/08/2026 12:00 PDT' })).to.equal('2026-03-08T19:00:00.000Z')
  })
  it('of a posting that cannot be read are named, and the start stands for it', () => {
    const odd = [
      { datePosted: '2026/05/04 18:10 JST' },
      { datePosted: '13/04/2026 02:10 PDT' },
      { datePosted: '05/32/2026 02:10 PDT' },
      { datePosted: '05/04/2026 24:10 PDT' },
      { datePosted: '05/04/2026 02:10 XYZ' },
      // The day before the month: the start tells.
      { startDate: '04/05/2026 01:20 PDT', datePosted: '04/05/2026 02:10 PDT' },
    ]
    for (const part of odd) {
      expect(at(part), part.datePosted).to.equal('2026-05-04T08:20:00.000Z')
      expect(one(part).problems.map((p) => p.path), part.datePosted).to.deep.equal(['status.services.0.events.0.datePosted'])
    }
    expect(one({ datePosted: null }).problems).to.deep.equal([])
  })
  it('that are missing altogether cost the event, and that is said', () => {
    const { incidents, problems } = one({ epochStartDate: null, datePosted: null })
    expect(incidents).to.deep.equal([])
    expect(problems.map((p) => p.message)).to.deep.equal(['unusable: no time or no id', 'unusable: no time'])
  })
})

interface Raw {
  services: { serviceName: string; events: { messageId: string; message: string }[] }[]
}

const folder = '/shared/feeds/samples/apple/'
const answer = await fetch(folder)
const names: string[] = answer.status === 200 ? await answer.json() : []

describe("captures of Apple's System Status", () => {
  it('are at hand', function () {
    if (!names.length) this.skip()
    expect(names.length).to.be.greaterThan(1)
  })
  for (const name of names) {
    it(`${name} is read whole`, async () => {
      const text = await (await fetch(folder + name)).text()
      const raw: Raw = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))
      const sent = name.endsWith('.json') ? freeze(raw) : text
      expect(catalogue.filter((entry) => entry.recognise?.(sent)).map((entry) => entry.id)).to.deep.equal(['apple'])
      const snapshot = reader.parse({ status: sent })
      expect(snapshot).to.deep.equal(reader.parse({ status: text }))
      expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
      expect(snapshot.problems).to.deep.equal([])
      expect(snapshot.components.map((c) => c.id)).to.deep.equal(raw.services.map((s) => s.serviceName))
      const events = raw.services.flatMap((s) => s.events)
      expect(snapshot.incidents.map((i) => i.id)).to.deep.equal([...new Set(events.map((e) => e.messageId))])
      for (const { id, updates } of snapshot.incidents) expect(updates.map((u) => u.body)).to.deep.equal([...new Set(events.filter((e) => e.messageId === id).map((e) => e.message))])
    })
  }
  it('say that what is resolved is over, and what is not goes on', async function () {
    const [script, json] = [names.find((file) => file.endsWith('.js')), names.find((file) => file.endsWith('.json'))]
    if (!script || !json) this.skip()
    const over = reader.parse({ status: await (await fetch(folder + json)).text() })
    expect(over.indicator).to.equal('none')
    expect(over.incidents.map((i) => [i.status, i.resolvedAt, i.componentIds.length])).to.deep.equal([['resolved', '2026-07-30T02:31:00.000Z', 4], ['resolved', '2026-07-30T02:45:00.000Z', 1]])
    const ongoing = reader.parse({ status: await (await fetch(folder + script)).text() })
    expect(ongoing.components.map((c) => c.status)).to.deep.equal(['degraded_performance', 'degraded_performance'])
    expect(ongoing.incidents.map((i) => [i.status, i.impact])).to.deep.equal([['investigating', 'minor'], ['resolved', 'minor']])
  })
})
