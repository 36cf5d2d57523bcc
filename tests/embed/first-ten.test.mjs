import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { launch } from '../server/browser.mjs'
import { openSite } from './site.mjs'

/** What a site owner gives, and the title of the banner that has to be there. */
const tags = {
  incidentio: ['https://incidentio.example/', 'Depths are off by a metre'],
  instatus: ['https://instatus.example/', 'Post from the islands is late'],
  betterstack: ['https://betterstack.example/', 'Catalogue answers nobody'],
  uptimekuma: ['https://uptimekuma.example/status/orchard', 'Pears arrive bruised'],
  feedxml: ['https://feedxml.example/history.atom', 'Fog & slow boats'],
  cstate: ['https://cstate.example/', 'Screens show yesterday'],
  upptime: ['https://github.com/brightwater/upptime', 'Screens is down'],
  cachet: ['https://cachet.example/api/components', 'Radio crackles'],
  openstatus: ['https://openstatus.example/feed/json', 'Screens show yesterday'],
  gatus: ['https://gatus.example/api/v1/endpoints/statuses', 'The north pier has no screens'],
}

/** The network of these ten: the documents of their fixtures, where their adapters look for them. */
async function documents() {
  const at = new Map()
  for (const [id, [feed]] of Object.entries(tags)) {
    const fixture = JSON.parse(await readFile(new URL(`../feeds/fixtures/${id}.json`, import.meta.url), 'utf8'))
    const reader = await catalogue.find((entry) => entry.id === id).load()
    for (const { key, url } of reader.requests(feed)) {
      const body = fixture.documents[key]
      const { origin, pathname } = new URL(url)
      if (body === undefined) continue
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      at.set(url, text).set(origin + pathname, text)
    }
  }
  // Instatus answers where Statuspage has its summary, and a page of Uptime Kuma shows people what it is.
  at.set('https://instatus.example/api/v2/summary.json', at.get('https://instatus.example/summary.json'))
  at.set(tags.uptimekuma[0], '<!doctype html><html><script>window.preloadData = {"publicGroupList":[]}</script></html>')
  return at
}

describe('a page with a tag for each of ten providers', { timeout: 60_000 }, () => {
  let browser, site, page
  const said = []

  before(async () => {
    site = await openSite()
    browser = await launch()
    page = await browser.newPage()
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(`${error}`))
    const at = await documents()
    await page.setRequestInterception(true)
    page.on('request', (request) => {
      const url = request.url()
      if (url.startsWith('http://127.0.0.1') || url.startsWith('data:')) return void request.continue()
      const body = at.get(url) ?? at.get(url.split('?')[0])
      const headers = { 'Access-Control-Allow-Origin': '*' }
      void request.respond(body === undefined ? { status: 404, headers } : { status: 200, headers, body })
    })
    const places = Object.entries(tags).map(
      ([id, [feed]]) =>
        `<div id="${id}"></div><script async src="${site.script}" data-feed="${feed}" data-target="#${id}" data-now="2026-05-04T10:00:00Z" data-lang="en" data-storage="none"></script>`,
    )
    await page.goto(site.add(`<!doctype html><title>Ten</title><link rel="icon" href="data:,"><body>${places.join('\n')}`))
  })

  after(async () => {
    await browser?.close()
    await site?.close()
  })

  /** The title of the banner, once its feed has been read or has failed. */
  async function shown(id) {
    const banner = `document.querySelector('#${id} statuspane-banner')`
    await page.waitForFunction(`!/undefined|loading/.test(${banner}?.status)`)
    return page.evaluate(`${banner}.error?.message ?? ${banner}.shadowRoot.querySelector('[part~=title]')?.textContent.trim()`)
  }

  for (const [id, [feed, title]] of Object.entries(tags)) {
    it(`shows the right banner for ${feed} (${id})`, async () => assert.equal(await shown(id), title))
  }

  it('has nothing said in the console but that places are missing', () => {
    assert.deepEqual(said.filter((text) => !/404/.test(text)), [])
  })
})
