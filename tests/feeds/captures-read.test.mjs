import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { discover } from '../../src/client/discover.ts'
import { fetchText } from '../../src/client/fetch-document.ts'
import { shelf } from '../../src/client/shelf.ts'
import { readStatus } from '../../src/headless.ts'

/**
 * Every real capture that is at hand, read as a site owner would: from the address of its page, or of its document, where
 * nothing else answers. That an adapter loses nothing of a capture is counted in the adapter's own test; here, that the
 * right adapter is found, and that all it needs is found with it.
 */

const samples = new URL('../../../shared/feeds/samples/', import.meta.url)

/** `capture → feed that is given, and where the capture stands (there, unless told), by whom it is read (its folder)`. */
const host = 'https://status.example'
const rules = {
  apple: [[/./, 'https://www.apple.com/support/systemstatus/', 'https://www.apple.com/support/systemstatus/data/system_status_en_US.js']],
  aws: [
    [/^currentevents/, 'https://health.aws.amazon.com/health/status', 'https://health.aws.amazon.com/public/currentevents'],
    [/^data/, `${host}/data.json`],
  ],
  azure: [
    [/devops/, 'https://status.dev.azure.com/', 'https://status.dev.azure.com/_apis/status/health'],
    [/feed/, 'https://azure.status.microsoft/', 'https://azure.status.microsoft/en-us/status/feed/'],
  ],
  betterstack: [
    [/index/, `${host}/`, `${host}/index.json`],
    [/rss/, `${host}/feed.rss`, undefined, 'feedxml'],
  ],
  cachet: [],
  checkly: [[/uptime/, `${host}/uptime.json`]],
  cstate: [
    [/Site-index\.json$/, `${host}/`, `${host}/index.json`],
    [/\.xml$/, `${host}/issues/index.xml`, undefined, 'feedxml'],
  ],
  feedxml: [[/atom$/, `${host}/history.atom`], [/./, `${host}/history.rss`]],
  gatus: [[/endpoint/, `${host}/api/v1/endpoints/statuses`]],
  google: [[/./, 'https://status.cloud.google.com/', 'https://status.cloud.google.com/incidents.json']],
  healthchecks: [[/./, `${host}/b/3/5f1d7c9e-3a52-4c0b-9d8e-6b7a90c1d2e3.json`]],
  heroku: [[/./, 'https://status.heroku.com/', 'https://status.heroku.com/api/v4/current-status']],
  incidentio: [
    [/summary|two-incidents|status/, `${host}/`, `${host}/api/v2/summary.json`],
    [/widget/, `${host}/api/v1/summary`],
    [/history/, `${host}/history.atom`, undefined, 'feedxml'],
  ],
  instatus: [
    [/summary/, 'https://pages.instatus.com/', 'https://pages.instatus.com/summary.json'],
    [/atom/, `${host}/history.atom`, undefined, 'feedxml'],
  ],
  microsoft365: [
    [/Consumer/, 'https://status.cloud.microsoft/', 'https://status.cloud.microsoft/api/posts/m365Consumer'],
    [/xml/, `${host}/api/feed/mac`, undefined, 'feedxml'],
  ],
  salesforce: [
    [/^products-/, 'https://status.salesforce.com/products/Tableau', 'https://api.status.salesforce.com/v1/products/Tableau'],
    [/^instances-/, 'https://status.salesforce.com/products/Heroku', 'https://api.status.salesforce.com/v1/products/Heroku'],
  ],
  slack: [[/./, 'https://slack-status.com/', 'https://slack-status.com/api/v2.0.0/current']],
  sorry: [[/v1-status/, `${host}/api/v1/status`]],
  statping: [[/^services/, `${host}/api/services`]],
  statusio: [[/./, 'https://api.status.io/1.0/status/64b0c1d2e3f405162738495a']],
  statusiq: [[/./, `${host}/rss`]],
  statuspage: [[/^(?!.*(incidents-trimmed|scheduled-maintenances|02-21-incidents))/, `${host}/`, `${host}/api/v2/summary.json`]],
  statuspal: [[/./, 'https://brightwater.statuspal.eu/', 'https://statuspal.eu/api/v2/status_pages/brightwater/summary']],
  upptime: [[/summary/, `${host}/history/summary.json`]],
  uptimekuma: [
    [/^v\d-(acme|allgood|empty)\.json/, `${host}/api/status-page/page`],
    [/rss/, `${host}/rss.xml`, undefined, 'feedxml'],
  ],
  uptimerobot: [[/getMonitorList/, 'https://stats.uptimerobot.com/bRiGhTw4t3', 'https://stats.uptimerobot.com/api/getMonitorList/bRiGhTw4t3']],
}

/** Parts of a feed that nobody gives as the feed: read with the rest, in the adapters' tests. */
const parts = {
  azure: /api-posts/,
  cachet: /incidents/,
  cstate: /affected|issue-|issues-index\.json|pages-index/,
  gatus: /config|suites/,
  instatus: /components/,
  microsoft365: /api-posts-mac/,
  salesforce: /incidents-active|localizations|maintenances/,
  sorry: /docs-private|components/,
  statping: /^(?!services)/,
  statuspage: /incidents-trimmed|scheduled-maintenances|02-21-incidents/,
  upptime: /-api-|\.yml/,
  uptimerobot: /getEventFeed/,
  uptimekuma: /heartbeat|entry-page|manifest|notfound|incident-history/,
}

/** The folders of providers that are read, but of which no real capture is at hand. */
const list = async (folder) => (await readdir(new URL(folder, samples)).catch(() => [])).filter((name) => !/^made-|headers\.txt$/.test(name))
const folders = (await readdir(samples, { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isDirectory()).map(({ name }) => name)
const idOf = (folder) => folder.replace('-ng', '').replaceAll('-', '')

describe('real captures', { skip: folders.length ? false : 'none are beside the repository' }, () => {
  for (const folder of folders) {
    const id = idOf(folder)
    it(`of ${id} are read from the address of their page or document`, async (test) => {
      const names = await list(`${folder}/`)
      if (!names.length) return test.skip('none is real')
      for (const name of names) {
        const rule = rules[id]?.find(([pattern]) => pattern.test(name))
        if (!rule) {
          assert.match(name, parts[id] ?? /^$/, `${name} of ${id} is neither a feed nor a part of one`)
          continue
        }
        const [, feed, at = feed, reader = id] = rule
        const body = await readFile(new URL(`${folder}/${name}`, samples))
        const asked = []
        const fetch = async (url) => {
          asked.push(`${url}`)
          return `${url}`.split('?')[0] === at ? new Response(body) : new Response('', { status: 404 })
        }
        const { entry } = await discover(new URL(feed), 'auto', shelf, (url) => fetchText(url, { fetch, signal: new AbortController().signal }))
        assert.equal(entry.id, reader, `${folder}/${name}`)
        asked.length = 0
        const snapshot = await readStatus(feed, { fetch }).catch((error) => assert.fail(`${folder}/${name}: ${error.message} ${error.cause}`))
        const { components, incidents, maintenances, problems, indicator } = snapshot
        assert.ok(asked.some((url) => url.split('?')[0] === at), `${folder}/${name} was asked for`)
        // An empty feed is the one that shows nothing; it then says nothing either.
        const shown = components.length + incidents.length + maintenances.length
        assert.ok(shown || problems.length || indicator === 'unknown' || snapshot.claim, `${folder}/${name} shows something`)
      }
    })
  }
})
