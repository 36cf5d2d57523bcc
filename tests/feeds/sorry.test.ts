import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedAddressError, FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/sorry.ts'
import { phaseOf } from '../../src/model/maintenance.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of Sorry, with the least document that shows it. */

const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
const page = (state = 'operational', part: object = {}) => ({ page: { name: 'Library', state, url: 'https://status.library.example', links: { notices: { href: '/v1/notices' } }, ...part } })
const component = (id: number, state = 'operational', parent_id: number | null = null) => ({ id, name: `Shelf ${id}`, state, description: null, parent_id })
const components = (...list: unknown[]) => ({ components: list, meta: { total_count: list.length, next_page: null } })
const notice = (id: number, type: string, state: string | undefined, part: object = {}) => ({
  id, type, state, timeline_state: 'present', subject: `Notice ${id}`, url: `https://status.library.example/notices/${id}`, began_at: iso('08:00'), ended_at: null, created_at: iso('08:01'), ...part,
})
const notices = (...list: unknown[]) => ({ notices: list, meta: { next_page: null } })
const parse = (documents: object = {}, address = 'https://status.library.example/') => reader.parse(freeze({ status: page(), ...documents }), address)
const said = ({ problems }: { problems: { path: string }[] }) => problems.map((p) => p.path)
const known = (document: unknown) => catalogue.filter(({ recognise }) => recognise?.(document)).map(({ id }) => id)

describe('the documents of Sorry', () => {
  for (const [base, api] of [
    ['https://status.library.example', 'https://status.library.example/api/v1'],
    ['https://status.library.example/notices/ab12-lamps', 'https://status.library.example/api/v1'],
    ['https://status.library.example/api/v1', 'https://status.library.example/api/v1'],
    ['https://status.library.example/api/v1/components?page=2', 'https://status.library.example/api/v1'],
    ['https://shop.example/mirror/api/v1/status.json', 'https://shop.example/mirror/api/v1'],
  ] as const)
    it(`of ${base}`, () =>
      expect(reader.requests(base)).to.deep.equal([
        { key: 'status', url: `${api}/status` },
        { key: 'components', url: `${api}/components`, optional: true },
        { key: 'components-2', url: `${api}/components?page=2`, optional: true },
        { key: 'notices', url: `${api}/notices?filter[timeline_state_eq]=present`, optional: true },
        { key: 'upcoming', url: `${api}/notices?filter[timeline_state_eq]=future`, optional: true },
        { key: 'history', url: `${api}/notices`, when: 'history', optional: true },
      ]))
  it('are one where a copy is given', () => expect(reader.requests('https://shop.example/copy.json')).to.deep.equal([{ key: 'status', url: 'https://shop.example/copy.json' }]))
  it('are that of its status bar where the id of the page is given, with a query of one\'s own or with its own', () => {
    const url = 'https://ro-api.sorryapp.com/v1/pages/12ab34cd'
    expect(reader.requests(`${url}?include=notices`)).to.deep.equal([{ key: 'status', url: `${url}?include=notices` }])
    expect(reader.requests(url).map((request) => request.url)).to.deep.equal([`${url}?include=notices,notices.updates&filter[notices][timeline_state_in][]=present&filter[notices][timeline_state_in][]=future`])
  })
  it('are not told by the status bar\'s address without the id of a page', () => expect(() => reader.requests('https://ro-api.sorryapp.com/v1/')).to.throw(FeedAddressError, 'https://ro-api.sorryapp.com/v1/pages/12ab34cd'))
  it('are known by their shape, each by itself', () => {
    for (const document of [page(), components(component(1)), notices(notice(1, 'general', undefined)), { response: { notices: [notice(1, 'general', undefined)] } }])
      expect(known(document), JSON.stringify(document)).to.deep.equal(['sorry'])
  })
  it('are not known by what says too little', () => {
    for (const document of [{ page: { state: 'operational' } }, { components: [{ state: 'operational' }] }, { notices: [] }, { response: { notices: [] } }]) expect(known(document)).to.deep.equal([])
  })
  it('are none of it without a state', () => {
    for (const status of [{ page: { name: 'Library' } }, { response: [] }, { components: [] }]) expect(() => parse({ status })).to.throw(FeedShapeError)
  })
  it('that are further pages are said, and not read', () => {
    const more = { meta: { next_page: '/api/v1/x?page=3' } }
    expect(said(parse({ components: { ...components(component(1)), ...more }, 'components-2': { ...components(component(2)), ...more }, notices: { ...notices(), ...more } }))).to.deep.equal(['components-2.meta.next_page', 'notices.meta.next_page'])
  })
})

