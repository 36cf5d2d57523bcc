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
    // Of what an earlier page has left nobody knows how it came about.
    lags = shown === made && isOlder(read, shown) ? lags + 1 : 0
    if (lags && lags < believedAfter) return undefined
    // What is made of it is not made anew; but the ends that were seen first may be known only now.
    made = withFirstEnds(shown, (read === last && made) || read, shown)
    last = read
    return made
  }
}

/** `next` with the old objects where it says the same, and the ends of maintenances that were first seen `earlier`. */
export function withFirstEnds(shown: StatusSnapshot | undefined, next: StatusSnapshot, earlier: StatusSnapshot | undefined): StatusSnapshot {
  return freeze(share(shown, { ...next, maintenances: rememberFirstEnds(earlier?.maintenances ?? [], next.maintenances) }))
}

const believedAfter = 3

const isOlder = (read: StatusSnapshot, shown: StatusSnapshot | undefined): boolean =>
  !!read.updatedAt && !!shown?.updatedAt && Date.parse(read.updatedAt) < Date.parse(shown.updatedAt)
