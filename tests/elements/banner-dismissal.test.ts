import { expect } from 'chai'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { comeBack } from '../client/page.ts'
import { useClock } from '../helpers/clock.ts'
import { mount, parts, texts } from '../helpers/mount.ts'
import { at, component, incident, maintenance, ms, update } from '../model/make.ts'
import { banner, page, titles, turn } from './banner-page.ts'

const slow = incident('slow', { updates: [update('1', at('09:00'))] })
const work = maintenance('work', {
  status: 'in_progress',
  scheduledStart: at('09:00'),
  scheduledEnd: at('11:00'),
  updates: [update('1', at('09:00'), { status: 'in_progress' })],
})

afterEach(() => localStorage.clear())

/** What a banner shows of a page whose notice was dismissed, after the page says something else. */
async function after(before: Partial<StatusSnapshot>, next: Partial<StatusSnapshot>, attributes: Record<string, string> = {}, now?: string) {
  const shown = page(before)
  const element = await banner(shown, attributes)
  element.dismiss()
  await element.updateComplete
  expect(titles(element), 'when dismissed').to.deep.equal([])
  await turn(element, { snapshot: { ...shown, ...next }, ...(now ? { now } : {}) })
  return titles(element)
}

describe('a dismissed notice', () => {
  const incidents = [slow]
  const maintenances = [work]
  const news = [update('2', at('09:30')), ...slow.updates]
  const cases: [what: string, comesBack: boolean, before: object, next: object, attributes?: Record<string, string>, now?: string][] = [
    ['over a new update', false, { incidents }, { incidents: [{ ...slow, updates: news }] }],
    ['over a new title', false, { incidents }, { incidents: [{ ...slow, title: 'Slower' }] }],
    ['over the hours', false, { incidents }, {}, {}, at('20:00')],
    ['over another event', false, { incidents }, { incidents: [slow, incident('none', { impact: 'none' })] }],
    ['until its status changes', true, { incidents }, { incidents: [{ ...slow, status: 'identified' }] }],
    ['until its severity changes', true, { incidents }, { incidents: [{ ...slow, impact: 'major' }] }],
    ['until its end, which is told', true, { incidents }, { incidents: [{ ...slow, status: 'resolved', resolvedAt: at('09:50') }] }],
    ['over a new update of its maintenance', false, { maintenances }, { maintenances: [{ ...work, updates: [update('2', at('09:30')), ...work.updates] }] }],
    ['over other components of its maintenance', false, { maintenances }, { maintenances: [{ ...work, componentIds: ['web'] }] }],
    ['until its maintenance is verified', true, { maintenances }, { maintenances: [{ ...work, status: 'verifying' }] }],
    ['until its scheduled end is moved', true, { maintenances }, { maintenances: [{ ...work, scheduledEnd: at('12:00') }] }],
    ['until its maintenance overruns', true, { maintenances }, {}, {}, at('11:01')],
    ['while its maintenance overruns further', false, { maintenances: [{ ...work, scheduledEnd: at('09:30') }] }, {}, {}, at('23:00')],
    ['until its maintenance is over, which is told', true, { maintenances }, { maintenances: [{ ...work, status: 'completed', completedAt: at('10:00') }] }],
    ['until its maintenance begins', true, { maintenances: [{ ...work, status: 'scheduled', scheduledStart: at('12:00'), scheduledEnd: at('14:00') }] }, { maintenances: [{ ...work, scheduledStart: at('12:00'), scheduledEnd: at('14:00') }] }, {}, at('12:00')],
    ['until its maintenance is late', true, { maintenances: [{ ...work, status: 'scheduled', scheduledStart: at('10:30') }] }, {}, {}, at('10:31')],
    ['until another component is in trouble', true, { components: [component('a', { status: 'major_outage' })] }, { components: [component('a', { status: 'major_outage' }), component('b', { status: 'major_outage' })] }],
    ['with dismissible="update" until its next update', true, { incidents }, { incidents: [{ ...slow, updates: news }] }, { dismissible: 'update' }],
    ['with dismissible="update" while there is none', false, { incidents }, { incidents: [{ ...slow, title: 'Slower' }] }, { dismissible: 'update' }],
  ]
  for (const [what, comesBack, before, next, attributes, now] of cases) {
    it(`stays away ${what}`, async () => expect(await after(before, next, attributes, now)).to.have.lengthOf(comesBack ? 1 : 0))
  }

  it('stays away when it comes and goes as it was', async () => {
    const shown = page({ incidents: [slow] })
    const element = await banner(shown)
    element.dismiss()
    await turn(element, { snapshot: { ...shown, incidents: [] } })
    await turn(element, { snapshot: shown })
    expect(titles(element)).to.deep.equal([])
  })

  it('comes back with restore(), from whichever banner of its page', async () => {
    const shown = page({ incidents: [slow] })
    const [one, two] = [await banner(shown), await banner(shown)]
    one.dismiss()
    await two.updateComplete
    expect(titles(two)).to.deep.equal([])
    two.restore()
    await one.updateComplete
    expect([titles(one), titles(two)]).to.deep.equal([['slow'], ['slow']])
  })

  it('is closed with its updates: they are not open when it comes back', async () => {
    const element = await banner(page({ incidents: [slow] }))
    element.expand()
    element.dismiss()
    element.restore()
    await element.updateComplete
    expect(parts(element, 'toggle')[0]?.ariaExpanded).to.equal('false')
  })
})

