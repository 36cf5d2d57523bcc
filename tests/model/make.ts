import type { Component, Incident, Maintenance, StatusSnapshot, Update } from '../../src/model/snapshot.ts'

/** Small parts of a snapshot, in which a test writes only what it is about. */

export const component = (id: string, part: Partial<Component> = {}): Component => ({
  id,
  name: id.toUpperCase(),
  status: 'operational',
  ...part,
})

export const update = (id: string, at: string, part: Partial<Update> = {}): Update => ({
  id,
  status: 'investigating',
  at,
  body: '',
  format: 'text',
  ...part,
})

export const incident = (id: string, part: Partial<Incident> = {}): Incident => ({
  id,
  title: id,
  status: 'investigating',
  impact: 'minor',
  startedAt: '2026-05-04T08:00:00.000Z',
  componentIds: [],
  updates: [],
  ...part,
})

export const maintenance = (id: string, part: Partial<Maintenance> = {}): Maintenance => ({
  id,
  title: id,
  status: 'scheduled',
  componentIds: [],
  updates: [],
  ...part,
})

export const snapshot = (part: Partial<StatusSnapshot> = {}): StatusSnapshot => ({
  page: { name: 'Brightwater' },
  indicator: 'none',
  groups: [],
  components: [],
  incidents: [],
  maintenances: [],
  problems: [],
  ...part,
})

/** An instant of 4 May 2026, the day on which most of these tests play: `at('09:30')`. */
export const at = (clock: string): string => `2026-05-04T${clock}:00.000Z`
export const ms = (clock: string): number => Date.parse(at(clock))
