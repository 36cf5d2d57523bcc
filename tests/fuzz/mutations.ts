import fc from 'fast-check'

/**
 * Documents of a feed as no server should send them: its own, with some places changed. A change is data, so that what has
 * failed shrinks to the fewest changes and can be told in a line: places are numbers, counted off in the documents.
 */

export type Documents = Record<string, unknown>
type Holder = Record<string, unknown> | unknown[]
interface Place {
  holder: Holder
  key: string | number
}

const kinds = [
  'replace', 'replace', 'replace', 'drop', 'copy', 'copy', 'same', 'same', 'same', 'swap', 'empty', 'repeat', 'reverse', 'wrap', 'add', 'rename', 'convert', 'time', 'time', 'text', 'text', 'markup', 'markup', 'nest',
] as const // prettier-ignore
export interface Mutation {
  readonly kind: (typeof kinds)[number]
  /** Which of the places that it suits. */
  readonly at: number
  readonly from: number
  readonly value: unknown
}

const names = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'toJSON', 'length', '0', '', 'null', 'a.b']
const times = [
  '', 'soon', '2026-05-04', '10:00', '2026-05-04T10:00:00', '2026-05-04 10:00:00', '2026-05-04T10:00:00+14:00', '2026-05-04T10:00:00.123456789Z', '0000-00-00T00:00:00Z', '0000-01-01T00:00:00+14:00', '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59-12:00', '9999-12-31 23:59:59', '0000-01-01 00:00:00', '+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z', '2026-02-31T25:61:00Z', '2026-02-30T10:00:00Z', '2026-05-04T24:00:00Z', '2026-06-30T23:59:60Z', '2026-05-04t10:00:00z',
  'Mon, 04 May 2026 10:00:00 GMT', 'Mon, 31 Feb 2026 25:00:00 PDT', 'Dec 31, 9999 23:59:59 PST', 'Jan 1, 0000 00:00:00 GMT+14', '4 May 2026', 0, -1, 1777888800, 1777888800000, 1e15, 1e300, -1e15, 0.1, '1777888800', '-1', '1e300', 'Infinity', 'NaN',
] // prettier-ignore
const texts = [
  '', ' ', '\n', '\u0000', '\ud800', '\udfff', '\u202e', '\ufeff', '<', '&', '&#x110000;', '&#1114112;', '&nbsp;', ']]>', '<![CDATA[', '<!--', '<p><small>', '<strong>', '{', '[', '](', '**', '|', ',', '-', ' - ', ': ', '/', '//', '..', '?', '#', '%', '%zz', '$&', '\\', '"', "'", '\r\n',
  'javascript:alert(1)', 'data:text/html,x', 'http://', 'https://[', 'https://x.test:99999/', 'UTC', 'Mars/Olympus', ...names,
] // prettier-ignore
/** What may stand where something else is expected. */
export const strange = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 1.5, 1e308, -1e308, 2 ** 53, 1e-7, [], {}, [[]], [null], [{}], { id: null }, { toString: 1 }, { toString: 1, valueOf: 1 }, { length: 1e9 }, { _type: 'x', value: null }),
  fc.constantFrom<unknown>(...texts, ...times),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

const mutation: fc.Arbitrary<Mutation> = fc.record({ kind: fc.constantFrom(...kinds), at: fc.nat(99_999), from: fc.nat(99_999), value: strange })
export const mutations = fc.array(mutation, { minLength: 1, maxLength: 5 })

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null
const isMarkup = (value: unknown) => typeof value === 'string' && /<\w/.test(value)
const valueAt = ({ holder, key }: Place): unknown => Reflect.get(holder, key)

/** A key such as `__proto__` is one of the object's own, as JSON would have it. */
function put({ holder, key }: Place, value: unknown) {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true })
}

function remove({ holder, key }: Place) {
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else Reflect.deleteProperty(holder, key)
}

