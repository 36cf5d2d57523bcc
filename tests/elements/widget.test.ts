import { expect } from 'chai'
import { pageUrl, storyTime } from '../../demo/story/story.ts'
import { pageAddress } from '../../src/elements/fallbacks.ts'
import type { StatuspaneWidget } from '../../src/elements/widget.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { misused } from '../helpers/misused.ts'
import { box, deep, mount, parts, settled, texts, textOf } from '../helpers/mount.ts'
import { changesOf } from '../helpers/mutations.ts'
import { storyFeed, unreachable } from '../helpers/story-feed.ts'
import { at, component, incident, maintenance, snapshot, update } from '../model/make.ts'

const full: Partial<StatusSnapshot> = {
  page: { name: 'Brightwater', url: 'https://status.brightwater.example/', subscribeUrl: 'https://status.brightwater.example/subscribe' },
  indicator: 'major',
  updatedAt: at('09:45'),
  groups: [{ id: 'g', name: 'Shop' }],
  components: [component('checkout', { groupId: 'g', status: 'partial_outage' }), component('search', { groupId: 'g' })],
  incidents: [
    incident('cards', {
      title: 'Cards are refused',
      impact: 'major',
      componentIds: ['checkout'],
      updates: [update('2', at('09:00'), { body: 'Known.' }), update('1', at('08:00'), { body: 'We look.' })],
    }),
    incident('old', { status: 'resolved', startedAt: '2026-04-20T08:00:00.000Z', resolvedAt: '2026-04-20T09:00:00.000Z' }),
  ],
  maintenances: [maintenance('m', { scheduledStart: '2026-05-04T15:00:00.000Z', scheduledEnd: '2026-05-04T16:00:00.000Z' })],
}

const shown = async (element: StatuspaneWidget) => {
  await element.updateComplete
  for (const child of childrenOf(element)) await (child as StatuspaneWidget).updateComplete
  return element
}
const widget = async (part: Partial<StatusSnapshot> = full, attributes: Record<string, string> = {}) =>
  shown(await mount('statuspane-widget', { snapshot: snapshot(part) }, attributes))
const childrenOf = (element: Element) => deep(element, 'statuspane-banner, statuspane-components, statuspane-timeline')
const headline = (element: Element) => texts(element, 'headline')[0]
/** The sections that are there, in their order. */
const sections = (element: Element) =>
  deep(element, '[part~=headline], [part~=footer], statuspane-banner, statuspane-components, statuspane-timeline').map(
    ({ localName, part }) => (localName.startsWith('statuspane') ? localName.slice('statuspane-'.length) : part[0]),
  )

describe('the widget', () => {
  it('says how things are, then what matters, then each component, then what happens, then where to learn more', async () => {
    const element = await widget()
    expect(sections(element)).to.deep.equal(['headline', 'banner', 'components', 'timeline', 'footer'])
    expect(headline(element)).to.equal('Partial outage on 1 of 2 components as of 11:45 CEST')
    expect(texts(element, 'component-name')).to.deep.equal(['CHECKOUT', 'SEARCH'])
    expect(texts(element, 'group-heading')).to.deep.equal(['Shop', 'Now', 'Planned', 'Past'])
    expect(texts(element, 'footer')).to.deep.equal(['status.brightwater.example Subscribe'].map((text) => text.replace(' S', 'S')))
  })

  it('has headings in order, from heading-level on', async () => {
    const element = await widget(full, { 'heading-level': '3' })
    expect(deep(element, 'h1,h2,h3,h4,h5,h6').map((h) => `${h.localName} ${textOf(h)}`)).to.deep.equal([
      'h3 Partial outage on 1 of 2 components',
      'h4 Cards are refused',
      'h4 Shop',
      'h4 Now',
      'h5 Cards are refused',
      'h4 Planned',
      'h5 m',
      'h4 Past',
      'h5 old',
    ])
  })

  const choices: [value: string, expected: string[]][] = [
    ['headline components', ['headline', 'components']],
    ['timeline headline', ['timeline', 'headline']],
    ['footer,notices', ['footer', 'banner']],
    ['components', ['components']],
  ]
  for (const [value, expected] of choices) {
    it(`has the sections asked for, in that order: "${value}"`, async () => {
      expect(sections(await widget(full, { sections: value }))).to.deep.equal(expected)
    })
  }

  for (const value of ['headlines', 'headline weather', '']) {
    it(`has all for sections="${value}", which is reported once`, async () => {
      const { element, errors, warnings } = await misused(() => widget(full, { sections: value }))
      expect(sections(element)).to.have.lengthOf(5)
      expect(errors).to.deep.equal([`sections="${value}" cannot be used`])
      expect(warnings).to.have.lengthOf(1)
    })
  }

  it('has no list where the page has no components, and no foot where it has no address', async () => {
    expect(sections(await widget({}))).to.deep.equal(['headline', 'banner', 'timeline'])
  })

  it('never links to an address that is no web address', async () => {
    const element = await widget({ ...full, page: { name: 'x', url: 'javascript:alert(1)', subscribeUrl: 'data:text/html,x' } })
    expect(deep(element, '[href]').map((link) => link.getAttribute('href'))).to.deep.equal([])
  })

  it('shows nothing once its snapshot is taken away', async () => {
    const element = await widget()
    element.snapshot = undefined
    await shown(element)
    expect([textOf(element.shadowRoot), element.getAttribute('indicator')]).to.deep.equal(['', null])
  })

  it('touches nothing while the snapshot is the same, or equal to it', async () => {
    const element = await widget()
    const changes = changesOf(element)
    element.snapshot = snapshot(structuredClone(full))
    await shown(element)
    element.requestUpdate()
    await shown(element)
    expect(changes()).to.deep.equal([])
  })
})

