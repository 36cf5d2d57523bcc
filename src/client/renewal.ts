import { rememberFirstEnds } from '../model/maintenance.ts'
import { share } from '../model/share.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import { freeze } from './feed-source.ts'

/**
 * Makes what is shown next of what was read: the old objects wherever nothing changed, moved ends with the end that was
 * first seen. Undefined for a document that is older than the one that is shown, as a cache that lags behind gives it,
 * until it has come three times in a row: then the feed itself went back.
 */
export function renewal(): (shown: StatusSnapshot | undefined, read: StatusSnapshot) => StatusSnapshot | undefined {
  let last: StatusSnapshot | undefined
  let made: StatusSnapshot | undefined
  let lags = 0
  return (shown, read) => {
    lags = isOlder(read, shown) ? lags + 1 : 0
    if (lags && lags < believedAfter) return undefined
    if (read !== last || !made) {
      const maintenances = rememberFirstEnds(shown?.maintenances ?? [], read.maintenances)
      made = freeze(share(shown, { ...read, maintenances }))
      last = read
    }
    return made
  }
}

const believedAfter = 3

const isOlder = (read: StatusSnapshot, shown: StatusSnapshot | undefined): boolean =>
  !!read.updatedAt && !!shown?.updatedAt && Date.parse(read.updatedAt) < Date.parse(shown.updatedAt)
