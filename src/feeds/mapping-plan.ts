import { componentStatuses, impacts, incidentStatuses, indicators, maintenanceStatuses } from '../model/words.ts'
import type { Update } from '../model/snapshot.ts'
import { type FeedRequest, FeedShapeError } from './feed.ts'
import { type Expression, kindOf, readExpression } from './mapping-expression.ts'
import { readTimes, type Times } from './mapping-times.ts'
import { isObject } from './shape.ts'

/** A mapping, read: what is to be asked for, and each expression that makes a field. */

export type Fields = ReadonlyMap<string, Expression>

export interface List {
  /** "components", "incidents.updates". */
  readonly path: string
  readonly each: Expression
  readonly fields: Fields
  /** Without these, an item is none. */
  readonly needed: readonly string[]
}

export interface EventList extends List {
  readonly updates?: (List & { readonly format: Update['format'] }) | undefined
}

export interface Plan {
  /** In place of the document at the feed's address. */
  readonly documents?: readonly FeedRequest[] | undefined
  readonly page: Fields
  readonly claim: Fields | undefined
  readonly groups: List | undefined
  readonly components: List | undefined
  readonly incidents: EventList | undefined
  readonly maintenances: EventList | undefined
  /** `updatedAt` and `generatedAt`. */
  readonly times: Fields
  readonly words: Words
  readonly clock: Times
}

/** The words that each table of a mapping leads to. */
const tables = { component: componentStatuses, incident: incidentStatuses, maintenance: maintenanceStatuses, impact: impacts, indicator: indicators } as const
type Tables = typeof tables
type Words = { readonly [K in keyof Tables]: Readonly<Record<string, Tables[K][number]>> }

const eventFields = ['id', 'title', 'status', 'url', 'componentIds']
const topFields = ['updatedAt', 'generatedAt']
const parts = ['documents', 'page', 'claim', 'groups', 'components', 'incidents', 'maintenances', ...topFields, 'words', 'times']
const formats = ['text', 'markdown', 'html'] as const

/** `$schema` and `$comment` are for others. */
function check(value: object, path: string, known: readonly string[]) {
  for (const key of Object.keys(value)) {
    if (known.includes(key) || key.startsWith('$')) continue
    // A list that is misspelt and passed over would be a page without incidents.
    throw new FeedShapeError(`${path ? `${path}: ` : ''}"${key}" is none of ${known.join(', ')}`)
  }
}

/** @throws FeedShapeError that says what in the mapping cannot be used */
export function readPlan(mapping: unknown): Plan {
  /** The object at a key of the mapping; it must hold nothing but what is known. */
  function part(owner: unknown, path: string, known: readonly string[]): Readonly<Record<PropertyKey, unknown>> | undefined {
    const key = path.slice(path.lastIndexOf('.') + 1)
    const value = isObject(owner) && Object.hasOwn(owner, key) ? owner[key] : undefined
    if (value === undefined) return undefined
    if (!isObject(value)) throw new FeedShapeError(`${path} is ${kindOf(value)}: it must be an object`)
    check(value, path, known)
    return value
  }
  function list(owner: unknown, path: string, names: readonly string[], needed: readonly string[], others: readonly string[] = []): (List & { raw: object }) | undefined {
    const raw = part(owner, path, ['each', ...names, ...others])
    const each = raw && readFields(raw, path, ['each'], ['each']).get('each')
    return raw && each && { raw, path, each, needed, fields: readFields(raw, path, names, needed) }
  }
  function events(path: string, names: readonly string[]): EventList | undefined {
    const events = list(mapping, path, [...eventFields, ...names], ['id', 'title'], ['updates'])
    const updates = events && list(events.raw, `${path}.updates`, ['id', 'at', 'status', 'body'], ['at'], ['format'])
    return events && { ...events, updates: updates && { ...updates, format: readChoice(Reflect.get(updates.raw, 'format') ?? 'text', `${path}.updates.format`, formats) } }
  }

  if (!isObject(mapping)) throw new FeedShapeError(`The mapping is ${kindOf(mapping)}: it must be an object`)
  check(mapping, '', parts)
  const page = part(mapping, 'page', ['name', 'url', 'timeZone', 'subscribeUrl'])
  const claim = part(mapping, 'claim', ['indicator', 'headline'])
  const words = part(mapping, 'words', Object.keys(tables))
  const times = part(mapping, 'times', ['zone', 'format'])
  const table = <W extends string>(name: string, ours: readonly W[]) => readTable(words && Object.hasOwn(words, name) ? words[name] : {}, `words.${name}`, ours)
  const plan: Plan = {
    documents: readDocuments(mapping),
    page: page ? readFields(page, 'page', ['name', 'url', 'timeZone', 'subscribeUrl']) : new Map(),
    claim: claim && readFields(claim, 'claim', ['indicator', 'headline'], ['indicator']),
    groups: list(mapping, 'groups', ['id', 'name', 'description'], ['id']),
    components: list(mapping, 'components', ['id', 'name', 'description', 'status', 'groupId', 'url', 'updatedAt'], ['id']),
    incidents: events('incidents', ['impact', 'startedAt', 'resolvedAt']),
    maintenances: events('maintenances', ['scheduledStart', 'scheduledEnd', 'firstScheduledEnd', 'startedAt', 'completedAt']),
    times: readFields(mapping, '', topFields),
    words: {
      component: table('component', tables.component),
      incident: table('incident', tables.incident),
      maintenance: table('maintenance', tables.maintenance),
      impact: table('impact', tables.impact),
      indicator: table('indicator', tables.indicator),
    },
    clock: readTimes(times?.zone, times?.format),
  }
  if (!plan.claim && !plan.components && !plan.incidents && !plan.maintenances) throw new FeedShapeError('The mapping has neither components nor incidents, maintenances or a claim: there is nothing to show')
  return plan
}

