import type { Component, StatusEvent, StatusSnapshot } from './snapshot.ts'
import { worst } from './words.ts'

/** One of several feeds that are shown as one. */
export interface FeedPart {
  /** What its ids begin with. */
  key: string
  /** Absent while it is not known. */
  snapshot?: StatusSnapshot | undefined
  /** Why it is not known, or not renewed, in words. */
  reason?: string | undefined
}

/**
 * Several snapshots as one: each page's components under its name, all events in one list, ids made unique by the key of
 * their feed. The indicator is the worst of all; where a feed is missing, nobody says that all is well. Events without an
 * address of their own lead to their page.
 */
export function mergeSnapshots(parts: readonly FeedPart[]): StatusSnapshot {
  const known = parts.flatMap(({ snapshot, ...part }) => (snapshot ? [{ ...part, snapshot }] : []))
  const all = known.map(({ snapshot }) => snapshot)
  const updatedAt = inOrder(all.map((it) => it.updatedAt)).at(-1)
  // As old as its oldest part.
  const [generatedAt] = inOrder(all.map((it) => it.generatedAt))
  const isPart = known.length < parts.length
  return {
    page: { name: all.map(({ page }) => page.name).join(', ') },
    indicator: worst([...all.map(({ indicator }) => indicator), ...(isPart ? (['unknown'] as const) : [])]),
    groups: known.filter(({ snapshot }) => snapshot.components.length).map(({ key, snapshot }) => ({ id: key, name: snapshot.page.name })),
    components: known.flatMap(componentsOf),
    incidents: known.flatMap((part) => part.snapshot.incidents.map((incident) => eventOf(incident, part))),
    maintenances: known.flatMap((part) => part.snapshot.maintenances.map((maintenance) => eventOf(maintenance, part))),
    ...(updatedAt && { updatedAt }),
    ...(generatedAt && { generatedAt }),
    problems: parts.flatMap(({ key, snapshot, reason }) => [
      ...(snapshot?.problems ?? []).map(({ path, message }) => ({ path: `${key}:${path}`, message })),
      ...(reason ? [{ path: key, message: reason }] : []),
    ]),
  }
}

const inOrder = (instants: readonly (string | undefined)[]): string[] =>
  instants.flatMap((instant) => instant ?? []).toSorted((a, b) => Date.parse(a) - Date.parse(b))

type KnownPart = FeedPart & { snapshot: StatusSnapshot }

/** The group that a component has on its own page is told beside its name: two of a page may be called the same. */
function componentsOf({ key, snapshot: { groups, components } }: KnownPart): Component[] {
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]))
  return components.map((component) => {
    const { id, groupId = '', description: own } = component
    const description = [groupNames.get(groupId), own].filter(Boolean).join(' · ')
    return { ...component, id: `${key}:${id}`, ...(description && { description }), groupId: key }
  })
}

function eventOf<Event extends StatusEvent>(event: Event, { key, snapshot }: KnownPart): Event {
  const url = event.url ?? snapshot.page.url
  return {
    ...event,
    id: `${key}:${event.id}`,
    ...(url && { url }),
    componentIds: event.componentIds.map((id) => `${key}:${id}`),
    updates: event.updates.map((update) => ({ ...update, id: `${key}:${update.id}` })),
  }
}
