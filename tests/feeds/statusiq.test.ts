import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/statusiq.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of StatusIQ, with the least document that shows it. */

const time = (clock: string) => `2026-05-04T${clock}:00+0200`
const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const component = (name: string, status: unknown = 1, part: object = {}) => ({ enc_component_id: `c-${name}`, display_name: name, component_status: status, ...part })
const group = (name: string, ...components: object[]) => ({ enc_componentgroup_id: `g-${name}`, componentgroup_display_name: name, componentgroup_status: 1, componentgroup_components: components })
const update = (stage: number, clock: string, part: object = {}) => ({ enc_inc_state_progress_id: `u${clock}`, incident_status: `Stage ${stage}`, incident_status_id: stage, incident_status_desc: `Said at ${clock}`, status_updated_at: time(clock), ...part })
const incident = (id: string, part: object = {}) => ({ enc_inc_id: id, incident_title: `Trouble ${id}`, incident_desc: '', incident_severity_id: 3, incident_began_at: time('10:00'), incident_affected_components: [], incident_status_updates: [], ...part })
const summary = (rows: unknown, data: object = {}) => ({ code: 0, message: 'success', data: { statuspage_details: {}, current_status: rows, active_incident_details: [], ...data } })
const parse = (rows: unknown = [], data: object = {}) => reader.parse(freeze({ summary: summary(rows, data) }), 'https://status.example.com/')
const said = (snapshot: { problems: { path: string }[] }) => snapshot.problems.map((p) => p.path)

const item = (title: string, more = '') => `<item><title>${title}</title><pubDate>Mon, 04 May 2026 10:00:00 +0200</pubDate><description>It is</description>${more}</item>`
const rss = (items: string, title = 'Harbour Status - Status', root = 'rss xmlns:site24x7="https://www.site24x7.com/rssdefinitions.do#" version="2.0"') =>
  `<${root}><channel><title>${title}</title><link>https://status.example.com</link><pubDate>Mon, 04 May 2026 10:30:00 +0200</pubDate>${items}</channel></rss>`
const parseRss = (...args: Parameters<typeof rss>) => reader.parse({ rss: rss(...args) }, 'https://status.example.com/rss')

describe('the documents of StatusIQ', () => {
  const site = 'https://status.example.com'
  for (const [base, key, url] of [
    [site, 'summary', `${site}/sp/api/u/summary_details`],
    [`${site}/#/components/x`, 'summary', `${site}/sp/api/u/summary_details`],
    [`${site}/sp/api/u/summary_details`, 'summary', `${site}/sp/api/u/summary_details`],
    [`${site}/sp/api/public/summary_details/statuspages/Ab=?timezone=UTC`, 'summary', `${site}/sp/api/public/summary_details/statuspages/Ab=?timezone=UTC`],
    ['https://shop.example/copies/boats.json', 'summary', 'https://shop.example/copies/boats.json'],
  ] as const)
    it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal([{ key, url }]))
  for (const base of [`${site}/rss`, 'https://shop.example/copies/boats.xml']) it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal([{ key: 'rss', url: base, format: 'text' }]))
  it('are known by their shape, and the feed before it is taken for a history', () => {
    const known = (document: unknown) => catalogue.filter((entry) => entry.recognise?.(document)).map((entry) => entry.id)
    expect(known(summary([]))).to.deep.equal(['statusiq'])
    expect(known(rss(''))).to.deep.equal(['statusiq', 'feedxml'])
    expect(known(rss('', 'Status', 'rss version="2.0"'))).to.deep.equal(['feedxml'])
    expect(known({ code: 0, data: {} })).to.deep.equal([])
  })
  it('are known by their address', () => {
    const known = (url: string) => catalogue.find((entry) => entry.match?.(new URL(url)))?.id
    expect(known(`${site}/sp/api/u/summary_details`)).to.equal('statusiq')
    expect(known(`${site}/rss`)).to.equal(undefined)
  })
  it('name no page: it goes by its host', () =>
    expect(reader.parse({ summary: summary([]) }, `${site}/sp/api/u/summary_details`).page).to.deep.equal({ name: 'status.example.com', url: `${site}/` }))
  it('tell when the page has changed', () => expect(parse([], { statuspage_details: { updated_at: time('11:00') } }).updatedAt).to.equal(iso('09:00')))
})

