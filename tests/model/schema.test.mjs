import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { nativeSchema } from '../../scripts/schema.mjs'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'

/**
 * Run by `node --test`: ajv is CommonJS and does not load in the browser.
 * What Zod says of a document and what the published JSON Schema says of it must be the same.
 */

const schema = nativeSchema()
const isValid = new Ajv2020({ strict: true, allErrors: false }).compile(schema)
const agree = (document) => {
  const zod = snapshotSchema.safeParse(document).success
  assert.equal(isValid(document), zod, `Zod says ${zod} of ${JSON.stringify(document)?.slice(0, 2000)}`)
  return zod
}
const readFixture = async (id) =>
  JSON.parse(await readFile(new URL(`../feeds/fixtures/${id}.json`, import.meta.url), 'utf8'))
const fixtures = await Promise.all(catalogue.map(({ id }) => readFixture(id)))
const { $schema: _named, ...native } = (await readFixture('native')).documents.snapshot

/** Every place in a JSON value, as the keys that lead there. */
function places(value, path = []) {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, part]) => places(part, [...path, key]))]
}

function change(value, [key, ...rest], edit) {
  if (key === undefined) return edit(value)
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return value
  const copy = Array.isArray(value) ? [...value] : { ...value }
  const part = change(copy[key], rest, edit)
  if (part === undefined) delete copy[key]
  else copy[key] = part
  return Array.isArray(copy) ? copy.filter(() => true) : copy
}

describe('the published schema', () => {
  it('is a 2020-12 schema that says which one', () => {
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema')
    assert.match(schema.$id, /\/statuspane\/v1\.json$/)
  })
  it('accepts the snapshot of every fixture', () => {
    for (const { snapshot } of fixtures) assert.equal(agree(snapshot), true)
  })
  it('accepts a native document with "$schema" and fields of its own, at any depth', () => {
    const more = places(native).reduce(
      (document, path) => change(document, path, (v) => (typeof v === 'object' && v && !Array.isArray(v) ? { ...v, extra: [1] } : v)),
      native,
    )
    assert.equal(agree({ ...more, $schema: schema.$id }), true)
  })
  it('refuses what has no page, no list, or a word that is none', () => {
    for (const key of ['page', 'indicator', 'groups', 'components', 'incidents', 'maintenances', 'problems']) {
      const { [key]: _, ...rest } = native
      assert.equal(agree(rest), false, key)
    }
    assert.equal(agree({ ...native, indicator: 'fine' }), false)
    assert.equal(agree({ ...native, updatedAt: '2026-06-01T10:00:00+02:00' }), false)
  })
  it('agrees with Zod when any one value is missing', () => {
    for (const path of places(native).slice(1)) agree(change(native, path, () => undefined))
  })
  it('agrees with Zod over any JSON anywhere', () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('', 'none', 'operational', 'unknown', 'text', '2026-06-01', '2026-06-01T10:00:00Z', '2026-06-01T10:00:00.5Z\n', '２026-06-01T10:00:00Z', '😀', 0, 1, 1.0001, -0.1, 0.5, null, [], {}),
    )
    const edits = fc.array(fc.tuple(fc.constantFrom(...places(native)), values), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(edits, (list) => {
        agree(list.reduce((document, [path, value]) => change(document, path, () => value), native))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('each adapter', () => {
  it('has one file, one fixture and one line', async () => {
    const { readdir } = await import('node:fs/promises')
    const ids = catalogue.map((entry) => entry.id).sort()
    const helpers = ['catalogue', 'feed', 'read']
    const named = async (folder, ending) =>
      (await readdir(new URL(folder, import.meta.url))).filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)).sort()
    assert.deepEqual(await named('../feeds/fixtures/', '.json'), ids)
    const files = await named('../../src/feeds/', '.ts')
    assert.deepEqual(files.filter((name) => ids.includes(name)), ids)
    const others = await Promise.all(files.filter((name) => !ids.includes(name) && !helpers.includes(name)).map(async (name) => [name, await readFile(new URL(`../../src/feeds/${name}.ts`, import.meta.url), 'utf8')]))
    assert.deepEqual(others.filter(([, source]) => /export const reader\b/.test(source)).map(([name]) => name), [])
  })
})
