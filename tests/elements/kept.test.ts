import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { reader } from '../../src/feeds/native.ts'
import '../../src/index.ts'
import { comeBack } from '../client/page.ts'
import { useClock } from '../helpers/clock.ts'
import { deep, settled as until, textOf } from '../helpers/mount.ts'
import { useNetwork } from '../helpers/msw.ts'
import { component, incident, snapshot, update } from '../model/make.ts'

const minute = 60_000
const noon = Date.parse('2026-05-04T10:00:00Z')
const leak = incident('leak', { title: 'A leak', impact: 'major', startedAt: '2026-05-04T08:00:00Z', updates: [update('1', '2026-05-04T09:00:00Z')] })
const shown = reader.parse({ snapshot: snapshot({ page: { name: 'Brightwater', url: 'https://status.brightwater.test' }, components: [component('a')], incidents: [leak] }) }, 'https://kept.test/')

const tags = ['statuspane-banner', 'statuspane-widget', 'statuspane-components', 'statuspane-timeline', 'statuspane-badge'] as const
let count = 0

describe('on the next page, an element', () => {
  const clock = useClock(noon)
  const network = useNetwork()
  const cleanups: (() => void)[] = []
  let answer = () => {}

  before(() => Promise.all([import('../../src/client/recall.ts'), import('../../src/client/explain.ts')]))
  beforeEach(comeBack)
  afterEach(() => {
    for (const cleanup of cleanups.splice(0)) cleanup()
    localStorage.clear()
  })

  /** A feed that an earlier page has left so long ago, and that says nothing now. */
  function leave(agoMs: number) {
    const feed = `https://kept.test/${++count}/status.json`
    const at = `${Date.now() - agoMs}`
    localStorage.setItem(`statuspane:turn:1:${feed}\nauto`, `${new URLSearchParams({ at, failures: '0', dice: '0.5', checkedAt: at })}`)
    localStorage.setItem(`statuspane:snapshot:1:${feed}\nauto`, JSON.stringify(shown))
    answer = network.hang(feed)
    return feed
  }

  async function show(tag: (typeof tags)[number], feed: string, storage: 'local' | 'none' = 'local') {
    const el = document.createElement(tag)
    Object.assign(el, { feed, storage, timeZone: 'UTC', lang: 'en-GB' })
    cleanups.push(() => el.remove())
    document.body.append(el)
    await el.updateComplete
    return el
  }

  const wordsOf = (el: Element) => deep(el, '[part~=base]').map(textOf).join(' ')

  for (const tag of tags) {
    it(`<${tag}> shows what was read last at once, as old, while the feed is silent`, async () => {
      const el = await show(tag, leave(12 * minute))
      await until(() => el.data)
      await el.updateComplete
      expect(el.status).to.equal('stale')
      expect(el.matches(':state(stale)')).to.equal(true)
      expect(el.data).to.deep.equal(shown)
      if (tag !== 'statuspane-badge') expect(wordsOf(el)).to.contain('As of 09:48 UTC, 12 min ago')
      expect(el.error).to.equal(undefined)
    })
  }

  it('shows it as fresh, and asks nothing, where it was read less than an interval ago', async () => {
    const el = await show('statuspane-widget', leave(minute / 2))
    await until(() => el.data)
    await el.updateComplete
    expect(el.status).to.equal('fresh')
    expect(wordsOf(el)).not.to.include('As of')
    expect(network.asked).to.deep.equal([])
  })

  it('with storage="none" shows nothing of it, and keeps nothing', async () => {
    const feed = leave(12 * minute)
    const before = { ...localStorage }
    const el = await show('statuspane-widget', feed, 'none')
    await until(() => network.asked.length)
    expect([el.status, el.data]).to.deep.equal(['loading', undefined])
    clock().tick(0)
    expect({ ...localStorage }).to.deep.equal(before)
  })

  it('tells the page once of what is shown, and of a change only when there is one', async () => {
    const feed = leave(12 * minute)
    const seen: string[] = []
    const note = ({ type }: Event) => seen.push(type)
    for (const type of ['statuspane-load', 'statuspane-change'] as const) document.addEventListener(type, note)
    cleanups.push(() => ['statuspane-load', 'statuspane-change'].forEach((type) => document.removeEventListener(type, note)))
    const el = await show('statuspane-banner', feed)
    await until(() => el.data)
    await el.updateComplete
    expect(seen).to.deep.equal(['statuspane-load'])
    await until(() => network.asked.includes(feed))
    network.answer(feed, () => HttpResponse.json({ $schema: 'https://x.test/statuspane/v1.json', ...shown }))
    answer()
    await el.refresh()
    await el.refresh()
    await el.updateComplete
    expect(el.status).to.equal('fresh')
    expect(seen).to.deep.equal(['statuspane-load'])
  })
})
