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
  cause?: unknown
}

/** Why a status could not be read. Ask `code`, not `instanceof`: two versions on one page have two classes. */
export class StatusError extends Error {
  override readonly name = 'StatusError'
  readonly code: StatusErrorCode
  readonly url: string | undefined
  readonly reason: string | undefined
  readonly hint: string | undefined

  constructor(code: StatusErrorCode, message: string, { url, reason, hint, cause }: StatusErrorDetails = {}) {
    super(message, { cause })
    this.code = code
    this.url = url
    this.reason = reason
    this.hint = hint
  }
}
