import { isEnded, isMaintenance } from './event.ts'
import { phaseOf } from './maintenance.ts'
import type { StatusEvent } from './snapshot.ts'

const longMs = 2 * 3_600_000

/**
 * How long ago an active event was last updated, in ms, once that is long (over two hours).
 * 0 before that, once the event is over, and while a maintenance still lies ahead.
 */
export function silenceMs(event: StatusEvent, now: number): number {
  const last = event.updates[0]?.at
  const isActive = isMaintenance(event) ? /active|overdue/.test(phaseOf(event, now)) : !isEnded(event)
  const quiet = last && isActive ? now - Date.parse(last) : 0
  return quiet > longMs ? quiet : 0
}
