import { expect } from 'chai'
import { reader } from '../../src/feeds/cachet.ts'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { phaseOf } from '../../src/model/maintenance.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { find, freeze } from './fixture.ts'

/** Each peculiarity of Cachet 2 and 3, with the least documents that show it. */

const day = (clock: string) => `2026-05-04 ${clock}:00`
const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const list = (data: unknown[], part: object = {}) => ({ meta: { pagination: { total: data.length, links: { next_page: null } } }, data, ...part })
const component2 = (id: number, status: unknown, part: object = {}) => ({ id, name: `Buoy ${id}`, description: '', link: '', status, group_id: 0, enabled: true, status_name: 'Words', updated_at: day('08:00'), ...part })
const incident2 = (id: number, part: object = {}) => ({
  id, component_id: 0, name: `Fog ${id}`, status: 1, message: 'It is *white*.', occurred_at: day('08:00'), created_at: day('08:05'), updated_at: day('08:30'), updates: [], latest_status: 1, human_status: 'Investigating', permalink: '', ...part,
})
const schedule2 = (id: number, part: object = {}) => ({ id, name: `Paint ${id}`, message: 'Wet', status: 0, scheduled_at: day('10:00'), completed_at: day('11:00'), created_at: day('07:00'), components: [], human_status: 'Upcoming', ...part })
const parse2 = (parts: { components?: object[]; groups?: object[]; incidents?: object[]; schedules?: object[]; status?: object }) =>
  reader.parse({ components: list(parts.components ?? []), ...(parts.groups && { groups: list(parts.groups) }), ...(parts.incidents && { incidents: list(parts.incidents) }), ...(parts.schedules && { schedules: list(parts.schedules) }), ...(parts.status && { status: { data: parts.status } }) }, 'https://sea.example/api/v1')

const at3 = (string: string | null) => ({ human: 'lately', string })
const word3 = (value: unknown, human = 'Words') => ({ human, value })
const refs = (type: string, ...ids: number[]) => ({ data: ids.map((id) => ({ type, id: `${id}` })) })
const row3 = (type: string, id: number, attributes: object, relationships: object = {}) => ({ id: `${id}`, type, attributes: { id, created: at3(day('08:00')), updated: at3(day('08:00')), ...attributes }, relationships })
const component3 = (id: number, attributes: object, relationships?: object) => row3('components', id, { name: `Buoy ${id}`, enabled: true, ...attributes }, relationships)
const incident3 = (id: number, attributes: object = {}, relationships?: object) => row3('incidents', id, { name: `Fog ${id}`, message: '', status: word3(1), occurred: at3(day('07:00')), ...attributes }, relationships)
const update3 = (id: number, of: number, clock: string, status?: number, type = 'incident') =>
  row3('updates', id, { updateable_id: of, updateable_type: type, message: 'More', created: at3(day(clock)), ...(status === undefined ? {} : { status: word3(status) }) })
const parse3 = (documents: Record<string, { data: unknown; included?: object[] }>) => reader.parse({ components: { data: [] }, ...documents }, 'https://sea.example')

const said = (snapshot: { problems: { path: string }[] }) => snapshot.problems.map((p) => p.path).filter((path) => path !== 'times')

