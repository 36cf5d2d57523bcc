import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { clientFor } from '../../src/client/clients.ts'
import { useNetwork } from '../helpers/msw.ts'
import { snapshot } from './acme.ts'

describe('the client of a feed', () => {
  const network = useNetwork()

  it('is the same for all who ask for that feed', () => {
    const client = clientFor({ feed: 'https://a.test/' })
    expect(clientFor({ feed: 'https://a.test' })).to.equal(client)
    expect(clientFor({ feed: 'https://a.test', provider: 'auto' })).to.equal(client)
    expect(clientFor({ feed: 'https://a.test', provider: undefined, fetch: undefined })).to.equal(client)
  })

  it('is another for another feed, provider, fetch or patience', () => {
    const fetch: typeof globalThis.fetch = () => Promise.reject(new Error('no'))
    const all = [
      clientFor({ feed: 'https://a.test/' }),
      clientFor({ feed: 'https://a.test/b' }),
      clientFor({ feed: 'https://a.test/', provider: 'native' }),
      clientFor({ feed: 'https://a.test/', fetch }),
      clientFor({ feed: 'https://a.test/', timeoutMs: 5 }),
    ]
    expect(new Set(all).size).to.equal(all.length)
    expect(clientFor({ feed: 'https://a.test/', fetch })).to.equal(all[3])
  })

  it('reads a relative address from the page’s own site', async () => {
    const url = new URL('/own/status.json', location.href).href
    const document = { $schema: 'https://x.test/statuspane/v1.json', ...snapshot() }
    network.answer(url, () => HttpResponse.json(document))
    const client = clientFor({ feed: '/own/status.json' })
    expect(clientFor({ feed: url })).to.equal(client)
    await client.refresh()
    expect(client.state.error).to.equal(undefined)
    expect(client.state.snapshot?.page.name).to.equal('Acme')
    expect(network.asked).to.deep.equal([url])
  })

  it('has an error and throws none for an address that is none', async () => {
    const client = clientFor({ feed: 'http://:80' })
    await client.refresh()
    expect(client.state.error).to.include({ code: 'config', reason: 'address' })
    expect(client.state.error?.message).to.equal('"http://:80" is no address of the web')
  })
})
