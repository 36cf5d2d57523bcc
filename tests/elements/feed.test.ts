import { expect } from 'chai'
import { HttpResponse } from 'msw'
import '../../src/index.ts'
import type { StatuspaneElement } from '../../src/elements/statuspane-element.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { comeBack, hide } from '../client/page.ts'
import { useClock } from '../helpers/clock.ts'
import { deep, parts, textOf } from '../helpers/mount.ts'
import { changesOf } from '../helpers/mutations.ts'
import { useNetwork } from '../helpers/msw.ts'
import { settled, useReports } from '../helpers/reports.ts'
import { component, incident, snapshot, update } from '../model/make.ts'

const minute = 60_000
// Clients live as long as the page does, so each test has a feed of its own.
let count = 0
let feed = ''
const elsewhere = 'https://other.test/status.json'

const native = (part: Partial<StatusSnapshot> = {}) => ({
  $schema: 'https://statuspane.test/statuspane/v1.json',
  ...snapshot({ page: { name: 'Brightwater', url: 'https://status.brightwater.test' }, components: [component('a')], ...part }),
})

const leak = incident('leak', { title: 'A leak', impact: 'major', updates: [update('1', '2026-05-04T09:00:00Z')] })

type Tag = 'statuspane-banner' | 'statuspane-widget' | 'statuspane-components' | 'statuspane-timeline' | 'statuspane-badge'
const tags: Tag[] = ['statuspane-banner', 'statuspane-widget', 'statuspane-components', 'statuspane-timeline', 'statuspane-badge']