describe("StatusIQ's components", () => {
  it('have its codes in our words; they are not in the order of badness', () => {
    const snapshot = parse([1, 2, 3, 4, 5, 6].map((code) => component(`${code}`, code)))
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(['operational', 'operational', 'degraded_performance', 'under_maintenance', 'partial_outage', 'major_outage'])
    expect(snapshot.components[1]?.statusLabel).to.equal('Informational')
    expect(snapshot.problems).to.deep.equal([])
  })
  it('with another code are unknown', () => {
    const snapshot = parse([component('a', 7), component('b', null)])
    expect(snapshot.components.map((c) => [c.status, c.statusLabel])).to.deep.equal([['unknown', '7'], ['unknown', undefined]])
    expect(said(snapshot)).to.deep.equal(['summary.data.current_status.0.component_status', 'summary.data.current_status.1.component_status'])
  })
  it('stand in their groups, or beside them', () => {
    const snapshot = parse([group('North', component('a')), component('b')])
    expect(snapshot.groups).to.deep.equal([{ id: 'g-North', name: 'North' }])
    expect(snapshot.components.map((c) => [c.id, c.groupId])).to.deep.equal([['c-a', 'g-North'], ['c-b', undefined]])
  })
  it('stand flat after their group in some answers, and name it', () => {
    const head = { enc_component_id: 'g1', display_name: 'North', component_status: 5, is_group: true }
    const snapshot = parse([head, component('a', 5, { is_group: false, enc_componentgroup_id: 'g1' }), component('b', 1, { is_group: false })])
    expect(snapshot.groups).to.deep.equal([{ id: 'g1', name: 'North' }])
    expect(snapshot.components.map((c) => [c.id, c.groupId])).to.deep.equal([['c-a', 'g1'], ['c-b', undefined]])
  })
  it('stand once, in the first of their groups', () => {
    const snapshot = parse([group('North', component('a')), group('South', component('a'), { display_name: 'no id', component_status: 1 })])
    expect(snapshot.components.map((c) => [c.id, c.groupId])).to.deep.equal([['c-a', 'g-North']])
    expect(snapshot.problems.map((p) => p.message)).to.deep.equal(['left out here: stands in a group before too', 'unusable: no id'])
  })
  it('are not all that is said: the page has a word of its own, with a headline', () => {
    const snapshot = parse([component('a')], { statuspage_details: { status: 4, current_status: { description: 'We paint', severity: 'Maintenance' } } })
    expect(snapshot).to.deep.include({ claim: { indicator: 'maintenance', headline: 'We paint' }, indicator: 'maintenance' })
    expect(parse([]).indicator).to.equal('unknown')
  })
})

