import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses, type IncidentStatus, incidentStatuses, type Indicator, indicators, type MaintenanceStatus, maintenanceStatuses } from '../model/words.ts'
import { at, FeedAddressError, type FeedReader, type FeedRequest, FeedShapeError } from './feed.ts'
import { type Draft, finish, instant, type Item, link, pageAt, read, readEach, readList, readPart, report, word } from './read.ts'
import { anything, id, isObject, key, type Output, shape, text } from './shape.ts'

/**
 * Sorry: `/api/v1` of a page, https://status.sorryapp.com/api (every page describes it at `/api`), and the document that
 * Sorry's own status bar reads, https://github.com/sorry-app/status-bar. The first as described and as answered in 2025
 * and 2026; of the second the source only.
 *
 * Traps, each with a test:
 * - The page's links name paths that are not there (`/v1/…`): they are not followed.
 * - A component that is another's parent is a group, and says so nowhere; its own state may be worse than its children's.
 * - An incident that is "recovering" no longer counts for the page, which is operational then. It is open all the same.
 * - Lists come in pages of 25, and all notices there ever were are one list. It has the newest update of each only, and
 *   no components; those stand in a document of each notice, which is not read.
 * - There is no severity: an unplanned notice makes a page `degraded`, whatever it is.
 * - General notices have no state. The first updates of a notice may have none.
 */

const sections = { status: '/status', components: '/components', 'components-2': '/components?page=2', notices: '/notices?filter[timeline_state_eq]=present', upcoming: '/notices?filter[timeline_state_eq]=future' }
const statusBarQuery = '?include=notices,notices.updates&filter[notices][timeline_state_in][]=present&filter[notices][timeline_state_in][]=future'
const isStatusBar = ({ hostname }: URL) => /^(ro-)?api\.sorryapp\.com$/.test(hostname)

const answerShape = shape({ page: anything, response: anything })
const pageShape = shape({ name: text, state: text, state_text: text, url: text, updated_at: text, notices: anything })
const listShape = shape({ components: anything, notices: anything, meta: anything })
const metaShape = shape({ next_page: text })
const maybeKey = (value: unknown) => (value == null ? undefined : key(value))
const componentShape = shape({ id: key, name: id, state: text, description: text, parent_id: maybeKey, updated_at: text })
const noticeShape = shape({
  id: key, type: text, state: text, timeline_state: text, subject: text, synopsis: text, begins_at: text, ends_at: text, began_at: text, ended_at: text,
  created_at: text, updated_at: text, url: text, link: text, components: anything, updates: anything, latest_update: anything,
}) // prettier-ignore
const updateShape = shape({ id: maybeKey, state: text, content: text, created_at: text })
const namedShape = shape({ id: key })

const componentWords: Readonly<Record<string, ComponentStatus>> = { 'partially-degraded': 'degraded_performance', degraded: 'partial_outage', outage: 'major_outage', maintenance: 'under_maintenance' }
const claims: Readonly<Record<string, Indicator>> = { operational: 'none', degraded: 'minor', 'partially-degraded': 'minor', outage: 'critical', under_maintenance: 'maintenance' }
const incidentWords: Readonly<Record<string, IncidentStatus>> = { recovering: 'monitoring', false_alarm: 'resolved' }
const plannedWords: Readonly<Record<string, MaintenanceStatus>> = { underway: 'in_progress', complete: 'completed', canceled: 'cancelled' }

type RawNotice = Output<typeof noticeShape> & Item
type RawComponent = Output<typeof componentShape> & Item

