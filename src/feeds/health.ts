import type { Component, ComponentGroup, Problem } from '../model/snapshot.ts'
import { componentIndicator, type ComponentStatus, componentStatuses, type Indicator, isWorse, worst } from '../model/words.ts'
import { type FeedReader, FeedAddressError, FeedShapeError } from './feed.ts'
import { type Draft, finish, instant, type Item, pageAt, read, report, word } from './read.ts'
import { anything, isObject, shape, text } from './shape.ts'

/**
 * A service's own word about its health: Spring Boot's Actuator, https://docs.spring.io/spring-boot/api/rest/actuator/health.html,
 * as described in November 2025, and `application/health+json`, the draft of https://github.com/inadarei/rfc-healthcheck,
 * expired in 2022. No server lets other origins read it unless it is told to.
 *
 * Traps, each with a test:
 * - One that is not well answers with 503. Its body is read where the content type is one of these two.
 * - Details and outputs can give away what is behind a service, and are not read.
 * - Parts hold parts, and say no more than the worst of these; Spring Boot 2.0 and 2.1 called the outermost `details`.
 * - A part of the draft has a name of two halves, several nodes and perhaps no status: then it is but a figure.
 * - Words come in any case, and either vocabulary may stand in either shape. One's own words are allowed.
 */

const healthShape = shape({ status: text, components: anything, details: anything, checks: anything, description: text })
const partShape = shape({ status: text, components: anything })
const checkShape = shape({ status: text, componentId: text, time: text })

const words: Readonly<Record<string, ComponentStatus>> = {
  up: 'operational', pass: 'operational', ok: 'operational', warn: 'degraded_performance',
  down: 'major_outage', out_of_service: 'major_outage', fail: 'major_outage', error: 'major_outage',
} // prettier-ignore

export const reader: FeedReader = {
  requests(base) {
    if (new URL(base).pathname === '/') throw new FeedAddressError('Give the URL of the health document itself: https://…/actuator/health')
    return [{ key: 'health', url: base }]
  },

  parse({ health }, address) {
    const problems: Problem[] = []
    const root = isObject(health) && typeof health.status === 'string' ? read(healthShape, health, 'health', problems) : undefined
    if (!root) throw new FeedShapeError('not a health document')
    const found: Found = { groups: [], components: [], ids: new Set(), problems }
    const parts = isObject(root.components) ? 'components' : 'details'
    if (isObject(root.checks)) addChecks(root.checks, found)
    else if (isObject(root[parts])) addParts(root[parts], `health.${parts}`, [], found)
    const own = statusIn(root)
    const name = root.description || pageAt(address).name
    return finish(
      {
        page: { name },
        claim: { indicator: componentIndicator(own.status) },
        groups: found.groups,
        components: found.components.length ? found.components : [{ id: 'health', name, ...own }],
        incidents: [],
        maintenances: [],
      },
      problems,
    )
  },
}

interface Found {
  groups: ComponentGroup[]
  components: Draft<Component>[]
  ids: Set<string>
  problems: Problem[]
}

function statusIn(item: Item & { readonly status?: string | null | undefined }) {
  const own = item.status?.toLowerCase()
  const status = word({ ...item, status: own }, 'status', componentStatuses, words)
  return { status, statusLabel: own === 'out_of_service' ? 'Out of service' : status === 'unknown' && own !== status ? item.status : undefined }
}

function add(item: Item, component: Draft<Component>, { components, ids }: Found): void {
  if (!component.id || ids.has(component.id)) return report(item, '', `unusable: "${component.id}" is none of its own`)
  ids.add(component.id)
  components.push(component)
}

/** The parts of a part, the outermost as groups. One that is worse off than all of its own stands among them. */
function addParts(parts: Readonly<Record<string, unknown>>, place: string, names: readonly string[], found: Found): Indicator[] {
  return Object.entries(parts).flatMap(([name, raw]) => {
    // What is no part is a detail of the older form.
    if (place === 'health.details' && typeof raw !== 'object') return []
    const part = read(partShape, raw, `${place}.${name}`, found.problems)
    if (!part) return []
    const path = [...names, name]
    const inner = isObject(part.components) ? addParts(part.components, `${place}.${name}.components`, path, found) : []
    const own = statusIn(part)
    const indicator = componentIndicator(own.status)
    if (inner.length && !names.length) found.groups.push({ id: name, name })
    const isAlone = !inner.length && !names.length
    if (!inner.length || isWorse(indicator, worst(inner))) add(part, { id: path.join('/'), name: path.slice(names.length ? 1 : 0).join(' / '), ...own, groupId: isAlone ? undefined : path[0] }, found)
    return [indicator, ...inner]
  })
}

const nameOf = (check: string) => check.split(':', 1)[0] ?? ''

/** "NAME:MEASURE" with one entry a node. Those that share a name are a group. */
function addChecks(checks: Readonly<Record<string, unknown>>, found: Found): void {
  const counts = new Map<string, number>()
  for (const key of Object.keys(checks)) counts.set(nameOf(key), (counts.get(nameOf(key)) ?? 0) + 1)
  for (const [name, count] of counts) if (name && count > 1) found.groups.push({ id: name, name })
  for (const [key, value] of Object.entries(checks)) {
    const nodes: unknown[] = Array.isArray(value) ? value : [value]
    const name = nameOf(key)
    const isGrouped = name !== '' && (counts.get(name) ?? 0) > 1
    const label = isGrouped ? key.slice(name.length + 1) || name : key
    for (const [i, raw] of nodes.entries()) {
      const check = read(checkShape, raw, `health.checks.${key}.${i}`, found.problems)
      if (!check) continue
      if (!check.status) {
        report(check, 'status', 'left out: a figure without a status')
        continue
      }
      const node = nodes.length > 1 ? ` ${check.componentId || i + 1}` : ''
      const id = found.ids.has(key + node) ? `${key}${node} ${i + 1}` : key + node
      add(check, { id, name: label + node, ...statusIn(check), groupId: isGrouped ? name : undefined, updatedAt: instant(check, 'time') }, found)
    }
  }
}
