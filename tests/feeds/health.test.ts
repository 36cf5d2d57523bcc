import { expect } from 'chai'
import { feedSource } from '../../src/client/feed-source.ts'
import { shelf } from '../../src/client/shelf.ts'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedAddressError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/health.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of health documents, with the least of them that shows it. */

const address = 'https://orders.example.com/actuator/health'
const parse = (health: unknown) => reader.parse(freeze({ health }), address)
const actuator = (components: object, status = 'UP', part: object = {}) => ({ status, components, ...part })
const draft = (checks: object, part: object = {}) => ({ status: 'pass', version: '1', releaseId: '1.2.2', notes: [''], output: '', serviceId: 'f03e', description: 'The order desk', checks, ...part })
const check = (status: unknown, part: object = {}) => ({ componentType: 'datastore', observedValue: 250, observedUnit: 'ms', status, time: '2026-05-04T09:00:00Z', output: '', ...part })
const shown = (snapshot: ReturnType<typeof parse>) => snapshot.components.map((c) => [c.id, c.name, c.status, c.groupId])
const said = (snapshot: { problems: { path: string }[] }) => snapshot.problems.map((p) => p.path)

describe('a health document', () => {
  for (const base of [address, `${address}/readiness`, 'https://orders.example.com/health']) it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal([{ key: 'health', url: base }]))
  it('does not stand at the address of a site, and what to give is said', () =>
    expect(() => reader.requests('https://orders.example.com/')).to.throw(FeedAddressError, 'Give the URL of the health document itself: https://…/actuator/health'))
  it("is known by the Actuator's address, and by no other", () => {
    const known = (url: string) => catalogue.find((entry) => entry.match?.(new URL(url)))?.id
    expect([address, `${address}/liveness`, 'https://x.example/shop/actuator/health', 'https://x.example/health', 'https://x.example/actuator/healthy'].map(known)).to.deep.equal(['health', 'health', 'health', undefined, undefined])
  })
  it('is known by its shape only where that can be nothing else', () => {
    const known = (document: unknown) => catalogue.filter((entry) => entry.recognise?.(document)).map((entry) => entry.id)
    for (const document of [actuator({ db: { status: 'UP' } }), draft({ 'db:time': [check('warn')] }), draft({ uptime: [{ componentType: 'system', observedValue: 7 }] })]) expect(known(document), JSON.stringify(document)).to.deep.equal(['health'])
    for (const document of [
      { status: 'UP' },
      { status: 'pass' },
      actuator({}),
      actuator({ db: 'UP' }),
      actuator({ db: { status: 'UP' }, web: { status: 'operational' } }),
      actuator([{ state: 'UP' }]),
      { status: 'UP', components: 'UP' },
      actuator({ db: { status: 'UP' } }, 'fine'),
      { status: 'pass', checks: {} },
      { status: 'UP', checks: [{ name: 'db', status: 'UP' }] },
      { status: 'pass', checks: { db: { status: 'pass' } } },
      { status: 'pass', checks: { db: [{ state: 'good' }] } },
    ])
      expect(known(document), JSON.stringify(document)).to.deep.equal([])
  })
  it('alone with its word is one component', () => {
    expect(parse({ status: 'UP' })).to.deep.equal({ page: { name: 'orders.example.com' }, claim: { indicator: 'none' }, indicator: 'none', groups: [], components: [{ id: 'health', name: 'orders.example.com', status: 'operational' }], incidents: [], maintenances: [], problems: [] })
    expect(parse({ status: 'DOWN' }).indicator).to.equal('critical')
  })
  it('has words of either vocabulary, in any case', () => {
    const cases = [
      ['UP', 'operational'], ['pass', 'operational'], ['OK', 'operational'], ['Warn', 'degraded_performance'],
      ['DOWN', 'major_outage'], ['fail', 'major_outage'], ['error', 'major_outage'], ['OUT_OF_SERVICE', 'major_outage'], ['UNKNOWN', 'unknown'],
    ] as const // prettier-ignore
    const snapshot = parse(actuator(Object.fromEntries(cases.map(([status]) => [status, { status }]))))
    expect(snapshot.components.map((c) => [c.id, c.status])).to.deep.equal(cases)
    expect(snapshot.components.flatMap((c) => c.statusLabel ?? [])).to.deep.equal(['Out of service'])
    expect(snapshot.problems).to.deep.equal([])
  })
  it('keeps words of its own', () => {
    const snapshot = parse(actuator({ db: { status: 'Tired' }, web: {} }))
    expect(snapshot.components).to.deep.equal([{ id: 'db', name: 'db', status: 'unknown', statusLabel: 'Tired' }, { id: 'web', name: 'web', status: 'unknown' }])
    expect(said(snapshot)).to.deep.equal(['health.components.db.status', 'health.components.web.status'])
    expect(snapshot.indicator).to.equal('unknown')
  })
  it('does not show what could give away the inside', () => {
    const secret = { details: { database: 'at 10.0.0.7', error: 'refused' }, output: '10.0.0.7' }
    expect(JSON.stringify([parse(actuator({ db: { status: 'DOWN', ...secret } })), parse(draft({ db: [check('fail', secret)] }, secret))])).not.to.match(/10\.0|refused/)
  })
})

