/** Hosts whose pages are known and not read, and what can be given instead; `{host}` stands for the page's own. */
const ways: readonly [RegExp, string][] = [
  [/(^|\.)hund\.io$/, 'Hund has no document that can be polled: give the URL of its Atom history, https://{host}/state_feed/feed.'],
  [/(^|\.)cronitorstatus\.com$/, 'Cronitor has no JSON: give the URL of its RSS history, https://{host}/history/rss.'],
  [/(^|\.)ohdear\.app$/, 'Oh Dear has no public JSON: give the URL of its RSS, https://ohdear.app/status-page/SLUG/subscribe-rss.'],
  [/^status\.stripe\.com$/, 'Stripe’s own JSON has no described form: give the URL of its Atom history, https://status.stripe.com/current/atom.xml, through proxy.'],
  [/(^|\.)hyperping\.app$/, 'Hyperping’s JSON has no described form: describe https://{host}/status.json in a mapping.'],
  [/(^|\.)statuscast\.com$/, 'StatusCast’s JSON has no described form: describe https://{host}/components.json in a mapping.'],
  [/^status\.pagerduty\.com$/, 'PagerDuty’s JSON has no described form: publish a snapshot in the native format.'],
  [/(^|\.)(statushub\.(io|com)|pingdom\.com|phare\.io|auth0\.com|freshstatus\.io)$/, 'This provider has no public feed: publish a snapshot in the native format.'],
]

/** One sentence for the address of a page that is known and cannot be read as it is. */
export function wayInstead(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined
  const { hostname, host } = new URL(address)
  return ways.find(([pattern]) => pattern.test(hostname))?.[1].replace('{host}', host)
}
