import { expect } from 'chai'
import { fullTime, iso, nearest, offsetBetween, offsetOf, readWall, ulidTime } from '../../src/feeds/times.ts'

const at = (text: string, from: string, to = from) => {
  const wall = readWall(text)
  return wall && iso(nearest(wall, offsetOf(wall.zone) ?? 0, Date.parse(from), Date.parse(to)))
}

describe('times written for people', () => {
  const full: [string, string][] = [
    ['Tue, 05 May 2026 08:40:00 +0200', '2026-05-05T06:40:00.000Z'],
    ['5 May 2026 08:40:07 +0930', '2026-05-04T23:10:07.000Z'],
    ['Tue, 05 May 2026 08:40:00 -0000', '2026-05-05T08:40:00.000Z'],
    ['Fri, 05 May 2026 08:40:00 PDT', '2026-05-05T15:40:00.000Z'],
    ['Tue, 05 May 2026 08:40:00 Z', '2026-05-05T08:40:00.000Z'],
    ['Tue May 05 2026 08:40:50 GMT+0000 (Coordinated Universal Time)', '2026-05-05T08:40:50.000Z'],
    ['May 5, 2026, 8:40 PM UTC', '2026-05-05T20:40:00.000Z'],
    ['May 5, 2026, 12:10 AM UTC', '2026-05-05T00:10:00.000Z'],
  ]
  for (const [text, expected] of full) it(`“${text}” is an instant`, () => expect(fullTime(text)).to.equal(expected))
  for (const text of ['2026-05-05T08:40:00Z', 'Tue, 05 May 2026 08:40:00', 'Tue, 05 May 2026 08:40:00 IST', '05 May 08:40 UTC', 'soon', '', undefined]) {
    it(`“${text}” is left as it is`, () => expect(fullTime(text)).to.equal(text))
  }

  it('have no year, and take the one nearest to their event', () => {
    expect(at('Dec <var data-var="date">31</var>, <var>23:50</var> UTC', '2026-01-01T00:10:00Z')).to.equal('2025-12-31T23:50:00.000Z')
    expect(at('Jan  2, 08:00:30 GMT+0', '2025-12-20T00:00:00Z')).to.equal('2026-01-02T08:00:30.000Z')
  })
  it('of an announcement long before its event stay before it', () => {
    const span = ['2026-07-19T06:00:00Z', '2026-07-08T10:00:00Z'] as const
    expect(at('Jul 8, 10:00:00 GMT+0', ...span)).to.equal('2026-07-08T10:00:00.000Z')
    expect(at('Dec 8, 10:00:00 GMT+0', '2026-02-19T06:00:00Z', '2025-12-08T10:00:00Z')).to.equal('2025-12-08T10:00:00.000Z')
  })
  it('show how far their clock is from UTC, beside the same moment', () => {
    const wall = readWall('Jul 22, 15:04 PST')
    expect(wall && offsetBetween(wall, Date.parse('2026-07-22T22:04:43Z'))).to.equal(-7 * 3_600_000)
    expect(wall && offsetBetween(wall, Date.parse('2026-07-22T22:11:00Z'))).to.equal(undefined)
    expect(wall && offsetBetween(wall, Date.parse('2026-07-24T22:04:00Z'))).to.equal(undefined)
  })
  it('are none without a month, a day or a clock', () => {
    for (const text of ['08:40 UTC', 'May 5', 'May, 08:40', 'May 55, 08:40 UTC', 'May 5, 88:40 UTC']) expect(readWall(text), text).to.equal(undefined)
  })
  it('have zones that mean one thing', () => {
    const hours = ['GMT+0', 'GMT+5:30', 'UTC', 'cest', '-0800', '+09', 'IST', 'XYZ', 'PST+1', 'constructor'].map((zone) => (offsetOf(zone) ?? Number.NaN) / 3_600_000)
    expect(hours).to.deep.equal([0, 5.5, 0, 2, -8, 9, Number.NaN, Number.NaN, Number.NaN, Number.NaN])
  })
  it('stand in a ULID', () => {
    expect(ulidTime('01KQS00M00AAAAAAAAAAAAAAAA')).to.equal('2026-05-04T08:00:00.000Z')
    expect(ulidTime('h3vt80rk2pzd')).to.equal(undefined)
  })
})

describe('an instant in ms', () => {
  it('is written as `toISOString` has it', () => {
    for (const ms of [0, -1, 951_782_400_123, 1_777_881_600_007, -62_167_219_200_000, 253_402_300_799_999]) expect(iso(ms)).to.equal(new Date(ms).toISOString())
  })
  it('that no year of four digits has is none', () => {
    for (const ms of [-62_167_219_200_001, 253_402_300_800_000, 8.64e15, 9e15, Number.NaN, Infinity]) expect(iso(ms)).to.equal(undefined)
  })
})
