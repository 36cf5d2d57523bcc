import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { reader as feedxml } from '../../src/feeds/feedxml.ts'
import { reader as incidentio } from '../../src/feeds/incidentio.ts'
import { reader as instatus } from '../../src/feeds/instatus.ts'
import { snapshotSchema, type StatusSnapshot } from '../../src/model/snapshot.ts'

/** Real answers, read where they are at hand. Counted here without the adapters' help: no item may be lost unsaid. */

const root = '/shared/feeds/samples/'

async function list(folder: string): Promise<string[]> {
  const answer = await fetch(`${root}${folder}/`)
  return answer.status === 200 ? (await answer.json()).map((name: string) => `${folder}/${name}`) : []
}
const load = async (name: string) => (await fetch(root + name)).text()
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0
const updatesOf = ({ incidents, maintenances }: StatusSnapshot) => [...incidents, ...maintenances].flatMap((event) => event.updates)
const wordsIn = (html: string) => html.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&apos;/g, "'").replace(/&quot;/g, '"').replace(/&amp;/g, '&')

function isValid(snapshot: StatusSnapshot) {
  expect(snapshotSchema.safeParse(snapshot).error).to.equal(undefined)
}

const histories = (await Promise.all(['feedxml', 'incidentio', 'instatus', 'betterstack', 'azure'].map(list))).flat().filter((name) => /\.(atom|rss|xml)$/.test(name))

describe('captures of histories', () => {
  it('are at hand', function () {
    if (!histories.length) this.skip()
    expect(histories.length).to.be.greaterThan(10)
  })
  for (const name of histories) {
    it(`${name} is read whole`, async () => {
      const text = await load(name)
      expect(catalogue.filter((entry) => entry.recognise?.(text)).map((entry) => entry.id)).to.deep.equal(name.startsWith('azure/') ? ['azure', 'feedxml'] : ['feedxml'])
      const snapshot = feedxml.parse({ history: text }, 'https://status.example.com/history')
      isValid(snapshot)
      expect(snapshot).to.have.property('components').that.deep.equals([])
      expect(snapshot).not.to.have.property('claim')
      const events = [...snapshot.incidents, ...snapshot.maintenances]
      expect(events.length, 'events').to.equal(count(text, /<(entry|item)>/g))
      const html = wordsIn(text.replace(/<summary[^]*?<\/summary>|<description>(?=[^]*?<content:encoded>)[^]*?<\/description>/g, ''))
      expect(updatesOf(snapshot).length, 'updates').to.equal(count(html, /<strong>(Investigating|Identified|Monitoring|Update|Resolved|Postmortem|Scheduled|In progress|Verifying|Completed)<\/strong>/g) || events.length)
      expect(snapshot.problems.filter((p) => /unusable|left out/.test(p.message))).to.deep.equal([])
      // Each word that was written is shown, whatever stands around it.
      for (const [, sentence = ''] of html.matchAll(/<\/strong>\s*-\s*([^<>]{20,}?)\.*\s*<\/p>/g)) {
        expect(updatesOf(snapshot).some(({ body }) => body.includes(sentence.trim())), sentence).to.equal(true)
      }
      for (const { at } of updatesOf(snapshot)) expect(at).to.match(/^20(13|14|2\d)-/)
    })
  }

  const stories: [string, number, number][] = [
    ['feedxml/claude-2026-09-03-history-newest-is-update.atom', 1, 0],
    ['feedxml/github-2022-06-17-history-one-open.atom', 1, 0],
    ['feedxml/github-2023-03-23-history-completed-one-open.atom', 1, 0],
    ['feedxml/github-2025-04-18-history-scheduled-completed-one-open.atom', 0, 1],
    ['feedxml/github-2026-08-22-history.atom', 0, 0],
    ['feedxml/parse-2014-history-rss-pst-pdt-postmortem.xml', 0, 0],
    ['feedxml/xai-2026-09-03-feed-active-outage.rss', 1, 0],
    ['instatus/made-mxroute-2023-12-history.atom', 0, 0],
    ['azure/feed-empty.xml', 0, 0],
  ]
  for (const [name, open, planned] of stories) {
    it(`${name} has ${open} open and ${planned} planned`, async function () {
      if (!histories.includes(name)) this.skip()
      const { incidents, maintenances } = feedxml.parse({ history: await load(name) })
      expect(incidents.filter((i) => !i.resolvedAt && i.status !== 'resolved')).to.have.length(open)
      expect(maintenances.filter((m) => m.status !== 'completed')).to.have.length(planned)
    })
  }
})

const instatusNames = (await list('instatus')).filter((name) => name.endsWith('.json'))

