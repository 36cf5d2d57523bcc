import { expect } from 'chai'
import { discover } from '../../src/client/discover.ts'
import { feedSource } from '../../src/client/feed-source.ts'
import { shelf } from '../../src/client/shelf.ts'
import { loadAdapters, loadFixture } from './fixture.ts'

/** From the address that a site owner gives to the snapshot, by the catalogue as it is. */

async function readFrom(feed: string, answers: Record<string, unknown>) {
  const asked: string[] = []
  const answer: typeof fetch = async (input) => {
    const url = String(input)
    asked.push(url)
    const body = answers[url]
    if (body === undefined) return new Response('<!doctype html>', { status: 404 })
    return new Response(typeof body === 'string' ? body : JSON.stringify(body))
  }
  const snapshot = await feedSource({ feed, fetch: answer }, shelf)('now', new AbortController().signal)
  return { snapshot, asked: asked.sort() }
}

const page = 'https://status.brightwater.example'
const adapters = await loadAdapters()

describe('from a path of one’s own site', () => {
  // The document that stands first is the one that a site owner passes on.
  for (const { entry, reader, fixture } of adapters) {
    const [key = '', document] = Object.entries(fixture.documents)[0] ?? []
    for (const feed of ['https://shop.example/feeds/status', `https://shop.example/status.${typeof document === 'string' ? 'xml' : 'json'}`]) {
      it(`${entry.name} is known by its document and read: ${feed}`, async () => {
        const { snapshot } = await readFrom(feed, { [feed]: document })
        const { components, incidents, maintenances } = reader.parse({ [key]: document }, feed)
        expect(snapshot).to.deep.include({ components, incidents, maintenances })
      })
    }
  }
})

describe('what the page of feeds says is to be given', () => {
  for (const { entry, reader, fixture } of adapters) {
    const { give } = fixture.about
    const urls = give.match(/https:[^\s,;]+/g) ?? []
    // With an ellipsis, it is the form of an address.
    for (const url of urls.filter((it) => !/…|OWNER/.test(it))) {
      it(`is ${url}, which tells ${entry.name} before anything is read`, async () => {
        const { entry: found } = await discover(new URL(url), 'auto', shelf, (asked) => expect.fail(`${asked} was asked`))
        expect(found.id).to.equal(entry.id)
      })
    }
    if (!/^the page.s address(?!.*provider=)/.test(give)) continue
    it(`is the page’s address for ${entry.name}: nothing else is needed`, async () => {
      const answers = Object.fromEntries(reader.requests(fixture.page).map(({ key, url }) => [url, fixture.documents[key]]))
      // Instatus answers where Statuspage has its summary too, and a page of Uptime Kuma shows people what it is.
      if (entry.id === 'instatus') answers[`${fixture.page}api/v2/summary.json`] = fixture.documents.summary
      if (entry.id === 'uptimekuma') answers[fixture.page] = '<html><script>window.preloadData = {"publicGroupList":[]}</script></html>'
      const { snapshot } = await readFrom(fixture.page, answers)
      expect(snapshot.components).to.deep.equal((fixture.snapshot as typeof snapshot).components)
    })
  }
})

describe('from its address alone', () => {
  for (const feed of [`${page}/history.atom`, `${page}/feed`, 'https://shop.example/copies/boats.xml']) {
    it(`${feed} is read as a history, in one request`, async () => {
      const { documents, snapshot } = await loadFixture('feedxml')
      const found = await readFrom(feed, { [feed]: documents.history })
      expect(found.asked).to.deep.equal([feed])
      expect(found.snapshot.incidents).to.deep.equal((snapshot as typeof found.snapshot).incidents)
    })
  }
  it('a page of Instatus is known by what stands where Statuspage has its own, which is not asked for twice', async () => {
    const { documents, snapshot } = await loadFixture('instatus')
    const summary = `${page}/api/v2/summary.json`
    const found = await readFrom(`${page}/`, { [summary]: documents.summary, [`${page}/v3/components.json`]: documents.components, [`${page}/history.atom`]: documents.history })
    expect(found.asked).to.deep.equal([summary, `${page}/history.atom`, `${page}/v3/components.json`])
    expect(found.snapshot).to.deep.equal(snapshot)
  })
  it('a page of Instatus without its other documents says so, and shows what is on', async () => {
    const { documents } = await loadFixture('instatus')
    const { snapshot } = await readFrom(`${page}/`, { [`${page}/api/v2/summary.json`]: documents.summary })
    expect(snapshot.incidents).to.have.length(1)
    expect(snapshot.problems.map((p) => p.path)).to.deep.equal(['components', 'history'])
  })
  it('a page of incident.io is known in the same way, in one request', async () => {
    const { documents } = await loadFixture('incidentio')
    const summary = `${page}/api/v2/summary.json`
    const { snapshot, asked } = await readFrom(`${page}/`, { [summary]: documents.summary })
    expect(asked).to.deep.equal([summary])
    expect(snapshot.components).to.have.length(4)
  })
  it('the widget document of a sub-page of incident.io is read itself', async () => {
    const url = `${page}/europe/api/v1/summary`
    const { snapshot, asked } = await readFrom(url, { [url]: { page_title: 'Europe', page_url: `${page}/europe`, ongoing_incidents: [], in_progress_maintenances: [], scheduled_maintenances: [] } })
    expect(asked).to.deep.equal([url])
    expect(snapshot).to.deep.include({ indicator: 'none', page: { name: 'Europe', url: `${page}/europe` } })
  })
})
