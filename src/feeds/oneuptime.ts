import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { componentIndicator, type ComponentStatus, type Impact, type IncidentStatus, type MaintenanceStatus } from '../model/words.ts'
import { FeedAddressError, type FeedReader, FeedShapeError } from './feed.ts'
import { announcementShape, type Change, type Document, eventShape, groupShape, lineShape, monitorShape, type MonitorStatus, namedShape, overviewShape, pageShape, type RawEvent, readTold, resourceShape, severityShape, type State, stateShape, statusShape, type Told, unwrap } from './oneuptime-documents.ts'
import { type Draft, finish, instant, type Item, newestFirst, pageAt, read, readEach, readList, readPart, report } from './read.ts'
import { isObject, type Output } from './shape.ts'

/**
 * OneUptime: `/status-page-api/overview/ID`, https://oneuptime.com/docs/status-pages/public-api. Read in that description
 * and in the source, https://github.com/OneUptime/oneuptime, of 2024 to 2026; no real answer was seen. Servers let all
 * origins read. Older ones answer to POST only, and cannot be read; newer ones take a page's domain for its id.
 *
 * Traps, each with a test:
 * - Ids, times and colours are wrapped: `{ _type: 'DateTime', value: '…' }`; some ids are not.
 * - Statuses, states and severities are the operator's own, with names of his; only flags and priorities mean something,
 *   and older servers leave flags out. A state's flags stand in the history of states.
 * - Notes and states stand beside the events that they are of. Notes have no state: it is that of their time.
 * - An event names monitors; a component is a monitor or a group of monitors, whose status stands elsewhere.
 * - What the page's settings switch off is an empty list, and an error in the documents of the past.
 * - Announcements are no trouble, and are over once they are told.
 */

/** The id of a page, or its domain, in the address of the page or of a document. */
const placePattern = /^(.*?)\/(?:status-page-api\/[^/]+|status-page)\/([^/]+)/

/** The page's own address, under which its events stand. */
function pageUrl(address = ''): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { origin, pathname } = new URL(address)
  const [, prefix = '', named] = placePattern.exec(pathname) ?? []
  return pathname.endsWith('.json') ? undefined : `${origin}${prefix}${named && !named.includes('.') ? `/status-page/${named}` : ''}`
}

