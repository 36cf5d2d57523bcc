import type { Component, Incident, Problem } from '../model/snapshot.ts'
import { type ComponentStatus, type Impact, impacts as impactWords, incidentStatuses } from '../model/words.ts'
import { type FeedReader, FeedShapeError, has } from './feed.ts'
import { type Draft, finish, instant, type Item, newestFirst, pageAt, read, readEach, readList, report, word } from './read.ts'
import { anything, id, key, type Output, shape, text } from './shape.ts'

/**
 * The dashboards of Google Cloud and Google Workspace: https://status.cloud.google.com/incidents.schema.json
 * Seen in answers of November 2020 to June 2026.
 *
 * Traps, each with a test:
 * - It is a history of 50 KB to 4 MB, with what goes on somewhere in it. Only `end` tells what is over: it is missing or
 *   null of what is not. All that is open is kept, and so much of the rest as is the newest; what is left out is said.
 * - `status_impact` is the worst that an incident was; its newest update says how it is. "AVAILABLE" without an end has
 *   recovered, and is watched. Before 2021 neither was there, only a severity.
 * - `begin` may be a year too late, by a slip of the hand: nothing begins after its last change.
 * - Before 2021 there was no id, and numbers repeat from product to product: the address is the id.
 * - `service_name` is "Multiple Products" (`zall`) where there are several, and `affected_products` names them.
 * - `external_desc` may be of several lines, with "**Title:**" above the title. Texts are Markdown where they have marks.
 * - Products are in a second document, which tells nothing of their status; maintenances are not told at all.
 */

const mostPast = 100
const longestTitle = 140

const code = (value: unknown) => (value == null ? undefined : key(value))
const incidentShape = shape({
  id: text, uri: text, number: code, begin: text, created: text, modified: text, end: text, external_desc: text, severity: text,
  status_impact: text, service_key: text, service_name: text, affected_products: anything, updates: anything,
}) // prettier-ignore
const updateShape = shape({ when: text, created: text, status: text, text })
const productShape = shape({ id, title: text, current_title: text })
const productsShape = shape({ products: anything })

type Row = Output<typeof incidentShape> & Item