describe("Spring Boot's health", () => {
  it('has parts, the parts of which are a group', () => {
    const snapshot = parse(actuator({ broker: actuator({ us1: { status: 'UP' }, us2: actuator({ disk: { status: 'DOWN' } }, 'DOWN') }, 'DOWN'), db: { status: 'UP' } }, 'DOWN'))
    expect(snapshot.groups).to.deep.equal([{ id: 'broker', name: 'broker' }])
    expect(shown(snapshot)).to.deep.equal([['broker/us1', 'us1', 'operational', 'broker'], ['broker/us2/disk', 'us2 / disk', 'major_outage', 'broker'], ['db', 'db', 'operational', undefined]])
  })
  it('shows a part that is worse off than all that it holds', () =>
    expect(shown(parse(actuator({ broker: actuator({ us1: { status: 'UP' } }, 'DOWN') })))).to.deep.equal([['broker/us1', 'us1', 'operational', 'broker'], ['broker', 'broker', 'major_outage', 'broker']]))
  it('shows a part that holds nothing', () => expect(shown(parse(actuator({ broker: actuator({}) })))).to.deep.equal([['broker', 'broker', 'operational', undefined]]))
  it('called the outermost parts details in 2.0 and 2.1', () =>
    expect(shown(parse({ status: 'UP', details: { db: { status: 'UP', details: { database: 'H2' } }, hello: 1 } }))).to.deep.equal([['db', 'db', 'operational', undefined]]))
  it('names what is no part', () => expect(said(parse(actuator({ db: 'UP', '': { status: 'UP' } })))).to.deep.equal(['health.components.db', 'health.components.']))
})

describe('application/health+json', () => {
  it('is called as it says, and has its checks for components', () => {
    const snapshot = parse(draft({ database: [check('warn')] }, { status: 'warn' }))
    expect(snapshot).to.deep.include({ page: { name: 'The order desk' }, claim: { indicator: 'minor' }, indicator: 'minor' })
    expect(snapshot.components).to.deep.equal([{ id: 'database', name: 'database', status: 'degraded_performance', updatedAt: '2026-05-04T09:00:00.000Z' }])
  })
  it('makes a group of the measures of one component', () => {
    const snapshot = parse(draft({ 'store:responseTime': [check('pass')], 'store:connections': [check('fail')], 'clock:drift': [check('pass')] }))
    expect(snapshot.groups).to.deep.equal([{ id: 'store', name: 'store' }])
    expect(shown(snapshot)).to.deep.equal([
      ['store:responseTime', 'responseTime', 'operational', 'store'],
      ['store:connections', 'connections', 'major_outage', 'store'],
      ['clock:drift', 'clock:drift', 'operational', undefined],
    ])
  })
  it('has several nodes of one check, told apart by their ids, which may repeat, else by their order', () => {
    const nodes = [{ componentId: 'n1' }, { componentId: 'n1' }, {}].map((part) => check('pass', part))
    expect(shown(parse(draft({ 'cpu:load': nodes })))).to.deep.equal([
      ['cpu:load n1', 'cpu:load n1', 'operational', undefined],
      ['cpu:load n1 2', 'cpu:load n1', 'operational', undefined],
      ['cpu:load 3', 'cpu:load 3', 'operational', undefined],
    ])
  })
  it('has figures without a status, which say nothing', () => {
    const snapshot = parse(draft({ uptime: [check(undefined)], db: [check('pass')] }))
    expect(snapshot.components.map((c) => c.id)).to.deep.equal(['db'])
    expect(said(snapshot)).to.deep.equal(['health.checks.uptime.0.status'])
  })
  it('may have a check that stands in no list, and names one that is none', () => {
    const snapshot = parse(draft({ db: check('pass'), web: ['fine', 7] }))
    expect(snapshot.components.map((c) => c.id)).to.deep.equal(['db'])
    expect(said(snapshot)).to.deep.equal(['health.checks.web.0', 'health.checks.web.1'])
  })
  it('is one that the native schema takes', () => expect(snapshotSchema.safeParse(parse(draft({ 'a:b': [check('pass')] }))).error).to.equal(undefined))
})

describe('ill health', () => {
  const readFrom = (type: string) => {
    const answer: typeof fetch = async () => new Response(JSON.stringify(actuator({ db: { status: 'DOWN' } }, 'DOWN')), { status: 503, headers: { 'content-type': type } })
    return feedSource({ feed: address, fetch: answer }, shelf)('now', new AbortController().signal).then(({ indicator }) => indicator, ({ code }) => code)
  }
  it('is answered with 503, and read', async () => expect(await Promise.all(['application/vnd.spring-boot.actuator.v3+json', 'application/health+json; charset=utf-8'].map(readFrom))).to.deep.equal(['critical', 'critical']))
  it('that is answered with 503 as any other JSON is an error of the server', async () => expect(await readFrom('application/json')).to.equal('http'))
})
