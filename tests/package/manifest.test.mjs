import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'

const root = join(import.meta.dirname, '../..')
const manifest = JSON.parse(readFileSync(join(root, 'dist/custom-elements.json'), 'utf8'))
const elements = manifest.modules.flatMap((module) =>
  module.declarations
    .filter((declaration) => declaration.tagName)
    .map((declaration) => ({
      ...declaration,
      file: module.path.replace('dist/', 'src/').replace(/\.js$/, '.ts'),
    })),
)
const elementFiles = new Set(elements.map((it) => it.file))
const sources = new Map(
  globSync('src/{elements,theme}/*.ts', { cwd: root }).map((file) => [
    file.replaceAll('\\', '/'),
    readFileSync(join(root, file), 'utf8'),
  ]),
)
const everything = [...sources.values()].join('\n')

/** The source of an element: its file and what that imports of elements and theme; other elements only if told. */
function sourceOf(file, withOthers = false, seen = new Set([file])) {
  const source = sources.get(file)
  for (const [, path] of source.matchAll(/(?:from |import |import\()'(\.[^']+)'/g)) {
    const next = join(dirname(file), path).replaceAll('\\', '/')
    if (!sources.has(next) || seen.has(next) || (elementFiles.has(next) && !withOthers)) continue
    seen.add(next)
    sourceOf(next, withOthers, seen)
  }
  return [...seen].map((it) => sources.get(it)).join('\n')
}

const statuses = [
  'operational',
  'degraded-performance',
  'partial-outage',
  'major-outage',
  'under-maintenance',
  'unknown',
]

const matches = (source, pattern) => [...source.matchAll(pattern)].map((match) => match[1])

/** Words of a `part` attribute as it is written, and of a heading; what is put in at run time is the state, a second word. */
const partsIn = (source) =>
  [...matches(source, /\bpart="([^"]*)"/g), ...matches(source, /renderHeading\([^,]+, '([\w -]+)'/g)].flatMap(
    (value) => value.replace(/\$\{[^}]*\}/g, '').match(/[a-z][a-z-]*/g) ?? [],
  )

const slotsIn = (source) =>
  matches(source, /<slot name="([^"]*)"/g).flatMap((value) =>
    value.startsWith('icon-$') ? statuses.map((status) => `icon-${status}`) : [value],
  )

const kinds = {
  cssParts: partsIn,
  slots: slotsIn,
  events: (source) => matches(source, /\bemit\(\s*[\w.#]+,\s*'([\w-]+)'/g),
  cssStates: (source) => matches(source, /\bsetState\('(\w+)'/g),
  cssProperties: (source) => matches(source, /var\((--statuspane-[\w-]+)/g),
}

describe('The manifest', () => {
  it('has the five elements', () => {
    assert.deepEqual(
      elements.map((it) => it.tagName).toSorted(),
      ['badge', 'banner', 'components', 'timeline', 'widget'].map((it) => `statuspane-${it}`),
    )
  })

  for (const [kind, find] of Object.entries(kinds)) {
    it(`documents no ${kind} that the source does not have`, () => {
      for (const element of elements) {
        // what a child dispatches bubbles
        const written = new Set(find(sourceOf(element.file, kind === 'events')))
        const missing = (element[kind] ?? []).map((it) => it.name).filter((name) => !written.has(name))
        assert.deepEqual(missing, [], element.tagName)
      }
    })

    it(`has all ${kind} of the source`, () => {
      const documented = new Set(elements.flatMap((element) => element[kind] ?? []).map((it) => it.name))
      const missing = [...new Set(find(everything))].filter((name) => !documented.has(name))
      assert.deepEqual(missing, [])
    })
  }

  it('has a widget that exports the parts of its children, but for their base', () => {
    const parts = ['banner', 'components', 'timeline'].flatMap(
      (name) => elements.find((it) => it.tagName === `statuspane-${name}`).cssParts,
    )
    const exported = matches(sources.get('src/elements/widget.ts'), /exportparts="([^"]*)"/g).flatMap(
      (value) => value.split(/,\s*/),
    )
    assert.deepEqual(new Set(exported), new Set(parts.map((it) => it.name).filter((name) => name !== 'base')))
  })

  it('says of everything public what it is', () => {
    const silent = elements.flatMap((element) =>
      ['members', ...Object.keys(kinds)].flatMap((kind) =>
        (element[kind] ?? [])
          .filter((it) => !it.description)
          .map((it) => `${element.tagName} ${kind} ${it.name}`),
      ),
    )
    assert.deepEqual(silent, [])
  })

  it('knows the default of every CSS variable', () => {
    const unknown = elements.flatMap((it) => it.cssProperties ?? []).filter((it) => !it.default)
    assert.deepEqual(unknown, [])
  })
})

describe('Private CSS variables', () => {
  const set = new Set(matches(everything, /(--_[\w-]+)\s*:/g))
  const used = new Set(matches(everything, /var\((--_[\w-]+)/g))

  it('that are used are set', () =>
    assert.deepEqual(
      [...used].filter((name) => !set.has(name)),
      [],
    ))
  it('that are set are used', () =>
    assert.deepEqual(
      [...set].filter((name) => !used.has(name)),
      [],
    ))
})
