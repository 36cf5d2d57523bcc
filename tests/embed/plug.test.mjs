import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { launch } from '../server/browser.mjs'
import { startFeedServer } from '../server/feed-server.mjs'
import { openSite } from './site.mjs'

/**
 * Somebody pulls the plug of a feed that five windows show, with all five elements and under a strict policy. Its readers
 * see nothing of that but how old it is.
 */

const noon = Date.parse('2026-05-04T12:00:00Z')
const minute = 60_000
const shows = ['banner', 'widget', 'components', 'timeline', 'badge']

const page = { id: 'h3vt80rk2pzd', name: 'Brightwater', url: 'https://status.brightwater.example', time_zone: 'Etc/UTC', updated_at: '2026-05-01T11:50:00Z' }
const event = (id, name, part) => ({
  id,
  name,
  created_at: '2026-05-01T08:00:00Z',
  started_at: '2026-05-01T08:00:00Z',
  updated_at: '2026-05-01T11:50:00Z',
  resolved_at: null,
  shortlink: `https://status.brightwater.example/${id}`,
  components: [],
  incident_updates: [{ id: `${id}-1`, status: part.status, body: 'We are at it.', created_at: '2026-05-01T11:50:00Z', display_at: '2026-05-01T11:50:00Z' }],
  ...part,
})
const leak = event('leak', 'Water in the pump house', { status: 'identified', impact: 'major' })
const move = event('move', 'The pumps move', { status: 'in_progress', impact: 'maintenance', scheduled_for: '2026-05-01T08:00:00Z', scheduled_until: '2026-05-04T18:00:00Z' })
const documents = {
  '/api/v2/summary.json': {
    page,
    status: { indicator: 'major', description: 'Partial System Outage' },
    components: [
      { id: 'pumps', name: 'Pumps', status: 'partial_outage', group: false, group_id: null },
      { id: 'pipes', name: 'Pipes', status: 'operational', group: false, group_id: null },
    ],
    incidents: [leak],
    scheduled_maintenances: [move],
  },
  '/api/v2/incidents.json': { page, incidents: [leak] },
  '/api/v2/scheduled-maintenances.json': { page, scheduled_maintenances: [move] },
}

let site, feed, browser, address
/** How far the clock of the windows is ahead of the true one. */
let aheadMs = noon - Date.now()