describe('a notice with dismissible="never"', () => {
  it('has no button, is not dismissed by script, and tells nobody', async () => {
    const element = await banner(page({ incidents: [slow] }), { dismissible: 'never' })
    let told = 0
    element.addEventListener('statuspane-dismiss', () => told++)
    expect([element.dismiss(), told, parts(element, 'dismiss'), titles(element)]).to.deep.equal([false, 0, [], ['slow']])
  })
  it('is shown although it was dismissed elsewhere', async () => {
    const shown = page({ incidents: [slow] })
    const one = await banner(shown)
    one.dismiss()
    expect(titles(await banner(shown, { dismissible: 'never' }))).to.deep.equal(['slow'])
  })
})

describe('the event before a dismissal', () => {
  it('names the notice, and the host page may refuse', async () => {
    const element = await banner(page({ incidents: [slow] }))
    const ids: string[] = []
    const refuse = (event: HTMLElementEventMap['statuspane-dismiss']) => {
      ids.push(event.detail.event.id)
      event.preventDefault()
    }
    document.body.addEventListener('statuspane-dismiss', refuse)
    parts(element, 'dismiss')[0]?.click()
    expect(element.dismiss()).to.equal(false)
    document.body.removeEventListener('statuspane-dismiss', refuse)
    await element.updateComplete
    expect([ids, titles(element)]).to.deep.equal([['slow', 'slow'], ['slow']])
    expect(element.dismiss()).to.equal(true)
  })
  it('names the components in trouble where there is no event', async () => {
    const down = component('web', { status: 'major_outage' })
    const element = await banner(page({ components: [down] }))
    const subjects: unknown[] = []
    element.addEventListener('statuspane-dismiss', ({ detail }) => subjects.push(detail.event))
    element.dismiss()
    expect(subjects).to.deep.equal([{ id: 'components', components: [down] }])
  })
  it('does not come where there is nothing to dismiss', async () => {
    expect((await banner(page())).dismiss()).to.equal(false)
  })
})

describe('dismissals in the browser', () => {
  const local = { storage: 'local' }

  it('hold for an element made anew, as after a reload', async () => {
    const shown = page({ incidents: [slow] })
    const element = await banner(shown, local)
    element.dismiss()
    element.remove()
    expect(titles(await banner(shown, local))).to.deep.equal([])
    expect(Object.keys(localStorage)).to.have.lengthOf(1)
  })

  it('leave nothing behind with storage="none"', async () => {
    const element = await banner(page({ incidents: [slow] }))
    element.dismiss()
    expect(localStorage).to.have.lengthOf(0)
  })

  it('hold for this page where the browser refuses to keep anything', async () => {
    const refused = Object.getOwnPropertyDescriptor(window, 'localStorage')
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get() {
        throw new DOMException('Sandboxed', 'SecurityError')
      },
    })
    try {
      const shown = page({ incidents: [slow] })
      const element = await banner(shown, local)
      element.dismiss()
      await element.updateComplete
      expect([titles(element), titles(await banner(shown, local))]).to.deep.equal([[], []])
    } finally {
      if (refused) Object.defineProperty(window, 'localStorage', refused)
    }
  })

  it('arrive from another tab', async () => {
    const shown = page({ incidents: [slow] })
    const element = await banner(shown, local)
    element.dismiss()
    const [key = ''] = Object.keys(localStorage)
    const theirs = localStorage.getItem(key) ?? ''
    element.restore()
    await element.updateComplete
    expect(titles(element)).to.deep.equal(['slow'])
    localStorage.setItem(key, theirs)
    dispatchEvent(new StorageEvent('storage', { key }))
    await element.updateComplete
    expect(titles(element)).to.deep.equal([])
  })

  it('are kept for each feed apart', async () => {
    const [one, two] = [await banner(page({ incidents: [slow] }), local), await banner(page({ incidents: [slow] }), local)]
    one.dismiss()
    await two.updateComplete
    expect(titles(two)).to.deep.equal(['slow'])
  })
})

