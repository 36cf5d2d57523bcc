import { relative } from 'node:path'

/** For node:test: prints failures and what the tests themselves print, and ends with `N passed, N failed`. */
export default async function* nodeReporter(events) {
  let passed = 0
  let failed = 0
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message
    const isTest = data?.details?.type === 'test'
    if (type === 'test:pass' && isTest && !data.skip) passed++
    if (type === 'test:fail' && isTest) {
      failed++
      const { cause = data.details.error } = data.details.error
      yield `✗ ${relative(process.cwd(), data.file ?? '')}: ${data.name}\n${cause.stack ?? cause}\n`
    }
  }
  yield `${passed} passed, ${failed} failed\n`
}
