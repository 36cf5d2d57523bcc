import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { launch, pageFiles } from './browser.mjs'
import { feed, refusingOrigin, startFeedServer } from './feed-server.mjs'

/** `here` serves the page, `there` is another site. */
let here, there, browser, page, script

before(async () => {
  const built = await pageFiles()
  script = built.script
  here = await startFeedServer(built.files)
  there = await startFeedServer()
  browser = await launch()
  page = await browser.newPage()
  await page.goto(`${here.origin}/`)
})

after(async () => {
  await browser?.close()
  await Promise.all([here?.stop(), there?.stop()])
})

const read = (reading) => page.evaluate((it) => globalThis.statuspaneTest.read(it), reading)
const readThere = (path, options) => read({ feed: there.origin + path, ...options })

// What fails, and what is shown and asked for then: `faults.test.mjs`.
describe('over a real network', { timeout: 60_000 }, () => {
  it('a feed of another site is read, with no cookie, no header of ours and no preflight', async () => {
    const { name } = await readThere('/feed.json?first')
    assert.equal(name, 'Acme')
    const [{ method, headers }] = there.of('/feed.json?first')
    assert.equal(method, 'GET')
    assert.equal(headers.cookie, undefined)
    assert.deepEqual(Object.keys(headers).filter((header) => /^x-|statuspane|authorization/.test(header)), [])
  })

  it('an unchanged feed is confirmed by its ETag, and the snapshot is the same object', async () => {
    const { name, snapshots } = await readThere('/feed.json?etag', { times: 3 })
    assert.deepEqual([name, snapshots], ['Acme', 1])
    assert.deepEqual(there.of('/feed.json?etag').map(({ status }) => status), [200, 304, 304])
  })

  it('a feed of the own site is read with its cookie', async () => {
    await page.evaluate(() => {
      document.cookie = 'session=7'
    })
    assert.equal((await read({ feed: '/private.json' })).name, 'Acme')
    // Cookies know no ports, so the other site goes by another name.
    const other = there.origin.replace('127.0.0.1', 'localhost')
    assert.equal((await read({ feed: `${other}/private.json` })).error.reason, '401')
  })

  for (const path of ['/gzip.json', '/utf-16.json']) {
    it(`${path} is read`, async () => assert.equal((await readThere(path)).name, 'Acme'))
  }

  it('a redirect to another site is followed', async () => {
    assert.equal((await read({ feed: `${here.origin}/to?${encodeURIComponent(`${there.origin}/feed.json`)}` })).name, 'Acme')
  })

  for (const path of ['/closed.json', '/closed-nosniff.json']) {
    it(`${path} forbids other sites to read it: told apart by one more request, once`, async () => {
      const { error } = await readThere(path, { times: 3 })
      assert.deepEqual([error.code, error.reason], ['network', 'cors'])
      assert.match(error.hint, /own site.*proxy.*snapshot/)
      assert.equal(there.of(path).length, 4)
    })
  }

  it('a redirect to a feed that forbids other sites to read it is that too', async () => {
    const { error } = await read({ feed: `${here.origin}/to?${encodeURIComponent(`${there.origin}/closed.json`)}` })
    assert.equal(error.code, 'network')
  })

  it('a page that may not ask the feed says so in its hint', async () => {
    const strict = await browser.newPage()
    await strict.goto(`${here.origin}/strict`)
    const { error } = await strict.evaluate(
      (url) => globalThis.statuspaneTest.read({ feed: url }),
      `${there.origin}/feed.json`,
    )
    await strict.close()
    assert.deepEqual([error.code, error.reason], ['network', 'unreachable'])
    assert.match(error.hint, /connect-src/)
  })

  it('a server that does not answer is given up, and the connection is closed', async () => {
    assert.equal((await readThere('/silent.json', { timeoutMs: 300 })).error.code, 'timeout')
    assert.equal((await there.logged(({ url }) => url === '/silent.json')).isCutOff, true)
  })

  it('a body that never ends is given up in time, and the connection is closed', async () => {
    assert.equal((await readThere('/dripping.json', { timeoutMs: 300 })).error.code, 'timeout')
    assert.equal((await there.logged(({ url }) => url === '/dripping.json')).isCutOff, true)
  })

  it('a body that is too large is given up while it is read, and the connection is closed', async () => {
    assert.equal((await readThere('/endless.json')).error.code, 'too-large')
    const { isCutOff, sentBytes } = await there.logged(({ url }) => url === '/endless.json')
    assert.equal(isCutOff, true)
    assert.ok(sentBytes < 40 * 2 ** 20, `${sentBytes} bytes were sent`)
  })

  it('Retry-After is heeded where the server lets it be read', async () => {
    assert.equal((await readThere('/busy-exposed.json')).error.retryAfterMs, 120_000)
    assert.equal((await readThere('/busy.json')).error.retryAfterMs, undefined)
    assert.equal((await read({ feed: '/busy.json' })).error.retryAfterMs, 120_000)
  })

  it('a read is cut off when its last subscriber leaves', async () => {
    await page.evaluate((url) => globalThis.statuspaneTest.watch(url, 60_000), `${there.origin}/silent.json?left`)
    while (!there.pending.has('/silent.json?left')) await new Promise(setImmediate)
    await page.evaluate(() => globalThis.statuspaneTest.stop())
    assert.equal((await there.logged(({ url }) => url === '/silent.json?left')).isCutOff, true)
  })

  it('a worker can read', async () => {
    const name = await page.evaluate(
      (url, file) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(file, { type: 'module' })
          worker.onmessage = ({ data }) => resolve(data.name ?? JSON.stringify(data))
          worker.onerror = () => reject(new Error('the worker failed'))
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's takes none
          worker.postMessage({ feed: url })
        }),
      `${there.origin}/feed.json?worker`,
      script,
    )
    assert.equal(name, 'Acme')
  })

  it('no preflight was ever sent', () => {
    assert.deepEqual([...here.log, ...there.log].filter(({ method }) => method !== 'GET'), [])
  })
})

describe('in Node', { timeout: 60_000 }, () => {
  const readInNode = async (url) => {
    const [{ statusClient }, { shelf }] = await Promise.all([
      import('../../src/client/status-client.ts'),
      import('../../src/client/shelf.ts'),
    ])
    const client = statusClient({ feed: url }, shelf)
    await client.refresh()
    return client.state
  }

  it('a feed is read', async () => {
    const { snapshot, error } = await readInNode(`${there.origin}/closed.json?node`)
    assert.equal(error, undefined)
    assert.equal(snapshot?.page.name, JSON.parse(feed).page.name)
  })

  it('a refused connection is a network error, and never one of CORS', async () => {
    const { error } = await readInNode(`${await refusingOrigin()}/feed.json`)
    assert.deepEqual([error?.code, error?.reason], ['network', 'unreachable'])
  })
})
