import { type FeedReader, FeedShapeError } from '../feeds/feed.ts'
import { type FeedAddress, feedSource, type ReadFeed, resolveFeed } from './feed-source.ts'
import { checkAnswer, fetchText } from './fetch-document.ts'
import type { Shelf } from './shelf.ts'
import { failure, StatusError } from './status-error.ts'

// A chunk of its own, loaded for the first feed that is read through a proxy, by a mapping or with fallbacks.

/** A feed that is not simply read at its own address by what is known. */
export function sourceWith({ proxy, mapping, fallback = [], ...address }: FeedAddress, shelf: Shelf): ReadFeed {
  const { fetch, timeoutMs, provider = 'auto', read: readText = fetchText } = address
  let { signal } = new AbortController()
  const read = (url: string) => readText(resolveFeed(url).href, { fetch, timeoutMs, signal })
  const ours = { ...address, fetch: proxy ? throughProxy(proxy, fetch) : fetch }
  const found = (feed: string) => feedSource({ ...ours, feed, provider: 'auto' }, shelf)
  const mapped: Shelf | undefined = mapping
    ? { near: [{ id: 'mapping', name: 'mapping', match: () => true, load: () => readMapping(mapping, read) }] }
    : undefined
  const told = (feed: string) => (mapped ? feedSource({ ...ours, feed, provider: 'auto' }, mapped) : feedSource({ ...ours, feed }, shelf))
  // A fallback is often a copy in our own format, so what it is is found out too.
  const isFound = !mapping && provider === 'auto'
  const source = firstOf([told(address.feed), ...fallback.flatMap((feed) => (isFound ? [found(feed)] : [told(feed), found(feed)]))])
  return (when, heard) => {
    signal = heard
    return source(when, heard)
  }
}

/**
 * The first of several sources that can be read; all are tried anew at each poll, in order. When none can, the error is
 * the first one's; a provider that is none is said at once. The past is read where the present came from.
 */
function firstOf(sources: readonly [ReadFeed, ...ReadFeed[]]): ReadFeed {
  let [current] = sources
  return async (when, signal) => {
    if (when === 'history') return current(when, signal)
    const errors: unknown[] = []
    for (const source of sources) {
      try {
        const snapshot = await source(when, signal)
        current = source
        return snapshot
      } catch (error) {
        if (signal.aborted || (error instanceof StatusError && error.reason === 'provider')) throw error
        errors.push(error)
      }
    }
    throw errors[0]
  }
}

/** A fetch that asks the proxy, and whose failures are the proxy's. */
function throughProxy(proxy: string, fetch = globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    // Whether it is CORS that keeps an answer from us is asked of the proxy itself.
    if (init?.mode === 'no-cors') return fetch(input, init)
    const url = proxied(proxy, String(input))
    const response = await fetch(url, init).catch((cause: unknown) => {
      throw failure('network', url, 'unreachable', cause)
    })
    checkAnswer(response, url)
    return response
  }
}

function proxied(proxy: string, url: string): string {
  try {
    if (!proxy.includes('{url}')) throw new TypeError('There is no {url} in it')
    return resolveFeed(proxy.replace('{url}', encodeURIComponent(url))).href
  } catch (cause) {
    throw failure('config', proxy, 'proxy', cause)
  }
}

/** @param mapping the mapping itself, its URL, or `#id` of the script element that holds it */
async function readMapping(mapping: string | object, read: (url: string) => Promise<string>): Promise<FeedReader> {
  const { mappingReader } = await import('../feeds/mapping.ts')
  try {
    return mappingReader(typeof mapping === 'string' ? await parseMapping(mapping, read) : mapping)
  } catch (cause) {
    throw cause instanceof FeedShapeError ? failure('config', typeof mapping === 'string' ? mapping : '', 'mapping', cause) : cause
  }
}

async function parseMapping(mapping: string, read: (url: string) => Promise<string>): Promise<unknown> {
  if (/^\s*{/.test(mapping)) throw new FeedShapeError('the attribute holds no mapping: put that into a <script type="application/json" id="mapping">, and write mapping="#mapping"')
  const text = mapping.startsWith('#') ? await textOf(mapping.slice(1)) : await read(mapping)
  try {
    return await new Response(text).json()
  } catch (cause) {
    // Chromium says first what failed, then why.
    throw new FeedShapeError(`it is no JSON: ${(cause as Error).message.replace(/^Failed to execute .*?: /, '')}`)
  }
}

/** An element may stand above the script that it names, and come alive before that is there. */
async function textOf(id: string): Promise<string> {
  const { document } = globalThis
  if (document?.readyState === 'loading' && !document.getElementById(id)) {
    await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }))
  }
  const text = document?.getElementById(id)?.textContent
  if (typeof text !== 'string') throw new FeedShapeError(`no element of the page has the id "${id}"`)
  return text
}