export const reader: FeedReader = {
  requests(base) {
    const url = new URL(base)
    if (isStatusBar(url)) {
      const page = /^\/v1\/pages\/[^/]+/.exec(url.pathname)?.[0]
      if (!page) throw new FeedAddressError('Give the address of the status page, or the URL that its status bar reads, with the id of the page: https://ro-api.sorryapp.com/v1/pages/12ab34cd')
      return [{ key: 'status', url: url.origin + page + (url.search || statusBarQuery) }]
    }
    const prefix = /^(.*?)\/api\/v1(?:\/|$)/.exec(url.pathname)?.[1]
    if (prefix === undefined && url.pathname.endsWith('.json')) return [{ key: 'status', url: base }]
    const api = `${url.origin}${prefix ?? ''}/api/v1`
    return [
      ...Object.entries(sections).map(([key, path]): FeedRequest => ({ key, url: api + path, ...(key === 'status' ? {} : { optional: true }) })),
      { key: 'history', url: `${api}/notices`, when: 'history', optional: true },
    ]
  },

  parse(documents, address) {
    const problems: Problem[] = []
    const { status } = documents
    const isPage = typeof at(status, 'page.state') === 'string'
    const answer = isPage || Array.isArray(at(status, 'response.notices')) ? read(answerShape, status, 'status', problems) : undefined
    const page = answer && readPart(answer, isPage ? 'page' : 'response', pageShape)
    if (!page) throw new FeedShapeError('not a Sorry document')
    const rows = new Map<string, RawComponent>()
    for (const name of ['components', 'components-2']) {
      const list = readDocument(documents[name], name, problems)
      for (const row of list ? readList(list, 'components', componentShape, (row) => row) : []) {
        if (rows.has(row.id)) report(row, 'id', `unusable: "${row.id}" is none of its own`)
        else rows.set(row.id, row)
      }
      if (list && name !== 'components') reportRest(list)
    }
    const { groups, components, shownAs } = toComponents([...rows.values()])
    const notices = [...findNotices(page, documents, problems)].map((notice) => ({ notice, parts: partsOf(notice, shownAs) }))
    const given = pageAt(address)
    const isOwn = given.url && !isStatusBar(new URL(given.url)) && !given.url.includes('/api/v1')
    return finish(
      {
        page: { name: page.name ?? given.name, url: link(page, 'url') ?? (isOwn ? given.url : undefined) },
        claim: page.state == null ? undefined : { indicator: word(page, 'state', indicators, claims), headline: page.state_text },
        groups,
        components,
        incidents: notices.flatMap(({ notice, parts }) => (notice.type === 'planned' ? [] : [toIncident(notice, parts)])),
        maintenances: notices.flatMap(({ notice, parts }) => (notice.type === 'planned' ? [toMaintenance(notice, parts)] : [])),
        updatedAt: instant(page, 'updated_at'),
      },
      problems,
    )
  },
}

/** A list in a document of its own, which may be missing. */
function readDocument(document: unknown, name: string, problems: Problem[]) {
  if (document === undefined) return undefined
  if (isObject(document)) return read(listShape, document, name, problems)
  problems.push({ path: name, message: 'left out: no object' })
  return undefined
}

/** True where there is more than was read. */
function reportRest(list: Output<typeof listShape> & Item): boolean {
  const meta = readPart(list, 'meta', metaShape)
  if (meta?.next_page) report(meta, 'next_page', 'what is on further pages was not read')
  return !!meta?.next_page
}

function toComponents(rows: readonly RawComponent[]) {
  const children = new Map<string, RawComponent[]>()
  for (const row of rows) {
    if (!row.parent_id) continue
    const siblings = children.get(row.parent_id)
    if (siblings) siblings.push(row)
    else children.set(row.parent_id, [row])
  }
  /** A parent is shown as a component too while none of its children shows its trouble. */
  const isShown = ({ id, state }: RawComponent) => !children.has(id) || (state !== 'operational' && !children.get(id)?.some((child) => child.state === state))
  const toComponent = (row: RawComponent): Draft<Component> => {
    const status = word(row, 'state', componentStatuses, componentWords)
    return {
      id: row.id,
      name: row.name,
      description: row.description || undefined,
      status,
      statusLabel: status === 'unknown' ? row.state : undefined,
      groupId: children.has(row.id) ? row.id : row.parent_id,
      updatedAt: instant(row, 'updated_at'),
    }
  }
  const shown = rows.filter(isShown)
  const ids = new Set(shown.map(({ id }) => id))
  return {
    groups: rows.filter(({ id }) => children.has(id)).map(({ id, name, description }) => ({ id, name, description: description || undefined })),
    components: shown.map(toComponent),
    /** The components that are shown of those that are named: themselves, and all below them. */
    shownAs(named: readonly string[]): string[] {
      const family = new Set<string>()
      for (const first of named) {
        const below = [first]
        for (const id of below) if (family.size < family.add(id).size) for (const child of children.get(id) ?? []) below.push(child.id)
      }
      return [...family].filter((id) => ids.has(id) || !children.has(id))
    },
  }
}

/**
 * The notices of all documents, each once. What was open when the history was read, and is no longer listed as such, has
 * ended since.
 */
function findNotices(page: Output<typeof pageShape> & Item, documents: Readonly<Record<string, unknown>>, problems: Problem[]): Iterable<RawNotice> {
  const found = new Map(readList(page, 'notices', noticeShape, (notice) => notice).map((notice) => [notice.id, notice]))
  /** What is listed to its end. */
  const known = new Set<string | null | undefined>()
  for (const name of ['notices', 'upcoming', 'history']) {
    const list = readDocument(documents[name], name, problems)
    if (!list) continue
    for (const notice of readList(list, 'notices', noticeShape, (notice) => notice)) {
      if (found.has(notice.id)) continue
      if (name === 'history' && known.has(notice.timeline_state)) report(notice, '', `left out: ${notice.timeline_state} here, and no longer listed as such`)
      else found.set(notice.id, notice)
    }
    if (!reportRest(list)) known.add(name === 'notices' ? 'present' : 'future')
  }
  return found.values()
}

