import type { Incident, Maintenance, Problem, Update } from '../model/snapshot.ts'
import { incidentStatuses, maintenanceStatuses } from '../model/words.ts'
import { FeedShapeError } from './feed.ts'
import { type Draft, htmlOrText, instant, type Item, newestFirst, read, report, time } from './read.ts'
import { id, type Output, shape, text } from './shape.ts'
import { fullTime, iso, nearest, offsetBetween, offsetOf, readWall, ulidTime } from './times.ts'
import { childrenOf, decodeText, findAll, localName, parseXmlText, textOf, type XmlElement } from './xml.ts'

/**
 * Histories in Atom and RSS: one entry for each event, its updates written into the HTML of the entry, their times
 * without a year and their zone an abbreviation. Shared by the adapters that read such a document.
 */

const entryShape = shape({ id, title: text, link: text, published: text, updated: text, status: text })

export type Entry = Output<typeof entryShape> & Item & { readonly html: string }

export interface History {
  isRss: boolean
  title: string
  link?: string | undefined
  generator: string
  /** When an RSS channel was last made. */
  built?: string | undefined
  entries: Entry[]
}

/** @throws FeedShapeError for what is neither Atom nor RSS */
export function readHistory(document: unknown, key: string, problems: Problem[]): History {
  const root = parseXmlText(document)
  if (!/^(feed|rss|rdf)$/.test(localName(root))) throw new FeedShapeError(`<${root.name}> is neither Atom nor RSS`)
  const head = childrenOf(root, 'channel')[0] ?? root
  // Azure's items have stood outside the channel.
  const raw = findAll(root, 'entry', 'item').map(readEntry)
  const counts = new Map<string, number>()
  for (const { id } of raw) counts.set(id, (counts.get(id) ?? 0) + 1)
  const seen = new Set([''])
  const entries = raw.flatMap((entry, i) => {
    // Items of one page may share its address for an id, and differ in the rest.
    const id = counts.get(entry.id) !== 1 ? `${entry.id} ${entry.title} ${entry.published ?? ''}` : entry.id
    const item = read(entryShape, { ...entry, id }, `${key}.entries.${i}`, problems)
    if (!item || seen.size < seen.add(id).size) return item ? Object.assign(item, { html: entry.html }) : []
    return report(item, '', `unusable: "${id}" is none of its own`) ?? []
  })
  return {
    isRss: localName(root) !== 'feed',
    title: decodeText(textOf(head, 'title') ?? ''),
    link: linkOf(head),
    generator: textOf(head, 'generator') ?? '',
    built: fullTime(textOf(head, 'lastbuilddate')),
    entries,
  }
}

function readEntry(element: XmlElement) {
  const published = textOf(element, 'published') ?? fullTime(textOf(element, 'pubdate'))
  const title = decodeText(textOf(element, 'title') ?? '')
  const own = textOf(element, 'id') || textOf(element, 'guid') || linkOf(element) || title
  const html = textOf(element, 'content') || textOf(element, 'encoded') || textOf(element, 'description') || textOf(element, 'summary') || ''
  return {
    id: own,
    title,
    link: linkOf(element),
    published,
    updated: textOf(element, 'updated') ?? published,
    html: /<\w/.test(html) || !/&lt;/.test(html) ? html : decodeText(html),
  }
}

const linkOf = (element: XmlElement): string | undefined => {
  const links = childrenOf(element, 'link')
  const best = links.find((it) => !it.attributes.rel || it.attributes.rel === 'alternate') ?? links[0]
  return best?.attributes.href ?? (best?.text.trim() || undefined)
}

/** An entry's link as an address: servers leave out the scheme, or write a slash twice. */
export function entryUrl({ link }: Pick<Entry, 'link'>, base?: string): string | undefined {
  if (!link) return undefined
  const whole = /^[\w-]+(\.[\w-]+)+\//.test(link) ? `https://${link}` : link
  const url = URL.canParse(whole, base) ? new URL(whole, base) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  url.pathname = url.pathname.replace(/\/{2,}/g, '/')
  return url.href
}

