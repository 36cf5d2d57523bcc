import { build } from 'vite'

const path = '/node_modules/@sinonjs/fake-timers/src/fake-timers-src.js'

/** Serves @sinonjs/fake-timers, which is CommonJS only, as a module. */
export function fakeTimersPlugin() {
  let code
  return {
    name: 'fake-timers',
    async serve(context) {
      if (context.path !== path) return
      code ??= bundle()
      return { body: await code, type: 'js' }
    },
  }
}

async function bundle() {
  const [result] = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry: `.${path}`, formats: ['es'], fileName: 'fake-timers' } },
  })
  return result.output[0].code
}
