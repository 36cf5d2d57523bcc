import { expect } from 'chai'
import { discover } from '../../src/client/discover.ts'
import type { Shelf } from '../../src/client/shelf.ts'
import { failure, type StatusError, type StatusErrorCode } from '../../src/client/status-error.ts'
import { has, host, type CatalogueEntry } from '../../src/feeds/feed.ts'

const load = () => Promise.reject(new Error('not needed here'))
const catalogue: CatalogueEntry[] = [
  { id: 'shape', name: 'Shape', recognise: has('shape'), load },
  { id: 'first', name: 'First', match: host('first.test'), recognise: has('first'), probe: '/api/summary.json', load },
  { id: 'twin', name: 'Twin', recognise: has('twin'), probe: '/api/summary.json', load },
  { id: 'second', name: 'Second', recognise: has('second'), probe: '/summary.json', load },
  { id: 'third', name: 'Third', recognise: has('third'), probe: 'index.json', load },
  { id: 'fourth', name: 'Fourth', recognise: has('fourth'), probe: '/fourth.json', load },
  { id: 'xml', name: 'XML', recognise: (document) => String(document).startsWith('<rss'), load },
  { id: 'fifth', name: 'Fifth', match: ({ hostname, pathname }) => hostname === 'pages.fifth.test' || pathname.startsWith('/fifth'), load },
  {
    id: 'clumsy',
    name: 'Clumsy',
    match: (url) => url.searchParams.getAll('x')[9]?.length === 1,
    recognise: (document) => (document as { a: { b: boolean } }).a.b,
    load,
  },
]

/** Only the first two are at hand. */
let fetched = 0
const shelf: Shelf = {
  near: catalogue.slice(0, 2),
  feedAt: (url) => (url.hostname === 'pages.fifth.test' ? 'fifth' : undefined),
  all: async () => {
    fetched++
    return catalogue
  },
}

type Answer = string | { code: StatusErrorCode; reason?: string }
const html = '<!doctype html><title>Status</title>'
const missing: Answer = { code: 'http', reason: '404' }
const refused: Answer = { code: 'network', reason: 'unreachable' }

/** What is found at an address, on a network where all else is missing; `asked` in order. */
async function find(address: string, answers: Record<string, Answer> = {}, { provider = 'auto', otherwise = missing } = {}) {
  const asked: string[] = []
  fetched = 0
  const read = async (url: string) => {
    asked.push(url)
    const answer = answers[url] ?? otherwise
    if (typeof answer === 'string') return answer
    throw failure(answer.code, url, answer.reason)
  }
  const found = await discover(new URL(address), provider, shelf, read).catch((error: StatusError) => error)
  return { asked, found, error: found as StatusError, id: 'entry' in found ? found.entry.id : found.code }
}

