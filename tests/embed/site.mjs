import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

const dist = join(import.meta.dirname, '../../dist')
const types = { '.js': 'text/javascript', '.json': 'application/json' }

/** What whoever hosts the files has to send with each of them. */
const cors = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }

/** What everything shown in these tests is about. */
export const incidentTitle = 'Mail from large senders arrives late'

/**
 * Three origins on loopback: the host page, the built files as a CDN serves them, and a status page's API.
 * `cdn.failures` counts down requests for chunks that are refused.
 */
export async function openSite() {
  const pages = new Map()
  const cdn = { failures: 0, requested: [] }

  const pageServer = await serve((request, response) => {
    const page = pages.get(request.url)
    if (!page) return response.writeHead(204).end()
    const { headers = {}, parts } = page
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
    const send = ([part, ...rest]) => {
      if (!rest.length) return response.end(part)
      response.write(part)
      setTimeout(send, 300, rest)
    }
    send(parts)
  })

  /** Any first folder serves the same files, as two versions on two addresses would; `latest` is sent to `v1`. */
  const cdnServer = await serve(async (request, response) => {
    const [, folder, path] = request.url.match(/^\/(\w+)\/([\w./-]+)/) ?? []
    if (folder === 'latest') return response.writeHead(302, { ...cors, location: `/v1/${path}` }).end()
    cdn.requested.push(path)
    if (path?.startsWith('assets/') && cdn.failures-- > 0) return response.destroy()
    try {
      const body = await readFile(join(dist, path))
      response.writeHead(200, {
        'content-type': types[extname(path)],
        'cache-control': 'no-store',
        ...cors,
      })
      response.end(body)
    } catch {
      response.writeHead(404).end()
    }
  })

  const feedServer = await serve((request, response) => {
    const document = statusPage[request.url]
    response.writeHead(document ? 200 : 404, {
      'content-type': types['.json'],
      'access-control-allow-origin': '*',
    })
    response.end(JSON.stringify(document))
  })

  return {
    cdn,
    feed: feedServer.origin,
    /** The same in our own format. */
    nativeFeed: `${feedServer.origin}/native.json`,
    cdnOrigin: cdnServer.origin,
    script: `${cdnServer.origin}/v1/embed.js`,
    /** The same files at another address. */
    otherScript: `${cdnServer.origin}/v2/embed.js`,
    /** Adds a page and gives its address; several parts are sent one after the other, with a pause between them. */
    add(parts, headers) {
      const path = `/${pages.size}`
      pages.set(path, { parts: [parts].flat(), headers })
      return pageServer.origin + path
    },
    async close() {
      for (const { server } of [pageServer, cdnServer, feedServer]) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  }
}

async function serve(listener) {
  const server = createServer(listener)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, origin: `http://127.0.0.1:${server.address().port}` }
}

const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString()

const page = {
  id: 'x7k2m9q4w1zt',
  name: 'Northwind Mail',
  url: 'https://status.northwind.example',
  time_zone: 'Etc/UTC',
  updated_at: minutesAgo(4),
}

const incident = {
  id: 'late-mail',
  name: incidentTitle,
  status: 'identified',
  impact: 'major',
  created_at: minutesAgo(40),
  started_at: minutesAgo(40),
  updated_at: minutesAgo(4),
  resolved_at: null,
  shortlink: 'https://status.northwind.example/i/late-mail',
  components: [],
  incident_updates: [
    {
      id: 'u2',
      status: 'identified',
      body: 'A queue is full. We are adding room to it.',
      created_at: minutesAgo(4),
      display_at: minutesAgo(4),
    },
    {
      id: 'u1',
      status: 'investigating',
      body: 'We see late deliveries and look into them.',
      created_at: minutesAgo(40),
      display_at: minutesAgo(40),
    },
  ],
}

const components = [
  { id: 'in', name: 'Incoming mail', status: 'partial_outage', group: false, group_id: null },
  { id: 'web', name: 'Webmail', status: 'operational', group: false, group_id: null },
]

const statusPage = {
  '/api/v2/summary.json': {
    page,
    status: { indicator: 'major', description: 'Partial System Outage' },
    components,
    incidents: [incident],
    scheduled_maintenances: [],
  },
  '/api/v2/incidents.json': { page, incidents: [incident] },
  '/api/v2/scheduled-maintenances.json': { page, scheduled_maintenances: [] },
  '/native.json': {
    $schema: 'https://northwind.example/statuspane/v1.json',
    page: { name: page.name, url: page.url },
    indicator: 'major',
    groups: [],
    components: [{ id: 'in', name: 'Incoming mail', status: 'partial_outage' }],
    incidents: [
      {
        id: incident.id,
        title: incidentTitle,
        status: 'identified',
        impact: 'major',
        startedAt: incident.started_at,
        componentIds: ['in'],
        updates: [
          {
            id: 'u2',
            status: 'identified',
            at: minutesAgo(4),
            format: 'markdown',
            body: '**A queue – “in” –** is full&hellip; [More](https://northwind.example/?a=1&amp;b=2)\n\n|to|do|\n|-|-:|\n|~~wait~~|![graph](https://northwind.example/g.png)|',
          },
          {
            id: 'u1',
            status: 'investigating',
            at: minutesAgo(40),
            format: 'html',
            body: '<p style="color:red" onclick="look()">We <b onfocus>look</b> into it.</p><script>look()</script>',
          },
        ],
      },
    ],
    maintenances: [],
    problems: [],
  },
}