const impacts: Readonly<Record<string, Impact>> = { SERVICE_OUTAGE: 'critical', SERVICE_DISRUPTION: 'major', SERVICE_INFORMATION: 'none', high: 'major', medium: 'minor', low: 'none' }
const open = { SERVICE_OUTAGE: 'investigating', SERVICE_DISRUPTION: 'investigating', SERVICE_INFORMATION: 'investigating', AVAILABLE: 'monitoring' } as const
const closed = { ...open, AVAILABLE: 'resolved' } as const
const componentStatuses: Readonly<Record<Impact, ComponentStatus>> = { critical: 'major_outage', major: 'partial_outage', minor: 'degraded_performance', none: 'degraded_performance', unknown: 'unknown' }
const hasMarks = /\*\*\S|\]\(|^#{1,6}\s|^\|.*\|/m
const worstFirst: readonly ComponentStatus[] = ['major_outage', 'partial_outage', 'degraded_performance', 'unknown', 'operational']

export const reader: FeedReader = {
  requests(base) {
    const { pathname, origin, search } = new URL(base)
    const isOther = pathname.endsWith('.json') && !documentPath.test(pathname)
    if (isOther) return [{ key: 'incidents', url: base }]
    const at = (name: string) => `${rootOf(base)}/${name}.json${pathname.endsWith('.json') ? search : ''}`
    return [
      { key: 'incidents', url: origin + pathname === `${rootOf(base)}/incidents.json` ? base : at('incidents') },
      { key: 'products', url: at('products'), optional: true },
    ]
  },

  parse({ incidents: document, products: listed }, address) {
    const problems: Problem[] = []
    const products = listed === undefined ? undefined : read(productsShape, listed, 'products', problems)
    const own = nameAt(address)
    const isQuiet = Array.isArray(document) && !document.length && (own || has('products')(listed))
    if (!Array.isArray(document) || !(isQuiet || document.some(has('external_desc', 'begin')))) throw new FeedShapeError('no list of Google’s incidents')

    const rows = new Map<string, Row>()
    let past = 0
    for (const [i, raw] of document.entries()) {
      const row = read(incidentShape, raw, `incidents.${i}`, problems)
      const id = row && (row.id || row.uri || row.number || '')
      if (row && (!id || rows.has(id))) report(row, '', `unusable: "${id}" is none of its own`)
      else if (row && id && !(row.end && ++past > mostPast)) rows.set(id, row)
    }
    if (past > mostPast) problems.push({ path: 'incidents', message: `left out: ${past - mostPast} that are over, all but the ${mostPast} that stand first` })

    const components = new Map<string, Component>()
    const root = own || pageAt(address).url ? rootOf(address ?? '') : undefined
    let updatedAt = ''
    if (products) for (const product of readList(products, 'products', productShape, toProduct)) components.set(product.id, { ...product, status: 'operational' })
    const incidents = [...rows].map(([id, row]) => {
      const { incident, products, now, changedAt } = toIncident(id, row, root)
      if (changedAt && changedAt > updatedAt) updatedAt = changedAt
      for (const { id, name } of now ? products : []) {
        const known = components.get(id)
        // Of what is not listed, there is only bad news.
        if (now && (known ? isWorse(now, known.status) : now !== 'operational')) components.set(id, { id, name: known?.name ?? name, status: now })
      }
      return incident
    })
    return finish(
      { page: { name: own ?? pageAt(address).name, url: root }, groups: [], components: [...components.values()], incidents, maintenances: [], updatedAt: updatedAt || undefined },
      problems,
    )
  },
}

const documentPath = /\/(?:incidents|products)\.json$/
/** What stands under a page, with a language before it or not. */
const pagePath = /\/(?:(?:incidents?|products|regional|summary|feed|[a-z]{2})(?:[./].*)?)?$/

/** The page's address, of the page's own or of what stands under it. */
function rootOf(address: string): string {
  const { origin, pathname } = new URL(address)
  const root = origin + pathname.replace(documentPath.test(pathname) ? documentPath : pagePath, '')
  return root === 'https://www.google.com/appsstatus' ? `${root}/dashboard` : root
}

/** The name of a page of Google's. */
function nameAt(address = ''): string | undefined {
  const { hostname, pathname } = new URL(URL.canParse(address) ? address : 'about:blank')
  return hostname === 'status.cloud.google.com' ? 'Google Cloud' : hostname === 'www.google.com' && /^\/appsstatus(\/|$)/.test(pathname) ? 'Google Workspace' : undefined
}

const toProduct = ({ id, title, current_title: current }: Output<typeof productShape>) => ({ id, name: current ?? title ?? id })

const isWorse = (a: ComponentStatus, b: ComponentStatus) => worstFirst.indexOf(a) < worstFirst.indexOf(b)

/** An incident; with the products that it touches, how they are while it is open, and when it was last changed. */
function toIncident(id: string, row: Row, root: string | undefined) {
  const isOver = Boolean(row.end)
  const impact = word(row, row.status_impact == null ? 'severity' : 'status_impact', impactWords, impacts)
  const products = readEach(row, 'affected_products', productShape, toProduct)
  if (!products.length && row.service_key && row.service_key !== 'zall') products.push({ id: row.service_key, name: row.service_name ?? row.service_key })
  const { updates, last } = toUpdates(row, isOver)
  const begin = instant(row, 'begin')
  const changedAt = instant(row, 'modified')
  const isLate = begin && changedAt && begin > changedAt
  if (isLate) report(row, 'begin', `"${row.begin}" is after the last change: taken to have begun when it was entered`)
  const path = row.uri?.replace(/^\/+/, '')
  const incident: Draft<Incident> = {
    id,
    title: titleOf(row.external_desc ?? '') || row.service_name || id,
    status: isOver ? 'resolved' : (updates[0]?.status ?? 'investigating'),
    statusLabel: isOver ? undefined : updates[0]?.statusLabel,
    impact,
    startedAt: begin && !isLate ? begin : instant(row, 'created'),
    resolvedAt: instant(row, 'end'),
    url: root && path && !path.includes(':') ? `${root}/${path}` : undefined,
    componentIds: [...new Set(products.map((product) => product.id))],
    updates,
  }
  const now: ComponentStatus = last === 'AVAILABLE' ? 'operational' : componentStatuses[last == null ? impact : Object.hasOwn(impacts, last) ? (impacts[last] ?? 'unknown') : 'unknown']
  return { incident, products, now: isOver ? undefined : now, changedAt }
}

/** The updates, newest first, and the word of the last one. They have no id but their time. */
function toUpdates(row: Row, isOver: boolean) {
  const ids = new Map<string, number>()
  const words = new Map<string, string | null | undefined>()
  const updates = readEach(row, 'updates', updateShape, (update) => {
    const { when, created, status, text: body = '' } = update
    const at = instant(update, 'when') ?? instant(update, 'created')
    const written = when || created || ''
    const count = (ids.get(written) ?? 0) + 1
    ids.set(written, count)
    const id = count > 1 ? `${written} ${count}` : written
    words.set(id, status)
    const ours = status == null ? 'investigating' : word(update, 'status', incidentStatuses, isOver ? closed : open)
    return {
      id,
      status: ours,
      statusLabel: ours === 'unknown' ? status : undefined,
      at,
      body: body ?? '',
      format: hasMarks.test(body ?? '') ? ('markdown' as const) : ('text' as const),
    }
  })
  const sorted = newestFirst(updates)
  const last = sorted[0] && words.get(sorted[0].id)
  // Before there was a word to each, the last one on what is over closed it.
  return { last, updates: isOver && last == null ? sorted.map((update, i) => (i ? update : { ...update, status: 'resolved' as const })) : sorted }
}

/** The first paragraph, or that under "Title:", as plain words in one line, cut at a word where it is long. */
function titleOf(description: string): string {
  const marked = description.replace(/^\s*\*\*Title:?\*\*:?\s*/i, '')
  const [paragraph = ''] = marked.trim().split(/\n\s*\n|\n(?=\*\*|#)/, 1)
  const plain = paragraph.slice(0, 2000).replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/^#+\s*|\*+(?=\S)|(?<=\S)\*+|\\(?=[^\w\s])/g, '').replace(/\s+/g, ' ').trim()
  return plain.length > longestTitle ? `${plain.slice(0, longestTitle).replace(/\s+\S*$/, '')}…` : plain
}
