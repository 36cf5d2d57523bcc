import { FeedShapeError, has, host, type CatalogueEntry, type FeedReader } from '../../src/feeds/feed.ts'
import type { Incident, Maintenance, StatusSnapshot } from '../../src/model/snapshot.ts'

/** A feed for tests: three documents, of which one is optional and one is for the past. */

export const base = 'https://status.acme.test/'
export const url = {
  now: `${base}acme.json`,
  words: `${base}words.txt`,
  past: `${base}past.json`,
}

export const snapshot = (part: Partial<StatusSnapshot> = {}): StatusSnapshot => ({
  page: { name: 'Acme', url: base },
  indicator: 'none',
  groups: [],
  components: [],
  incidents: [],
  maintenances: [],
  problems: [],
  ...part,
})

export const incident = (part: Partial<Incident> = {}): Incident => ({
  id: 'leak',
  title: 'Water in the post room',
  status: 'investigating',
  impact: 'minor',
  startedAt: '2026-03-10T11:00:00Z',
  componentIds: [],
  updates: [],
  ...part,
})

export const maintenance = (part: Partial<Maintenance> = {}): Maintenance => ({
  id: 'move',
  title: 'The post room moves',
  status: 'in_progress',
  scheduledStart: '2026-03-10T11:00:00Z',
  scheduledEnd: '2026-03-10T14:00:00Z',
  componentIds: [],
  updates: [],
  ...part,
})

/** What stands at `url.now`. */
export const documentOf = (part?: Partial<StatusSnapshot>) => ({ acme: 1, ...snapshot(part) })

const reader: FeedReader = {
  requests: (address) => [
    { key: 'now', url: new URL('/acme.json', address).href },
    { key: 'words', url: new URL('/words.txt', address).href, format: 'text', optional: true },
    { key: 'past', url: new URL('/past.json', address).href, when: 'history' },
  ],
  parse({ now, words, past }) {
    if (!has('acme')(now)) throw new FeedShapeError('no acme')
    const { acme: _, ...current } = now as ReturnType<typeof documentOf>
    const older = Array.isArray(past) ? (past as Incident[]) : []
    return {
      ...current,
      page: { ...current.page, ...(typeof words === 'string' && { name: words }) },
      incidents: [...current.incidents, ...older],
    }
  },
}

export const acme: CatalogueEntry = {
  id: 'acme',
  name: 'Acme',
  match: host('acme.test'),
  recognise: has('acme'),
  probe: '/acme.json',
  load: async () => reader,
}
