import { expect } from 'chai'
import { readStatus, watchStatus, type WatchedStatus } from '../../src/headless.ts'
import { component, incident, page } from '../feeds/statuspage-documents.ts'
import { useClock } from '../helpers/clock.ts'
import { comeBack } from './page.ts'

const feed = 'https://x.test/api/v2/summary.json'
const summary = {
  page,
  status: { indicator: 'minor', description: 'Minor Service Outage' },
  components: [component('api'), component('web'), component('a,b')],
  incidents: [incident('slow')],
  scheduled_maintenances: [],
}

/** A site that counts how often it is asked. */
function site() {
  const asked: string[] = []
  const fetch = async (url: unknown) => {
    asked.push(String(url))
    return Response.json(summary)
  }
  return { asked, fetch: fetch as typeof globalThis.fetch }
}

const names = (components: string | string[]) => readStatus(feed, { ...site(), components }).then((it) => it.components.map(({ id }) => id))

describe('readStatus', () => {
  it('takes components as a list or with commas between, as the attribute does', async () => {
    expect(await names(['web', 'api'])).to.deep.equal(['api', 'web'])
    expect(await names('web, API')).to.deep.equal(['api', 'web'])
    expect(await names('a\\,b')).to.deep.equal(['a,b'])
  })
})

describe('watchStatus', () => {
  const clock = useClock()
  const stops: (() => void)[] = []
  beforeEach(comeBack)
  afterEach(() => stops.splice(0).forEach((stop) => stop()))

  /** One turn of the page, by a message, since its timers stand still. */
  const settled = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = resolve
      port2.postMessage('')
    })

  async function watch(options?: Parameters<typeof watchStatus>[1]) {
    const { asked, fetch } = site()
    const told: WatchedStatus[] = []
    stops.push(watchStatus(feed, { fetch, ...options }, (status) => told.push(status)))
    await until(() => told.length > 0)
    for (let i = 0; i < 200; i++) await settled()
    return { asked, told }
  }

  async function until(isSo: () => boolean) {
    for (let i = 0; i < 5000 && !isSo(); i++) await settled()
  }

  it('polls by the second, and never faster than each 15 s', async () => {
    for (const [refresh, seconds] of [[15, 17], [60, 66], [1, 66], [undefined, 66]] as const) {
      const { asked } = await watch(refresh === undefined ? {} : { refresh })
      clock().tick(13_000)
      await settled()
      expect(asked, `${refresh}`).to.have.lengthOf(1)
      clock().tick((seconds - 13) * 1000)
      await until(() => asked.length > 1)
      expect(asked, `${refresh}`).to.have.lengthOf(2)
      stops.splice(0).forEach((stop) => stop())
    }
  })

  it('does nothing for a signal that was aborted before', async () => {
    const { asked, fetch } = site()
    watchStatus(feed, { fetch, signal: AbortSignal.abort() }, () => expect.fail('told'))
    await settled()
    expect(asked).to.deep.equal([])
  })
})
