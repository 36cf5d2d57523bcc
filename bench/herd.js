import { nextDelay } from '../src/client/schedule.ts'

/**
 * Ten thousand browsers that have opened a page within the same ten seconds, and a feed that is out for half an hour: what
 * the feed's server sees. No network and no clock: each browser's next request is drawn from the very schedule that it follows.
 */

const minute = 60_000
const refreshMs = minute
const openedWithinMs = 10_000
const outage = { from: 60 * minute, to: 90 * minute }
const end = 150 * minute

/** Small and good enough, and the same each time. */
function chance(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** How clients may wait, given how often they failed, a chance, and what the server asked for. */
export const policies = {
  'every minute, whatever happens': () => refreshMs,
  'doubled after each failure, no chance': ({ failures }) => Math.min(15 * minute, refreshMs * 2 ** failures),
  ours: (outcome) => nextDelay({ refreshMs, ...outcome }),
}

/**
 * Requests in each second.
 * @param toldMs for so long before it is back, the server says when, as a date in `Retry-After`: the same for all
 */
export function simulate(delayOf, { browsers = 10_000, toldMs = 0, seed = 1 } = {}) {
  const random = chance(seed)
  const perSecond = new Uint32Array(end / 1000)
  for (let i = 0; i < browsers; i++) {
    let failures = 0
    for (let at = random() * openedWithinMs; at < end; ) {
      perSecond[Math.floor(at / 1000)]++
      const isOut = at >= outage.from && at < outage.to
      failures = isOut ? failures + 1 : 0
      at += delayOf({ failures, dice: random(), retryAfterMs: isOut && outage.to - at <= toldMs ? outage.to - at : undefined })
    }
  }
  return perSecond
}

const mean = (list) => list.reduce((sum, n) => sum + n, 0) / list.length
const peak = (list) => list.reduce((most, n) => Math.max(most, n), 0)

/** In requests per second: before (when those opened together have had half an hour to part), within and after the outage. */
export function summarise(perSecond) {
  const part = (from, to) => perSecond.slice(from / 1000, to / 1000)
  const before = part(30 * minute, outage.from)
  const out = part(outage.from, outage.to)
  const back = part(outage.to, end)
  return { steady: mean(before), peakBefore: peak(before), out: mean(out), peakOut: peak(out), peakBack: peak(back) }
}
