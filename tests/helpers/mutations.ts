/** Watches the shadow trees of an element; the result tells what was touched in them since. */
export function changesOf(element: Element): () => string[] {
  const records: MutationRecord[] = []
  const observer = new MutationObserver((list) => records.push(...list))
  const observe = (host: Element) => {
    const { shadowRoot } = host
    if (!shadowRoot) return
    observer.observe(shadowRoot, { subtree: true, childList: true, attributes: true, characterData: true })
    shadowRoot.querySelectorAll('*').forEach(observe)
  }
  observer.observe(element, { attributes: true })
  observe(element)
  return () =>
    [...records, ...observer.takeRecords()].map(({ type, target, attributeName }) => `${type} ${attributeName ?? ''} ${target.nodeName}`)
}
