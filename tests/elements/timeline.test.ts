import { expect } from 'chai'
import { serverMove } from '../../demo/story/events.ts'
import { pageUrl, storyDocuments, storyEnd, storyTime, updateTimes } from '../../demo/story/story.ts'
import { reader } from '../../src/feeds/statuspage.ts'
import type { StatusEvent, StatusSnapshot, Update } from '../../src/model/snapshot.ts'
import { misused } from '../helpers/misused.ts'
import { deep, mount, parts, settled, texts, textOf } from '../helpers/mount.ts'
import { changesOf } from '../helpers/mutations.ts'
import { storyFeed, unreachable } from '../helpers/story-feed.ts'
import { at, component, incident, maintenance, snapshot, update } from '../model/make.ts'

const timeline = (part: Partial<StatusSnapshot>, attributes: Record<string, string> = {}) =>
  mount('statuspane-timeline', { snapshot: snapshot(part) }, attributes)

const open = incident('cards', {
  title: 'Cards are refused',
  status: 'monitoring',
  impact: 'major',
  componentIds: ['checkout'],
  startedAt: at('07:00'),
  updates: [
    update('4', at('09:45'), { status: 'monitoring', body: 'Fixed, we watch.' }),
    update('3', at('09:15'), { status: 'identified', body: 'Known:\n\n1. One network\n2. No vouchers' }),
    update('2', at('07:30'), { body: 'Still looking.' }),
    update('1', at('07:00'), { body: 'We look into it.' }),
  ],
})
const planned = maintenance('upgrade', {
  title: 'Upgrade',
  scheduledStart: '2026-05-06T20:00:00.000Z',
  scheduledEnd: '2026-05-06T22:00:00.000Z',
  updates: [update('p', at('06:00'), { status: 'scheduled', body: 'A new version.' })],
})
const over = (id: string, day: string, part: object = {}) =>
  incident(id, {
    status: 'resolved',
    startedAt: `2026-04-${day}T08:00:00.000Z`,
    resolvedAt: `2026-04-${day}T10:00:00.000Z`,
    updates: [update('r', `2026-04-${day}T10:00:00.000Z`, { status: 'resolved', body: 'Over.' })],
    ...part,
  })

const headings = (element: Element) => deep(element, 'h1,h2,h3,h4,h5,h6').map(textOf)
const titles = (element: Element) => texts(element, 'event-heading').map((text) => text.split(' ')[0])
const updatesOf = (element: Element) => texts(element, 'update-body')
const toggles = (element: Element) => parts(element, 'toggle')
const openOnes = (element: Element) => toggles(element).map((button) => button.ariaExpanded === 'true')

