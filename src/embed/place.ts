import { warn } from './warn.ts'

/** Where an element belongs, asked again after each navigation. */
export interface Place {
  /** The node that is to hold it; null while there is none. */
  home(): Element | null
  insert(home: Element, element: Element): void
  /** Which changes of the page may have taken it away: of the body's own children, anywhere, or none. */
  watch: 'body' | 'all' | 'none'
}

const firstInBody: Place = {
  home: () => document.body,
  insert: (home, element) => home.prepend(element),
  watch: 'body',
}

/** Runs when the whole page has been parsed. */
export function onceParsed(run: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', run, { once: true })
  else run()
}

/** The place that `data-target` names: `here`, a selector, or first in the body. */
export function placeOf(tag: HTMLScriptElement, target: string | undefined): Place {
  if (target === 'here' && document.body.contains(tag)) {
    return { home: () => tag.parentElement, insert: (_, element) => tag.after(element), watch: 'none' }
  }
  if (!target || target === 'here') return firstInBody
  try {
    document.querySelector(target)
  } catch {
    warn(`data-target="${target}": write "here" or a CSS selector`)
    return firstInBody
  }
  const home = () => document.querySelector(target)
  onceParsed(() => home() ?? warn(`data-target="${target}" is not in the page (yet)`))
  return { home, insert: (it, element) => it.append(element), watch: 'all' }
}

/** What an element writes on itself, and so says nothing of how it was asked for. */
const reflected = ['indicator', 'position', 'theme']

/**
 * Puts the element into its place, and again when a client-side navigation took it away. What the page removes
 * without going anywhere stays removed. An equal element that already stands there is taken instead.
 */
export function keepPlaced(element: HTMLElement, { home, insert, watch }: Place): void {
  const { localName } = element
  const settings = new Map([...element.attributes].map(({ name, value }) => [name, value]))
  let current: Element = element
  let lastHome: Element | null = null
  let lastAddress = ''

  const isTwin = (child: Element) =>
    child.localName === localName &&
    [...settings].every(([name, value]) => child.getAttribute(name) === value) &&
    [...child.attributes].every(({ name }) => settings.has(name) || reflected.includes(name))

  function put(): void {
    if (current.isConnected) return
    const next = home()
    if (!next) return
    const isEmptied = watch === 'body' && !next.childElementCount
    if (next === lastHome && !isEmptied && location.href === lastAddress) return
    lastHome = next
    lastAddress = location.href
    const twin = [...next.children].find(isTwin)
    if (twin) current = twin
    else insert(next, current)
    observe()
  }

  const observer = new MutationObserver(put)

  /** A new body has to be watched anew; watching a node twice changes nothing. */
  function observe(): void {
    if (watch === 'none') return
    observer.observe(document.documentElement, { childList: true, subtree: watch === 'all' })
    if (watch === 'body') observer.observe(document.body, { childList: true })
  }

  put()
  observe()
}
