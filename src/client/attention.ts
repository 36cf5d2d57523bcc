/** `gone` = the page was left and may lie in the back/forward cache. */
export type Attention = 'here' | 'away' | 'gone'

const listeners = new Set<() => void>()
const events = ['visibilitychange', 'online', 'offline', 'pagehide', 'pageshow']
let gone = false

/** Whether someone looks at the page and it is online; always `here` where there are no pages. */
export const attention = (): Attention =>
  gone ? 'gone' : globalThis.document?.visibilityState === 'hidden' || globalThis.navigator?.onLine === false ? 'away' : 'here'

/** Calls `listener` whenever `attention()` may have changed. The page is listened to from the first listener to the last. */
export function onAttention(listener: () => void): () => void {
  if (!listeners.size) {
    gone = false
    listen('addEventListener')
  }
  listeners.add(listener)
  return () => {
    if (listeners.delete(listener) && !listeners.size) listen('removeEventListener')
  }
}

// On the window and in the capture phase: no listener of the page can come before and stop the event.
const listen = (method: 'addEventListener' | 'removeEventListener') => {
  for (const type of events) globalThis[method]?.(type, notify, true)
}

const notify = ({ type }: Event) => {
  if (type.startsWith('page')) gone = type === 'pagehide'
  for (const listener of [...listeners]) listener()
}
