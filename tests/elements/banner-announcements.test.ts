import { expect } from 'chai'
import { comeBack } from '../client/page.ts'
import { useClock } from '../helpers/clock.ts'
import { parts, textOf } from '../helpers/mount.ts'
import { at, component, incident, maintenance, ms, update } from '../model/make.ts'
import { banner, page, turn } from './banner-page.ts'

const slow = incident('slow', { title: 'Search is slow', componentIds: ['web'], updates: [update('1', at('09:55'))] })
const work = maintenance('work', { title: 'Upgrade', status: 'in_progress', scheduledStart: at('09:00'), scheduledEnd: at('11:00') })
const components = [component('web', { name: 'Web' })]

const clock = useClock(ms('10:00'))
// A page that is tested beside others may be a hidden one, whose clock does not tick.
beforeEach(comeBack)

const regionOf = (element: Element) => element.shadowRoot?.querySelector('[role=status]')
const minute = 60_000

/** What is spoken from now on until the region falls silent. */
function spoken(element: Element): string[] {
  const said: string[] = []
  for (let waited = 0; waited < 6000; waited += 50) {
    const text = textOf(regionOf(element))
    if (text && said.at(-1) !== text) said.push(text)
    clock().tick(50)
  }
  return said
}

describe('what a screen reader hears of a banner', () => {
  it('has a quiet region from the first moment, before anything is known', async () => {
    const element = await banner(page())
    element.snapshot = undefined
    await element.updateComplete
    expect([regionOf(element)?.getAttribute('role'), textOf(regionOf(element))]).to.deep.equal(['status', ''])
  })

  it('goes on in its own direction after names that run the other way, and after controls that would reorder it', async () => {
    const element = await banner(page({ components }))
    const incidents = [incident('new', { title: 'חיפוש', componentIds: ['web'] }), incident('newer', { title: 'Mail\u202E\u2069', statusLabel: '\u202Egnihtyna' })]
    await turn(element, { snapshot: { ...page({ components }), page: element.snapshot?.page ?? { name: '' }, incidents } })
    expect(spoken(element)).to.deep.equal(['\u2068חיפוש\u2069, Web, Investigating, started 10:00 CEST. Mail, gnihtyna, started 10:00 CEST'])
  })

  it('is nothing at the first showing', async () => {
    expect(spoken(await banner(page({ incidents: [slow], maintenances: [work] })))).to.deep.equal([])
  })

  const shown = { components, incidents: [slow], maintenances: [work] }
  const cases: [what: string, next: object, said: string[], now?: string][] = [
    ['is nothing of an equal snapshot', structuredClone(shown), []],
    ['is nothing of a new update', { incidents: [{ ...slow, updates: [update('2', at('09:59')), ...slow.updates] }] }, []],
    ['is nothing of a new wording', { incidents: [{ ...slow, title: 'Search is slower' }] }, []],
    ['is nothing of the time that passes', {}, [], at('10:45')],
    ['is nothing of a notice that goes', { incidents: [] }, []],
    [
      'is a new notice',
      { incidents: [slow, incident('new', { title: 'Login fails', impact: 'major', startedAt: at('09:58') })] },
      ['Login fails, Investigating, started 11:58 CEST'],
    ],
    ['is a changed status', { incidents: [{ ...slow, status: 'monitoring' }] }, ['Search is slow, Web, Monitoring, started 10:00 CEST']],
    ['is a changed severity', { incidents: [{ ...slow, impact: 'major' }] }, ['Search is slow, Web, Investigating, started 10:00 CEST']],
    [
      'is an end that was moved',
      { maintenances: [{ ...work, scheduledEnd: at('12:00') }] },
      ['Upgrade is in progress, end moved to 14:00 CEST, first announced for 13:00 CEST'],
    ],
    ['is the moment from which it overruns', {}, ['Upgrade overruns by 1 min, planned end 13:00 CEST'], at('11:01')],
    [
      'is all that is new at once, in one go',
      { incidents: [{ ...slow, status: 'identified' }], maintenances: [{ ...work, status: 'verifying' }] },
      ['Search is slow, Web, Identified, started 10:00 CEST. Upgrade is in progress, Verifying, until 13:00 CEST'],
    ],
    [
      'is a component in trouble',
      { components: [...components, component('api', { status: 'major_outage' })] },
      ['Major outage: API, no incident published'],
    ],
  ]
  for (const [what, next, said, now] of cases) {
    it(what, async () => {
      const first = page(shown)
      const element = await banner(first)
      await turn(element, { snapshot: { ...first, ...next }, ...(now ? { now } : {}) })
      expect(spoken(element)).to.deep.equal(said)
    })
  }

  it('is the end of what was shown', async () => {
    const first = page({ maintenances: [work] })
    const element = await banner(first)
    await turn(element, { snapshot: { ...first, maintenances: [{ ...work, status: 'completed', completedAt: at('10:00') }] } })
    expect(spoken(element)).to.deep.equal(['Upgrade is completed, ended 12:00 CEST, took 1 hr, planned 2 hrs'])
  })

  it('is work that is late, by the clock', async () => {
    const element = await banner(page({ maintenances: [{ ...work, status: 'scheduled', scheduledStart: at('10:01') }] }))
    element.removeAttribute('now')
    await element.updateComplete
    expect(spoken(element)).to.deep.equal([])
    clock().tick(2 * minute)
    await element.updateComplete
    expect(spoken(element)[0]).to.match(/^Upgrade was due to start 1 min ago, no start reported/)
  })

  it('waits until the region has stood for a moment, and does not stay to be heard twice', async () => {
    const first = page()
    const element = await banner(first)
    await turn(element, { snapshot: { ...first, incidents: [slow] } })
    clock().tick(100)
    expect(textOf(regionOf(element))).to.equal('')
    clock().tick(100)
    expect(textOf(regionOf(element))).to.match(/^Search is slow/)
    clock().tick(6000)
    expect(textOf(regionOf(element))).to.equal('')
  })

  it('is heard again when the same thing comes again', async () => {
    const first = page()
    const element = await banner(first)
    for (let i = 0; i < 2; i++) {
      await turn(element, { snapshot: { ...first, incidents: [slow] } })
      expect(spoken(element)).to.have.lengthOf(1)
      await turn(element, { snapshot: first })
    }
  })

  it('is nothing of the next notice when one is closed', async () => {
    const element = await banner(page({ incidents: [slow], maintenances: [work] }))
    element.dismiss()
    await element.updateComplete
    expect(spoken(element)).to.deep.equal([])
  })

  it('is nothing while it is hidden, and nothing that was known when it is shown again', async () => {
    const first = page({ incidents: [slow] })
    const element = await banner(first)
    await turn(element, { hidden: true })
    await turn(element, { snapshot: { ...first, maintenances: [work] } })
    expect(spoken(element)).to.deep.equal([])
    await turn(element, { hidden: false })
    expect(spoken(element)).to.deep.equal(['Upgrade is in progress, until 13:00 CEST'])
  })

  it('is nothing once it is removed, and nothing at once when it is put back', async () => {
    const first = page()
    const element = await banner(first)
    await turn(element, { snapshot: { ...first, incidents: [slow] } })
    clock().tick(200)
    element.remove()
    expect([textOf(regionOf(element)), clock().countTimers()]).to.deep.equal(['', 0])
    document.body.append(element)
    await element.updateComplete
    expect(spoken(element)).to.deep.equal([])
  })

  it('never lies in the region that is read: no list and no button is live', async () => {
    const element = await banner(page(shown))
    expect(parts(element, 'notice').some((notice) => notice.closest('[role=status], [aria-live]'))).to.equal(false)
  })
})
