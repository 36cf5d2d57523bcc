import { executeServerCommand } from '@web/test-runner-commands'
import { expect } from 'chai'
import { states } from '../../demo/states.ts'
import { deep } from '../helpers/mount.ts'
import { show } from '../helpers/state.ts'

// Only Chromium's protocol can pretend a reader's preferences.
const inChromium = navigator.userAgent.includes('Firefox') ? describe.skip : describe

const prefer = (features: Record<string, string>) => executeServerCommand('media', features)

inChromium('under forced colours', () => {
  before(() => prefer({ 'forced-colors': 'active' }))
  after(() => prefer({}))

  it('is what this browser now has', () => expect(matchMedia('(forced-colors: active)').matches).to.equal(true))

  for (const state of states.filter(({ invisible }) => !invisible)) {
    it(`${state.id} has shapes and bars that stand out`, async () => {
      const element = await show(state)
      const canvas = colourOf('Canvas', element)
      for (const icon of deep(element, '.icon')) expect(getComputedStyle(icon).color).not.to.equal(canvas)
      for (const stroke of deep(element, '.icon [stroke^=var]')) expect(getComputedStyle(stroke).stroke).to.equal(canvas)
      for (const bar of deep(element, '.bars path')) expect(getComputedStyle(bar).stroke).not.to.equal(canvas)
    })
  }

  it('each button has an edge', async () => {
    for (const state of states.filter(({ open }) => open)) {
      for (const button of deep(await show(state), 'button')) {
        expect(getComputedStyle(button).borderTopStyle, `${state.id} ${button.className}`).to.equal('solid')
      }
    }
  })
})

inChromium('under reduced motion', () => {
  before(() => prefer({ 'prefers-reduced-motion': 'reduce' }))
  after(() => prefer({}))

  it('is what this browser now has', () => expect(matchMedia('(prefers-reduced-motion: reduce)').matches).to.equal(true))

  for (const state of states) {
    it(`${state.id} stands still`, async () => {
      for (const inner of deep(await show(state), '*')) {
        const { transitionProperty, transitionDuration, animationName } = getComputedStyle(inner)
        expect(transitionProperty === 'none' || !/[1-9]/.test(transitionDuration), `${inner.localName}.${inner.className} ${transitionProperty} ${transitionDuration}`).to.equal(true)
        expect(animationName).to.be.oneOf(['none', ''])
      }
    })
  }
})

function colourOf(name: string, parent: Element): string {
  const probe = document.createElement('span')
  probe.style.color = name
  parent.after(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
