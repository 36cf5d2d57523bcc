import { expect } from 'chai'
import { viewOf } from '../../src/model/filter.ts'
import { componentNoticeId, eventNotice, fingerprintOf, type NoticeOptions, noticesOf } from '../../src/model/notice.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { at, component, incident, maintenance, ms, snapshot, update } from './make.ts'

const day = 86_400_000
const options = (clock = '12:00', part: Partial<NoticeOptions> = {}): NoticeOptions => ({
  now: ms(clock),
  leadMs: day,
  lingerMs: day,
  shown: () => true,
  ...part,
})
const ids = (part: Partial<StatusSnapshot>, opts = options()) =>
  noticesOf(viewOf(snapshot(part), {}), opts).map((notice) => notice.id)

describe('notices', () => {
  it('stand in the order of what matters most', () => {
    const part = {
      components: [component('web', { status: 'partial_outage' })],
      incidents: [
        incident('over', { status: 'resolved', resolvedAt: at('11:00') }),
        incident('small', { impact: 'minor' }),
        incident('silent', { impact: 'none' }),
        incident('unclear', { impact: 'unknown', startedAt: at('07:00') }),
        incident('grave', { impact: 'critical' }),
        incident('big', { impact: 'major' }),
      ],
      maintenances: [
        maintenance('tomorrow', { scheduledStart: at('23:00') }),
        maintenance('soon', { scheduledStart: at('13:00') }),
        maintenance('now', { status: 'in_progress', scheduledEnd: at('14:00') }),
        maintenance('late', { status: 'in_progress', scheduledEnd: at('11:00') }),
        maintenance('done', { status: 'completed', completedAt: at('11:30') }),
      ],
    }
    expect(ids(part)).to.deep.equal([
      'grave', 'big', 'small', 'unclear', componentNoticeId, 'now', 'late', 'soon', 'tomorrow', 'done', 'over',
    ])
  })

  it('of one severity stand newest first', () =>
    expect(
      ids({ incidents: [incident('old', { startedAt: at('08:00') }), incident('new', { startedAt: at('09:00') })] }),
    ).to.deep.equal(['new', 'old']))

  it('put work that is being done before work that has not begun as it should', () =>
    expect(
      ids({ maintenances: [maintenance('put off', { scheduledStart: at('11:00') }), maintenance('late', { status: 'in_progress', scheduledEnd: at('11:00') })] }),
    ).to.deep.equal(['late', 'put off']))

  const leads: [string, string, boolean][] = [
    ['just within the lead', '2026-05-05T12:00:00.000Z', true],
    ['just outside the lead', '2026-05-05T12:00:01.000Z', false],
    ['late to start', at('11:00'), true],
  ]
  for (const [what, scheduledStart, expected] of leads) {
    it(`${expected ? 'name' : 'leave out'} a maintenance ${what}`, () =>
      expect(ids({ maintenances: [maintenance('m', { scheduledStart })] })).to.deep.equal(expected ? ['m'] : []))
  }
  it('leave out a maintenance that lies ahead without a time', () =>
    expect(ids({ maintenances: [maintenance('m')] })).to.deep.equal([]))

  describe('of ended events', () => {
    const over = (part: object = {}) => ({ incidents: [incident('i', { status: 'resolved', resolvedAt: at('10:00'), ...part })] })
    const lingering = (lingerMs: number, part: Partial<NoticeOptions> = {}) => options('12:00', { lingerMs, ...part })
    it('stand for a while', () => expect(ids(over(), lingering(3 * 3_600_000))).to.deep.equal(['i']))
    it('and no longer', () => expect(ids(over(), lingering(2 * 3_600_000))).to.deep.equal([]))
    it('only where they had been shown', () => {
      expect(ids(over(), lingering(day, { shown: () => false }))).to.deep.equal([])
      const { shown: _, ...unasked } = lingering(day)
      expect(ids(over(), unasked)).to.deep.equal([])
    })
    it('never without impact', () => expect(ids(over({ impact: 'none' }))).to.deep.equal([]))
    it('not below the least severity', () =>
      expect(ids(over({ impact: 'minor' }), lingering(day, { severity: 'major' }))).to.deep.equal([]))
    it('not without a time of their end', () =>
      expect(ids({ maintenances: [maintenance('m', { status: 'cancelled' })] })).to.deep.equal([]))
    it('have no alarm in their tone', () => {
      const [notice] = noticesOf(viewOf(snapshot(over({ impact: 'critical' })), {}), options())
      expect(notice).to.include({ indicator: 'none', phase: 'completed' })
    })
  })

  describe('of a least severity', () => {
    const part = {
      components: [component('slow', { status: 'degraded_performance' }), component('down', { status: 'major_outage' }), component('worked', { status: 'under_maintenance' })],
      incidents: [incident('minor', { impact: 'minor' }), incident('critical', { impact: 'critical' }), incident('unclear', { impact: 'unknown' })],
      maintenances: [maintenance('m', { status: 'in_progress' })],
    }
    it('leave out what is less, but no maintenance and nothing unclear', () =>
      expect(ids(part, options('12:00', { severity: 'critical' }))).to.deep.equal(['critical', 'unclear', componentNoticeId, 'm']))
    it('count components by their own severity', () => {
      const notice = noticesOf(viewOf(snapshot(part), {}), options('12:00', { severity: 'critical' })).find((n) => n.kind === 'component')
      expect(notice?.components.map((c) => c.id)).to.deep.equal(['down', 'worked'])
    })
  })

  describe('of components', () => {
    const down = component('web', { status: 'major_outage' })
    const slow = component('api', { status: 'degraded_performance' })
    it('are one for all of them, in the tone of the worst', () => {
      const [notice] = noticesOf(viewOf(snapshot({ components: [slow, down] }), {}), options())
      expect(notice).to.deep.equal({ kind: 'component', id: componentNoticeId, components: [slow, down], indicator: 'critical', phase: 'active' })
    })
    const cases: [string, Partial<StatusSnapshot>, string[]][] = [
      ['leave out what an open incident names', { incidents: [incident('i', { componentIds: ['web'] })] }, ['i']],
      ['leave out what an open incident without impact names', { incidents: [incident('i', { impact: 'none', componentIds: ['web'] })] }, []],
      ['leave out what a maintenance under way names', { maintenances: [maintenance('m', { status: 'in_progress', componentIds: ['web'] })] }, ['m']],
      ['keep what a maintenance ahead names', { maintenances: [maintenance('m', { scheduledStart: at('20:00'), componentIds: ['web'] })] }, [componentNoticeId, 'm']],
      ['keep what an ended incident names', { incidents: [incident('i', { status: 'resolved', componentIds: ['web'] })] }, [componentNoticeId]],
      ['keep what an incident of no named component may mean', { incidents: [incident('i')] }, ['i', componentNoticeId]],
    ]
    for (const [what, part, expected] of cases) {
      it(what, () => expect(ids({ components: [down], ...part })).to.deep.equal(expected))
    }
    it('leave out what is unknown or fine', () =>
      expect(ids({ components: [component('a'), component('b', { status: 'unknown' })] })).to.deep.equal([]))
    it('leave out what the host has put aside', () => {
      const view = viewOf(snapshot({ components: [down], incidents: [incident('i', { componentIds: ['web'] })] }), { filter: () => false })
      expect(noticesOf(view, options())).to.deep.equal([])
    })
  })
})

