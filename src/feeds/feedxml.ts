import type { Incident, Maintenance, Problem } from '../model/snapshot.ts'
import type { FeedReader } from './feed.ts'
import { type Entry, entryUrl, type History, readHistory, readStory, type Story, toIncident, toMaintenance } from './history.ts'
import { type Draft, finish, report, time } from './read.ts'

/**
 * Histories in Atom and RSS, of any provider: Statuspage, Instatus, incident.io, Better Stack, AWS (the old dashboard),
 * Azure, x.ai and others. Seen in feeds of 2014 to September 2026.
 *
 * A history says what happened, never that all is well: it has neither components nor a claim, and an event is open only
 * where its own text says so.
 *
 * Traps, each with a test:
 * - Update times have no year, and the zone is an abbreviation that may be wrong (PST in summer): the entry's own time
 *   proves how far it is from UTC.
 * - The label "Update" keeps the status of the update before it. `updated` is the last edit, not the end.
 * - A window is told only while it lies ahead ("THIS IS A SCHEDULED EVENT …"); `published` is then the planned start.
 * - Instatus says "Identified" for the announcement of a maintenance and for its start, and lists updates in either order.
 * - incident.io tells the newest status only; in RSS its date is the start of the incident, in Atom the newest update's.
 * - Better Stack and AWS write an item for each update; AWS names an old item anew once all is over.
 * - Azure lists what is open now and nothing else; its channel is empty on a good day.
 * - Ids that repeat, links without a scheme or with a double slash, dates without a weekday or ending in " Z".
 */

const severities = new Map<string, Incident['impact']>([['outage', 'major'], ['degraded', 'minor']])
const awsPrefix = /^(?:service is operating normally|informational message|performance issues|service degradation|service disruption):\s*/i
const resolvedTitle = /^service is operating normally:|\[resolved\]/i
const days3 = 3 * 86_400_000

export const reader: FeedReader = {
  requests: (base) => [{ key: 'history', url: base, format: 'text' }],

  parse({ history: document }, address) {
    const problems: Problem[] = []
    const history = readHistory(document, 'history', problems)
    const base = address && URL.canParse(address) ? address : undefined
    const incidents: Draft<Incident>[] = []
    const maintenances: Draft<Maintenance>[] = []
    const isAzure = /^Azure Status\b/.test(history.title)
    for (const [entry, story] of gather(history)) {
      const url = entryUrl(entry, history.link ?? base)
      const names = (story.affected ?? '').split(/,\s*/).filter(Boolean)
      const parts = { id: entry.id, url, componentIds: [...new Set(names)] }
      if (entry.link && !url) report(entry, 'link', `left out: "${entry.link}" is no web address`)
      if (story.isPlanned) maintenances.push(toMaintenance(entry, story, parts))
      else incidents.push({ ...toIncident(entry, story, parts, isEndTold(history, story)), ...(isAzure && azure(entry, story)), impact: impactOf(entry) })
      if (!story.isTold && !isAzure) report(entry, '', 'status not told: taken to be over')
    }
    const url = entryUrl({ link: history.link }, base)
    return finish(
      {
        page: { name: history.title.replace(/-\s*Incident history$|^Incidents \|\s*/i, '').trimEnd(), url },
        groups: [],
        components: [],
        incidents,
        maintenances,
        generatedAt: isAzure ? history.built : undefined,
      },
      problems,
    )
  },
}

/** Each event once, with all its updates: some feeds write one item for an event, some one for an update. */
function gather({ title, generator, entries }: History): Iterable<[Entry, Story]> {
  const isAws = /^AWS Service Health/i.test(generator) || entries.some((entry) => awsPrefix.test(entry.title ?? ''))
  const isMany = isAws || title.startsWith('Incidents |')
  const events: [Entry, Story][] = []
  const known = new Map<string, [Entry, Story]>()
  const grown = new Set<Story>()
  for (const entry of entries) {
    const story = isAws ? awsStory(entry) : readStory(entry)
    const at = time(entry.published)
    const span = Math.floor(at / days3)
    const key = isAws ? `${entry.title} ${span}` : keyOf(entry)
    // AWS has no address of an event: its title and the days around it are one.
    const alike = isAws ? [span + 1, span, span - 1].map((days) => known.get(`${entry.title} ${days}`)) : isMany ? [known.get(key)] : []
    const same = alike.find((event) => event && (!isAws || Math.abs(time(event[0].published) - at) < days3))
    if (same) {
      for (const told of story.told) same[1].told.push(told)
      same[1].isTold ||= story.isTold
      grown.add(same[1])
    } else {
      const event: [Entry, Story] = [entry, story]
      events.push(event)
      known.set(key, event)
    }
  }
  for (const { told } of grown) told.sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1))
  return events
}

/** Better Stack's address of the incident; else its guid, which the items of one event share. */
const keyOf = ({ id, link }: Entry): string => (link && /\/incidents?\/\w/.test(link) ? link : (id.split(' ', 1)[0] ?? id))

function awsStory(entry: Entry): Story {
  const story = readStory(entry)
  const title = entry.title ?? ''
  const label = resolvedTitle.test(title) ? 'Resolved' : awsPrefix.test(title) ? 'Investigating' : ''
  // Two languages in one text, and marks that come and go, are no part of an event's name.
  Object.assign(entry, { title: title.replace(awsPrefix, '').replace(/\[resolved\]\s*/i, '') })
  return { ...story, isTold: label !== '', told: story.told.map((it) => ({ ...it, label: it.label || label })) }
}

/** What Azure lists is going on, unless its text says that it is over. */
const azure = (entry: Entry, { told }: Story): Partial<Draft<Incident>> =>
  /\b(resolved|mitigated)\b/i.test(`${entry.title} ${entry.html}`)
    ? { status: 'resolved', resolvedAt: told[0]?.at }
    : { status: 'investigating', resolvedAt: undefined }

/** An item's date is its newest update's in most feeds; incident.io's RSS and x.ai's give the start, and no end. */
const isEndTold = ({ isRss }: History, { told }: Story) => told.length > 1 || !isRss

function impactOf(entry: Entry): Incident['impact'] {
  const word = /<p>\s*Severity:([^<]*)<\/p>/i.exec(entry.html)?.[1]?.trim()
  const impact = word === undefined ? 'unknown' : (severities.get(word.toLowerCase()) ?? 'unknown')
  if (word && impact === 'unknown') report(entry, 'severity', `unknown word "${word}"`)
  return impact
}