describe('the timeline', () => {
  it('stands what is going on first, then what is planned, then what is over', async () => {
    const element = await timeline({ incidents: [over('old', '20'), open], maintenances: [planned] })
    expect(texts(element, 'group-heading')).to.deep.equal(['Now', 'Planned', 'Past'])
    expect(texts(element, 'title')).to.deep.equal(['Cards are refused', 'Upgrade', 'old'])
  })

  it('has no heading for what there is nothing of', async () => {
    expect(texts(await timeline({ maintenances: [planned] }), 'group-heading')).to.deep.equal(['Planned'])
  })

  it('has sections one level above their events, from heading-level on', async () => {
    const element = await timeline({ incidents: [open] }, { 'heading-level': '3' })
    expect(deep(element, 'h1,h2,h3,h4,h5,h6').map((h) => `${h.localName} ${textOf(h)}`)).to.deep.equal([
      'h3 Now',
      'h4 Cards are refused',
    ])
  })

  it('stands what began last first among what is going on, and what begins next first among what is planned', async () => {
    const element = await timeline({
      incidents: [incident('a', { startedAt: at('06:00') }), incident('b', { startedAt: at('08:00') })],
      maintenances: [maintenance('later', { scheduledStart: '2026-05-09T08:00:00.000Z' }), planned],
    })
    expect(headings(element)).to.deep.equal(['Now', 'b', 'a', 'Planned', 'Upgrade', 'later'])
  })

  it('stands what ended last first among what is over, however early it began', async () => {
    const long = over('long', '02', { resolvedAt: '2026-04-29T10:00:00.000Z' })
    const element = await timeline({ incidents: [over('short', '27'), long, over('older', '10')] }, { past: '2' })
    expect(headings(element)).to.deep.equal(['Past', 'long', 'short'])
  })

  it('keeps that order around events that have no time at all', async () => {
    const element = await timeline({
      incidents: [incident('a', { startedAt: at('06:00') }), incident('b', { startedAt: at('08:00') })],
      maintenances: [maintenance('timeless', { status: 'in_progress' })],
    })
    expect(texts(element, 'title').filter((t) => t !== 'timeless')).to.deep.equal(['b', 'a'])
  })

  it('shows an incident and a maintenance of the same id as two', async () => {
    const element = await timeline({
      incidents: [incident('1', { title: 'Incident', updates: [update('1', at('08:00'), { body: 'Broken.' })] })],
      maintenances: [maintenance('1', { title: 'Work', status: 'in_progress', updates: [update('1', at('08:00'), { body: 'Working.' })] })],
    })
    expect(updatesOf(element)).to.have.members(['Broken.', 'Working.'])
    toggles(element)[0]?.click()
    await element.updateComplete
    expect(openOnes(element)).to.deep.equal([false, true])
    expect(updatesOf(element)).to.deep.equal(['Working.'])
    const ids = deep(element, '[id]').map(({ id }) => id)
    expect(new Set(ids).size).to.equal(ids.length)
  })

  it('says that there is nothing, in the words of the page if it has some', async () => {
    const element = await timeline({})
    expect(textOf(element.shadowRoot)).to.equal('No incidents or maintenance')
    element.innerHTML = '<b slot="empty">Quiet.</b>'
    expect(deep(element, 'slot').flatMap((slot) => (slot as HTMLSlotElement).assignedNodes()).map(textOf)).to.deep.equal(['Quiet.'])
  })

  it('shows nothing once its snapshot is taken away, and takes another', async () => {
    const element = await timeline({ incidents: [open] })
    element.snapshot = undefined
    await element.updateComplete
    expect(textOf(element.shadowRoot)).to.equal('')
    element.snapshot = snapshot({ incidents: [over('old', '20')] })
    await element.updateComplete
    expect(headings(element)).to.deep.equal(['Past', 'old'])
  })

  it('shows what it showed after it was moved to another place', async () => {
    const element = await timeline({ incidents: [open] })
    const place = document.body.appendChild(document.createElement('div'))
    place.append(element)
    await element.updateComplete
    expect(updatesOf(element)).to.have.lengthOf(3)
    element.remove()
    place.remove()
  })
})

