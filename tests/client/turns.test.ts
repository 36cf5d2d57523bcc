import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { type ClientState, statusOf } from '../../src/client/client-state.ts'
import { clientFor } from '../../src/client/clients.ts'
import { exchangeOf } from '../../src/client/exchange.ts'
import { keptOf } from '../../src/client/kept.ts'
import { statusClient, type SubscribeOptions } from '../../src/client/status-client.ts'
import type { ClientParts } from '../../src/client/turns.ts'
import type { CatalogueEntry } from '../../src/feeds/feed.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { useClock } from '../helpers/clock.ts'
import { settled } from '../helpers/mount.ts'
import { useNetwork } from '../helpers/msw.ts'
import { acme, base, documentOf, incident, snapshot, url } from './acme.ts'
import { comeBack, leave, offline, online, returnFromCache } from './page.ts'

const minute = 60_000
const hour = 60 * minute
const snapshotKey = `statuspane:snapshot:1:${base}`
const turnKey = `statuspane:turn:1:${base}`

describe('a page that reads by turns', () => {
  const clock = useClock()
  const network = useNetwork()
  const stops: (() => void)[] = []
  let key = ''
  let count = 0

  before(() => Promise.all([import('../../src/client/explain.ts'), import('../../src/client/recall.ts'), import('../../src/client/search.ts')]))
  beforeEach(() => {
    comeBack()
    localStorage.clear()
    key = `turns-${count++}`
    network.answer(url.words, () => new HttpResponse('', { status: 404 }))
    network.answer(url.past, () => HttpResponse.json([]))
  })
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
    online()
    localStorage.clear()
  })

  const serve = (part?: Partial<StatusSnapshot>) => network.answer(url.now, () => HttpResponse.json(documentOf(part)))
  const fail = (status = 503, headers = {}) => network.answer(url.now, () => new HttpResponse('', { status, headers }))
  const reads = () => network.asked.filter((asked) => asked === url.now).length

  interface Opening extends ClientParts, SubscribeOptions {
    provider?: string
    near?: readonly CatalogueEntry[]
    fetch?: typeof fetch
  }

  function open({ provider, fetch, near = [acme], refreshMs = minute, ...parts }: Opening = {}) {
    const client = statusClient({ feed: base, provider, fetch }, { near }, { random: () => 0.5, ...parts })
    const stop = client.subscribe(() => {}, { refreshMs })
    stops.push(stop)
    return { client, stop }
  }

  const statusAt = (state: ClientState) => statusOf(state, hour, Date.now())

  /** Until something holds; what is due meanwhile is done. */
  const until = (holds: () => unknown) =>
    settled(() => {
      clock().tick(0)
      return holds()
    })

  /** What another page has left so long ago. */
  function leaveTurn(agoMs: number, more: Readonly<Record<string, string>> = {}) {
    const at = `${Date.now() - agoMs}`
    localStorage.setItem(turnKey, `${new URLSearchParams({ at, failures: '0', dice: '0.5', checkedAt: at, ...more })}`)
  }
  const leaveSnapshot = (part?: Partial<StatusSnapshot>, stamp = '') => localStorage.setItem(snapshotKey, stamp + JSON.stringify(snapshot(part)))

  /** Says something in the channel, and settles once all pages have heard it. */
  async function say(message: object) {
    const [speaker, listener] = [new BroadcastChannel(`statuspane:${key}`), new BroadcastChannel(`statuspane:${key}`)]
    const heard = new Promise((resolve) => {
      listener.onmessage = resolve
    })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel's takes none
    speaker.postMessage({ version: 1, at: Date.now(), failures: 0, dice: 0.5, documents: told(), ...message })
    await heard
    speaker.close()
    listener.close()
  }
  const told = (part?: Partial<StatusSnapshot>) =>
    new Map<string, unknown>([
      [url.now, JSON.stringify(documentOf(part))],
      [url.words, { code: 'http', message: 'http 404' }],
    ])

  describe('after an earlier one', () => {
    it('reads once where once is asked for, however long ago that one did', async () => {
      leaveTurn(3 * hour)
      leaveSnapshot()
      serve({ incidents: [incident()] })
      const { client } = open({ kept: keptOf(base), refreshMs: 0 })
      await until(() => client.state.snapshot?.incidents.length)
      expect([reads(), statusAt(client.state)]).to.deep.equal([1, 'fresh'])
    })

    it('reads at once where that one has read just now and left no snapshot', async () => {
      leaveTurn(10_000)
      serve()
      const { client } = open({ kept: keptOf(base), refreshMs: hour })
      await until(() => client.state.snapshot)
      expect(reads()).to.equal(1)
    })

    it('says that it failed, though that one was told to come back in a day, where there is nothing to show', async () => {
      localStorage.setItem(turnKey, `at=${Date.now() - 10_000}&failures=1&dice=0.5&retryAfterMs=86400000`)
      fail(503, { 'Retry-After': '86400' })
      const { client } = open({ kept: keptOf(base) })
      await until(() => client.state.error)
      expect(statusAt(client.state)).to.equal('failed')
    })

    it('that comes back from the cache reads anew, whatever another page has read meanwhile', async () => {
      serve()
      const { client } = open({ kept: keptOf(base) })
      await client.refresh()
      leave()
      clock().tick(5 * hour)
      leaveTurn(20_000)
      serve({ incidents: [incident()] })
      returnFromCache()
      clock().tick(0)
      await until(() => client.state.snapshot?.incidents.length)
      expect(client.state.checkedAt).to.equal(Date.now())
    })

    it('reads at once for who comes back after a failure of its own', async () => {
      fail()
      const { client, stop } = open({ kept: keptOf(base) })
      await client.refresh()
      stop()
      serve()
      clock().tick(1000)
      stops.push(client.subscribe(() => {}))
      await until(() => client.state.snapshot)
      expect(statusAt(client.state)).to.equal('fresh')
    })

    it('confirms no snapshot but its own: what another page has written since is replaced', async () => {
      serve()
      const kept = keptOf(base)
      const { client } = open({ kept })
      await client.refresh()
      kept.flush()
      leaveTurn(0, { stamp: '7' })
      leaveSnapshot({ incidents: [incident()] }, '7\n')
      await client.refresh()
      kept.flush()
      expect((await keptOf(base).snapshot())?.incidents).to.deep.equal([])
    })

    it('takes no snapshot that the last turn did not confirm', async () => {
      leaveTurn(0, { stamp: '8' })
      leaveSnapshot({ incidents: [incident()] }, '7\n')
      expect(await keptOf(base).snapshot()).to.equal(undefined)
      leaveSnapshot({ incidents: [incident()] }, '8\n')
      expect((await keptOf(base).snapshot())?.incidents).to.have.lengthOf(1)
    })

    it('keeps it again when the page has cleared its storage', async () => {
      serve()
      const kept = keptOf(base)
      const { client } = open({ kept })
      await client.refresh()
      kept.flush()
      localStorage.clear()
      await client.refresh()
      kept.flush()
      expect(await keptOf(base).snapshot()).to.deep.equal(client.state.snapshot)
    })

    it('leaves no snapshot of a feed that may not be read any more', async () => {
      serve({ incidents: [incident()] })
      const kept = keptOf(base)
      const { client } = open({ kept })
      await client.refresh()
      kept.flush()
      fail(401)
      await client.refresh()
      expect(localStorage.getItem(snapshotKey)).to.equal(null)
      expect(client.state.snapshot?.incidents).to.have.lengthOf(1)
    })

    it('believes a document at once that is older than what that one has left', async () => {
      leaveTurn(3 * hour)
      leaveSnapshot({ updatedAt: '2026-03-10T11:30:00Z', incidents: [incident()] })
      serve({ updatedAt: '2026-03-10T10:00:00Z' })
      const { client } = open({ kept: keptOf(base) })
      await until(() => client.state.snapshot?.updatedAt === '2026-03-10T10:00:00Z')
      expect(statusAt(client.state)).to.equal('fresh')
    })
  })

  describe('among others', () => {
    it('tells no one what only it cannot do: know a provider, load a part', async () => {
      serve()
      const { client } = open({ exchange: exchangeOf(key), provider: 'acme' })
      await client.refresh()
      const others: Opening[] = [
        { near: [], provider: 'acme' },
        { near: [{ ...acme, load: () => Promise.reject(new Error('404')) }] },
      ]
      for (const opening of others) {
        clock().tick(1000)
        const other = open({ exchange: exchangeOf(key), ...opening })
        await other.client.refresh()
        expect(other.client.state.error).to.be.an('error')
        other.stop()
        await say({ version: 2 })
        expect(client.state.error).to.equal(undefined)
      }
    })

    it('understands for itself what another one could not', async () => {
      serve()
      const { client } = open({ exchange: exchangeOf(key) })
      await client.refresh()
      clock().tick(1000)
      serve({ incidents: [incident()] })
      const load = async () => ({
        ...(await acme.load()),
        parse() {
          throw new Error('of another version')
        },
      })
      const other = open({ exchange: exchangeOf(key), near: [{ ...acme, load }] })
      await other.client.refresh()
      expect(other.client.state.error?.code).to.equal('invalid')
      await until(() => client.state.snapshot?.incidents.length)
      expect(client.state.error).to.equal(undefined)
    })

    for (const [title, message] of Object.entries({ 'an older state': {}, 'a failure': { failures: 3, error: { code: 'timeout', message: 'took too long' } } })) {
      it(`takes over ${title} no more when it has read since`, async () => {
        serve()
        const { client } = open({ exchange: exchangeOf(key) })
        await client.refresh()
        clock().tick(10_000)
        let answer = () => {}
        network.answer(url.now, async () => {
          await new Promise<void>((resolve) => (answer = resolve))
          return HttpResponse.json(documentOf({ incidents: [incident()] }))
        })
        const count = reads()
        const reading = client.refresh()
        await until(() => reads() > count)
        await say(message)
        clock().tick(300)
        answer()
        await reading
        await say({ version: 2 })
        expect([client.state.snapshot?.incidents.length, client.state.checkedAt, client.state.error]).to.deep.equal([1, Date.now(), undefined])
      })
    }

    it('takes over no message that would keep it from reading', async () => {
      serve()
      const { client } = open({ exchange: exchangeOf(key) })
      await client.refresh()
      clock().tick(1000)
      await say({ dice: 20_000 })
      await say({ dice: -1 })
      await say({ failures: Number.NaN })
      await say({ failures: 1, error: { code: 'config', message: 'x' } })
      await say({ failures: 1, error: 'x' })
      const count = reads()
      clock().tick(minute)
      await until(() => reads() > count)
      expect(client.state.error).to.equal(undefined)
    })

    /** What is asked is known at once, without a network between. */
    function answering(status: number, part?: Partial<StatusSnapshot>) {
      const asked: string[] = []
      const fetch = async (input: RequestInfo | URL) => {
        asked.push(String(input))
        return new Response(JSON.stringify(documentOf(part)), { status })
      }
      return { asked, fetch }
    }

    it('shows no error of what it asks beside, where it was told all of the poll', async () => {
      leaveTurn(1000)
      leaveSnapshot()
      const { asked, fetch } = answering(503)
      const found = { ...acme, match: undefined, probe: '/probe.json' }
      const { client } = open({ exchange: exchangeOf(key), kept: keptOf(base), near: [found], fetch })
      await until(() => client.state.snapshot)
      await say({})
      await until(() => asked.length)
      await say({ version: 2 })
      expect(asked).to.deep.equal([`${base}probe.json`])
      expect([client.state.error, client.state.snapshot]).to.deep.equal([undefined, snapshot()])
    })

    it('reads by turns again after it was asked to read twice at once', async () => {
      const { asked, fetch } = answering(200)
      const { client } = open({ exchange: exchangeOf(key), fetch })
      await client.refresh()
      await Promise.all([client.refresh(), client.refresh()])
      let free = () => {}
      await new Promise<void>((resolve) => {
        void navigator.locks.request(`statuspane:${key}`, () => {
          resolve()
          return new Promise<void>((release) => (free = release))
        })
      })
      asked.length = 0
      clock().tick(minute)
      await say({ version: 2 })
      expect(asked).to.deep.equal([])
      free()
      await until(() => {
        clock().tick(100)
        return asked.length
      })
    })

    it('that waits in vain for one that reads too long goes on, and the others wait for it', async () => {
      void navigator.locks.request(`statuspane:${key}`, () => new Promise(() => {})).catch(() => {})
      const exchanges = Array.from({ length: 5 }, () => exchangeOf(key))
      for (const exchange of exchanges) exchange.open(() => {})
      const releases = await Promise.all(exchanges.map((exchange) => exchange.lock(new AbortController().signal)))
      expect(releases.filter(Boolean)).to.have.lengthOf(1)
      for (const release of releases) release?.()
      for (const exchange of exchanges) exchange.close()
    }).timeout(60_000)

    it('is another’s stranger where a relative mapping leads elsewhere', () => {
      const home = document.createElement('base')
      document.head.append(home)
      const clients = ['/shop/', '/admin/'].map((folder) => {
        home.href = folder
        return clientFor({ feed: base, mapping: 'map.json' })
      })
      home.remove()
      expect(clients[0]).not.to.equal(clients[1])
    })
  })

  it('that is offline is stale at once; after a moment of it fresh as before, after long when it has read', async () => {
    serve()
    const { client } = open()
    await client.refresh()
    offline()
    expect(statusAt(client.state)).to.equal('stale')
    online()
    expect([statusAt(client.state), reads()]).to.deep.equal(['fresh', 1])
    offline()
    clock().tick(3 * hour)
    expect(statusAt(client.state)).to.equal('stale')
    online()
    expect(statusAt(client.state)).to.equal('stale')
    await until(() => statusAt(client.state) === 'fresh')
  })

  it('does not mind events of the page’s own that have the names of the browser’s', async () => {
    serve()
    const { client } = open()
    await client.refresh()
    for (const type of ['freeze', 'pagehide', 'offline']) document.body.dispatchEvent(new CustomEvent(type))
    expect(statusAt(client.state)).to.equal('fresh')
    clock().tick(minute)
    await until(() => reads() === 2)
  })
})
