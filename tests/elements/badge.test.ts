import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { pageUrl, storyTime } from '../../demo/story/story.ts'
import type { StatuspaneBadge } from '../../src/elements/badge.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { deep, mount, parts, settled, texts, textOf } from '../helpers/mount.ts'
import { storyFeed, unreachable } from '../helpers/story-feed.ts'
import { at, component, incident, maintenance, snapshot } from '../model/make.ts'

const badge = (part: Partial<StatusSnapshot>, attributes: Record<string, string> = {}) =>
  mount('statuspane-badge', { snapshot: snapshot(part) }, attributes)

const pill = (element: Element) => parts(element, 'dot')[0] as HTMLElement
const label = (element: Element) => texts(element, 'label')[0]
const widgetIn = (element: Element) => deep(element, 'statuspane-widget')[0]

describe('the words of the badge', () => {
  const cases: [what: string, part: Partial<StatusSnapshot>, words: string, tone: string][] = [
    ['all is well', {}, 'All systems operational', 'operational'],
    ['minor trouble', { indicator: 'minor' }, 'Degraded performance', 'degraded-performance'],
    ['major trouble', { indicator: 'major' }, 'Partial outage', 'partial-outage'],
    ['critical trouble', { indicator: 'critical' }, 'Major outage', 'major-outage'],
    ['maintenance', { indicator: 'maintenance' }, 'Under maintenance', 'under-maintenance'],
    ['nothing known', { indicator: 'unknown' }, 'Status unknown', 'unknown'],
    ['an open incident without impact', { incidents: [incident('i', { impact: 'none' })] }, '1 incident open', 'operational'],
    [
      'maintenance under a page that says that all is well',
      { indicator: 'maintenance', claim: { indicator: 'none', headline: 'All Systems Operational' } },
      'Under maintenance',
      'under-maintenance',
    ],
  ]
  for (const [what, part, words, tone] of cases) {
    it(`are "${words}" for ${what}`, async () => {
      const element = await badge(part)
      expect(label(element)).to.equal(words)
      expect(pill(element).part.contains(tone)).to.equal(true)
    })
  }

  it('are those of what the filters leave', async () => {
    const part = { indicator: 'major' as const, components: [component('a', { status: 'partial_outage' }), component('b')] }
    expect(label(await badge(part, { components: 'b' }))).to.equal('Operational')
  })

  it('are none before anything is known, and once the snapshot is taken away', async () => {
    const element = await badge({})
    element.snapshot = undefined
    await element.updateComplete
    expect(textOf(element.shadowRoot)).to.equal('')
  })

  it('are calm for a feed that cannot be read, and lead to its page', async () => {
    const element = await mount('statuspane-badge', { fetch: unreachable.fetch }, unreachable.attributes)
    await settled(() => element.error)
    await element.updateComplete
    expect(label(element)).to.equal('Status can’t be loaded')
    expect(pill(element).getAttribute('href')).to.equal(pageUrl)
  })

  it('have the host page’s own shape beside them where it gives one', async () => {
    const element = await badge({ indicator: 'critical' })
    element.innerHTML = '<b slot="icon-major-outage">!</b>'
    expect((deep(element, 'slot')[0] as HTMLSlotElement).assignedNodes().map(textOf)).to.deep.equal(['!'])
  })
})

