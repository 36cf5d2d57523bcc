import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { reader } from '../../src/feeds/cstate.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of cState, with the least document that shows it. */

const none = '<no value>'
const issue = (name: string, part: object = {}) => ({
  is: 'issue', title: `About ${name}`, createdAt: '2026-05-04 08:00:00 +0000 UTC', lastMod: '2026-05-04 08:00:00 +0000 UTC', permalink: `https://status.example.com/issues/${name}/`,
  severity: 'disrupted', resolved: false, informational: false, resolvedAt: none, affected: ['Boats'], filename: `${name}.md`, ...part,
})
const system = (name: string, status = 'ok', unresolvedIssues: unknown[] = []) => ({ name, category: 'All', status, unresolvedIssues })
const index = (part: object = {}) => ({
  is: 'index', cStateVersion: '6.0.1', title: 'Quay', baseURL: 'https://status.example.com/', summaryStatus: 'ok', categories: [{ name: 'All', hideTitle: true }],
  systems: [system('Boats')], pinnedIssues: [], buildDate: '2026-05-04', buildTime: '12:00', buildTimezone: 'UTC', ...part,
})
const withIssues = (...unresolved: unknown[]) => index({ systems: [system('Boats', 'disrupted', unresolved)] })
const list = (...pages: unknown[]) => ({ is: 'issues', title: 'Issues', baseURL: 'https://status.example.com/', pages })
const parse = (main: unknown, issues?: unknown) => reader.parse(freeze(issues === undefined ? { index: main } : { index: main, issues }), 'https://status.example.com/')
const said = ({ problems }: ReturnType<typeof parse>) => problems.map((p) => p.path)

describe('the documents of cState', () => {
  const cases = [
    ['https://status.example.com', 'https://status.example.com/'],
    ['https://status.example.com/index.json', 'https://status.example.com/'],
    ['https://example.com/status/issues/2026-05-04-boats/', 'https://example.com/status/'],
    ['https://example.com/status/issues/index.json', 'https://example.com/status/'],
    ['https://example.com/affected/boats/index.json', 'https://example.com/'],
  ] as const
  for (const [base, root] of cases) {
    it(`of ${base}`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'index', url: `${root}index.json`, format: 'text' },
        { key: 'issues', url: `${root}issues/index.json`, format: 'text', when: 'history', optional: true },
        { key: 'texts', url: `${root}issues/index.xml`, format: 'text', when: 'history', optional: true },
      ]))
  }
  it('of a copy are that copy', () => expect(reader.requests('https://shop.example/quay.json')).to.deep.equal([{ key: 'index', url: 'https://shop.example/quay.json', format: 'text' }]))
  it('are texts, or read already', () => expect(parse(JSON.stringify(withIssues(issue('a'))))).to.deep.equal(parse(withIssues(issue('a')))))
})

describe("cState's JSON", () => {
  const broken = (value: object) => JSON.stringify(value, null, 2).replaceAll('~', '"')
  it('is repaired where a title breaks it, and that is said', () => {
    const snapshot = parse(broken(withIssues(issue('a', { title: 'The ~North~ pier, C:\\temp', severity: 'down' }), issue('b', { title: '~Boats~' }))))
    expect(snapshot.incidents.map((i) => i.title)).to.deep.equal(['The "North" pier, C:\\\\temp', '"Boats"'])
    expect(snapshot.problems).to.deep.equal([{ path: 'index', message: 'repaired: texts that are not escaped' }])
  })
  it('keeps what was escaped as it should be', () => {
    const snapshot = parse(broken(withIssues(issue('a', { title: '~' }), issue('b', { body: '<p>\u2019"x"</p>\n' }))))
    expect(snapshot.incidents.map((i) => [i.title, i.updates[0]?.body])).to.deep.equal([['"', undefined], ['About b', '<p>\u2019"x"</p>\n']])
  })
  it('beyond repair is refused, or costs the past only', () => {
    expect(() => parse('{"is": "index", ')).to.throw(FeedShapeError)
    expect(said(parse(index(), '{"is": "issues", '))).to.deep.equal(['issues'])
  })
  it('is known as cState by its shape, broken or not', () => {
    for (const document of [index(), list(), broken(index({ title: '~Quay~' })), issue('a')]) {
      expect(catalogue.filter(({ recognise }) => recognise?.(document)).map(({ id }) => id)).to.deep.equal(['cstate'])
    }
  })
})

