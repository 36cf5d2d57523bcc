import { expect } from 'chai'
import type { StatuspaneBanner } from '../../src/elements/banner.ts'
import { mount, parts, settled } from '../helpers/mount.ts'
import { useReports } from '../helpers/reports.ts'
import { at, incident, update } from '../model/make.ts'
import { banner, page, titles, turn } from './banner-page.ts'

const slow = incident('slow', { updates: [update('1', at('09:00'), { body: 'We look into it.' })] })
const grave = incident('grave', { impact: 'critical' })

const told = () => document.documentElement.style.getPropertyValue('--statuspane-banner-height')
const heightOf = (element: Element) => element.getBoundingClientRect().height

/** The heights that the page hears of. */
function heights() {
  const heard: number[] = []
  const note = ({ detail }: HTMLElementEventMap['statuspane-resize']) => heard.push(detail.height)
  document.body.addEventListener('statuspane-resize', note)
  return { heard, stop: () => document.body.removeEventListener('statuspane-resize', note) }
}

function edged(position = 'top', shown = page({ incidents: [slow] })) {
  return banner(shown, { position })
}

describe('a banner at the window’s edge', () => {
  useReports()

  const edges: [position: string, edge: 'top' | 'bottom'][] = [['top', 'top'], ['bottom', 'bottom']]
  for (const [position, edge] of edges) {
    it(`stays at the ${edge} with position="${position}", from side to side`, async () => {
      const box = (await edged(position)).getBoundingClientRect()
      const { clientWidth, clientHeight } = document.documentElement
      expect([box.left, box.width, box[edge]]).to.deep.equal([0, clientWidth, edge === 'top' ? 0 : clientHeight])
    })

    it(`tells its own height with position="${position}": as a variable, and in an event`, async () => {
      const { heard, stop } = heights()
      const element = await edged(position)
      stop()
      expect(heightOf(element)).to.be.greaterThan(40)
      expect([told(), heard]).to.deep.equal([`${heightOf(element)}px`, [heightOf(element)]])
    })
  }

  it('tells a new height when its text wraps', async () => {
    const shown = page({ incidents: [slow] })
    const element = await edged('top', shown)
    const before = told()
    await turn(element, { snapshot: { ...shown, incidents: [{ ...slow, title: 'A long title that has to wrap. '.repeat(20) }] } })
    expect(told()).not.to.equal(before)
    expect(told()).to.equal(`${heightOf(element)}px`)
  })

  it('tells a new height when there is less room', async () => {
    const element = await edged('top', page({ incidents: [{ ...slow, title: 'A title that wraps in a narrow window' }] }))
    const before = told()
    element.style.inlineSize = '240px'
    await settled(() => told() !== before)
    expect(told()).to.equal(`${heightOf(element)}px`)
  })

  it('keeps its height when it is opened: what opens lies over the page', async () => {
    const element = await edged('top')
    const before = told()
    element.expand()
    await settled(() => parts(element, 'updates').length)
    expect(heightOf(element)).to.be.greaterThan(Number.parseFloat(before))
    expect(told()).to.equal(before)
  })

  const goings: [what: string, go: (element: StatuspaneBanner) => unknown][] = [
    ['is dismissed', (element) => element.dismiss()],
    ['is hidden', (element) => (element.hidden = true)],
    ['is put in the flow', (element) => (element.position = 'static')],
    ['has nothing more to say', (element) => (element.snapshot = page())],
  ]
  for (const [what, go] of goings) {
    it(`takes its height back when it ${what}`, async () => {
      const element = await edged()
      const { heard, stop } = heights()
      go(element)
      await element.updateComplete
      stop()
      expect([told(), heard]).to.deep.equal(['', [0]])
    })
  }

  it('takes its height back when it is removed, and tells it again when it is put back', async () => {
    const element = await edged()
    const heard: number[] = []
    element.addEventListener('statuspane-resize', ({ detail }) => heard.push(detail.height))
    const height = heightOf(element)
    element.remove()
    expect([told(), heard]).to.deep.equal(['', [0]])
    document.body.append(element)
    await element.updateComplete
    expect([told(), heard]).to.deep.equal([`${height}px`, [0, height]])
  })

  it('tells the page itself when it is removed', async () => {
    const element = await edged()
    const heard: number[] = []
    const hear = ({ detail }: CustomEvent<{ height: number }>) => heard.push(detail.height)
    document.addEventListener('statuspane-resize', hear)
    element.remove()
    document.removeEventListener('statuspane-resize', hear)
    expect(heard).to.deep.equal([0])
  })

  it('stays as high when the next notice takes the place of the first', async () => {
    const element = await edged('top', page({ incidents: [slow, { ...grave, updates: slow.updates }] }))
    element.dismiss()
    await element.updateComplete
    expect([titles(element), told()]).to.deep.equal([['slow'], `${heightOf(element)}px`])
  })

  it('keeps to the flow, and tells nothing, with a position that is none', async () => {
    const { heard, stop } = heights()
    const element = await banner(page({ incidents: [slow] }), { position: 'middle' })
    stop()
    expect([getComputedStyle(element).position, told(), heard]).to.deep.equal(['static', '', []])
  })

  it('scrolls in itself rather than leave the window', async () => {
    const body = 'A long account of what happened. '.repeat(500)
    const element = await edged('top', page({ incidents: [{ ...slow, updates: [update('1', at('09:00'), { body })] }] }))
    element.expand()
    await settled(() => parts(element, 'update-body').length)
    expect(heightOf(element)).to.be.at.most(innerHeight)
  })
})

/** Only Chromium measures shifts of layout. */
const itShifts = PerformanceObserver.supportedEntryTypes.includes('layout-shift') ? it : it.skip

describe('the text of the page', () => {
  const twoFrames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  type Shift = PerformanceEntry & { value: number }

  /** How much the page’s text is moved while a banner is put first in it. */
  async function shiftOf(position: string): Promise<number> {
    const text = document.createElement('p')
    text.textContent = 'The text of the host page. '.repeat(50)
    document.body.prepend(text)
    await twoFrames()
    let shift = 0
    const add = (entries: PerformanceEntryList) => entries.forEach((entry) => (shift += (entry as Shift).value))
    const observer = new PerformanceObserver((list) => add(list.getEntries()))
    observer.observe({ type: 'layout-shift' })
    const place = document.createElement('div')
    text.before(place)
    await mount('statuspane-banner', { snapshot: page({ incidents: [slow] }) }, { position }, place)
    await twoFrames()
    await twoFrames()
    add(observer.takeRecords())
    observer.disconnect()
    text.remove()
    place.remove()
    return shift
  }

  for (const position of ['top', 'bottom']) {
    itShifts(`does not move when a banner with position="${position}" comes`, async () =>
      expect(await shiftOf(position)).to.equal(0))
  }
  itShifts('moves, as it must, when one comes in the flow above it', async () =>
    expect(await shiftOf('static')).to.be.greaterThan(0))
})
