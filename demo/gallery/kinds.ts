import type { State, Tag } from './state.ts'

/** Makes the states of one element: their ids begin with its short name. */
export const states =
  (prefix: string, tag: Tag) =>
  (name: string, caption: string, parts: Omit<State, 'id' | 'caption' | 'tag'>): State => ({
    id: `${prefix}-${name}`,
    caption,
    tag,
    ...parts,
  })

/** A network that never answers. */
export const waiting: typeof fetch = () => new Promise(() => {})

/** A network that is not there. */
export const unreachable: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'))