describe("StatusIQ's incidents", () => {
  const one = (part: object, rows: unknown = []) => parse(rows, { active_incident_details: [incident('i', part)] }).incidents[0]
  it('have the stage of their newest update, in whichever order these stand', () => {
    const updates = [update(11, '10:10'), update(13, '10:30'), update(12, '10:20')]
    expect(one({ incident_status_updates: updates })?.updates.map((u) => [u.id, u.status, u.at])).to.deep.equal([
      ['u10:30', 'monitoring', iso('08:30')],
      ['u10:20', 'identified', iso('08:20')],
      ['u10:10', 'investigating', iso('08:10')],
    ])
    expect(one({ incident_status_updates: updates })?.status).to.equal('monitoring')
  })
  it('keep the ids of their updates, of one moment too, when others follow', () => {
    const twins = [update(12, '10:10'), { ...update(12, '10:10'), incident_status_desc: 'More' }]
    const ids = (...more: unknown[]) => one({ incident_status_updates: [...more, ...twins] })?.updates.slice(-2).map((u) => u.id)
    expect(ids()).to.deep.equal(['u10:10', 'u10:10 2'])
    expect(ids(update(13, '10:20'))).to.deep.equal(ids())
  })
  it('that are acknowledged are investigated, under their word', () => expect(one({ incident_status_updates: [update(10, '10:10')] })).to.include({ status: 'investigating', statusLabel: 'Stage 10' }))
  it('that are resolved are over, whichever list they stand in', () =>
    expect(one({ incident_status_updates: [update(14, '10:40')] })).to.include({ status: 'resolved', resolvedAt: iso('08:40') }))
  it('that have an end and no word of it stay open', () =>
    expect(one({ incident_ended_at: time('10:40'), incident_status_updates: [update(12, '10:10')] })).to.include({ status: 'identified' }).and.not.to.have.property('resolvedAt'))
  it('keep a stage that we do not know', () => {
    const snapshot = parse([], { active_incident_details: [incident('i', { incident_status_updates: [update(15, '10:10')] })] })
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', statusLabel: 'Stage 15' })
    expect(said(snapshot)).to.deep.equal(['summary.data.active_incident_details.0.incident_status_updates.0.incident_status_id'])
  })
  it('have an impact by their severity', () =>
    expect([1, 2, 3, 5, 6, 9].map((code) => one({ incident_severity_id: code })?.impact)).to.deep.equal(['none', 'none', 'minor', 'major', 'critical', 'unknown']))
  it('tell what they are in a text of its own, which was said first', () => {
    const found = one({ incident_desc: 'A <b>cable</b>.', incident_status_updates: [update(12, '10:10')] })
    expect(found?.updates.map((u) => [u.body, u.format, u.at])).to.deep.equal([['Said at 10:10', 'text', iso('08:10')], ['A <b>cable</b>.', 'html', iso('08:00')]])
    expect(one({ incident_desc: 'Said at 10:10', incident_status_updates: [update(12, '10:10')] })?.updates).to.have.length(1)
  })
  it('touch components by their names: in the group that is told, else anywhere; and whole groups', () => {
    const rows = [group('North', component('Crane', 1, { enc_component_id: 'n' })), group('South', component('Crane', 1, { enc_component_id: 's' }), component('Lamp'))]
    const touched = (...affected: object[]) => one({ incident_affected_components: affected }, rows)?.componentIds
    expect(touched({ componentgroup_display_name: 'South', display_name: 'Crane' })).to.deep.equal(['s'])
    expect(touched({ display_name: 'Crane' })).to.deep.equal(['n', 's'])
    expect(touched({ componentgroup_display_name: 'South' })).to.deep.equal(['s', 'c-Lamp'])
  })
  it('that touch what is not there say so', () =>
    expect(said(parse([], { active_incident_details: [incident('i', { incident_affected_components: [{ display_name: 'Ghost' }] })] }))).to.deep.equal(['summary.data.active_incident_details.0.incident_affected_components.0.display_name']))
  it('of the past stand by their days, and none of them is open', () => {
    const past = incident('p', { incident_ended_at: time('11:00') })
    const snapshot = parse([], { resolved_incident_details: [{ grp_by_incidents_list: [past, incident('i')] }, { grp_by_status_msg: 'None' }], active_incident_details: [incident('i')] })
    expect(snapshot.incidents.map((i) => [i.id, i.status, i.resolvedAt])).to.deep.equal([['i', 'unknown', undefined], ['p', 'resolved', iso('09:00')]])
    expect(said(snapshot)).to.deep.equal(['summary.data.resolved_incident_details.0.grp_by_incidents_list.1.enc_inc_id'])
  })
  it('without any time cannot be shown: it is said, and that all is well is not', () => {
    const snapshot = parse([component('a')], { statuspage_details: { status: 1 }, active_incident_details: [{ enc_incident_id: 'i', title: 'Boats are late' }] })
    expect(snapshot).to.deep.include({ incidents: [], indicator: 'unknown' })
    expect(snapshot.problems).to.deep.equal([{ path: 'summary.data.active_incident_details.0.incident_began_at', message: 'left out, for it has no time: "Boats are late"' }])
  })
})

describe("StatusIQ's maintenances", () => {
  const one = (part: object) => parse([], { active_incident_details: [incident('m', { incident_severity_id: 4, incident_ended_at: time('12:00'), ...part })] }).maintenances[0]
  it('stand among the incidents, and go by stages of their own', () =>
    expect([21, 22, 23, 24].map((stage) => one({ incident_severity_id: 3, incident_status_updates: [update(stage, '09:00')] })?.status)).to.deep.equal(['scheduled', 'in_progress', 'verifying', 'completed']))
  it('are known by their severity too, whatever their stages', () =>
    expect([10, 12, 13, 14].map((stage) => one({ incident_status_updates: [update(stage, '09:00')] })?.status)).to.deep.equal(['in_progress', 'in_progress', 'verifying', 'completed']))
  it('have a window while they last, and an end once they are over', () => {
    expect(one({ incident_status_updates: [update(22, '10:00')] })).to.include({ scheduledStart: iso('08:00'), scheduledEnd: iso('10:00') }).and.not.to.have.property('completedAt')
    expect(one({ incident_status_updates: [update(24, '11:50')] })).to.include({ completedAt: iso('10:00') }).and.not.to.have.property('scheduledEnd')
  })
})

