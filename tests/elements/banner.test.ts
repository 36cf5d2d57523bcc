import { expect } from 'chai'
import { sendKeys } from '@web/test-runner-commands'
import { HttpResponse } from 'msw'
import type { StatusEvent } from '../../src/model/snapshot.ts'
import { comeBack } from '../client/page.ts'
import { mount, parts, settled, texts, textOf } from '../helpers/mount.ts'
import { changesOf } from '../helpers/mutations.ts'
import { useNetwork } from '../helpers/msw.ts'
import { settled as allRun, useReports } from '../helpers/reports.ts'
import { at, component, incident, maintenance, update } from '../model/make.ts'
import { banner, page, titles, turn } from './banner-page.ts'

const broken = incident('broken', { title: 'Sign-in is down', impact: 'critical', componentIds: ['web'] })
const slow = incident('slow', { title: 'Search is slow', startedAt: at('09:00') })
const work = maintenance('work', { title: 'Upgrade', status: 'in_progress', scheduledStart: at('09:00'), scheduledEnd: at('11:00') })

const reports = useReports()

// A page that is tested beside others may be a hidden one, which reads nothing.
beforeEach(comeBack)

const feed = 'https://status.banner.example'
const summary = `${feed}/api/v2/summary.json`

describe('the banner without anything to say', () => {
  const network = useNetwork()
  const heightOf = (element: HTMLElement) => element.getBoundingClientRect().height

  const silent: [what: string, properties: object, attributes?: Record<string, string>][] = [
    ['without a feed', {}],
    ['of a page on which all is well', { snapshot: page() }],
    ['over an incident without impact', { snapshot: page({ incidents: [incident('i', { impact: 'none' })] }) }],
    ['over an incident that was over before this reader came', { snapshot: page({ incidents: [incident('i', { status: 'resolved', resolvedAt: at('09:59') })] }) }],
    ['over work in a week', { snapshot: page({ maintenances: [maintenance('m', { scheduledStart: '2026-05-11T10:00:00.000Z' })] }) }],
    ['under [hidden]', { snapshot: page({ incidents: [broken] }) }, { hidden: '' }],
    ['at the window’s edge', { snapshot: page() }, { position: 'top' }],
  ]
  for (const [what, properties, attributes] of silent) {
    it(`shows nothing and takes no space ${what}`, async () => {
      const element = await mount('statuspane-banner', properties, attributes)
      expect([textOf(element.shadowRoot?.querySelector('.base')), heightOf(element)]).to.deep.equal(['', 0])
    })
  }

  it('shows nothing of a feed that cannot be read: no alarm for the reader', async () => {
    network.answer(summary, () => HttpResponse.error())
    const element = await mount('statuspane-banner', { feed, provider: 'statuspage', refreshInterval: 0 })
    await settled(() => element.status === 'failed')
    await element.updateComplete
    expect([textOf(element.shadowRoot?.querySelector('.base')), heightOf(element)]).to.deep.equal(['', 0])
  })

  it('asks nobody under [hidden], and asks once it is shown', async () => {
    network.answer(summary, () => HttpResponse.json({ status: { indicator: 'none' }, components: [{ id: 'web', name: 'Web', status: 'major_outage' }] }))
    const element = await mount('statuspane-banner', { feed: `${feed}?hidden`, provider: 'statuspage', refreshInterval: 0 }, { hidden: '' })
    await allRun()
    expect(network.asked).to.deep.equal([])
    element.hidden = false
    await settled(() => element.data)
    await element.updateComplete
    expect([network.asked.length, ...titles(element)]).to.deep.equal([1, 'Major outage: Web'])
  })

  it('goes from the page as soon as it is hidden, and comes back as it was', async () => {
    const element = await banner(page({ incidents: [broken] }))
    const height = heightOf(element)
    await turn(element, { hidden: true })
    expect([titles(element), heightOf(element)]).to.deep.equal([[], 0])
    await turn(element, { hidden: false })
    expect([titles(element), heightOf(element)]).to.deep.equal([['Sign-in is down'], height])
    expect(height).to.be.greaterThan(30)
  })

  it('has shown nothing while it was hidden, so nothing lingers', async () => {
    const shown = page({ incidents: [slow] })
    const element = await mount('statuspane-banner', { snapshot: shown }, { hidden: '' })
    await turn(element, { snapshot: { ...shown, incidents: [{ ...slow, status: 'resolved', resolvedAt: at('09:50') }] }, hidden: false })
    expect(titles(element)).to.deep.equal([])
  })

  it('can be styled as empty', async () => {
    const element = await banner(page())
    expect(element.matches(':state(empty)')).to.equal(true)
    await turn(element, { snapshot: page({ incidents: [slow] }) })
    expect(element.matches(':state(empty)')).to.equal(false)
  })
})

