import type { Component, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { componentIndicator, componentStatuses, impacts, indicators } from '../model/words.ts'
import { type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, htmlOrText, instant, type Item, link, pageAt, read, readEach, readList, report, statusOf, time, word } from './read.ts'
import { anything, flag, id, isObject, type Output, shape, text } from './shape.ts'
import { withOffset } from './wall-clock.ts'
import { findAll, parseXmlText, textOf } from './xml.ts'

/**
 * cState 6, a static page: https://github.com/cstate/cstate/wiki/API. Seen in what its example site is built to, of
 * November 2026. `/index.json` is what holds now, `/issues/index.json` all issues, without their texts, and
 * `/issues/index.xml` the texts; an issue's own document has its text too.
 *
 * Traps, each with a test:
 * - The JSON is put together from texts that are not escaped: a quotation mark in a title breaks it. It is read as text
 *   and repaired line by line.
 * - What is missing is the text "<no value>" or "".
 * - Times are Go's (`2024-12-27 09:43:40.482 +0000 UTC`), those of resolutions as somebody wrote them, UTC without a zone.
 * - `resolved: false` says little: posts that only inform have it too. What the page counts is in `unresolvedIssues`.
 * - An issue dated ahead counts at once, and turns its systems; it is planned work, whatever its severity.
 * - There are no maintenances: `notice` stands for them, and is called so on the page. Their planned end is not told.
 * - The same issue stands under each of its systems. Categories may hide their title.
 * - The page is as old as its last build, which is no sign that it is stale.
 */

const missing = /^$|^<no value>$|^0001-01-01/
const given = (value: unknown) => (typeof value === 'string' && missing.test(value) ? undefined : text(value))
const written = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d[\d:.]*)(?: ?(Z|[+-]\d\d:?\d\d)(?: \S+)?)?$/
/** A time as Go or a person writes it, with its zone. */
const stamp = (value: unknown) => {
  const time = given(value)
  const [, day, clock, zone = 'Z'] = (typeof time === 'string' && written.exec(time)) || []
  if (!day || !clock) return time
  // In the model's own form where that is easy: anything else has to be read as a date first.
  const isUtc = clock.length === 8 && /^(Z|[+-]00:?00)$/.test(zone)
  return isUtc ? `${day}T${clock}.000Z` : `${day}T${clock}${zone}`
}

const times = { createdAt: stamp, lastMod: stamp, resolvedAt: stamp }
const issueFields = { ...times, permalink: given, severity: given, resolved: flag, informational: flag, affected: anything, filename: given, body: given }
const issueShape = shape({ ...issueFields, title: id })
const indexFields = { summaryStatus: given, categories: anything, systems: anything, pinnedIssues: anything, buildDate: given, buildTime: given, buildTimezone: given }
/** Any of the documents; that of one issue is an issue itself. */
const documentShape = shape({ ...issueFields, ...indexFields, is: id, title: given, baseURL: given, status: given, pages: anything })
const categoryShape = shape({ name: id, description: given, hideTitle: flag })
const systemShape = shape({ name: id, description: given, category: given, status: given, unresolvedIssues: anything })

const statusWords = { ok: 'operational', notice: 'under_maintenance', disrupted: 'partial_outage', down: 'major_outage' } as const
const indicatorWords = { ok: 'none', notice: 'maintenance', disrupted: 'major', down: 'critical' } as const
const impactWords = { notice: 'minor', disrupted: 'major', down: 'critical' } as const
const severities = ['down', 'disrupted', 'notice'] as const

type Document = Output<typeof documentShape> & Item
type Issue = Output<typeof issueShape> & Item
interface Found {
  id: string
  raw: Issue
  /** The page counts it. */
  isActive: boolean
  affected: Set<string>
}

