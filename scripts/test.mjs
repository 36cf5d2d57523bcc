import { spawn } from 'node:child_process'

/**
 * Everything that has to hold, the cheapest first, or only the scripts that are named. One that counts its tests ends
 * with `N passed, N failed`; another is one test.
 */
const everything = ['types', 'lint', 'build', 'unused', 'test:browser', 'test:node']
const [, , ...named] = process.argv
const steps = named.length ? named : everything

let passed = 0
let failed = 0

for (const step of steps) {
  const { code, output } = await run(step)
  const [, good, bad] = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1) ?? []
  const broken = code !== 0 && !Number(bad) ? 1 : 0
  passed += good === undefined ? 1 - broken : Number(good)
  failed += Number(bad ?? 0) + broken
  console.log(
    `${code === 0 ? '✓' : '✗'} ${step}${good === undefined ? '' : `: ${good} passed, ${bad} failed`}`,
  )
}

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0

/** Runs a script of package.json; what it prints is shown, and given back to be counted. */
function run(script) {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(process.execPath, ['--run', script], { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        process.stdout.write(text)
      })
    }
    child.on('close', (code) => resolve({ code, output }))
  })
}
