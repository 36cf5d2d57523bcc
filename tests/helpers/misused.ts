import type { LitElement } from 'lit'
import { settled } from './mount.ts'

/** What an element reports while it is shown and shown again; the console stays quiet meanwhile. */
export async function misused<T extends LitElement>(show: () => Promise<T>): Promise<{ element: T; errors: string[]; warnings: unknown[] }> {
  const errors: string[] = []
  const warnings: unknown[] = []
  const note = ({ detail }: HTMLElementEventMap['statuspane-error']) => errors.push(detail.error.message)
  const { warn } = console
  console.warn = (text) => warnings.push(text)
  document.body.addEventListener('statuspane-error', note)
  try {
    const element = await show()
    await settled(() => errors.length)
    element.requestUpdate()
    await element.updateComplete
    return { element, errors, warnings }
  } finally {
    document.body.removeEventListener('statuspane-error', note)
    console.warn = warn
  }
}
