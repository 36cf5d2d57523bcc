import { setViewport } from '@web/test-runner-commands'
import { expect } from 'chai'
import { states } from '../../demo/states.ts'
import { deep, textOf } from '../helpers/mount.ts'
import { show } from '../helpers/state.ts'

const widths = [240, 264, 390, 720, 1200]

/** True within what is cut off or scrolls on purpose, or stands in a layer of its own. */
function isFree(element: Element): boolean {
  if (element.closest('.bars svg, .sr, pre, table, [popover]')) return true
  const root = element.getRootNode()
  return root instanceof ShadowRoot && isFree(root.host)
}

describe('every state of every element', () => {
  before(() => setViewport({ width: 1280, height: 800 }))

  for (const state of states.filter(({ invisible }) => !invisible)) {
    it(`${state.id} keeps within ${widths.join(', ')} px`, async () => {
      for (const width of widths) {
        if (state.fixed) await setViewport({ width, height: 800 })
        const element = await show(state, 'light', width)
        expect(element.scrollWidth, `host at ${width}`).to.be.at.most(Math.max(element.clientWidth, width))
        const { left } = state.fixed ? { left: 0 } : element.parentElement?.getBoundingClientRect() ?? { left: 0 }
        for (const inner of deep(element, '*')) {
          if (isFree(inner)) continue
          const rect = inner.getBoundingClientRect()
          if (!rect.width) continue
          const what = `${inner.localName}.${inner.className} "${textOf(inner).slice(0, 40)}" at ${width}`
          expect(rect.left, what).to.be.at.least(left - 0.5)
          expect(rect.right, what).to.be.at.most(left + width + 0.5)
          if (getComputedStyle(inner).overflowX === 'visible' && inner.clientWidth) expect(inner.scrollWidth, what).to.be.at.most(inner.clientWidth + 1)
        }
        element.parentElement?.remove()
      }
      if (state.fixed) await setViewport({ width: 1280, height: 800 })
    })
  }

  for (const width of [264, 1280]) {
    it(`keeps its popover within a window of ${width} px`, async () => {
      await setViewport({ width, height: 800 })
      for (const dir of ['ltr', 'rtl'] as const) {
        for (const state of states.filter(({ id }) => id === 'badge-popup-open')) {
          const element = await show({ ...state, dir }, 'light', width - 20)
          const [popover] = deep(element, '[popover]')
          const { left = -1, right = 9999, top = -1 } = popover?.getBoundingClientRect() ?? {}
          expect(left, dir).to.be.at.least(0)
          expect(right, dir).to.be.at.most(width)
          expect(top, dir).to.be.at.least(element.getBoundingClientRect().bottom)
          expect(popover?.scrollWidth).to.equal(popover?.clientWidth)
        }
      }
    })
  }
})
