import { expect } from 'chai'
import { feedSource } from '../../src/client/feed-source.ts'
import { shelf } from '../../src/client/shelf.ts'
import { catalogue } from '../../src/feeds/catalogue.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { page } from '../feeds/statuspage-documents.ts'

const summary = { page, status: { indicator: 'none', description: 'All Systems Operational' }, components: [], incidents: [], scheduled_maintenances: [] }

/** Reads what is now and what was, from a site that has the summary at one path and nothing anywhere else. */
async function readAt(feed: string, path: string) {
  const asked: string[] = []
  const site = async (url: unknown) => {
    const { pathname } = new URL(String(url))
    asked.push(pathname)
    return pathname === path ? Response.json(summary) : new Response('', { status: 404 })
  }
  const read = feedSource({ feed, fetch: site as typeof fetch }, shelf)
  const { signal } = new AbortController()
  const snapshot: StatusSnapshot = await read('now', signal)
  await read('history', signal)
  return { name: snapshot.page.name, asked }
}

describe('a page that does not stand at the root of its site', () => {
  it('is read on where its first document was found', async () => {
    const { name, asked } = await readAt('https://x.test/acme', '/acme/api/v2/summary.json')
    expect(name).to.equal('Brightwater')
    expect(asked).to.deep.equal([
      '/acme',
      '/acme/api/v2/summary.json',
      '/acme/api/v2/incidents.json',
      '/acme/api/v2/scheduled-maintenances.json',
    ])
  })

  it('is read at a path without an extension that holds the document itself', async () => {
    const { name, asked } = await readAt('https://x.test/api/health', '/api/health')
    expect([name, asked[0], asked.includes('/api/v2/summary.json')]).to.deep.equal(['Brightwater', '/api/health', false])
  })

  it('is read by its documents where one of them, or the page for people, shows what it is', async () => {
    const documents: Record<string, object | string> = {
      '/status/a': '<!doctype html><html><script>window.preloadData = {"publicGroupList":[]}</script></html>',
      '/api/status-page/a': { config: { slug: 'a', title: 'Orchard' }, publicGroupList: [] },
      '/api/status-page/heartbeat/a': { heartbeatList: {}, uptimeList: {} },
    }
    for (const path of Object.keys(documents)) {
      const site = async (url: unknown) => {
        const body = documents[new URL(String(url)).pathname]
        return typeof body === 'string' ? new Response(body) : body ? Response.json(body) : new Response('', { status: 404 })
      }
      // Without what its address tells.
      const unmatched = catalogue.map((entry) => ({ ...entry, match: () => false }))
      const read = feedSource({ feed: `https://x.test${path}`, fetch: site as typeof fetch }, { near: unmatched })
      const { page, problems } = await read('now', new AbortController().signal)
      expect([page.name, problems], path).to.deep.equal(['Orchard', []])
    }
  })
})
