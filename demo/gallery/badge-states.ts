import { states, unreachable, waiting } from './kinds.ts'
import { ago, components, incident, maintenance, snapshot } from './snapshots.ts'

const badge = states('badge', 'statuspane-badge')

const trouble = {
  components: components({ checkout: 'partial_outage' }),
  incidents: [incident({ id: 'badge-trouble' })],
}

export const badgeStates = [
  badge('none', 'All well', { snapshot: snapshot({ components: components() }) }),
  badge('maintenance', 'Maintenance', {
    snapshot: snapshot({
      components: components({ orders: 'under_maintenance' }),
      maintenances: [maintenance({ id: 'badge-maintenance', componentIds: ['orders'] })],
    }),
  }),
  badge('minor', 'Minor', { snapshot: snapshot({ components: components({ search: 'degraded_performance' }) }) }),
  badge('major', 'Major', { snapshot: snapshot(trouble) }),
  badge('critical', 'Critical', { snapshot: snapshot({ components: components({ signin: 'major_outage' }) }) }),
  badge('unknown', 'Unknown', { snapshot: snapshot({ indicator: 'unknown' }) }),
  badge('impact-none', 'Open incident without impact', {
    snapshot: snapshot({ components: components(), incidents: [incident({ id: 'badge-impact-none', impact: 'none' })] }),
  }),
  badge('contradicted', 'The page claims that all is well, and is not believed', {
    snapshot: snapshot({
      claim: { indicator: 'none', headline: 'All Systems Operational' },
      components: components(),
      maintenances: [maintenance({ id: 'badge-contradicted', scheduledEnd: ago('2h'), scheduledStart: ago('5h') })],
    }),
  }),
  badge('popup', 'With a popover', { attributes: { popup: '' }, snapshot: snapshot(trouble) }),
  badge('popup-open', 'With its popover open', { attributes: { popup: '' }, open: true, snapshot: snapshot(trouble) }),
  badge('rtl', 'Right to left', { dir: 'rtl', snapshot: snapshot(trouble) }),
  badge('stale', 'From a document made three hours ago', { snapshot: snapshot({ ...trouble, generatedAt: ago('3h') }) }),
  badge('loading', 'While loading', { fetch: waiting }),
  badge('failed', 'Feed not to be read', { fetch: unreachable }),
]
