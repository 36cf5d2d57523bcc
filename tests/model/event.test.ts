import { expect } from 'chai'
import { endedAt, isEnded, isMaintenance, isUnderway, startOf } from '../../src/model/event.ts'
import { silenceMs } from '../../src/model/silence.ts'
import type { StatusEvent } from '../../src/model/snapshot.ts'
import { at, incident, maintenance, ms, update } from './make.ts'

const last = [update('u2', at('11:00')), update('u1', at('09:00'))]

describe('the end of', () => {
  const cases: [string, StatusEvent, string | undefined][] = [
    ['an open incident is none', incident('i', { updates: last }), undefined],
    ['a resolved incident is its own', incident('i', { status: 'resolved', resolvedAt: at('10:30'), updates: last }), at('10:30')],
    ['a resolved incident without one is its last update', incident('i', { status: 'resolved', updates: last }), at('11:00')],
    ['a resolved incident without either is unknown', incident('i', { status: 'resolved' }), undefined],
    ['a postmortem is that of the incident', incident('i', { status: 'postmortem', resolvedAt: at('10:30'), updates: last }), at('10:30')],
    ['an incident with a word of its own is the time the feed gives', incident('i', { status: 'unknown', resolvedAt: at('10:30') }), at('10:30')],
    ['a completed maintenance is its own', maintenance('m', { status: 'completed', completedAt: at('10:30') }), at('10:30')],
    ['a maintenance with a word of its own is the time the feed gives', maintenance('m', { status: 'unknown', completedAt: at('10:30') }), at('10:30')],
    ['a cancelled maintenance is its last update', maintenance('m', { status: 'cancelled', updates: last }), at('11:00')],
    ['a maintenance under way is none', maintenance('m', { status: 'in_progress', updates: last }), undefined],
  ]
  for (const [what, event, expected] of cases) {
    it(what, () => {
      expect(endedAt(event)).to.equal(expected)
      if (expected) expect(isEnded(event)).to.equal(true)
    })
  }
})

describe('an event', () => {
  it('is a maintenance when it has no impact', () => {
    expect(isMaintenance(maintenance('m'))).to.equal(true)
    expect(isMaintenance(incident('i'))).to.equal(false)
  })
  it('is under way by its word, or by a start without an end', () => {
    expect(isUnderway(maintenance('m', { status: 'verifying' }))).to.equal(true)
    expect(isUnderway(maintenance('m', { status: 'unknown', startedAt: at('09:00') }))).to.equal(true)
    expect(isUnderway(maintenance('m', { status: 'unknown' }))).to.equal(false)
    expect(isUnderway(maintenance('m', { startedAt: at('09:00') }))).to.equal(false)
  })
  it('starts when work began, else as planned, else with its first update', () => {
    expect(startOf(incident('i'))).to.equal(at('08:00'))
    expect(startOf(maintenance('m', { startedAt: at('10:09'), scheduledStart: at('10:00') }))).to.equal(at('10:09'))
    expect(startOf(maintenance('m', { scheduledStart: at('10:00'), updates: last }))).to.equal(at('10:00'))
    expect(startOf(maintenance('m', { updates: last }))).to.equal(at('09:00'))
    expect(startOf(maintenance('m'))).to.equal(undefined)
  })
})

describe('silence', () => {
  const cases: [string, StatusEvent, string, number][] = [
    ['is none within two hours', incident('i', { updates: last }), '13:00', 0],
    ['is counted from the last update', incident('i', { updates: last }), '13:01', 121 * 60_000],
    ['is none without an update', incident('i'), '23:00', 0],
    ['is none once the incident is over', incident('i', { status: 'resolved', updates: last }), '23:00', 0],
    ['is counted in a maintenance under way', maintenance('m', { status: 'in_progress', updates: last }), '15:00', 4 * 3_600_000],
    ['is counted in a maintenance late to start', maintenance('m', { scheduledStart: at('12:00'), updates: last }), '15:00', 4 * 3_600_000],
    ['is none while the maintenance lies ahead', maintenance('m', { scheduledStart: at('20:00'), updates: last }), '15:00', 0],
    ['is none once the maintenance is over', maintenance('m', { status: 'completed', updates: last }), '23:00', 0],
  ]
  for (const [what, event, now, expected] of cases) {
    it(what, () => expect(silenceMs(event, ms(now))).to.equal(expected))
  }
})
