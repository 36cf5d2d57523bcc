import { env } from 'node:process'
import puppeteer from 'puppeteer-core'
import { build } from 'vite'
import { chromiumFlags, findBrowser } from '../../scripts/find-browser.mjs'

export const isFirefox = env.BROWSER === 'firefox'

export const launch = () =>
  puppeteer.launch(
    isFirefox
      ? { browser: 'firefox', executablePath: findBrowser('firefox'), headless: true }
      : {
          executablePath: findBrowser('chromium'),
          headless: true,
          args: chromiumFlags,
          // Puppeteer would spare itself pages that come back.
          ignoreDefaultArgs: ['--disable-back-forward-cache'],
        },
  )

const html = { 'Content-Type': 'text/html' }

/** The files of a page with the client, for a feed server: `/`, `/strict` which may ask nobody, and their scripts. */
export async function pageFiles() {
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: 'tests/server/page.ts', formats: ['es'], fileName: 'page' } },
  })
  const scripts = output.map(({ fileName, code }) => [
    `/${fileName}`,
    { headers: { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' }, body: code },
  ])
  const body = `<!doctype html><title>Page</title><link rel="icon" href="data:,"><script type="module" src="/${output[0].fileName}"></script>`
  return {
    script: `/${output[0].fileName}`,
    files: new Map([
      ...scripts,
      ['/', { headers: html, body }],
      ['/sandboxed', { headers: html, body }],
      ['/strict', { headers: { ...html, 'Content-Security-Policy': "connect-src 'self'" }, body }],
      ['/back', { headers: html, body: '<!doctype html><script>onload = () => setTimeout(() => history.back(), 300)</script>' }],
    ]),
  }
}
