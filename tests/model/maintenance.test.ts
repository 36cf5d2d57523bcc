import { expect } from 'chai'
import {
  beganAt,
  isLateToStart,
  movedFrom,
  overrunMs,
  pastFirstEndMs,
  type Phase,
  phaseOf,
  rememberFirstEnds,
} from '../../src/model/maintenance.ts'
import type { Maintenance } from '../../src/model/snapshot.ts'
import { at, maintenance, ms } from './make.ts'

const hour = 3_600_000
const window = { scheduledStart: at('10:00'), scheduledEnd: at('13:00') }

describe('a maintenance planned from 10 to 13', () => {
  type Row = [string, Partial<Maintenance>, now: string, Phase, overrunMs?: number]
  const rows: Row[] = [
    ['is upcoming before its start', { ...window }, '09:00', 'upcoming'],
    ['is upcoming at its very start', { ...window }, '10:00', 'upcoming'],
    ['is overdue when the page still calls it scheduled after its start', { ...window }, '10:01', 'overdue'],
    ['is active when it began early', { ...window, status: 'in_progress' }, '09:00', 'active'],
    ['is active within its window', { ...window, status: 'in_progress' }, '12:00', 'active'],
    ['is active at its very end', { ...window, status: 'in_progress' }, '13:00', 'active'],
    ['is overdue past its end', { ...window, status: 'in_progress' }, '15:00', 'overdue', 2 * hour],
    ['is overdue past its end while it is verified', { ...window, status: 'verifying' }, '14:00', 'overdue', hour],
    ['is overdue past its end when the page still calls it scheduled', { ...window }, '14:00', 'overdue', hour],
    ['is completed when it ended early', { ...window, status: 'completed', completedAt: at('10:20') }, '11:00', 'completed'],
    ['is completed when it was cancelled, window or not', { ...window, status: 'cancelled' }, '12:00', 'completed'],
    ['is completed by the word alone', { ...window, status: 'completed' }, '23:00', 'completed'],
    ['with a word of its own is read from the window: before', { ...window, status: 'unknown' }, '09:00', 'upcoming'],
    ['with a word of its own is read from the window: within', { ...window, status: 'unknown' }, '12:00', 'active'],
    ['with a word of its own is read from the window: after', { ...window, status: 'unknown' }, '14:00', 'overdue', hour],
    ['with a word of its own and a completion is completed', { ...window, status: 'unknown', completedAt: at('12:00') }, '14:00', 'completed'],
    ['with a word of its own and a start is active', { scheduledStart: at('10:00'), status: 'unknown', startedAt: at('09:00') }, '09:30', 'active'],
    ['without an end never overruns', { scheduledStart: at('10:00'), status: 'in_progress' }, '23:00', 'active'],
    ['without an end is late once its start has passed', { scheduledStart: at('10:00') }, '11:00', 'overdue'],
    ['without a start is upcoming while scheduled', { scheduledEnd: at('13:00') }, '12:00', 'upcoming'],
    ['without a start is overdue past its end', { scheduledEnd: at('13:00') }, '14:00', 'overdue', hour],
    ['without any time is what its word says: scheduled', {}, '12:00', 'upcoming'],
    ['without any time is what its word says: in progress', { status: 'in_progress' }, '12:00', 'active'],
    ['without any time or word counts as active', { status: 'unknown' }, '12:00', 'active'],
    ['with an end before its start has no end', { scheduledStart: at('10:00'), scheduledEnd: at('08:00'), status: 'in_progress' }, '12:00', 'active'],
  ]
  for (const [what, part, now, phase, overrun = 0] of rows) {
    it(what, () => {
      expect(phaseOf(maintenance('m', part), ms(now))).to.equal(phase)
      expect(overrunMs(maintenance('m', part), ms(now))).to.equal(overrun)
    })
  }

  it('is late to start only while the page calls it scheduled', () => {
    expect(isLateToStart(maintenance('m', window), ms('10:30'))).to.equal(true)
    expect(isLateToStart(maintenance('m', window), ms('09:30'))).to.equal(false)
    expect(isLateToStart(maintenance('m', { ...window, status: 'in_progress' }), ms('14:00'))).to.equal(false)
  })

  it('began when the feed says, else at its planned start once work is known to be done', () => {
    expect(beganAt(maintenance('m', { ...window, status: 'in_progress', startedAt: at('10:09') }))).to.equal(at('10:09'))
    expect(beganAt(maintenance('m', { ...window, status: 'completed' }))).to.equal(at('10:00'))
    expect(beganAt(maintenance('m', window))).to.equal(undefined)
    expect(beganAt(maintenance('m', { ...window, status: 'cancelled' }))).to.equal(undefined)
  })
})

describe('an end that moves', () => {
  const m = (scheduledEnd: string | undefined, part: Partial<Maintenance> = {}) =>
    maintenance('m', { scheduledStart: at('10:00'), status: 'in_progress', ...(scheduledEnd ? { scheduledEnd } : {}), ...part })
  const replay = (...seen: Maintenance[]) =>
    seen.reduce<Maintenance[]>((before, next) => rememberFirstEnds(before, [next]), [])[0]

  it('is remembered from what was seen before', () =>
    expect(replay(m(at('13:00')), m(at('15:00')))?.firstScheduledEnd).to.equal(at('13:00')))
  it('is remembered over several moves as the first of all', () =>
    expect(replay(m(at('13:00')), m(at('15:00')), m(at('18:00')), m(at('18:00')))?.firstScheduledEnd).to.equal(at('13:00')))
  it('is no move once it is back where it was', () => {
    const back = replay(m(at('13:00')), m(at('15:00')), m(at('13:00')))
    expect(back && movedFrom(back)).to.equal(undefined)
  })
  it('is remembered over a poll in which the feed gave none', () =>
    expect(replay(m(at('13:00')), m(undefined), m(at('15:00')))?.firstScheduledEnd).to.equal(at('13:00')))
  it('is not one when only its spelling changed', () =>
    expect(replay(m(at('13:00')), m('2026-05-04T13:00:00Z'))?.firstScheduledEnd).to.equal(undefined))
  it("is the feed's own where it says so", () =>
    expect(replay(m(at('13:00')), m(at('15:00'), { firstScheduledEnd: at('12:00') }))?.firstScheduledEnd).to.equal(at('12:00')))
  it('leaves a maintenance alone that was not seen before, and one that did not move', () => {
    const next = m(at('13:00'))
    expect(rememberFirstEnds([], [next])[0]).to.equal(next)
    expect(rememberFirstEnds([m(at('13:00'))], [next])[0]).to.equal(next)
  })
  it('says from where, and how long past that the work is', () => {
    const moved = m(at('18:00'), { firstScheduledEnd: at('13:00') })
    expect(movedFrom(moved)).to.equal(at('13:00'))
    expect(pastFirstEndMs(moved, ms('14:30'))).to.equal(1.5 * hour)
    expect(pastFirstEndMs(moved, ms('12:00'))).to.equal(0)
    expect(pastFirstEndMs({ ...moved, status: 'completed' }, ms('14:30'))).to.equal(0)
    expect(pastFirstEndMs(m(at('13:00')), ms('14:30'))).to.equal(0)
  })
})
