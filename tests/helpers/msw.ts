import { http, HttpResponse, type HttpResponseResolver } from 'msw'
import { setupWorker } from 'msw/browser'

const worker = setupWorker()

/** The network of a test: `answer(url, resolver)` puts a document on it, `asked` lists what was read, in order. */
export function useNetwork() {
  const asked: string[] = []
  const silent: (() => void)[] = []
  before(async () => {
    await control()
    await worker.start({ quiet: true, onUnhandledFrame: 'bypass' })
  })
  afterEach(() => {
    worker.resetHandlers()
    for (const end of silent.splice(0)) end()
    asked.length = 0
  })
  after(() => worker.stop())
  return {
    asked,
    /** An address that does not answer; it fails when the test is over, or when what is given back is called. */
    hang(url: string): () => void {
      let end = () => {}
      const over = new Promise<void>((resolve) => (end = resolve))
      silent.push(end)
      this.answer(url, () => over.then(() => HttpResponse.error()))
      return end
    },
    /** The newest answer for an address counts. */
    answer(url: string, resolver: HttpResponseResolver) {
      worker.use(
        http.get(url, (info) => {
          asked.push(info.request.url)
          return resolver(info)
        }),
      )
    },
  }
}

/** MSW reloads a page that is not yet in the hands of a worker which another page, running beside it, has brought. */
async function control() {
  const { serviceWorker } = navigator
  await serviceWorker.register('/mockServiceWorker.js')
  if (serviceWorker.controller) return
  await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
}
