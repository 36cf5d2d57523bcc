import { expect } from 'chai'
import { defineFeed, readStatus, StatusError, watchStatus, type WatchedStatus } from '../../src/headless.ts'
import { component, incident, page } from '../feeds/statuspage-documents.ts'
import { useClock } from '../helpers/clock.ts'
import { snapshot } from '../model/make.ts'
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

  it('says of a name that is none', async () => {
    const { components, problems } = await readStatus(feed, { ...site(), components: 'web, fax', refresh: 60, maxAge: '1h' })
    expect(components.map(({ id }) => id)).to.deep.equal(['web'])
    expect(problems).to.deep.equal([{ path: 'components', message: '"fax" is no component or group of this page' }])
  })
})

describe('readStatus of what', () => {
  it('is one feed named twice reads that one', async () => {
    const { asked, fetch } = site()
    const { components } = await readStatus(`${feed} https://X.test/api/v2/summary.json`, { fetch })
    expect(components[0]?.id).to.equal('api')
    expect(asked).to.deep.equal([feed])
  })

  it('is filtered gives what nobody can change', async () => {
    const { components, groups } = await readStatus(feed, { ...site(), components: 'api' })
    expect([components, groups].every(Object.isFrozen)).to.equal(true)
  })

  it('is given up says so', async () => {
    const reason = new Error('enough')
    const hanging = () => new Promise<Response>(() => {})
    const controller = new AbortController()
    const reading = readStatus(feed, { fetch: hanging, signal: controller.signal })
    controller.abort(reason)
    for (const read of [reading, readStatus(feed, { ...site(), signal: AbortSignal.abort(reason) })]) {
      const error = await read.then(() => expect.fail('was read'), (thrown) => thrown)
      expect(error).to.be.instanceOf(StatusError).and.to.include({ code: 'network', reason: 'aborted', url: feed, cause: reason })
    }
  })
})

describe('what readStatus has found out', () => {
  const page = 'https://kept.test/'
  const native = (name: string) => ({ $schema: 'https://x.test/statuspane/v1.json', ...snapshot({ page: { name } }) })
  const betterStack = { data: { id: '1', type: 'status_page', attributes: { company_name: 'Better', aggregate_state: 'operational' } }, included: [] }

  function changing(documents: Record<string, object | number>) {
    const asked: string[] = []
    const fetch = async (url: unknown) => {
      asked.push(String(url))
      const answer = documents[new URL(String(url)).pathname] ?? 404
      return typeof answer === 'number' ? new Response('', { status: answer }) : Response.json(answer)
    }
    return { asked, documents, fetch: fetch as typeof globalThis.fetch }
  }

  it('costs no request the next time, and is forgotten when it does not fit any more', async () => {
    const { asked, documents, fetch } = changing({ '/index.json': betterStack })
    const read = async () => {
      asked.length = 0
      const { page: found } = await readStatus(page, { fetch })
      return [found.name, ...asked.map((url) => new URL(url).pathname)]
    }
    expect(await read()).to.deep.equal(['Better', '/api/v2/summary.json', '/index.json'])
    expect(await read()).to.deep.equal(['Better', '/index.json'])
    documents['/index.json'] = 404
    documents['/api/v2/summary.json'] = native('Moved')
    expect(await read()).to.deep.equal(['Moved', '/index.json', '/api/v2/summary.json'])
    expect(await read()).to.deep.equal(['Moved', '/api/v2/summary.json'])
  })

  it('outlives a time of trouble, and is another’s own where the fetch is', async () => {
    const { asked, documents, fetch } = changing({ '/index.json': betterStack })
    await readStatus(page, { fetch })
    documents['/index.json'] = 503
    const error = await readStatus(page, { fetch }).then(() => expect.fail('was read'), (thrown) => thrown)
    expect(error).to.include({ code: 'http', reason: '503' })
    documents['/index.json'] = betterStack
    asked.length = 0
    await readStatus(page, { fetch })
    expect(asked).to.have.lengthOf(1)
    await readStatus(page, { fetch: (...args) => fetch(...args) })
    expect(asked).to.have.lengthOf(3)
  })

  it('gives way to a feed that is defined', async () => {
    const { fetch } = changing({ '/index.json': betterStack })
    await readStatus(page, { fetch })
    defineFeed({ id: 'kept', name: 'Kept', match: ({ hostname }) => hostname === 'kept.test', requests: (base) => [{ key: 'all', url: new URL('/index.json', base).href }], parse: () => snapshot({ page: { name: 'Own' } }) })
    expect((await readStatus(page, { fetch })).page.name).to.equal('Own')
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

  it('tells who comes later what is known, a failure too', async () => {
    for (const fetch of [site().fetch, async () => new Response('', { status: 503 })]) {
      const { told } = await watch({ fetch })
      const later = await watch({ fetch })
      expect(later.told).to.deep.equal(told)
    }
  })

  it('can be stopped by its listener, even by one that is told at once', async () => {
    const { fetch } = site()
    await watch({ fetch })
    let count = 0
    const stop = watchStatus(feed, { fetch }, () => {
      count++
      stop()
    })
    await until(() => count > 0)
    clock().tick(120_000)
    for (let i = 0; i < 200; i++) await settled()
    expect(count).to.equal(1)
  })

  it('tells when a document has grown too old, though it is what it was', async () => {
    const made = new Date(Date.now() - 50 * 60_000).toISOString()
    const document = { $schema: 'https://x.test/statuspane/v1.json', ...snapshot({ generatedAt: made }) }
    const { told } = await watch({ fetch: async () => Response.json(document), refresh: 0 })
    expect(told.map(({ status }) => status)).to.deep.equal(['fresh'])
    clock().tick(10 * 60_000 + 1)
    expect(told.map(({ status }) => status)).to.deep.equal(['fresh', 'stale'])
    stops.splice(0).forEach((stop) => stop())
    expect(clock().countTimers()).to.equal(0)
  })

  it('is not thrown off by what its listener throws', async () => {
    const { fetch } = site()
    await watch({ fetch })
    let count = 0
    stops.push(
      watchStatus(feed, { fetch }, () => {
        count++
        throw new Error('no')
      }),
    )
    await until(() => count > 0)
    for (let i = 0; i < 200; i++) await settled()
    expect(count).to.equal(1)
  })

  it('does nothing for a signal that was aborted before', async () => {
    const { asked, fetch } = site()
    watchStatus(feed, { fetch, signal: AbortSignal.abort() }, () => expect.fail('told'))
    await settled()
    expect(asked).to.deep.equal([])
  })
})
