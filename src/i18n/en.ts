import type { ComponentStatus, Impact, IncidentStatus, MaintenanceStatus } from '../model/words.ts'

const s = (n: number): string => (n === 1 ? '' : 's')

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
  openIncident: {
    none: 'Incident open',
    minor: 'Minor incident',
    major: 'Major incident',
    critical: 'Critical incident',
    unknown: 'Incident open',
  } satisfies Record<Impact, string>,
  openIncidents: (n: number, count: string) => `${count} incident${s(n)} open`,

  startsIn: (duration: string) => `starts in ${duration}`,
  inProgress: 'is in progress',
  plannedForNow: 'is planned for now',
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

  trouble: (n: number, count: string) => `Trouble on ${count} component${s(n)}`,
  noIncident: 'no incident published',
  named: (names: string, n: number, more: string) => (n ? `${names} and ${more} more` : names),
  ofGroup: (name: string, group: string) => `${name} (${group})`,
  labelled: (name: string, status: string) => `${name}: ${status}`,

  notices: 'Service notices',
  moreNotices: (n: number, count: string) => `${count} more notice${s(n)}`,
  fewerNotices: 'Fewer notices',
  updates: (n: number, count: string) => `${count} update${s(n)}`,
  hideUpdates: 'Hide updates',
  earlierUpdates: (n: number, count: string) => `Show ${count} earlier update${s(n)}`,
  laterUpdates: (n: number, count: string) => `Show ${count} later update${s(n)}`,
  dismissTitle: (title: string) => `Dismiss: ${title}`,
  restore: (n: number, count: string) => `Show ${count} dismissed notice${s(n)}`,

  current: 'Now',
  upcoming: 'Planned',
  past: 'Past',
  olderEvents: (n: number, count: string) => `Show ${count} older event${s(n)}`,
  noComponents: 'No components',
  noEvents: 'No incidents or maintenance',
  noSuchEvent: 'This event is not among those of the page',
  noUpdates: 'No update has been published.',
  uptime: (percent: string, n: number, days: string) => (n === 1 ? `${percent} today` : `${percent} over ${days} days`),
  daysAgo: (n: number, days: string) => (n === 1 ? 'yesterday' : `${days} days ago`),
  today: 'today',
  noData: 'no data',

  asOf: (time: string, ago: string) => `As of ${time}, ${ago}`,
  unreachable: 'The status page can’t be reached just now.',
  outOfDate: 'The status has not been renewed since then.',
  notLoaded: 'Status can’t be loaded',
  changedAt: (time: string) => `as of ${time}`,
  openPage: (page: string) => `Open ${page}`,
  statusPage: 'status page',
  subscribe: 'Subscribe',
}

/** Every text an element can say; all keys required. */
export type Messages = typeof en
