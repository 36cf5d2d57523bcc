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

const age = /As of 12:0\d PM UTC, 1[123] min\. ago/

/** The words without what is said of their age. */
const withoutAge = (words) =>
  words
    .replace(new RegExp(`( ·)? ?${age.source}`, 'g'), '')
    // The second is said where another window has failed, and this one spares the feed.
    .replace(/(The status page can’t be reached just now|The status has not been renewed since then)\. Open status\.brightwater\.example/, '')
    .replace(' as of May 1, 11:50 AM UTC', '')
    .replace(/\s+/g, ' ')
    .trim()

const withoutAges = (seen) => Object.fromEntries(shows.map((show) => [show, withoutAge(seen[show].words)]))

describe('the plug of a feed is pulled', { timeout: 180_000 }, () => {
  const windows = []
  let shown

  const all = (look) => Promise.all(windows.map(look))
  const shifts = () => all(({ window }) => window.evaluate(() => globalThis.shifts.splice(0).length))
  /** All windows on to a later minute, and what is due then to its end. */
  async function goOn(minutes) {
    aheadMs += minutes * minute
    for (const { window } of windows) await window.evaluate((ms) => globalThis.goOn(ms), minutes * minute)
    await pause(400)
  }
  const noNoise = async () => assert.deepEqual(await all(({ window }) => window.evaluate(() => globalThis.noise)), windows.map(() => []))

  it('while five windows show it', async () => {
    for (const _ of shows) windows.push(await open())
    await until(async () => (await all(lookAt)).every((seen) => shows.every((show) => seen[show]?.words)))
    await pause(500)
    shown = await lookAt(windows[0])
    for (const seen of await all(lookAt)) assert.deepEqual(seen, shown)
    await feed.stop()
    await shifts()
    for (const it of windows) it.asked.length = 0
  })

  it('and at first nothing changes at all', async () => {
    await goOn(1.2)
    await until(() => windows.some(({ asked }) => asked.length))
    await pause(300)
    for (const seen of await all(lookAt)) assert.deepEqual(seen, shown)
    assert.deepEqual(await shifts(), windows.map(() => 0))
  })

  it('and after twelve minutes nothing but a quiet word on its age', async () => {
    for (let i = 0; i < 9; i++) await goOn(1.2)
    for (const seen of await all(lookAt)) {
      assert.deepEqual(withoutAges(seen), withoutAges(shown))
      for (const show of ['banner', 'widget', 'components', 'timeline']) assert.match(seen[show].words, age)
      // One more row in all that have rows, one more of the banner's facts, nothing in the badge.
      const grown = Object.fromEntries(shows.map((show) => [show, seen[show].height - shown[show].height]))
      const most = { badge: 0, banner: 24, components: 80, timeline: 80, widget: 80 }
      for (const show of shows) assert.ok(grown[show] >= 0 && grown[show] <= most[show], JSON.stringify(grown))
    }
    // Each line comes once.
    for (const count of await shifts()) assert.ok(count <= 3, `${count} shifts`)
    await noNoise()
  })

  it('and the feed is asked no more often than one page would', () => {
    const asked = windows.map((it) => it.asked.length)
    const total = asked.reduce((sum, count) => sum + count)
    // Twelve minutes at 54 seconds or more, and each window once whether the server is there at all.
    assert.ok(total >= 2 && total <= 13 + windows.length, `${asked} requests`)
  })

  it('and a window that is opened now shows the same at once, from what this browser has kept', async () => {
    const late = await open()
    windows.push(late)
    await until(async () => Object.values(await lookAt(late)).every((seen) => seen?.words))
    await pause(500)
    const seen = await lookAt(late)
    assert.deepEqual(withoutAges(seen), withoutAges(shown))
    for (const show of ['banner', 'widget', 'components', 'timeline']) assert.match(seen[show].words, age)
    await noNoise()
  })

  it('and is put back: all is as before', async () => {
    await feed.restart()
    await goOn(16)
    await until(async () => (await all(lookAt)).every((seen) => !/As of/.test(JSON.stringify(seen))))
    for (const seen of await all(lookAt)) assert.deepEqual(seen, shown)
    await noNoise()
  })
})