const plannedWord = /^(scheduled|in progress|verifying|completed|cancell?ed)$/i
const known = 'investigating|identified|monitoring|resolved|postmortem|update|scheduled|in progress|verifying|completed|cancell?ed'
/** What begins an update, of bounded length, so that no text takes a square of time: its time in small, then its word; or a word that we know at the start of a paragraph. */
const marker = new RegExp(
  `(?:<p>\\s*)?<small>(.{0,200}?)</small>\\s*(?:<br\\s*/?>\\s*)?<strong>([^<]{0,80})</strong>\\s*(?:-|\\u2013)?\\s*|<p>\\s*<strong>(${known})</strong>\\s*-\\s*`,
  'gis',
)
const statusLine = /<(b|h3|p|strong)>\s{0,9}Status:\s{0,9}([^<]{0,80}?)\s{0,9}<\/\1>\s*(?:<br\s*\/?>\s*)*/i
const windowPattern = /THIS IS A SCHEDULED EVENT(.{0,400}?)<\/strong>/is
const types = /<strong>Type:<\/strong>\s*([^<]*)/i

interface Told {
  label: string
  at: string | undefined
  body: string
}

/** What an entry says of itself, in its own words. Updates stand newest first. */
export interface Story {
  isPlanned: boolean
  /** True where a word told where it stands. */
  isTold: boolean
  scheduledStart?: string | undefined
  scheduledEnd?: string | undefined
  /** The names of components, as Instatus lists them. */
  affected?: string | undefined
  told: Told[]
}

export function readStory(entry: Entry): Story {
  const { html, title } = entry
  const published = instant(entry, 'published')
  const updated = instant(entry, 'updated')
  const marks = [...html.matchAll(marker)]
  const type = html.includes('Type:') ? types.exec(html)?.[1] : undefined
  const [start, end] = ((html.includes('SCHEDULED EVENT') && windowPattern.exec(html)?.[1]) || '').split(/(?:&nbsp;|\s)+-(?:&nbsp;|\s)+/).map((part) => readWall(part))
  const walls = marks.map(([, small]) => readWall(small ?? ''))
  const from = time(published ?? updated)
  const to = time(updated ?? published)
  // What is published for the newest update, or for the start of what is planned, shows how far that clock is from UTC.
  const reference = start ?? walls[0]
  const zoneOffset = reference && offsetBetween(reference, from)
  const place = (wall: ReturnType<typeof readWall>) => {
    if (!wall) return undefined
    const named = offsetOf(wall.zone)
    // UTC is UTC; other abbreviations are what the entry's own time proves them to be.
    const offset = named !== 0 && wall.zone === reference?.zone ? (zoneOffset ?? named) : named
    return offset === undefined || Number.isNaN(from) ? undefined : iso(nearest(wall, offset, from, to))
  }
  const line = marks.length ? null : statusLine.exec(html)
  const label = line?.[2] ?? labelOf(title ?? '')
  const isInstatus = type !== undefined
  const told: Told[] = marks.length
    ? marks.map((mark, i) => ({
        label: mark[2] ?? mark[3] ?? '',
        at: mark[1] === undefined ? (i ? undefined : updated) : place(walls[i]),
        body: bodyOf(html.slice(mark.index + mark[0].length, marks[i + 1]?.index), isInstatus),
      }))
    : [{ label: label ?? '', at: updated, body: line ? html.replace(line[0], '').trim() : html.trim() }]
  const isPlanned = /maint/i.test(type ?? '') || /:Maintenance\//.test(entry.id) || start !== undefined || told.some((it) => plannedWord.test(it.label))
  return {
    isPlanned,
    isTold: marks.length > 0 || label !== undefined,
    scheduledStart: place(start) ?? (isInstatus && isPlanned ? published : undefined),
    scheduledEnd: place(end),
    affected: isInstatus ? /<strong>Affected Components:<\/strong>\s*([^<]*)/i.exec(html)?.[1]?.trim() : undefined,
    told: fillTimes(entry, told),
  }
}

/** An update without a time of its own has that of the one before it in the list, and that is said. */
function fillTimes(entry: Entry, told: readonly Told[]): Told[] {
  let last: string | undefined
  return newestFirst(
    told.map((it, i) => {
      if (!it.at && last) report(entry, `updates.${i}`, 'time not told: shown with that of the update above')
      last = it.at ?? last
      return { ...it, at: last }
    }),
  )
}

