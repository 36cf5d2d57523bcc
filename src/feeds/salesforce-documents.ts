import type { Problem } from '../model/snapshot.ts'
import { type Item, read, readEach, report } from './read.ts'
import { anything, flag, id, key, type Output, type Schema, shape, text } from './shape.ts'

/** What `salesforce.ts` reads of the documents of Salesforce Trust, and which of their events are a page's. */

export const rowShape = shape({ key, name: text, altDisplayName: text, status: text, environment: text, isActive: flag, location: text, Instances: anything, Incidents: anything, Maintenances: anything, GeneralMessages: anything })
export const incidentShape = shape({
  id: key, status: text, type: text, additionalInformation: text, message: anything, affectsAll: flag, instanceKeys: anything, serviceKeys: anything, createdAt: text, updatedAt: text,
  IncidentImpacts: anything, IncidentEvents: anything,
}) // prettier-ignore
export const maintenanceShape = shape({
  id: key, name: text, additionalInformation: text, message: anything, affectsAll: flag, instanceKeys: anything, plannedStartTime: text, plannedEndTime: text, createdAt: text, updatedAt: text,
  MaintenanceImpacts: anything, MaintenanceEvents: anything,
}) // prettier-ignore
export const impactShape = shape({ startTime: text, endTime: text, type: text, severity: text, endTimeModifiedAt: text })
export const eventShape = shape({ id: key, type: text, message: text, createdAt: text, updatedAt: text })
export const messageShape = shape({ rootCause: text, actionPlan: text, pathToResolution: text, maintenanceType: text, eventStatus: text })
export const labelShape = shape({ modelKey: id, text: id })

export type Row = Output<typeof rowShape> & Item
export type RawIncident = Output<typeof incidentShape> & Item
export type RawMaintenance = Output<typeof maintenanceShape> & Item
export type RawEvent = Output<typeof eventShape> & Item

/** The items of a document that is a list. */
export function readRows<T extends object>(document: unknown, path: string, schema: Schema<T>, problems: Problem[]): (T & Item)[] {
  if (!Array.isArray(document)) problems.push({ path, message: 'unusable: not a list' })
  return Array.isArray(document) ? document.flatMap((raw, i) => read(schema, raw, `${path}.${i}`, problems) ?? []) : []
}

export interface Found<T> {
  item: T
  componentIds: string[]
}

/** The events of the page's instances, each once: those that stand in them, and those of a list that name one. */
export function collect<T extends { readonly id: string; readonly instanceKeys?: unknown; readonly affectsAll?: boolean | undefined }>(
  rows: ReadonlyMap<string, Row>,
  list: 'Incidents' | 'Maintenances' | undefined,
  schema: Schema<T>,
  document: unknown,
  name: string,
  problems: Problem[],
): Map<string, Found<T & Item>> {
  const found = new Map<string, { item: T & Item; ids: Set<string> }>()
  const ours = (keys: unknown) => (Array.isArray(keys) ? keys : []).filter((key: unknown): key is string => typeof key === 'string' && rows.has(key))
  if (list) {
    for (const row of rows.values()) {
      for (const item of readEach(row, list, schema, (item) => item)) {
        if (!item.id) {
          report(item, 'id', 'unusable: "" is none of its own')
          continue
        }
        const event = found.get(item.id) ?? { item, ids: new Set() }
        for (const id of [row.key, ...ours(item.instanceKeys)]) event.ids.add(id)
        found.set(item.id, event)
      }
    }
  }
  const listed = new Set([''])
  for (const item of document === undefined ? [] : readRows(document, name, schema, problems)) {
    const { id, instanceKeys, affectsAll } = item
    const componentIds = ours(instanceKeys)
    const isOfAll = affectsAll === true && !(Array.isArray(instanceKeys) && instanceKeys.length)
    // Most of such a list is of other products, and no loss.
    if (!componentIds.length && !isOfAll) {
      if (!Array.isArray(instanceKeys) || !instanceKeys.length) report(item, 'instanceKeys', 'left out: names no instance')
    } else if (listed.size === listed.add(id).size) report(item, 'id', `unusable: "${id}" is none of its own`)
    else found.set(id, { item, ids: new Set([...componentIds, ...(found.get(id)?.ids ?? [])]) })
  }
  return new Map([...found].map(([id, { item, ids }]) => [id, { item, componentIds: [...ids] }]))
}
