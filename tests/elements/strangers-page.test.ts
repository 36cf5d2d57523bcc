import { expect } from 'chai'
import { html, render } from 'lit'
import '../../src/index.ts'
import { renderPageLinks } from '../../src/elements/feed-states.ts'
import type { StatuspaneElement } from '../../src/elements/statuspane-element.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { deep, mount, parts, textOf, texts } from '../helpers/mount.ts'
import { settled, useReports } from '../helpers/reports.ts'
import { component, incident, maintenance, snapshot, update } from '../model/make.ts'
import { faults } from './strangers-faults.ts'
import { openStage, useTraps } from './strangers-stage.ts'

const tags = ['statuspane-banner', 'statuspane-widget', 'statuspane-components', 'statuspane-timeline', 'statuspane-badge'] as const
const at = '2026-05-04T09:00:00Z'

describe('A snapshot of the page’s own', () => {
  const heard = useTraps()
  const reports = useReports()

  for (const word of ['broken', 'major-outage; } * { display: none } :host {', '"><img src=x onerror=canary(1)>', '', 'constructor', '__proto__', 'toString', null, 5, {}, []]) {
    it(`that says ${JSON.stringify(word)} where a word of a vocabulary belongs is of unknown state, in class, part and words`, async () => {
      // Of a kind that no type lets through: what JavaScript does.
      const status = word as never
      const shown = snapshot({
        indicator: status,
        claim: { indicator: status },
        components: [component('a', { status, history: [{ date: '2026-05-04', ratio: 0.5, status }] })],
        incidents: [incident('i', { status, impact: status, componentIds: ['a'], updates: [update('u', at, { status, format: status })] })],
        maintenances: [maintenance('m', { status, updates: [update('v', at, { status })] })],
      })
      const stage = await openStage()
      expect(await stage.show(shown)).to.deep.equal([])
      for (const element of stage.elements) expect(element.getAttribute('indicator')).to.equal('unknown')
      const [components, timeline] = await Promise.all([mount('statuspane-components', { snapshot: shown }), mount('statuspane-timeline', { snapshot: shown })])
      expect(parts(components, 'component').map((row) => row.getAttribute('part'))).to.deep.equal(['component unknown'])
      expect(texts(components, 'component-status')).to.deep.equal(['Unknown'])
      expect(deep(components, '.component svg path').length).to.be.above(0)
      expect(texts(timeline, 'event-status')).to.have.members(['Status unknown', 'Status unknown'])
      expect(textOf(timeline.shadowRoot)).to.contain('Incident, impact unknown').and.not.to.match(/undefined|function|null/)
      expect(await heard()).to.deep.equal([])
      expect(reports.codes()).to.deep.equal([])
    })
  }

  it('puts nothing of it into a style, of the host or of the page', async () => {
    const before = document.documentElement.getAttribute('style')
    const css = 'red;background:url(//evil.test/x)'
    const all = snapshot({ page: { name: css }, components: [component(css, { name: css, statusLabel: css, groupId: css })], groups: [{ id: css, name: css, description: css }], incidents: [incident(css)] })
    const stage = await openStage()
    expect(await stage.show(all)).to.deep.equal([])
    for (const element of stage.elements) expect(element.getAttribute('style')).to.equal(null)
    expect(document.documentElement.getAttribute('style')).to.equal(before)
    expect(await heard()).to.deep.equal([])
  })

  const addresses = [
    'javascript:canary(1)', 'JAVASCRIPT:canary(1)', ' javascript:canary(1)', 'java\nscript:canary(1)', 'java\0script:canary(1)', '\u0001javascript:canary(1)',
    'javascript\t:canary(1)', 'javascript://https://status.test/%0acanary(1)', 'jav&#x61;script:canary(1)', 'data:text/html,x', 'vbscript:x', 'blob:https://a.test/1',
    'file:///etc/passwd', 'ftp://a.test/', 'mailto:a@a.test', 'tel:1', 'about:blank', 'view-source:https://a.test', '//a.test/', '/logout', 'logout', '?a', '#a', '',
    'https:logout', 'http:/logout', 'https:\\\\a.test', ' https://a.test', 'xhttps://a.test', 5, {}, null,
  ]

  for (const address of addresses) {
    it(`links to nothing for the address ${JSON.stringify(address)}`, async () => {
      const url = address as string
      const updates = [update('u', at)]
      const stage = await openStage()
      await stage.show(
        snapshot({
          page: { name: 'Brightwater', url, subscribeUrl: url },
          indicator: 'major',
          components: [component('a', { url })],
          incidents: [incident('i', { url, updates }), incident('j', { url })],
          maintenances: [maintenance('m', { url, updates, status: 'in_progress' })],
        }),
      )
      for (const element of stage.elements) expect(deep(element, 'a, [href]')).to.deep.equal([])
      expect(await heard()).to.deep.equal([])
    })
  }

  it('links to web addresses, out of the host page', async () => {
    const url = 'https://status.brightwater.test/a?b#c'
    const stage = await openStage()
    const found = await stage.show(
      snapshot({ page: { name: 'Brightwater', url, subscribeUrl: 'HTTP://status.brightwater.test' }, indicator: 'major', incidents: [incident('i', { url, updates: [update('u', at)] })] }),
    )
    expect(found).to.deep.equal([])
    const links = stage.elements.flatMap((element) => deep(element, 'a'))
    expect(links.length).to.be.above(5)
    for (const link of links) {
      expect(link.getAttribute('href')).to.be.oneOf([url, 'HTTP://status.brightwater.test'])
      expect(link.getAttribute('rel')).to.equal('noopener noreferrer')
      expect(link.getAttribute('target')).to.equal('_blank')
    }
  })
})

