import type { Component, HistoryDay, Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { componentStatuses, incidentStatuses, maintenanceStatuses } from '../model/words.ts'
import { at, type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, instant, type Item, link, pageAt, read, readEach, readPart, report, statusOf, word } from './read.ts'
import { anything, id, isObject, key, type Output, shape, text } from './shape.ts'
import { withOffset } from './wall-clock.ts'

/**
 * Upptime: https://upptime.js.org/docs. `history/summary.json` of its GitHub repository, seen in files of 2025; incidents
 * and maintenances are GitHub issues, by https://docs.github.com/rest/issues/issues, read in its source of 2026.
 *
 * Traps, each with a test:
 * - The summary has no time, no page and no group. An address may be a placeholder for a secret (`$SITE`).
 * - `dailyMinutesDown` names only the days with trouble; those between were without. What was before and after, it
 *   does not say.
 * - GitHub answers 60 requests an hour to one address: one request for what is open, two for the past, all optional.
 * - Pull requests are issues too, as is whatever people write. The component is the label that is a slug, wherever it stands.
 * - A maintenance's start and end stand in the first HTML comment of its text, which may be in a code block, missing, or
 *   name sites instead of slugs. Nothing says that it has begun: while it is open, that is told by the clock.
 * - An issue may have no text.
 */

const summaryShape = shape({ slug: id, name: id, url: text, status: text, dailyMinutesDown: anything })
const issueShape = shape({ number: key, title: id, state: text, body: text, html_url: text, created_at: text, closed_at: text, labels: anything, pull_request: anything })
const labelShape = shape({ name: id })
const commentShape = shape({ id: key, issue_url: id, body: text, created_at: text })
const plannedShape = shape({ start: text, end: text, expectedDown: text, expectedDegraded: text })

const statusWords = { up: 'operational', down: 'major_outage', degraded: 'degraded_performance' } as const
const signs = /^(🛑|⚠️?)\s*/u
const perPage = 100
const dayMs = 86_400_000
/** How many days without trouble are filled in, at most. */
const filledDays = 90

type Row = Output<typeof summaryShape> & Item
type Issue = Output<typeof issueShape> & Item
type Comment = Output<typeof commentShape> & Item

/** Owner and name of the repository that an address is of. */
function repositoryOf(address: string): [owner: string, name: string] | undefined {
  const { hostname, pathname } = new URL(address)
  const [first, second, third] = pathname.split('/').filter(Boolean)
  if (/^(raw\.githubusercontent|(www\.)?github)\.com$/.test(hostname)) return first && second ? [first, second] : undefined
  if (hostname === 'api.github.com') return first === 'repos' && second && third ? [second, third] : undefined
  return hostname.endsWith('.github.io') ? [hostname.replace('.github.io', ''), first ?? hostname] : undefined
}

export const reader: FeedReader = {
  requests(base) {
    const { pathname, href, hostname } = new URL(base)
    const repository = repositoryOf(base)
    const isGiven = pathname.endsWith('.json')
    const raw = `https://raw.githubusercontent.com/${repository?.join('/')}/HEAD/history/summary.json`
    const summary = { key: 'summary', url: isGiven ? href : repository ? raw : new URL(`${pathname}/history/summary.json`.replace(/\/+/g, '/'), href).href }
    if (!repository || (isGiven && hostname.endsWith('.github.io'))) return [summary]
    const issues = `https://api.github.com/repos/${repository.join('/')}/issues`
    const newest = `sort=created&direction=desc&per_page=${perPage}`
    return [
      summary,
      { key: 'open', url: `${issues}?state=open&${newest}`, optional: true },
      { key: 'closed', url: `${issues}?state=closed&${newest}`, when: 'history', optional: true },
      { key: 'comments', url: `${issues}/comments?${newest}`, when: 'history', optional: true },
    ]
  },

  parse(documents, address = '') {
    const problems: Problem[] = []
    const { summary } = documents
    if (!Array.isArray(summary) || !summary.some((row) => typeof at(row, 'slug') === 'string')) throw new FeedShapeError('not a summary of Upptime')
    const rows = listOf(documents, 'summary', summaryShape, 'slug', problems)
    const slugs = new Set(rows.map(({ slug }) => slug))
    const sites = new Map([...rows.map(({ slug, name }) => [name.toLowerCase(), slug] as const), ...rows.map(({ slug }) => [slug.toLowerCase(), slug] as const)])
    const issues = ['open', 'closed'].flatMap((name) => listOf(documents, name, issueShape, 'number', problems))
    const comments = listOf(documents, 'comments', commentShape, 'id', problems)
    const ownOf = byIssue(comments)
    const incidents: Draft<Incident>[] = []
    const maintenances: Draft<Maintenance>[] = []
    const known = new Set<string>()
    for (const issue of issues) {
      const labels = readEach(issue, 'labels', labelShape, ({ name }) => name)
      // Where a label cannot be read, the bot's own words tell.
      const isUnsure = Array.isArray(issue.labels) && labels.length < issue.labels.length
      const componentIds = labels.filter((label) => slugs.has(label))
      if (known.has(issue.number)) report(issue, 'number', `unusable: "${issue.number}" is none of its own`)
      else if (issue.pull_request != null) report(issue, '', 'left out: a pull request')
      else if (labels.includes('maintenance') || (isUnsure && issue.body?.includes('<!--'))) maintenances.push(toMaintenance(issue, componentIds, sites, ownOf.get(issue.number)))
      else if (labels.includes('status') || (isUnsure && signs.test(issue.title))) incidents.push(toIncident(issue, componentIds, ownOf.get(issue.number)))
      else report(issue, '', 'left out: neither an incident nor a maintenance')
      known.add(issue.number)
    }
    for (const comment of comments) if (!known.has(numberOf(comment))) report(comment, '', 'left out: its issue is not here')
    for (const name of ['closed', 'comments']) {
      const list = documents[name]
      if (Array.isArray(list) && list.length >= perPage) problems.push({ path: name, message: `left out: all but the newest ${perPage}` })
    }
    const repository = URL.canParse(address) ? repositoryOf(address) : undefined
    // All components are of the same days, and writing a date is dear.
    const quiet = new Map<number, HistoryDay>()
    const quietDay = (day: number) => {
      const made = quiet.get(day) ?? { date: new Date(day).toISOString().slice(0, 10), ratio: 1, status: 'operational' }
      quiet.set(day, made)
      return made
    }
    const { name, url } = pageAt(address)
    const isPage = url && !/^https:\/\/(raw\.githubusercontent|api\.github)\.com\//.test(url)
    return finish(
      {
        page: { name: repository?.join('/') ?? name, url: isPage ? url : repository && `https://github.com/${repository.join('/')}` },
        groups: [],
        components: rows.map((row) => toComponent(row, quietDay)),
        incidents,
        maintenances,
      },
      problems,
    )
  },
}

/** The items of a document that is a list, each id once. */
function listOf<T extends object>(documents: Readonly<Record<string, unknown>>, name: string, schema: Parameters<typeof read<T>>[0], idKey: keyof T, problems: Problem[]): (T & Item)[] {
  const list = documents[name] ?? []
  const seen = new Set<unknown>([''])
  if (!Array.isArray(list)) {
    problems.push({ path: name, message: 'left out: not a list' })
    return []
  }
  return list.flatMap((raw, i) => {
    const item = read(schema, raw, `${name}.${i}`, problems)
    if (!item) return []
    return seen.size < seen.add(item[idKey]).size ? item : (report(item, `${String(idKey)}`, `unusable: "${String(item[idKey])}" is none of its own`) ?? [])
  })
}

function toComponent(row: Row, quietDay: (day: number) => HistoryDay): Draft<Component> {
  return {
    id: row.slug,
    name: row.name,
    ...statusOf(row, componentStatuses, statusWords),
    url: row.url?.startsWith('$') ? undefined : link(row, 'url'),
    history: toHistory(row, quietDay),
  }
}

/** The days with trouble, and those between them, which were without. */
function toHistory(row: Row, quietDay: (day: number) => HistoryDay): HistoryDay[] | undefined {
  if (row.dailyMinutesDown == null) return undefined
  if (!isObject(row.dailyMinutesDown)) return report(row, 'dailyMinutesDown', 'left out: no object')
  const days = new Map<number, HistoryDay>()
  for (const [date, minutes] of Object.entries(row.dailyMinutesDown)) {
    const day = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : NaN
    if (Number.isNaN(day) || typeof minutes !== 'number' || !(minutes >= 0 && minutes <= 1440)) report(row, `dailyMinutesDown.${date}`, 'left out: no minutes of a day')
    else days.set(day, { date, ratio: 1 - minutes / 1440, status: minutes === 1440 ? 'major_outage' : minutes > 0 ? 'partial_outage' : 'operational' })
  }
  const known = [...days.keys()].sort((a, b) => a - b)
  const last = known.at(-1) ?? NaN
  const from = Math.max(known[0] ?? NaN, last - filledDays * dayMs)
  const history = known.flatMap((day) => (day < from ? (days.get(day) ?? []) : []))
  for (let day = from; day <= last; day += dayMs) history.push(days.get(day) ?? quietDay(day))
  return history.length ? history : undefined
}

const numberOf = ({ issue_url }: Comment) => issue_url.slice(issue_url.lastIndexOf('/') + 1)

function byIssue(comments: readonly Comment[]): Map<string, Comment[]> {
  const groups = new Map<string, Comment[]>()
  for (const comment of comments) {
    const number = numberOf(comment)
    const group = groups.get(number)
    if (group) group.push(comment)
    else groups.set(number, [comment])
  }
  return groups
}

/** What both kinds of event have: the text of the issue and its comments are the updates. */
function toEvent<W extends Update['status']>(issue: Issue, own: readonly Comment[] = [], words: readonly W[], [first, open, closed]: readonly [first: W, open: W, closed: W]) {
  const status = word(issue, 'state', words, { open, closed })
  const isClosed = issue.state === 'closed'
  let newest = ''
  for (const { created_at: at } of own) if (at && at > newest) newest = at
  const updates: Draft<Update>[] = own.map((comment) => ({
    id: comment.id,
    status: (isClosed && comment.created_at === newest) || comment.body?.startsWith('**Resolved:**') ? closed : open,
    at: instant(comment, 'created_at'),
    body: comment.body ?? '',
    format: 'markdown',
  }))
  const createdAt = instant(issue, 'created_at')
  if (issue.body) updates.push({ id: `issue-${issue.number}`, status: first, at: createdAt, body: issue.body, format: 'markdown' })
  return {
    event: { id: issue.number, status, statusLabel: status === 'unknown' ? issue.state : undefined, url: link(issue, 'html_url'), updates },
    createdAt,
    closedAt: isClosed ? instant(issue, 'closed_at') : undefined,
  }
}

function toIncident(issue: Issue, componentIds: string[], own: readonly Comment[] | undefined): Draft<Incident> {
  const { createdAt, closedAt, event } = toEvent(issue, own, incidentStatuses, ['investigating', 'investigating', 'resolved'])
  const impact = issue.title.includes('degraded') ? 'minor' : issue.title.includes('is down') ? 'major' : 'unknown'
  return { ...event, title: issue.title.replace(signs, ''), impact, startedAt: createdAt, resolvedAt: closedAt, componentIds }
}

/** Upptime's own clock, which is GitHub's, is UTC. */
const inUtc = (value: string | undefined) => (value && /^\d{4}-\d\d-\d\d[T ][\d:.]+$/.test(value) ? `${value}Z` : value)

function toMaintenance(issue: Issue, labelled: readonly string[], sites: ReadonlyMap<string, string>, own: readonly Comment[] | undefined): Draft<Maintenance> {
  const { closedAt, event } = toEvent(issue, own, maintenanceStatuses, ['scheduled', 'in_progress', 'completed'])
  const lines = (issue.body?.split('<!--')[1]?.split('-->')[0] ?? '').split('\n').map((line) => /^([^:]*):(.*)$/.exec(line.trim()) ?? [])
  const fields = Object.fromEntries(lines.map(([, name = '', value = '']) => [name.trim(), value.trim()]))
  const plan = readPart({ ...issue, plan: { ...fields, start: inUtc(fields.start), end: inUtc(fields.end) } }, 'plan', plannedShape)
  const scheduledStart = plan && withOffset(plan, 'start')
  const expected = [plan?.expectedDown, plan?.expectedDegraded].flatMap((names) => names?.split(',') ?? []).flatMap((name) => name.trim().toLowerCase() || [])
  for (const name of expected) if (!sites.has(name)) report(issue, 'body', `left out: "${name}" is no component`)
  const isOff = closedAt && scheduledStart && closedAt < scheduledStart
  return {
    ...event,
    title: issue.title,
    status: isOff ? 'cancelled' : event.status === 'in_progress' && scheduledStart ? 'unknown' : event.status,
    scheduledStart,
    scheduledEnd: plan && withOffset(plan, 'end'),
    completedAt: closedAt,
    componentIds: [...new Set([...labelled, ...expected.flatMap((name) => sites.get(name) ?? [])])],
  }
}