describe('a notice', () => {
  const tones: [what: string, part: Parameters<typeof page>[0], tone: string, title: string][] = [
    ['a critical incident', { incidents: [broken] }, 'major-outage', 'Sign-in is down'],
    ['a major incident', { incidents: [{ ...broken, impact: 'major' }] }, 'partial-outage', 'Sign-in is down'],
    ['a minor incident', { incidents: [slow] }, 'degraded-performance', 'Search is slow'],
    ['an incident of unknown impact', { incidents: [{ ...slow, impact: 'unknown' }] }, 'unknown', 'Search is slow'],
    ['work under way', { maintenances: [work] }, 'under-maintenance', 'Upgrade'],
    ['work that overruns', { maintenances: [{ ...work, scheduledEnd: at('09:30') }] }, 'under-maintenance', 'Upgrade'],
    ['work tomorrow', { maintenances: [maintenance('m', { title: 'Move', scheduledStart: '2026-05-05T08:00:00.000Z' })] }, 'under-maintenance', 'Move'],
    ['a component in trouble', { components: [component('web', { status: 'degraded_performance' })] }, 'degraded-performance', 'Degraded performance: WEB'],
  ]
  for (const [what, part, tone, title] of tones) {
    it(`of ${what} is ${tone}`, async () => {
      const element = await banner(page(part))
      expect([...parts(element, 'notice').map((n) => n.getAttribute('part')), ...titles(element)]).to.deep.equal([`notice ${tone}`, title])
    })
  }

  it('of an event that is over has no alarm left in its tone', async () => {
    const shown = page({ incidents: [broken] })
    const element = await banner(shown)
    await turn(element, { snapshot: { ...shown, incidents: [{ ...broken, status: 'resolved', resolvedAt: at('09:58') }] } })
    expect(parts(element, 'notice')[0]?.getAttribute('part')).to.equal('notice operational')
    expect(texts(element, 'message')).to.deep.equal(['Sign-in is down is resolved ended 11:58 CEST · took 1 hr 58 mins'])
  })

  it('has a heading of the level asked for', async () => {
    const element = await banner(page({ incidents: [slow] }), { 'heading-level': '4' })
    expect(parts(element, 'title').map((title) => title.localName)).to.deep.equal(['h4'])
  })

  it('leads to the page where there is no update to open', async () => {
    const url = 'https://status.example/incidents/1'
    const element = await banner(page({ incidents: [{ ...slow, url }] }))
    expect(parts(element, 'link').map((link) => link.getAttribute('href'))).to.deep.equal([url])
    expect(parts(element, 'toggle')).to.deep.equal([])
    element.expand()
    await element.updateComplete
    expect(parts(element, 'updates')).to.deep.equal([])
  })

  it('has no link to anything but a web address', async () => {
    const element = await banner(page({ page: { name: 'No address', url: 'javascript:alert(1)' }, incidents: [slow] }))
    expect(parts(element, 'link')).to.deep.equal([])
  })

  it('shows markup in a title as text', async () => {
    const element = await banner(page({ incidents: [{ ...slow, title: '<img src=x onerror=alert(1)>' }] }))
    expect([titles(element)[0], element.shadowRoot?.querySelector('img')]).to.deep.equal(['<img src=x onerror=alert(1)>', null])
  })

  it('breaks a title of one endless word rather than the page', async () => {
    const element = await banner(page({ incidents: [{ ...slow, title: 'Überprüfung'.repeat(60) }] }))
    expect(element.scrollWidth).to.be.at.most(element.clientWidth)
  })

  it('says how old it is when the document is', async () => {
    const element = await banner(page({ incidents: [slow], generatedAt: at('07:00') }))
    expect(texts(element, 'time')[0]).to.match(/ · As of 09:00 CEST, 3 hr ago$/)
  })

  it('without a fact of its own has no dot before the count of the others', async () => {
    const bare = maintenance('bare', { status: 'in_progress' })
    const element = await banner(page({ maintenances: [bare, { ...bare, id: 'other' }] }))
    expect(texts(element, 'time')).to.deep.equal(['1 more notice'])
  })

  it('survives a clock that is none: the real one stands in, and the host is told', async () => {
    const element = await mount('statuspane-banner', { snapshot: page({ incidents: [slow] }) }, { now: 'yesterday' })
    await settled(() => reports.errors.length)
    expect([reports.codes(), titles(element)]).to.deep.equal([['config'], ['Search is slow']])
  })
})

