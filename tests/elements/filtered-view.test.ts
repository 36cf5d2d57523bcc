import { expect } from 'chai'
import '../../src/index.ts'
import { texts } from '../helpers/mount.ts'
import { component, incident, snapshot } from '../model/make.ts'

describe('a filter that is still on its way', () => {
  // The first test of a page of its own: what is fetched once is there from then on.
  it('lets nothing be shown that it would leave out, and everything else once it has come', async () => {
    const element = document.createElement('statuspane-timeline')
    element.setAttribute('components', 'mail')
    element.snapshot = snapshot({
      components: [component('mail'), component('web')],
      incidents: [incident('m', { title: 'Mail is slow', componentIds: ['mail'] }), incident('w', { title: 'Web is down', componentIds: ['web'] })],
    })
    const seen: string[][] = []
    const observer = new MutationObserver(() => seen.push(texts(element, 'title')))
    document.body.append(element)
    observer.observe(element.renderRoot, { childList: true, subtree: true, characterData: true })
    expect(element.data).to.equal(undefined)
    await element.updateComplete
    await Promise.resolve()
    observer.disconnect()
    element.remove()
    expect(seen.flat()).to.include('Mail is slow')
    expect(seen.flat()).not.to.include('Web is down')
  })
})
