import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/instatus.ts'
import { phaseOf } from '../../src/model/maintenance.ts'

/** Each peculiarity of Instatus, with the least document that shows it. */

const page = { name: 'Brightwater', url: 'https://status.brightwater.example', status: 'UP' }
const iso = (clock: string, day = '04') => `2026-05-${day}T${clock}:00.000Z`
const incident = (id: string, part: object = {}) => ({ id, name: id, started: iso('08:00'), status: 'INVESTIGATING', impact: 'MINOROUTAGE', url: `${page.url}/${id}`, ...part })
const maintenance = (id: string, part: object = {}) => ({ id, name: id, start: iso('08:00'), status: 'INPROGRESS', duration: '60', url: `${page.url}/maintenance/${id}`, ...part })
const component = (id: string, part: object = {}) => ({ id, name: id, status: 'OPERATIONAL', group: null, ...part })
const parse = (part: object = {}, others: object = {}) => reader.parse({ summary: { page, ...part }, ...others }, page.url)
const told = (time: string, word: string, body = 'words.') => `<p><small>${time} GMT+0</small><br /><strong>${word}</strong> -\n    ${body}</p>`
const entry = (id: string, html: string, { type = 'Incident', updated = iso('08:00'), components = '' } = {}) =>
  `<entry><id>tag:status.brightwater.example,2005:${type}/${id}</id><published>${iso('08:00')}</published><updated>${updated}</updated><title>${id}</title><content type="html"><![CDATA[<p><strong>Type:</strong> ${type}</p>${components && `<p><strong>Affected Components:</strong> ${components}</p>`}${html}]]></content></entry>`
const atom = (...entries: string[]) => `<feed xmlns="http://www.w3.org/2005/Atom"><title>Brightwater</title>${entries.join('')}</feed>`
const said = (snapshot: { problems: { path: string }[] }) => snapshot.problems.map((p) => p.path)

describe('the documents of Instatus', () => {
  const three = (root: string, summary = `${root}/summary.json`) => [summary, `${root}/v3/components.json`, `${root}/history.atom`]
  const cases: [string, string[]][] = [
    [page.url, three(page.url)],
    [`${page.url}/en-us/cmfog`, three(page.url)],
    [`${page.url}/api/v2/summary.json`, three(page.url, `${page.url}/api/v2/summary.json`)],
    [`${page.url}/v3/components.json`, three(page.url)],
    [`${page.url}/history.rss`, three(page.url)],
    ['https://shop.example/mail/summary.json', three('https://shop.example/mail')],
    ['https://shop.example/copies/mail.json', ['https://shop.example/copies/mail.json']],
  ]
  for (const [base, urls] of cases) it(`of ${base}`, () => expect(reader.requests(base).map((request) => request.url)).to.deep.equal(urls))
  it('are one that must be there and two that may be missing, the texts among what is read of the past', () =>
    expect(reader.requests(page.url).map(({ key, when = 'now', optional = false, format = 'json' }) => [key, when, optional, format])).to.deep.equal([
      ['summary', 'now', false, 'json'],
      ['components', 'now', true, 'json'],
      ['history', 'history', true, 'text'],
    ]))
  it('are all read now while an event is on, for its texts stand nowhere else', () => {
    const more = (summary: unknown) => reader.more?.({ summary }, page.url).map(({ key, when, url }) => [key, when, url])
    const history = [['history', 'now', `${page.url}/history.atom`]]
    expect(more({ page, activeIncidents: [{}] })).to.deep.equal(history)
    expect(more({ page, activeMaintenances: [{}] })).to.deep.equal(history)
    for (const quiet of [{ page }, { page, activeIncidents: [], activeMaintenances: null }, null, []]) expect(more(quiet)).to.deep.equal([])
  })
  it('are known by their words, also where Statuspage has its own', () => {
    const known = (document: unknown) => catalogue.find(({ recognise }) => recognise?.(document))?.id
    expect(known({ page })).to.equal('instatus')
    expect(known({ components: [component('c')] })).to.equal('instatus')
    for (const other of [{ page: { ...page, status: undefined } }, { status: 'UP', components: { db: { status: 'UP' } } }, { components: [] }]) expect(known(other)).not.to.equal('instatus')
  })
  it('are refused when they are not', () => {
    for (const summary of [{ page: { name: 'A shop' } }, { status: { indicator: 'none' } }]) expect(() => reader.parse({ summary })).to.throw(FeedShapeError)
  })
  it('that may be missing cost only themselves when they are broken', () => {
    const snapshot = parse({ activeIncidents: [incident('i')] }, { components: { components: 'none' }, history: '<html><br></html>' })
    expect(snapshot.incidents).to.have.length(1)
    expect(said(snapshot)).to.deep.equal(['components.components', 'history'])
  })
})

