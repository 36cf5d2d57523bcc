import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { launch } from 'puppeteer-core'
import { build } from 'vite'
import { policies, simulate, summarise } from '../bench/herd.js'
import { chromiumFlags, findBrowser } from './find-browser.mjs'

/**
 * How fast it is, in Chromium, on the code that is shipped: 1,000 components and 100 events of 20 updates, and each
 * adapter on its fixture grown to 1 MB, and bodies of updates that are hard to read. Medians; reported beside the budgets, never judged, since every machine has its own clock.
 */

const runs = Number(process.env.RUNS ?? 7)

const renders = [
  { name: 'widget', tag: 'statuspane-widget', rows: 1000 },
  { name: 'components', tag: 'statuspane-components', rows: 1000 },
  { name: 'components, 30 days each', tag: 'statuspane-components', rows: 1000, history: 30 },
  { name: 'timeline', tag: 'statuspane-timeline', rows: 0 },
  { name: 'timeline, no event over', tag: 'statuspane-timeline', rows: 0, open: 100 },
  { name: 'banner', tag: 'statuspane-banner', rows: 0 },
]

const budget = { firstMs: 100, taskMs: 50, mutations: 0, ratio: 5 }

const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

const folder = await mkdtemp(join(tmpdir(), 'statuspane-bench-'))
await build({
  configFile: false,
  root: join(import.meta.dirname, '../bench'),
  base: './',
  logLevel: 'error',
  build: { outDir: folder, emptyOutDir: true, target: 'es2022', modulePreload: false },
})

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' }
const server = createServer(async ({ url = '/' }, response) => {
  const { pathname } = new URL(url, 'http://localhost')
  const path = pathname === '/' ? '/index.html' : pathname
  try {
    const body = await readFile(join(folder, path))
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(body)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = `http://127.0.0.1:${server.address().port}/`

const browser = await launch({
  executablePath: findBrowser('chromium'),
  headless: true,
  args: chromiumFlags,
})

/** Each measurement in a page of its own, so that none is warmed up by another. */
async function measure(name, options) {
  const page = await browser.newPage()
  try {
    page.on('pageerror', (error) => console.error(error))
    await page.goto(address, { waitUntil: 'load' })
    return await page.evaluate((what, how) => globalThis.bench[what](how), name, options)
  } finally {
    await page.close()
  }
}

async function measureOften(name, options) {
  const results = []
  for (let i = 0; i < runs; i++) results.push(await measure(name, options))
  return results
}

const table = []
const add = (what, value, limit, unit) => {
  const text = limit === undefined ? '' : value <= limit ? `≤ ${limit}` : `≤ ${limit}, over`
  table.push([what, `${Number.isInteger(value) ? value : value.toFixed(1)}${unit && ` ${unit}`}`, text])
}

try {
  for (const { name, ...options } of renders) {
    const results = await measureOften('firstRender', options)
    const of = (key) => median(results.map((result) => result[key]))
    add(`${name}: first frame`, of('first'), budget.firstMs, 'ms')
    if (options.rows) add(`${name}: all drawn`, of('done'), undefined, 'ms')
    const longest = of('longest')
    if (longest) add(`${name}: longest task`, longest, budget.taskMs, 'ms')
    else table.push([`${name}: longest task`, '< 50 ms', `≤ ${budget.taskMs}`])
    const { mutations, longest: pollTask } = await measure('unchangedPoll', options)
    add(`${name}: mutations at an unchanged poll`, mutations, budget.mutations, '')
    if (pollTask) add(`${name}: longest task of that poll`, pollTask, undefined, 'ms')
  }
  // Chance makes a refresh up to a tenth shorter.
  add('50 pages of one browser: requests in a refresh time', await measure('requests', { pages: 50, refreshMs: 1000, refreshes: 10 }), 1.15, '')
  for (const id of await measure('adapters')) {
    const what = `adapter ${id}: 1 MB, in multiples of its parser alone`
    try {
      const { alone, whole } = await measure('adapter', { id, bytes: 1e6, rounds: 101 })
      add(what, median(whole) / median(alone), budget.ratio, '×')
    } catch (error) {
      table.push([what, 'not measured', error.message.split('\n', 1)[0]])
    }
  }
  // What is longer is cut, so this is the longest there is.
  for (const name of await measure('bodyNames')) {
    const { small, large } = await measure('body', { name, size: 50_000, rounds: runs })
    const ratio = median(large) / median(small)
    table.push([`body, 100 KB of ${name}`, `${median(large).toFixed(1)} ms`, `${ratio.toFixed(1)} × that of 50 KB`])
  }
} finally {
  await browser.close()
  server.close()
  await rm(folder, { recursive: true })
}

const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column].length)))
console.log(`Medians of ${runs} pages, Chromium\n`)
for (const [what, value, limit] of table) console.log(`${what.padEnd(widths[0])}  ${value.padStart(widths[1])}  ${limit}`)

const perSecond = (value) => value.toFixed(0).padStart(9)
console.log('\n10,000 browsers opened within ten seconds, and an outage of half an hour: requests per second at the feed (simulated)\n')
console.log(`${'refresh every minute'.padEnd(46)}   steady     peak   outage     peak     back     peak over steady`)
for (const [name, delayOf] of Object.entries(policies)) {
  for (const [told, toldMs] of [['', 0], [', told when', 1_800_000]]) {
    const { steady, peakBefore, out, peakOut, peakBack } = summarise(simulate(delayOf, { toldMs }))
    const figures = [steady, peakBefore, out, peakOut, peakBack].map(perSecond).join('')
    console.log(`${(name + told).padEnd(46)}${figures}  ${(peakBack / steady).toFixed(1).padStart(8)}${peakBack > 2 * steady ? ', over 2' : ''}`)
  }
}