/** Every place, from the outermost in; what is nested too deeply to be called is no trouble. */
function placesIn(documents: Documents): Place[] {
  const found: Place[] = []
  const holders: Holder[] = [documents]
  for (const holder of holders) {
    for (const key of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
      found.push({ holder, key })
      const value = valueAt({ holder, key })
      if (isHolder(value)) holders.push(value)
    }
  }
  return found
}

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length]

function convert(value: unknown): unknown {
  if (typeof value === 'string') return Number.isNaN(Number(value)) ? value.length : Number(value)
  if (Array.isArray(value)) return Object.fromEntries(value.map((item, i) => [`${i}`, item]))
  return isHolder(value) ? Object.values(value) : `${value}`
}

/** A text with something strange put into it, or with a part taken out or said again. */
function scramble(text: string, from: number, value: unknown): string {
  const cut = from % (text.length + 1)
  const end = cut + (from % 37)
  const odd = typeof value === 'string' ? value : (pick(texts, from) ?? '')
  const variants = [
    () => odd + text, () => text + odd, () => text.slice(0, cut) + odd + text.slice(cut), () => text.slice(0, cut), () => text.slice(cut), () => text.slice(0, cut) + text.slice(end),
    () => text.slice(0, end) + text.slice(cut), () => text.toUpperCase(), () => ` ${text}\n`, () => odd.repeat(200) + text, () => text + odd.repeat(200), () => `${text}, ${text}`,
  ] // prettier-ignore
  return (pick(variants, from) ?? variants[0])?.() ?? text
}

