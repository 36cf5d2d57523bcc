import { expect } from 'chai'
import { serverMove } from '../../demo/story/events.ts'
import { pageUrl, storyDocuments, storyEnd, storyStart, storyTime, updateTimes } from '../../demo/story/story.ts'
import { reader } from '../../src/feeds/statuspage.ts'
import { movedFrom, overrunMs, phaseOf, rememberFirstEnds } from '../../src/model/maintenance.ts'
import type { Maintenance } from '../../src/model/snapshot.ts'

const minute = 60_000
const hour = 60 * minute

const moveAt = (wallClock: string) => {
  const { summary, ...history } = storyDocuments(storyTime(wallClock))
  const open = summary.scheduled_maintenances.find(({ id }) => id === serverMove.id)
  const past = history['scheduled-maintenances'].scheduled_maintenances.find(({ id }) => id === serverMove.id)
  return { summary, open, past }
}

const countBusy = (at: string) =>
  moveAt(at).summary.components.filter((c) => !c.group && c.status === 'under_maintenance').length

const openIncidents = (at: string) => moveAt(at).summary.incidents.map(({ impact, status }) => `${impact} ${status}`)

const snapshotAt = (at: number) => reader.parse({ ...storyDocuments(at) }, pageUrl)

const readMove = (wallClock: string): Maintenance => {
  const found = snapshotAt(storyTime(wallClock)).maintenances.find(({ id }) => id === serverMove.id)
  if (!found) throw new Error(`no server move at ${wallClock}`)
  return found
}

describe('the story of the server move', () => {
  it('has 19 updates at the times of the founding story, the announcement two hours before the start', () => {
    const after = moveAt('2023-12-11T00:00').past?.incident_updates ?? []
    expect(after.map(({ display_at }) => display_at.slice(0, 16)).reverse()).to.deep.equal([
      '2023-12-06T01:45',
      '2023-12-06T03:45',
      '2023-12-06T05:05',
      '2023-12-06T05:51',
      '2023-12-06T07:26',
      '2023-12-06T08:17',
      '2023-12-06T15:09',
      '2023-12-06T18:20',
      '2023-12-06T20:01',
      '2023-12-06T23:08',
      '2023-12-07T06:28',
      '2023-12-07T15:50',
      '2023-12-07T20:14',
      '2023-12-08T01:31',
      '2023-12-08T01:48',
      '2023-12-08T03:09',
      '2023-12-08T06:09',
      '2023-12-08T06:55',
      '2023-12-10T22:12',
    ])
  })

  const moments: [at: string, status: string | undefined, updates: number, until: string | undefined][] = [
    ['2023-12-06T01:44', undefined, 0, undefined],
    ['2023-12-06T01:45', 'scheduled', 1, '2023-12-06T06:45'],
    ['2023-12-06T03:44', 'scheduled', 1, '2023-12-06T06:45'],
    ['2023-12-06T03:45', 'in_progress', 2, '2023-12-06T06:45'],
    ['2023-12-06T06:46', 'in_progress', 4, '2023-12-06T06:45'],
    ['2023-12-07T06:27', 'in_progress', 10, '2023-12-06T06:45'],
    ['2023-12-07T06:28', 'in_progress', 11, '2023-12-10T22:12'],
    ['2023-12-08T07:18', 'in_progress', 18, '2023-12-10T22:12'],
    ['2023-12-10T22:11', 'in_progress', 18, '2023-12-10T22:12'],
  ]
  for (const [at, status, updates, until] of moments) {
    it(`stands at ${at} as ${status ?? 'not announced'}, ${updates} updates, until ${until ?? 'no time'}`, () => {
      const { open } = moveAt(at)
      expect(open?.status).to.equal(status)
      expect(open?.incident_updates ?? []).to.have.lengthOf(updates)
      expect(open?.scheduled_until.slice(0, 16)).to.equal(until)
    })
  }

  it('is out of the summary and in the history once completed', () => {
    const { open, past } = moveAt('2023-12-10T22:12')
    expect(open).to.equal(undefined)
    expect(past?.status).to.equal('completed')
    expect(past?.resolved_at?.slice(0, 16)).to.equal('2023-12-10T22:12')
  })

  it('says "All Systems Operational" from the first minute to the last', () => {
    for (let at = storyStart; at <= storyEnd; at += hour) {
      const { status } = storyDocuments(at).summary
      expect(status).to.deep.equal({ indicator: 'none', description: 'All Systems Operational' })
    }
  })

  it('has four components under maintenance while work goes on, and none before and after', () => {
    const times = ['2023-12-06T03:44', '2023-12-06T03:45', '2023-12-10T22:11', '2023-12-10T22:12']
    expect(times.map(countBusy)).to.deep.equal([0, 4, 4, 0])
  })

  it('has a minor incident and one without impact while the move goes on', () => {
    expect(openIncidents('2023-12-07T10:41')).to.deep.equal(['minor identified'])
    expect(openIncidents('2023-12-07T12:05')).to.deep.equal([])
    expect(openIncidents('2023-12-08T12:00')).to.deep.equal(['none identified'])
  })

  it('answers with ids that are used once', () => {
    const { summary, incidents, 'scheduled-maintenances': past } = storyDocuments(storyEnd)
    const events = [...incidents.incidents, ...past.scheduled_maintenances]
    const ids = [
      ...summary.components.map(({ id }) => id),
      ...events.flatMap((e) => [e.id, ...e.incident_updates.map(({ id }) => id)]),
    ]
    expect(new Set(ids).size).to.equal(ids.length)
    for (const id of [summary.page.id, ...ids]) expect(id).to.match(/^[a-z0-9]{12}$/)
  })
})

