import { states, unreachable, waiting } from './kinds.ts'
import { ago, ahead, components, groups, history, incident, longTitle, maintenance, snapshot, updates } from './snapshots.ts'

const widget = states('widget', 'statuspane-widget')

const moved = (id: string) =>
  snapshot({
    claim: { indicator: 'none', headline: 'All Systems Operational' },
    updatedAt: ago('50m'),
    groups,
    components: components(
      { orders: 'under_maintenance', media: 'under_maintenance' },
      {
        storefront: { history: history({ 23: [0.9971, 'degraded_performance'] }) },
        orders: { history: history({ 1: [1, 'under_maintenance'], 0: [1, 'under_maintenance'] }) },
      },
    ),
    maintenances: [
      maintenance({ id, scheduledStart: ago('2d'), firstScheduledEnd: ago('45h'), scheduledEnd: ahead('2d') }),
    ],
  })

const several = (id: string) =>
  snapshot({
    updatedAt: ago('12m'),
    groups,
    components: components({ checkout: 'partial_outage', signin: 'major_outage', media: 'under_maintenance' }),
    incidents: [
      incident({
        id: `${id}-1`,
        status: 'identified',
        updates: updates(
          [ago('42m'), 'investigating', 'Some card payments fail. We are looking for the cause.'],
          [ago('12m'), 'identified', 'An expired certificate at one of two card networks. It is being renewed.'],
        ),
      }),
      incident({
        id: `${id}-2`,
        title: 'Images load slowly',
        impact: 'minor',
        status: 'resolved',
        startedAt: ago('52h'),
        resolvedAt: ago('2d'),
        componentIds: ['media'],
        updates: updates([ago('52h'), 'investigating', 'Images take long.'], [ago('2d'), 'resolved', 'They no longer do.']),
      }),
    ],
    maintenances: [maintenance({ id: `${id}-3`, componentIds: ['media'], scheduledStart: ago('5h'), scheduledEnd: ago('2h') })],
  })

export const widgetStates = [
  widget('operational', 'All well, in the page’s own words', {
    snapshot: snapshot({
      claim: { indicator: 'none', headline: 'Everything is humming along' },
      components: components(),
      groups,
      updatedAt: ago('3d'),
    }),
  }),
  widget('maintenance', 'Maintenance under a page that says all is well', { snapshot: moved('widget-maintenance') }),
  widget('several', 'Several notices at once', { snapshot: several('widget-several') }),
  widget('sections', 'Only headline and components', {
    attributes: { sections: 'headline components' },
    snapshot: moved('widget-sections'),
  }),
  widget('unknown', 'Nothing known for sure', {
    snapshot: snapshot({ components: components({ search: 'unknown', media: 'unknown' }), groups }),
  }),
  widget('long', 'Long texts', {
    snapshot: snapshot({
      claim: { indicator: 'minor', headline: longTitle },
      page: { name: `Status of ${longTitle}`, url: `https://status.larkfield.example/${'long-'.repeat(12)}` },
      components: components({ orders: 'degraded_performance' }, { orders: { name: longTitle } }),
      incidents: [incident({ id: 'widget-long', title: longTitle, impact: 'minor', componentIds: ['orders'] })],
    }),
  }),
  widget('rtl', 'Right to left', { dir: 'rtl', snapshot: several('widget-rtl') }),
  widget('stale', 'From a document made three hours ago', { snapshot: { ...several('widget-stale'), generatedAt: ago('3h') } }),
  widget('empty', 'A page without components and events', {
    snapshot: snapshot({ claim: { indicator: 'none', headline: 'All Systems Operational' } }),
  }),
  widget('loading', 'While loading', { fetch: waiting }),
  widget('failed', 'Feed not to be read', { fetch: unreachable }),
]
