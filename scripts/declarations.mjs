import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'

/** Type declarations beside the built modules; `.ts` in their imports becomes the `.js` that a reader has. */
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit', shell: process.platform === 'win32' })

for (const file of globSync('dist/**/*.d.ts')) {
  const source = readFileSync(file, 'utf8')
  writeFileSync(file, source.replace(/((?:from|import) ?\(?['"]\.[^'"]*)\.ts(?=['"])/g, '$1.js'))
}
