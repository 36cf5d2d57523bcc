import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedAddressError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/statusfy.ts'
import { phaseOf } from '../../src/model/maintenance.ts'
import { freeze, loadFixture } from './fixture.ts'

/** Each peculiarity of Statusfy, with the least document that shows it. */

const iso = (clock: string, day = 4) => `2026-05-0${day}T${clock}:00.000Z`
const system = (name: string, status = 'operational', order = 1) => ({ name, status, order })
const incident = (id: string, part: object = {}) => ({ id, title: `Trouble ${id}`, date: iso('08:00'), modified: iso('12:00'), scheduled: null, severity: 'partial-outage', affectedsystems: ['api'], resolved: false, content: '', ...part })
const work = (id: string, part: object = {}) => incident(id, { severity: 'under-maintenance', scheduled: iso('10:00'), duration: 90, ...part })
/** As the author's Markdown becomes HTML. */
const block = (clock: string, word: string, body = `<p>Said at ${clock}.</p>`) =>
  `<div class="update-block">\n  <div class="update-block-date">${iso(clock)}</div>\n  <div class="update-block-content">\n    <div class="update-block-title">${word}</div>\n    <div class="update-block-body">\n${body}\n</div></div></div>\n`
const list = (...incidents: unknown[]) => ({ count: incidents.length, page: 1, page_size: 10, total_pages: 1, incidents })
const parse = (incidents: unknown[] = [], others: object = {}, systems: unknown[] = [system('api')]) => reader.parse(freeze({ systems, incidents: list(...incidents), ...others }), 'https://status.example.com/')
const said = (snapshot: { problems: { path: string }[] }) => snapshot.problems.map((p) => p.path)

describe('the documents of Statusfy', () => {
  const site = 'https://status.example.com'
  const documents = (api: string, ending: string, page: string) => [
    { key: 'systems', url: `${api}/systems${ending}` },
    { key: 'incidents', url: `${api}/incidents${page}`, optional: true },
    { key: 'scheduled', url: `${api}/scheduled${ending}`, optional: true },
    { key: 'history', url: `${api}/incidents/history${page}`, when: 'history', optional: true },
  ]
  const api = `${site}/static/content/api/v0`
  for (const name of ['systems.en.json', 'scheduled.en.json', 'incidents.page-2.en.json', 'incidents/timeline.en.json', 'incidents/history.page-1.en.json', 'incidents/382ee1ab.en.json'])
    it(`of a built page, by ${name}`, () => expect(reader.requests(`${api}/${name}`)).to.deep.equal(documents(api, '.en.json', '.page-1.en.json')))
  it('of another language and under a path', () => expect(reader.requests(`${site}/up/static/content/api/v0/systems.pt-br.json`)[0]?.url).to.equal(`${site}/up/static/content/api/v0/systems.pt-br.json`))
  for (const name of ['systems', 'incidents?page=3', 'incidents/history', 'scheduled'])
    it(`of a served page, by ${name}`, () => expect(reader.requests(`${site}/api/v0/${name}`)).to.deep.equal(documents(`${site}/api/v0`, '', '?page=1')))
  it('of a copy', () => expect(reader.requests('https://shop.example/copy.json')).to.deep.equal([{ key: 'systems', url: 'https://shop.example/copy.json' }]))
  it('have a language that the address of a page does not tell, and what to give is said', () => expect(() => reader.requests(site)).to.throw(FeedAddressError, 'Give the URL of the systems: https://…/static/content/api/v0/systems.en.json, with your language,'))
  it('are known by the address of a built page', () => {
    const known = (url: string) => catalogue.find((entry) => entry.match?.(new URL(url)))?.id
    expect([`${api}/systems.en.json`, `${api}/incidents.page-1.es.json`, `${site}/api/v0/systems`, site].map(known)).to.deep.equal(['statusfy', 'statusfy', undefined, undefined])
  })
  it('are known by their shape, and by no less', async () => {
    const recognise = catalogue.find((entry) => entry.id === 'statusfy')?.recognise
    expect([[system('a')], list(incident('i'))].map((d) => recognise?.(d))).to.deep.equal([true, true])
    for (const other of [[], [{ name: 'a', status: 'operational' }], [{ ...system('a'), id: 1 }], [system('a', 'up')], list(), { incidents: [{ id: 'i' }] }]) expect(recognise?.(other) ?? false, JSON.stringify(other)).to.equal(false)
    const { documents: made } = await loadFixture('statusfy')
    expect(catalogue.filter((entry) => entry.recognise?.(made.systems)).map((entry) => entry.id)).to.deep.equal(['statusfy'])
  })
  it('that are missing cost their own part only', () => expect(reader.parse({ systems: [system('api')] })).to.deep.include({ indicator: 'none', incidents: [], maintenances: [], problems: [] }))
  it('may name no system at all', () => {
    const snapshot = parse([incident('i', { affectedsystems: [] })], {}, [])
    expect(snapshot).to.deep.include({ components: [], indicator: 'major' })
    expect(snapshot.incidents).to.have.length(1)
  })
  it('that are no lists say so', () => expect(said(parse([], { incidents: { error: 'no' }, scheduled: 'no' }))).to.deep.equal(['incidents.incidents', 'scheduled']))
})

