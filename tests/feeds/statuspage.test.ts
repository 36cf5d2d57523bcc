import { expect } from 'chai'
import { reader } from '../../src/feeds/statuspage.ts'
import { component, ids, incident, iso, maintenance, page, parse, said, update } from './statuspage-documents.ts'

/** Each peculiarity of Statuspage, with the least document that shows it. */

describe('the documents of Statuspage', () => {
  const three = (prefix: string) => ['summary', 'incidents', 'scheduled-maintenances'].map((key) => `${prefix}/api/v2/${key}.json`)
  const cases: [string, string[]][] = [
    ['https://status.example.com', three('https://status.example.com')],
    ['https://status.example.com/', three('https://status.example.com')],
    ['https://status.example.com/incidents/b7kd02mxq1fw?x=1#top', three('https://status.example.com')],
    ['https://status.example.com/api/v2/summary.json', three('https://status.example.com')],
    ['https://status.example.com/api/v2/incidents/unresolved.json', three('https://status.example.com')],
    ['https://shop.example/mirror/api/v2/status.json', three('https://shop.example/mirror')],
    ['https://shop.example/acme/', three('https://shop.example/acme')],
    ['https://shop.example/acme/history', three('https://shop.example/acme')],
    ['https://shop.example/copies/ferries.json', ['https://shop.example/copies/ferries.json']],
  ]
  for (const [base, urls] of cases) {
    it(`of ${base}`, () => expect(reader.requests(base).map((request) => request.url)).to.deep.equal(urls))
  }
  it('are one for now, and two optional ones for the past', () =>
    expect(reader.requests('https://status.example.com').map(({ key, when = 'now', optional = false }) => [key, when, optional])).to.deep.equal([
      ['summary', 'now', false],
      ['incidents', 'history', true],
      ['scheduled-maintenances', 'history', true],
    ]))
})

describe("Statuspage's indicator", () => {
  it('is not believed over an open incident', () => {
    const snapshot = parse({ incidents: [incident('i', { impact: 'critical' })] })
    expect(snapshot).to.deep.include({ indicator: 'critical', claim: { indicator: 'none', headline: 'All Systems Operational' } })
  })
  it('is not believed over a maintenance under way', () =>
    expect(parse({ scheduled_maintenances: [maintenance('m', { status: 'in_progress' })] }).indicator).to.equal('maintenance'))
  it('does not hide an incident behind a maintenance', () =>
    expect(parse({ status: { indicator: 'maintenance' }, incidents: [incident('i')], scheduled_maintenances: [maintenance('m', { status: 'in_progress' })] }).indicator).to.equal('minor'))
  it('counts when it is worse than all the rest', () =>
    expect(parse({ status: { indicator: 'major' }, components: [component('c')] }).indicator).to.equal('major'))
  it('gives way to a component in worse trouble without any incident', () =>
    expect(parse({ status: { indicator: 'major' }, components: [component('c', { status: 'major_outage' })] }).indicator).to.equal('critical'))
  it('that is a word of an imitator is unknown, and said so', () => {
    const snapshot = parse({ status: { indicator: 'operational', description: 'Fine' } })
    expect(snapshot.claim).to.deep.equal({ indicator: 'unknown', headline: 'Fine' })
    expect(said(snapshot)).to.deep.equal(['summary.status.indicator'])
  })
})

describe("Statuspage's components", () => {
  it('are groups where they say so, whatever the order, and a group counts for nothing of its own', () => {
    const snapshot = parse({ components: [component('child', { group_id: 'g' }), component('g', { group: true, status: 'major_outage', description: 'Both' })] })
    expect(snapshot.groups).to.deep.equal([{ id: 'g', name: 'g', description: 'Both' }])
    expect(snapshot.components).to.deep.equal([{ id: 'child', name: 'child', status: 'operational', groupId: 'g' }])
    expect(snapshot.indicator).to.equal('none')
  })
  it('keep their place without a group that is not there', () => {
    const snapshot = parse({ components: [component('c', { group_id: 'gone' })] })
    expect(snapshot.components).to.deep.equal([{ id: 'c', name: 'c', status: 'operational' }])
    expect(said(snapshot)).to.have.length(1)
  })
  it('may have one name in several groups', () =>
    expect(ids(parse({ components: [component('a', { name: 'Mail' }), component('b', { name: 'Mail' })] }).components)).to.deep.equal(['a', 'b']))
  it('that show only while degraded stand out only then, and are named when they do not', () => {
    const fine = parse({ components: [component('c', { only_show_if_degraded: true })] })
    expect(fine.components).to.deep.equal([])
    expect(said(fine)).to.deep.equal(['summary.components.0'])
    expect(ids(parse({ components: [component('c', { only_show_if_degraded: true, status: 'partial_outage' })] }).components)).to.deep.equal(['c'])
  })
  it('are not hidden by showcase', () => expect(ids(parse({ components: [component('c', { showcase: false })] }).components)).to.deep.equal(['c']))
  it('keep a status we do not know as a label', () => {
    const snapshot = parse({ components: [component('c', { status: 'on_holiday' })] })
    expect(snapshot.components[0]).to.include({ status: 'unknown', statusLabel: 'on_holiday' })
    expect(snapshot.indicator).to.equal('unknown')
    expect(said(snapshot)).to.deep.equal(['summary.components.0.status'])
  })
  it('that come twice stand once', () => {
    const snapshot = parse({ components: [component('c', { name: 'first' }), component('c', { name: 'second' })] })
    expect(snapshot.components.map((c) => c.name)).to.deep.equal(['first'])
    expect(said(snapshot)).to.deep.equal(['summary.components.1.id'])
  })
})