describe('the documents of Cachet', () => {
  const two = (root: string) => ['components', 'components/groups', 'incidents', 'schedules', 'status'].map((path) => `${root}/api/v1/${path}`)
  const three = (root: string) => ['components', 'incidents', 'schedules', 'status'].map((path) => `${root}/api/${path}`)
  const cases: [string, string[]][] = [
    ['https://sea.example', three('https://sea.example')],
    ['https://sea.example/incidents/7', three('https://sea.example')],
    ['https://sea.example/status/', three('https://sea.example/status')],
    ['https://sea.example/status/api/schedules?page=2', three('https://sea.example/status')],
    ['https://sea.example/api/v1', two('https://sea.example')],
    ['https://sea.example/s/api/v1/components/groups', two('https://sea.example/s')],
    ['https://sea.example/copies/incidents.json', ['https://sea.example/copies/incidents.json']],
  ]
  for (const [base, urls] of cases) it(`of ${base}`, () => expect(reader.requests(base).map(({ url }) => url.split('?')[0])).to.deep.equal(urls))
  it('are known by their shapes, and not where these say too little', () => {
    const knows = (document: unknown) => catalogue.filter((entry) => entry.recognise?.(document)).map((entry) => entry.id)
    for (const document of [list([component2(1, 1)]), list([incident2(1)]), list([schedule2(1)]), { data: [component3(1, { status: word3(1) })] }, { data: { status: 'operational', message: 'Fine' } }]) expect(knows(document)).to.deep.equal(['cachet'])
    for (const document of [list([]), { data: [] }, { data: [{ type: 'incidents', attributes: { status: 'open' } }] }, { data: { status: 'success', message: 'ok' } }, { data: { status: 'operational' } }]) expect(knows(document)).to.deep.equal([])
  })
  it('are each read for what they hold, whatever they are called', () =>
    expect(reader.parse({ components: list([incident2(5)]) }).incidents.map((i) => i.id)).to.deep.equal(['5']))
  it('may be missing, all but the first; one that is something else is named', () => {
    expect(said(reader.parse({ components: list([]), incidents: '<html>' }))).to.deep.equal(['incidents'])
  })
  it('with more pages than one are said to be unread', () =>
    expect(said(reader.parse({ components: { ...list([]), meta: { pagination: { links: { next_page: 'https://sea.example/?page=2' } } } }, incidents: { data: [], links: { next: 'https://sea.example/?page=2' } } }))).to.deep.equal(['components', 'incidents']))
  it('have times without a zone, read as UTC, which is said', () => {
    const snapshot = parse2({ components: [component2(1, 1)] })
    expect(snapshot.components[0]?.updatedAt).to.equal(iso('08:00'))
    expect(snapshot.problems).to.deep.equal([{ path: 'times', message: 'have no zone, and are read as UTC' }])
    expect(parse2({ components: [component2(1, 1, { updated_at: '2026-05-04T10:00:00+02:00' })] })).to.deep.include({ problems: [] })
  })
  it('hold what we do not know: it is named', () => expect(said(parse2({ components: [{ id: 1, poem: true }] }))).to.deep.equal(['components.data.0']))
  for (const [status, indicator] of Object.entries({ success: 'none', info: 'minor', danger: 'major', operational: 'none', partial_outage: 'major', major_outage: 'critical', under_maintenance: 'maintenance', foggy: 'unknown' }))
    it(`claim ${indicator} with ${status}`, () => expect(parse2({ status: { status, message: 'Words' } }).claim).to.deep.equal({ indicator, headline: 'Words' }))
})

describe("Cachet's components", () => {
  it('have numbers for words in 2', () => {
    const snapshot = parse2({ components: [0, 1, 2, 3, 4, 9].map((status, i) => component2(i + 1, status)) })
    expect(snapshot.components.map((c) => [c.status, c.statusLabel])).to.deep.equal([
      ['unknown', undefined], ['operational', undefined], ['degraded_performance', undefined], ['partial_outage', undefined], ['major_outage', undefined], ['unknown', 'Words'],
    ])
    expect(said(snapshot)).to.deep.equal(['components.data.5.status'])
  })
  it('have them in objects in 3, and latest_status holds', () => {
    const words = [{ status: word3(1), latest_status: word3(3) }, { status: word3(6) }, { status: word3(5) }, { status: word3(8, 'Sunk') }]
    expect(parse3({ components: { data: words.map((attributes, i) => component3(i + 1, attributes)) } }).components.map((c) => [c.status, c.statusLabel])).to.deep.equal([
      ['partial_outage', undefined], ['under_maintenance', undefined], ['unknown', undefined], ['unknown', 'Sunk'],
    ])
  })
  it('stand alone where their group is no id', () => {
    const [component] = parse3({ components: { data: [component3(1, { status: word3(1) }, { group: { data: { id: { toString: 1 } } } })] } }).components
    expect(component).to.include({ id: '1', status: 'operational' }).and.not.to.have.property('groupId')
  })
  it('stand in groups, which have ids of their own', () => {
    const two = parse2({ components: [component2(1, 1, { group_id: 1 }), component2(2, 1)], groups: [{ id: 1, name: 'Bay', enabled_components: [component2(1, 1, { group_id: 1 }), component2(3, 4)] }] })
    expect(two.groups).to.deep.equal([{ id: 'group-1', name: 'Bay' }])
    expect(two.components.map((c) => [c.id, c.groupId])).to.deep.equal([['1', 'group-1'], ['2', undefined], ['3', 'group-1']])
    const included = [row3('componentGroups', 1, { name: 'Bay' })]
    const three = parse3({ components: { data: [component3(1, { status: word3(1) }, { group: { data: { type: 'componentGroups', id: '1' } } })], included } })
    expect([three.groups, three.components[0]?.groupId]).to.deep.equal([[{ id: 'group-1', name: 'Bay' }], 'group-1'])
  })
  it('that are switched off are left out and named', () => {
    const snapshot = parse2({ components: [component2(1, 4, { enabled: false })] })
    expect(snapshot.components).to.deep.equal([])
    expect(said(snapshot)).to.deep.equal(['components.data.0'])
  })
  it('that stand beside an incident only are shown where there is no list', () => {
    const incidents = { data: [incident3(1)], included: [component3(1, { status: word3(1) })] }
    expect(parse3({ incidents }).components).to.have.length(1)
    expect(parse3({ incidents, components: { data: [component3(2, { status: word3(1) })] } }).components.map((c) => c.id)).to.deep.equal(['2'])
  })
})

