import type { CatalogueEntry } from './feed.ts'

/** Feeds that the page has defined, the newest first; they come before all others. */
export const own: CatalogueEntry[] = []

const listeners = new Set<(id: string) => void>()

/** Tells the id of each feed that is defined from now on. Returns how to stop. */
export function onDefined(listener: (id: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const tellDefined = (id: string): void => listeners.forEach((listener) => listener(id))
