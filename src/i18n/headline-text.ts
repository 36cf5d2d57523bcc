import { isOpenIncident } from '../model/event.ts'
import { honestHeadline, isAllClear } from '../model/indicator.ts'
import { phaseOf } from '../model/maintenance.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import { indicatorStatus } from '../model/words.ts'
import type { Locale } from './locale.ts'

/** The overall state in two or three words, for a badge. */
export function stateText(snapshot: StatusSnapshot, { messages, format }: Locale): string {
  const { indicator, incidents } = snapshot
  if (isAllClear(snapshot)) return messages.allOperational
  if (indicator === 'none') {
    const open = incidents.filter(isOpenIncident).length
    return messages.openIncidents(open, format.number(open))
  }
  return indicator === 'unknown' ? messages.statusUnknown : messages.componentStatus[indicatorStatus(indicator)]
}

/** One sentence that is true of the whole page: its own headline while that is no rosier than what is known, else ours. */
export function headlineText(snapshot: StatusSnapshot, locale: Locale, now: number): string {
  const { messages, format } = locale
  const own = honestHeadline(snapshot)
  if (own) return own
  const { indicator, components } = snapshot
  const what = indicator === 'maintenance' ? messages.maintenanceInProgress : stateText(snapshot, locale)
  const affected = affectedCount(snapshot, now)
  return affected && indicator !== 'none'
    ? messages.onComponents(what, format.number(affected), format.number(components.length))
    : what
}

/** How many components the indicator speaks of: those in trouble themselves, or named by an event that is going on. */
function affectedCount({ indicator, components, incidents, maintenances }: StatusSnapshot, now: number): number {
  if (indicator === 'unknown') return components.filter((c) => c.status === 'unknown').length
  const current = [
    ...incidents.filter((i) => isOpenIncident(i) && i.impact !== 'none'),
    ...maintenances.filter((m) => ['active', 'overdue'].includes(phaseOf(m, now))),
  ].flatMap((e) => e.componentIds)
  return components.filter((c) => (c.status !== 'operational' && c.status !== 'unknown') || current.includes(c.id)).length
}
