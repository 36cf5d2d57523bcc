/** What can be written instead of a value that cannot be used; of no use to a page that misuses nothing, so a chunk of its own. */

const aDuration = 'a duration such as 24h or PT24H'

const expected: Record<string, string> = {
  components: 'ids or names of components or groups of this page, with commas between',
  dismissible: 'event, update or never',
  fallback: 'further addresses of the one feed; several feeds have none',
  fetch: 'a function like the browser’s own fetch',
  filter: 'a function that is given an event and says true or false',
  'heading-level': 'a level from 1 to 6',
  images: 'off or on',
  lang: 'a language tag such as en or en-GB',
  lead: aDuration,
  linger: aDuration,
  'max-age': 'a duration such as 90m or PT1H',
  now: 'an instant such as 2026-12-06T03:45:00Z',
  only: 'all or affected',
  order: 'newest or oldest',
  past: 'a whole number from 0',
  position: 'static, top or bottom',
  proxy: 'an address with {url} in it, such as https://example.com/read?url={url}',
  refresh: '15 to 3600 seconds, or 0 to read once',
  sections: 'some of headline notices components timeline footer',
  severity: 'minor, major or critical',
  storage: 'local or none',
  theme: 'auto, light or dark',
  'time-zone': 'an IANA zone such as Europe/Berlin, local or page',
  visible: 'a whole number from 1',
}

/** One sentence for the hint of an error and the console. */
export const hintFor = (name: string): string => `Give ${expected[name] ?? 'another value'}.`