describe('the word of an Instatus page', () => {
  const cases = { UP: 'none', HASISSUES: 'minor', UNDERMAINTENANCE: 'maintenance', ALLUNDERMAINTENANCE: 'maintenance', SOMEDEGRADEDPERFORMANCE: 'minor', ONEMINOROUTAGE: 'minor', SOMEPARTIALOUTAGE: 'major', ALLMAJOROUTAGE: 'critical' }
  for (const [status, indicator] of Object.entries(cases)) it(`${status} is ${indicator}`, () => expect(parse({ page: { ...page, status } })).to.deep.include({ indicator, claim: { indicator }, problems: [] }))
  it('of another kind is unknown, and said', () => {
    const snapshot = parse({ page: { ...page, status: 'ONHOLIDAY' } })
    expect(snapshot.claim).to.deep.equal({ indicator: 'unknown' })
    expect(snapshot.problems[0]?.message).to.contain('ONHOLIDAY')
  })
  it('does not hide an incident, a component in trouble or a maintenance under way', () => {
    expect(parse({ activeIncidents: [incident('i', { impact: 'DEGRADEDPERFORMANCE', status: 'IDENTIFIED' })] }).indicator).to.equal('minor')
    expect(parse({}, { components: { components: [component('c', { status: 'MAJOROUTAGE' })] } }).indicator).to.equal('critical')
    expect(parse({ activeMaintenances: [maintenance('m')] }).indicator).to.equal('maintenance')
  })
  it('may come with a name in languages', () => expect(parse({ page: { ...page, name: { default: 'Lake', fr: 'Lac' } } }).page.name).to.equal('Lake'))
})

