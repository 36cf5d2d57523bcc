import { isOpenIncident } from './event.ts'
import type { StatusSnapshot } from './snapshot.ts'
import { worst } from './words.ts'

/** True only when nothing is unknown and no incident is open, whatever its impact: the one case for "all operational". */
export const isAllClear = ({ indicator, incidents }: StatusSnapshot): boolean =>
  indicator === 'none' && !incidents.some(isOpenIncident)

/** The page's own headline, while it is no rosier than what is known. */
export function honestHeadline(snapshot: StatusSnapshot): string | undefined {
  const { claim, indicator } = snapshot
  if (!claim?.headline || worst([claim.indicator, indicator]) !== claim.indicator) return undefined
  return claim.indicator === 'none' && !isAllClear(snapshot) ? undefined : claim.headline
}