describe('a badge without a popover', () => {
  const page = (url: string) => ({ page: { name: 'Brightwater', url } })

  it('is a link to the page, which learns nothing of where it came from', async () => {
    const link = pill(await badge(page('https://status.brightwater.example/')))
    expect([link.localName, link.getAttribute('href'), link.getAttribute('target'), link.getAttribute('rel')]).to.deep.equal([
      'a', 'https://status.brightwater.example/', '_blank', 'noopener noreferrer',
    ])
  })

  for (const url of ['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'JaVaScRiPt:alert(1)', '//status.example', '']) {
    it(`is no link to ${JSON.stringify(url)}`, async () => {
      const element = await badge(page(url))
      expect(pill(element).localName).to.equal('span')
      expect(deep(element, '[href]')).to.deep.equal([])
    })
  }

  it('leads to its feed where the page’s own address is none', async () => {
    const element = await badge(page('javascript:alert(1)'), { feed: 'https://status.brightwater.example/' })
    expect(pill(element).getAttribute('href')).to.equal('https://status.brightwater.example/')
  })
})

describe('a badge with a popover', () => {
  const trouble = {
    page: { name: 'Brightwater', url: 'https://status.brightwater.example/' },
    indicator: 'major' as const,
    components: [component('a', { status: 'partial_outage' })],
    incidents: [incident('i', { title: 'Cards are refused', impact: 'major', componentIds: ['a'], startedAt: at('09:00') })],
  }
  const isOpen = (element: Element) => parts(element, 'popover')[0]?.matches(':popover-open')
  const opened = async (element: StatuspaneBadge) => {
    await settled(() => widgetIn(element)?.shadowRoot && parts(element, 'headline').length)
    return element
  }

  it('is a button, and holds nothing until it is opened', async () => {
    const element = await badge(trouble, { popup: '' })
    expect(pill(element).localName).to.equal('button')
    expect(deep(element, '[href], statuspane-widget')).to.deep.equal([])
    expect(isOpen(element)).to.equal(false)
  })

  it('opens at a click with everything in it, and closes at the next', async () => {
    const element = await badge(trouble, { popup: '' })
    pill(element).click()
    await opened(element)
    expect(isOpen(element)).to.equal(true)
    expect(texts(element, 'headline')[0]).to.contain('Partial outage')
    expect(deep(element, 'statuspane-banner, statuspane-components, statuspane-timeline')).to.have.lengthOf(3)
    pill(element).click()
    expect(isOpen(element)).to.equal(false)
  })

  it('opens with the keyboard, closes with Escape, and keeps the focus', async () => {
    const element = await badge(trouble, { popup: '' })
    pill(element).focus()
    await sendKeys({ press: 'Enter' })
    await opened(element)
    expect(isOpen(element)).to.equal(true)
    await sendKeys({ press: 'Escape' })
    expect(isOpen(element)).to.equal(false)
    expect(element.shadowRoot?.activeElement).to.equal(pill(element))
  })

  it('opens and closes by expand() and collapse(), however often', async () => {
    const element = await badge(trouble, { popup: '' })
    element.expand()
    element.expand()
    expect(isOpen(element)).to.equal(true)
    element.collapse()
    element.collapse()
    expect(isOpen(element)).to.equal(false)
  })

  it('throws nothing when it is told to open without a popover, or outside of the page', async () => {
    const link = await badge(trouble)
    link.expand()
    link.collapse()
    const element = await badge(trouble, { popup: '' })
    element.remove()
    element.expand()
    element.collapse()
  })

  it('shows inside what it shows, and reads nothing for it', async () => {
    const { asked, fetch, attributes } = storyFeed(storyTime('2023-12-08T07:18'))
    const element = await mount('statuspane-badge', { fetch }, { ...attributes, popup: '' })
    const events: string[] = []
    for (const name of ['load', 'change', 'error']) element.addEventListener(`statuspane-${name}`, () => events.push(name))
    await settled(() => label(element))
    element.expand()
    await opened(element)
    expect(texts(element, 'headline')[0]).to.contain('Maintenance in progress on 4 of 8 components')
    expect(asked.filter((key) => key === 'summary')).to.have.lengthOf(1)
    await settled(() => parts(element, 'event').length > 1)
    expect(events.filter((name) => name === 'load')).to.have.lengthOf(1)
    expect(events).not.to.contain('error')
  })

  it('follows a change while it is open', async () => {
    const element = await badge(trouble, { popup: '' })
    element.expand()
    await opened(element)
    element.snapshot = snapshot({ ...trouble, incidents: [], indicator: 'none', components: [component('a')] })
    await element.updateComplete
    await settled(() => texts(element, 'headline')[0]?.includes('All systems operational'))
    expect(label(element)).to.equal('All systems operational')
  })

  it('offers dismissed notices again, as many as there are, and only those', async () => {
    const element = await badge(trouble, { popup: '' })
    element.expand()
    await opened(element)
    await settled(() => parts(element, 'dismiss').length)
    const restore = () => deep(element, '.restore').map(textOf)
    expect(restore()).to.deep.equal([])
    parts(element, 'dismiss')[0]?.click()
    await settled(() => restore().length)
    expect(restore()).to.deep.equal(['Show 1 dismissed notice'])
    expect(parts(element, 'notice')).to.deep.equal([])
    deep(element, '.restore')[0]?.click()
    await settled(() => parts(element, 'notice').length)
    expect(restore()).to.deep.equal([])
  })

  it('offers no notice whose event is gone', async () => {
    const element = await badge(trouble, { popup: '' })
    element.expand()
    await opened(element)
    await settled(() => parts(element, 'dismiss').length)
    parts(element, 'dismiss')[0]?.click()
    element.snapshot = snapshot({ ...trouble, incidents: [], maintenances: [maintenance('m')], components: [component('a')] })
    await element.updateComplete
    expect(deep(element, '.restore')).to.deep.equal([])
    element.restore()
  })
})