describe("cState's times", () => {
  const cases: [string, string | undefined, number?][] = [
    ['2026-05-04 08:00:00.482 +0000 UTC', '2026-05-04T08:00:00.482Z'],
    ['2026-05-04 08:00:00 +0200 +0200', '2026-05-04T06:00:00.000Z'],
    ['2026-03-29 03:30:00 +0200 CEST', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29 01:30:00 +0100 CET', '2026-03-29T00:30:00.000Z'],
    ['2026-05-04T08:00:00+02:00', '2026-05-04T06:00:00.000Z'],
    ['2026-05-04 08:00:00', '2026-05-04T08:00:00.000Z'],
    [none, undefined],
    ['', undefined],
    ['0001-01-01 00:00:00 +0000 UTC', undefined],
    ['2026-05-04 08:00:00 CET', undefined, 1],
    ['May 4', undefined, 1],
  ]
  for (const [resolvedAt, at, problems = 0] of cases) {
    it(`${resolvedAt || 'nothing'} is ${at ?? 'none'}`, () => {
      const snapshot = parse(index(), list(issue('a', { resolved: true, resolvedAt })))
      expect(snapshot.incidents[0]).to.include({ status: 'resolved' })
      expect([snapshot.incidents[0]?.resolvedAt, snapshot.problems.length]).to.deep.equal([at, problems])
    })
  }
  it('of the build are when the page last changed, unless their zone has only a name', () => {
    const of = (buildTimezone: string) => parse(index({ buildTimezone }))
    expect(['UTC', 'GMT', '+0530', '-03'].map((zone) => of(zone).updatedAt)).to.deep.equal(['2026-05-04T12:00:00.000Z', '2026-05-04T12:00:00.000Z', '2026-05-04T06:30:00.000Z', '2026-05-04T15:00:00.000Z'])
    expect([of('CET').updatedAt, said(of('CET'))]).to.deep.equal([undefined, ['index.buildDate']])
    expect(of('UTC')).not.to.have.property('generatedAt')
  })
})

describe("cState's systems", () => {
  it('have the words of the page', () => {
    const words = ['ok', 'notice', 'disrupted', 'down', 'asleep']
    const { components } = parse(index({ systems: words.map((word) => system(word, word)) }))
    expect(components.map((c) => c.status)).to.deep.equal(['operational', 'under_maintenance', 'partial_outage', 'major_outage', 'unknown'])
    expect(components[4]?.statusLabel).to.equal('asleep')
  })
  it('stand in categories that show their title', () => {
    const snapshot = parse(index({ categories: [{ name: 'All', hideTitle: true }, { name: 'Piers', hideTitle: false }], systems: [system('Boats'), { ...system('North'), category: 'Piers' }] }))
    expect(snapshot.groups).to.deep.equal([{ id: 'Piers', name: 'Piers' }])
    expect(snapshot.components.map((c) => c.groupId)).to.deep.equal([undefined, 'Piers'])
    expect(snapshot.problems).to.deep.equal([])
  })
  const ahead = issue('later', { createdAt: '2026-05-11 22:00:00 +0000 UTC', severity: 'notice', informational: true })
  it('are not turned by work that is only planned, nor is the page', () => {
    const snapshot = parse(index({ summaryStatus: 'notice', systems: [system('Boats', 'notice', [ahead])] }))
    expect(snapshot).to.deep.include({ indicator: 'none' }).and.not.to.have.property('claim')
    expect(snapshot.components[0]?.status).to.equal('operational')
    expect(said(snapshot)).to.have.members(['index.systems.0.status', 'index.summaryStatus'])
  })
  it('are what the issues of today make them beside it', () => {
    const snapshot = parse(index({ summaryStatus: 'down', systems: [system('Boats', 'down', [{ ...ahead, severity: 'down' }, issue('a', { severity: 'disrupted' })])] }))
    expect([snapshot.components[0]?.status, snapshot.indicator]).to.deep.equal(['partial_outage', 'major'])
  })
})

describe("cState's issues", () => {
  it('stand once, and touch all systems that list or name them', () => {
    const both = issue('a', { affected: ['Piers'] })
    const snapshot = parse(index({ systems: [system('Boats', 'disrupted', [both]), system('Shop', 'disrupted', [both])] }), list(both))
    expect(snapshot.incidents.map((i) => [i.id, i.componentIds.toSorted()])).to.deep.equal([['a.md', ['Boats', 'Piers', 'Shop']]])
  })
  it('have an impact by their severity, unknown without one', () => {
    const impact = (severity: string) => parse(withIssues(issue('a', { severity })))
    expect(['disrupted', 'down', none, ''].map((severity) => impact(severity).incidents[0]?.impact)).to.deep.equal(['major', 'critical', 'unknown', 'unknown'])
    expect(said(impact(none))).to.deep.equal([])
    expect(said(impact('mild'))).to.deep.equal(['index.systems.0.unresolvedIssues.0.severity'])
  })
  it('that inform are over once told, unless the page counts them', () => {
    const post = issue('a', { informational: true, severity: none, affected: [] })
    expect(parse(index(), list(post)).incidents[0]).to.include({ status: 'resolved', statusLabel: 'informational', impact: 'none', resolvedAt: '2026-05-04T08:00:00.000Z' })
    expect(parse(withIssues(issue('a', { informational: true }))).incidents[0]).to.include({ status: 'investigating', impact: 'major' })
  })
  it('that are pinned inform, and say no more of themselves', () => {
    const { severity: _, resolved: __, informational: ___, resolvedAt: ____, ...pin } = issue('a')
    expect(parse(index({ pinnedIssues: [pin] })).incidents[0]).to.include({ id: 'a.md', status: 'resolved', impact: 'none' })
  })
  it('that are open in the list and not on the page are left out, unless the page does not show their system', () => {
    const snapshot = parse(index(), list(issue('a'), issue('b', { affected: ['Cellar'] })))
    expect(snapshot.incidents.map((i) => [i.id, i.status])).to.deep.equal([['b.md', 'investigating']])
    expect(said(snapshot)).to.deep.equal(['issues.pages.0'])
  })
  it('of severity notice are maintenances: under way, over, or by the clock when they are dated ahead', () => {
    const notice = (name: string, part: object = {}) => issue(name, { severity: 'notice', ...part })
    const snapshot = parse(withIssues(notice('now'), notice('later', { createdAt: '2026-05-04 14:00:01 +0200 CEST' })), list(notice('over', { resolved: true, resolvedAt: '2026-05-04 09:30:00' })))
    expect(snapshot.incidents).to.deep.equal([])
    expect(snapshot.maintenances.map((m) => [m.status, m.scheduledStart, m.completedAt])).to.deep.equal([
      ['in_progress', '2026-05-04T08:00:00.000Z', undefined],
      ['unknown', '2026-05-04T12:00:01.000Z', undefined],
      ['completed', '2026-05-04T08:00:00.000Z', '2026-05-04T09:30:00.000Z'],
    ])
  })
  it('that are not resolved have no end, whatever is written', () => {
    const snapshot = parse(withIssues(issue('a', { resolvedAt: '2026-05-05 08:00:00' })))
    expect(snapshot.incidents[0]).to.include({ status: 'investigating' }).and.not.to.have.property('resolvedAt')
    expect(said(snapshot)).to.deep.equal(['index.systems.0.unresolvedIssues.0.resolvedAt'])
  })
  it('alone have their text, as HTML', () => {
    const [incident] = parse(issue('a', { body: '<p><em>Fixed</em> - All sail.</p>', lastMod: '2026-05-04 09:00:00 +0000 UTC' })).incidents
    expect(incident?.updates).to.deep.equal([{ id: 'a.md', status: 'investigating', at: '2026-05-04T09:00:00.000Z', body: '<p><em>Fixed</em> - All sail.</p>', format: 'html' }])
  })
  it('without a file name go by their address, and without either are named', () => {
    const snapshot = parse(withIssues(issue('a', { filename: none }), issue('b', { filename: none, permalink: '' })))
    expect(snapshot.incidents.map((i) => i.id)).to.deep.equal(['https://status.example.com/issues/a/'])
    expect(said(snapshot)).to.deep.equal(['index.systems.0.unresolvedIssues.1.filename'])
  })
  const rss = (...items: string[]) => `<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title>${items.join('')}</channel></rss>`
  const item = (name: string, parts: string) => `<item><title>[Resolved] ${name}</title><link>https://status.example.com/issues/${name}/</link>${parts}</item>`
  const told = (texts: unknown) => reader.parse({ index: withIssues(issue('a'), issue('b')), texts })
  it('have the whole text that RSS has, not its beginning', () => {
    const snapshot = told(rss(item('a', '<description>Boats late…</description><content type="html">&lt;p&gt;Boats &amp;amp; buses late&lt;/p&gt;</content>'), item('b', '<description>All well</description>')))
    expect(snapshot.incidents.map(({ updates: [u] }) => [u?.body, u?.format])).to.deep.equal([['<p>Boats &amp; buses late</p>', 'html'], ['All well', 'text']])
  })
  it('do without a text where there is no RSS, and it is said', () => {
    const snapshot = told('<!doctype html><p>Not found')
    expect(snapshot.incidents.map((i) => i.updates)).to.deep.equal([[], []])
    expect(said(snapshot)).to.deep.equal(['texts'])
  })
})

const folder = '/shared/feeds/samples/cstate/'
interface Raw {
  is: string
  systems?: { name: string; unresolvedIssues: { filename: string }[] }[]
  categories?: { name: string; hideTitle: boolean }[]
  pinnedIssues?: { filename: string }[]
  pages?: { filename: string }[]
  filename?: string
  body?: string
  title: string
}
const answer = await fetch(folder)
const captures: string[] = answer.status === 200 ? await answer.json() : []

describe('captures of cState', () => {
  it('are at hand', function () {
    if (!captures.length) this.skip()
    expect(captures.length).to.be.greaterThan(10)
  })
  const textOf = async (name: string) => (await fetch(folder + name)).text()
  for (const name of captures.filter((name) => name.endsWith('.json') && !name.includes('pages-index'))) {
    it(`${name} is read whole`, async () => {
      const text = await textOf(name)
      const snapshot = reader.parse({ index: text })
      const names = (pattern: RegExp) => new Set(Array.from(text.matchAll(pattern), ([, value]) => value))
      const events = [...snapshot.incidents, ...snapshot.maintenances]
      expect(new Set(events.map((event) => event.id))).to.deep.equal(names(/"filename": "(.*)"/g))
      if (!name.includes('invalid')) {
        const raw: Raw = JSON.parse(text)
        expect(snapshot.components.map((c) => c.name)).to.deep.equal(raw.systems?.map((s) => s.name) ?? (raw.is === 'system' ? [raw.title] : []))
        expect(snapshot.groups.map((g) => g.name)).to.deep.equal(raw.categories?.flatMap((c) => (c.hideTitle ? [] : c.name)) ?? [])
        expect(events.flatMap((event) => event.updates.map((u) => u.body))).to.deep.equal(raw.body ? [raw.body] : [])
        expect(snapshot.problems).to.deep.equal([])
      }
      // Each time that the file writes with a zone is in the snapshot, but those of changes.
      const times = [...names(/"createdAt": "(\d.*) UTC"/g)].map((time) => new Date(`${time?.replace(' +0000', 'Z').replace(' ', 'T')}`).toISOString())
      const known = events.map((event) => ('impact' in event ? event.startedAt : event.scheduledStart))
      expect(known).to.include.members(times)
    })
  }
  it('with a title that breaks them, and with work ahead, say both', async function () {
    if (!captures.length) this.skip()
    const snapshot = reader.parse({ index: await textOf('made-quotes-future-index.invalid.json'), issues: await textOf('made-quotes-future-issues-index.invalid.json') })
    expect(snapshot.incidents.find((i) => i.title.startsWith('The "Login"'))).to.include({ startedAt: '2026-11-23T23:00:00.000Z' })
    expect(snapshot.maintenances.map((m) => m.status)).to.deep.equal(['unknown', 'completed'])
    expect(snapshot.problems).to.deep.equal(['index', 'issues'].map((path) => ({ path, message: 'repaired: texts that are not escaped' })))
  })
  it('together have the text of every issue', async function () {
    if (!captures.length) this.skip()
    const [index = '', issues = '', texts = ''] = await Promise.all(['exampleSite-index.json', 'exampleSite-issues-index.json', 'exampleSite-issues-index.xml'].map(textOf))
    const snapshot = reader.parse({ index, issues, texts })
    const raw: Raw = JSON.parse(issues)
    const events = [...snapshot.incidents, ...snapshot.maintenances]
    expect(events.map((event) => event.id)).to.have.members(raw.pages?.map((page) => page.filename) ?? [])
    expect(events.filter((event) => !event.updates[0]?.body).map((event) => event.id)).to.deep.equal([])
    for (const name of captures.filter((name) => name.includes('-issue-'))) {
      const own: Raw = JSON.parse(await textOf(name))
      expect(events.find((event) => event.id === own.filename)?.updates[0]?.body, name).to.equal(own.body?.trim())
    }
    expect(snapshot.problems).to.deep.equal([])
  })
  it('of pages are not taken for one of issues', async function () {
    if (!captures.length) this.skip()
    const text = await textOf('exampleSite-pages-index.json')
    expect(() => reader.parse({ index: text })).to.throw(FeedShapeError)
  })
})