describe("Cachet's incidents", () => {
  const update2 = (id: number, status: number, clock: string) => ({ id, incident_id: 1, status, message: `Then ${id}`, created_at: day(clock) })
  it('are in 2 what their latest status says; what they began with is their text', () => {
    const snapshot = parse2({ incidents: [incident2(1, { latest_status: 3, updates: [update2(1, 2, '08:30'), update2(2, 3, '09:00')] })] })
    expect(snapshot.incidents[0]).to.deep.include({ status: 'monitoring', startedAt: iso('08:00') })
    expect(snapshot.incidents[0]?.updates.map((u) => [u.status, u.at, u.body, u.format])).to.deep.equal([
      ['monitoring', iso('09:00'), 'Then 2', 'markdown'], ['identified', iso('08:30'), 'Then 1', 'markdown'], ['investigating', iso('08:00'), 'It is *white*.', 'markdown'],
    ])
  })
  it('end with the update that fixed them, else when they were changed', () => {
    const [told, untold] = parse2({ incidents: [incident2(1, { latest_status: 4, updates: [update2(1, 4, '09:00'), update2(2, 4, '12:00')] }), incident2(2, { latest_status: undefined, status: 4 })] }).incidents
    expect([told?.resolvedAt, untold?.resolvedAt]).to.deep.equal([iso('09:00'), iso('08:30')])
  })
  it('keep a number we do not know', () => {
    const snapshot = parse2({ incidents: [incident2(1, { latest_status: 7 }), incident2(2, { latest_status: 0 })] })
    expect(snapshot.incidents.map((i) => [i.status, i.statusLabel])).to.deep.equal([['unknown', '7'], ['unknown', undefined]])
  })
  it('are in 3 as their newest update says, unless they were changed after it', () => {
    const incidents = (updated: string) => ({ data: [incident3(1, { status: word3(1), updated: at3(day(updated)) }, { updates: refs('updates', 9) })], included: [update3(9, 1, '09:00', 4)] })
    expect(parse3({ incidents: incidents('08:00') }).incidents[0]).to.include({ status: 'resolved', resolvedAt: iso('09:00') })
    expect(parse3({ incidents: incidents('10:00') }).incidents[0]).to.include({ status: 'investigating' })
    expect(said(parse3({ incidents: incidents('08:00') }))).to.deep.equal(['incidents.data.0.attributes.status'])
  })
  it('began when they were entered, where it is not told otherwise', () =>
    expect(parse3({ incidents: { data: [incident3(1, { occurred: at3(null) })] } }).incidents[0]?.startedAt).to.equal(iso('08:00')))
  it('have their updates from either side of the relation; one of nothing is named, as is one that is not there', () => {
    const snapshot = parse3({ incidents: { data: [incident3(1, {}, { updates: refs('updates', 7, 8) })], included: [update3(7, 0, '09:00', 2), update3(9, 1, '10:00', 3), update3(6, 55, '10:00', 3)] } })
    expect(snapshot.incidents[0]?.updates.map((u) => u.id)).to.deep.equal(['9', '7'])
    expect(said(snapshot)).to.include.members(['incidents.data.0.attributes', 'incidents.included.2.attributes'])
  })
  it('weigh what is said of their components', () => {
    const beside = (value: number) => component3(1, { status: word3(1), pivot: { component_status: word3(value) } })
    const impacts = [1, 2, 3, 4].map((n) => parse3({ incidents: { data: [incident3(1, {}, { components: refs('components', 1) })], included: [beside(n)] } }).incidents[0]?.impact)
    expect(impacts).to.deep.equal(['unknown', 'minor', 'major', 'critical'])
    const two = (latest_status: number) => parse2({ components: [component2(3, 4)], incidents: [incident2(1, { component_id: 3, latest_status }), incident2(2)] }).incidents
    expect(two(1).map((i) => [i.impact, i.componentIds])).to.deep.equal([['critical', ['3']], ['unknown', []]])
    expect(two(4)[0]?.impact).to.equal('unknown')
  })
})

