import { FeedAddressError, type FeedReader, FeedShapeError } from '../../src/feeds/feed.ts'
import { reader as native } from '../../src/feeds/native.ts'
import { changesBetween } from '../../src/model/changes.ts'
import { deriveIndicator } from '../../src/model/indicator.ts'
import { mergeSnapshots } from '../../src/model/merge.ts'
import { share } from '../../src/model/share.ts'
import { snapshotSchema, type StatusSnapshot } from '../../src/model/snapshot.ts'
import { isWorse } from '../../src/model/words.ts'
import { freeze } from '../feeds/fixture.ts'
import type { Documents } from './mutations.ts'

/** What holds of every adapter, whatever it is given. */

/** A read may take so long, on any machine. */
export const mostMs = 1000

class Violation extends Error {
  override readonly name = 'Violation'
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Violation(what)
}

/** As JSON, the keys in one order; only what JSON can say may stand in it, and null only where the model has it. */
const canonical = (snapshot: unknown): string =>
  JSON.stringify(snapshot, (key, value: unknown) => {
    demand(value !== undefined && (value !== null || key === 'ratio') && typeof value !== 'function', `${key} is ${String(value)}`)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
  })

const isUnique = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id)).size === items.length

function checkSnapshot(snapshot: StatusSnapshot, text: string) {
  const { groups, components, incidents, maintenances } = snapshot
  for (const [name, list] of Object.entries({ groups, components, incidents, maintenances })) demand(isUnique(list), `two ${name} of one id: ${list.map(({ id }) => id).join(' | ')}`)
  for (const { id, updates } of [...incidents, ...maintenances]) {
    demand(isUnique(updates), `two updates of ${id} of one id: ${updates.map((update) => update.id).join(' | ')}`)
    demand(updates.every(({ at }, i) => Date.parse(at) <= Date.parse(updates[i - 1]?.at ?? at)), `updates of ${id} out of order`)
  }
  for (const { id, groupId } of components) demand(groupId === undefined || groups.some((group) => group.id === groupId), `${id} is in no group that is there`)
  for (const { url } of [snapshot.page, ...components, ...incidents, ...maintenances]) demand(url === undefined || /^https?:/i.test(url), `${url} is no web address`)
  demand(!isWorse(deriveIndicator(snapshot), snapshot.indicator), `the whole is ${snapshot.indicator}, its parts are worse`)
  // Our own format says the same of it again.
  const again = canonical(native.parse({ snapshot: JSON.parse(text) }))
  if (again !== text) throw new Violation(`not the same when read as our own:\n${difference(text, again)}`)
}

/** What the model makes of two snapshots, the second of them new. */
function checkModel(before: StatusSnapshot, after: StatusSnapshot, text: string) {
  demand(share(after, JSON.parse(text)) === after, 'an equal snapshot is not shared')
  demand(canonical(share(before, after)) === text, 'sharing changes what is shared')
  demand(changesBetween(after, after).length === 0, 'changes where nothing is changed')
  changesBetween(before, after)
  const merged = mergeSnapshots([{ key: 'a', snapshot: before }, { key: 'b', snapshot: after }])
  demand(!snapshotSchema.safeParse(merged).error, 'two that are merged are not of the schema')
}

function difference(a: string, b: string): string {
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return [a, b].map((text) => text.slice(Math.max(0, i - 80), i + 80)).join('\n')
}

/** What a task gave, and how long it took. */
export function timer<T>(task: () => T): { value: T; ms: number } {
  const begin = performance.now()
  const value = task()
  return { value, ms: performance.now() - begin }
}

export interface Read {
  /** Absent where the documents are not the feed's. */
  snapshot: StatusSnapshot | undefined
  ms: number
}

/** Documents as they come must be refused in words or become a valid snapshot, in good time; whatever else happens is thrown. */
export function checkRead(reader: FeedReader, documents: Documents, page: string): Read {
  const parse = (): StatusSnapshot | undefined => {
    try {
      return reader.parse(freeze(documents), page)
    } catch (error) {
      if (error instanceof FeedShapeError) return undefined
      throw error
    }
  }
  let { value: snapshot, ms } = timer(parse)
  // The machine may have had other things to do.
  if (ms > mostMs) ms = Math.min(ms, timer(parse).ms)
  demand(ms <= mostMs, `takes ${ms.toFixed()} ms`)
  const { error } = snapshot ? snapshotSchema.safeParse(snapshot) : {}
  if (error) throw new Violation(`not of the schema: ${JSON.stringify(error.issues)}`)
  demand(Object.keys(Object.prototype).length === 0, 'Object.prototype is changed')
  return { snapshot, ms }
}

/** `checkRead`, and all else that holds of a snapshot. */
export function check(reader: FeedReader, documents: Documents, page: string, before: StatusSnapshot): Read {
  const { snapshot, ms } = checkRead(reader, documents, page)
  try {
    for (const request of reader.more?.(documents, page) ?? []) demand(URL.canParse(request.url), `${request.url} is no address`)
  } catch (error) {
    if (!(error instanceof FeedAddressError)) throw error
  }
  if (snapshot) {
    const text = canonical(snapshot)
    demand(canonical(reader.parse(documents, page)) === text, 'not read twice the same')
    checkSnapshot(snapshot, text)
    checkModel(before, freeze(snapshot), text)
  }
  return { snapshot, ms }
}
