/** The nearest language in the page, through shadow roots, else the browser's. */
export function nearestLang(element: Element): string {
  let node: Node | undefined = element
  while (node) {
    const near: Element | null = node instanceof Element ? node.closest('[lang]') : null
    const lang = near?.getAttribute('lang')
    if (lang) return lang
    const root: Node = (near ?? node).getRootNode()
    node = root instanceof ShadowRoot ? root.host : undefined
  }
  return navigator.language
}
