import { expect } from 'chai'
import { incident, snapshot } from '../model/make.ts'
import { type Answer, type FaultyPage, useFaultyPages } from './faulty-page.ts'

/**
 * What becomes of a feed that fails. Each fault meets a page that knows nothing yet, one that is up to date, and one that
 * is behind already, and then ends. What lies below HTTP is played here as a browser reports it, so that times are exact;
 * `tests/server/faults.test.mjs` has the same of real servers.
 */

const text = JSON.stringify({
  $schema: 'https://brightwater.test/statuspane/v1.json',
  ...snapshot({
    page: { name: 'Brightwater', url: 'https://status.brightwater.test' },
    indicator: 'minor',
    incidents: [incident('leak', { title: 'A leak', impact: 'minor' })],
  }),
})

const good: Answer = () => new Response(text)
const http = (status: number, headers: Record<string, string> = {}, body = ''): Answer => () => new Response(body, { status, headers })
const busy = (retryAfter: string): Answer => http(503, { 'Retry-After': retryAfter })
const of = (body: BodyInit): Answer => () => new Response(body)
const silence = () => new Promise<never>(() => {})
const begun = (...rest: ((stream: ReadableStreamDefaultController) => void)[]): Answer => () =>
  new Response(
    new ReadableStream({
      start(stream) {
        stream.enqueue(new TextEncoder().encode(text.slice(0, 20)))
        for (const go of rest) go(stream)
      },
    }),
  )
const drip = (stream: ReadableStreamDefaultController) => {
  setTimeout(() => {
    stream.enqueue(new Uint8Array([32]))
    drip(stream)
  }, 1000)
}
const utf16 = (words: string) => new Uint8Array([0xff, 0xfe, ...[...words].flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8])])
const inMinutes = (minutes: number): Answer => (url) => busy(new Date(Date.now() + minutes * 60_000).toUTCString())(url)

interface Fault {
  /** `code reason` of the error. */
  error: string
  /** The same of a page that knew nothing yet, where that is another. */
  atFirst?: string
  /** What a site owner is told. */
  hint: RegExp
  answer: Answer
  /** Whether the server answers who does not read the answer: then it is CORS. */
  isThere?: boolean
  /** How long it is waited for, in seconds. */
  lasts?: number
  /** Seconds from then to the next request: after the first failure in a row, and after the second. */
  again?: readonly [number, number]
}

/** 60 s ± 10 % at least, 2 and 4 minutes at most, and the middle of that since chance is stopped there. */
const later = [87, 147] as const
/** As long as the server says, and half an interval or 5 % more. */
const afterMinutes = (minutes: number) => [minutes * 60 + Math.max(30, minutes * 3), minutes * 60 + Math.max(30, minutes * 3)] as const

const asked = /^The server refused; it is asked again/
const slow = /^The server is slow; it is asked again/
const lost = /^Check the address, and whether the Content-Security-Policy/
const seen = (what: string) => new RegExp(`^Saw ${what} instead|^Saw ${what}: `)

