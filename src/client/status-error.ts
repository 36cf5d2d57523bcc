export type StatusErrorCode =
  | 'config'
  | 'network'
  | 'timeout'
  | 'http'
  | 'too-large'
  | 'not-json'
  | 'unrecognised'
  | 'invalid'

export interface StatusErrorDetails {
  /** What was asked. */
  url?: string | undefined
  /** What went wrong, in a word or two (`cors`, `503`, `offline`). */
  reason?: string | undefined
  /** One sentence: what a site owner can do. */
  hint?: string | undefined
  /** How long the server wants to be left alone, where it says so. */
  retryAfterMs?: number | undefined
  /** What was thrown, or what was seen instead. */
  cause?: unknown
}

/** Why a status could not be read. Ask `code`, not `instanceof`: two versions on one page have two classes. */
export class StatusError extends Error {
  override readonly name = 'StatusError'
  readonly code: StatusErrorCode
  declare readonly url: string | undefined
  declare readonly reason: string | undefined
  declare readonly hint: string | undefined
  declare readonly retryAfterMs: number | undefined

  constructor(code: StatusErrorCode, message: string, details: StatusErrorDetails = {}) {
    super(message)
    this.code = code
    Object.assign(this, details)
  }
}

/** An error as it happens, without words for a reader: these come with `explain.ts`. */
export const failure = (code: StatusErrorCode, url: string, reason?: string, cause?: unknown): StatusError =>
  new StatusError(code, `${code}${reason ? ` ${reason}` : ''}: ${url}`, { url, reason, cause })

/** For a chunk of ours that cannot be fetched; what went wrong within one stays what it is. */
export const missesPart = (feed: string) => (cause: unknown) => {
  throw cause instanceof StatusError ? cause : failure('network', feed, 'reader', cause)
}