before(async () => {
  const headers = { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' }
  feed = await startFeedServer(new Map(Object.entries(documents).map(([path, document]) => [path, { headers, body: JSON.stringify(document) }])))
  site = await openSite()
  browser = await launch()
  const tags = shows.map((show) => `<p>${show}</p><script nonce="n0" async src="${site.script}" data-feed="${feed.origin}" data-show="${show}" data-target="here" data-time-zone="UTC"></script>`)
  address = site.add(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title></head><body>${tags.join('')}<p>End</p></body></html>`, {
    'content-security-policy': `default-src 'none'; script-src 'nonce-n0' 'strict-dynamic'; style-src 'self'; connect-src ${feed.origin}; require-trusted-types-for 'script'`,
  })
})

after(async () => {
  await browser?.close()
  await Promise.all([site?.close(), feed?.stop()])
})

/** A window whose clock is that of all; `noise` is all that its page must never see. */
async function open() {
  const window = await browser.newPage({ type: 'window' })
  const asked = []
  window.on('request', (request) => request.url().startsWith(feed.origin) && asked.push(request.url()))
  await window.evaluateOnNewDocument((start) => {
    const RealDate = Date
    let ahead = start
    globalThis.Date = class extends RealDate {
      constructor(...args) {
        super(...(args.length ? args : [RealDate.now() + ahead]))
      }
      static now = () => RealDate.now() + ahead
    }
    globalThis.goOn = (ms) => {
      ahead += ms
      // What is due is done when the page is looked at, and the words follow the clock.
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    }
    const noise = (globalThis.noise = [])
    for (const word of ['debug', 'error', 'info', 'log', 'warn']) console[word] = (...words) => noise.push(words.join(' '))
    for (const name of ['error', 'unhandledrejection']) addEventListener(name, (it) => noise.push(`${name}: ${it.message ?? it.reason}`))
    // Firefox asks for an icon whatever the policy, and reports that as the page's violation.
    document.addEventListener('securitypolicyviolation', (it) => it.blockedURI.includes('/favicon.ico') || noise.push(`${it.violatedDirective} ${it.blockedURI}`))
    globalThis.shifts = []
    if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
      new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map((entry) => entry.value))).observe({ type: 'layout-shift' })
    }
  }, aheadMs)
  await window.goto(address)
  return { window, asked }
}

/** What an element shows, in words, and its height. */
const lookAt = ({ window }) =>
  window.evaluate((names) => {
    const wordsOf = (node) => {
      if (node.localName === 'style' || (node.nodeType === 1 && node.matches('[role=status]'))) return ''
      return [...(node.shadowRoot ?? node).childNodes].map((child) => (child.nodeType === 3 ? child.data : wordsOf(child))).join(' ')
    }
    return Object.fromEntries(
      names.map((name) => {
        const element = document.querySelector(`statuspane-${name}`)
        return [name, element ? { words: wordsOf(element).replace(/\s+/g, ' ').trim(), height: element.offsetHeight } : undefined]
      }),
    )
  }, shows)

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(holds) {
  while (!(await holds())) await pause(30)
}

/** The words without what is said of their age. */
const withoutAge = (words) =>
  words
    .replace(/ ·? ?As of 12:00 PM UTC, 12 min\. ago/g, '')
    .replace(/^As of 12:00 PM UTC, 12 min\. ago /, '')
    .replace(' The status page can’t be reached just now. Open status.brightwater.example', '')
    .replace(' as of May 1, 11:50 AM UTC', '')

const wordsOf = (node) => {
      if (node.localName === 'style' || (node.nodeType === 1 && node.matches('[role=status]'))) return ''
      return [...(node.shadowRoot ?? node).childNodes].map((child) => (child.nodeType === 3 ? child.data : wordsOf(child))).join(' ')
    }
    return Object.fromEntries(
      names.map((name) => {
        const element = document.querySelector(`statuspane-${name}`)
        return [name, element ? { words: wordsOf(element).replace(/\s+/g, ' ').trim(), height: element.offsetHeight } : undefined]
      }),
    )
  }, shows)

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(holds) {
  while (!(await holds())) await pause(30)
}

/** The words without what is said of their age. */
const withoutAge = (words) =>
  words
    .replace(/( ·)? ?As of 12:00 PM UTC, 1\d min\. ago ?/g, '')
    .replace(' The status page can’t be reached just now. Open status.brightwater.example', '')
    .replace(' as of May 1, 11:50 AM UTC', '')

const wordsOf = (seen) => Object.fromEntries(shows.map((show) => [show, withoutAge(seen[show].words)]))
const age = /As of 12:00 PM UTC, 12 min\.? ago/

describe('the plug of a feed is pulled', { timeout: 120_000 }, () => {
  const windows = []
  let shown

  const all = (look) => Promise.all(windows.map(look))
  const noises = () => all(({ window }) => window.evaluate(() => globalThis.noise))
  /** All windows on to a later minute, and the requests that were made for it, to their end. */
  async function goOn(minutes) {
    aheadMs += minutes * minute
    for (const { window } of windows) await window.evaluate((ms) => globalThis.goOn(ms), minutes * minute)
    await pause(400)
  }

  it('while five windows show it', async () => {
    for (const _ of shows) windows.push(await open())
    await until(async () => (await all(lookAt)).every((seen) => shows.every((show) => seen[show]?.words)))
    await pause(500)
    shown = await lookAt(windows[0])
    for (const seen of await all(lookAt)) assert.deepEqual(seen, shown)
    console.error(shown)
    await feed.stop()
    for (const it of windows) it.asked.length = 0
  })

  it('and for two minutes nothing changes at all', async () => {
    await goOn(1.5)
    await until(() => windows.some(({ asked }) => asked.length))
    for (const { window } of windows) await window.evaluate(() => (globalThis.shifts.length = 0))
    for (const seen of await all(lookAt)) assert.deepEqual(seen, shown)
  })

  it('and after twelve nothing but a quiet word on its age', async () => {
    for (let passed = 1.5; passed < 12; passed += 1.5) await goOn(1.5)
    for (const seen of await all(lookAt)) {
      assert.deepEqual(wordsOf(seen), wordsOf(shown))
      for (const show of ['banner', 'widget', 'timeline']) assert.match(seen[show].words, age)
      console.error(seen, Object.fromEntries(shows.map((show) => [show, seen[show].height - shown[show].height])))
    }
    console.error(await all(({ window }) => window.evaluate(() => globalThis.shifts)), windows.map((w) => w.asked))
    assert.deepEqual(await noises(), windows.map(() => []))
  })
})
