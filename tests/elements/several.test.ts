import { expect } from 'chai'
import { HttpResponse } from 'msw'
import '../../src/index.ts'
import type { StatuspaneElement } from '../../src/elements/statuspane-element.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { comeBack } from '../client/page.ts'
import { findings } from '../helpers/axe.ts'
import { useClock } from '../helpers/clock.ts'
import { deep, parts, texts, textOf } from '../helpers/mount.ts'
import { useNetwork } from '../helpers/msw.ts'
import { settled, useReports } from '../helpers/reports.ts'
import { component, incident, snapshot } from '../model/make.ts'

const minute = 60_000
let count = 0

type Tag = 'statuspane-banner' | 'statuspane-widget' | 'statuspane-components' | 'statuspane-timeline' | 'statuspane-badge'
const tags: Tag[] = ['statuspane-banner', 'statuspane-widget', 'statuspane-components', 'statuspane-timeline', 'statuspane-badge']

describe('an element of several feeds', () => {
  const clock = useClock(Date.parse('2026-05-04T10:00:00Z'))
  const network = useNetwork()
  const reports = useReports()
  const made: Element[] = []
  const { random } = Math
  let harbour = ''
  let ferries = ''

  before(() => Promise.all([import('../../src/feeds/native.ts'), import('../../src/feeds/catalogue.ts'), import('../../src/client/several.ts'), import('../../src/elements/feed-states.ts'), import('../../src/client/ways.ts')]))
  beforeEach(() => {
    comeBack()
    Math.random = () => 0.5
    count++
    harbour = `https://status.harbour.test/${count}/status.json`
    ferries = `https://status.ferries.test/${count}/status.json`
    serve(harbour, 'Harbour', { components: [component('gate', { name: 'Gate' }), component('cranes', { name: 'Cranes' })] })
    serve(ferries, 'Ferries', { components: [component('gate', { name: 'Gate' })] })
  })
  afterEach(() => {
    for (const element of made.splice(0)) element.remove()
    Math.random = random
  })

  const serve = (url: string, name: string, part: Partial<StatusSnapshot> = {}) =>
    network.answer(url, () =>
      HttpResponse.json({ $schema: 'https://x.test/statuspane/v1.json', ...snapshot({ page: { name, url: new URL('/', url).href }, ...part }) }),
    )
  const fail = (url: string, status = 503) => network.answer(url, () => new HttpResponse('', { status }))

  async function show<T extends Tag>(tag: T, properties: Partial<HTMLElementTagNameMap[T]> = {}) {
    const el = document.createElement(tag)
    el.lang = 'en-GB'
    Object.assign(el, { feed: `${harbour} ${ferries}`, timeZone: 'UTC', storage: 'none', ...properties })
    made.push(el)
    document.body.append(el)
    await read(el)
    return el
  }
  async function read(el: StatuspaneElement) {
    await el.refresh()
    await el.updateComplete
    await settled()
    await el.updateComplete
  }
  async function poll(el: StatuspaneElement, ms = minute) {
    clock().tick(ms)
    await read(el)
  }

  /** What is said of single feeds. */
  const feedRows = (el: StatuspaneElement) => deep(el, '.quiet-row.unknown').map(textOf)

  for (const tag of tags) {
    it(`is of all of them (${tag})`, async () => {
      serve(ferries, 'Ferries', { indicator: 'major', incidents: [incident('fog', { title: 'Fog', impact: 'major' })] })
      const el = await show(tag)
      expect(el.data).to.deep.include({ indicator: 'major', page: { name: 'Harbour, Ferries' } })
      expect(el.getAttribute('indicator')).to.equal('major')
      expect(network.asked).to.include(harbour).and.to.include(ferries)
      expect(reports.thrown).to.deep.equal([])
    })
  }

  it('lists the components under the names of their pages, and links to each', async () => {
    const el = await show('statuspane-widget')
    expect(texts(el, 'group-heading').slice(0, 2)).to.deep.equal(['Harbour', 'Ferries'])
    expect(texts(el, 'component-name')).to.deep.equal(['Gate', 'Cranes', 'Gate'])
    expect(texts(el, 'headline')).to.deep.equal(['All systems operational'])
    const links = parts(el, 'footer').flatMap((footer) => deep(footer, 'a')).map((a) => [textOf(a), (a as HTMLAnchorElement).href])
    expect(links).to.deep.equal([['Harbour', 'https://status.harbour.test/'], ['Ferries', 'https://status.ferries.test/']])
  })

  it('says which one could not be read, with a link to it, and not that all is well', async () => {
    fail(ferries)
    const el = await show('statuspane-widget')
    expect(texts(el, 'headline')).to.deep.equal(['Status unknown'])
    expect(feedRows(el)).to.deep.equal(['status.ferries.test Status can’t be loaded Open status.ferries.test'])
    expect(parts(el, 'component')).to.have.lengthOf(2)
    expect(reports.errors.map(({ url }) => url)).to.deep.equal([ferries])
    expect(reports.warnings).to.deep.equal([])
  })

  it('says how old what it shows of one is, and of no other', async () => {
    const el = await show('statuspane-widget')
    fail(ferries)
    for (let i = 0; i < 5; i++) await poll(el)
    expect(feedRows(el)).to.deep.equal(['Ferries · As of 10:00 UTC, 5 min ago The status page can’t be reached just now. Open status.ferries.test'])
    expect(el.matches(':state(stale)')).to.equal(true)
  })

  it('says that none could be read', async () => {
    fail(harbour)
    fail(ferries)
    const el = await show('statuspane-widget')
    expect(feedRows(el)).to.have.lengthOf(2)
    expect(el.status).to.equal('failed')
    expect(reports.errors.map(({ url }) => url)).to.deep.equal([harbour, ferries])
  })

  it('is still a banner of what the others say, its notice as old as its own feed', async () => {
    serve(harbour, 'Harbour', { indicator: 'major', incidents: [incident('flood', { title: 'Flood', impact: 'major' })] })
    const el = await show('statuspane-banner')
    fail(ferries)
    for (let i = 0; i < 5; i++) await poll(el)
    expect(texts(el, 'title')).to.deep.equal(['Flood'])
    expect(texts(el, 'time')[0]).not.to.contain('As of')
    serve(ferries, 'Ferries', {})
    fail(harbour)
    // Failures in a row are asked for more and more rarely.
    for (let i = 0; i < 10; i++) await poll(el)
    expect(texts(el, 'time')[0]).to.contain('As of')
  })

  it('is filtered by components of any of them', async () => {
    await import('../../src/elements/filtered-view.ts')
    const el = await show('statuspane-components', { components: 'gate' })
    expect(texts(el, 'component-name')).to.deep.equal(['Gate', 'Gate'])
    el.components = 'ferries'
    await el.updateComplete
    expect(texts(el, 'group-heading')).to.deep.equal(['Ferries'])
  })

  it('is filtered by names of one that is missing without a complaint', async () => {
    await import('../../src/elements/filtered-view.ts')
    serve(harbour, 'Harbour', { indicator: 'major', components: [component('crane', { name: 'Crane', status: 'partial_outage' })] })
    fail(ferries)
    const el = await show('statuspane-widget', { components: 'gate' })
    await settled()
    expect(reports.codes()).to.deep.equal(['http'])
    expect(parts(el, 'component')).to.deep.equal([])
    expect(el.data?.indicator).to.equal('unknown')
    serve(ferries, 'Ferries', { components: [component('gate', { name: 'Gate' })] })
    await read(el)
    expect(texts(el, 'component-name')).to.deep.equal(['Gate'])
  })

  it('is one feed where all addresses are', async () => {
    const el = await show('statuspane-components', { feed: `${harbour} ${harbour.replace('status.', 'STATUS.')}` })
    expect(el.data?.components.map(({ id }) => id)).to.deep.equal(['gate', 'cranes'])
    expect(network.asked).to.deep.equal([harbour])
  })

  it('that cannot be read at all says so in the page’s own words', async () => {
    for (const tag of ['statuspane-widget', 'statuspane-components', 'statuspane-timeline'] as const) {
      const el = await show(tag)
      const words = document.createElement('p')
      words.slot = 'error'
      el.append(words)
      expect(words.assignedSlot, tag).to.equal(null)
      el.remove()
      fail(harbour)
      fail(ferries)
      const gone = await show(tag, { feed: `${harbour}?${tag} ${ferries}?${tag}` })
      gone.append(words)
      expect(words.assignedSlot?.name, tag).to.equal('error')
      serve(harbour, 'Harbour')
      serve(ferries, 'Ferries')
    }
  })

  it('calls one at a path of the page’s own site by that', async () => {
    network.answer(`${location.origin}/status/${count}.json`, () => new HttpResponse('', { status: 503 }))
    const el = await show('statuspane-widget', { feed: `/status/${count}.json ${harbour}` })
    expect(feedRows(el)).to.deep.equal([`/status/${count}.json Status can’t be loaded`])
  })

  it('has no fallback: that is reported once', async () => {
    const el = await show('statuspane-banner', { fallback: 'https://x.test/' })
    while (!reports.codes().length) await settled()
    expect(reports.errors.map(({ code, message }) => [code, message])).to.deep.equal([['config', 'fallback="https://x.test/" cannot be used']])
    expect(el.data).to.be.an('object')
  })

  it('does not read one twice that is named twice', async () => {
    const el = await show('statuspane-components', { feed: `${harbour} ${harbour} ${ferries}` })
    expect(parts(el, 'component')).to.have.lengthOf(3)
  })
})