describe('a feed is found out', () => {
  it('by its id, without a request', async () => {
    const { id, asked } = await find('https://x.test/', {}, { provider: 'third' })
    expect([id, asked]).to.deep.equal(['third', []])
  })

  it('by its address, without a request', async () => {
    const { id, asked } = await find('https://status.first.test/')
    expect([id, asked]).to.deep.equal(['first', []])
  })

  it('although its host is called as a trouble is', async () => {
    const { id, asked } = await find('https://timeout.test/', { 'https://timeout.test/summary.json': '{"second": 1}' })
    expect([id, asked.length]).to.deep.equal(['second', 2])
  })

  it('by its id rather than its address', async () => {
    expect((await find('https://status.first.test/', {}, { provider: 'second' })).id).to.equal('second')
  })

  for (const address of ['https://x.test/a.json', 'https://x.test/a.json?b=1', 'https://x.test/feed?id=7']) {
    it(`by the document at ${address}, in one request`, async () => {
      const { id, asked, found } = await find(address, { [address]: '{"shape": 1}' })
      expect([id, asked]).to.deep.equal(['shape', [address]])
      expect(found).to.have.property('seen').that.deep.equals({ url: address, text: '{"shape": 1}' })
    })
  }

  it('by a document that is not JSON', async () => {
    const address = 'https://x.test/history.rss'
    expect((await find(address, { [address]: '<rss></rss>' })).id).to.equal('xml')
  })

  it('by the document at a path without an extension, asked before all else', async () => {
    const { id, asked } = await find('https://x.test/api/status', { 'https://x.test/api/status': '{"shape": 1}' })
    expect([id, asked]).to.deep.equal(['shape', ['https://x.test/api/status']])
  })

  it('by the document where the first feed of the catalogue has one', async () => {
    const { id, asked } = await find('https://x.test/', { 'https://x.test/api/summary.json': '{"first": 1}' })
    expect([id, asked]).to.deep.equal(['first', ['https://x.test/api/summary.json']])
  })

  it('by the shape and not by the place, where two feeds share one', async () => {
    expect((await find('https://x.test', { 'https://x.test/api/summary.json': '{"twin": 1}' })).id).to.equal('twin')
  })

  it('by the third place after two in vain, and no further', async () => {
    const { id, asked } = await find('https://x.test', { 'https://x.test/index.json': '{"third": 1}' })
    expect(id).to.equal('third')
    expect(asked).to.deep.equal(['api/summary.json', 'summary.json', 'index.json'].map((path) => `https://x.test/${path}`))
  })

  it('under the path of the page', async () => {
    const { id, asked } = await find('https://x.test/status/', { 'https://x.test/status/summary.json': '{"second": 1}' })
    expect(id).to.equal('second')
    expect(asked).to.deep.equal(['', 'api/summary.json', 'summary.json'].map((path) => `https://x.test/status/${path}`))
  })

  for (const path of ['history', 'uptime/', 'incidents/7x2k', 'maintenance/12']) {
    it(`from its own page /${path}, where the whole page has it`, async () => {
      const { id, asked } = await find(`https://x.test/${path}`, { [`https://x.test/${path}`]: html, 'https://x.test/summary.json': '{"second": 1}' })
      expect(id).to.equal('second')
      expect(asked).to.deep.equal([path, 'api/summary.json', 'summary.json'].map((place) => `https://x.test/${place}`))
    })
  }

  it('by a document at such a path', async () => {
    const { id, asked } = await find('https://x.test/history', { 'https://x.test/history': '{"shape": 1}' })
    expect([id, asked]).to.deep.equal(['shape', ['https://x.test/history']])
  })

  it('under the path of a page whose address has a query', async () => {
    const { id, asked } = await find('https://x.test/?lang=de', { 'https://x.test/?lang=de': html, 'https://x.test/summary.json': '{"second": 1}' })
    expect(id).to.equal('second')
    expect(asked).to.deep.equal(['?lang=de', 'api/summary.json', 'summary.json'].map((path) => `https://x.test/${path}`))
    const vain = await find('https://x.test/status?lang=de', { 'https://x.test/status?lang=de': html })
    expect(vain.id).to.equal('unrecognised')
    expect(vain.asked).to.deep.equal(['?lang=de', '/api/summary.json', '/summary.json'].map((path) => `https://x.test/status${path}`))
  })

  it('although other places answer with a web page, or are refused', async () => {
    const answers = { 'https://x.test/api/summary.json': html, 'https://x.test/index.json': '{"third": 1}' }
    expect((await find('https://x.test', answers, { otherwise: refused })).id).to.equal('third')
  })

  it('although a feed of the page’s own stumbles over the document', async () => {
    expect((await find('https://x.test/a.json', { 'https://x.test/a.json': 'null' })).id).to.equal('unrecognised')
  })
})

