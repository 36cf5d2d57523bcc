import { expect } from 'chai'
import { fetchText, parseJson } from '../../src/client/fetch-document.ts'
import { reader } from '../../src/feeds/aws.ts'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { viewOf } from '../../src/model/filter.ts'
import { freeze } from './fixture.ts'

/** Each peculiarity of AWS, with the least document that shows it. */

const address = 'https://health.aws.amazon.com/public/currentevents'
const iso = (clock: string, day = '04') => `2026-05-${day}T${clock}:00.000Z`
const seconds = (clock: string, day = '04') => Date.parse(iso(clock, day)) / 1000
const entry = (clock: string, status: unknown = 1, part: object = {}) => ({ summary: 'Slow', message: 'words', status, timestamp: seconds(clock), ...part })
const event = (name: string, part: object = {}) => ({
  arn: `arn:aws:health:eu-west-1::event/${name}`, date: `${seconds('08:00')}`, region_name: 'Ireland', status: '1', service: 'ec2-eu-west-1', service_name: 'Amazon EC2', summary: 'Slow', event_log: [entry('08:00')], ...part,
}) // prettier-ignore
const parse = (events: unknown, page = address) => reader.parse(freeze({ events }), page)
const one = (part: object) => parse([event('a', part)])
const paths = ({ problems }: { problems: { path: string }[] }) => problems.map((p) => p.path)
const known = (document: unknown) => catalogue.filter(({ recognise }) => recognise?.(document)).map(({ id }) => id)

describe("AWS's document", () => {
  for (const [base, url] of [
    ['https://health.aws.amazon.com/health/status', address],
    ['https://status.aws.amazon.com/', address],
    [address, address],
    ['https://status.aws.amazon.com/data.json', 'https://status.aws.amazon.com/data.json'],
    ['https://mirror.example/aws/events.json', 'https://mirror.example/aws/events.json'],
    ['https://mirror.example/aws', 'https://mirror.example/aws'],
  ] as const)
    it(`of ${base}`, () => expect(reader.requests(base)).to.deep.equal([{ key: 'events', url }]))
  it('is known by its hosts, but for the RSS that is there too, and by its shape', () => {
    const at = (url: string) => catalogue.filter(({ match }) => match?.(new URL(url))).map(({ id }) => id)
    expect(at('https://health.aws.amazon.com/health/status')).to.deep.equal(['aws'])
    expect(at('https://status.aws.amazon.com/rss/ec2-eu-west-1.rss')).to.deep.equal([])
    expect(at('https://aws.amazon.com/')).to.deep.equal([])
    expect(known([event('a')])).to.deep.equal(['aws'])
    expect(known({ archive: [], current: [] })).to.deep.equal([])
  })
  it('is a list that is empty on a quiet day, of which nothing says that all is well', () => {
    expect(parse([])).to.deep.include({ indicator: 'unknown', incidents: [], components: [], problems: [] })
    expect(parse([], 'https://mirror.example/my-aws.json').incidents).to.deep.equal([])
    expect(() => parse([], 'https://mirror.example/list.json')).to.throw(FeedShapeError, 'currentevents')
  })
  it('was last changed when one of its events was', () => expect(parse([event('a'), event('b', { end_time: `${seconds('12:00')}` })]).updatedAt).to.equal(iso('12:00')))
  it('comes in UTF-16, and is read so whatever its header says', async () => {
    const text = JSON.stringify([event('a', { summary: 'Überlast – 遅い' })])
    const bytes = new Uint8Array(2 + text.length * 2)
    const view = new DataView(bytes.buffer)
    view.setUint16(0, 0xfeff)
    for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i))
    for (const type of ['application/json;charset=utf-16', 'application/json;charset=utf-8', '']) {
      const read = await fetchText(address, { signal: new AbortController().signal, fetch: async () => new Response(bytes, { headers: { 'Content-Type': type } }) })
      expect(parse(await parseJson(read, address)).incidents[0]?.title).to.equal('Amazon EC2 (Ireland): Überlast – 遅い')
    }
  })
})

