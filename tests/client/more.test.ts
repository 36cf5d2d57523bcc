import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { type StatusClient, statusClient } from '../../src/client/status-client.ts'
import type { FeedReader } from '../../src/feeds/feed.ts'
import { useNetwork } from '../helpers/msw.ts'
import { component, snapshot } from '../model/make.ts'
import { comeBack } from './page.ts'

const base = 'https://pages.test/'
const pageAt = (page: number) => `${base}list/${page}`

interface List {
  of: number
  names: string[]
}

/** A list over several pages; the first says how many. */
const reader: FeedReader = {
  requests: (address) => [{ key: '1', url: new URL('/list/1', address).href }],
  more: (documents) =>
    Array.from({ length: (documents['1'] as List).of - 1 }, (_, i) => ({ key: `${i + 2}`, url: pageAt(i + 2), optional: true })),
  parse: (documents) => snapshot({ components: Object.values(documents).flatMap((list) => (list as List).names.map((name) => component(name))) }),
}

describe('further documents that a document names', () => {
  const network = useNetwork()
  let client: StatusClient

  beforeEach(() => {
    comeBack()
    client = statusClient({ feed: base }, { near: [{ id: 'pages', name: 'Pages', match: () => true, load: async () => reader }] })
  })

  const serve = (page: number, list: Partial<List>) => network.answer(pageAt(page), () => HttpResponse.json({ of: 1, names: [], ...list }))
  const ids = () => client.state.snapshot?.components.map(({ id }) => id)

  it('are read at each poll, as long as they are named', async () => {
    serve(1, { of: 2, names: ['a'] })
    serve(2, { names: ['b'] })
    await client.refresh()
    expect(ids()).to.deep.equal(['a', 'b'])
    const { snapshot: before } = client.state
    await client.refresh()
    expect(client.state.snapshot).to.equal(before)
    serve(2, { names: ['c'] })
    await client.refresh()
    expect(ids()).to.deep.equal(['a', 'c'])
    serve(1, { names: ['a'] })
    await client.refresh()
    expect(ids()).to.deep.equal(['a'])
  })

  it('are read up to the fourth', async () => {
    serve(1, { of: 9, names: ['a'] })
    for (let page = 2; page < 10; page++) serve(page, { names: [`${page}`] })
    await client.refresh()
    expect(ids()).to.deep.equal(['a', '2', '3', '4', '5'])
    expect(network.asked).to.have.lengthOf(5)
  })

  it('cost only their own part where they are missing', async () => {
    serve(1, { of: 3, names: ['a'] })
    serve(3, { names: ['c'] })
    network.answer(pageAt(2), () => new HttpResponse('', { status: 404 }))
    await client.refresh()
    expect(ids()).to.deep.equal(['a', 'c'])
    expect(client.state.snapshot?.problems).to.deep.equal([{ path: '2', message: `left out: http 404: ${pageAt(2)}` }])
  })
})
