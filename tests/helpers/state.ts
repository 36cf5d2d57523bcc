import '../../src/index.ts'
import { mountState, type State } from '../../demo/states.ts'
import { box, deep, settled } from './mount.ts'

/** A state of the gallery in a box that is gone after the test; settles once all in it is shown and stands still. */
export async function show(state: State, theme: 'light' | 'dark' = 'light', widthPx = 800): Promise<Element> {
  const place = box(widthPx)
  place.style.cssText += `background: ${theme === 'dark' ? '#0f1216' : '#fff'}; color-scheme: ${theme}`
  const element = await mountState(state, place, theme)
  const { fetch, open, tag } = state
  if (fetch && state.id.endsWith('failed')) await settled(() => 'error' in element && element.error)
  if (open) await settled(() => deep(element, tag === 'statuspane-badge' ? '[part~=footer]' : '[part~=update]').length)
  await element.updateComplete
  for (const inner of deep(element, '*')) for (const animation of inner.getAnimations()) animation.finish()
  return element
}