describe("AWS's events", () => {
  it('are open while nothing says otherwise', () => {
    expect(one({}).incidents[0]).to.include({ status: 'investigating', impact: 'minor', startedAt: iso('08:00') }).and.not.to.have.property('resolvedAt')
    for (const part of [{ end_time: `${seconds('09:00')}` }, { status: '0' }, { summary: '[RESOLVED] Slow' }]) {
      expect(one(part)).to.deep.include({ components: [], indicator: 'unknown' })
      expect(one(part).incidents[0]).to.include({ status: 'resolved', title: 'Amazon EC2 (Ireland): Slow' })
    }
    expect(one({ end_time: `${seconds('09:00')}` }).incidents[0]?.resolvedAt).to.equal(iso('09:00'))
  })
  it('have their impact by a code, which is a text here and a number there', () => {
    expect(['1', '2', 3].map((status) => one({ status }).incidents[0]?.impact)).to.deep.equal(['minor', 'major', 'critical'])
  })
  it('that are over were as bad as their worst hour', () => {
    const over = { status: '0', end_time: `${seconds('09:00')}` }
    expect(one({ ...over, event_log: [entry('08:00', 1), entry('08:30', 3), entry('09:00', 0)] }).incidents[0]?.impact).to.equal('critical')
    expect(one({ ...over, impacted_services: { 'ec2-eu-west-1': { current: '0', max: '2' } } }).incidents[0]?.impact).to.equal('major')
    expect(one({ ...over, event_log: [] }).incidents[0]?.impact).to.equal('unknown')
  })
  it('of a code that we do not know keep it', () => {
    const snapshot = one({ status: '7', event_log: [entry('08:00', 8)] })
    expect(snapshot.incidents[0]).to.include({ impact: 'unknown' })
    expect(snapshot.incidents[0]?.updates[0]).to.include({ status: 'unknown', statusLabel: '8' })
    expect(snapshot.components[0]?.status).to.equal('unknown')
    expect(paths(snapshot)).to.deep.equal(['events.0.status', 'events.0.event_log.0.status'])
  })
  it('have times in seconds, or milliseconds, or none', () => {
    expect(one({ date: `${seconds('08:00')}000` }).incidents[0]?.startedAt).to.equal(iso('08:00'))
    expect(one({ date: seconds('08:00') }).incidents[0]?.startedAt).to.equal(iso('08:00'))
    const snapshot = one({ date: 'noon', event_log: [entry('08:10')] })
    expect(snapshot.incidents[0]?.startedAt).to.equal(iso('08:10'))
    expect(paths(snapshot)).to.deep.equal(['events.0.date'])
  })
  it('without an id of their own are named', () => expect(paths(parse([event('a'), event('a'), { ...event('b'), arn: undefined }]))).to.deep.equal(['events.1.arn', 'events.2.arn']))
  it('have their log newest first, each entry with its own words where it calls the event by another name', () => {
    const { updates = [] } = one({ event_log: [entry('08:00', 1), entry('08:30', 2, { summary: 'Slower' }), entry('08:30', 0, { summary: '[RESOLVED] Slow' })] }).incidents[0] ?? {}
    expect(updates.map((u) => [u.at, u.status, u.body])).to.deep.equal([[iso('08:30'), 'resolved', 'words'], [iso('08:30'), 'investigating', 'Slower\n\nwords'], [iso('08:00'), 'investigating', 'words']])
    expect(new Set(updates.map((u) => u.id)).size).to.equal(3)
    expect(updates[0]?.format).to.equal('text')
  })
})

