import type { ReactiveElement } from 'lit'

/** Keeps the keyboard's place when a button goes, since it has shown all: on the first that came to the list before it. */
export async function keepPlace({ currentTarget }: Event, host: ReactiveElement): Promise<void> {
  const list = (currentTarget as Element).previousElementSibling
  const before = list?.childElementCount ?? 0
  await host.updateComplete
  const first = list?.children[before] as HTMLElement | undefined
  if (!first) return
  first.tabIndex = -1
  first.focus()
}
