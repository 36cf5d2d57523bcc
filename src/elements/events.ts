import type { StatusError } from '../client/status-error.ts'
import type { Change } from '../model/changes.ts'
import type { Component, StatusEvent, StatusSnapshot } from '../model/snapshot.ts'

/** What a notice or a timeline entry is about: an event, or the components in trouble that no event names. */
export type Subject = StatusEvent | { id: string; components: Component[] }

export interface StatuspaneEvents {
  /** The first snapshot is shown. */
  'statuspane-load': { snapshot: StatusSnapshot }
  /** A snapshot that differs is shown. */
  'statuspane-change': { previous: StatusSnapshot; snapshot: StatusSnapshot; changes: Change[] }
  /** The feed could not be read, or an attribute's value cannot be used (`code` is `config`). */
  'statuspane-error': { error: StatusError }
  /** A notice is about to be dismissed; cancelable. */
  'statuspane-dismiss': { event: Subject }
  /** Updates were opened or closed. */
  'statuspane-toggle': { event: Subject; open: boolean }
  /** The height that a banner at the window's edge takes changed, in px; 0 when it is gone. */
  'statuspane-resize': { height: number }
}

/** Dispatches a typed, bubbling, composed event; false if a listener cancelled it. */
export function emit<Name extends keyof StatuspaneEvents>(
  target: EventTarget,
  name: Name,
  detail: StatuspaneEvents[Name],
  cancelable = false,
): boolean {
  return target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }))
}

declare global {
  interface HTMLElementEventMap extends StatuspaneEventMap {}
  interface DocumentEventMap extends StatuspaneEventMap {}
  interface WindowEventMap extends StatuspaneEventMap {}
}

type StatuspaneEventMap = { [Name in keyof StatuspaneEvents]: CustomEvent<StatuspaneEvents[Name]> }
