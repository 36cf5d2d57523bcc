import { expect } from 'chai'
import { incident, maintenance, snapshot } from '../model/make.ts'
import { type Answer, noon, useFaultyPages } from './faulty-page.ts'
import { comeBack, hide } from './page.ts'

/** What becomes of a feed whose reader's clock, or timers, cannot be relied on. */

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const serving = (part: Parameters<typeof snapshot>[0] = {}): Answer => () =>
  Response.json({
    $schema: 'https://brightwater.test/statuspane/v1.json',
    ...snapshot({ page: { name: 'Brightwater', url: 'https://status.brightwater.test' }, ...part }),
  })
const good = serving({ incidents: [incident('leak', { title: 'A leak' })] })
const bad: Answer = () => new Response('', { status: 503 })

const shifts: [string, number][] = [
  ['a day ahead', day],
  ['a year ahead', 365 * day],
  ['a day behind', -day],
  ['a year behind', -365 * day],
]

describe('a page that slept for a night', () => {
  const { open, noise, clock } = useFaultyPages()
  afterEach(() => {
    comeBack()
    expect(noise()).to.deep.equal([])
  })

  /** No timer fires meanwhile. */
  const sleep = () => clock().setSystemTime(Date.now() + 9 * hour)
  const age = 'As of 10:00 UTC, 9 hr ago'

  /** An answer that comes when the test says. */
  const held = () => {
    let give = () => {}
    const answer: Answer = (url) => new Promise((resolve) => (give = () => resolve(good(url))))
    return { answer, give: () => give() }
  }

  it('hidden: it reads at once when it is looked at, and says how old what it shows is until that is read', async () => {
    const page = await open(good)
    const { answer, give } = held()
    page.answer = answer
    hide()
    sleep()
    expect(page.asked).to.have.lengthOf(1)
    comeBack()
    clock().tick(0)
    await page.painted()
    expect(page.asked).to.have.lengthOf(2)
    expect(page.widget.status).to.equal('stale')
    for (const words of Object.values(page.shown())) expect(words).to.contain(age)
    give()
    await page.read()
    expect(page.widget.status).to.equal('fresh')
    for (const words of Object.values(page.shown())) expect(words).not.to.contain('As of')
    page.answer = good
    expect(await page.next()).to.equal(60)
  })

  it('with its lid closed, which tells no page: it reads when the timer goes on', async () => {
    const page = await open(good)
    page.answer = bad
    sleep()
    await page.next()
    expect(page.widget.status).to.equal('stale')
    for (const words of Object.values(page.shown())) expect(words).to.contain('As of 10:00 UTC, 9 hr ago')
  })

  it('but not one that was away for an hour: nothing flickers', async () => {
    const page = await open(good)
    const before = page.shown()
    const { answer, give } = held()
    page.answer = answer
    hide()
    clock().setSystemTime(Date.now() + hour)
    comeBack()
    clock().tick(0)
    await page.painted()
    expect(page.asked).to.have.lengthOf(2)
    expect(page.shown()).to.deep.equal(before)
    give()
    await page.read()
    expect(page.shown()).to.deep.equal(before)
  })
})

describe('timers that fire late', () => {
  const { open, noise, clock } = useFaultyPages()
  afterEach(() => expect(noise()).to.deep.equal([]))

  it('make one request, not one for each that was missed', async () => {
    const page = await open(good)
    clock().jump(20 * minute)
    await page.read()
    expect(page.asked).to.have.lengthOf(2)
    expect(await page.next()).to.equal(60)
  })
})

describe('a clock that is', () => {
  const { open, noise, clock } = useFaultyPages()
  afterEach(() => expect(noise()).to.deep.equal([]))

  for (const [name, shift] of shifts) {
    it(`${name} from the start: what the feed says is shown, with its dates, and read each minute`, async () => {
      clock().setSystemTime(noon + shift)
      const page = await open(good)
      expect(page.widget.status).to.equal('fresh')
      expect(page.shown().banner).to.match(/^A leak Investigating · started 4 May( 2026)?, 08:00 UTC Open status page$/)
      expect(await page.next()).to.equal(60)
      expect(await page.next()).to.equal(60)
    })

    it(`set ${name} while it runs: it is read on, at once or within the minute`, async () => {
      const page = await open(good)
      clock().setSystemTime(noon + shift)
      hide()
      comeBack()
      const count = page.asked.length
      await page.next()
      expect(page.asked[count]?.at).to.be.within(noon + shift, noon + shift + minute)
      expect(page.widget.status).to.equal('fresh')
      expect(await page.next()).to.equal(60)
    })

    it(`set ${name} while the feed fails: no age is said that cannot be`, async () => {
      const page = await open(good)
      page.answer = bad
      await page.next()
      clock().setSystemTime(noon + shift)
      await page.next()
      expect(page.widget.status).to.equal('stale')
      if (shift < 0) expect(page.shown().widget).not.to.contain('As of')
      else expect(page.shown().widget).to.match(/As of 4 May, 10:00 UTC, .* ago|As of 4 May 2026, 10:00 UTC, .* ago/)
      page.answer = good
      expect(await page.next()).to.be.within(54, 15 * 60)
      expect(page.widget.status).to.equal('fresh')
      expect(page.shown().widget).not.to.contain('As of')
    })
  }
})

describe('a maintenance over a change of clocks is shown with the zone of each end:', () => {
  const windows: [zone: string, now: string, scheduledStart: string, scheduledEnd: string, end: string, range: string][] = [
    ['Europe/Berlin', '2026-03-29T00:30:00Z', '2026-03-29T00:00:00Z', '2026-03-29T04:00:00Z', '06:00 CEST', '29 Mar, 01:00 CET – 29 Mar, 06:00 CEST'],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T00:00:00Z', '2026-10-25T04:00:00Z', '05:00 CET', '25 Oct, 02:00 CEST – 25 Oct, 05:00 CET'],
    ['America/New_York', '2026-03-08T06:30:00Z', '2026-03-08T05:00:00Z', '2026-03-08T09:00:00Z', '05:00 GMT-4', '8 Mar, 00:00 GMT-5 – 8 Mar, 05:00 GMT-4'],
    ['America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T05:00:00Z', '2026-11-01T09:00:00Z', '04:00 GMT-5', '1 Nov, 01:00 GMT-4 – 1 Nov, 04:00 GMT-5'],
  ]
  for (const [timeZone, now, scheduledStart, scheduledEnd, end, range] of windows) {
    describe(`${timeZone}, ${range}`, () => {
      const { open, noise, clock } = useFaultyPages({ now: Date.parse(now), timeZone })
      const move = maintenance('move', { title: 'The move', status: 'in_progress', scheduledStart, scheduledEnd })

      it('is in progress until then, and overruns by true minutes', async () => {
        const page = await open(serving({ maintenances: [move] }))
        expect(page.shown().banner).to.equal(`The move is in progress until ${end} Open status page`)
        expect(page.shown().widget).to.contain(range)
        clock().setSystemTime(Date.parse(scheduledEnd) + 20 * minute)
        await page.next()
        expect(page.shown().banner).to.match(/^The move overruns by 2[0-2] min/)
        expect(noise()).to.deep.equal([])
      })
    })
  }
})