describe('the updates of an event', () => {
  it('stand newest first, three of them, then the rest at a click', async () => {
    const element = await timeline({ incidents: [open] })
    expect(updatesOf(element)).to.deep.equal(['Fixed, we watch.', 'Known:One networkNo vouchers', 'Still looking.'])
    expect(texts(element, 'more')).to.deep.equal(['Show 1 earlier update'])
    parts(element, 'more')[0]?.click()
    await element.updateComplete
    expect(updatesOf(element).at(-1)).to.equal('We look into it.')
    expect(texts(element, 'more')).to.deep.equal([])
  })

  it('keep the keyboard at the first that came when the button goes', async () => {
    const element = await timeline({ incidents: [open] })
    parts(element, 'more')[0]?.focus()
    parts(element, 'more')[0]?.click()
    await element.updateComplete
    await Promise.resolve()
    expect(element.shadowRoot?.activeElement).to.equal(parts(element, 'update')[3])
  })

  it('stand oldest first with order="oldest"', async () => {
    const element = await timeline({ incidents: [open] }, { order: 'oldest', visible: '2' })
    expect(updatesOf(element)).to.deep.equal(['We look into it.', 'Still looking.'])
    expect(texts(element, 'more')).to.deep.equal(['Show 2 later updates'])
  })

  for (const visible of ['0', 'many', '1.5', '']) {
    it(`fall back to three for visible="${visible}", which is reported once`, async () => {
      const { element, errors } = await misused(() => timeline({ incidents: [open] }, { visible }))
      expect(updatesOf(element)).to.have.lengthOf(3)
      expect(errors).to.deep.equal([`visible="${visible}" cannot be used`])
    })
  }

  it('are open for what is going on, closed for the rest', async () => {
    const element = await timeline({ incidents: [open, over('old', '20')], maintenances: [planned] })
    expect(openOnes(element)).to.deep.equal([true, false, false])
    expect(texts(element, 'toggle')).to.deep.equal(['Hide updates', '1 update', '1 update'])
  })

  it('are open for five events at first, however many are going on: a page in trouble must not stand still', async () => {
    const many = Array.from({ length: 8 }, (_, i) => ({ ...open, id: `cards-${i}` }))
    expect(openOnes(await timeline({ incidents: many })).filter(Boolean)).to.have.lengthOf(5)
  })

  it('open and close at their button, which names its event', async () => {
    const element = await timeline({ maintenances: [planned] })
    const toggled: [string, boolean][] = []
    element.addEventListener('statuspane-toggle', ({ detail }) => toggled.push([detail.event.id, detail.open]))
    expect(toggles(element)[0]?.ariaLabel).to.equal('Upgrade: 1 update')
    toggles(element)[0]?.click()
    await element.updateComplete
    expect(updatesOf(element)).to.deep.equal(['A new version.'])
    toggles(element)[0]?.click()
    await element.updateComplete
    expect(updatesOf(element)).to.deep.equal([])
    expect(toggled).to.deep.equal([['upgrade', true], ['upgrade', false]])
  })

  it('open and close all at once by expand() and collapse(), told only for those that do', async () => {
    const element = await timeline({ incidents: [open], maintenances: [planned] })
    const toggled: [string, boolean][] = []
    element.addEventListener('statuspane-toggle', ({ detail }) => toggled.push([detail.event.id, detail.open]))
    element.expand()
    await element.updateComplete
    expect(openOnes(element)).to.deep.equal([true, true])
    element.collapse()
    await element.updateComplete
    expect(openOnes(element)).to.deep.equal([false, false])
    expect(toggled).to.deep.equal([['upgrade', true], ['cards', false], ['upgrade', false]])
  })

  it('open and close for one event by its id', async () => {
    const element = await timeline({ incidents: [open, over('old', '20')] })
    element.expand('old')
    element.collapse('cards')
    await element.updateComplete
    expect(openOnes(element)).to.deep.equal([false, true])
  })

  it('stay as the reader left them when the event goes on, and when it ends', async () => {
    const element = await timeline({ incidents: [open] })
    element.collapse('cards')
    element.snapshot = snapshot({ incidents: [{ ...open, updates: [update('5', at('09:55')), ...open.updates] }] })
    await element.updateComplete
    expect(openOnes(element)).to.deep.equal([false])
    element.expand('cards')
    element.snapshot = snapshot({ incidents: [{ ...open, status: 'resolved', resolvedAt: at('09:56') }] })
    await element.updateComplete
    expect(texts(element, 'group-heading')).to.deep.equal(['Past'])
    expect(openOnes(element)).to.deep.equal([true])
  })

  it('are lists where their text is one', async () => {
    const element = await timeline({ incidents: [open] })
    const [list] = deep(element, '[part~=update-body] ol')
    expect(Array.from(list?.children ?? [], textOf)).to.deep.equal(['One network', 'No vouchers'])
  })

  it('have their time with its zone, for machines too, and the distance where it tells something', async () => {
    const element = await timeline({ incidents: [open] }, { visible: '4' })
    expect(texts(element, 'update-time')).to.deep.equal([
      '11:45 CEST · 15 min ago',
      '11:15 CEST · 1 hr 45 mins after the one before',
      '09:30 CEST',
      '09:00 CEST',
    ])
    expect(deep(element, 'time').map((time) => time.getAttribute('datetime'))).to.deep.equal(open.updates.map((u) => u.at))
  })

  it('have the day beside the time unless that is today', async () => {
    const element = await timeline({ incidents: [over('old', '20')] })
    element.expand()
    await element.updateComplete
    expect(texts(element, 'update-time')).to.deep.equal(['20 Apr, 12:00 CEST · 14 days ago'])
  })

  it('have the words of the feed for their state where it has some', async () => {
    const own = { ...open, updates: [update('1', at('08:00'), { statusLabel: 'Waiting for spare parts' })] }
    expect(texts(await timeline({ incidents: [own] }), 'update-status')).to.deep.equal(['Waiting for spare parts'])
  })

  it('are said to be missing where there are none', async () => {
    const element = await timeline({ maintenances: [maintenance('quiet', { status: 'in_progress' })] })
    expect(textOf(deep(element, '.panel')[0])).to.contain('No update has been published.')
  })

  it('include what was found out afterwards', async () => {
    const later = over('old', '20', {
      status: 'postmortem',
      updates: [
        update('m', '2026-04-22T08:00:00.000Z', { status: 'postmortem', format: 'html', body: '<p>A key was old.</p><ul><li>New key</li></ul>' }),
        update('r', '2026-04-20T10:00:00.000Z', { status: 'resolved', body: 'Over.' }),
      ],
    })
    const element = await timeline({ incidents: [later] }, { event: 'old' })
    expect(texts(element, 'update-status')).to.deep.equal(['Postmortem', 'Resolved'])
    // A browser without a sanitiser of its own first loads one.
    await settled(() => deep(element, '.body li').length)
    expect(deep(element, '.body li').map(textOf)).to.deep.equal(['New key'])
  })

  it('arrive in an element that was meanwhile taken out and put back', async () => {
    const html: Update = update('1', at('08:00'), { format: 'html', body: '<p>Broken <b>lift</b>.</p>' })
    const element = await timeline({ incidents: [{ ...open, updates: [html] }] })
    const { parentElement } = element
    element.remove()
    parentElement?.append(element)
    await settled(() => deep(element, '.body b').length)
    expect(updatesOf(element)).to.deep.equal(['Broken lift.'])
  })
})

