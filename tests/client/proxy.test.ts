import { expect } from 'chai'
import { sourceFor } from '../../src/client/feed-source.ts'
import type { StatusError } from '../../src/client/status-error.ts'
import { acme, base, documentOf } from './acme.ts'

const { signal } = new AbortController()

async function readThrough(proxy: string, answer = () => Response.json(documentOf())) {
  const asked: string[] = []
  const fetch = async (url: unknown) => {
    asked.push(String(url))
    return String(url).includes('acme.json') ? answer() : new Response('', { status: 404 })
  }
  const read = sourceFor({ feed: `${base}?a=1&b=ü`, proxy, provider: 'acme', fetch: fetch as typeof globalThis.fetch }, { near: [acme] })
  const result = await read('now', undefined, signal).catch((error: StatusError) => error)
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

  it('says that its template is no address', async () => {
    const { result } = await readThrough('https://:/{url}')
    expect(result).to.include({ code: 'config', reason: 'proxy' })
    expect(result).to.have.property('hint', 'Write an address with {url} in it, such as https://example.com/read?url={url}.')
  })
})
