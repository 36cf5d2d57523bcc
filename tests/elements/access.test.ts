import { expect } from 'chai'
import { states } from '../../demo/states.ts'
import { findings } from '../helpers/axe.ts'
import { deep, textOf } from '../helpers/mount.ts'
import { show } from '../helpers/state.ts'

const references = ['aria-controls', 'aria-labelledby', 'aria-describedby', 'aria-details', 'aria-owns', 'popovertarget', 'for']

const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true })

describe('every state of every element', () => {
  for (const state of states) {
    describe(`${state.id} (${state.caption})`, () => {
      for (const [theme, dir] of [['light', 'ltr'], ['dark', 'rtl']] as const) {
        it(`has no finding of axe, ${theme} and ${dir}`, async () => {
          expect(await findings(await show(dir === 'rtl' ? { ...state, dir } : state, theme))).to.deep.equal([])
        })
      }

      it('refers only to what is there, and gives each id once', async () => {
        const element = await show(state)
        for (const inner of deep(element, '*')) {
          const root = inner.getRootNode() as ShadowRoot
          const ids = references.flatMap((name) => inner.getAttribute(name)?.split(/\s+/) ?? [])
          for (const id of ids) expect(root.getElementById(id), `${inner.localName} ${id}`).not.to.equal(null)
          if (inner.id) expect(root.querySelectorAll(`[id="${CSS.escape(inner.id)}"]`)).to.have.lengthOf(1)
        }
      })

      it('has headings that skip no level, and all with words', async () => {
        const element = await show(state)
        const headings = deep(element, 'h1,h2,h3,h4,h5,h6').filter(isSeen)
        let last = 4
        for (const heading of headings) {
          const level = Number(heading.localName[1])
          expect(level, textOf(heading)).to.be.within(4, last + 1)
          expect(textOf(heading)).not.to.equal('')
          last = level
        }
      })

      it('has nothing to press that is smaller than 24 px, but for links in a sentence', async () => {
        const element = await show(state, 'light', 264)
        for (const target of deep(element, 'button, a, [tabindex]').filter(isSeen)) {
          const { width, height } = target.getBoundingClientRect()
          const isInline = getComputedStyle(target).display === 'inline'
          expect(isInline || Math.min(width, height) >= 24, `${target.localName} "${textOf(target)}" ${width} × ${height}`).to.equal(true)
        }
      })
    })
  }
})
