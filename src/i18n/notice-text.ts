import { endedAt, isEnded, isMaintenance, isOpenIncident, isUnderway } from '../model/event.ts'
import { beganAt, isLateToStart, movedFrom, overrunMs, pastFirstEndMs } from '../model/maintenance.ts'
import type { Notice } from '../model/notice.ts'
import { silenceMs } from '../model/silence.ts'
import type { Component, Incident, Maintenance, StatusEvent, StatusSnapshot } from '../model/snapshot.ts'
import type { Locale } from './locale.ts'
import { isolated, visible, wordFor } from './names.ts'

/** A notice in words: what it is, what is true of it now, and what else a reader should know. */
export interface NoticeText {
  title: string
  fact: string
  details: string[]
  /** How old the newest word on it is: it ages with each minute, so it is nothing to be spoken. */
  age: string
}

/** What components find their names in, and whether an incident is told of them. */
export type Names = Pick<StatusSnapshot, 'components' | 'groups' | 'incidents'>

export function noticeText(notice: Notice, names: Names, locale: Locale, now: number): NoticeText {
  if (notice.kind === 'component') return componentText(notice.components, names, locale)
  const { kind, event } = notice
  return {
    title: visible(event.title, locale.messages[kind]),
    fact: kind === 'maintenance' ? maintenanceFact(event, notice.phase, locale, now) : incidentFact(event, locale),
    details: [
      ...touchedText(event, names, locale),
      ...(kind === 'maintenance' ? maintenanceDetails(event, locale, now) : incidentDetails(event, locale)),
    ],
    age: ageText(event, locale, now),
  }
}

export function touchedText({ componentIds }: StatusEvent, names: Names, locale: Locale): string[] {
  const touched = names.components.filter((c) => componentIds.includes(c.id))
  return touched.length ? [namesText(touched, names, locale)] : []
}

/** The name of a component or group as part of a sentence. */
const nameIn = ({ name, id }: { name: string; id: string }) => isolated(visible(name, id))

/** The first two names, and how many more there are; a name that several have with its group's. */
function namesText(touched: readonly Component[], { components, groups }: Names, { messages, format }: Locale, label: (name: string, c: Component) => string = (name) => name): string {
  const shown = touched.slice(0, touched.length > 3 ? 2 : 3)
  const more = touched.length - shown.length
  const texts = shown.map((c) => {
    const group = components.some(({ id, name }) => name === c.name && id !== c.id) && groups.find(({ id }) => id === c.groupId)
    const name = nameIn(c)
    return label(group ? messages.ofGroup(name, nameIn(group)) : name, c)
  })
  return messages.named(format.list(texts), more, format.number(more))
}

function componentText(components: readonly Component[], names: Names, locale: Locale): NoticeText {
  const { messages, format } = locale
  const [status = '', ...others] = new Set(components.map((c) => isolated(statusText(c, locale))))
  // An incident that names no component may be about these.
  const isTold = names.incidents.some(
    (incident) => isOpenIncident(incident) && (!incident.componentIds.length || components.some(({ id }) => incident.componentIds.includes(id))),
  )
  return {
    title: others.length
      ? messages.trouble(components.length, format.number(components.length))
      : messages.labelled(status, namesText(components, names, locale)),
    fact: '',
    details: [
      others.length ? namesText(components, names, locale, (name, c) => messages.labelled(name, isolated(statusText(c, locale)))) : '',
      isTold ? '' : messages.noIncident,
    ].filter(Boolean),
    age: '',
  }
}

/** A status in the feed's own wording where it has one that ours does not cover. */
export const statusText = (
  { status, statusLabel }: { status: Component['status']; statusLabel?: string | undefined },
  { messages }: Locale,
): string => visible(statusLabel, wordFor(messages.componentStatus, status))

/** The status of an event or an update, in the feed's own wording where it says more. */
export const eventStatusText = (
  { status, statusLabel }: { status: StatusEvent['status']; statusLabel?: string | undefined },
  { messages }: Locale,
): string => visible(statusLabel, wordFor(messages.eventStatus, status))

/** A closed event whose status we have no word for is over all the same. */
const isOverText = (event: StatusEvent, { messages: { isOver } }: Locale): string =>
  isOver[event.status as keyof typeof isOver] ?? (isMaintenance(event) ? isOver.completed : isOver.resolved)

const incidentFact = (incident: Incident, locale: Locale): string =>
  isEnded(incident) ? isOverText(incident, locale) : ''