describe("Cachet's maintenances", () => {
  it('have ids that are no incident\'s', () => {
    const snapshot = parse2({ incidents: [incident2(1)], schedules: [schedule2(1)] })
    expect([snapshot.incidents[0]?.id, snapshot.maintenances[0]?.id]).to.deep.equal(['1', 'schedule-1'])
  })
  it('of 2 that nobody closed are not upcoming for ever', () => {
    const [maintenance] = parse2({ schedules: [schedule2(1, { components: [{ id: 1, schedule_id: 1, component_id: 3 }] })] }).maintenances
    expect(maintenance).to.deep.include({ status: 'scheduled', scheduledStart: iso('10:00'), scheduledEnd: iso('11:00'), componentIds: ['3'] })
    expect(maintenance && phaseOf(maintenance, Date.parse(iso('12:00')))).to.equal('overdue')
  })
  it('of 2 without an end do not have the time of the answer for one', () => {
    for (const completed_at of ['2026-05-04 12:34:56', day('09:00')]) {
      const snapshot = parse2({ schedules: [schedule2(1, { status: 1, completed_at })] })
      expect(snapshot.maintenances[0]).to.include({ status: 'in_progress' }).and.not.have.property('scheduledEnd')
      expect(said(snapshot)).to.deep.equal(['schedules.data.0.completed_at'])
    }
    expect(parse2({ schedules: [schedule2(1, { status: 2, completed_at: '2026-05-04 12:34:56' })] }).maintenances[0]).to.include({ status: 'completed', completedAt: '2026-05-04T12:34:56.000Z' })
  })
  it('of 2.3 are incidents', () => {
    const snapshot = parse2({ incidents: [incident2(1, { status: 0, latest_status: undefined, scheduled_at: day('10:00') })] })
    expect(snapshot.incidents).to.deep.equal([])
    expect(snapshot.maintenances[0]).to.deep.include({ id: '1', status: 'scheduled', scheduledStart: iso('10:00') })
  })
  it('of 3 may have no end, and have updates from before and after their start', () => {
    const schedule = row3('schedules', 1, { name: 'Paint', message: 'Wet', status: word3(1), scheduled: at3(day('10:00')), completed: at3(null) }, { updates: refs('updates', 9) })
    const [maintenance] = parse3({ schedules: { data: [schedule], included: [update3(9, 1, '10:20', undefined, 'schedule')] } }).maintenances
    expect(maintenance).to.include({ status: 'in_progress' }).and.not.have.property('scheduledEnd')
    expect(maintenance?.updates.map((u) => [u.id, u.status])).to.deep.equal([['9', 'in_progress'], [day('08:00'), 'scheduled']])
  })
})

const folder = '/shared/feeds/samples/cachet/'
const answer = await fetch(folder)
const names: string[] = answer.status === 200 ? await answer.json() : []

describe('captures of Cachet', () => {
  const versions = { 2: names.filter((name) => name.includes('v2')), 3: names.filter((name) => name.includes('v3-') && !name.includes('docs')), docs: names.filter((name) => name.includes('docs')) }
  for (const [version, files] of Object.entries(versions)) {
    it(`of ${version} are read whole`, async function () {
      if (!files.length) this.skip()
      const documents: Record<string, unknown> = {}
      for (const file of files) {
        const key = /groups|incidents|schedules|status|components/.exec(file.replace('components-groups', 'groups').replace(/include.*/, ''))?.[0] ?? ''
        documents[key] = freeze(await (await fetch(folder + file)).json())
      }
      const snapshot = reader.parse(documents, 'https://sea.example')
      expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
      expect(said(snapshot)).to.deep.equal([])
      const events = [...snapshot.incidents, ...snapshot.maintenances]
      const text = JSON.stringify(snapshot)
      for (const [value] of find(documents, (_, path) => /^(name|message|description|scheduled_at|completed_at)$/.test(`${path.at(-1)}`))) {
        if (typeof value === 'string') expect(text).to.contain(JSON.stringify(/^\d{4}-/.test(value) ? `${value.replace(' ', 'T')}.000Z` : value))
      }
      const hasType = (type: string) => (value: unknown) => typeof value === 'object' && value !== null && 'attributes' in value && 'type' in value && value.type === type
      if (version === '3') expect(events.flatMap((e) => e.updates)).to.have.length([...find(documents, hasType('updates'))].length + [...find(documents, hasType('incidents'))].length + [...find(documents, hasType('schedules'))].length)
      const twos = [...find(documents, (value) => typeof value === 'object' && value !== null && 'group_id' in value)].map(([value]) => (value as { id: number }).id)
      if (version === '2') expect(snapshot.components).to.have.length(new Set(twos).size)
      if (version === 'docs') expect(snapshot.incidents.map((i) => i.status)).to.deep.equal(['investigating', 'resolved'])
    })
  }
  for (const name of names)
    it(`${name} is known for what it is`, async () => {
      const raw: unknown = await (await fetch(folder + name)).json()
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id)).to.deep.equal(['cachet'])
    })
})