const escape = (text: string) => text.replace(/[<&]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** XML and HTML with something odd in it, or wrong with its tags, entities or head. */
function scrambleMarkup(markup: string, from: number, value: unknown): string {
  const tags = [...markup.matchAll(/<[^<>]*>/g)]
  const tag = pick(tags, from)
  if (!tag) return scramble(markup, from, value)
  const at = tag.index
  const after = at + tag[0].length
  const end = markup.indexOf('<', after)
  const next = pick(tags, from + 1)
  const told = typeof value === 'string' ? value : JSON.stringify(value)
  const inTag = (part: string) => markup.slice(0, at) + part + markup.slice(after)
  const inText = (part: string) => (end < 0 ? markup : markup.slice(0, after) + part + markup.slice(end))
  const sound = [
    () => inText(escape(told)), () => inText(`<![CDATA[${told.replaceAll(']]>', '')}]]>`), () => inText(`${pick(times, from) ?? ''}`), () => inText(escape(scramble(markup.slice(after, end), from, value))), () => inText(''), () => inText('<x>'.repeat(from % 90) + '</x>'.repeat(from % 90)),
    () => inTag(`<!-- ${tag[0]} -->`.replace('----', '--')), () => markup.replaceAll('\n', '\r\n'), () => `garbage ${markup} garbage`, () => `<!DOCTYPE x [<!ENTITY lol9 "${'&lol;'.repeat(99)}">]>${markup}`,
    // An item twice, or none.
    () => markup.replace(/<(item|entry)\b[^]*?<\/\1>/, (item) => item.repeat(from % 4)),
  ] // prettier-ignore
  const broken = [
    () => inTag(''), () => inTag(tag[0] + tag[0]), () => inTag(tag[0].replace('<', '<x:')), () => inTag(tag[0].toUpperCase()), () => inTag(`<![CDATA[${tag[0]}]]>`), () => inTag(`${tag[0]}&nbsp;&#0;&#xd800;&lol9;`), () => inTag(next?.[0] ?? ''), () => inTag(tag[0].replace(/\/?>$/, ' a="1" a="2" xmlns:q="q">')),
    () => inText(told), () => markup.slice(0, at), () => `${markup}${markup}`, () => inTag('<x>'.repeat((from % 500) * 20) + tag[0]), () => markup.slice(0, at) + markup.slice(Math.min(at, next?.index ?? 0), after).repeat(3) + markup.slice(after),
  ] // prettier-ignore
  return (pick(from % 4 ? sound : broken, from >> 2) ?? inTag)('')
}

/** Nested so deeply as a document of so many brackets would be. */
function nest(value: unknown, n: number): unknown {
  let nested = value
  for (let depth = pick([1, 3, 50, 3_000, 20_000], n) ?? 1; depth > 0; depth--) nested = n % 2 ? [nested] : n % 4 ? { id: `${depth}`, children: [nested] } : { status: 'UP', components: { [depth]: nested } }
  return nested
}

function apply(documents: Documents, { kind, at, from, value }: Mutation) {
  const places = placesIn(documents)
  const suiting = (is: (value: unknown, place: Place) => boolean): Place | undefined => pick(places.filter((place) => is(valueAt(place), place)), at)
  const place = pick(places, at)
  const other = pick(places, from)
  if (!place || !other) return
  const copy = (value: unknown) => structuredClone(value)
  if (kind === 'replace') put(place, copy(value))
  else if (kind === 'drop') remove(place)
  else if (kind === 'copy') put(place, copy(valueAt(other)))
  else if (kind === 'wrap') put(place, from % 2 ? [valueAt(place)] : { value: valueAt(place) })
  else if (kind === 'convert') put(place, convert(valueAt(place)))
  else if (kind === 'empty') put(place, Array.isArray(valueAt(place)) ? [] : isHolder(valueAt(place)) ? {} : '')
  else if (kind === 'nest') put(place, nest(valueAt(place), from))
  else if (kind === 'swap') {
    const [mine, theirs] = [copy(valueAt(place)), copy(valueAt(other))]
    put(place, theirs)
    put(other, mine)
  } else if (kind === 'same') {
    // The id, the word or the parent of another item.
    const field = suiting((_, { key }) => typeof key === 'string')
    const like = pick(places.filter(({ key }) => key === field?.key), from)
    if (field && like) put(field, copy(valueAt(like)))
  } else if (kind === 'time') {
    const time = suiting((old) => (typeof old === 'string' && /\d:\d\d|^\d{4}-\d\d/.test(old)) || (typeof old === 'number' && old > 1e9))
    if (time) put(time, pick(times, from))
  } else if (kind === 'text' || kind === 'markup') {
    const text = suiting((old) => (kind === 'markup' ? isMarkup(old) : typeof old === 'string')) ?? suiting((old) => typeof old === 'string')
    if (text) put(text, (kind === 'markup' ? scrambleMarkup : scramble)(`${valueAt(text)}`, from, value))
  } else if (kind === 'repeat' || kind === 'reverse') {
    const list = suiting((old) => Array.isArray(old) && old.length > 0)
    const items = list && valueAt(list)
    if (list && Array.isArray(items)) put(list, kind === 'reverse' ? items.toReversed() : Array.from({ length: Math.min(2 + (from % 20), Math.ceil(60 / items.length)) }, () => copy(items)).flat())
  } else {
    const object = suiting((old) => isHolder(old) && !Array.isArray(old))
    const holder = object && valueAt(object)
    if (!isHolder(holder)) return
    const name = pick([...names, ...places.flatMap(({ key }) => (typeof key === 'string' ? key : []))], from) ?? ''
    const old = { holder, key: pick(Object.keys(holder), from >> 2) ?? '' }
    const moved = valueAt(old)
    if (kind === 'rename') remove(old)
    put({ holder, key: name }, kind === 'rename' ? moved : copy(value))
  }
}

/** A copy of the documents, changed. What is nested deeply comes last, for not everything can copy it. */
export function mutate(documents: Documents, changes: readonly Mutation[]): Documents {
  const changed = structuredClone(documents)
  for (const change of changes.toSorted((a, b) => Number(a.kind === 'nest') - Number(b.kind === 'nest'))) apply(changed, change)
  return changed
}
