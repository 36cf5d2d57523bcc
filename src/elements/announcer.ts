import { html, type ReactiveController, type ReactiveElement, type TemplateResult } from 'lit'

// A region must stand for a moment before its text counts as news; emptied later, so that a repetition is heard too.
const settleMs = 150
const clearMs = 5000

/** Says politely what is new: never on the first showing, never twice the same, never a ticking time. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveElement
  #known: ReadonlySet<string> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: ReactiveElement) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer)
    this.#region?.replaceChildren()
    this.#known = undefined
  }

  render(): TemplateResult {
    return html`<div class="sr" role="status"></div>`
  }

  /** @param entries what is shown, as pairs of its meaning and how to put it in words: a new meaning is spoken */
  follow(entries: readonly (readonly [meaning: string, words: () => string])[], ready: boolean): void {
    if (!ready) return
    const news = this.#known ? entries.filter(([meaning]) => !this.#known?.has(meaning)) : []
    this.#known = new Set(entries.map(([meaning]) => meaning))
    if (news.length) this.#say(news.map(([, words]) => words()).join('. '))
  }

  get #region(): Element | null {
    return this.#host.renderRoot.querySelector('[role=status]')
  }

  #say(text: string): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#region?.replaceChildren(text)
      this.#timer = setTimeout(() => this.#region?.replaceChildren(), clearMs)
    }, settleMs)
  }
}
