import { relative } from 'node:path'

/** Prints failures as they come, each browser log line of a failed file, and ends with `N passed, N failed`. */
export function countReporter() {
  return {
    reportTestFileResults({ sessionsForTestFile }) {
      for (const session of sessionsForTestFile) {
        const file = relative(process.cwd(), session.testFile ?? '')
        for (const { name, error } of failuresOf(session.testResults)) {
          console.error(`✗ ${file}: ${name}\n  ${error?.message ?? ''}\n${indent(error?.stack)}`)
          if (error?.expected !== undefined) console.error(`  expected ${error.expected}\n  actual   ${error.actual}`)
        }
        for (const error of session.errors) console.error(`✗ ${file}: ${error.message}\n${indent(error.stack)}`)
        for (const request of session.request404s) console.error(`✗ ${file}: 404 for ${request}`)
        for (const log of session.logs) console.error(`  ${file} logged:`, ...log)
      }
    },
    onTestRunFinished({ sessions }) {
      const results = sessions.flatMap((session) => [...testsOf(session.testResults)])
      const broken = sessions.filter((s) => s.errors.length || (!s.passed && !failuresOf(s.testResults).length)).length
      const skipped = results.filter((t) => t.skipped).length
      const passed = results.filter((t) => t.passed && !t.skipped).length
      const failed = results.length - passed - skipped + broken
      console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
    },
  }
}

function* testsOf(suite, prefix = '') {
  if (!suite) return
  for (const test of suite.tests) yield { ...test, name: `${prefix}${test.name}` }
  for (const child of suite.suites) yield* testsOf(child, `${prefix}${child.name} › `)
}

const failuresOf = (suite) => [...testsOf(suite)].filter((test) => !test.passed && !test.skipped)

const indent = (text = '') => text.replace(/^/gm, '    ')