describe('the elements in a widget', () => {
  it('have its attributes', async () => {
    const element = await widget(
      { ...full, maintenances: [maintenance('far', { title: 'Far', scheduledStart: '2026-05-06T15:00:00.000Z' })] },
      { lead: '72h', severity: 'critical', dismissible: 'never', visible: '1', order: 'oldest', past: '0', only: 'affected', theme: 'dark' },
    )
    expect(texts(element, 'notice').map((text) => text.slice(0, 3))).to.deep.equal(['Far'])
    expect(parts(element, 'dismiss')).to.deep.equal([])
    expect(texts(element, 'update-body')).to.deep.equal(['We look.'])
    expect(texts(element, 'event-heading').map((text) => text.slice(0, 3))).to.deep.equal(['Car', 'Far'])
    expect(texts(element, 'component-name')).to.deep.equal(['CHECKOUT'])
    expect(childrenOf(element).map((child) => child.getAttribute('theme'))).to.deep.equal(['dark', 'dark', 'dark'])
  })

  it('show one event with event="…"', async () => {
    const element = await widget(full, { event: 'old' })
    expect(texts(element, 'event-heading').map((text) => text.slice(0, 3))).to.deep.equal(['old'])
  })

  it('speak its language, in its zone, at its time', async () => {
    const element = await widget(full, { lang: 'en-US', 'time-zone': 'America/New_York', now: '2026-05-04T12:00:00Z' })
    expect(texts(element, 'event-heading')[0]).to.match(/started 4:00 AM EDT/)
    expect(headline(element)).to.contain('5:45 AM EDT')
  })

  it('show only its components, and what the page lets through', async () => {
    const element = await widget(full, { components: 'search' })
    expect(texts(element, 'component-name')).to.deep.equal(['SEARCH'])
    expect(headline(element)).to.match(/^Operational/)
    element.components = ''
    element.filter = ({ id }) => id !== 'cards'
    await shown(element)
    expect(texts(element, 'event-heading').map((text) => text.slice(0, 3))).not.to.contain('Car')
  })

  const wrong: [attribute: string, value: string][] = [
    ['time-zone', 'Europe/Atlantis'],
    ['now', 'yesterday'],
    ['heading-level', '7'],
    ['components', 'nothing of the kind'],
    ['theme', 'pink'],
    ['storage', 'cloud'],
    ['images', 'true'],
    ['max-age', 'long'],
    ['visible', '0'],
    ['past', '-1'],
    ['order', 'random'],
    ['only', 'mine'],
    ['lead', 'soon'],
    ['severity', 'none'],
    ['dismissible', 'yes'],
  ]
  for (const [attribute, value] of wrong) {
    it(`report ${attribute}="${value}" once for all of them`, async () => {
      const { errors, warnings } = await misused(() => widget(full, { [attribute]: value }))
      expect(errors).to.deep.equal([`${attribute}="${value}" cannot be used`])
      expect(warnings).to.have.lengthOf(1)
      expect(warnings[0]).to.match(/^\[statuspane\] <statuspane-widget> /)
    })
  }

  it('let the page style their parts through the widget', async () => {
    const style = document.createElement('style')
    const names = ['headline', 'notice', 'message', 'component', 'component-name', 'event', 'toggle', 'update-body', 'footer', 'link']
    style.textContent = names.map((name, i) => `statuspane-widget::part(${name}) { outline: ${i + 1}px solid red }`).join('\n')
    document.head.append(style)
    const element = await widget()
    for (const [i, name] of names.entries()) {
      const found = parts(element, name).filter((part) => part.part[0] === name)
      expect(found, name).not.to.have.lengthOf(0)
      for (const part of found) expect(getComputedStyle(part).outlineWidth, name).to.equal(`${i + 1}px`)
    }
    style.remove()
  })

  it('have all their parts exported, but for "base"', async () => {
    const element = await widget({ ...full, components: [component('a', { history: [{ date: '2026-05-04', ratio: 1, status: 'operational' }] })] }, { visible: '1' })
    element.expand()
    await shown(element)
    for (const child of childrenOf(element)) {
      const exported = new Set(child.getAttribute('exportparts')?.split(/,\s*/))
      const own = new Set(deep(child, '[part]').map(({ part }) => part[0]))
      own.delete('base')
      expect([...own].filter((name) => !exported.has(name ?? '')), child.localName).to.deep.equal([])
    }
  })

  it('show what the page puts into the widget’s slots', async () => {
    const element = await mount('statuspane-widget', { snapshot: snapshot(full), innerHTML: '<button slot="actions">Ask us</button>' })
    await shown(element)
    const slots = deep(element, 'slot[name=actions]') as HTMLSlotElement[]
    expect(slots.flatMap((slot) => slot.assignedNodes({ flatten: true })).map(textOf)).to.contain('Ask us')
  })
})

