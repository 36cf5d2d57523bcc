import * as z from 'zod/mini'
import { componentStatuses, impacts, incidentStatuses, indicators, maintenanceStatuses } from './words.ts'

/**
 * What every feed becomes, and the native feed format: plain JSON.
 * Instants are ISO 8601 strings in UTC, days are `YYYY-MM-DD`; lists keep the feed's order, updates stand newest first.
 */

const instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/))
const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))
const id = z.string().check(z.minLength(1))
const maybe = z.optional

export const updateSchema = z.object({
  id,
  status: z.enum([...new Set([...incidentStatuses, ...maintenanceStatuses])]),
  statusLabel: maybe(z.string()),
  at: instant,
  body: z.string(),
  format: z.enum(['text', 'markdown', 'html']),
})

export const incidentSchema = z.object({
  id,
  title: z.string(),
  status: z.enum(incidentStatuses),
  statusLabel: maybe(z.string()),
  impact: z.enum(impacts),
  startedAt: instant,
  resolvedAt: maybe(instant),
  url: maybe(z.string()),
  componentIds: z.array(id),
  updates: z.array(updateSchema),
})

export const maintenanceSchema = z.object({
  id,
  title: z.string(),
  status: z.enum(maintenanceStatuses),
  statusLabel: maybe(z.string()),
  scheduledStart: maybe(instant),
  scheduledEnd: maybe(instant),
  firstScheduledEnd: maybe(instant),
  startedAt: maybe(instant),
  completedAt: maybe(instant),
  url: maybe(z.string()),
  componentIds: z.array(id),
  updates: z.array(updateSchema),
})

export const historyDaySchema = z.object({
  date: day,
  ratio: z.nullable(z.number().check(z.minimum(0), z.maximum(1))),
  status: z.enum(componentStatuses),
})

export const componentSchema = z.object({
  id,
  name: z.string(),
  description: maybe(z.string()),
  status: z.enum(componentStatuses),
  statusLabel: maybe(z.string()),
  groupId: maybe(id),
  url: maybe(z.string()),
  updatedAt: maybe(instant),
  history: maybe(z.array(historyDaySchema)),
})

export const groupSchema = z.object({ id, name: z.string(), description: maybe(z.string()) })

export const pageSchema = z.object({
  name: z.string(),
  url: maybe(z.string()),
  timeZone: maybe(z.string()),
  subscribeUrl: maybe(z.string()),
})

export const claimSchema = z.object({ indicator: z.enum(indicators), headline: maybe(z.string()) })

export const problemSchema = z.object({ path: z.string(), message: z.string() })

export const snapshotSchema = z.object({
  page: pageSchema,
  indicator: z.enum(indicators),
  claim: maybe(claimSchema),
  groups: z.array(groupSchema),
  components: z.array(componentSchema),
  incidents: z.array(incidentSchema),
  maintenances: z.array(maintenanceSchema),
  updatedAt: maybe(instant),
  generatedAt: maybe(instant),
  problems: z.array(problemSchema),
})

export type StatusSnapshot = z.infer<typeof snapshotSchema>
export type StatusPage = z.infer<typeof pageSchema>
export type ComponentGroup = z.infer<typeof groupSchema>
export type Component = z.infer<typeof componentSchema>
export type HistoryDay = z.infer<typeof historyDaySchema>
export type Incident = z.infer<typeof incidentSchema>
export type Maintenance = z.infer<typeof maintenanceSchema>
export type StatusEvent = Incident | Maintenance
export type Update = z.infer<typeof updateSchema>
/** What an adapter dropped, repaired or did not know: a path into the feed's document, and one sentence. */
export type Problem = z.infer<typeof problemSchema>
