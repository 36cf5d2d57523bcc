import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { build } from 'vite'
import workerd from 'workerd'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { parseStatus, readStatus } from '../../src/headless.ts'
import { launch, pageFiles } from './browser.mjs'
import { startFeedServer } from './feed-server.mjs'

/** A site with feeds, a page in a browser, and a worker: each has our headless part and the same documents. */
let site, browser, page, worker

before(async () => {
  const { files } = await pageFiles()
  site = await startFeedServer(files)
  ;[browser, worker] = await Promise.all([launch(), startWorker()])
  page = await browser.newPage()
  await page.goto(`${site.origin}/`)
})

after(() => Promise.all([browser?.close(), site?.stop(), worker?.stop()]))

/** One script in a worker of workerd, which may reach this machine's own servers. */
async function startWorker() {
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: 'tests/server/worker.ts', formats: ['es'], fileName: 'worker' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const folder = await mkdtemp(join(tmpdir(), 'worker-'))
  await writeFile(join(folder, 'worker.js'), output[0].code)
  await writeFile(
    join(folder, 'config.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), (name = "internet", network = (allow = ["private"]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2024-09-01",
);
`,
  )
  // It tells on its third channel which port it was given.
  const child = spawn(workerd.default ?? workerd, ['serve', join(folder, 'config.capnp'), '--control-fd=3'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  })
  const [message] = await once(child.stdio[3].setEncoding('utf8'), 'data')
  const { port } = JSON.parse(message.split('\n')[0])
  return {
    ask: async (path, init) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, init)
      const text = await answer.text()
      if (!answer.ok) throw new Error(text)
      return text
    },
    async stop() {
      child.kill()
      await once(child, 'exit')
      await rm(folder, { recursive: true })
    },
  }
}

describe('without elements', { timeout: 60_000 }, () => {
  for (const { id } of catalogue) {
    it(`the documents of ${id} become the same snapshot, byte for byte, in Node, in a worker and in a browser`, async () => {
      const fixture = JSON.parse(await readFile(new URL(`../feeds/fixtures/${id}.json`, import.meta.url), 'utf8'))
      const parameters = [id, fixture.documents, fixture.page]
      const snapshot = parseStatus(...parameters)
      assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), fixture.snapshot)
      assert.equal(await worker.ask('/', { method: 'POST', body: JSON.stringify(parameters) }), JSON.stringify(snapshot))
      assert.equal(await page.evaluate((given) => globalThis.statuspaneTest.parse(...given), parameters), JSON.stringify(snapshot))
    })
  }

  it('a feed is read over the network in Node and in a worker', async () => {
    const feed = `${site.origin}/feed.json`
    const snapshot = await readStatus(feed)
    assert.equal(snapshot.page.name, 'Acme')
    assert.equal(await worker.ask(`/?feed=${encodeURIComponent(feed)}`), JSON.stringify(snapshot))
  })

  it('a feed that is no longer in UTF-8 is too', async () => {
    const feed = `${site.origin}/utf-16.json`
    assert.equal(await worker.ask(`/?feed=${encodeURIComponent(feed)}`), JSON.stringify(await readStatus(feed)))
  })

  it('what cannot be read is an error with a code in a worker as well', async () => {
    await assert.rejects(worker.ask(`/?feed=${encodeURIComponent(`${site.origin}/nothing.json`)}`), /StatusError: .*answered 404/)
  })
})
