import { expect } from 'chai'
import type { StatuspaneWidget } from '../../src/elements/widget.ts'
import { names } from '../../src/model/filter.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { deep, mount, textOf, texts } from '../helpers/mount.ts'
import { settled, useReports } from '../helpers/reports.ts'
import { component, incident, snapshot, update } from '../model/make.ts'

/** Made at nine in the morning, an hour before `now` of the tests' elements. */
const shown: StatusSnapshot = snapshot({
  page: { name: 'Brightwater', url: 'https://status.brightwater.example', timeZone: 'Asia/Tokyo' },
  indicator: 'minor',
  groups: [{ id: 'g', name: 'Pumps' }],
  components: [component('north', { groupId: 'g' }), component('south', { groupId: 'g' }), component('mail', { name: 'Mail, in' })],
  incidents: [incident('leak', { updates: [update('u', '2026-05-04T09:00:00Z')] })],
  updatedAt: '2026-05-04T09:00:00.000Z',
  generatedAt: '2026-05-04T09:00:00.000Z',
})

const headline = (el: StatuspaneWidget) => texts(el, 'time')[0] ?? ''
const ids = (el: StatuspaneWidget) => el.data?.components.map(({ id }) => id).join(' ')

interface Row {
  attribute: string
  property: 'refreshInterval' | 'timeZone' | 'theme' | 'maxAge' | 'storage' | 'images' | 'now' | 'headingLevel' | 'components' | 'provider'
  /** What the property is without the attribute. */
  initially: unknown
  /** Where the value shows. */
  effect(el: StatuspaneWidget): unknown
  byDefault: unknown
  good: [value: unknown, effect: unknown][]
  bad: unknown[]
  /** Other attributes that the row needs. */
  beside?: Record<string, string>
}

const rows: Row[] = [
  {
    attribute: 'time-zone',
    property: 'timeZone',
    initially: 'local',
    effect: headline,
    byDefault: `as of ${new Date('2026-05-04T09:00:00Z').toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' })}`,
    good: [
      ['Europe/Berlin', 'as of 11:00 CEST'],
      ['america/new_york', 'as of 05:00 GMT-4'],
      ['UTC', 'as of 09:00 UTC'],
      ['page', 'as of 18:00 GMT+9'],
    ],
    bad: ['', 'Berlin', 'Mars/Olympus', ' ', 5],
  },
  {
    attribute: 'theme',
    property: 'theme',
    initially: 'auto',
    effect: (el) => getComputedStyle(el).colorScheme,
    byDefault: 'normal',
    good: [
      ['auto', 'normal'],
      ['light', 'light'],
      ['dark', 'dark'],
    ],
    bad: ['', 'Dark', 'black', true],
  },
  {
    attribute: 'max-age',
    property: 'maxAge',
    initially: '1h',
    effect: (el) => el.status,
    byDefault: 'fresh',
    good: [
      ['59m', 'stale'],
      ['PT30M', 'stale'],
      ['60m', 'fresh'],
      ['2d', 'fresh'],
      ['0m', 'stale'],
    ],
    bad: ['', '30', '-5m', 'soon', 30, 'P1Y'],
  },
  {
    attribute: 'now',
    property: 'now',
    initially: undefined,
    effect: (el) => el.status,
    byDefault: Date.now() - Date.parse('2026-05-04T09:00:00Z') > 3_600_000 ? 'stale' : 'fresh',
    good: [
      ['2026-05-04T09:59:00Z', 'fresh'],
      ['2026-05-04T09:59:00.5+00:00', 'fresh'],
      ['2026-05-04T14:01:00+02:00', 'stale'],
    ],
    bad: ['', 'yesterday', '5', '2026-05-04', '2026-05-04T09:59', 1_777_885_140_000, '2026-13-04T00:00:00Z'],
  },
  {
    attribute: 'heading-level',
    property: 'headingLevel',
    initially: 2,
    effect: (el) => deep(el, 'h1,h2,h3,h4,h5,h6')[0]?.localName,
    byDefault: 'h2',
    good: [
      ['1', 'h1'],
      [3, 'h3'],
      ['6', 'h6'],
    ],
    bad: ['', '0', '7', 'h2', '2.5', -1, true],
  },
  {
    attribute: 'components',
    property: 'components',
    initially: '',
    effect: ids,
    byDefault: 'north south mail',
    good: [
      ['', 'north south mail'],
      [' , ', 'north south mail'],
      ['south', 'south'],
      ['SOUTH , north', 'north south'],
      ['pumps', 'north south'],
      ['g', 'north south'],
      ['mail\\, in', 'mail'],
    ],
    bad: ['west'],
  },
  {
    attribute: 'refresh',
    property: 'refreshInterval',
    initially: 60,
    effect: () => '',
    byDefault: '',
    good: [
      ['15', ''],
      [3600, ''],
      ['0', ''],
      [0, ''],
      [' 30 ', ''],
    ],
    bad: ['', ' ', '14', '3601', 'often', -1, '1e2', true, [], '60s'],
  },
  {
    attribute: 'storage',
    property: 'storage',
    initially: 'local',
    effect: () => '',
    byDefault: '',
    good: [
      ['local', ''],
      ['none', ''],
    ],
    bad: ['', 'session', false],
  },
  {
    attribute: 'images',
    property: 'images',
    initially: 'off',
    effect: () => '',
    byDefault: '',
    good: [
      ['off', ''],
      ['on', ''],
    ],
    bad: ['', 'ON', 'yes', true],
  },
]

