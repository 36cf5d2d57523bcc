import { type FeedReader, FeedShapeError } from '../feeds/feed.ts'
import { mappingReader } from '../feeds/mapping.ts'
import { failure } from './status-error.ts'

// A chunk of its own, loaded for the first feed that is read by a mapping.

/**
 * The reader that a mapping describes.
 * @param mapping the mapping itself, its URL, or `#id` of the script element that holds it
 * @throws StatusError `config` when it cannot be found or understood, or what kept it from being read
 */
export async function readMapping(mapping: string | object, read: (url: string) => Promise<string>): Promise<FeedReader> {
  const where = typeof mapping === 'string' ? mapping : 'mapping'
  try {
    return mappingReader(typeof mapping === 'string' ? await parse(mapping, read) : mapping)
  } catch (cause) {
    throw cause instanceof FeedShapeError ? failure('config', where, 'mapping', cause) : cause
  }
}

async function parse(mapping: string, read: (url: string) => Promise<string>): Promise<unknown> {
  const text = mapping.startsWith('#') ? await textOf(mapping.slice(1)) : await read(mapping)
  try {
    return await new Response(text).json()
  } catch {
    throw new FeedShapeError('The mapping is no JSON')
  }
}

/** An element may stand above the script that it names, and come alive before that is there. */
async function textOf(id: string): Promise<string> {
  const { document } = globalThis
  if (document?.readyState === 'loading' && !document.getElementById(id)) {
    await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }))
  }
  const text = document?.getElementById(id)?.textContent
  if (typeof text !== 'string') throw new FeedShapeError(`There is no element with the id "${id}" in the page`)
  return text
}
