import { expect } from 'chai'
import { component, incident, iso, maintenance, page as brightwater } from '../feeds/statuspage-documents.ts'
import { type Answer, type FaultyPage, useFaultyPages } from './faulty-page.ts'

/** What becomes of a feed that answers well and says strange things. Its past is a document of its own. */

const past = /incidents\.json/

interface Said {
  incidents?: object[]
  scheduled_maintenances?: object[]
  components?: object[]
  updated_at?: string
}

/** A page of Statuspage that says this, and of its past that. */
const saying = ({ incidents = [], scheduled_maintenances = [], components = [], updated_at = iso('09:00') }: Said, ended: object[] = []): Answer => (url) => {
  const page = { ...brightwater, updated_at }
  if (past.test(url)) return Response.json({ page, incidents: ended })
  if (/scheduled-maintenances/.test(url)) return Response.json({ page, scheduled_maintenances: [] })
  return Response.json({ page, status: { indicator: 'minor', description: 'Minor trouble' }, components, incidents, scheduled_maintenances })
}
const leak = (id = 'leak', part: object = {}) => incident(id, { name: 'A leak', ...part })

describe('a feed that', () => {
  const { open, noise, clock } = useFaultyPages()
  let count = 0
  beforeEach(() => void count++)
  afterEach(() => {
    localStorage.clear()
    expect(noise()).to.deep.equal([])
  })

  /** Without a timeline, which would ask for the past by itself. */
  const visit = (answer: Answer, storage = 'none') =>
    open(answer, { attributes: { feed: `https://status-${count}.brightwater.example/`, sections: 'headline notices', storage } })

  /** How often its past was asked for. */
  const askedForPast = ({ asked }: FaultyPage) => asked.filter(({ url }) => past.test(url)).length
  /** On for an hour, poll by poll. */
  async function anHour(page: FaultyPage, before = () => {}) {
    const until = Date.now() + 3_600_000
    while (Date.now() < until) {
      before()
      clock().tick(60_000)
      await page.read()
    }
  }

  it('went back in time for a poll or two, as a cache that lags behind does: what is newer stays', async () => {
    const page = await visit(saying({ incidents: [leak('new', { name: 'A new leak' })], updated_at: iso('09:00') }))
    page.answer = saying({ incidents: [leak()], updated_at: iso('08:30') })
    for (const _ of [1, 2]) {
      await page.next()
      expect(page.shown().banner).to.match(/^A new leak/)
      expect(page.widget.error).to.equal(undefined)
    }
    page.answer = saying({ updated_at: iso('09:30') })
    await page.next()
    expect(page.shown().banner).to.equal('')
  })

  it('went back in time for good: it is believed the third time', async () => {
    const page = await visit(saying({ incidents: [leak('new', { name: 'A new leak' })], updated_at: iso('09:00') }))
    page.answer = saying({ incidents: [leak()], updated_at: iso('08:30') })
    for (const _ of [1, 2, 3]) await page.next()
    expect(page.shown().banner).to.match(/^A leak/)
    expect(page.widget.error).to.equal(undefined)
  })

  it('has deleted an open event: its past is asked once how it ended, and then it is gone', async () => {
    const page = await visit(saying({ incidents: [leak()] }))
    page.answer = saying({})
    await page.next()
    expect(page.shown().banner).to.equal('')
    expect(askedForPast(page)).to.equal(1)
    await anHour(page)
    expect(askedForPast(page)).to.equal(1)
  })

  it('has deleted it while nobody looked: its past is asked once by the next page', async () => {
    const first = await visit(saying({ incidents: [leak()] }), 'local')
    first.close()
    const page = await visit(saying({}), 'local')
    await page.read()
    expect(askedForPast(page)).to.equal(1)
    await anHour(page)
    expect(askedForPast(page)).to.equal(1)
  })

  it('fails while a timeline is shown, which would read its past anew every ten minutes: only what is now is asked for', async () => {
    const page = await open(saying({ incidents: [leak()] }), { attributes: { feed: `https://status-${count}.brightwater.example/` } })
    await page.read()
    expect(askedForPast(page)).to.equal(1)
    page.answer = () => new Response('', { status: 503 })
    await anHour(page)
    expect(askedForPast(page)).to.equal(1)
    page.answer = saying({ incidents: [leak()] })
    await page.read()
    await page.read()
    expect(askedForPast(page)).to.equal(2)
  })

  for (const every of [1, 2, 3]) {
    it(`gives its events other ids at each ${every === 1 ? '' : `${every}. `}poll: no error, one notice, and its past is not asked for without end`, async () => {
      const page = await visit(saying({ incidents: [leak('leak-0')] }))
      let polls = 0
      const rename = () => {
        page.answer = saying({ incidents: [leak(`leak-${Math.floor(++polls / every)}`)] })
      }
      await anHour(page, rename)
      const before = askedForPast(page)
      await anHour(page, rename)
      expect([before <= 8, askedForPast(page) - before], `${before} times before`).to.deep.equal([true, 0])
      expect(page.widget.error).to.equal(undefined)
      expect(page.shown().banner).to.match(/^A leak Investigating/)
      expect(page.widget.data?.incidents).to.have.lengthOf(1)
    })
  }

  it('has ids that are names of JavaScript’s own: they are ids like others', async () => {
    const ids = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const said = {
      components: ids.map((id) => component(id, { status: 'partial_outage', group_id: 'valueOf' })),
      incidents: ids.map((id) => leak(id, { status: 'constructor', impact: 'toString', components: ids.map((it) => ({ id: it })) })),
      scheduled_maintenances: ids.map((id) => maintenance(`m-${id}`, { status: '__proto__' })),
    }
    const page = await visit(saying(said))
    expect(page.widget.error).to.equal(undefined)
    expect(page.widget.data?.components.map(({ id }) => id)).to.deep.equal(ids)
    expect(page.widget.data?.incidents.map(({ id, status, impact }) => [id, status, impact])).to.deep.equal(ids.map((id) => [id, 'unknown', 'unknown']))
    expect(page.widget.data?.incidents[0]?.componentIds).to.deep.equal(ids)
    await page.next()
    expect(page.widget.status).to.equal('fresh')
    expect(({} as Record<string, unknown>).polluted).to.equal(undefined)
  })
})
