import { expect } from 'chai'
import { honestHeadline, isAllClear } from '../../src/model/headline.ts'
import { deriveIndicator } from '../../src/model/indicator.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import type { Indicator } from '../../src/model/words.ts'
import { component, incident, maintenance, snapshot } from './make.ts'

describe('the indicator derived from', () => {
  const fine = [component('api')]
  const cases: [string, Partial<StatusSnapshot>, Indicator][] = [
    ['nothing at all', {}, 'unknown'],
    ['a claim alone', { claim: { indicator: 'none' } }, 'none'],
    ['components that are fine', { components: fine }, 'none'],
    ['one unknown component among fine ones', { components: [...fine, component('web', { status: 'unknown' })] }, 'unknown'],
    ['an unknown component beside a broken one', { components: [component('a', { status: 'unknown' }), component('b', { status: 'partial_outage' })] }, 'major'],
    ['a claim worse than its parts', { claim: { indicator: 'major' }, components: fine }, 'major'],
    ['a component worse than the claim', { claim: { indicator: 'none' }, components: [component('api', { status: 'major_outage' })] }, 'critical'],
    ['an open incident under a rosy claim', { claim: { indicator: 'none' }, components: fine, incidents: [incident('i', { impact: 'critical' })] }, 'critical'],
    ['an open incident of unknown impact', { components: fine, incidents: [incident('i', { impact: 'unknown' })] }, 'unknown'],
    ['an open incident without impact beside fine components', { components: fine, incidents: [incident('i', { impact: 'none' })] }, 'none'],
    ['nothing but an open incident without impact', { incidents: [incident('i', { impact: 'none' })] }, 'unknown'],
    ['nothing but a resolved incident', { incidents: [incident('i', { status: 'resolved', impact: 'critical' })] }, 'unknown'],
    ['a postmortem', { components: fine, incidents: [incident('i', { status: 'postmortem', impact: 'critical' })] }, 'none'],
    ['an incident with a word of its own and a time of resolution', { components: fine, incidents: [incident('i', { status: 'unknown', resolvedAt: '2026-05-04T09:00:00.000Z' })] }, 'none'],
    ['an incident with a word of its own', { components: fine, incidents: [incident('i', { status: 'unknown', impact: 'major' })] }, 'major'],
    ['a maintenance under way', { claim: { indicator: 'none' }, maintenances: [maintenance('m', { status: 'in_progress' })] }, 'maintenance'],
    ['a maintenance being verified', { components: fine, maintenances: [maintenance('m', { status: 'verifying' })] }, 'maintenance'],
    ['a maintenance that lies ahead', { components: fine, maintenances: [maintenance('m')] }, 'none'],
    ['a maintenance and a minor incident', { incidents: [incident('i')], maintenances: [maintenance('m', { status: 'in_progress' })] }, 'minor'],
  ]
  for (const [what, part, expected] of cases) {
    it(`${what} is ${expected}`, () => expect(deriveIndicator(snapshot(part))).to.equal(expected))
  }
})

describe('all is clear', () => {
  const cases: [string, Partial<StatusSnapshot>, boolean][] = [
    ['with nothing open', {}, true],
    ['with a resolved incident', { incidents: [incident('i', { status: 'resolved' })] }, true],
    ['with a maintenance that lies ahead', { maintenances: [maintenance('m')] }, true],
    ['not with an open incident without impact', { incidents: [incident('i', { impact: 'none' })] }, false],
    ['not with something unknown', { indicator: 'unknown' }, false],
    ['not under maintenance', { indicator: 'maintenance' }, false],
  ]
  for (const [when, part, expected] of cases) {
    it(when, () => expect(isAllClear(snapshot(part))).to.equal(expected))
  }
})

describe("the page's own headline", () => {
  const headline = 'All good here'
  const cases: [string, Partial<StatusSnapshot>, string | undefined][] = [
    ['is shown when it is true', { claim: { indicator: 'none', headline } }, headline],
    ['is shown when it is worse than the rest', { indicator: 'major', claim: { indicator: 'major', headline } }, headline],
    ['is not shown over a maintenance', { indicator: 'maintenance', claim: { indicator: 'none', headline } }, undefined],
    ['is not shown when the parts are worse', { indicator: 'critical', claim: { indicator: 'minor', headline } }, undefined],
    ['is not shown when something is unknown', { indicator: 'unknown', claim: { indicator: 'none', headline } }, undefined],
    ['is not shown over an open incident without impact', { claim: { indicator: 'none', headline }, incidents: [incident('i', { impact: 'none' })] }, undefined],
    ['is shown beside an incident it owns up to', { indicator: 'minor', claim: { indicator: 'minor', headline }, incidents: [incident('i')] }, headline],
    ['is none without a claim', {}, undefined],
    ['is none where the claim has none', { claim: { indicator: 'none' } }, undefined],
  ]
  for (const [what, part, expected] of cases) {
    it(what, () => expect(honestHeadline(snapshot(part))).to.equal(expected))
  }
})
