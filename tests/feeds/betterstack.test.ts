import { expect } from 'chai'
import { reader } from '../../src/feeds/betterstack.ts'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { phaseOf } from '../../src/model/maintenance.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Better Stack, with the least document that shows it. */

const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const touch = (...affected: string[]) => affected.map((pair) => pair.split(' ')).map(([id, status]) => ({ status_page_resource_id: id, status }))
const resource = (id: string, status: string, part: object = {}) => ({ id, type: 'status_page_resource', attributes: { public_name: `Shelf ${id}`, status, ...part } })
const report = (id: string, part: object = {}, updates: string[] = []) => ({
  id,
  type: 'status_report',
  attributes: { title: `Report ${id}`, report_type: 'manual', starts_at: iso('08:00'), ends_at: null, affected_resources: [], aggregate_state: 'downtime', ...part },
  relationships: { status_updates: { data: updates.map((id) => ({ id, type: 'status_update' })) } },
})
const update = (id: string, clock: string, part: object = {}) => ({ id, type: 'status_update', attributes: { message: id, published_at: iso(clock), affected_resources: [], ...part } })
const page = (included: object[], settings: object = {}, relationships: object = {}) => ({
  data: { id: '1', type: 'status_page', attributes: { company_name: 'Library', custom_domain: 'status.library.example', aggregate_state: 'operational', ...settings }, relationships },
  included,
})
const parse = (included: object[], settings: object = {}, relationships: object = {}) => reader.parse({ index: page(included, settings, relationships) }, 'https://library.example')
const said = (snapshot: { problems: { path: string }[] }) => snapshot.problems.map((p) => p.path)

describe('the document of Better Stack', () => {
  for (const [base, url] of [
    ['https://status.library.example', 'https://status.library.example/index.json'],
    ['https://status.library.example/incident/9?x=1', 'https://status.library.example/index.json'],
    ['https://library.example/mirror/index.json?x=1', 'https://library.example/mirror/index.json?x=1'],
  ] as const)
    it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal([{ key: 'index', url }]))
  it('names its page by its own domain, else by the one it came with, else by the given address', () => {
    const urls = [{}, { custom_domain: null, subdomain: 'library' }, { custom_domain: null }].map((settings) => parse([], settings).page.url)
    expect(urls).to.deep.equal(['https://status.library.example', 'https://library.betteruptime.com', 'https://library.example'])
  })
  it("reads Rails' names of zones where the city tells, and leaves out the others", () => {
    const zones = ['Lisbon', 'Hong Kong', 'Asia/Tokyo', 'UTC', 'Central Time (US & Canada)', null].map((timezone) => parse([], { timezone }).page.timeZone)
    expect(zones).to.deep.equal(['Europe/Lisbon', 'Asia/Hong_Kong', 'Asia/Tokyo', 'UTC', undefined, undefined])
  })
  it('has no time of its own: that of its settings is none of the status', () => expect(parse([], { updated_at: iso('09:00') })).not.to.have.property('updatedAt'))
  it('has an announcement without a date, which is left out and named', () => {
    const snapshot = parse([], { announcement: 'Closed tonight' })
    expect(JSON.stringify({ ...snapshot, problems: [] })).not.to.contain('Closed')
    expect(snapshot.problems).to.have.nested.property('0.message').that.contains('Closed tonight')
  })
  it('names what it does not include, and includes what we do not know: both are said', () =>
    expect(said(parse([{ id: '1', type: 'status_poem', attributes: {} }], {}, { resources: { data: [{ id: '7', type: 'status_page_resource' }] } }))).to.deep.equal([
      'index.included.0.type',
      'index.data.relationships.resources.data.0',
    ]))
})