describe('several notices', () => {
  const three = () => page({ incidents: [slow, broken], maintenances: [work] })
  const focused = (element: Element) => element.shadowRoot?.activeElement?.getAttribute('aria-label') ?? textOf(element.shadowRoot?.activeElement)

  it('show the most important one and count the others', async () => {
    const element = await banner(three())
    expect([titles(element), texts(element, 'more')]).to.deep.equal([['Sign-in is down'], ['2 more notices']])
  })

  it('are all reached by keyboard, in their order', async () => {
    const element = await banner(three())
    await sendKeys({ press: 'Tab' })
    expect(focused(element)).to.equal('2 more notices')
    await sendKeys({ press: 'Enter' })
    await element.updateComplete
    expect([titles(element), focused(element)]).to.deep.equal([['Sign-in is down', 'Search is slow', 'Upgrade'], 'Fewer notices'])
    const [more] = parts(element, 'more')
    expect(more?.ariaExpanded).to.equal('true')
    await sendKeys({ press: ' ' })
    await element.updateComplete
    expect([titles(element), more?.ariaExpanded]).to.deep.equal([['Sign-in is down'], 'false'])
  })

  it('follow one another as each is closed by keyboard, and the focus stays at hand', async () => {
    const element = await banner(three())
    const seen: unknown[] = [focused(element)]
    parts(element, 'dismiss')[0]?.focus()
    for (let i = 0; i < 3; i++) {
      seen.push(focused(element))
      await sendKeys({ press: 'Enter' })
      await element.updateComplete
    }
    expect(seen.slice(1)).to.deep.equal(['Dismiss: Sign-in is down', 'Dismiss: Search is slow', 'Dismiss: Upgrade'])
    expect(element.getBoundingClientRect().height).to.equal(0)
  })

  it('leave the focus at the next one when one in the middle is closed, and at the last when the last is', async () => {
    const element = await banner(three())
    parts(element, 'more')[0]?.click()
    await element.updateComplete
    const close = async (index: number, next: string) => {
      parts(element, 'dismiss')[index]?.click()
      await settled(() => focused(element) === next)
    }
    await close(1, 'Dismiss: Upgrade')
    await close(1, 'Dismiss: Sign-in is down')
    expect(parts(element, 'more')).to.deep.equal([])
  })

  it('can be closed one after the other by script, each once', async () => {
    const element = await banner(three())
    const closed: string[] = []
    element.addEventListener('statuspane-dismiss', ({ detail }) => closed.push(detail.event.id))
    while (element.dismiss());
    await element.updateComplete
    expect([closed, titles(element)]).to.deep.equal([['broken', 'slow', 'work'], []])
  })

  it('are told apart when an incident and a maintenance have one id', async () => {
    const element = await banner(page({ incidents: [{ ...broken, id: '1' }], maintenances: [{ ...work, id: '1' }] }))
    element.dismiss()
    await element.updateComplete
    expect(titles(element)).to.deep.equal(['Upgrade'])
    element.dismiss()
    await element.updateComplete
    expect(titles(element)).to.deep.equal([])
  })

  it('offer the host’s own actions beside the first alone', async () => {
    const element = await banner(three())
    parts(element, 'more')[0]?.click()
    await element.updateComplete
    expect(element.shadowRoot?.querySelectorAll('slot[name=actions]')).to.have.lengthOf(1)
  })
})

