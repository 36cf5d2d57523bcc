import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { type ClientState, statusOf } from '../../src/client/client-state.ts'
import { type Kept, keptOf, type Turn } from '../../src/client/kept.ts'
import { type StatusClient, statusClient } from '../../src/client/status-client.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { useClock } from '../helpers/clock.ts'
import { useNetwork } from '../helpers/msw.ts'
import { acme, base, documentOf, incident, maintenance, snapshot, url } from './acme.ts'

const minute = 60_000
const hour = 60 * minute
const snapshotKey = `statuspane:snapshot:1:${base}`
const turnKey = `statuspane:turn:1:${base}`

describe('what this browser keeps of a feed', () => {
  const clock = useClock()
  const network = useNetwork()
  const stops: (() => void)[] = []

  before(() => Promise.all([import('../../src/client/explain.ts'), import('../../src/client/recall.ts')]))
  beforeEach(() => {
    localStorage.clear()
    network.answer(url.words, () => new HttpResponse('', { status: 404 }))
  })
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
    localStorage.clear()
  })

  const serve = (part?: Partial<StatusSnapshot>) => network.answer(url.now, () => HttpResponse.json(documentOf(part)))
  const fail = (headers = {}) => network.answer(url.now, () => new HttpResponse('', { status: 503, headers }))
  const reads = () => network.asked.filter((asked) => asked === url.now).length

  /** A page of this browser. */
  function open(kept: Kept = keptOf(base)) {
    const client = statusClient({ feed: base }, { near: [acme] }, { kept, random: () => 0.5 })
    const seen: ClientState[] = []
    stops.push(client.subscribe((state) => seen.push(state)))
    return { client, seen }
  }
  const close = () => stops.splice(0).forEach((stop) => stop())
  const statusAt = (client: StatusClient) => statusOf(client.state, hour, Date.now())

  async function until(holds: () => unknown) {
    while (!holds()) await fetch('data:,')
  }

  /** Until what was kept is shown. */
  async function recalled({ client }: { client: StatusClient }) {
    await until(() => client.state.snapshot)
    return client.state
  }

  async function visit(part?: Partial<StatusSnapshot>) {
    serve(part)
    const { client } = open()
    await client.refresh()
    close()
    network.asked.length = 0
  }

  it('is shown on the next page at once, said to be old, while the feed is read', async () => {
    await visit({ incidents: [incident()] })
    clock().tick(3 * hour)
    network.hang(url.now)
    const page = open()
    const { snapshot: shown, checkedAt } = await recalled(page)
    expect(shown?.incidents[0]?.title).to.equal(incident().title)
    expect(checkedAt).to.equal(Date.now() - 3 * hour)
    expect(statusAt(page.client)).to.equal('stale')
    expect(page.seen).to.have.lengthOf(1)
  })

  it('is fresh again once the feed says the same, in the same objects', async () => {
    await visit({ incidents: [incident()] })
    clock().tick(3 * hour)
    const page = open()
    await page.client.refresh()
    expect(statusAt(page.client)).to.equal('fresh')
    expect(page.client.state.checkedAt).to.equal(Date.now())
  })

  it('stays, with why, when the feed is out of reach', async () => {
    await visit()
    clock().tick(3 * hour)
    fail()
    const page = open()
    await page.client.refresh()
    await recalled(page)
    expect(page.client.state).to.deep.include({ checkedAt: Date.now() - 3 * hour, isKept: true })
    expect(page.client.state.error?.reason).to.equal('503')
    expect(statusAt(page.client)).to.equal('stale')
  })

  it('is as good as read where that was less than an interval ago: nothing is asked until the next is due', async () => {
    await visit()
    clock().tick(minute / 2)
    const page = open()
    await recalled(page)
    expect(statusAt(page.client)).to.equal('fresh')
    expect(reads()).to.equal(0)
    clock().tick(minute / 2)
    await page.client.refresh()
    expect(reads()).to.equal(1)
  })

  it('spares a feed that failed less than an interval ago, or asked to be left alone, on each new page', async () => {
    await visit()
    clock().tick(hour)
    fail({ 'Retry-After': '600' })
    const page = open()
    await page.client.refresh()
    close()
    clock().tick(5 * minute)
    const count = reads()
    const next = open()
    await recalled(next)
    expect(statusAt(next.client)).to.equal('stale')
    expect(reads()).to.equal(count)
  })

  it('holds the end of a maintenance that was first announced', async () => {
    await visit({ maintenances: [maintenance()] })
    clock().tick(hour)
    serve({ maintenances: [maintenance({ scheduledEnd: '2026-03-12T14:00:00Z' })] })
    const { client } = open()
    const shown = () => client.state.snapshot?.maintenances[0]
    await until(() => shown()?.scheduledEnd === '2026-03-12T14:00:00Z' && shown()?.firstScheduledEnd)
    expect(shown()?.firstScheduledEnd).to.equal('2026-03-10T14:00:00Z')
  })

  it('is written only when something changed, and after it is drawn', async () => {
    const written: string[] = []
    const { setItem } = Storage.prototype
    Storage.prototype.setItem = function (key, value) {
      written.push(key)
      setItem.call(this, key, value)
    }
    try {
      serve()
      const { client } = open()
      await client.refresh()
      expect(written).to.deep.equal([turnKey])
      clock().tick(0)
      expect(written).to.deep.equal([turnKey, snapshotKey])
      await client.refresh()
      clock().tick(0)
      expect(written).to.deep.equal([turnKey, snapshotKey, turnKey])
    } finally {
      Storage.prototype.setItem = setItem
    }
  })

  it('is not asked for by a client that keeps nothing', async () => {
    const client = statusClient({ feed: base }, { near: [acme] })
    serve()
    stops.push(client.subscribe(() => {}))
    await client.refresh()
    clock().tick(minute)
    expect(Object.keys(localStorage)).to.deep.equal([])
  })

  describe('is dropped', () => {
    const turn = (part: Partial<Turn> = {}) => `${new URLSearchParams({ at: `${Date.now() - hour}`, failures: '0', dice: '0.5', checkedAt: `${Date.now() - hour}`, ...(part as object) })}`

    const hostile: Record<string, string> = {
      'that is no JSON': '{"page":',
      'that is null': 'null',
      'that is a list': '[]',
      'whose lists are no lists': JSON.stringify({ ...snapshot(), incidents: { length: 1 } }),
      'with a status that is none': JSON.stringify(snapshot({ incidents: [incident({ status: 'fine' as 'resolved' })] })),
      'with a time that is none': JSON.stringify(snapshot({ incidents: [incident({ startedAt: 'today' })] })),
      'of another version': JSON.stringify({ version: 2, snapshot: snapshot() }),
      'with an array that `toJSON` has made a text': JSON.stringify({ ...snapshot(), groups: '[]' }),
    }
    for (const [title, text] of Object.entries(hostile)) {
      it(`when it is an entry ${title}`, async () => {
        localStorage.setItem(turnKey, turn())
        localStorage.setItem(snapshotKey, text)
        expect(await keptOf(base).snapshot()).to.equal(undefined)
        expect(localStorage.getItem(snapshotKey)).to.equal(null)
      })
    }

    it('when it is a week old', async () => {
      localStorage.setItem(snapshotKey, JSON.stringify(snapshot()))
      localStorage.setItem(turnKey, turn({ checkedAt: Date.now() - 7 * 24 * hour - 1 }))
      expect(await keptOf(base).snapshot()).to.equal(undefined)
      localStorage.setItem(turnKey, turn({ checkedAt: Date.now() - 7 * 24 * hour + 1 }))
      expect(await keptOf(base).snapshot()).to.deep.equal(snapshot())
    })

    it('with what does not belong to it', async () => {
      localStorage.setItem(turnKey, turn())
      localStorage.setItem(snapshotKey, JSON.stringify({ ...snapshot(), evil: 1 }).replace('{', '{"__proto__":{"polluted":1},'))
      const kept = await keptOf(base).snapshot()
      expect(kept).to.deep.equal(snapshot())
      expect('polluted' in {}).to.equal(false)
    })

    for (const text of ['', 'at=x', 'at=-1', '%', 'at=99999999999999', '{"at":1}', 'at=Infinity']) {
      it(`with the turn "${text}", and the feed is read at once`, async () => {
        localStorage.setItem(turnKey, text)
        localStorage.setItem(snapshotKey, JSON.stringify(snapshot()))
        serve()
        const { client } = open()
        await client.refresh()
        expect(client.state.error).to.equal(undefined)
        expect(reads()).to.be.above(0)
      })
    }
  })

  describe('is bounded', () => {
    it('to half a million characters: more is not kept, and the one before is no longer the last', async () => {
      await visit()
      expect(localStorage.getItem(snapshotKey)).to.be.a('string')
      await visit({ incidents: [incident({ title: 'x'.repeat(500_001) })] })
      expect(localStorage.getItem(snapshotKey)).to.equal(null)
    })

    it('to ten feeds, of which the one that was longest not read goes first', () => {
      for (let i = 0; i < 12; i++) {
        const kept = keptOf(`https://${i}.test/`)
        kept.keepTurn({ at: Date.now() - hour + i, failures: 0, dice: 0, checkedAt: Date.now() }, snapshot())
        kept.flush()
      }
      const keys = Object.keys(localStorage)
      expect(keys.filter((key) => key.startsWith('statuspane:snapshot:'))).to.have.lengthOf(10)
      expect(keys.filter((key) => key.startsWith('statuspane:turn:'))).to.have.lengthOf(10)
      expect(keys.some((key) => /\/\/[01]\.test/.test(key))).to.equal(false)
    })
  })

  it('survives a page that has patched `toJSON` of lists', async () => {
    serve({ incidents: [incident()] })
    await open().client.refresh()
    Object.assign(Array.prototype, { toJSON: () => 'patched' })
    try {
      close()
    } finally {
      Reflect.deleteProperty(Array.prototype, 'toJSON')
    }
    expect((await keptOf(base).snapshot())?.incidents).to.have.lengthOf(1)
  })
})
