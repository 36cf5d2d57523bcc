import { instant, type Item, readList, readPart, report } from './read.ts'
import { anything, flag, isObject, key, type Output, shape, text } from './shape.ts'

/** What `oneuptime.ts` reads of the documents of OneUptime, and what stands in them beside the events. */

export const unwrap = (value: unknown) => (isObject(value) && '_type' in value ? value.value : value)
const wrapped = (value: unknown) => text(unwrap(value))
const maybeKey = (value: unknown) => (unwrap(value) == null ? undefined : key(unwrap(value)))
const wrappedKey = (value: unknown) => key(unwrap(value))

export const overviewShape = shape({
  overallStatus: anything, monitorStatuses: anything, statusPageResources: anything, resourceGroups: anything, monitorGroupCurrentStatuses: anything, monitorsInGroup: anything, monitorStatusTimelines: anything,
  activeIncidents: anything, activeAnnouncements: anything, activeEpisodes: anything, statusPage: anything,
  incidents: anything, incidentPublicNotes: anything, incidentStateTimelines: anything,
  scheduledMaintenanceEvents: anything, scheduledMaintenanceEventsPublicNotes: anything, scheduledMaintenanceStateTimelines: anything,
}) // prettier-ignore
export const pageShape = shape({ name: text, pageTitle: text })
export const statusShape = shape({ _id: wrappedKey, name: text, isOperationalState: flag, isOfflineState: flag, priority: (value) => (typeof value === 'number' ? value : undefined) })
export const lineShape = shape({ monitorStatus: anything })
export const groupShape = shape({ _id: wrappedKey, name: text, description: text })
export const resourceShape = shape({ _id: wrappedKey, statusPageGroupId: maybeKey, monitorId: maybeKey, monitorGroupId: maybeKey, displayName: text, displayDescription: text, monitor: anything })
export const monitorShape = shape({ _id: maybeKey, name: text, currentMonitorStatusId: maybeKey })
export const namedShape = shape({ _id: wrappedKey })
export const stateShape = shape({
  _id: maybeKey, name: text, isCreatedState: flag, isAcknowledgedState: flag, isResolvedState: flag, isScheduledState: flag, isOngoingState: flag, isEndedState: flag,
}) // prettier-ignore
export const severityShape = shape({ name: text })
export const eventShape = shape({
  _id: wrappedKey, title: text, description: text, createdAt: wrapped, declaredAt: wrapped, startsAt: wrapped, endsAt: wrapped,
  incidentSeverity: anything, currentIncidentState: anything, currentScheduledMaintenanceState: anything, monitors: anything,
}) // prettier-ignore
const noteShape = shape({ _id: wrappedKey, incidentId: maybeKey, scheduledMaintenanceId: maybeKey, note: text, postedAt: wrapped, createdAt: wrapped })
const timelineShape = shape({ _id: wrappedKey, incidentId: maybeKey, scheduledMaintenanceId: maybeKey, startsAt: wrapped, createdAt: wrapped, incidentState: anything, scheduledMaintenanceState: anything })
export const announcementShape = shape({ _id: wrappedKey, title: text, description: text, showAnnouncementAt: wrapped, createdAt: wrapped })

export type Document = Output<typeof overviewShape> & Item
export type RawEvent = Output<typeof eventShape> & Item
export type State = Output<typeof stateShape>
export type MonitorStatus = Output<typeof statusShape>

export interface Note {
  item: Item
  id: string
  at: string | undefined
  body: string
}
export interface Change {
  item: Item
  id: string
  at: string | undefined
  state: State
}
export interface Told {
  notes: Map<string, Note[]>
  changes: Map<string, Change[]>
  /** States by their ids: the flags of a state stand in its changes only. */
  states: Map<string, State>
}

function push<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name)
  if (list) list.push(item)
  else lists.set(name, [item])
}

/** What a document says beside its events, by the event that it is of. */
export function readTold(document: Document): Told {
  const told: Told = { notes: new Map(), changes: new Map(), states: new Map() }
  const toNote = (raw: Output<typeof noteShape> & Item) =>
    push(told.notes, raw.incidentId ?? raw.scheduledMaintenanceId ?? '', { item: raw, id: raw._id, at: instant(raw, 'postedAt') ?? instant(raw, 'createdAt'), body: raw.note ?? '' })
  const toChange = (raw: Output<typeof timelineShape> & Item) => {
    const state = readPart(raw, raw.incidentState == null ? 'scheduledMaintenanceState' : 'incidentState', stateShape)
    if (!state) return report(raw, '', 'left out: no state')
    if (state._id) told.states.set(state._id, state)
    push(told.changes, raw.incidentId ?? raw.scheduledMaintenanceId ?? '', { item: raw, id: raw._id, at: instant(raw, 'startsAt') ?? instant(raw, 'createdAt'), state })
  }
  for (const list of ['incidentPublicNotes', 'scheduledMaintenanceEventsPublicNotes'] as const) readList(document, list, noteShape, toNote, '_id')
  for (const list of ['incidentStateTimelines', 'scheduledMaintenanceStateTimelines'] as const) readList(document, list, timelineShape, toChange, '_id')
  return told
}
