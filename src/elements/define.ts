const brand = Symbol.for('statuspane')

/**
 * Registers an element once. Of several versions on a page the first stays, since attributes are the contract
 * between them; a foreign element of that name stays too. Never throws, and does nothing where there is no registry.
 */
export function define(name: string, element: CustomElementConstructor): void {
  try {
    if (customElements.get(name)) return
    customElements.define(name, element)
    Object.defineProperty(element, brand, { value: true })
  } catch {
    // No registry, as in Node, or one that the page has changed.
  }
}
