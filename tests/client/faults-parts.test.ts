import { expect } from 'chai'
import { HttpResponse } from 'msw'
import '../../src/elements/banner.ts'
import { keptOf } from '../../src/client/kept.ts'
import { shelf } from '../../src/client/shelf.ts'
import { statusClient } from '../../src/client/status-client.ts'
import type { CatalogueEntry } from '../../src/feeds/feed.ts'
import { useNetwork } from '../helpers/msw.ts'
import { incident, snapshot } from '../model/make.ts'
import { comeBack } from './page.ts'

/** What becomes of a feed where a part of ours cannot be fetched, or what was read cannot be kept. A feed's reader: `moved.test.ts`. */

const feed = 'https://status.brightwater.test/status.json'
const text = JSON.stringify({
  $schema: 'https://brightwater.test/statuspane/v1.json',
  ...snapshot({ page: { name: 'Brightwater' }, incidents: [incident('leak', { title: 'A leak' })] }),
})
const utf16 = () => new Uint8Array([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])])

describe('a client', () => {
  const network = useNetwork()
  const thrown: unknown[] = []
  const note = (event: Event) => thrown.push(event)

  beforeEach(() => {
    comeBack()
    localStorage.clear()
    thrown.length = 0
    addEventListener('error', note)
    addEventListener('unhandledrejection', note)
  })
  afterEach(() => {
    removeEventListener('error', note)
    removeEventListener('unhandledrejection', note)
    localStorage.clear()
    expect(thrown).to.deep.equal([])
  })

  /** Until what was put off to a later task is done. */
  const later = () => new Promise((resolve) => setTimeout(resolve))
  const missing = (part: string) => network.answer(`*/client/${part}.ts`, () => HttpResponse.error())

  // What is fetched once is there from then on, so that each part is missing in the first test that needs it.
  describe('that cannot fetch', () => {
    it('the words for an error has the error without words', async () => {
      missing('explain')
      network.answer(feed, () => new HttpResponse('', { status: 503 }))
      const client = statusClient({ feed }, shelf)
      await client.refresh()
      expect(client.state.error).to.include({ code: 'http', reason: '503', url: feed })
      expect(client.state.error?.hint).to.equal(undefined)
      network.answer(feed, () => HttpResponse.text(text))
      await client.refresh()
      expect([client.state.snapshot?.page.name, client.state.error]).to.deep.equal(['Brightwater', undefined])
    })

    it('what decodes an old encoding says that a part of ours is missing, and blames no server', async () => {
      missing('decode')
      network.answer(feed, () => new HttpResponse(utf16()))
      const client = statusClient({ feed }, shelf)
      await client.refresh()
      expect(client.state.error).to.include({ code: 'network', reason: 'reader' })
    })

    it('what checks a kept snapshot shows none, and keeps it for a page that can', async () => {
      missing('recall')
      const kept = keptOf(feed)
      kept.keepTurn({ at: Date.now() - 600_000, failures: 0, dice: 0, checkedAt: Date.now() - 600_000 }, snapshot())
      kept.flush()
      expect(await keptOf(feed).snapshot()).to.equal(undefined)
      expect(Object.keys(localStorage).sort()).to.deep.equal([`statuspane:snapshot:1:${feed}`, `statuspane:turn:1:${feed}`])
    })
  })

  describe('whose feed of the page’s own makes a snapshot that cannot be written', () => {
    const loop: Record<string, unknown> = {}
    loop.self = loop
    for (const [what, more] of Object.entries({ 'has a loop': loop, 'holds a BigInt': { count: 1n } })) {
      it(`since it ${what}, shows it, keeps nothing and throws nothing`, async () => {
        const reader = { requests: (base: string) => [{ key: 'now', url: base }], parse: () => ({ ...snapshot(), ...more }) }
        const entry: CatalogueEntry = { id: 'mine', name: 'Mine', match: () => true, load: async () => reader }
        network.answer(feed, () => HttpResponse.text(text))
        const client = statusClient({ feed }, { near: [entry] }, { kept: keptOf(feed) })
        const stop = client.subscribe(() => {})
        await client.refresh()
        await later()
        expect(client.state.error).to.equal(undefined)
        expect(client.state.snapshot?.page.name).to.equal('Brightwater')
        stop()
        await later()
        expect(localStorage.getItem(`statuspane:snapshot:1:${feed}`)).to.equal(null)
      })
    }
  })
})
