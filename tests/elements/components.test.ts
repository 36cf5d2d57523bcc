import { sendKeys, setViewport } from '@web/test-runner-commands'
import { expect } from 'chai'
import type { Component, HistoryDay, StatusSnapshot } from '../../src/model/snapshot.ts'
import { componentStatuses } from '../../src/model/words.ts'
import { misused } from '../helpers/misused.ts'
import { box, deep, mount, parts, settled, texts, textOf } from '../helpers/mount.ts'
import { changesOf } from '../helpers/mutations.ts'
import { unreachable } from '../helpers/story-feed.ts'
import { at, component, incident, maintenance, snapshot } from '../model/make.ts'

const list = (part: Partial<StatusSnapshot>, attributes: Record<string, string> = {}, parent?: Element) =>
  mount('statuspane-components', { snapshot: snapshot(part) }, attributes, parent)

const names = (element: Element) => texts(element, 'component-name')
const statuses = (element: Element) => texts(element, 'component-status')
const windows = (element: Element) => parts(element, 'component').map((row) => textOf(row.querySelector('[part=window]')))

describe('the list of components', () => {
  const grouped = {
    groups: [
      { id: 'shop', name: 'Shop' },
      { id: 'none', name: 'Nobody’s' },
      { id: 'desk', name: 'Desk', description: 'What merchants see' },
    ],
    components: [
      component('b', { groupId: 'desk', name: 'SMTP' }),
      component('a', { groupId: 'shop', name: 'SMTP' }),
      component('c', { groupId: 'desk', name: 'IMAP' }),
      component('d', { name: 'Sign-in' }),
      component('e', { groupId: 'lost', name: 'Stray' }),
    ],
  }

  it('stands in groups in the order of the page, each of its members in theirs, those of no group first', async () => {
    const element = await list(grouped)
    expect(names(element)).to.deep.equal(['Sign-in', 'Stray', 'SMTP', 'SMTP', 'IMAP'])
    expect(parts(element, 'group').map((group) => texts(group, 'component-name'))).to.deep.equal([['SMTP'], ['SMTP', 'IMAP']])
  })

  it('has a heading for each group that has members, and real lists', async () => {
    const element = await list(grouped, { 'heading-level': '4' })
    expect(deep(element, 'h1,h2,h3,h4,h5,h6').map((h) => `${h.localName} ${textOf(h)}`)).to.deep.equal(['h4 Shop', 'h4 Desk'])
    expect(deep(element, 'ul > li')).to.have.lengthOf(5)
  })

  it('keeps the rows of components of one name apart when their order changes', async () => {
    const element = await list(grouped)
    const rows = new Map(parts(element, 'component').map((row, i) => [i, row]))
    element.snapshot = snapshot({ ...grouped, components: grouped.components.toReversed() })
    await element.updateComplete
    expect(names(element)).to.deep.equal(['Stray', 'Sign-in', 'SMTP', 'IMAP', 'SMTP'])
    expect(parts(element, 'component')[0]).to.equal(rows.get(1))
  })

  it('says each status in words', async () => {
    const element = await list({ components: componentStatuses.map((status) => component(status, { status })) })
    expect(statuses(element)).to.deep.equal([
      'Operational',
      'Degraded performance',
      'Partial outage',
      'Major outage',
      'Under maintenance',
      'Unknown',
    ])
  })

  it('says a status in the words of the page where it has some', async () => {
    const element = await list({ components: [component('a', { status: 'degraded_performance', statusLabel: 'An hour behind' })] })
    expect(statuses(element)).to.deep.equal(['An hour behind'])
  })

  it('names a status in the part of its row too', async () => {
    const element = await list({ components: [component('a', { status: 'major_outage' })] })
    expect(parts(element, 'major-outage').map((row) => row.localName)).to.deep.equal(['li'])
  })

  it('tells what a component is where the page does', async () => {
    const element = await list({ components: [component('a', { name: 'Search', description: 'Also while typing' })] })
    expect(textOf(parts(element, 'component')[0])).to.contain('Also while typing')
  })

  it('says that there are none, in the words of the host page if it has some', async () => {
    const element = await list({})
    expect(textOf(element.shadowRoot)).to.equal('No components')
    element.innerHTML = '<b slot="empty">Soon.</b>'
    const [slot] = deep(element, 'slot[name=empty]')
    expect((slot as HTMLSlotElement).assignedNodes().map(textOf)).to.deep.equal(['Soon.'])
  })

  it('shows nothing once its snapshot is taken away', async () => {
    const element = await list(grouped)
    element.snapshot = undefined
    await element.updateComplete
    expect(textOf(element.shadowRoot)).to.equal('')
  })

  it('says calmly that it cannot be loaded, with a link to the page', async () => {
    const element = await mount('statuspane-components', { fetch: unreachable.fetch }, unreachable.attributes)
    await settled(() => element.error)
    await element.updateComplete
    expect(textOf(element.shadowRoot)).to.equal('Status can’t be loaded Open status.posthorn.example')
  })

  it('says how old it is once that is long ago', async () => {
    const element = await list({ ...grouped, generatedAt: at('07:00') })
    expect(textOf(element.shadowRoot)).to.match(/^As of 09:00 CEST, 3 hr/)
  })
})

