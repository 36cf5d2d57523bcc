import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/slack.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Slack's API, with the least document that shows it. */

const at = (clock: string) => `2026-05-04T${clock}:00-07:00`
const note = (clock: string, body = 'words') => ({ date_created: at(clock), body })
const item = (id: number | string, part: object = {}) => ({ id, date_created: at('01:00'), date_updated: at('02:00'), title: `Item ${id}`, type: 'incident', status: 'active', url: `https://slack-status.com/2026-05/${id}`, services: ['Search'], notes: [note('01:00')], ...part })
const current = (...active_incidents: unknown[]) => ({ status: active_incidents.length ? 'active' : 'ok', date_created: at('02:00'), date_updated: at('02:00'), active_incidents })
const parse = (document: unknown, history?: unknown) => reader.parse(freeze(history === undefined ? { current: document } : { current: document, history }))
const one = (part: object) => parse(current(item(1, part)))
const paths = ({ problems }: { problems: { path: string }[] }) => problems.map((p) => p.path)
const statusOf = ({ components }: { components: { name: string; status: string }[] }, name: string) => components.find((c) => c.name === name)?.status
const known = (document: unknown) => catalogue.filter(({ recognise }) => recognise?.(document)).map(({ id }) => id)

describe("the documents of Slack's status", () => {
  for (const base of ['https://slack-status.com', 'https://status.slack.com/2024-02/cedce965afd47ebb', 'https://slack-status.com/api/v2.0.0/current', 'https://slack-status.com/api/v2.0.0/history', 'https://slack-status.com/api/v1.0.0/current', 'https://slack-status.com/api/current'])
    it(`of ${base}`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'current', url: 'https://slack-status.com/api/v2.0.0/current' },
        { key: 'history', url: 'https://slack-status.com/api/v2.0.0/history', when: 'history' },
      ]))
  it('stand beside each other where they are copied', () => {
    expect(reader.requests('https://mirror.example/slack/history?day=1').map(({ url }) => url)).to.deep.equal(['https://mirror.example/slack/current?day=1', 'https://mirror.example/slack/history?day=1'])
    expect(reader.requests('https://mirror.example').map(({ url }) => url)).to.deep.equal(['https://mirror.example/api/v2.0.0/current', 'https://mirror.example/api/v2.0.0/history'])
    expect(reader.requests('https://mirror.example/slack.json')).to.deep.equal([{ key: 'current', url: 'https://mirror.example/slack.json' }])
  })
  it('are known by their hosts and by their shape', () => {
    for (const address of ['https://slack-status.com/', 'https://status.slack.com/']) expect(catalogue.filter(({ match }) => match?.(new URL(address))).map(({ id }) => id)).to.deep.equal(['slack'])
    expect(known(current())).to.deep.equal(['slack'])
    expect(known([item(1)])).to.deep.equal(['slack'])
    expect(known({ status: 'ok' })).to.deep.equal([])
    expect(known({ status: 'ok', active_incidents: [] })).to.deep.equal([])
  })
  it('of version 1 are none that tell enough', () => expect(() => parse(item(1))).to.throw(FeedShapeError))
  it('were last changed when they say so, whatever their offset', () => expect(parse(current()).updatedAt).to.equal('2026-05-04T09:00:00.000Z'))
})

describe("Slack's page", () => {
  it('is well where it says so', () => {
    const snapshot = parse(current())
    expect(snapshot).to.deep.include({ indicator: 'none', claim: { indicator: 'none' }, incidents: [], problems: [] })
    expect(new Set(snapshot.components.map((c) => c.status))).to.deep.equal(new Set(['operational']))
    expect(snapshot.components.map((c) => c.name)).to.include.members(['Messaging', 'Huddles', 'Canvases']).and.not.to.include('Calls')
  })
  it('is as bad as the worst of what is active', () => {
    expect(['incident', 'notice', 'outage'].map((type) => one({ type }).indicator)).to.deep.equal(['minor', 'none', 'critical'])
    expect(parse(current(item(1), item(2, { type: 'outage' }), item(3, { type: 'notice' }))).indicator).to.equal('critical')
  })
  it('is not well where it says so and has an incident', () => expect(parse({ ...current(item(1)), status: 'ok' }).indicator).to.equal('minor'))
  it('may have no list of what is active', () => {
    expect(parse({ ...current(), active_incidents: null })).to.deep.include({ indicator: 'none', incidents: [], problems: [] })
    expect(parse({ ...current(), status: 'active', active_incidents: null }).indicator).to.equal('unknown')
  })
  it('is unknown, and its services too, in another word or with nothing to be active', () => {
    for (const document of [{ ...current(), status: 'active' }, { ...current(), status: 'asleep' }, current(item(1, { status: 'resolved' }))]) {
      const snapshot = parse(document)
      expect(snapshot).to.deep.include({ indicator: 'unknown', claim: { indicator: 'unknown' } })
      expect(statusOf(snapshot, 'Search')).to.equal('unknown')
      expect(paths(snapshot)).to.deep.equal(['current.status'])
    }
  })
})

