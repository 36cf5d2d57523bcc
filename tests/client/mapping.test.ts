import { expect } from 'chai'
import { HttpResponse } from 'msw'
import '../../src/index.ts'
import { readStatus } from '../../src/headless.ts'
import { useNetwork } from '../helpers/msw.ts'
import { settled, useReports } from '../helpers/reports.ts'
import { comeBack } from './page.ts'

const feed = 'https://harbour.test/own.json'
const at = 'https://harbour.test/mapping.json'
const mapping = { page: { name: "'Harbour'" }, components: { each: 'services', id: 'key', name: 'title', status: 'state' }, words: { component: { UP: 'operational' } } }
const own = { services: [{ key: 'gate', title: 'Gate', state: 'UP' }] }
const tags = ['statuspane-banner', 'statuspane-widget', 'statuspane-components', 'statuspane-timeline', 'statuspane-badge'] as const
let count = 0

describe('a feed that is read by a mapping', () => {
  const network = useNetwork()
  const reports = useReports()
  const made: Element[] = []
  beforeEach(() => {
    comeBack()
    network.answer(feed, () => HttpResponse.json(own))
  })
  afterEach(() => made.splice(0).forEach((element) => element.remove()))

  function put<T extends Element>(element: T, attributes: Record<string, string>): T {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    made.push(element)
    document.body.append(element)
    return element
  }
  /** A script with a mapping, and its id. */
  function script(text: string): string {
    const id = `mapping-${++count}`
    put(document.createElement('script'), { type: 'application/json', id }).textContent = text
    return `#${id}`
  }
  const failure = (given: string | object) => readStatus(feed, { mapping: given }).then(() => expect.fail('was read'), (error) => error)

  it('may be given as an object', async () => {
    const { page, indicator, components } = await readStatus(feed, { mapping })
    expect([page.name, indicator, components]).to.deep.equal(['Harbour', 'none', [{ id: 'gate', name: 'Gate', status: 'operational' }]])
  })

  it('may stand at an address, which is read once, and not through the feed’s proxy', async () => {
    network.answer(at, () => HttpResponse.json(mapping))
    network.answer('https://proxy.test/', () => HttpResponse.json(own))
    const { page } = await readStatus(feed, { mapping: at, proxy: 'https://proxy.test/?url={url}' })
    expect(page.name).to.equal('Harbour')
    expect(network.asked.map((url) => url.split('?')[0])).to.deep.equal([at, 'https://proxy.test/'])
  })

  it('is not waited for when the reading is given up', async () => {
    const controller = new AbortController()
    const asked: unknown[] = []
    const fetch = (url: unknown) => {
      asked.push(url)
      controller.abort()
      return new Promise<Response>(() => {})
    }
    const error = await readStatus(feed, { mapping: at, fetch, signal: controller.signal }).then(() => expect.fail('was read'), (thrown) => thrown)
    expect(error).to.include({ code: 'network', reason: 'aborted' })
    expect(asked).to.deep.equal([at])
  })

  it('costs no request to find the feed out', async () => {
    await readStatus(feed, { mapping })
    expect(network.asked).to.deep.equal([feed])
  })

  for (const tag of tags) {
    it(`may stand in a script of the page (${tag})`, async () => {
      const el = put(document.createElement(tag), { feed, mapping: script(JSON.stringify(mapping)), storage: 'none' })
      await el.refresh()
      expect(el.data?.page.name).to.equal('Harbour')
      expect(reports.errors).to.deep.equal([])
    })
  }

  it('that is wrong says so to the page’s author, once, and what to write instead', async () => {
    const id = script('{"components": {"id": "key"}}')
    const el = put(document.createElement('statuspane-widget'), { feed, mapping: id, storage: 'none' })
    await el.refresh()
    while (!reports.errors.length) await settled()
    expect(reports.warnings).to.deep.equal([
      `[statuspane] <statuspane-widget> The mapping ${id} cannot be used. In the mapping: components has no "each", which it needs.`,
    ])
    expect(reports.codes()).to.deep.equal(['config'])
  })

  it('that is not there, or no JSON, says so', async () => {
    expect(await failure('#nowhere')).to.include({ code: 'config', reason: 'mapping', hint: 'In the mapping: no element of the page has the id "nowhere".' })
    expect(await failure({ components: { id: 'key' } })).to.include({ code: 'config', message: 'The mapping cannot be used' })
    const broken = await failure(script('{'))
    expect(broken).to.include({ code: 'config', reason: 'mapping' })
    expect(broken.hint).to.match(/^In the mapping: it is no JSON: .+\.$/).and.not.to.match(/Failed to execute/)
    expect((await failure(' { "page": {} }')).hint).to.match(/put that into a <script type="application\/json" id="mapping">/)
    network.answer(at, () => new HttpResponse('', { status: 404 }))
    expect(await failure(at)).to.include({ code: 'http', reason: '404', url: at })
  })

  it('that does not fit the document says which expression gave what', async () => {
    const error = await failure({ components: { each: 'servces', id: 'key' } })
    expect(error).to.include({ code: 'invalid', url: feed })
    expect(error.hint).to.equal('In the mapping: components.each "servces" gave nothing; the document has services.')
  })

  it('is read anew once it has been mended', async () => {
    const id = script(JSON.stringify({ components: { each: 'servces', id: 'key' } }))
    const el = put(document.createElement('statuspane-widget'), { feed, mapping: id, storage: 'none' })
    await el.refresh()
    expect(el.error?.code).to.equal('invalid')
    const element = document.querySelector(id)
    if (element) element.textContent = JSON.stringify(mapping)
    await el.refresh()
    expect(el.data?.page.name).to.equal('Harbour')
  })
})
