import { http, HttpResponse } from 'msw'
import { setupWorker } from 'msw/browser'
import { pageUrl, storyDocuments } from './story.ts'

/**
 * Puts the story's status page on the network: from now on each request for one of its documents is answered with what
 * the page would have said at the instant that `instantFor` gives. Everything else passes.
 */
export async function openStatusPage(instantFor: (document: string) => number): Promise<void> {
  const worker = setupWorker(
    http.get(`${pageUrl}/api/v2/:name`, ({ params }) => {
      const name = String(params.name).replace('.json', '')
      const answer = Object.entries(storyDocuments(instantFor(name))).find(([key]) => key === name)
      return answer ? HttpResponse.json(answer[1]) : new HttpResponse(null, { status: 404 })
    }),
  )
  await worker.start({
    quiet: true,
    onUnhandledFrame: 'bypass',
    serviceWorker: { url: new URL('mockServiceWorker.js', document.baseURI).href },
  })
}
