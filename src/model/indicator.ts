import { type IncidentState, isOpenIncident, isUnderway } from './event.ts'
import type { StatusSnapshot } from './snapshot.ts'
import { componentIndicator, type Impact, type Indicator, worst } from './words.ts'

type Parts = Pick<StatusSnapshot, 'claim' | 'components' | 'maintenances'> & { incidents: readonly IncidentState[] }

/** The impact of an open incident as news about the whole. */
export const impactIndicator = (impact: Impact): Indicator => impact

/**
 * The worst of what the page claims, its components, its open incidents and its maintenances under way.
 * `unknown` where nothing says: no claim, no component and no event under way. An open incident without impact is
 * nobody's word that all is well, so it says nothing either.
 */
export const deriveIndicator = ({ claim, components, incidents, maintenances }: Parts): Indicator =>
  worst([
    ...(claim ? [claim.indicator] : []),
    ...components.map((c) => componentIndicator(c.status)),
    ...incidents.filter((i) => isOpenIncident(i) && i.impact !== 'none').map((i) => impactIndicator(i.impact)),
    ...maintenances.filter(isUnderway).map((): Indicator => 'maintenance'),
  ])
