import { expect } from 'chai'
import { storyTime } from '../../demo/story/story.ts'
import { type StoryElement, Visitor } from '../../demo/story/visitor.ts'

const feed = 'https://status.example'

/** An element that, asked to read, asks the visitor's status page for its summary. */
function page() {
  const element = (): StoryElement =>
    Object.assign(document.createElement('div'), {
      async refresh(this: HTMLElement) {
        read.push(new Date(visitor.answerFor('summary') + 3_600_000).toISOString().slice(5, 16))
      },
    })
  const read: string[] = []
  const [shown, scout] = [element(), element()]
  const visitor = new Visitor([shown], scout, feed)
  return { shown, read, moveTo: (wallClock: string) => visitor.moveTo(storyTime(wallClock)) }
}

describe('the visitor of the demo', () => {
  it('reads at the instant asked for, with the elements at the same instant', async () => {
    const { shown, read, moveTo } = page()
    await moveTo('2023-12-05T23:00')
    expect(read).to.deep.equal(['12-05T23:00'])
    expect(shown.getAttribute('now')).to.equal('2023-12-05T22:00:00.000Z')
  })

  it('misses no announcement and no moved end on the way', async () => {
    const { read, moveTo } = page()
    await moveTo('2023-12-07T08:00')
    expect(read).to.deep.equal(['12-06T01:45', '12-07T06:28', '12-07T08:00'])
  })

  it('goes back within what was told as the same visitor', async () => {
    const { shown, moveTo } = page()
    await moveTo('2023-12-06T05:00')
    await moveTo('2023-12-06T04:00')
    expect(shown.getAttribute('feed')).to.equal(null)
    expect(shown.getAttribute('now')).to.equal('2023-12-06T03:00:00.000Z')
  })

  it('goes back past an update as a new visitor, who has read the story up to there', async () => {
    const { shown, read, moveTo } = page()
    await moveTo('2023-12-08T08:00')
    read.length = 0
    await moveTo('2023-12-07T08:00')
    expect(read).to.deep.equal(['12-06T01:45', '12-07T06:28', '12-07T08:00'])
    expect(shown.getAttribute('feed')).to.equal(`${feed}#visit-2`)
    expect(shown.getAttribute('now')).to.equal('2023-12-07T07:00:00.000Z')
  })

  it('of several wishes in a row heeds the last', async () => {
    const { read, moveTo } = page()
    await Promise.all(['2023-12-05T22:00', '2023-12-05T22:30', '2023-12-05T23:00'].map(moveTo))
    expect(read).to.deep.equal(['12-05T22:00', '12-05T23:00'])
  })
})
