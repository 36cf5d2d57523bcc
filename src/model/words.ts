/** The five vocabularies every feed is translated into, and how bad each word is. */

export const componentStatuses = [
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
  'under_maintenance',
  'unknown',
] as const
/** In the order of the component statuses that they stand for. */
export const indicators = ['none', 'minor', 'major', 'critical', 'maintenance', 'unknown'] as const
export const incidentStatuses = [
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'postmortem',
  'unknown',
] as const
export const impacts = ['none', 'minor', 'major', 'critical', 'unknown'] as const
export const maintenanceStatuses = [
  'scheduled',
  'in_progress',
  'verifying',
  'completed',
  'cancelled',
  'unknown',
] as const

export type ComponentStatus = (typeof componentStatuses)[number]
export type Indicator = (typeof indicators)[number]
export type IncidentStatus = (typeof incidentStatuses)[number]
export type Impact = (typeof impacts)[number]
export type MaintenanceStatus = (typeof maintenanceStatuses)[number]

const rank: Record<Indicator, number> = { none: 0, unknown: 1, maintenance: 2, minor: 3, major: 4, critical: 5 }

/** What one component's status says about the whole. */
export const componentIndicator = (status: ComponentStatus): Indicator =>
  indicators[componentStatuses.indexOf(status)] ?? 'unknown'

/** The component status whose colour and shape stand for an indicator. */
export const indicatorStatus = (indicator: Indicator): ComponentStatus =>
  componentStatuses[indicators.indexOf(indicator)] ?? 'unknown'

/** True if `a` is worse news than `b`; an unknown is worse than `none` and better than any known trouble. */
export const isWorse = (a: Indicator, b: Indicator): boolean => rank[a] > rank[b]

/** The worst of several indicators; `unknown` where nothing says anything. */
export const worst = (parts: readonly Indicator[]): Indicator =>
  parts.length ? parts.reduce((a, b) => (isWorse(b, a) ? b : a)) : 'unknown'