describe('the window in the row of a component', () => {
  const row = component('a')
  const cases: [what: string, window: Parameters<typeof maintenance>[1], expected: string][] = [
    [
      'over several days has its dates',
      { status: 'in_progress', scheduledStart: '2026-05-02T01:45:00.000Z', scheduledEnd: '2026-05-07T20:12:00.000Z' },
      '2 May, 03:45 – 7 May, 22:12 CEST',
    ],
    [
      'says that its end was moved, and from when',
      {
        status: 'in_progress',
        scheduledStart: '2026-05-02T06:00:00.000Z',
        scheduledEnd: '2026-05-07T08:00:00.000Z',
        firstScheduledEnd: '2026-05-02T09:00:00.000Z',
      },
      '2 May, 08:00 – 7 May, 10:00 CEST · end moved from 2 May, 11:00 CEST',
    ],
    [
      'is said to be planned while it lies ahead',
      { scheduledStart: '2026-05-06T20:00:00.000Z', scheduledEnd: '2026-05-06T21:00:00.000Z' },
      'Planned · 6 May, 22:00–23:00 CEST',
    ],
    ['is gone once the work is done', { status: 'completed', scheduledStart: at('06:00'), scheduledEnd: at('08:00') }, ''],
    ['says nothing where the page gives no time', { status: 'in_progress' }, ''],
  ]
  for (const [what, window, expected] of cases) {
    it(what, async () => {
      const element = await list({
        components: [row, component('b')],
        maintenances: [maintenance('m', { componentIds: ['a'], ...window })],
      })
      expect(windows(element)).to.deep.equal([expected, ''])
    })
  }

  it('is that of the work under way, whatever is planned next', async () => {
    const element = await list({
      components: [row],
      maintenances: [
        maintenance('next', { componentIds: ['a'], scheduledStart: '2026-05-05T06:00:00.000Z', scheduledEnd: '2026-05-05T07:00:00.000Z' }),
        maintenance('now', { componentIds: ['a'], status: 'in_progress', scheduledStart: at('08:00'), scheduledEnd: '2026-05-06T08:00:00.000Z' }),
      ],
    })
    expect(windows(element)).to.deep.equal(['4 May, 10:00 – 6 May, 10:00 CEST'])
  })
})

