import { StatusError } from './status-error.ts'

export interface FetchOptions {
  /** @default the global `fetch` */
  fetch?: typeof globalThis.fetch | undefined
  signal?: AbortSignal | undefined
  /** For the whole read, body included. @default 10_000 */
  timeoutMs?: number | undefined
}

const maxBytes = 5 * 1024 * 1024

/**
 * Reads one document as text, whatever its encoding. A simple GET with no header of ours, since many servers never pass
 * a preflight. Credentials stay at fetch's own default (`same-origin`): a private feed at a path of the host's own site
 * needs its cookie, and other origins never get one, as `Access-Control-Allow-Origin: *` demands.
 * @throws StatusError `network`, `timeout`, `http` or `too-large`
 */
export const fetchText = (url: string, options: FetchOptions = {}): Promise<string> => limited(url, options, false)

/**
 * Whether the server answers when the page does not ask to read the answer: then it is CORS that keeps it from us.
 * Never true outside of browsers, at one's own origin or while offline.
 */
export const isRefusedByCors = (url: string, options: FetchOptions): Promise<boolean> =>
  typeof origin === 'string' && new URL(url).origin !== origin && !isOffline()
    ? limited(url, options, true).then(
        () => true,
        () => false,
      )
    : Promise.resolve(false)

/** @throws StatusError `not-json` */
export const parseJson = async (text: string, url: string): Promise<unknown> => {
  try {
    // Not JSON.parse: pages that replace it would get at the feed.
    return await new Response(text).json()
  } catch (cause) {
    const hint = `Expected JSON, got ${whatIs(text)}: give the address of a status page or of its feed.`
    throw new StatusError('not-json', `${url} is not JSON`, { url, hint, cause })
  }
}

/** What was seen instead, in a few words for a hint. */
export function whatIs(document: unknown): string {
  if (typeof document === 'object') return `JSON with ${Object.keys(document ?? {}).slice(0, 5).join(', ') || 'nothing in it'}`
  const text = String(document).trim()
  if (!text) return 'nothing'
  return /^<(!doctype html|html)/i.test(text) ? 'an HTML page' : text[0] === '<' ? 'XML' : 'text'
}

/** Ends in time, even where a page's own `fetch` heeds no signal. */
async function limited(
  url: string,
  { fetch = globalThis.fetch, signal, timeoutMs = 10_000 }: FetchOptions,
  blindly: boolean,
): Promise<string> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const stop = () => controller.abort(signal?.reason)
  signal?.addEventListener('abort', stop)
  const timer = setTimeout(
    () => controller.abort(new StatusError('timeout', `${url} took over ${timeoutMs / 1000} s`, { url })),
    timeoutMs,
  )
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.onabort = () => reject(controller.signal.reason)
  })
  try {
    return await Promise.race([load(url, fetch, controller.signal, blindly), aborted])
  } catch (cause) {
    if (cause instanceof StatusError) throw cause
    throw new StatusError('network', `${url} could not be reached`, {
      url,
      cause,
      ...(isOffline()
        ? { reason: 'offline' }
        : { reason: 'unreachable', hint: 'Check the address, and that the Content-Security-Policy allows it in connect-src.' }),
    })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    controller.abort()
  }
}

async function load(url: string, fetch: typeof globalThis.fetch, signal: AbortSignal, blindly: boolean): Promise<string> {
  const response = await fetch(url, {
    cache: 'no-cache',
    priority: 'low',
    signal,
    ...(blindly && { mode: 'no-cors' }),
  })
  if (blindly) return ''
  if (!response.ok) throw refused(url, response)
  const chunks: BlobPart[] = []
  let size = 0
  const add = (chunk: Uint8Array<ArrayBuffer>) => {
    size += chunk.length
    if (size > maxBytes) throw new StatusError('too-large', `${url} is larger than 5 MiB`, { url })
    chunks.push(chunk)
  }
  // Pages that replace fetch give half of a Response.
  const reader = response.body?.getReader?.()
  if (!reader) add(new Uint8Array(await response.arrayBuffer()))
  else for (let part; !(part = await reader.read()).done; ) add(part.value)
  return decode(await new Blob(chunks).arrayBuffer(), response.headers?.get('content-type') ?? '')
}

function refused(url: string, { status, headers }: Response): StatusError {
  const after = headers?.get('retry-after') ?? ''
  const afterMs = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now()
  return new StatusError('http', `${url} answered ${status}`, {
    url,
    reason: `${status}`,
    ...((status === 404 || status === 410) && { hint: 'Nothing is there: check the address.' }),
    ...(afterMs > 0 && { retryAfterMs: afterMs }),
  })
}

/**
 * A byte order mark says UTF-16; what is valid UTF-8 is UTF-8, whatever a header says (proxies re-encode and keep the
 * header); only then the declared encoding counts.
 */
function decode(bytes: ArrayBuffer, contentType: string): string {
  const [first = 0, second = 0] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength))
  const mark = (first << 8) | second
  if (mark === 0xfeff || mark === 0xfffe) return new TextDecoder(mark === 0xfeff ? 'utf-16be' : 'utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const text = new TextDecoder().decode(bytes)
    const declared = /(?:charset|encoding)\s*=\s*["']?([\w-]+)/.exec(contentType + text.slice(0, 100))?.[1]
    try {
      return declared ? new TextDecoder(declared).decode(bytes) : text
    } catch {
      return text
    }
  }
}

const isOffline = () => globalThis.navigator?.onLine === false
