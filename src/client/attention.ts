/** Whether someone looks at the page and it is online; always so where there are no pages. */
export const isAttended = (): boolean =>
  globalThis.document?.visibilityState !== 'hidden' && globalThis.navigator?.onLine !== false

/** The reader has asked the browser to spare the line. */
export const savesData = (): boolean => {
  const { connection } = (globalThis.navigator ?? {}) as { connection?: { saveData?: boolean } }
  return connection?.saveData === true
}

const events = ['visibilitychange', 'online', 'offline', 'pagehide', 'pageshow', 'freeze', 'resume']

/** Calls `listener` whenever `isAttended()` may have changed, and with `pagehide` or `freeze` as the page is left. */
export function onAttention(listener: (event: { type: string }) => void): () => void {
  const hear = (event: Event) => {
    // A page's own elements may have events of these names.
    if (event.target === globalThis.window || event.target === globalThis.document) listener(event)
  }
  // On the window and in the capture phase: no listener of the page can come before and stop the event.
  for (const type of events) globalThis.addEventListener?.(type, hear, true)
  return () => {
    for (const type of events) globalThis.removeEventListener?.(type, hear, true)
  }
}
