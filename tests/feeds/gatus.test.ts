import { expect } from 'chai'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/gatus.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Gatus, with the least document that shows it. */

const result = (success: unknown, timestamp = '2026-05-04T09:00:00Z') => ({ success, timestamp, duration: 1000, errors: ['10.0.0.7 refused'], conditionResults: [{ condition: '[BODY] == secret', success }] })
const endpoint = (key: string, results: unknown[] = [result(true)], part: object = {}) => ({ name: `The ${key}`, key, results, ...part })
const announcement = (type: string, part: object = {}) => ({ timestamp: '2026-05-04T08:00:00Z', type, message: 'Boats are late', ...part })
const parse = (endpoints: unknown, others: object = {}) => reader.parse(freeze({ endpoints, ...others }), 'https://status.example.com/')
const announced = (...announcements: unknown[]) => parse([endpoint('a')], { config: { announcements } })

describe('the documents of Gatus', () => {
  const cases = [
    ['https://status.example.com', 'https://status.example.com/'],
    ['https://status.example.com/endpoints/core_api', 'https://status.example.com/'],
    ['https://example.com/up/', 'https://example.com/up/'],
    ['https://example.com/up/api/v1/endpoints/statuses?page=1', 'https://example.com/up/'],
    ['https://example.com/api/v1/endpoints/core_api/statuses', 'https://example.com/'],
  ] as const
  for (const [base, root] of cases) {
    it(`of ${base}`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'endpoints', url: `${root}api/v1/endpoints/statuses?page=1&pageSize=1` },
        { key: 'config', url: `${root}api/v1/config`, optional: true },
        { key: 'suites', url: `${root}api/v1/suites/statuses?page=1&pageSize=1`, optional: true },
      ]))
  }
  it('of a copy are the copy', () => expect(reader.requests('https://example.com/gatus.json?day=1')).to.deep.equal([{ key: 'endpoints', url: 'https://example.com/gatus.json?day=1' }]))
  it('begin with the suites where these were given', () =>
    expect(reader.requests('https://example.com/api/v1/suites/statuses').map(({ key, optional = false }) => [key, optional])).to.deep.equal([['suites', false], ['endpoints', true], ['config', true]]))
  it('that are empty say nothing by themselves, and that there is nothing where the other document is there', () => {
    expect(() => parse([])).to.throw(FeedShapeError)
    expect(parse([], { config: { announcements: [] } })).to.deep.include({ indicator: 'unknown', components: [] })
  })
})

describe("Gatus's endpoints", () => {
  it('are what their last result says, which is the newest', () => {
    const snapshot = parse([endpoint('a', [result(false, '2026-05-04T08:00:00Z'), result(true, '2026-05-04T11:00:00.987654321+02:00')])])
    expect(snapshot.components[0]).to.include({ status: 'operational', updatedAt: '2026-05-04T09:00:00.987Z' })
  })
  it('are out or not, with nothing between', () => {
    const snapshot = parse([endpoint('a', [result(true), result(false)]), endpoint('b')])
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(['major_outage', 'operational'])
    expect(snapshot.indicator).to.equal('critical')
  })
  it('that were never checked are unknown', () => {
    const snapshot = parse([endpoint('a', [])])
    expect(snapshot.components).to.deep.equal([{ id: 'a', name: 'The a', status: 'unknown' }])
    expect(snapshot.problems).to.deep.equal([])
  })
  it('were checked at no time where that is of the year 1', () => {
    const snapshot = parse([endpoint('a', [result(true, '0001-01-01T00:00:00Z')])])
    expect(snapshot.components[0]).not.to.have.property('updatedAt')
    expect(snapshot.problems).to.deep.equal([])
  })
  it('go by their last result that can be read, and the other is named', () => {
    const snapshot = parse([endpoint('a', [result(false), result('yes'), result(undefined), null])])
    expect(snapshot.components[0]?.status).to.equal('major_outage')
    expect(snapshot.problems.map((p) => p.path)).to.deep.equal(['endpoints.0.results.1.success', 'endpoints.0.results.1.success', 'endpoints.0.results.2.success', 'endpoints.0.results.3'])
  })
  it('stand in their groups, and alone without one', () => {
    const snapshot = parse([endpoint('a', [], { group: 'Core' }), endpoint('b', [], { group: '' }), endpoint('c', [], { group: 'Core' })])
    expect(snapshot.groups).to.deep.equal([{ id: 'Core', name: 'Core' }])
    expect(snapshot.components.map((c) => c.groupId)).to.deep.equal(['Core', undefined, 'Core'])
  })
  it('and suites are all components, each key once', () => {
    const snapshot = parse([endpoint('a'), endpoint('a')], { suites: [endpoint('s', [result(false)]), endpoint('a')] })
    expect(snapshot.components.map((c) => c.id)).to.deep.equal(['a', 's'])
    expect(snapshot.problems.map((p) => p.path)).to.deep.equal(['endpoints.1.key', 'suites.1.key'])
  })
  it('may be one alone, in its own document', () => expect(parse({ ...endpoint('a'), events: [] }).components.map((c) => c.id)).to.deep.equal(['a']))
  it('do not show what could give away their inside', () => expect(JSON.stringify(parse([endpoint('a', [result(false)])]))).not.to.match(/secret|10\.0/))
})

