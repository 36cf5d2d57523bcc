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
