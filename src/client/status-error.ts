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
  cause?: unknown
}

/** Why a status could not be read. Ask `code`, not `instanceof`: two versions on one page have two classes. */
export class StatusError extends Error {
  override readonly name = 'StatusError'
  readonly code: StatusErrorCode
  readonly url: string | undefined
  readonly reason: string | undefined
  readonly hint: string | undefined
  readonly retryAfterMs: number | undefined

  constructor(code: StatusErrorCode, message: string, details: StatusErrorDetails = {}) {
    super(message, { cause: details.cause })
    this.code = code
    this.url = details.url
    this.reason = details.reason
    this.hint = details.hint
    this.retryAfterMs = details.retryAfterMs
  }
}
