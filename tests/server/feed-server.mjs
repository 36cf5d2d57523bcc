import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'

/** A status in our own format: what most routes answer. */
export const feed = JSON.stringify({
  $schema: 'https://acme.test/statuspane/v1.json',
  page: { name: 'Acme' },
  indicator: 'none',
  groups: [],
  components: [],
  incidents: [],
  maintenances: [],
  problems: [],
})

const open = { 'Access-Control-Allow-Origin': '*' }
const json = { 'Content-Type': 'application/json' }
const etag = '"one"'
const chunk = Buffer.alloc(256 * 1024, ' ')

let unfolding
const bomb = () => (unfolding ??= gzipSync(Buffer.alloc(50 * 2 ** 20)))

/** How servers answer, by path. What a service worker cannot imitate is here. */
const routes = {
  '/feed.json'(request, response) {
    if (request.headers['if-none-match'] === etag) return response.writeHead(304, { ...open, ETag: etag }).end()
    response.writeHead(200, { ...open, ...json, ETag: etag }).end(feed)
  },
  '/closed.json': (_, response) => response.writeHead(200, json).end(feed),
  '/closed-nosniff.json': (_, response) =>
    response.writeHead(200, { ...json, 'X-Content-Type-Options': 'nosniff' }).end(feed),
  '/gzip.json': (_, response) =>
    response.writeHead(200, { ...open, ...json, 'Content-Encoding': 'gzip' }).end(gzipSync(feed)),
  '/bomb.json': (_, response) =>
    response.writeHead(200, { ...open, ...json, 'Content-Encoding': 'gzip' }).end(bomb()),
  '/utf-16.json': (_, response) =>
    response
      .writeHead(200, { ...open, 'Content-Type': 'application/json;charset=utf-16' })
      .end(Buffer.from(`\ufeff${feed}`, 'utf16le').swap16()),
  '/endless.json'(_, response) {
    response.writeHead(200, { ...open, ...json })
    const fill = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', fill)
    fill()
  },
  '/dripping.json'(_, response) {
    response.writeHead(200, { ...open, ...json })
    const timer = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(timer))
  },
  '/silent.json'() {},
  '/stuck.json': (_, response) => response.writeHead(200, { ...open, ...json }).write(feed.slice(0, 20)),
  '/reset.json': (request) => request.socket.resetAndDestroy(),
  '/cut.json'(request, response) {
    response.writeHead(200, { ...open, ...json, 'Content-Length': feed.length })
    response.write(feed.slice(0, 20), () => request.socket.resetAndDestroy())
  },
  '/busy.json': (_, response) => response.writeHead(503, { ...open, 'Retry-After': '120' }).end(),
  '/busy-exposed.json': (_, response) =>
    response.writeHead(503, { ...open, 'Retry-After': '120', 'Access-Control-Expose-Headers': 'Retry-After' }).end(),
  '/private.json'({ headers }, response) {
    const isKnown = headers.cookie?.includes('session=7')
    response.writeHead(isKnown ? 200 : 401, { ...open, ...json }).end(isKnown ? feed : '')
  },
  '/loop.json': (_, response) => response.writeHead(302, { ...open, Location: '/loop.json' }).end(),
}

/**
 * A server on a free port of the loopback interface. `/to?URL` redirects there; `files` maps further paths to pages.
 * `/moody.json` answers as the path in `state.mood` does, whatever follows its question mark.
 * `log` holds each request as `{ method, url, headers, status, sentBytes, isCutOff }`, from when it is over or cut off.
 */
export async function startFeedServer(files = new Map()) {
  const log = []
  const pending = new Set()
  const waiting = []
  const state = { mood: '/feed.json' }
  const server = createServer((request, response) => {
    const { method, url = '/', headers, socket } = request
    const { pathname, search } = new URL(url, 'http://localhost')
    const before = socket.bytesWritten
    pending.add(url)
    response.on('close', () => {
      const sentBytes = socket.bytesWritten - before
      pending.delete(url)
      log.push({ method, url, headers, status: response.statusCode, sentBytes, isCutOff: !response.writableFinished })
      for (const look of [...waiting]) look()
    })
    const file = files.get(pathname)
    if (file) response.writeHead(200, file.headers).end(file.body)
    else if (pathname === '/to') {
      response.writeHead(302, { ...open, Location: decodeURIComponent(search.slice(1)) }).end()
    } else if (method === 'GET' && pathname === '/moody.json') routes[state.mood](request, response)
    else if (method === 'GET' && routes[pathname]) routes[pathname](request, response)
    else response.writeHead(method === 'GET' ? 404 : 405, open).end()
  })
  const listen = (port) => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address()

  return {
    origin: `http://127.0.0.1:${port}`,
    state,
    log,
    pending,
    /** The requests for a path that are over. */
    of: (path) => log.filter(({ url }) => url === path),
    /** The first entry of the log, from now or before, that passes. */
    async logged(test) {
      for (;;) {
        const entry = log.find(test)
        if (entry) return entry
        await new Promise((resolve) => waiting.push(resolve))
      }
    },
    /** After a stop, at the same address. */
    restart: () => listen(port),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The origin of a server that was there a moment ago. */
export async function refusingOrigin() {
  const server = await startFeedServer()
  await server.stop()
  return server.origin
}
