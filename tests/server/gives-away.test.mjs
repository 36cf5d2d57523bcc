import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { launch } from './browser.mjs'
import { startFeedServer } from './feed-server.mjs'
import { watchLeftovers } from './leftovers.mjs'

const dist = join(import.meta.dirname, '../../dist')
const open = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' }
const shows = ['banner', 'widget', 'components', 'timeline', 'badge']

/** What the page holds and nobody else may hear of: in its address, its cookies, its storage. */
const secret = 'Zaunkoenig'

const at = new Date(Date.now() - 600_000).toISOString()
const page = { id: 'p', name: 'Brightwater', url: 'https://status.brightwater.test', time_zone: 'Etc/UTC', updated_at: at }
const body = '<p>We <b>look</b>. <img src="https://evil.test/x.png"></p>'
const incident = {
  id: 'i',
  name: 'A leak',
  status: 'identified',
  impact: 'major',
  created_at: at,
  started_at: at,
  updated_at: at,
  components: [],
  incident_updates: [
    { id: 'u', status: 'identified', body, created_at: at, display_at: at },
  ],
}

/** A page of Statuspage, and the same in our own format, which the proxy gives. */
const documents = {
  '/api/v2/summary.json': {
    page,
    status: { indicator: 'major', description: 'Trouble' },
    components: [{ id: 'c', name: 'Pumps', status: 'partial_outage', group: false, group_id: null }],
    incidents: [incident],
    scheduled_maintenances: [],
  },
  '/api/v2/incidents.json': { page, incidents: [incident] },
  '/api/v2/scheduled-maintenances.json': { page, scheduled_maintenances: [] },
  '/read': {
    $schema: 'https://brightwater.test/statuspane/v1.json',
    page: { name: page.name, url: page.url },
    indicator: 'major',
    groups: [],
    components: [{ id: 'c', name: 'Pumps', status: 'partial_outage' }],
    incidents: [
      {
        ...{ id: 'i', title: 'A leak', status: 'identified', impact: 'major', startedAt: at, componentIds: ['c'] },
        updates: [{ id: 'u', status: 'identified', at, body, format: 'html' }],
      },
    ],
    maintenances: [],
    problems: [],
  },
}

const fileOf = async (name) => [
  `/${name}`,
  { headers: { ...open, 'Content-Type': name.endsWith('.js') ? 'text/javascript' : 'application/json' }, body: await readFile(join(dist, name)) },
]

const tags = (script, feed, more) =>
  shows.map((show) => `<script async src="${script}" data-show="${show}" data-feed="${feed}" ${show === 'badge' ? 'data-popup' : ''} ${more}></script>`).join('\n')

/** Opens all there is to open. */
const expandAll = (names) => names.forEach((name) => document.querySelector(`statuspane-${name}`).expand?.())

/** Whether the updates, in HTML, and the badge's popover are there. */
const isOpen = () => {
  const within = (root, ...path) => path.reduce((it, selector) => it?.shadowRoot?.querySelector(selector), root)
  return (
    ['banner', 'timeline'].every((name) => within(document.querySelector(`statuspane-${name}`), '[part~=update-body] b')) &&
    within(document.querySelector('statuspane-badge'), 'statuspane-widget', '[part=footer]')
  )
}

/** What the page has more than before, and what it keeps. */
async function belongings() {
  return {
    globals: Reflect.ownKeys(window).filter((key) => !window.knownBefore.has(key) && !/^leftBehind|^knownBefore|aria/.test(String(key))).map(String),
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
  }
}

/** All four are one site on several ports, so that a cookie would come along wherever one is asked for. */
let here, there, proxy, cdn, browser

