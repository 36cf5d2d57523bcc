import { check as run, nat, property } from 'fast-check'
import { readFile, readdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { mappingReader } from '../src/feeds/mapping.ts'
import { readers } from '../src/feeds/readers.ts'
import { catalogue } from '../src/feeds/catalogue.ts'
import { mutate, mutations } from '../tests/fuzz/mutations.ts'
import { check } from '../tests/fuzz/properties.ts'

/**
 * Reads documents that no server should send: each adapter's own, and real captures where they are at hand, changed in a few
 * places. `--runs` documents in all, `--feed` for some adapters only, `--seed` to see the same again.
 */

const fixtures = new URL('../tests/feeds/fixtures/', import.meta.url)
const mappings = new URL('../demo/mappings/', import.meta.url)
const samples = new URL('../../shared/feeds/samples/', import.meta.url)
/** So long after the last document, the next is taken to be read for ever. */
const hangMs = 15_000
const readJson = async (url) => JSON.parse(await readFile(url, 'utf8'))

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The names of what a document holds, and of what that holds: of JSON its keys, of XML its tags. */
function namesIn(document, depth = 4) {
  if (typeof document === 'string') return namesIn(parse(document) ?? Object.fromEntries([...document.matchAll(/<([\w:]+)/g)].map(([, tag]) => [tag, 0])), depth)
  if (!depth || typeof document !== 'object' || document === null) return []
  if (Array.isArray(document)) return document.slice(0, 5).flatMap((item) => namesIn(item, depth))
  return Object.entries(document).flatMap(([key, value]) => [key, ...namesIn(value, depth - 1)])
}

function likeness(a, b) {
  const [one, other] = [new Set(namesIn(a)), new Set(namesIn(b))]
  return one.intersection(other).size / Math.max(1, one.union(other).size)
}

/** Lists of a few items, so that thousands of documents can be made of a large one. */
function shorten(value, most = 6) {
  if (Array.isArray(value)) return (value.length > most ? [...value.slice(0, most / 2), ...value.slice(-most / 2)] : value).map((item) => shorten(item, most))
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shorten(part, most)])) : value
}

