import { own } from '../feeds/own.ts'
import type { FeedDocuments, FeedReader } from '../feeds/feed.ts'
import { readers } from '../feeds/readers.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import { inWords } from './explain.ts'
import { failure } from './status-error.ts'

/**
 * What a feed's documents say, without reading anything: for servers that have them already.
 * @param provider an id of the catalogue, or of a feed that was defined
 * @param documents parsed JSON, or text, by the keys of the adapter's `requests`
 * @param page the page's address, for feeds that do not name it
 * @throws StatusError `config` for an unknown id, `invalid` for documents that are not the feed's
 */
export function parseStatus(provider: string, documents: FeedDocuments, page?: string): StatusSnapshot {
  const reader = readerOf(provider)
  if (!reader) {
    const known = [...own.map(({ id }) => id), ...Object.keys(readers)]
    throw inWords(failure('config', page ?? '', 'provider', { given: provider, known }), 'provider')
  }
  try {
    return reader.parse(documents, page)
  } catch (cause) {
    throw inWords(failure('invalid', page ?? '', undefined, cause), undefined)
  }
}

const readerOf = (id: string): FeedReader | undefined =>
  own.find((entry) => entry.id === id)?.reader ?? (Object.hasOwn(readers, id) ? readers[id] : undefined)