describe("Statuspage's incidents", () => {
  const affects = (...codes: string[]) => ({ affected_components: codes.map((code) => ({ code, name: `once ${code}` })) })

  it('touch their own components, else all that their updates name, by code', () => {
    const updates = [update('2', 'identified', '09:00', affects('b', 'c')), update('1', 'investigating', '08:00', affects('a', 'b'))]
    const [own, named] = parse({ incidents: [incident('i', { components: [component('x')], incident_updates: updates }), incident('j', { incident_updates: updates })] }).incidents
    expect(own?.componentIds).to.deep.equal(['x'])
    expect(named?.componentIds.toSorted()).to.deep.equal(['a', 'b', 'c'])
  })
  it('touch an affected component without a code not at all, and say so', () => {
    const snapshot = parse({ incidents: [incident('i', { incident_updates: [update('1', 'investigating', '08:00', { affected_components: [{ name: 'Shop' }] })] })] })
    expect(snapshot.incidents[0]?.componentIds).to.deep.equal([])
    expect(said(snapshot)).to.deep.equal(['summary.incidents.0.incident_updates.0.affected_components.0.code'])
  })
  it('of impact maintenance are maintenances, with the words of one', () => {
    const words = [['postmortem', 'completed'], ['resolved', 'completed'], ['monitoring', 'verifying'], ['identified', 'in_progress'], ['investigating', 'in_progress']]
    const incident_updates = words.map(([status = ''], i) => update(`${i}`, status, `1${4 - i}:00`))
    const snapshot = parse({ incidents: [incident('i', { impact: 'maintenance', status: 'resolved', incident_updates, scheduled_for: iso('09:30') })] })
    expect(snapshot.incidents).to.deep.equal([])
    expect(snapshot.maintenances[0]?.updates.map((u) => u.status)).to.deep.equal(words.map(([, ours]) => ours))
    expect(snapshot.maintenances[0]).to.include({ status: 'completed', scheduledStart: iso('09:30'), startedAt: iso('10:00'), completedAt: iso('13:00') })
  })
  it('start when they say, else when they were entered, else with their first update', () => {
    const updates = [update('2', 'identified', '09:00'), update('1', 'investigating', '07:00')]
    const starts = parse({
      incidents: [
        incident('a', { started_at: iso('06:00') }),
        incident('b', { started_at: undefined }),
        incident('c', { started_at: null, created_at: null, incident_updates: updates }),
      ],
    }).incidents.map((i) => i.startedAt)
    expect(starts).to.deep.equal([iso('06:00'), iso('08:00'), iso('07:00')])
  })
  it('without any time are left out and named', () => {
    const snapshot = parse({ incidents: [incident('i', { started_at: null, created_at: null })] })
    expect(snapshot.incidents).to.deep.equal([])
    expect(said(snapshot)).to.have.length(1)
  })
  it('end with the update that resolved them, not with the postmortem', () => {
    const incident_updates = [update('3', 'postmortem', '18:00'), update('2', 'resolved', '11:00'), update('1', 'investigating', '08:00')]
    expect(parse({ incidents: [incident('i', { status: 'postmortem', resolved_at: iso('11:05'), incident_updates })] }).incidents[0]?.resolvedAt).to.equal(iso('11:00'))
    expect(parse({ incidents: [incident('i', { status: 'resolved', resolved_at: iso('11:05') })] }).incidents[0]?.resolvedAt).to.equal(iso('11:05'))
  })
  it('that opened again have no end', () => {
    const incident_updates = [update('2', 'investigating', '12:00'), update('1', 'resolved', '11:00')]
    expect(parse({ incidents: [incident('i', { resolved_at: iso('11:00'), incident_updates })] }).incidents[0]).not.to.have.property('resolvedAt')
  })
  it('lead to their short link, else to their place on the page', () => {
    const urls = parse({ incidents: [incident('a', { shortlink: 'https://stspg.io/a' }), incident('b'), incident('c', { shortlink: 'javascript:alert(1)' })] }).incidents.map((i) => i.url)
    expect(urls).to.deep.equal(['https://stspg.io/a', `${page.url}/incidents/b`, `${page.url}/incidents/c`])
  })
})

