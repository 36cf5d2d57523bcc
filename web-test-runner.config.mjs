import { createRequire } from 'node:module'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from 'node:process'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher } from '@web/test-runner-chrome'
import { puppeteerLauncher } from '@web/test-runner-puppeteer'
import { sendKeysPlugin, setViewportPlugin } from '@web/test-runner-commands/plugins'
import { chromiumFlags, findBrowser } from './scripts/find-browser.mjs'
import { countReporter } from './scripts/count-reporter.mjs'
import { fakeTimersPlugin } from './tests/helpers/fake-timers-plugin.mjs'
import { mediaPlugin } from './tests/helpers/media-plugin.mjs'

const require = createRequire(import.meta.url)
const worker = join(require.resolve('msw/package.json'), '../lib/mockServiceWorker.js')
const shared = join(import.meta.dirname, '../shared')

/** Real captures, tested where they are at hand: /shared/ is the folder beside the repository, listings included. */
async function serveShared(context, next) {
  if (!context.path.startsWith('/shared/')) return next()
  const path = join(shared, decodeURIComponent(context.path.slice('/shared/'.length)))
  if (path !== shared && !path.startsWith(shared + '/')) return
  try {
    context.body = context.path.endsWith('/') ? JSON.stringify(await readdir(path)) : await readFile(path)
    context.type = context.path.endsWith('/') ? 'application/json' : 'application/octet-stream'
    context.status = 200
  } catch {
    context.body = '[]'
    context.status = 204
  }
}

async function serveWorker(context, next) {
  if (context.path !== '/mockServiceWorker.js') return next()
  context.body = await readFile(worker, 'utf8')
  context.type = 'text/javascript'
}

const firefox = env.BROWSER === 'firefox'

export default {
  files: ['tests/**/*.test.ts'],
  nodeResolve: { browser: true, exportConditions: ['browser', 'development'] },
  browsers: [
    firefox
      ? puppeteerLauncher({
          launchOptions: { browser: 'firefox', executablePath: findBrowser('firefox'), headless: true },
        })
      : chromeLauncher({
          launchOptions: { executablePath: findBrowser('chromium'), headless: true, args: chromiumFlags },
          // A context of its own keeps each page visible, and its storage and worker to itself.
          createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
        }),
  ],
  // In Firefox a page behind another one is hidden, its timers slow.
  concurrency: firefox ? 1 : 2,
  testFramework: { config: { timeout: 10_000 } },
  testsStartTimeout: 60_000,
  // All payloads in all fields take most of an hour.
  testsFinishTimeout: env.FULL ? 14_400_000 : 300_000,
  middleware: [serveWorker, serveShared],
  plugins: [
    esbuildPlugin({ ts: true, json: true, tsconfig: 'tsconfig.json', target: 'es2022' }),
    ...(firefox ? [] : [mediaPlugin()]),
    fakeTimersPlugin(),
    sendKeysPlugin(),
    setViewportPlugin(),
  ],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [countReporter()],
}