/** Instatus puts a full stop after each text. */
const bodyOf = (html: string, isInstatus: boolean) => {
  const body = html.trim().replace(/<\/p>$/i, '').trim()
  return isInstatus ? body.replace(/(?<!\.)\.\.$/, '.') : body
}

/** The word that a title begins or ends with. */
function labelOf(title: string): string | undefined {
  const bracket = new RegExp(`\\[(${known})\\]|^(${known})\\s*[:\\u2013-]`, 'i').exec(title)
  return bracket?.[1] ?? bracket?.[2] ?? (/\b(?:went|is) down$/i.test(title) ? 'investigating' : /\brecovered$/i.test(title) ? 'resolved' : undefined)
}

const plannedAliases = { investigating: 'in_progress', identified: 'in_progress', monitoring: 'verifying', resolved: 'completed', postmortem: 'completed', canceled: 'cancelled' } as const

/** The updates of a story in the model's words, newest first. "Update" keeps the status of the one before it. */
function toUpdates<W extends Update['status']>(entry: Entry, { told, scheduledStart }: Story, words: readonly W[], aliases: Readonly<Record<string, string>>) {
  let last: { status: W | 'unknown'; statusLabel?: string | undefined } | undefined
  return told
    .toReversed()
    .map(({ label, at, body }, i) => {
      const own = label.toLowerCase().replace(/\s+/g, '_')
      const ours = Object.hasOwn(aliases, own) ? aliases[own] : own
      // Instants of the model sort as text.
      const isEarly = ours === 'in_progress' && ours !== own && scheduledStart !== undefined && at !== undefined && at < scheduledStart
      const status = words.find((word) => word === (isEarly ? 'scheduled' : ours) && word !== 'unknown')
      if (!status && own !== 'update' && label) report(entry, `updates.${i}`, `unknown word "${label}"`)
      last = status ? { status } : own === 'update' && last ? last : { status: 'unknown', statusLabel: label || undefined }
      return { id: `${i + 1}`, ...last, at, body, format: htmlOrText(body) }
    })
    .toReversed()
}

const isClosed = (status: unknown) => /resolved|postmortem|completed|cancelled/.test(`${status}`)

/** When an event was closed for good. */
const endOf = (updates: ReturnType<typeof toUpdates>) =>
  isClosed(updates[0]?.status) ? updates.find(({ status }, i) => isClosed(status) && !isClosed(updates[i + 1]?.status))?.at : undefined

interface Parts {
  id: string
  url?: string | undefined
  componentIds: string[]
}

export function toMaintenance(entry: Entry, story: Story, parts: Parts): Draft<Maintenance> {
  const updates = toUpdates(entry, story, maintenanceStatuses, plannedAliases)
  return {
    ...parts,
    title: entry.title ?? '',
    status: updates[0]?.status ?? 'unknown',
    statusLabel: updates[0]?.statusLabel,
    scheduledStart: story.scheduledStart,
    scheduledEnd: story.scheduledEnd,
    // Without an announcement before it, the first word under way is not the start: that was as planned, or is not told.
    startedAt: story.scheduledStart && updates.at(-1)?.status !== 'scheduled' ? undefined : updates.findLast(({ status }) => status === 'in_progress')?.at,
    completedAt: endOf(updates),
    updates,
  }
}

/** Where no word tells, it is taken to be over: a history says what happened, and not that it still does. */
export function toIncident(entry: Entry, story: Story, parts: Parts, isEndTold = true): Draft<Incident> {
  const updates = toUpdates(entry, story, incidentStatuses, {})
  const oldest = updates.at(-1)?.at
  const entered = ulidTime(entry.id.slice(entry.id.lastIndexOf('/') + 1))
  return {
    ...parts,
    title: entry.title ?? '',
    status: updates[0]?.status ?? 'unknown',
    statusLabel: updates[0]?.statusLabel,
    impact: 'unknown',
    startedAt: entered && oldest && time(entered) < time(oldest) ? entered : oldest,
    resolvedAt: story.isTold ? (isEndTold ? endOf(updates) : undefined) : oldest,
    updates,
  }
}
