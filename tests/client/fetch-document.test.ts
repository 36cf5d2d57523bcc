import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { fetchText, parseJson } from '../../src/client/fetch-document.ts'
import type { StatusError } from '../../src/client/status-error.ts'
import { useClock } from '../helpers/clock.ts'
import { useNetwork } from '../helpers/msw.ts'

const url = 'https://status.acme.test/summary.json'
const mebibyte = 2 ** 20

const read = (fetch?: unknown, { signal = new AbortController().signal, timeoutMs = 10_000 } = {}) =>
  fetchText(url, { signal, timeoutMs, fetch: fetch as typeof globalThis.fetch | undefined })

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it was read'),
    (error: StatusError) => error,
  )

describe('a document is read', () => {
  const network = useNetwork()

  it('by a simple GET: no header of ours, revalidated, at low priority, with no word of the page that asks', async () => {
    const asked: unknown[] = []
    await read(async (...args: unknown[]) => {
      asked.push(...args)
      return new Response('')
    })
    expect(asked[0]).to.equal(url)
    expect(asked[1]).to.include({ cache: 'no-cache', priority: 'low', referrerPolicy: 'no-referrer' })
    expect(Object.keys(asked[1] as object).sort()).to.deep.equal(['cache', 'priority', 'referrerPolicy', 'signal'])
  })

  it('as text', async () => {
    network.answer(url, () => HttpResponse.text('Postämter ✉'))
    expect(await read()).to.equal('Postämter ✉')
  })

  const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
  const encodings: [string, number[], string, string][] = [
    ['UTF-8 with a byte order mark', [0xef, 0xbb, 0xbf, 0x61], '', 'a'],
    ['UTF-16, big end first', [0xfe, 0xff, 0, 0x61, 0, 0xe4], 'application/json;charset=utf-16', 'aä'],
    ['UTF-16, little end first', [0xff, 0xfe, 0x61, 0, 0xe4, 0], '', 'aä'],
    ['UTF-8 that a header calls UTF-16', [0x61, 0xc3, 0xa4], 'application/json;charset=utf-16', 'aä'],
    ['Latin 1 by its header', [0x61, 0xe4], 'text/xml; charset="iso-8859-1"', 'aä'],
    ['Latin 1 by its XML declaration', [...ascii('<?xml encoding="ISO-8859-1"?>'), 0xe4], '', '<?xml encoding="ISO-8859-1"?>ä'],
    ['UTF-8 with one broken byte', [0x61, 0xff, 0x62], '', 'a\ufffdb'],
    ['an encoding that nobody knows', [0x61, 0xff], 'text/plain; charset=klingon', 'a\ufffd'],
    ['nothing', [], '', ''],
  ]
  for (const [name, bytes, type, text] of encodings) {
    it(`from ${name}`, async () => {
      network.answer(url, () => new HttpResponse(new Uint8Array(bytes), { headers: { 'Content-Type': type } }))
      expect(await read()).to.equal(text)
    })
  }

  it('from a response that has no stream', async () => {
    const { buffer } = new TextEncoder().encode('whole')
    expect(await read(async () => ({ ok: true, arrayBuffer: async () => buffer }))).to.equal('whole')
  })

  for (const type of ['application/health+json', 'application/vnd.spring-boot.actuator.v3+json;charset=UTF-8']) {
    it(`when it reports ill health, which such reports do with 503 (${type})`, async () => {
      network.answer(url, () => HttpResponse.text('{"status":"DOWN"}', { status: 503, headers: { 'Content-Type': type } }))
      expect(await read()).to.equal('{"status":"DOWN"}')
      network.answer(url, () => HttpResponse.text('{"status":"DOWN"}', { status: 500, headers: { 'Content-Type': type } }))
      expect(await failure(read())).to.include({ code: 'http', reason: '500' })
    })
  }

  it('up to 5 MiB', async () => {
    const text = 'x'.repeat(5 * mebibyte)
    expect(await read(async () => new Response(text))).to.have.lengthOf(text.length)
  })

  it('as JSON where the page has replaced JSON.parse', async () => {
    const { parse } = JSON
    JSON.parse = () => 'mine'
    try {
      expect(await parseJson('{"a": [1]}', url)).to.deep.equal({ a: [1] })
    } finally {
      JSON.parse = parse
    }
  })
})

