import { expect } from 'chai'
import { HttpResponse } from 'msw'
import '../../src/index.ts'
import { readStatus } from '../../src/headless.ts'
import { comeBack } from '../client/page.ts'
import { loadFixture } from '../feeds/fixture.ts'
import { textOf, texts } from '../helpers/mount.ts'
import { useNetwork } from '../helpers/msw.ts'
import { useReports } from '../helpers/reports.ts'

/** The README's own code, run as it stands there. */
describe('in the README, a feed of your own', () => {
  const network = useNetwork()
  const reports = useReports()
  const made: Element[] = []
  let readme = ''
  let section = ''

  before(async () => {
    readme = await (await fetch(new URL('../../README.md', import.meta.url))).text()
    section = readme.split('\n## A feed of your own\n')[1]?.split('\n## ')[0] ?? ''
  })
  beforeEach(comeBack)
  afterEach(() => made.splice(0).forEach((element) => element.remove()))

  /** The code of the nth block of a language. */
  function code(language: string, index = 0): string {
    const blocks = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, of]) => of === language)
    return blocks[index]?.[2] ?? expect.fail(`no block ${index} of ${language}`)
  }

  it('in our own format is read as it is', async () => {
    network.answer('https://harbour.test/status.json', () => HttpResponse.text(code('json')))
    const snapshot = await readStatus('https://harbour.test/status.json')
    // But for the form of its times.
    const { $schema, ...document } = JSON.parse(code('json').replaceAll(':00Z"', ':00.000Z"'))
    expect($schema).to.match(/\/statuspane\/v1\.json$/)
    expect(snapshot).to.deep.equal(document)
  })

  it('by an adapter is read at its addresses, and by the shape of its documents', async () => {
    const url = URL.createObjectURL(new Blob([code('js').replace("'statuspane/headless'", `'${new URL('../../src/headless.ts', import.meta.url).href}'`)], { type: 'text/javascript' }))
    await import(url)
    URL.revokeObjectURL(url)
    const piers = { piers: [{ id: 'n', name: 'North', closed: false }, { id: 's', name: 'South', closed: true }] }
    network.answer('https://harbour.example/piers.json', () => HttpResponse.json(piers))
    network.answer('https://elsewhere.test/piers.json', () => HttpResponse.json(piers))
    for (const feed of ['https://harbour.example/', 'https://elsewhere.test/piers.json']) {
      const { page, indicator, components } = await readStatus(feed)
      expect([page.name, indicator]).to.deep.equal(['Harbour', 'major'])
      expect(components).to.deep.equal([
        { id: 'n', name: 'North', status: 'operational' },
        { id: 's', name: 'South', status: 'major_outage' },
      ])
    }
  })

  it('by a mapping is shown by the banner that names it', async () => {
    network.answer(new URL('/status.json', location.href).href, () => HttpResponse.text(code('json', 1)))
    const box = document.createElement('div')
    // A page is parsed with its scripts; a template is too.
    box.append(document.createRange().createContextualFragment(code('html')))
    made.push(box)
    document.body.append(box)
    const banner = box.querySelector('statuspane-banner') ?? expect.fail('no banner')
    Object.assign(banner, { now: '2026-05-04T09:00:00Z', lang: 'en-GB', storage: 'none' })
    await banner.refresh()
    await banner.updateComplete
    expect(reports.errors).to.deep.equal([])
    expect(banner.data?.problems).to.deep.equal([])
    expect(banner.data?.page.name).to.equal('Harbour services')
    expect(texts(banner, 'title')).to.deep.equal(['Tickets are slow'])
    expect(textOf(banner.shadowRoot)).to.contain('Tickets')
    expect(banner.data?.components.map(({ name, status }) => [name, status])).to.deep.equal([['Ferry times', 'operational'], ['Tickets', 'degraded_performance']])
    expect(banner.data?.incidents[0]?.startedAt).to.equal('2026-05-04T08:00:00.000Z')
  })

  it('by a copy of another feed, made in Node, says what that feed said', async () => {
    const line = /^const copy = .+$/m.exec(readme)?.[0] ?? expect.fail('no copy')
    const { snapshot } = await loadFixture('uptimekuma')
    const url = URL.createObjectURL(new Blob([`export default (snapshot) => {\n${line}\nreturn copy\n}`], { type: 'text/javascript' }))
    const { default: copyOf } = await import(url)
    URL.revokeObjectURL(url)
    network.answer('https://harbour.test/copy.json', () => HttpResponse.text(copyOf(snapshot)))
    const { generatedAt, ...copied } = await readStatus('https://harbour.test/copy.json')
    expect(copied).to.deep.equal(snapshot)
    expect(Date.now() - Date.parse(`${generatedAt}`)).to.be.within(0, 60_000)
  })
})
