import type { Incident, Maintenance, Problem } from '../model/snapshot.ts'
import { type ComponentStatus, componentStatuses, incidentStatuses, type IncidentStatus, maintenanceStatuses, type MaintenanceStatus } from '../model/words.ts'
import { FeedAddressError, type FeedReader, type FeedRequest, FeedShapeError } from './feed.ts'
import { type Entry, entryUrl, readHistory } from './history.ts'
import { type Draft, finish, instant, type Item, pageAt, read, readEach, report, word } from './read.ts'
import { anything, id, isObject, key, type Output, shape, text } from './shape.ts'
import { fullTime, iso } from './times.ts'

/**
 * Kener 4, the documents that its own page reads (`/dashboard-apis/…`, not documented) and its RSS,
 * https://kener.ing/docs. Read in the source, https://github.com/rajnandan1/kener, 4.0 to 4.1 of 2026; no real answer was
 * seen. The API of version 3, and `/api/v4`, want a token. It sends no CORS header.
 *
 * Traps, each with a test:
 * - No public document lists the monitors: their tags are given with the address. A hidden monitor is a missing tag.
 * - Times are seconds since the epoch. The days of a monitor are spans of 24 hours that end with the answer, and no days
 *   of a calendar: they are not read.
 * - Events name no monitor and have no text: both stand in the RSS, which tells of all monitors of the server, and is up
 *   to five minutes older. Of the updates of an incident it has the newest only.
 * - There is no severity. A maintenance may have no end; where it has one, it is over then, by the clock.
 */

const documentShape = shape({ data: anything, missingTags: anything, notifications: anything })
const maybeKey = (value: unknown) => (value == null ? undefined : key(value))
const monitorShape = shape({ name: text, description: text, currentStatus: text, toTimeStamp: maybeKey })
const eventShape = shape({ eventURL: id, eventTitle: text, eventType: text, eventStatus: text, eventStartDateTime: maybeKey, eventEndDateTime: maybeKey })

const monitorWords: Readonly<Record<string, ComponentStatus>> = { UP: 'operational', DEGRADED: 'degraded_performance', DOWN: 'major_outage', MAINTENANCE: 'under_maintenance', NO_DATA: 'unknown' }
const incidentWords = { INVESTIGATING: 'investigating', IDENTIFIED: 'identified', MONITORING: 'monitoring', RESOLVED: 'resolved' } as const
const plannedWords = { SCHEDULED: 'scheduled', READY: 'scheduled', ONGOING: 'in_progress', COMPLETED: 'completed', CANCELLED: 'cancelled' } as const