describe("AWS's components", () => {
  const services = { 'ec2-eu-west-1': { service_name: 'Amazon EC2', current: '1', max: '3' }, 's3-eu-west-1': { service_name: 'Amazon S3', current: '3', max: '3' }, 'sns-eu-west-1': { current: '2' }, 'sqs-eu-west-1': { service_name: 'Amazon SQS', current: '0' } }
  it('are the services of open events, as they are now, in their region', () => {
    const snapshot = one({ status: '3', service: 'multipleservices-eu-west-1', impacted_services: services })
    expect(snapshot.components).to.deep.equal([
      { id: 'ec2-eu-west-1', name: 'Amazon EC2', status: 'degraded_performance', groupId: 'eu-west-1' },
      { id: 's3-eu-west-1', name: 'Amazon S3', status: 'major_outage', groupId: 'eu-west-1' },
      { id: 'sns-eu-west-1', name: 'sns-eu-west-1', status: 'partial_outage', groupId: 'eu-west-1' },
      { id: 'sqs-eu-west-1', name: 'Amazon SQS', status: 'operational', groupId: 'eu-west-1' },
    ])
    expect(snapshot.incidents[0]?.componentIds).to.deep.equal(Object.keys(services))
    expect(snapshot.groups.find((group) => group.id === 'eu-west-1')?.name).to.equal('Ireland')
  })
  it('without a region in their name are those of the event', () => {
    const service = (region: string) => event(region, { arn: `arn:aws:health:${region}::event/a`, region_name: region, impacted_services: { cloudfront: { service_name: 'Amazon CloudFront', current: '1' } } })
    const { components, incidents } = parse([service('eu-west-1'), service('us-east-1')])
    expect(components.map((c) => [c.id, c.groupId])).to.deep.equal([['cloudfront-eu-west-1', 'eu-west-1'], ['cloudfront-us-east-1', 'us-east-1']])
    expect(incidents[1]?.componentIds).to.deep.equal(['cloudfront-us-east-1'])
  })
  it("are the event's own service where no others are told", () => expect(one({ status: '2' }).components).to.deep.equal([{ id: 'ec2-eu-west-1', name: 'Amazon EC2', status: 'partial_outage', groupId: 'eu-west-1' }]))
  it('are as the worst of several events says', () => expect(parse([event('a', { status: '2' }), event('b', { status: '3' }), event('c', { status: '1' })]).components.map((c) => c.status)).to.deep.equal(['major_outage']))
  it('of a new region bring it along; those of none are in none', () => {
    expect(parse([event('a', { arn: 'arn:aws:health:xx-moon-1::event/a', region_name: 'Moon', service: 'ec2-xx-moon-1' })]).groups.at(-1)).to.deep.equal({ id: 'xx-moon-1', name: 'Moon' })
    expect(parse([event('a', { arn: 'arn:aws:health:::event/a', region_name: '', service: 'cloudfront' })]).components[0]).not.to.have.property('groupId')
  })
  it('that cannot be read are named', () => {
    expect(paths(one({ impacted_services: { a: null, b: { current: '9' } } }))).to.deep.equal(['events.0.impacted_services.a', 'events.0.impacted_services.b.current'])
    expect(paths(one({ impacted_services: [] }))).to.deep.equal(['events.0.impacted_services'])
  })
  it('can be narrowed to a region, also one where nothing goes on', () => {
    const snapshot = parse([event('a', { status: '3' })])
    expect(viewOf(snapshot, { components: ['us-east-1'] })).to.deep.include({ unmatched: [] }).and.to.have.nested.property('snapshot.incidents').that.deep.equals([])
    expect(viewOf(snapshot, { components: ['eu-west-1'] }).snapshot.incidents).to.have.length(1)
  })
})

