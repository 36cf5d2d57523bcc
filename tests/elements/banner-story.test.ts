import { expect } from 'chai'
import { pageUrl, storyDocuments, storyTime, updateTimes } from '../../demo/story/story.ts'
import { reader } from '../../src/feeds/statuspage.ts'
import { mount, parts, texts, textOf } from '../helpers/mount.ts'

const hour = 3_600_000
const four = 'IMAP and POP3, SMTP and 2 more'
const title = 'Finch moves to a new chassis'
const moved = 'end moved to 10 Dec, 22:12 CET, first announced for 6 Dec, 06:45 CET'

/** What the banner says first, minute by minute, to a reader who has had it open all the time. */
const moments: [at: string, said: string | undefined][] = [
  ['2023-12-06T01:44', undefined],
  ['2023-12-06T01:45', `${title} starts in 2 hrs ${four} · 6 Dec, 03:45–06:45 CET`],
  ['2023-12-06T03:00', `${title} starts in 45 mins ${four} · 6 Dec, 03:45–06:45 CET`],
  ['2023-12-06T03:44', `${title} starts in 1 min ${four} · 6 Dec, 03:45–06:45 CET`],
  ['2023-12-06T03:45', `${title} is in progress ${four} · until 06:45 CET`],
  ['2023-12-06T06:45', `${title} is in progress ${four} · until 06:45 CET`],
  ['2023-12-06T06:46', `${title} overruns by 1 min ${four} · planned end 06:45 CET`],
  ['2023-12-06T09:45', `${title} overruns by 3 hrs ${four} · planned end 06:45 CET`],
  ['2023-12-06T10:17', `${title} overruns by 3 hrs 32 mins ${four} · planned end 06:45 CET`],
  [
    '2023-12-06T10:18',
    `${title} overruns by 3 hrs 33 mins ${four} · planned end 06:45 CET · no update for 2 hrs 1 min, last one 08:17 CET`,
  ],
  ['2023-12-06T15:09', `${title} overruns by 8 hrs 24 mins ${four} · planned end 06:45 CET`],
  [
    '2023-12-07T06:27',
    `${title} overruns by 23 hrs ${four} · planned end 6 Dec, 06:45 CET · no update for 7 hrs 19 mins, last one 6 Dec, 23:08 CET`,
  ],
  ['2023-12-07T06:28', `${title} is running 23 hrs past its first planned end ${four} · ${moved}`],
  ['2023-12-07T10:30', 'Slow answers from one name server Name servers · Investigating · started 10:12 CET · updated 18 min ago · 1 more notice'],
  ['2023-12-08T07:18', `${title} is running 2 days past its first planned end ${four} · ${moved} · 1 more notice`],
  [
    '2023-12-10T22:11',
    `${title} is running 4 days 15 hrs past its first planned end ${four} · end moved to 22:12 CET, first announced for 6 Dec, 06:45 CET · no update for 2 days 15 hrs, last one 8 Dec, 06:55 CET`,
  ],
  ['2023-12-10T22:12', `${title} is completed ${four} · ended 22:12 CET · took 4 days 18 hrs, planned 3 hrs`],
  ['2023-12-11T22:11', `${title} is completed ${four} · ended 10 Dec, 22:12 CET · took 4 days 18 hrs, planned 3 hrs`],
  ['2023-12-11T22:13', undefined],
]

/** The element as it stands at one minute of the story after another. */
async function reading<Name extends 'statuspane-banner' | 'statuspane-widget'>(name: Name) {
  const element = await mount(name)
  return async (at: number) => {
    element.snapshot = reader.parse({ ...storyDocuments(at) }, pageUrl)
    element.now = new Date(at).toISOString()
    await element.updateComplete
    return element
  }
}

describe('the banner through the five days of the server move', () => {
  it('says at each minute what is true', async () => {
    const at = await reading('statuspane-banner')
    for (const [moment, said] of moments) {
      expect(texts(await at(storyTime(moment)), 'message')[0], moment).to.equal(said)
    }
  })

  it('says nothing of how it ended to a reader who comes only then', async () => {
    const at = await reading('statuspane-banner')
    const element = await at(storyTime('2023-12-10T23:00'))
    element.snapshot = { ...reader.parse({ ...storyDocuments(storyTime('2023-12-10T23:00')) }), page: { name: 'Seen for the first time' } }
    await element.updateComplete
    expect(texts(element, 'message')).to.deep.equal([])
  })

  it('names the planned end alone to a reader who has not seen it move', async () => {
    const at = await reading('statuspane-banner')
    expect(texts(await at(storyTime('2023-12-08T00:00')), 'message')[0]).to.match(
      /is in progress IMAP and POP3, SMTP and 2 more · until 10 Dec, 22:12 CET/,
    )
  })

  it('counts the updates, from one to eighteen', async () => {
    const at = await reading('statuspane-banner')
    const counts: string[] = []
    for (const time of updateTimes) counts.push(...texts(await at(time), 'toggle').slice(0, 1))
    expect(counts).to.deep.equal([
      '1 update',
      ...Array.from({ length: 18 }, (_, i) => `${i + 2} updates`),
    ])
  })
})

describe('the headline of the widget through the five days', () => {
  it('never says that all is well while the move goes on, whatever the page says', async () => {
    const at = await reading('statuspane-widget')
    const end = storyTime('2023-12-10T22:12')
    for (let time = storyTime('2023-12-06T03:45'); time < end; time += hour) {
      const element = await at(time)
      const [headline] = parts(element, 'headline')
      expect(textOf(headline), new Date(time).toISOString()).to.match(/^(Maintenance in progress|Minor incident) on \d of 8 components/)
    }
    expect(textOf(parts(await at(end), 'headline')[0])).to.match(/^All Systems Operational/)
  })
})
