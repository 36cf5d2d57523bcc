import { catalogue } from '../../src/feeds/catalogue.ts'
import type { CatalogueEntry, FeedReader } from '../../src/feeds/feed.ts'

/** One golden file per adapter, under the adapter's id: a page, its documents, and the snapshot they become. */
export interface Fixture {
  /** What demo/feeds.html says: what to give as feed, whether browsers may read it, and the month when its format was last seen. */
  about: { give: string; browser: 'yes' | 'no' | 'depends'; seen: string }
  page: string
  documents: Record<string, unknown>
  snapshot: unknown
}

export interface Adapter {
  entry: CatalogueEntry
  reader: FeedReader
  fixture: Fixture
}

export async function loadFixture(id: string): Promise<Fixture> {
  // The test server makes modules of JSON files.
  const module: { default: Fixture } = await import(new URL(`./fixtures/${id}.json`, import.meta.url).href)
  return module.default
}

/** Every adapter of the catalogue: a new one is tested for being in it. */
export const loadAdapters = (): Promise<Adapter[]> =>
  Promise.all(
    catalogue.map(async (entry) => ({ entry, reader: await entry.load(), fixture: await loadFixture(entry.id) })),
  )

/** However deeply it is nested; what is frozen already is so to its end. */
export function freeze<T>(value: T): T {
  const found: unknown[] = [value]
  for (const part of found) if (!Object.isFrozen(part)) for (const inner of Object.values(Object.freeze(Object(part)))) found.push(inner)
  return value
}

type Path = (string | number)[]

/** Each value in a JSON document that `isWanted`, with the way to it. */
export function* find(value: unknown, isWanted: (value: unknown, path: Path) => boolean, path: Path = []): Generator<[unknown, Path]> {
  if (isWanted(value, path)) yield [value, path]
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) {
    yield* find(part, isWanted, [...path, Array.isArray(value) ? Number(key) : key])
  }
}

/** A copy of a JSON document with another value at one place. */
export function withValue(document: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(document)) return document.map((part, i) => (i === key ? withValue(part, rest, value) : part))
  const object = document as Record<string, unknown>
  return { ...object, [key]: withValue(object[key], rest, value) }
}
