import { names, type ViewOptions, viewOf } from '../model/filter.ts'
import type { StatusEvent, StatusSnapshot } from '../model/snapshot.ts'
import type { StatusView } from '../model/view.ts'

interface Filters {
  components: string | null
  filter: ((event: StatusEvent) => boolean) | undefined
}

/**
 * What a host's filters leave of a snapshot at `now` (ms). What cannot be used in them is reported and left out.
 * Fetched with the first filter of a page.
 */
export function filteredView(
  { components, filter }: Filters,
  snapshot: StatusSnapshot,
  scope: Pick<ViewOptions, 'now' | 'parts'>,
  misused: (name: string, value: unknown) => void,
): StatusView {
  const options = { ...scope, components: names(components ?? '') }
  let view: StatusView
  try {
    view = viewOf(snapshot, { ...options, filter })
  } catch {
    view = viewOf(snapshot, options)
    misused('filter', filter)
  }
  for (const name of view.unmatched) misused('components', name)
  return view
}
