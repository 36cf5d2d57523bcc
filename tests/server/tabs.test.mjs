import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { isFirefox, launch, pageFiles } from './browser.mjs'
import { startFeedServer } from './feed-server.mjs'

/** Some windows of one browser on one site, all of which follow the same feed of another site. */

const refreshMs = 400

let here, there, browser, tabs, count = 0

before(async () => {
  here = await startFeedServer((await pageFiles()).files)
  there = await startFeedServer()
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await Promise.all([here?.stop(), there?.stop()])
})

beforeEach(() => {
  tabs = []
})

afterEach(() => Promise.all(tabs.map((tab) => tab.close().catch(() => {}))))

async function open(path = '/') {
  // Windows of their own, since a tab behind another one is hidden.
  const tab = await browser.newPage({ type: 'window' })
  tabs.push(tab)
  await tab.goto(here.origin + path)
  return tab
}

const follow = (tab, url, ...more) => tab.evaluate((...all) => globalThis.statuspaneTest.follow(...all), url, refreshMs, ...more)
const told = (tab) => tab.evaluate(() => globalThis.statuspaneTest.told())
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const address = (path = '/feed.json') => `${there.origin}${path}?${++count}`
const asked = (url) => there.of(url.slice(there.origin.length)).length

/** Until something holds; a test that waits in vain runs into its time limit. */
async function until(holds) {
  while (!(await holds())) await pause(20)
}

/** How many requests came in so many milliseconds, and how many refreshes went by at most. */
async function countIn(ms, url) {
  const before = asked(url)
  const from = Date.now()
  await pause(ms)
  return { requests: asked(url) - before, most: Math.ceil((Date.now() - from) / (0.9 * refreshMs)) + 1 }
}

describe('the windows of one browser', { timeout: 60_000 }, () => {
  it('ask the feed once an interval between them, and all have the answer', async () => {
    const url = address()
    for (let i = 0; i < 5; i++) await follow(await open(), url)
    await until(async () => (await Promise.all(tabs.map(told))).every(({ name }) => name === 'Acme'))
    const { requests, most } = await countIn(8 * refreshMs, url)
    assert.ok(requests >= 3 && requests <= most, `${requests} requests, ${most} at most`)
    const checks = await Promise.all(tabs.map(async (tab) => (await told(tab)).checkedAt))
    assert.ok(Math.max(...checks) - Math.min(...checks) <= 1.5 * refreshMs, `${checks}`)
  })

  it('ask once an interval where nothing may be kept', async () => {
    const url = address()
    for (let i = 0; i < 3; i++) await follow(await open(), url, false)
    await until(async () => (await Promise.all(tabs.map(told))).every(({ name }) => name === 'Acme'))
    const { requests, most } = await countIn(8 * refreshMs, url)
    assert.ok(requests >= 3 && requests <= most, `${requests} requests, ${most} at most`)
    assert.equal(await tabs[0].evaluate((it) => Object.keys(localStorage).filter((key) => key.includes(it)).length, url), 0)
  })

  it('that open within an interval ask nothing: they show what the last one read', async () => {
    const url = address()
    await follow(await open(), url)
    await until(() => asked(url))
    const [first] = tabs
    await until(async () => (await first.evaluate((it) => localStorage.getItem(`statuspane:snapshot:1:${it}\nauto`), url)))
    await first.close()
    const next = await open()
    await next.evaluate((it) => globalThis.statuspaneTest.follow(it, 60_000), url)
    await until(async () => (await told(next)).name)
    assert.deepEqual([(await told(next)).status, asked(url)], ['fresh', 1])
  })

  it('go on when the one that was reading is closed', async () => {
    const url = address('/silent.json')
    await follow(await open(), url)
    await until(() => there.pending.has(url.slice(there.origin.length)))
    await follow(await open(), url)
    await tabs[0].close()
    await until(() => asked(url) === 1 && there.pending.has(url.slice(there.origin.length)))
  })

  it('share a failure, and how long they wait then', async () => {
    const url = address('/gone.json')
    for (let i = 0; i < 4; i++) await follow(await open(), url)
    await until(async () => (await Promise.all(tabs.map(told))).every(({ error }) => error?.reason === '404'))
    const hints = await Promise.all(tabs.map(async (tab) => (await told(tab)).error.hint))
    assert.equal(new Set(hints).size, 1)
    const { requests, most } = await countIn(6 * refreshMs, url)
    assert.ok(requests <= most, `${requests} requests, ${most} at most`)
  })

  it('are not disturbed by what another version, or anybody, says in their channel', async () => {
    const url = address()
    const tab = await open()
    await follow(tab, url)
    await until(async () => (await told(tab)).name)
    await tab.evaluate((it) => {
      const channel = new BroadcastChannel(`statuspane:${it}\nauto`)
      const wrong = { at: Date.now() + 1e9, failures: 0, dice: 0, documents: new Map([[it, 'no']]) }
      for (const message of [null, 0, 'x', {}, { version: 1 }, { ...wrong, version: 2 }, { ...wrong, version: 1, at: 'x' }, { ...wrong, version: 1, documents: {} }]) {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel's takes none
        channel.postMessage(message)
      }
      channel.close()
    }, url)
    const before = asked(url)
    await until(() => asked(url) > before + 1)
    assert.deepEqual([(await told(tab)).name, (await told(tab)).error], ['Acme', undefined])
  })

  it('that are hidden ask nothing, and hear what the visible one reads', { skip: isFirefox }, async () => {
    const url = address()
    const back = await open()
    await follow(back, url)
    await until(async () => (await told(back)).name)
    const front = await browser.newPage()
    tabs.push(front)
    await front.goto(`${here.origin}/`)
    await front.bringToFront()
    await until(() => back.evaluate(() => document.visibilityState === 'hidden'))
    const { requests } = await countIn(3 * refreshMs, url)
    assert.ok(requests <= 1, `${requests}`)
    const { checkedAt } = await told(back)
    await follow(front, url)
    await until(async () => (await told(back)).checkedAt > checkedAt)
  })

  it('do not wait for ever for one that does not let the next one read', async () => {
    const url = address()
    const [stuck, tab] = [await open(), await open()]
    await stuck.evaluate((it) => new Promise((resolve) => navigator.locks.request(`statuspane:${it}\nauto`, () => (resolve(), new Promise(() => {})))), url)
    await follow(tab, url)
    await until(async () => (await told(tab)).name === 'Acme')
    const count = asked(url)
    await until(() => asked(url) > count + 1)
  })

  it('do not wait for one that was frozen as it read', { skip: isFirefox }, async () => {
    const url = address('/silent.json')
    const frozen = await open()
    await follow(frozen, url)
    await until(() => there.pending.has(url.slice(there.origin.length)))
    const session = await frozen.createCDPSession()
    await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    await until(() => asked(url) === 1)
    await follow(await open(), url)
    await until(() => there.pending.has(url.slice(there.origin.length)))
  })
})