describe('a list of some components', () => {
  const part = {
    groups: [{ id: 'g', name: 'Mail' }],
    components: [
      component('a', { name: 'SMTP', groupId: 'g' }),
      component('b', { name: 'IMAP', groupId: 'g', status: 'degraded_performance' }),
      component('c', { name: 'Web' }),
      component('d', { name: 'Old, unused' }),
    ],
    incidents: [incident('i', { impact: 'none', componentIds: ['c'] })],
    maintenances: [
      maintenance('later', { componentIds: ['a'], scheduledStart: '2026-05-06T20:00:00.000Z' }),
    ],
  }

  it('has those in trouble or named by what is going on with only="affected"', async () => {
    expect(names(await list(part, { only: 'affected' }))).to.deep.equal(['Web', 'IMAP'])
  })

  it('says that all is well when none is affected', async () => {
    const well = { ...part, components: [component('a')], incidents: [], maintenances: [] }
    expect(textOf((await list(well, { only: 'affected' })).shadowRoot)).to.equal('All systems operational')
  })

  it('says no such thing while an incident is open that names none', async () => {
    const odd = { components: [component('a')], incidents: [incident('i')], indicator: 'minor' as const }
    expect(textOf((await list(odd, { only: 'affected' })).shadowRoot)).to.equal('Minor incident')
  })

  it('has those of the names, ids or groups asked for', async () => {
    expect(names(await list(part, { components: 'mail, D' }))).to.deep.equal(['Old, unused', 'SMTP', 'IMAP'])
    expect(names(await list(part, { components: 'Old\\, unused' }))).to.deep.equal(['Old, unused'])
  })

  it('has all for a word it does not know, which is reported once', async () => {
    const { element, errors } = await misused(() => list(part, { only: 'broken' }))
    expect(names(element)).to.have.lengthOf(4)
    expect(errors).to.deep.equal(['only="broken" cannot be used'])
  })
})

const dayMs = 86_400_000
const dateOf = (daysAgo: number) => new Date(Date.parse('2026-05-04') - daysAgo * dayMs).toISOString().slice(0, 10)
const days = (count: number, odd: Record<number, Partial<HistoryDay>> = {}): HistoryDay[] =>
  Array.from({ length: count }, (_, i) => {
    const daysAgo = count - 1 - i
    return { date: dateOf(daysAgo), ratio: 1, status: 'operational' as const, ...odd[daysAgo] }
  })
const withHistory = (history: HistoryDay[], part: Partial<Component> = {}) => ({
  components: [component('a', { name: 'Checkout', history, ...part })],
})
const barsOf = (element: Element) => parts(element, 'history')[0] as HTMLElement
const legend = (element: Element) => textOf(deep(element, '.legend')[0]?.children[3])
const valueOf = (element: Element) => barsOf(element).getAttribute('aria-valuetext')?.replaceAll('\u00a0', ' ')
/** On how many days each state is drawn. */
const drawn = (element: Element) =>
  Object.fromEntries(
    deep(element, '.bars path').map((path) => [path.classList[1], path.getAttribute('d')?.match(/M/g)?.length ?? 0]),
  )

