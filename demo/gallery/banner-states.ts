import { ago, ahead, components, incident, longTitle, maintenance, snapshot, updates } from './snapshots.ts'
import { states, unreachable, waiting } from './kinds.ts'

const banner = states('banner', 'statuspane-banner')

const active = maintenance({ id: 'banner-ended' })

export const bannerStates = [
  banner('critical', 'Incident, critical, investigating', {
    snapshot: snapshot({
      components: components({ signin: 'major_outage' }),
      incidents: [
        incident({
          id: 'banner-critical',
          title: 'Nobody can sign in',
          impact: 'critical',
          componentIds: ['signin'],
          startedAt: ago('9m'),
          updates: updates([ago('9m'), 'investigating', 'Signing in fails for everybody. All hands are on it.']),
        }),
      ],
    }),
  }),
  banner('major', 'Incident, major, identified', {
    snapshot: snapshot({
      components: components({ checkout: 'partial_outage' }),
      incidents: [
        incident({
          id: 'banner-major',
          status: 'identified',
          updates: updates(
            [ago('42m'), 'investigating', 'Some card payments fail. We are looking for the cause.'],
            [ago('12m'), 'identified', 'An expired certificate at one of two card networks. It is being renewed.'],
          ),
        }),
      ],
    }),
  }),
  banner('minor', 'Incident, minor, monitoring', {
    snapshot: snapshot({
      components: components({ search: 'degraded_performance' }),
      incidents: [
        incident({
          id: 'banner-minor',
          title: 'Search answers slowly',
          status: 'monitoring',
          impact: 'minor',
          componentIds: ['search'],
          updates: updates(
            [ago('42m'), 'investigating', 'Results take up to ten seconds.'],
            [ago('5m'), 'monitoring', 'One index was rebuilt. Answers are fast again.'],
          ),
        }),
      ],
    }),
  }),
  banner('unknown-impact', 'Incident of unknown impact', {
    snapshot: snapshot({
      components: components(),
      incidents: [incident({ id: 'banner-unknown-impact', title: 'Something is odd with orders', impact: 'unknown', componentIds: ['orders'] })],
    }),
  }),
  banner('silent', 'Incident without an update for long', {
    snapshot: snapshot({
      components: components({ checkout: 'partial_outage' }),
      incidents: [
        incident({
          id: 'banner-silent',
          startedAt: ago('9h'),
          updates: updates([ago('9h'), 'investigating', 'Some card payments fail.']),
        }),
      ],
    }),
  }),
  banner('upcoming', 'Maintenance, upcoming', {
    snapshot: snapshot({
      components: components(),
      maintenances: [
        maintenance({
          id: 'banner-upcoming',
          status: 'scheduled',
          scheduledStart: ahead('3h'),
          scheduledEnd: ahead('5h'),
          updates: updates([ago('3d'), 'scheduled', 'The database gets a new version.']),
        }),
      ],
    }),
  }),
  banner('active', 'Maintenance, in progress', {
    snapshot: snapshot({
      components: components({ orders: 'under_maintenance', media: 'under_maintenance' }),
      maintenances: [maintenance({ id: 'banner-active' })],
    }),
  }),
  banner('verifying', 'Maintenance, verifying', {
    snapshot: snapshot({
      components: components({ orders: 'under_maintenance' }),
      maintenances: [maintenance({ id: 'banner-verifying', status: 'verifying', componentIds: ['orders'] })],
    }),
  }),
  banner('overdue', 'Maintenance that overruns, under a page that says all is well', {
    snapshot: snapshot({
      claim: { indicator: 'none', headline: 'All Systems Operational' },
      components: components(),
      maintenances: [maintenance({ id: 'banner-overdue', scheduledStart: ago('5h'), scheduledEnd: ago('2h') })],
    }),
  }),
  banner('late', 'Maintenance, late to start', {
    snapshot: snapshot({
      components: components(),
      maintenances: [
        maintenance({
          id: 'banner-late',
          status: 'scheduled',
          scheduledStart: ago('25m'),
          updates: updates([ago('3d'), 'scheduled', 'The database gets a new version.']),
        }),
      ],
    }),
  }),
  banner('moved', 'Maintenance, end moved', {
    snapshot: snapshot({
      components: components({ orders: 'under_maintenance' }),
      maintenances: [
        maintenance({ id: 'banner-moved', componentIds: ['orders'], firstScheduledEnd: ahead('1h'), scheduledEnd: ahead('4h') }),
      ],
    }),
  }),
  banner('moved-past', 'Maintenance, end moved by days and past its first end', {
    snapshot: snapshot({
      components: components({ orders: 'under_maintenance', media: 'under_maintenance' }),
      maintenances: [
        maintenance({
          id: 'banner-moved-past',
          componentIds: ['orders', 'media', 'search', 'storefront'],
          scheduledStart: ago('2d'),
          firstScheduledEnd: ago('45h'),
          scheduledEnd: ahead('2d'),
        }),
      ],
    }),
  }),
  banner('moved-overdue', 'Maintenance, end moved, and past that too', {
    snapshot: snapshot({
      components: components({ orders: 'under_maintenance' }),
      maintenances: [
        maintenance({
          id: 'banner-moved-overdue',
          componentIds: ['orders'],
          scheduledStart: ago('1d'),
          firstScheduledEnd: ago('20h'),
          scheduledEnd: ago('4h'),
        }),
      ],
    }),
  }),
  banner('several-days', 'Maintenance over several days', {
    snapshot: snapshot({
      components: components({ media: 'under_maintenance' }),
      maintenances: [
        maintenance({ id: 'banner-several-days', componentIds: ['media'], scheduledStart: ago('1d'), scheduledEnd: ahead('3d') }),
      ],
    }),
  }),
  banner('no-times', 'Maintenance without any time', {
    snapshot: snapshot({
      components: components({ media: 'under_maintenance' }),
      maintenances: [
        {
          id: 'banner-no-times',
          title: 'Work on the media store',
          status: 'in_progress',
          componentIds: ['media'],
          updates: [],
        },
      ],
    }),
  }),
  banner('ended-maintenance', 'Maintenance, over, in a browser that had shown it', {
    before: { snapshot: snapshot({ components: components(), maintenances: [active] }), now: ago('30m') },
    snapshot: snapshot({
      components: components(),
      maintenances: [
        {
          ...active,
          status: 'completed',
          completedAt: ago('10m'),
          updates: [
            { id: 'update-3', status: 'completed', at: ago('10m'), body: 'The new version runs.', format: 'text' },
            ...active.updates,
          ],
        },
      ],
    }),
  }),
  banner('ended-incident', 'Incident, resolved, in a browser that had shown it', {
    before: {
      snapshot: snapshot({ components: components(), incidents: [incident({ id: 'banner-ended-incident' })] }),
      now: ago('20m'),
    },
    snapshot: snapshot({
      components: components(),
      incidents: [
        incident({
          id: 'banner-ended-incident',
          status: 'resolved',
          resolvedAt: ago('6m'),
          updates: updates(
            [ago('42m'), 'investigating', 'Some card payments fail.'],
            [ago('6m'), 'resolved', 'All cards are accepted again.'],
          ),
        }),
      ],
    }),
  }),
  banner('component', 'One component in trouble, no incident', {
    snapshot: snapshot({ components: components({ media: 'major_outage' }) }),
  }),
  banner('components', 'Several components in trouble, no incident', {
    snapshot: snapshot({
      components: components({ media: 'major_outage', search: 'degraded_performance', checkout: 'partial_outage' }),
    }),
  }),
  banner('several', 'Several notices at once', {
    snapshot: snapshot({
      components: components({ signin: 'major_outage', orders: 'under_maintenance' }),
      incidents: [
        incident({ id: 'banner-several-1', title: 'Nobody can sign in', impact: 'critical', componentIds: ['signin'] }),
        incident({ id: 'banner-several-2', title: 'Search answers slowly', impact: 'minor', componentIds: ['search'] }),
      ],
      maintenances: [maintenance({ id: 'banner-several-3', componentIds: ['orders'] })],
    }),
  }),
  banner('open', 'Opened in place', {
    open: true,
    snapshot: snapshot({
      components: components({ checkout: 'partial_outage' }),
      incidents: [
        incident({
          id: 'banner-open',
          status: 'monitoring',
          startedAt: ago('6h'),
          updates: updates(
            [ago('6h'), 'investigating', 'Some card payments fail. We are looking for the cause.'],
            [ago('5h'), 'identified', 'What we know:\n\n1. Cards of one network are refused.\n2. Vouchers and transfers work.\n3. Nobody is charged twice.'],
            [ago('4h'), 'identified', 'The network renews its certificate: https://network.example/notice'],
            [ago('3h'), 'monitoring', 'All cards are accepted again.'],
            [ago('14m'), 'monitoring', 'Ninety minutes without a refused card. We keep watching.'],
          ),
        }),
      ],
    }),
  }),
  banner('long', 'Long texts', {
    snapshot: snapshot({
      components: components({ orders: 'degraded_performance' }, { orders: { name: `Order desk for ${longTitle}` } }),
      incidents: [
        incident({ id: 'banner-long', title: longTitle, impact: 'minor', componentIds: ['orders', 'checkout', 'media', 'search'] }),
      ],
    }),
  }),
  banner('bar', 'At the top edge of the window', {
    attributes: { position: 'top' },
    fixed: true,
    snapshot: snapshot({
      components: components({ signin: 'major_outage' }),
      incidents: [
        incident({ id: 'banner-bar', title: 'Sign-in is down', status: 'identified', impact: 'critical', componentIds: ['signin'] }),
        incident({ id: 'banner-bar-2', title: 'Search answers slowly', impact: 'minor', componentIds: ['search'] }),
      ],
    }),
  }),
  banner('lasting', 'Not dismissible', {
    attributes: { dismissible: 'never' },
    snapshot: snapshot({
      components: components({ orders: 'under_maintenance' }),
      maintenances: [maintenance({ id: 'banner-lasting', componentIds: ['orders'] })],
    }),
  }),
  banner('stale', 'From a document made three hours ago', {
    snapshot: snapshot({
      components: components({ checkout: 'partial_outage' }),
      incidents: [incident({ id: 'banner-stale' })],
      generatedAt: ago('3h'),
    }),
  }),
  banner('rtl', 'Right to left', {
    dir: 'rtl',
    open: true,
    snapshot: snapshot({
      components: components({ orders: 'under_maintenance' }),
      maintenances: [maintenance({ id: 'banner-rtl', title: 'ترقية قاعدة البيانات', componentIds: ['orders'] })],
    }),
  }),
  banner('quiet', 'Nothing to say: nothing, and no space', { invisible: true, snapshot: snapshot({ components: components() }) }),
  banner('impact-none', 'An incident without impact makes no banner', {
    invisible: true,
    snapshot: snapshot({ components: components(), incidents: [incident({ id: 'banner-impact-none', impact: 'none' })] }),
  }),
  banner('loading', 'While loading: nothing', { invisible: true, fetch: waiting }),
  banner('failed', 'Feed not to be read: nothing', { invisible: true, fetch: unreachable }),
]
