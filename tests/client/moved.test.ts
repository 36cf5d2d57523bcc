import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { statusClient } from '../../src/client/status-client.ts'
import { has, type CatalogueEntry } from '../../src/feeds/feed.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { useNetwork } from '../helpers/msw.ts'
import { acme, documentOf, snapshot, url } from './acme.ts'

const base = 'https://status.moving.test/'
const old = `${base}acme.json`
const other = `${base}bolt.json`

const bolt: CatalogueEntry = {
  id: 'bolt',
  name: 'Bolt',
  recognise: has('bolt'),
  probe: 'bolt.json',
  load: async () => ({
    requests: (address) => [{ key: 'now', url: new URL('bolt.json', address).href }],
    parse: ({ now }) => (now as { bolt: StatusSnapshot }).bolt,
  }),
}

describe('a feed that was found out by its shape', () => {
  const network = useNetwork()

  beforeEach(() => {
    network.answer(`${base}words.txt`, () => HttpResponse.text('Acme'))
    network.answer(old, () => HttpResponse.json(documentOf()))
    network.answer(other, () => new HttpResponse('', { status: 404 }))
  })

  const create = (provider?: string) => statusClient({ feed: base, provider }, { near: [acme, bolt] })
  const count = (address: string) => network.asked.filter((asked) => asked === address).length

  it('costs no request more than one that is known', async () => {
    const client = create()
    await client.refresh()
    expect(client.state.snapshot?.page.name).to.equal('Acme')
    expect(network.asked).to.deep.equal([old, `${base}words.txt`])
  })

  it('stays found', async () => {
    const client = create()
    await client.refresh()
    await client.refresh()
    expect([count(old), count(other)]).to.deep.equal([2, 0])
  })

  const ends: [string, () => HttpResponse<never>][] = [
    ['the document is missing', () => new HttpResponse(null, { status: 404 })],
    ['a web page is in its place', () => new HttpResponse('<html>' as never)],
    ['the document is another', () => new HttpResponse('{"other": 1}' as never)],
  ]
  for (const [name, end] of ends) {
    it(`is found out anew when ${name}, and what was shown stays until then`, async () => {
      const client = create()
      await client.refresh()
      const shown = client.state.snapshot
      network.answer(old, end)
      network.answer(other, () => HttpResponse.json({ bolt: snapshot({ indicator: 'minor' }) }))
      await client.refresh()
      expect(client.state).to.include({ snapshot: shown })
      expect(client.state.error).to.be.an('error')
      await client.refresh()
      expect(client.state.error).to.equal(undefined)
      expect(client.state.snapshot?.indicator).to.equal('minor')
    })
  }

  it('is not doubted when the server is merely in trouble', async () => {
    const client = create()
    await client.refresh()
    network.answer(old, () => new HttpResponse('', { status: 500 }))
    await client.refresh()
    await client.refresh()
    expect(count(other)).to.equal(0)
  })

  it('is not doubted when the page itself named the provider', async () => {
    const client = create('acme')
    network.answer(old, () => HttpResponse.json({}))
    await client.refresh()
    await client.refresh()
    expect(client.state.error).to.include({ code: 'invalid', url: base })
    expect(count(other)).to.equal(0)
  })

  it('is not remembered as missing: it is looked for again', async () => {
    network.answer(old, () => HttpResponse.text('<html>'))
    const client = create()
    await client.refresh()
    expect(client.state.error).to.include({ code: 'unrecognised', url: base })
    expect(client.state.error?.hint).to.equal(
      "Saw an HTML page; 404: set provider, or give the address of the feed's own document; Statuspane's table of feeds has both for each provider.",
    )
    network.answer(old, () => HttpResponse.json(documentOf()))
    await client.refresh()
    expect(client.state.snapshot).to.be.an('object')
  })

  it('is read although its reader could not be loaded at first', async () => {
    let isCut = true
    const entry = {
      ...acme,
      load: () => (isCut ? Promise.reject(new TypeError('Failed to fetch dynamically imported module')) : acme.load()),
    }
    network.answer(url.now, () => HttpResponse.json(documentOf()))
    network.answer(url.words, () => HttpResponse.text('Acme'))
    const client = statusClient({ feed: 'https://status.acme.test' }, { near: [entry] })
    await client.refresh()
    expect(client.state.error).to.include({ code: 'network' })
    isCut = false
    await client.refresh()
    expect(client.state.snapshot).to.be.an('object')
  })
})
