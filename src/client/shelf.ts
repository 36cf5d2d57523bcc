import type { CatalogueEntry } from '../feeds/feed.ts'
import { feedAt } from '../feeds/hosts.ts'
import { nearest } from '../feeds/nearest.ts'
import { own } from '../feeds/own.ts'

/** What feeds are looked up in. */
export interface Shelf {
  /** What is at hand. */
  readonly near: readonly CatalogueEntry[]
  /** The feed whose host this is, where the address alone tells. */
  feedAt?(address: URL): string | undefined
  /** All there are, those at hand first; fetched when none of these fits. */
  all?(): Promise<readonly CatalogueEntry[]>
}

export const shelf: Shelf = {
  get near() {
    return [...own, ...nearest]
  },
  feedAt,
  all: () => import('../feeds/catalogue.ts').then(({ catalogue }) => catalogue),
}
