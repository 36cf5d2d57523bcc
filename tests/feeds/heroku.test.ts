import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/heroku.ts'
import { phaseOf } from '../../src/model/maintenance.ts'
import { noticesOf } from '../../src/model/notice.ts'
import { snapshotSchema, type StatusSnapshot } from '../../src/model/snapshot.ts'
import { wholeView } from '../../src/model/view.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Heroku's status, with the least document that shows it. */

const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const update = (update_type: string, clock: string, part: object = {}) => ({ update_type, contents: 'Boats are late.', created_at: iso(clock), ...part })
const event = (part: object = {}) => ({ id: 7, title: 'Late', created_at: iso('08:00'), full_url: 'https://status.heroku.com/incidents/7', updates: [], ...part })
const parse = (document: object, incidents?: unknown) => reader.parse(freeze({ status: { status: [{ system: 'Apps', status: 'green' }, { system: 'Data', status: 'green' }], incidents: [], scheduled: [], ...document }, ...(incidents !== undefined && { incidents }) }))
/** A banner's notices that look a year ahead and back. */
const noticesAt = (snapshot: StatusSnapshot, now: string) => noticesOf(wholeView(snapshot, Date.parse(now)), { now: Date.parse(now), leadMs: 3e10, lingerMs: 3e10, shown: () => true })
const one = (part: object) => parse({ incidents: [event(part)] }).incidents[0]

describe("the documents of Heroku's status", () => {
  const cases = [
    ['https://status.heroku.com', 'https://status.heroku.com/api/v4/'],
    ['https://status.heroku.com/incidents/7', 'https://status.heroku.com/api/v4/'],
    ['https://status.heroku.com/api/v4/current-status', 'https://status.heroku.com/api/v4/'],
    ['https://status.heroku.com/api/v4/incidents?limit=5', 'https://status.heroku.com/api/v4/'],
    ['https://example.com/heroku/current-status', 'https://example.com/heroku/'],
  ] as const
  for (const [base, folder] of cases) {
    it(`of ${base}`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'status', url: `${folder}current-status` },
        { key: 'incidents', url: `${folder}incidents?limit=50`, when: 'history', optional: true },
      ]))
  }
  it('of a copy are the copy', () => expect(reader.requests('https://example.com/heroku.json')).to.deep.equal([{ key: 'status', url: 'https://example.com/heroku.json' }]))
  it('are known by their address', () => expect(catalogue.filter((entry) => entry.match?.(new URL('https://status.heroku.com/'))).map(({ id }) => id)).to.deep.equal(['heroku']))
  it('of version 3 are none', () => expect(() => reader.parse({ status: { status: { Production: 'green' }, issues: [] } })).to.throw(FeedShapeError))
})

describe("Heroku's systems", () => {
  it('have a colour', () => {
    const status = ['green', 'yellow', 'red', 'blue'].map((colour) => ({ system: colour, status: colour }))
    expect(parse({ status }).components.map((c) => [c.id, c.status])).to.deep.equal([['green', 'operational'], ['yellow', 'degraded_performance'], ['red', 'major_outage'], ['blue', 'under_maintenance']])
  })
  it('of a colour that is not known are unknown, with its word', () => {
    const { components, problems, indicator } = parse({ status: [{ system: 'Apps', status: 'mauve' }] })
    expect(components[0]).to.include({ status: 'unknown', statusLabel: 'mauve' })
    expect(problems).to.deep.equal([{ path: 'status.status.0.status', message: 'unknown word "mauve"' }])
    expect(indicator).to.equal('unknown')
  })
  it('may be red without any incident, and green with one: the worst holds', () => {
    expect(parse({ status: [{ system: 'Apps', status: 'red' }] }).indicator).to.equal('critical')
    expect(parse({ incidents: [event({ systems: [{ name: 'Apps', status: 'yellow' }] })] }).indicator).to.equal('minor')
  })
  it('may have no list', () => expect(parse({ status: null, incidents: null })).to.deep.include({ indicator: 'unknown', components: [], incidents: [], problems: [] }))
  it('that come twice are named', () => expect(parse({ status: [{ system: 'Apps', status: 'red' }, { system: 'Apps', status: 'green' }] }).problems.map((p) => p.path)).to.deep.equal(['status.status.1.system']))
})