before(async () => {
  const names = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.js'))
  cdn = await startFeedServer(new Map(await Promise.all(names.map(fileOf))))
  const served = Object.entries(documents).map(([path, document]) => [path, { headers: { ...open, 'Content-Type': 'application/json' }, body: JSON.stringify(document) }])
  there = await startFeedServer(new Map(served))
  proxy = await startFeedServer(new Map(served))
  const script = `${cdn.origin}/embed.js`
  const headers = { 'Content-Type': 'text/html', 'Set-Cookie': `session=${secret}` }
  const html = (more) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="unsafe-url"><title>${secret}</title><link rel="icon" href="data:,">
    <script>localStorage.setItem('note', '${secret}')</script></head><body>${tags(script, there.origin, more)}</body></html>`
  here = await startFeedServer(
    new Map([
      ['/app', { headers, body: html('') }],
      ['/quiet', { headers, body: html('data-storage="none"') }],
      ['/proxied', { headers, body: html(`data-proxy="${proxy.origin}/read?url={url}" data-provider="native"`) }],
    ]),
  )
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await Promise.all([here, there, proxy, cdn].map((server) => server?.stop()))
})

/** Shows a page with all five elements, opened; and tells who was asked for what. */
async function visit(path) {
  for (const server of [here, there, proxy, cdn]) server.log.length = 0
  const page = await (await browser.createBrowserContext()).newPage()
  const asked = []
  page.on('request', (request) => asked.push(new URL(request.url())))
  await page.evaluateOnNewDocument(watchLeftovers)
  await page.goto(`${here.origin}${path}?token=${secret}&${'x'.repeat(2000)}#${secret}`)
  await page.waitForFunction(
    (names) => names.every((name) => document.querySelector(`statuspane-${name}`)?.status === 'fresh'),
    {},
    shows,
  )
  await page.evaluate(expandAll, shows)
  await page.waitForFunction(isOpen)
  return { page, origins: new Set(asked.filter(({ protocol }) => protocol !== 'data:').map(({ origin }) => origin)) }
}

/** What every browser says of itself, whoever asks for whatever. */
const usual = /^(host|connection|user-agent|accept|accept-(language|encoding)|origin|cache-control|pragma|priority|te|dnt|if-none-match|sec-.*)$/

function assertSilent(log, { origin }) {
  assert.ok(log.length > 0)
  for (const { method, url, headers } of log) {
    assert.equal(method, 'GET')
    assert.deepEqual(Object.keys(headers).filter((name) => !usual.test(name)), [], url)
    assert.equal(headers.origin ?? origin, origin)
    assert.doesNotMatch(`${url} ${JSON.stringify(headers)}`, new RegExp(secret))
  }
}

const paths = (log) => [...new Set(log.map(({ url }) => url))].toSorted()

describe('A page with all five elements gives nothing away', { timeout: 60_000 }, () => {
  it('to its feed: only documents are asked for, with no cookie, no referrer, no header and no preflight', async () => {
    const { page, origins } = await visit('/app')
    assert.deepEqual(paths(there.log), ['/api/v2/incidents.json', '/api/v2/scheduled-maintenances.json', '/api/v2/summary.json'])
    assertSilent(there.log, here)
    assert.deepEqual(paths(here.log).map((path) => path.split('?')[0]), ['/app'])
    assert.deepEqual(origins, new Set([here.origin, there.origin, cdn.origin]))
    await page.close()
  })

  it('to those who host the files: no cookie, and no referrer but the script’s own address, once the tag itself is there', async () => {
    const { page } = await visit('/app')
    const chunks = cdn.log.filter(({ url }) => url !== '/embed.js')
    assert.ok(chunks.length > 1)
    for (const { url, headers } of chunks) {
      assert.equal(headers.cookie, undefined)
      assert.doesNotMatch(`${url} ${JSON.stringify(headers)}`, new RegExp(secret))
    }
    await page.close()
  })

  it('to a proxy: the feed’s address, and nothing else', async () => {
    const { page, origins } = await visit('/proxied')
    assert.deepEqual(paths(proxy.log), [`/read?url=${encodeURIComponent(`${there.origin}/`)}`])
    assertSilent(proxy.log, here)
    assert.deepEqual(there.log, [])
    assert.deepEqual(origins, new Set([here.origin, proxy.origin, cdn.origin]))
    await page.close()
  })

  it('to other scripts of the page: what is kept stands in localStorage, under names of our own', async () => {
    const { page } = await visit('/app')
    const { globals, local, ...rest } = await page.evaluate(belongings)
    assert.deepEqual(globals.toSorted(), ['Symbol(statuspane.tags)', 'litElementVersions', 'litHtmlVersions', 'litPropertyMetadata', 'reactiveElementVersions'])
    assert.deepEqual(local.filter((key) => !key.startsWith('statuspane:')), ['note'])
    assert.deepEqual(rest, { cookie: `session=${secret}`, session: [], databases: [], caches: [] })
    await page.close()
  })

  it('to nobody who comes later, with storage="none"', async () => {
    const { page } = await visit('/quiet')
    assert.deepEqual((await page.evaluate(belongings)).local, ['note'])
    await page.close()
  })

  it('and once the elements are gone, no listener, timer or channel is left', async () => {
    const { page } = await visit('/app')
    assert.notDeepEqual(await page.evaluate(() => window.leftBehind()), {})
    await page.evaluate((names) => names.forEach((name) => document.querySelector(`statuspane-${name}`).remove()), shows)
    await page.waitForFunction(() => !Object.keys(window.leftBehind()).length, { timeout: 10_000 }).catch(async () => {
      assert.deepEqual(await page.evaluate(() => window.leftBehind()), {})
    })
    await page.close()
  })
})
