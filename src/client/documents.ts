import type { FeedRequest } from '../feeds/feed.ts'
import { parseJson } from './fetch-document.ts'
import { failure, StatusError } from './status-error.ts'

/** What was read of a document, why it is missing, or both where it could not be renewed. */
interface Held {
  text?: string
  error?: StatusError
  /** Since when it could not be renewed, in ms since the epoch. */
  since?: number
}

/** A feed's documents as they were read last, by the keys of their requests. */
export type Documents = Readonly<Record<string, Held | undefined>>

export const noDocuments: Documents = {}

/** For so long, an optional part that is out of reach is better old than missing; then nobody knows any more. */
const maxKeptMs = 3_600_000

/** Reads those that are due now, or those of the past, and again those that were cut off; the others stay as they are. */
export async function readDue(
  requests: readonly FeedRequest[],
  when: 'now' | 'history',
  held: Documents,
  read: (url: string) => Promise<string>,
): Promise<Documents> {
  const next = { ...held }
  await Promise.all(
    requests.map(async (request) => {
      const old = held[request.key]
      if ((request.when ?? 'now') !== when && !wasCutOff(old)) return
      next[request.key] = await read(request.url).then(
        (text) => ({ text }),
        (thrown: unknown) => withoutAnswer(request, old, toStatusError(thrown)),
      )
    }),
  )
  return next
}

function withoutAnswer({ when, optional }: FeedRequest, old: Held = {}, error: StatusError): Held {
  if (old.text === undefined) return { error }
  // The past does not change: what was read of it once is better than nothing.
  if (when === 'history') return old
  const { text, since = Date.now() } = old
  const isKept = optional && !/http 4(04|10)/.test(error.message) && Date.now() - since < maxKeptMs
  return isKept ? { text, error, since } : { error }
}

/** True for a document that may come at the next try. */
const wasCutOff = ({ text, error }: Held = {}): boolean => text === undefined && !!error && /network|timeout/.test(error.code)

export const hasChanged = (requests: readonly FeedRequest[], before: Documents, after: Documents): boolean =>
  requests.some(({ key }) => before[key]?.text !== after[key]?.text || `${before[key]?.error}` !== `${after[key]?.error}`)

/**
 * The documents as an adapter reads them, and what is missing or old among them.
 * @throws StatusError when one is missing that must not be
 */
export async function parseAll(requests: readonly FeedRequest[], held: Documents) {
  const documents: Record<string, unknown> = {}
  const problems = []
  for (const { key, url, format, optional, when } of requests) {
    const { text, error } = held[key] ?? {}
    try {
      if (text !== undefined) documents[key] = format === 'text' ? text : await parseJson(text, url)
      else if (error) throw error
      if (error) problems.push({ path: key, message: `shown as it was before: ${error.message}` })
    } catch (thrown) {
      if (!optional && when !== 'history') throw thrown
      problems.push({ path: key, message: `left out: ${toStatusError(thrown).message}` })
    }
  }
  return { documents, problems }
}

/** What is no error of ours comes from a reader that has stumbled over a document. */
export const toStatusError = (thrown: unknown): StatusError =>
  thrown instanceof StatusError ? thrown : failure('invalid', '', undefined, thrown)
