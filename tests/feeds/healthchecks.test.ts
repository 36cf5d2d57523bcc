import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedAddressError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/healthchecks.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Healthchecks, with the least document that shows it. */

const project = 'https://healthchecks.io/badge/0f9c0f9c-0f9c-4f9c-8f9c-0f9c0f9c0f9c/AbCd_-12'
const check = 'https://healthchecks.io/b/3/0f9c0f9c-0f9c-4f9c-8f9c-0f9c0f9c0f9d'
const badge = (status: unknown, total: unknown = 1, part: object = {}) => ({ status, total, grace: 0, down: 0, ...part })
const parse = (document: unknown, page = `${project}/web.json`, others: object = {}) => reader.parse(freeze({ badge: document, ...others }), page)
const component = (document: unknown) => parse(document).components[0]
const known = (url: string) => catalogue.find((entry) => entry.match?.(new URL(url)))?.id

describe('the documents of Healthchecks', () => {
  for (const ending of ['json', 'svg', 'shields']) {
    it(`of a tag, whose name is in the address: ${ending}`, () => expect(reader.requests(`${project}/web.${ending}`)).to.deep.equal([{ key: 'badge', url: `${project}/web.json` }]))
    it(`of a project, and of one check, whose names are in the badge for Shields.io: ${ending}`, () => {
      for (const base of [project, `${project}-2`, check]) {
        expect(reader.requests(`${base}.${ending}`)).to.deep.equal([
          { key: 'badge', url: `${base}.json` },
          { key: 'shields', url: `${base}.shields`, optional: true },
        ])
      }
    })
  }
  it('of a copy', () => expect(reader.requests('https://shop.example/lamp.json')).to.deep.equal([{ key: 'badge', url: 'https://shop.example/lamp.json' }]))
  it('do not stand in the address of a site, and what to give is said', () =>
    expect(() => reader.requests('https://healthchecks.io/')).to.throw(FeedAddressError, 'Give the URL of a badge as JSON: https://healthchecks.io/badge/….json or https://healthchecks.io/b/3/….json'))
  it('are known by the address of a badge, at any host, and by no other of the site', () => {
    const badges = [`${project}.json`, `${project}-2/web%20shop.svg`, `${check}.shields`, check.replace('healthchecks.io', 'checks.example').replace('/3/', '/2/') + '.json']
    expect(badges.map(known)).to.deep.equal(badges.map(() => 'healthchecks'))
    const others = ['https://healthchecks.io/', 'https://status.healthchecks.io/', 'https://healthchecks.io/docs/badges.json', 'https://kener.example/badge/earth/status', 'https://kuma.example/api/badge/1/status', 'https://x.example/b/4/a.json']
    expect(others.map(known).filter((id) => id === 'healthchecks')).to.deep.equal([])
  })
  it('are known by their four fields, and by no less', () => {
    const recognise = catalogue.find((entry) => entry.id === 'healthchecks')?.recognise
    expect([badge('up'), { status: 'up' }, { status: 'up', total: 1, down: 0 }, badge('up', '1'), badge(1), { schemaVersion: 1, label: 'a', message: 'up', color: 'success' }].map((d) => recognise?.(d))).to.deep.equal([true, false, false, false, false, false])
  })
})

describe("Healthchecks' badges", () => {
  it('have its words in ours', () => {
    expect(component(badge('up'))).to.deep.equal({ id: 'web', name: 'web', status: 'operational' })
    expect(component(badge('late', 1, { grace: 1 }))).to.include({ status: 'degraded_performance', statusLabel: 'late' })
    expect(component(badge('down', 1, { down: 1 }))).to.include({ status: 'major_outage' })
  })
  it('with another word are unknown', () => {
    const snapshot = parse(badge('started'))
    expect(snapshot.components[0]).to.include({ status: 'unknown', statusLabel: 'started' })
    expect(snapshot.problems).to.deep.equal([{ path: 'badge.status', message: 'unknown word "started"' }])
  })
  it('of no checks are unknown, though they are "up"', () => {
    const snapshot = parse(badge('up', 0))
    expect(snapshot).to.deep.include({ indicator: 'unknown', problems: [{ path: 'badge.total', message: 'of no checks: taken to be unknown' }] })
  })
  it('of many checks are partly out where not all are down', () => {
    expect(component(badge('down', 10, { down: 1 }))?.status).to.equal('partial_outage')
    expect(component(badge('down', 10, { down: 10 }))?.status).to.equal('major_outage')
  })
  it('are up with what is late, where the owner chose an address of two states', () => expect(component(badge('up', 3, { grace: 2 }))).to.deep.equal({ id: 'web', name: 'web', status: 'operational' }))
  it('that are up while some are down are not', () => {
    const snapshot = parse(badge('up', 2, { down: 1 }))
    expect(snapshot.components[0]?.status).to.equal('partial_outage')
    expect(snapshot.problems.map((p) => p.path)).to.deep.equal(['badge.status'])
  })
  it('go by their tag, by the name for Shields.io, else by their host', () => {
    const shields = { schemaVersion: 1, label: 'Nightly count', message: 'up', color: 'success' }
    expect(parse(badge('up'), `${project}-2/web%20shop.json`).components[0]).to.include({ id: 'web shop', name: 'web shop' })
    expect(parse(badge('up'), `${project}/100%.json`).components[0]).to.include({ name: '100%' })
    expect(parse(badge('up'), `${check}.json`, { shields })).to.deep.include({ page: { name: 'Nightly count' }, components: [{ id: 'badge', name: 'Nightly count', status: 'operational' }] })
    expect(parse(badge('up'), `${check}.json`, { shields: { error: 'no' } })).to.deep.include({ page: { name: 'healthchecks.io' }, problems: [] })
  })
})

const folder = '/shared/feeds/samples/healthchecks/'
describe('samples of Healthchecks', () => {
  it("are read whole, and known; they are the expected answers of its tests", async function () {
    const answer = await fetch(folder)
    if (answer.status !== 200) this.skip()
    const names: string[] = await answer.json()
    expect(names).to.have.length(3)
    for (const name of names) {
      const raw: { status: 'up' | 'late' | 'down' } = freeze(await (await fetch(folder + name)).json())
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id), name).to.deep.equal(['healthchecks'])
      const snapshot = parse(raw)
      expect(snapshotSchema.safeParse(snapshot).error, name).to.equal(undefined)
      expect(snapshot.components.map((c) => c.status), name).to.deep.equal([{ up: 'operational', late: 'degraded_performance', down: 'major_outage' }[raw.status]])
      expect(snapshot.problems, name).to.deep.equal([])
    }
  })
})
