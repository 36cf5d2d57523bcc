/**
 * A page's documents grown until they weigh what a large page's do. Each adapter has a small fixture; a large one for each
 * would be files that nobody keeps true. So what repeats is found: lists of objects, and objects keyed by ids, where they
 * stand outermost, and the entries of XML. Each copy has ids of its own, the same in all documents, so that nothing is a
 * duplicate and what names another item finds the one of its own copy.
 */

const idKey = /(?:^|_)(?:id|key|slug|arn|guid|uu?id|number|permalink|shortlink|link|url)$|[a-z](?:Id|Url)$/i
const nameKey = /(?:name|title)$/i
/** An id of one of few words is no id of an item. */
const codeKey = /(?:status|state|severity|impact|level|type)_?id$/i
/** A name of one small word may be a word that the adapter knows, such as a label. */
const smallWord = /^[a-z_]*$/
const ulid = /(?<=[0-7][\dA-HJKMNP-TV-Z]{11})[\dA-HJKMNP-TV-Z]{4}(?=[\dA-HJKMNP-TV-Z]{10}$)/
const lastNumber = /(?<![a-z\d])[1-9]\d*(?=\/?$)/i
const site = /^https?:\/\/[^/]*\/?$/
const xmlEntry = /<(entry|item)\b[\s\S]*?<\/\1>\s*/g
const xmlId = /(?<=<(?:id|guid|link)\b[^>]*>)[^<]+(?=<)/g

const isObject = (value) => typeof value === 'object' && value !== null
const mapValues = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]))

const isId = (value, key) => {
  if (typeof value === 'number') return idKey.test(key) && !codeKey.test(key)
  return typeof value === 'string' && (idKey.test(key) ? !codeKey.test(key) : nameKey.test(key) && !smallWord.test(value))
}

/** Numbers count on, also as text and at its end; a ULID stays one; what stands for none, and a site's address, are no ids. */
function fresh(id, copy) {
  if (typeof id === 'number') return id && id + copy * 1e5
  if (!copy || /^0?$/.test(id) || site.test(id)) return id
  if (ulid.test(id)) return id.replace(ulid, `${copy}`.padStart(4, '0'))
  if (lastNumber.test(id)) return id.replace(lastNumber, (digits) => `${BigInt(digits) + BigInt(copy) * 100_000n}`)
  return id.replace(/\/?$/, (end) => `-${copy}${end}`)
}

function* idsIn(value, key = '') {
  if (isId(value, key)) yield `${value}`
  else if (isObject(value)) for (const [name, part] of Object.entries(value)) yield* idsIn(part, name)
}

/** The documents with each item so many times. */
function repeat(documents, copies) {
  const ids = new Set(idsIn(documents))
  /** The id in a key: `1_24` is of 1. */
  const idOf = (key) => (ids.has(key) ? key : (/^\d+(?=_)/.exec(key)?.[0] ?? key))
  const isKeyed = (object) => Object.keys(object).length > 0 && Object.keys(object).every((key) => ids.has(idOf(key)))
  const renewKeys = (object, copy) =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [fresh(idOf(key), copy) + key.slice(idOf(key).length), renew(value, key, copy)]))
  const renew = (value, key, copy) => {
    if (Array.isArray(value)) return value.map((item) => (typeof item === 'number' && ids.has(`${item}`) ? fresh(item, copy) : renew(item, '', copy)))
    if (isObject(value)) return isKeyed(value) ? renewKeys(value, copy) : mapValues(value, (part, name) => renew(part, name, copy))
    const isNamed = typeof value === 'string' && !/^\d+$/.test(value) && ids.has(value)
    return isNamed || isId(value, key) ? fresh(value, copy) : value
  }
  const times = (make) => Array.from({ length: copies }, (_, copy) => make(copy))
  const grow = (value) => {
    if (typeof value === 'string') return value.replace(xmlEntry, (whole) => times((copy) => whole.replace(xmlId, (id) => fresh(id, copy))).join(''))
    if (Array.isArray(value)) return value.some(isObject) ? times((copy) => renew(value, '', copy)).flat() : value
    if (isObject(value)) return isKeyed(value) ? Object.assign({}, ...times((copy) => renewKeys(value, copy))) : mapValues(value, grow)
    return value
  }
  return mapValues(documents, grow)
}

const textOf = (document) => (typeof document === 'string' ? document : JSON.stringify(document))
const weigh = (documents) => Object.values(documents).reduce((sum, document) => sum + textOf(document).length, 0)

/** What a text holds, where that is JSON. */
function unfold(document) {
  try {
    return typeof document === 'string' ? JSON.parse(document) : document
  } catch {
    return document
  }
}

/** The documents as texts that weigh so many bytes together, and how many copies that takes. */
export function growTo(bytes, documents) {
  const all = mapValues(documents, unfold)
  const once = weigh(repeat(all, 1))
  const more = weigh(repeat(all, 2)) - once
  if (!more) throw new Error('nothing in it repeats')
  const copies = Math.ceil((bytes - once) / more) + 1
  return { texts: mapValues(repeat(all, copies), textOf), copies }
}
