import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedAddressError, FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/statusio.ts'
import { phaseOf } from '../../src/model/maintenance.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Status.io, with the least document that shows it. */

const pageId = '0123456789abcdef01234567'
const iso = (clock: string, day = '2026-05-04') => `${day}T${clock}:00.000Z`
const words: Record<number, string> = { 100: 'Operational', 200: 'Planned Maintenance', 300: 'Degraded Performance', 400: 'Partial Service Disruption', 500: 'Service Disruption', 600: 'Security Event' }
const state = (code: unknown, status: unknown = words[Number(code)]) => ({ status, status_code: code, updated: iso('08:00') })
const container = (id: string, code: unknown = 100, part: object = {}) => ({ id, name: ` Region ${id}`, ...state(code), ...part })
const component = (id: string, containers: unknown, code: unknown = 100) => ({ id, name: `The ${id}`, ...state(code), containers })
const message = (state: unknown, clock: string, status: unknown = 300, details = 'Boats are late.') => ({ details, state, status, datetime: iso(clock) })
const affected = (...ids: string[]) => ids.map((_id) => ({ _id, name: _id }))
const event = (id: string, messages: unknown[], part: object = {}) => ({ _id: id, name: `The ${id}`, datetime_open: iso('08:00'), messages, ...part })
const planned = (id: string, messages: unknown[], part: object = {}) => event(id, messages, { datetime_planned_start: iso('10:00'), datetime_planned_end: iso('11:00'), ...part })
const parse = (result: object, page?: string) => reader.parse(freeze({ status: { result: { status_overall: state(100), status: [component('a', [container('1')])], incidents: [], maintenance: { active: [], upcoming: [] }, ...result } } }), page)

