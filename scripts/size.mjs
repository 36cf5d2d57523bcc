import { relative } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'vite'
import { catalogue } from '../src/feeds/catalogue.ts'

const kB = 1000

/**
 * What a page fetches, by the modules that it asks for one by one; what these import comes along by itself. The budget
 * is what was promised; the ceiling is what was reached, up to the next half kilobyte: nothing may grow beyond it.
 */
const paths = [
  { name: 'loader (embed.js)', budget: 1.5 * kB, ceiling: 0.5 * kB, modules: [] },
  { name: 'banner from one Statuspage feed', budget: 16 * kB, ceiling: 28.5 * kB, modules: ['embed/embed'] },
  {
    name: 'full widget from one Statuspage feed',
    budget: 22 * kB,
    ceiling: 39 * kB,
    modules: ['embed/embed', 'elements/widget'],
  },
]

/** What no path above fetches, and when it is. Each lazy module has to stand here or there. */
const onDemand = {
  'elements/components': 'data-show="components"',
  'elements/timeline': 'data-show="timeline"',
  'elements/badge': 'data-show="badge"',
  'elements/update-list': 'a notice or an event is opened',
  'elements/edge-controller': 'the banner stands at an edge of the window',
  'elements/filtered-view': 'only some components or events are shown',
  'elements/history-bars': 'a component has a history',
  'feeds/catalogue': 'the feed is not of Statuspage',
  ...Object.fromEntries(catalogue.map(({ id, name }) => [`feeds/${id}`, `the feed is of ${name}`])),
  'client/decode': 'a feed is not in UTF-8',
  'client/recall': 'this browser has kept a snapshot of the feed',
  'client/search': 'the feed is not of Statuspage',
  'client/several': 'several feeds are shown as one',
  'elements/feed-states': 'several feeds are shown as one, and one is old or missing',
  'client/ways': 'the feed has a proxy, a mapping or a fallback',
  'feeds/mapping': 'the feed has a mapping of its own',
  'client/explain': 'a feed cannot be read',
  'elements/misuse': 'a value cannot be used',
  'content/html': 'an update is written in HTML',
  'content/markdown': 'an update is written in Markdown',
  dompurify: 'one is, and the browser has no setHTML',
}

const sizeOf = (code) =>
  brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } })
    .length

/** `feeds/statuspage` for a module of ours, the package's name for another's. */
const nameOf = (id) =>
  id.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ??
  relative('src', id).replaceAll('\\', '/').replace(/\.ts$/, '')

/** The files that hold these modules and all that those import, the loader first. */
export function filesOf(files, modules) {
  const chunks = new Map(
    files.filter((file) => file.type === 'chunk').map((chunk) => [chunk.fileName, chunk]),
  )
  const needed = new Set(['embed.js'])
  const add = (fileName) => {
    if (needed.has(fileName)) return
    needed.add(fileName)
    chunks.get(fileName).imports.forEach(add)
  }
  for (const name of modules) {
    const chunk = [...chunks.values()].find((it) => it.moduleIds.some((id) => nameOf(id) === name))
    if (!chunk) throw new Error(`${name} is in no file of the build: correct scripts/size.mjs`)
    add(chunk.fileName)
  }
  return [...needed]
}

const { output } = await build({ mode: 'tag', logLevel: 'silent', build: { write: false } }).then(
  (it) => it[0] ?? it,
)
const sizes = new Map(output.map((file) => [file.fileName, sizeOf(file.code ?? file.source)]))
const total = (files) => files.reduce((sum, file) => sum + sizes.get(file), 0)

const lazy = output.filter((file) => file.isDynamicEntry).map((file) => nameOf(file.facadeModuleId))
const known = new Set([...Object.keys(onDemand), ...paths.flatMap((path) => path.modules)])
const strangers = lazy.filter((name) => !known.has(name))
if (strangers.length) throw new Error(`Say in scripts/size.mjs which path fetches ${strangers.join(', ')}.`)

console.log('Bytes, brotli 11\n')
for (const [fileName, size] of sizes) console.log(`${String(size).padStart(7)}  ${fileName}`)
console.log()
const compared = (size, limit) => (size > limit ? `${size - limit} over` : 'within')
let over = 0
for (const { name, budget, ceiling, modules } of paths) {
  const files = filesOf(output, modules)
  const size = total(files)
  if (size > ceiling) over++
  const verdict = `${compared(size, budget)} its budget of ${budget}, ${compared(size, ceiling)} its ceiling of ${ceiling}`
  console.log(`${String(size).padStart(7)}  ${name}: ${verdict}\n         ${files.join(' ')}`)
}
console.log()
const base = new Set(filesOf(output, ['embed/embed']))
for (const [name, when] of Object.entries(onDemand)) {
  const more = filesOf(output, [name]).filter((file) => !base.has(file))
  console.log(`${String(total(more)).padStart(7)}  more when ${when} (${name})`)
}
process.exitCode = over ? 1 : 0
