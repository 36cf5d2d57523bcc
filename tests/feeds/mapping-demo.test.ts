import { expect } from 'chai'
import { at } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/health.ts'
import { mappingReader } from '../../src/feeds/mapping.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** The mappings in demo/mappings, each with the document beside it. */

async function load(name: string): Promise<unknown> {
  // The test server makes modules of JSON files.
  const module: { default: unknown } = await import(new URL(`../../demo/mappings/${name}.json`, import.meta.url).href)
  return freeze(structuredClone(module.default))
}

const nothing = { groups: [], components: [], incidents: [], maintenances: [], problems: [] }

const examples = [
  {
    name: 'alertmanager',
    address: 'https://alerts.harbour.example/',
    urls: ['https://alerts.harbour.example/api/v2/alerts', 'https://alerts.harbour.example/api/v2/silences'],
    snapshot: {
      ...nothing,
      page: { name: 'Harbour services' },
      indicator: 'minor',
      claim: { indicator: 'none' },
      components: [
        { id: 'ferry', name: 'Ferry times', status: 'operational' },
        { id: 'tickets', name: 'Tickets', status: 'degraded_performance' },
      ],
      incidents: [
        {
          id: '2f0c9b6d51a8e374 2026-05-04T09:12:10.372Z',
          title: 'Ticket sales answer slowly',
          status: 'investigating',
          impact: 'minor',
          startedAt: '2026-05-04T09:12:10.372Z',
          componentIds: ['tickets'],
          updates: [{ id: '2026-05-04T09:12:10.372Z', status: 'investigating', at: '2026-05-04T09:12:10.372Z', body: 'Half of all sales take longer than 4 seconds.', format: 'text' }],
        },
      ],
      maintenances: [
        {
          id: '5e0c1d3a-7f6b-4c58-9b1e-2d4f60718293',
          title: 'The time table moves to another host',
          status: 'in_progress',
          scheduledStart: '2026-05-04T08:30:00.000Z',
          scheduledEnd: '2026-05-04T11:00:00.000Z',
          componentIds: ['ferry'],
          updates: [],
        },
      ],
    },
  },
  {
    name: 'github-issues',
    address: 'https://api.github.com/repos/lantern-example/status/',
    urls: [
      'https://api.github.com/repos/lantern-example/status/issues?state=all&labels=incident&per_page=50',
      'https://api.github.com/repos/lantern-example/status/issues/comments?sort=created&direction=desc&per_page=100',
    ],
    snapshot: {
      ...nothing,
      page: { name: 'Lantern', url: 'https://github.com/lantern-example/status/issues' },
      indicator: 'major',
      components: [
        { id: 'component: Uploads', name: 'Uploads', status: 'partial_outage' },
        { id: 'component: Search', name: 'Search', status: 'operational' },
      ],
      incidents: [
        {
          id: '12',
          title: 'Uploads fail',
          status: 'investigating',
          impact: 'major',
          startedAt: '2026-05-04T08:00:00.000Z',
          url: 'https://github.com/lantern-example/status/issues/12',
          componentIds: ['component: Uploads'],
          updates: [
            { id: '770000002', status: 'identified', at: '2026-05-04T08:25:00.000Z', body: 'Identified: a disk is full. It is being emptied.', format: 'markdown' },
            { id: '910000012', status: 'investigating', at: '2026-05-04T08:00:00.000Z', body: 'Files over **10 MB** are refused. We are looking into it.', format: 'markdown' },
          ],
        },
        {
          id: '9',
          title: 'Search was slow',
          status: 'resolved',
          impact: 'unknown',
          startedAt: '2026-04-11T12:00:00.000Z',
          resolvedAt: '2026-04-11T14:30:00.000Z',
          url: 'https://github.com/lantern-example/status/issues/9',
          componentIds: ['component: Search'],
          updates: [{ id: '910000009', status: 'investigating', at: '2026-04-11T12:00:00.000Z', body: '', format: 'markdown' }],
        },
      ],
    },
  },
  {
    name: 'health',
    address: 'https://app.example/actuator/health',
    urls: ['https://app.example/actuator/health'],
    snapshot: {
      ...nothing,
      page: { name: 'Our service' },
      indicator: 'critical',
      claim: { indicator: 'critical' },
      components: [
        { id: 'broker', name: 'broker', status: 'major_outage' },
        { id: 'db', name: 'db', status: 'operational' },
        { id: 'diskSpace', name: 'diskSpace', status: 'operational' },
      ],
    },
  },
  {
    name: 'health',
    document: 'health-draft',
    address: 'https://api.orchard.example/health',
    urls: ['https://api.orchard.example/health'],
    snapshot: {
      ...nothing,
      page: { name: 'Orchard API' },
      indicator: 'minor',
      claim: { indicator: 'minor' },
      components: [
        { id: 'store:responseTime', name: 'store:responseTime', status: 'degraded_performance', updatedAt: '2026-05-04T09:00:00.000Z' },
        { id: 'uptime', name: 'uptime', status: 'operational', updatedAt: '2026-05-04T09:00:00.000Z' },
      ],
    },
  },
]

describe('the mappings of the demo', () => {
  for (const { name, document = name, address, urls, snapshot } of examples) {
    it(`${name} reads ${document}.document.json`, async () => {
      const reader = mappingReader(await load(name))
      const requests = reader.requests(address)
      expect(requests.map(({ url }) => url)).to.deep.equal(urls)
      const found = await load(`${document}.document`)
      const documents = requests.length > 1 ? (found as Record<string, unknown>) : { [requests[0]?.key ?? '']: found }
      expect(reader.parse(documents, address)).to.deep.equal(snapshot)
      expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
    })
  }
  it('health says nothing good of a service that hides its parts', async () => {
    const reader = mappingReader(await load('health'))
    expect(reader.parse({ document: { status: 'UP' } })).to.deep.include({ indicator: 'none', components: [], problems: [] })
    expect(reader.parse({ document: {} }).indicator).to.equal('unknown')
  })
  it('health calls a check as its worst node, wherever that stands', async () => {
    const reader = mappingReader(await load('health'))
    const statusOf = (...nodes: string[]) => reader.parse({ document: { status: 'pass', checks: { 'store:time': nodes.map((status) => ({ status })) } } }).components[0]?.status
    expect([statusOf('pass', 'fail'), statusOf('pass', 'warn', 'fail'), statusOf('pass', 'warn'), statusOf('pass', 'odd'), statusOf('pass', 'pass')]).to.deep.equal(['major_outage', 'major_outage', 'degraded_performance', 'unknown', 'operational'])
  })
  it('health has the words of the feed that is known by itself', async () => {
    const mapping = await load('health')
    for (const word of Object.keys(Object(at(mapping, 'words.component')))) {
      const health = { status: word, components: { db: { status: word } } }
      const { components, claim } = mappingReader(mapping).parse({ document: health })
      const known = reader.parse({ health })
      expect([components[0]?.status, claim], word).to.deep.equal([known.components[0]?.status, known.claim])
    }
  })
  it('github-issues does without comments', async () => {
    const reader = mappingReader(await load('github-issues'))
    const { issues } = (await load('github-issues.document')) as Record<string, unknown>
    const { incidents, problems } = reader.parse({ issues })
    expect(incidents.map((incident) => incident.updates.length)).to.deep.equal([1, 1])
    expect(problems).to.deep.equal([])
  })
  it('alertmanager says that all is well where nothing is wrong', async () => {
    const reader = mappingReader(await load('alertmanager'))
    expect(reader.parse({ alerts: [] })).to.deep.include({ indicator: 'none', incidents: [], maintenances: [], problems: [] })
  })
})