describe('an element and its feed', () => {
  const clock = useClock(Date.parse('2026-05-04T10:00:00Z'))
  const network = useNetwork()
  const reports = useReports()
  const made: Element[] = []
  const { random } = Math

  beforeEach(() => {
    comeBack()
    // No jitter: the next poll is due when it was asked for.
    Math.random = () => 0.5
    feed = `https://status.brightwater.test/${++count}/status.json`
  })
  before(() => Promise.all([import('../../src/feeds/native.ts'), import('../../src/feeds/statuspage.ts')]))
  afterEach(() => {
    for (const element of made.splice(0)) element.remove()
    comeBack()
    Math.random = random
  })

  const serve = (part?: Partial<StatusSnapshot>, url = feed) => network.answer(url, () => HttpResponse.json(native(part)))
  const fail = (status = 503) => network.answer(feed, () => new HttpResponse('', { status }))

  /** Puts an element into the page without waiting for anything. */
  function put<T extends Tag>(tag: T, properties: Partial<HTMLElementTagNameMap[T]> = {}, parent: Element = document.body) {
    const el = document.createElement(tag)
    el.lang = 'en-GB'
    Object.assign(el, { feed, timeZone: 'UTC', storage: 'none', ...properties })
    made.push(el)
    parent.append(el)
    return el
  }

  /** The read that is under way, to its end and to the screen. */
  async function read(el: StatuspaneElement) {
    await el.refresh()
    await el.updateComplete
    await settled()
  }

  async function show<T extends Tag>(tag: T, properties?: Partial<HTMLElementTagNameMap[T]>) {
    const el = put(tag, properties)
    await read(el)
    return el
  }

  /** On to the next poll, and to its end. */
  async function poll(el: StatuspaneElement, ms = minute) {
    clock().tick(ms)
    await read(el)
  }

  const listen = <Name extends keyof HTMLElementEventMap>(target: HTMLElement, name: Name) => {
    const seen: HTMLElementEventMap[Name][] = []
    target.addEventListener(name, (event) => seen.push(event))
    return seen
  }

  describe('statuspane-load', () => {
    it('is sent once, with the snapshot shown, and leaves shadow roots', async () => {
      serve({ incidents: [leak] })
      const host = document.createElement('div')
      document.body.append(host)
      made.push(host)
      const inner = document.createElement('div')
      host.attachShadow({ mode: 'open' }).append(inner)
      const seen = listen(host, 'statuspane-load')
      const el = put('statuspane-widget', {}, inner)
      await read(el)
      await poll(el)
      expect(seen).to.have.lengthOf(1)
      expect(seen[0]).to.be.instanceOf(CustomEvent).and.include({ bubbles: true, composed: true, cancelable: false })
      expect(seen[0]?.detail).to.have.all.keys('snapshot')
      expect(seen[0]?.detail.snapshot).to.equal(el.data).and.to.deep.include({ indicator: 'major' })
    })

    it('comes from the widget alone, not from what stands inside it', async () => {
      serve()
      const seen = listen(document.body, 'statuspane-load')
      await show('statuspane-widget')
      expect(seen.map(({ target }) => (target as Element).localName)).to.deep.equal(['statuspane-widget'])
    })
  })

  describe('statuspane-change', () => {
    it('says what was, what is, and what differs', async () => {
      serve()
      const el = await show('statuspane-banner')
      const seen = listen(el, 'statuspane-change')
      const before = el.data
      serve({ components: [component('a', { status: 'major_outage' })], incidents: [leak] })
      await poll(el)
      expect(seen).to.have.lengthOf(1)
      expect(seen[0]).to.include({ bubbles: true, composed: true, cancelable: false })
      expect(seen[0]?.detail.previous).to.equal(before)
      expect(seen[0]?.detail.snapshot).to.equal(el.data)
      expect(seen[0]?.detail.changes).to.deep.equal([
        { kind: 'component', id: 'a', type: 'status' },
        { kind: 'incident', id: 'leak', type: 'added' },
      ])
    })

    it('is silent after a poll without news, which touches nothing', async () => {
      serve({ incidents: [leak] })
      const el = await show('statuspane-widget')
      const seen = listen(el, 'statuspane-change')
      const changes = changesOf(el)
      serve({ incidents: [leak] })
      await poll(el, 59_999)
      changes()
      await poll(el, 0)
      expect(changes()).to.deep.equal([])
      serve({ incidents: [leak], updatedAt: '2026-05-04T10:00:30.000Z', generatedAt: '2026-05-04T10:00:30.000Z' })
      await poll(el)
      expect(seen).to.deep.equal([])
    })
  })

  describe('statuspane-error', () => {
    for (const [what, answer, code, reason] of [
      ['a refusal', () => new HttpResponse('', { status: 503 }), 'http', '503'],
      ['a page', () => HttpResponse.html('<!doctype html><title>Status</title>'), 'unrecognised', undefined],
      ['another document', () => HttpResponse.json({ hello: 1 }), 'unrecognised', undefined],
      ['no answer', () => HttpResponse.error(), 'network', undefined],
    ] as const) {
      it(`says ${code} at ${what}, once as long as it stays so`, async () => {
        network.answer(feed, answer)
        const seen = listen(document.body, 'statuspane-error')
        const el = await show('statuspane-widget')
        await read(el)
        expect(seen).to.have.lengthOf(1)
        expect(seen[0]).to.include({ bubbles: true, composed: true, cancelable: false })
        expect(seen[0]?.detail).to.have.all.keys('error')
        expect(seen[0]?.detail.error).to.equal(el.error)
        expect(el.error).to.include({ code }).and.have.property('message')
        if (reason) expect(el.error?.reason).to.equal(reason)
        expect(el.error?.hint).to.match(/\.$/)
        expect(reports.warnings).to.deep.equal([])
        expect(el.status).to.equal('failed')
      })
    }

    it('comes again after a recovery', async () => {
      fail()
      const el = await show('statuspane-badge')
      serve()
      await read(el)
      expect(el.error).to.equal(undefined)
      fail()
      await read(el)
      expect(reports.codes()).to.deep.equal(['http', 'http'])
    })

    it('is said in the console too where the page has to be put right', async () => {
      const el = await show('statuspane-banner', { feed: 'ftp://status.brightwater.test' })
      expect(reports.codes()).to.deep.equal(['config'])
      expect(reports.warnings).to.have.lengthOf(1)
      expect(reports.warnings[0]).to.match(/^\[statuspane\] <statuspane-banner> .*ftp:.*\. Write the address of a status page/)
      expect(el.status).to.equal('failed')
    })
  })

  it('shows what it knows, and lets nobody write it', async () => {
    serve()
    const el = await show('statuspane-timeline')
    for (const name of ['data', 'status', 'error'] as const) {
      expect(() => Object.assign(el, { [name]: undefined }), name).to.throw(TypeError)
    }
    expect(el.data?.page.name).to.equal('Brightwater')
    expect(el.status).to.equal('fresh')
  })

  describe('refresh()', () => {
    it('reads at once, even in the task in which the element was put in', async () => {
      serve()
      const el = put('statuspane-badge')
      await el.refresh()
      expect(el.data?.page.name).to.equal('Brightwater')
      expect(network.asked).to.have.lengthOf(1)
      await el.refresh()
      expect(network.asked).to.have.lengthOf(2)
    })

    it('settles when reading fails, and where there is nothing to read', async () => {
      fail()
      const el = put('statuspane-badge')
      await el.refresh()
      expect(el.error?.code).to.equal('http')
      await put('statuspane-badge', { feed: undefined }).refresh()
      await put('statuspane-badge', { snapshot: native() }).refresh()
      await document.createElement('statuspane-badge').refresh()
    })
  })

  describe('the interval', () => {
    for (const [refreshInterval, seconds] of [
      [undefined, 60],
      [15, 15],
      ['3600', 3600],
      [5, 60],
    ] as const) {
      it(`is ${seconds} s for ${refreshInterval}`, async () => {
        serve()
        const el = await show('statuspane-badge', refreshInterval === undefined ? {} : { refreshInterval })
        clock().tick(seconds * 1000 - 1)
        await settled()
        expect(network.asked).to.have.lengthOf(1)
        clock().tick(1)
        await read(el)
        expect(network.asked).to.have.lengthOf(2)
      })
    }

    it('may be written to the property of the attribute’s name, as frameworks do, and the method stays', async () => {
      serve()
      const el = await show('statuspane-badge')
      el.refresh = '30'
      await el.updateComplete
      expect(el.refreshInterval).to.equal('30')
      await el.refresh()
      expect(network.asked).to.have.lengthOf(2)
      clock().tick(30_000)
      await read(el)
      expect(network.asked).to.have.lengthOf(3)
    })

    it('is none for 0: the feed is read once', async () => {
      serve()
      await show('statuspane-badge', { refreshInterval: 0 })
      clock().tick(1440 * minute)
      await settled()
      expect(network.asked).to.have.lengthOf(1)
    })

    it('can change while the feed is being read, which goes on', async () => {
      serve()
      const el = put('statuspane-badge')
      await el.updateComplete
      el.refreshInterval = 30
      await read(el)
      expect(network.asked).to.have.lengthOf(1)
      clock().tick(30_000)
      await read(el)
      expect(network.asked).to.have.lengthOf(2)
    })
  })

  it('shares one request with all others of the same feed', async () => {
    serve({ incidents: [leak] })
    const all = tags.map((tag) => put(tag))
    await Promise.all(all.map(read))
    expect(network.asked).to.deep.equal([feed])
    clock().tick(minute)
    await Promise.all(all.map(read))
    expect(network.asked).to.have.lengthOf(2)
    expect(new Set(all.map((el) => el.data)).size).to.equal(1)
  })

  it('reads an address that is relative to the page', async () => {
    serve({}, new URL('/brightwater/status.json', location.href).href)
    expect((await show('statuspane-badge', { feed: ' /brightwater/status.json ' })).status).to.equal('fresh')
  })

  it('takes an address given as a URL object', async () => {
    serve()
    expect((await show('statuspane-widget', { feed: new URL(feed) as unknown as string })).status).to.equal('fresh')
  })

  describe('that is hidden', () => {
    it('reads nothing, and goes on where it was', async () => {
      serve({ incidents: [leak] })
      const loads = listen(document.body, 'statuspane-load')
      const el = put('statuspane-banner', { hidden: true })
      await el.updateComplete
      clock().tick(10 * minute)
      await settled()
      expect(network.asked).to.deep.equal([])
      el.hidden = false
      await el.updateComplete
      await read(el)
      expect(network.asked).to.have.lengthOf(1)
      expect(parts(el, 'title').map(textOf)).to.deep.equal(['A leak'])
      el.hidden = true
      await el.updateComplete
      clock().tick(10 * minute)
      await settled()
      expect(network.asked).to.have.lengthOf(1)
      expect(el.data?.incidents).to.have.lengthOf(1)
      expect(getComputedStyle(el).display).to.equal('none')
      el.removeAttribute('hidden')
      await el.updateComplete
      await read(el)
      expect(network.asked).to.have.lengthOf(2)
      expect(loads).to.have.lengthOf(1)
    })
  })

  it('polls nothing while the page is hidden', async () => {
    serve()
    const el = await show('statuspane-badge')
    hide()
    clock().tick(10 * minute)
    await settled()
    expect(network.asked).to.have.lengthOf(1)
    comeBack()
    clock().tick(1)
    await read(el)
    expect(network.asked).to.have.lengthOf(2)
  })

  describe('that is given another', () => {
    it('feed shows that one, and never the old one as its', async () => {
      serve({ incidents: [leak] })
      serve({ page: { name: 'Elsewhere' } }, elsewhere)
      const el = await show('statuspane-widget')
      const seen = listen(el, 'statuspane-load')
      const changes = listen(el, 'statuspane-change')
      el.feed = elsewhere
      await el.updateComplete
      expect(el.data).to.equal(undefined)
      expect(el.matches(':state(loading)')).to.equal(true)
      expect(el.hasAttribute('indicator')).to.equal(false)
      await read(el)
      expect(el.data?.page.name).to.equal('Elsewhere')
      expect(el.getAttribute('indicator')).to.equal('none')
      expect(seen).to.have.lengthOf(1)
      expect(changes).to.deep.equal([])
      network.asked.length = 0
      clock().tick(minute)
      await read(el)
      expect(new Set(network.asked)).to.deep.equal(new Set([elsewhere]))
    })

    it('provider reads it with that', async () => {
      serve()
      const el = await show('statuspane-badge')
      el.provider = 'statuspage'
      await el.updateComplete
      await read(el)
      expect(el.status).to.equal('fresh')
      expect(network.asked).to.have.lengthOf(2)
    })

    it('provider that there is not says so once and finds out by itself', async () => {
      serve()
      const el = await show('statuspane-badge', { provider: 'acme' })
      await read(el)
      expect(reports.warnings).to.have.lengthOf(1)
      expect(reports.warnings[0]).to.match(/^\[statuspane\] <statuspane-badge> .*provider.*\. Leave provider out, or use one of: /)
      expect(reports.codes()).to.deep.equal(['config'])
      expect(el.status).to.equal('fresh')
      expect(el.error).to.equal(undefined)
    })

    it('provider that there is not lets a page hide the element when it hears of it', async () => {
      serve()
      const el = put('statuspane-badge', { provider: 'acme' })
      let updates = 0
      const { requestUpdate } = el
      // An update that asks for the next without end would never let the page go on.
      el.requestUpdate = (...args) => (++updates < 100 ? requestUpdate.apply(el, args) : undefined)
      el.addEventListener('statuspane-error', () => (el.hidden = true), { once: true })
      await read(el)
      while (!el.hidden) await settled()
      await settled()
      expect(updates).to.be.below(20)
      expect(network.asked).to.deep.equal([])
      el.hidden = false
      await el.updateComplete
      await read(el)
      expect(el.status).to.equal('fresh')
    })

    it('fetch asks that', async () => {
      serve()
      const el = await show('statuspane-badge')
      const asked: unknown[][] = []
      el.fetch = async (...args) => {
        asked.push(args)
        return HttpResponse.json(native({ page: { name: 'Private' } }))
      }
      await el.updateComplete
      await read(el)
      expect(el.data?.page.name).to.equal('Private')
      expect(asked[0]?.[0]).to.equal(feed)
      expect(asked[0]?.[1]).not.to.have.any.keys('headers', 'credentials')
      expect(network.asked).to.have.lengthOf(1)
      el.fetch = undefined
      await el.updateComplete
      await read(el)
      expect(el.data?.page.name).to.equal('Brightwater')
    })

    it('fetch that is none says so, and uses the browser’s', async () => {
      serve()
      const el = await show('statuspane-badge', { fetch: 'mine' as unknown as typeof fetch })
      expect(el.status).to.equal('fresh')
      expect(reports.errors.map(({ message }) => message)).to.deep.equal(['fetch="mine" cannot be used'])
    })
  })

  describe('that cannot be read', () => {
    it('is loading, then failed: a calm sentence with the way to the page', async () => {
      fail()
      const el = put('statuspane-widget')
      await el.updateComplete
      expect(el.status).to.equal('loading')
      expect(el.matches(':state(loading)')).to.equal(true)
      expect(textOf(el.shadowRoot)).to.equal('')
      await read(el)
      expect(el.status).to.equal('failed')
      expect(el.matches(':state(loading)')).to.equal(false)
      expect(textOf(el.shadowRoot)).to.equal('Status can’t be loaded Open status.brightwater.test')
      expect(deep(el, '[role=alert]')).to.deep.equal([])
    })

    it('is nothing in a banner, which takes no space', async () => {
      fail()
      const el = await show('statuspane-banner')
      expect(el.matches(':state(empty)')).to.equal(true)
      expect(el.getBoundingClientRect().height).to.equal(0)
    })

    it('keeps what was shown, and says that it is old once it is', async () => {
      serve({ incidents: [leak] })
      const all = tags.map((tag) => put(tag))
      await Promise.all(all.map(read))
      const before = all.map((el) => el.data)
      fail()
      for (const el of all) await read(el)
      for (const el of all) {
        expect(el.status, el.localName).to.equal('stale')
        expect(el.matches(':state(stale)'), el.localName).to.equal(true)
        expect(el.getAttribute('indicator')).to.equal('major')
        expect(parts(el, 'base')[0]?.childElementCount).to.be.above(0)
      }
      expect(all.map((el) => el.data)).to.deep.equal(before)
      for (const _ of [1, 2, 3]) {
        clock().tick(minute)
        await Promise.all(all.map(read))
      }
      const [, widget] = all
      if (widget) expect(textOf(widget.shadowRoot)).to.contain('As of 10:00 UTC, 3 min ago')
      serve({ incidents: [leak] })
      for (const el of all) {
        await read(el)
        expect(el.status).to.equal('fresh')
        expect(el.matches(':state(stale)')).to.equal(false)
      }
    })
  })

  it('is stale once its document is older than max-age, though polls go well', async () => {
    serve({ generatedAt: '2026-05-04T09:50:00.000Z' })
    const el = await show('statuspane-badge', { maxAge: '12m', refreshInterval: 0 })
    expect(el.status).to.equal('fresh')
    clock().tick(3 * minute)
    expect(el.status).to.equal('stale')
    await read(el)
    expect(el.matches(':state(stale)')).to.equal(true)
    expect(el.error).to.equal(undefined)
    expect(reports.codes()).to.deep.equal([])
  })

  describe('with a snapshot of the page’s own', () => {
    it('reads nothing and shows that, until it is taken away', async () => {
      serve()
      const el = await show('statuspane-widget', { snapshot: native({ page: { name: 'By hand' } }) })
      expect(network.asked).to.deep.equal([])
      expect(el.data?.page.name).to.equal('By hand')
      expect(el.status).to.equal('fresh')
      el.snapshot = undefined
      await el.updateComplete
      await read(el)
      expect(el.data?.page.name).to.equal('Brightwater')
      el.snapshot = native({ page: { name: 'By hand' } })
      await el.updateComplete
      expect(el.data?.page.name).to.equal('By hand')
      network.asked.length = 0
      clock().tick(5 * minute)
      await settled()
      expect(network.asked).to.deep.equal([])
    })

    it('shows nothing when it is taken away and there is no feed', async () => {
      const el = await show('statuspane-badge', { feed: undefined, snapshot: native() })
      el.snapshot = undefined
      await el.updateComplete
      expect(el.data).to.equal(undefined)
      expect(el.hasAttribute('indicator')).to.equal(false)
      expect(parts(el, 'dot')).to.deep.equal([])
    })

    it('touches nothing when an equal one is set, and tells what differs in another', async () => {
      const el = await show('statuspane-widget', { feed: undefined, snapshot: native({ incidents: [leak] }), now: '2026-05-04T10:00:00Z' })
      const seen = listen(el, 'statuspane-change')
      const changes = changesOf(el)
      const { data } = el
      el.snapshot = native({ incidents: [leak] })
      await el.updateComplete
      await settled()
      expect(changes()).to.deep.equal([])
      expect(el.data).to.equal(data)
      el.snapshot = native({ incidents: [{ ...leak, status: 'monitoring' }] })
      await el.updateComplete
      expect(seen.map(({ detail }) => detail.changes)).to.deep.equal([[{ kind: 'incident', id: 'leak', type: 'status' }]])
    })
  })

  describe('that leaves the page', () => {
    /** Listeners that stand on window and document. */
    function standing() {
      const now = new Set<string>()
      const original = EventTarget.prototype.addEventListener
      const undo = EventTarget.prototype.removeEventListener
      const ids = new Map<unknown, number>()
      const keyOf = (target: unknown, type: string, listener: unknown) => {
        if (!ids.has(listener)) ids.set(listener, ids.size)
        return target === document || target === window ? `${target === window ? 'window' : 'document'} ${type} ${ids.get(listener)}` : undefined
      }
      EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof original>) {
        const key = keyOf(this ?? window, args[0], args[1])
        if (key) now.add(key)
        return original.apply(this ?? window, args)
      } as typeof original
      EventTarget.prototype.removeEventListener = function (this: EventTarget, ...args: Parameters<typeof undo>) {
        now.delete(keyOf(this ?? window, args[0], args[1]) ?? '')
        return undo.apply(this ?? window, args)
      } as typeof undo
      return {
        now,
        stop() {
          EventTarget.prototype.addEventListener = original
          EventTarget.prototype.removeEventListener = undo
        },
      }
    }

    for (const tag of tags) {
      it(`${tag} leaves no timer, no listener and no request behind`, async () => {
        serve({ incidents: [leak] })
        const listeners = standing()
        try {
          const el = await show(tag, { storage: 'local' })
          expect(listeners.now.size).to.be.above(0)
          expect(clock().countTimers()).to.be.above(0)
          el.remove()
          await settled()
          expect([...listeners.now]).to.deep.equal([])
          expect(clock().countTimers()).to.equal(0)
          el.theme = 'dark'
          el.feed = elsewhere
          await settled()
          clock().tick(60 * minute)
          await settled()
          expect([...listeners.now]).to.deep.equal([])
          expect(clock().countTimers()).to.equal(0)
          expect(network.asked).to.have.lengthOf(1)
        } finally {
          listeners.stop()
        }
      })

      it(`${tag} leaves nothing behind when it goes in the very task in which it was changed`, async () => {
        serve({ incidents: [leak] })
        const listeners = standing()
        try {
          const el = await show(tag)
          el.theme = 'dark'
          el.remove()
          const other = put(tag)
          other.remove()
          await settled()
          expect([...listeners.now]).to.deep.equal([])
          expect(clock().countTimers()).to.equal(0)
        } finally {
          listeners.stop()
        }
      })
    }

    it('shows what was changed meanwhile when it comes back', async () => {
      serve({ incidents: [leak] })
      const el = await show('statuspane-banner')
      el.remove()
      el.headingLevel = 4
      el.theme = 'dark'
      await settled()
      document.body.append(el)
      await el.updateComplete
      expect(deep(el, 'h4')).to.have.lengthOf(1)
      expect(el.getAttribute('theme')).to.equal('dark')
    })

    it('for another place keeps what it shows, and asks for nothing', async () => {
      serve({ incidents: [leak] })
      const el = await show('statuspane-widget')
      const { data } = el
      const loads = listen(document.body, 'statuspane-load')
      const place = document.createElement('section')
      document.body.append(place)
      made.push(place)
      const changes = changesOf(el)
      place.append(el)
      await el.updateComplete
      await settled()
      expect(el.data).to.equal(data)
      expect(changes()).to.deep.equal([])
      expect(network.asked).to.have.lengthOf(1)
      expect(loads).to.deep.equal([])
      clock().tick(minute)
      await read(el)
      expect(network.asked).to.have.lengthOf(2)
    })
  })
})
