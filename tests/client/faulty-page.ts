import '../../src/index.ts'
import type { StatuspaneBanner } from '../../src/elements/banner.ts'
import type { StatuspaneWidget } from '../../src/elements/widget.ts'
import { useClock } from '../helpers/clock.ts'
import { settled, useReports } from '../helpers/reports.ts'
import { comeBack } from './page.ts'

export type Answer = (url: string) => Response | Promise<Response>

/** A page with a widget and a banner of one feed, whose server answers as the test says. */
export interface FaultyPage {
  widget: StatuspaneWidget
  banner: StatuspaneBanner
  /** What the server answers from now on. */
  answer: Answer
  /** Whether it answers who does not read the answer. */
  isThere: boolean
  /** When what was asked for, in order. */
  asked: { url: string; at: number }[]
  /** The reader goes. */
  close(): void
  /** What both show, in words. */
  shown(): { widget: string; banner: string }
  /** All that is ready to run has run and is on the screen. */
  painted(): Promise<void>
  /** The read that is under way, to its end, which takes so long, and to the screen. */
  read(lastsMs?: number): Promise<void>
  /** On to the next request and the end of that read; the seconds that went by before it was asked for. */
  next(lastsMs?: number): Promise<number>
}

interface Opening {
  /** How long the first read takes. */
  lastsMs?: number
  isThere?: boolean
  attributes?: Readonly<Record<string, string>>
}

export const noon = Date.parse('2026-05-04T10:00:00Z')

/** The tests of a file have one clock, which stands still; chance always is in the middle. */
export function useFaultyPages({ now = noon, feed = 'https://status.brightwater.test/status.json', timeZone = 'UTC' } = {}) {
  const clock = useClock(now)
  const reports = useReports()
  const made: Element[] = []
  const written: unknown[] = []
  const { random } = Math
  const words = ['debug', 'error', 'info', 'log'] as const
  const { debug, error, info, log } = console

  before(() =>
    Promise.all([
      import('../../src/client/decode.ts'),
      import('../../src/client/search.ts'),
      import('../../src/feeds/catalogue.ts'),
      import('../../src/feeds/native.ts'),
      import('../../src/feeds/statuspage.ts'),
    ]),
  )
  beforeEach(() => {
    comeBack()
    written.length = 0
    for (const word of words) console[word] = (...said: unknown[]) => written.push(...said)
    Math.random = () => 0.5
  })
  afterEach(() => {
    for (const element of made.splice(0)) element.remove()
    Object.assign(console, { debug, error, info, log })
    Math.random = random
  })

  async function open(answer: Answer, { lastsMs = 0, isThere = false, attributes = {} }: Opening = {}): Promise<FaultyPage> {
    let endedAt = 0
    const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
      const url = String(input)
      if (init?.mode === 'no-cors') return page.isThere ? new Response() : Promise.reject(new TypeError('Failed to fetch'))
      page.asked.push({ url, at: Date.now() })
      return page.answer(url)
    }
    const put = <Tag extends 'statuspane-widget' | 'statuspane-banner'>(tag: Tag) => {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries({ feed, 'time-zone': timeZone, lang: 'en-GB', storage: 'none', ...attributes })) element.setAttribute(name, value)
      element.fetch = fetch
      made.push(element)
      document.body.append(element)
      return element
    }
    const page: FaultyPage = {
      answer,
      isThere,
      asked: [],
      widget: put('statuspane-widget'),
      banner: put('statuspane-banner'),
      close: () => [page.widget, page.banner].forEach((element) => element.remove()),
      shown: () => ({ widget: shownIn(page.widget), banner: shownIn(page.banner) }),
      async painted() {
        await settled()
        for (const element of [page.widget, page.banner]) await element.updateComplete
        await settled()
      },
      async read(ms = 0) {
        const reading = page.widget.refresh()
        await settled()
        clock().tick(ms)
        await reading
        endedAt = Date.now()
        await page.painted()
      },
      async next(ms) {
        const count = page.asked.length
        while (page.asked.length === count) {
          if (!page.widget.isConnected) throw new Error('the test is over')
          clock().next()
          await settled()
        }
        const waitedMs = (page.asked[count]?.at ?? Number.NaN) - endedAt
        await page.read(ms)
        return waitedMs / 1000
      },
    }
    await page.read(lastsMs)
    return page
  }

  return {
    clock,
    reports,
    open,
    /** What was thrown into the page and written to its console: nothing may be. */
    noise: () => [...reports.thrown, ...reports.warnings, ...written],
  }
}

/** The words in an element and in those inside it, where they are seen. */
function shownIn(element: Element): string {
  const wordsOf = (node: Node): string => {
    if (node instanceof Element && (node.localName === 'style' || node.matches('[role=status]'))) return ''
    if (node instanceof Element && node.shadowRoot) return wordsOf(node.shadowRoot)
    return node.hasChildNodes() ? [...node.childNodes].map(wordsOf).join(' ') : node instanceof Text ? node.data : ''
  }
  return wordsOf(element).replace(/\s+/g, ' ').trim()
}
