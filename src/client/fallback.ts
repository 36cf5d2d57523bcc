import type { ReadFeed } from './feed-source.ts'

// A chunk of its own, loaded for the first feed that has a fallback.

/**
 * The first of several sources that can be read; all are tried anew at each poll, in order. When none can, the error is
 * the first one's. The past is read where the present came from.
 */
export function firstOf(sources: readonly [ReadFeed, ...ReadFeed[]]): ReadFeed {
  let [current] = sources
  return async (when, previous, signal) => {
    if (when === 'history') return current(when, previous, signal)
    const errors: unknown[] = []
    for (const source of sources) {
      try {
        const snapshot = await source(when, previous, signal)
        current = source
        return snapshot
      } catch (error) {
        if (signal.aborted) throw error
        errors.push(error)
      }
    }
    throw errors[0]
  }
}
