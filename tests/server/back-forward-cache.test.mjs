import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { isFirefox, launch, pageFiles } from './browser.mjs'
import { startFeedServer } from './feed-server.mjs'

let here, there, browser, page

before(async () => {
  here = await startFeedServer((await pageFiles()).files)
  there = await startFeedServer()
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await Promise.all([here?.stop(), there?.stop()])
})

beforeEach(async () => {
  page = await browser.newPage()
  await page.goto(`${here.origin}/`)
})

afterEach(() => page?.close())

/** Follows a feed, goes to another page and back, and says how the page is then. */
async function goAwayAndBack(feed, how, isReady) {
  await here.logged(({ url }) => url === '/loaded')
  here.log.length = 0
  await page.evaluate((url) => globalThis.statuspaneTest.follow(url, 200), feed)
  while (!isReady()) await new Promise((resolve) => setTimeout(resolve, 20))
  await page.evaluate((it) => void setTimeout(globalThis.statuspaneTest[it]), how)
  const { url } = await here.logged((entry) => /^\/(loaded|restored)$/.test(entry.url))
  return url
}

describe('a page that follows a feed and is left', { timeout: 60_000 }, () => {
  it('is restored from the back/forward cache, and reads on', async () => {
    const path = '/feed.json?idle'
    assert.equal(await goAwayAndBack(there.origin + path, 'leaveIdle', () => there.of(path).length > 1), '/restored')
    const count = there.of(path).length
    await there.logged(() => there.of(path).length > count + 1)
  })

  it('is restored although another window read on and told of it', async () => {
    const path = '/feed.json?other'
    const other = await browser.newPage({ type: 'window' })
    await other.goto(`${here.origin}/`)
    await other.evaluate((url) => globalThis.statuspaneTest.follow(url, 250), there.origin + path)
    await page.bringToFront()
    assert.equal(await goAwayAndBack(there.origin + path, 'leaveIdle', () => there.of(path).length > 3), '/restored')
    const count = there.of(path).length
    await there.logged(() => there.of(path).length > count + 3)
    await other.close()
  })

  // Firefox keeps no page that has a request under way, even if it is stopped as the page is left.
  it('is restored although it was just reading, and reads anew', { skip: isFirefox }, async () => {
    const path = '/silent.json?busy'
    assert.equal(await goAwayAndBack(there.origin + path, 'leave', () => there.pending.has(path)), '/restored')
    assert.equal((await there.logged(({ url }) => url === path)).isCutOff, true)
    while (!there.pending.has(path)) await new Promise(setImmediate)
  })
})