describe("AWS's older document", () => {
  const told = (...parts: string[]) => parts.map((part) => `<div><span class="yellowfg"> ${part.slice(0, part.indexOf('|'))}</span>&nbsp;${part.slice(part.indexOf('|') + 1)}</div>`).join('')
  const old = (part: object = {}) => ({ service: 'ec2-us-east-1', service_name: 'Amazon EC2 (N. Virginia)', summary: 'Slow', date: `${seconds('15:00')}`, status: '1', details: '', description: told('8:00 AM PDT|one', '9:30 AM PDT|two'), ...part })
  const times = (date: string, ...clocks: string[]) => parse({ current: [old({ date, description: told(...clocks.map((clock) => `${clock}|words`)) })], archive: [] }).incidents[0]?.updates.map((u) => u.at)
  it('has what goes on, and an archive of what is over', () => {
    const snapshot = parse({ current: [old(), old({ service: 's3', service_name: 'Amazon S3', status: '0', summary: '[RESOLVED] Gone' })], archive: [old({ date: seconds('10:00', '01'), status: 2 })] })
    expect(snapshot.incidents.map((i) => [i.id, i.title, i.status, i.impact])).to.deep.equal([
      [`ec2-us-east-1 ${seconds('15:00')}`, 'Amazon EC2 (N. Virginia): Slow', 'investigating', 'minor'],
      [`s3 ${seconds('15:00')}`, 'Amazon S3: Gone', 'resolved', 'unknown'],
      [`ec2-us-east-1 ${seconds('10:00', '01')}`, 'Amazon EC2 (N. Virginia): Slow', 'resolved', 'major'],
    ])
    expect(snapshot.components).to.deep.equal([{ id: 'ec2-us-east-1', name: 'Amazon EC2', status: 'degraded_performance', groupId: 'us-east-1' }])
    expect(snapshot.groups[0]).to.deep.equal({ id: 'us-east-1', name: 'N. Virginia' })
    expect(snapshot.incidents[1]?.updates.map((u) => [u.status, u.body])).to.deep.equal([['resolved', 'two'], ['investigating', 'one']])
  })
  it('has updates by the clock of the Pacific, in summer and in winter, before the start or after it, through midnight', () => {
    expect(times(`${seconds('15:00')}`, '8:00 AM PDT', '9:30 AM PDT')).to.deep.equal([iso('16:30'), iso('15:00')])
    expect(times(`${seconds('15:00')}`, '6:38 AM PDT', '11:50 PM PDT', '12:10 AM PDT', '12:09 AM PDT')).to.deep.equal([iso('07:09', '06'), iso('07:10', '05'), iso('06:50', '05'), iso('13:38')])
    expect(times(`${seconds('15:00')}`, '8:00 AM PST')).to.deep.equal([iso('16:00')])
  })
  it('has HTML in them, or an update without a clock, which is named', () => {
    const snapshot = parse({ current: [old({ description: told('8:00 AM PDT|See <a href="https://b.example">this</a>', 'noon|two') })] })
    expect(snapshot.incidents[0]?.updates.map((u) => [u.at, u.format])).to.deep.equal([[iso('15:00'), 'text'], [iso('15:00'), 'html']])
    expect(paths(snapshot)).to.deep.equal(['events.current.0.description'])
    expect(parse({ current: [old({ description: 'plain' })] }).incidents[0]?.updates[0]).to.include({ body: 'plain', at: iso('15:00') })
  })
  it('has a long archive, of which the newest hundred are kept; what is left out is said', () => {
    const archive = Array.from({ length: 453 }, (_, i) => old({ service: `s${i}` }))
    const { incidents, problems } = parse({ current: [], archive })
    expect([incidents.length, incidents.at(-1)?.id]).to.deep.equal([100, `s452 ${seconds('15:00')}`])
    expect(problems).to.deep.equal([{ path: 'events.archive', message: 'left out: 353 that are over, all but the 100 that stand last' }])
  })
})

interface RawEvent { arn: string; end_time?: string; event_log: unknown[]; impacted_services?: object; service: string }
interface RawOld { service: string; date: string; status: unknown; summary: string; description: string }
const folder = '/shared/feeds/samples/aws/'
const real = async () => {
  const answer = await fetch(folder)
  return answer.status === 200 ? ((await answer.json()) as string[]).filter((name) => !name.startsWith('made-')) : []
}

