import { expect } from 'chai'
import { renewal } from '../../src/client/renewal.ts'
import { incident, maintenance, snapshot } from './acme.ts'

describe('what is shown next', () => {
  const early = snapshot({ updatedAt: '2026-03-10T11:00:00Z', incidents: [incident()] })
  const late = snapshot({ updatedAt: '2026-03-10T12:00:00Z' })

  it('keeps the old objects where nothing changed', () => {
    const renew = renewal()
    const shown = renew(undefined, early)
    expect(renew(shown, structuredClone(early))).to.equal(shown)
  })

  it('is the very same for the very same document', () => {
    const renew = renewal()
    const shown = renew(undefined, early)
    expect(renew(shown, early)).to.equal(shown)
  })

  it('remembers the end that was first seen, also of a snapshot from an earlier page', () => {
    const before = snapshot({ maintenances: [maintenance()] })
    const moved = snapshot({ maintenances: [maintenance({ scheduledEnd: '2026-03-10T20:00:00Z' })] })
    const next = renewal()(before, moved)
    expect(next?.maintenances[0]).to.include({ scheduledEnd: '2026-03-10T20:00:00Z', firstScheduledEnd: '2026-03-10T14:00:00Z' })
  })

  it('is nothing new while the document is older than what is shown, as a lagging cache gives it', () => {
    const renew = renewal()
    const shown = renew(undefined, late)
    expect(renew(shown, early)).to.equal(undefined)
    expect(renew(shown, structuredClone(early))).to.equal(undefined)
    expect(renew(shown, late)).to.equal(shown)
    expect(renew(shown, early)).to.equal(undefined)
  })

  it('is the older document when it has come three times in a row: the feed itself went back', () => {
    const renew = renewal()
    let shown = renew(undefined, late)
    const seen = [1, 2, 3, 4].map(() => {
      const next = renew(shown, early)
      shown = next ?? shown
      return next?.updatedAt
    })
    expect(seen).to.deep.equal([undefined, undefined, early.updatedAt, early.updatedAt])
  })

  it('is taken as it comes from a feed that does not say when it was changed', () => {
    const renew = renewal()
    const shown = renew(undefined, late)
    const bare = snapshot({ incidents: [incident()] })
    expect(renew(shown, bare)?.incidents).to.have.lengthOf(1)
  })
})