const faults: Record<string, Fault> = {
  'no connection: refused, no such name, reset, a redirect loop': { error: 'network unreachable', hint: lost, answer: () => Promise.reject(new TypeError('Failed to fetch')) },
  // Once it was read, the server gives permission: it is an error page that lacks it.
  'no permission to read it (CORS)': { error: 'network unreachable', atFirst: 'network cors', hint: /^Serve the feed from a path of your own site, set proxy, or publish a snapshot: |^Check the address/, answer: () => Promise.reject(new TypeError('Failed to fetch')), isThere: true },
  'no answer at all': { error: 'timeout', hint: slow, answer: silence, lasts: 10 },
  'an answer that stops in its middle': { error: 'timeout', hint: slow, answer: begun(), lasts: 10 },
  'an answer that drips': { error: 'timeout', hint: slow, answer: begun(drip), lasts: 10 },
  'an answer that is cut off': { error: 'network cut off', hint: /^The connection ended before the answer did/, isThere: true, answer: begun((stream) => stream.error(new TypeError('network error'))) },

  '500': { error: 'http 500', hint: asked, answer: http(500) },
  '502 with HTML': { error: 'http 502', hint: asked, answer: http(502, { 'Content-Type': 'text/html' }, '<!doctype html><h1>Bad gateway</h1>') },
  '503': { error: 'http 503', hint: asked, answer: http(503) },
  '503 with Retry-After of 5 minutes in seconds': { error: 'http 503', hint: asked, answer: busy('300'), again: afterMinutes(5) },
  '503 with Retry-After of 5 minutes as a date': { error: 'http 503', hint: asked, answer: inMinutes(5), again: afterMinutes(5) },
  '429 with Retry-After': { error: 'http 429', hint: asked, answer: http(429, { 'Retry-After': '600' }), again: afterMinutes(10) },
  '503 with Retry-After of a second: no sooner than usual': { error: 'http 503', hint: asked, answer: busy('1'), again: [90, 90] },
  '503 with Retry-After of a year in seconds: a day': { error: 'http 503', hint: asked, answer: busy('31536000'), again: afterMinutes(24 * 60) },
  '503 with Retry-After of a year as a date: an hour, since one of two clocks is wrong': { error: 'http 503', hint: asked, answer: inMinutes(365 * 24 * 60), again: afterMinutes(60) },
  '503 with Retry-After of a day ago': { error: 'http 503', hint: asked, answer: inMinutes(-24 * 60) },
  '503 with Retry-After "-120"': { error: 'http 503', hint: asked, answer: busy('-120') },
  '503 with Retry-After "abc"': { error: 'http 503', hint: asked, answer: busy('abc') },
  '503 with Retry-After "1e9"': { error: 'http 503', hint: asked, answer: busy('1e9') },
  '503 with Retry-After "in 2050"': { error: 'http 503', hint: asked, answer: busy('in 2050') },
  '503 with an empty Retry-After': { error: 'http 503', hint: asked, answer: busy('') },
  '404': { error: 'http 404', hint: /^Nothing is there: check the address/, answer: http(404) },
  '401': { error: 'http 401', hint: / is not public: read it through your own site\.$/, answer: http(401) },

  '200 with HTML': { error: 'not-json', atFirst: 'unrecognised', hint: seen('an HTML page'), answer: of('<!doctype html><title>Log in</title>') },
  '200 with nothing': { error: 'not-json', atFirst: 'unrecognised', hint: seen('an empty document'), answer: of('') },
  'half a document': { error: 'not-json', atFirst: 'unrecognised', hint: seen('broken JSON'), answer: of(text.slice(0, text.length / 2)) },
  'bytes that are no text': { error: 'not-json', atFirst: 'unrecognised', hint: seen('text'), answer: of(new Uint8Array([0x80, 0xc3, 0x28, 0xf5, 0xff])) },
  '6 MiB': { error: 'too-large', hint: /^At most 5 MiB are read/, answer: of(new Uint8Array(6 * 2 ** 20)) },
  'null': { error: 'invalid', atFirst: 'unrecognised', hint: /^Saw text|^The feed has changed its form/, answer: of('null') },
  '[]': { error: 'invalid', atFirst: 'unrecognised', hint: /^Saw JSON with nothing in it|^The feed has changed its form/, answer: of('[]') },
  'JSON that is nested 100,000 deep': { error: 'invalid', atFirst: 'unrecognised', hint: /^Saw|^The feed has changed its form/, answer: of('['.repeat(100_000) + ']'.repeat(100_000)) },
  'another JSON with prototype keys': { error: 'invalid', atFirst: 'unrecognised', hint: /^Saw JSON with|^The feed has changed its form/, answer: of('{"__proto__": {"page": 1}, "constructor": {"prototype": {"polluted": 1}}}') },
}

const bytes = (...parts: (string | number)[]) => new Uint8Array(parts.flatMap((part) => (typeof part === 'number' ? part : [...new TextEncoder().encode(part)])))

