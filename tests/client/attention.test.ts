import { expect } from 'chai'
import { attention, onAttention } from '../../src/client/attention.ts'
import { comeBack, hide, leave, offline, online, returnFromCache } from './page.ts'

describe('attention', () => {
  const stops: (() => void)[] = []
  const listen = (listener: () => void) => {
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

  it('is here while the page is visible and online', () => expect(attention()).to.equal('here'))

  it('is away while the page is hidden', () => {
    hide()
    expect(attention()).to.equal('away')
    comeBack()
    expect(attention()).to.equal('here')
  })

  it('is away while the browser is offline', () => {
    offline()
    expect(attention()).to.equal('away')
    online()
    expect(attention()).to.equal('here')
  })

  it('is gone from when the page is left until it is back from the back/forward cache', () => {
    listen(() => {})
    leave()
    expect(attention()).to.equal('gone')
    returnFromCache()
    expect(attention()).to.equal('here')
  })

  it('is told to each listener when it may have changed', () => {
    const seen: string[] = []
    listen(() => seen.push(`one ${attention()}`))
    listen(() => seen.push(`two ${attention()}`))
    hide()
    comeBack()
    expect(seen).to.deep.equal(['one away', 'two away', 'one here', 'two here'])
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

  it('listens to the page from the first listener to the last', () => {
    const heard = new Set<string>()
    const spied = { addEventListener: window.addEventListener, removeEventListener: window.removeEventListener }
    for (const [name, real] of Object.entries(spied)) {
      const spy = (...args: Parameters<typeof real>) => {
        heard[name === 'addEventListener' ? 'add' : 'delete'](args[0])
        real.apply(window, args)
      }
      Object.assign(window, { [name]: spy })
    }
    try {
      const one = listen(() => {})
      const types = ['offline', 'online', 'pagehide', 'pageshow', 'visibilitychange']
      expect([...heard].sort()).to.deep.equal(types)
      const two = listen(() => {})
      one()
      one()
      expect([...heard].sort()).to.deep.equal(types)
      two()
      expect([...heard]).to.deep.equal([])
    } finally {
      Object.assign(window, spied)
    }
  })

  it('is here again for who listens after the last one left with the page', () => {
    const stop = listen(() => {})
    leave()
    stop()
    listen(() => {})
    expect(attention()).to.equal('here')
  })
})
