import { parseDuration } from '../../src/model/duration.ts'
import { deriveIndicator } from '../../src/model/indicator.ts'
import type {
  Component,
  ComponentGroup,
  HistoryDay,
  Incident,
  Maintenance,
  StatusSnapshot,
  Update,
} from '../../src/model/snapshot.ts'
import type { ComponentStatus } from '../../src/model/words.ts'

/** Small snapshots of an invented shop platform, all around one fixed instant: a Thursday at noon in Athens. */

export const now = '2024-03-14T10:00:00Z'

const shifted = (by: number) => new Date(Date.parse(now) + by).toISOString()

/** An instant so long (`90m`, `2d`) before `now`. */
export const ago = (duration: string): string => shifted(-(parseDuration(duration) ?? 0))

/** An instant so long after `now`. */
export const ahead = (duration: string): string => shifted(parseDuration(duration) ?? 0)

const page = {
  name: 'Larkfield',
  url: 'https://status.larkfield.example',
  timeZone: 'Europe/Athens',
  subscribeUrl: 'https://status.larkfield.example/subscribe',
}

/** A snapshot whose indicator follows from its parts, as every adapter's does. */
export function snapshot(parts: Partial<StatusSnapshot>): StatusSnapshot {
  const whole = { groups: [], components: [], incidents: [], maintenances: [], problems: [], page, ...parts }
  return { ...whole, indicator: parts.indicator ?? deriveIndicator(whole) }
}

export const groups: ComponentGroup[] = [
  { id: 'shop', name: 'Shop' },
  { id: 'tools', name: 'Tools for merchants' },
]

const rows: [id: string, name: string, groupId: string | undefined][] = [
  ['storefront', 'Storefront', 'shop'],
  ['checkout', 'Checkout', 'shop'],
  ['search', 'Search', 'shop'],
  ['orders', 'Order desk', 'tools'],
  ['media', 'Media library', 'tools'],
  ['signin', 'Sign-in', undefined],
]

export type ComponentId = 'storefront' | 'checkout' | 'search' | 'orders' | 'media' | 'signin'

/** The platform's six components, operational unless told otherwise. */
export const components = (
  statuses: Partial<Record<ComponentId, ComponentStatus>> = {},
  more: Partial<Record<ComponentId, Partial<Component>>> = {},
): Component[] =>
  rows.map(([id, name, groupId]) => ({
    id,
    name,
    status: statuses[id as ComponentId] ?? 'operational',
    ...(groupId ? { groupId } : {}),
    ...more[id as ComponentId],
  }))

/** Updates from oldest to newest as they would be told, turned newest first. */
export const updates = (...told: [at: string, status: Update['status'], body: string, format?: Update['format']][]): Update[] =>
  told.map(([at, status, body, format = 'text'], i) => ({ id: `update-${i + 1}`, at, status, body, format })).toReversed()

export const incident = (parts: Partial<Incident> & Pick<Incident, 'id'>): Incident => ({
  title: 'Checkout rejects cards',
  status: 'investigating',
  impact: 'major',
  startedAt: ago('42m'),
  url: `${page.url}/incidents/${parts.id}`,
  componentIds: ['checkout'],
  updates: updates([ago('42m'), 'investigating', 'Some card payments fail. We are looking for the cause.']),
  ...parts,
})

export const maintenance = (parts: Partial<Maintenance> & Pick<Maintenance, 'id'>): Maintenance => ({
  title: 'Database upgrade',
  status: 'in_progress',
  scheduledStart: ago('1h'),
  scheduledEnd: ahead('2h'),
  url: `${page.url}/maintenances/${parts.id}`,
  componentIds: ['orders', 'media'],
  updates: updates(
    [ago('3d'), 'scheduled', 'The database gets a new version. Lists may load slowly meanwhile.'],
    [ago('1h'), 'in_progress', 'The upgrade has begun.'],
  ),
  ...parts,
})

/** Ninety days that end today, all well but for the days given by their distance from today. */
export function history(odd: Readonly<Record<number, [ratio: number | null, status: ComponentStatus]>> = {}): HistoryDay[] {
  return Array.from({ length: 90 }, (_, i) => {
    const daysAgo = 89 - i
    const [ratio, status] = odd[daysAgo] ?? [1, 'operational' as const]
    return { date: ago(`${daysAgo}d`).slice(0, 10), ratio, status }
  })
}

export const longTitle =
  'Elevated error rates for order confirmations, delivery notes and return labels of merchants in Scandinavia and the Baltic states'

export const longWord = 'Auftragsbestätigungsnachrichtenversandwarteschlangenüberwachung'
