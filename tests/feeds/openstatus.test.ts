import { expect } from 'chai'
import { reader } from '../../src/feeds/openstatus.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of OpenStatus, with the least document that shows it. */

const day = (clock: string) => `2026-05-04T${clock}:00.000Z`
const monitor = (id: number, status = 'success') => ({ id, name: `monitor ${id}`, description: '', status })
const component = (id: number, monitorId: number | null, part: object = {}) =>
  ({ id, name: `part ${id}`, description: null, monitorId, order: id, groupId: null, groupOrder: null, ...part })
const report = (id: number, part: object = {}) =>
  ({ id, title: `report ${id}`, status: 'investigating', updatedAt: day('08:00'), monitors: [], pageComponents: [], statusReportUpdates: [], ...part })
const maintenance = (id: number, part: object = {}) =>
  ({ id, name: `work ${id}`, message: 'Soon', from: day('10:00'), to: day('12:00'), updatedAt: day('07:00'), monitors: [], pageComponents: [], ...part })
const parse = (part: object, address = 'https://status.example.com/') =>
  reader.parse({ feed: freeze({ title: 'Quay', status: 'success', updatedAt: day('11:00'), monitors: [], pageComponents: [], statusReports: [], maintenances: [], ...part }) }, address)
const statuses = ({ components }: ReturnType<typeof parse>) => components.map(({ id, status }) => [id, status])

describe('the document of OpenStatus', () => {
  const cases = [
    ['https://quay.openstatus.dev', 'https://quay.openstatus.dev/feed/json'],
    ['https://quay.openstatus.dev/events/report/7', 'https://quay.openstatus.dev/feed/json'],
    ['https://quay.openstatus.dev/feed/rss', 'https://quay.openstatus.dev/feed/json'],
    ['https://www.example.com/quay/', 'https://www.example.com/quay/feed/json'],
    ['https://api.openstatus.dev/public/status/quay', 'https://api.openstatus.dev/public/status/quay'],
    ['https://shop.example/copies/quay.json', 'https://shop.example/copies/quay.json'],
  ] as const
  for (const [base, url] of cases) it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal([{ key: 'feed', url }]))
})

