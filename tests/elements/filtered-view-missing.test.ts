import { expect } from 'chai'
import { HttpResponse } from 'msw'
import '../../src/elements/timeline.ts'
import { useNetwork } from '../helpers/msw.ts'
import { component, incident, snapshot } from '../model/make.ts'

describe('a filter that cannot be fetched', () => {
  const { answer } = useNetwork()
  beforeEach(() => answer('*/elements/filtered-view.ts', () => HttpResponse.error()))

  // The only test of a page of its own: what is fetched once is there from then on.
  it('is an error, told once however often it is tried, and nothing unfiltered is shown', async () => {
    const codes: string[] = []
    const element = document.createElement('statuspane-timeline')
    element.addEventListener('statuspane-error', ({ detail }) => codes.push(detail.error.code))
    element.setAttribute('components', 'mail')
    element.snapshot = snapshot({ components: [component('mail')], incidents: [incident('w', { title: 'Web is down' })] })
    document.body.append(element)
    for (let i = 0; i < 3; i++) {
      await element.updateComplete
      element.requestUpdate()
    }
    await element.updateComplete
    element.remove()
    expect([codes, element.data, element.shadowRoot?.textContent?.trim()]).to.deep.equal([['network'], undefined, ''])
  })
})
