import { reader } from '../../src/feeds/statuspage.ts'

/** Statuspage's documents in small, in which a test writes only what it is about. */

export const iso = (clock: string) => `2026-05-04T${clock}:00.000Z`
export const page = { id: 'h3vt80rk2pzd', name: 'Brightwater', url: 'https://status.brightwater.example', time_zone: 'Etc/UTC', updated_at: iso('12:00') }
export const component = (id: string, part: object = {}) => ({ id, name: id, status: 'operational', group: false, group_id: null, ...part })
export const update = (id: string, status: string, clock: string, part: object = {}) => ({
  id, status, body: '', created_at: iso(clock), display_at: iso(clock), affected_components: null, ...part,
})
export const incident = (id: string, part: object = {}) => ({
  id, name: id, status: 'investigating', impact: 'minor', created_at: iso('08:00'), updated_at: iso('08:00'), started_at: iso('08:00'),
  resolved_at: null, shortlink: null, components: [], incident_updates: [], ...part,
})
export const maintenance = (id: string, part: object = {}) =>
  incident(id, { status: 'scheduled', impact: 'maintenance', scheduled_for: iso('10:00'), scheduled_until: iso('13:00'), ...part })
const summary = (part: object = {}) => ({
  page, status: { indicator: 'none', description: 'All Systems Operational' }, components: [], incidents: [], scheduled_maintenances: [], ...part,
})
export const parse = (part: object = {}, others: object = {}, address?: string) => reader.parse({ summary: summary(part), ...others }, address)
export const ids = (items: readonly { id: string }[]) => items.map((item) => item.id)
export const said = (snapshot: { problems: { path: string }[] }) => snapshot.problems.map((p) => p.path)