interface Parts {
  id: string
  title: string
  url?: string | undefined
  componentIds: string[]
}

const partsOf = (notice: RawNotice, shownAs: (named: readonly string[]) => string[]): Parts => ({
  id: notice.id,
  title: notice.subject ?? '',
  url: link(notice, notice.url ? 'url' : 'link'),
  componentIds: notice.components == null ? [] : shownAs(readEach(notice, 'components', namedShape, ({ id }) => id)),
})

const isPast = ({ timeline_state }: RawNotice) => !!timeline_state?.startsWith('past')

/** Where a notice stands, by its state; one that is past is over, whatever its state says. */
function standingOf<W extends Update['status']>(notice: RawNotice, words: readonly W[], aliases: Readonly<Record<string, W>>, over: W, closed: readonly string[]) {
  const status = word(notice, 'state', words, aliases)
  const statusLabel = status === 'unknown' ? notice.state : notice.state === 'false_alarm' ? 'False alarm' : undefined
  if (!isPast(notice) || closed.includes(status)) return { status, statusLabel }
  report(notice, 'state', `"${notice.state ?? ''}", and yet past: taken to be over`)
  return { status: over, statusLabel }
}

function updatesOf<W extends Update['status']>(notice: RawNotice, words: readonly W[], aliases: Readonly<Record<string, W>>, now: { status: W | 'unknown'; statusLabel?: string | null | undefined }): Draft<Update>[] {
  const seen = new Set<string>()
  const convert = (raw: Output<typeof updateShape> & Item, at = instant(raw, 'created_at')) => {
    const id = raw.id ?? raw.created_at ?? at ?? ''
    return seen.size < seen.add(id).size ? { id, raw, at, body: raw.content ?? '' } : report(raw, 'id', `unusable: "${id}" is none of its own`)
  }
  const told: { id: string; raw?: Output<typeof updateShape> & Item; at: string | undefined; body: string }[] = readEach(notice, 'updates', updateShape, (raw) => convert(raw))
  if (!told.length) {
    const latest = readPart(notice, 'latest_update', updateShape)
    // It may be nothing but a text; the notice changed with it.
    const update = latest && convert(latest, instant(latest, 'created_at') ?? instant(notice, 'updated_at'))
    if (update) told.push(update)
    // The first update's text, where no other document gives it.
    if (notice.synopsis && notice.synopsis !== update?.body) told.push({ id: 'synopsis', at: instant(notice, 'created_at'), body: notice.synopsis })
  }
  const newest = told.reduce((last, { at = '' }) => (at > last ? at : last), '')
  return told.map(({ id, raw, at, body }) => {
    const own = raw?.state == null ? undefined : word(raw, 'state', words, aliases)
    // What has no state of its own was said in one that is not told; the newest in that of today.
    const { status, statusLabel } = own ? { status: own, statusLabel: own === 'unknown' ? raw?.state : undefined } : at === newest ? now : { status: 'unknown' as const, statusLabel: undefined }
    return { id, status, statusLabel, at, body, format: 'text' }
  })
}

function toIncident(notice: RawNotice, parts: Parts): Draft<Incident> {
  const impact = word(notice, 'type', ['minor', 'none'], { unplanned: 'minor', general: 'none' })
  const isGeneral = impact === 'none'
  // A general notice is no trouble, and over once it is told.
  const now = isGeneral && !notice.state ? { status: 'resolved' as const, statusLabel: notice.type } : standingOf(notice, incidentStatuses, incidentWords, 'resolved', ['resolved'])
  const startedAt = instant(notice, 'began_at') ?? instant(notice, 'begins_at') ?? instant(notice, 'created_at')
  return {
    ...parts,
    ...now,
    impact,
    startedAt,
    resolvedAt: now.status === 'resolved' ? (instant(notice, 'ended_at') ?? (isGeneral ? startedAt : undefined)) : undefined,
    updates: updatesOf(notice, incidentStatuses, incidentWords, now),
  }
}

function toMaintenance(notice: RawNotice, parts: Parts): Draft<Maintenance> {
  const now = standingOf(notice, maintenanceStatuses, plannedWords, 'completed', ['completed', 'cancelled'])
  const isOver = now.status === 'completed' || now.status === 'cancelled'
  return {
    ...parts,
    ...now,
    scheduledStart: instant(notice, 'begins_at'),
    scheduledEnd: instant(notice, 'ends_at'),
    startedAt: instant(notice, 'began_at'),
    completedAt: isOver ? instant(notice, 'ended_at') : undefined,
    updates: updatesOf(notice, maintenanceStatuses, plannedWords, now),
  }
}
