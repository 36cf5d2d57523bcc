export interface PollOutcome {
  /** What was asked for between two polls; 0 = read once. */
  refreshMs: number
  /** Polls that failed in a row. */
  failures: number
  retryAfterMs?: number | undefined
  /** From 0 up to 1: what chance decides. */
  dice: number
  /** Where the reader spares the line, we do too. */
  savesData?: boolean | undefined
}

const sparingMs = 5 * 60_000

const maxBackoffMs = 15 * 60_000
/** Longer than any page stays open: a server's slip of the pen must not overflow the timer, which would fire at once. */
const maxRetryAfterMs = 24 * 60 * 60_000

/**
 * How long after the end of a poll the next one is due, in ms; undefined for never.
 * Well: `refreshMs` ± 10 %. Failed: anywhere between that and `refreshMs · 2^failures`, at most 15 min (or `refreshMs`
 * where that is longer), or when the server says, but never sooner than when all is well. "Once" means one *good* read,
 * so a failed one is tried again as if each minute was asked for.
 */
export function nextDelay({ failures, retryAfterMs, dice, savesData, ...wished }: PollOutcome): number | undefined {
  const refreshMs = wished.refreshMs && Math.max(wished.refreshMs, savesData ? sparingMs : 0)
  if (!failures) return refreshMs ? refreshMs * (0.9 + 0.2 * dice) : undefined
  const usual = refreshMs || 60_000
  if (retryAfterMs) {
    const asked = Math.max(usual, Math.min(retryAfterMs, maxRetryAfterMs))
    // A date is the same for all: they come back within one refresh time at least, as they do when all is well.
    return asked + Math.max(usual, 0.1 * asked) * dice
  }
  const least = usual * 0.9
  const most = Math.max(usual * 1.1, Math.min(maxBackoffMs, usual * 2 ** failures))
  return least + (most - least) * dice
}