describe("Sorry's page", () => {
  it('claims its state, in its words', () => {
    const claims = ['operational', 'degraded', 'under_maintenance', 'outage', 'sleepy'].map((state) => parse({ status: page(state, { state_text: 'So it is' }) }))
    expect(claims.map((snapshot) => snapshot.claim?.indicator)).to.deep.equal(['none', 'minor', 'maintenance', 'critical', 'unknown'])
    expect(claims.map((snapshot) => snapshot.claim?.headline)).to.deep.equal(Array(5).fill('So it is'))
    expect(said(claims[4] ?? parse())).to.deep.equal(['status.page.state'])
  })
  it('may be operational while a component is not, and while an incident recovers', () => {
    expect(parse({ components: components(component(1, 'degraded')) }).indicator).to.equal('major')
    const recovering = parse({ notices: notices(notice(1, 'unplanned', 'recovering')) })
    expect(recovering).to.include({ indicator: 'minor' })
    expect(recovering.incidents[0]).to.include({ status: 'monitoring' })
  })
})

describe("Sorry's components", () => {
  it('have its words in ours', () => {
    const words = ['operational', 'partially-degraded', 'degraded', 'under_maintenance', 'outage', 'asleep']
    const snapshot = parse({ components: components(...words.map((state, i) => component(i + 1, state))) })
    expect(snapshot.components.map((c) => c.status)).to.deep.equal(['operational', 'degraded_performance', 'partial_outage', 'under_maintenance', 'major_outage', 'unknown'])
    expect(snapshot.components[5]?.statusLabel).to.equal('asleep')
    expect(said(snapshot)).to.deep.equal(['components.components.5.state'])
  })
  it('that are a parent are a group, also of what stands on the second page', () => {
    const snapshot = parse({ components: components(component(1)), 'components-2': components(component(2, 'operational', 1)) })
    expect(snapshot.groups).to.deep.equal([{ id: '1', name: 'Shelf 1' }])
    expect(snapshot.components.map((c) => [c.id, c.groupId])).to.deep.equal([['2', '1']])
  })
  it('that are a parent are shown while their trouble is none of their children', () => {
    const shown = (parent: string, child: string) => parse({ components: components(component(1, parent), component(2, child, 1)) }).components.map((c) => `${c.id} in ${c.groupId}`)
    expect(shown('degraded', 'operational')).to.deep.equal(['1 in 1', '2 in 1'])
    expect(shown('degraded', 'degraded')).to.deep.equal(['2 in 1'])
  })
  it('whose parent is not there stand alone, and that is said', () => expect(said(parse({ components: components(component(2, 'operational', 9)) }))).to.deep.equal(['2.groupId']))
  it('that are each other\'s parents are groups, and no endless tale', () => {
    const snapshot = parse({ components: components(component(1, 'operational', 2), component(2, 'operational', 1)), notices: notices(notice(5, 'unplanned', 'identified', { components: [{ id: 1 }] })) })
    expect(snapshot.groups.map((g) => g.id)).to.deep.equal(['1', '2'])
    expect(snapshot.incidents[0]?.componentIds).to.deep.equal([])
  })
  it('that come twice are named', () => expect(said(parse({ components: components(component(1)), 'components-2': components(component(1)) }))).to.deep.equal(['components-2.components.0.id']))
})

describe("Sorry's incidents", () => {
  const one = (state: string | undefined, part: object = {}, type = 'unplanned') => parse({ components: components(component(1), component(2, 'operational', 1), component(3, 'operational', 2)), notices: notices(notice(7, type, state, part)) })
  it('have its states in ours; there is no severity', () => {
    const states = ['investigating', 'identified', 'recovering', 'resolved', 'false_alarm', 'whispering'].map((state) => one(state).incidents[0])
    expect(states.map((i) => i?.status)).to.deep.equal(['investigating', 'identified', 'monitoring', 'resolved', 'resolved', 'unknown'])
    expect(states.map((i) => i?.statusLabel)).to.deep.equal([undefined, undefined, undefined, undefined, 'False alarm', 'whispering'])
    expect(states.map((i) => i?.impact)).to.deep.equal(Array(6).fill('minor'))
  })
  it('that are past are over, whatever their state says', () => {
    const snapshot = one('investigating', { timeline_state: 'past_recent', ended_at: iso('09:00') })
    expect(snapshot.incidents[0]).to.include({ status: 'resolved', resolvedAt: iso('09:00') }).and.not.to.have.property('statusLabel')
    expect(said(snapshot)).to.deep.equal(['notices.notices.0.state'])
  })
  it('of a general kind have no state, and are over once they are told', () => {
    const snapshot = one(undefined, {}, 'general')
    expect(snapshot.incidents[0]).to.include({ status: 'resolved', statusLabel: 'general', impact: 'none', resolvedAt: iso('08:00') })
    expect(snapshot).to.deep.include({ indicator: 'none', problems: [] })
  })
  it('of a kind we do not know are shown, with what is said of it', () => {
    const snapshot = one('investigating', {}, 'poem')
    expect(snapshot.incidents[0]).to.include({ impact: 'unknown', status: 'investigating' })
    expect(said(snapshot)).to.deep.equal(['notices.notices.0.type'])
  })
  it('touch the components that are shown, where they name a parent', () => {
    expect(one('identified', { components: [{ id: 1 }] }).incidents[0]?.componentIds).to.deep.equal(['3'])
    expect(one('identified', { components: [{ id: 3 }, { id: 8 }] }).incidents[0]?.componentIds).to.deep.equal(['3', '8'])
  })
  it('link to their page, under either name of it, and to nothing else', () => {
    expect(one('identified', { url: undefined, link: 'https://l.example/n' }).incidents[0]?.url).to.equal('https://l.example/n')
    expect(one('identified', { url: 'javascript:alert(1)' }).incidents[0]).not.to.have.property('url')
  })
})

