import { expect } from 'chai'
import { HttpResponse } from 'msw'
import '../../src/elements/timeline.ts'
import { useNetwork } from '../helpers/msw.ts'
import { snapshot } from '../model/make.ts'

describe('what several feeds need and cannot be fetched', () => {
  const { answer } = useNetwork()
  beforeEach(() => answer('*/elements/feed-states.ts', () => HttpResponse.error()))

  // The only test of a page of its own: what is fetched once is there from then on.
  it('is an error, and the one feed that was shown before is not shown as theirs', async () => {
    const codes: string[] = []
    const element = document.createElement('statuspane-timeline')
    element.addEventListener('statuspane-error', ({ detail }) => codes.push(detail.error.code))
    element.fetch = async () => Response.json({ $schema: 'https://x.test/statuspane/v1.json', ...snapshot({ page: { name: 'Harbour' } }) })
    element.feed = 'https://harbour.test/status.json'
    document.body.append(element)
    await element.refresh()
    await element.updateComplete
    expect(element.data?.page.name).to.equal('Harbour')
    element.feed += ' https://ferries.test/status.json'
    await element.updateComplete
    expect([codes, element.data]).to.deep.equal([['network'], undefined])
    element.remove()
  })
})
