import type { Component, Problem, Update } from '../model/snapshot.ts'
import { componentStatuses, impacts, incidentStatuses, indicators, maintenanceStatuses } from '../model/words.ts'
import { FeedAddressError, type FeedReader, type FeedRequest, FeedShapeError } from './feed.ts'
import { type Evaluator, evaluator, type Expression, kindOf } from './mapping-expression.ts'
import { type EventList, type Fields, type List, type Plan, readPlan } from './mapping-plan.ts'
import { type Draft, finish, type Item, link, pageAt, read, report, statusOf, timeZone, word } from './read.ts'

/**
 * A feed of one's own, read as a mapping in JSON says: the README's "A feed of your own". A mapping gives a JMESPath
 * expression for each field of the model. A wrong one is met as an error that says which expression gave what; of a
 * document, whatever does not fit costs its own item, as in every adapter.
 */

/** Of each list so many are read: none longer is a page that anybody looks at. */
const maxItems = 10_000

/** @throws FeedShapeError that says what in the mapping cannot be used */
export function mappingReader(mapping: unknown): FeedReader {
  const plan = readPlan(mapping)
  return {
    requests: (base) => plan.documents?.map((request) => ({ ...request, url: resolve(request.url, base) })) ?? [{ key: 'document', url: base }],

    parse(documents, address) {
      const requests: readonly FeedRequest[] = plan.documents ?? [{ key: 'document', url: '' }]
      const missing = requests.filter(({ key }) => documents[key] === undefined)
      const needed = missing.find(({ optional, when }) => !optional && when !== 'history')
      if (needed) throw new FeedShapeError(`The document "${needed.key}" is missing`)
      const data = plan.documents ? Object.fromEntries(requests.map(({ key }) => [key, documents[key] ?? null])) : documents.document
      return new Reading(plan, data, new Set(missing.map(({ key }) => key))).snapshot(address)
    },
  }
}

/** Where a document stands: as a link on the page at the feed's address would lead to it. */
function resolve(url: string, base: string): string {
  const { href, protocol } = URL.canParse(url, base) ? new URL(url, base) : { href: url, protocol: '' }
  if (!/^https?:$/.test(protocol)) throw new FeedAddressError(`"${url}" in the mapping's documents is no address of the web.`)
  return href
}

/** What the expressions of an item have given, as text. */
type Row = Item & { readonly [field: string]: string | undefined }

const isWord = (name: string) => /^(status|impact|indicator)$/.test(name)
const isTime = (name: string) => /(At|^at|Start|End)$/.test(name)

/** One reading of the documents. */
class Reading {
  readonly #plan: Plan
  readonly #data: unknown
  readonly #missing: ReadonlySet<string>
  readonly #expressions: Evaluator
  readonly #problems: Problem[] = []

  constructor(plan: Plan, data: unknown, missing: ReadonlySet<string>) {
    this.#plan = plan
    this.#data = data
    this.#missing = missing
    this.#expressions = evaluator(data)
  }