describe('the document of Status.io', () => {
  const api = `https://api.status.io/1.0/status/${pageId}`
  const cases = [
    [api, api],
    [`https://status.example.com/1.0/status/${pageId}`, `https://status.example.com/1.0/status/${pageId}`],
    [`https://status.example.com/pages/incident/${pageId}/76543210fedcba9876543210`, api],
    [`https://status.example.com/pages/${pageId}/rss`, api],
    [`https://example.com/proxy/1.0/status/${pageId}`, `https://example.com/proxy/1.0/status/${pageId}`],
    ['https://example.com/mirror/status.json', 'https://example.com/mirror/status.json'],
  ] as const
  for (const [base, url] of cases) it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal([{ key: 'status', url }]))
  for (const base of ['https://status.example.com', 'https://boats.status.io/', 'https://status.example.com/1.0/status/boats']) {
    it(`is not told by ${base}, and which URL would tell is said`, () => expect(() => reader.requests(base)).to.throw(FeedAddressError, /^Give the URL of the page's data: https:\/\/api\.status\.io\/1\.0\/status\/ and /))
  }
  it('is known by its address', () => {
    const known = (url: string) => catalogue.filter((entry) => entry.match?.(new URL(url))).map(({ id }) => id)
    for (const url of [api, `https://status.example.com/1.0/status/${pageId}`, 'https://boats.status.io/']) expect(known(url), url).to.deep.equal(['statusio'])
    for (const url of ['https://mystatus.io/', 'https://status.example.com/1.0/status/boats']) expect(known(url), url).to.deep.equal([])
  })
  it('names no page: where it came from does, unless that is the API of all pages', () => {
    expect(parse({}, `https://status.example.com/1.0/status/${pageId}`).page).to.deep.equal({ name: 'status.example.com', url: 'https://status.example.com/' })
    expect(parse({}, 'https://status.example.com/').page).to.deep.equal({ name: 'status.example.com', url: 'https://status.example.com/' })
    expect(parse({}, api).page).to.deep.equal({ name: '' })
    expect(parse({}, `https://example.com/proxy/1.0/status/${pageId}`).page).to.deep.equal({ name: '' })
    expect(parse({}).page).to.deep.equal({ name: '' })
  })
  it('without any state is none', () => expect(() => reader.parse({ status: { result: { incidents: [] } } })).to.throw(FeedShapeError))
})

describe("Status.io's states", () => {
  it('go by their codes', () => {
    const { components } = parse({ status: [component('a', [100, 200, 300, 400, 500, 600].map((code) => container(`${code}`, code)))] })
    expect(components.map((c) => c.status)).to.deep.equal(['operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage', 'major_outage'])
    expect(components.map((c) => c.statusLabel)).to.deep.equal([undefined, undefined, undefined, undefined, undefined, 'Security Event'])
  })
  it('keep the words of an owner who renamed them', () => expect(parse({ status: [component('a', [container('1', 300, { status: 'Choppy sea' })])] }).components[0]).to.include({ status: 'degraded_performance', statusLabel: 'Choppy sea' }))
  it('of a code that is not known are unknown, with their word', () => {
    const { components, problems, indicator } = parse({ status: [component('a', [container('1', 700, { status: 'Fog' })])] })
    expect(components[0]).to.include({ status: 'unknown', statusLabel: 'Fog' })
    expect(problems).to.deep.equal([{ path: 'status.result.status.0.containers.0.status_code', message: 'unknown word "700"' }])
    expect(indicator).to.equal('unknown')
  })
  it('of the whole are what the page claims', () => {
    const claims = [100, 200, 300, 400, 500, 600].map((code) => parse({ status_overall: state(code) }).claim)
    expect(claims).to.deep.equal([{ indicator: 'none' }, { indicator: 'maintenance' }, { indicator: 'minor' }, { indicator: 'major' }, { indicator: 'critical' }, { indicator: 'critical', headline: 'Security Event' }])
  })
  it('of the whole may be better than a part: the worst holds', () => expect(parse({ status: [component('a', [container('1', 400)])] }).indicator).to.equal('major'))
})

describe("Status.io's components", () => {
  it('are groups, and their containers the components, each for itself', () => {
    const { groups, components } = parse({ status: [component('a', [container('1'), container('2', 500)]), component('b', [container('1', 300), container('2')])] })
    expect(groups).to.deep.equal([{ id: 'a', name: 'The a' }, { id: 'b', name: 'The b' }])
    expect(components.map((c) => [c.id, c.name, c.groupId, c.status])).to.deep.equal([
      ['a/1', 'Region 1', 'a', 'operational'],
      ['a/2', 'Region 2', 'a', 'major_outage'],
      ['b/1', 'Region 1', 'b', 'degraded_performance'],
      ['b/2', 'Region 2', 'b', 'operational'],
    ])
  })
  it('with one container stand under their own name, with the state of that', () => {
    const { groups, components } = parse({ status: [component('a', [container('1', 500)])] })
    expect(groups).to.deep.equal([])
    expect(components).to.deep.equal([{ id: 'a', name: 'The a', description: 'Region 1', status: 'major_outage', updatedAt: iso('08:00') }])
  })
  it('without containers have their own state', () => expect(parse({ status: [component('a', [], 400), component('b', null, 300)] }).components.map((c) => [c.id, c.status])).to.deep.equal([['a', 'partial_outage'], ['b', 'degraded_performance']]))
  it('and containers that come twice are named', () => {
    const { components, problems } = parse({ status: [component('a', [container('1'), container('1')]), component('a', [])] })
    expect(components.map((c) => c.id)).to.deep.equal(['a/1'])
    expect(problems.map((p) => p.path)).to.deep.equal(['status.result.status.0.containers.1.id', 'status.result.status.1.id'])
  })
})

describe("Status.io's incidents", () => {
  const status = [component('a', [container('1'), container('2')]), component('b', [container('1'), container('2')]), component('c', [container('3')])]
  const touched = (part: object) => parse({ status, incidents: [event('i', [], part)] }).incidents[0]?.componentIds
  const one = (...messages: unknown[]) => parse({ incidents: [event('i', messages)] }).incidents[0]

  it('touch each of their containers in each of their components', () => expect(touched({ components_affected: affected('a', 'c'), containers_affected: affected('2', '3') })).to.deep.equal(['a/2', 'c']))
  it('touch a component as a whole where none of its containers is named', () => expect(touched({ components_affected: affected('a') })).to.deep.equal(['a/1', 'a/2']))
  it('touch a container wherever it stands where no component is named', () => expect(touched({ containers_affected: affected('2') })).to.deep.equal(['a/2', 'b/2']))
  it('touch also what the page does not list', () => expect(touched({ components_affected: affected('z'), containers_affected: affected('1') })).to.deep.equal(['z']))
  it('touch nothing where nothing is named', () => expect(touched({ components_affected: null })).to.deep.equal([]))
  it('name what of it cannot be read', () => {
    const { incidents, problems } = parse({ status, incidents: [event('i', [], { components_affected: [{ name: 'x' }, ...affected('c')], containers_affected: 'all' })] })
    expect(incidents[0]?.componentIds).to.deep.equal(['c'])
    expect(problems.map((p) => p.path)).to.deep.equal(['status.result.incidents.0.components_affected.0', 'status.result.incidents.0.containers_affected'])
  })
  it('are in the state of their last message, wherever it stands', () => {
    const stages = [message(100, '08:00'), message(200, '08:10'), message(300, '08:20')]
    expect(one(...stages)?.status).to.equal('monitoring')
    expect(one(...stages.toReversed())?.status).to.equal('monitoring')
    expect(one(...stages)?.updates.map((u) => [u.status, u.at])).to.deep.equal([['monitoring', iso('08:20')], ['identified', iso('08:10')], ['investigating', iso('08:00')]])
  })
  it('are resolved since the first message that said so', () => {
    const incident = one(message(100, '08:00'), message(400, '08:30', 100), message(400, '09:00', 100))
    expect(incident).to.include({ status: 'resolved', resolvedAt: iso('08:30'), impact: 'minor' })
  })
  it('are as bad as their worst message', () => {
    const impacts = [[300, 100], [300, 400], [500, 100], [600], [100], [200], []].map((codes) => one(...codes.map((code, i) => message(100, `08:0${i}`, code)))?.impact)
    expect(impacts).to.deep.equal(['minor', 'major', 'critical', 'critical', 'none', 'unknown', 'unknown'])
  })
  it('of a state that is not known are open, with its code', () => expect(one(message(150, '08:00'))).to.include({ status: 'unknown', statusLabel: '150' }).and.not.to.have.property('resolvedAt'))
  it('without messages are of unknown state', () => expect(one()).to.include({ status: 'unknown', impact: 'unknown', startedAt: iso('08:00') }))
  it('keep each of two messages of one instant, the later first', () => {
    const incident = one(message(100, '08:00', 300, 'first'), message(200, '08:00', 300, 'second'))
    expect(incident?.updates.map((u) => [u.id, u.body])).to.deep.equal([[`${iso('08:00')} 2`, 'second'], [iso('08:00'), 'first']])
    expect(incident?.status).to.equal('identified')
  })
  it('name a message without a time', () => {
    const { incidents, problems } = parse({ incidents: [event('i', [{ ...message(100, '08:00'), datetime: 'noon' }])] })
    expect(incidents[0]?.updates).to.deep.equal([])
    expect(problems.map((p) => p.path)).to.deep.equal(['status.result.incidents.0.messages.0.datetime', 'status.result.incidents.0.messages.0'])
  })
  it('are text as it is written, and HTML where there is some', () => expect(one(message(100, '08:00', 300, 'a\r\nb'), message(100, '08:01', 300, '<p>c</p>'))?.updates.map((u) => [u.body, u.format])).to.deep.equal([['<p>c</p>', 'html'], ['a\r\nb', 'text']]))
  it('have a page of their own where the host of the page is known', () => {
    const urls = [`https://status.example.com/1.0/status/${pageId}`, `https://api.status.io/1.0/status/${pageId}`, `https://example.com/proxy/1.0/status/${pageId}`, 'https://status.example.com/'].map((page) => parse({ incidents: [event('i', [])] }, page).incidents[0]?.url)
    expect(urls).to.deep.equal([`https://status.example.com/pages/incident/${pageId}/i`, undefined, undefined, undefined])
  })
  it('may be missing as a list', () => expect(parse({ incidents: null }).problems).to.deep.equal([]))
})

describe("Status.io's maintenances", () => {
  const at = (list: 'active' | 'upcoming', ...messages: unknown[]) => parse({ maintenance: { [list]: [planned('m', messages)] } }).maintenances[0]
  const announced = message(100, '09:00', 200)

  it('are as far as the list says that they stand in', () => {
    expect(at('upcoming', announced)).to.include({ status: 'scheduled', scheduledStart: iso('10:00'), scheduledEnd: iso('11:00') }).and.not.to.have.property('startedAt')
    expect(at('active', announced)).to.include({ status: 'in_progress' }).and.not.to.have.property('startedAt')
  })
  it('are further where their last message says so', () => {
    const started = message(200, '10:02', 200)
    expect(at('active', announced, started)).to.include({ status: 'in_progress', startedAt: iso('10:02') })
    expect(at('upcoming', announced, started)).to.include({ status: 'in_progress', startedAt: iso('10:02') })
    expect(at('active', announced, started, message(400, '10:40', 100))).to.include({ status: 'completed', startedAt: iso('10:02'), completedAt: iso('10:40') })
  })
  it('that stay among the upcoming after their end are overdue, whatever their words say', () => {
    const maintenance = at('upcoming', announced, message(100, '11:28', 200, 'All done.'))
    expect(maintenance?.status).to.equal('scheduled')
    expect(maintenance && phaseOf(maintenance, Date.parse(iso('12:00')))).to.equal('overdue')
  })
  it('under way are never hidden under an operational page', () => expect(parse({ maintenance: { active: [planned('m', [])] } }).indicator).to.equal('maintenance'))
  it('that stand in both lists are taken from the active, and named', () => {
    const { maintenances, problems } = parse({ maintenance: { active: [planned('m', [])], upcoming: [planned('m', []), planned('n', [])] } })
    expect(maintenances.map((m) => [m.id, m.status])).to.deep.equal([['m', 'in_progress'], ['n', 'scheduled']])
    expect(problems.map((p) => p.path)).to.deep.equal(['status.result.maintenance.upcoming.0._id'])
  })
  it('may be missing', () => expect(parse({ maintenance: null }).problems).to.deep.equal([]))
})

interface Raw {
  result: {
    status: { id: string; containers: { id: string }[] }[]
    incidents?: RawEvent[]
    maintenance: { active: RawEvent[]; upcoming: RawEvent[] }
  }
}
interface RawEvent {
  _id: string
  messages: { details: string }[]
}

const folder = '/shared/feeds/samples/statusio/'
const answer = await fetch(folder)
const names: string[] = answer.status === 200 ? await answer.json() : []

describe('captures of Status.io', () => {
  it('are at hand', function () {
    if (!names.length) this.skip()
    expect(names.length).to.be.greaterThan(6)
  })
  for (const name of names) {
    it(`${name} is read whole`, async () => {
      const raw: Raw = freeze(await (await fetch(folder + name)).json())
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id)).to.deep.equal(['statusio'])
      const snapshot = reader.parse({ status: raw })
      expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
      expect(snapshot.problems).to.deep.equal([])
      const { status, incidents = [], maintenance } = raw.result
      expect(snapshot.components).to.have.length(status.reduce((sum, { containers }) => sum + containers.length, 0))
      expect(snapshot.groups.map((g) => g.id)).to.deep.equal(status.filter(({ containers }) => containers.length > 1).map(({ id }) => id))
      const events = [...incidents, ...maintenance.active, ...maintenance.upcoming]
      const kept = [...snapshot.incidents, ...snapshot.maintenances]
      expect(kept.map(({ id }) => id)).to.deep.equal(events.map(({ _id }) => _id))
      expect(kept.map(({ updates }) => updates.map((u) => u.body))).to.deep.equal(events.map(({ messages }) => messages.map((m) => m.details).toReversed()))
    })
  }
  const stories: [string, string, string[]][] = [
    ['nintex-disruption-and-maintenance.json', 'critical', ['active', 'upcoming']],
    ['nintex-maintenance-active.json', 'maintenance', ['active', 'overdue', 'upcoming']],
    ['nintex-one-container-down-stale-upcoming.json', 'critical', ['overdue', 'upcoming', 'upcoming']],
    ['nintex-operational-upcoming.json', 'none', ['overdue']],
  ]
  for (const [name, indicator, phases] of stories) {
    it(`${name} is ${indicator}, with what is ${phases.join(', ')}`, async function () {
      if (!names.includes(name)) this.skip()
      const snapshot = reader.parse({ status: await (await fetch(folder + name)).json() })
      expect(snapshot.indicator).to.equal(indicator)
      expect(snapshot.maintenances.map((m) => phaseOf(m, Date.parse(snapshot.updatedAt ?? '')))).to.deep.equal(phases)
    })
  }
})