describe('the methods of a widget', () => {
  it('open and close all updates', async () => {
    const element = await widget()
    element.collapse()
    await shown(element)
    expect(texts(element, 'update-body')).to.deep.equal([])
    element.expand()
    await shown(element)
    expect(texts(element, 'update-body')).to.deep.equal(['Known.', 'We look.'])
  })

  it('dismiss the first notice and show it again', async () => {
    const element = await widget()
    const told: string[] = []
    element.addEventListener('statuspane-dismiss', ({ detail }) => told.push(detail.event.id))
    expect(element.dismiss()).to.equal(true)
    await shown(element)
    expect(texts(element, 'notice').map((text) => text.slice(0, 5))).to.deep.equal(['m sta'])
    element.restore()
    await shown(element)
    expect(texts(element, 'notice').map((text) => text.slice(0, 5))).to.deep.equal(['Cards'])
    expect(told).to.deep.equal(['cards'])
  })

  it('dismiss nothing where the page says no, or there is nothing', async () => {
    const element = await widget()
    element.addEventListener('statuspane-dismiss', (event) => event.preventDefault())
    expect(element.dismiss()).to.equal(false)
    expect((await widget({})).dismiss()).to.equal(false)
    expect((await widget(full, { sections: 'headline' })).dismiss()).to.equal(false)
  })
})

