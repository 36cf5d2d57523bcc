import type { Component, Incident, Problem } from '../model/snapshot.ts'
import { impacts as impactWords } from '../model/words.ts'
import { at, type FeedReader, FeedShapeError } from './feed.ts'
import { type Draft, finish, instant, type Item, pageAt, read, readEach, report, word } from './read.ts'
import { anything, flag, id, isObject, type Output, shape, text } from './shape.ts'

/**
 * Gatus 5: https://github.com/TwiN/gatus#api. Read in the source and in the expected answers of its tests, of 2025 and
 * 2026. Gatus sends no CORS header: it is read through a proxy, a path of one's own site or a snapshot.
 *
 * Traps, each with a test:
 * - Results stand oldest first, the last is what holds; an endpoint may have none yet. One failed check is an outage:
 *   there is nothing between, and windows of maintenance are not told.
 * - The year 1 stands for no time.
 * - Announcements stand in another document, `/api/v1/config`, which old versions send without them. They have no id,
 *   title, end or endpoint. Those that only tell something are no trouble, and are over once they are told.
 * - Errors and conditions of a check can give away what is behind it, and are not read.
 * - Suites, since 2025, are in a third document of nearly the same shape.
 */

const paths = { endpoints: '/api/v1/endpoints/statuses?page=1&pageSize=1', suites: '/api/v1/suites/statuses?page=1&pageSize=1', config: '/api/v1/config' }

/** The year 1 is Go's time that was never set. */
const setTime = (value: unknown) => (typeof value === 'string' && value.startsWith('0001-') ? undefined : text(value))
const endpointShape = shape({ key: id, name: text, group: text, results: anything })
const resultShape = shape({ success: flag, timestamp: setTime })
const configShape = shape({ announcements: anything })
const announcementShape = shape({ timestamp: id, type: text, message: text, archived: flag })

const impacts = { outage: 'major', warning: 'minor', information: 'none', operational: 'none', none: 'none' } as const

export const reader: FeedReader = {
  requests(base) {
    const { origin, pathname } = new URL(base)
    if (pathname.endsWith('.json')) return [{ key: 'endpoints', url: base }]
    const root = origin + pathname.replace(/\/(api\/v1|endpoints|suites|announcements)(\/.*)?$/, '').replace(/\/$/, '')
    const keys = /\/v1\/suites\//.test(pathname) ? (['suites', 'endpoints', 'config'] as const) : (['endpoints', 'config', 'suites'] as const)
    return keys.map((key, i) => ({ key, url: root + paths[key], ...(i ? { optional: true } : {}) }))
  },

  parse(documents, address) {
    const problems: Problem[] = []
    const config = isObject(documents.config) ? read(configShape, documents.config, 'config', problems) : undefined
    if (documents.config !== undefined && !config) problems.push({ path: 'config', message: 'left out: no object' })
    const rows = new Map<string, Row>()
    let isGatus = false
    for (const name of ['endpoints', 'suites']) {
      const document = documents[name]
      // The document of one endpoint is not in a list.
      const list = isObject(document) ? [document] : document
      if (!Array.isArray(list) || !(list.some(isEndpoint) || (config && !list.length))) {
        if (document !== undefined) problems.push({ path: name, message: 'left out: no list of endpoints' })
        continue
      }
      isGatus = true
      for (const [i, raw] of list.entries()) {
        const row = read(endpointShape, raw, `${name}.${i}`, problems)
        if (row && (!row.key || rows.has(row.key))) report(row, 'key', `unusable: "${row.key}" is none of its own`)
        else if (row) rows.set(row.key, row)
      }
    }
    if (!isGatus) throw new FeedShapeError('not a Gatus document')
    const { name, url } = pageAt(address)
    return finish(
      {
        page: { name, url },
        groups: [...new Set([...rows.values()].flatMap(({ group }) => group || []))].map((group) => ({ id: group, name: group })),
        components: [...rows.values()].map(toComponent),
        incidents: config ? toIncidents(config) : [],
        maintenances: [],
      },
      problems,
    )
  },
}

type Row = Output<typeof endpointShape> & Item

const isEndpoint = (value: unknown) => typeof at(value, 'key') === 'string' && Array.isArray(at(value, 'results'))

/** An endpoint by its newest result that can be read. */
function toComponent(row: Row): Draft<Component> {
  const last = readEach(row, 'results', resultShape, (result) => (typeof result.success === 'boolean' ? result : report(result, 'success', 'unusable: missing'))).at(-1)
  return {
    id: row.key,
    name: row.name ?? row.key,
    status: last ? (last.success ? 'operational' : 'major_outage') : 'unknown',
    groupId: row.group || undefined,
    updatedAt: last && instant(last, 'timestamp'),
  }
}

/** Each announcement as an event with one update. One that names no trouble is over once it is told. */
function toIncidents(config: Output<typeof configShape> & Item): Draft<Incident>[] {
  const ids = new Map<string, number>()
  return readEach(config, 'announcements', announcementShape, (announcement) => {
    const { timestamp, type, message, archived } = announcement
    const startedAt = instant(announcement, 'timestamp')
    if (!startedAt) return report(announcement, '', 'unusable: no time')
    const impact = word(announcement, 'type', impactWords, impacts)
    const isOver = archived || impact === 'none'
    const count = (ids.get(timestamp) ?? 0) + 1
    ids.set(timestamp, count)
    const id = count > 1 ? `${timestamp} ${count}` : timestamp
    const status = isOver ? 'resolved' : 'investigating'
    const statusLabel = impact === 'unknown' || impact === 'none' ? type : undefined
    const body = message ?? ''
    return {
      id,
      title: titleOf(body) || type || '',
      status,
      statusLabel,
      impact,
      startedAt,
      // When an archived one was over is not told.
      resolvedAt: impact === 'none' ? startedAt : undefined,
      componentIds: [],
      updates: [{ id, status: impact === 'none' ? status : 'investigating', statusLabel, at: startedAt, body, format: 'markdown' }],
    }
  })
}

/** The first line of a text in Markdown, as a title: plain, and cut at a word where it is long. */
function titleOf(body: string): string {
  // Of what is longer, the beginning is enough.
  const line = body.trim().split('\n', 1)[0]?.slice(0, 2000) ?? ''
  const plain = line.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/^[#>\s*-]+|[*`]|__/g, '').trim()
  return plain.length > 80 ? `${plain.slice(0, 80).replace(/\s+\S*$/, '')}…` : plain
}
