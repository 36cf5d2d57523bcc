import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { policies, simulate, summarise } from '../../bench/herd.js'

/** A simulation, the same at each run: `npm run bench` prints its figures. */
describe('ten thousand browsers, opened together, and a feed that is out for half an hour', () => {
  const minute = 60_000
  for (const [title, toldMs] of [['says nothing', 0], ['says when it means to be back', 30 * minute], ['says so in the last two minutes', 2 * minute]]) {
    it(`ask it less while it is out, and never more than twice as often as usual when it is back, if it ${title}`, () => {
      const { steady, peakBefore, out, peakBack } = summarise(simulate(policies.ours, { toldMs }))
      assert.ok(Math.abs(steady - 10_000 / 60) < 1, `${steady}`)
      assert.ok(out < steady / 4, `${out} of ${steady}`)
      assert.ok(peakBefore < 2 * steady, `${peakBefore} of ${steady}`)
      assert.ok(peakBack < 2 * steady, `${peakBack} of ${steady}`)
    })
  }

  it('would ask six times as often as usual at once, had chance no part in it', () => {
    const { steady, peakBack } = summarise(simulate(policies['doubled after each failure, no chance']))
    assert.ok(peakBack > 6 * steady, `${peakBack} of ${steady}`)
  })
})
