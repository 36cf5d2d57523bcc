import { expect } from 'chai'
import { explain, type Reach } from '../../src/client/explain.ts'
import { StatusError, type StatusErrorCode, type StatusErrorDetails } from '../../src/client/status-error.ts'

const url = 'https://status.acme.test/summary.json'
const { signal } = new AbortController()
const never: typeof fetch = () => Promise.reject(new TypeError('no network'))

const explained = (code: StatusErrorCode, details: StatusErrorDetails = {}, fetch = never, reach: Reach = {}) =>
  explain(new StatusError(code, 'it failed', { url, ...details }), reach, { signal, fetch })

describe('an error says in one sentence what a site owner can do', () => {
  const cases: [StatusErrorCode, StatusErrorDetails, RegExp][] = [
    ['config', { reason: 'address' }, /^Write the address .* https:\/\/status\.example\.com\.$/],
    ['config', { reason: 'provider', cause: { given: 'acne', known: ['native', 'statuspage'] } }, /^Leave provider out, or use one of: native, statuspage\.$/],
    ['config', { reason: 'provider', cause: { given: 'Status-Page', known: ['native', 'statuspage'] } }, /^Write provider="statuspage", or use one of: native, statuspage\.$/],
    ['config', { reason: 'document', cause: new Error('Give the URL of the page’s JSON: https://x.test/json/ID') }, /^Give the URL of the page’s JSON: https:\/\/x\.test\/json\/ID\.$/],
    ['config', { reason: 'mapping', cause: new Error('There is no id') }, /^In the mapping: There is no id\.$/],
    ['config', { reason: 'proxy' }, /\{url\}/],
    ['network', { reason: 'unreachable' }, /connect-src/],
    ['network', { reason: 'offline' }, /offline/],
    ['timeout', {}, /slow/],
    ['http', { reason: '404' }, /check the address/],
    ['http', { reason: '410' }, /check the address/],
    ['http', { reason: '401' }, /not public/],
    ['http', { reason: '403' }, /not public/],
    ['http', { reason: '503' }, /asked again/],
    ['too-large', {}, /5 MiB/],
    ['not-json', { cause: ' <!DOCTYPE html><p>' }, /^Saw an HTML page instead/],
    ['not-json', { cause: '<html lang="en">' }, /^Saw an HTML page instead/],
    ['not-json', { cause: '<rss>' }, /^Saw XML instead/],
    ['not-json', { cause: '\n' }, /^Saw an empty document instead/],
    ['not-json', { cause: 'Your page is inactive' }, /^Saw text instead/],
    ['not-json', { cause: '{"page": ' }, /^Saw broken JSON instead/],
    ['unrecognised', { cause: [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }] }, /^Saw JSON with a, b, c, d, e: describe it in a mapping, or set provider\.$/],
    ['unrecognised', { cause: ['<html>', { a: 1 }] }, /^Saw an HTML page; JSON with a: set provider, .* table of feeds/],
    ['unrecognised', { cause: [new StatusError('http', 'x', { reason: '404', url: 'https://proxy.test/read?url=1' })] }, /^Saw 404 through proxy: check that it answers/],
    ['unrecognised', { cause: [{}, [], null, 7] }, /^Saw JSON with nothing in it; text: /],
    ['unrecognised', { cause: [new StatusError('http', 'x', { reason: '404' }), '<html>'] }, /^Saw 404; an HTML page: /],
    ['invalid', {}, /provider/],
  ]
  for (const [code, details, hint] of cases) {
    it(`${code} ${details.reason ?? JSON.stringify(details.cause) ?? ''}`, async () => {
      const told = await explained(code, details)
      expect(told.hint).to.match(hint).and.to.match(/^[A-Z][^\n]*\.$/)
      expect(told.message).not.to.equal('it failed')
      expect(told).to.include({ code, url, reason: details.reason })
    })
  }

  it('and names the word that is no provider', async () => {
    const told = await explained('config', { reason: 'provider', cause: { given: 'acne', known: [] } })
    expect(told.message).to.equal('provider="acne" is none that is known')
  })
})

describe('of a provider that is known, an error says', () => {
  const hint = async (code: StatusErrorCode, details: StatusErrorDetails) => (await explained(code, details, never, { provider: 'Acme' })).hint

  it('that the page is not public', async () => {
    expect(await hint('http', { reason: '401' })).to.equal('This page of Acme is not public: read it through your own site.')
  })
  it('that what is missing may be another’s', async () => {
    expect(await hint('http', { reason: '404' })).to.equal('Nothing is there: check the address, and whether it is a page of Acme.')
  })
  it('nothing where that is the page’s own mapping', async () => {
    const own = async (code: StatusErrorCode, details: StatusErrorDetails) => (await explained(code, details, never, { provider: 'mapping' })).hint
    expect(await own('http', { reason: '404' })).to.equal('Nothing is there: check the address.')
    expect(await own('http', { reason: '401' })).to.equal('It is not public: read it through your own site.')
    expect(await own('not-json', { cause: '<html>' })).to.equal('Saw an HTML page instead: give the URL of the JSON that the mapping reads.')
  })
  it('which expression of a mapping gave what', async () => {
    const told = await explained('invalid', { cause: new Error('components.each "a" gave nothing') }, never, { provider: 'mapping' })
    expect(told.hint).to.equal('In the mapping: components.each "a" gave nothing.')
  })
  it('what was seen instead of its document', async () => {
    expect(await hint('not-json', { cause: '<!doctype html><title>Log in</title>' })).to.equal(
      'Saw an HTML page instead of a document of Acme: the page is private, has moved, or is another provider’s.',
    )
  })
})

