import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname
const workerName = 'mockServiceWorker.js'

const readWorker = () => readFile(createRequire(import.meta.url).resolve(`msw/${workerName}`))

/** Serves and ships the worker script that answers for the demo's status page; it stays in its package. */
function mockWorker(): Plugin {
  return {
    name: 'statuspane-demo-worker',
    configureServer({ middlewares }) {
      middlewares.use(`/${workerName}`, (_request, response, next) => {
        readWorker().then((body) => response.setHeader('Content-Type', 'text/javascript').end(body), next)
      })
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: workerName, source: await readWorker() })
    },
  }
}

/** Pages that need no network: the story (`index.html`), all states (`gallery.html`) and all feeds (`feeds.html`). */
export default defineConfig({
  root,
  base: './',
  plugins: [mockWorker()],
  server: { fs: { allow: [join(root, '..')] } },
  build: {
    target: 'es2022',
    outDir: join(root, 'dist'),
    emptyOutDir: true,
    rollupOptions: { input: ['index', 'gallery', 'feeds'].map((name) => join(root, `${name}.html`)) },
  },
})
