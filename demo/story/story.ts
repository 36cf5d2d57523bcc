import { incidents, maintenances, serverMove, type StoryIncident, type StoryMaintenance, type StoryUpdate } from './events.ts'
import type {
  SpComponent,
  SpEvent,
  SpIncident,
  SpIncidents,
  SpMaintenance,
  SpMaintenances,
  SpPage,
  SpSummary,
  SpUpdate,
} from './statuspage-documents.ts'

export interface StoryDocuments {
  summary: SpSummary
  incidents: SpIncidents
  'scheduled-maintenances': SpMaintenances
}

export const pageUrl = 'https://status.posthorn.example'
export const timeZone = 'Europe/Berlin'

const pageId = 'ph3m8tr5k1nd'
const opened = '2019-04-02T09:00'

/** Reads a wall-clock time of the story as ms since the epoch. */
export const storyTime = (wallClock: string): number => Date.parse(`${wallClock}:00.000+01:00`)

/** The moments at which the page told its readers something about the server move, oldest first. */
export const updateTimes: readonly number[] = serverMove.updates.map(({ at }) => storyTime(at))

const events = [...maintenances, ...incidents]

/** The moments at which the page told anything at all. */
export const turns: readonly number[] = events
  .flatMap(({ updates }) => updates.map(({ at }) => storyTime(at)))
  .sort((a, b) => a - b)

/** The moments that are gone from the page's current state later: an event's first sight, and each end it was given. */
export const witnessed: readonly number[] = [
  ...new Set([
    ...events.flatMap(({ updates }) => updates.slice(0, 1).map(({ at }) => storyTime(at))),
    ...maintenances.flatMap((m) => m.scheduledUntil.map(({ from }) => storyTime(from))),
  ]),
].sort((a, b) => a - b)

/** What the page itself said, from the first minute to the last. */
const headline = 'All Systems Operational'

/** Where the demo begins and ends: a quiet evening before, and a day after. */
export const storyStart = storyTime('2023-12-05T21:00')
export const storyEnd = storyTime('2023-12-12T00:00')

const iso = (wallClock: string) => `${wallClock}:00.000+01:00`

type Row = readonly [id: string, name: string, description: string | null]

const groups: readonly (readonly [...Row, rows: readonly Row[]])[] = [
  [
    'gm1f6hd9w3pa',
    'Mail on Finch',
    null,
    [
      ['im4p7wq2k9dz', 'IMAP and POP3', null],
      ['sm7t3pc6v1hx', 'SMTP', null],
      ['wb2k8yf5n4ju', 'Kite webmail', null],
    ],
  ],
  [
    'ga8z2lc5r7vt',
    'Your account',
    null,
    [
      ['cp9n6ra3t7le', 'Control panel', null],
      ['bl1v5gm8s2ko', 'Billing', null],
      ['tk6h3ux9d5wy', 'Support tickets', null],
    ],
  ],
  [
    'gn5s9qe4j1bx',
    'Network',
    null,
    [
      ['mx2w8of7z4na', 'Incoming relays', 'Keep mail for up to ten days while a mail server is away.'],
      ['dn4x7eb1q6ci', 'Name servers', null],
    ],
  ],
]

const hasHappened = (at: number) => (wallClock: string) => storyTime(wallClock) <= at

const toldBy = <Status extends string>(updates: readonly StoryUpdate<Status>[], at: number) =>
  updates.filter((update) => storyTime(update.at) <= at)

const isUnderway = ({ updates }: StoryMaintenance, at: number) => {
  const status = toldBy(updates, at).at(-1)?.status
  return status === 'in_progress' || status === 'verifying'
}

/** What a Statuspage-type page would have answered at this instant (ms since the epoch). */
export function storyDocuments(at: number): StoryDocuments {
  const components = componentsAt(at)
  const allMaintenances = maintenances.flatMap((m) => maintenanceAt(m, at, components))
  const allIncidents = incidents.flatMap((i) => incidentAt(i, at, components))
  const page = pageAt([...allMaintenances, ...allIncidents])
  return {
    summary: {
      page,
      status: { indicator: 'none', description: headline },
      components,
      incidents: allIncidents.filter(({ status }) => status !== 'resolved'),
      scheduled_maintenances: allMaintenances.filter(({ status }) => status !== 'completed'),
    },
    incidents: { page, incidents: allIncidents },
    'scheduled-maintenances': { page, scheduled_maintenances: allMaintenances },
  }
}