describe('the days of a component', () => {
  it('are drawn by their state, and those without data are said to have none', async () => {
    const history = days(60, {
      3: { ratio: 0.98, status: 'partial_outage' },
      4: { ratio: null, status: 'unknown' },
      5: { ratio: null, status: 'under_maintenance' },
    })
    const element = await list(withHistory(history))
    expect(drawn(element)).to.deep.equal({ 'no-data': 31, operational: 57, 'partial-outage': 1, 'under-maintenance': 1 })
  })

  it('stand in their place whatever the order and the gaps of the feed', async () => {
    const some = [{ date: dateOf(0), ratio: 1, status: 'operational' as const }, { date: dateOf(88), ratio: 0.5, status: 'major_outage' as const }]
    const element = await list(withHistory(some))
    expect(drawn(element)).to.deep.equal({ 'no-data': 88, operational: 1, 'major-outage': 1 })
    expect(deep(element, '.major-outage path, path.major-outage')[0]?.getAttribute('d')).to.match(/^M15 /)
  })

  it('do not harm where one has no date that exists', async () => {
    const element = await list(withHistory([...days(2), { date: '2026-13-45', ratio: 1, status: 'operational' }]))
    expect(drawn(element)).to.deep.equal({ 'no-data': 88, operational: 2 })
  })

  it('are not drawn for a component that has none', async () => {
    expect(parts(await list({ components: [component('a', { history: [] })] }), 'history')).to.have.lengthOf(0)
  })

  const widths: [px: number, label: string][] = [
    [300, '30 days ago'],
    [500, '60 days ago'],
    [900, '90 days ago'],
  ]
  for (const [px, label] of widths) {
    it(`reach back ${label} in ${px} px`, async () => {
      const element = await list(withHistory(days(90)), {}, box(px))
      const seen = deep(element, '.from').filter((from) => getComputedStyle(from).display !== 'none')
      expect(seen.map(textOf)).to.deep.equal([label])
      const share = (deep(element, '.bars svg')[0]?.getBoundingClientRect().width ?? 0) / barsOf(element).clientWidth
      expect(Math.round(90 / share)).to.equal(Number.parseInt(label))
    })
  }

  it('end today, or with the date of the newest that is known', async () => {
    const ends = async (history: HistoryDay[]) => textOf(deep(await list(withHistory(history)), '.legend')[0]?.lastElementChild)
    expect(await ends(days(90))).to.equal('today')
    expect(await ends(days(90).slice(0, -3))).to.equal('1 May 2026')
  })

  it('are summed up, by those that are known', async () => {
    const history = days(4, { 0: { ratio: 0.9 }, 1: { ratio: 0.99995 }, 2: { ratio: null, status: 'unknown' } })
    expect(legend(await list(withHistory(history)))).to.equal('96.66% over 3 days')
  })

  it('are never rounded up to 100 %', async () => {
    expect(legend(await list(withHistory(days(3, { 1: { ratio: 0.9999999 } }))))).to.equal('99.99% over 3 days')
  })
})

