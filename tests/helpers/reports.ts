import type { StatusError } from '../../src/client/status-error.ts'

/** What elements say of themselves in a test: warnings in the console, `statuspane-error` events, errors thrown into the page. */
export function useReports() {
  const warnings: string[] = []
  const errors: StatusError[] = []
  const thrown: unknown[] = []
  const { warn } = console

  const onError = ({ detail }: HTMLElementEventMap['statuspane-error']) => errors.push(detail.error)
  const onThrown = (event: ErrorEvent | PromiseRejectionEvent) => {
    thrown.push('reason' in event ? event.reason : event.error)
    event.preventDefault()
  }

  // Fetched when first needed: here before the tests, so that none has to wait for the network.
  before(() => Promise.all([import('../../src/elements/misuse.ts'), import('../../src/client/explain.ts')]))
  beforeEach(() => {
    warnings.length = errors.length = thrown.length = 0
    console.warn = (...words: unknown[]) => {
      const text = words.map(String).join(' ')
      // Lit's own, in its development build.
      if (!text.includes('lit.dev/msg')) warnings.push(text)
    }
    document.body.addEventListener('statuspane-error', onError)
    addEventListener('error', onThrown)
    addEventListener('unhandledrejection', onThrown)
  })
  afterEach(() => {
    console.warn = warn
    document.body.removeEventListener('statuspane-error', onError)
    removeEventListener('error', onThrown)
    removeEventListener('unhandledrejection', onThrown)
  })

  return {
    warnings,
    errors,
    thrown,
    codes: () => errors.map(({ code }) => code),
  }
}

/** All that is ready to run has run; needs no timer, so it works with a clock that stands still. */
export const settled = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
