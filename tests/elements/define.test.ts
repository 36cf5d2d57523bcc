import { expect } from 'chai'
import { define } from '../../src/elements/define.ts'
import { StatuspaneBadge } from '../../src/elements/badge.ts'

const brand = Symbol.for('statuspane')

describe('define', () => {
  it('registers an element under its name, with the brand that other versions know', () => {
    class One extends HTMLElement {}
    define('statuspane-one', One)
    expect(customElements.get('statuspane-one')).to.equal(One)
    expect(One).to.have.property(brand, true)
    expect(StatuspaneBadge).to.have.property(brand, true)
  })

  it('leaves the first where it is asked twice', () => {
    class First extends HTMLElement {}
    class Second extends HTMLElement {}
    define('statuspane-two', First)
    define('statuspane-two', First)
    define('statuspane-two', Second)
    expect(customElements.get('statuspane-two')).to.equal(First)
    expect(Second).not.to.have.property(brand)
  })

  it('leaves an older version and works with it', () => {
    class Older extends HTMLElement {}
    Object.defineProperty(Older, brand, { value: true })
    customElements.define('statuspane-three', Older)
    define('statuspane-three', class extends HTMLElement {})
    expect(document.createElement('statuspane-three')).to.be.instanceOf(Older)
  })

  it('leaves a class of somebody else’s under our name', () => {
    class Foreign extends HTMLElement {}
    customElements.define('statuspane-four', Foreign)
    define('statuspane-four', class extends HTMLElement {})
    expect(customElements.get('statuspane-four')).to.equal(Foreign)
  })

  it('throws nothing where the registry does', () => {
    class Used extends HTMLElement {}
    customElements.define('statuspane-five', Used)
    expect(() => define('statuspane-six', Used)).not.to.throw()
    expect(() => define('not a name', class extends HTMLElement {})).not.to.throw()
    expect(customElements.get('statuspane-six')).to.equal(undefined)
  })

  for (const registry of [undefined, null]) {
    it(`does nothing where the registry is ${registry}`, () => {
      const own = Object.getOwnPropertyDescriptor(globalThis, 'customElements') ?? {}
      Object.defineProperty(globalThis, 'customElements', { configurable: true, value: registry })
      try {
        expect(() => define('statuspane-seven', class extends HTMLElement {})).not.to.throw()
      } finally {
        Object.defineProperty(globalThis, 'customElements', own)
      }
      expect(customElements.get('statuspane-seven')).to.equal(undefined)
    })
  }
})
