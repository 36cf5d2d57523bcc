import { parseXml } from '@rgrove/parse-xml'
import '../src/index.ts'
import { clientFor } from '../src/client/clients.ts'
import { catalogue } from '../src/feeds/catalogue.ts'
import { renderBody } from '../src/content/body.ts'
import { bodies } from './bodies.js'
import { now, snapshot } from './data.js'
import { growTo } from './repeat.js'

const fixtures = import.meta.glob('../tests/feeds/fixtures/*.json', { import: 'default' })

const frame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.now())
      port2.postMessage(null)
    })
  })

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

function roots(element, found = []) {
  if (!element.shadowRoot) return found
  found.push(element.shadowRoot)
  for (const child of element.shadowRoot.querySelectorAll('*')) roots(child, found)
  return found
}

const count = (element) => roots(element).reduce((sum, root) => sum + root.querySelectorAll('*').length, 0)

/** Settles when all rows of components are drawn; looks no further than it has to, so as not to be measured itself. */
async function drawn(element, rows) {
  const list = () => element.renderRoot?.querySelector('statuspane-components') ?? element
  while (list().renderRoot.querySelectorAll('.component').length < rows) await frame()
}

const tasks = []
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask' })

function make(tag, properties) {
  const element = document.createElement(tag)
  Object.assign(element, { now: new Date(now).toISOString(), timeZone: 'UTC', storage: 'none', ...properties })
  return element
}

/** From an empty page to what a reader sees, and to all of it, in ms; and the longest task that took more than 50. */
async function firstRender({ tag, rows, ...options }) {
  const data = snapshot(options)
  await wait(100)
  tasks.length = 0
  const element = make(tag, { snapshot: data })
  await frame()
  const start = performance.now()
  document.querySelector('main').append(element)
  // What it fetches first, such as the bars of histories, counts.
  await element.updateComplete
  const first = (await frame()) - start
  await drawn(element, rows)
  const done = (await frame()) - start
  await wait(200)
  const longest = Math.max(0, ...tasks.map(({ duration }) => duration))
  return { first, done, longest, nodes: count(element) }
}

/** What a poll touches whose document differs in nothing but when it was made. */
async function unchangedPoll({ tag, rows, ...options }) {
  let made = now
  const answer = async () => {
    made += 1000
    const document = { $schema: 'https://status.example.test/statuspane/v1.json', ...snapshot(options) }
    return new Response(JSON.stringify({ ...document, generatedAt: new Date(made).toISOString() }))
  }
  const element = make(tag, { feed: 'https://status.example.test/status.json', fetch: answer })
  document.querySelector('main').append(element)
  await element.refresh()
  await element.updateComplete
  if (!element.data) throw new Error(`not read: ${element.error?.message}`, { cause: element.error })
  await drawn(element, rows)
  await wait(300)
  let mutations = 0
  const observer = new MutationObserver((records) => (mutations += records.length))
  const everything = { subtree: true, childList: true, attributes: true, characterData: true }
  for (const root of roots(element)) observer.observe(root, everything)
  observer.observe(element, { attributes: true })
  const { generatedAt } = element.data
  tasks.length = 0
  await element.refresh()
  await element.updateComplete
  await wait(300)
  if (element.data.generatedAt === generatedAt) throw new Error('nothing was read')
  return { mutations, longest: Math.max(0, ...tasks.map(({ duration }) => duration)) }
}

const follow = (feed, refreshMs) => clientFor({ feed, keeps: true }).subscribe(() => {}, { refreshMs })

/** Requests in so many refresh times, of pages that all follow the same feed; frames stand for tabs, which are pages of their own too. */
async function requests({ pages, refreshMs, refreshes }) {
  const feed = 'https://status.example.test/status.json'
  let count = 0
  const answer = async () => {
    count++
    return new Response(JSON.stringify({ $schema: 'https://status.example.test/statuspane/v1.json', ...snapshot({}) }))
  }
  for (let i = 0; i < pages; i++) {
    const frame = document.createElement('iframe')
    frame.src = location.href
    document.querySelector('main').append(frame)
    await new Promise((resolve) => frame.addEventListener('load', resolve))
    frame.contentWindow.fetch = answer
    frame.contentWindow.bench.follow(feed, refreshMs)
  }
  await wait(2 * refreshMs)
  count = 0
  await wait(refreshes * refreshMs)
  return count / refreshes
}

const adapters = () => catalogue.map(({ id }) => id)

const parseAlone = (text) => (text.trimStart().startsWith('<') ? parseXml(text, { ignoreUndefinedEntities: true }) : JSON.parse(text))

const countParts = ({ components, incidents, maintenances }) =>
  components.length + [...incidents, ...maintenances].reduce((sum, { updates }) => sum + 1 + updates.length, 0)

/**
 * The documents of an adapter's fixture, grown: the parser alone on each of them, and the adapter on what the client hands
 * it. Both in one run and by turns, so that the machine's mood hits both.
 */
async function adapter({ id, bytes, rounds }) {
  const reader = await catalogue.find((entry) => entry.id === id).load()
  const { page, documents } = await fixtures[`../tests/feeds/fixtures/${id}.json`]()
  const { texts, copies } = growTo(bytes, documents)
  const asked = new Set(reader.requests(page).flatMap(({ key, format }) => (format === 'text' ? key : [])))
  const isText = (key) => asked.has(key) || typeof documents[key] === 'string'
  const alone = []
  const whole = []
  let parts = 0
  for (let i = 0; i < rounds; i++) {
    const start = performance.now()
    const parsed = Object.entries(texts).map(([key, text]) => [key, parseAlone(text)])
    alone.push(performance.now() - start)
    const given = Object.fromEntries(parsed.map(([key, value]) => [key, isText(key) ? texts[key] : value]))
    const from = performance.now()
    parts = countParts(reader.parse(given, page))
    whole.push(performance.now() - from)
  }
  // Some have components of their own that no document brings, so not all that is counted grows.
  if (parts < (countParts(reader.parse(documents, page)) * copies) / 4) throw new Error('its copies are not read')
  return { alone, whole }
}

const bodyNames = () => Object.keys(bodies)

/** One body of a size and one of twice that size, by turns, in ms. */
async function body({ name, size, rounds }) {
  const [format, make] = bodies[name]
  const small = make(size)
  const large = make(size * 2)
  const time = async (text) => {
    const start = performance.now()
    await renderBody(text, format)
    return performance.now() - start
  }
  await time('<b>warm</b>')
  const results = { small: [], large: [] }
  for (let i = 0; i < rounds; i++) {
    results.small.push(await time(small))
    results.large.push(await time(large))
  }
  return results
}

globalThis.bench = { firstRender, unchangedPoll, follow, requests, adapters, adapter, bodyNames, body }
