import { expect } from 'chai'
import { reader } from '../../src/feeds/native.ts'
import { loadFixture } from './fixture.ts'

const { page, documents } = await loadFixture('native')
const whole = documents.snapshot as Record<string, object>
const parse = (part: object) => reader.parse({ snapshot: { ...whole, ...part } }, page)
const at = (clock: string) => `2026-06-01T${clock}:00.000Z`
const incident = (part: object) => ({ id: 'i', title: 'I', status: 'investigating', impact: 'minor', startedAt: at('08:00'), componentIds: [], updates: [], ...part })

describe('a native document', () => {
  it('is asked for where it stands', () =>
    expect(reader.requests('https://a.example/status.json')).to.deep.equal([{ key: 'snapshot', url: 'https://a.example/status.json' }]))

  it("keeps its own problems, and adds what it is found to have", () => {
    const snapshot = parse({ problems: [{ path: 'a', message: 'was lost' }, 'odd'], components: [{ id: 'c' }] })
    expect(snapshot.problems.map((p) => p.path)).to.deep.equal(['a', 'snapshot.components.0.name', 'snapshot.problems.1'])
  })

  it('is no better than its parts, and no better than it says', () => {
    expect(parse({ indicator: 'none', incidents: [incident({ impact: 'critical' })] }).indicator).to.equal('critical')
    expect(parse({ indicator: 'critical', incidents: [] }).indicator).to.equal('critical')
    expect(parse({ indicator: undefined, claim: undefined, components: [], incidents: [], maintenances: [] }).indicator).to.equal('unknown')
  })

  it('keeps words of its own as labels', () => {
    const snapshot = parse({
      indicator: 'sunny',
      claim: { indicator: 'cloudy', headline: 'Weather' },
      components: [{ id: 'c', name: 'C', status: 'asleep' }, { id: 'd', name: 'D', status: 'dozing', statusLabel: 'Having a nap' }],
      incidents: [incident({ status: 'pondering', impact: 'moderate', updates: [{ id: 'u', status: 'pondering', at: at('09:00'), body: 'x', format: 'bbcode' }] })],
      maintenances: [{ id: 'm', title: 'M', status: 'paused' }],
    })
    expect(snapshot.components.map((c) => [c.status, c.statusLabel])).to.deep.equal([['unknown', 'asleep'], ['unknown', 'Having a nap']])
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', statusLabel: 'pondering', impact: 'unknown' })
    expect(snapshot.incidents[0]?.updates[0]).to.include({ status: 'unknown', statusLabel: 'pondering', format: 'text' })
    expect(snapshot.maintenances[0]).to.include({ status: 'unknown', statusLabel: 'paused' })
    expect(snapshot.claim).to.deep.equal({ indicator: 'unknown', headline: 'Weather' })
    for (const word of ['sunny', 'cloudy', 'asleep', 'dozing', 'pondering', 'moderate', 'bbcode', 'paused']) {
      expect(snapshot.problems.some((p) => p.message.includes(word)), word).to.equal(true)
    }
  })

  it('may write its times with an offset', () =>
    expect(parse({ incidents: [incident({ startedAt: '2026-06-01T10:00:00+02:00' })], updatedAt: '2026-06-01T10:00Z' })).to.deep.include({ updatedAt: at('10:00') })
      .and.have.nested.property('incidents[0].startedAt', at('08:00')))

  it('may leave out every list, every optional field, and send null for them', () => {
    const snapshot = reader.parse({ snapshot: { indicator: 'none', page: { name: 'A', url: null }, claim: null, groups: null, problems: null } })
    expect(snapshot).to.deep.equal({ page: { name: 'A' }, indicator: 'none', groups: [], components: [], incidents: [], maintenances: [], problems: [] })
  })

  it('sorts its updates, newest first', () => {
    const updates = ['08:00', '10:00', '09:00'].map((clock) => ({ id: clock, status: 'identified', at: at(clock), body: '', format: 'text' }))
    expect(parse({ incidents: [incident({ updates })] }).incidents[0]?.updates.map((u) => u.id)).to.deep.equal(['10:00', '09:00', '08:00'])
  })

  it('has days of history without a ratio, and loses only the days that are none', () => {
    const history = [{ date: '2026-05-30', ratio: null, status: 'unknown' }, { date: 'monday', ratio: 1, status: 'operational' }, { date: '2026-05-31', ratio: 7, status: 'operational' }, { date: '2026-06-01', ratio: 1, status: 'fine' }]
    expect(parse({ components: [{ id: 'c', name: 'C', status: 'operational', history }] }).components[0]?.history).to.deep.equal([
      { date: '2026-05-30', ratio: null, status: 'unknown' },
      { date: '2026-06-01', ratio: 1, status: 'unknown' },
    ])
  })

  it('has no links that are none, no zone that is none, and no group that is not there', () => {
    const snapshot = parse({
      page: { name: 'A', url: 'javascript:alert(1)', subscribeUrl: 'data:text/html,x', timeZone: 'Lisbon' },
      components: [{ id: 'c', name: 'C', status: 'operational', groupId: 'gone', url: 'vbscript:x' }],
      incidents: [incident({ url: 'javascript:alert(1)', componentIds: ['c', '', 7] })],
    })
    expect(snapshot.page).to.deep.equal({ name: 'A' })
    expect(snapshot.components).to.deep.equal([{ id: 'c', name: 'C', status: 'operational' }])
    expect(snapshot.incidents[0]).to.deep.include({ componentIds: ['c'] }).and.not.to.have.property('url')
    expect(snapshot.problems).to.have.length(9)
  })
})
