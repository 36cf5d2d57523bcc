import { expect } from 'chai'
import { mountState, states } from '../../demo/states.ts'
import '../../src/index.ts'
import { findings } from '../helpers/axe.ts'
import { parts, settled } from '../helpers/mount.ts'

describe('the banner in all its states', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const state of states.filter(({ tag }) => tag === 'statuspane-banner')) {
      it(`is accessible: ${state.caption}, ${theme}`, async () => {
        const place = document.createElement('main')
        if (theme === 'dark') place.style.background = '#16181d'
        document.body.append(place)
        try {
          const element = await mountState(state, place, theme)
          if (state.open) await settled(() => parts(element, 'update-body').length)
          for (const animation of element.shadowRoot?.getAnimations() ?? []) animation.finish()
          expect(await findings(element)).to.deep.equal([])
          expect(element.getBoundingClientRect().height > 0).to.equal(!state.invisible)
        } finally {
          place.remove()
        }
      })
    }
  }
})
