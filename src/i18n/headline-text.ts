import { isOpenIncident, isUnderway } from '../model/event.ts'
import { honestHeadline, isAllClear } from '../model/headline.ts'
import { impactIndicator } from '../model/indicator.ts'
import type { Component, StatusSnapshot } from '../model/snapshot.ts'
import { indicatorStatus } from '../model/words.ts'
import type { Locale } from './locale.ts'
import { visible, wordFor } from './names.ts'

/**
 * The overall state in two or three words, for a badge. An incident's impact is no word on the state of a component:
 * no outage is spoken of where no component is in one.
 * @param isPart some of the page was filtered out, so that nothing can be said of all
 */
export function stateText(snapshot: StatusSnapshot, { messages, format }: Locale, isPart = false): string {
  const { indicator, components, incidents } = snapshot
  if (isAllClear(snapshot)) return isPart ? messages.componentStatus.operational : messages.allOperational
  const open = incidents.filter(isOpenIncident)
  if (open.length && /none|unknown/.test(indicator)) return messages.openIncidents(open.length, format.number(open.length))
  if (indicator === 'unknown') return messages.statusUnknown
  const status = indicatorStatus(indicator)
  const ofComponents = messages.componentStatus[status]
  if (components.some((c) => c.status === status)) return ofComponents
  const grave = open.find((i) => impactIndicator(i.impact) === indicator)
  return grave ? wordFor(messages.openIncident, grave.impact) : visible(honestHeadline(snapshot), ofComponents)
}

/** One sentence that is true of the whole page: its own headline while that is no rosier than what is known, else ours. */
export function headlineText(snapshot: StatusSnapshot, locale: Locale, isPart = false): string {
  const { messages, format } = locale
  const { indicator, components } = snapshot
  const what = indicator === 'maintenance' ? messages.maintenanceInProgress : stateText(snapshot, locale, isPart)
  const affected = indicator === 'none' ? 0 : affectedCount(snapshot)
  const ours = affected && components.length > 1 ? messages.onComponents(what, format.number(affected), format.number(components.length)) : what
  return visible(honestHeadline(snapshot), ours)
}

/**
 * How many components are in the very state that the indicator names: by their own word, which a page under maintenance
 * often forgets to change, or where none says so, by that of the event that names them.
 */
function affectedCount({ indicator, components, incidents, maintenances }: StatusSnapshot): number {
  const isMaintenance = indicator === 'maintenance'
  const named = (
    isMaintenance
      ? maintenances.filter((m) => isUnderway(m) || m.status === 'unknown')
      : incidents.filter((i) => isOpenIncident(i) && impactIndicator(i.impact) === indicator)
  ).flatMap((event) => event.componentIds)
  const isIn = (c: Component) => c.status === indicatorStatus(indicator)
  const own = components.filter(isIn).length
  return own && !isMaintenance ? own : components.filter((c) => isIn(c) || named.includes(c.id)).length
}