describe("Statusfy's systems", () => {
  it('have its words in ours', () => {
    const words = ['operational', 'degraded-performance', 'partial-outage', 'major-outage', 'under-maintenance', 'asleep']
    const { components, problems } = parse([], {}, words.map((word, i) => system(`${i}`, word)))
    expect(components.map((c) => c.status)).to.deep.equal(['operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance', 'unknown'])
    expect(components[5]?.statusLabel).to.equal('asleep')
    expect(problems).to.deep.equal([{ path: 'systems.5.status', message: 'unknown word "asleep"' }])
  })
  it('stand once', () => expect(said(parse([], {}, [system('api'), system('api'), system('')]))).to.deep.equal(['systems.1.name', 'systems.2.name']))
  it('that are worked on may be out as well', () => {
    const status = (...incidents: unknown[]) => parse(incidents, {}, [system('api', 'under-maintenance')]).components[0]?.status
    expect(status(work('w'), incident('i', { severity: 'major-outage' }))).to.equal('major_outage')
    expect(status(work('w'), incident('i', { severity: 'major-outage', resolved: true }))).to.equal('under_maintenance')
  })
  it('are not called well while an incident of theirs is open, though it was not marked so', () => expect(parse([incident('i', { resolved: undefined })]).components[0]?.status).to.equal('partial_outage'))
  it('are not worked on before it begins', () => expect(parse([], { scheduled: { count: 1, incidents: [work('w')] } })).to.deep.include({ indicator: 'none' }))
})

describe("Statusfy's incidents", () => {
  const one = (part: object) => parse([incident('i', part)]).incidents[0]
  it('have an impact by their severity', () =>
    expect(['degraded-performance', 'partial-outage', 'major-outage', 'odd'].map((severity) => one({ severity })?.impact)).to.deep.equal(['minor', 'major', 'critical', 'unknown']))
  it('touch systems by their names, each once, and those that are not there too', () => expect(one({ affectedsystems: ['api', 'api', 'ghost', 7, ''] })?.componentIds).to.deep.equal(['api', 'ghost']))
  it('hold their updates in HTML, in any order', () => {
    const found = one({ content: block('08:10', 'Investigating') + block('09:30', 'Monitoring', '<p>It <b>holds</b>.</p>\n<ul><li>so far</li></ul>') + block('09:00', 'Identified') })
    expect(found?.updates).to.deep.equal([
      { id: `${iso('09:30')} Monitoring`, status: 'monitoring', at: iso('09:30'), body: '<p>It <b>holds</b>.</p>\n<ul><li>so far</li></ul>', format: 'html' },
      { id: `${iso('09:00')} Identified`, status: 'identified', at: iso('09:00'), body: '<p>Said at 09:00.</p>', format: 'html' },
      { id: `${iso('08:10')} Investigating`, status: 'investigating', at: iso('08:10'), body: '<p>Said at 08:10.</p>', format: 'html' },
    ])
    expect(found?.status).to.equal('monitoring')
  })
  it('were told with the rest of their text, and their summary, when they began', () => {
    const found = one({ description: 'In short', content: `<p>Before.</p>\n${block('08:10', 'Identified')}<p>After.</p>` })
    expect(found?.updates.map((u) => [u.id, u.status, u.at, u.body, u.format])).to.deep.equal([
      [`${iso('08:10')} Identified`, 'identified', iso('08:10'), '<p>Said at 08:10.</p>', 'html'],
      ['content', 'identified', iso('08:00'), '<p>Before.</p>\n\n<p>After.</p>', 'html'],
      ['description', 'identified', iso('08:00'), 'In short', 'text'],
    ])
  })
  it('keep a word that we do not know, as of another language', () => {
    const snapshot = parse([incident('i', { content: block('08:10', 'Investigando') })])
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', statusLabel: 'Investigando' })
    expect(said(snapshot)).to.deep.equal(['incidents.incidents.0.content.0.word'])
  })
  it('keep two updates of one moment apart, and a block that is none as it is', () => {
    const found = one({ content: block('08:10', 'Identified') + block('08:10', 'Identified') + '<div class="update-block">odd</div>' })
    expect(new Set(found?.updates.map((u) => u.id)).size).to.equal(3)
    expect(found?.updates[2]?.body).to.equal('<div class="update-block">odd</div>')
  })
  it('keep the ids of their updates when others follow', () => {
    const twins = block('08:10', 'Identified', '<p>a</p>') + block('08:10', 'Identified', '<p>b</p>')
    const ids = (more: string) => one({ content: more + twins })?.updates.slice(-2).map((u) => u.id)
    expect(ids(block('08:20', 'Monitoring'))).to.deep.equal(ids(''))
  })
  it('are over when they are marked so, at the time that is told and not that of their last change', () => {
    expect(one({ resolved: true, content: block('09:00', 'Resolved') })).to.include({ status: 'resolved', resolvedAt: iso('09:00') })
    expect(one({ resolved: true, content: block('09:00', 'Monitoring') })).to.include({ status: 'resolved' }).and.not.to.have.property('resolvedAt')
  })
  it('stay open where their last word is of an end, and they are not marked', () => {
    const snapshot = parse([incident('i', { content: block('09:00', 'Resolved') })])
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', statusLabel: 'Resolved' }).and.not.to.have.property('resolvedAt')
    expect(snapshot.indicator).to.equal('major')
  })
  it('of the past come by months, with those of the page again', () => {
    const periods = [{ id: '2026-5', count: 2, order: 1, incidents: [incident('i'), incident('j', { resolved: true })] }, { id: '2026-4', count: 1, order: 2, incidents: [incident('k', { resolved: true })] }]
    const snapshot = parse([incident('i')], { history: { count: 2, page: 1, page_size: 3, total_pages: 1, periods } })
    expect(snapshot.incidents.map((i) => i.id)).to.deep.equal(['i', 'j', 'k'])
    expect(snapshot.problems).to.deep.equal([])
  })
  it('that are older than what was read are told of', () => {
    const more = { ...list(incident('i'), incident('i')), total_pages: 3 }
    expect(said(parse([], { incidents: more, history: { page: 1, total_pages: 2, periods: [{ id: '2026-4' }] } }))).to.deep.equal([
      'incidents.incidents.1.id',
      'incidents.total_pages',
      'history.periods.0.incidents',
      'history.total_pages',
    ])
  })
})