describe('past events in a timeline', () => {
  const many = Array.from({ length: 28 }, (_, i) => over(`old-${i}`, String(28 - i).padStart(2, '0')))

  it('are five, then twenty more at each click', async () => {
    const element = await timeline({ incidents: many })
    expect(parts(element, 'event')).to.have.lengthOf(5)
    const counts: [string, number][] = []
    for (let i = 0; i < 2; i++) {
      const [button] = parts(element, 'more')
      button?.click()
      await element.updateComplete
      counts.push([textOf(button), parts(element, 'event').length])
    }
    expect(counts.map(([, count]) => count)).to.deep.equal([25, 28])
    expect(texts(element, 'more')).to.deep.equal([])
  })

  it('are as many as past="…" says', async () => {
    const element = await timeline({ incidents: many }, { past: '2' })
    expect(titles(element)).to.deep.equal(['old-0', 'old-1'])
    expect(texts(element, 'more')).to.deep.equal(['Show 26 older events'])
  })

  it('are none with past="0", and nothing offers them', async () => {
    const element = await timeline({ incidents: [open, ...many] }, { past: '0' })
    expect(titles(element)).to.deep.equal(['Cards'])
    expect(texts(element, 'more')).to.deep.equal(['Show 1 earlier update'])
  })
})

describe('a timeline of one event', () => {
  const all = { incidents: [open, over('old', '20')], maintenances: [planned] }

  it('shows that one alone and open, past or not', async () => {
    const element = await timeline(all, { event: 'old' })
    expect(titles(element)).to.deep.equal(['old'])
    expect(openOnes(element)).to.deep.equal([true])
    expect(deep(element, 'h1,h2,h3').map((h) => h.localName)).to.deep.equal(['h2'])
  })

  it('says so when the feed has no such event', async () => {
    expect(textOf((await timeline(all, { event: 'gone' })).shadowRoot)).to.equal('This event is not among those of the page')
  })
})

