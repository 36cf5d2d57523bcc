import { expect } from 'chai'
import { isAttended, onAttention } from '../../src/client/attention.ts'
import { comeBack, hide, leave, offline, online, returnFromCache } from './page.ts'

describe('attention', () => {
  const stops: (() => void)[] = []
  const listen = (listener: Parameters<typeof onAttention>[0]) => {
    const stop = onAttention(listener)
    stops.push(stop)
    return stop
  }
  // A page of a test run may really be hidden behind another.
  beforeEach(comeBack)
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
    comeBack()
    online()
  })

  it('is there while the page is visible and online', () => expect(isAttended()).to.equal(true))

  it('is not there while the page is hidden', () => {
    hide()
    expect(isAttended()).to.equal(false)
    comeBack()
    expect(isAttended()).to.equal(true)
  })

  it('is not there while the browser is offline', () => {
    offline()
    expect(isAttended()).to.equal(false)
    online()
    expect(isAttended()).to.equal(true)
  })

  it('is told to each listener when it may have changed, and when the page is left and comes back', () => {
    const seen: string[] = []
    listen(({ type }) => seen.push(`one ${type} ${isAttended()}`))
    listen(({ type }) => seen.push(`two ${type}`))
    hide()
    comeBack()
    leave()
    returnFromCache()
    expect(seen).to.deep.equal([
      'one visibilitychange false',
      'two visibilitychange',
      'one visibilitychange true',
      'two visibilitychange',
      'one pagehide true',
      'two pagehide',
      'one pageshow true',
      'two pageshow',
    ])
  })

  it('is told even where the page stops such events', () => {
    let calls = 0
    const stop = (event: Event) => event.stopImmediatePropagation()
    document.addEventListener('visibilitychange', stop, true)
    listen(() => calls++)
    hide()
    document.removeEventListener('visibilitychange', stop, true)
    expect(calls).to.equal(1)
  })

  it('is told no longer once a listener has left', () => {
    const seen: string[] = []
    const stop = listen(({ type }) => seen.push(type))
    stop()
    hide()
    offline()
    leave()
    returnFromCache()
    expect(seen).to.deep.equal([])
  })
})