describe("Slack's services", () => {
  it('are as the worst active item that names them', () => {
    const snapshot = parse(current(item(1, { services: ['Search', 'Messaging'] }), item(2, { type: 'outage', services: ['Search'] }), item(3, { type: 'notice', services: ['Files'] }), item(4, { type: 'rumour', services: ['Huddles'] })))
    expect(['Search', 'Messaging', 'Files', 'Huddles', 'Canvases'].map((name) => statusOf(snapshot, name))).to.deep.equal(['major_outage', 'degraded_performance', 'operational', 'unknown', 'operational'])
  })
  it('may have names that are new or old, and stand in a list twice', () => {
    const snapshot = one({ services: ['Calls', 'Calls'] })
    expect(snapshot.components.at(-1)).to.deep.equal({ id: 'Calls', name: 'Calls', status: 'degraded_performance' })
    expect(snapshot.incidents[0]?.componentIds).to.deep.equal(['Calls'])
  })
  it('may be none, or null; what is no name is named', () => {
    for (const services of [[], null]) expect(one({ services })).to.deep.include({ indicator: 'minor', problems: [] }).and.to.have.nested.property('incidents[0].componentIds').that.deep.equals([])
    expect(paths(one({ services: ['Search', 7, ''] }))).to.deep.equal(['current.active_incidents.0.services.1', 'current.active_incidents.0.services.2'])
  })
  it('are not touched by what is over', () => expect(statusOf(parse(current(), [item(1, { status: 'resolved', type: 'outage' })]), 'Search')).to.equal('operational'))
})

describe("Slack's incidents", () => {
  it('have an id that is a number or a text, and one of its own', () => {
    const snapshot = parse(current(item(1), item('2'), item(1)))
    expect(snapshot.incidents.map((i) => i.id)).to.deep.equal(['1', '2'])
    expect(paths(snapshot)).to.deep.equal(['current.active_incidents.2.id'])
  })
  it('have their times in UTC, in summer and in winter', () => {
    expect(one({}).incidents[0]?.startedAt).to.equal('2026-05-04T08:00:00.000Z')
    expect(one({ date_created: '2026-12-04T01:00:00-08:00' }).incidents[0]?.startedAt).to.equal('2026-12-04T09:00:00.000Z')
  })
  it('are found over in the history, with their last note', () => {
    const { incidents } = parse(current(item(2)), [item(1, { status: 'resolved', notes: [note('03:00'), note('01:00')] }), item(3, { status: 'resolved', notes: [] })])
    expect(incidents.map((i) => [i.id, i.status, i.resolvedAt])).to.deep.equal([['2', 'investigating', undefined], ['1', 'resolved', '2026-05-04T10:00:00.000Z'], ['3', 'resolved', '2026-05-04T09:00:00.000Z']])
    expect(incidents[1]?.updates.map((u) => u.status)).to.deep.equal(['resolved', 'investigating'])
  })
  it('that are active in the history only are over: that was read before', () => {
    const snapshot = parse(current(), [item(1)])
    expect(snapshot.incidents[0]).to.include({ status: 'resolved' })
    expect(snapshot).to.include({ indicator: 'none' })
    expect(paths(snapshot)).to.deep.equal(['.history.0.status'])
  })
  it('that are in both are as in what is current', () => expect(parse(current(item(1)), [item(1, { status: 'resolved' })]).incidents.map((i) => i.status)).to.deep.equal(['investigating']))
  it('in words that we do not know keep them', () => {
    const snapshot = one({ status: 'asleep', type: 'rumour' })
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', statusLabel: 'asleep', impact: 'unknown' }).and.not.to.have.property('resolvedAt')
    expect(paths(snapshot)).to.deep.equal(['current.active_incidents.0.status', 'current.active_incidents.0.type'])
  })
  it('link to what is a web address', () => expect(one({ url: 'javascript:alert(1)' }).incidents[0]).not.to.have.property('url'))
  it('may have no notes', () => expect(one({ notes: null }).incidents[0]).to.deep.include({ startedAt: '2026-05-04T08:00:00.000Z', updates: [] }))
  it('lose a history that is none, and say so', () => expect(paths(parse(current(item(1)), { error: 1 }))).to.deep.equal(['.history']))
})

