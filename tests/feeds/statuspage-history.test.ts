import { expect } from 'chai'
import { reader } from '../../src/feeds/statuspage.ts'
import { component, ids, incident, iso, maintenance, page, parse, said } from './statuspage-documents.ts'

describe('the history documents of Statuspage', () => {
  const older = { ...page, updated_at: iso('11:00') }
  const newer = { ...page, updated_at: iso('13:00') }
  const resolved = { status: 'resolved', updated_at: iso('12:30') }

  it('add what is over', () => {
    const snapshot = parse({ incidents: [incident('now')] }, { incidents: { page, incidents: [incident('now'), incident('past', resolved)] }, 'scheduled-maintenances': { page, scheduled_maintenances: [maintenance('done', { status: 'completed' })] } })
    expect([ids(snapshot.incidents), ids(snapshot.maintenances)]).to.deep.equal([['now', 'past'], ['done']])
    expect(snapshot.problems).to.deep.equal([])
  })
  it('have the say over an event that they know better', () => {
    const history = { incidents: { page: newer, incidents: [incident('i', resolved)] } }
    expect(parse({ incidents: [incident('i')] }, history).incidents.map((i) => i.status)).to.deep.equal(['resolved'])
    expect(parse({ incidents: [incident('i', { status: 'monitoring', updated_at: iso('13:00') })] }, history).incidents.map((i) => i.status)).to.deep.equal(['monitoring'])
    expect(parse({ incidents: [incident('i', { status: 'monitoring', updated_at: iso('12:30') })] }, history).incidents.map((i) => i.status)).to.deep.equal(['monitoring'])
  })
  it('do not bring back what an older copy still calls open', () => {
    const snapshot = parse({}, { incidents: { page: older, incidents: [incident('i', { impact: 'critical' })] } })
    expect(snapshot).to.deep.include({ incidents: [], indicator: 'none' })
    expect(said(snapshot)).to.deep.equal(['incidents.incidents.0'])
  })
  it('bring an open event that the summary is too old to know', () =>
    expect(parse({}, { incidents: { page: newer, incidents: [incident('i')] } }).indicator).to.equal('minor'))
  it('bring an open event of the same moment, which the summary does not list', () =>
    expect(ids(parse({}, { 'scheduled-maintenances': { page, scheduled_maintenances: [maintenance('m', { status: 'verifying' })] } }).maintenances)).to.deep.equal(['m']))
  it('cost only their own part when they are unusable', () => {
    const snapshot = parse({ incidents: [incident('now')] }, { incidents: 'gone', 'scheduled-maintenances': null })
    expect(ids(snapshot.incidents)).to.deep.equal(['now'])
    expect(said(snapshot)).to.deep.equal(['incidents', 'scheduled-maintenances'])
  })
  it('alone are history, and never say that all is well', () => {
    const alone = (part: object) => reader.parse({ incidents: { page, incidents: [incident('i', part)] } })
    expect(alone(resolved)).to.include({ indicator: 'unknown' }).and.not.to.have.property('claim')
    expect(alone({ impact: 'none' }).indicator).to.equal('unknown')
    expect(alone({ impact: 'major' }).indicator).to.equal('major')
  })
  it('may be given as the one document there is', () =>
    expect(ids(reader.parse({ summary: { page, incidents: [incident('i', resolved)] } }).incidents)).to.deep.equal(['i']))
})

describe("Statuspage's page", () => {
  it('may send nothing but its status', () =>
    expect(reader.parse({ summary: { page, status: { indicator: 'minor', description: 'Slow' } } })).to.deep.equal({
      page: { name: 'Brightwater', url: page.url, timeZone: 'Etc/UTC' },
      claim: { indicator: 'minor', headline: 'Slow' },
      indicator: 'minor',
      groups: [], components: [], incidents: [], maintenances: [], problems: [],
      updatedAt: iso('12:00'),
    }))
  it('may have neither components nor events, and is believed', () => expect(parse().indicator).to.equal('none'))
  it('may leave out lists, or send null for them', () => {
    const snapshot = reader.parse({ summary: { page, status: { indicator: 'none' }, incidents: null, components: [component('c')] } })
    expect(snapshot.problems).to.deep.equal([])
    expect(snapshot.indicator).to.equal('none')
  })
  it("in one of Rails' time zones has none, and says so", () => {
    const snapshot = parse({ page: { ...page, time_zone: 'Eastern Time (US & Canada)' } })
    expect(snapshot.page).not.to.have.property('timeZone')
    expect(said(snapshot)).to.deep.equal(['summary.page.time_zone'])
  })
  it('without a name has that of its host', () => {
    const snapshot = reader.parse({ incidents: { incidents: [incident('i')] } }, 'https://status.brightwater.example/')
    expect(snapshot.page).to.deep.equal({ name: 'status.brightwater.example', url: 'https://status.brightwater.example/' })
  })
  it('has no link that is none', () => {
    const snapshot = parse({ page: { ...page, url: 'javascript:alert(1)' } })
    expect(snapshot.page).not.to.have.property('url')
    expect(said(snapshot)).to.deep.equal(['summary.page.url'])
  })
})
