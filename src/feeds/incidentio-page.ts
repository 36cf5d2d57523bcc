import type { Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { componentStatuses, type Impact, incidentStatuses, isWorse, maintenanceStatuses } from '../model/words.ts'
import { FeedShapeError } from './feed.ts'
import { type Draft, finish, instant, type Item, link, newestFirst, read, readEach, readList, readPart, report, statusOf } from './read.ts'
import { anything, flag, id, type Output, shape, text } from './shape.ts'

/**
 * The data that an incident.io page is made of (`/proxy/HOST`, and `/proxy/HOST/incidents` for the past): undocumented,
 * as the readers of other projects describe it. And what all three documents of incident.io share: see incidentio.ts.
 */

export type Draw = Parameters<typeof finish>[0]

export const stateAliases = { full_outage: 'major_outage' } as const
export const impactAliases: Readonly<Record<string, Impact>> = { operational: 'none', under_maintenance: 'none', degraded_performance: 'minor', partial_outage: 'major', full_outage: 'critical' }
export const maintenanceAliases = {
  maintenance_scheduled: 'scheduled', maintenance_in_progress: 'in_progress', maintenance_complete: 'completed',
  investigating: 'in_progress', identified: 'in_progress', monitoring: 'verifying', resolved: 'completed', postmortem: 'completed',
} as const // prettier-ignore

export const isClosed = (status: unknown): boolean => /resolved|postmortem|complete/.test(`${status}`)

/** When an event was closed for good, if it is. */
export const endOf = (status: string, updates: readonly { status: string; at?: string | null | undefined }[]) =>
  isClosed(status) ? updates.find((update, i) => isClosed(update.status) && !isClosed(updates[i + 1]?.status))?.at : undefined

const summaryShape = shape({ name: text, public_url: text, components: anything, affected_components: anything, ongoing_incidents: anything, scheduled_maintenances: anything, structure: anything })
const pastShape = shape({ incidents: anything })
const structureShape = shape({ items: anything })
const itemShape = shape({ group: anything, component: anything })
const groupShape = shape({ id, name: id, description: text, hidden: flag, components: anything })
const placeShape = shape({ component_id: id, name: id, hidden: flag })
const componentShape = shape({ id, description: text })
const stateShape = shape({ component_id: id, status: text })
const eventShape = shape({ id, name: id, status: text, published_at: text, updates: anything, affected_components: anything, component_impacts: anything })
const updateShape = shape({ message_string: text, published_at: text, to_status: text })
const impactShape = shape({ component_id: text, start_at: text, end_at: text, status: text })

type RawEvent = Output<typeof eventShape> & Item
type State = Output<typeof stateShape> & Item

export function readOwn(summary: unknown, past: unknown, problems: Problem[]): Draw {
  const main = read(summaryShape, summary, 'summary.summary', problems)
  if (!main) throw new FeedShapeError('not a document of incident.io')
  const url = link(main, 'public_url')
  const incidents: Draft<Incident>[] = []
  const maintenances: Draft<Maintenance>[] = []
  const seen = new Set<string>()
  const add = (raw: RawEvent, isPast: boolean) => {
    if (seen.size === seen.add(raw.id).size) return
    if (isPast && !isClosed(raw.status)) report(raw, '', `left out: "${raw.status ?? ''}" here, and not in the summary`)
    else if (raw.status?.startsWith('maintenance_')) maintenances.push(toMaintenance(raw, url))
    else incidents.push(toIncident(raw, url))
  }
  for (const list of ['ongoing_incidents', 'scheduled_maintenances'] as const) for (const raw of readList(main, list, eventShape, (event) => event)) add(raw, false)
  const before = past === undefined ? undefined : read(pastShape, past, 'incidents', problems)
  if (before) for (const raw of readList(before, 'incidents', eventShape, (event) => event)) add(raw, true)
  return { page: { name: main.name ?? '', url }, ...readStructure(main), incidents, maintenances }
}

/** Components in the order of the page; one that is not listed as affected is operational. */
function readStructure(main: Output<typeof summaryShape> & Item): Pick<Draw, 'groups' | 'components'> {
  const states = new Map(readEach(main, 'affected_components', stateShape, (state) => state).map((state) => [state.component_id, state]))
  const rows = new Map(readList(main, 'components', componentShape, (row) => row).map((row) => [row.id, row]))
  const groups: Draw['groups'] = []
  const components: Draw['components'] = []
  const placed = new Set<string>()
  const grouped = new Set<string>()
  const place = (row: Output<typeof placeShape> & Item, groupId?: string) => {
    if (placed.size === placed.add(row.component_id).size) return report(row, 'component_id', `unusable: "${row.component_id}" is none of its own`)
    if (row.hidden) return report(row, '', 'left out: hidden on the page')
    const state: State | undefined = states.get(row.component_id)
    components.push({
      id: row.component_id,
      name: row.name,
      description: rows.get(row.component_id)?.description,
      ...(state ? statusOf(state, componentStatuses, stateAliases) : { status: 'operational' as const }),
      groupId,
    })
    return undefined
  }
  const structure = readPart(main, 'structure', structureShape)
  if (structure) {
    readEach(structure, 'items', itemShape, (item) => {
      const group = readPart(item, 'group', groupShape)
      const alone = readPart(item, 'component', placeShape)
      if (alone) place(alone)
      if (group && (group.hidden || grouped.size === grouped.add(group.id).size)) return report(item, 'group', 'left out: hidden on the page, or there twice')
      if (group) {
        groups.push({ id: group.id, name: group.name, description: group.description })
        readEach(group, 'components', placeShape, (row) => place(row, group.id))
      }
      return undefined
    })
  }
  return { groups, components }
}

function toEvent<W extends Update['status']>(raw: RawEvent, pageUrl: string | undefined, words: readonly W[], aliases?: Readonly<Record<string, W>>) {
  const counts = new Map<string, number>()
  const updates = readEach(raw, 'updates', updateShape, (update) => {
    const { published_at: own, message_string: body } = update
    if (!own) return report(update, 'published_at', 'unusable: no time')
    const count = (counts.get(own) ?? 0) + 1
    counts.set(own, count)
    const id = count > 1 ? `${own} ${count}` : own
    return { id, ...statusOf({ ...update, status: update.to_status }, words, aliases), at: instant(update, 'published_at'), body: body ?? '', format: 'markdown' as const }
  })
  const states = readEach(raw, 'affected_components', stateShape, (state) => state)
  const spans = readEach(raw, 'component_impacts', impactShape, (span) => ({ id: span.component_id, from: instant(span, 'start_at'), to: instant(span, 'end_at'), status: span.status }))
  const ends = spans.map(({ to }) => to)
  return {
    event: {
      id: raw.id,
      title: raw.name,
      ...statusOf(raw, words, aliases),
      url: pageUrl && `${pageUrl.replace(/\/$/, '')}/incidents/${raw.id}`,
      componentIds: [...new Set([...states.map((state) => state.component_id), ...spans.map((span) => span.id)].filter((it): it is string => !!it))],
      updates: newestFirst(updates),
    },
    words: [...spans, ...states].map(({ status }) => status ?? ''),
    from: spans.map(({ from }) => from ?? '').filter(Boolean).sort()[0],
    to: ends.every(Boolean) ? ends.sort().at(-1) : undefined,
  }
}

function toIncident(raw: RawEvent, url: string | undefined): Draft<Incident> {
  const { event, words, from } = toEvent(raw, url, incidentStatuses)
  const known = words.flatMap((word) => (Object.hasOwn(impactAliases, word) ? (impactAliases[word] ?? []) : (report(raw, 'component_impacts', `unknown word "${word}"`) ?? [])))
  return {
    ...event,
    impact: known.reduce<Impact>((worst, next) => (worst === 'unknown' || isWorse(next, worst) ? next : worst), 'unknown'),
    startedAt: from ?? instant(raw, 'published_at'),
    resolvedAt: endOf(event.status, event.updates),
  }
}

function toMaintenance(raw: RawEvent, url: string | undefined): Draft<Maintenance> {
  const { event, from, to } = toEvent(raw, url, maintenanceStatuses, maintenanceAliases)
  const isAhead = event.status === 'scheduled'
  const isOver = isClosed(event.status)
  return {
    ...event,
    scheduledStart: isAhead ? from : undefined,
    scheduledEnd: isOver ? undefined : to,
    startedAt: isAhead ? undefined : (from ?? event.updates.findLast(({ status }) => status === 'in_progress')?.at),
    completedAt: isOver ? (endOf(event.status, event.updates) ?? to) : undefined,
  }
}
