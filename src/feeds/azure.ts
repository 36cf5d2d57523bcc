import type { Component, Incident, Problem } from '../model/snapshot.ts'
import { componentStatuses, indicators } from '../model/words.ts'
import { at, type FeedReader, FeedShapeError } from './feed.ts'
import { type Entry, entryUrl, readHistory } from './history.ts'
import { type Draft, finish, htmlOrText, instant, type Item, read, readList, readPart, report, type SnapshotDraft, word } from './read.ts'
import { anything, id, isObject, type Output, shape, text } from './shape.ts'

/**
 * Azure: the RSS of https://azure.status.microsoft, the one post of https://status.cloud.microsoft, and Azure DevOps by
 * https://learn.microsoft.com/rest/api/azure/devops/status/health. Seen in answers of August 2026, all of them quiet:
 * how an item or a post tells of trouble, nobody has kept.
 *
 * Traps, each with a test:
 * - The RSS lists what is going on, and nothing on a good day or when it is dead. Only the post says that all is well;
 *   both are made anew each minute, so their time is `generatedAt`, by which an old one is known.
 * - No severity, no component and no region is told; the words of the title are all there is.
 * - An item stays for a while when it is over, and says so in its text, which also says of trouble that it is not yet over.
 * - The year 1 stands for what was never posted. A post that was "authored" when it was made tells no start.
 * - DevOps has services in several geographies; its time is that of the last change. Its RSS is read as any other.
 * - Dates end in " Z"; items may stand outside their channel.
 */

const setTime = (value: unknown) => (typeof value === 'string' && value.startsWith('0001-') ? undefined : text(value))
const postShape = shape({ Id: text, AuthoredDateTime: setTime, LastUpdatedTime: setTime, Title: text, Message: text, Status: id })
const healthShape = shape({ lastUpdated: text, status: anything, services: anything })
const claimShape = shape({ health: text, message: text })
const serviceShape = shape({ id, geographies: anything })
const geographyShape = shape({ id, name: text, health: text })

const words = {
  available: 'none', operational: 'none', healthy: 'none', normal: 'none', advisory: 'minor', degraded: 'minor', degradation: 'minor', investigating: 'minor',
  interruption: 'major', outage: 'critical', unavailable: 'critical',
} as const // prettier-ignore
const healths = { healthy: 'operational', advisory: 'degraded_performance', degraded: 'partial_outage', unhealthy: 'major_outage' } as const
const claims = { healthy: 'none', advisory: 'minor', degraded: 'major', unhealthy: 'critical' } as const
const site = 'https://azure.status.microsoft'
const devOps = 'https://status.dev.azure.com'
const post = 'https://status.cloud.microsoft/api/posts/azure'
const over = /(?<!\b(?:not|partially|partly|yet|until|once|when|if|be|being)\b[^.!?<]{0,40})\b(?:resolved|mitigated)\b/i

export const reader: FeedReader = {
  requests(base) {
    const { hostname, pathname } = new URL(base)
    if (hostname === new URL(devOps).hostname) return [{ key: 'status', url: `${devOps}/_apis/status/health` }]
    const language = /^\/([a-z]{2}-[a-z]{2,4})\//i.exec(pathname)?.[1] ?? 'en-us'
    const feed = { key: 'feed', url: `${site}/${language}/status/feed/`, format: 'text' } as const
    if (hostname === new URL(post).hostname) return [{ key: 'status', url: post }, { ...feed, optional: true }]
    if (/(?:^|\.)status\.(?:microsoft|azure\.com)$/.test(hostname)) return [feed, { key: 'status', url: post, optional: true }]
    // What a copy is, its text tells.
    return [pathname.endsWith('.json') ? { key: 'status', url: base } : { key: 'feed', url: base, format: 'text' }]
  },

  parse(documents, address) {
    const problems: Problem[] = []
    const copied = fromJson(documents.feed)
    const feed = copied ? undefined : documents.feed
    const status = copied ?? documents.status
    if (isHealth(status)) return readHealth(status, problems)
    const isPost = typeof at(status, 'Status') === 'string' && at(status, 'LastUpdatedTime') !== undefined
    const told = isPost ? read(postShape, status, 'status', problems) : undefined
    if (status !== undefined && !told) problems.push({ path: 'status', message: 'left out: no post of Azure' })
    if (!told && typeof feed !== 'string') throw new FeedShapeError('not a document of Azure')

    const { incidents, link, built } = readFeed(feed, address, Boolean(told), problems)
    const { claim, incident, made } = told ? readPost(told) : {}
    const isListed = incidents.some(({ title }) => title.toLowerCase() === incident?.title.toLowerCase())
    return finish(
      {
        page: { name: 'Azure', url: link ?? `${site}/en-us/status/` },
        claim,
        groups: [],
        components: [],
        incidents: incident && !isListed ? [...incidents, incident] : incidents,
        maintenances: [],
        // The older of the two says since when nothing is known.
        generatedAt: [built, made].filter((it) => it !== undefined).sort()[0],
      },
      problems,
    )
  },
}