describe("OpenStatus's components", () => {
  it('have the status of the monitor that they point to, and its words', () => {
    const words = ['success', 'degraded', 'error', 'info']
    const snapshot = parse({ monitors: words.map((status, i) => monitor(i + 10, status)), pageComponents: words.map((_, i) => component(i, i + 10)) })
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(['operational', 'degraded_performance', 'major_outage', 'under_maintenance'])
  })
  it('are the monitors themselves in a feed from before there were components', () => {
    const snapshot = parse({ pageComponents: undefined, monitors: [monitor(1), monitor(2, 'error')], statusReports: [report(7, { monitors: [2], pageComponents: undefined })] })
    expect(statuses(snapshot)).to.deep.equal([['1', 'operational'], ['2', 'major_outage']])
    expect(snapshot.incidents[0]?.componentIds).to.deep.equal(['2'])
  })
  it('without a monitor are what the open reports and maintenances of theirs say', () => {
    const snapshot = parse({
      pageComponents: [1, 2, 3, 4].map((id) => component(id, null)),
      statusReports: [report(7, { pageComponents: [1] }), report(8, { status: 'resolved', pageComponents: [2] })],
      maintenances: [maintenance(3, { pageComponents: [1, 3] }), maintenance(4, { from: day('15:00'), to: day('16:00'), pageComponents: [4] })],
    })
    expect(statuses(snapshot)).to.deep.equal([['1', 'degraded_performance'], ['2', 'operational'], ['3', 'under_maintenance'], ['4', 'operational']])
  })
  it('whose monitor is not there are unknown, and it is said', () => {
    const snapshot = parse({ pageComponents: [component(1, 99)] })
    expect(statuses(snapshot)).to.deep.equal([['1', 'unknown']])
    expect(snapshot.problems.map((p) => p.path)).to.deep.equal(['feed.pageComponents.0.monitorId'])
  })
  it('leave no monitor out, and a monitor is never taken for the component of the same number', () => {
    const snapshot = parse({ monitors: [monitor(1, 'error'), monitor(2)], pageComponents: [component(1, 2)], statusReports: [report(7, { monitors: [1] }), report(8, { monitors: [2] })] })
    expect(statuses(snapshot)).to.deep.equal([['1', 'operational'], ['monitor-1', 'major_outage']])
    expect(snapshot.incidents.map((i) => i.componentIds)).to.deep.equal([['monitor-1'], ['1']])
  })
  it('stand in the order of the page and in their groups', () => {
    const snapshot = parse({
      pageComponentGroups: [{ id: 5, name: 'Piers' }],
      pageComponents: [component(1, null, { order: 1, groupId: 5, groupOrder: 1 }), component(2, null, { order: 1, groupId: 5, groupOrder: 0 }), component(3, null, { order: 0 }), component(4, null, { order: null })],
    })
    expect(snapshot.components.map(({ id, groupId }) => [id, groupId])).to.deep.equal([['3', undefined], ['2', '5'], ['1', '5'], ['4', undefined]])
    expect(snapshot.groups).to.deep.equal([{ id: '5', name: 'Piers' }])
  })
  it('keep a word that is not known', () => {
    const snapshot = parse({ monitors: [monitor(1, 'napping')], pageComponents: [component(2, 1)] })
    expect(snapshot.components[0]).to.include({ status: 'unknown', statusLabel: 'napping' })
    expect(snapshot.problems.map((p) => p.path)).to.deep.equal(['feed.monitors.0.status'])
  })
})

describe("OpenStatus's maintenances", () => {
  const one = (part: object, updatedAt: string | null = day('11:00')) => parse({ updatedAt, maintenances: [maintenance(3, part)] }).maintenances[0]
  it('stand where their window stood when the feed was made', () => {
    const cases = [['09:59', 'scheduled'], ['10:00', 'in_progress'], ['11:59', 'in_progress'], ['12:00', 'completed']] as const
    expect(cases.map(([clock]) => one({}, day(clock))?.status)).to.deep.equal(cases.map(([, status]) => status))
  })
  it('are over when their window was, even if that was long ago', () => expect(one({}, '2026-09-01T00:00:00.000Z')).to.include({ status: 'completed', completedAt: day('12:00') }))
  it('are told by the clock of the reader where the feed does not say when it was made', () => {
    expect(one({}, null)).to.include({ status: 'unknown', scheduledStart: day('10:00'), scheduledEnd: day('12:00') })
    expect(one({ to: null })?.status).to.equal('unknown')
  })
  it('say their message, in Markdown, at the time it was last changed, else at their start', () => {
    expect(one({ message: '**Paint**' })?.updates).to.deep.equal([{ id: 'message-3', status: 'scheduled', at: day('07:00'), body: '**Paint**', format: 'markdown' }])
    expect(one({ updatedAt: null })?.updates[0]?.at).to.equal(day('10:00'))
  })
  it('have their updates where the feed is new enough, and say nothing twice', () => {
    const maintenanceUpdates = [{ id: 1, message: 'Begun', date: day('10:05') }, { id: 2, message: 'Soon', date: day('06:00') }]
    expect(one({ maintenanceUpdates })?.updates.map(({ id, status, body }) => [id, status, body])).to.deep.equal([['1', 'in_progress', 'Begun'], ['2', 'scheduled', 'Soon']])
  })
})