export const reader: FeedReader = {
  requests(base) {
    const { origin, hostname, pathname } = new URL(base)
    if (pathname.endsWith('.json')) return [{ key: 'overview', url: base }]
    const [, prefix = '', named] = placePattern.exec(pathname) ?? []
    if (!named && /^(www\.)?oneuptime\.com$/.test(hostname)) throw new FeedAddressError('Give the URL of your page with its id: https://oneuptime.com/status-page/12345678-90ab-cdef-1234-567890abcdef')
    // A page under a domain of its own is known by that.
    const url = (what: string) => `${origin}${prefix}/status-page-api/${what}/${named ?? hostname}`
    return [
      { key: 'overview', url: url('overview') },
      { key: 'incidents', url: url('incidents'), when: 'history', optional: true },
      { key: 'maintenances', url: url('scheduled-maintenance-events'), when: 'history', optional: true },
    ]
  },

  parse(documents, address) {
    const problems: Problem[] = []
    const { overview } = documents
    const isOverview = isObject(overview) && Array.isArray(overview.statusPageResources) && Array.isArray(overview.monitorStatuses)
    const main = isOverview ? read(overviewShape, overview, 'overview', problems) : undefined
    if (!main) throw new FeedShapeError('not a OneUptime overview')
    const pasts = ['incidents', 'maintenances'].flatMap((name) => {
      const raw = documents[name]
      if (raw !== undefined && !isObject(raw)) problems.push({ path: name, message: 'left out: no object' })
      return (isObject(raw) && read(overviewShape, raw, name, problems)) || []
    })
    const { components, shownAs } = toComponents(main, problems)
    const url = pageUrl(address)
    const claimed = readPart(main, 'overallStatus', statusShape)
    const settings = readPart(main, 'statusPage', pageShape)
    const parts = (raw: RawEvent, kind: string) => ({
      id: raw._id,
      title: raw.title ?? '',
      url: url && `${url}/${kind}/${raw._id}`,
      componentIds: [...new Set(readEach(raw, 'monitors', namedShape, ({ _id }) => _id).flatMap(shownAs))],
    })
    const incidents = new Map<string, Draft<Incident>>()
    const maintenances = new Map<string, Draft<Maintenance>>()
    for (const document of [main, ...pasts]) {
      const isPast = document !== main
      const told = readTold(document)
      const known = new Set<string>()
      for (const raw of readList(document, isPast ? 'incidents' : 'activeIncidents', eventShape, (raw) => raw, '_id')) {
        known.add(raw._id)
        if (incidents.has(raw._id)) continue
        const incident = { ...parts(raw, 'incidents'), ...toIncident(raw, told) }
        // What was open when the past was read, and is not in the overview, has ended since.
        if (isPast && incident.status !== 'resolved') report(raw, '', 'left out: open here, and not in the overview')
        else incidents.set(raw._id, incident)
      }
      for (const raw of readList(document, 'scheduledMaintenanceEvents', eventShape, (raw) => raw, '_id')) {
        known.add(raw._id)
        if (maintenances.has(raw._id)) continue
        const maintenance = { ...parts(raw, 'scheduled-events'), ...toMaintenance(raw, told) }
        if (isPast && maintenance.status !== 'completed') report(raw, '', 'left out: open here, and not in the overview')
        else maintenances.set(raw._id, maintenance)
      }
      for (const lists of [told.notes, told.changes]) for (const [event, list] of lists) if (!known.has(event)) for (const { item } of list) report(item, '', 'left out: no such event')
    }
    if (Array.isArray(main.activeEpisodes) && main.activeEpisodes.length) report(main, 'activeEpisodes', 'left out: episodes are not read')
    const taken = (raw: { readonly _id: string } & Item) => incidents.has(raw._id) && !report(raw, '_id', `unusable: "${raw._id}" is none of its own`)
    for (const announcement of readList(main, 'activeAnnouncements', announcementShape, (raw) => (taken(raw) ? undefined : toAnnouncement(raw)), '_id')) incidents.set(announcement.id, announcement)
    return finish(
      {
        page: { name: (settings?.pageTitle ?? settings?.name) || pageAt(address).name, url },
        claim: claimed && { indicator: componentIndicator(toStatus(claimed)) },
        groups: readList(main, 'resourceGroups', groupShape, ({ _id, name, description }) => ({ id: _id, name: name ?? '', description: description || undefined }), '_id'),
        components,
        incidents: [...incidents.values()],
        maintenances: [...maintenances.values()],
      },
      problems,
    )
  },
}

/** An operator's own status: by its flags, by a name that says it, and by its rank among the others. */
function toStatus({ name, isOperationalState, isOfflineState, priority = 0 }: MonitorStatus, lowestRank = Infinity): ComponentStatus {
  const called = name ?? ''
  if (isOperationalState || (isOperationalState === undefined && /^operational$/i.test(called))) return 'operational'
  if (/mainten/i.test(called)) return 'under_maintenance'
  if (/partial/i.test(called)) return 'partial_outage'
  if (isOfflineState || /offline|outage|\bdown\b/i.test(called)) return 'major_outage'
  return priority >= lowestRank && !/degrad/i.test(called) ? 'major_outage' : 'degraded_performance'
}