describe('the fingerprint of a notice', () => {
  const incidentPrint = (part: object, scope: 'event' | 'update' = 'event') =>
    fingerprintOf(eventNotice(incident('i', part), ms('12:00')), scope, ms('12:00'))
  const window = { scheduledStart: at('10:00'), scheduledEnd: at('13:00') }
  const maintenancePrint = (part: object, clock = '12:00', scope: 'event' | 'update' = 'event') =>
    fingerprintOf(eventNotice(maintenance('m', { ...window, ...part }), ms(clock)), scope, ms(clock))

  it('holds over a new update, unless asked for updates too', () => {
    const updates = [update('u', at('11:00'))]
    expect(incidentPrint({ updates })).to.equal(incidentPrint({}))
    expect(incidentPrint({ updates }, 'update')).not.to.equal(incidentPrint({}, 'update'))
    expect(maintenancePrint({ updates })).to.equal(maintenancePrint({}))
    expect(maintenancePrint({ updates }, '12:00', 'update')).not.to.equal(maintenancePrint({}, '12:00', 'update'))
  })
  it('changes with the status and the severity', () => {
    expect(incidentPrint({ status: 'monitoring' })).not.to.equal(incidentPrint({}))
    expect(incidentPrint({ impact: 'major' })).not.to.equal(incidentPrint({}))
  })
  it('changes with the scheduled end and with each phase', () => {
    const inProgress = { status: 'in_progress' }
    expect(maintenancePrint({ ...inProgress, scheduledEnd: at('15:00') })).not.to.equal(maintenancePrint(inProgress))
    const prints = [maintenancePrint({}, '09:00'), maintenancePrint({}, '11:00'), maintenancePrint({}, '14:00'), maintenancePrint(inProgress, '11:00'), maintenancePrint(inProgress, '14:00'), maintenancePrint({ status: 'completed' }, '14:00')]
    expect(new Set(prints).size).to.equal(prints.length)
  })
  it('does not change with the clock alone within a phase', () =>
    expect(maintenancePrint({ status: 'in_progress' }, '14:00')).to.equal(maintenancePrint({ status: 'in_progress' }, '23:00')))
  it('of components does not depend on their order', () => {
    const a = component('a', { status: 'major_outage' })
    const b = component('b', { status: 'partial_outage' })
    const print = (...components: (typeof a)[]) =>
      noticesOf(viewOf(snapshot({ components }), {}), options()).map((notice) => fingerprintOf(notice, 'event', ms('12:00')))[0]
    expect(print(a, b)).to.equal(print(b, a))
    expect(print(a, b)).not.to.equal(print(a))
    expect(print(a, b)).not.to.equal(print(a, { ...b, status: 'major_outage' }))
  })
})
