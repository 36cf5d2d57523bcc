import { expect } from 'chai'
import fc from 'fast-check'
import { nextDelay } from '../../src/client/schedule.ts'

const minute = 60_000
const almostOne = 1 - 2 ** -53
const delay = (outcome: Partial<Parameters<typeof nextDelay>[0]>) =>
  nextDelay({ refreshMs: minute, failures: 0, dice: 0.5, ...outcome })

describe('the next poll', () => {
  it('comes after the refresh time, ten per cent sooner or later by chance', () => {
    expect(delay({})).to.equal(minute)
    expect(delay({ dice: 0 })).to.equal(0.9 * minute)
    expect(delay({ dice: almostOne })).to.be.closeTo(1.1 * minute, 1)
  })

  it('never comes when the feed is read once and was read', () => {
    expect(delay({ refreshMs: 0 })).to.equal(undefined)
  })

  it('comes for a feed that is read once as long as it was not read', () => {
    expect(delay({ refreshMs: 0, failures: 1 })).to.equal(delay({ failures: 1 }))
  })

  it('is put off up to twice as long with each failure, by chance', () => {
    expect(delay({ failures: 1, dice: 0 })).to.equal(0.9 * minute)
    expect(delay({ failures: 1, dice: almostOne })).to.be.closeTo(2 * minute, 1)
    expect(delay({ failures: 3, dice: almostOne })).to.be.closeTo(8 * minute, 1)
  })

  it('is put off for a quarter of an hour at most', () => {
    expect(delay({ failures: 60, dice: almostOne })).to.be.closeTo(15 * minute, 1)
    expect(delay({ failures: 5000, dice: almostOne })).to.be.closeTo(15 * minute, 1)
  })

  it('keeps an hour between polls an hour after failures', () => {
    const hour = 60 * minute
    expect(delay({ refreshMs: hour, failures: 9, dice: 0 })).to.equal(0.9 * hour)
    expect(delay({ refreshMs: hour, failures: 9, dice: almostOne })).to.be.closeTo(1.1 * hour, 1)
  })

  it('waits as long as the server asks for, and a little by chance', () => {
    expect(delay({ failures: 1, retryAfterMs: 5 * minute, dice: 0 })).to.equal(5 * minute)
    expect(delay({ failures: 1, retryAfterMs: 5 * minute, dice: almostOne })).to.be.closeTo(6 * minute, 1)
    expect(delay({ failures: 1, retryAfterMs: 60 * minute, dice: almostOne })).to.be.closeTo(66 * minute, 1)
  })

  it('waits no longer than the server asks for, however often it failed', () => {
    expect(delay({ failures: 9, retryAfterMs: 2 * minute, dice: 0 })).to.equal(2 * minute)
  })

  it('is not sooner than usual because a server says so', () => {
    expect(delay({ failures: 1, retryAfterMs: 1000, dice: 0 })).to.equal(minute)
  })

  it('is a day away at most, whatever a server says', () => {
    expect(delay({ failures: 1, retryAfterMs: Number.MAX_VALUE, dice: 0 })).to.equal(24 * 60 * minute)
  })

  it('is always a delay that a timer can hold', () => {
    const refresh = fc.integer({ min: 15_000, max: 3_600_000 })
    const random = fc.double({ min: 0, max: almostOne, noNaN: true })
    const after = fc.option(fc.double({ min: 0, noNaN: true }), { nil: undefined })
    fc.assert(
      fc.property(refresh, fc.nat(), after, random, (refreshMs, failures, retryAfterMs, chance) => {
        const delayMs = nextDelay({ refreshMs, failures, retryAfterMs, dice: chance }) ?? Number.NaN
        expect(delayMs).to.be.within(0.9 * refreshMs, 2 ** 31 - 1)
      }),
    )
  })
})
