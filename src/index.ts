export { StatuspaneBadge } from './elements/badge.ts'
export { StatuspaneBanner } from './elements/banner.ts'
export { StatuspaneComponents } from './elements/components.ts'
export { StatuspaneTimeline } from './elements/timeline.ts'
export { StatuspaneWidget } from './elements/widget.ts'
export type { StatuspaneEvents } from './elements/events.ts'
export type { ClientStatus } from './client/client-state.ts'
export type { StatusError, StatusErrorCode } from './client/status-error.ts'
export type { Change } from './model/changes.ts'
export type {
  Component,
  ComponentGroup,
  HistoryDay,
  Incident,
  Maintenance,
  Problem,
  StatusEvent,
  StatusPage,
  StatusSnapshot,
  Update,
} from './model/snapshot.ts'
export type { ComponentStatus, Impact, IncidentStatus, Indicator, MaintenanceStatus } from './model/words.ts'
