import { isCurrent } from './maintenance.ts'
import type { StatusSnapshot } from './snapshot.ts'
import { isWorse } from './words.ts'

export interface StatusView {
  snapshot: StatusSnapshot
  /** Components whose trouble the host's filter has put aside together with the event that names them. */
  muted: ReadonlySet<string>
  unmatched: string[]
}

/** A view whose indicator tells of work that goes on by the clock alone; `now` in ms. */
export function withWork(view: StatusView, now: number | undefined): StatusView {
  const { snapshot } = view
  const isWorking = now !== undefined && snapshot.maintenances.some((m) => isCurrent(m, now))
  return isWorking && isWorse('maintenance', snapshot.indicator)
    ? { ...view, snapshot: { ...snapshot, indicator: 'maintenance' } }
    : view
}

/** All of a snapshot. */
export const wholeView = (snapshot: StatusSnapshot, now: number): StatusView =>
  withWork({ snapshot, muted: new Set(), unmatched: [] }, now)
