import { expect } from 'chai'
import { sourceFor } from '../../src/client/source.ts'
import type { StatusError } from '../../src/client/status-error.ts'
import { acme, base, documentOf } from './acme.ts'

const { signal } = new AbortController()

async function readThrough(proxy: string, answer = () => Response.json(documentOf()), provider = 'acme') {
  const asked: string[] = []
  const fetch = async (url: unknown) => {
    asked.push(String(url))
    return String(url).includes('acme.json') ? answer() : new Response('', { status: 404 })
  }
  const read = sourceFor({ feed: `${base}?a=1&b=ü`, proxy, provider, fetch: fetch as typeof globalThis.fetch }, { near: [provider === 'acme' ? acme : { ...acme, match: undefined }] })
  const result = await read('now', signal).catch((error: StatusError) => error)
  return { asked, result }
}

describe('a feed that is read through a proxy', () => {
  it('has the address of each document put in the place of {url}, percent-encoded', async () => {
    const { asked, result } = await readThrough('https://proxy.test/read?url={url}')
    expect(result).to.have.property('page')
    expect(asked).to.deep.equal([
      'https://proxy.test/read?url=https%3A%2F%2Fstatus.acme.test%2Facme.json',
      'https://proxy.test/read?url=https%3A%2F%2Fstatus.acme.test%2Fwords.txt',
    ])
  })

  it('may have it at a path of the page’s own site', async () => {
    const { asked } = await readThrough('/status/{url}')
    expect(asked[0]).to.equal(`${location.origin}/status/https%3A%2F%2Fstatus.acme.test%2Facme.json`)
  })

  it('keeps the feed’s own address for links', async () => {
    const { result } = await readThrough('/status/{url}')
    expect(result).to.have.nested.property('page.url', base)
  })

  it('says what the proxy answered', async () => {
    const { result } = await readThrough('https://proxy.test/{url}', () => new Response('', { status: 502 }))
    expect(result).to.include({ code: 'http', reason: '502', url: 'https://proxy.test/https%3A%2F%2Fstatus.acme.test%2Facme.json' })
  })

  it('is read although it reports ill health, which such reports do with 503', async () => {
    const report = () => Response.json(documentOf(), { status: 503, headers: { 'Content-Type': 'application/health+json' } })
    const { result } = await readThrough('https://proxy.test/{url}', report)
    expect(result).to.have.property('page')
  })

  it('says that its template is no address', async () => {
    const { result } = await readThrough('https://:/{url}')
    expect(result).to.include({ code: 'config', reason: 'proxy' })
    expect(result).to.have.property('hint', 'Write an address with {url} in it, such as https://example.com/read?url={url}.')
  })

  it('says that its template has no place for an address, and asks nobody', async () => {
    for (const provider of ['acme', 'auto']) {
      const { asked, result } = await readThrough('https://proxy.test/', undefined, provider)
      expect(result, provider).to.include({ code: 'config', reason: 'proxy' })
      expect(asked).to.deep.equal([])
    }
  })

  it('says that the proxy lets nobody read it, having asked that of the proxy itself', async () => {
    const asked: unknown[][] = []
    const fetch = async (url: unknown, { mode }: RequestInit = {}) => {
      asked.push([url, mode])
      if (mode !== 'no-cors') throw new TypeError('refused')
      return { ok: false, status: 0, type: 'opaque' } as Response
    }
    const read = sourceFor({ feed: base, proxy: 'https://proxy.test/{url}', provider: 'acme', fetch: fetch as typeof globalThis.fetch }, { near: [acme] })
    const error = await read('now', signal).catch((thrown: StatusError) => thrown)
    const url = 'https://proxy.test/https%3A%2F%2Fstatus.acme.test%2Facme.json'
    expect(error).to.include({ code: 'network', reason: 'cors', url })
    expect(asked.filter(([, mode]) => mode === 'no-cors')).to.deep.equal([[url, 'no-cors']])
  })
})