describe("Heroku's incidents", () => {
  it('are resolved by their state, whatever the flag beside says', () => {
    expect(one({ state: 'resolved', resolved: false, updates: [update('issue', '09:00')] })).to.include({ status: 'resolved', resolvedAt: iso('09:00') })
    expect(one({ state: 'open', resolved: true })?.status).to.equal('investigating')
    expect(one({ resolved: true })?.status).to.equal('resolved')
  })
  it('else are as far as their newest stage', () => {
    const stages = [update('issue', '08:00'), update('monitoring', '08:20'), update('update', '08:30')]
    expect(one({ updates: stages })?.status).to.equal('monitoring')
    expect(one({ updates: stages.slice(0, 1) })?.status).to.equal('investigating')
    expect(one({})?.status).to.equal('investigating')
    expect(one({ updates: stages })?.updates.map((u) => [u.status, u.statusLabel])).to.deep.equal([['unknown', 'update'], ['monitoring', undefined], ['investigating', undefined]])
  })
  it('keep words that are not known', () => {
    const { incidents, problems } = parse({ incidents: [event({ state: 'foggy', updates: [update('rumour', '08:00')] })] })
    expect(incidents[0]).to.include({ status: 'investigating', statusLabel: 'foggy' })
    expect(incidents[0]?.updates[0]).to.include({ status: 'unknown', statusLabel: 'rumour' })
    expect(problems.map((p) => p.path)).to.deep.equal(['status.incidents.0.updates.0.update_type', 'status.incidents.0.state'])
  })
  it('touch the systems that they name, and are as bad as the worst', () => {
    const systems = [{ name: 'Apps', status: 'yellow', services: ['Apps'] }, { name: 'Data', status: 'red', services: ['Data'] }]
    expect(one({ systems })).to.deep.include({ componentIds: ['Apps', 'Data'], impact: 'major' })
    expect(one({ systems: systems.slice(0, 1) })).to.deep.include({ componentIds: ['Apps'], impact: 'minor' })
    expect(one({ systems: [{ name: 'Apps', status: 'green' }] })?.impact).to.equal('unknown')
    expect(parse({ incidents: [event({ systems: [{ name: 'Apps', status: 'mauve' }] })] }).problems.map((p) => p.path)).to.deep.equal(['status.incidents.0.systems.0.status'])
  })
  it('that name none touch none, and are as bad as the page while they are open', () => {
    const incident = (part: object, colour: string) => parse({ status: [{ system: 'Apps', status: colour }], incidents: [event(part)] }).incidents[0]
    expect(incident({}, 'red')).to.deep.include({ componentIds: [], impact: 'major' })
    expect(incident({}, 'yellow')?.impact).to.equal('minor')
    expect(incident({}, 'green')?.impact).to.equal('unknown')
    expect(incident({ state: 'resolved' }, 'red')?.impact).to.equal('unknown')
  })
  it('without an id go by their address, else by their title and start', () => {
    const ids = [event({ id: undefined }), event({ id: undefined, full_url: undefined })].map((raw) => parse({ incidents: [raw] }).incidents[0]?.id)
    expect(ids).to.deep.equal(['7', `Late ${iso('08:00')}`])
  })
  it('without any of these are named', () => expect(parse({ incidents: [{ created_at: iso('08:00') }] }).problems).to.deep.equal([{ path: 'status.incidents.0', message: 'unusable: no id, address or title' }]))
  it('that come twice are named', () => {
    const { incidents, problems } = parse({ incidents: [event()], scheduled: [event()] })
    expect(incidents).to.have.length(1)
    expect(problems.map((p) => p.path)).to.deep.equal(['status.scheduled.0.id'])
  })
  it('have updates at the time of their last change, else of their entry', () => {
    const incident = one({ updates: [update('issue', '08:00', { updated_at: iso('08:10') }), update('issue', '08:05'), update('issue', '08:05')] })
    expect(incident?.updates.map((u) => [u.id, u.at])).to.deep.equal([[iso('08:10'), iso('08:10')], [iso('08:05'), iso('08:05')], [`${iso('08:05')} 2`, iso('08:05')]])
  })
  it('name an update without a time', () => expect(parse({ incidents: [event({ updates: [{ update_type: 'issue', contents: 'x' }] })] }).problems.map((p) => p.path)).to.deep.equal(['status.incidents.0.updates.0']))
  it('are text, Markdown where it links, or HTML', () => {
    const formats = ['Late.', 'Late, see [why](https://a.example).', '<p>Late.</p>'].map((contents) => one({ updates: [update('issue', '08:00', { contents })] })?.updates[0]?.format)
    expect(formats).to.deep.equal(['text', 'markdown', 'html'])
  })
  it('that are past come from the history, each once', () => {
    const past = [event({ state: 'resolved', title: 'Old words' }), event({ id: 6, state: 'resolved' }), event({ id: 5, state: 'upcoming' })]
    for (const document of [past, { incidents: past }]) {
      const { incidents, maintenances, problems } = parse({ incidents: [event()] }, document)
      expect(incidents.map((i) => [i.id, i.title, i.status])).to.deep.equal([['7', 'Late', 'investigating'], ['6', 'Late', 'resolved']])
      expect(maintenances.map((m) => m.id)).to.deep.equal(['5'])
      expect(problems).to.deep.equal([])
    }
  })
  it('that are open in the history only are over: that was read before', () => {
    const snapshot = parse({}, [event({ id: 6, state: 'open', updates: [update('issue', '08:10')] })])
    expect(snapshot.incidents[0]).to.include({ status: 'resolved', resolvedAt: iso('08:10') })
    expect(snapshot.indicator).to.equal('none')
    expect(snapshot.problems).to.deep.equal([{ path: 'incidents.incidents.0.state', message: 'open in the history only: taken to be over' }])
  })
  it('are named where their history is none', () => expect(parse({}, 'gone').problems.map((p) => p.path)).to.deep.equal(['incidents']))
})

