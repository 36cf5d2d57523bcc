import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { env } from 'node:process'
import { after, before, describe, it } from 'node:test'
import { build } from 'vite'
import { isFirefox, launch } from '../server/browser.mjs'

/** What stays of days of polls, and of many elements that came and went: nothing. `npm run soak` lives through a week after a fortnight. */

const days = Number(env.SOAK_DAYS ?? 0.5)
/** After a fortnight all that is bounded, such as the memory of notices, is full. */
const daysBefore = Number(env.SOAK_DAYS_BEFORE ?? 1)
const times = Number(env.SOAK_MOUNTS ?? 200)

let server, browser, page, session

before(async () => {
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: 'tests/soak/page.ts', formats: ['es'], fileName: 'page' } },
  })
  const files = new Map(output.map(({ fileName, code }) => [`/${fileName}`, code]))
  server = createServer(({ url }, response) => {
    const script = files.get(url)
    response.writeHead(200, { 'Content-Type': script ? 'text/javascript' : 'text/html' })
    response.end(script ?? `<!doctype html><title>Page</title><link rel="icon" href="data:,"><script type="module" src="/${output[0].fileName}"></script>`)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  browser = await launch()
  page = await browser.newPage()
  page.on('pageerror', (error) => assert.fail(error))
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  await page.waitForFunction(() => globalThis.soak)
  session = await page.createCDPSession?.()
  await session?.send('Performance.enable')
})

after(async () => {
  await browser?.close()
  await new Promise((resolve) => server.close(resolve))
})

/** What the page holds when all that can go has gone. */
async function weigh() {
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const { Nodes: nodes, JSEventListeners: listeners, JSHeapUsedSize: heap } = Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
  return { nodes, listeners, heap, timers: await page.evaluate(() => globalThis.soak.timers()) }
}

describe('a page that stays open', { skip: isFirefox, timeout: 3_600_000 }, () => {
  it(`holds after ${days} more days of polls what it held before`, async (t) => {
    await page.evaluate(() => globalThis.soak.mount())
    await page.evaluate((it) => globalThis.soak.live(it), daysBefore)
    const before = await weigh()
    const { polls } = await page.evaluate((it) => globalThis.soak.live(it), days)
    const { nodes, listeners, timers, heap } = await weigh()
    t.diagnostic(`${polls} polls; ${JSON.stringify(before)} became ${JSON.stringify({ nodes, listeners, timers, heap })}`)
    assert.ok(polls > days * 1000, `${polls} polls`)
    assert.deepEqual({ nodes, listeners, timers }, { nodes: before.nodes, listeners: before.listeners, timers: before.timers })
    assert.ok(heap < before.heap * 1.05 + 100_000, `${heap - before.heap} bytes more`)
    assert.ok((await page.evaluate(() => globalThis.soak.stored())) < 500_000)
  })

  it(`holds nothing of ${times} times five elements that came and went`, async (t) => {
    await page.evaluate(() => globalThis.soak.clear())
    await page.evaluate(() => globalThis.soak.come(10))
    const before = await weigh()
    assert.equal(before.timers, 0)
    await page.evaluate((it) => globalThis.soak.come(it), times)
    const { nodes, listeners, timers, heap } = await weigh()
    t.diagnostic(`${JSON.stringify(before)} became ${JSON.stringify({ nodes, listeners, timers, heap })}`)
    assert.deepEqual({ nodes, listeners, timers }, { nodes: before.nodes, listeners: before.listeners, timers: 0 })
    assert.ok(heap < before.heap * 1.05 + 100_000, `${heap - before.heap} bytes more`)
  })
})