describe("Gatus's announcements", () => {
  it('are events of their own, in Markdown, with their first line for a title', () => {
    const { incidents } = announced(announcement('outage', { message: '## **North pier** is [closed](https://a.example)\n\nUntil noon.' }))
    expect(incidents[0]).to.deep.include({ title: 'North pier is closed', status: 'investigating', impact: 'major', startedAt: '2026-05-04T08:00:00.000Z', componentIds: [] })
    expect(incidents[0]?.updates[0]).to.include({ format: 'markdown', body: '## **North pier** is [closed](https://a.example)\n\nUntil noon.' })
  })
  it('have an impact by their type; what is no trouble is over once it is told', () => {
    const { incidents } = announced(...['outage', 'warning', 'information', 'operational', 'none'].map((type) => announcement(type)))
    expect(incidents.map((i) => [i.impact, i.status])).to.deep.equal([['major', 'investigating'], ['minor', 'investigating'], ['none', 'resolved'], ['none', 'resolved'], ['none', 'resolved']])
    expect(new Set(incidents.map((i) => i.id)).size).to.equal(5)
  })
  it('that are archived are over, at a time that is not told', () => {
    const { incidents, indicator } = announced(announcement('outage', { archived: true }))
    expect(incidents[0]).to.include({ status: 'resolved', impact: 'major' }).and.not.to.have.property('resolvedAt')
    expect(indicator).to.equal('none')
  })
  it('of an unknown type stay open, with their word', () => {
    const snapshot = announced(announcement('rumour'))
    expect(snapshot.incidents[0]).to.include({ impact: 'unknown', status: 'investigating', statusLabel: 'rumour' })
    expect(snapshot.problems.map((p) => p.path)).to.deep.equal(['config.announcements.0.type'])
  })
  it('without a time are named', () => expect(announced(announcement('outage', { timestamp: 'noon' })).problems.map((p) => p.path)).to.deep.equal(['config.announcements.0.timestamp', 'config.announcements.0']))
  it('with a long first line have a title that ends at a word', () => {
    const [incident] = announced(announcement('warning', { message: 'boats '.repeat(40) })).incidents
    expect(incident?.title).to.match(/boats…$/)
    expect(incident?.title.length).to.be.at.most(81)
  })
  it('are absent in old versions', () => expect(parse([endpoint('a')], { config: { oidc: false, authenticated: false } }).problems).to.deep.equal([]))
})

const folder = '/shared/feeds/samples/gatus/'
describe('samples of Gatus', () => {
  it('are read whole', async function () {
    const answer = await fetch(folder)
    if (answer.status !== 200) this.skip()
    const names: string[] = await answer.json()
    expect(names.length).to.be.greaterThan(0)
    for (const name of names) {
      const raw: { key: string; results: unknown[] }[] | { announcements: unknown[] } = freeze(await (await fetch(folder + name)).json())
      const isList = Array.isArray(raw)
      const snapshot = isList ? parse(raw) : parse([], { config: raw })
      expect(snapshot.problems, name).to.deep.equal([])
      if (isList) expect(snapshot.components.map((c) => c.id), name).to.deep.equal(raw.map((row) => row.key))
      else expect(snapshot.incidents.flatMap((i) => i.updates).length, name).to.equal(raw.announcements.length)
    }
  })
})
