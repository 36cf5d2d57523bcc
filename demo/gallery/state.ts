import type { StatusSnapshot } from '../../src/model/snapshot.ts'

export type Tag =
  | 'statuspane-banner'
  | 'statuspane-widget'
  | 'statuspane-components'
  | 'statuspane-timeline'
  | 'statuspane-badge'

/** One state of one element. */
export interface State {
  /** Unique among all states; the section's id in the gallery. */
  id: string
  caption: string
  tag: Tag
  attributes?: Readonly<Record<string, string>>
  snapshot?: StatusSnapshot
  /** What the element showed before, for states that only a memory of it can bring about. */
  before?: { snapshot: StatusSnapshot; now: string }
  /** Stands in for the network, for states that a snapshot cannot bring about. */
  fetch?: typeof fetch
  /** Shown with its updates open. */
  open?: boolean
  /** The banner sticks to an edge of its box instead of standing in the flow. */
  fixed?: boolean
  /** Nothing is to be seen, on purpose. */
  invisible?: boolean
  dir?: 'rtl'
}