/** The expressions at these keys, those that are needed first. */
function readFields(owner: object, path: string, names: readonly string[], needed: readonly string[] = []): Fields {
  const found = new Map<string, Expression>()
  for (const name of new Set([...needed, ...names])) {
    const text: unknown = Object.hasOwn(owner, name) ? Reflect.get(owner, name) : undefined
    if (text !== undefined) found.set(name, readExpression(text, path ? `${path}.${name}` : name))
    else if (needed.includes(name)) throw new FeedShapeError(`${path} has no "${name}", which it needs`)
  }
  return found
}

function readChoice<C extends string>(value: unknown, path: string, choices: readonly C[]): C {
  const choice = choices.find((known) => known === value)
  if (choice === undefined) throw new FeedShapeError(`${path} is ${kindOf(value)}: it must be one of ${choices.join(', ')}`)
  return choice
}

/** A table of words, without what it would inherit. */
function readTable<W extends string>(raw: unknown, path: string, words: readonly W[]): Readonly<Record<string, W>> {
  if (!isObject(raw)) throw new FeedShapeError(`${path} is ${kindOf(raw)}: it must be an object`)
  const table: Record<string, W> = Object.create(null)
  for (const [word, ours] of Object.entries(raw)) table[word] = readChoice(ours, `${path}.${word}`, words)
  return table
}

function readDocuments(mapping: Readonly<Record<PropertyKey, unknown>>): FeedRequest[] | undefined {
  const { documents } = mapping
  if (documents === undefined) return undefined
  if (!isObject(documents)) throw new FeedShapeError(`documents is ${kindOf(documents)}: it must be an object`)
  const requests = Object.entries(documents).map(([key, value]): FeedRequest => {
    const path = `documents.${key}`
    // So it can stand in an expression as it is, and is no `__proto__`.
    if (!/^[a-z]\w*$/i.test(key)) throw new FeedShapeError(`documents: "${key}" is no name for a document, which is of letters and digits`)
    const document = typeof value === 'string' ? { url: value } : value
    if (!isObject(document) || typeof document.url !== 'string') throw new FeedShapeError(`${path} is ${kindOf(value)}: it must be an address, or an object with a "url"`)
    check(document, path, ['url', 'when', 'optional', 'format'])
    return {
      key,
      url: document.url,
      when: readChoice(document.when ?? 'now', `${path}.when`, ['now', 'history']),
      format: readChoice(document.format ?? 'json', `${path}.format`, ['json', 'text']),
      ...(document.optional === true ? { optional: true } : {}),
    }
  })
  if (!requests.some(({ optional, when }) => !optional && when === 'now')) throw new FeedShapeError('documents: at least one must be neither optional nor of history')
  return requests
}
