import type { StatusSnapshot } from '../model/snapshot.ts'

/** One document that a feed needs. */
export interface FeedRequest {
  /** The document's name in `FeedDocuments`. */
  key: string
  url: string
  /** `now`: at each poll (the default); `history`: only when past events are asked for or an event has vanished. */
  when?: 'now' | 'history'
  /** Its absence costs only its own part. */
  optional?: boolean
  /** How the body is read; `json` unless told. */
  format?: 'json' | 'text'
}

/** Parsed JSON or text by the key of its request; an optional or history document may be missing. */
export type FeedDocuments = Readonly<Record<string, unknown>>

/** Half of an adapter: which documents, and what they mean. Pure: no network, no clock, no DOM. */
export interface FeedReader {
  /**
   * @param base the page's address, or the URL of one of the feed's own documents
   * @throws FeedAddressError when neither can be worked out from it
   */
  requests(base: string): FeedRequest[]
  /**
   * Further documents that those of now call for: the next pages of a list, or the texts of what is going on. The client
   * reads a few of them, at each poll.
   */
  more?(documents: FeedDocuments, base: string): FeedRequest[]
  /**
   * @param page the address the reader gave, for feeds that do not name their own page
   * @throws FeedShapeError when a required document is no document of this feed
   */
  parse(documents: FeedDocuments, page?: string): StatusSnapshot
}

/** The other half: how a feed is known before its reader is loaded. */
export interface FeedClue {
  /** The product's own name in lower case; the adapter's file, fixture and `provider` value. */
  id: string
  name: string
  /** True for addresses that can only be this feed's. */
  match?: ((url: URL) => boolean) | undefined
  /** True for a document that can only be this feed's. */
  recognise?: ((document: unknown) => boolean) | undefined
}

/** A feed of one's own: both halves in one object. */
export interface Feed extends FeedClue, FeedReader {}

export interface CatalogueEntry extends FeedClue {
  /** Where, under a page's address, its first document stands; asked when the address alone does not tell. */
  probe?: string
  load(): Promise<FeedReader>
  /** Of a feed of one's own, which is there already. */
  reader?: FeedReader
}

/** A required document was read but is not of the feed's shape. */
export class FeedShapeError extends Error {
  override readonly name = 'FeedShapeError'
}

/** The address does not tell what must be read; the message is one sentence that says which URL to give instead. */
export class FeedAddressError extends Error {
  override readonly name = 'FeedAddressError'
}

/** Matches a host and its subdomains. */
export const host =
  (...names: string[]) =>
  (url: URL): boolean =>
    names.some((name) => url.hostname === name || url.hostname.endsWith(`.${name}`))

/** The text or number at a dotted path, as text; empty where there is neither. */
export const textAt = (document: unknown, path: string): string => {
  const value = at(document, path)
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
}

/** Matches documents that have a value at each of these dotted paths. */
export const has =
  (...paths: string[]) =>
  (document: unknown): boolean =>
    paths.every((path) => at(document, path) !== undefined)

export const at = (document: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
  }, document)