describe('the facts of an event', () => {
  const facts = async (event: Partial<StatusEvent> & { id: string }, attributes: Record<string, string> = {}) => {
    const part = 'impact' in event ? { incidents: [event as typeof open] } : { maintenances: [event as typeof planned] }
    const element = await timeline({ components: [component('checkout', { name: 'Checkout' })], ...part }, attributes)
    return texts(element, 'time')[0]
  }

  const cases: [what: string, event: StatusEvent, expected: string][] = [
    ['an open incident', open, 'Monitoring · Incident, major impact · Checkout · started 09:00 CEST · updated 15 min ago'],
    [
      'an incident without impact',
      incident('n', { impact: 'none', updates: [update('1', at('09:00'))] }),
      'Investigating · Incident, no impact · started 10:00 CEST · updated 1 hr ago',
    ],
    [
      'an incident that was silent for long',
      incident('s', { startedAt: at('01:00'), updates: [update('1', at('01:00'))] }),
      'Investigating · Incident, minor impact · started 03:00 CEST · no update for 9 hrs, last one 03:00 CEST',
    ],
    ['an incident that is over', over('o', '20'), 'Resolved · Incident, minor impact · ended 20 Apr, 12:00 CEST · took 2 hrs'],
    ['a planned maintenance', planned, 'Scheduled · Maintenance · 6 May, 22:00 – 7 May, 00:00 CEST · starts in 2 days 10 hrs'],
    [
      'a window over several days, with its dates',
      maintenance('d', { status: 'in_progress', scheduledStart: '2026-05-02T01:45:00.000Z', scheduledEnd: '2026-05-07T20:12:00.000Z' }),
      'In progress · Maintenance · 2 May, 03:45 – 7 May, 22:12 CEST',
    ],
    [
      'a maintenance that overruns',
      maintenance('v', { status: 'in_progress', scheduledStart: at('06:00'), scheduledEnd: at('08:00') }),
      'In progress · Maintenance · 4 May, 08:00–10:00 CEST · overruns by 2 hrs',
    ],
    [
      'a maintenance whose end was moved',
      maintenance('m', {
        status: 'in_progress',
        scheduledStart: '2026-05-02T06:00:00.000Z',
        scheduledEnd: '2026-05-07T08:00:00.000Z',
        firstScheduledEnd: '2026-05-02T09:00:00.000Z',
      }),
      'In progress · Maintenance · 2 May, 08:00 – 7 May, 10:00 CEST · end moved from 2 May, 11:00 CEST · is running 2 days 1 hr past its first planned end',
    ],
    ['a maintenance without any time', maintenance('t', { status: 'in_progress' }), 'In progress · Maintenance'],
    [
      'a maintenance that is over',
      maintenance('c', {
        status: 'completed',
        scheduledStart: '2026-04-20T08:00:00.000Z',
        scheduledEnd: '2026-04-20T09:00:00.000Z',
        completedAt: '2026-04-20T11:00:00.000Z',
      }),
      'Completed · Maintenance · 20 Apr, 10:00–11:00 CEST · ended 20 Apr, 13:00 CEST · took 3 hrs, planned 1 hr',
    ],
    [
      'a maintenance that is off',
      maintenance('x', { status: 'cancelled', updates: [update('1', at('09:00'), { status: 'cancelled' })] }),
      'Cancelled · Maintenance · ended 11:00 CEST',
    ],
  ]
  for (const [what, event, expected] of cases) {
    it(`are told for ${what}`, async () => expect(await facts(event)).to.equal(expected))
  }

  it('give the state in the words of the feed where it has some', async () => {
    expect(await facts({ ...open, statusLabel: 'Waiting' } as StatusEvent)).to.match(/^Waiting · Incident/)
  })

  it('give times in the zone that is asked for', async () => {
    expect(await facts(open, { 'time-zone': 'UTC' })).to.contain('started 07:00 UTC')
  })
})

