import { expect } from 'chai'
import { states } from '../../demo/states.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'

describe('the states of the gallery', () => {
  it('have ids that are used once and begin with their element', () => {
    const ids = states.map(({ id }) => id)
    expect(new Set(ids).size).to.equal(ids.length)
    for (const { id, tag } of states) expect(`statuspane-${id}`).to.match(new RegExp(`^${tag}-[a-z-]+$`))
  })

  it('have captions that are used once per element', () => {
    const captions = states.map(({ tag, caption }) => `${tag} ${caption}`)
    expect(new Set(captions).size).to.equal(captions.length)
  })

  for (const { id, snapshot, before, fetch } of states) {
    it(`${id} has what it shows: a snapshot of the native format, or no network`, () => {
      expect(!snapshot).to.equal(!!fetch)
      for (const shown of [snapshot, before?.snapshot]) {
        if (shown) expect(snapshotSchema.safeParse(shown).error?.issues ?? []).to.deep.equal([])
      }
    })
  }
})
