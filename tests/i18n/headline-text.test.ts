import { expect } from 'chai'
import { headlineText, stateText } from '../../src/i18n/headline-text.ts'
import { localeFor } from '../../src/i18n/locale.ts'
import { deriveIndicator } from '../../src/model/indicator.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import type { ComponentStatus } from '../../src/model/words.ts'
import { component, incident, maintenance, ms, snapshot } from '../model/make.ts'

const locale = localeFor('en', 'UTC', ms('12:00'))

/** A snapshot whose indicator follows from its parts, as every feed's does. */
const page = (part: Partial<StatusSnapshot>): StatusSnapshot => {
  const whole = snapshot(part)
  return { ...whole, indicator: part.indicator ?? deriveIndicator(whole) }
}

const rows = (...statuses: ComponentStatus[]) => statuses.map((status, i) => component(`c${i + 1}`, { status }))
const well: ComponentStatus = 'operational'
const rosy = { indicator: 'none', headline: 'All Systems Operational' } as const

describe('headlineText', () => {
  const cases: [what: string, part: Partial<StatusSnapshot>, expected: string][] = [
    ['all well, in the words of the page', { claim: rosy, components: rows(well) }, 'All Systems Operational'],
    ['all well, where the page says nothing', { components: rows(well, well) }, 'All systems operational'],
    ['nothing but a claim', { claim: rosy }, 'All Systems Operational'],
    ['nothing at all', {}, 'Status unknown'],
    [
      'a claim that is worse than what is known',
      { claim: { indicator: 'major', headline: 'Partial System Outage' }, components: rows(well) },
      'Partial System Outage',
    ],
    [
      'a claim as bad as what is known',
      { claim: { indicator: 'minor', headline: 'Minor Service Outage' }, components: rows('degraded_performance') },
      'Minor Service Outage',
    ],
    [
      'a claim that is rosier than what is known',
      { claim: { indicator: 'minor', headline: 'Minor Service Outage' }, components: rows('major_outage', well) },
      'Major outage on 1 of 2 components',
    ],
    [
      'maintenance under "All Systems Operational"',
      {
        claim: rosy,
        components: rows('under_maintenance', 'under_maintenance', 'under_maintenance', 'under_maintenance', well),
        maintenances: [maintenance('m', { status: 'in_progress', componentIds: ['c1', 'c2', 'c3', 'c4'] })],
      },
      'Maintenance in progress on 4 of 5 components',
    ],
    [
      'maintenance on rows that the page still calls operational',
      { claim: rosy, components: rows(well, well, well), maintenances: [maintenance('m', { status: 'verifying', componentIds: ['c1', 'c2'] })] },
      'Maintenance in progress on 2 of 3 components',
    ],
    [
      'maintenance that names no component',
      { claim: rosy, components: rows(well), maintenances: [maintenance('m', { status: 'in_progress' })] },
      'Maintenance in progress',
    ],
    [
      'maintenance planned for later',
      { claim: rosy, components: rows(well), maintenances: [maintenance('m', { componentIds: ['c1'] })] },
      'All Systems Operational',
    ],
    [
      'maintenance beside one that has not begun: only the first counts',
      {
        components: rows(well, well, well),
        maintenances: [maintenance('m', { status: 'in_progress', componentIds: ['c1'] }), maintenance('n', { componentIds: ['c2', 'c3'] })],
      },
      'Maintenance in progress on 1 of 3 components',
    ],
    [
      'an open incident without impact',
      { claim: rosy, components: rows(well), incidents: [incident('i', { impact: 'none', componentIds: ['c1'] })] },
      '1 incident open',
    ],
    [
      'several of them',
      { components: rows(well), incidents: ['i', 'j'].map((id) => incident(id, { impact: 'none' })) },
      '2 incidents open',
    ],
    ['parts that are unknown', { claim: rosy, components: rows('unknown', well, 'unknown') }, 'Status unknown on 2 of 3 components'],
    ['an unknown part under known trouble', { components: rows('unknown', 'partial_outage') }, 'Partial outage on 1 of 2 components'],
    [
      'several troubles: only the components that are in the worst of them',
      { components: rows('major_outage', 'partial_outage', 'under_maintenance', well) },
      'Major outage on 1 of 4 components',
    ],
    [
      'an incident on rows that the page calls operational',
      { claim: rosy, components: rows(well, well, well), incidents: [incident('i', { impact: 'major', componentIds: ['c1', 'c3'] })] },
      'Major incident on 2 of 3 components',
    ],
    [
      'an incident that is graver than the components it names',
      { components: rows('partial_outage', 'partial_outage', well), incidents: [incident('i', { impact: 'critical', componentIds: ['c1', 'c2'] })] },
      'Critical incident on 2 of 3 components',
    ],
    [
      'an incident that names no component',
      { claim: rosy, components: rows(well, well), incidents: [incident('i', { impact: 'minor' })] },
      'Minor incident',
    ],
    [
      'an incident that names more than is in that state',
      { components: rows('major_outage', well), incidents: [incident('i', { impact: 'critical', componentIds: ['c1', 'c2'] })] },
      'Major outage on 1 of 2 components',
    ],
    [
      'an incident that is over',
      { claim: rosy, components: rows(well), incidents: [incident('i', { status: 'resolved', componentIds: ['c1'] })] },
      'All Systems Operational',
    ],
    [
      'an incident of unknown impact',
      { claim: rosy, components: rows(well), incidents: [incident('i', { impact: 'unknown' })] },
      '1 incident open',
    ],
    [
      'the one component there is',
      { components: rows('major_outage') },
      'Major outage',
    ],
    ['a claim without words', { claim: { indicator: 'none' }, components: rows(well) }, 'All systems operational'],
    ['an unknown claim over parts that are well', { claim: { indicator: 'unknown', headline: '???' }, components: rows(well) }, '???'],
  ]
  for (const [what, part, expected] of cases) {
    it(`says "${expected}" for ${what}`, () => expect(headlineText(page(part), locale)).to.equal(expected))
  }

  it('speaks of an outage for a badge only where a component is in one', () => {
    const say = (part: Partial<StatusSnapshot>) => stateText(page(part), locale)
    const incidents = [incident('i', { impact: 'critical', status: 'monitoring', componentIds: ['c1'] })]
    expect(say({ claim: rosy, components: rows(well, well), incidents })).to.equal('Critical incident')
    expect(say({ components: rows('degraded_performance'), incidents })).to.equal('Critical incident')
    expect(say({ components: rows('major_outage'), incidents })).to.equal('Major outage')
    expect(say({ claim: { indicator: 'minor', headline: 'Minor Service Outage' } })).to.equal('Minor Service Outage')
    expect(say({ claim: { indicator: 'minor' } })).to.equal('Degraded performance')
  })

  it('does not speak of all where filters left something out', () => {
    expect([stateText(page({ components: rows(well) }), locale, true), headlineText(page({ components: rows(well) }), locale, true)]).to.deep.equal(['Operational', 'Operational'])
  })

  it('never says that all is well while anything is not', () => {
    const statuses: ComponentStatus[] = ['degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance', 'unknown']
    for (const status of statuses) {
      const snapshot = page({ claim: rosy, components: rows(well, status) })
      expect(`${headlineText(snapshot, locale)} ${stateText(snapshot, locale)}`).not.to.match(/all systems/i)
    }
  })
})