describe('an event without a title', () => {
  it('is called by its kind', async () => {
    const element = await timeline({ incidents: [incident('1', { title: ' ' })], maintenances: [maintenance('2', { title: '' })] })
    expect(texts(element, 'title')).to.deep.equal(['Incident', 'Maintenance'])
  })
})

describe('a timeline of the founding story', () => {
  const snapshotAt = (now: number) => reader.parse({ ...storyDocuments(now) }, pageUrl)
  const story = (now: number, part: Record<string, string> = {}, snapshot = snapshotAt(now)) =>
    mount('statuspane-timeline', { snapshot }, { now: new Date(now).toISOString(), visible: '50', ...part })

  it('has all 19 updates of the move in order, newest first, with their lists', async () => {
    const element = await story(storyEnd, { event: serverMove.id })
    expect(deep(element, 'time').map((time) => Date.parse(time.getAttribute('datetime') ?? ''))).to.deep.equal(updateTimes.toReversed())
    expect(deep(element, '.body ol').map((list) => list.children.length)).to.deep.equal([3, 3, 2, 2, 2])
  })

  it('has them oldest first when that is asked for', async () => {
    const element = await story(storyEnd, { event: serverMove.id, order: 'oldest' })
    expect(deep(element, 'time').map((time) => Date.parse(time.getAttribute('datetime') ?? ''))).to.deep.equal(updateTimes)
  })

  const factAt = async (wallClock: string, seen?: string) => {
    const now = storyTime(wallClock)
    const element = await story(now, {}, snapshotAt(seen ? storyTime(seen) : now))
    element.snapshot = snapshotAt(now)
    await element.updateComplete
    return texts(element, 'time').find((text) => text.includes('IMAP'))
  }

  const touched = 'IMAP and POP3, SMTP and 2 more'
  const moments: [at: string, seen: string | undefined, expected: string][] = [
    ['2023-12-06T02:45', undefined, `Scheduled · Maintenance · 6 Dec, 03:45–06:45 CET · ${touched} · starts in 1 hr`],
    ['2023-12-06T04:00', undefined, `In progress · Maintenance · 6 Dec, 03:45–06:45 CET · ${touched}`],
    ['2023-12-06T09:45', undefined, `In progress · Maintenance · 6 Dec, 03:45–06:45 CET · ${touched} · overruns by 3 hrs`],
    [
      '2023-12-08T16:55',
      '2023-12-06T04:00',
      `In progress · Maintenance · 6 Dec, 03:45 – 10 Dec, 22:12 CET · end moved from 6 Dec, 06:45 CET · ${touched} · is running 2 days 10 hrs past its first planned end · no update for 10 hrs, last one 06:55 CET`,
    ],
    [
      '2023-12-11T09:00',
      '2023-12-06T04:00',
      `Completed · Maintenance · 6 Dec, 03:45 – 10 Dec, 22:12 CET · end moved from 6 Dec, 06:45 CET · ${touched} · ended 10 Dec, 22:12 CET · took 4 days 18 hrs, planned 3 hrs`,
    ],
  ]
  for (const [moment, seen, expected] of moments) {
    it(`says at ${moment}: ${expected}`, async () => expect(await factAt(moment, seen)).to.equal(expected))
  }
})

