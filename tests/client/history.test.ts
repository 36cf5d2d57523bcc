import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { type StatusClient, statusClient } from '../../src/client/status-client.ts'
import { useClock } from '../helpers/clock.ts'
import { useNetwork } from '../helpers/msw.ts'
import { acme, base, documentOf, incident, maintenance, url } from './acme.ts'
import { comeBack } from './page.ts'

const minute = 60_000
const resolved = incident({ status: 'resolved', resolvedAt: '2026-03-10T11:58:00Z' })

describe('documents that are not read at each poll', () => {
  const clock = useClock()
  const network = useNetwork()
  let client: StatusClient
  let told: (string | undefined)[][]
  let stop: () => void

  before(() => import('../../src/client/explain.ts'))
  beforeEach(() => {
    comeBack()
    serveNow()
    network.answer(url.words, () => HttpResponse.text('Acme'))
    network.answer(url.past, () => HttpResponse.json([resolved]))
    client = statusClient({ feed: base }, { near: [acme] }, { random: () => 0.5 })
    told = []
    stop = client.subscribe(({ snapshot }) => told.push(snapshot?.incidents.map(({ id, status }) => `${id} ${status}`) ?? []))
  })
  afterEach(() => stop())

  const serveNow = (part?: Parameters<typeof documentOf>[0]) =>
    network.answer(url.now, () => HttpResponse.json(documentOf(part)))
  const count = (address: string) => network.asked.filter((asked) => asked === address).length
  const ids = () => client.state.snapshot?.incidents.map(({ id }) => id)
  const problems = () => client.state.snapshot?.problems

  async function pass(ms = minute) {
    clock().tick(ms)
    await client.refresh()
  }

  /** Until the past, which no promise is about, has arrived. */
  const toldTimes = async (times: number) => {
    while (told.length < times) await clock().tickAsync(0)
  }

  describe('those of the past', () => {
    it('are not read unless they are asked for', async () => {
      await pass(0)
      await pass()
      expect(count(url.past)).to.equal(0)
      expect(problems()).to.deep.equal([])
    })

    it('are read when they are asked for, alone, and are kept', async () => {
      await pass(0)
      client.loadHistory()
      await toldTimes(2)
      expect(ids()).to.deep.equal(['leak'])
      expect([count(url.now), count(url.past)]).to.deep.equal([1, 1])
      serveNow({ incidents: [incident({ id: 'draught' })] })
      await pass()
      expect(ids()).to.deep.equal(['draught', 'leak'])
      expect([count(url.now), count(url.past)]).to.deep.equal([2, 1])
    })

    it('are read once, however often they are asked for', async () => {
      await pass(0)
      client.loadHistory()
      client.loadHistory()
      await toldTimes(2)
      client.loadHistory()
      await pass()
      expect(count(url.past)).to.equal(1)
    })

    it('are read again when they are asked for ten minutes later: something may have come and gone unseen', async () => {
      await pass(0)
      client.loadHistory()
      await toldTimes(2)
      network.answer(url.past, () => HttpResponse.json([resolved, incident({ id: 'flood', status: 'resolved' })]))
      for (let minutes = 0; minutes < 10; minutes++) await pass()
      client.loadHistory()
      await pass()
      expect(count(url.past)).to.equal(1)
      client.loadHistory()
      await toldTimes(3)
      expect(ids()).to.deep.equal(['leak', 'flood'])
      expect(count(url.past)).to.equal(2)
    })

    it('do not count as a reading of the present, which a refresh meanwhile still does', async () => {
      await pass(0)
      client.loadHistory()
      serveNow({ incidents: [incident({ id: 'draught' })] })
      await client.refresh()
      expect(ids()).to.deep.equal(['draught', 'leak'])
      expect([count(url.now), count(url.past)]).to.deep.equal([2, 1])
    })

    it('are read after the first read if they are asked for during it, and hold nothing up', async () => {
      client.loadHistory()
      await pass(0)
      expect(told).to.deep.equal([[], ['leak resolved']])
      expect([count(url.now), count(url.past)]).to.deep.equal([1, 1])
    })

    it('are read when an open incident has vanished; how it ended is told in the same moment', async () => {
      serveNow({ incidents: [incident()] })
      await pass(0)
      serveNow()
      await pass()
      expect(told).to.deep.equal([['leak investigating'], ['leak resolved']])
    })

    it('are read when a maintenance that was not over has vanished', async () => {
      serveNow({ maintenances: [maintenance()] })
      await pass(0)
      serveNow()
      await pass()
      expect(count(url.past)).to.equal(1)
    })

    it('are not read when an event that was over has vanished', async () => {
      serveNow({ incidents: [resolved], maintenances: [maintenance({ status: 'completed' })] })
      await pass(0)
      serveNow()
      await pass()
      expect(count(url.past)).to.equal(0)
    })

    it('are read again each time an event has vanished', async () => {
      await pass(0)
      for (const id of ['one', 'two']) {
        serveNow({ incidents: [incident({ id })] })
        await pass()
        serveNow()
        await pass()
      }
      expect(count(url.past)).to.equal(2)
    })

    it('do not bring an event back that vanished for good, nor are they asked for it for ever', async () => {
      network.answer(url.past, () => HttpResponse.json([]))
      serveNow({ incidents: [incident()] })
      await pass(0)
      serveNow()
      await pass()
      await pass()
      expect(ids()).to.deep.equal([])
      expect(count(url.past)).to.equal(1)
    })

    it('cost only their own part when they are missing, and that is said', async () => {
      network.answer(url.past, () => new HttpResponse('', { status: 404 }))
      client.loadHistory()
      await pass(0)
      expect(client.state.error).to.equal(undefined)
      expect(problems()).to.deep.equal([{ path: 'past', message: `left out: http 404: ${url.past}` }])
      await pass()
      expect(count(url.past)).to.equal(1)
    })

    it('cost only their own part when they are no JSON', async () => {
      network.answer(url.past, () => HttpResponse.text('<html>'))
      client.loadHistory()
      await pass(0)
      expect(problems()).to.deep.equal([{ path: 'past', message: `left out: not-json: ${url.past}` }])
    })

    it('are tried again at the next poll when the connection failed', async () => {
      network.answer(url.past, () => HttpResponse.error())
      client.loadHistory()
      await pass(0)
      expect(problems()).to.have.lengthOf(1)
      network.answer(url.past, () => HttpResponse.json([resolved]))
      await pass()
      expect(ids()).to.deep.equal(['leak'])
      expect(problems()).to.deep.equal([])
      await pass()
      expect(count(url.past)).to.equal(2)
    })

    it('stay when they can’t be read again', async () => {
      client.loadHistory()
      serveNow({ incidents: [incident({ id: 'draught' })] })
      await pass(0)
      network.answer(url.past, () => HttpResponse.error())
      serveNow()
      await pass()
      expect(ids()).to.deep.equal(['leak'])
      expect(problems()).to.deep.equal([])
    })

    it('are still wanted when they were stopped with the last subscriber', async () => {
      await pass(0)
      client.loadHistory()
      stop()
      stop = client.subscribe(() => told.push([]))
      await toldTimes(2)
      expect(ids()).to.deep.equal(['leak'])
    })

    it('leave an error as it was', async () => {
      await pass(0)
      network.answer(url.now, () => new HttpResponse('', { status: 500 }))
      await pass()
      client.loadHistory()
      await toldTimes(3)
      expect(client.state.error).to.include({ code: 'http' })
      expect(ids()).to.deep.equal(['leak'])
    })
  })

  describe('the optional one', () => {
    it('counts when it is there', async () => {
      network.answer(url.words, () => HttpResponse.text('Acme & Sons'))
      await pass(0)
      expect(client.state.snapshot?.page.name).to.equal('Acme & Sons')
      expect(problems()).to.deep.equal([])
    })

    it('costs only its own part when it is missing, and that is said and then kept', async () => {
      network.answer(url.words, () => new HttpResponse('', { status: 404 }))
      await pass(0)
      expect(client.state.error).to.equal(undefined)
      expect(problems()).to.deep.equal([{ path: 'words', message: `left out: http 404: ${url.words}` }])
      const { snapshot } = client.state
      await pass()
      expect(client.state.snapshot).to.equal(snapshot)
    })

    it('is back when it can be read again', async () => {
      network.answer(url.words, () => HttpResponse.error())
      await pass(0)
      network.answer(url.words, () => HttpResponse.text('Acme & Sons'))
      await pass()
      expect(client.state.snapshot?.page.name).to.equal('Acme & Sons')
      expect(problems()).to.deep.equal([])
    })
  })
})
