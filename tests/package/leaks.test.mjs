import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { readStatus, watchStatus } from '../../dist/headless.js'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc')

const feeds = 'https://a.test/status.json https://b.test/status.json'
const document = {
  $schema: 'https://x.test/statuspane/v1.json',
  page: { name: 'A' },
  indicator: 'none',
  groups: [],
  components: [],
  incidents: [],
  maintenances: [],
  problems: [],
}

/** Reads and watches with a fetch of its own, as a page does that makes one at each rendering, and lets go of it. */
async function use() {
  const fetch = async () => Response.json(document)
  await readStatus(feeds, { fetch })
  await new Promise((resolve) => {
    const stop = watchStatus(feeds, { fetch }, () => {
      stop()
      resolve()
    })
  })
  return new WeakRef(fetch)
}

it('a fetch that nobody uses any more is not held by the feeds that were read with it', async () => {
  const used = await use()
  for (let i = 0; i < 20 && used.deref(); i++) {
    await new Promise((resolve) => setImmediate(resolve))
    gc()
  }
  assert.equal(used.deref(), undefined)
})
