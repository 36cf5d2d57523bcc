import { parseStatus, readStatus } from '../../src/headless.ts'

/** What the tests ask of a worker that has nothing but `statuspane/headless`: a snapshot of documents, or of a feed. */
export default {
  async fetch(request: Request): Promise<Response> {
    const feed = new URL(request.url).searchParams.get('feed')
    try {
      if (feed) return Response.json(await readStatus(feed))
      const parameters: Parameters<typeof parseStatus> = await request.json()
      return new Response(JSON.stringify(parseStatus(...parameters)))
    } catch (error) {
      return new Response(String(error), { status: 500 })
    }
  },
}