export function incidentDetails(incident: Incident, locale: Locale): string[] {
  const { messages, format } = locale
  const { startedAt } = incident
  const end = endedAt(incident)
  if (!end) return [isolated(eventStatusText(incident, locale)), messages.started(format.time(startedAt))]
  return [
    messages.endedAt(format.time(end)),
    ...(end > startedAt ? [messages.took(spanText(startedAt, end, locale))] : []),
  ]
}

export function maintenanceFact(maintenance: Maintenance, phase: Notice['phase'], locale: Locale, now: number): string {
  const { messages, format } = locale
  const { scheduledStart, firstScheduledEnd = '' } = maintenance
  if (phase === 'completed') return isOverText(maintenance, locale)
  if (phase === 'upcoming') return scheduledStart ? messages.startsIn(format.duration(Date.parse(scheduledStart) - now)) : ''
  if (isLateToStart(maintenance, now) && scheduledStart) {
    return messages.notStarted(format.ago(now - Date.parse(scheduledStart)))
  }
  const overrun = overrunMs(maintenance, now)
  if (overrun) return messages.overrunsBy(format.duration(overrun))
  const pastFirst = pastFirstEndMs(maintenance, now)
  // Work put off as a whole does not run past an end that was before its start.
  return pastFirst && (beganAt(maintenance) ?? '') < firstScheduledEnd
    ? messages.pastFirstEnd(format.duration(pastFirst))
    : isUnderway(maintenance)
      ? messages.inProgress
      : messages.plannedForNow
}

export function maintenanceDetails(maintenance: Maintenance, locale: Locale, now: number): string[] {
  const { messages, format } = locale
  const { status, statusLabel, scheduledStart = '', scheduledEnd = '' } = maintenance
  const end = endedAt(maintenance)
  const start = beganAt(maintenance)
  if (isEnded(maintenance)) {
    if (!end) return []
    const took = start && start < end && status === 'completed' ? [tookText(maintenance, start, end, locale)] : []
    return [messages.endedAt(format.time(end)), ...took]
  }
  const first = movedFrom(maintenance)
  const told = statusLabel || !/^(scheduled|in_progress)$/.test(status) ? [isolated(eventStatusText(maintenance, locale))] : []
  if (!start) {
    return [...told, ...windowText(maintenance, locale), ...(first ? [messages.endMovedFrom(format.time(first))] : [])]
  }
  if (!scheduledEnd || scheduledEnd < scheduledStart) return [...told, messages.since(format.time(start)), messages.noEnd]
  const planned = format.time(scheduledEnd)
  if (first) return [...told, messages.endMoved(planned, format.time(first))]
  return [...told, overrunMs(maintenance, now) ? messages.plannedEnd(planned) : messages.until(planned)]
}

/** The planned window with its dates, as far as the feed gives it. */
export function windowText(maintenance: Maintenance, { messages, format }: Locale): string[] {
  const { scheduledStart, scheduledEnd } = maintenance
  if (scheduledStart && scheduledEnd && scheduledStart <= scheduledEnd) return [format.range(scheduledStart, scheduledEnd)]
  if (scheduledStart) {
    const start = format.time(scheduledStart)
    return [beganAt(maintenance) ? messages.since(start) : start, messages.noEnd]
  }
  return scheduledEnd ? [messages.until(format.time(scheduledEnd))] : []
}

const spanText = (from: string, to: string, { format }: Locale) => format.duration(Date.parse(to) - Date.parse(from))

function tookText({ scheduledStart, scheduledEnd, firstScheduledEnd }: Maintenance, start: string, end: string, locale: Locale): string {
  const planned = scheduledStart && [firstScheduledEnd, scheduledEnd].find((it) => it && it > scheduledStart)
  const took = spanText(start, end, locale)
  return planned
    ? locale.messages.tookPlanned(took, spanText(scheduledStart, planned, locale))
    : locale.messages.took(took)
}

/** How old the newest update is: of an open incident, and of any event under way once that is long. */
export function ageText(event: StatusEvent, { messages, format }: Locale, now: number): string {
  const [newest] = event.updates
  if (!newest || isEnded(event)) return ''
  const silence = silenceMs(event, now)
  if (silence) return messages.noUpdateFor(format.duration(silence), format.time(newest.at))
  return isMaintenance(event) ? '' : messages.updated(format.ago(now - Date.parse(newest.at)))
}
