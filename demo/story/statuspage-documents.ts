/** The three public documents of a Statuspage-type page, as far as the demo writes them. */

export type SpComponentStatus = 'operational' | 'degraded_performance' | 'partial_outage' | 'major_outage' | 'under_maintenance'
export type SpIncidentStatus = 'investigating' | 'identified' | 'monitoring' | 'resolved'
export type SpMaintenanceStatus = 'scheduled' | 'in_progress' | 'verifying' | 'completed'
export type SpImpact = 'none' | 'minor' | 'major' | 'critical' | 'maintenance'

export interface SpPage {
  id: string
  name: string
  url: string
  time_zone: string
  updated_at: string
}

export interface SpComponent {
  id: string
  name: string
  status: SpComponentStatus
  created_at: string
  updated_at: string
  position: number
  description: string | null
  showcase: boolean
  start_date: string | null
  group_id: string | null
  page_id: string
  group: boolean
  only_show_if_degraded: boolean
  /** Ids of the members; on groups only. */
  components?: string[]
}

interface SpAffectedComponent {
  code: string
  name: string
  old_status: SpComponentStatus
  new_status: SpComponentStatus
}

export interface SpUpdate<Status extends string> {
  id: string
  incident_id: string
  status: Status
  body: string
  created_at: string
  updated_at: string
  display_at: string
  affected_components: SpAffectedComponent[] | null
  deliver_notifications: boolean
}

export interface SpEvent<Status extends string> {
  id: string
  name: string
  status: Status
  impact: SpImpact
  created_at: string
  updated_at: string
  /** On a maintenance the moment it was created, whatever the name says: that is what such pages answer. */
  started_at: string
  monitoring_at: string | null
  resolved_at: string | null
  shortlink: string
  page_id: string
  incident_updates: SpUpdate<Status>[]
  components: SpComponent[]
}

export type SpIncident = SpEvent<SpIncidentStatus>

export interface SpMaintenance extends SpEvent<SpMaintenanceStatus> {
  scheduled_for: string
  scheduled_until: string
}

export interface SpSummary {
  page: SpPage
  status: { indicator: 'none' | 'minor' | 'major' | 'critical' | 'maintenance'; description: string }
  components: SpComponent[]
  /** Open ones only. */
  incidents: SpIncident[]
  /** Those not yet completed only. */
  scheduled_maintenances: SpMaintenance[]
}

export interface SpIncidents {
  page: SpPage
  incidents: SpIncident[]
}

export interface SpMaintenances {
  page: SpPage
  scheduled_maintenances: SpMaintenance[]
}
