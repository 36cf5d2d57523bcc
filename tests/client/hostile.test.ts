import { expect } from 'chai'
import fc from 'fast-check'
import { statusClient } from '../../src/client/status-client.ts'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { acme, documentOf, incident, maintenance } from './acme.ts'

const feed = 'https://status.acme.test/'
const codes = ['config', 'network', 'timeout', 'http', 'too-large', 'not-json', 'unrecognised', 'invalid']
const providers = catalogue.map(({ id }) => id)

/** What may come over a network. */
const response = fc.oneof(
  fc.json({ maxDepth: 4 }).map((text) => new Response(text)),
  fc.string({ unit: 'binary' }).map((text) => new Response(text)),
  fc.uint8Array().map((bytes) => new Response(new Uint8Array(bytes))),
  fc.integer({ min: 400, max: 599 }).map((status) => new Response('', { status, headers: { 'Retry-After': '1' } })),
  fc.constant(undefined),
  fc.anything(),
)

/** A good document with one value in it replaced by another. */
const damaged = fc
  .tuple(fc.nat(), fc.jsonValue({ maxDepth: 2 }))
  .map(([place, value]) => {
    const document = documentOf({ incidents: [incident()], maintenances: [maintenance()] })
    let at = place % 30
    const text = JSON.stringify({ ...document, $schema: 'https://x.test/statuspane/v1.json' }, (key, old: unknown) =>
      key && at-- === 0 ? value : old,
    )
    return new Response(text)
  })

describe('whatever a feed answers', () => {
  const surprises: unknown[] = []
  const note = (event: Event) => surprises.push(event)
  beforeEach(() => {
    surprises.length = 0
    addEventListener('unhandledrejection', note)
    addEventListener('error', note)
  })
  afterEach(() => {
    removeEventListener('unhandledrejection', note)
    removeEventListener('error', note)
  })

  const holds = (answers: fc.Arbitrary<unknown>, provider: fc.Arbitrary<string>) =>
    fc.assert(
      fc.asyncProperty(fc.array(answers, { minLength: 1, maxLength: 8 }), provider, async (queue, id) => {
        const answer = async () => {
          const next = queue.length > 1 ? queue.shift() : queue[0]
          return (next instanceof Response ? next.clone() : next) as Response
        }
        const client = statusClient({ feed, provider: id, fetch: answer }, { near: [...catalogue, acme] })
        const stop = client.subscribe(() => {})
        client.loadHistory()
        let shown = client.state.snapshot
        for (let i = 0; i < 3; i++) {
          await client.refresh()
          const { snapshot, error } = client.state
          if (error) expect(codes).to.include(error.code)
          expect(snapshot ?? error).not.to.equal(undefined)
          expect(!shown || snapshot).to.be.ok
          shown = snapshot
        }
        stop()
      }),
      { numRuns: 150 },
    )

  it('a client ends with a snapshot or an error, and never loses what it had', async () => {
    await holds(response, fc.constantFrom('auto', 'acme', ...providers))
    expect(surprises).to.deep.equal([])
  })

  it('a client bears a good document with a bad part', async () => {
    await holds(damaged, fc.constantFrom('acme', 'native'))
    expect(surprises).to.deep.equal([])
  })
})
