import type { Incident, Maintenance, StatusEvent } from './snapshot.ts'

/** True for a maintenance; an incident is the only event with an impact. */
export const isMaintenance = (event: StatusEvent): event is Maintenance => !('impact' in event)

/** What of an incident tells whether it is open and how bad it is. */
export type IncidentState = Pick<Incident, 'status' | 'impact'> & { resolvedAt?: string | null | undefined }

/** False once the feed says resolved, or says a word of its own beside the time when it was resolved. */
export const isOpenIncident = ({ status, resolvedAt }: IncidentState): boolean =>
  status === 'unknown' ? !resolvedAt : status !== 'resolved' && status !== 'postmortem'

/** True once the feed says that work is over or off, or says a word of its own beside the time when it was completed. */
export const isEndedMaintenance = ({ status, completedAt }: Maintenance): boolean =>
  status === 'completed' || status === 'cancelled' || (status === 'unknown' && !!completedAt)

/** True while work is being done, whatever the clock says of its window. */
export const isUnderway = ({ status, startedAt, completedAt }: Maintenance): boolean =>
  status === 'in_progress' || status === 'verifying' || (status === 'unknown' && !!startedAt && !completedAt)

/** True once the feed has closed the event. */
export const isEnded = (event: StatusEvent): boolean =>
  isMaintenance(event) ? isEndedMaintenance(event) : !isOpenIncident(event)

/** When a closed event was over, as an ISO instant: its own word, else its last update; undefined where neither says. */
export function endedAt(event: StatusEvent): string | undefined {
  if (!isEnded(event)) return undefined
  return (isMaintenance(event) ? event.completedAt : event.resolvedAt) ?? event.updates[0]?.at
}

/** When an event began or begins, as an ISO instant. */
export const startOf = (event: StatusEvent): string | undefined =>
  isMaintenance(event) ? (event.startedAt ?? event.scheduledStart ?? event.updates.at(-1)?.at) : event.startedAt
