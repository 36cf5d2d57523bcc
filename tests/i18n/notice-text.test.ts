import { expect } from 'chai'
import { eventFacts } from '../../src/i18n/event-facts.ts'
import { localeFor } from '../../src/i18n/locale.ts'
import { noticeText, windowText } from '../../src/i18n/notice-text.ts'
import { viewOf } from '../../src/model/filter.ts'
import { eventNotice, type Notice, noticesOf } from '../../src/model/notice.ts'
import type { Component, Incident, Maintenance } from '../../src/model/snapshot.ts'
import { at, component, incident, maintenance, ms, snapshot, update } from '../model/make.ts'

const locale = (clock: string) => localeFor('en-GB', 'UTC', ms(clock))
const plain = (text: string) => text.replace(/\s/g, ' ')
const none = { components: [], groups: [], incidents: [] }

const facts = (event: Incident | Maintenance, clock = '12:00', components: Component[] = []) => {
  const { title, fact, details, age } = noticeText(eventNotice(event, ms(clock)), { ...none, components }, locale(clock), ms(clock))
  return { title, fact: plain(fact), details: details.map(plain), age: plain(age) }
}

const window = { scheduledStart: at('10:00'), scheduledEnd: at('13:00') }

describe('a maintenance in words', () => {
  const cases: [what: string, part: Partial<Maintenance>, clock: string, fact: string, details: string[]][] = [
    ['upcoming', window, '07:30', 'starts in 2 hrs 30 mins', ['4 May, 10:00–13:00 UTC']],
    ['upcoming within the minute', window, '10:00', 'starts in 1 min', ['4 May, 10:00–13:00 UTC']],
    ['upcoming without an end', { scheduledStart: at('10:00') }, '09:00', 'starts in 1 hr', ['10:00 UTC', 'no end time given']],
    [
      'upcoming over several days',
      { scheduledStart: at('20:00'), scheduledEnd: '2026-05-06T22:00:00.000Z' },
      '19:00',
      'starts in 1 hr',
      ['4 May, 20:00 – 6 May, 22:00 UTC'],
    ],
    [
      'upcoming, with its end moved',
      { ...window, firstScheduledEnd: at('11:00') },
      '09:00',
      'starts in 1 hr',
      ['4 May, 10:00–13:00 UTC', 'end moved from 11:00 UTC'],
    ],
    ['late to start', window, '10:25', 'was due to start 25 min ago, no start reported', ['4 May, 10:00–13:00 UTC']],
    ['never started', window, '15:00', 'was due to start 5 hr ago, no start reported', ['4 May, 10:00–13:00 UTC']],
    ['under way', { ...window, status: 'in_progress' }, '12:00', 'is in progress', ['until 13:00 UTC']],
    ['under way at its last minute', { ...window, status: 'in_progress' }, '13:00', 'is in progress', ['until 13:00 UTC']],
    ['overrunning', { ...window, status: 'in_progress' }, '13:01', 'overruns by 1 min', ['planned end 13:00 UTC']],
    [
      'with its end moved, and within the first one',
      { ...window, status: 'in_progress', firstScheduledEnd: at('12:30') },
      '12:00',
      'is in progress',
      ['end moved to 13:00 UTC, first announced for 12:30 UTC'],
    ],
    [
      'with its end moved, and past the first one',
      { ...window, status: 'in_progress', firstScheduledEnd: at('11:00') },
      '12:00',
      'is running 1 hr past its first planned end',
      ['end moved to 13:00 UTC, first announced for 11:00 UTC'],
    ],
    [
      'with its end moved, and past that too',
      { ...window, status: 'in_progress', firstScheduledEnd: at('11:00') },
      '15:00',
      'overruns by 2 hrs',
      ['end moved to 13:00 UTC, first announced for 11:00 UTC'],
    ],
    [
      'put off as a whole, which is no overrun of its first window',
      { ...window, status: 'in_progress', firstScheduledEnd: at('09:00') },
      '12:00',
      'is in progress',
      ['end moved to 13:00 UTC, first announced for 09:00 UTC'],
    ],
    ['begun early', { ...window, status: 'in_progress', startedAt: at('09:00') }, '09:30', 'is in progress', ['until 13:00 UTC']],
    ['without an end', { status: 'in_progress', scheduledStart: at('10:00') }, '12:00', 'is in progress', ['since 10:00 UTC', 'no end time given']],
    [
      'without an end but with a real start',
      { status: 'in_progress', scheduledStart: at('10:00'), startedAt: at('10:20') },
      '12:00',
      'is in progress',
      ['since 10:20 UTC', 'no end time given'],
    ],
    [
      'with an end before its start, which says nothing',
      { status: 'in_progress', scheduledStart: at('10:00'), scheduledEnd: at('09:00') },
      '12:00',
      'is in progress',
      ['since 10:00 UTC', 'no end time given'],
    ],
    [
      'that was to take no time',
      { status: 'in_progress', scheduledStart: at('10:00'), scheduledEnd: at('10:00') },
      '12:00',
      'overruns by 2 hrs',
      ['planned end 10:00 UTC'],
    ],
    ['with an end alone', { status: 'in_progress', scheduledEnd: at('13:00') }, '12:00', 'is in progress', ['until 13:00 UTC']],
    ['without any time', { status: 'in_progress' }, '12:00', 'is in progress', []],
    ['being verified', { ...window, status: 'verifying' }, '12:00', 'is in progress', ['Verifying', 'until 13:00 UTC']],
    [
      'of a status in the words of its page',
      { ...window, status: 'unknown', statusLabel: 'Paused', startedAt: at('10:00') },
      '12:00',
      'is in progress',
      ['Paused', 'until 13:00 UTC'],
    ],
    [
      'completed as planned',
      { ...window, status: 'completed', startedAt: at('10:00'), completedAt: at('12:15') },
      '14:00',
      'is completed',
      ['ended 12:15 UTC', 'took 2 hrs 15 mins, planned 3 hrs'],
    ],
    [
      'completed after its end was moved, measured by the first',
      { ...window, status: 'completed', firstScheduledEnd: at('11:00'), completedAt: at('13:00') },
      '14:00',
      'is completed',
      ['ended 13:00 UTC', 'took 3 hrs, planned 1 hr'],
    ],
    [
      'completed after it was put off, measured by the window it had',
      { ...window, status: 'completed', firstScheduledEnd: at('08:00'), completedAt: at('12:00') },
      '14:00',
      'is completed',
      ['ended 12:00 UTC', 'took 2 hrs, planned 3 hrs'],
    ],
    ['completed before its start', { ...window, status: 'completed', completedAt: at('09:00') }, '14:00', 'is completed', ['ended 09:00 UTC']],
    ['cancelled', { ...window, status: 'cancelled', completedAt: at('09:00') }, '14:00', 'is cancelled', ['ended 09:00 UTC']],
    ['cancelled, nobody says when', { ...window, status: 'cancelled' }, '14:00', 'is cancelled', []],
    [
      'over in the words of its page',
      { ...window, status: 'unknown', statusLabel: 'Erledigt', completedAt: at('12:00') },
      '14:00',
      'is completed',
      ['ended 12:00 UTC'],
    ],
  ]
  for (const [what, part, clock, fact, details] of cases) {
    it(`${what}: ${[fact, ...details].join(' · ')}`, () => {
      const said = facts(maintenance('m', { title: 'Upgrade', ...part }), clock)
      expect(said).to.deep.equal({ title: 'Upgrade', fact, details, age: '' })
    })
  }

  it('says for how long there was no update, once that is over two hours', () => {
    const event = maintenance('m', { ...window, status: 'in_progress', updates: [update('u', at('10:00'))] })
    expect(facts(event, '12:00').age).to.equal('')
    expect(facts(event, '12:01').age).to.equal('no update for 2 hrs 1 min, last one 10:00 UTC')
  })
  it('says nothing of silence before its start and after its end', () => {
    const updates = [update('u', '2026-05-01T10:00:00.000Z')]
    expect(facts(maintenance('m', { ...window, updates }), '09:00').age).to.equal('')
    expect(facts(maintenance('m', { ...window, status: 'completed', completedAt: at('12:00'), updates }), '23:00').age).to.equal('')
  })
})

