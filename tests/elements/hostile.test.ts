import { expect } from 'chai'
import { HttpResponse } from 'msw'
import '../../src/index.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { deep, mount, parts, texts, textOf } from '../helpers/mount.ts'
import { settled, useReports } from '../helpers/reports.ts'
import { component, incident, maintenance, snapshot, update } from '../model/make.ts'

const tags = ['statuspane-banner', 'statuspane-widget', 'statuspane-components', 'statuspane-timeline', 'statuspane-badge'] as const

const leak = incident('leak', { title: 'A leak', impact: 'major', updates: [update('u', '2026-05-04T09:00:00Z', { body: 'We look.' })] })
const good = snapshot({
  page: { name: 'Brightwater', url: 'https://status.brightwater.example' },
  indicator: 'major',
  components: [component('a', { status: 'partial_outage' })],
  incidents: [leak],
  maintenances: [maintenance('move', { scheduledStart: '2026-05-04T13:00:00Z', scheduledEnd: '2026-05-04T15:00:00Z' })],
})

/** Of a kind that no type lets through: what JavaScript does. */
const unchecked = (value: unknown) => value as StatusSnapshot

describe('a filter', () => {
  const reports = useReports()

  for (const [what, filter] of [
    ['throws', () => { throw new Error('filter') }],
    ['is no function', 'region=eu'],
  ] as const) {
    for (const tag of tags) {
      it(`that ${what} is left out by ${tag}, and reported once`, async () => {
        const el = await mount(tag, { snapshot: good, filter: filter as () => boolean })
        el.requestUpdate()
        await el.updateComplete
        await settled()
        expect(el.data?.incidents).to.have.lengthOf(1)
        expect(parts(el, 'base')[0]?.childElementCount).to.be.above(0)
        expect(reports.codes()).to.deep.equal(['config'])
        expect(reports.errors[0]?.message).to.match(/^filter.* cannot be used$/)
        expect(reports.warnings).to.have.lengthOf(1)
        expect(reports.thrown).to.deep.equal([])
      })
    }
  }
})

describe('a snapshot of the page’s own', () => {
  const reports = useReports()

  const broken: [what: string, snapshot: StatusSnapshot][] = [
    ['that is empty', unchecked({})],
    ['that is text', unchecked('operational')],
    ['that is a number', unchecked(5)],
    ['that is a list', unchecked([])],
    ['without lists', unchecked({ ...good, groups: null, components: null, incidents: null, maintenances: null })],
    ['without maintenances', unchecked({ ...good, maintenances: undefined })],
    ['without a page', unchecked({ ...good, page: undefined })],
    ['with holes in its lists', unchecked({ ...good, components: [null], incidents: [null], maintenances: [null] })],
    ['with events without updates', unchecked({ ...good, incidents: [{ ...leak, updates: null, componentIds: null }] })],
    ['with updates that are none', unchecked({ ...good, incidents: [{ ...leak, updates: [null, 5] }] })],
    ['with words of no vocabulary', unchecked({ ...good, indicator: 'red', components: [{ id: 'a', name: 'A', status: 'broken' }] })],
    ['with bodies that are none', unchecked({ ...good, incidents: [{ ...leak, updates: [{ ...leak.updates[0], body: null, format: 'html' }] }] })],
    ['that throws when it is read', Object.defineProperty({ ...good }, 'components', { get() { throw new Error('read') } })],
    ['with times that are none', unchecked({
      ...good,
      updatedAt: 'just now',
      generatedAt: 'today',
      incidents: [{ ...leak, startedAt: 'early', updates: [{ ...leak.updates[0], at: 'later' }] }],
      maintenances: [{ ...good.maintenances[0], scheduledStart: 'soon', scheduledEnd: 'whenever', startedAt: '' }],
    })],
  ]

  for (const tag of tags) {
    for (const [what, bad] of broken) {
      it(`${what} throws nothing out of ${tag}, and the next good one is shown`, async () => {
        const el = await mount(tag, { snapshot: bad })
        await expand(el)
        el.requestUpdate()
        await el.updateComplete
        await settled()
        expect(reports.thrown).to.deep.equal([])
        expect(reports.warnings).to.deep.equal([])
        expect(new Set(reports.codes()).size).to.be.at.most(1)
        for (const code of reports.codes()) expect(code).to.equal('invalid')
        el.snapshot = good
        await el.updateComplete
        await settled()
        expect(el.error).to.equal(undefined)
        expect(el.data?.incidents).to.have.lengthOf(1)
        const fresh = await mount(tag, { snapshot: good })
        await settled()
        expect(texts(el, 'title')).to.deep.equal(texts(fresh, 'title'))
        expect(texts(el, 'component')).to.deep.equal(texts(fresh, 'component'))
        expect(texts(el, 'label')).to.deep.equal(texts(fresh, 'label'))
        expect(reports.thrown).to.deep.equal([])
      })

      it(`${what} takes nothing from ${tag} that was shown before`, async () => {
        const el = await mount(tag, { snapshot: good })
        el.snapshot = bad
        await el.updateComplete
        await settled()
        expect(parts(el, 'base')[0]?.childElementCount).to.be.above(0)
        expect(reports.thrown).to.deep.equal([])
      })
    }
  }

  it('that is a part of one is refused, and the error says what belongs to it', async () => {
    const { page, indicator } = good
    const el = await mount('statuspane-banner', { snapshot: unchecked({ page, indicator, groups: [], components: [{}], incidents: [], maintenances: [] }) })
    expect(el.error?.hint).to.contain('each item with its id')
  })

  it('that cannot be shown is an error once, and as long as it stays', async () => {
    const el = await mount('statuspane-widget', { snapshot: unchecked({}) })
    for (let i = 0; i < 3; i++) {
      el.requestUpdate()
      await el.updateComplete
    }
    expect(reports.codes()).to.deep.equal(['invalid'])
    expect(el.error).to.include({ code: 'invalid' })
    expect(el.status).to.equal('failed')
    expect(el.error?.cause).to.be.instanceOf(Error)
    expect(el.error?.hint).to.match(/./)
    el.snapshot = unchecked({ ...good, components: null })
    await el.updateComplete
    el.snapshot = good
    await el.updateComplete
    expect(el.error).to.equal(undefined)
    expect(el.status).to.equal('fresh')
  })

  it('with times that are none shows all the rest, and the times as they are written', async () => {
    const [, bad] = broken.at(-1) ?? []
    const el = await mount('statuspane-timeline', { snapshot: bad })
    expect(texts(el, 'title')).to.include('A leak')
    expect(textOf(el.shadowRoot)).to.contain('later').and.to.contain('We look.')
    expect(reports.codes()).to.deep.equal([])
  })

  async function expand(el: Element) {
    try {
      await (el as Partial<HTMLElementTagNameMap['statuspane-banner']>).expand?.()
    } catch {
      // A method that a page calls may throw at the page's own hands.
    }
    await (el as HTMLElementTagNameMap['statuspane-banner']).updateComplete
    await settled()
  }
})

