import { expect } from 'chai'
import { parseDuration } from '../../src/model/duration.ts'

const hour = 3_600_000

describe('parseDuration reads', () => {
  const cases: [string, number | undefined][] = [
    ['24h', 24 * hour],
    ['90m', 1.5 * hour],
    ['2d', 48 * hour],
    ['45s', 45_000],
    ['1w', 7 * 24 * hour],
    ['PT24H', 24 * hour],
    ['pt1h30m', 1.5 * hour],
    ['P1DT12H', 36 * hour],
    ['P2W', 14 * 24 * hour],
    ['0h', 0],
    ['', undefined],
    ['P', undefined],
    ['PT', undefined],
    ['P1M', undefined],
    ['a day', undefined],
    ['-1h', undefined],
    ['24', undefined],
  ]
  for (const [text, expected] of cases) {
    it(`"${text}" as ${expected}`, () => expect(parseDuration(text)).to.equal(expected))
  }
})