describe('a widget of a feed', () => {
  const now = storyTime('2023-12-08T07:18')

  it('reads each document once for all of it, and tells what happens once', async () => {
    const { asked, fetch, attributes } = storyFeed(now)
    const told: string[] = []
    const note = ({ type }: Event) => told.push(type)
    for (const name of ['load', 'change', 'error']) document.body.addEventListener(`statuspane-${name}`, note)
    const element = await mount('statuspane-widget', { fetch }, attributes)
    await settled(() => parts(element, 'event').length > 1)
    for (const name of ['load', 'change', 'error']) document.body.removeEventListener(`statuspane-${name}`, note)
    expect(asked).to.have.members(['summary', 'incidents', 'scheduled-maintenances'])
    expect(told).to.deep.equal(['statuspane-load', 'statuspane-change'])
    expect(headline(element)).to.match(/^Maintenance in progress on 4 of 8 components/)
    expect(childrenOf(element).map((child) => child.getAttribute('indicator'))).to.deep.equal(['maintenance', 'maintenance', 'maintenance'])
  })

  it('reads nothing of the past without a timeline', async () => {
    const { asked, fetch, attributes } = storyFeed(now)
    const element = await mount('statuspane-widget', { fetch }, { ...attributes, sections: 'headline components' })
    await settled(() => headline(element))
    await element.refresh()
    expect(asked).to.deep.equal(['summary', 'summary'])
  })

  it('reads nothing and shows nothing while it is hidden', async () => {
    const { asked, fetch, attributes } = storyFeed(now)
    const element = await mount('statuspane-widget', { fetch }, { ...attributes, hidden: '' })
    expect([asked.length, getComputedStyle(element).display]).to.deep.equal([0, 'none'])
    element.hidden = false
    await settled(() => headline(element))
    expect(asked).to.contain('summary')
  })

  it('shows nothing before the first answer, and no alarm when there is none', async () => {
    const element = await mount('statuspane-widget', { fetch: unreachable.fetch }, unreachable.attributes)
    const told: string[] = []
    document.body.addEventListener('statuspane-error', ({ detail }) => told.push(detail.error.code), { once: true })
    expect(textOf(element.shadowRoot)).to.equal('')
    await settled(() => element.error)
    await element.updateComplete
    expect(textOf(element.shadowRoot)).to.equal('Status can’t be loaded Open status.posthorn.example')
    expect(deep(element, 'a').map((link) => link.getAttribute('href'))).to.deep.equal([pageUrl])
    expect(deep(element, '.tone').every((row) => row.classList.contains('unknown'))).to.equal(true)
    expect(told).to.deep.equal(['network'])
  })

  it('says so in the words of the page if it has some', async () => {
    const element = await mount('statuspane-widget', { fetch: unreachable.fetch, innerHTML: '<b slot="error">Later.</b>' }, unreachable.attributes)
    await settled(() => element.error)
    await element.updateComplete
    const [slot] = deep(element, 'slot[name=error]')
    expect((slot as HTMLSlotElement).assignedNodes().map(textOf)).to.deep.equal(['Later.'])
  })

  it('says once how old it is when its document is, and not that the page is out of reach', async () => {
    const element = await widget({ ...full, generatedAt: at('07:00') })
    const ages = deep(element, '.strong').map(textOf)
    expect(ages).to.have.lengthOf(1)
    expect(ages[0]).to.match(/^As of 09:00 CEST, 3 hr/)
    expect(textOf(element.shadowRoot)).to.contain('has not been renewed since then').and.not.to.contain('reached')
    expect(headline(element)).not.to.contain('as of')
  })

  it('keeps what it showed when the feed fails, and says how old that is and where to look', async () => {
    const { fetch, attributes } = storyFeed(now)
    const wire = { fetch }
    const element = await mount('statuspane-widget', { fetch: (url) => wire.fetch(url as string) }, attributes)
    await settled(() => parts(element, 'event').length > 1)
    wire.fetch = unreachable.fetch
    await element.refresh()
    element.now = new Date(Date.now() + 300_000).toISOString()
    await settled(() => deep(element, '.strong').length)
    expect(texts(element, 'headline')[0]).to.match(/^Maintenance in progress/)
    expect(deep(element, '.strong').map(textOf)[0]).to.match(/^As of .*, 5 min/)
    expect(textOf(element.shadowRoot)).to.contain('can’t be reached just now')
  })
})

describe('the address a reader is sent to', () => {
  const cases: [page: string | undefined, feed: string | undefined, expected: string | undefined][] = [
    ['https://status.example.com/', 'https://api.example.com/status.json', 'https://status.example.com/'],
    [undefined, 'https://status.example.com/acme', 'https://status.example.com/acme'],
    [undefined, 'https://status.example.com/api/v2/summary.json', 'https://status.example.com'],
    [undefined, '/status.json', undefined],
    [undefined, undefined, undefined],
  ]
  for (const [page, feed, expected] of cases) {
    it(`is ${expected} for the page ${page} of the feed ${feed}`, () => expect(pageAddress(page, feed)).to.equal(expected))
  }
})

describe('a widget in a narrow and a wide place', () => {
  for (const width of [240, 1200]) {
    it(`keeps within ${width} px`, async () => {
      const element = await mount('statuspane-widget', { snapshot: snapshot(full) }, {}, box(width))
      await shown(element)
      expect(deep(element, '.base')[0]?.scrollWidth).to.be.at.most(width)
    })
  }
})