function toComponents(main: Document, problems: Problem[]): { components: Draft<Component>[]; shownAs: (monitor: string) => string[] } {
  const all = readList(main, 'monitorStatuses', statusShape, (status) => status, '_id')
  // Of two, the other one may be anything.
  const lowestRank = all.length > 2 ? all.reduce((lowest, { priority = 0 }) => Math.max(lowest, priority), -Infinity) : undefined
  const statuses = new Map<string, MonitorStatus>()
  // Each status stands in several places; that which lists them is asked last, since it tells the most.
  const lines = readEach(main, 'monitorStatusTimelines', lineShape, (line) => (isObject(line.monitorStatus) && '_id' in line.monitorStatus ? readPart(line, 'monitorStatus', statusShape) : undefined))
  for (const status of [...lines, ...all]) statuses.set(status._id, status)
  const groupStatuses = isObject(main.monitorGroupCurrentStatuses) ? main.monitorGroupCurrentStatuses : {}
  const shown = new Map<string, string[]>()
  const show = (monitor: string, resource: string) => {
    const before = shown.get(monitor)
    if (before) before.push(resource)
    else shown.set(monitor, [resource])
  }
  const components = readList(
    main,
    'statusPageResources',
    resourceShape,
    (resource): Draft<Component> => {
      const monitor = readPart(resource, 'monitor', monitorShape)
      const ofGroup = resource.monitorGroupId ? unwrap(groupStatuses[resource.monitorGroupId]) : undefined
      const statusId = typeof ofGroup === 'string' ? ofGroup : monitor?.currentMonitorStatusId
      const found = statuses.get(statusId ?? '')
      if (!found) report(resource, 'monitor', statusId ? `unknown word "${statusId}"` : 'has no status')
      const monitorId = resource.monitorId ?? monitor?._id
      if (monitorId) show(monitorId, resource._id)
      for (const inGroup of resource.monitorGroupId ? monitorsIn(main, resource.monitorGroupId, problems) : []) show(inGroup, resource._id)
      return {
        id: resource._id,
        name: (resource.displayName || monitor?.name) ?? '',
        description: resource.displayDescription || undefined,
        status: found ? toStatus(found, lowestRank) : 'unknown',
        statusLabel: /^(operational|degraded|offline)$/i.test(found?.name ?? '') ? undefined : found?.name,
        groupId: resource.statusPageGroupId,
      }
    },
    '_id',
  )
  return { components, shownAs: (monitor) => shown.get(monitor) ?? [] }
}

function monitorsIn(main: Document, group: string, problems: Problem[]): string[] {
  const list = isObject(main.monitorsInGroup) ? main.monitorsInGroup[group] : undefined
  return (Array.isArray(list) ? list : []).flatMap((raw: unknown, i) => {
    const monitor = isObject(raw) ? unwrap(raw) : undefined
    if (typeof monitor === 'string') return [monitor]
    problems.push({ path: `overview.monitorsInGroup.${group}.${i}`, message: 'unusable: no id' })
    return []
  })
}

interface Standing<S> {
  status: S
  statusLabel: string | null | undefined
}

/** What was said of an event, and how it changed. Its description was said first, in the state that it was entered in. */
function toUpdates<S extends Update['status']>(raw: RawEvent, told: Told, standingOf: (state: State) => Standing<S>, now: Standing<S>): Draft<Update>[] {
  const changes = newestFirst(told.changes.get(raw._id) ?? [])
  const first = changes.at(-1)
  const standingAt = (at = '') => {
    const change = changes.find((change) => (change.at ?? '') <= at) ?? first
    return change ? standingOf(change.state) : now
  }
  const isEntered = raw.description && (first?.state.isCreatedState || first?.state.isScheduledState)
  const entered = instant(raw, 'declaredAt') ?? instant(raw, 'createdAt')
  return [
    ...(told.notes.get(raw._id) ?? []).map(({ id, at, body }) => ({ id, ...standingAt(at), at, body, format: 'markdown' as const })),
    ...(isEntered ? changes.slice(0, -1) : changes).map(({ id, at, state }) => ({ id, ...standingOf(state), at, body: '', format: 'markdown' as const })),
    ...(raw.description ? [{ id: 'description', ...(first ? standingOf(first.state) : now), at: entered ?? first?.at, body: raw.description, format: 'markdown' as const }] : []),
  ]
}

/** The state an event is in, with the flags that only its changes tell. */
function stateOf(raw: RawEvent, key: 'currentIncidentState' | 'currentScheduledMaintenanceState', told: Told): State | undefined {
  const current = readPart(raw, key, stateShape)
  const newest = newestFirst<Change>(told.changes.get(raw._id) ?? [])[0]?.state
  if (!current && !newest) report(raw, key, 'has no state')
  return current ? { ...told.states.get(current._id ?? ''), ...current } : newest
}

/** A state's own name stands beside our word, where it is another. */
const labelOf = ({ name }: State, status: string) => (name && name.toLowerCase().replace(/\s+/g, '_') !== status ? name : undefined)

