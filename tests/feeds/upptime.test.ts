import { expect } from 'chai'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { reader } from '../../src/feeds/upptime.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Upptime, with the least document that shows it. */

const at = (clock: string) => `2026-05-04T${clock}:00Z`
const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const site = (slug: string, part: object = {}) => ({ slug, name: `The ${slug}`, url: `https://${slug}.example`, status: 'up', uptimeDay: '100.00%', dailyMinutesDown: {}, ...part })
const issue = (number: number, label: string, part: object = {}) => ({
  number, title: '🛑 The shop is down', state: 'open', labels: [{ name: label }, { name: 'shop' }], body: 'It was **down**', created_at: at('08:00'), closed_at: null,
  html_url: `https://github.com/quay/up/issues/${number}`, ...part,
})
const comment = (id: number, number: number, clock: string, body: string) => ({ id, issue_url: `https://api.github.com/repos/quay/up/issues/${number}`, created_at: at(clock), body })
const parse = (documents: object = {}, address?: string) => reader.parse(freeze({ summary: [site('shop'), site('piers')], ...documents }), address)
const said = ({ problems }: ReturnType<typeof parse>) => problems.map((p) => p.path)

describe('the documents of Upptime', () => {
  const head = 'https://raw.githubusercontent.com/quay/up/HEAD/history/summary.json'
  const cases = [
    ['https://github.com/quay/up', head],
    ['https://github.com/quay/up/', head],
    ['https://quay.github.io/up', head],
    ['https://raw.githubusercontent.com/quay/up/main/history/summary.json', 'https://raw.githubusercontent.com/quay/up/main/history/summary.json'],
  ] as const
  for (const [base, summary] of cases) {
    it(`of ${base}`, () => {
      const requests = reader.requests(base)
      expect(requests[0]).to.deep.equal({ key: 'summary', url: summary })
      expect(requests.slice(1).map(({ key, when = 'now', optional }) => [key, when, optional])).to.deep.equal([['open', 'now', true], ['closed', 'history', true], ['comments', 'history', true]])
      for (const { url } of requests.slice(1)) expect(url).to.match(/^https:\/\/api\.github\.com\/repos\/quay\/up\/issues[?/]/)
    })
  }
  const alone = [['https://status.example.com', 'https://status.example.com/history/summary.json'], ['https://status.example.com/up/', 'https://status.example.com/up/history/summary.json'], ['https://shop.example/copy.json', 'https://shop.example/copy.json']] as const
  for (const [base, url] of alone) it(`of ${base} are the summary alone`, () => expect(reader.requests(base)).to.deep.equal([{ key: 'summary', url }]))
  it('are known by the address of a repository, or by their shape', () => {
    expect(catalogue.find(({ match }) => match?.(new URL('https://github.com/quay/up')))?.id).to.equal('upptime')
    expect(catalogue.filter(({ recognise }) => recognise?.([site('shop')])).map(({ id }) => id)).to.deep.equal(['upptime'])
    expect(catalogue.filter(({ recognise }) => recognise?.([issue(7, 'status')])).map(({ id }) => id)).to.deep.equal([])
  })
  it('are a summary with a site at least', () => expect(() => parse({ summary: [{ name: 'x' }] })).to.throw(FeedShapeError))
  it('name the page by its repository, else by its address', () => {
    expect(parse({}, head).page).to.deep.equal({ name: 'quay/up', url: 'https://github.com/quay/up' })
    expect(parse({}, 'https://quay.github.io/up').page).to.deep.equal({ name: 'quay/up', url: 'https://quay.github.io/up' })
    expect(parse({}, 'https://status.example.com/').page).to.deep.equal({ name: 'status.example.com', url: 'https://status.example.com/' })
  })
})

describe("Upptime's sites", () => {
  it('have its words', () => {
    const { components } = parse({ summary: ['up', 'down', 'degraded', 'paused'].map((status) => site(status, { status })) })
    expect(components.map((c) => c.status)).to.deep.equal(['operational', 'major_outage', 'degraded_performance', 'unknown'])
    expect(components[3]?.statusLabel).to.equal('paused')
  })
  it('may keep their address a secret', () => {
    const snapshot = parse({ summary: [site('shop', { url: '$SHOP' })] })
    expect(snapshot.components[0]).not.to.have.property('url')
    expect(snapshot.problems).to.deep.equal([])
  })
  it('were without trouble between the days that have some, also over a change of the clocks', () => {
    const { components } = parse({ summary: [site('shop', { dailyMinutesDown: { '2026-03-30': 144, '2026-03-27': 1440, '2026-03-28': 0 } })] })
    expect(components[0]?.history).to.deep.equal([
      { date: '2026-03-27', ratio: 0, status: 'major_outage' },
      { date: '2026-03-28', ratio: 1, status: 'operational' },
      { date: '2026-03-29', ratio: 1, status: 'operational' },
      { date: '2026-03-30', ratio: 0.9, status: 'partial_outage' },
    ])
  })
  it('keep days of long ago, with no more filled in than are shown', () => {
    const history = parse({ summary: [site('shop', { dailyMinutesDown: { '1970-01-01': 5, '2026-05-04': 5 } })] }).components[0]?.history
    expect([history?.length, history?.[0]?.date]).to.deep.equal([92, '1970-01-01'])
  })
  it('have no history where no day had trouble, or where it is none, which is said', () => {
    expect(parse().components[0]).not.to.have.property('history')
    const snapshot = parse({ summary: [site('a', { dailyMinutesDown: { today: 3, '2026-05-01': 1441, '2026-05-02': '3' } }), site('b', { dailyMinutesDown: [] })] })
    expect(snapshot.components.map((c) => c.history)).to.deep.equal([undefined, undefined])
    expect(said(snapshot)).to.deep.equal(['summary.0.dailyMinutesDown.today', 'summary.0.dailyMinutesDown.2026-05-01', 'summary.0.dailyMinutesDown.2026-05-02', 'summary.1.dailyMinutesDown'])
  })
})

