import { failure, missesPart, StatusError } from './status-error.ts'

export interface FetchOptions {
  signal: AbortSignal
  /** @default the global `fetch` */
  fetch?: typeof globalThis.fetch | undefined
  /** For the whole read, body included. @default 10_000 */
  timeoutMs?: number | undefined
}

const maxBytes = 5 * 2 ** 20
/** Outside of browsers, with their pages and their workers, there is none, and some runtimes refuse the word. */
const hasCache = 'document' in globalThis || 'importScripts' in globalThis

/**
 * Reads one document as text, whatever its encoding. A simple GET with no header of ours, since many servers never pass
 * a preflight. Credentials stay at fetch's own default (`same-origin`): a private feed at a path of the host's own site
 * needs its cookie, and no other origin gets one. No server is told which page reads. Ends in time, even where a page's
 * own `fetch` heeds no signal.
 * @throws StatusError `network`, `timeout`, `http` or `too-large`
 */
export async function fetchText(
  url: string,
  { signal, fetch = globalThis.fetch, timeoutMs = 10_000 }: FetchOptions,
): Promise<string> {
  const controller = new AbortController()
  const either = AbortSignal.any([signal, controller.signal])
  const timer = setTimeout(() => controller.abort(failure('timeout', url)), timeoutMs)
  let reason = 'unreachable'
  try {
    either.throwIfAborted()
    const aborted = new Promise<never>((_, reject) => {
      either.onabort = () => reject(either.reason)
    })
    return await Promise.race([load(url, fetch, either, () => (reason = 'cut off')), aborted])
  } catch (cause) {
    if (cause instanceof StatusError) throw cause
    throw failure('network', url, globalThis.navigator?.onLine === false ? 'offline' : reason, cause)
  } finally {
    clearTimeout(timer)
    controller.abort()
  }
}

async function load(url: string, fetch: typeof globalThis.fetch, signal: AbortSignal, onAnswer: () => void): Promise<string> {
  const response = await fetch(url, { signal, ...(hasCache && { cache: 'no-cache', priority: 'low', referrerPolicy: 'no-referrer' }) })
  const { body, headers } = response
  checkAnswer(response, url)
  onAnswer()
  const chunks: BlobPart[] = []
  let size = 0
  const add = (chunk: Uint8Array<ArrayBuffer>) => {
    size += chunk.length
    if (size > maxBytes) throw failure('too-large', url)
    chunks.push(chunk)
  }
  // Pages that replace fetch may give half of a Response.
  const reader = body?.getReader?.()
  if (reader) for (let part; !(part = await reader.read()).done; ) add(part.value)
  else add(new Uint8Array(await response.arrayBuffer()))
  const bytes = await new Blob(chunks).arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return (await import('./decode.ts').catch(missesPart(url))).decode(bytes, headers?.get('content-type') ?? '')
  }
}

/** @throws StatusError `http` for what the server refuses */
export function checkAnswer(response: Response, url: string): void {
  const { ok, status, headers } = response
  if (!ok && !isHealthReport(response)) throw failure('http', url, `${status}`, headers?.get('retry-after'))
}

/** One that reports ill health is sent with 503, and is an answer none the less. */
const isHealthReport = ({ status, headers }: Response): boolean =>
  status === 503 && /(health|actuator\.v\d)\+json/.test(headers?.get('content-type') ?? '')

/**
 * Not by JSON.parse: pages that replace it would change the feed.
 * @throws StatusError `not-json`
 */
export const parseJson = (text: string, url: string): Promise<unknown> =>
  new Response(text).json().catch(() => {
    throw failure('not-json', url, undefined, text.slice(0, 200))
  })
