import type { Incident, Maintenance } from '../../src/model/snapshot.ts'
import { states, unreachable, waiting } from './kinds.ts'
import { ago, ahead, components, incident, longTitle, longWord, maintenance, snapshot, updates } from './snapshots.ts'

const timeline = states('timeline', 'statuspane-timeline')

const refused = (id: string, parts: Partial<Incident> = {}): Incident =>
  incident({
    id,
    status: 'identified',
    startedAt: ago('7h'),
    updates: updates(
      [ago('7h'), 'investigating', 'Some card payments fail. We are looking for the cause.'],
      [ago('6h'), 'investigating', 'About one card in five is refused.'],
      [ago('5h'), 'identified', 'What we know:\n\n1. Cards of one network are refused.\n2. Vouchers and transfers work.\n3. Nobody is charged twice.'],
      [ago('2h'), 'identified', 'Until the network has renewed its certificate, buyers can:\n\n- pay by transfer\n- pay with another card\n\nDetails: https://network.example/notice'],
      [ago('25m'), 'identified', 'The network promises the renewal within the hour.'],
    ),
    ...parts,
  })

const resolved = (id: string, title: string, days: number, parts: Partial<Incident> = {}): Incident =>
  incident({
    id,
    title,
    impact: 'minor',
    status: 'resolved',
    startedAt: ago(`${days * 24 + 2}h`),
    resolvedAt: ago(`${days}d`),
    updates: updates(
      [ago(`${days * 24 + 2}h`), 'investigating', 'We are looking into it.'],
      [ago(`${days}d`), 'resolved', 'It works again.'],
    ),
    ...parts,
  })

const completed = (id: string): Maintenance =>
  maintenance({
    id,
    title: 'New load balancers',
    status: 'completed',
    scheduledStart: ago('99h'),
    scheduledEnd: ago('97h'),
    startedAt: ago('99h'),
    completedAt: ago('96h'),
    updates: updates(
      [ago('8d'), 'scheduled', 'Traffic moves to new machines, one region at a time.'],
      [ago('99h'), 'in_progress', 'The first region has moved.'],
      [ago('96h'), 'completed', 'All regions have moved.'],
    ),
  })

const past = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) =>
    resolved(`${prefix}-past-${i + 1}`, ['Images load slowly', 'Invoices arrive late', 'Search misses new products'][i % 3] ?? '', 3 + 4 * i),
  )

const long = maintenance({
  id: 'timeline-long-story',
  title: 'Media moves to another data centre',
  scheduledStart: ago('4d'),
  firstScheduledEnd: ago('93h'),
  scheduledEnd: ahead('1d'),
  componentIds: ['media'],
  updates: updates(
    [ago('5d'), 'scheduled', 'The media library moves. Three hours should do.'],
    ...Array.from({ length: 22 }, (_, i): [string, 'in_progress', string] => [
      ago(`${96 - 4 * i}h`),
      'in_progress',
      `Part ${i + 1} of 24 has been copied.`,
    ]),
  ),
})

