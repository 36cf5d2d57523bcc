import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { type StatusClient, statusClient } from '../../src/client/status-client.ts'
import { useClock } from '../helpers/clock.ts'
import { useNetwork } from '../helpers/msw.ts'
import { acme, base, documentOf, url } from './acme.ts'
import { comeBack } from './page.ts'

const minute = 60_000

describe('an optional document that has been read', () => {
  const clock = useClock()
  const network = useNetwork()
  let client: StatusClient

  before(() => import('../../src/client/explain.ts'))
  beforeEach(async () => {
    comeBack()
    network.answer(url.now, () => HttpResponse.json(documentOf()))
    network.answer(url.words, () => HttpResponse.text('Acme in words'))
    client = statusClient({ feed: base }, { near: [acme] }, { random: () => 0.5 })
    await client.refresh()
  })

  const fail = (status: number) => network.answer(url.words, () => new HttpResponse('', { status }))
  const shown = () => [client.state.snapshot?.page.name, client.state.snapshot?.problems]
  const late = [{ path: 'words', message: `shown as it was before: http 403: ${url.words}` }]

  it('is shown as it was while it is refused, which is said once, without news for each poll', async () => {
    fail(403)
    await client.refresh()
    const { snapshot } = client.state
    expect(shown()).to.deep.equal(['Acme in words', late])
    await client.refresh()
    expect(client.state.snapshot).to.equal(snapshot)
  })

  it('is as new as ever when it can be read again', async () => {
    fail(403)
    await client.refresh()
    network.answer(url.words, () => HttpResponse.text('Acme again'))
    await client.refresh()
    expect(shown()).to.deep.equal(['Acme again', []])
  })

  it('is left out after an hour: by then nobody knows', async () => {
    fail(403)
    await client.refresh()
    clock().tick(59 * minute)
    await client.refresh()
    expect(shown()[0]).to.equal('Acme in words')
    clock().tick(minute)
    await client.refresh()
    expect(shown()).to.deep.equal(['Acme', [{ path: 'words', message: `left out: http 403: ${url.words}` }]])
  })

  it('is left out at once when it is gone', async () => {
    fail(404)
    await client.refresh()
    expect(shown()).to.deep.equal(['Acme', [{ path: 'words', message: `left out: http 404: ${url.words}` }]])
  })
})