describe('an attribute that all elements have', () => {
  const reports = useReports()

  async function shownWith(attributes: Record<string, string | undefined>, properties: Record<string, unknown> = {}) {
    const el = await mount('statuspane-widget', { snapshot: shown, ...properties })
    for (const [name, value] of Object.entries(attributes)) {
      if (value === undefined) el.removeAttribute(name)
      else el.setAttribute(name, value)
    }
    await el.updateComplete
    await settled()
    return el
  }

  for (const { attribute, property, initially, effect, byDefault, good, bad } of rows) {
    describe(attribute, () => {
      for (const [value, result] of good) {
        it(`takes ${JSON.stringify(value)}`, async () => {
          const el = await shownWith({ [attribute]: String(value) })
          expect(effect(el)).to.equal(result)
          expect(reports.warnings).to.deep.equal([])
          expect(reports.codes()).to.deep.equal([])
        })

        it(`takes ${JSON.stringify(value)} as the property ${property}`, async () => {
          const el = await shownWith({ [attribute]: undefined }, {})
          Object.assign(el, { [property]: value })
          await el.updateComplete
          await settled()
          expect(effect(el)).to.equal(result)
          expect(reports.codes()).to.deep.equal([])
        })
      }

      for (const value of bad) {
        it(`falls back at ${JSON.stringify(value)} and says so once`, async () => {
          const el = await shownWith({ [attribute]: undefined })
          if (typeof value === 'string') el.setAttribute(attribute, value)
          else Object.assign(el, { [property]: value })
          await el.updateComplete
          el.requestUpdate()
          await el.updateComplete
          await settled()
          expect(effect(el)).to.equal(byDefault)
          expect(reports.warnings).to.have.lengthOf(1)
          expect(reports.codes()).to.deep.equal(['config'])
          expect(reports.errors[0]).to.have.property('message', `${attribute}="${String(value)}" cannot be used`)
          expect(reports.errors[0]?.hint).to.match(/^Give .{8,}\.$/)
          expect(reports.warnings[0]).to.equal(
            `[statuspane] <statuspane-widget> ${attribute}="${String(value)}" cannot be used. ${reports.errors[0]?.hint}`,
          )
        })
      }

      it('is at its default without a value, and again when it is taken away', async () => {
        const el = await shownWith({ [attribute]: undefined })
        expect(el[property] ?? undefined).to.equal(initially)
        expect(effect(el)).to.equal(byDefault)
        el.setAttribute(attribute, String(good.at(-1)?.[0]))
        await el.updateComplete
        el.removeAttribute(attribute)
        await el.updateComplete
        expect(el[property] ?? undefined).to.equal(initially)
        expect(effect(el)).to.equal(byDefault)
      })

      for (const value of [null, undefined]) {
        it(`is at its default as ${value}, without a word`, async () => {
          const el = await shownWith({ [attribute]: undefined }, { [property]: value })
          await settled()
          expect(effect(el)).to.equal(byDefault)
          expect(reports.warnings).to.deep.equal([])
          expect(reports.errors).to.deep.equal([])
        })
      }
    })
  }

  it('may be set as a property before the element is known', async () => {
    const el = document.createElement('statuspane-later') as StatuspaneWidget
    Object.assign(el, { snapshot: shown, headingLevel: 4, timeZone: 'UTC', now: '2026-05-04T10:00:00Z', refreshInterval: 30 })
    document.body.append(el)
    const { StatuspaneWidget: Widget } = await import('../../src/elements/widget.ts')
    customElements.define('statuspane-later', class extends Widget {})
    await el.updateComplete
    expect(el).to.include({ headingLevel: 4, timeZone: 'UTC', refreshInterval: 30 })
    expect(deep(el, 'h4').map(textOf)[0]).to.equal('Minor incident')
    expect(headline(el)).to.equal('as of 9:00 AM UTC')
    el.remove()
  })

  it('wins over the default when both stand in the markup of a fragment', async () => {
    const template = document.createElement('template')
    template.innerHTML = '<statuspane-banner heading-level="5" theme="dark" now="2026-05-04T10:00:00Z"></statuspane-banner>'
    const el = document.importNode(template.content, true).querySelector('statuspane-banner')
    if (!el) throw new Error('no element')
    el.snapshot = shown
    document.body.append(el)
    await el.updateComplete
    expect(deep(el, 'h5')).to.have.lengthOf(1)
    expect(el.theme).to.equal('dark')
    el.remove()
  })
})

