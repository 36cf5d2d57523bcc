import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { publint } from 'publint'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const bin = (name) => join(root, 'node_modules/.bin', name)
const { name, exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
const entries = Object.keys(exports).map((key) => name + key.slice(1))
const modules = entries.filter((entry) => !/\.(js|json)$/.test(entry))

/** What a failed command had to say. */
const output = ({ stdout, stderr, message }) => assert.fail([message, stdout, stderr].join('\n'))

describe('The package', () => {
  it('is found without fault by publint', async () => {
    const { messages } = await publint({ pkgDir: root, strict: true, pack: 'npm' })
    assert.deepEqual(messages, [])
  })

  it('has types that resolve from every module system, by attw', { timeout: 120_000 }, async () => {
    const files = Object.keys(exports).filter((key) => /\.js(on)?$/.test(key))
    await run(bin('attw'), ['--pack', root, '--profile', 'esm-only', '--exclude-entrypoints', ...files], {
      cwd: root,
    }).catch(output)
  })

  it('holds what is built, and nothing else', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json'], { cwd: root })
    const report = JSON.parse(stdout)
    const paths = (report[0] ?? report[name]).files.map((file) => file.path)
    for (const path of [
      'dist/embed.js',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/custom-elements.json',
      'dist/schema/v1.json',
      'dist/licenses.md',
    ]) {
      assert.ok(paths.includes(path), path)
    }
    const strays = paths.filter(
      (path) => !/^(dist\/(.*\.(js|json|d\.ts)|licenses\.md)|package\.json|README\.md|LICENSE)$/.test(path),
    )
    assert.deepEqual(strays, [])
  })

  for (const entry of entries.filter((it) => it !== `${name}/embed.js`)) {
    it(`gives ${entry} to Node, where there is no page`, async () => {
      const type = entry.endsWith('.json') ? ', { with: { type: "json" } }' : ''
      const code = `const it = await import(${JSON.stringify(entry)}${type})
        if (!Object.keys(it).length) throw new Error('exports nothing')
        for (const name of ['document', 'window', 'HTMLElement']) if (name in globalThis) throw new Error('made a ' + name)`
      await run(process.execPath, ['--input-type=module', '-e', code], { cwd: root }).catch(output)
    })
  }

  for (const [module, moduleResolution] of [
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ]) {
    it(
      `compiles for a strict reader with moduleResolution ${moduleResolution}`,
      { timeout: 60_000 },
      async () => {
        const folder = await mkdtemp(join(tmpdir(), 'statuspane-reader-'))
        try {
          await mkdir(join(folder, 'node_modules'))
          await symlink(root, join(folder, 'node_modules', name), 'junction')
          await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
          await writeFile(join(folder, 'reader.ts'), reader)
          const options = [
            '--strict',
            '--noEmit',
            '--target',
            'es2022',
            '--lib',
            'es2023,dom,dom.iterable',
            '--types',
            '',
          ]
          await run(
            bin('tsc'),
            [...options, '--module', module, '--moduleResolution', moduleResolution, 'reader.ts'],
            { cwd: folder },
          ).catch(output)
        } finally {
          await rm(folder, { recursive: true })
        }
      },
    )
  }
})

const reader = `${modules.map((entry) => `import '${entry}'`).join('\n')}
import { StatuspaneBanner, type StatusSnapshot } from 'statuspane'
import { readStatus, StatusError, type StatusErrorCode, type StatusSnapshot as Snapshot } from 'statuspane/headless'

const banner: StatuspaneBanner = document.createElement('statuspane-banner')
const widget = document.querySelector('statuspane-widget')
const snapshot: StatusSnapshot | undefined = widget?.data
banner.lead = '2h'
banner.addEventListener('statuspane-resize', (event) => event.detail.height.toFixed())
banner.addEventListener('statuspane-error', ({ detail }) => detail.error.code satisfies string)
export const later: Promise<StatusSnapshot> = readStatus('https://status.example.com')
export const codeOf = (error: unknown): StatusErrorCode | undefined => (error instanceof StatusError ? error.code : undefined)
export const snapshotToo: Snapshot | undefined = snapshot
export { snapshot }
`