describe("Upptime's incidents", () => {
  it('are issues, their site the label that is a slug, wherever it stands', () => {
    const { incidents } = parse({ open: [issue(7, 'status', { labels: [{ name: 'eu' }, { name: 'piers' }, { name: 'status' }] })] })
    expect(incidents[0]).to.deep.include({ id: '7', title: 'The shop is down', impact: 'major', status: 'investigating', startedAt: iso('08:00'), componentIds: ['piers'] })
    expect(incidents[0]?.updates).to.deep.equal([{ id: 'issue-7', status: 'investigating', at: iso('08:00'), body: 'It was **down**', format: 'markdown' }])
  })
  it('have an impact by their title', () => {
    const titles = ['🛑 A is down', '⚠️ A has degraded performance', '⚠ A has degraded performance', 'The landlord cut the power']
    const { incidents } = parse({ open: titles.map((title, i) => issue(i, 'status', { title })) })
    expect(incidents.map((i) => [i.title, i.impact])).to.deep.equal([['A is down', 'major'], ['A has degraded performance', 'minor'], ['A has degraded performance', 'minor'], ['The landlord cut the power', 'unknown']])
  })
  it('outweigh a summary that is older and says that all is up', () => expect(parse({ open: [issue(7, 'status')] }).indicator).to.equal('major'))
  it('end when they are closed; the comment that says so, or the last one, resolves', () => {
    const closed = [issue(7, 'status', { state: 'closed', closed_at: at('09:00') })]
    const comments = [comment(2, 7, '09:00', 'Over, we think'), comment(1, 7, '08:30', 'Looking'), comment(3, 7, '08:40', '**Resolved:** back up')]
    const [incident] = parse({ closed, comments }).incidents
    expect(incident).to.include({ status: 'resolved', resolvedAt: iso('09:00') })
    expect(incident?.updates.map((u) => [u.id, u.status])).to.deep.equal([['2', 'resolved'], ['3', 'resolved'], ['1', 'investigating'], ['issue-7', 'investigating']])
  })
  it('may be without a text', () => expect(parse({ open: [issue(7, 'status', { body: null })] }).incidents[0]?.updates).to.deep.equal([]))
  it('are no pull requests, and no other issues: these are named', () => {
    const snapshot = parse({ open: [issue(7, 'status', { pull_request: {} }), issue(8, 'question'), issue(9, 'status')] })
    expect(snapshot.incidents.map((i) => i.id)).to.deep.equal(['9'])
    expect(said(snapshot)).to.deep.equal(['open.0', 'open.1'])
  })
  it('stand once, as they are now', () => {
    const snapshot = parse({ open: [issue(7, 'status')], closed: [issue(7, 'status', { state: 'closed', closed_at: at('09:00') })] })
    expect(snapshot.incidents.map((i) => i.status)).to.deep.equal(['investigating'])
    expect(said(snapshot)).to.deep.equal(['closed.0.number'])
  })
  it('are unavailable when GitHub has been asked too often, which costs nothing else', () => {
    const snapshot = parse({ open: { message: 'API rate limit exceeded' } })
    expect(snapshot.components).to.have.length(2)
    expect(said(snapshot)).to.deep.equal(['open'])
  })
  it('that were not fetched are said to be, as are comments on them', () => {
    const snapshot = parse({ closed: Array.from({ length: 100 }, (_, i) => issue(i + 1, 'status', { state: 'closed', closed_at: at('09:00') })), comments: [comment(1, 999, '08:00', 'Old')] })
    expect(snapshot.incidents).to.have.length(100)
    expect(said(snapshot)).to.deep.equal(['comments.0', 'closed'])
  })
})

