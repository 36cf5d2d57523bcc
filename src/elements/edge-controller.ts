import type { ReactiveController, ReactiveElement } from 'lit'
import { emit } from './events.ts'

const variable = '--statuspane-banner-height'

/**
 * Tells the page how much of the window's edge its host covers: the height of its first row with its border,
 * since what opens below that lies over the page and must not move it.
 */
export class EdgeController implements ReactiveController {
  readonly #host: ReactiveElement
  #observer: ResizeObserver | undefined
  #row: HTMLElement | undefined
  #height = 0

  constructor(host: ReactiveElement) {
    this.#host = host
    host.addController(this)
  }

  /** To be called after each update of the host. */
  follow(atEdge: boolean): void {
    const row = (atEdge && this.#host.renderRoot.querySelector<HTMLElement>('.row')) || undefined
    if (row === this.#row) return
    this.#observer?.disconnect()
    this.#row = row
    if (!row) return this.#tell(0)
    this.#observer = new ResizeObserver(() => {
      const { offsetHeight = 0, clientHeight = 0 } = row.parentElement ?? {}
      this.#tell(row.getBoundingClientRect().height + offsetHeight - clientHeight)
    })
    this.#observer.observe(row)
  }

  hostDisconnected(): void {
    this.#observer?.disconnect()
    this.#row = undefined
    this.#tell(0)
  }

  #tell(height: number): void {
    if (height === this.#height) return
    this.#height = height
    const { style } = document.documentElement
    if (height) style.setProperty(variable, `${height}px`)
    else style.removeProperty(variable)
    emit(this.#host, 'statuspane-resize', { height })
  }
}