describe('the story read by the Statuspage adapter', () => {
  it('has no problem at any update, nor a minute before it', () => {
    for (const at of [storyStart, ...updateTimes.flatMap((t) => [t - minute, t]), storyEnd]) {
      expect(snapshotAt(at).problems, new Date(at).toISOString()).to.deep.equal([])
    }
  })

  it('is a maintenance although the page says that all is well', () => {
    const { indicator, claim } = snapshotAt(storyTime('2023-12-08T07:18'))
    expect([claim?.indicator, indicator]).to.deep.equal(['none', 'maintenance'])
  })

  const phases: [at: string, phase: string, overrunHours: number][] = [
    ['2023-12-06T02:00', 'upcoming', 0],
    ['2023-12-06T04:00', 'active', 0],
    ['2023-12-06T09:45', 'overdue', 3],
    ['2023-12-07T05:45', 'overdue', 23],
    ['2023-12-07T06:28', 'active', 0],
    ['2023-12-10T23:00', 'completed', 0],
  ]
  for (const [at, phase, overrun] of phases) {
    it(`is ${phase} at ${at}${overrun ? `, by ${overrun} h` : ''}`, () => {
      expect(phaseOf(readMove(at), storyTime(at))).to.equal(phase)
      expect(overrunMs(readMove(at), storyTime(at)) / hour).to.equal(overrun)
    })
  }

  it('has an end that was moved, for whoever saw the first one', () => {
    const seen = rememberFirstEnds([readMove('2023-12-06T04:00')], [readMove('2023-12-08T07:18')])
    expect(seen.map(movedFrom)).to.deep.equal([new Date(storyTime('2023-12-06T06:45')).toISOString()])
  })

  it('keeps the four components and all updates, newest first', () => {
    const { componentIds, updates, startedAt } = readMove('2023-12-08T07:18')
    expect(componentIds).to.have.members(serverMove.componentIds)
    expect(updates.map(({ at }) => Date.parse(at))).to.deep.equal(updateTimes.slice(0, 18).toReversed())
    expect(startedAt).to.equal(new Date(storyTime('2023-12-06T03:45')).toISOString())
  })
})