describe('an incident in words', () => {
  const cases: [what: string, part: Partial<Incident>, fact: string, details: string[], age: string][] = [
    ['open', {}, '', ['Investigating', 'started 08:00 UTC'], ''],
    ['begun on another day', { startedAt: '2026-05-02T08:00:00.000Z' }, '', ['Investigating', 'started 2 May, 08:00 UTC'], ''],
    ['begun in another year', { startedAt: '2025-12-31T08:00:00.000Z' }, '', ['Investigating', 'started 31 Dec 2025, 08:00 UTC'], ''],
    ['just told of', { updates: [update('u', at('11:48'))] }, '', ['Investigating', 'started 08:00 UTC'], 'updated 12 min ago'],
    ['told of by a clock that runs ahead', { updates: [update('u', at('12:03'))] }, '', ['Investigating', 'started 08:00 UTC'], 'updated 1 min ago'],
    [
      'of which nothing was told for long',
      { updates: [update('u', at('08:00'))] },
      '',
      ['Investigating', 'started 08:00 UTC'],
      'no update for 4 hrs, last one 08:00 UTC',
    ],
    ['of a status in the words of its page', { status: 'unknown', statusLabel: 'Recovering' }, '', ['Recovering', 'started 08:00 UTC'], ''],
    ['of an unknown status', { status: 'unknown' }, '', ['Status unknown', 'started 08:00 UTC'], ''],
    ['resolved', { status: 'resolved', resolvedAt: at('10:30') }, 'is resolved', ['ended 10:30 UTC', 'took 2 hrs 30 mins'], ''],
    [
      'resolved, with the time known from its last update',
      { status: 'resolved', updates: [update('u', at('09:00'), { status: 'resolved' })] },
      'is resolved',
      ['ended 09:00 UTC', 'took 1 hr'],
      '',
    ],
    ['reviewed afterwards', { status: 'postmortem', resolvedAt: at('09:00') }, 'is resolved', ['ended 09:00 UTC', 'took 1 hr'], ''],
    ['over before it began, by its page', { status: 'resolved', resolvedAt: at('07:00') }, 'is resolved', ['ended 07:00 UTC'], ''],
    [
      'over in the words of its page',
      { status: 'unknown', statusLabel: 'Closed', resolvedAt: at('09:00') },
      'is resolved',
      ['ended 09:00 UTC', 'took 1 hr'],
      '',
    ],
  ]
  for (const [what, part, fact, details, age] of cases) {
    it(`${what}: ${[fact, ...details, age].filter(Boolean).join(' · ')}`, () =>
      expect(facts(incident('i', { title: 'Cards refused', ...part }))).to.deep.equal({ title: 'Cards refused', fact, details, age }))
  }

  it('without a title is called what it is', () => {
    expect(facts(incident('i', { title: '' })).title).to.equal('Incident')
    expect(facts(maintenance('m', { title: ' ' })).title).to.equal('Maintenance')
  })
})