interface Row {
  id?: string
  url?: string
  children?: Row[]
}
type InstatusRaw = Record<'activeIncidents' | 'activeMaintenances' | 'components', Row[] | undefined>

describe('captures of Instatus', () => {
  it('are at hand', function () {
    if (!instatusNames.length) this.skip()
    expect(instatusNames.length).to.be.greaterThan(5)
  })
  for (const name of instatusNames) {
    it(`${name} is read whole, and known`, async () => {
      const raw: InstatusRaw = JSON.parse(await load(name))
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id)).to.deep.equal(['instatus'])
      const snapshot = instatus.parse({ summary: raw }, 'https://status.example.com/')
      isValid(snapshot)
      const ids = (rows: Row[] = []) => rows.map(({ id, url = '' }) => id ?? url.replace(/.*\//, ''))
      expect(snapshot.incidents.map((i) => i.id)).to.deep.equal(ids(raw.activeIncidents))
      expect(snapshot.maintenances.map((m) => m.id)).to.deep.equal(ids(raw.activeMaintenances))
      expect(snapshot.components.map((c) => c.id)).to.deep.equal(ids(raw.components))
      for (const m of snapshot.maintenances) expect(m).to.include.keys('scheduledStart', 'scheduledEnd')
      expect(snapshot.problems).to.deep.equal([])
    })
  }

  it('of the founding case: the texts of the history come to the event of the summary', async function () {
    if (!histories.includes('instatus/made-mxroute-2023-12-history.atom')) this.skip()
    const history = await load('instatus/made-mxroute-2023-12-history.atom')
    const id = 'clpt15a3x131052bqotgc8t1jqi'
    const summary = { page: { name: 'M', url: 'https://m.example', status: 'UP' } }
    const over = instatus.parse({ summary, history }).maintenances[0]
    expect(over).to.include({ id, status: 'completed', completedAt: '2023-12-10T22:12:00.000Z' }).and.not.to.have.property('scheduledEnd')
    const running = instatus.parse({ summary: { ...summary, activeMaintenances: [{ id, name: 'Lucy', start: '2023-12-06T03:45:00.000Z', status: 'INPROGRESS', duration: '180', url: '' }] }, history })
    expect(running.indicator).to.equal('maintenance')
    expect(running.maintenances[0]).to.include({ status: 'in_progress', scheduledEnd: '2023-12-06T06:45:00.000Z' })
    expect(running.maintenances[0]?.updates).to.have.length(3)
  })
})

const incidentioNames = (await list('incidentio')).filter((name) => name.endsWith('.json'))

interface Compatible {
  page?: { url: string }
  components?: Row[]
  incidents?: (Row & { incident_updates: Row[] })[]
}

describe('captures of incident.io', () => {
  it('are at hand', function () {
    if (!incidentioNames.length) this.skip()
    expect(incidentioNames.length).to.be.greaterThan(4)
  })
  for (const name of incidentioNames) {
    it(`${name} is read whole, and known`, async () => {
      const raw: Compatible = JSON.parse(await load(name))
      expect(catalogue.filter((entry) => entry.recognise?.(raw)).map((entry) => entry.id)).to.deep.equal(['incidentio'])
      const snapshot = incidentio.parse({ summary: raw }, 'https://status.example.com/')
      isValid(snapshot)
      expect(snapshot.components.map((c) => c.id)).to.deep.equal((raw.components ?? []).map((c) => c.id))
      expect(snapshot.incidents.map((i) => [i.id, i.updates.length])).to.deep.equal((raw.incidents ?? []).map((i) => [i.id, i.incident_updates.length]))
      expect(snapshot.indicator).to.equal(raw.incidents ? 'minor' : 'none')
      expect(snapshot.problems.map((p) => p.path).filter((path) => !/scheduled_maintenances$|^summary.components$/.test(path))).to.deep.equal([])
    })
  }
})

describe('captures of all other feeds', () => {
  const ours = /^(instatus|incidentio)$/
  it('are taken for none of these', async function () {
    const answer = await fetch(root)
    if (answer.status !== 200) this.skip()
    const folders: string[] = (await answer.json()).filter((name: string) => !name.includes('.') && !ours.test(name))
    for (const name of (await Promise.all(folders.map(list))).flat().filter((file) => file.endsWith('.json'))) {
      const raw: unknown = await fetch(root + name).then((it) => it.json()).catch(() => null)
      expect(catalogue.filter(({ id, recognise }) => /^(instatus|incidentio|feedxml)$/.test(id) && recognise?.(raw)).map(({ id }) => id), name).to.deep.equal([])
    }
  })
})
