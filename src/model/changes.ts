import { isMaintenance } from './event.ts'
import type { StatusEvent, StatusSnapshot } from './snapshot.ts'

/** One difference between two snapshots. */
export interface Change {
  kind: 'component' | 'incident' | 'maintenance'
  id: string
  type: 'added' | 'removed' | 'status' | 'severity' | 'window' | 'update'
}

type Item = { id: string }
type Kind = Change['kind']

/** What differs between two snapshots in words a reader would use; their own times alone are no change. */
export const changesBetween = (previous: StatusSnapshot, next: StatusSnapshot): Change[] => [
  ...listChanges('component', previous.components, next.components, (a, b) =>
    a.status !== b.status || a.statusLabel !== b.statusLabel ? ['status'] : [],
  ),
  ...listChanges('incident', previous.incidents, next.incidents, eventChanges),
  ...listChanges('maintenance', previous.maintenances, next.maintenances, eventChanges),
]

function listChanges<T extends Item>(
  kind: Kind,
  previous: readonly T[],
  next: readonly T[],
  compare: (a: T, b: T) => Change['type'][],
): Change[] {
  if (previous === next) return []
  const before = new Map(previous.map((item) => [item.id, item]))
  const after = new Set(next.map((item) => item.id))
  return [
    ...next.flatMap((item): Change[] => {
      const old = before.get(item.id)
      if (!old) return [{ kind, id: item.id, type: 'added' }]
      return old === item ? [] : compare(old, item).map((type) => ({ kind, id: item.id, type }))
    }),
    ...previous
      .filter((item) => !after.has(item.id))
      .map((item): Change => ({ kind, id: item.id, type: 'removed' })),
  ]
}

function eventChanges(a: StatusEvent, b: StatusEvent): Change['type'][] {
  const types: Change['type'][] = []
  if (a.status !== b.status || a.statusLabel !== b.statusLabel) types.push('status')
  if (isMaintenance(a) || isMaintenance(b)) {
    if (windowOf(a) !== windowOf(b)) types.push('window')
  } else if (a.impact !== b.impact) types.push('severity')
  if (textOf(a) !== textOf(b)) types.push('update')
  return types
}

const windowOf = (e: StatusEvent) => (isMaintenance(e) ? `${e.scheduledStart}/${e.scheduledEnd}` : '')

const textOf = ({ title, componentIds, updates }: StatusEvent) =>
  JSON.stringify([title, componentIds, updates.map((u) => [u.id, u.status, u.at, u.body])])
