import { expect } from 'chai'
import { sendKeys } from '@web/test-runner-commands'
import type { StatuspaneBanner } from '../../src/elements/banner.ts'
import { mount, parts, settled, texts } from '../helpers/mount.ts'
import { at, component, incident, maintenance, update } from '../model/make.ts'
import { banner, page, turn } from './banner-page.ts'

const slow = incident('slow', {
  url: 'https://status.example/incidents/slow',
  updates: [
    update('5', at('09:50'), { status: 'monitoring', body: 'Fast again.' }),
    update('4', at('09:30'), { status: 'identified', body: 'Known:\n\n1. One index\n2. One shard' }),
    update('3', at('09:20'), { body: 'Third.' }),
    update('2', at('09:10'), { body: 'Second.' }),
    update('1', at('09:00'), { body: 'First.' }),
  ],
})
const work = maintenance('work', { status: 'in_progress', updates: [update('1', at('09:00'), { status: 'in_progress', body: 'Begun.' })] })

const toggleOf = (element: StatuspaneBanner) => parts(element, 'toggle')[0]
const danglingOf = (element: StatuspaneBanner) =>
  ['aria-controls', 'aria-labelledby', 'aria-describedby', 'for'].flatMap((name) =>
    [...(element.shadowRoot?.querySelectorAll(`[${name}]`) ?? [])]
      .flatMap((node) => node.getAttribute(name)?.split(' ') ?? [])
      .filter((id) => !element.shadowRoot?.getElementById(id)),
  )
const isOpen = (element: StatuspaneBanner) => parts(element, 'updates').length > 0

describe('the updates of a notice', () => {
  it('are counted, and opened and closed by keyboard', async () => {
    const element = await banner(page({ incidents: [slow] }))
    expect([texts(element, 'toggle'), toggleOf(element)?.ariaExpanded]).to.deep.equal([['5 updates'], 'false'])
    toggleOf(element)?.focus()
    await sendKeys({ press: 'Enter' })
    await settled(() => isOpen(element))
    expect([texts(element, 'toggle'), toggleOf(element)?.ariaExpanded]).to.deep.equal([['Hide updates'], 'true'])
    expect(element.shadowRoot?.activeElement).to.equal(toggleOf(element))
    await sendKeys({ press: ' ' })
    await element.updateComplete
    expect([isOpen(element), toggleOf(element)?.ariaExpanded]).to.deep.equal([false, 'false'])
  })

  it('stand newest first, three at once and the rest on demand, with their lists as lists', async () => {
    const element = await banner(page({ incidents: [slow] }))
    element.expand()
    await settled(() => isOpen(element))
    expect(texts(element, 'update-status')).to.deep.equal(['Monitoring', 'Identified', 'Investigating'])
    expect([...(parts(element, 'update-body')[1]?.querySelectorAll('li') ?? [])].map((li) => li.textContent)).to.deep.equal(['One index', 'One shard'])
    parts(element, 'more')[0]?.click()
    await element.updateComplete
    expect(texts(element, 'update-body').slice(-2)).to.deep.equal(['Second.', 'First.'])
  })

  it('lead to the event’s own page, and to a subscription where the page gives one', async () => {
    const element = await banner(page({ page: { name: 'Linked', url: 'https://status.example', subscribeUrl: 'https://status.example/subscribe' }, incidents: [slow] }))
    element.expand()
    await settled(() => isOpen(element))
    expect(parts(element, 'link').map((link) => link.getAttribute('href'))).to.deep.equal([slow.url, 'https://status.example/subscribe'])
  })

  it('tell of being opened and closed, once each', async () => {
    const element = await banner(page({ incidents: [slow] }))
    const heard: unknown[] = []
    element.addEventListener('statuspane-toggle', ({ detail }) => heard.push([detail.event.id, detail.open]))
    element.expand()
    element.expand()
    element.collapse()
    element.collapse()
    await element.updateComplete
    expect(heard).to.deep.equal([['slow', true], ['slow', false]])
  })

  it('of several notices are closed together by collapse()', async () => {
    const element = await banner(page({ incidents: [slow], maintenances: [work] }))
    parts(element, 'more')[0]?.click()
    await element.updateComplete
    for (const toggle of parts(element, 'toggle')) toggle.click()
    await settled(() => parts(element, 'updates').length === 2)
    element.collapse()
    await element.updateComplete
    expect(isOpen(element)).to.equal(false)
  })

  it('keep every reference to an element that is there', async () => {
    const element = await banner(page({ incidents: [slow], maintenances: [work] }))
    expect(danglingOf(element)).to.deep.equal([])
    parts(element, 'more')[0]?.click()
    element.expand()
    await settled(() => isOpen(element))
    expect(danglingOf(element)).to.deep.equal([])
    expect(parts(element, 'toggle').map((toggle) => toggle.getAttribute('aria-controls'))).to.deep.equal(['panel-0', null])
  })

  it('stay open when a new one comes', async () => {
    const shown = page({ incidents: [slow] })
    const element = await banner(shown)
    element.expand()
    await settled(() => isOpen(element))
    const kept = parts(element, 'update')[0]
    await turn(element, { snapshot: { ...shown, incidents: [{ ...slow, updates: [update('6', at('09:58'), { body: 'Sixth.' }), ...slow.updates] }] } })
    expect(texts(element, 'update-body')[0]).to.equal('Sixth.')
    expect(parts(element, 'update')[1]).to.equal(kept)
  })

  it('stay with their notice when a graver one comes before it', async () => {
    const shown = page({ incidents: [slow] })
    const element = await banner(shown)
    element.expand()
    await settled(() => isOpen(element))
    const grave = incident('grave', { impact: 'critical', updates: [update('g', at('09:59'), { body: 'Grave.' })] })
    await turn(element, { snapshot: { ...shown, incidents: [slow, grave] } })
    expect([toggleOf(element)?.ariaExpanded, isOpen(element)]).to.deep.equal(['false', false])
    element.dismiss()
    await element.updateComplete
    expect([toggleOf(element)?.ariaExpanded, texts(element, 'update-body')[0]]).to.deep.equal(['true', 'Fast again.'])
  })

  it('of an incident and a maintenance of one id are opened apart', async () => {
    const element = await banner(page({ incidents: [{ ...slow, id: '1' }], maintenances: [{ ...work, id: '1' }] }))
    parts(element, 'more')[0]?.click()
    element.expand()
    await settled(() => isOpen(element))
    expect(parts(element, 'toggle').map((toggle) => toggle.ariaExpanded)).to.deep.equal(['true', 'false'])
  })

  it('are gone when the feed takes the last one back', async () => {
    const shown = page({ maintenances: [work] })
    const element = await banner(shown)
    element.expand()
    await settled(() => isOpen(element))
    await turn(element, { snapshot: { ...shown, maintenances: [{ ...work, updates: [] }] } })
    expect([parts(element, 'toggle').length, element.shadowRoot?.querySelector('.panel')]).to.deep.equal([0, null])
  })

  it('are none where there is nothing to open, and nobody is told', async () => {
    const heard: unknown[] = []
    for (const shown of [page(), page({ components: [component('web', { status: 'major_outage' })] }), page({ incidents: [incident('bare')] })]) {
      const element = await mount('statuspane-banner', { snapshot: shown })
      element.addEventListener('statuspane-toggle', (event) => heard.push(event.detail))
      element.expand()
      element.collapse()
      await element.updateComplete
    }
    expect(heard).to.deep.equal([])
  })
})