describe("Heroku's maintenances", () => {
  const planned = (part: object = {}) => event({ state: 'upcoming', resolved: false, systems: [{ name: 'Apps', status: 'green' }], updates: [update('scheduled', '09:00', { contents: 'The work is done.' }), update('scheduled', '08:00')], ...part })
  it('are announced, and no notice, however long they stay in the list', () => {
    const snapshot = parse({ scheduled: [planned()] })
    const now = '2026-08-01T00:00:00Z'
    expect(snapshot.maintenances[0]).to.deep.include({ status: 'scheduled', componentIds: ['Apps'] }).and.not.to.have.any.keys('scheduledStart', 'scheduledEnd', 'startedAt')
    expect(snapshot.maintenances.map((m) => phaseOf(m, Date.parse(now)))).to.deep.equal(['upcoming'])
    expect(noticesAt(snapshot, now)).to.deep.equal([])
    expect(snapshot.indicator).to.equal('none')
  })
  it('are over by their state', () => expect(parse({ scheduled: [planned({ state: 'resolved' })] }).maintenances[0]).to.include({ status: 'completed', completedAt: iso('09:00') }))
  it('keep a state that is not known', () => {
    const { maintenances, problems } = parse({ scheduled: [planned({ state: 'foggy' })] })
    expect(maintenances[0]).to.include({ status: 'scheduled', statusLabel: 'foggy' })
    expect(problems.map((p) => p.path)).to.deep.equal(['status.scheduled.0.state'])
  })
})

interface RawEvent {
  id: number
  updates: { contents: string }[]
}
interface Raw {
  status: { system: string }[]
  incidents: RawEvent[]
  scheduled: RawEvent[]
}

const folder = '/shared/feeds/samples/heroku/'
const answer = await fetch(folder)
const names: string[] = answer.status === 200 ? await answer.json() : []

describe('captures of Heroku', () => {
  it('are at hand', function () {
    if (!names.length) this.skip()
    expect(names.length).to.be.greaterThan(1)
  })
  for (const name of names) {
    it(`${name} is read whole`, async () => {
      const raw: Raw = freeze(await (await fetch(folder + name)).json())
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id)).to.deep.equal(['heroku'])
      const snapshot = reader.parse({ status: raw })
      expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
      expect(snapshot.problems).to.deep.equal([])
      expect(snapshot.indicator).to.equal('none')
      expect(snapshot.components.map((c) => c.id)).to.deep.equal(raw.status.map(({ system }) => system))
      expect(snapshot.incidents.map((i) => i.id)).to.deep.equal(raw.incidents.map(({ id }) => `${id}`))
      expect(snapshot.maintenances.map((m) => [m.id, m.updates.map((u) => u.body)])).to.deep.equal(raw.scheduled.map(({ id, updates }) => [`${id}`, updates.map((u) => u.contents)]))
      expect(noticesAt(snapshot, '2026-09-23T12:00:00Z')).to.deep.equal([])
    })
  }
})
