import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import type { Adapter } from '../feeds/fixture.ts'
import { stringsOf, withTexts } from './strangers-payloads.ts'

/** What of an adapter's documents can be put where in a snapshot. */
export interface Plan {
  adapter: Adapter
  /**
   * Texts that come through whatever they are, names and labels for instance: those of a list are replaced all at once.
   * In lists of their own stand those that are lost beside the others, and once more those that are no words of a
   * vocabulary, for a state of its own makes every other part look otherwise.
   */
  floods: readonly (readonly string[])[]
  /**
   * All others: they are replaced one at a time, for what they may be is the adapter's to say. Each with the snapshots in
   * which nothing is seen of what stands in its place, as JSON, and what these consist of.
   */
  bound: ReadonlyMap<string, { same: readonly string[]; known: ReadonlySet<string> }>
}

/** The snapshot of an adapter's documents with some texts replaced; undefined where these are none of its feed any more. */
function parseWith({ fixture, reader }: Adapter, texts: ReadonlyMap<string, string>): StatusSnapshot | undefined {
  try {
    return reader.parse(withTexts(fixture.documents, texts), fixture.page)
  } catch {
    return undefined
  }
}

/** Without what nobody is shown. */
const shownOf = (snapshot: StatusSnapshot) => ({ ...snapshot, problems: [] })
const shownTexts = (snapshot: StatusSnapshot) => stringsOf(shownOf(snapshot))

const markers = (texts: readonly string[]) => new Map(texts.map((text, i) => [text, `zq${i}qz`]))

const wordsOf = ({ indicator, components, incidents, maintenances }: StatusSnapshot) =>
  JSON.stringify([indicator, [...components, ...incidents, ...maintenances].map(({ status }) => status)])

export function planFor(adapter: Adapter): Plan {
  const texts = [...stringsOf(adapter.fixture.documents)]
  const plain = parseWith(adapter, new Map())
  if (!plain) throw new Error(`the fixture of ${adapter.entry.id} is none`)
  const comeThrough = (some: readonly string[]) => {
    const marks = markers(some)
    const snapshot = parseWith(adapter, marks)
    const shown = snapshot ? [...shownTexts(snapshot)].join('\n').toLowerCase() : ''
    return some.filter((text) => shown.includes(marks.get(text) ?? '\0'))
  }
  const free = texts.filter((text) => comeThrough([text]).length)
  const floods: string[][] = []
  for (let rest = free; rest.length; ) {
    const flood = comeThrough(rest)
    floods.push(flood.length ? flood : rest.slice(0, 1))
    rest = rest.filter((text) => !floods.at(-1)?.includes(text))
  }
  floods.push(
    floods[0]?.filter((text) => {
      const snapshot = parseWith(adapter, markers([text]))
      return snapshot && wordsOf(snapshot) === wordsOf(plain)
    }) ?? [],
  )
  const bound = texts.filter((text) => !free.includes(text)).map((text) => {
    const others = [plain, parseWith(adapter, markers([text]))].filter((it) => it !== undefined)
    const same = others.map((it) => JSON.stringify(shownOf(it)))
    return [text, { same, known: new Set(others.flatMap((it) => [...shownTexts(it)])) }] as const
  })
  return { adapter, floods, bound: new Map(bound) }
}

/** The snapshot in which every text of a flood is another payload, the first of them the payload of this number. */
export function flooded({ adapter }: Plan, texts: readonly string[], payloads: readonly string[], first: number) {
  return parseWith(adapter, new Map(texts.map((text, i) => [text, payloads[(first + i) % payloads.length] ?? ''])))
}

/** The snapshot with one payload in place of one bound text, if anything of it can be seen. */
export function slipped({ adapter, bound }: Plan, text: string, payload: string): StatusSnapshot | undefined {
  const snapshot = parseWith(adapter, new Map([[text, payload]]))
  if (!snapshot || bound.get(text)?.same.includes(JSON.stringify(shownOf(snapshot)))) return undefined
  return [...shownTexts(snapshot)].some((shown) => !bound.get(text)?.known.has(shown)) ? snapshot : undefined
}