describe("Slack's notes", () => {
  it('stand newest first, each under its time, twice if need be', () =>
    expect(one({ notes: [note('01:30'), note('02:00'), note('01:30')] }).incidents[0]?.updates.map((u) => u.id)).to.deep.equal([at('02:00'), at('01:30'), `${at('01:30')} 2`]))
  it('are text with its lines, or HTML where there are tags', () => {
    const { updates = [] } = one({ notes: [note('02:00', 'One\r\n\r\ntwo'), note('01:00', 'See <a href="https://b.example">this</a>')] }).incidents[0] ?? {}
    expect(updates.map((u) => [u.format, u.body])).to.deep.equal([['text', 'One\r\n\r\ntwo'], ['html', 'See <a href="https://b.example">this</a>']])
  })
  it('do not end an event where the last of them cannot be read', () => {
    const { updates = [] } = one({ status: 'resolved', notes: [null, note('01:00')] }).incidents[0] ?? {}
    expect(updates.map((u) => u.status)).to.deep.equal(['investigating'])
  })
  it('without a time are named', () => expect(one({ notes: [{ body: 'words' }] }).problems).to.have.length(1))
})

describe('what Slack plans', () => {
  const planned = (status: string) => one({ status, type: 'notice', notes: [note('03:00'), note('01:00')] })
  it('is a maintenance without a window, since none is told', () => {
    expect(planned('scheduled').maintenances[0]).to.deep.include({ id: '1', status: 'scheduled', componentIds: ['Search'] }).and.not.to.have.any.keys('scheduledStart', 'scheduledEnd', 'startedAt')
    expect(planned('scheduled')).to.deep.include({ incidents: [], indicator: 'none' })
  })
  it('is completed or cancelled with its last note', () => {
    expect(planned('completed').maintenances[0]).to.include({ status: 'completed', completedAt: '2026-05-04T10:00:00.000Z' })
    expect(planned('completed').maintenances[0]?.updates.map((u) => u.status)).to.deep.equal(['completed', 'scheduled'])
    for (const word of ['cancelled', 'canceled']) expect(planned(word).maintenances[0]).to.include({ status: 'cancelled' })
  })
})

interface Raw { active_incidents: { id: number; services: string[]; notes: { body: string }[] }[] }
const folder = '/shared/feeds/samples/slack/'
describe('captures of Slack', () => {
  it('are read whole, and known', async function () {
    const answer = await fetch(folder)
    if (answer.status !== 200) this.skip()
    const names: string[] = await answer.json()
    expect(names.length).to.equal(6)
    const counts: Record<string, string> = {}
    for (const name of names) {
      const raw: Raw = freeze(await (await fetch(folder + name)).json())
      expect(known(raw), name).to.deep.equal(['slack'])
      const snapshot = parse(raw)
      expect(snapshotSchema.safeParse(snapshot).error, name).to.equal(undefined)
      expect(snapshot.problems, name).to.deep.equal([])
      expect(snapshot.incidents.map((i) => [i.id, i.componentIds, i.updates.map((u) => u.body)]), name).to.deep.equal(raw.active_incidents.map((row) => [`${row.id}`, row.services, row.notes.map((n) => n.body)]))
      counts[name] = `${snapshot.incidents.length} ${snapshot.incidents.flatMap((i) => i.updates).length} ${snapshot.indicator}`
    }
    expect(counts).to.deep.equal({
      'current-incident-2notes.json': '1 2 minor',
      'current-no-services.json': '1 1 minor',
      'current-notice.json': '1 1 none',
      'current-ok.json': '0 0 none',
      'current-outage.json': '1 3 critical',
      'current-two-incidents.json': '2 2 minor',
    })
  })
})
