import { states, unreachable, waiting } from './kinds.ts'
import { ago, ahead, components, groups, history, longTitle, longWord, maintenance, snapshot } from './snapshots.ts'

const list = states('components', 'statuspane-components')

const everyStatus = components({
  checkout: 'degraded_performance',
  search: 'partial_outage',
  orders: 'major_outage',
  media: 'under_maintenance',
  signin: 'unknown',
})

const withHistory = components(
  { checkout: 'partial_outage', media: 'under_maintenance' },
  {
    storefront: { history: history({ 61: [0.982, 'partial_outage'], 23: [0.9971, 'degraded_performance'] }) },
    checkout: { history: history({ 40: [0.94, 'major_outage'], 0: [0.991, 'partial_outage'] }) },
    search: { history: history() },
    orders: {
      history: history(Object.fromEntries(Array.from({ length: 34 }, (_, i) => [56 + i, [null, 'unknown'] as const]))),
    },
    media: { history: history({ 1: [1, 'under_maintenance'], 0: [1, 'under_maintenance'] }) },
  },
)

const affected = {
  components: components({ checkout: 'partial_outage', media: 'under_maintenance' }),
  groups,
  maintenances: [maintenance({ id: 'components-affected', componentIds: ['media'] })],
}

export const componentsStates = [
  list('operational', 'All operational, in groups', { snapshot: snapshot({ components: components(), groups }) }),
  list('statuses', 'Every status', { snapshot: snapshot({ components: everyStatus }) }),
  list('window', 'Maintenance within one day', {
    snapshot: snapshot({
      components: components({ orders: 'under_maintenance', media: 'under_maintenance' }),
      maintenances: [maintenance({ id: 'components-window' })],
    }),
  }),
  list('window-days', 'Maintenance over several days, end moved', {
    snapshot: snapshot({
      components: components({ orders: 'under_maintenance', media: 'under_maintenance' }),
      groups,
      maintenances: [
        maintenance({
          id: 'components-window-days',
          scheduledStart: ago('2d'),
          firstScheduledEnd: ago('45h'),
          scheduledEnd: ahead('2d'),
        }),
      ],
    }),
  }),
  list('window-overdue', 'Maintenance that overruns, on rows called operational', {
    snapshot: snapshot({
      components: components(),
      maintenances: [maintenance({ id: 'components-window-overdue', scheduledStart: ago('5h'), scheduledEnd: ago('2h') })],
    }),
  }),
  list('window-planned', 'Maintenance planned for tonight', {
    snapshot: snapshot({
      components: components(),
      maintenances: [
        maintenance({ id: 'components-window-planned', status: 'scheduled', scheduledStart: ahead('13h'), scheduledEnd: ahead('15h') }),
      ],
    }),
  }),
  list('history', 'Uptime of 90 days', { snapshot: snapshot({ components: withHistory, groups }) }),
  list('affected', 'Only what is affected', { attributes: { only: 'affected' }, snapshot: snapshot(affected) }),
  list('unaffected', 'Only what is affected, when nothing is', {
    attributes: { only: 'affected' },
    snapshot: snapshot({ components: components(), groups }),
  }),
  list('filtered', 'Only the group “Tools for merchants”', {
    attributes: { components: 'Tools for merchants' },
    snapshot: snapshot(affected),
  }),
  list('labels', 'The page’s own words for a status', {
    snapshot: snapshot({
      components: components(
        { search: 'degraded_performance', media: 'unknown' },
        { search: { statusLabel: 'Results may be up to an hour old' }, media: { statusLabel: 'Paused' } },
      ),
    }),
  }),
  list('described', 'With descriptions', {
    snapshot: snapshot({
      components: components(
        {},
        {
          checkout: { description: 'Baskets, cards and vouchers' },
          search: { description: 'Includes suggestions while typing, filters, and the nightly rebuild of every merchant’s index' },
        },
      ),
      groups: groups.map((g) => (g.id === 'tools' ? { ...g, description: 'What merchants see after signing in' } : g)),
    }),
  }),
  list('long', 'Long names', {
    snapshot: snapshot({
      components: components(
        { checkout: 'degraded_performance', orders: 'under_maintenance' },
        { checkout: { name: longTitle }, orders: { name: longWord } },
      ),
      groups: groups.map((g) => (g.id === 'tools' ? { ...g, name: longTitle } : g)),
    }),
  }),
  list('rtl', 'Right to left', {
    dir: 'rtl',
    snapshot: snapshot({
      components: withHistory.slice(0, 5).map((c) => (c.id === 'checkout' ? { ...c, name: 'الدفع' } : c)),
      groups,
      maintenances: [maintenance({ id: 'components-rtl', componentIds: ['media'] })],
    }),
  }),
  list('stale', 'From a document made three hours ago', {
    snapshot: snapshot({ components: components({ search: 'degraded_performance' }), generatedAt: ago('3h') }),
  }),
  list('empty', 'No components', { snapshot: snapshot({}) }),
  list('loading', 'While loading', { fetch: waiting }),
  list('failed', 'Feed not to be read', { fetch: unreachable }),
]
