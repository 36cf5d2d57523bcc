import { at, type CatalogueEntry, textAt } from './feed.ts'
import { hostsOf } from './hosts.ts'
import { reader as statuspage } from './statuspage.ts'

/**
 * A document of Statuspage's API, or of one of the pages that imitate it to the letter.
 * A page id of 26 characters is incident.io's, whose answers follow other rules.
 */
function isStatuspage(document: unknown): boolean {
  const id = at(document, 'page.id')
  const tells = at(document, 'status.indicator') ?? at(document, 'page.time_zone')
  return typeof id === 'string' && id.length !== 26 && typeof tells === 'string'
}

/**
 * The feeds that every banner knows, in the catalogue's form. Most pages are Statuspage's: its reader comes along, so that
 * a banner is there a request sooner, and the rest of the catalogue stays where it is.
 */
export const nearest: readonly CatalogueEntry[] = [
  { id: 'native', name: 'Statuspane', recognise: (d) => textAt(d, '$schema').endsWith('/statuspane/v1.json'), load: () => import('./native.ts').then((m) => m.reader) },
  { id: 'statuspage', name: 'Statuspage', match: hostsOf('statuspage'), recognise: isStatuspage, probe: '/api/v2/summary.json', load: async () => statuspage },
]