describe("Better Stack's components", () => {
  it('have its words in ours', () => {
    const words = ['operational', 'degraded', 'downtime', 'maintenance', 'not_monitored']
    const snapshot = parse(words.map((status, i) => resource(`${i}`, status)))
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(['operational', 'degraded_performance', 'major_outage', 'under_maintenance', 'unknown'])
    expect(snapshot.components[4]?.statusLabel).to.equal('not_monitored')
    expect(snapshot.problems).to.deep.equal([])
  })
  it('are not well where nothing is measured, whatever the page and their availability say', () =>
    expect(parse([resource('1', 'not_monitored', { availability: 1 })])).to.include({ indicator: 'unknown' }))
  it('keep a word we do not know', () => {
    const snapshot = parse([resource('1', 'sleepy')])
    expect(snapshot.components[0]).to.include({ status: 'unknown', statusLabel: 'sleepy' })
    expect(said(snapshot)).to.deep.equal(['index.included.0.attributes.status'])
  })
  it("are what the operator says, where he says", () =>
    expect(parse([resource('1', 'operational', { explicit_status: 'degraded' }), resource('2', 'degraded', { explicit_status: null })]).components.map((c) => c.status)).to.deep.equal(['degraded_performance', 'degraded_performance']))
  it('stand in sections, whose ids are numbers here and texts there; a section without a name is none', () => {
    const section = (id: string, name: string | null) => ({ id, type: 'status_page_section', attributes: { name } })
    const snapshot = parse([section('3', 'Halls'), section('4', ''), section('5', null), ...[3, 4, 5].map((n) => resource(`${n}0`, 'operational', { status_page_section_id: n }))])
    expect(snapshot.groups).to.deep.equal([{ id: '3', name: 'Halls' }])
    expect(snapshot.components.map((c) => c.groupId)).to.deep.equal(['3', undefined, undefined])
    expect(snapshot.problems).to.deep.equal([])
  })
  it('have names without blanks around them, under an older name of the field too, and repeat', () =>
    expect(parse([resource('1', 'operational', { public_name: ' Roof ' }), resource('2', 'operational', { public_name: undefined, resource_name: 'Roof' })]).components.map((c) => c.name)).to.deep.equal(['Roof', 'Roof']))
  it('without an id go by their name', () =>
    expect(parse([{ ...resource('', 'operational'), id: undefined }]).components.map((c) => c.id)).to.deep.equal(['Shelf ']))
  it('have days with the share that was up; some seconds do not make a whole outage of one', () => {
    const days = [['operational', 0], ['downtime', 120], ['downtime', 80_000], ['not_monitored', 0], ['maintenance', 0], ['downtime', null]]
    const status_history = days.map(([status, downtime_duration], i) => ({ day: `2026-05-0${i + 1}`, status, downtime_duration }))
    const history = parse([resource('1', 'operational', { status_history })]).components[0]?.history
    expect(history?.map((d) => d.status)).to.deep.equal(['operational', 'partial_outage', 'major_outage', 'unknown', 'under_maintenance', 'major_outage'])
    expect(history?.map((d) => d.ratio && Math.round(d.ratio * 1e4))).to.deep.equal([1e4, 9986, 741, null, 1e4, null])
  })
})

describe("Better Stack's incidents", () => {
  const one = (part: object, included: object[] = [], updates: string[] = []) => parse([resource('1', 'operational'), resource('2', 'operational'), report('9', part, updates), ...included]).incidents[0]
  it('have no stage, only the state of what they touch', () => expect(one({ aggregate_state: 'degraded' })).to.include({ status: 'unknown', statusLabel: 'degraded', impact: 'minor' }))
  it('are closed by their state, without an end too, with their last update', () => {
    const included = [update('a', '08:10'), update('b', '09:00')]
    expect(one({ aggregate_state: 'resolved' }, included, ['a', 'b'])).to.include({ status: 'resolved', resolvedAt: iso('09:00') })
    expect(one({ aggregate_state: 'resolved', ends_at: iso('08:50') }, included, ['a', 'b'])).to.include({ resolvedAt: iso('08:50') })
  })
  it('stay open past an end while their state is one of trouble', () => {
    const snapshot = parse([report('9', { ends_at: iso('09:00') })])
    expect(snapshot.incidents[0]).not.to.have.property('resolvedAt')
    expect(snapshot.indicator).to.equal('major')
  })
  it('are critical only where all that the page has is down', () => {
    expect(one({ affected_resources: touch('1 downtime') })?.impact).to.equal('major')
    expect(one({ affected_resources: touch('1 downtime', '2 downtime') })?.impact).to.equal('critical')
  })
  it('that are over have the impact that their updates told', () =>
    expect(one({ aggregate_state: 'resolved', affected_resources: touch('1 resolved') }, [update('a', '08:10', { affected_resources: touch('1 degraded') })], ['a'])?.impact).to.equal('minor'))
  it('are called after what they touch where they have no title', () => expect(one({ title: null, affected_resources: touch('1 downtime', '2 degraded') })?.title).to.equal('Shelf 1, Shelf 2'))
  it('touch what their updates name, where they name nothing', () => expect(one({}, [update('a', '08:10', { affected_resources: touch('2 downtime') })], ['a'])?.componentIds).to.deep.equal(['2']))
  it('keep a kind and a state we do not know', () => {
    const snapshot = parse([report('9', { report_type: 'rumour', aggregate_state: 'wobbly' })])
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', statusLabel: 'wobbly', impact: 'unknown' })
    expect(said(snapshot)).to.have.members(['index.included.0.attributes.report_type', 'index.included.0.attributes.aggregate_state'])
  })
})

