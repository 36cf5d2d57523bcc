import { expect } from 'chai'
import { sourceFor } from '../../src/client/source.ts'
import { shelf } from '../../src/client/shelf.ts'
import { has, type CatalogueEntry } from '../../src/feeds/feed.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { snapshot } from '../model/make.ts'
import { documentOf, acme as entry } from './acme.ts'

const first = 'https://status.acme.test/'
const second = 'https://mirror.test/acme.json'
const third = 'https://third.test/copy.json'

/** A native document, recognised whatever the provider. */
const copy = (name: string) => ({ $schema: 'https://x.test/statuspane/v1.json', ...snapshot({ page: { name } }) })

/** A network of documents by address, which may change from read to read. */
function network(documents: Record<string, object | number>) {
  const asked: string[] = []
  const fetch = async (url: unknown) => {
    asked.push(String(url))
    const answer = documents[String(url)] ?? 404
    return typeof answer === 'number' ? new Response('', { status: answer }) : Response.json(answer)
  }
  return { asked, documents, fetch: fetch as typeof globalThis.fetch }
}

const { signal } = new AbortController()

describe('a feed with fallbacks', () => {
  const create = (documents: Record<string, object | number>, { provider = 'auto', fallback = [second, third] } = {}) => {
    const net = network(documents)
    const acme: CatalogueEntry = { ...entry, recognise: has('acme') }
    const lookup = { ...shelf, near: [acme, ...shelf.near], all: async () => [acme, ...((await shelf.all?.()) ?? [])] }
    return { ...net, read: sourceFor({ feed: first, provider, fallback, fetch: net.fetch }, lookup) }
  }
  const nameOf = ({ page }: StatusSnapshot) => page.name

  it('is read at its own address while that can be read, and no other is asked', async () => {
    const { read, asked } = create({ [`${first}acme.json`]: documentOf(), [second]: copy('Mirror') })
    expect(nameOf(await read('now', signal))).to.equal('Acme')
    expect(asked.filter((url) => !url.startsWith(first))).to.deep.equal([])
  })

  it('is read at the first fallback that can be read, in order', async () => {
    const { read } = create({ [`${first}acme.json`]: 503, [second]: 500, [third]: copy('Third') })
    expect(nameOf(await read('now', signal))).to.equal('Third')
  })

  it('is tried at its own address again at each poll', async () => {
    const { read, documents, asked } = create({ [`${first}acme.json`]: 503, [second]: copy('Mirror') })
    await read('now', signal)
    documents[`${first}acme.json`] = documentOf()
    asked.length = 0
    expect(nameOf(await read('now', signal))).to.equal('Acme')
    expect(asked).not.to.include(second)
  })

  it('may have a copy in our own format as its fallback although the provider is named', async () => {
    const { read } = create({ [`${first}acme.json`]: 503, [second]: copy('Mirror') }, { provider: 'acme', fallback: [second] })
    expect(nameOf(await read('now', signal))).to.equal('Mirror')
  })

  it('fails with the error of its own address when none can be read', async () => {
    const { read } = create({ [`${first}acme.json`]: 503, [second]: 500 }, { fallback: [second] })
    const error = await read('now', signal).catch((thrown) => thrown)
    expect(error).to.include({ code: 'http', reason: '503', url: `${first}acme.json` })
  })

  it('is asked for once at each address when none can be read', async () => {
    const { read, asked } = create({ [`${first}acme.json`]: 503, [second]: 500 }, { fallback: [second] })
    await read('now', signal).catch(() => {})
    expect(asked.filter((url) => url === second)).to.have.lengthOf(1)
  })

  it('says of a provider that is none before it reads a fallback', async () => {
    const { read, asked } = create({ [second]: copy('Mirror') }, { provider: 'nobody', fallback: [second] })
    const error = await read('now', signal).catch((thrown) => thrown)
    expect(error).to.include({ code: 'config', reason: 'provider' })
    expect(asked).to.deep.equal([])
  })

  it('may have a copy in our own format as its fallback although a mapping is given', async () => {
    const net = network({ [`${first}own.json`]: 503, [second]: copy('Mirror') })
    const mapping = { page: { name: "'Own'" }, components: { each: 'services', id: 'key' } }
    const read = sourceFor({ feed: `${first}own.json`, mapping, fallback: [second], fetch: net.fetch }, shelf)
    expect(nameOf(await read('now', signal))).to.equal('Mirror')
  })

  it('has its past read where its present came from', async () => {
    const { read, asked } = create({ [`${first}acme.json`]: 503, [second]: copy('Mirror') })
    await read('now', signal)
    asked.length = 0
    expect(nameOf(await read('history', signal))).to.equal('Mirror')
    expect(asked.filter((url) => url.startsWith(first))).to.deep.equal([])
  })
})