describe("Statuspage's updates", () => {
  const updates = (...incident_updates: object[]) => parse({ incidents: [incident('i', { incident_updates })] })
  it('stand at the time they are shown with, newest first, whatever the order they were entered in', () => {
    const snapshot = updates(update('late', 'monitoring', '09:00', { display_at: iso('07:00') }), update('early', 'identified', '08:00'), update('undated', 'investigating', '07:30', { display_at: null }))
    expect(snapshot.incidents[0]?.updates.map((u) => [u.id, u.at])).to.deep.equal([['early', iso('08:00')], ['undated', iso('07:30')], ['late', iso('07:00')]])
  })
  it('of one instant keep their order', () => {
    const snapshot = updates(update('c', 'monitoring', '09:00'), update('b', 'identified', '09:00'), update('a', 'investigating', '09:00'))
    expect(ids(snapshot.incidents[0]?.updates ?? [])).to.deep.equal(['c', 'b', 'a'])
  })
  it('are in UTC, also over a change of the clocks', () => {
    const snapshot = updates(update('2', 'resolved', '00:00', { display_at: '2026-03-29T03:05:00.000+02:00' }), update('1', 'identified', '00:00', { display_at: '2026-03-29T01:55:00+0100' }))
    expect(snapshot.incidents[0]?.updates.map((u) => u.at)).to.deep.equal(['2026-03-29T01:05:00.000Z', '2026-03-29T00:55:00.000Z'])
  })
  it('without a time are left out and named', () => {
    const snapshot = updates(update('x', 'identified', '09:00', { display_at: null, created_at: 'yesterday' }), update('y', 'identified', '08:00'))
    expect(ids(snapshot.incidents[0]?.updates ?? [])).to.deep.equal(['y'])
    expect(said(snapshot)).to.deep.equal(['summary.incidents.0.incident_updates.0.created_at', 'i.x'])
  })
  const bodies: [string | null, string, 'text' | 'html'][] = [
    [null, '', 'text'],
    ['Plain words\nof two lines, 1 < 2 & so on', 'Plain words\nof two lines, 1 < 2 & so on', 'text'],
    ['One<br />two', 'One<br />two', 'html'],
    ['See <a href="https://a.example">here</a>', 'See <a href="https://a.example">here</a>', 'html'],
    ['Bread &amp; butter', 'Bread &amp; butter', 'html'],
    ['It&#39;s', 'It&#39;s', 'html'],
  ]
  for (const [body, expected, format] of bodies) {
    it(`with the body ${JSON.stringify(body)} are ${format}`, () =>
      expect(updates(update('u', 'identified', '09:00', { body })).incidents[0]?.updates[0]).to.include({ body: expected, format }))
  }
})

describe("Statuspage's maintenances", () => {
  const one = (part: object) => parse({ scheduled_maintenances: [maintenance('m', part)] }).maintenances[0]
  it('begin with their first update in progress, not when they were entered', () => {
    const incident_updates = [update('4', 'in_progress', '12:00'), update('3', 'scheduled', '11:00'), update('2', 'in_progress', '10:10'), update('1', 'scheduled', '08:00')]
    expect(one({ status: 'in_progress', incident_updates })).to.include({ startedAt: iso('10:10'), scheduledStart: iso('10:00'), scheduledEnd: iso('13:00') })
    expect(one({})).not.to.have.property('startedAt')
  })
  it('are completed with the update that says so, which may be back-dated', () => {
    const incident_updates = [update('2', 'completed', '14:00', { display_at: iso('12:45') })]
    expect(one({ status: 'completed', resolved_at: iso('14:00'), incident_updates })?.completedAt).to.equal(iso('12:45'))
    expect(one({ status: 'completed', resolved_at: iso('14:00') })?.completedAt).to.equal(iso('14:00'))
  })
  it('of any impact are maintenances', () => expect(one({ impact: 'none' })?.id).to.equal('m'))
})