describe('walking the days of a component', () => {
  const history = days(90, { 1: { ratio: 0.97, status: 'partial_outage' }, 2: { ratio: null, status: 'unknown' } })
  const focused = async (dir = 'ltr') => {
    const parent = box(800)
    parent.dir = dir
    const element = await list(withHistory(history), {}, parent)
    barsOf(element).focus()
    return element
  }
  const press = async (element: { updateComplete: Promise<boolean> }, ...keys: string[]) => {
    for (const key of keys) await sendKeys({ press: key as 'Home' })
    await element.updateComplete
  }

  it('begins at the newest, at one stop of the keyboard that has a name', async () => {
    const element = await focused()
    const bars = barsOf(element)
    expect(deep(element, '[tabindex], button, a')).to.deep.equal([bars])
    expect([bars.role, bars.ariaLabel, bars.ariaValueNow, bars.ariaValueMax, bars.ariaReadOnly]).to.deep.equal([
      'slider', 'Checkout', '89', '89', 'true',
    ])
    expect(valueOf(element)).to.equal('4 May 2026 · Operational')
  })

  it('names day, state and share at each arrow', async () => {
    const element = await focused()
    await press(element, 'ArrowLeft')
    expect([valueOf(element), legend(element)]).to.deep.equal(Array(2).fill('3 May 2026 · Partial outage · 97%'))
    await press(element, 'ArrowLeft')
    expect(legend(element)).to.equal('2 May 2026 · no data')
    await press(element, 'ArrowRight')
    expect(legend(element)).to.equal('3 May 2026 · Partial outage · 97%')
  })

  it('stops at both ends', async () => {
    const element = await focused()
    await press(element, 'Home', 'ArrowLeft', 'PageDown')
    expect(valueOf(element)).to.equal(`4 Feb 2026 · Operational`)
    await press(element, 'End', 'ArrowRight')
    expect(barsOf(element).ariaValueNow).to.equal('89')
  })

  it('goes a week at a time with PageUp and PageDown', async () => {
    const element = await focused()
    await press(element, 'PageDown', 'PageDown', 'PageUp')
    expect(barsOf(element).ariaValueNow).to.equal('82')
  })

  it('goes with the direction of the page', async () => {
    const element = await focused('rtl')
    await press(element, 'ArrowRight')
    expect(barsOf(element).ariaValueNow).to.equal('88')
    await press(element, 'ArrowLeft')
    expect(barsOf(element).ariaValueNow).to.equal('89')
  })

  it('ends with Escape, and when the focus goes on', async () => {
    const element = await focused()
    await press(element, 'ArrowLeft', 'Escape')
    expect(legend(element)).to.match(/over 89 days$/)
    await press(element, 'ArrowLeft')
    barsOf(element).blur()
    await element.updateComplete
    expect(legend(element)).to.match(/over 89 days$/)
  })

  it('leaves other keys to the page', async () => {
    const element = await focused()
    const event = new KeyboardEvent('keydown', { key: 'a', bubbles: true, cancelable: true, composed: true })
    barsOf(element).dispatchEvent(event)
    expect(event.defaultPrevented).to.equal(false)
  })

  for (const dir of ['ltr', 'rtl']) {
    it(`follows the pointer in a page that runs ${dir}, and forgets it when it leaves`, async () => {
      const element = await focused(dir)
      const { left, right, top } = barsOf(element).getBoundingClientRect()
      const clientX = dir === 'rtl' ? right - 2 : left + 2
      barsOf(element).dispatchEvent(new PointerEvent('pointermove', { clientX, clientY: top + 9, bubbles: true, pointerType: 'mouse' }))
      await element.updateComplete
      expect(valueOf(element)).to.equal('4 Feb 2026 · Operational')
      deep(element, '.list')[0]?.dispatchEvent(new PointerEvent('pointerleave'))
      await element.updateComplete
      expect(barsOf(element).ariaValueNow).to.equal('89')
    })
  }
})

describe('a list of a thousand components', () => {
  const many = (broken = -1, part: Partial<Component> = {}) =>
    snapshot({
      components: Array.from({ length: 1000 }, (_, i) =>
        component(`c${i}`, { status: i === broken ? 'major_outage' : 'operational', ...part }),
      ),
    })

  for (const [what, part] of [['', {}], [' with history', { history: days(90) }]] as const) {
    it(`comes bit by bit and whole${what}, its height reserved from the first`, async () => {
      await setViewport({ width: 800, height: 600 })
      const element = await mount('statuspane-components', { snapshot: many(-1, part) })
      const first = parts(element, 'component').length
      const reserved = element.getBoundingClientRect().height
      expect(first).to.be.within(1, 200)
      await settled(() => parts(element, 'component').length === 1000)
      expect(element.getBoundingClientRect().height).to.be.closeTo(reserved, reserved * 0.01)
    })
  }

  it('is whole too when it was taken out on the way', async () => {
    const element = await mount('statuspane-components', { snapshot: many() })
    element.remove()
    document.body.append(element)
    await settled(() => parts(element, 'component').length === 1000)
  })

  it('touches one row when one changes, and none when none does', async () => {
    const element = await mount('statuspane-components', { snapshot: many() })
    await settled(() => parts(element, 'component').length === 1000)
    const [row, next] = parts(element, 'component').slice(500)
    const changes = changesOf(element)
    element.snapshot = many()
    await element.updateComplete
    expect(changes()).to.deep.equal([])
    element.snapshot = many(500)
    await element.updateComplete
    expect(parts(element, 'component').slice(500, 502)).to.deep.equal([row, next])
    expect(statuses(element)[500]).to.equal('Major outage')
    expect(changes().length).to.be.lessThan(12)
  })
})