export const reader: FeedReader = {
  requests(base) {
    const { origin, pathname, searchParams } = new URL(base)
    if (pathname.endsWith('.json')) return [{ key: 'monitors', url: base }]
    const root = origin + pathname.replace(/\/(dashboard-apis\/.*|(?:[^/]+\/)?rss\.xml)?$/, '')
    const tags = (searchParams.get('tags') ?? '').split(',').map((tag) => tag.trim()).filter(Boolean)
    if (!tags.length) throw new FeedAddressError(`Give the URL with the tags of your monitors: ${root}/dashboard-apis/monitor-bars?tags=api,web`)
    const query = `?tags=${tags.map(encodeURIComponent).join(',')}`
    const optional = (key: string, path: string): FeedRequest => ({ key, url: root + path, optional: true })
    return [
      { key: 'monitors', url: `${root}/dashboard-apis/monitor-bars${query}&days=1` },
      optional('notifications', `/dashboard-apis/notifications${query}`),
      { ...optional('rss', '/rss.xml'), format: 'text' },
    ]
  },

  parse(documents, address) {
    const problems: Problem[] = []
    const main = isObject(documents.monitors) && isObject(documents.monitors.data) ? read(documentShape, documents.monitors, 'monitors', problems) : undefined
    if (!main || !isObject(main.data) || !(Array.isArray(main.missingTags) || Object.values(main.data).some((row) => isObject(row) && typeof row.currentStatus === 'string'))) throw new FeedShapeError('not a Kener document')
    const monitors = Object.entries(main.data).flatMap(([tag, raw]) => {
      const row = read(monitorShape, raw, `monitors.data.${tag}`, problems)
      return row ? [{ tag, row }] : []
    })
    for (const tag of Array.isArray(main.missingTags) ? main.missingTags : []) problems.push({ path: 'monitors.missingTags', message: `left out: there is no monitor ${typeof tag === 'string' ? `"${tag}"` : typeof tag}` })
    const tagsOf = new Map<string, string[]>()
    for (const { tag, row } of monitors) {
      const name = row.name ?? tag
      const tags = tagsOf.get(name)
      if (tags) tags.push(tag)
      else tagsOf.set(name, [tag])
    }
    const list = documents.notifications === undefined ? undefined : read(documentShape, documents.notifications, 'notifications', problems)
    const { stories, title, link } = readStories(documents.rss, problems)
    const events = new Map<string, Event>()
    for (const event of list ? readEach(list, 'notifications', eventShape, toEvent) : []) {
      if (events.has(event.id)) report(event.item, 'eventURL', `unusable: "${event.id}" is none of its own`)
      else events.set(event.id, event)
    }
    for (const [id, story] of stories) {
      // The RSS is of all monitors of the server.
      if (!events.has(id) && (!story.affected || story.affected.some((name) => tagsOf.has(name)))) events.set(id, fromStory(story))
    }
    const page = pageAt(address)
    const url = link ?? page.url?.replace(/(\/dashboard-apis\/.*|\?.*)$/, '')
    const parts = (event: Event) => {
      const story = stories.get(event.id)
      const { status, statusLabel } = event
      return {
        id: event.id,
        title: event.title,
        status,
        statusLabel,
        url: story ? entryUrl(story.entry) : url && `${url.replace(/\/$/, '')}/${event.isPlanned ? 'maintenances' : 'incidents'}/${event.id.replace(/^\w+-/, '')}`,
        componentIds: (story?.affected ?? []).flatMap((name) => tagsOf.get(name) ?? []),
        updates: story?.body ? [{ id: `${event.id}@${story.at ?? ''}`, status, statusLabel, at: story.at, body: story.body, format: 'markdown' as const }] : [],
      }
    }
    const made = monitors.map(({ row }) => seconds(row, 'toTimeStamp', 1) ?? '').sort().at(-1)
    return finish(
      {
        page: { name: title || page.name, url },
        groups: [],
        components: monitors.map(({ tag, row }) => {
          const status = word(row, 'currentStatus', componentStatuses, monitorWords)
          return { id: tag, name: row.name ?? tag, description: row.description || undefined, status, statusLabel: status === 'unknown' ? (row.currentStatus === 'NO_DATA' ? 'No data' : row.currentStatus) : undefined }
        }),
        incidents: [...events.values()].flatMap((event): Draft<Incident>[] => (event.isPlanned ? [] : [{ ...parts(event), status: event.status, impact: 'unknown', startedAt: event.start, resolvedAt: event.status === 'resolved' ? event.end : undefined }])),
        maintenances: [...events.values()].flatMap((event): Draft<Maintenance>[] => (event.isPlanned ? [{ ...parts(event), status: event.status, scheduledStart: event.start, scheduledEnd: event.end, completedAt: event.status === 'completed' ? event.end : undefined }] : [])),
        generatedAt: made || undefined,
      },
      problems,
    )
  },
}

/** A time in seconds since the epoch. */
function seconds<K extends string>(item: Item & { readonly [key in K]?: string | undefined }, key: K, more = 0): string | undefined {
  const value = item[key]
  if (!value) return undefined
  return iso((Number(value) + more) * 1000) ?? report(item, key, `left out: "${value}" is no time in seconds`)
}