describe('what an event touches', () => {
  const components = ['Mail', 'Web', 'API', 'Files'].map((name) => component(name, { name }))
  const cases: [names: string[], said: string[]][] = [
    [[], []],
    [['Mail'], ['Mail']],
    [['Mail', 'Web', 'API'], ['Mail, Web, API']],
    [['Mail', 'Web', 'API', 'Files'], ['Mail, Web and 2 more']],
    [['gone'], []],
  ]
  for (const [componentIds, said] of cases) {
    it(`is said as "${said}" for ${componentIds.join(', ') || 'no component'}`, () =>
      expect(facts(incident('i', { componentIds }), '12:00', components).details.slice(0, -2)).to.deep.equal(said))
  }
})

describe('components of one name in several groups', () => {
  const groups = ['EU', 'US'].map((name) => ({ id: name, name }))
  const components = ['EU', 'US'].map((groupId) => component(`app-${groupId}`, { name: 'App', groupId, status: groupId === 'EU' ? 'major_outage' : 'operational' }))
  const parts = snapshot({ groups, components: [...components, component('app', { name: 'App' }), component('api', { name: 'API', groupId: 'EU' })] })
  const titled = (part: typeof parts) => noticeText(noticesOf(viewOf(part, {}), { now: ms('12:00'), leadMs: 0, lingerMs: 0 })[0] as Notice, part, locale('12:00'), ms('12:00')).title

  it('are told apart by their groups, where they have one', () => {
    const { details } = noticeText(eventNotice(incident('i', { componentIds: ['app-US', 'app', 'api'] }), ms('12:00')), parts, locale('12:00'), ms('12:00'))
    expect(details[0]).to.equal('App (US), App, API')
    expect(titled(parts)).to.equal('Major outage: App (EU)')
  })

  it('need no group where only one of them is left', () => {
    expect(titled({ ...parts, components: components.slice(0, 1) })).to.equal('Major outage: App')
  })
})