describe("Sorry's updates", () => {
  const one = (part: object) => parse({ notices: notices(notice(7, 'unplanned', 'identified', part)) }).incidents[0]?.updates
  const update = (id: number, clock: string, state?: string) => ({ id, content: `Word ${id}`, state, created_at: iso(clock) })
  it('are the newest only, as plain text', () =>
    expect(one({ latest_update: { ...update(1, '08:30', 'investigating'), content: '*a*\n<b>' } })).to.deep.equal([{ id: '1', status: 'investigating', at: iso('08:30'), body: '*a*\n<b>', format: 'text' }]))
  it('without an id go by their time', () => expect(one({ latest_update: { ...update(1, '08:30'), id: undefined } })?.map((u) => u.id)).to.deep.equal([iso('08:30')]))
  it('that are nothing but a text were said when the notice changed last', () =>
    expect(one({ latest_update: { content: 'Word' }, updated_at: iso('08:40') })).to.deep.equal([{ id: iso('08:40'), status: 'identified', at: iso('08:40'), body: 'Word', format: 'text' }]))
  it('are all there where they are all given, oldest first as they are', () =>
    expect(one({ updates: [update(1, '08:10'), update(2, '08:30')], latest_update: update(2, '08:30') })?.map((u) => [u.id, u.status])).to.deep.equal([['2', 'identified'], ['1', 'unknown']]))
  it('begin with the synopsis, where it is not the newest itself', () => {
    expect(one({ synopsis: 'At first', latest_update: update(2, '08:30') })?.map((u) => [u.body, u.at])).to.deep.equal([['Word 2', iso('08:30')], ['At first', iso('08:01')]])
    expect(one({ synopsis: 'Word 2', latest_update: update(2, '08:30') })).to.have.length(1)
  })
  it('keep a state we do not know', () => expect(one({ latest_update: update(1, '08:30', 'singing') })?.[0]).to.include({ status: 'unknown', statusLabel: 'singing' }))
})

describe("Sorry's maintenances", () => {
  const planned = (state: string, part: object = {}) => parse({ upcoming: notices(notice(7, 'planned', state, { begins_at: iso('10:00'), ends_at: iso('11:00'), began_at: null, ...part })) })
  it('have its states in ours', () => {
    const words = ['scheduled', 'underway', 'complete', 'cancelled', 'dreamt'].map((state) => planned(state).maintenances[0])
    expect(words.map((m) => m?.status)).to.deep.equal(['scheduled', 'in_progress', 'completed', 'cancelled', 'unknown'])
    expect(words[4]?.statusLabel).to.equal('dreamt')
  })
  it('have a plan and what came of it', () => {
    const [maintenance] = planned('complete', { began_at: iso('10:05'), ended_at: iso('12:30'), timeline_state: 'past_recent' }).maintenances
    expect(maintenance).to.include({ scheduledStart: iso('10:00'), scheduledEnd: iso('11:00'), startedAt: iso('10:05'), completedAt: iso('12:30') })
  })
  it('run over while they are under way past their end', () => {
    const [maintenance] = planned('underway', { began_at: iso('10:05') }).maintenances
    expect(maintenance && phaseOf(maintenance, Date.parse(iso('12:00')))).to.equal('overdue')
  })
})

