import { isEnded } from './event.ts'
import type { StatusEvent } from './snapshot.ts'

const longMs = 2 * 3_600_000

/** How long ago an open event was last updated, in ms, once that is long (over two hours); 0 before, and once it is over. */
export function silenceMs(event: StatusEvent, now: number): number {
  const last = event.updates[0]?.at
  const quiet = last && !isEnded(event) ? now - Date.parse(last) : 0
  return quiet > longMs ? quiet : 0
}
