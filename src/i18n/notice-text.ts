import { endedAt, isMaintenance, startOf } from '../model/event.ts'
import { beganAt, isLateToStart, movedFrom, overrunMs, pastFirstEndMs, phaseOf } from '../model/maintenance.ts'
import type { Notice } from '../model/notice.ts'
import { silenceMs } from '../model/silence.ts'
import type { Component, Incident, Maintenance, StatusEvent, StatusSnapshot } from '../model/snapshot.ts'
import type { Locale } from './locale.ts'

/** A notice in words: what it is, what is true of it now, and what else a reader should know. */
export interface NoticeText {
  title: string
  fact: string
  details: string[]
}

export function noticeText(notice: Notice, { components }: Pick<StatusSnapshot, 'components'>, locale: Locale, now: number): NoticeText {
  if (notice.kind === 'component') return componentText(notice.components, locale)
  const { event } = notice
  const details = notice.kind === 'maintenance' ? maintenanceDetails(notice.event, locale, now) : incidentDetails(notice.event, locale, now)
  return {
    title: event.title,
    fact: notice.kind === 'maintenance' ? maintenanceFact(notice.event, notice.phase, locale, now) : incidentFact(notice.event, locale),
    details: [...touchedText(event, components, locale), ...details, ...silenceText(event, locale, now)],
  }
}

function touchedText({ componentIds }: StatusEvent, components: readonly Component[], locale: Locale): string[] {
  const names = components.filter((c) => componentIds.includes(c.id)).map((c) => c.name)
  return names.length ? [namesText(names, locale)] : []
}

/** The first two names, and how many more there are. */
export function namesText(names: readonly string[], { messages, format }: Locale): string {
  const shown = names.length > 3 ? 2 : names.length
  const more = names.length - shown
  return messages.named(format.list(names.slice(0, shown)), more, format.number(more))
}

function componentText(components: readonly Component[], locale: Locale): NoticeText {
  const { messages, format } = locale
  const statuses = new Set(components.map((c) => statusText(c, locale)))
  const [only] = statuses
  const title =
    statuses.size === 1 && only
      ? messages.labelled(only, namesText(components.map((c) => c.name), locale))
      : messages.trouble(components.length, format.number(components.length))
  const each = components.map((c) => messages.labelled(c.name, statusText(c, locale)))
  return {
    title,
    fact: '',
    details: [...(statuses.size === 1 ? [] : [namesText(each, locale)]), messages.noIncident],
  }
}

/** A status in the feed's own wording where it has one that ours does not cover. */
export const statusText = (
  { status, statusLabel }: { status: Component['status']; statusLabel?: string | undefined },
  { messages }: Locale,
): string => statusLabel ?? messages.componentStatus[status]

/** The status of an event or an update, in the feed's own wording where it says more. */
export const eventStatusText = (
  { status, statusLabel }: { status: StatusEvent['status']; statusLabel?: string | undefined },
  { messages }: Locale,
): string => statusLabel ?? messages.eventStatus[status]

const isOverText = (event: StatusEvent, { messages }: Locale): string =>
  messages.isOver[event.status as keyof typeof messages.isOver]

const incidentFact = (incident: Incident, locale: Locale): string =>
  endedAt(incident) ? isOverText(incident, locale) : ''

function incidentDetails(incident: Incident, locale: Locale, now: number): string[] {
  const { messages, format } = locale
  const end = endedAt(incident)
  const ago = (instant: string) => format.ago(now - Date.parse(instant))
  const [newest] = incident.updates
  if (end) return [messages.endedAt(format.time(end)), messages.took(spanText(incident.startedAt, end, locale))]
  return [
    eventStatusText(incident, locale),
    messages.started(format.time(incident.startedAt)),
    ...(newest && !silenceMs(incident, now) ? [messages.updated(ago(newest.at))] : []),
  ]
}