describe('what makes a notice', () => {
  const tomorrow = maintenance('m', { title: 'Move', scheduledStart: '2026-05-05T10:00:00.000Z' })
  const leads: [string, number][] = [['24h', 1], ['PT24H', 1], ['1439m', 0], ['P2D', 1], ['soon', 1]]
  for (const [lead, count] of leads) {
    it(`is work in 24 hours with lead="${lead}": ${count ? 'yes' : 'no'}`, async () => {
      const element = await banner(page({ maintenances: [tomorrow] }), { lead })
      expect(titles(element)).to.have.lengthOf(count)
    })
  }

  const severities: [string, string[]][] = [
    ['minor', ['Sign-in is down', 'Search is slow', 'Upgrade']],
    ['major', ['Sign-in is down', 'Upgrade']],
    ['critical', ['Sign-in is down', 'Upgrade']],
  ]
  for (const [severity, expected] of severities) {
    it(`is what reaches severity="${severity}", and any maintenance`, async () => {
      const element = await banner(page({ incidents: [slow, broken], maintenances: [work] }), { severity })
      parts(element, 'more')[0]?.click()
      await element.updateComplete
      expect(titles(element)).to.deep.equal(expected)
    })
  }

  it('is what the host’s filter lets through, and at once another when the filter is', async () => {
    const element = await banner(page({ incidents: [slow, broken] }))
    const filter = ({ id }: StatusEvent) => id !== 'broken'
    await turn(element, { filter })
    expect([titles(element), texts(element, 'more')]).to.deep.equal([['Search is slow'], []])
    await turn(element, { filter: undefined })
    expect(titles(element)).to.deep.equal(['Sign-in is down'])
  })

  it('is what touches the components asked for, and what names none', async () => {
    const components = [component('web', { name: 'Web shop' }), component('api')]
    const named = { ...slow, componentIds: ['api'] }
    const element = await banner(page({ components, incidents: [named, broken], maintenances: [work] }), { components: ' web SHOP ' })
    parts(element, 'more')[0]?.click()
    await element.updateComplete
    expect(titles(element)).to.deep.equal(['Sign-in is down', 'Upgrade'])
  })

  it('is everything when no component of that name is there, and the host is told', async () => {
    const element = await banner(page({ components: [component('web')], incidents: [broken] }), { components: 'Shop' })
    await settled(() => reports.errors.length)
    expect(reports.warnings.join()).to.match(/<statuspane-banner> components="Shop" cannot be used/)
    expect(titles(element)).to.deep.equal(['Sign-in is down'])
  })
})

describe('what the host page can take hold of', () => {
  it('has all its parts', async () => {
    const updates = ['a', 'b', 'c', 'd'].map((id) => update(id, at('09:00')))
    const element = await banner(page({ incidents: [{ ...broken, updates }, { ...slow, url: 'https://status.example/slow' }] }))
    element.expand()
    await settled(() => parts(element, 'updates').length)
    const names = 'base notice icon message title time actions toggle dismiss link updates update update-status update-time update-body more'
    for (const name of names.split(' ')) expect(parts(element, name), name).not.to.deep.equal([])
  })

  it('takes its own shape in place of a state’s', async () => {
    const element = await banner(page({ incidents: [broken] }))
    element.innerHTML = '<b slot="icon-major-outage">!</b><button slot="actions">Call us</button>'
    const slots = [...(element.shadowRoot?.querySelectorAll('slot') ?? [])]
    expect(slots.map((slot) => textOf(slot.assignedElements()[0]))).to.deep.equal(['!', 'Call us'])
  })

  it('says on the element how bad it is', async () => {
    const element = await banner(page({ indicator: 'critical', incidents: [broken] }))
    expect(element.getAttribute('indicator')).to.equal('critical')
  })
})

describe('a banner to which nothing new is said', () => {
  const full = () =>
    page({
      components: [component('web', { status: 'major_outage' })],
      incidents: [{ ...broken, updates: [update('a', at('09:00'), { body: 'One.' })] }, slow],
      maintenances: [work],
    })

  it('touches nothing when an equal snapshot comes', async () => {
    const shown = full()
    const element = await banner(shown)
    parts(element, 'more')[0]?.click()
    element.expand()
    await settled(() => parts(element, 'update-body').length)
    const changes = changesOf(element)
    await turn(element, { snapshot: structuredClone(shown) })
    element.requestUpdate()
    await element.updateComplete
    expect(changes()).to.deep.equal([])
  })

  it('changes a word where a word has changed', async () => {
    const shown = full()
    const element = await banner(shown)
    const changes = changesOf(element)
    const incidents = shown.incidents.map((event) => (event.id === 'broken' ? { ...event, title: 'Sign-in is slow' } : event))
    await turn(element, { snapshot: { ...shown, incidents } })
    expect(changes()).to.have.members(['characterData  #text', 'attributes aria-label BUTTON'])
  })
})
