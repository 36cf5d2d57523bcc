import { at, type CatalogueEntry, host } from './feed.ts'

const isText = (value: unknown): value is string => typeof value === 'string'

/**
 * Statuspage's own shape, and that of the pages which imitate it to the letter.
 * A page id of 26 characters is incident.io's, whose answers follow other rules.
 */
function isStatuspage(document: unknown): boolean {
  const id = at(document, 'page.id')
  const listed = ['incidents', 'scheduled_maintenances', 'components'].some((key) => Array.isArray(at(document, key)))
  return isText(id) && id.length !== 26 && (isText(at(document, 'status.indicator')) || (listed && isText(at(document, 'page.time_zone'))))
}

/** One line per feed: how it is known, and where its reader is. Asked in this order. */
export const catalogue: CatalogueEntry[] = [
  { id: 'native', name: 'Statuspane', recognise: (d) => /\/statuspane\/v1\.json$/.test(String(at(d, '$schema'))), load: () => import('./native.ts').then((m) => m.reader) },
  { id: 'statuspage', name: 'Statuspage', match: host('statuspage.io'), recognise: isStatuspage, probe: '/api/v2/summary.json', load: () => import('./statuspage.ts').then((m) => m.reader) },
]