describe("Instatus's components", () => {
  const read = (...components: object[]) => parse({}, { components: { components } })
  it('have six words for their state', () => {
    const words = ['OPERATIONAL', 'UNDERMAINTENANCE', 'DEGRADEDPERFORMANCE', 'PARTIALOUTAGE', 'MINOROUTAGE', 'MAJOROUTAGE']
    expect(read(...words.map((status, i) => component(`c${i}`, { status }))).components.map((c) => c.status)).to.deep.equal(['operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'partial_outage', 'major_outage'])
  })
  it('keep any other word', () => {
    const snapshot = read(component('c', { status: 'DROWSY' }))
    expect(snapshot.components[0]).to.include({ status: 'unknown', statusLabel: 'DROWSY' })
    expect(said(snapshot)).to.deep.equal(['components.components.0.status'])
  })
  it('stand in groups by their own word, or as children', () => {
    const town = { id: 'town', name: 'Town', description: '' }
    const snapshot = read(component('a', { group: town }), component('b', { group: town }), component('lake', { isParent: true, children: [component('c'), component('a')] }), component('alone', { isParent: false, children: [] }))
    expect(snapshot.groups).to.deep.equal([{ id: 'town', name: 'Town' }, { id: 'lake', name: 'lake' }])
    expect(snapshot.components.map(({ id, groupId }) => [id, groupId])).to.deep.equal([['a', 'town'], ['b', 'town'], ['c', 'lake'], ['alone', undefined]])
    expect(said(snapshot)).to.deep.equal(['components.components.2.children.1.id'])
  })
  it('are as they say, whatever a forgotten note tells', () => {
    const snapshot = read(component('c', { description: 'There is an outage upstream' }))
    expect(snapshot.components[0]).to.include({ status: 'operational', description: 'There is an outage upstream' })
    expect(snapshot.indicator).to.equal('none')
  })
  it('may stand in the document of the page', () => expect(parse({ components: [component('c')] }).components).to.have.length(1))
})

describe("Instatus's events", () => {
  it('are none where their lists are absent', () => expect(parse()).to.deep.include({ incidents: [], maintenances: [], indicator: 'none', problems: [] }))
  it('have impacts', () => {
    const words = ['OPERATIONAL', 'DEGRADEDPERFORMANCE', 'MINOROUTAGE', 'PARTIALOUTAGE', 'MAJOROUTAGE', 'SPLASH']
    expect(parse({ activeIncidents: words.map((impact) => incident(impact, { impact })) }).incidents.map((i) => i.impact)).to.deep.equal(['none', 'minor', 'minor', 'major', 'critical', 'unknown'])
  })
  it('of impact maintenance are maintenances', () => {
    const snapshot = parse({ activeIncidents: [incident('i', { impact: 'UNDERMAINTENANCE', status: 'IDENTIFIED' })] })
    expect(snapshot.incidents).to.deep.equal([])
    expect(snapshot.maintenances[0]).to.include({ id: 'i', status: 'in_progress', startedAt: iso('08:00') })
  })
  it('are known by the end of their address where they have no id, and have times as JavaScript writes them', () => {
    const started = 'Mon May 04 2026 08:00:00 GMT+0000 (Coordinated Universal Time)'
    const snapshot = parse({ activeIncidents: [incident('', { id: undefined, started, url: `${page.url}/incident/cmfog` }), incident('', { id: undefined, url: '' })] })
    expect(snapshot.incidents.map(({ id, startedAt }) => [id, startedAt])).to.deep.equal([['cmfog', iso('08:00')]])
    expect(said(snapshot)).to.deep.equal(['summary.activeIncidents.1.id'])
  })
  it('planned for some minutes, as text or as a number, end then', () => {
    const ends = parse({ activeMaintenances: ['60', 90, 'an hour', null].map((duration, i) => maintenance(`m${i}`, { duration })) })
    expect(ends.maintenances.map((m) => m.scheduledEnd)).to.deep.equal([iso('09:00'), iso('09:30'), undefined, undefined])
    expect(said(ends)).to.deep.equal(['summary.activeMaintenances.2.duration'])
  })
  it('past that end and not closed overrun, which only the clock tells', () => {
    const [late, notBegun] = parse({ activeMaintenances: [maintenance('m'), maintenance('n', { status: 'NOTSTARTEDYET' })] }).maintenances
    expect(late && phaseOf(late, Date.parse(iso('09:01')))).to.equal('overdue')
    expect(notBegun && phaseOf(notBegun, Date.parse(iso('08:30')))).to.equal('overdue')
  })
  it('kept in the list after their end are over', () => {
    const snapshot = parse({ activeIncidents: [incident('i', { status: 'RESOLVED', updatedAt: iso('10:00') })], activeMaintenances: [maintenance('m', { status: 'COMPLETED', updatedAt: iso('09:20') })] })
    expect(snapshot.incidents[0]).to.include({ status: 'resolved', resolvedAt: iso('10:00') })
    expect(snapshot.maintenances[0]).to.include({ status: 'completed', completedAt: iso('09:20') })
    expect(snapshot.indicator).to.equal('none')
  })
})

describe("Instatus's texts", () => {
  it('come from the history, joined by id', () => {
    const history = atom(entry('i', told('May 4, 09:00:00', 'Identified', 'Found..') + told('May 4, 08:00:00', 'Investigating', 'Hm..'), { components: 'Post, North, Post' }))
    const components = { components: [component('n', { name: 'Post, North' }), component('p', { name: 'Post' }), component('q', { name: 'Post' })] }
    const event = parse({ activeIncidents: [incident('i', { status: 'MONITORING' })] }, { history, components }).incidents[0]
    expect(event).to.deep.include({ status: 'monitoring', impact: 'minor', componentIds: ['n', 'p', 'q'] })
    expect(event?.updates.map((u) => [u.status, u.at, u.body])).to.deep.equal([['identified', iso('09:00'), 'Found.'], ['investigating', iso('08:00'), 'Hm.']])
  })
  it('may name a component that is not there, which is said', () => {
    const snapshot = parse({ activeIncidents: [incident('i')] }, { components: { components: [component('a')] }, history: atom(entry('i', told('May 4, 08:00:00', 'Investigating'), { components: 'Gone, a' })) })
    expect(snapshot.incidents[0]?.componentIds).to.deep.equal(['a'])
    expect(said(snapshot)).to.deep.equal(['history.entries.0.affected'])
  })
  it('make a move of nineteen updates over five days whole, though the page says UP', () => {
    const updates = Array.from({ length: 19 }, (_, i) => told(`May ${4 + Math.floor(i / 4)}, ${String(8 + (i % 4)).padStart(2, '0')}:00:00`, 'Identified', `Step ${i}.`))
    const snapshot = parse({ activeMaintenances: [maintenance('m', { duration: '180' })] }, { history: atom(entry('m', told('May 2, 10:00:00', 'Identified') + updates.join(''), { type: 'Maintenance', updated: iso('10:00', '08') })) })
    const [move] = snapshot.maintenances
    expect(snapshot.indicator).to.equal('maintenance')
    expect(move).to.include({ status: 'in_progress', scheduledEnd: iso('11:00'), startedAt: iso('08:00') }).and.not.to.have.property('completedAt')
    expect(move?.updates).to.have.length(20)
    expect(move?.updates[0]).to.include({ body: 'Step 18.', status: 'in_progress', at: iso('10:00', '08') })
    expect(move?.updates.at(-1)).to.include({ status: 'scheduled', at: iso('10:00', '02') })
  })
  it('tell of the past', () => {
    const snapshot = parse({}, { history: atom(entry('i', told('May 4, 09:00:00', 'Resolved') + told('May 4, 08:00:00', 'Investigating')), entry('m', told('May 4, 08:00:00', 'Identified') + told('May 4, 08:18:00', 'Completed'), { type: 'Maintenance' })) })
    expect(snapshot.incidents[0]).to.include({ id: 'i', status: 'resolved', impact: 'unknown', startedAt: iso('08:00'), resolvedAt: iso('09:00') })
    expect(snapshot.maintenances[0]).to.include({ id: 'm', status: 'completed', scheduledStart: iso('08:00'), completedAt: iso('08:18') }).and.not.to.have.property('scheduledEnd')
    expect(snapshot.indicator).to.equal('none')
  })
  it('of what is open there and gone from the summary are left out and named', () => {
    const snapshot = parse({}, { history: atom(entry('i', told('May 4, 08:00:00', 'Investigating'))) })
    expect(snapshot.incidents).to.deep.equal([])
    expect(said(snapshot)).to.deep.equal(['history.entries.0'])
  })
  it('that have ended before the summary says so do not end the event', () => {
    const event = parse({ activeIncidents: [incident('i')] }, { history: atom(entry('i', told('May 4, 09:00:00', 'Resolved'))) }).incidents[0]
    expect(event).to.include({ status: 'investigating' }).and.not.to.have.property('resolvedAt')
  })
})
