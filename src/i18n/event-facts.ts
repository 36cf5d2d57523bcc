import { endedAt, isMaintenance } from '../model/event.ts'
import { movedFrom, phaseOf } from '../model/maintenance.ts'
import type { StatusEvent } from '../model/snapshot.ts'
import type { Locale } from './locale.ts'
import { wordFor } from './names.ts'
import { ageText, incidentDetails, maintenanceDetails, maintenanceFact, type Names, touchedText, windowText } from './notice-text.ts'

/** An event's facts for a list in which its title and status stand apart: kind, window, what it touches, what is special now. */
export function eventFacts(event: StatusEvent, names: Names, locale: Locale, now: number): string[] {
  const { messages, format } = locale
  const named = touchedText(event, names, locale)
  if (!isMaintenance(event)) {
    const details = incidentDetails(event, locale)
    // The status of an open one stands apart.
    const said = endedAt(event) ? details : details.slice(1)
    return [`${messages.incident}, ${wordFor(messages.impact, event.impact)}`, ...named, ...said, ageText(event, locale, now)]
  }
  const phase = phaseOf(event, now)
  const first = movedFrom(event)
  const fact = maintenanceFact(event, phase, locale, now)
  const isPlain = phase === 'completed' || fact === messages.inProgress
  return [
    messages.maintenance,
    ...windowText(event, locale),
    ...(first ? [messages.endMovedFrom(format.time(first))] : []),
    ...named,
    ...(isPlain ? [] : [fact]),
    ...(phase === 'completed' ? maintenanceDetails(event, locale, now) : [ageText(event, locale, now)]),
  ]
}