describe("Statusfy's maintenances", () => {
  const one = (part: object) => parse([work('w', part)]).maintenances[0]
  it('are under way among the incidents, for as long as was said', () => {
    expect(one({})).to.include({ status: 'in_progress', scheduledStart: iso('10:00'), scheduledEnd: iso('11:30') })
    expect(parse([work('w')]).indicator).to.equal('maintenance')
  })
  it('that were not planned began when they were told', () => expect(one({ scheduled: null, duration: undefined })).to.include({ status: 'in_progress', startedAt: iso('08:00') }).and.not.to.include.keys('scheduledStart', 'scheduledEnd'))
  it('have updates with words of work', () =>
    expect(one({ content: block('10:00', 'In progress') + block('11:00', 'Monitoring') + block('09:00', 'Scheduled') })?.updates.map((u) => u.status)).to.deep.equal(['verifying', 'in_progress', 'scheduled']))
  it('are over when they are marked so', () => expect(one({ resolved: true, content: block('11:00', 'Resolved') })).to.include({ status: 'completed', completedAt: iso('11:00') }))
  it('that lie ahead are work, whatever their severity', () => {
    const snapshot = parse([], { scheduled: { count: 1, incidents: [work('w', { severity: 'partial-outage' })] } })
    expect(snapshot.maintenances.map((m) => [m.id, m.status])).to.deep.equal([['w', 'scheduled']])
    expect(snapshot).to.deep.include({ incidents: [], indicator: 'none' })
  })
  it('that lie ahead stand in a document of their own, in a built page longer than that', () => {
    const [planned] = parse([], { scheduled: { count: 1, incidents: [work('w', { description: 'Paint' })] } }).maintenances
    expect(planned).to.deep.include({ status: 'scheduled', scheduledStart: iso('10:00'), updates: [{ id: 'description', status: 'scheduled', at: iso('08:00'), body: 'Paint', format: 'text' }] })
    expect(planned && [iso('09:00'), iso('10:30')].map((now) => phaseOf(planned, Date.parse(now)))).to.deep.equal(['upcoming', 'overdue'])
  })
})

const folder = '/shared/feeds/samples/statusfy/'
describe('samples of Statusfy', () => {
  it('are read whole; none of them is an answer of a server', async function () {
    const answer = await fetch(folder)
    if (answer.status !== 200) this.skip()
    const names: string[] = await answer.json()
    expect(names.every((name) => name.startsWith('made-'))).to.equal(true)
    const systems: { name: string }[] = freeze(await (await fetch(`${folder}made-systems.en.json`)).json())
    const incidents: { incidents: { id: string }[] } = freeze(await (await fetch(`${folder}made-incidents.page-1.en.json`)).json())
    const snapshot = reader.parse({ systems, incidents })
    expect(snapshot.components.map((c) => c.id)).to.deep.equal(systems.map(({ name }) => name))
    expect(snapshot.incidents.map((i) => i.id)).to.deep.equal(incidents.incidents.map(({ id }) => id))
    expect(snapshot).to.deep.include({ problems: [], indicator: 'major' })
    for (const document of [systems, incidents]) expect(catalogue.filter((entry) => entry.recognise?.(document)).map((entry) => entry.id)).to.deep.equal(['statusfy'])
  })
})
