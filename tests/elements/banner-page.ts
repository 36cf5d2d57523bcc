import type { StatuspaneBanner } from '../../src/elements/banner.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { mount, texts } from '../helpers/mount.ts'
import { snapshot } from '../model/make.ts'

let count = 0

/** A snapshot of a page of its own, so that no test knows what another one has shown or dismissed. */
export const page = (part: Partial<StatusSnapshot> = {}): StatusSnapshot =>
  snapshot({ page: { name: `Page ${++count}`, url: `https://${count}.status.example` }, ...part })

export const banner = (shown: StatusSnapshot, attributes: Record<string, string> = {}) =>
  mount('statuspane-banner', { snapshot: shown }, attributes)

/** Gives the element what its page says next. */
export async function turn(element: StatuspaneBanner, properties: Partial<StatuspaneBanner>): Promise<void> {
  Object.assign(element, properties)
  await element.updateComplete
}

export const titles = (element: Element) => texts(element, 'title')
