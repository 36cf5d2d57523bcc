import type { Component, Problem } from '../model/snapshot.ts'
import { at, type FeedReader, FeedAddressError, FeedShapeError } from './feed.ts'
import { type Draft, finish, pageAt, read, report, statusOf } from './read.ts'
import { isObject, shape, text } from './shape.ts'

/**
 * Badges of Healthchecks, hosted at healthchecks.io or by oneself: https://healthchecks.io/docs/badges/, and the source of
 * August 2026, `hc/api/views.py` of https://github.com/healthchecks/healthchecks. A badge is one component; its API needs a key.
 *
 * Traps, each with a test:
 * - The JSON has no name, whatever the description says: that of a tag stands in the address, any other in the badge
 *   for Shields.io.
 * - A badge of no checks is "up". So is one of checks that are paused or were never run, which nothing tells.
 * - A badge of many checks is "down" when one of them is.
 * - Addresses with "-2", or "/b/2/", call "up" what is late: that was the owner's choice.
 */

const count = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)
const badgeShape = shape({ status: text, total: count, grace: count, down: count })
const shieldsShape = shape({ label: text })
const words = ['operational', 'degraded_performance', 'major_outage'] as const
const aliases = { up: 'operational', late: 'degraded_performance', down: 'major_outage' } as const

/** Of a project, of a tag, or of one check; in each format. */
const address = /^(.*\/(?:badge\/[^/]+\/[\w-]+(?:\/([^/]+))?|b\/[23]\/[\w-]+))\.(?:svg|json|shields)$/

export const reader: FeedReader = {
  requests(base) {
    const { origin, pathname } = new URL(base)
    const [, path, tag] = address.exec(pathname) ?? []
    if (path) return [{ key: 'badge', url: `${origin}${path}.json` }, ...(tag ? [] : [{ key: 'shields', url: `${origin}${path}.shields`, optional: true }])]
    if (pathname.endsWith('.json')) return [{ key: 'badge', url: base }]
    throw new FeedAddressError('Give the URL of a badge as JSON: https://healthchecks.io/badge/….json or https://healthchecks.io/b/3/….json')
  },

  parse({ badge, shields }, page = '') {
    const problems: Problem[] = []
    const raw = isObject(badge) && typeof badge.status === 'string' && count(badge.total) !== undefined ? read(badgeShape, badge, 'badge', problems) : undefined
    if (!raw) throw new FeedShapeError('not a badge of Healthchecks')
    const label = at(shields, 'label') === undefined ? undefined : read(shieldsShape, shields, 'shields', problems)?.label
    const tag = tagIn(page)
    const { name } = pageAt(page)
    const { total = 0, down = 0 } = raw
    const said = statusOf(raw, words, aliases)
    const component: Draft<Component> = { id: tag ?? 'badge', name: label || tag || name, ...said, statusLabel: raw.status === 'late' ? raw.status : said.statusLabel }
    if (total < 1) {
      report(raw, 'total', 'of no checks: taken to be unknown')
      component.status = 'unknown'
    } else if (down > 0) {
      if (raw.status === 'up' || raw.status === 'late') report(raw, 'status', `"${raw.status}", and yet ${down} are down`)
      component.status = down < total ? 'partial_outage' : 'major_outage'
    }
    return finish({ page: { name: label || name }, groups: [], components: [component], incidents: [], maintenances: [] }, problems)
  },
}

function tagIn(page: string): string | undefined {
  const tag = URL.canParse(page) ? address.exec(new URL(page).pathname)?.[2] : undefined
  try {
    return tag && decodeURIComponent(tag)
  } catch {
    return tag
  }
}
