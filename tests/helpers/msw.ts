import { http, type HttpResponseResolver } from 'msw'
import { setupWorker } from 'msw/browser'

const worker = setupWorker()

/** The network of a test: `answer(url, resolver)` puts a document on it, `asked` lists what was read, in order. */
export function useNetwork() {
  const asked: string[] = []
  before(() => worker.start({ quiet: true, onUnhandledFrame: 'bypass' }))
  afterEach(() => {
    worker.resetHandlers()
    asked.length = 0
  })
  after(() => worker.stop())
  return {
    asked,
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