interface Common {
  id: string
  title: string
  statusLabel?: string | null | undefined
  start?: string | undefined
  end?: string | undefined
  item: Item
}
type Event = Common & ({ isPlanned: false; status: IncidentStatus } | { isPlanned: true; status: MaintenanceStatus })

/** What the kinds of events have in common, with the status in the words of its kind. */
function eventOf<K extends string>(item: Item & { readonly [key in K]?: string | null | undefined }, key: K, isPlanned: boolean, common: Omit<Common, 'item' | 'statusLabel'>): Event {
  const labelled = <S extends string>(status: S) => ({ ...common, item, status, statusLabel: status === 'unknown' ? item[key] : undefined })
  return isPlanned ? { isPlanned, ...labelled(word(item, key, maintenanceStatuses, plannedWords)) } : { isPlanned, ...labelled(word(item, key, incidentStatuses, incidentWords)) }
}

function toEvent(raw: Output<typeof eventShape> & Item): Event | undefined {
  const number = /\/(?:incidents|maintenances)\/([^/?#]+)/.exec(raw.eventURL)?.[1]
  const isPlanned = raw.eventType === 'maintenance'
  if (!number) return report(raw, 'eventURL', `unusable: "${raw.eventURL}" names no event`)
  if (!isPlanned && raw.eventType !== 'incident') report(raw, 'eventType', `unknown word "${raw.eventType ?? ''}"`)
  return eventOf(raw, 'eventStatus', isPlanned, { id: `${isPlanned ? 'maintenance' : 'incident'}-${number}`, title: raw.eventTitle ?? '', start: seconds(raw, 'eventStartDateTime'), end: seconds(raw, 'eventEndDateTime') })
}

/** What the RSS says of an event. */
interface Story {
  entry: Entry
  told: string | undefined
  /** The names of monitors; absent where it is all of them, or is not told. */
  affected: string[] | undefined
  start: string | undefined
  end: string | undefined
  body: string
  at: string | undefined
}

function readStories(document: unknown, problems: Problem[]) {
  const stories = new Map<string, Story>()
  if (document === undefined) return { stories }
  try {
    const { entries, title, link } = readHistory(document, 'rss', problems)
    for (const entry of entries) stories.set(entry.id, toStory(entry))
    const url = entryUrl({ link })
    return { stories, title: title.replace(/ — Incidents & Maintenance$/, ''), link: url === `${link}/` ? link : url }
  } catch (error) {
    if (!(error instanceof FeedShapeError)) throw error
    problems.push({ path: 'rss', message: `left out: ${error.message}` })
    return { stories }
  }
}

/** The lines before the first empty one are Kener's own, what follows is the operator's. */
function toStory(entry: Entry): Story {
  const end = entry.html.indexOf('\n\n')
  const head = end < 0 ? entry.html : entry.html.slice(0, end)
  const told = (name: string) => head.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
  const affected = told('Affected')
  const [from, to] = (told('Scheduled') ?? '').split(' → ').map((text) => fullTime(text))
  return {
    entry,
    told: told('Status'),
    affected: affected === 'All monitors' ? undefined : affected?.split(', '),
    start: from ? instant({ ...entry, published: from }, 'published') : undefined,
    end: to && to !== 'open-ended' ? instant({ ...entry, published: to }, 'published') : undefined,
    body: end < 0 ? '' : entry.html.slice(end).trim(),
    at: instant(entry, 'published'),
  }
}

/** An event of the RSS alone. An incident began, as far as that tells, with its newest update. */
function fromStory({ entry, told, start, end, at }: Story): Event {
  const isPlanned = entry.id.startsWith('maintenance-')
  const title = (entry.title ?? '').replace(/^\[(Incident|Maintenance)\] /, '')
  return eventOf({ ...entry, status: told }, 'status', isPlanned, { id: entry.id, title, start: start ?? at, end: end ?? (isPlanned ? undefined : at) })
}