const pageAt = (told: readonly { updated_at: string }[]): SpPage => ({
  id: pageId,
  name: 'Posthorn Mail',
  url: pageUrl,
  time_zone: timeZone,
  updated_at: told.map((e) => e.updated_at).reduce((a, b) => (a > b ? a : b), iso(opened)),
})

function componentsAt(at: number): SpComponent[] {
  const shared = { created_at: iso(opened), page_id: pageId, only_show_if_degraded: false }
  return groups.flatMap(([id, name, description, rows], position): SpComponent[] => {
    const members = rows.map(([rowId, rowName, rowDescription], row): SpComponent => {
      const named = maintenances.filter((m) => m.componentIds.includes(rowId))
      const busy = named.find((m) => isUnderway(m, at))
      const begins = named.flatMap((m) => m.updates.filter((u) => u.status !== 'scheduled').map((u) => u.at))
      return {
        ...shared,
        id: rowId,
        name: rowName,
        description: rowDescription,
        status: busy?.componentStatus ?? 'operational',
        updated_at: iso(begins.filter(hasHappened(at)).sort().at(-1) ?? opened),
        position: row + 1,
        showcase: true,
        start_date: opened.slice(0, 10),
        group_id: id,
        group: false,
      }
    })
    const group: SpComponent = {
      ...shared,
      id,
      name,
      description,
      status: members.some((m) => m.status === 'under_maintenance') ? 'under_maintenance' : 'operational',
      updated_at: members.map((m) => m.updated_at).sort().at(-1) ?? iso(opened),
      position: position + 1,
      showcase: false,
      start_date: null,
      group_id: null,
      group: true,
      components: members.map((m) => m.id),
    }
    return [...members, group]
  })
}

function incidentAt(incident: StoryIncident, at: number, components: readonly SpComponent[]): SpIncident[] {
  const event = eventAt(incident, at, components)
  return event ? [event] : []
}

function maintenanceAt(maintenance: StoryMaintenance, at: number, components: readonly SpComponent[]): SpMaintenance[] {
  const event = eventAt(maintenance, at, components)
  const end = maintenance.scheduledUntil.findLast(({ from }) => storyTime(from) <= at)
  if (!event || !end) return []
  return [{ ...event, scheduled_for: iso(maintenance.scheduledFor), scheduled_until: iso(end.until) }]
}

function eventAt<Status extends string>(
  { id, name, impact, componentIds, updates }: StoryEventOf<Status>,
  at: number,
  components: readonly SpComponent[],
): SpEvent<Status> | undefined {
  const told = toldBy(updates, at)
  const first = told[0]
  const last = told.at(-1)
  if (!first || !last) return undefined
  const closed = last.status === 'resolved' || last.status === 'completed'
  const watched = told.find(({ status }) => status === 'monitoring' || status === 'verifying')
  return {
    id,
    name,
    status: last.status,
    impact,
    created_at: iso(first.at),
    updated_at: iso(last.at),
    started_at: iso(first.at),
    monitoring_at: watched ? iso(watched.at) : null,
    resolved_at: closed ? iso(last.at) : null,
    shortlink: `${pageUrl}/incidents/${id}`,
    page_id: pageId,
    incident_updates: told.map((update, i) => toUpdate(update, i, id)).reverse(),
    components: components.filter((c) => componentIds.includes(c.id)),
  }
}

type StoryEventOf<Status extends string> = Omit<StoryIncident, 'updates'> & { updates: StoryUpdate<Status>[] }

const toUpdate = <Status extends string>(
  { at, status, body }: StoryUpdate<Status>,
  index: number,
  eventId: string,
): SpUpdate<Status> => ({
  id: `${eventId.slice(0, 9)}${String(index + 1).padStart(3, '0')}`,
  incident_id: eventId,
  status,
  body,
  created_at: iso(at),
  updated_at: iso(at),
  display_at: iso(at),
  affected_components: null,
  deliver_notifications: true,
})
