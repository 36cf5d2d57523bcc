import { expect } from 'chai'
import { HttpResponse } from 'msw'
import type { ClientState } from '../../src/client/client-state.ts'
import { type StatusClient, statusClient, type SubscribeOptions } from '../../src/client/status-client.ts'
import { useClock } from '../helpers/clock.ts'
import { useNetwork } from '../helpers/msw.ts'
import { acme, base, documentOf, incident, maintenance, url } from './acme.ts'
import { comeBack, hide, leave, offline, online, returnFromCache } from './page.ts'

const minute = 60_000

describe('a client', () => {
  const clock = useClock()
  const network = useNetwork()
  const stops: (() => void)[] = []

  before(() => import('../../src/client/explain.ts'))
  beforeEach(() => {
    comeBack()
    network.answer(url.words, () => new HttpResponse('', { status: 404 }))
  })
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
    comeBack()
    online()
  })

  const create = (options: { feed?: string; provider?: string; fetch?: typeof fetch } = {}) =>
    statusClient({ feed: base, ...options }, { near: [acme] }, { random: () => 0.5 })

  /** Subscribes until the end of the test; `seen` lists the states told. */
  function follow(client: StatusClient, options?: SubscribeOptions) {
    const seen: ClientState[] = []
    const stop = client.subscribe((state) => seen.push(state), options)
    stops.push(stop)
    return { seen, stop }
  }

  /** The read that is under way, to its end. */
  const settled = (client: StatusClient) => client.refresh()

  async function pass(ms: number, client: StatusClient) {
    clock().tick(ms)
    await settled(client)
  }

  /** On to the next read that is planned, however far, and to its end; the time that went by. */
  async function next(client: StatusClient) {
    const from = Date.now()
    const count = network.asked.length
    clock().next()
    await settled(client)
    expect(network.asked).to.have.length.above(count)
    return Date.now() - from
  }

  const serve = (part?: Parameters<typeof documentOf>[0]) =>
    network.answer(url.now, () => HttpResponse.json(documentOf(part)))
  const fail = (status = 500, headers = {}) =>
    network.answer(url.now, () => new HttpResponse('', { status, headers }))
  const reads = () => network.asked.filter((asked) => asked === url.now).length

  describe('reads', () => {
    it('as soon as somebody subscribes, and not before', async () => {
      serve()
      const client = create()
      expect(client.state).to.deep.equal({})
      await clock().tickAsync(10 * minute)
      expect(reads()).to.equal(0)
      const { seen } = follow(client)
      await settled(client)
      expect(reads()).to.equal(1)
      expect(seen).to.have.lengthOf(1)
      expect(seen[0]).to.equal(client.state)
      expect(client.state.snapshot).to.deep.include({ page: { name: 'Acme', url: base } })
      expect(client.state.checkedAt).to.equal(Date.now())
    })

    it('again a minute after the last read has ended', async () => {
      serve()
      const client = create()
      follow(client)
      await settled(client)
      clock().tick(minute - 1)
      expect(reads()).to.equal(1)
      await pass(1, client)
      expect(reads()).to.equal(2)
      await pass(minute, client)
      expect(reads()).to.equal(3)
    })

    it('once for two subscribers, and as often as the more eager one asks', async () => {
      serve()
      const client = create()
      follow(client, { refreshMs: 10 * minute })
      const eager = follow(client, { refreshMs: minute })
      await settled(client)
      expect(reads()).to.equal(1)
      await pass(minute, client)
      expect(reads()).to.equal(2)
      eager.stop()
      clock().tick(10 * minute - 1)
      expect(reads()).to.equal(2)
      await pass(1, client)
      expect(reads()).to.equal(3)
    })

    it('at once when a more eager subscriber finds the last read too old', async () => {
      serve()
      const client = create()
      follow(client, { refreshMs: 10 * minute })
      await settled(client)
      clock().tick(5 * minute)
      follow(client, { refreshMs: minute })
      await pass(0, client)
      expect(reads()).to.equal(2)
    })

    it('once where that is asked for', async () => {
      serve()
      const client = create()
      follow(client, { refreshMs: 0 })
      await settled(client)
      expect(clock().countTimers()).to.equal(0)
      expect(reads()).to.equal(1)
    })

    it('when told to; overlapping calls share one read', async () => {
      serve()
      const client = create()
      const first = client.refresh()
      expect(client.refresh()).to.equal(first)
      await first
      expect(reads()).to.equal(1)
      await client.refresh()
      expect(reads()).to.equal(2)
    })

    it('not sooner for who comes back, who sees the last state at once', async () => {
      serve()
      const client = create()
      const { stop } = follow(client)
      await settled(client)
      stop()
      clock().tick(minute / 2)
      const { seen } = follow(client)
      expect(client.state.snapshot).to.be.an('object')
      expect(reads()).to.equal(1)
      await pass(minute / 2, client)
      expect(reads()).to.equal(2)
      expect(seen).to.deep.equal([])
    })

    it('at once for who comes back late, even if once was asked for', async () => {
      serve()
      const client = create()
      const { stop } = follow(client, { refreshMs: 0 })
      await settled(client)
      stop()
      clock().tick(minute)
      follow(client, { refreshMs: 0 })
      await settled(client)
      expect(reads()).to.equal(2)
    })

    it('on when the clock is set back', async () => {
      serve()
      const client = create()
      follow(client)
      await settled(client)
      clock().setSystemTime(Date.now() - 24 * 60 * minute)
      hide()
      comeBack()
      await pass(minute, client)
      expect(reads()).to.equal(2)
    })
  })

  describe('tells', () => {
    it('nobody of an unchanged poll, and keeps the very snapshot', async () => {
      serve({ incidents: [incident()] })
      const client = create()
      const { seen } = follow(client)
      await settled(client)
      const { snapshot, checkedAt = 0 } = client.state
      await pass(minute, client)
      expect(client.state.snapshot).to.equal(snapshot)
      expect(client.state.checkedAt).to.equal(checkedAt + minute)
      expect(seen).to.have.lengthOf(1)
    })

    it('nobody when the text is another but says the same', async () => {
      serve({ incidents: [incident()] })
      const client = create()
      const { seen } = follow(client)
      await settled(client)
      const { snapshot } = client.state
      network.answer(url.now, () => HttpResponse.text(JSON.stringify(documentOf({ incidents: [incident()] }), null, 2)))
      await pass(minute, client)
      expect(client.state.snapshot).to.equal(snapshot)
      expect(seen).to.have.lengthOf(1)
    })

    it('everybody of a change, in which unchanged parts are the same objects', async () => {
      const leak = incident()
      serve({ incidents: [leak] })
      const client = create()
      const one = follow(client)
      const two = follow(client)
      await settled(client)
      const before = client.state.snapshot
      serve({ incidents: [leak, incident({ id: 'draught' })] })
      await pass(minute, client)
      expect(client.state.snapshot).not.to.equal(before)
      expect(client.state.snapshot?.incidents[0]).to.equal(before?.incidents[0])
      expect(client.state.snapshot?.page).to.equal(before?.page)
      expect([one.seen.length, two.seen.length]).to.deep.equal([2, 2])
    })

    it('of snapshots that nobody can change', async () => {
      serve({ incidents: [incident()] })
      const client = create()
      follow(client)
      await settled(client)
      const { snapshot } = client.state
      for (const part of [snapshot, snapshot?.page, snapshot?.incidents, snapshot?.incidents[0]?.updates]) {
        expect(part).to.be.frozen
      }
    })

    it('the others when one listener throws', async () => {
      serve()
      const client = create()
      stops.push(
        client.subscribe(() => {
          throw new Error('mine')
        }),
      )
      const { seen } = follow(client)
      await settled(client)
      expect(seen).to.have.lengthOf(1)
      await pass(minute, client)
      expect(reads()).to.equal(2)
    })

    it('nobody who has just been unsubscribed by another', async () => {
      serve()
      const client = create()
      stops.push(client.subscribe(() => second.stop()))
      const second = follow(client)
      await settled(client)
      expect(second.seen).to.deep.equal([])
    })

    it('the end a maintenance was first announced with, when the feed moves it', async () => {
      serve({ maintenances: [maintenance()] })
      const client = create()
      follow(client)
      await settled(client)
      expect(client.state.snapshot?.maintenances[0]).not.to.have.property('firstScheduledEnd')
      for (const scheduledEnd of ['2026-03-10T18:00:00Z', '2026-03-15T18:00:00Z']) {
        serve({ maintenances: [maintenance({ scheduledEnd })] })
        await pass(minute, client)
        expect(client.state.snapshot?.maintenances[0]).to.include({
          scheduledEnd,
          firstScheduledEnd: '2026-03-10T14:00:00Z',
        })
      }
    })
  })

  describe('after a failure', () => {
    it('says why, and has no snapshot if it never had one', async () => {
      fail(503)
      const client = create()
      const { seen } = follow(client)
      await settled(client)
      expect(client.state.snapshot).to.equal(undefined)
      expect(client.state.error).to.include({ code: 'http', reason: '503', url: url.now })
      expect(client.state.error?.hint).to.match(/asked again/)
      expect(seen).to.have.lengthOf(1)
    })

    it('recovers', async () => {
      fail()
      const client = create()
      const { seen } = follow(client)
      await settled(client)
      serve()
      await next(client)
      expect(client.state.error).to.equal(undefined)
      expect(client.state.snapshot).to.be.an('object')
      expect(seen).to.have.lengthOf(2)
    })

    it('keeps the last good snapshot and when it was confirmed', async () => {
      serve()
      const client = create()
      const { seen } = follow(client)
      await settled(client)
      const { snapshot, checkedAt } = client.state
      fail()
      await pass(minute, client)
      expect(client.state).to.include({ snapshot, checkedAt })
      expect(client.state.error).to.include({ code: 'http' })
      expect(seen).to.have.lengthOf(2)
    })

    it('does not tell the same failure twice, but tells another', async () => {
      fail(500)
      const client = create()
      const { seen } = follow(client)
      await settled(client)
      await next(client)
      await next(client)
      expect(reads()).to.equal(3)
      expect(seen).to.have.lengthOf(1)
      fail(502)
      await next(client)
      expect(seen).to.have.lengthOf(2)
    })

    it('comes again later and later, a quarter of an hour at most', async () => {
      fail()
      const client = create()
      follow(client)
      await settled(client)
      const waits: number[] = []
      for (let i = 0; i < 6; i++) waits.push(Math.round((await next(client)) / 1000))
      expect(waits).to.deep.equal([87, 147, 267, 477, 477, 477])
    })

    it('comes again when the server asks for it', async () => {
      fail(429, { 'Retry-After': '300' })
      const client = create()
      follow(client)
      await settled(client)
      expect(await next(client)).to.equal(5.5 * minute)
    })

    it('comes again when the server asks for it the second time too, and no later once it does not ask any more', async () => {
      fail(503)
      const client = create()
      follow(client)
      await settled(client)
      fail(503, { 'Retry-After': '1200' })
      await next(client)
      fail(503)
      expect(await next(client)).to.equal(20 * 1.05 * minute)
      expect(await next(client)).to.be.below(15 * minute)
    })

    it('comes again at the date the server names', async () => {
      fail(503, { 'Retry-After': new Date(Date.now() + 10 * minute).toUTCString() })
      const client = create()
      follow(client)
      await settled(client)
      expect(await next(client)).to.equal(10 * 1.05 * minute)
    })

    it('comes again although once was asked for, until it was read', async () => {
      fail()
      const client = create()
      follow(client, { refreshMs: 0 })
      await settled(client)
      serve()
      await next(client)
      expect(client.state.snapshot).to.be.an('object')
      expect(clock().countTimers()).to.equal(0)
    })

    it('comes at once for who subscribes anew', async () => {
      fail()
      const client = create()
      follow(client).stop()
      follow(client).stop()
      const { stop } = follow(client)
      await settled(client)
      stop()
      serve()
      follow(client)
      await settled(client)
      expect(client.state.snapshot).to.be.an('object')
    })

    it('of an address that is none, it does not come again, and nothing is thrown', async () => {
      for (const feed of ['https://', 'http://:80', 'javascript:alert(1)', 'data:application/json,{}', 'ftp://acme.test/']) {
        const client = create({ feed })
        follow(client)
        await settled(client)
        expect(client.state.error, feed).to.include({ code: 'config' })
        expect(client.state.error?.hint).to.match(/https:/)
      }
      expect(clock().countTimers()).to.equal(0)
    })

    it('of an unknown provider, it says which there are', async () => {
      const client = create({ provider: 'acne' })
      follow(client)
      await settled(client)
      expect(client.state.error).to.include({ code: 'config', reason: 'provider' })
      expect(client.state.error?.hint).to.equal('Leave provider out, or use one of: acme.')
    })

    it('of a document that is no such feed, it says so and keeps what it had', async () => {
      serve()
      const client = create()
      follow(client)
      await settled(client)
      const { snapshot } = client.state
      for (const [text, code] of [['{"other": 1}', 'invalid'], ['[]', 'invalid'], ['<html>', 'not-json'], ['', 'not-json']] as const) {
        network.answer(url.now, () => HttpResponse.text(text))
        await client.refresh()
        expect(client.state).to.include({ snapshot })
        expect(client.state.error, text).to.include({ code })
        expect(client.state.error?.hint).to.be.a('string')
      }
    })
  })

  describe('while nobody can see it', () => {
    it('pauses when the page is hidden, and reads at once when it is back if that is due', async () => {
      serve()
      const client = create()
      follow(client)
      await settled(client)
      hide()
      clock().tick(10 * minute)
      expect(clock().countTimers()).to.equal(0)
      expect(reads()).to.equal(1)
      comeBack()
      await pass(0, client)
      expect(reads()).to.equal(2)
    })

    it('waits for the rest of the time when the page is back early', async () => {
      serve()
      const client = create()
      follow(client)
      await settled(client)
      hide()
      clock().tick(minute / 2)
      comeBack()
      clock().tick(minute / 2 - 1)
      expect(reads()).to.equal(1)
      await pass(1, client)
      expect(reads()).to.equal(2)
    })

    it('pauses while the browser is offline', async () => {
      serve()
      const client = create()
      follow(client)
      await settled(client)
      offline()
      clock().tick(10 * minute)
      expect(reads()).to.equal(1)
      online()
      await pass(0, client)
      expect(reads()).to.equal(2)
    })

    it('says that the browser is offline, and reads at once when it is not', async () => {
      network.answer(url.now, () => HttpResponse.error())
      const client = create()
      offline()
      follow(client)
      await settled(client)
      expect(client.state.error).to.include({ code: 'network', reason: 'offline' })
      serve()
      online()
      await pass(0, client)
      expect(client.state.snapshot).to.be.an('object')
    })

    it('reads for the first time even in a hidden page, so that it is complete when it is looked at', async () => {
      serve()
      hide()
      const client = create()
      follow(client)
      await settled(client)
      expect(client.state.snapshot).to.be.an('object')
      expect(clock().countTimers()).to.equal(0)
    })

    it('stops a read when the page is left, and reads anew when it is back from the cache', async () => {
      let signal: AbortSignal | null | undefined
      const fetch = (_: unknown, init?: RequestInit) => {
        signal = init?.signal
        return new Promise<Response>(() => {})
      }
      let answer: typeof globalThis.fetch = fetch
      const client = create({ fetch: (...args) => answer(...args) })
      const { seen } = follow(client)
      await clock().tickAsync(0)
      leave()
      expect(signal?.aborted).to.equal(true)
      await clock().tickAsync(0)
      expect(clock().countTimers()).to.equal(0)
      answer = globalThis.fetch
      serve()
      returnFromCache()
      await pass(0, client)
      expect(client.state.snapshot).to.be.an('object')
      expect(seen).to.have.lengthOf(1)
    })
  })

  it('that is left stays still until the page is back, whatever is said of its visibility after that', async () => {
    serve()
    const client = create()
    follow(client)
    await settled(client)
    leave()
    hide()
    comeBack()
    client.loadHistory()
    expect(clock().countTimers()).to.equal(0)
    returnFromCache()
    await pass(minute, client)
    expect(reads()).to.equal(2)
  })

  it('in a page that is frozen stops its read, and reads anew as the page goes on', async () => {
    serve()
    const client = create()
    follow(client)
    await settled(client)
    document.dispatchEvent(new Event('freeze'))
    expect(clock().countTimers()).to.equal(0)
    clock().tick(8 * 60 * minute)
    expect(reads()).to.equal(1)
    document.dispatchEvent(new Event('resume'))
    await pass(0, client)
    expect(reads()).to.equal(2)
  })

  it('polls every five minutes at most where the reader saves data', async () => {
    Object.defineProperty(navigator, 'connection', { configurable: true, value: { saveData: true } })
    try {
      serve()
      const client = create()
      follow(client)
      await settled(client)
      clock().tick(5 * minute - 1)
      expect(reads()).to.equal(1)
      await pass(1, client)
      expect(reads()).to.equal(2)
    } finally {
      Reflect.deleteProperty(navigator, 'connection')
    }
  })

  it('asks for the past no more than three times in a row when the feed gives its events other ids at each poll', async () => {
    let count = 0
    network.answer(url.now, () => HttpResponse.json(documentOf({ incidents: [incident({ id: `leak-${count++}` })] })))
    network.answer(url.past, () => HttpResponse.json([]))
    const client = create()
    follow(client)
    await settled(client)
    for (let i = 0; i < 6; i++) await pass(minute, client)
    expect(network.asked.filter((asked) => asked === url.past)).to.have.lengthOf(3)
    expect(client.state.snapshot?.incidents).to.have.lengthOf(1)
  })

  it('keeps what is newer while a cache gives an older document, and does not call it confirmed', async () => {
    serve({ updatedAt: '2026-03-10T11:59:00Z', incidents: [incident()] })
    const client = create()
    const { seen } = follow(client)
    await settled(client)
    const { snapshot, checkedAt } = client.state
    serve({ updatedAt: '2026-03-10T11:00:00Z' })
    await pass(minute, client)
    expect(client.state).to.include({ snapshot, checkedAt, error: undefined })
    await pass(minute, client)
    await pass(minute, client)
    expect(client.state.snapshot?.incidents).to.deep.equal([])
    expect(seen).to.have.lengthOf(2)
  })

  describe('after the last subscriber has gone', () => {
    it('runs no timer and hears no event', async () => {
      serve()
      const heard = new Set<string>()
      const { addEventListener, removeEventListener } = window
      Object.assign(window, {
        addEventListener: (...args: Parameters<typeof addEventListener>) => {
          heard.add(args[0])
          addEventListener.apply(window, args)
        },
        removeEventListener: (...args: Parameters<typeof removeEventListener>) => {
          heard.delete(args[0])
          removeEventListener.apply(window, args)
        },
      })
      try {
        const client = create()
        const one = follow(client)
        const two = follow(client)
        await settled(client)
        one.stop()
        expect(clock().countTimers()).to.equal(1)
        expect([...heard]).to.include.members(['visibilitychange', 'online', 'offline', 'pagehide', 'pageshow'])
        two.stop()
        expect(clock().countTimers()).to.equal(0)
        expect([...heard]).to.deep.equal([])
      } finally {
        Object.assign(window, { addEventListener, removeEventListener })
      }
    })

    it('stops the read that is under way, and tells nobody', async () => {
      let signal: AbortSignal | null | undefined
      const client = create({
        fetch: (_, init) => {
          signal = init?.signal
          return new Promise(() => {})
        },
      })
      const { seen, stop } = follow(client)
      const reading = client.refresh()
      await clock().tickAsync(0)
      stop()
      await reading
      expect(signal?.aborted).to.equal(true)
      expect(clock().countTimers()).to.equal(0)
      expect(client.state).to.deep.equal({})
      expect(seen).to.deep.equal([])
    })

    it('reads for a new one although the old read is not quite over', async () => {
      serve()
      const client = create()
      follow(client).stop()
      follow(client)
      await settled(client)
      expect(client.state.snapshot).to.be.an('object')
    })

    it('can be left twice', async () => {
      serve()
      const client = create()
      const one = follow(client)
      const two = follow(client)
      one.stop()
      one.stop()
      await settled(client)
      expect(two.seen).to.have.lengthOf(1)
    })
  })
})
