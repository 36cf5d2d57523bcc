import { at, type CatalogueEntry, has, textAt } from './feed.ts'
import { hostsOf } from './hosts.ts'
import { nearest } from './nearest.ts'

/** A document of cState, or the text of one: a quotation mark in a title breaks its JSON. */
function isCState(document: unknown): boolean {
  const is = typeof document === 'string' ? /^{\s*"is": "(\w+)/.exec(document)?.[1] : at(document, 'is')
  return typeof is === 'string' && /^(index|issues?|system)$/.test(is)
}

/** Matches lists with an item that has a value at each of these dotted paths. */
const hasItem =
  (...paths: string[]) =>
  (document: unknown): boolean =>
    Array.isArray(document) && document.some(has(...paths))

/** The page, its heartbeats, or the page for people, which brings the first along. */
const isUptimeKuma = (document: unknown): boolean =>
  typeof document === 'string'
    ? document.includes('preloadData =') && document.includes('publicGroupList', document.indexOf('preloadData ='))
    : has('config.slug', 'publicGroupList.length')(document) || has('heartbeatList', 'uptimeList')(document)

/** Numbers with their words: beside them in version 2, in objects in 3; and the short status of 3. */
const isCachet = (document: unknown): boolean =>
  hasItem('attributes.status.human', 'attributes.status.value')(at(document, 'data')) ||
  (has('meta.pagination')(document) && [hasItem('human_status'), hasItem('status_name'), hasItem('enabled_components')].some((fits) => fits(at(document, 'data')))) ||
  (has('data.message')(document) && /^(operational|partial_outage|major_outage|under_maintenance)$/.test(textAt(document, 'data.status')))

/** The page of Sorry, a list of its components or notices, or what its status bar reads. */
const isSorry = (document: unknown): boolean =>
  (typeof at(document, 'page.state') === 'string' && has('page.links.notices')(document)) ||
  (has('meta.total_count')(document) && hasItem('state', 'parent_id')(at(document, 'components'))) ||
  [at(document, 'notices'), at(document, 'response.notices')].some(hasItem('timeline_state', 'subject'))

/** The vendor's envelope, or its RSS, which is no history. */
const isStatusIq = (document: unknown): boolean =>
  typeof document === 'string' ? /^[^{]{0,999}<rss\s[^>]{0,999}xmlns:site24x7=/i.test(document) : has('code', 'data.statuspage_details')(document)

/** The events of today, or the older document of all. */
const isAws = (document: unknown): boolean =>
  hasItem('arn', 'event_log')(document) ||
  (Array.isArray(at(document, 'archive')) && ['current', 'archive'].some((list) => hasItem('service_name', 'summary', 'description')(at(document, list))))

/** A product or an instance of Salesforce Trust, or a list of these, of its incidents or of its maintenances. */
const isSalesforce = (document: unknown): boolean =>
  has('key', 'status', 'environment', 'releaseVersion')(document) ||
  hasItem('key', 'status', 'isActive')(at(document, 'Instances')) ||
  [hasItem('key', 'environment', 'releaseVersion'), hasItem('id', 'IncidentImpacts'), hasItem('id', 'MaintenanceImpacts')].some((fits) => fits(document))

/** The monitors of Kener, or its incidents and maintenances. */
const isKener = (document: unknown): boolean =>
  (Array.isArray(at(document, 'missingTags')) && Object.values(at(document, 'data') ?? {}).some(has('currentStatus', 'uptimeData'))) ||
  hasItem('eventURL', 'eventType', 'eventStatus')(at(document, 'notifications'))

/** Its RSS, which is known before that of others; its post, which is like those of other pages of Microsoft's; or DevOps. */
const isAzure = (document: unknown): boolean =>
  typeof document === 'string'
    ? /^[^{]{0,999}<rss\b(?:(?!<title)[^{]){0,1999}<title>Azure Status<\/title>/i.test(document)
    : (has('AuthoredDateTime', 'LastUpdatedTime', 'Status')(document) && /\bAzure\b/.test(`${textAt(document, 'Title')} ${textAt(document, 'Message')}`)) ||
      (typeof at(document, 'status.health') === 'string' && hasItem('id', 'geographies')(at(document, 'services')))

const statusfyWords: readonly unknown[] = ['operational', 'degraded-performance', 'partial-outage', 'major-outage', 'under-maintenance']
/** Systems with three fields and nothing else, or incidents with a field that is only here. */
const isStatusfy = (document: unknown): boolean =>
  hasItem('affectedsystems')(at(document, 'incidents')) ||
  (Array.isArray(document) && document.length > 0 && document.every((row: unknown) => `${Object.keys(Object(row)).sort()}` === 'name,order,status' && statusfyWords.includes(at(row, 'status'))))

/** Incidents as the page names their fields, or as the Status API does. */
const isZendesk = (document: unknown): boolean =>
  at(document, 'data.0.type') === 'incident' && [hasItem('attributes.startedAt', 'attributes.impact'), hasItem('attributes.started_at', 'attributes.impact')].some((fits) => fits(at(document, 'data')))

const saysOne = (words: RegExp) => (value: unknown): boolean => {
  const status = at(value, 'status')
  return typeof status === 'string' && words.test(status)
}

/** Parts that all have a word such as Spring Boot's, or the lists of checks of `application/health+json`. */
function isHealth(document: unknown): boolean {
  const parts = (saysOne(/^(UP|DOWN|OUT_OF_SERVICE|UNKNOWN)$/)(document) && at(document, 'components')) || undefined
  const checks = (saysOne(/^(pass|warn|fail)$/i)(document) && at(document, 'checks')) || undefined
  const values = Array.isArray(parts ?? checks) ? [] : Object.values(Object(parts ?? checks))
  const isCheck = (node: unknown) => saysOne(/^(pass|warn|fail)$/i)(node) || has('componentType')(node) || has('observedValue')(node)
  return values.length > 0 && values.every(parts ? saysOne(/^[A-Z_]+$/) : (nodes) => Array.isArray(nodes) && nodes.some(isCheck))
}

/** The services of Statping, one of them, its messages, or what it says of itself. */
const isStatping = (document: unknown): boolean =>
  [document, [document]].some(hasItem('online_24_hours', 'check_interval')) || hasItem('start_on', 'end_on', 'service')(document) || has('setup', 'using_cdn', 'migration_id')(document)

/**
 * One line per feed: how it is known, and where its reader is. Asked in this order. Fetched when none of the nearest fits.
 */
export const catalogue: CatalogueEntry[] = [
  ...nearest,
  { id: 'incidentio', name: 'incident.io', recognise: (d) => /^[\dA-Z]{26}$/.test(textAt(d, 'page.id')) || has('page_url', 'ongoing_incidents')(d) || has('summary.structure.items')(d), load: () => import('./incidentio.ts').then((m) => m.reader) },
  { id: 'openstatus', name: 'OpenStatus', match: hostsOf('openstatus'), recognise: has('title', 'statusReports', 'maintenances'), load: () => import('./openstatus.ts').then((m) => m.reader) },
  { id: 'betterstack', name: 'Better Stack', match: hostsOf('betterstack'), recognise: (d) => at(d, 'data.type') === 'status_page' && typeof at(d, 'data.attributes.aggregate_state') === 'string', probe: '/index.json', load: () => import('./betterstack.ts').then((m) => m.reader) },
  { id: 'gatus', name: 'Gatus', recognise: hasItem('key', 'results.length'), load: () => import('./gatus.ts').then((m) => m.reader) },
  { id: 'instatus', name: 'Instatus', match: hostsOf('instatus'), recognise: (d) => /^[A-Z]+$/.test(textAt(d, 'page.status') || textAt(d, 'components.0.status')), load: () => import('./instatus.ts').then((m) => m.reader) },
  { id: 'statusiq', name: 'StatusIQ', match: (url) => /\/sp\/api\/\w+\/summary_details\b/.test(url.pathname), recognise: isStatusIq, load: () => import('./statusiq.ts').then((m) => m.reader) },
  { id: 'azure', name: 'Azure', match: (url) => (hostsOf('azure')(url) && !url.pathname.startsWith('/_rss')) || (url.hostname === 'status.cloud.microsoft' && /\/azure\b/i.test(url.pathname)), recognise: isAzure, load: () => import('./azure.ts').then((m) => m.reader) },
  { id: 'feedxml', name: 'RSS or Atom', recognise: (d) => typeof d === 'string' && /^[^{]{0,999}<(rss|feed)\b/i.test(d), load: () => import('./feedxml.ts').then((m) => m.reader) },
  { id: 'checkly', name: 'Checkly', match: (url) => /\/api\/status-page\/(?!heartbeat\/)[^/]+\/(uptime|unresolved-incidents|maintenance-windows)\/?$/.test(url.pathname), recognise: (d) => has('partialError')(d) && Array.isArray(at(d, 'metadata')) && Array.isArray(at(d, 'uptime')), load: () => import('./checkly.ts').then((m) => m.reader) },
  { id: 'uptimekuma', name: 'Uptime Kuma', match: (url) => url.pathname.includes('/api/status-page/'), recognise: isUptimeKuma, load: () => import('./uptimekuma.ts').then((m) => m.reader) },
  { id: 'cstate', name: 'cState', recognise: isCState, probe: '/index.json', load: () => import('./cstate.ts').then((m) => m.reader) },
  { id: 'cachet', name: 'Cachet', recognise: isCachet, load: () => import('./cachet.ts').then((m) => m.reader) },
  { id: 'upptime', name: 'Upptime', match: hostsOf('upptime'), recognise: hasItem('slug', 'uptimeDay', 'dailyMinutesDown'), load: () => import('./upptime.ts').then((m) => m.reader) },
  { id: 'microsoft365', name: 'Microsoft 365', match: (url) => hostsOf('microsoft365')(url) && !/\/azure\b/i.test(url.pathname), recognise: hasItem('ServiceWorkloadName', 'Status'), load: () => import('./microsoft365.ts').then((m) => m.reader) },
  { id: 'sorry', name: 'Sorry', match: hostsOf('sorry'), recognise: isSorry, probe: '/api/v1/status', load: () => import('./sorry.ts').then((m) => m.reader) },
  { id: 'statusio', name: 'Status.io', match: (url) => hostsOf('statusio')(url) || /\/1\.0\/status\/[\da-f]{24}\/?$/i.test(url.pathname), recognise: (d) => typeof at(d, 'result.status_overall.status_code') === 'number', load: () => import('./statusio.ts').then((m) => m.reader) },
  { id: 'uptimerobot', name: 'UptimeRobot', match: (url) => hostsOf('uptimerobot')(url) || /\/api\/get(MonitorList|EventFeed)\/[^/]/.test(url.pathname), recognise: (d) => typeof (at(d, 'psp.monitors.0.statusClass') ?? at(d, 'data.0.statusClass')) === 'string' || typeof at(d, 'statistics.counts.paused') === 'number', load: () => import('./uptimerobot.ts').then((m) => m.reader) },
  { id: 'statuspal', name: 'StatusPal', match: hostsOf('statuspal'), recognise: (d) => typeof at(d, 'status_page.subdomain') === 'string' && Array.isArray(at(d, 'services')), load: () => import('./statuspal.ts').then((m) => m.reader) },
  { id: 'heroku', name: 'Heroku', match: hostsOf('heroku'), recognise: (d) => typeof at(d, 'status.0.system') === 'string' && Array.isArray(at(d, 'scheduled')), load: () => import('./heroku.ts').then((m) => m.reader) },
  { id: 'apple', name: 'Apple System Status', match: (url) => /(^|\.)apple\.com$/.test(url.hostname) && /\/(support\/systemstatus|system-status)(\/|$)/.test(url.pathname), recognise: (d) => (typeof d === 'string' ? /^\s*\w+\(\s*{[^]*"serviceName"/.test(d) : hasItem('serviceName', 'events.length')(at(d, 'services'))), load: () => import('./apple.ts').then((m) => m.reader) },
  { id: 'google', name: 'Google Cloud and Workspace', match: (url) => hostsOf('google')(url) || (url.hostname === 'www.google.com' && /^\/appsstatus(\/|$)/.test(url.pathname)), recognise: hasItem('external_desc', 'begin', 'updates'), load: () => import('./google.ts').then((m) => m.reader) },
  { id: 'aws', name: 'AWS', match: (url) => hostsOf('aws')(url) && !url.pathname.startsWith('/rss/'), recognise: isAws, load: () => import('./aws.ts').then((m) => m.reader) },
  { id: 'salesforce', name: 'Salesforce Trust', match: hostsOf('salesforce'), recognise: isSalesforce, load: () => import('./salesforce.ts').then((m) => m.reader) },
  { id: 'slack', name: 'Slack', match: hostsOf('slack'), recognise: (d) => hasItem('notes', 'services', 'date_created')(d) || (/^(ok|active)$/.test(textAt(d, 'status')) && Array.isArray(at(d, 'active_incidents')) && has('date_updated')(d)), load: () => import('./slack.ts').then((m) => m.reader) },
  { id: 'kener', name: 'Kener', match: (url) => url.pathname.includes('/dashboard-apis/'), recognise: isKener, load: () => import('./kener.ts').then((m) => m.reader) },
  { id: 'statusfy', name: 'Statusfy', match: (url) => /\/static\/content\/api\/v0\/(systems|scheduled|incidents)\b/.test(url.pathname), recognise: isStatusfy, load: () => import('./statusfy.ts').then((m) => m.reader) },
  { id: 'zendesk', name: 'Zendesk', match: hostsOf('zendesk'), recognise: isZendesk, load: () => import('./zendesk.ts').then((m) => m.reader) },
  { id: 'oneuptime', name: 'OneUptime', match: (url) => hostsOf('oneuptime')(url) || url.pathname.includes('/status-page-api/'), recognise: has('statusPageResources.length', 'monitorStatuses.length', 'activeIncidents'), load: () => import('./oneuptime.ts').then((m) => m.reader) },
  { id: 'healthchecks', name: 'Healthchecks', match: (url) => /\/(badge\/[\w-]+\/[\w-]{8}(-2)?(\/[^/]+)?|b\/[23]\/[\da-f-]{36})\.(json|svg|shields)$/.test(url.pathname), recognise: (d) => typeof at(d, 'status') === 'string' && ['total', 'grace', 'down'].every((key) => typeof at(d, key) === 'number'), load: () => import('./healthchecks.ts').then((m) => m.reader) },
  { id: 'health', name: 'Health check', match: (url) => /\/actuator\/health(\/|$)/.test(url.pathname), recognise: isHealth, load: () => import('./health.ts').then((m) => m.reader) },
  { id: 'statping', name: 'Statping', recognise: isStatping, load: () => import('./statping.ts').then((m) => m.reader) },
]