describe('a timeline of a feed', () => {
  const now = storyTime('2023-12-08T07:18')

  it('reads the past too, and shows what is over', async () => {
    const { asked, fetch, attributes } = storyFeed(now)
    const element = await mount('statuspane-timeline', { fetch }, attributes)
    await settled(() => headings(element).includes('Past'))
    expect(asked).to.have.members(['summary', 'incidents', 'scheduled-maintenances'])
    expect(titles(element)).to.deep.equal(['Finch', 'Slow', 'Finch', 'Card'])
  })

  it('reads nothing of the past with past="0"', async () => {
    const { asked, fetch, attributes } = storyFeed(now)
    const element = await mount('statuspane-timeline', { fetch }, { ...attributes, past: '0' })
    await settled(() => titles(element).length)
    await element.refresh()
    expect(asked).to.deep.equal(['summary', 'summary'])
  })

  it('looks for its one event in the past, whatever past="…" says', async () => {
    const { fetch, attributes } = storyFeed(now)
    const element = await mount('statuspane-timeline', { fetch }, { ...attributes, past: '0', event: 'rb3c9wz6h2ty' })
    await settled(() => titles(element).length)
    expect(texts(element, 'title')).to.deep.equal(['Finch restarts for a new kernel'])
  })

  it('says calmly that it cannot be loaded, with a link to the page', async () => {
    const element = await mount('statuspane-timeline', { fetch: unreachable.fetch }, unreachable.attributes)
    await settled(() => element.error)
    await element.updateComplete
    expect(textOf(element.shadowRoot)).to.equal('Status can’t be loaded Open status.posthorn.example')
    expect(parts(element, 'link').map((link) => link.getAttribute('href'))).to.deep.equal([pageUrl])
  })

  it('says that in the words of the page if it has some', async () => {
    const element = await mount('statuspane-timeline', { fetch: unreachable.fetch, innerHTML: '<b slot="error">Later.</b>' }, unreachable.attributes)
    await settled(() => element.error)
    await element.updateComplete
    const [slot] = deep(element, 'slot[name=error]')
    expect((slot as HTMLSlotElement).assignedNodes().map(textOf)).to.deep.equal(['Later.'])
  })

  it('says how old it is once that is long ago, and not that the page is out of reach when it is not', async () => {
    const element = await timeline({ incidents: [open], generatedAt: at('07:00'), page: { name: 'Brightwater', url: pageUrl } })
    expect(textOf(element.shadowRoot)).to.match(
      /^As of 09:00 CEST, 3 hr\.? ago The status has not been renewed since then. Open status.posthorn.example Now/,
    )
  })
})

describe('what a timeline touches', () => {
  const before = () => snapshot({ incidents: [structuredClone(open), over('old', '20')] })

  it('is nothing while the snapshot is the same, or equal to it', async () => {
    const element = await mount('statuspane-timeline', { snapshot: before() })
    const changes = changesOf(element)
    element.snapshot = before()
    await element.updateComplete
    element.requestUpdate()
    await element.updateComplete
    expect(changes()).to.deep.equal([])
  })

  it('is only the new one when an update comes in', async () => {
    const element = await mount('statuspane-timeline', { snapshot: before() }, { visible: '10' })
    const items = parts(element, 'update')
    const lists = deep(element, '.body ol')
    element.snapshot = snapshot({
      incidents: [{ ...structuredClone(open), updates: [update('5', at('09:55'), { body: 'Nearly.' }), ...open.updates] }, over('old', '20')],
    })
    await element.updateComplete
    expect(parts(element, 'update').slice(1)).to.deep.equal(items)
    expect(deep(element, '.body ol')).to.deep.equal(lists)
    expect(updatesOf(element)[0]).to.equal('Nearly.')
  })

  it('is only the text of an update that is corrected', async () => {
    const element = await mount('statuspane-timeline', { snapshot: before() })
    const items = parts(element, 'update')
    const [first, ...rest] = open.updates
    element.snapshot = snapshot({ incidents: [{ ...open, updates: [{ ...(first as Update), body: 'Fixed, we do watch.' }, ...rest] }, over('old', '20')] })
    await element.updateComplete
    expect(parts(element, 'update')).to.deep.equal(items)
    expect(updatesOf(element)[0]).to.equal('Fixed, we do watch.')
  })
})
