import { expect } from 'chai'
import { type Change, changesBetween } from '../../src/model/changes.ts'
import { share } from '../../src/model/share.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { at, component, incident, maintenance, snapshot, update } from './make.ts'

const base = (): StatusSnapshot =>
  snapshot({
    components: [component('api'), component('web')],
    incidents: [incident('i', { componentIds: ['api'], updates: [update('u1', at('09:00'), { body: 'Looking' })] })],
    maintenances: [maintenance('m', { scheduledStart: at('10:00'), scheduledEnd: at('13:00') })],
    updatedAt: at('09:00'),
    generatedAt: at('09:00'),
  })
const [api, web] = base().components as [StatusSnapshot['components'][0], StatusSnapshot['components'][0]]
const [i] = base().incidents as [StatusSnapshot['incidents'][0]]
const [m] = base().maintenances as [StatusSnapshot['maintenances'][0]]

describe('between two snapshots', () => {
  const cases: [string, Partial<StatusSnapshot>, Change[]][] = [
    ['that are equal, nothing changed', {}, []],
    ['whose own times differ, nothing changed', { updatedAt: at('10:00'), generatedAt: at('10:00') }, []],
    ['a component got another status', { components: [{ ...api, status: 'major_outage' }, web] }, [{ kind: 'component', id: 'api', type: 'status' }]],
    ['a component got another label', { components: [{ ...api, statusLabel: 'Napping' }, web] }, [{ kind: 'component', id: 'api', type: 'status' }]],
    ['the order of components is no change', { components: [web, api] }, []],
    ['a component came and one went', { components: [api, component('fax')] }, [{ kind: 'component', id: 'fax', type: 'added' }, { kind: 'component', id: 'web', type: 'removed' }]],
    ['an incident moved on', { incidents: [{ ...i, status: 'resolved' }] }, [{ kind: 'incident', id: 'i', type: 'status' }]],
    ['an incident got another label', { incidents: [{ ...i, statusLabel: 'Puzzled' }] }, [{ kind: 'incident', id: 'i', type: 'status' }]],
    ['an incident got worse', { incidents: [{ ...i, impact: 'critical' }] }, [{ kind: 'incident', id: 'i', type: 'severity' }]],
    ['an incident got an update', { incidents: [{ ...i, updates: [update('u2', at('10:00')), ...i.updates] }] }, [{ kind: 'incident', id: 'i', type: 'update' }]],
    ['an update was edited', { incidents: [{ ...i, updates: [update('u1', at('09:00'), { body: 'Found it' })] }] }, [{ kind: 'incident', id: 'i', type: 'update' }]],
    ['an incident was renamed', { incidents: [{ ...i, title: 'Worse than we thought' }] }, [{ kind: 'incident', id: 'i', type: 'update' }]],
    ['an incident reached more components', { incidents: [{ ...i, componentIds: ['api', 'web'] }] }, [{ kind: 'incident', id: 'i', type: 'update' }]],
    ['a maintenance got another end', { maintenances: [{ ...m, scheduledEnd: at('18:00') }] }, [{ kind: 'maintenance', id: 'm', type: 'window' }]],
    ['a maintenance began and got an update', { maintenances: [{ ...m, status: 'in_progress', updates: [update('u', at('10:00'))] }] }, [{ kind: 'maintenance', id: 'm', type: 'status' }, { kind: 'maintenance', id: 'm', type: 'update' }]],
    ['an incident became a maintenance', { incidents: [], maintenances: [m, maintenance('i')] }, [{ kind: 'incident', id: 'i', type: 'removed' }, { kind: 'maintenance', id: 'i', type: 'added' }]],
  ]
  for (const [what, part, expected] of cases) {
    it(what, () => expect(changesBetween(base(), { ...base(), ...part })).to.deep.equal(expected))
  }
})

describe('sharing', () => {
  const copy = <T>(value: T): T => structuredClone(value)

  it('gives back the old snapshot when the new one equals it', () => {
    const old = base()
    expect(share(old, copy(old))).to.equal(old)
  })
  it('keeps each part that is equal, and its lists', () => {
    const old = base()
    const next = share(old, { ...copy(old), components: [{ ...api, status: 'unknown' as const }, web] })
    expect(next).not.to.equal(old)
    expect(next.incidents).to.equal(old.incidents)
    expect(next.page).to.equal(old.page)
    expect(next.components).not.to.equal(old.components)
    expect(next.components[0]).not.to.equal(old.components[0])
    expect(next.components[1]).to.equal(old.components[1])
  })
  it('finds items by their id when their order changed', () => {
    const old = base()
    const next = share(old, { ...copy(old), components: [copy(web), copy(api)] })
    expect(next.components.map((c) => c.id)).to.deep.equal(['web', 'api'])
    expect(next.components[0]).to.equal(old.components[1])
  })
  it('keeps old updates when a new one comes before them', () => {
    const old = base()
    const next = share(old, { ...copy(old), incidents: [{ ...copy(i), updates: [update('u2', at('10:00')), ...copy(i.updates)] }] })
    expect(next.incidents[0]?.updates[1]).to.equal(old.incidents[0]?.updates[0])
  })
  it('sees a field that went, a list that got shorter, and a value that became null', () => {
    expect(share({ a: 1, b: 2 }, { a: 1 } as object)).to.deep.equal({ a: 1 })
    expect(share([1, 2], [1])).to.deep.equal([1])
    expect(share({ a: { b: 1 } }, { a: null })).to.deep.equal({ a: null })
    expect(share(undefined, { a: 1 })).to.deep.equal({ a: 1 })
  })
})
