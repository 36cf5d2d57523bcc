import type { Component, ComponentGroup, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { type ComponentStatus, componentIndicator, componentStatuses, impacts, incidentStatuses, maintenanceStatuses } from '../model/words.ts'
import { at, type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, link, newestFirst, pageAt, read, readEach, readPart, report, word } from './read.ts'
import { anything, flag, isObject, key, type Output, shape, text } from './shape.ts'
import { fullTime } from './times.ts'
import { withOffset } from './wall-clock.ts'
import { childrenOf, decodeText, findAll, parseXmlText, textOf, type XmlElement } from './xml.ts'

/**
 * StatusIQ of Site24x7 and Zoho. The document that the vendor's own clients read, https://github.com/site24x7/StatusIQ-Android-SDK
 * and https://github.com/site24x7/StatusIQ-iOS-SDK (sources of 2022), and the page's RSS, as answered in March 2025.
 *
 * Traps, each with a test:
 * - The RSS is no history but the state: one item a component, "NAME - STATE", where the name may hold " - " too.
 *   What is not measured or is down has neither link nor guid, so the name is the id, and its place among those so called.
 * - The channel's title may carry an announcement without a date. A feed that is switched off answers with another text.
 * - Codes are not in the order of badness: 4 is maintenance. 2, "Informational", is no trouble.
 * - Maintenances stand among the incidents: by the stages 21 to 24, or by the severity 4.
 * - Components are named by incidents with their names only; groups hold theirs, or stand flat beside them.
 */

const codes: Readonly<Record<string, ComponentStatus>> = { 1: 'operational', 2: 'operational', 3: 'degraded_performance', 4: 'under_maintenance', 5: 'partial_outage', 6: 'major_outage' }
const states: Readonly<Record<string, ComponentStatus>> = { Operational: 'operational', Informational: 'operational', 'Degraded Performance': 'degraded_performance', 'Under Maintenance': 'under_maintenance', 'Partial Outage': 'partial_outage', 'Major Outage': 'major_outage' }
const severities = { 1: 'none', 2: 'none', 3: 'minor', 5: 'major', 6: 'critical' } as const
const stages = { 10: 'investigating', 11: 'investigating', 12: 'identified', 13: 'monitoring', 14: 'resolved' } as const
const phases = { 10: 'in_progress', 11: 'in_progress', 12: 'in_progress', 13: 'verifying', 14: 'completed', 21: 'scheduled', 22: 'in_progress', 23: 'verifying', 24: 'completed' } as const

const code = (value: unknown) => (value == null ? undefined : key(value))
const dataShape = shape({ statuspage_details: anything, current_status: anything, active_incident_details: anything, resolved_incident_details: anything })
const detailsShape = shape({ status: code, updated_at: text, current_status: anything })
const headlineShape = shape({ description: text })
const rowShape = shape({ enc_component_id: text, display_name: text, component_status: code, desc: text, is_group: flag, enc_componentgroup_id: text, componentgroup_display_name: text, componentgroup_components: anything })
const incidentShape = shape({
  enc_inc_id: text, enc_incident_id: text, incident_title: text, title: text, display_name: text, incident_desc: text, incident_severity_id: code,
  incident_began_at: text, incident_ended_at: text, incident_affected_components: anything, incident_status_updates: anything,
}) // prettier-ignore
const affectedShape = shape({ display_name: text, componentgroup_display_name: text })
const updateShape = shape({ enc_inc_state_progress_id: text, incident_status: text, incident_status_desc: text, incident_status_id: code, status_updated_at: text })
const dayShape = shape({ grp_by_incidents_list: anything, grp_by_status_msg: text })
const itemShape = shape({ name: text, state: text, link: text, changed: text })

type Row = Output<typeof rowShape> & Item
type RawIncident = Output<typeof incidentShape> & Item
type RawUpdate = Output<typeof updateShape> & Item

export const reader: FeedReader = {
  requests(base) {
    const { origin, pathname } = new URL(base)
    if (/\/rss\/?$|\.(rss|xml)$/i.test(pathname)) return [{ key: 'rss', url: base, format: 'text' }]
    return [{ key: 'summary', url: /\/summary_details\b|\.json$/.test(pathname) ? base : `${origin}/sp/api/u/summary_details` }]
  },

  parse({ summary, rss }, address = '') {
    const problems: Problem[] = []
    const page = pageAt(address.replace(/\/(sp\/api\/.*|rss\/?)$/, '/'))
    return summary === undefined && typeof rss === 'string' ? parseRss(rss, page, problems) : parseSummary(summary, page, problems)
  },
}

function parseSummary(summary: unknown, page: { name: string; url?: string }, problems: Problem[]) {
  const data = isObject(at(summary, 'data.statuspage_details')) ? read(dataShape, at(summary, 'data'), 'summary.data', problems) : undefined
  if (!data) throw new FeedShapeError('not a document of StatusIQ')
  const details = readPart(data, 'statuspage_details', detailsShape)
  const headline = isObject(details?.current_status) ? readPart(details, 'current_status', headlineShape)?.description : undefined
  const groups = new Map<string, ComponentGroup>()
  const components = new Map<string, Draft<Component>>()
  const found: Found = { groups, components, names: new Map() }
  addRows(data, 'current_status', undefined, found)

  const incidents: Draft<Incident>[] = []
  const maintenances: Draft<Maintenance>[] = []
  const ids = new Set([''])
  let isLost = false
  const add = (isOver: boolean) => (raw: RawIncident) => {
    const id = raw.enc_inc_id ?? raw.enc_incident_id ?? ''
    if (ids.has(id)) return report(raw, 'enc_inc_id', `unusable: "${id}" is none of its own`)
    ids.add(id)
    const updates = newestFirst(readEach(raw, 'incident_status_updates', updateShape, toTimed))
    const isPlanned = raw.incident_severity_id === '4' || updates.some((update) => update.incident_status_id?.startsWith('2'))
    const event = { id, title: raw.incident_title ?? raw.title ?? raw.display_name ?? '', componentIds: affectedBy(raw, found) }
    const began = withOffset(raw, 'incident_began_at')
    if (!isPlanned && !began && !updates.length) {
      isLost ||= !isOver
      return report(raw, 'incident_began_at', `left out, for it has no time: "${event.title}"`)
    }
    if (isPlanned) maintenances.push({ ...event, ...toMaintenance(raw, began, updates, isOver) })
    else incidents.push({ ...event, ...toIncident(raw, began, updates, isOver) })
    return undefined
  }
  readEach(data, 'active_incident_details', incidentShape, add(false))
  readEach(data, 'resolved_incident_details', dayShape, (day) => {
    if (!day.grp_by_incidents_list && !day.grp_by_status_msg) report(day, '', 'unusable: a day without a list')
    readEach(day, 'grp_by_incidents_list', incidentShape, add(true))
    return undefined
  })
  const claim = details?.status ? { indicator: componentIndicator(word(details, 'status', componentStatuses, codes)), headline } : undefined
  return finish(
    {
      page,
      // What is going on and cannot be shown leaves no word that all is well.
      claim: isLost && (!claim || claim.indicator === 'none') ? { indicator: 'unknown' } : claim,
      groups: [...groups.values()],
      components: [...components.values()],
      incidents,
      maintenances,
      updatedAt: details && instant(details, 'updated_at'),
    },
    problems,
  )
}

interface Found {
  groups: Map<string, ComponentGroup>
  components: Map<string, Draft<Component>>
  /** The ids of components by their names, and by those of their groups before them. */
  names: Map<string, string[]>
}

function addRows<K extends string>(owner: Item & { readonly [key in K]?: unknown }, list: K, group: ComponentGroup | undefined, found: Found): void {
  const { groups, components, names } = found
  readEach(owner, list, rowShape, (row: Row) => {
    const { display_name: name, componentgroup_display_name: groupName } = row
    if (row.is_group || (!name && groupName)) {
      const own = { id: row.enc_componentgroup_id ?? row.enc_component_id ?? '', name: groupName ?? name ?? '' }
      if (own.id && !groups.has(own.id)) groups.set(own.id, own)
      else report(row, 'enc_componentgroup_id', `unusable: "${own.id}" is none of its own`)
      addRows(row, 'componentgroup_components', groups.get(own.id) ?? group, found)
      return undefined
    }
    const id = row.enc_component_id ?? ''
    if (!id || components.has(id)) return report(row, 'enc_component_id', components.has(id) ? 'left out here: stands in a group before too' : 'unusable: no id')
    const home = group ?? groups.get(row.enc_componentgroup_id ?? '')
    const status = word(row, 'component_status', componentStatuses, codes)
    const statusLabel = status === 'unknown' ? row.component_status : row.component_status === '2' ? 'Informational' : undefined
    components.set(id, { id, name: name || id, description: row.desc || undefined, status, statusLabel, groupId: home?.id })
    remember(names, name ?? '', id)
    if (home) for (const own of ['', name ?? '']) remember(names, `${home.name}\n${own}`, id)
    return undefined
  })
}

function remember(names: Found['names'], name: string, id: string): void {
  const same = names.get(name)
  if (same) same.push(id)
  else names.set(name, [id])
}

/** A component in the group that is named, else of its name anywhere; all of a group where it stands for itself. */
function affectedBy(raw: RawIncident, { names }: Found): string[] {
  const ids = new Set<string>()
  readEach(raw, 'incident_affected_components', affectedShape, (affected) => {
    const { display_name: name, componentgroup_display_name: group } = affected
    const touched = names.get(`${group}\n${name ?? ''}`) ?? (name ? names.get(name) : undefined) ?? []
    for (const id of touched) ids.add(id)
    return touched.length ? undefined : report(affected, 'display_name', `left out: no component "${name || group || ''}"`)
  })
  return [...ids]
}

type Updates = readonly (RawUpdate & { at: string })[]

function toTimed(update: RawUpdate) {
  const at = withOffset(update, 'status_updated_at')
  return at ? Object.assign(update, { at }) : report(update, '', 'unusable: no time')
}

/** Updates in our words. What is said of an event itself was said when it began. */
function toUpdates<W extends Update['status']>(raw: RawIncident, began: string | undefined, updates: Updates, words: readonly W[], aliases: Readonly<Record<string, W>>) {
  const counts = new Map<string, number>()
  const told = updates.map((update) => {
    const status = word(update, 'incident_status_id', words, aliases)
    const { incident_status: label, incident_status_desc: body, incident_status_id: stage } = update
    const own = update.enc_inc_state_progress_id || update.status_updated_at || ''
    const count = (counts.get(own) ?? 0) + 1
    counts.set(own, count)
    return { id: count > 1 ? `${own} ${count}` : own, status, statusLabel: status === 'unknown' ? (label ?? stage) : stage === '10' ? label : undefined, at: update.at, body: body ?? '', format: htmlOrText(body ?? '') }
  })
  const description = raw.incident_desc ?? ''
  if (!description || told.some(({ body }) => body === description)) return told
  if (!began) report(raw, 'incident_desc', `left out, for it has no time: "${description}"`)
  const first = { status: 'unknown' as const, ...told.at(-1) }
  return began ? [...told, { id: 'description', status: first.status, statusLabel: first.statusLabel, at: began, body: description, format: htmlOrText(description) }] : told
}

function toIncident(raw: RawIncident, startedAt: string | undefined, all: Updates, isOver: boolean) {
  const updates = toUpdates(raw, startedAt, all, incidentStatuses, stages)
  const last = updates[0]
  const status = isOver ? 'resolved' : (last?.status ?? 'unknown')
  return {
    status,
    statusLabel: isOver ? undefined : last?.statusLabel,
    impact: word(raw, 'incident_severity_id', impacts, severities),
    startedAt,
    resolvedAt: status === 'resolved' ? (withOffset(raw, 'incident_ended_at') ?? last?.at) : undefined,
    updates,
  }
}

function toMaintenance(raw: RawIncident, scheduledStart: string | undefined, all: Updates, isOver: boolean) {
  const updates = toUpdates(raw, scheduledStart, all, maintenanceStatuses, phases)
  const last = updates[0]
  const status = isOver ? 'completed' : (last?.status ?? 'unknown')
  const end = withOffset(raw, 'incident_ended_at')
  return {
    status,
    statusLabel: isOver ? undefined : last?.statusLabel,
    scheduledStart,
    scheduledEnd: status === 'completed' ? undefined : end,
    completedAt: status === 'completed' ? (end ?? last?.at) : undefined,
    updates,
  }
}

function parseRss(rss: string, page: { name: string; url?: string }, problems: Problem[]) {
  const root = parseXmlText(rss)
  if (!('xmlns:site24x7' in root.attributes)) throw new FeedShapeError('not a feed of StatusIQ')
  const [channel = root] = childrenOf(root, 'channel')
  const [, name, announcement] = /^(.*?)(?: -- (.*))?$/s.exec(decodeText(textOf(channel, 'title') ?? '').replace(/ - Status$/, '')) ?? []
  if (announcement) problems.push({ path: 'rss.title', message: `left out, for it has no date: "${announcement}"` })
  const head = read(itemShape, { link: textOf(channel, 'link'), changed: fullTime(textOf(channel, 'pubdate')) }, 'rss', problems)
  const ids = new Set<string>()
  return finish(
    {
      page: { name: name || page.name, url: (head && link(head, 'link')) ?? page.url },
      groups: [],
      components: findAll(root, 'item').flatMap((element, i) => toComponent(element, `rss.${i}`, ids, problems) ?? []),
      incidents: [],
      maintenances: [],
      updatedAt: head && instant(head, 'changed'),
    },
    problems,
  )
}

function toComponent(element: XmlElement, path: string, ids: Set<string>, problems: Problem[]): Draft<Component> | undefined {
  const [, name, state] = /^(.*) - (.*)$/s.exec(decodeText(textOf(element, 'title') ?? '')) ?? []
  const item = read(itemShape, { name, state, link: textOf(element, 'link'), changed: fullTime(textOf(element, 'pubdate')) }, path, problems)
  if (!item) return undefined
  if (!name) return report(item, 'title', 'unusable: no name and state')
  let id = name
  for (let count = 2; ids.has(id); count++) id = `${name} ${count}`
  ids.add(id)
  const status = word(item, 'state', componentStatuses, states)
  return { id, name, status, statusLabel: status === 'unknown' || state === 'Informational' ? state : undefined, url: link(item, 'link'), updatedAt: instant(item, 'changed') }
}