describe('a slip of the pen is told as such:', () => {
  const cases: [string, StatusErrorCode, string, RegExp][] = [
    ['a host without its scheme', 'http', '/status.acme.test', /^Write the whole address, https:\/\/status\.acme\.test: /],
    ['one beneath the page, with a path', 'unrecognised', '/shop/status.acme.test/history', /^Write the whole address, https:\/\/status\.acme\.test: /],
    ['a comma between addresses', 'network', 'https://status.acme.test,/', /spaces between, and no commas\.$/],
    ['but no document of the page’s own site', 'http', '/status/feed.v1.json', /^Nothing is there/],
    ['nor a path of another site', 'http', 'https://acme.test/status.acme.test', /^Nothing is there/],
  ]
  for (const [title, code, address, hint] of cases) {
    it(title, async () => {
      const { href } = new URL(address, location.origin)
      expect((await explained(code, { url: href, reason: code === 'network' ? 'unreachable' : '404', cause: [] })).hint).to.match(hint)
    })
  }
})

describe('of a page that is known and not read, an error says what to give instead', () => {
  const hint = async (address: string, code: StatusErrorCode = 'unrecognised') => (await explained(code, { url: address, reason: '404', cause: [] })).hint

  it('another document of it', async () => {
    expect(await hint('https://shop.cronitorstatus.com/')).to.equal('Cronitor has no JSON: give the URL of its RSS history, https://shop.cronitorstatus.com/history/rss.')
    expect(await hint('https://shop.hund.io/', 'http')).to.equal('Hund has no document that can be polled: give the URL of its Atom history, https://shop.hund.io/state_feed/feed.')
  })
  it('or a snapshot of one’s own', async () => {
    expect(await hint('https://shop.statushub.io/')).to.equal('This provider has no public feed: publish a snapshot in the native format.')
  })
  it('but not of a host that merely ends alike', async () => {
    expect(await hint('https://nothund.io/')).to.match(/set provider/)
  })
})

describe('a server that cannot be reached', () => {
  const answering = (asked: unknown[]): typeof fetch => async (...args) => {
    asked.push(args)
    return new Response()
  }
  const unreachable = { reason: 'unreachable' }

  it('forbids other sites to read it when it answers who does not read: reason cors, and three ways out', async () => {
    const asked: unknown[][] = []
    const told = await explained('network', unreachable, answering(asked))
    expect(told.reason).to.equal('cors')
    expect(told.hint).to.match(/own site/).and.to.match(/proxy/).and.to.match(/snapshot/)
    expect(asked).to.have.lengthOf(1)
    expect(asked[0]?.[0]).to.equal(url)
    expect(asked[0]?.[1]).to.include({ mode: 'no-cors' })
  })

  it('is down when it does not answer either', async () => {
    expect((await explained('network', unreachable)).reason).to.equal('unreachable')
  })

  it('is asked that once', async () => {
    const asked: unknown[] = []
    const reach: Reach = {}
    for (let i = 0; i < 3; i++) {
      expect((await explained('network', unreachable, answering(asked), reach)).reason).to.equal('cors')
    }
    expect(asked).to.have.lengthOf(1)
  })

  it('is not asked when it was read before, when it is our own, when we are offline, or when it answered', async () => {
    const asked: unknown[] = []
    await explained('network', unreachable, answering(asked), { isRefused: false })
    await explained('network', { ...unreachable, url: location.href }, answering(asked))
    await explained('network', { reason: 'offline' }, answering(asked))
    await explained('http', { reason: '503' }, answering(asked))
    expect(asked).to.deep.equal([])
  })
})

describe('the time a server wants to be left alone', () => {
  const after = async (cause: unknown) => (await explained('http', { reason: '503', cause })).retryAfterMs

  const cases: [unknown, number | undefined][] = [
    ['120', 120_000],
    ['0', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['Fri, 31 Dec 1999 23:59:59 GMT', undefined],
  ]
  for (const [value, ms] of cases) {
    it(`"${value}" is ${ms} ms`, async () => expect(await after(value)).to.equal(ms))
  }

  it('may be a date', async () => {
    expect(await after(new Date(Date.now() + 90_000).toUTCString())).to.be.within(80_000, 90_000)
  })
})
