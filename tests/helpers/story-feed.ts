import { pageUrl, storyDocuments } from '../../demo/story/story.ts'
import { comeBack } from '../client/page.ts'

/** The founding story's page as it answered at an instant, for an element's `fetch`; `asked` lists what was read. */
export function storyFeed(at: number) {
  // Nothing is read in a page that stands behind another, as that of a test may.
  comeBack()
  const asked: string[] = []
  const documents: Readonly<Record<string, unknown>> = { ...storyDocuments(at) }
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const key = /([\w-]+)\.json$/.exec(String(input))?.[1] ?? ''
    asked.push(key)
    return Response.json(documents[key])
  }
  return { asked, fetch, attributes: { feed: pageUrl, provider: 'statuspage', refresh: '0', now: new Date(at).toISOString() } }
}

/** A page that cannot be reached. */
export const unreachable = {
  fetch: () => Promise.reject(new TypeError('Failed to fetch')),
  attributes: { feed: pageUrl, provider: 'statuspage', refresh: '0' },
}