describe('captures of AWS', () => {
  it('are read whole, and known', async function () {
    const names = await real()
    if (!names.length) this.skip()
    expect(names.length).to.equal(7)
    const counts: Record<string, string> = {}
    for (const name of names) {
      const raw: RawEvent[] | Record<'current' | 'archive', RawOld[]> = freeze(await (await fetch(folder + name)).json())
      expect(known(raw), name).to.deep.equal(['aws'])
      const snapshot = parse(raw)
      expect(snapshotSchema.safeParse(snapshot).error, name).to.equal(undefined)
      expect(snapshot.problems, name).to.deep.equal([])
      if (Array.isArray(raw)) {
        expect(snapshot.incidents.map((i) => [i.id, i.updates.length, i.status === 'resolved']), name).to.deep.equal(raw.map((row) => [row.arn, row.event_log.length, !!row.end_time]))
  const ids = raw.flatMap((row) => Object.keys(row.impacted_services ?? { [row.service]: 0 }).map((service) => (/-\d$/.test(service) ? service : `${service}-${row.arn.split(':')[3]}`)))
        expect(snapshot.incidents.flatMap((i) => i.componentIds), name).to.deep.equal(ids)
      } else {
        const rows = [...raw.current, ...raw.archive]
        expect(snapshot.incidents.map((i) => [i.id, i.updates.length]), name).to.deep.equal(rows.map((row) => [`${row.service} ${row.date}`, row.description.match(/<span/g)?.length]))
        expect(snapshot.incidents.filter((i) => i.status !== 'resolved').length, name).to.equal(raw.current.filter((row) => `${row.status}` !== '0').length)
        for (const i of snapshot.incidents) for (const { at } of i.updates) expect(Math.abs(Date.parse(at) - Date.parse(i.startedAt)), `${name} ${i.id}`).to.be.below(86_400_000)
      }
      counts[name] = `${snapshot.incidents.length} ${snapshot.incidents.flatMap((i) => i.updates).length} ${snapshot.components.length} ${snapshot.indicator}`
    }
    expect(counts).to.deep.equal({
      'currentevents-oregon-resolved.json': '1 1 0 unknown',
      'currentevents-resolved-plus-two-regions.json': '3 3 289 critical',
      'data-json-2020-11-26-current-11.json': '17 111 5 minor',
      'data-json-2020-mixed-status-types.json': '6 17 0 unknown',
      'data-json-2021-12-08-current-9.json': '15 46 3 minor',
      'data-json-2023-current-0.json': '8 24 0 unknown',
      'data-json-2023-current-2.json': '14 41 1 minor',
    })
  })
  it('are the same as bytes in UTF-16', async function () {
    const [name] = (await real()).filter((file) => file.includes('two-regions'))
    if (!name) this.skip()
    const text = await (await fetch(folder + name)).text()
    const bytes = new Uint8Array(2 + text.length * 2)
    const view = new DataView(bytes.buffer)
    view.setUint16(0, 0xfeff)
    for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i))
    const read = await fetchText(address, { signal: new AbortController().signal, fetch: async () => new Response(bytes, { headers: { 'Content-Type': 'application/json;charset=utf-16' } }) })
    expect(parse(await parseJson(read, address))).to.deep.equal(parse(JSON.parse(text)))
  })
  it('that were made in UTF-16 are read from their bytes', async function () {
    if (!(await real()).length) this.skip()
    const load = async (name: string) => parse(await parseJson(await fetchText(folder + name, { signal: new AbortController().signal }), address))
    expect((await load('made-currentevents-empty-utf16be.json')).incidents).to.deep.equal([])
    expect((await load('made-currentevents-utf16be-bom.json')).incidents.length).to.equal(3)
  })
})