export const reader: FeedReader = {
  requests(base) {
    const { href, origin, pathname } = new URL(base)
    const path = pathname.replace(/\/(issues|affected)(\/.*)?$/, '/').replace(/\/index\.(json|xml)$/, '/')
    if (path.endsWith('.json')) return [{ key: 'index', url: href, format: 'text' }]
    const root = origin + path.replace(/\/*$/, '/')
    return [
      { key: 'index', url: `${root}index.json`, format: 'text' },
      { key: 'issues', url: `${root}issues/index.json`, format: 'text', when: 'history', optional: true },
      { key: 'texts', url: `${root}issues/index.xml`, format: 'text', when: 'history', optional: true },
    ]
  },

  parse(documents, address) {
    const problems: Problem[] = []
    const main = toDocument(documents.index, 'index', problems)
    if (!main) throw new FeedShapeError('not a cState document')
    const built = buildTime(main)
    const found = new Map<string, Found>()
    const components = main.is === 'system' ? toOwnSystem(main) : toSystems(main, found, built)
    const history = documents.issues === undefined ? undefined : toDocument(documents.issues, 'issues', problems)
    addListed(main, found, [])
    if (history) addListed(history, found, components)
    const events = withTexts([...found.values()], documents.texts, problems)
    const plans = new Set(events.filter(({ raw, isActive }) => isActive && isAhead(raw, built)))
    const isWork = (event: Found) => plans.has(event) || (event.raw.severity === 'notice' && !isPost(event))
    const categories = readList(main, 'categories', categoryShape, (category) => category, 'name')
    const untitled = new Set(categories.flatMap(({ name, hideTitle }) => (hideTitle ? name : [])))
    const { name, url } = pageAt(address)
    return finish(
      {
        page: { name: (main.is === 'index' && main.title) || name, url: link(main, 'baseURL') ?? url },
        claim: toClaim(main, components, plans.size > 0),
        groups: categories.filter((category) => !untitled.has(category.name)).map(({ name, description }) => ({ id: name, name, description })),
        components: components.map((component) => ({ ...component, groupId: untitled.has(component.groupId ?? '') ? undefined : component.groupId })),
        incidents: events.filter((event) => !isWork(event)).map(toIncident),
        maintenances: events.filter(isWork).map((event) => toMaintenance(event, plans.has(event) || !built)),
        updatedAt: built,
      },
      problems,
    )
  },
}

function toDocument(input: unknown, key: string, problems: Problem[]): Document | undefined {
  const document = typeof input === 'string' ? parseText(input, key, problems) : input
  const isKnown = isObject(document) && typeof document.is === 'string' && /^(index|issues|system|issue)$/.test(document.is)
  return isKnown ? read(documentShape, document, key, problems) : void problems.push({ path: key, message: 'left out: not a cState document' })
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** A text of the template stands alone on its line, from its key's quotation marks to the last one. */
const textLine = /^([ \t]*"\w+": )"(.*)"([ \t]*(?:,[ \t]*)?)$/gm

function parseText(input: string, key: string, problems: Problem[]): unknown {
  const document = parse(input)
  if (document !== undefined) return document
  const repaired = parse(input.replace(textLine, (line, head, value, tail) => (parse(`"${value}"`) === undefined ? head + JSON.stringify(value) + tail : line)))
  if (repaired !== undefined) problems.push({ path: key, message: 'repaired: texts that are not escaped' })
  return repaired
}

/** When the site was made. Of zones by their name only UTC is safe to tell. */
function buildTime(main: Document): string | undefined {
  const zone = main.buildTimezone?.replace(/^(UTC|GMT)$/, 'Z').replace(/^([+-]\d\d)$/, '$100')
  return instant({ ...main, buildDate: main.buildDate && `${main.buildDate}T${main.buildTime}${zone}` }, 'buildDate')
}

const isAhead = ({ createdAt }: Issue, built: string | undefined) => time(createdAt) > time(built)
const isPost = ({ raw, isActive }: Found) => !!raw.informational && !isActive

function readIssues<K extends 'unresolvedIssues' | 'pinnedIssues' | 'pages'>(owner: Item & { readonly [key in K]?: unknown }, key: K): Found[] {
  const seen = new Set<string>()
  return readEach(owner, key, issueShape, (raw) => toFound(raw, seen))
}

function toFound(raw: Issue, seen: Set<string>): Found | undefined {
  const id = raw.filename ?? raw.permalink
  if (!id || seen.has(id)) return report(raw, 'filename', `unusable: "${id}" is none of its own`)
  seen.add(id)
  const list = Array.isArray(raw.affected) ? raw.affected : []
  if (raw.affected != null && !Array.isArray(raw.affected)) report(raw, 'affected', 'left out: not a list')
  const affected = list.flatMap((name: unknown, i) => (typeof name === 'string' && name ? name : (report(raw, `affected.${i}`, 'left out: no name') ?? [])))
  return { id, raw, isActive: false, affected: new Set(affected) }
}

/** The systems, each without what is only ahead of it; their issues come along. */
function toSystems(main: Document, found: Map<string, Found>, built: string | undefined): Draft<Component>[] {
  return readList(
    main,
    'systems',
    systemShape,
    (system) => {
      const issues = readIssues(system, 'unresolvedIssues')
      for (const issue of issues) {
        const known = found.get(issue.id) ?? issue
        known.isActive = !known.raw.resolved
        known.affected.add(system.name)
        found.set(issue.id, known)
      }
      const current = issues.filter(({ raw }) => !isAhead(raw, built)).map(({ raw }) => raw.severity)
      const now = severities.find((severity) => current.includes(severity)) ?? 'ok'
      const wasPlanned = current.length < issues.length && now !== system.status
      if (wasPlanned) report(system, 'status', `repaired: "${system.status}" is for what is only planned`)
      const status = wasPlanned ? { status: statusWords[now], statusLabel: undefined } : statusOf(system, componentStatuses, statusWords)
      return { id: system.name, name: system.name, description: system.description, ...status, groupId: system.category }
    },
    'name',
  )
}

/** The one system that a system's own document is of. */
const toOwnSystem = (main: Document): Draft<Component>[] => (main.title ? [{ id: main.title, name: main.title, ...statusOf(main, componentStatuses, statusWords) }] : [])

/** Adds what stands in lists, or is a document of its own, beside what the page counts. */
function addListed(list: Document, found: Map<string, Found>, systems: readonly Draft<Component>[]): void {
  const pinned = readIssues(list, 'pinnedIssues').map((pin) => ({ ...pin, raw: { ...pin.raw, informational: true } }))
  const own = list.is === 'issue' ? (toFound({ ...list, title: list.title ?? '' }, new Set()) ?? []) : []
  const names = new Set(systems.map(({ name }) => name))
  for (const event of [...pinned, ...readIssues(list, 'pages'), ...[own].flat()]) {
    if (found.has(event.id)) continue
    event.isActive = !event.raw.resolved && !event.raw.informational
    // The page would count it under these; of a system that the page does not show, it says nothing.
    const isGone = event.isActive && [...event.affected].some((name) => names.has(name))
    if (isGone) report(event.raw, '', 'left out: open here, and not on the page')
    else found.set(event.id, event)
  }
}

/** The issues with what RSS says of them, by their address. Its `description` is only the beginning. */
function withTexts(events: readonly Found[], document: unknown, problems: Problem[]): Found[] {
  const texts = new Map<string, string>()
  try {
    for (const item of document === undefined ? [] : findAll(parseXmlText(document), 'item')) {
      texts.set(textOf(item, 'link') ?? '', textOf(item, 'content') ?? textOf(item, 'description') ?? '')
    }
  } catch (error) {
    problems.push({ path: 'texts', message: `left out: ${String(error)}` })
  }
  return events.map((event) => {
    const body = event.raw.body ?? texts.get(event.raw.permalink ?? '')
    return body ? { ...event, raw: { ...event.raw, body } } : event
  })
}

/** What the page says of itself; nothing where that is for planned work only. */
function toClaim(main: Document, components: readonly Draft<Component>[], hasPlans: boolean) {
  if (main.is !== 'index' || !main.summaryStatus) return undefined
  const indicator = word(main, 'summaryStatus', indicators, indicatorWords)
  const isFounded = indicator === 'none' || components.some(({ status }) => componentIndicator(status) === indicator)
  return hasPlans && !isFounded ? report(main, 'summaryStatus', `left out: "${main.summaryStatus}" is for what is only planned`) : { indicator }
}

/** What both kinds of event have. */
function toEvent<W extends Update['status']>({ id, raw, affected }: Found, status: W, startedAt: string | undefined) {
  const changedAt = raw.lastMod === raw.createdAt ? startedAt : withOffset(raw, 'lastMod')
  const at = startedAt && changedAt && changedAt > startedAt ? changedAt : (startedAt ?? changedAt)
  // Its updates are paragraphs of one text, their times without a year.
  const updates = raw.body ? [{ id, status, at, body: raw.body, format: htmlOrText(raw.body) }] : []
  return { id, title: raw.title, status, url: link(raw, 'permalink'), componentIds: [...affected], updates }
}

const endOf = (raw: Issue) => (raw.resolvedAt && (raw.resolved ? withOffset(raw, 'resolvedAt') : report(raw, 'resolvedAt', 'left out: not resolved'))) || undefined

function toIncident(found: Found): Draft<Incident> {
  const { raw } = found
  const isInfo = isPost(found)
  const startedAt = withOffset(raw, 'createdAt')
  return {
    ...toEvent(found, raw.resolved || isInfo ? 'resolved' : 'investigating', startedAt),
    statusLabel: isInfo ? 'informational' : undefined,
    impact: isInfo ? 'none' : raw.severity ? word(raw, 'severity', impacts, impactWords) : 'unknown',
    startedAt,
    resolvedAt: endOf(raw) ?? (isInfo ? startedAt : undefined),
  }
}

function toMaintenance(found: Found, isByClock: boolean): Draft<Maintenance> {
  const status = found.raw.resolved ? 'completed' : isByClock ? 'unknown' : 'in_progress'
  const scheduledStart = withOffset(found.raw, 'createdAt')
  return { ...toEvent(found, status, scheduledStart), scheduledStart, completedAt: endOf(found.raw) }
}