describe("OpenStatus's reports", () => {
  const updates = [
    { id: 1, status: 'investigating', message: '', date: day('08:30'), updatedAt: day('08:30') },
    { id: 2, status: 'resolved', message: 'Done', date: day('09:30'), updatedAt: day('09:40') },
    { id: 3, status: 'monitoring', message: 'We *watch*', date: day('09:00'), updatedAt: day('09:00') },
  ]
  it('begin with their first update and end with the one that resolved them, whatever the order', () => {
    const snapshot = parse({ statusReports: [report(7, { status: 'resolved', statusReportUpdates: updates })] })
    expect(snapshot.incidents[0]).to.include({ status: 'resolved', impact: 'unknown', startedAt: day('08:30'), resolvedAt: day('09:30') })
    expect(snapshot.incidents[0]?.updates.map((u) => [u.id, u.format])).to.deep.equal([['2', 'markdown'], ['3', 'markdown'], ['1', 'markdown']])
  })
  it('that opened again have no end', () => expect(parse({ statusReports: [report(7, { statusReportUpdates: updates })] }).incidents[0]).not.to.have.property('resolvedAt'))
  it('without an update begin when they were last changed', () => expect(parse({ statusReports: [report(7)] }).incidents[0]?.startedAt).to.equal(day('08:00')))
  it('may have the number of a maintenance', () => {
    const snapshot = parse({ statusReports: [report(3)], maintenances: [maintenance(3)] })
    expect([snapshot.incidents[0]?.id, snapshot.maintenances[0]?.id]).to.deep.equal(['3', '3'])
  })
  it('that are open are not hidden by a page that claims success', () => {
    const snapshot = parse({ statusReports: [report(7)] })
    expect(snapshot).to.deep.include({ indicator: 'unknown', claim: { indicator: 'none' } })
  })
  it('with a component that is none keep the others, and say so', () => {
    const snapshot = parse({ statusReports: [report(7, { pageComponents: [1, null, 2] }), report(8, { monitors: 'all' })] })
    expect(snapshot.incidents.map((i) => i.componentIds)).to.deep.equal([['1', '2'], []])
    expect(snapshot.problems.map((p) => p.path)).to.deep.equal(['feed.statusReports.0.pageComponents.1', 'feed.statusReports.1.monitors'])
  })
})

describe("OpenStatus's overall status", () => {
  const overall = [['operational', 'none'], ['degraded_performance', 'minor'], ['partial_outage', 'major'], ['major_outage', 'critical'], ['under_maintenance', 'maintenance'], ['incident', 'minor'], ['unknown', 'unknown']] as const
  for (const [status, indicator] of overall) {
    it(`${status} alone is ${indicator}`, () => {
      const snapshot = reader.parse({ feed: { status } }, 'https://api.openstatus.dev/public/status/quay')
      expect(snapshot).to.deep.include({ indicator, claim: { indicator }, problems: [], page: { name: 'api.openstatus.dev' } })
    })
  }
})

const folder = '/shared/feeds/samples/openstatus/'
describe('samples of OpenStatus', () => {
  it('are read whole', async function () {
    const answer = await fetch(folder)
    if (answer.status !== 200) this.skip()
    for (const name of (await answer.json()) as string[]) {
      const raw: Record<string, { id: number; statusReportUpdates?: unknown[]; message?: string }[] | undefined> = await (await fetch(folder + name)).json()
      const snapshot = reader.parse({ feed: freeze(raw) })
      expect(snapshot.problems, name).to.deep.equal([])
      const count = (list: string) => raw[list]?.length ?? 0
      expect([snapshot.components, snapshot.groups, snapshot.incidents, snapshot.maintenances].map((list) => list.length), name).to.deep.equal(
        ['pageComponents', 'pageComponentGroups', 'statusReports', 'maintenances'].map(count),
      )
      const said = [...(raw.statusReports ?? []).map((r) => r.statusReportUpdates?.length), ...(raw.maintenances ?? []).map((m) => (m.message ? 1 : 0))]
      expect([...snapshot.incidents, ...snapshot.maintenances].map((e) => e.updates.length), name).to.deep.equal(said)
    }
  })
})
