import { isMaintenance, isOpenIncident, isUnderway } from './event.ts'
import { deriveIndicator } from './indicator.ts'
import type { FeedPart } from './merge.ts'
import type { StatusEvent, StatusSnapshot } from './snapshot.ts'
import { type StatusView, withWork } from './view.ts'
import { worst } from './words.ts'

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/** Comma-separated names, trimmed; `\,` is a comma within a name. */
export const names = (value: unknown): string[] =>
  String(value)
    .split(/(?<!\\),/)
    .map((name) => name.replaceAll('\\,', ',').trim())
    .filter(Boolean)

export interface ComponentMatch {
  ids: ReadonlySet<string>
  /** Names asked for that are no component and no group of this snapshot. */
  unmatched: string[]
}

/**
 * The components that a list of ids or names (any case) of components or groups stands for.
 * @param parts the feeds that the snapshot was made of: each knows its components by its own ids and groups too
 */
export function matchComponents(snapshot: StatusSnapshot, names: readonly string[], parts: readonly FeedPart[] = []): ComponentMatch {
  const ids = new Set<string>()
  const unmatched: string[] = []
  for (const name of names) {
    const groups = new Set(snapshot.groups.filter((g) => same(g.id, name) || same(g.name, name)).map((g) => g.id))
    const found = snapshot.components.filter(
      (c) => same(c.id, name) || same(c.name, name) || (c.groupId !== undefined && groups.has(c.groupId)),
    )
    const own = parts.flatMap(({ key, snapshot: part }) => (part ? { key, ...matchComponents(part, [name]) } : []))
    if (!found.length && !groups.size && own.every((match) => match.unmatched.length)) unmatched.push(name)
    for (const c of found) ids.add(c.id)
    for (const match of own) for (const id of match.ids) ids.add(`${match.key}:${id}`)
  }
  return { ids, unmatched }
}

/** True if the event names one of these components, or names none and so touches all. */
export const touches = (event: StatusEvent, ids: ReadonlySet<string>): boolean =>
  !event.componentIds.length || event.componentIds.some((id) => ids.has(id))

export interface ViewOptions {
  /** Ids or names of components or groups; empty or absent = all. */
  components?: readonly string[]
  /** The host page's own say over each event. */
  filter?: ((event: StatusEvent) => boolean) | undefined
  /** The feeds that the snapshot was made of: while one is missing, nobody can say that all is well. */
  parts?: readonly FeedPart[] | undefined
  /** In ms: a maintenance whose status is not clear counts while its window is open. */
  now?: number | undefined
}

/** Components named by what goes on now; an upcoming maintenance explains no trouble of today. */
const openlyNamed = (events: readonly StatusEvent[]) =>
  new Set(events.filter((e) => (isMaintenance(e) ? isUnderway(e) : isOpenIncident(e))).flatMap((e) => e.componentIds))

/** What is left of a snapshot under the reader's filters; the page's claim counts only while nothing was left out. */
export const viewOf = (snapshot: StatusSnapshot, options: ViewOptions): StatusView =>
  withWork(filtered(snapshot, options), options.now)

function filtered(snapshot: StatusSnapshot, { components = [], filter, parts = [] }: ViewOptions): StatusView {
  if (!components.length && !filter) return { snapshot, muted: new Set(), unmatched: [] }
  const match = matchComponents(snapshot, components, parts)
  const { ids } = match
  // What matches nothing may be of the feed that is missing.
  const isPart = parts.some((part) => !part.snapshot)
  const unmatched = isPart ? [] : match.unmatched
  const narrow = components.length > unmatched.length
  const inScope = (e: StatusEvent) => !narrow || touches(e, ids)
  const scoped = [...snapshot.incidents, ...snapshot.maintenances].filter(inScope)
  const kept = filter ? scoped.filter(filter) : scoped
  const keptSet = new Set(kept)
  const named = openlyNamed(kept)
  const muted = new Set(
    [...openlyNamed(scoped.filter((e) => !keptSet.has(e)))].filter((id) => !named.has(id)),
  )
  const { claim: _claim, ...rest } = snapshot
  const left = {
    ...rest,
    components: narrow ? snapshot.components.filter((c) => ids.has(c.id)) : snapshot.components,
    incidents: snapshot.incidents.filter((e) => keptSet.has(e)),
    maintenances: snapshot.maintenances.filter((e) => keptSet.has(e)),
  }
  if (!narrow && kept.length === scoped.length) return { snapshot, muted, unmatched }
  const counted = left.components.map((c) => (muted.has(c.id) ? { ...c, status: 'operational' as const } : c))
  return {
    snapshot: {
      ...left,
      groups: narrow
        ? snapshot.groups.filter((g) => left.components.some((c) => c.groupId === g.id))
        : snapshot.groups,
      indicator: worst([deriveIndicator({ ...left, components: counted }), ...(isPart ? (['unknown'] as const) : [])]),
    },
    muted,
    unmatched,
  }
}
