import { expect } from 'chai'
import { viewOf } from '../../src/model/filter.ts'
import { honestHeadline, isAllClear } from '../../src/model/headline.ts'
import { type FeedPart, mergeSnapshots } from '../../src/model/merge.ts'
import { noticesOf } from '../../src/model/notice.ts'
import { snapshotSchema, type StatusSnapshot } from '../../src/model/snapshot.ts'
import { wholeView } from '../../src/model/view.ts'
import { at, component, incident, maintenance, ms, snapshot, update } from './make.ts'

const harbour = (part: Partial<StatusSnapshot> = {}): FeedPart => ({
  key: 'harbour.test',
  snapshot: snapshot({
    page: { name: 'Harbour', url: 'https://harbour.test/' },
    groups: [{ id: 'east', name: 'East quay' }],
    components: [component('cranes', { groupId: 'east', description: 'Three of them' }), component('gate')],
    ...part,
  }),
})

const ferries = (part: Partial<StatusSnapshot> = {}): FeedPart => ({
  key: 'ferries.test',
  snapshot: snapshot({ page: { name: 'Ferries', url: 'https://ferries.test/' }, components: [component('gate'), component('bar')], ...part }),
})

describe('several snapshots as one', () => {
  it('have their components under the names of their pages', () => {
    const { groups, components } = mergeSnapshots([harbour(), ferries()])
    expect(groups).to.deep.equal([{ id: 'harbour.test', name: 'Harbour' }, { id: 'ferries.test', name: 'Ferries' }])
    expect(components.map(({ id, groupId }) => [id, groupId])).to.deep.equal([
      ['harbour.test:cranes', 'harbour.test'],
      ['harbour.test:gate', 'harbour.test'],
      ['ferries.test:gate', 'ferries.test'],
      ['ferries.test:bar', 'ferries.test'],
    ])
  })

  it('tell the group of the own page beside a component, since two of a page may have one name', () => {
    const { components } = mergeSnapshots([harbour(), ferries()])
    expect(components.map(({ description }) => description)).to.deep.equal(['East quay · Three of them', undefined, undefined, undefined])
  })

  it('keep every id unique, and each event at its own components', () => {
    const events = { incidents: [incident('1', { componentIds: ['gate'], updates: [update('a', at('09:00'))] })], maintenances: [maintenance('1', { componentIds: ['gate'] })] }
    const { incidents, maintenances } = mergeSnapshots([harbour(events), ferries(events)])
    expect(incidents.map(({ id, componentIds, updates }) => [id, componentIds, updates.map((u) => u.id)])).to.deep.equal([
      ['harbour.test:1', ['harbour.test:gate'], ['harbour.test:a']],
      ['ferries.test:1', ['ferries.test:gate'], ['ferries.test:a']],
    ])
    expect(maintenances.map(({ id, componentIds }) => [id, componentIds])).to.deep.equal([
      ['harbour.test:1', ['harbour.test:gate']],
      ['ferries.test:1', ['ferries.test:gate']],
    ])
  })

  it('lead from an event without an address of its own to its page', () => {
    const { incidents } = mergeSnapshots([harbour({ incidents: [incident('1'), incident('2', { url: 'https://harbour.test/2' })] }), ferries({ incidents: [incident('1')] })])
    expect(incidents.map(({ url }) => url)).to.deep.equal(['https://harbour.test/', 'https://harbour.test/2', 'https://ferries.test/'])
  })

  it('are what the native format asks for', () => {
    const merged = mergeSnapshots([harbour({ incidents: [incident('1')] }), ferries(), { key: 'x', reason: 'gone' }])
    expect(snapshotSchema.parse(merged)).to.deep.equal(merged)
  })

  it('are as bad as the worst, and speak for nobody’s claim', () => {
    const merged = mergeSnapshots([harbour({ indicator: 'minor', claim: { indicator: 'none', headline: 'All is well' } }), ferries({ indicator: 'critical' })])
    expect(merged.indicator).to.equal('critical')
    expect(merged.claim).to.equal(undefined)
    expect(honestHeadline(merged)).to.equal(undefined)
  })

  it('are well only when all are', () => {
    expect(isAllClear(mergeSnapshots([harbour(), ferries()]))).to.equal(true)
    expect(mergeSnapshots([harbour(), ferries({ indicator: 'unknown' })]).indicator).to.equal('unknown')
  })

  it('are not known to be well while one is missing, which is said; known trouble stays', () => {
    const merged = mergeSnapshots([harbour(), { key: 'ferries.test', reason: 'https://ferries.test/ answered 503' }])
    expect(merged).to.deep.include({ indicator: 'unknown', problems: [{ path: 'ferries.test', message: 'https://ferries.test/ answered 503' }] })
    expect(mergeSnapshots([harbour({ indicator: 'major' }), { key: 'ferries.test' }]).indicator).to.equal('major')
  })

  it('are not known to be well under a filter either while one is missing', () => {
    const parts = [harbour(), { key: 'ferries.test' }]
    expect(viewOf(mergeSnapshots(parts), { components: ['gate'], parts }).snapshot.indicator).to.equal('unknown')
    expect(viewOf(mergeSnapshots([harbour()]), { components: ['gate'], parts: [harbour()] }).snapshot.indicator).to.equal('none')
  })

  it('are filtered by the name of a component on any page, or of a page', () => {
    const merged = mergeSnapshots([harbour(), ferries()])
    const ids = (...components: string[]) => viewOf(merged, { components }).snapshot.components.map(({ id }) => id)
    expect(ids('gate')).to.deep.equal(['harbour.test:gate', 'ferries.test:gate'])
    expect(ids('ferries')).to.deep.equal(['ferries.test:gate', 'ferries.test:bar'])
    expect(ids('harbour.test:cranes')).to.deep.equal(['harbour.test:cranes'])
  })

  it('are filtered by what each page calls its components and groups', () => {
    const grouped = (key: string) => ({ key, snapshot: snapshot({ page: { name: key }, groups: [{ id: 'eu', name: 'Europe' }, { id: 'as', name: 'Asia' }], components: [component('1', { name: 'Mail', groupId: 'eu' }), component('2', { name: 'Web' })] }) })
    const parts = [grouped('a.test'), grouped('b.test')]
    const view = (...components: string[]) => viewOf(mergeSnapshots(parts), { components, parts })
    const ids = (...components: string[]) => view(...components).snapshot.components.map(({ id }) => id)
    expect(ids('europe')).to.deep.equal(['a.test:1', 'b.test:1'])
    expect(ids('eu')).to.deep.equal(['a.test:1', 'b.test:1'])
    expect(ids('2')).to.deep.equal(['a.test:2', 'b.test:2'])
    expect(view('Asia', 'Web', 'fax').unmatched).to.deep.equal(['fax'])
  })

  it('are filtered by names of a page that is missing without a complaint, and show nothing of another for it', () => {
    const parts = [harbour({ incidents: [incident('gate', { impact: 'major', componentIds: ['gate'] }), incident('all', { impact: 'minor' })] }), { key: 'ferries.test' }]
    const { snapshot: left, unmatched } = viewOf(mergeSnapshots(parts), { components: ['Bar'], parts })
    expect(unmatched).to.deep.equal([])
    expect(left.components).to.deep.equal([])
    expect(left.incidents.map(({ id }) => id)).to.deep.equal(['harbour.test:all'])
  })

  it('have their notices in one order', () => {
    const merged = mergeSnapshots([
      harbour({ incidents: [incident('low', { impact: 'minor' })], maintenances: [maintenance('work', { status: 'in_progress' })] }),
      ferries({ incidents: [incident('high', { impact: 'critical' }), incident('new', { impact: 'minor', startedAt: at('09:00') })] }),
    ])
    const notices = noticesOf(wholeView(merged, ms('10:00')), { now: ms('10:00'), leadMs: 0, lingerMs: 0 })
    expect(notices.map(({ id }) => id)).to.deep.equal(['ferries.test:high', 'ferries.test:new', 'harbour.test:low', 'harbour.test:work'])
  })

  it('have changed when the newest has, and are as old as the oldest', () => {
    const merged = mergeSnapshots([
      harbour({ updatedAt: at('08:00'), generatedAt: at('09:30') }),
      ferries({ updatedAt: at('09:00'), generatedAt: at('09:10') }),
    ])
    expect(merged).to.include({ updatedAt: at('09:00'), generatedAt: at('09:10') })
    expect(mergeSnapshots([harbour(), ferries()])).not.to.have.any.keys('updatedAt', 'generatedAt')
  })

  it('say where each problem is', () => {
    const { problems } = mergeSnapshots([harbour({ problems: [{ path: 'components.0', message: 'no id' }] }), ferries()])
    expect(problems).to.deep.equal([{ path: 'harbour.test:components.0', message: 'no id' }])
  })
})
