import { html, nothing, type ReactiveElement, type TemplateResult } from 'lit'
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js'
import type { ComponentStatus } from '../model/words.ts'
import { statusIcon } from '../theme/icons.ts'

/** The class that gives a status its tone, which is also the word in its part and its variable. */
export const toneOf = (status: ComponentStatus): string => status.replaceAll('_', '-')

/** A status's shape; with `slotted`, the host page may put its own in its place (`icon-major-outage`). */
export function renderIcon(status: ComponentStatus, slotted = false): TemplateResult {
  const shape = statusIcon(status)
  return html`<span class="icon" part="icon"
    >${slotted ? html`<slot name="icon-${toneOf(status)}">${shape}</slot>` : shape}</span
  >`
}

/** A real heading of a level known only at run time. */
export function renderHeading(level: number, part: string, content: unknown): TemplateResult {
  const tag = unsafeStatic(`h${level}`)
  return staticHtml`<${tag} class="title" part=${part}>${content}</${tag}>`
}

export const isWebAddress = (url: string | undefined): url is string => /^https?:/i.test(url ?? '')

/** A link that leads out of the host page; nothing for anything but a web address. */
export const renderLink = (url: string | undefined, text: string): TemplateResult | typeof nothing =>
  isWebAddress(url)
    ? html`<a part="link" href=${url} target="_blank" rel="noopener noreferrer">${text}</a>`
    : nothing

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

/** Facts on one line, each kept apart from the next. */
export const joined = (facts: readonly string[]): string => facts.filter(Boolean).join('\u00a0· ')
