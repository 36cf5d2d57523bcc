import { isEndedMaintenance, isUnderway } from './event.ts'
import type { Maintenance } from './snapshot.ts'

/**
 * `overdue` = past its current scheduled end and not closed, or past its start and not begun as far as the page says.
 */
export type Phase = 'upcoming' | 'active' | 'overdue' | 'completed'

const ms = (instant: string | undefined): number | undefined => (instant ? Date.parse(instant) : undefined)

/** The scheduled end in ms, unless the feed puts it before the start: such an end says nothing. */
function usableEnd({ scheduledStart, scheduledEnd }: Maintenance): number | undefined {
  const start = ms(scheduledStart)
  const end = ms(scheduledEnd)
  return end !== undefined && start !== undefined && end < start ? undefined : end
}

/** Where a maintenance stands at `now` (ms). A status the feed did not make clear is read from the window alone. */
export function phaseOf(maintenance: Maintenance, now: number): Phase {
  if (isEndedMaintenance(maintenance)) return 'completed'
  const start = ms(maintenance.scheduledStart)
  const end = usableEnd(maintenance)
  if (end !== undefined && now > end) return 'overdue'
  if (isUnderway(maintenance)) return 'active'
  if (maintenance.status === 'unknown') return start !== undefined && now < start ? 'upcoming' : 'active'
  return start !== undefined && now > start ? 'overdue' : 'upcoming'
}

/** True while work is being done, by the feed's word or, where its status is not clear, by the clock. */
export const isCurrent = (maintenance: Maintenance, now: number): boolean =>
  isUnderway(maintenance) || (maintenance.status === 'unknown' && /active|overdue/.test(phaseOf(maintenance, now)))

/** True when the page still calls it scheduled although its start has passed. */
export const isLateToStart = (maintenance: Maintenance, now: number): boolean =>
  maintenance.status === 'scheduled' && phaseOf(maintenance, now) === 'overdue'

/** How long past its current scheduled end an open maintenance is, in ms; 0 when it is not. */
export function overrunMs(maintenance: Maintenance, now: number): number {
  const end = usableEnd(maintenance)
  return end !== undefined && phaseOf(maintenance, now) === 'overdue' ? Math.max(0, now - end) : 0
}

/** The end first announced, when it is known to have been another than the current one. */
export function movedFrom({ firstScheduledEnd, scheduledEnd }: Maintenance): string | undefined {
  return firstScheduledEnd && scheduledEnd && Date.parse(firstScheduledEnd) !== Date.parse(scheduledEnd)
    ? firstScheduledEnd
    : undefined
}

/** How long an open maintenance is past the end first announced, in ms; 0 when that was not moved or lies ahead. */
export function pastFirstEndMs(maintenance: Maintenance, now: number): number {
  const first = movedFrom(maintenance)
  return first && phaseOf(maintenance, now) !== 'completed' ? Math.max(0, now - Date.parse(first)) : 0
}

/** When work really began: the feed's own word, else the planned start once work is under way or over. */
export const beganAt = (maintenance: Maintenance): string | undefined =>
  maintenance.startedAt ??
  (isUnderway(maintenance) || maintenance.status === 'completed' ? maintenance.scheduledStart : undefined)

/**
 * Keeps the end each maintenance was first announced with: from the feed, else from what was seen before.
 * A feed holds only its newest window, so a moved end is known only by comparing.
 */
export function rememberFirstEnds(
  previous: readonly Maintenance[],
  next: readonly Maintenance[],
): Maintenance[] {
  const seen = new Map(previous.map((m) => [m.id, m]))
  return next.map((m) => {
    const before = seen.get(m.id)
    const first = m.firstScheduledEnd ?? before?.firstScheduledEnd ?? before?.scheduledEnd
    const isMoved = first && ms(first) !== ms(m.scheduledEnd)
    return isMoved && first !== m.firstScheduledEnd ? { ...m, firstScheduledEnd: first } : m
  })
}