describe('the notice of an ended event', () => {
  const clock = useClock(ms('10:00'))
  // A page that is tested beside others may be a hidden one, whose clock does not tick.
  beforeEach(comeBack)
  const over = { ...slow, status: 'resolved' as const, resolvedAt: at('09:59') }

  /** A banner by the page's clock that has shown the incident, and whose page now says that it is over. */
  async function ended(attributes: Record<string, string> = {}) {
    const shown = page({ incidents: [slow] })
    const element = await banner(shown, attributes)
    element.removeAttribute('now')
    await turn(element, { snapshot: { ...shown, incidents: [over] } })
    return { element, shown: { ...shown, incidents: [over] } }
  }
  const pass = async (element: { updateComplete: Promise<boolean> }, minutes: number) => {
    clock().tick(minutes * 60_000)
    await element.updateComplete
  }

  it('goes by itself once it has lingered', async () => {
    const { element } = await ended({ linger: '2h' })
    await pass(element, 118)
    expect(titles(element)).to.deep.equal(['slow'])
    await pass(element, 2)
    expect(titles(element)).to.deep.equal([])
  })

  it('lingers for a day unless told otherwise', async () => {
    const { element } = await ended()
    await pass(element, 24 * 60 - 2)
    expect(titles(element)).to.deep.equal(['slow'])
    await pass(element, 2)
    expect(titles(element)).to.deep.equal([])
  })

  it('does not linger at all with linger="0m"', async () => {
    const { element } = await ended({ linger: '0m' })
    expect(titles(element)).to.deep.equal([])
  })

  it('is dismissed like any other', async () => {
    const { element } = await ended()
    element.dismiss()
    await pass(element, 5)
    expect(titles(element)).to.deep.equal([])
  })

  it('stands for an element made anew in the same browser, and for no other browser', async () => {
    const { element, shown } = await ended({ storage: 'local' })
    element.remove()
    const again = await banner(shown, { storage: 'local' })
    expect(titles(again)).to.deep.equal(['slow'])
    expect(titles(await banner(shown))).to.deep.equal([])
  })

  it('is told to a reader who had dismissed it while it lasted', async () => {
    const shown = page({ maintenances: [work] })
    const element = await banner(shown)
    element.dismiss()
    await turn(element, { snapshot: { ...shown, maintenances: [{ ...work, status: 'completed', completedAt: at('10:00') }] } })
    expect(texts(element, 'message')[0]).to.match(/^work is completed ended 12:00 CEST · took 1 hr, planned 2 hrs/)
  })

  it('stays away where only its count among others was shown', async () => {
    const shown = page({ incidents: [incident('grave', { impact: 'critical' }), slow] })
    const element = await banner(shown)
    await turn(element, { snapshot: { ...shown, incidents: [over] } })
    expect(titles(element)).to.deep.equal([])
  })

  it('that has lingered is forgotten, with its dismissal', async () => {
    const { element } = await ended({ storage: 'local', linger: '1h' })
    element.dismiss()
    const [key = ''] = Object.keys(localStorage)
    expect(localStorage.getItem(key)).to.contain('slow')
    await pass(element, 61)
    expect(localStorage.getItem(key)).to.equal('')
  })

  it('of an id that another event has too is kept apart from it: nothing is written over and over', async () => {
    const old = maintenance('slow', { status: 'completed', completedAt: '2026-05-01T10:00:00.000Z' })
    const element = await banner(page({ incidents: [slow], maintenances: [old] }), { storage: 'local' })
    let writes = 0
    const { setItem } = Storage.prototype
    Storage.prototype.setItem = function (...pair) {
      writes++
      setItem.apply(this, pair)
    }
    element.requestUpdate()
    await element.updateComplete
    Storage.prototype.setItem = setItem
    expect([writes, titles(element)]).to.deep.equal([0, ['slow']])
  })
})

describe('a banner in a widget', () => {
  it('is dismissed and restored through the widget', async () => {
    const widget = await mount('statuspane-widget', { snapshot: page({ incidents: [slow] }) })
    const dismissable = () => parts(widget, 'dismiss').length
    expect([dismissable(), widget.dismiss()]).to.deep.equal([1, true])
    await widget.shadowRoot?.querySelector('statuspane-banner')?.updateComplete
    expect(dismissable()).to.equal(0)
    widget.restore()
    await widget.shadowRoot?.querySelector('statuspane-banner')?.updateComplete
    expect(dismissable()).to.equal(1)
  })
})
