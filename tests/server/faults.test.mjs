import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { isFirefox, launch, pageFiles } from './browser.mjs'
import { startFeedServer } from './feed-server.mjs'

/**
 * What becomes of a feed that fails below HTTP, by a real server. Each fault meets a page that knows nothing yet, one that
 * is up to date, and one that is behind already, and then ends. `tests/client/faults.test.ts` has the faults above, and
 * exact times.
 */

/** What the server does from then on, what the page says, and what it says where it knew nothing yet if that is another. */
const faults = {
  'a connection that is refused': { begin: () => there.stop(), end: () => there.restart(), error: 'network unreachable' },
  'a connection that is reset': { mood: '/reset.json', error: 'network unreachable' },
  'no answer': { mood: '/silent.json', error: 'timeout' },
  'an answer that stops in its middle': { mood: '/stuck.json', error: 'timeout' },
  'an answer that drips': { mood: '/dripping.json', error: 'timeout' },
  'an answer that is cut off': { mood: '/cut.json', error: 'network cut off' },
  'an answer without end': { mood: '/endless.json', error: 'too-large' },
  'gzip of 50 MiB': { mood: '/bomb.json', error: 'too-large' },
  'a redirect loop': { mood: '/loop.json', error: 'network unreachable' },
  // Once it was read, the server gives permission: it is an error page that lacks it.
  'no permission to read it (CORS)': { mood: '/closed.json', error: 'network unreachable', atFirst: 'network cors' },
}

const refreshMs = 60


let here, there, browser, page, asked, count = 0

before(async () => {
  here = await startFeedServer((await pageFiles()).files)
  there = await startFeedServer()
  browser = await launch()
  page = await open(`${here.origin}/`)
})

after(async () => {
  await browser?.close()
  await Promise.all([here?.stop(), there?.stop()])
})

afterEach(async () => {
  there.state.mood = '/feed.json'
  assert.deepEqual(await page.evaluate(() => globalThis.noise), [])
})

/** A page of which `noise` is all that was thrown into it or written to its console by scripts. */
async function open(address) {
  const opened = await browser.newPage()
  await opened.evaluateOnNewDocument(() => {
    const noise = (globalThis.noise = [])
    for (const word of ['debug', 'error', 'info', 'log', 'warn']) console[word] = (...words) => noise.push(words.join(' '))
    for (const name of ['error', 'unhandledrejection']) addEventListener(name, (event) => noise.push(`${name}: ${event.message ?? event.reason}`))
  })
  asked = []
  opened.on('request', (request) => asked.push(request.url()))
  await opened.goto(address)
  return opened
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 20))

/** Follows a feed of this server from the very beginning. */
async function follow(url = `${there.origin}/moody.json?${++count}`, timeoutMs = 10_000) {
  await page.evaluate((...args) => globalThis.statuspaneTest.watch(...args), url, refreshMs, timeoutMs)
  const requests = () => asked.filter((address) => address === url).length
  return {
    requests,
    /** What it says as soon as that holds: status, error, the name that is shown. */
    async says(test) {
      for (;;) {
        const { status, error, name } = await page.evaluate(() => globalThis.statuspaneTest.told())
        const said = [status, error && [error.code, error.reason].filter(Boolean).join(' '), name]
        if (test(...said)) return said
        await pause()
      }
    },
    async isAskedAgain() {
      const before = requests()
      while (requests() <= before) await pause()
    },
  }
}

const isKnown = (status) => status !== 'loading'
const isStale = (status) => status === 'stale'
const isFresh = (status) => status === 'fresh'

describe('a feed that fails below HTTP:', { timeout: 120_000 }, () => {
  for (const [name, { error, atFirst = error, mood, begin, end }] of Object.entries(faults)) {
    const fail = () => (begin ? begin() : (there.state.mood = mood))
    const start = () => follow(undefined, error === 'timeout' ? 400 : undefined)
    const recover = () => (end ? end() : (there.state.mood = '/feed.json'))

    it(`${name}: shown and kept, asked for again, and over when it is over`, async () => {
      const seen = {}
      await fail()
      const first = await start()
      seen['no data yet'] = await first.says(isKnown)
      await first.isAskedAgain()
      await recover()
      seen['recovering, with nothing shown'] = await first.says(isFresh)

      const next = await start()
      await next.says(isFresh)
      await fail()
      seen.fresh = await next.says(isStale)
      await next.isAskedAgain()
      seen.stale = await next.says(isStale)
      await recover()
      seen.recovering = await next.says(isFresh)

      assert.deepEqual(seen, {
        'no data yet': ['failed', atFirst, undefined],
        'recovering, with nothing shown': ['fresh', undefined, 'Acme'],
        fresh: ['stale', error, 'Acme'],
        stale: ['stale', error, 'Acme'],
        recovering: ['fresh', undefined, 'Acme'],
      })
    })
  }

  it('a name that there is not: an error of the network, and asked for again', async () => {
    const feed = await follow('http://no-such-host.invalid/feed.json')
    assert.deepEqual(await feed.says(isKnown), ['failed', 'network unreachable', undefined])
    await feed.isAskedAgain()
  })

  // Firefox's driver answers no request for a site that there is not.
  it('http asked for by a page on https: an error of the network, which says to write https', { skip: isFirefox }, async () => {
    const { files } = await pageFiles()
    const secure = await browser.newPage()
    await secure.setRequestInterception(true)
    secure.on('request', (request) => {
      const { protocol, pathname } = new URL(request.url())
      const file = files.get(pathname)
      return protocol === 'https:' ? request.respond(file ? { headers: file.headers, body: file.body } : { status: 404 }) : request.continue()
    })
    await secure.goto('https://page.example/')
    const { error } = await secure.evaluate(() => globalThis.statuspaneTest.read({ feed: 'http://status.example/feed.json' }))
    await secure.close()
    assert.deepEqual([error.code, error.reason], ['network', 'unreachable'])
    assert.match(error.hint, /^Write https:\/\/ in the address/)
  })
})
