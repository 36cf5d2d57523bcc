import '../../src/index.ts'

type Tag = 'statuspane-banner' | 'statuspane-widget' | 'statuspane-components' | 'statuspane-timeline' | 'statuspane-badge'

/** Midday in Berlin, on the day on which tests/model/make.ts plays. */
const fixed = { now: '2026-05-04T10:00:00Z', 'time-zone': 'Europe/Berlin', lang: 'en-GB', storage: 'none' }

const mounted = new Set<Element>()
afterEach(() => {
  for (const element of mounted) element.remove()
  mounted.clear()
})

/** Puts an element into the page for one test, and settles once it is shown. Clock, zone and language stand still. */
export async function mount<Name extends Tag>(
  tag: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  attributes: Readonly<Record<string, string>> = {},
  parent: Element = document.body,
): Promise<HTMLElementTagNameMap[Name]> {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries({ ...fixed, ...attributes })) element.setAttribute(name, value)
  Object.assign(element, properties)
  mounted.add(element)
  parent.append(element)
  await element.updateComplete
  return element
}

/** A box of a given width that is gone after the test. */
export function box(inlineSizePx: number): HTMLElement {
  const element = document.createElement('div')
  element.style.inlineSize = `${inlineSizePx}px`
  document.body.append(element)
  mounted.add(element)
  return element
}

/** All elements under `root` that match, those in the shadow roots within it too. */
export function deep(root: Element | ShadowRoot, selector: string): HTMLElement[] {
  const scope = root instanceof Element ? (root.shadowRoot ?? root) : root
  return Array.from(scope.querySelectorAll<HTMLElement>('*')).flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? deep(element.shadowRoot, selector) : []),
  ])
}

export const parts = (root: Element, name: string): HTMLElement[] => deep(root, `[part~="${name}"]`)

/** Its words, with single spaces. */
export const textOf = (node: Node | null | undefined): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim()

export const texts = (root: Element, name: string): string[] => parts(root, name).map(textOf)

/** Until something that no promise tells of is there; what never comes makes the test run out of time. */
export async function settled(isThere: () => unknown): Promise<void> {
  // Not by frames: a page behind another one has none.
  while (!isThere()) {
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = resolve
      port2.postMessage('')
    })
  }
}
