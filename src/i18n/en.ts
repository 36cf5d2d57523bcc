import type { ComponentStatus, Impact, IncidentStatus, MaintenanceStatus } from '../model/words.ts'

/**
 * English, and through its type the contract for every other language.
 * Dates, durations, numbers and lists arrive formatted; `n` is for choosing the plural.
 */
export const en = {
  componentStatus: {
    operational: 'Operational',
    degraded_performance: 'Degraded performance',
    partial_outage: 'Partial outage',
    major_outage: 'Major outage',
    under_maintenance: 'Under maintenance',
    unknown: 'Unknown',
  } satisfies Record<ComponentStatus, string>,
  eventStatus: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    postmortem: 'Postmortem',
    scheduled: 'Scheduled',
    in_progress: 'In progress',
    verifying: 'Verifying',
    completed: 'Completed',
    cancelled: 'Cancelled',
    unknown: 'Status unknown',
  } satisfies Record<IncidentStatus | MaintenanceStatus, string>,
  impact: {
    none: 'no impact',
    minor: 'minor impact',
    major: 'major impact',
    critical: 'critical impact',
    unknown: 'impact unknown',
  } satisfies Record<Impact, string>,
  maintenance: 'Maintenance',
  incident: 'Incident',

  allOperational: 'All systems operational',
  maintenanceInProgress: 'Maintenance in progress',
  statusUnknown: 'Status unknown',
  onComponents: (what: string, n: string, total: string) => `${what} on ${n} of ${total} components`,
  openIncidents: (n: number, count: string) => (n === 1 ? '1 incident open' : `${count} incidents open`),

  startsIn: (duration: string) => `starts in ${duration}`,
  inProgress: 'is in progress',
  overrunsBy: (duration: string) => `overruns by ${duration}`,
  pastFirstEnd: (duration: string) => `is running ${duration} past its first planned end`,
  notStarted: (ago: string) => `was due to start ${ago}, no start reported`,
  isOver: { resolved: 'is resolved', postmortem: 'is resolved', completed: 'is completed', cancelled: 'is cancelled' },

  until: (time: string) => `until ${time}`,
  since: (time: string) => `since ${time}`,
  noEnd: 'no end time given',
  plannedEnd: (time: string) => `planned end ${time}`,
  endMoved: (to: string, first: string) => `end moved to ${to}, first announced for ${first}`,
  endMovedFrom: (first: string) => `end moved from ${first}`,
  noUpdateFor: (duration: string, last: string) => `no update for ${duration}, last one ${last}`,
  started: (time: string) => `started ${time}`,
  updated: (ago: string) => `updated ${ago}`,
  endedAt: (time: string) => `ended ${time}`,
  took: (duration: string) => `took ${duration}`,
  tookPlanned: (duration: string, planned: string) => `took ${duration}, planned ${planned}`,
  afterPrevious: (duration: string) => `${duration} after the one before`,

  trouble: (n: number, count: string) => (n === 1 ? 'Trouble on 1 component' : `Trouble on ${count} components`),
  noIncident: 'no incident published',
  named: (names: string, n: number, more: string) => (n ? `${names} and ${more} more` : names),
  labelled: (name: string, status: string) => `${name}: ${status}`,

  notices: 'Service notices',
  moreNotices: (n: number, count: string) => (n === 1 ? '1 more notice' : `${count} more notices`),
  fewerNotices: 'Fewer notices',
  updates: (n: number, count: string) => (n === 1 ? '1 update' : `${count} updates`),
  hideUpdates: 'Hide updates',
  earlierUpdates: (n: number, count: string) => (n === 1 ? 'Show 1 earlier update' : `Show ${count} earlier updates`),
  laterUpdates: (n: number, count: string) => (n === 1 ? 'Show 1 later update' : `Show ${count} later updates`),
  dismiss: 'Dismiss',
  dismissTitle: (title: string) => `Dismiss: ${title}`,
  restore: (n: number, count: string) => (n === 1 ? 'Show 1 dismissed notice' : `Show ${count} dismissed notices`),

  components: 'Components',
  history: 'Incidents and maintenance',
  current: 'Now',
  upcoming: 'Planned',
  past: 'Past',
  olderEvents: (n: number, count: string) => (n === 1 ? 'Show 1 older event' : `Show ${count} older events`),
  noComponents: 'No components',
  noEvents: 'No incidents or maintenance',
  noUpdates: 'No update has been published.',
  uptime: (percent: string, n: number, days: string) => (n === 1 ? `${percent} today` : `${percent} over ${days} days`),
  daysAgo: (n: number, days: string) => (n === 1 ? 'yesterday' : `${days} days ago`),
  today: 'today',
  noData: 'no data',

  asOf: (time: string, ago: string) => `As of ${time}, ${ago}`,
  unreachable: 'The status page can’t be reached just now.',
  outOfDate: 'The status has not been renewed since then.',
  notLoaded: 'Status can’t be loaded',
  loading: 'Loading status',
  changedAt: (time: string) => `as of ${time}`,
  openPage: (page: string) => `Open ${page}`,
  statusPage: 'status page',
  subscribe: 'Subscribe',
  close: 'Close',
}

/** Every text an element can say; all keys required. */
export type Messages = typeof en
