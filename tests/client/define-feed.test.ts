import { expect } from 'chai'
import { HttpResponse } from 'msw'
import '../../src/index.ts'
import { clientFor } from '../../src/client/clients.ts'
import { defineFeed, feeds, parseStatus, readStatus } from '../../src/headless.ts'
import type { Feed } from '../../src/feeds/feed.ts'
import { useNetwork } from '../helpers/msw.ts'
import { settled, useReports } from '../helpers/reports.ts'
import { snapshot } from '../model/make.ts'
import { comeBack } from './page.ts'

let count = 0

/** A feed of a bakery whose document says what is in the oven. */
function bakery(part: Partial<Feed> = {}): Feed {
  const id = part.id ?? `bakery${++count}`
  return {
    id,
    name: 'Bakery',
    recognise: (document) => typeof document === 'object' && document !== null && id in document,
    requests: (base) => [{ key: 'oven', url: new URL('/oven.json', base).href }],
    parse: ({ oven }) => snapshot({ page: { name: (oven as Record<string, string>)[id] ?? 'nameless' } }),
    ...part,
  }
}

describe('a feed that is defined', () => {
  const network = useNetwork()
  const reports = useReports()
  const made: Element[] = []
  beforeEach(comeBack)
  afterEach(() => made.splice(0).forEach((element) => element.remove()))

  const serve = (url: string, document: object) => network.answer(url, () => HttpResponse.json(document))

  it('is given back, stands first in the catalogue, and is known by its id', async () => {
    const feed = bakery()
    expect(defineFeed(feed)).to.equal(feed)
    expect(feeds[0]).to.include({ id: feed.id, name: 'Bakery' })
    expect(await feeds[0]?.load()).to.equal(feed)
    serve('https://a.bakery.test/oven.json', { [feed.id]: 'Rye' })
    expect((await readStatus('https://a.bakery.test/', { provider: feed.id })).page.name).to.equal('Rye')
  })

  it('may name its documents by their paths, and is told when that makes no address', async () => {
    const feed = defineFeed(bakery({ requests: () => [{ key: 'oven', url: '/oven.json' }] }))
    serve('https://paths.bakery.test/oven.json', { [feed.id]: 'Pumpernickel' })
    expect((await readStatus('https://paths.bakery.test/today', { provider: feed.id })).page.name).to.equal('Pumpernickel')
    defineFeed({ ...feed, requests: () => [{ key: 'oven', url: 'https://' }] })
    const error = await readStatus('https://paths.bakery.test/today', { provider: feed.id }).then(() => expect.fail('was read'), (thrown) => thrown)
    expect(error).to.include({ code: 'config', reason: 'document' })
  })

  it('is found by its address, and by the shape of its document', async () => {
    const feed = defineFeed(bakery({ match: (url) => url.hostname === 'b.bakery.test' }))
    serve('https://b.bakery.test/oven.json', { [feed.id]: 'Spelt' })
    expect((await readStatus('https://b.bakery.test/')).page.name).to.equal('Spelt')
    expect((await readStatus('https://b.bakery.test/oven.json')).page.name).to.equal('Spelt')
  })

  it('takes the place of one of the same id, and of no other', async () => {
    const before = feeds.length
    const first = defineFeed(bakery())
    const second = defineFeed(bakery({ id: first.id, parse: () => snapshot({ page: { name: 'Second' } }) }))
    expect(feeds).to.have.lengthOf(before + 1)
    expect(parseStatus(second.id, { oven: {} }).page.name).to.equal('Second')
    defineFeed(bakery({ id: 'gatus' }))
    expect(feeds.filter(({ id }) => id === 'gatus')).to.have.lengthOf(2)
    expect(parseStatus('gatus', { oven: { gatus: 'Own' } }).page.name).to.equal('Own')
  })

  it('must have what makes it one', () => {
    expect(() => defineFeed(bakery({ id: 'Two Words' }))).to.throw(TypeError, 'lower case')
    expect(() => defineFeed(bakery({ id: 'auto' }))).to.throw(TypeError)
    expect(() => defineFeed({ ...bakery(), id: undefined } as unknown as Feed)).to.throw(TypeError, 'no id')
    expect(() => defineFeed({ id: 'half', name: 'Half' } as Feed)).to.throw(TypeError, 'requests and parse')
  })

  it('is read by who could not be read before, at once', async () => {
    const url = 'https://c.bakery.test/oven.json'
    const feed = bakery()
    serve(url, { [feed.id]: 'Oat' })
    const client = clientFor({ feed: url })
    const stop = client.subscribe(() => {})
    await client.refresh()
    expect(client.state.error?.code).to.equal('unrecognised')
    defineFeed(feed)
    await client.refresh()
    expect(client.state).to.have.nested.property('snapshot.page.name', 'Oat')
    expect(client.state.error).to.equal(undefined)
    stop()
  })

  it('is read by who was about to fail as it was defined, and nobody hears of that failure', async () => {
    const url = 'https://late.bakery.test/oven.json'
    const feed = bakery()
    serve(url, { [feed.id]: 'Emmer' })
    const parse = () => {
      queueMicrotask(() => defineFeed(feed))
      throw new Error('not this one')
    }
    defineFeed({ ...feed, parse })
    const client = clientFor({ feed: url, provider: feed.id })
    const told: unknown[] = []
    const stop = client.subscribe(({ snapshot, error }) => told.push(error?.code ?? snapshot?.page.name))
    while (!told.length) await settled()
    expect(told).to.deep.equal(['Emmer'])
    stop()
  })

  it('is shown by an element that was out of the page, or hidden, as it was defined', async () => {
    for (const isOut of [true, false]) {
      const feed = bakery()
      const url = `https://away.bakery.test/${isOut}/`
      serve('https://away.bakery.test/oven.json', { [feed.id]: 'Rye' })
      const element = document.createElement('statuspane-widget')
      Object.assign(element, { feed: url, provider: feed.id, storage: 'none' })
      made.push(element)
      document.body.append(element)
      while (!reports.warnings.some((words) => words.includes('provider'))) await settled()
      reports.warnings.length = 0
      if (isOut) element.remove()
      else element.hidden = true
      await element.updateComplete
      defineFeed({ ...feed, recognise: undefined })
      await settled()
      if (isOut) document.body.append(element)
      else element.hidden = false
      while (element.data?.page.name !== 'Rye') await settled()
      element.remove()
    }
  })

  it('is shown by an element that named it before it was there', async () => {
    const feed = bakery()
    serve('https://d.bakery.test/oven.json', { [feed.id]: 'Barley' })
    const element = document.createElement('statuspane-widget')
    Object.assign(element, { feed: 'https://d.bakery.test/', provider: feed.id, storage: 'none' })
    made.push(element)
    document.body.append(element)
    await element.refresh()
    while (!reports.codes().includes('config')) await settled()
    defineFeed(feed)
    while (element.data?.page.name !== 'Barley') await settled()
    expect(element.error).to.equal(undefined)
    expect(reports.warnings).to.have.lengthOf(1)
  })
})

describe('parseStatus', () => {
  it('says of an id that is none which there are', () => {
    expect(() => parseStatus('nobody', {})).to.throw('provider="nobody" is none that is known').and.to.include({ code: 'config', reason: 'provider' })
    expect(() => parseStatus('incident.io', {})).to.throw().with.property('hint').that.matches(/^Write provider="incidentio", or use one of: .*gatus/)
    expect(() => parseStatus('constructor', {})).to.throw().and.to.include({ code: 'config' })
  })
  it('says of documents that are not the feed’s that they are not', () => {
    expect(() => parseStatus('statuspage', { summary: [] }, 'https://x.test/')).to.throw().and.to.include({ code: 'invalid', url: 'https://x.test/', message: 'https://x.test/ is not as this feed\'s documents are' })
  })
})