describe('each element', () => {
  const network = useNetwork()
  const reports = useReports()
  const made: Element[] = []
  beforeEach(comeBack)
  afterEach(() => made.splice(0).forEach((element) => element.remove()))
  const native = (name: string) => ({ $schema: 'https://x.test/statuspane/v1.json', ...snapshot({ page: { name } }) })

  async function show(tag: Tag, attributes: Record<string, string>, properties: Partial<StatuspaneElement> = {}) {
    const el = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value)
    Object.assign(el, properties)
    made.push(el)
    document.body.append(el)
    await el.refresh()
    await el.updateComplete
    return el
  }

  it('is accessible while one of its feeds is missing', async () => {
    network.answer('https://here.test/status.json', () => HttpResponse.json(native('Here')))
    network.answer('https://gone.test/status.json', () => new HttpResponse('', { status: 503 }))
    const el = await show('statuspane-widget', { feed: 'https://here.test/status.json https://gone.test/status.json' })
    expect(deep(el, '.quiet-row.unknown').map(textOf)).to.deep.equal(['gone.test Status can’t be loaded Open gone.test'])
    expect(await findings(el)).to.deep.equal([])
  })

  for (const tag of tags) {
    it(`reads through a proxy (${tag})`, async () => {
      network.answer('https://proxy.test/read', ({ request }) => HttpResponse.json(native(new URL(request.url).searchParams.get('url') ?? '')))
      const el = await show(tag, { feed: 'https://far.test/status.json', proxy: 'https://proxy.test/read?url={url}' })
      expect(el.data?.page.name).to.equal('https://far.test/status.json')
    })

    it(`reads a fallback (${tag})`, async () => {
      network.answer('https://down.test/status.json', () => new HttpResponse('', { status: 503 }))
      network.answer('https://up.test/status.json', () => HttpResponse.json(native('Copy')))
      const el = await show(tag, { feed: 'https://down.test/status.json', fallback: 'https://up.test/status.json' })
      expect(el.data?.page.name).to.equal('Copy')
      expect(el.error).to.equal(undefined)
    })

    it(`reads by the page’s own fetch (${tag})`, async () => {
      const fetch = async () => Response.json(native('Private'))
      const el = await show(tag, { feed: 'https://private.test/status.json' }, { fetch: fetch as typeof globalThis.fetch })
      expect(el.data?.page.name).to.equal('Private')
    })

    it(`reports a proxy without a place for the address, and reads without it (${tag})`, async () => {
      network.answer('https://plain.test/status.json', () => HttpResponse.json(native('Plain')))
      const el = await show(tag, { feed: 'https://plain.test/status.json', proxy: 'https://proxy.test/' })
      expect(el.data?.page.name).to.equal('Plain')
      while (!reports.codes().length) await settled()
      expect(reports.warnings).to.deep.equal([
        `[statuspane] <${tag}> proxy="https://proxy.test/" cannot be used. Give an address with {url} in it, such as https://example.com/read?url={url}.`,
      ])
    })
  }
})