describe('a hostile page', () => {
  const reports = useReports()
  const undo: (() => void)[] = []
  afterEach(() => {
    for (const step of undo.splice(0)) step()
  })

  function css(text: string) {
    const style = document.createElement('style')
    style.textContent = text
    document.head.append(style)
    undo.push(() => style.remove())
  }

  function replace(owner: object, key: string, descriptor: PropertyDescriptor | undefined) {
    const own = Object.getOwnPropertyDescriptor(owner, key)
    if (descriptor) Object.defineProperty(owner, key, { configurable: true, ...descriptor })
    else Reflect.deleteProperty(owner, key)
    undo.push(() => {
      if (own) Object.defineProperty(owner, key, own)
      else Reflect.deleteProperty(owner, key)
    })
  }

  const boxOf = (el: Element) => parts(el, 'base')[0] as Element

  for (const rule of [
    '* { all: unset !important; }',
    '* { all: revert !important; }',
    'body > * { display: inline !important; }',
    '* { line-height: 5 !important; letter-spacing: 9px !important; text-transform: uppercase !important; font-size: 40px !important; }',
    'html { font-size: 62.5%; } * { margin: 0; padding: 0; box-sizing: content-box; }',
    '.base, .notice, .title, .icon, section, p, ul, li { display: none !important; color: red !important; }',
    ':not(:defined) { display: none; }',
  ]) {
    it(`with ${rule} leaves the inside as it is`, async () => {
      const properties = ['display', 'fontSize', 'lineHeight', 'letterSpacing', 'textTransform', 'color', 'paddingLeft'] as const
      const looks = async () => {
        const el = await mount('statuspane-banner', { snapshot: good })
        const title = deep(el, '[part~=title]')[0] as Element
        return [boxOf(el), title].map((node) => properties.map((property) => getComputedStyle(node)[property]))
      }
      const before = await looks()
      css(rule)
      expect(await looks()).to.deep.equal(before)
    })
  }

  for (const rule of ['[hidden] { display: block !important; }', '* { display: flex !important; }', '* { all: unset !important; }']) {
    it(`with ${rule} shows neither what is hidden nor what is empty`, async () => {
      css(rule)
      const el = await mount('statuspane-banner', { snapshot: good, hidden: true })
      expect(getComputedStyle(el).display).to.equal('none')
      const quiet = await mount('statuspane-banner', { snapshot: snapshot() })
      expect(getComputedStyle(quiet).display).to.equal('none')
      el.hidden = false
      await el.updateComplete
      expect(getComputedStyle(el).display).not.to.equal('none')
    })
  }

  const hostilities: [what: string, act: () => void][] = [
    ['Array.prototype.toJSON', () => replace(Array.prototype, 'toJSON', { value() { return '[]' }, writable: true })],
    ['JSON.parse replaced', () => replace(JSON, 'parse', { value: () => ({ hacked: true }), writable: true })],
    ['JSON.stringify that throws', () => replace(JSON, 'stringify', { value() { throw new Error('stringify') }, writable: true })],
    ['enumerable things on Object.prototype', () => replace(Object.prototype, 'foo', { value: 'bar', enumerable: true, writable: true })],
    ['enumerable things on Array.prototype', () => replace(Array.prototype, 'foo', { value: 'bar', enumerable: true, writable: true })],
    ['no access to storage', () => replace(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })],
    ['no locks and no channels', () => {
      replace(navigator, 'locks', { get: () => undefined })
      replace(globalThis, 'BroadcastChannel', { value: undefined })
    }],
    ['no internals', () => replace(HTMLElement.prototype, 'attachInternals', { value() { throw new Error('internals') } })],
    ['a console that throws', () => replace(console, 'error', { value() { throw new Error('console') }, writable: true })],
  ]

  let count = 0
  for (const [what, act] of hostilities) {
    it(`with ${what} is shown the whole truth all the same`, async () => {
      const bytes = new TextEncoder().encode(JSON.stringify({ $schema: 'https://statuspane.test/statuspane/v1.json', ...good }))
      act()
      const feed = `https://hostile-${++count}.test/status.json`
      const el = await mount('statuspane-widget', { feed, fetch: async () => new Response(bytes) }, { storage: 'local' })
      await el.refresh()
      await el.updateComplete
      await settled()
      expect(el.error).to.equal(undefined)
      expect(texts(el, 'title')).to.include('A leak')
      el.dismiss()
      await el.updateComplete
      await settled()
      expect(reports.thrown).to.deep.equal([])
      expect(reports.codes()).to.deep.equal([])
    })
  }

  for (const [what, fetch] of [
    ['throws', () => { throw new Error('fetch') }],
    ['rejects with nothing', () => Promise.reject()],
    ['gives nothing', async () => undefined],
    ['gives half a response', async () => ({ ok: true, status: 200 })],
    ['gives a body that breaks', async () => new Response(new ReadableStream({ pull: (c) => c.error(new Error('pull')) }))],
  ] as const) {
    it(`whose fetch ${what} gets an error with a code and a calm sentence`, async () => {
      const feed = `https://hostile-${++count}.test/status.json`
      const el = await mount('statuspane-widget', { feed, fetch: fetch as unknown as typeof globalThis.fetch })
      await el.refresh()
      await el.updateComplete
      await settled()
      expect(el.error?.code).to.equal('network')
      expect(textOf(el.shadowRoot)).to.contain('Status can’t be loaded')
      expect(reports.codes()).to.deep.equal(['network'])
      expect(reports.thrown).to.deep.equal([])
      expect(reports.warnings).to.deep.equal([])
    })
  }

  it('that reads the answer of its own fetch twice is of no matter', async () => {
    const feed = `https://hostile-${++count}.test/status.json`
    const own = async () => HttpResponse.json({ $schema: 'https://statuspane.test/statuspane/v1.json', ...good })
    const el = await mount('statuspane-badge', { feed, fetch: own })
    await el.refresh()
    expect(el.status).to.equal('fresh')
  })

  for (const name of ['ListFormat', 'RelativeTimeFormat', 'PluralRules', 'getCanonicalLocales', 'DateTimeFormat', 'NumberFormat']) {
    it(`in a browser without Intl.${name} gets at most an error`, async () => {
      replace(Intl, name, undefined)
      for (const tag of tags) await mount(tag, { snapshot: good }, { 'time-zone': 'Asia/Kathmandu', lang: `en-${name.length % 2 ? 'IN' : 'AU'}` })
      await settled()
      expect(reports.thrown).to.deep.equal([])
      for (const code of reports.codes()) expect(code).to.be.oneOf(['invalid', 'config'])
    })
  }
})
