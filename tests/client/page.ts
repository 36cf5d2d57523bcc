/** What a browser does to a page. */

const fake = (target: object, key: string, value: unknown) =>
  Object.defineProperty(target, key, { configurable: true, get: () => value })

function setVisible(state: DocumentVisibilityState) {
  fake(document, 'visibilityState', state)
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}

export const hide = () => setVisible('hidden')
export const comeBack = () => setVisible('visible')

export function offline() {
  fake(navigator, 'onLine', false)
  dispatchEvent(new Event('offline'))
}

export function online() {
  fake(navigator, 'onLine', true)
  dispatchEvent(new Event('online'))
}

export const leave = () => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
export const returnFromCache = () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