describe('A feed’s address', () => {
  useReports()

  for (const feed of ['javascript:canary(1)', 'data:application/json,{}', 'blob:https://a.test/1', 'file:///status.json', 'https:logout', '/status', 'javascript:canary(1) https://a.test']) {
    it(`"${feed}" is no link, though it cannot be read`, async () => {
      for (const tag of tags) {
        const element: StatuspaneElement = await mount(tag, { feed, fetch: () => Promise.reject(new Error('none')), refreshInterval: 0 })
        await element.refresh()
        await element.updateComplete
        await settled()
        const links = deep(element, 'a').map((link) => link.getAttribute('href'))
        for (const href of links) expect(href).to.equal('https://a.test')
        element.snapshot = snapshot({ page: { name: feed } })
        await element.updateComplete
        expect(deep(element, 'a').map((link) => link.getAttribute('href')).filter((href) => href !== 'https://a.test')).to.deep.equal([])
      }
    })
  }

  it('is shown by its host, where the page calls itself by another', () => {
    const linkTexts = (name: string) => {
      const place = document.createElement('p')
      const page = snapshot({ page: { name, url: 'https://evil.test/' } }) as StatusSnapshot
      render(html`${renderPageLinks([{ feed: 'https://evil.test/', key: 'evil.test', snapshot: page }])}`, place)
      return [...place.querySelectorAll('a')].map(textOf)
    }
    expect(linkTexts('https://bank.test/login')).to.deep.equal(['evil.test'])
    expect(linkTexts(' bank.test')).to.deep.equal(['evil.test'])
    expect(linkTexts('\u200B')).to.deep.equal(['evil.test'])
    expect(linkTexts('Brightwater.test Ferries')).to.deep.equal(['Brightwater.test Ferries'])
  })
})

describe('Markup of the host page that takes the names of what scripts use', () => {
  const reports = useReports()
  const [home, place] = [document.createElement('div'), document.createElement('div')]
  before(() => document.body.append(home))
  after(() => home.remove())

  const names = [
    'currentScript', 'body', 'head', 'documentElement', 'visibilityState', 'hidden', 'readyState', 'baseURI', 'URL', 'location', 'defaultView',
    'adoptedStyleSheets', 'activeElement', 'cookie', 'referrer', 'dir', 'title', 'forms', 'customElements', 'localStorage', 'navigator', 'statuspane', 'popup', 'litHtmlVersions',
    'litElementVersions', 'Sanitizer', 'trustedTypes', 'ShadyCSS', 'JSCompiler_renameProperty', 'process', 'reactiveElementVersions',
  ]

  for (const name of names) {
    it(`(${name}) makes no element throw or show less`, async () => {
      const good = snapshot({
        page: { name: 'Brightwater', url: 'https://status.brightwater.test' },
        indicator: 'major',
        components: [component('a', { status: 'major_outage' })],
        incidents: [incident('i', { title: 'A leak', updates: [update('u', at, { body: '<p>We <b>look</b>.</p>', format: 'html' })] })],
      })
      place.innerHTML = `<img name="${name}"><form name="${name}" id="${name}"><input name="${name}"></form><a id="${name}" name="${name}" href="cid:x">x</a>`
      const show = async () => {
        const stage = await openStage(home)
        expect(await stage.show(good)).to.deep.equal([])
        return stage.elements.map((element) => deep(element, '*').map(textOf).join(' '))
      }
      const clean = await show()
      home.append(place)
      const said = await show().finally(() => place.remove())
      expect(said).to.deep.equal(clean)
      expect(reports.thrown).to.deep.equal([])
      expect(reports.codes()).to.deep.equal([])
    })
  }

  it('and its forms hear of nothing that is done inside', async () => {
    const form = document.createElement('form')
    const heard: string[] = []
    for (const type of ['submit', 'reset', 'input', 'change']) form.addEventListener(type, () => heard.push(type))
    home.append(form)
    const element = await mount('statuspane-widget', { snapshot: snapshot({ incidents: [incident('i', { updates: [update('u', at)] })] }) }, {}, form)
    for (const button of deep(element, 'button')) button.click()
    await element.updateComplete
    expect(faults(element)).to.deep.equal([])
    expect(heard).to.deep.equal([])
    expect([...new FormData(form)]).to.deep.equal([])
  })
})
