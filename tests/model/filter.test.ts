import { expect } from 'chai'
import { matchComponents, touches, viewOf } from '../../src/model/filter.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { component, incident, maintenance, snapshot } from './make.ts'

const page = snapshot({
  claim: { indicator: 'none', headline: 'All good' },
  indicator: 'critical',
  groups: [
    { id: 'eu', name: 'Europe' },
    { id: 'us', name: 'America' },
    { id: 'ap', name: 'Asia' },
  ],
  components: [
    component('api', { name: 'API' }),
    component('eu-mail', { name: 'Mail', groupId: 'eu' }),
    component('us-mail', { name: 'Mail', groupId: 'us', status: 'major_outage' }),
    component('us-web', { name: 'Web', groupId: 'us' }),
  ],
  incidents: [
    incident('us-down', { impact: 'critical', componentIds: ['us-mail'] }),
    incident('everywhere', { impact: 'minor' }),
  ],
  maintenances: [maintenance('eu-move', { status: 'in_progress', componentIds: ['eu-mail'] })],
})

describe('components asked for', () => {
  const cases: [string, string[], string[], string[]?][] = [
    ['by id', ['api'], ['api']],
    ['by name in any case, with spaces around', ['  aPi '], ['api']],
    ['by a name that comes twice', ['mail'], ['eu-mail', 'us-mail']],
    ['by the name of a group', ['america'], ['us-mail', 'us-web']],
    ['by the id of a group', ['eu'], ['eu-mail']],
    ['by a group without components', ['Asia'], []],
    ['by a name that is none', ['api', 'fax'], ['api'], ['fax']],
    ['by an id and its name', ['api', 'API'], ['api']],
  ]
  for (const [how, names, ids, unmatched = []] of cases) {
    it(how, () => {
      const match = matchComponents(page, names)
      expect([...match.ids]).to.deep.equal(ids)
      expect(match.unmatched).to.deep.equal(unmatched)
    })
  }

  it('are touched by an event that names one of them, or none at all', () => {
    const ids = new Set(['api', 'us-web'])
    expect(touches(incident('i', { componentIds: ['eu-mail', 'api'] }), ids)).to.equal(true)
    expect(touches(incident('i', { componentIds: ['eu-mail'] }), ids)).to.equal(false)
    expect(touches(incident('i'), ids)).to.equal(true)
    expect(touches(maintenance('m'), new Set())).to.equal(true)
  })
})

describe('a view', () => {
  const ids = (s: StatusSnapshot) => ({
    groups: s.groups.map((g) => g.id),
    components: s.components.map((c) => c.id),
    events: [...s.incidents, ...s.maintenances].map((e) => e.id),
  })

  it('without filters is the snapshot itself', () => {
    expect(viewOf(page, {}).snapshot).to.equal(page)
    expect(viewOf(page, { components: [] }).snapshot).to.equal(page)
  })

  it('keeps the components, their groups, and the events that touch them', () => {
    expect(ids(viewOf(page, { components: ['Europe'] }).snapshot)).to.deep.equal({
      groups: ['eu'],
      components: ['eu-mail'],
      events: ['everywhere', 'eu-move'],
    })
  })

  it('counts a maintenance whose status is not clear while its window is open, and only then', () => {
    const move = maintenance('move', { status: 'unknown', scheduledStart: '2026-05-04T10:00:00.000Z', scheduledEnd: '2026-05-04T12:00:00.000Z' })
    const quiet = snapshot({ claim: { indicator: 'none' }, indicator: 'none', maintenances: [move] })
    const indicatorAt = (clock: string) => viewOf(quiet, { now: Date.parse(`2026-05-04T${clock}:00Z`) }).snapshot.indicator
    expect(['09:59', '10:01', '13:00'].map(indicatorAt)).to.deep.equal(['none', 'maintenance', 'maintenance'])
    expect(viewOf(quiet, {}).snapshot).to.equal(quiet)
  })

  it("ignores the page's claim and derives everything from what is left", () => {
    const claimed = { ...page, claim: { indicator: 'critical' as const }, incidents: [] }
    const { snapshot: left } = viewOf(claimed, { components: ['api'] })
    expect(left.claim).to.equal(undefined)
    expect(left.indicator).to.equal('none')
    expect(viewOf(page, { components: ['eu'] }).snapshot.indicator).to.equal('minor')
    expect(viewOf(page, { components: ['us'] }).snapshot.indicator).to.equal('critical')
  })

  it('reports names that match nothing, and shows all when none of them does', () => {
    const view = viewOf(page, { components: ['fax', 'telex'] })
    expect(view.unmatched).to.deep.equal(['fax', 'telex'])
    expect(view.snapshot).to.equal(page)
    expect(viewOf(page, { components: ['fax', 'api'] }).unmatched).to.deep.equal(['fax'])
  })

  it('with a host filter that keeps everything is the snapshot itself', () => {
    expect(viewOf(page, { filter: () => true }).snapshot).to.equal(page)
  })

  it('with a host filter puts aside an event and the trouble of the components it names, and keeps their rows', () => {
    const view = viewOf(page, { filter: (event) => event.id !== 'us-down' })
    expect(ids(view.snapshot)).to.deep.equal({
      groups: ['eu', 'us', 'ap'],
      components: ['api', 'eu-mail', 'us-mail', 'us-web'],
      events: ['everywhere', 'eu-move'],
    })
    expect([...view.muted]).to.deep.equal(['us-mail'])
    expect(view.snapshot.components[2]?.status).to.equal('major_outage')
    expect(view.snapshot.indicator).to.equal('minor')
    expect(view.snapshot.claim).to.equal(undefined)
  })

  it('does not put aside trouble that an event still shown names too', () => {
    const twice = { ...page, incidents: [...page.incidents, incident('again', { componentIds: ['us-mail'] })] }
    const view = viewOf(twice, { filter: (event) => event.id !== 'us-down' })
    expect([...view.muted]).to.deep.equal([])
    expect(view.snapshot.indicator).to.equal('critical')
  })

  it('does not put aside trouble of today for a maintenance of next week, nor for an incident that is over', () => {
    const quiet = {
      ...page,
      incidents: [incident('past', { status: 'resolved', componentIds: ['us-mail'] })],
      maintenances: [maintenance('later', { componentIds: ['us-mail'] })],
    }
    const view = viewOf(quiet, { filter: () => false })
    expect([...view.muted]).to.deep.equal([])
    expect(view.snapshot.indicator).to.equal('critical')
  })

  it('asks the host only about events that touch the components', () => {
    const asked: string[] = []
    viewOf(page, { components: ['eu'], filter: (event) => asked.push(event.id) > 0 })
    expect(asked).to.deep.equal(['everywhere', 'eu-move'])
  })
})
