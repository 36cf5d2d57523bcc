import FakeTimers from '@sinonjs/fake-timers'
import '../../src/index.ts'
import type { StatuspaneElement } from '../../src/elements/statuspane-element.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'

/** A page with all five elements that lives for days in minutes: its clock is ours, its feed is made here. */

const feed = 'https://status.acme.test/status.json'
const tags = ['statuspane-banner', 'statuspane-widget', 'statuspane-components', 'statuspane-timeline', 'statuspane-badge']
const minute = 60_000
const start = Date.parse('2026-03-23T00:00:00Z')
const clock = FakeTimers.install({ now: start, toFake: ['Date', 'setTimeout', 'clearTimeout'] })

/** A poll holds its lock from before it reads until it is told. */
let polling = 0
const request = navigator.locks.request.bind(navigator.locks) as (...all: unknown[]) => Promise<unknown>
navigator.locks.request = ((...all: unknown[]) => {
  polling++
  return request(...all).finally(() => polling--)
}) as typeof navigator.locks.request

let reads = 0
/** Fails now and then, as feeds do. */
let isDown = false
globalThis.fetch = async () => {
  reads++
  if (isDown) throw new TypeError('Failed to fetch')
  return new Response(JSON.stringify({ $schema: 'https://acme.test/statuspane/v1.json', ...feedAt(Date.now()) }))
}

/** What the feed says: every four hours something breaks for two hours, with an update every twenty minutes, and works are done. */
function feedAt(now: number): StatusSnapshot {
  const begun = Math.floor(now / (240 * minute)) * 240 * minute
  const minutes = Math.floor((now - begun) / minute)
  const isOpen = minutes >= 60 && minutes < 180
  const at = (after: number) => new Date(begun + after * minute).toISOString()
  const updates = Array.from({ length: Math.floor((Math.min(minutes, 180) - 60) / 20) + 1 }, (_, i) => ({
    id: `${begun}-${i}`,
    status: i < 3 ? 'investigating' : i < 6 ? 'identified' : 'resolved',
    at: at(60 + i * 20),
    body: `Step ${i}: see https://acme.test/${i}\n1. one\n2. two`,
    format: 'text',
  })).reverse()
  const incident = { id: `i${begun}`, title: `Leak of ${at(60)}`, impact: 'major', startedAt: at(60), componentIds: ['a'], updates }
  return {
    page: { name: 'Acme', url: 'https://status.acme.test' },
    indicator: isOpen ? 'major' : 'none',
    groups: [{ id: 'g', name: 'All' }],
    components: Array.from({ length: 30 }, (_, i) => ({ id: i ? `c${i}` : 'a', name: `Part ${i}`, groupId: 'g', status: isOpen && !i ? 'partial_outage' : 'operational' })),
    incidents: minutes < 60 ? [] : [isOpen ? { ...incident, status: 'investigating' } : { ...incident, status: 'resolved', resolvedAt: at(180) }],
    maintenances: [{ id: `m${begun}`, title: 'Works', status: 'scheduled', scheduledStart: at(200), scheduledEnd: at(230), componentIds: [], updates: [] }],
    problems: [],
  } as StatusSnapshot
}

const settled = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = resolve
    port2.postMessage('')
  })

async function until(holds: () => unknown) {
  while (!holds()) await settled()
}

const elements = () => tags.flatMap((tag) => [...document.querySelectorAll<StatuspaneElement>(tag)])

async function mount() {
  const before = reads
  for (const tag of tags) document.body.append(Object.assign(document.createElement(tag), { feed, timeZone: 'UTC', lang: 'en' }))
  await until(() => elements().every(({ data, error }) => data ?? error))
  await Promise.all(elements().map((element) => element.updateComplete))
  return reads - before
}

/** All that is under way, and what is drawn of it. */
async function rest() {
  await until(() => !polling)
  await settled()
  await Promise.all(elements().map((element) => element.updateComplete))
}

/** On to the next poll and its end. */
async function poll() {
  const before = reads
  const isRead = () => reads > before
  while (!isRead()) {
    clock.next()
    await rest()
  }
}

Object.assign(globalThis, {
  soak: {
    mount,
    /** So many days of polls; the feed is out of reach for an hour of each day. Ends where the feed says that all is well. */
    async live(days: number) {
      const until = Date.now() + days * 1440 * minute
      const before = reads
      while (Date.now() < until || new Date().getUTCHours() % 4) {
        isDown = new Date().getUTCHours() === 13
        await poll()
      }
      // What is drawn, kept or announced a moment later.
      clock.tick(15_000)
      await rest()
      return { polls: reads - before, days: (Date.now() - start) / (1440 * minute) }
    },
    /** All five elements are put into the page and taken out again, so many times. */
    async come(times: number) {
      for (let i = 0; i < times; i++) {
        await mount()
        for (const element of elements()) element.remove()
        await settled()
      }
    },
    clear: () => elements().forEach((element) => element.remove()),
    timers: () => clock.countTimers(),
    stored: () => Object.values({ ...localStorage }).reduce((sum: number, text: string) => sum + text.length, 0),
  },
})
