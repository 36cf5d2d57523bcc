import { expect } from 'chai'
import type { Exchange, Poll } from '../../src/client/exchange.ts'
import { fetchText } from '../../src/client/fetch-document.ts'
import type { Kept, Turn } from '../../src/client/kept.ts'
import { statusClient } from '../../src/client/status-client.ts'
import { useClock } from '../helpers/clock.ts'
import { settled } from '../helpers/reports.ts'
import { acme, base, documentOf, incident, snapshot, url } from './acme.ts'
import { comeBack } from './page.ts'

/** What becomes of a window that has seen in the storage that another has just read, before it heard what that was. */

describe('a window that is about to read when another has just done so', () => {
  const clock = useClock()
  const stops: (() => void)[] = []
  beforeEach(comeBack)
  afterEach(() => stops.splice(0).forEach((stop) => stop()))

  function open() {
    const asked: string[] = []
    let tell: (poll: Poll) => void = () => {}
    let heard: Poll | undefined
    let turn: Turn | undefined
    const fetch = async (input: RequestInfo | URL) => {
      asked.push(String(input))
      return String(input) === url.now ? Response.json(documentOf()) : new Response('', { status: 404 })
    }
    const exchange: Exchange = {
      open: (onPoll) => (tell = onPoll),
      close() {},
      lock: async () => {
        // Written by the other while this one waited for its turn.
        turn ??= { at: Date.now(), failures: 0, dice: 0.5, checkedAt: Date.now() }
        return () => {}
      },
      fetchText: async (address, options) => {
        const known = heard?.documents.get(address)
        return typeof known === 'string' ? known : fetchText(address, { ...options, fetch })
      },
      start: (poll) => (heard = poll),
      tell() {},
    }
    const kept: Kept = { turn: () => turn, keepTurn: (it) => (turn = it), snapshot: async () => undefined, forget() {}, flush() {} }
    const client = statusClient({ feed: base, provider: 'acme' }, { near: [acme] }, { exchange, kept, random: () => 0.5 })
    stops.push(client.subscribe(() => {}))
    const word = () => turn && tell({ ...turn, documents: new Map([[url.now, JSON.stringify(documentOf())], [url.words, 'Acme']]) })
    return { client, asked, word }
  }

  it('takes over what that has read as soon as it hears of it, and asks nothing', async () => {
    const { client, asked, word } = open()
    await settled()
    word()
    await client.refresh()
    expect(client.state.snapshot?.page.name).to.equal('Acme')
    expect(asked).to.deep.equal([])
    expect(clock().countTimers()).to.equal(1)
  })

  it('reads for itself when it hears nothing, as of one that was closed', async () => {
    const { client, asked } = open()
    await settled()
    clock().tick(199)
    expect(asked).to.deep.equal([])
    clock().tick(1)
    await settled()
    expect(asked[0]).to.equal(url.now)
    await client.refresh()
    expect(client.state.snapshot?.page.name).to.equal('Acme')
  })
})

describe('a window that shows what an earlier one has left', () => {
  const clock = useClock()
  let stop = () => {}
  beforeEach(comeBack)
  afterEach(() => stop())

  it('asks for the past together with the present, and never takes the past alone for a status', async () => {
    const present = incident()
    const past = incident({ id: 'flood', status: 'resolved', resolvedAt: '2026-03-09T12:00:00Z' })
    const asked: string[] = []
    const documents: Record<string, unknown> = { [url.now]: documentOf({ incidents: [present] }), [url.past]: [past] }
    const fetch = async (input: RequestInfo | URL) => {
      asked.push(String(input))
      const document = documents[String(input)]
      return document ? Response.json(document) : new Response('', { status: 404 })
    }
    const turn: Turn = { at: Date.now(), failures: 0, dice: 0.5, checkedAt: Date.now() }
    const kept: Kept = { turn: () => turn, keepTurn() {}, snapshot: async () => snapshot({ incidents: [present, past] }), forget() {}, flush() {} }
    const client = statusClient({ feed: base, provider: 'acme', fetch }, { near: [acme] }, { kept, random: () => 0.5 })
    const told: (string[] | undefined)[] = []
    stop = client.subscribe(({ snapshot: shown }) => told.push(shown?.incidents.map(({ id }) => id)))
    client.loadHistory()
    await settled()
    client.loadHistory()
    await settled()
    expect(asked).to.deep.equal([])
    clock().tick(60_000)
    await client.refresh()
    await client.refresh()
    expect(asked.slice(0, 3)).to.deep.equal([url.now, url.words, url.past])
    for (const ids of told) expect(ids).to.deep.equal(['leak', 'flood'])
  })
})
