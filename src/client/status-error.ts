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

/** True for what a server or the way to it is to blame for, and not what was made of its answer here. */
export const isOfServer = ({ code }: Pick<StatusError, 'code'>): boolean => /^(http|network|timeout|too-large)$/.test(code)

/** An error as it happens, without words for a reader: these come with `explain.ts`. */
export const failure = (code: StatusErrorCode, url: string, reason?: string, cause?: unknown): StatusError =>
  new StatusError(code, `${code}${reason ? ` ${reason}` : ''}: ${url}`, { url, reason, cause })

/** For a chunk of ours that cannot be fetched; what went wrong within one stays what it is. */
export const missesPart = (feed: string) => (cause: unknown) => {
  throw cause instanceof StatusError ? cause : failure('network', feed, 'reader', cause)
}
