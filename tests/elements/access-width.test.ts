import { setViewport } from '@web/test-runner-commands'
import { expect } from 'chai'
import { states } from '../../demo/states.ts'
import { box, deep, mount, settled, textOf } from '../helpers/mount.ts'
import { show } from '../helpers/state.ts'
import { component, snapshot } from '../model/make.ts'

const widths = [240, 264, 390, 720, 1200]

/** True within what is cut off or scrolls on purpose, or stands in a layer of its own. */
function isFree(element: Element): boolean {
  if (element.closest('.bars svg, .sr, pre, table, [popover]')) return true
  const root = element.getRootNode()
  return root instanceof ShadowRoot && isFree(root.host)
}

describe('every state of every element', () => {
  beforeEach(() => setViewport({ width: 1280, height: 800 }))
  afterEach(() => {
    document.documentElement.dir = ''
  })

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
    })
  }

  it('keeps long words of the page for a status within 240 px, each on a line of its own before it breaks', async () => {
    const place = box(240)
    const long = 'Results may be up to an hour old'
    const components = [component('a', { statusLabel: long }), component('b', { statusLabel: long.replaceAll(' ', '') })]
    const element = await mount('statuspane-components', { snapshot: snapshot({ components }) }, {}, place)
    expect(deep(element, '.list')[0]?.scrollWidth).to.be.at.most(240)
    const [name, status] = ['.name', '.status'].map((selector) => deep(element, selector)[0]?.getBoundingClientRect())
    expect(status?.top).to.be.at.least(name?.bottom ?? 9999)
  })

  for (const width of [264, 1280]) {
    for (const dir of ['ltr', 'rtl']) {
      it(`keeps each popover under its own badge and within a window of ${width} px that runs ${dir}`, async () => {
        await setViewport({ width, height: 800 })
        document.documentElement.dir = dir
        const place = box(width - 20)
        for (let i = 0; i < 2; i++) {
          const element = await mount('statuspane-badge', { snapshot: snapshot() }, { popup: '' }, place)
          element.expand()
          await settled(() => deep(element, '[part~=headline]').length)
          const badge = element.getBoundingClientRect()
          const popover = deep(element, '[popover]')[0]
          const { left = -1, right = 9999, top = -1 } = popover?.getBoundingClientRect() ?? {}
          expect(left).to.be.at.least(0)
          expect(right).to.be.at.most(width)
          expect(top).to.be.closeTo(badge.bottom + 8, 1)
          if (width > 1000) expect(dir === 'ltr' ? left - badge.left : right - badge.right).to.be.closeTo(0, 1)
          expect(popover?.scrollWidth).to.equal(popover?.clientWidth)
        }
      })
    }
  }
})