/** Each capture of a provider in the place of the document that it is most like. */
async function capturesOf(id, reader, { page, documents }) {
  const folders = (await readdir(samples).catch(() => [])).filter((folder) => folder.replace('-ng', '').replaceAll('-', '') === id)
  const bases = []
  for (const folder of folders) {
    for (const name of await readdir(new URL(`${folder}/`, samples))) {
      const bytes = await readFile(new URL(`${folder}/${name}`, samples))
      const text = new TextDecoder(bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8').decode(bytes)
      const [key] = Object.keys(documents).toSorted((a, b) => likeness(text, documents[b]) - likeness(text, documents[a]))
      const capture = typeof documents[key] === 'string' ? text.slice(0, 60_000) : shorten(parse(text))
      if (capture === undefined) continue
      try {
        reader.parse({ ...documents, [key]: capture }, page)
        bases.push({ name, page, documents: { ...documents, [key]: capture } })
      } catch {
        // Headers, pages for people, and what another adapter reads.
      }
    }
  }
  return bases
}

/** A mapping is one document more: what cannot be used of it has to be said too. */
const mapped = {
  requests: () => [],
  parse: ({ mapping, ...documents }, page) => mappingReader(mapping).parse(documents, page),
}

async function mappingBases() {
  const names = ['alertmanager', 'github-issues', 'health', 'health-draft']
  return Promise.all(
    names.map(async (name) => {
      const mapping = await readJson(new URL(`${name.replace('-draft', '')}.json`, mappings))
      const document = await readJson(new URL(`${name}.document.json`, mappings))
      return { name, page: 'https://status.example.com/api/', documents: { mapping, ...(mapping.documents ? document : { document }) } }
    }),
  )
}

async function targetOf(id) {
  if (id === 'mapping') return { reader: mapped, bases: await mappingBases() }
  const fixture = await readJson(new URL(`${id}.json`, fixtures))
  return { reader: readers[id], bases: [{ name: 'fixture', ...fixture }, ...(await capturesOf(id, readers[id], fixture))] }
}

async function fuzz({ id, runs, seed }, beat) {
  const { reader, bases } = await targetOf(id)
  const known = bases.map(({ documents, page }) => reader.parse(documents, page))
  const recognise = catalogue.flatMap((entry) => entry.recognise ?? [])
  let slowest = 0
  let read = 0
  // Half of the documents are made of the adapter's own, whose every field is there.
  const baseOf = (n) => (n % 2 ? 0 : (n / 2) % bases.length)
  const holds = property(nat(9_999), mutations, (n, changes) => {
    Atomics.add(beat, 0, 1)
    const base = baseOf(n)
    const documents = mutate(bases[base].documents, changes)
    const { snapshot, ms } = check(reader, documents, bases[base].page, known[base])
    for (const is of recognise) for (const document of Object.values(documents)) is(document)
    slowest = Math.max(slowest, ms)
    if (snapshot) read++
  })
  const { failed, numRuns, numShrinks, counterexample, errorInstance } = run(holds, { numRuns: runs, seed })
  const failure = failed && {
    base: bases[baseOf(counterexample[0])].name,
    changes: counterexample[1].map(({ kind, at, from, value }) => `${kind} ${at} ${from} ${JSON.stringify(value)?.slice(0, 120)}`),
    shrinks: numShrinks,
    error: `${errorInstance?.name === 'Violation' ? errorInstance.message : errorInstance?.stack}`.split('\n').slice(0, 6).join('\n    '),
  }
  return { id, runs: numRuns, read, captures: bases.length - 1, slowest, failure }
}

/** One feed after another, in a thread of its own. A document that is never read to its end ends the thread. */
function readerOfQueue(queue, options, results) {
  const tell = (result) => {
    results.push(result)
    print(result, options)
  }
  return new Promise((resolve, reject) => {
    const beat = new Int32Array(new SharedArrayBuffer(4))
    const worker = new Worker(new URL(import.meta.url), { workerData: beat })
    let id
    let last = 0
    const watch = setInterval(() => {
      if (beat[0] === last && beat[0] > 0) {
        tell({ id, runs: last, read: 0, captures: 0, slowest: hangMs, failure: { error: `document ${last} is not read in ${hangMs / 1000} s`, changes: [] } })
        void worker.terminate()
        stop(readerOfQueue(queue, options, results))
      }
      last = beat[0]
    }, hangMs)
    const stop = (how) => {
      clearInterval(watch)
      resolve(how)
    }
    const next = () => {
      id = queue.shift()
      beat[0] = 0
      last = 0
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
      if (id) worker.postMessage({ id, ...options })
      else void worker.terminate().then(stop)
    }
    worker.on('error', reject).on('message', (result) => {
      tell(result)
      next()
    })
    next()
  })
}

function print({ id, runs, read, captures, slowest, failure }, options) {
  console.log(`${failure ? '✗' : '✓'} ${id.padEnd(13)} ${runs} documents, ${Math.min(100, Math.round((read / runs) * 100))}% read, ${captures} captures, slowest ${slowest.toFixed(1)} ms`)
  if (failure) console.log(`    ${failure.error}\n    ${failure.base}: ${failure.changes.join(' · ')}\n    again by: npm run fuzz -- --feed ${id} --seed ${options.seed} --runs ${options.runs}`)
}

async function main() {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string', default: `${Date.now() % 2 ** 31}` }, feed: { type: 'string', multiple: true } } })
  const queue = values.feed ?? [...Object.keys(readers), 'mapping']
  const options = { seed: Number(values.seed), runs: Math.ceil(Number(values.runs) / queue.length) }
  const begin = performance.now()
  const captures = await readdir(samples).catch(() => [])
  console.log(`${options.runs} documents for each of ${queue.length} feeds, seed ${options.seed}${captures.length ? '' : '; no captures are at hand, so none is read'}`)
  const results = []
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), queue.length) }, () => readerOfQueue(queue, options, results)))
  const failed = results.filter(({ failure }) => failure).length
  const total = results.reduce((sum, { runs }) => sum + runs, 0)
  console.log(`${total} documents in ${((performance.now() - begin) / 1000).toFixed(0)} s, slowest ${Math.max(...results.map(({ slowest }) => slowest)).toFixed(1)} ms; ${results.length - failed} feeds hold, ${failed} fail`)
  process.exitCode = failed ? 1 : 0
}

if (isMainThread) await main()
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
else parentPort.on('message', async (job) => parentPort.postMessage(await fuzz(job, workerData)))
