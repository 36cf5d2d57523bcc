import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { reader } from '../../src/feeds/statuspage.ts'
import { snapshotSchema } from '../../src/model/snapshot.ts'
import { freeze } from './fixture.ts'

/** Real answers, read where they are at hand. Counted here without the adapter's help: no item may be lost unsaid. */

const folder = '/shared/feeds/samples/statuspage/'

interface Row {
  id: string
  group?: boolean
  incident_updates?: Row[]
}
type Raw = Record<'components' | 'incidents' | 'scheduled_maintenances', Row[] | undefined> & { status?: unknown }

async function listCaptures(): Promise<string[]> {
  const answer = await fetch(folder)
  return answer.status === 200 ? answer.json() : []
}

const names = await listCaptures()

describe('captures of Statuspage', () => {
  it('are at hand', function () {
    if (!names.length) this.skip()
    expect(names.length).to.be.greaterThan(40)
  })

  for (const name of names) {
    it(`${name} is read whole`, async () => {
      const raw: Raw = freeze(await (await fetch(folder + name)).json())
      const key = raw.status ? 'summary' : raw.incidents ? 'incidents' : 'scheduled-maintenances'
      const snapshot = reader.parse({ [key]: raw }, 'https://status.example.com/')
      expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
      const isSaid = (path: string) => snapshot.problems.some((p) => `${p.path}.`.startsWith(`${key}.${path}.`))
      const lost: string[] = []
      const check = (rows: Row[] | undefined, list: string, kept: readonly { id: string }[], isMeant: (row: Row) => boolean = () => true) =>
        rows?.forEach((row, i) => {
          if (isMeant(row) && !kept.some((item) => item.id === row.id) && !isSaid(`${list}.${i}`)) lost.push(`${list}.${i}`)
        })
      check(raw.components, 'components', snapshot.components, (row) => !row.group)
      check(raw.components, 'components', snapshot.groups, (row) => !!row.group)
      const events = [...snapshot.incidents, ...snapshot.maintenances]
      for (const list of ['incidents', 'scheduled_maintenances'] as const) {
        check(raw[list], list, events)
        raw[list]?.forEach((event, i) =>
          check(event.incident_updates, `${list}.${i}.incident_updates`, events.find((e) => e.id === event.id)?.updates ?? []),
        )
      }
      expect(lost).to.deep.equal([])
      expect(snapshot.components.length + snapshot.groups.length).to.be.at.most(raw.components?.length ?? 0)
    })

    it(`${name} is known as Statuspage by its shape, if it names its page`, async () => {
      const raw: { page?: unknown } = await (await fetch(folder + name)).json()
      const known = catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id)
      expect(known).to.deep.equal(raw.page ? ['statuspage'] : [])
    })
  }

  const stories: [string, object][] = [
    ['digitalocean-2026-04-21-maintenance-overrun-day5-all-operational.json', { indicator: 'maintenance' }],
    ['github-2026-08-07-monitoring-critical-none-21-updates-html.json', { indicator: 'critical' }],
    ['asana-2026-04-21-major-no-incident.json', { indicator: 'critical' }],
    ['github-2025-05-15-incident-under-maintenance-indicator.json', { indicator: 'minor' }],
    ['emma-2019-02-21-incidents.json', { indicator: 'unknown' }],
    ['atlassian-2026-04-21-no-components.json', { indicator: 'none' }],
  ]
  for (const [name, expected] of stories) {
    it(`${name} is ${Object.values(expected)}`, async function () {
      if (!names.includes(name)) this.skip()
      const raw: Raw = await (await fetch(folder + name)).json()
      expect(reader.parse({ [raw.status ? 'summary' : 'incidents']: raw })).to.include(expected)
    })
  }
})

const root = '/shared/feeds/samples/'
const folders: string[] = await fetch(root).then((answer) => (answer.status === 200 ? answer.json() : []))

describe('captures of each provider', () => {
  for (const provider of folders.filter((name) => !name.includes('.'))) {
    it(`of ${provider} are not taken for another's`, async () => {
      const files: string[] = await (await fetch(`${root}${provider}/`)).json()
      for (const file of files.filter((name) => name.endsWith('.json'))) {
        const text = await (await fetch(`${root}${provider}/${file}`)).text()
        // One of cState's captures is what it sends: no JSON.
        const raw: unknown = await new Response(text).json().catch(() => text)
        const taken = catalogue.filter(({ id, recognise }) => id !== provider.replace(/-ng$/, '').replaceAll('-', '') && recognise?.(raw)).map(({ id }) => id)
        expect(taken, file).to.deep.equal([])
      }
    })
  }
})
