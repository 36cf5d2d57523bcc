import { expect } from 'chai'
import { HttpResponse } from 'msw'
import '../../src/elements/banner.ts'
import { useNetwork } from '../helpers/msw.ts'
import { settled as allRun } from '../helpers/reports.ts'
import { at, incident, snapshot, update } from '../model/make.ts'

// No helper that would load the other elements: theirs is the same list.
describe('the list of updates', () => {
  const { answer } = useNetwork()
  beforeEach(() => answer('*/elements/update-list.ts', () => HttpResponse.error()))

  const thrown: unknown[] = []
  const onThrown = (event: Event) => thrown.push(event)
  before(() => addEventListener('unhandledrejection', onThrown))
  after(() => removeEventListener('unhandledrejection', onThrown))

  const url = 'https://status.example/incidents/1'
  async function show() {
    const element = document.createElement('statuspane-banner')
    element.storage = 'none'
    element.snapshot = snapshot({ incidents: [incident('i', { url, updates: [update('1', at('09:00'), { body: 'First.' })] })] })
    document.body.append(element)
    await element.updateComplete
    return element
  }
  const toggled = async (element: HTMLElement, run: () => void) => {
    const event = new Promise((resolve) => element.addEventListener('statuspane-toggle', resolve, { once: true }))
    run()
    await event
  }

  it('is not fetched with the banner', async () => {
    const element = await show()
    element.remove()
    const fetched = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
    expect(fetched).to.include('/src/elements/banner.ts')
    expect(fetched).not.to.include('/src/elements/update-list.ts')
  })

  it('that cannot be fetched leaves a link to the status page, and nothing is thrown', async () => {
    const element = await show()
    await toggled(element, () => element.expand())
    await import('../../src/elements/update-list.ts').catch(() => undefined)
    await allRun()
    await element.updateComplete
    const link = element.shadowRoot?.querySelector('.panel a')
    element.remove()
    expect([link?.getAttribute('href'), element.shadowRoot?.querySelector('[part=updates]'), thrown]).to.deep.equal([url, null, []])
  })
})