describe("Better Stack's updates", () => {
  it('stand newest first in Markdown, whichever side of the relation is there', () => {
    const snapshot = parse([report('9', {}, ['a']), update('a', '08:00'), update('b', '09:00', { message: '## Still *down*', status_report_id: 9 })])
    expect(snapshot.incidents[0]?.updates.map((u) => [u.id, u.format])).to.deep.equal([['b', 'markdown'], ['a', 'markdown']])
    expect(snapshot.incidents[0]?.updates[0]?.body).to.equal('## Still *down*')
  })
  it('say resolved where all they touch is', () => {
    const snapshot = parse([report('9', {}, ['a', 'b']), update('a', '08:00', { affected_resources: touch('1 degraded', '2 downtime') }), update('b', '09:00', { affected_resources: touch('1 resolved', '2 resolved') })])
    expect(snapshot.incidents[0]?.updates.map((u) => [u.status, u.statusLabel])).to.deep.equal([['resolved', undefined], ['unknown', 'downtime']])
  })
  it('of no report are named', () => expect(said(parse([update('a', '08:00')]))).to.deep.equal(['index.included.0']))
  it('that are not included are named', () => expect(said(parse([report('9', {}, ['a'])]))).to.deep.equal(['index.included.0.relationships.status_updates.data.0']))
})

describe("Better Stack's maintenances", () => {
  const planned = { report_type: 'maintenance', aggregate_state: 'maintenance', starts_at: iso('10:00'), ends_at: iso('11:00'), affected_resources: touch('1 maintenance') }
  const one = (part: object, status: string, included: object[] = [], updates: string[] = []) => parse([resource('1', status), report('9', { ...planned, ...part }, updates), ...included]).maintenances[0]
  it('are under way while what they touch is, and over their end then', () => {
    const maintenance = one({}, 'maintenance')
    expect(maintenance).to.include({ status: 'in_progress', scheduledStart: iso('10:00'), scheduledEnd: iso('11:00') })
    expect(maintenance && phaseOf(maintenance, Date.parse(iso('12:00')))).to.equal('overdue')
  })
  it('are not under way before they begin, though their state says maintenance', () => {
    const maintenance = one({}, 'operational')
    expect(maintenance && phaseOf(maintenance, Date.parse(iso('09:00')))).to.equal('upcoming')
    expect(maintenance && phaseOf(maintenance, Date.parse(iso('10:30')))).to.equal('active')
    expect(maintenance && phaseOf(maintenance, Date.parse(iso('11:30')))).to.equal('overdue')
  })
  it('are completed by their state, with the update that said so, else at their end', () => {
    const end = update('b', '10:40', { affected_resources: touch('1 resolved') })
    expect(one({ aggregate_state: 'resolved' }, 'operational', [update('a', '09:00'), end], ['a', 'b'])).to.include({ status: 'completed', completedAt: iso('10:40') })
    expect(one({ aggregate_state: 'resolved' }, 'operational', [update('a', '09:00')], ['a'])).to.include({ status: 'completed', completedAt: iso('11:00') })
  })
  it('have updates from before and from within their window', () =>
    expect(one({}, 'maintenance', [update('a', '09:00'), update('b', '10:10')], ['a', 'b'])?.updates.map((u) => u.status)).to.deep.equal(['in_progress', 'scheduled']))
})

const folder = '/shared/feeds/samples/betterstack/'
const answer = await fetch(folder)
const names: string[] = answer.status === 200 ? (await answer.json()).filter((name: string) => name.endsWith('.json')) : []

interface RawItem {
  id?: string
  type: string
  attributes: { public_name?: string; status_history?: unknown[]; name?: string }
}

describe('captures of Better Stack', () => {
  it('are at hand', function () {
    if (!names.length) this.skip()
    expect(names.length).to.be.greaterThan(4)
  })
  for (const name of names) {
    it(`${name} is read whole`, async () => {
      const raw: { included: RawItem[] } = freeze(await (await fetch(folder + name)).json())
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id)).to.deep.equal(['betterstack'])
      const snapshot = reader.parse({ index: raw })
      expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
      const events = [...snapshot.incidents, ...snapshot.maintenances]
      const kept: Record<string, readonly { id: string }[]> = {
        status_page_section: snapshot.groups,
        status_page_resource: snapshot.components,
        status_report: events,
        status_update: events.flatMap((event) => event.updates),
      }
      for (const { id, type, attributes } of raw.included) {
        expect(kept[type]?.map((item) => item.id), type).to.include(id ?? attributes.public_name)
        if (type === 'status_page_resource') expect(snapshot.components.find((c) => c.name === attributes.public_name?.trim())?.history?.length).to.equal(attributes.status_history?.length)
      }
      expect(snapshot.components).to.have.length(raw.included.filter((item) => item.type === 'status_page_resource').length)
    })
  }
})
