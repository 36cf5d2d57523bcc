import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { pageUrl, storyDocuments, storyTime } from '../../demo/story/story.ts'
import { comeBack } from '../client/page.ts'
import { useClock } from '../helpers/clock.ts'
import { mount, parts, settled, texts } from '../helpers/mount.ts'
import { changesOf } from '../helpers/mutations.ts'
import { useNetwork } from '../helpers/msw.ts'
import { settled as allRun } from '../helpers/reports.ts'
import { at, incident, maintenance, ms, update } from '../model/make.ts'
import { banner, page, titles } from './banner-page.ts'

const slow = incident('slow', { updates: [update('1', at('09:00'), { body: 'We look into it.' })] })
const minute = 60_000

// A page that is tested beside others may be a hidden one, which neither reads nor ticks.
beforeEach(comeBack)

/** What is held at the window, the document and the browser: each taking counts one up, each giving back one down. */
function holdings() {
  const held = new Map<string, number>()
  const count = (key: string, by: number) => held.set(key, (held.get(key) ?? 0) + by)
  const undo: (() => void)[] = []
  function replace<T extends object, K extends keyof T>(owner: T, key: K, wrap: (original: T[K]) => T[K]) {
    const original = owner[key]
    owner[key] = wrap(original)
    undo.push(() => (owner[key] = original))
  }
  for (const target of [window, document, navigator.serviceWorker]) {
    for (const [key, by] of [['addEventListener', 1], ['removeEventListener', -1]] as const) {
      replace(target as EventTarget, key, (original) =>
        function (this: EventTarget, type: string, ...rest: never[]) {
          count(`listener ${type}`, by)
          return (original as (...args: unknown[]) => void).call(this ?? target, type, ...rest)
        } as never)
    }
  }
  for (const Observer of [ResizeObserver, MutationObserver, IntersectionObserver]) {
    replace(Observer.prototype as ResizeObserver, 'observe', (original) => function (this: ResizeObserver, ...args) {
      count(Observer.name, 1)
      return original.apply(this, args)
    })
    replace(Observer.prototype as ResizeObserver, 'disconnect', (original) => function (this: ResizeObserver) {
      if (held.get(Observer.name)) held.set(Observer.name, 0)
      return original.call(this)
    })
  }
  return {
    left: () => [...held].filter(([, n]) => n).map(([key, n]) => `${n} ${key}`),
    taken: () => [...held.keys()],
    stop: () => undo.forEach((run) => run()),
  }
}

describe('a banner that is removed', () => {
  const clock = useClock(ms('10:00'))
  const full = () => page({ incidents: [slow], maintenances: [maintenance('m', { status: 'in_progress' })] })

  it('leaves no timer, no listener and no observer', async () => {
    const held = holdings()
    const element = await banner(full(), { position: 'top', storage: 'local' })
    element.expand()
    await settled(() => parts(element, 'updates').length)
    element.remove()
    const [left, taken] = [held.left(), held.taken()]
    held.stop()
    localStorage.clear()
    expect([left, clock().countTimers()]).to.deep.equal([[], 0])
    expect(taken).to.include.members(['listener storage', 'listener visibilitychange', 'ResizeObserver'])
  })

  it('takes nothing up again that was still on its way', async () => {
    const held = holdings()
    const element = await banner(full(), { position: 'top' })
    element.snapshot = full()
    element.remove()
    await element.updateComplete
    await allRun()
    const left = held.left()
    held.stop()
    expect([left, clock().countTimers()]).to.deep.equal([[], 0])
  })

  it('does all of its work when it is put back', async () => {
    const shown = full()
    const element = await banner(shown)
    element.removeAttribute('now')
    element.remove()
    document.body.append(element)
    await element.updateComplete
    expect(titles(element)).to.deep.equal(['slow'])
    clock().tick(30 * minute)
    await element.updateComplete
    expect(texts(element, 'time')[0]).to.match(/no update for|updated 1 hr ago/)
    element.dismiss()
    await element.updateComplete
    expect(titles(element)).to.deep.equal(['m'])
  })
})

describe('a banner that reads its feed', () => {
  const clock = useClock(storyTime('2023-12-06T05:00'))
  const network = useNetwork()
  const summary = `${pageUrl}/api/v2/summary.json`
  const history = `${pageUrl}/api/v2/:list.json`
  let count = 0

  async function reading(attributes: Record<string, string> = {}) {
    const answer = () => HttpResponse.json({ ...storyDocuments(Date.now()).summary })
    network.answer(history, ({ params }) => {
      const documents = storyDocuments(Date.now())
      return HttpResponse.json(documents[params.list as 'incidents' | 'scheduled-maintenances'])
    })
    network.answer(summary, answer)
    const element = await mount('statuspane-banner', { feed: `${pageUrl}?reader=${++count}`, provider: 'statuspage' }, attributes)
    element.removeAttribute('now')
    await settled(() => element.data)
    await element.updateComplete
    return element
  }

  it('touches nothing when a poll brings nothing new', async () => {
    const element = await reading()
    const before = texts(element, 'message')
    const changes = changesOf(element)
    const asked = network.asked.length
    await element.refresh()
    await element.updateComplete
    expect([network.asked.length, changes(), texts(element, 'message')]).to.deep.equal([asked + 1, [], before])
  })

  it('tells the end of an event that has left the summary, from the history', async () => {
    const element = await reading()
    expect(texts(element, 'message')[0]).to.match(/^Finch moves to a new chassis is in progress/)
    clock().setSystemTime(storyTime('2023-12-10T22:20'))
    await element.refresh()
    await settled(() => /completed/.test(texts(element, 'message')[0] ?? ''))
    expect(texts(element, 'message')[0]).to.match(/^Finch moves to a new chassis is completed .* · took 4 days 18 hrs, planned 3 hrs/)
  })

  it('asks for the history when it comes to a browser that had shown what is gone, and else not', async () => {
    const first = await reading({ storage: 'local' })
    const asked = () => network.asked.filter((url) => !url.endsWith('summary.json')).length
    expect(asked()).to.equal(0)
    const { feed } = first
    first.remove()
    clock().setSystemTime(storyTime('2023-12-10T22:20'))
    // A fetch of its own, so that nothing is known here but what the browser keeps.
    const own: typeof fetch = (...request) => fetch(...request)
    const again = await mount('statuspane-banner', { feed, provider: 'statuspage', fetch: own }, { storage: 'local' })
    again.removeAttribute('now')
    await settled(() => /completed/.test(texts(again, 'message')[0] ?? ''))
    expect(asked()).to.equal(2)
    localStorage.clear()
  })

  it('asks nobody once it is removed', async () => {
    const element = await reading()
    element.remove()
    const asked = network.asked.length
    clock().tick(120 * minute)
    await allRun()
    expect([network.asked.length, clock().countTimers()]).to.deep.equal([asked, 0])
  })
})