describe('components in trouble without an event', () => {
  const said = (...components: Component[]) => {
    const [notice] = noticesOf(viewOf(snapshot({ components }), {}), { now: ms('12:00'), leadMs: 0, lingerMs: 0 })
    return notice && noticeText(notice, none, locale('12:00'), ms('12:00'))
  }
  it('of one status are named in the title', () =>
    expect(said(component('web', { status: 'major_outage' }), component('api', { status: 'major_outage' }))).to.deep.equal({
      title: 'Major outage: WEB, API',
      fact: '',
      details: ['no incident published'],
      age: '',
    }))
  it('of several are counted, and each is named with its own', () =>
    expect(said(component('web', { status: 'major_outage' }), component('api', { status: 'degraded_performance' }))).to.deep.equal({
      title: 'Trouble on 2 components',
      fact: '',
      details: ['WEB: Major outage, API: Degraded performance', 'no incident published'],
      age: '',
    }))
  it('are not said to be without an incident beside one that may be about them, or that is too slight to be shown', () => {
    const detailsBeside = (part: Partial<Incident>, severity: 'minor' | 'major' = 'minor') => {
      const whole = snapshot({ components: [component('web', { status: 'major_outage' }), component('api')], incidents: [incident('i', part)] })
      const notice = noticesOf(viewOf(whole, {}), { now: ms('12:00'), leadMs: 0, lingerMs: 0, severity }).find(({ kind }) => kind === 'component')
      return notice && noticeText(notice, whole, locale('12:00'), ms('12:00')).details
    }
    expect(detailsBeside({ componentIds: [] })).to.deep.equal([])
    expect(detailsBeside({ componentIds: ['web'] }, 'major')).to.deep.equal([])
    expect(detailsBeside({ componentIds: ['api'] })).to.deep.equal(['no incident published'])
    expect(detailsBeside({ componentIds: ['web'], status: 'resolved' })).to.deep.equal(['no incident published'])
  })
  it('keep the words of their page', () =>
    expect(said(component('web', { status: 'partial_outage', statusLabel: 'Shaky' }))?.title).to.equal('Shaky: WEB'))
})

describe('a window in words', () => {
  const cases: [what: string, part: Partial<Maintenance>, said: string][] = [
    ['of one day has its date once', window, '4 May, 10:00–13:00 UTC'],
    ['of several days has both dates', { ...window, scheduledEnd: '2026-05-09T13:00:00.000Z' }, '4 May, 10:00 – 9 May, 13:00 UTC'],
    ['that lies ahead without an end', { scheduledStart: at('14:00') }, '14:00 UTC · no end time given'],
    ['that has begun without an end', { status: 'in_progress', scheduledStart: at('10:00') }, 'since 10:00 UTC · no end time given'],
    ['with its end before its start', { scheduledStart: at('14:00'), scheduledEnd: at('13:00') }, '14:00 UTC · no end time given'],
    ['without a start', { scheduledEnd: at('14:00') }, 'until 14:00 UTC'],
    ['without times is nothing', {}, ''],
  ]
  for (const [what, part, said] of cases) {
    it(`${what}: ${said}`, () => expect(windowText(maintenance('m', part), locale('12:00')).map(plain).join(' · ')).to.equal(said))
  }
})

describe('the facts of an event in a list', () => {
  const list = (event: Incident | Maintenance) => eventFacts(event, none, locale('12:00'), ms('12:00')).filter(Boolean).map(plain)
  const cases: [what: string, event: Incident | Maintenance, said: string[]][] = [
    ['of an open incident', incident('i', { updates: [update('u', at('11:00'))] }), ['Incident, minor impact', 'started 08:00 UTC', 'updated 1 hr ago']],
    ['of an ended incident', incident('i', { status: 'resolved', resolvedAt: at('09:00') }), ['Incident, minor impact', 'ended 09:00 UTC', 'took 1 hr']],
    ['of a maintenance that overruns', maintenance('m', { ...window, status: 'in_progress', scheduledEnd: at('11:00') }), ['Maintenance', '4 May, 10:00–11:00 UTC', 'overruns by 1 hr']],
    [
      'of a completed maintenance',
      maintenance('m', { ...window, status: 'completed', completedAt: at('11:00') }),
      ['Maintenance', '4 May, 10:00–13:00 UTC', 'ended 11:00 UTC', 'took 1 hr, planned 3 hrs'],
    ],
  ]
  for (const [what, event, said] of cases) it(`${what}: ${said.join(' · ')}`, () => expect(list(event)).to.deep.equal(said))
})
