import type { Problem } from '../model/snapshot.ts'
import { at, textAt } from './feed.ts'
import { type Item, read, readPart, report } from './read.ts'
import { anything, id, isObject, key, type Output, shape, text } from './shape.ts'

/** What the documents of Cachet 2 and 3 hold, whichever of them holds it: the rest of the adapter knows one form only. */

const code = (value: unknown): ReturnType<typeof key> | undefined => (value == null ? undefined : key(value))
/** A number of 2, or of the object that 3 makes of it; one that we do not know by the words beside it. */
export const word3 = (value: unknown): ReturnType<typeof code> => code(isObject(value) ? (/^[0-6]$/.test(textAt(value, 'value')) ? value.value : (value.human ?? value.value)) : value)
const time3 = (value: unknown): ReturnType<typeof text> => text(isObject(value) ? value.string : value)
const stamps = { created: time3, created_at: time3, updated: time3, updated_at: time3 }

export const listShape = shape({ data: anything, included: anything, meta: anything, links: anything })
export const statusShape = shape({ status: text, message: text })
const resourceShape = shape({ id: key, attributes: anything, relationships: anything })
const groupShape = shape({ name: text, enabled_components: anything })
const componentShape = shape({ name: id, description: text, link: text, status: word3, latest_status: word3, status_name: text, enabled: anything, group_id: code, pivot: anything, ...stamps })
const incidentShape = shape({ name: id, message: text, status: word3, latest_status: word3, component_id: code, occurred: time3, occurred_at: time3, scheduled_at: time3, permalink: text, updates: anything, ...stamps })
const scheduleShape = shape({ name: id, message: text, status: word3, scheduled: time3, scheduled_at: time3, completed: time3, completed_at: time3, components: anything, ...stamps })
const updateShape = shape({ message: text, status: word3, updateable_id: code, updateable_type: text, ...stamps })
export const ownUpdateShape = shape({ id: key, message: text, status: word3, ...stamps })
export const ownComponentShape = shape({ component_id: key })

export type Kind = 'component' | 'group' | 'incident' | 'schedule' | 'update'
export type Row<T> = T & Item & { readonly id: string; readonly relationships?: unknown }
export type Component3 = Row<Output<typeof componentShape>>
export type Incident3 = Row<Output<typeof incidentShape>>
export type Schedule3 = Row<Output<typeof scheduleShape>>
export type Update3 = Row<Output<typeof updateShape>>

/** All that the documents hold, by kind and id. */
export class Found {
  readonly group = new Map<string, Row<Output<typeof groupShape>>>()
  readonly component = new Map<string, Component3>()
  readonly incident = new Map<string, Incident3>()
  readonly schedule = new Map<string, Schedule3>()
  readonly update = new Map<string, Update3>()
  /** The ids of updates by the event that they name: "incident 7". */
  readonly updates = new Map<string, string[]>()
  /** Components as they stand beside an incident. */
  readonly touched = new Map<string, Component3>()
}

type List = Output<typeof listShape> & Item
export type Stamped = Readonly<Partial<Record<keyof typeof stamps, string | null | undefined>>>

export function readRows(list: List, key: string, data: readonly unknown[], found: Found, problems: Problem[]): void {
  data.forEach((raw, i) => readRow(raw, `${key}.data.${i}`, found, problems))
  const included: readonly unknown[] = Array.isArray(list.included) ? list.included : []
  included.forEach((raw, i) => readRow(raw, `${key}.included.${i}`, found, problems, true))
  if (at(list.links, 'next') || at(list.meta, 'pagination.links.next_page')) report(list, '', 'further pages were not read')
}

const types = new Map<string, Kind>([['components', 'component'], ['componentgroups', 'group'], ['component-groups', 'group'], ['incidents', 'incident'], ['schedules', 'schedule'], ['updates', 'update']])

/** Which list a raw object belongs to: 3 says its type, 2 shows it by its fields. */
function kindOf(raw: unknown): Kind | undefined {
  if (!isObject(raw)) return undefined
  if (raw.attributes !== undefined) return types.get(textAt(raw, 'type').toLowerCase())
  if ('enabled_components' in raw || 'collapsed' in raw) return 'group'
  if ('group_id' in raw) return 'component'
  return 'component_id' in raw || 'latest_status' in raw ? 'incident' : 'scheduled_at' in raw ? 'schedule' : undefined
}

function readRow(raw: unknown, path: string, found: Found, problems: Problem[], isIncluded = false, groupId?: string): void {
  const kind = kindOf(raw)
  const resource = kind && read(resourceShape, raw, path, problems)
  if (!kind) problems.push({ path, message: 'unusable: nothing that we know of Cachet' })
  if (!kind || !resource) return
  const rowOf = <T extends object>(schema: Parameters<typeof read<T>>[0], extra: object = {}): Row<T> | undefined => {
    const part = resource.attributes === undefined ? read(schema, raw, path, problems) : readPart(resource, 'attributes', schema)
    return part && Object.assign(part, { id: resource.id, relationships: resource.relationships }, extra)
  }
  const add = <T extends object>(map: Map<string, Row<T>>, row: Row<T> | undefined) => {
    if (row && !map.has(row.id)) map.set(row.id, row)
    // What is included, and what stands in a group of 2, comes many times.
    else if (row && !isIncluded) report(resource, 'id', `unusable: "${row.id}" is none of its own`)
  }
  if (kind === 'component') add(isIncluded && !groupId ? found.touched : found.component, rowOf(componentShape, groupId ? { group_id: groupId } : {}))
  if (kind === 'incident') add(found.incident, rowOf(incidentShape))
  if (kind === 'schedule') add(found.schedule, rowOf(scheduleShape))
  if (kind === 'update') {
    const update = rowOf(updateShape)
    add(found.update, update)
    const event = `${update?.updateable_type?.toLowerCase()} ${update?.updateable_id}`
    const named = found.updates.get(event)
    if (named) named.push(resource.id)
    else found.updates.set(event, [resource.id])
  }
  if (kind === 'group') {
    const group = rowOf(groupShape)
    add(found.group, group)
    const inside: readonly unknown[] = group && Array.isArray(group.enabled_components) ? group.enabled_components : []
    inside.forEach((component, i) => readRow(component, `${path}.enabled_components.${i}`, found, problems, true, resource.id))
  }
}
