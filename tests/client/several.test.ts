import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { clientFor } from '../../src/client/clients.ts'
import type { ClientState } from '../../src/client/client-state.ts'
import { keysOf, severalClient } from '../../src/client/several.ts'
import type { StatusClient } from '../../src/client/status-client.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { useClock } from '../helpers/clock.ts'
import { useNetwork } from '../helpers/msw.ts'
import { component, incident, snapshot } from '../model/make.ts'
import { comeBack } from './page.ts'

const minute = 60_000
let count = 0

describe('several feeds as one client', () => {
  const clock = useClock(Date.parse('2026-05-04T10:00:00Z'))
  const network = useNetwork()
  const stops: (() => void)[] = []
  let a = ''
  let b = ''
  const { random } = Math

  before(() => Promise.all([import('../../src/client/explain.ts'), import('../../src/feeds/native.ts'), import('../../src/feeds/catalogue.ts')]))
  beforeEach(() => {
    comeBack()
    Math.random = () => 0.5
    // Clients live as long as the page does.
    count++
    a = `https://harbour.test/${count}.json`
    b = `https://ferries.test/${count}.json`
    serve(a, { page: { name: 'Harbour' }, components: [component('gate')] })
    serve(b, { page: { name: 'Ferries' }, components: [component('bar')] })
  })
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
    Math.random = random
  })

  function serve(url: string, part: Partial<StatusSnapshot> = {}) {
    network.answer(url, () => HttpResponse.json({ $schema: 'https://x.test/statuspane/v1.json', ...snapshot(part) }))
  }
  const fail = (url: string, status = 503) => network.answer(url, () => new HttpResponse('', { status }))
  const asked = (url: string) => network.asked.filter((it) => it === url).length

  const create = () => severalClient([a, b], {})
  function follow(client: StatusClient) {
    const told: ClientState[] = []
    stops.push(client.subscribe((state) => told.push(state)))
    return told
  }
  async function pass(client: StatusClient, ms = minute) {
    clock().tick(ms)
    await client.refresh()
  }

  it('shows all of them, each read once an interval', async () => {
    const client = create()
    follow(client)
    await pass(client, 0)
    expect(client.state.snapshot).to.deep.include({ indicator: 'none', page: { name: 'Harbour, Ferries' } })
    expect(client.state.snapshot?.components.map(({ id }) => id)).to.deep.equal([`harbour.test/${count}.json:gate`, `ferries.test/${count}.json:bar`])
    await pass(client)
    expect([asked(a), asked(b)]).to.deep.equal([2, 2])
  })

  it('shares the reading with an element that shows one of them', async () => {
    const client = create()
    follow(client)
    follow(clientFor({ feed: a }))
    await pass(client, 0)
    expect(asked(a)).to.equal(1)
  })

  it('is the same client for the same feeds', () => {
    expect(create()).to.equal(create())
    expect(severalClient([b, a], {})).not.to.equal(create())
  })

  it('is one feed where all addresses are', () => {
    expect(severalClient([a, a], {})).to.equal(clientFor({ feed: a }))
    expect(severalClient([a, b, a.replace('harbour.test', 'HARBOUR.test:443'), b], {})).to.equal(create())
  })

  it('stands while nothing changes, and tells nobody', async () => {
    const client = create()
    const told = follow(client)
    await pass(client, 0)
    const before = client.state.snapshot
    const times = told.length
    await pass(client)
    expect(client.state.snapshot).to.equal(before)
    expect(told).to.have.lengthOf(times)
    expect(Object.isFrozen(before?.components[0])).to.equal(true)
  })

  it('keeps what has not changed', async () => {
    const client = create()
    follow(client)
    await pass(client, 0)
    const before = client.state.snapshot
    serve(b, { page: { name: 'Ferries' }, components: [component('bar', { status: 'major_outage' })], indicator: 'critical' })
    await pass(client)
    expect(client.state.snapshot?.indicator).to.equal('critical')
    expect(client.state.snapshot?.components[0]).to.equal(before?.components[0])
  })

  it('loses only the part of a feed that fails, and does not say that all is well', async () => {
    fail(b)
    const client = create()
    follow(client)
    await pass(client, 0)
    expect(client.state.snapshot).to.deep.include({ indicator: 'unknown', page: { name: 'Harbour' } })
    expect(client.state.snapshot?.problems).to.deep.equal([{ path: `ferries.test/${count}.json`, message: `${b} answered 503` }])
    expect(client.state.error).to.include({ code: 'http', url: b })
    expect(client.state.feeds?.map(({ feed, error, snapshot: own }) => [feed, error?.code, own?.page.name])).to.deep.equal([
      [a, undefined, 'Harbour'],
      [b, 'http', undefined],
    ])
  })

  it('keeps what a feed said before it failed', async () => {
    const client = create()
    follow(client)
    await pass(client, 0)
    fail(b)
    await pass(client)
    expect(client.state.snapshot?.components).to.have.lengthOf(2)
    expect(client.state.error).to.include({ url: b })
    expect(client.state.checkedAt).to.equal(Date.parse('2026-05-04T10:00:00Z'))
  })

  it('has failed when all have, with the error of the first', async () => {
    fail(a, 500)
    fail(b, 404)
    const client = create()
    follow(client)
    await pass(client, 0)
    expect(client.state.snapshot).to.equal(undefined)
    expect(client.state.error).to.include({ url: a })
  })

  it('waits with good news until all have answered, but not with bad news', async () => {
    let answer = () => {}
    const late = new Promise<void>((resolve) => (answer = resolve))
    network.answer(b, async () => {
      await late
      return new HttpResponse('', { status: 503 })
    })
    const client = create()
    follow(client)
    await clientFor({ feed: a }).refresh()
    expect(client.state.snapshot).to.equal(undefined)
    serve(a, { page: { name: 'Harbour' }, indicator: 'major', incidents: [incident('flood', { impact: 'major' })] })
    await clientFor({ feed: a }).refresh()
    expect(client.state.snapshot?.indicator).to.equal('major')
    expect(client.state.error).to.equal(undefined)
    answer()
    await client.refresh()
  })

  it('stops all reading when the last has gone', async () => {
    const client = create()
    const stop = client.subscribe(() => {})
    await pass(client, 0)
    stop()
    clock().tick(60 * minute)
    expect([asked(a), asked(b)]).to.deep.equal([1, 1])
  })
})

describe('the key of a feed’s address', () => {
  it('is its host and path', () => {
    expect(keysOf(['https://status.a.test/', 'https://b.test/x/y.json?z=1'])).to.deep.equal(['status.a.test', 'b.test/x/y.json'])
  })
  it('is the whole address where two would be alike', () => {
    expect(keysOf(['https://a.test/', 'http://a.test/', 'https://b.test'])).to.deep.equal(['https://a.test/', 'http://a.test/', 'b.test'])
  })
  it('is the whole address where the ids of one would begin as another’s do', () => {
    expect(keysOf(['http://a.test', 'http://a.test:8080', 'http://b.test:8080'])).to.deep.equal(['http://a.test/', 'http://a.test:8080/', 'b.test:8080'])
  })
})
