import type { AxeResults, RunOptions } from 'axe-core'
import 'axe-core/axe.min.js'

declare global {
  var axe: { run(context: Element, options: RunOptions): Promise<AxeResults> }
}

// These are about the page around an element, not about the element.
const ofPage = ['region', 'page-has-heading-one', 'landmark-one-main']

/** What axe finds in and under an element, shadow roots included: one line each. */
export async function findings(element: Element): Promise<string[]> {
  const rules = Object.fromEntries(ofPage.map((id) => [id, { enabled: false }]))
  const { violations } = await globalThis.axe.run(element, { rules, resultTypes: ['violations'] })
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary} ${node.html}`))
}