describe('the theme', () => {
  it('is reflected for the page’s own CSS, but not where it is the default', async () => {
    const el = await mount('statuspane-badge', { snapshot: shown })
    expect(el.hasAttribute('theme')).to.equal(false)
    el.theme = 'dark'
    await el.updateComplete
    expect(el.getAttribute('theme')).to.equal('dark')
  })
})

describe('a widget', () => {
  const reports = useReports()

  for (const [name, value] of [
    ['time-zone', 'Nowhere'],
    ['lead', 'soon'],
    ['linger', '5'],
    ['severity', 'none'],
    ['dismissible', 'yes'],
    ['order', 'up'],
    ['visible', '0'],
    ['past', '-1'],
    ['only', 'some'],
    ['sections', 'banner'],
    ['components', 'west'],
    ['storage', 'session'],
    ['images', 'yes'],
    ['theme', 'black'],
    ['heading-level', '9'],
    ['max-age', 'old'],
    ['now', 'then'],
  ] as const) {
    it(`says once that ${name}="${value}" cannot be used, though it hands it on`, async () => {
      await mount('statuspane-widget', { snapshot: shown }, { [name]: value })
      await settled()
      expect(reports.warnings).to.have.lengthOf(1)
      expect(reports.warnings[0]).to.contain(`<statuspane-widget> ${name}="${value}" cannot be used. Give `)
      expect(reports.warnings[0]).not.to.contain('another value')
      expect(reports.codes()).to.deep.equal(['config'])
    })
  }
})