function readFeed(document: unknown, address: string | undefined, isOptional: boolean, problems: Problem[]): { incidents: Draft<Incident>[]; link?: string | undefined; built?: string | undefined } {
  if (document === undefined) return { incidents: [] }
  try {
    const history = readHistory(document, 'feed', problems)
    const base = history.link ?? address
    const built = read(shape({ built: text }), { built: history.built }, 'feed', problems)
    const builtAt = built && instant(built, 'built')
    return {
      incidents: history.entries.map((entry) => toIncident(entry, base && URL.canParse(base) ? base : undefined, builtAt)),
      link: entryUrl({ link: history.link }),
      built: builtAt,
    }
  } catch (error) {
    if (!isOptional || !(error instanceof FeedShapeError)) throw error
    problems.push({ path: 'feed', message: `left out: ${error.message}` })
    return { incidents: [] }
  }
}

function toIncident(entry: Entry, base: string | undefined, builtAt: string | undefined): Draft<Incident> {
  const url = entryUrl(entry, base)
  if (entry.link && !url) report(entry, 'link', `left out: "${entry.link}" is no web address`)
  const startedAt = instant(entry, 'published') ?? instant(entry, 'updated')
  // What goes on must not be lost for want of a date.
  if (!startedAt) report(entry, 'published', 'not told: shown with the time of the feed')
  const isOver = over.test(entry.title ?? '') || over.test(entry.html.replace(/<[^<>]*>/g, ' '))
  const status = isOver ? 'resolved' : 'investigating'
  const time = startedAt ?? builtAt
  return {
    id: entry.id,
    title: entry.title ?? '',
    status,
    impact: /\b(?:outage|unavailable)\b/i.test(entry.title ?? '') ? 'major' : 'minor',
    startedAt: time,
    url,
    componentIds: [],
    updates: entry.html ? [{ id: '1', status, at: time, body: entry.html, format: htmlOrText(entry.html) }] : [],
  }
}

/** What the page says, and its event where it is not well. */
function readPost(told: Output<typeof postShape> & Item): { claim: SnapshotDraft['claim']; incident?: Draft<Incident>; made?: string | undefined } {
  const made = instant(told, 'LastUpdatedTime')
  const lower = { ...told, Status: told.Status.toLowerCase() }
  const indicator = word(lower, 'Status', indicators, words)
  const { Id: id, Message: body = '' } = told
  // Without a title, the first sentence.
  const title = told.Title || /^.*?[.!?](?=\s|$)|.+/.exec((body ?? '').replace(/<[^<>]*>/g, ' ').trim())?.[0]?.trim() || told.Status
  const claim = { indicator, headline: title }
  if (indicator === 'none') return { claim, made }
  const startedAt = instant(told, 'AuthoredDateTime')
  if (!startedAt || startedAt === made) {
    report(told, 'AuthoredDateTime', 'tells no start: what is told stands in the headline')
    return { claim, made }
  }
  const incident: Draft<Incident> = {
    id: id || 'azure',
    title,
    status: 'investigating',
    statusLabel: told.Status,
    impact: indicator === 'maintenance' ? 'unknown' : indicator,
    startedAt,
    url: undefined,
    componentIds: [],
    updates: body ? [{ id: '1', status: 'investigating', at: startedAt, body, format: htmlOrText(body) }] : [],
  }
  return { claim, incident, made }
}

/** What a text holds where it is JSON. */
function fromJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

const isHealth = (document: unknown): boolean => isObject(document) && Array.isArray(at(document, 'services')) && isObject(at(document, 'status'))

function readHealth(document: unknown, problems: Problem[]) {
  const health = read(healthShape, document, 'status', problems)
  const said = health && readPart(health, 'status', claimShape)
  if (!health || !said) throw new FeedShapeError('not a document of Azure DevOps')
  const components: Draft<Component>[] = []
  const groups = readList(health, 'services', serviceShape, (service) => {
    const { id: groupId } = service
    for (const { id, name, status, statusLabel } of readList(service, 'geographies', geographyShape, toGeography)) components.push({ id: `${groupId}/${id}`, name, status, statusLabel, groupId })
    return { id: groupId, name: groupId }
  })
  return finish(
    {
      page: { name: 'Azure DevOps', url: `${devOps}/` },
      claim: { indicator: word(said, 'health', indicators, claims), headline: said.message },
      groups,
      components,
      incidents: [],
      maintenances: [],
      updatedAt: instant(health, 'lastUpdated'),
    },
    problems,
  )
}

function toGeography(geography: Output<typeof geographyShape> & Item) {
  const status = word(geography, 'health', componentStatuses, healths)
  return { id: geography.id, name: geography.name ?? geography.id, status, statusLabel: status === 'unknown' ? geography.health : undefined }
}
