import { endedAt, isEnded, isMaintenance, isOpenIncident } from './event.ts'
import type { StatusView } from './view.ts'
import { overrunMs, type Phase, phaseOf } from './maintenance.ts'
import type { Component, Incident, Maintenance, StatusEvent } from './snapshot.ts'
import { componentIndicator, type Impact, type Indicator, isWorse, worst } from './words.ts'

/** One thing a reader should know now. `indicator` is its tone. */
export type Notice =
  | { kind: 'incident'; id: string; event: Incident; indicator: Indicator; phase: 'active' | 'completed' }
  | { kind: 'maintenance'; id: string; event: Maintenance; indicator: Indicator; phase: Phase }
  | { kind: 'component'; id: string; components: Component[]; indicator: Indicator; phase: 'active' }

export interface NoticeOptions {
  now: number
  /** How long before its start an upcoming maintenance is a notice, in ms. */
  leadMs: number
  /** How long after its end an event is still a notice, in ms. */
  lingerMs: number
  /** Least impact of incidents and components; maintenances and unknown impacts always pass. */
  severity?: Severity
  /** Events whose notice this reader has been shown: only these linger. */
  shown?: (id: string) => boolean
}

export type Severity = Exclude<Impact, 'none' | 'unknown'>

/** A notice's key: an incident and a maintenance may have the same id. */
export const keyOf = ({ kind, id }: Pick<Notice, 'kind' | 'id'>): string => `${kind} ${id}`

/** The id of the one notice for components in trouble that no open event names. */
export const componentNoticeId = 'components'

const passes = (indicator: Indicator, severity: Severity) =>
  indicator === 'unknown' || !isWorse(severity, indicator)

const impactRank: Record<Impact, number> = { critical: 0, major: 1, minor: 2, unknown: 2, none: 3 }

const time = (instant: string | undefined) => (instant ? Date.parse(instant) : 0)

/** What matters now, most important first. */
export function noticesOf({ snapshot, muted }: StatusView, options: NoticeOptions): Notice[] {
  const { now, leadMs, lingerMs, severity = 'minor', shown = () => false } = options
  const open = snapshot.incidents.filter(isOpenIncident)
  const grave = open
    .filter((i) => i.impact !== 'none' && passes(i.impact, severity))
    .sort((a, b) => impactRank[a.impact] - impactRank[b.impact] || time(b.startedAt) - time(a.startedAt))
  const phased = snapshot.maintenances.map((event) => ({ event, phase: phaseOf(event, now) }))
  // What the page still calls scheduled, and so perhaps does not happen, comes after what is being done.
  const isWaiting = ({ event }: (typeof phased)[number]) => Number(event.status === 'scheduled')
  const current = phased
    .filter(({ phase }) => phase === 'active' || phase === 'overdue')
    .sort((a, b) => isWaiting(a) - isWaiting(b))
  const upcoming = phased
    .filter(({ event, phase }) => phase === 'upcoming' && isWithin(event.scheduledStart, now, leadMs))
    .sort((a, b) => time(a.event.scheduledStart) - time(b.event.scheduledStart))
  const hasLingering = (event: StatusEvent) => {
    const end = endedAt(event)
    const matters = isMaintenance(event) || (event.impact !== 'none' && passes(event.impact, severity))
    return matters && isEnded(event) && end !== undefined && now - Date.parse(end) < lingerMs && shown(event.id)
  }
  const ended = [...snapshot.incidents, ...snapshot.maintenances]
    .filter(hasLingering)
    .sort((a, b) => time(endedAt(b)) - time(endedAt(a)))

  const named = new Set(
    [...open.filter((i) => i.impact === 'none' || grave.includes(i)), ...current.map((c) => c.event)].flatMap(
      (event) => event.componentIds,
    ),
  )
  const troubled = snapshot.components.filter(
    ({ id, status }) =>
      isWorse(componentIndicator(status), 'unknown') &&
      (status === 'under_maintenance' || passes(componentIndicator(status), severity)) &&
      !named.has(id) &&
      !muted.has(id),
  )
  return [
    ...grave.map((event) => incidentNotice(event)),
    ...(troubled.length ? [componentNotice(troubled)] : []),
    ...[...current, ...upcoming].map(({ event, phase }) => maintenanceNotice(event, phase)),
    ...ended.map((event) => eventNotice(event, now)),
  ]
}

const isWithin = (start: string | undefined, now: number, leadMs: number) =>
  start !== undefined && Date.parse(start) - now <= leadMs

const incidentNotice = (event: Incident): Notice => ({
  kind: 'incident',
  id: event.id,
  event,
  ...(isEnded(event)
    ? { indicator: 'none' as const, phase: 'completed' as const }
    : { indicator: event.impact, phase: 'active' as const }),
})

const maintenanceNotice = (event: Maintenance, phase: Phase): Notice => ({
  kind: 'maintenance',
  id: event.id,
  event,
  indicator: phase === 'completed' ? 'none' : 'maintenance',
  phase,
})

/** The notice of one event, whether or not it is one that would be shown. */
export const eventNotice = (event: StatusEvent, now: number): Notice =>
  isMaintenance(event) ? maintenanceNotice(event, phaseOf(event, now)) : incidentNotice(event)

const componentNotice = (components: Component[]): Notice => ({
  kind: 'component',
  id: componentNoticeId,
  components,
  indicator: worst(components.map((c) => componentIndicator(c.status))),
  phase: 'active',
})

/**
 * What a dismissal holds for: with `event`, until status, severity, phase or scheduled end changes;
 * with `update`, until the next update too.
 */
export function fingerprintOf(notice: Notice, scope: 'event' | 'update', now: number): string {
  if (notice.kind === 'component') {
    return notice.components.map((c) => `${c.id}=${c.status}`).sort().join()
  }
  const { event } = notice
  const facts = isMaintenance(event)
    ? [event.status, notice.phase, overrunMs(event, now) > 0, event.scheduledEnd]
    : [event.status, event.impact]
  const newest = scope === 'update' ? [event.updates[0]?.id ?? '', event.updates.length] : []
  return [...facts, ...newest].join('|')
}
