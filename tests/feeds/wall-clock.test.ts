import { expect } from 'chai'
import type { Problem } from '../../src/model/snapshot.ts'
import { instant, read } from '../../src/feeds/read.ts'
import { shape, text } from '../../src/feeds/shape.ts'
import { wallClock, withOffset } from '../../src/feeds/wall-clock.ts'

function at(value: string | null, zone: string) {
  const problems: Problem[] = []
  const item = read(shape({ at: text }), { at: value }, 'x', problems)
  return { iso: item && wallClock(item, 'at', zone), said: problems.map((p) => p.path) }
}

describe('a clock on a wall', () => {
  it('shows no time beyond the years that are written with four digits', () => {
    for (const [face, zone] of [['9999-12-31 23:59:59', 'America/Los_Angeles'], ['0000-01-01 00:00:00', 'Asia/Tokyo']] as const) expect(at(face, zone)).to.deep.equal({ iso: undefined, said: ['x.at'] })
  })
  const cases: [string, string, string][] = [
    ['2026-05-04 10:00:00', 'UTC', '2026-05-04T10:00:00.000Z'],
    ['2026-05-04 10:00:00.123', 'UTC', '2026-05-04T10:00:00.123Z'],
    ['2026-05-04 24:00:00', 'UTC', '2026-05-05T00:00:00.000Z'],
    ['2026-05-31 10:00', 'UTC', '2026-05-31T10:00:00.000Z'],
    ['2026-05-04 10:00:00.123', 'Etc/UTC', '2026-05-04T10:00:00.123Z'],
    ['2026-05-04T10:00', 'Asia/Tokyo', '2026-05-04T01:00:00.000Z'],
    ['2026-05-04 10:00:00', 'America/New_York', '2026-05-04T14:00:00.000Z'],
    ['2026-01-04 10:00:00', 'America/St_Johns', '2026-01-04T13:30:00.000Z'],
    ['2026-05-04 00:10:00', 'Asia/Kathmandu', '2026-05-03T18:25:00.000Z'],
    // The clocks of Berlin go forward at 02:00 on 29 March and back at 03:00 on 25 October.
    ['2026-03-29 01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59.000Z'],
    ['2026-03-29 02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29 03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25 01:59:00', 'Europe/Berlin', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25 02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['2026-10-04 01:59:00', 'Australia/Lord_Howe', '2026-10-03T15:29:00.000Z'],
    ['2026-10-04 02:30:00', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    ['2026-11-01 01:30:00', 'America/Los_Angeles', '2026-11-01T08:30:00.000Z'],
    ['2026-11-01 02:00:00', 'America/Los_Angeles', '2026-11-01T10:00:00.000Z'],
    ['2026-05-04T10:00:00+02:00', 'Asia/Tokyo', '2026-05-04T08:00:00.000Z'],
  ]
  for (const [value, zone, iso] of cases) it(`at ${value} in ${zone} shows ${iso}`, () => expect(at(value, zone)).to.deep.equal({ iso, said: [] }))

  for (const [value, zone] of [['2026-13-41 10:00:00', 'UTC'], ['2026-13-41 10:00:00', 'Europe/Berlin'], ['2026-05-04 10:00:00', 'Eastern Time'], ['soon', 'UTC']] as const)
    it(`at ${value} in ${zone} is left out and said`, () => expect(at(value, zone)).to.deep.equal({ iso: undefined, said: ['x.at'] }))
  it('that is not there says nothing', () => expect(at(null, 'UTC')).to.deep.equal({ iso: undefined, said: [] }))
})

describe('a time with an offset of whole hours', () => {
  const written = ['2026-05-04T10:00:00-07:00', '2026-05-04T16:59:59-07:00', '2026-05-04T17:00:00-07:00', '2026-05-04T02:00:00+0200', '2026-05-04T01:00:00+0200', '2026-05-31T10:00:00+02:00', '2026-05-04T10:00:00+05:30', '2026-05-04T10:00:00+99:00', '2026-05-04T10:00:00']
  for (const value of written) {
    it(`is read as any other: ${value}`, () => {
      const readBy = (convert: typeof instant) => {
        const problems: Problem[] = []
        const item = read(shape({ at: text }), { at: value }, 'x', problems)
        return { iso: item && convert(item, 'at'), said: problems.map((p) => p.message) }
      }
      expect(readBy(withOffset)).to.deep.equal(readBy(instant))
    })
  }

  it('keeps its moment', () => {
    const item = read(shape({ at: text }), { at: '2026-05-04T02:30:00+02:00' }, 'x', [])
    expect(item && withOffset(item, 'at')).to.equal('2026-05-04T00:30:00.000Z')
  })
})