describe("Sorry's history", () => {
  it('adds what is past, and knows nothing better than the present', () => {
    const past = { timeline_state: 'past_distant', ended_at: iso('09:00') }
    const snapshot = parse({ notices: notices(notice(1, 'unplanned', 'identified')), history: notices(notice(1, 'unplanned', 'investigating'), notice(2, 'unplanned', 'resolved', past)) })
    expect(snapshot.incidents.map((i) => [i.id, i.status])).to.deep.equal([['1', 'identified'], ['2', 'resolved']])
  })
  it('leaves out what was open when it was read, and is not among the present', () => {
    const snapshot = parse({ notices: notices(), history: notices(notice(1, 'unplanned', 'investigating')) })
    expect(snapshot.incidents).to.deep.equal([])
    expect(said(snapshot)).to.deep.equal(['history.notices.0'])
  })
  it('is believed of what is to come, where that could not be read', () => {
    const planned = { begins_at: iso('10:00'), ends_at: iso('11:00'), timeline_state: 'future' }
    const snapshot = (documents: object) => parse({ ...documents, notices: notices(), history: notices(notice(1, 'planned', 'scheduled', planned)) })
    expect(snapshot({}).maintenances.map((m) => m.id)).to.deep.equal(['1'])
    expect(snapshot({ upcoming: notices() }).maintenances).to.deep.equal([])
  })
  it('is believed where there is more of the present than was read', () => {
    const more = { ...notices(), meta: { next_page: '/api/v1/notices?page=2' } }
    expect(parse({ notices: more, history: notices(notice(1, 'unplanned', 'investigating')) }).incidents).to.have.length(1)
  })
  it('is believed where the present could not be read', () => expect(parse({ history: notices(notice(1, 'unplanned', 'investigating')) }).incidents).to.have.length(1))
})

describe("the document of Sorry's status bar", () => {
  it('has no state and no component: it never says that all is well', () => {
    const snapshot = parse({ status: { response: { name: 'Library', brand: {}, notices: [] } } }, 'https://ro-api.sorryapp.com/v1/pages/12ab34cd')
    expect(snapshot).to.deep.include({ indicator: 'unknown', page: { name: 'Library' } }).and.not.to.have.property('claim')
  })
  it('has notices with all their updates', () => {
    const snapshot = parse({ status: { response: { notices: [notice(1, 'unplanned', 'identified', { updates: [{ id: 5, content: 'a', created_at: iso('08:01') }, { id: 6, content: 'b', created_at: iso('08:20') }] })] } } })
    expect(snapshot.incidents[0]?.updates.map((u) => u.id)).to.deep.equal(['6', '5'])
    expect(snapshot.indicator).to.equal('minor')
  })
})

const folder = '/shared/feeds/samples/sorry/'
const answer = await fetch(folder)
const names: string[] = answer.status === 200 ? await answer.json() : []

describe('samples of Sorry', () => {
  it('are at hand', function () {
    if (!names.length) this.skip()
    expect(names).to.include.members(['v1-status-operational.json', 'docs-v1-components.json', 'docs-v1-status.json', 'docs-private-api-list-notices.json'])
  })
  for (const name of names.filter((name) => name.includes('status'))) {
    it(`${name} is known, and read`, async () => {
      const raw: { page: { name: string; state: string; url: string; updated_at: string } } = freeze(await (await fetch(folder + name)).json())
      expect(known(raw)).to.deep.equal(['sorry'])
      const snapshot = reader.parse({ status: raw })
      expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
      expect(raw.page.state).to.equal('operational')
      expect(snapshot).to.deep.include({ indicator: 'none', page: { name: raw.page.name, url: raw.page.url }, updatedAt: raw.page.updated_at, problems: [] })
    })
  }
  it('docs-v1-components.json has a group with a component', async function () {
    if (!names.length) this.skip()
    const raw: { components: unknown[] } = await (await fetch(`${folder}docs-v1-components.json`)).json()
    expect(known(raw)).to.deep.equal(['sorry'])
    const { groups, components } = parse({ components: raw })
    expect([groups.length, components.length]).to.deep.equal([1, raw.components.length - 1])
  })
  it('docs-private-api-list-notices.json has the notices of the API with a token', async function () {
    if (!names.length) this.skip()
    const raw: { response: { id: number; type: string; synopsis: string; ended_at: string }[] } = await (await fetch(`${folder}docs-private-api-list-notices.json`)).json()
    const { incidents, maintenances, problems } = parse({ history: { notices: raw.response } })
    expect(problems).to.deep.equal([])
    expect([...incidents, ...maintenances].map(({ id, status, updates }) => [id, status, updates.map((u) => u.body)])).to.deep.equal(
      raw.response.map(({ id, type, synopsis }) => [`${id}`, type === 'planned' ? 'completed' : 'resolved', [synopsis]]),
    )
  })
})