export const timelineStates = [
  timeline('incident', 'Open incident', {
    snapshot: snapshot({ components: components({ checkout: 'partial_outage' }), incidents: [refused('timeline-incident')] }),
  }),
  timeline('long-story', 'Maintenance over days, 23 updates, end moved', {
    snapshot: snapshot({ components: components({ media: 'under_maintenance' }), maintenances: [long] }),
  }),
  timeline('oldest', 'Oldest update first', {
    attributes: { order: 'oldest' },
    snapshot: snapshot({ components: components(), incidents: [refused('timeline-oldest')] }),
  }),
  timeline('upcoming', 'Planned maintenance', {
    snapshot: snapshot({
      components: components(),
      maintenances: [
        maintenance({
          id: 'timeline-upcoming',
          status: 'scheduled',
          scheduledStart: ahead('3d'),
          scheduledEnd: ahead('74h'),
          updates: updates([ago('1d'), 'scheduled', 'The database gets a new version.']),
        }),
      ],
    }),
  }),
  timeline('overdue', 'Maintenance that overruns', {
    snapshot: snapshot({
      components: components(),
      maintenances: [maintenance({ id: 'timeline-overdue', scheduledStart: ago('5h'), scheduledEnd: ago('2h') })],
    }),
  }),
  timeline('all', 'Open, planned and past together', {
    snapshot: snapshot({
      components: components({ checkout: 'partial_outage' }),
      incidents: [refused('timeline-all'), ...past('timeline-all', 7)],
      maintenances: [
        maintenance({ id: 'timeline-all-planned', status: 'scheduled', scheduledStart: ahead('3d'), scheduledEnd: ahead('74h') }),
        completed('timeline-all-completed'),
      ],
    }),
  }),
  timeline('closed', 'Nothing open, past events folded', {
    snapshot: snapshot({ components: components(), incidents: past('timeline-closed', 3), maintenances: [completed('timeline-closed-completed')] }),
  }),
  timeline('postmortem', 'One event by its id, with a postmortem', {
    attributes: { event: 'timeline-postmortem' },
    open: true,
    snapshot: snapshot({
      components: components(),
      incidents: [
        resolved('timeline-postmortem', 'Nobody could sign in', 6, {
          impact: 'critical',
          status: 'postmortem',
          updates: updates(
            [ago('147h'), 'investigating', 'Signing in fails for everybody.'],
            [ago('146h'), 'identified', 'A key was rotated on one of two sides.'],
            [ago('145h'), 'resolved', 'Both sides have the new key.'],
            [
              ago('100h'),
              'postmortem',
              '<p>Two systems share a signing key. <b>Only one</b> of them learned of the new one.</p><ul><li>From now on a check compares both before a key is used.</li><li>The old key stays valid for an hour.</li></ul><p>More <a href="https://blog.larkfield.example/keys">on our blog</a>.</p>',
              'html',
            ],
          ),
        }),
      ],
    }),
  }),
  timeline('impact-none', 'Incident without impact', {
    snapshot: snapshot({
      components: components(),
      incidents: [refused('timeline-impact-none', { title: 'A newsletter went out twice', impact: 'none', componentIds: [] })],
    }),
  }),
  timeline('no-updates', 'Event without updates or times', {
    snapshot: snapshot({
      components: components(),
      maintenances: [{ id: 'timeline-no-updates', title: 'Work on the media store', status: 'in_progress', componentIds: ['media'], updates: [] }],
    }),
  }),
  timeline('labels', 'The page’s own words for a status', {
    snapshot: snapshot({
      components: components(),
      incidents: [refused('timeline-labels', { statusLabel: 'Waiting for a third party' })],
    }),
  }),
  timeline('long', 'Long texts', {
    snapshot: snapshot({
      components: components({ orders: 'degraded_performance' }),
      incidents: [
        refused('timeline-long', {
          title: longTitle,
          updates: updates([
            ago('1h'),
            'identified',
            `${longTitle}, ${longTitle.toLowerCase()}.\n\nSee https://status.larkfield.example/${'a-very-long-address-'.repeat(6)}\n\n${longWord}`,
          ]),
        }),
      ],
    }),
  }),
  timeline('rtl', 'Right to left', {
    dir: 'rtl',
    snapshot: snapshot({
      components: components(),
      incidents: [
        refused('timeline-rtl', {
          title: 'رفض بعض البطاقات',
          updates: updates(
            [ago('7h'), 'investigating', 'نبحث عن السبب.'],
            [ago('1h'), 'identified', 'ما نعرفه:\n\n1. شبكة واحدة ترفض البطاقات.\n2. التحويلات تعمل.'],
          ),
        }),
      ],
    }),
  }),
  timeline('stale', 'From a document made three hours ago', {
    snapshot: snapshot({ components: components(), incidents: [refused('timeline-stale')], generatedAt: ago('3h') }),
  }),
  timeline('empty', 'No events', { snapshot: snapshot({ components: components() }) }),
  timeline('loading', 'While loading', { fetch: waiting }),
  timeline('failed', 'Feed not to be read', { fetch: unreachable }),
]