describe('an element', () => {
  const reports = useReports()

  it('says what it cannot use once per value', async () => {
    const el = await mount('statuspane-banner', { snapshot: shown })
    for (const value of ['later', 'soon', 'later', '2h', 'soon']) {
      el.setAttribute('lead', value)
      await el.updateComplete
    }
    await settled()
    expect(reports.errors.map(({ message }) => message)).to.deep.equal([
      'lead="later" cannot be used',
      'lead="soon" cannot be used',
    ])
  })

  it('names each component that is not there', async () => {
    await mount('statuspane-components', { snapshot: shown }, { components: 'north, west, east' })
    await settled()
    expect(reports.errors.map(({ message }) => message)).to.deep.equal([
      'components="west" cannot be used',
      'components="east" cannot be used',
    ])
  })

  it('asks for its words only once something is misused, and is not thrown off where they cannot be had', async () => {
    const warn = console.warn
    console.warn = () => {
      throw new Error('no console here')
    }
    await mount('statuspane-badge', { snapshot: shown }, { 'max-age': 'old' })
    await settled()
    console.warn = warn
    expect(reports.thrown).to.deep.equal([])
  })
})

describe('the language', () => {
  const reports = useReports()
  const written = 'as of 09:00 UTC'
  const american = 'as of 9:00 AM UTC'

  const place = async (markup: string, { own }: { own?: string } = {}) => {
    const box = document.createElement('div')
    box.innerHTML = markup
    document.body.append(box)
    const el = await mount('statuspane-widget', { snapshot: shown, timeZone: 'UTC' }, {}, box.querySelector('.place') ?? box)
    if (own === undefined) el.removeAttribute('lang')
    else el.lang = own
    await el.updateComplete
    return { el, box }
  }

  it('is the element’s own', async () => {
    const { el, box } = await place('<div lang="en-US"><p class="place"></p></div>', { own: 'en-GB' })
    expect(headline(el)).to.equal(written)
    box.remove()
  })

  it('is the nearest in the page', async () => {
    const { el, box } = await place('<div lang="en-US"><div lang="en-GB"><p class="place"></p></div></div>')
    expect(headline(el)).to.equal(written)
    box.remove()
  })

  it('is found across shadow roots', async () => {
    const { el, box } = await place('<div lang="en-GB"><p id="host"></p></div>')
    const outer = box.querySelector('#host')?.attachShadow({ mode: 'closed' })
    const inner = document.createElement('div')
    outer?.append(inner)
    inner.attachShadow({ mode: 'open' }).append(el)
    await el.updateComplete
    expect(headline(el)).to.equal(written)
    box.remove()
  })

  it('changes with the attribute, in what stands inside too', async () => {
    const { el, box } = await place('<p class="place"></p>', { own: 'en-US' })
    const past = () => texts(el, 'notice').join()
    expect(headline(el)).to.equal(american)
    expect(past()).to.contain('8:00 AM')
    el.lang = 'en-GB'
    await el.updateComplete
    await settled()
    expect(headline(el)).to.equal(written)
    expect(past()).to.contain('08:00').and.not.to.contain('AM')
    box.remove()
  })

  for (const lang of ['de', 'tlh', 'zh-Hant', 'en-US@posix', 'en-', 'en_GB', '%']) {
    it(`is English, and American in its dates, for lang="${lang}" of the page`, async () => {
      const { el, box } = await place(`<div lang="${lang}"><p class="place"></p></div>`)
      expect(headline(el)).to.equal(american)
      expect(reports.errors).to.deep.equal([])
      box.remove()
    })
  }

  it('is said not to be usable when the element’s own is none', async () => {
    const { box } = await place('<p class="place"></p>', { own: 'en_GB' })
    await settled()
    expect(reports.errors.map(({ message }) => message)).to.deep.equal(['lang="en_GB" cannot be used'])
    box.remove()
  })
})

describe('a list of names', () => {
  for (const [text, list] of [
    ['', []],
    ['a', ['a']],
    [' a ,b,, c c ', ['a', 'b', 'c c']],
    ['Mail\\, in, Web', ['Mail, in', 'Web']],
    ['a\\,b\\,c', ['a,b,c']],
    ['a\\b,c', ['a\\b', 'c']],
    [',\\,,', [',']],
    [['a', 'b'], ['a', 'b']],
  ] as const) {
    it(`${JSON.stringify(text)} is ${JSON.stringify(list)}`, () => {
      expect(names(text)).to.deep.equal(list)
    })
  }
})
