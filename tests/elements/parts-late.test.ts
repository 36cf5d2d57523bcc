import { expect } from 'chai'
import '../../src/index.ts'
import { readStatus } from '../../src/headless.ts'
import { component, snapshot } from '../model/make.ts'

describe('what is asked of an element while it still gets what it needs', () => {
  // The first test of a page of its own: what is fetched once is there from then on.
  it('is shown too: a filter is on its way, and then several feeds are asked for', async () => {
    const names = ['Harbour', 'Ferries']
    const fetch = async (url: unknown) =>
      Response.json({ $schema: 'https://x.test/statuspane/v1.json', ...snapshot({ page: { name: String(url) }, components: names.map((name) => component(name)) }) })
    const feeds = ['https://harbour.test/status.json', 'https://ferries.test/status.json']
    await Promise.all(feeds.map((feed) => readStatus(feed, { fetch })))
    const element = document.createElement('statuspane-components')
    Object.assign(element, { fetch, storage: 'none', components: 'ferries', snapshot: snapshot({ components: [component('ferries')] }) })
    document.body.append(element)
    // Into the update that waits.
    await Promise.resolve()
    Object.assign(element, { feed: feeds.join(' '), snapshot: undefined })
    await element.updateComplete
    await element.refresh()
    await element.updateComplete
    expect(element.data?.components.map(({ name }) => name)).to.deep.equal(['FERRIES', 'FERRIES'])
    element.remove()
  })
})
