/** 1,000 components in 20 groups and 100 events of 20 updates each, around one instant. */

const minute = 60_000
export const now = Date.parse('2026-05-04T10:00:00Z')
const at = (minutesAgo) => new Date(now - minutesAgo * minute).toISOString()
const list = (length, make) => Array.from({ length }, (_, i) => make(i))

const words = 'Requests to this service take longer than usual in one region while a queue is being drained by hand'.split(' ')
const text = (seed, length) => list(length, (i) => words[(seed * 7 + i * (1 + (seed % 3))) % words.length]).join(' ')

const body = (i) => `${text(i, 40)}.\n\n1. ${text(i + 1, 8)}\n2. ${text(i + 2, 8)}\n\nMore at https://status.example.test/${i}`

/** @param {{ open?: number, history?: number }} options how many of the events are not over; how many days of history */
export function snapshot({ open = 10, history = 0 } = {}) {
  const updates = (i, words) =>
    list(20, (j) => ({
      id: `u${i}-${j}`,
      status: words[j ? 1 : 0],
      at: at(i * 600 + j * 25 + 3),
      body: body(i + j),
      format: 'text',
    }))
  const event = (i) => ({
    id: `e${i}`,
    title: text(i, 6),
    url: `https://status.example.test/${i}`,
    componentIds: list(5, (j) => `c${(i * 37 + j * 11) % 1000}`),
  })
  const incidents = list(50, (i) => {
    const isOpen = i < open / 2
    return {
      ...event(i),
      status: isOpen ? 'monitoring' : 'resolved',
      impact: ['minor', 'major', 'none', 'critical'][i % 4],
      startedAt: at(i * 600 + 480),
      ...(isOpen ? {} : { resolvedAt: at(i * 600 + 3) }),
      updates: updates(i, [isOpen ? 'monitoring' : 'resolved', 'investigating']),
    }
  })
  const maintenances = list(50, (k) => {
    const i = 50 + k
    const isOpen = k < open / 2
    const begin = isOpen ? k * 20 + 500 : i * 600 + 480
    return {
      ...event(i),
      status: isOpen ? 'in_progress' : 'completed',
      scheduledStart: at(begin),
      scheduledEnd: at(begin - 240),
      startedAt: at(begin),
      ...(isOpen ? {} : { completedAt: at(i * 600 + 3) }),
      updates: updates(i, [isOpen ? 'in_progress' : 'completed', 'in_progress']),
    }
  })
  const days = (i) =>
    list(history, (d) => ({
      date: at((history - 1 - d) * 1440).slice(0, 10),
      ratio: (i + d) % 41 ? 1 : 0.97,
      status: (i + d) % 41 ? 'operational' : 'partial_outage',
    }))
  return {
    page: { name: 'Bench', url: 'https://status.example.test', timeZone: 'Etc/UTC' },
    indicator: 'critical',
    groups: list(20, (i) => ({ id: `g${i}`, name: `Group ${i}` })),
    components: list(1000, (i) => ({
      id: `c${i}`,
      name: `Component ${i}`,
      status: i % 97 ? 'operational' : 'partial_outage',
      groupId: `g${i % 20}`,
      ...(history ? { history: days(i) } : {}),
    })),
    incidents,
    maintenances,
    problems: [],
  }
}

/** A Statuspage summary of about as many bytes. */
export function statuspageDocument(bytes) {
  const component = (i) => ({
    id: `c${i}`,
    name: `Component ${i}`,
    status: i % 97 ? 'operational' : 'partial_outage',
    created_at: at(9_000_000),
    updated_at: at(i),
    position: i,
    description: text(i, 6),
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: 'bench',
    group: false,
    only_show_if_degraded: false,
  })
  const event = (i) => ({
    id: `e${i}`,
    name: text(i, 6),
    status: 'monitoring',
    created_at: at(i * 60 + 59),
    updated_at: at(i * 60),
    monitoring_at: null,
    resolved_at: null,
    impact: ['minor', 'major', 'critical'][i % 3],
    shortlink: `https://stspg.io/${i}`,
    started_at: at(i * 60 + 59),
    page_id: 'bench',
    incident_updates: list(20, (j) => ({
      id: `u${i}-${j}`,
      status: j ? 'investigating' : 'monitoring',
      body: body(i + j),
      incident_id: `e${i}`,
      created_at: at(i * 60 + j),
      updated_at: at(i * 60 + j),
      display_at: at(i * 60 + j),
      affected_components: [{ code: `c${i}`, name: `Component ${i}`, old_status: 'operational', new_status: 'partial_outage' }],
      deliver_notifications: true,
      custom_tweet: null,
      tweet_id: null,
    })),
    components: [component(i)],
    reminder_intervals: null,
  })
  const document = {
    page: { id: 'bench', name: 'Bench', url: 'https://status.example.test', time_zone: 'Etc/UTC', updated_at: at(0) },
    components: list(1000, component),
    incidents: [],
    scheduled_maintenances: [],
    status: { indicator: 'major', description: 'Partial System Outage' },
  }
  let size = JSON.stringify(document).length
  for (let i = 0; size < bytes; i++) {
    const next = event(i)
    document.incidents.push(next)
    size += JSON.stringify(next).length + 1
  }
  return document
}
