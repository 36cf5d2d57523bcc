import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { now } from './snapshots.ts'
import type { State } from './state.ts'

/** What all elements have in common, as far as a state needs it. */
interface StatusElement extends HTMLElement {
  snapshot: StatusSnapshot | undefined
  fetch: typeof fetch | undefined
  readonly updateComplete: Promise<boolean>
  expand?(): void
}

/** Puts one state into `parent` and settles once it is shown. The elements must have been defined. */
export async function mountState(
  state: State,
  parent: Element,
  theme: 'auto' | 'light' | 'dark' = 'auto',
): Promise<StatusElement> {
  const element = document.createElement(state.tag) as StatusElement
  const attributes = {
    theme,
    now,
    'time-zone': 'page',
    storage: 'none',
    'heading-level': '4',
    ...(state.fetch ? { feed: `https://${state.id}.larkfield.example`, provider: 'statuspage', refresh: '0' } : {}),
    ...state.attributes,
  }
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  if (state.dir) element.dir = state.dir
  element.fetch = state.fetch
  element.snapshot = state.before?.snapshot ?? state.snapshot
  if (state.before) element.setAttribute('now', state.before.now)
  parent.append(element)
  await element.updateComplete
  if (state.before) {
    element.snapshot = state.snapshot
    element.setAttribute('now', now)
    await element.updateComplete
  }
  if (state.open) {
    element.expand?.()
    await element.updateComplete
  }
  return element
}
