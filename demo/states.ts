import { badgeStates } from './gallery/badge-states.ts'
import { bannerStates } from './gallery/banner-states.ts'
import { componentsStates } from './gallery/components-states.ts'
import type { State } from './gallery/state.ts'
import { timelineStates } from './gallery/timeline-states.ts'
import { widgetStates } from './gallery/widget-states.ts'

export { mountState } from './gallery/mount-state.ts'
export type { State, Tag } from './gallery/state.ts'

/** Every element in every state, for the gallery and for whoever wants to look at all of them. */
export const states: readonly State[] = [
  ...bannerStates,
  ...widgetStates,
  ...timelineStates,
  ...componentsStates,
  ...badgeStates,
]