  snapshot(address: string | undefined) {
    const { words, clock, ...plan } = this.#plan
    const page = this.#row(plan.page, this.#data, 'page')
    const claim = plan.claim && this.#row(plan.claim, this.#data, 'claim')
    const times = this.#row(plan.times, this.#data, 'snapshot')
    const components = this.#list(plan.components, this.#data, 'components', (row): Draft<Component> => ({
      id: row.id ?? '',
      name: row.name || (row.id ?? ''),
      description: row.description,
      ...toStatus(row, componentStatuses, words.component),
      groupId: row.groupId || undefined,
      url: link(row, 'url'),
      updatedAt: clock.read(row, 'updatedAt'),
    }))
    return finish(
      {
        page: {
          name: page?.name || pageAt(address).name,
          // The feed's address is where its documents are, which is no page for people.
          url: page && link(page, 'url'),
          timeZone: page && timeZone(page, 'timeZone'),
          subscribeUrl: page && link(page, 'subscribeUrl'),
        },
        claim: claim?.indicator === undefined ? undefined : { indicator: word(claim, 'indicator', indicators, words.indicator), headline: claim.headline },
        groups: plan.groups
          ? this.#list(plan.groups, this.#data, 'groups', (row) => ({ id: row.id ?? '', name: row.name || (row.id ?? ''), description: row.description }))
          : [...new Set(components.flatMap(({ groupId }) => groupId ?? []))].map((id) => ({ id, name: id })),
        components,
        incidents: this.#list(plan.incidents, this.#data, 'incidents', (row, current, path) => {
          const event = this.#event(plan.incidents, row, current, path, words.incident)
          const startedAt = clock.read(row, 'startedAt')
          if (!startedAt && !event.updates.length) return row.startedAt ? undefined : this.#lose(plan.incidents?.fields.get('startedAt'), current, row, 'startedAt')
          return {
            ...event,
            ...toStatus(row, incidentStatuses, words.incident),
            impact: row.impact === undefined ? 'unknown' : word(row, 'impact', impacts, words.impact),
            startedAt,
            resolvedAt: clock.read(row, 'resolvedAt'),
          }
        }),
        maintenances: this.#list(plan.maintenances, this.#data, 'maintenances', (row, current, path) => ({
          ...this.#event(plan.maintenances, row, current, path, words.maintenance),
          ...toStatus(row, maintenanceStatuses, words.maintenance),
          scheduledStart: clock.read(row, 'scheduledStart'),
          scheduledEnd: clock.read(row, 'scheduledEnd'),
          firstScheduledEnd: clock.read(row, 'firstScheduledEnd'),
          startedAt: clock.read(row, 'startedAt'),
          completedAt: clock.read(row, 'completedAt'),
        })),
        updatedAt: times && clock.read(times, 'updatedAt'),
        generatedAt: times && clock.read(times, 'generatedAt'),
      },
      this.#problems,
    )
  }

  /** What both kinds of event have in the same form. */
  #event(list: EventList | undefined, row: Row, current: unknown, path: string, words: Readonly<Record<string, Update['status']>> | undefined) {
    const ids = new Map<string, number>()
    const updates = list?.updates
    return {
      id: row.id ?? '',
      title: row.title ?? '',
      url: link(row, 'url'),
      componentIds: this.#ids(list?.fields.get('componentIds'), current, row),
      updates: this.#list(updates, current, `${path}.updates`, (update): Draft<Update> | undefined => {
        const at = this.#plan.clock.read(update, 'at')
        if (!at) return undefined
        const count = (ids.get(at) ?? 0) + 1
        ids.set(at, count)
        // Two of one moment are still two.
        const id = update.id ?? (count > 1 ? `${at} ${count}` : at)
        return { id, at, body: update.body ?? '', format: updates?.format ?? 'text', ...toStatus(update, [...incidentStatuses, ...maintenanceStatuses], words) }
      }),
    }
  }

  #ids(expression: Expression | undefined, current: unknown, row: Row): string[] {
    const result = expression && this.#expressions.evaluate(expression, current)
    const found = result?.value ?? []
    if (expression && result?.failure) report(row, 'componentIds', `left out: ${this.#expressions.explain(expression, result, current)}`)
    return (Array.isArray(found) ? found : [found]).flatMap((id: unknown) =>
      id == null || id === '' ? [] : typeof id === 'string' || typeof id === 'number' ? `${id}` : (report(row, 'componentIds', `left out: ${kindOf(id)} is no id`) ?? []),
    )
  }

  /** Each item of a list that can be used; the others are reported. */
  #list<T>(list: List | undefined, current: unknown, path: string, convert: (row: Row, current: unknown, path: string) => T | undefined): T[] {
    if (!list) return []
    const items = this.#items(list, current, path)
    const seen = new Set<string>()
    const from = this.#problems.length
    const kept = items.flatMap((item, i) => {
      const place = `${path}.${i}`
      const row = this.#row(list.fields, item, place, list.needed)
      if (row?.id === undefined) return (row && convert(row, item, place)) ?? []
      if (seen.has(row.id)) return report(row, 'id', `unusable: "${row.id}" is none of its own`) ?? []
      seen.add(row.id)
      return convert(row, item, place) ?? []
    })
    const first = this.#problems[from]
    // One that is wrong is the feed's fault, all of them the mapping's.
    if (path === list.path && !kept.length && items.length > 1 && first) throw new FeedShapeError(`None of ${items.length} ${path} can be used. ${first.path}: ${first.message}`)
    return kept
  }

  #items(list: List, current: unknown, path: string): unknown[] {
    const result = this.#expressions.evaluate(list.each, current)
    if (Array.isArray(result.value)) {
      if (result.value.length > maxItems) this.#problems.push({ path, message: `left out: what comes after the first ${maxItems}` })
      return result.value.slice(0, maxItems)
    }
    if (this.#isAwaited(list.each)) return []
    const why = this.#expressions.explain(list.each, result, current)
    const hint = result.failure || result.value == null ? '' : '; it must give a list'
    if (path === list.path) throw new FeedShapeError(`${list.each.path} ${why}${hint}`)
    this.#problems.push({ path, message: `left out: ${why}${hint}` })
    return []
  }

  /** What each expression gives, as text. What gives something else is left out and reported; undefined where it is needed. */
  #row(fields: Fields, current: unknown, path: string, needed: readonly string[] = []): Row | undefined {
    const texts: Record<string, string> = Object.create(null)
    for (const [name, expression] of fields) {
      if (name === 'componentIds') continue
      const result = this.#expressions.evaluate(expression, current)
      const text = this.#text(name, result.value)
      if (text) {
        texts[name] = text
        continue
      }
      const isNeeded = needed.includes(name)
      const isNothing = !result.failure && (text === '' || result.value == null)
      if (isNeeded || !(isNothing && !isWord(name)) && !this.#isAwaited(expression)) {
        this.#problems.push({ path: `${path}.${name}`, message: `${isNeeded ? 'unusable' : 'left out'}: ${this.#expressions.explain(expression, result, current)}` })
      }
      if (isNeeded) return undefined
    }
    return read({ safeParse: () => ({ data: { ...texts } }) }, texts, path, this.#problems)
  }

  /** True for what asks for a document that is not there yet, or not at all: nothing is wrong about that it says nothing. */
  #isAwaited({ names }: Expression): boolean {
    return [...this.#missing].some((key) => names.has(key))
  }

  /** Empty for what was never set, undefined for what is no text. */
  #text(name: string, value: unknown): string | undefined {
    if (isTime(name)) return typeof value === 'string' || typeof value === 'number' ? this.#plan.clock.write(value) : undefined
    return typeof value === 'string' ? value : typeof value === 'number' || (typeof value === 'boolean' && isWord(name)) ? `${value}` : undefined
  }

  #lose(expression: Expression | undefined, current: unknown, row: Row, key: string): undefined {
    return report(row, key, `unusable: ${expression ? this.#expressions.explain(expression, this.#expressions.evaluate(expression, current), current) : 'no time'}`)
  }
}

/** `statusOf`; that a word is missing was said already, or the mapping has none. */
const toStatus = <W extends string>(row: Row, words: readonly W[], aliases?: Readonly<Record<string, W>>) => (row.status === undefined ? { status: 'unknown' as const } : statusOf(row, words, aliases))