describe('one page', { timeout: 60_000 }, () => {
  it('with fifty frames asks once an interval', async () => {
    const url = address()
    const page = await open()
    await page.evaluate(() => {
      for (let i = 0; i < 50; i++) document.body.append(Object.assign(document.createElement('iframe'), { src: '/' }))
    })
    await until(() => page.frames().length === 51)
    const frames = page.frames().slice(1)
    for (const frame of frames) {
      await frame.waitForFunction(() => globalThis.statuspaneTest)
      await follow(frame, url)
    }
    await until(async () => (await Promise.all(frames.map(told))).every(({ name }) => name === 'Acme'))
    const { requests, most } = await countIn(8 * refreshMs, url)
    assert.ok(requests >= 3 && requests <= most, `${requests} requests, ${most} at most`)
  })

  it('with two copies of the script asks once an interval', async () => {
    const url = address()
    const page = await open()
    await follow(page, url)
    await page.evaluate(async (file) => {
      globalThis.firstCopy = globalThis.statuspaneTest
      await import(`${file}?copy`)
    }, (await pageFiles()).script)
    await follow(page, url)
    await until(async () => (await told(page)).name)
    const { requests, most } = await countIn(6 * refreshMs, url)
    assert.ok(requests >= 2 && requests <= most, `${requests} requests, ${most} at most`)
    const both = await page.evaluate(() => [globalThis.firstCopy, globalThis.statuspaneTest].map((copy) => copy.told().name))
    assert.deepEqual(both, ['Acme', 'Acme'])
  })

  for (const [title, damage] of Object.entries({
    'that has no locks, as on plain http': () => Object.defineProperty(navigator, 'locks', { value: undefined }),
    'whose locks throw': () => Object.defineProperty(navigator.locks, 'request', { value: () => { throw new DOMException('no', 'SecurityError') } }),
    'whose locks refuse': () => Object.defineProperty(navigator.locks, 'request', { value: async () => { throw new DOMException('no', 'SecurityError') } }),
    'that has no channels': () => Object.defineProperty(globalThis, 'BroadcastChannel', { value: undefined }),
    'whose storage throws': () => Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } }),
    'whose storage is full': () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } },
  })) {
    it(`${title} reads for itself`, async () => {
      const url = address()
      const page = await open()
      await page.evaluate(damage)
      await follow(page, url)
      await until(async () => (await told(page)).name === 'Acme')
      const count = asked(url)
      await until(() => asked(url) > count + 1)
    })
  }

  it('in a sandboxed frame, where storage and locks throw, reads for itself', async () => {
    const url = address()
    const page = await open()
    await page.evaluate(() => {
      const frame = Object.assign(document.createElement('iframe'), { src: '/sandboxed', sandbox: 'allow-scripts' })
      document.body.append(frame)
    })
    await until(() => page.frames().length === 2)
    const [, frame] = page.frames()
    await frame.waitForFunction(() => globalThis.statuspaneTest)
    assert.equal(await frame.evaluate(() => { try { return typeof localStorage } catch (error) { return error.name } }), 'SecurityError')
    await follow(frame, url)
    await until(async () => (await told(frame)).name === 'Acme')
    const count = asked(url)
    await until(() => asked(url) > count + 1)
  })
})