function maintenanceFact(maintenance: Maintenance, phase: Notice['phase'], locale: Locale, now: number): string {
  const { messages, format } = locale
  const { scheduledStart } = maintenance
  if (phase === 'completed') return isOverText(maintenance, locale)
  if (phase === 'upcoming') return scheduledStart ? messages.startsIn(format.duration(Date.parse(scheduledStart) - now)) : ''
  if (isLateToStart(maintenance, now) && scheduledStart) {
    return messages.notStarted(format.ago(now - Date.parse(scheduledStart)))
  }
  const overrun = overrunMs(maintenance, now)
  if (overrun) return messages.overrunsBy(format.duration(overrun))
  const pastFirst = pastFirstEndMs(maintenance, now)
  return pastFirst ? messages.pastFirstEnd(format.duration(pastFirst)) : messages.inProgress
}

function maintenanceDetails(maintenance: Maintenance, locale: Locale, now: number): string[] {
  const { messages, format } = locale
  const { scheduledEnd } = maintenance
  const end = endedAt(maintenance)
  const start = beganAt(maintenance)
  if (end) {
    const took = start && maintenance.status === 'completed' ? [tookText(maintenance, start, end, locale)] : []
    return [messages.endedAt(format.time(end)), ...took]
  }
  const first = movedFrom(maintenance)
  if (scheduledEnd && first) return [messages.endMoved(format.time(scheduledEnd), format.time(first))]
  if (overrunMs(maintenance, now) && scheduledEnd) return [messages.plannedEnd(format.time(scheduledEnd))]
  if (start && scheduledEnd) return [messages.until(format.time(scheduledEnd))]
  if (start) return [messages.since(format.time(start)), messages.noEnd]
  return windowText(maintenance, locale)
}

/** An event's facts for a list in which its title and status stand apart: kind, window, what it touches, what is special now. */
export function eventFacts(event: StatusEvent, { components }: Pick<StatusSnapshot, 'components'>, locale: Locale, now: number): string[] {
  const { messages, format } = locale
  const named = touchedText(event, components, locale)
  if (!isMaintenance(event)) {
    const [first, ...rest] = incidentDetails(event, locale, now)
    const said = endedAt(event) && first ? [first, ...rest] : rest
    return [`${messages.incident}, ${messages.impact[event.impact]}`, ...named, ...said, ...silenceText(event, locale, now)]
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
    ...(phase === 'completed' ? maintenanceDetails(event, locale, now) : silenceText(event, locale, now)),
  ]
}

/** The planned window with its dates, as far as the feed gives it. */
export function windowText({ scheduledStart, scheduledEnd }: Maintenance, { messages, format }: Locale): string[] {
  if (scheduledStart && scheduledEnd && scheduledStart <= scheduledEnd) return [format.range(scheduledStart, scheduledEnd)]
  if (scheduledStart) return [messages.since(format.time(scheduledStart)), messages.noEnd]
  return scheduledEnd ? [messages.until(format.time(scheduledEnd))] : []
}

const spanText = (from: string, to: string, { format }: Locale) => format.duration(Date.parse(to) - Date.parse(from))

function tookText({ scheduledStart, scheduledEnd, firstScheduledEnd }: Maintenance, start: string, end: string, locale: Locale): string {
  const planned = firstScheduledEnd ?? scheduledEnd
  const took = spanText(start, end, locale)
  return scheduledStart && planned && planned > scheduledStart
    ? locale.messages.tookPlanned(took, spanText(scheduledStart, planned, locale))
    : locale.messages.took(took)
}

function silenceText(event: StatusEvent, { messages, format }: Locale, now: number): string[] {
  const [newest] = event.updates
  const planned = isMaintenance(event) && Date.parse(startOf(event) ?? '') > now
  const silence = planned ? 0 : silenceMs(event, now)
  return newest && silence ? [messages.noUpdateFor(format.duration(silence), format.time(newest.at))] : []
}
