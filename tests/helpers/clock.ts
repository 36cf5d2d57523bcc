import FakeTimers, { type Clock } from '@sinonjs/fake-timers'

/** Midday of a day with no event of its own. */
const noon = Date.parse('2026-03-10T12:00:00Z')

/** Stops the clock and the page's timers at `now` for each test; `clock().tick(ms)` goes on. */
export function useClock(now = noon): () => Clock {
  let clock: Clock | undefined
  beforeEach(() => {
    clock = FakeTimers.install({ now, toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  })
  afterEach(() => clock?.uninstall())
  return () => {
    if (!clock) throw new Error('the clock runs only within a test')
    return clock
  }
}