/** What looks like a fault and is none. */
const harmless: Record<string, Answer> = {
  'a byte order mark': of(`\ufeff${text}`),
  'UTF-16': of(utf16(text)),
  'a byte that is no UTF-8': of(bytes(text.slice(0, -1), ', "note": "', 0xff, '"}')),
  'prototype keys beside its own': of(text.replace('{', '{"__proto__": {"page": 1}, "constructor": {"prototype": 1}, "toString": null, ')),
  'a field that is nested 100,000 deep': of(text.replace('{', `{"deep": ${'['.repeat(100_000)}${']'.repeat(100_000)}, `)),
}

/** What the two show of a good document, with its age once that has to be said; and of none. */
const shown = (age = '') => ({
  widget: [
    'Minor incident',
    age && `${age} The status page can’t be reached just now. Open status.brightwater.test`,
    `A leak Investigating · started 08:00 UTC ${age && `· ${age} `}Open status page`,
    'Now A leak Investigating · Incident, minor impact · started 08:00 UTC Hide updates No update has been published.',
    'status.brightwater.test',
  ].filter(Boolean).join(' '),
  banner: `A leak Investigating · started 08:00 UTC ${age && `· ${age} `}Open status page`,
})
const nothing = { widget: 'Status can’t be loaded Open status.brightwater.test', banner: '' }

describe('a feed that fails:', () => {
  const { open, noise } = useFaultyPages()
  afterEach(() => expect(noise()).to.deep.equal([]))

  for (const [name, fault] of Object.entries(faults)) {
    const { error, atFirst = error, hint, answer, isThere = false, lasts = 0, again: [once, twice] = later } = fault
    const lastsMs = lasts * 1000

    describe(name, () => {
      it('no data yet: the widget says so and links to the page, the banner stays away', async () => {
        const page = await open(answer, { lastsMs, isThere })
        expect(stateOf(page)).to.deep.equal({ status: 'failed', error: atFirst, data: false })
        expect(page.widget.error?.hint).to.match(hint)
        expect(page.shown()).to.deep.equal(nothing)
        expect(page.banner.getBoundingClientRect().height).to.equal(0)
        expect(await page.next(lastsMs)).to.equal(once)
      })

      it('fresh: all stays as it was', async () => {
        const page = await open(good, { isThere })
        page.answer = answer
        expect(await page.next(lastsMs)).to.equal(60)
        expect(stateOf(page)).to.deep.equal({ status: 'stale', error, data: true })
        expect(page.widget.error?.hint).to.match(hint)
        expect(page.shown()).to.deep.equal(shown())
        expect(await page.next(lastsMs)).to.equal(once)
        expect(await page.next(lastsMs)).to.equal(twice)
      })

      it('stale: all stays as it was, and says how old it is', async () => {
        const page = await open(good, { isThere })
        page.answer = http(500)
        await page.next()
        page.answer = answer
        await page.next(lastsMs)
        expect(stateOf(page)).to.deep.equal({ status: 'stale', error, data: true })
        expect(page.shown()).to.deep.equal(shown('As of 10:00 UTC, 2 min ago'))
        expect(await page.next(lastsMs)).to.equal(twice)
      })

      it('recovering: all is as if nothing had been', async () => {
        const page = await open(good, { isThere })
        page.answer = answer
        await page.next(lastsMs)
        page.answer = good
        await page.next()
        expect(stateOf(page)).to.deep.equal({ status: 'fresh', error: undefined, data: true })
        expect(page.shown()).to.deep.equal((await open(good)).shown())
        expect(await page.next()).to.equal(60)
      })
    })
  }
})

describe('a feed is read in spite of', () => {
  const { open, noise } = useFaultyPages()
  afterEach(() => expect(noise()).to.deep.equal([]))

  for (const [name, answer] of Object.entries(harmless)) {
    it(name, async () => {
      const page = await open(answer)
      expect(stateOf(page)).to.deep.equal({ status: 'fresh', error: undefined, data: true })
      expect(page.shown()).to.deep.equal(shown())
      expect(await page.next()).to.equal(60)
    })
  }
})

const stateOf = ({ widget }: FaultyPage) => ({
  status: widget.status,
  error: widget.error && [widget.error.code, widget.error.reason].filter(Boolean).join(' '),
  data: !!widget.data,
})