describe("StatusIQ's RSS", () => {
  it('is the state: all may be operational', () => {
    const snapshot = parseRss(item('Boats - Operational'))
    expect(snapshot).to.deep.include({ indicator: 'none', page: { name: 'Harbour Status', url: 'https://status.example.com' }, updatedAt: iso('08:30'), problems: [] })
    expect(snapshot.components).to.deep.equal([{ id: 'Boats', name: 'Boats', status: 'operational', updatedAt: iso('08:00') }])
  })
  it('has its words in ours, after the last " - "', () => {
    const words = ['Operational', 'Informational', 'Degraded Performance', 'Under Maintenance', 'Partial Outage', 'Major Outage', 'Asleep']
    const { components, problems } = parseRss(words.map((word, i) => item(`Boat - ${i} - ${word}`)).join(''))
    expect(components.map((c) => c.status)).to.deep.equal(['operational', 'operational', 'degraded_performance', 'under_maintenance', 'partial_outage', 'major_outage', 'unknown'])
    expect(components.map((c) => c.statusLabel).filter(Boolean)).to.deep.equal(['Informational', 'Asleep'])
    expect(components[0]?.name).to.equal('Boat - 0')
    expect(problems).to.deep.equal([{ path: 'rss.6.state', message: 'unknown word "Asleep"' }])
  })
  it('knows a component by its name, since what is down has no link', () => {
    const address = 'https://status.example.com#/components/x1'
    const [up, down] = [`<link>${address}</link><guid>${address}</guid>`, ''].map((more) => parseRss(item('Boats - Operational', more)).components[0])
    expect(up).to.include({ id: 'Boats', url: address })
    expect(down).to.include({ id: 'Boats' }).and.not.to.have.property('url')
  })
  it('knows the second of one name by its place, with a link or without', () => {
    const { components, problems } = parseRss(item('Boats - Operational') + item('Boats - Major Outage', '<link>https://status.example.com#/components/x2</link>') + item('Boats 2 - Degraded Performance') + item('no state'))
    expect(components.map((c) => [c.id, c.name, c.status])).to.deep.equal([['Boats', 'Boats', 'operational'], ['Boats 2', 'Boats', 'major_outage'], ['Boats 2 2', 'Boats 2', 'degraded_performance']])
    expect(problems.map((p) => p.path)).to.deep.equal(['rss.3.title'])
  })
  it('may have an announcement in its title, which has no date', () => {
    const { page, problems } = parseRss('', 'Harbour &amp; Sons -- Closed on Sunday - Status')
    expect(page.name).to.equal('Harbour & Sons')
    expect(problems).to.deep.equal([{ path: 'rss.title', message: 'left out, for it has no date: "Closed on Sunday"' }])
  })
  it('without items says nothing', () => expect(parseRss('').indicator).to.equal('unknown'))
  it('that is switched off, or of another maker, is none', () => {
    for (const text of ['k', '<html><body>off</body></html>', rss('', 'Status', 'rss version="2.0"')]) expect(() => reader.parse({ rss: text }), text).to.throw(FeedShapeError)
  })
})

const folder = '/shared/feeds/samples/statusiq/'
describe('captures of StatusIQ', () => {
  it('are read whole, and known', async function () {
    const answer = await fetch(folder)
    if (answer.status !== 200) this.skip()
    const names: string[] = (await answer.json()).filter((name: string) => name.endsWith('.xml'))
    expect(names).to.have.length(3)
    for (const name of names) {
      const text = await (await fetch(folder + name)).text()
      expect(catalogue.find((entry) => entry.recognise?.(text))?.id, name).to.equal('statusiq')
      const snapshot = reader.parse({ rss: text })
      expect(snapshotSchema.safeParse(snapshot).error, name).to.equal(undefined)
      const items = [...text.matchAll(/<item>\s*<title>([^<]*) - ([^<]*)<\/title>/g)]
      expect(items.length, name).to.equal(text.match(/<item>/g)?.length ?? 0)
      expect(snapshot.components.map((c) => c.name), name).to.deep.equal(items.map(([, title]) => title))
      expect(snapshot.components.map((c) => c.status), name).to.deep.equal(items.map(([, , state]) => (state === 'Operational' ? 'operational' : 'major_outage')))
      expect(snapshot.components.filter((c) => c.url).length, name).to.equal(text.match(/<guid>/g)?.length ?? 0)
      expect(snapshot.components.every((c) => c.updatedAt), name).to.equal(true)
      expect(said(snapshot), name).to.deep.equal(/ -- /.test(text) ? ['rss.title'] : [])
    }
  })
})
