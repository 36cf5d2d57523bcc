import type { StatuspaneElement } from '../../src/elements/statuspane-element.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { box, deep, mount } from '../helpers/mount.ts'
import { settled } from '../helpers/reports.ts'
import { faults } from './strangers-faults.ts'

// Fetched when first needed: here before the tests, so that none sees less than there is.
await Promise.all([import('../../src/content/html.ts'), import('../../src/elements/update-list.ts'), import('../../src/elements/history-bars.ts')])

const asMuchAsCan = { past: '1000', visible: '1000', lead: 'P9999D', linger: 'P9999D' }

/** Elements in which all that can be opened is open, whatever they show. */
function stageOf(elements: readonly StatuspaneElement[], expand: () => void) {
  const updated = () => Promise.all(elements.flatMap((el) => [el, ...deep(el, '*')]).map((el) => (el as StatuspaneElement).updateComplete))

  async function open(): Promise<void> {
    expand()
    for (let closed; (closed = elements.flatMap((el) => deep(el, 'button[aria-expanded=false], [part~=more]:not([aria-expanded], .restore)'))).length; ) {
      for (const button of closed) button.click()
      await updated()
    }
    // Bodies in HTML come a moment later.
    await settled()
    await settled()
  }

  return {
    elements,
    /** Shows a snapshot on all of them; what should not be there, in words. */
    async show(snapshot: StatusSnapshot): Promise<string[]> {
      for (const el of elements) el.snapshot = snapshot
      await updated()
      await open()
      return elements.flatMap(faults)
    },
  }
}

/** All five elements, the badge as a link and with a popover. */
export async function openStage(place: Element = document.body) {
  const badge = await mount('statuspane-badge', {}, { popup: '' }, place)
  const others = await Promise.all([
    mount('statuspane-badge', {}, {}, place),
    mount('statuspane-banner', {}, asMuchAsCan, place),
    mount('statuspane-widget', {}, asMuchAsCan, place),
    mount('statuspane-components', {}, {}, place),
    mount('statuspane-timeline', {}, asMuchAsCan, place),
  ])
  return stageOf([badge, ...others], () => badge.expand())
}

/** All five with fewer nodes: a widget has the others in it. Out of sight, so that nothing is laid out. */
export async function openSmallStage() {
  const place = box(800)
  place.style.display = 'none'
  return stageOf([await mount('statuspane-badge', {}, {}, place), await mount('statuspane-widget', {}, asMuchAsCan, place)], () => {})
}

const traps = ['alert', 'confirm', 'prompt', 'print', 'canary', 'eval', 'open'] as const
const levels = ['debug', 'error', 'info', 'log', 'warn'] as const

/** Hears whatever runs, asks the network, or writes to the console while a test is on. */
export function useTraps() {
  const heard: string[] = []
  const undo: (() => void)[] = []
  const replace = (owner: object, name: string, value: unknown) => {
    const before = Object.getOwnPropertyDescriptor(owner, name)
    Object.defineProperty(owner, name, { configurable: true, writable: true, value })
    undo.push(() => (before ? Object.defineProperty(owner, name, before) : Reflect.deleteProperty(owner, name)))
  }
  const hear = (event: Event) => {
    const error = event instanceof PromiseRejectionEvent ? event.reason : event instanceof ErrorEvent ? event.error : undefined
    heard.push(`${event.type} ${error}`)
    event.preventDefault()
  }
  // A page of many modules fills the usual room with them.
  performance.setResourceTimingBufferSize(100_000)
  const requests = new PerformanceObserver((list) => note(list.getEntries()))
  // Modules of ours may come late.
  const note = (entries: PerformanceEntryList) => {
    for (const { name } of entries) if (!/\/(?:src|node_modules|__w\w+)\/|^wss?:|\/shared\/xss\//.test(name)) heard.push(`asked for ${name}`)
  }

  beforeEach(() => {
    heard.length = 0
    for (const name of traps) replace(globalThis, name, () => void heard.push(name))
    for (const name of levels) replace(console, name, (...words: unknown[]) => void (String(words[0]).includes('Lit is in dev mode') || heard.push(`console: ${words.join(' ')}`)))
    for (const name of ['error', 'unhandledrejection', 'securitypolicyviolation', 'hashchange', 'popstate']) addEventListener(name, hear)
    undo.push(() => ['error', 'unhandledrejection', 'securitypolicyviolation', 'hashchange', 'popstate'].forEach((name) => removeEventListener(name, hear)))
    requests.observe({ type: 'resource' })
  })
  afterEach(() => {
    requests.disconnect()
    for (const step of undo.splice(0)) step()
  })

  /** All that was heard; a moment is given to what starts late. */
  return async (): Promise<string[]> => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    note(requests.takeRecords())
    return heard
  }
}