describe("Upptime's maintenances", () => {
  const one = (part: object) => parse({ open: [issue(7, 'maintenance', { title: 'New timetable', labels: [{ name: 'maintenance' }], ...part })] })
  const plan = 'start: 2026-05-04T12:00:00+02:00\nend: 2026-05-04T13:30:00.220Z\nexpectedDown: shop, Piers\nexpectedDegraded: the piers'
  const planned = { scheduledStart: iso('10:00'), scheduledEnd: '2026-05-04T13:30:00.220Z' }
  it('stand in the first comment of their text, also in a code block', () => {
    for (const body of [`<!--\n${plan}\n-->\nWords\n<!-- start: 1999-01-01T00:00:00Z -->`, `\`\`\`html\r\n<!--\r\n${plan.replaceAll('\n', '\r\n')}\r\n-->\r\n\`\`\``]) {
      const snapshot = one({ body })
      expect(snapshot.maintenances[0]).to.deep.include({ ...planned, title: 'New timetable', status: 'unknown', componentIds: ['shop', 'piers'] })
      expect(snapshot.problems).to.deep.equal([])
    }
  })
  it('that are open run by the clock; closed ones are over, or off when they never began', () => {
    const closed = (clock: string) => one({ body: `<!--\n${plan}\n-->`, state: 'closed', closed_at: at(clock) }).maintenances[0]
    expect(closed('13:31')).to.include({ status: 'completed', completedAt: iso('13:31') })
    expect(closed('09:00')?.status).to.equal('cancelled')
  })
  it('without a plan are under way while they are open', () => {
    for (const body of [null, plan, '<!-- -->']) {
      const [maintenance] = one({ body }).maintenances
      expect(maintenance).to.include({ status: 'in_progress' }).and.not.to.have.any.keys('scheduledStart', 'scheduledEnd')
    }
  })
  it('of times without a zone mean UTC, and what is no time is named', () => {
    expect(one({ body: '<!--\nstart: 2026-03-29T02:30:00\nend: 2026-03-29 03:30\n-->' }).maintenances[0]).to.include({ scheduledStart: '2026-03-29T02:30:00.000Z', scheduledEnd: '2026-03-29T03:30:00.000Z' })
    expect(said(one({ body: '<!--\nstart: tonight\n-->' }))).to.deep.equal(['open.0.plan.start'])
  })
  it('that name what is no site say so', () => {
    const snapshot = one({ body: '<!--\nexpectedDown: shop, GET to /dummy\n-->' })
    expect(snapshot.maintenances[0]?.componentIds).to.deep.equal(['shop'])
    expect(said(snapshot)).to.deep.equal(['open.0.body'])
  })
})

const folder = '/shared/feeds/samples/upptime/'
interface Raw {
  number?: number
  slug?: string
  name?: string
  dailyMinutesDown?: Record<string, number>
}
const answer = await fetch(folder)
const captures: string[] = answer.status === 200 ? await answer.json() : []

describe('captures of Upptime', () => {
  const load = async (name: string): Promise<Raw[]> => freeze(await (await fetch(folder + name)).json())
  it('are at hand', function () {
    if (!captures.length) this.skip()
    expect(captures.filter((name) => name.endsWith('-summary.json')).length).to.be.greaterThan(2)
  })
  for (const name of captures.filter((name) => name.endsWith('-summary.json'))) {
    it(`${name} is read whole`, async () => {
      const raw = await load(name)
      const snapshot = reader.parse({ summary: raw })
      expect(snapshot.problems).to.deep.equal([])
      expect(snapshot.components.map(({ id, name }) => ({ id, name }))).to.deep.equal(raw.map(({ slug, name }) => ({ id: slug, name })))
      for (const [i, { dailyMinutesDown = {} }] of raw.entries()) {
        const troubled = snapshot.components[i]?.history?.filter((day) => day.status !== 'operational').map(({ date, ratio }) => [date, Math.round((1 - (ratio ?? 1)) * 1440)]) ?? []
        expect(Object.fromEntries(troubled)).to.deep.equal(dailyMinutesDown)
      }
    })
  }
  it('and issues like those of GitHub are all kept or named', async function () {
    if (!captures.length) this.skip()
    const status = await load('made-github-issues-status.json')
    const work = await load('made-github-issues-maintenance.json')
    const [{ dailyMinutesDown: _, ...row } = {}] = await load('electisec+upptime-summary.json')
    const snapshot = reader.parse({ summary: [{ ...row, slug: 'google' }, { ...row, slug: 'hacker-news' }, { ...row, slug: 'amiya-demo' }], open: [...status, ...work] })
    expect(snapshot.incidents.map((i) => i.id)).to.deep.equal(status.map((i) => `${i.number}`))
    expect(snapshot.maintenances.map((m) => [m.id, m.scheduledStart])).to.deep.equal([['267', '2021-02-24T13:00:00.220Z'], ['6', '2022-03-30T04:35:59.000Z'], ['91', undefined]])
    expect([...snapshot.incidents, ...snapshot.maintenances].flatMap((e) => e.updates).length).to.equal(status.length + work.length)
  })
})