function incidentStanding(state: State): Standing<IncidentStatus> {
  const name = state.name ?? ''
  const word = (['investigating', 'identified', 'monitoring'] as const).find((known) => known === name.toLowerCase())
  const status = state.isResolvedState || (state.isResolvedState === undefined && /^resolved$/i.test(name)) ? 'resolved' : (word ?? (state.isAcknowledgedState || /^acknowledged$/i.test(name) ? 'identified' : state.isCreatedState ? 'investigating' : 'unknown'))
  return { status, statusLabel: labelOf(state, status) }
}

function impactOf(raw: RawEvent): Impact {
  const severity = readPart(raw, 'incidentSeverity', severityShape)
  const found = (['critical', 'major', 'minor'] as const).find((word) => severity?.name?.toLowerCase().includes(word))
  if (severity && !found) report(severity, 'name', `unknown word "${severity.name ?? ''}"`)
  return found ?? 'unknown'
}

function toIncident(raw: RawEvent, told: Told): Pick<Draft<Incident>, 'status' | 'statusLabel' | 'impact' | 'startedAt' | 'resolvedAt' | 'updates'> {
  const state = stateOf(raw, 'currentIncidentState', told)
  const now = state ? incidentStanding(state) : { status: 'unknown' as const, statusLabel: undefined }
  if (state && now.status === 'unknown') report(raw, 'currentIncidentState', `unknown word "${state.name ?? ''}"`)
  const changes = newestFirst(told.changes.get(raw._id) ?? [])
  return {
    ...now,
    impact: impactOf(raw),
    startedAt: instant(raw, 'declaredAt') ?? instant(raw, 'createdAt'),
    resolvedAt: now.status === 'resolved' ? changes.find((change) => incidentStanding(change.state).status === 'resolved')?.at : undefined,
    updates: toUpdates(raw, told, incidentStanding, now),
  }
}

function plannedStanding(state: State): Standing<MaintenanceStatus> {
  const isNamed = (flag: boolean | undefined, pattern: RegExp) => flag ?? pattern.test(state.name ?? '')
  const status = isNamed(state.isResolvedState, /^(completed|resolved)$/i) || isNamed(state.isEndedState, /^ended$/i) ? 'completed' : isNamed(state.isOngoingState, /^ongoing$/i) ? 'in_progress' : isNamed(state.isScheduledState, /^scheduled$/i) ? 'scheduled' : 'unknown'
  return { status, statusLabel: labelOf(state, status) }
}

function toMaintenance(raw: RawEvent, told: Told): Pick<Draft<Maintenance>, 'status' | 'statusLabel' | 'scheduledStart' | 'scheduledEnd' | 'startedAt' | 'completedAt' | 'updates'> {
  const state = stateOf(raw, 'currentScheduledMaintenanceState', told)
  const now = state ? plannedStanding(state) : { status: 'unknown' as const, statusLabel: undefined }
  if (state && now.status === 'unknown') report(raw, 'currentScheduledMaintenanceState', `unknown word "${state.name ?? ''}"`)
  const changes = newestFirst(told.changes.get(raw._id) ?? [])
  const oldest = (status: MaintenanceStatus) => changes.findLast((change) => plannedStanding(change.state).status === status)?.at
  return {
    ...now,
    scheduledStart: instant(raw, 'startsAt'),
    scheduledEnd: instant(raw, 'endsAt'),
    startedAt: oldest('in_progress'),
    completedAt: now.status === 'completed' ? oldest('completed') : undefined,
    updates: toUpdates(raw, told, plannedStanding, now),
  }
}

function toAnnouncement(raw: Output<typeof announcementShape> & Item): Draft<Incident> | undefined {
  const at = instant(raw, 'showAnnouncementAt') ?? instant(raw, 'createdAt')
  if (!at) return report(raw, '', 'unusable: no time')
  const standing = { status: 'resolved' as const, statusLabel: 'announcement' }
  return { id: raw._id, title: raw.title ?? '', ...standing, impact: 'none', startedAt: at, resolvedAt: at, componentIds: [], updates: raw.description ? [{ id: 'description', ...standing, at, body: raw.description, format: 'markdown' }] : [] }
}
