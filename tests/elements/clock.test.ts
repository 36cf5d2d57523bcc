import { expect } from 'chai'
import '../../src/index.ts'
import { comeBack, hide } from '../client/page.ts'
import { useClock } from '../helpers/clock.ts'
import { texts } from '../helpers/mount.ts'
import { changesOf } from '../helpers/mutations.ts'
import { settled } from '../helpers/reports.ts'
import { component, incident, maintenance, snapshot, update } from '../model/make.ts'

const minute = 60_000
const tags = ['statuspane-banner', 'statuspane-widget', 'statuspane-components', 'statuspane-timeline', 'statuspane-badge'] as const

const shown = snapshot({
  indicator: 'minor',
  components: [component('a', { status: 'degraded_performance' })],
  incidents: [incident('leak', { componentIds: ['a'], updates: [update('u', '2026-05-04T09:55:00Z')] })],
  maintenances: [
    maintenance('move', { scheduledStart: '2026-05-04T13:00:00Z', scheduledEnd: '2026-05-04T15:00:00Z', componentIds: ['a'] }),
  ],
})

describe('the clock of the elements', () => {
  const clock = useClock(Date.parse('2026-05-04T10:00:20Z'))
  const made: Element[] = []
  // A page that is tested beside others may be a hidden one.
  beforeEach(comeBack)
  afterEach(() => {
    for (const element of made.splice(0)) element.remove()
    comeBack()
  })

  async function put<T extends (typeof tags)[number]>(tag: T, properties: Partial<HTMLElementTagNameMap[T]> = {}) {
    const el = document.createElement(tag)
    el.lang = 'en-GB'
    Object.assign(el, { snapshot: shown, timeZone: 'UTC', storage: 'none', ...properties })
    made.push(el)
    document.body.append(el)
    await el.updateComplete
    await settled()
    return el
  }

  const said = (el: Element) => texts(el, 'time').join()

  it('is one timer for all of them', async () => {
    await Promise.all([...tags, ...tags].map((tag) => put(tag)))
    expect(clock().countTimers()).to.equal(1)
  })

  it('ticks on the minute', async () => {
    const el = await put('statuspane-banner')
    expect(said(el)).to.contain('updated 5 min ago')
    clock().tick(39_999)
    await settled()
    expect(said(el)).to.contain('updated 5 min ago')
    clock().tick(1)
    await settled()
    expect(said(el)).to.contain('updated 6 min ago')
    clock().tick(minute)
    await settled()
    expect(said(el)).to.contain('updated 7 min ago')
  })

  it('stops with the last of them, and starts with the next', async () => {
    const [one, other] = [await put('statuspane-badge'), await put('statuspane-badge')]
    one.remove()
    expect(clock().countTimers()).to.equal(1)
    other.remove()
    expect(clock().countTimers()).to.equal(0)
    document.body.append(one)
    expect(clock().countTimers()).to.equal(1)
  })

  it('stands still while nobody looks at the page, and is right at once when somebody does', async () => {
    const el = await put('statuspane-banner')
    hide()
    expect(clock().countTimers()).to.equal(0)
    clock().tick(7 * minute)
    await settled()
    expect(said(el)).to.contain('updated 5 min ago')
    comeBack()
    await settled()
    expect(said(el)).to.contain('updated 12 min ago')
    expect(clock().countTimers()).to.equal(1)
  })

  it('does not start in a page that nobody looks at', async () => {
    hide()
    await put('statuspane-banner')
    expect(clock().countTimers()).to.equal(0)
    comeBack()
    expect(clock().countTimers()).to.equal(1)
  })

  for (const tag of tags) {
    it(`changes no more in ${tag} than the words that follow it`, async () => {
      const el = await put(tag)
      clock().tick(minute - 20_000)
      await settled()
      const changes = changesOf(el)
      for (let i = 0; i < 5; i++) {
        clock().tick(minute)
        await settled()
      }
      const touched = new Set(changes())
      touched.delete('characterData  #text')
      expect([...touched]).to.deep.equal([])
    })

    it(`is the fixed instant where ${tag} is given one`, async () => {
      const el = await put(tag, { now: '2026-05-04T10:00:00Z' })
      const changes = changesOf(el)
      clock().tick(90 * minute)
      await settled()
      expect(changes()).to.deep.equal([])
    })
  }

  it('brings a planned start, and phases, without a poll', async () => {
    const el = await put('statuspane-banner', { snapshot: { ...shown, incidents: [], components: [], indicator: 'none' } })
    expect(texts(el, 'message').join()).to.contain('starts in 2 hrs 59 mins')
    for (let i = 0; i < 181; i++) clock().tick(minute)
    await settled()
    expect(texts(el, 'message').join()).to.contain('was due to start 1 min ago')
  })
})
