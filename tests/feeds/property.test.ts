import { expect } from 'chai'
import fc from 'fast-check'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { mutate, mutations, strange } from '../fuzz/mutations.ts'
import { check } from '../fuzz/properties.ts'
import { find, loadAdapters, withValue } from './fixture.ts'

/**
 * What no fixture foresees: whatever a server sends, a reader gives a valid snapshot or says that it is not its feed. What is
 * checked of each is in `tests/fuzz/properties.ts`; `npm run fuzz` checks it of many more.
 */

const adapters = await loadAdapters()

for (const { entry, reader, fixture } of adapters) {
  const keys = Object.keys(fixture.documents)
  const whole = reader.parse(fixture.documents, fixture.page)

  describe(`whatever is sent for ${entry.id}`, function () {
    this.timeout(30_000)

    it('what cannot be made a text, wherever it stands, becomes a valid snapshot or a FeedShapeError', () => {
      for (const key of keys) {
        for (const [, path] of find(fixture.documents[key], () => true)) {
          check(reader, { ...fixture.documents, [key]: withValue(fixture.documents[key], path, { toString: 1 }) }, fixture.page, whole)
        }
      }
    })

    it('any JSON becomes a valid snapshot or a FeedShapeError', () =>
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...keys), strange), (documents) => {
          check(reader, documents, fixture.page, whole)
          entry.recognise?.(Object.values(documents)[0])
        }),
        { numRuns: 300 },
      ))

    it('its own documents, changed anywhere, become the same valid snapshot each time, in good time, or a FeedShapeError', () =>
      fc.assert(
        fc.property(mutations, (changes) => {
          const documents = mutate(fixture.documents, changes)
          check(reader, documents, fixture.page, whole)
          for (const document of Object.values(documents)) entry.recognise?.(document)
        }),
        { numRuns: 300 },
      ))

    it('items that were not touched survive, whatever their neighbours are', () => {
      const names = (snapshot: StatusSnapshot) =>
        [...snapshot.components.map((c) => c.name), ...[...snapshot.incidents, ...snapshot.maintenances].map((e) => e.title)].sort()
      const lists = keys.flatMap((key) =>
        [...find(fixture.documents[key], (value, path) => Array.isArray(value) && path.length <= 1)].map(([, path]) => [key, path] as const),
      )
      // Feeds in XML have no lists.
      if (!lists.length) return
      fc.assert(
        fc.property(fc.constantFrom(...lists), fc.array(strange, { maxLength: 5 }), fc.boolean(), ([key, path], neighbours, isBefore) => {
          const list = [...find(fixture.documents[key], (_, at) => at.join() === path.join())][0]?.[0] as unknown[]
          const documents = { ...fixture.documents, [key]: withValue(fixture.documents[key], path, isBefore ? [...neighbours, ...list] : [...list, ...neighbours]) }
          expect(names(reader.parse(documents, fixture.page))).to.include.members(names(whole))
        }),
        { numRuns: 300 },
      )
    })

    it('a thousand fields we do not know change nothing', () => {
      const extra = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`unknown_${i}`, { deep: [i] }]))
      const crowd = (value: unknown, isRoot = false): unknown => {
        if (Array.isArray(value)) return value.map((part) => crowd(part))
        if (typeof value !== 'object' || value === null) return value
        const parts = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, crowd(part)]))
        return isRoot || 'id' in parts ? { ...extra, ...parts } : parts
      }
      const documents = Object.fromEntries(keys.map((key) => [key, crowd(fixture.documents[key], true)]))
      expect(reader.parse(documents, fixture.page)).to.deep.equal(fixture.snapshot)
    })

    it('a time that is none costs that time at most, and is said', () => {
      const times = keys.flatMap((key) => [...find(fixture.documents[key], (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value))].map(([, path]) => [key, path] as const))
      for (const [key, path] of times) {
        for (const wrong of ['soon', '2026-05-04T10:00:00', '', null, 1777888800, '2026-99-99T00:00:00Z']) {
          const { snapshot } = check(reader, { ...fixture.documents, [key]: withValue(fixture.documents[key], path, wrong) }, fixture.page, whole)
          if (!snapshot) throw new Error(`${path.join('.')} refuses the whole`)
          const kept = [...snapshot.incidents, ...snapshot.maintenances].length - [...whole.incidents, ...whole.maintenances].length
          expect(snapshot.components.length, path.join('.')).to.equal(whole.components.length)
          if (kept < 0) expect(snapshot.problems.length, path.join('.')).to.be.greaterThan(whole.problems.length)
        }
      }
    })
  })
}

describe('20,000 components', () => {
  const components = Array.from({ length: 20_000 }, (_, i) => ({ id: `c${i}`, name: `Number ${i}`, status: i % 7 ? 'operational' : 'odd' }))
  it('are read from Statuspage, and each problem is said', () => {
    const statuspage = adapters.find(({ entry }) => entry.id === 'statuspage')
    const snapshot = statuspage?.reader.parse({ summary: { page: { id: 'x', name: 'X' }, status: { indicator: 'none' }, components } })
    expect(snapshot?.components.length).to.equal(20_000)
    expect(snapshot?.problems.length).to.equal(components.filter((c) => c.status === 'odd').length)
  })
  it('are read from the native format, twice the same', () => {
    const native = adapters.find(({ entry }) => entry.id === 'native')
    const snapshot = native?.reader.parse({ snapshot: { page: { name: 'X' }, indicator: 'none', components } })
    expect(snapshot?.components.length).to.equal(20_000)
    expect(native?.reader.parse({ snapshot })?.components).to.deep.equal(snapshot?.components)
  })
})