describe('a document is not read', () => {
  const clock = useClock()
  const network = useNetwork()

  it('when the server refuses with JSON of no health report', async () => {
    network.answer(url, () => HttpResponse.json({ status: 'DOWN' }, { status: 503 }))
    expect(await failure(read())).to.include({ code: 'http', reason: '503' })
  })

  it('when the server refuses: code http, the status as reason', async () => {
    network.answer(url, () => new HttpResponse('', { status: 503 }))
    expect(await failure(read())).to.include({ name: 'StatusError', code: 'http', reason: '503', url })
  })

  it('when there is no answer: code network', async () => {
    network.answer(url, () => HttpResponse.error())
    expect(await failure(read())).to.include({ code: 'network', reason: 'unreachable', url })
  })

  it('when it is not JSON: code not-json, and what was seen', async () => {
    for (const text of ['', '<html>', '{"a":', 'jsonCallback({})']) {
      expect(await failure(parseJson(text, url))).to.include({ code: 'not-json', url, cause: text })
    }
  })

  it('when it takes longer than the given time to begin', async () => {
    const reading = failure(read(() => new Promise(() => {}), { timeoutMs: 2000 }))
    clock().tick(2000)
    expect(await reading).to.include({ code: 'timeout', url })
  })

  it('when it begins but never ends', async () => {
    let isCancelled = false
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(new Uint8Array(1)),
      cancel: () => {
        isCancelled = true
      },
    })
    const reading = failure(
      read(async (_: string, { signal }: RequestInit) => {
        signal?.addEventListener('abort', () => void body.cancel().catch(() => (isCancelled = true)))
        return new Response(body)
      }),
    )
    await clock().tickAsync(10_000)
    expect(await reading).to.include({ code: 'timeout' })
    expect(isCancelled).to.equal(true)
  })

  it('when it is larger than 5 MiB: reading ends there, whatever would follow', async () => {
    let pulled = 0
    let signal: AbortSignal | null | undefined
    const body = new ReadableStream({
      pull(stream) {
        pulled++
        stream.enqueue(new Uint8Array(mebibyte))
      },
    })
    const error = await failure(
      read(async (_: string, init: RequestInit) => {
        signal = init.signal
        return new Response(body)
      }),
    )
    expect(error).to.include({ code: 'too-large', url })
    expect(pulled).to.be.within(6, 8)
    expect(signal?.aborted).to.equal(true)
  })

  it('when it is larger than 5 MiB and has no stream', async () => {
    const arrayBuffer = async () => new ArrayBuffer(6 * mebibyte)
    expect(await failure(read(async () => ({ ok: true, arrayBuffer })))).to.include({ code: 'too-large' })
  })

  const hostile: [string, unknown][] = [
    ['throws', () => { throw new Error('mine') }],
    ['throws no error', () => { throw undefined }],
    ['gives nothing', () => undefined],
    ['gives null', async () => null],
    ['gives half a response', async () => ({ ok: true })],
    ['gives a body that is no stream', async () => ({ ok: true, body: { getReader: () => ({}) } })],
    ['is no function', 7],
  ]
  for (const [name, fetch] of hostile) {
    it(`when the page's fetch ${name}`, async () => {
      const error = await failure(read(fetch))
      expect(error).to.include({ name: 'StatusError', code: 'network' })
    })
  }

  it('when nobody waits for it any more', async () => {
    const controller = new AbortController()
    let signal: AbortSignal | undefined
    const reading = failure(
      read(
        (_: string, init: RequestInit) => {
          signal = init.signal ?? undefined
          return new Promise(() => {})
        },
        { signal: controller.signal },
      ),
    )
    controller.abort()
    await reading
    expect(signal?.aborted).to.equal(true)
    expect(clock().countTimers()).to.equal(0)
  })

  it('and leaves no timer behind, well or not', async () => {
    await read(async () => new Response(''))
    await failure(read(async () => Response.error()))
    expect(clock().countTimers()).to.equal(0)
  })
})
