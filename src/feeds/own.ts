import type { CatalogueEntry } from './feed.ts'

/** Feeds that the page has defined, the newest first; they come before all others. */
export const own: CatalogueEntry[] = []

const listeners = new Set<() => void>()

/** Tells of each feed that is defined from now on. Returns how to stop. */
export function onDefined(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const tellDefined = (): void => listeners.forEach((listener) => listener())