describe('the whole catalogue is', () => {
  it('not fetched for a feed at hand, known by its address or by what stands at the first place', async () => {
    await find('https://status.first.test/')
    expect(fetched).to.equal(0)
    expect((await find('https://x.test/', { 'https://x.test/api/summary.json': '{"first": 1}' })).id).to.equal('first')
    expect(fetched).to.equal(0)
    expect((await find('https://x.test/a.json', { 'https://x.test/a.json': '{"shape": 1}' })).id).to.equal('shape')
    expect(fetched).to.equal(0)
  })

  it('fetched before anything is asked where the host, the path or the page itself tells another feed', async () => {
    const at = [find('https://pages.fifth.test/'), find('https://x.test/fifth'), find('https://x.test/', {}, { provider: 'fifth' })]
    for (const { id, asked } of await Promise.all(at)) expect([id, asked]).to.deep.equal(['fifth', []])
  })

  it('fetched for a document that is not known by its shape, which is read once although its address tells', async () => {
    const address = 'https://x.test/fifth.json'
    const { id, asked, found } = await find(address, { [address]: '{"bare": 1}' })
    expect([id, asked]).to.deep.equal(['fifth', [address]])
    expect(found).to.have.property('seen').that.deep.equals({ url: address, text: '{"bare": 1}' })
  })

  it('fetched once, when the first place holds nothing that is known', async () => {
    const { id } = await find('https://x.test', { 'https://x.test/index.json': '{"third": 1}' })
    expect([id, fetched]).to.deep.equal(['third', 1])
  })

  it('missed as a part of ours that could not be loaded', async () => {
    const error = await discover(new URL('https://x.test/'), 'third', { near: [], all: () => Promise.reject(new TypeError('gone')) }, async () => '').catch(
      (thrown: StatusError) => thrown,
    )
    expect(error).to.include({ code: 'network', reason: 'reader' })
  })
})

describe('a feed is not found out', () => {
  it('by an unknown id: that is a mistake of the page, and the known ones are told', async () => {
    const { error } = await find('https://first.test/', {}, { provider: 'frist' })
    expect(error).to.include({ code: 'config', reason: 'provider' })
    expect(error.cause).to.deep.equal({ given: 'frist', known: ['shape', 'first', 'twin', 'second', 'third', 'fourth', 'xml', 'fifth', 'clumsy'] })
  })

  it('where nothing is known, after three requests, with what was seen', async () => {
    const { error, asked } = await find('https://x.test/', { 'https://x.test/summary.json': html })
    expect(error).to.include({ code: 'unrecognised', url: 'https://x.test/' })
    expect(asked).to.have.lengthOf(3)
    expect(error.cause).to.have.lengthOf(3).and.to.include(html)
  })

  it('in a document of another shape, with what was seen', async () => {
    const { error, asked } = await find('https://x.test/a.json', { 'https://x.test/a.json': '{"a": 1}' })
    expect(error).to.include({ code: 'unrecognised' })
    expect(error.cause).to.deep.equal([{ a: 1 }])
    expect(asked).to.have.lengthOf(1)
  })

  it('in a document that is missing: the answer is the error', async () => {
    expect((await find('https://x.test/a.json')).error).to.include({ code: 'http', reason: '404' })
  })

  it('where every place refuses: the server is out of reach', async () => {
    const { error, asked } = await find('https://x.test', {}, { otherwise: refused })
    expect(error).to.include({ code: 'network', url: 'https://x.test/api/summary.json' })
    expect(asked).to.have.lengthOf(3)
  })

  for (const reason of ['401', '403']) {
    it(`where every place answers ${reason}: the page is not public`, async () => {
      expect((await find('https://x.test', {}, { otherwise: { code: 'http', reason } })).error).to.include({ code: 'http', reason })
    })
  }

  const troubles: Answer[] = [
    { code: 'timeout' },
    { code: 'network', reason: 'offline' },
    { code: 'http', reason: '503' },
    { code: 'http', reason: '500' },
    { code: 'http', reason: '429' },
  ]
  for (const trouble of troubles) {
    it(`while the server is in trouble (${Object.values(trouble).join(' ')}): no further place is asked`, async () => {
      const { error, asked } = await find('https://x.test', {}, { otherwise: trouble })
      expect(error).to.include(trouble)
      expect(asked).to.have.lengthOf(1)
    })
  }
})
