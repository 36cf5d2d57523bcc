import { expect } from 'chai'
import {
  componentIndicator,
  type ComponentStatus,
  componentStatuses,
  indicators,
  type Indicator,
  indicatorStatus,
  isWorse,
  worst,
} from '../../src/model/words.ts'

describe('the worst of', () => {
  const cases: [Indicator[], Indicator][] = [
    [[], 'unknown'],
    [['none'], 'none'],
    [['none', 'none'], 'none'],
    [['none', 'unknown'], 'unknown'],
    [['unknown', 'maintenance'], 'maintenance'],
    [['unknown', 'minor', 'none'], 'minor'],
    [['maintenance', 'minor'], 'minor'],
    [['minor', 'major', 'maintenance'], 'major'],
    [['major', 'critical', 'unknown'], 'critical'],
  ]
  for (const [parts, expected] of cases) {
    it(`[${parts}] is ${expected}, in any order`, () => {
      expect(worst(parts)).to.equal(expected)
      expect(worst(parts.toReversed())).to.equal(expected)
    })
  }

  it('nothing is worse than itself', () => {
    for (const word of indicators) expect(isWorse(word, word)).to.equal(false)
  })
})

describe('a component that is', () => {
  const cases: [ComponentStatus, Indicator][] = [
    ['operational', 'none'],
    ['degraded_performance', 'minor'],
    ['partial_outage', 'major'],
    ['major_outage', 'critical'],
    ['under_maintenance', 'maintenance'],
    ['unknown', 'unknown'],
  ]
  for (const [status, expected] of cases) {
    it(`${status} counts as ${expected}, and back`, () => {
      expect(componentIndicator(status)).to.equal(expected)
      expect(indicatorStatus(expected)).to.equal(status)
    })
  }
  it('any other does not exist', () => expect(cases.map(([status]) => status)).to.deep.equal([...componentStatuses]))
})
