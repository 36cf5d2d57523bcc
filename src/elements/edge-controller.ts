import type { ReactiveController, ReactiveElement } from 'lit'
import edgeStyles from './edge.styles.ts'
import { emit } from './events.ts'
import { adopt } from './fragments.ts'

const variable = '--statuspane-banner-height'

/**
 * Tells the page how much of the window's edge its host covers: the height of its first row with its border,
 * since what opens below that lies over the page and must not move it. Fetched with the first host that is at an edge.
 */
export class EdgeController implements ReactiveController {
  readonly #host: ReactiveElement
  #observer: ResizeObserver | undefined
  #row: HTMLElement | undefined
  #height = 0

  constructor(host: ReactiveElement) {
    this.#host = host
    host.addController(this)
    adopt(host, edgeStyles)
  }

  /** To be called after each update of the host: its height is told before it is seen. */
  follow(atEdge: boolean): void {
    const row = (atEdge && this.#host.renderRoot.querySelector<HTMLElement>('.row')) || undefined
    if (row !== this.#row) {
      this.#observer?.disconnect()
      this.#observer = row && new ResizeObserver(this.#measure)
      if (row) this.#observer?.observe(row)
      this.#row = row
    }
    this.#measure()
  }

  hostDisconnected(): void {
    this.follow(false)
  }

  readonly #measure = () => {
    const { offsetHeight = 0, clientHeight = 0 } = this.#row?.parentElement ?? {}
    this.#tell((this.#row?.getBoundingClientRect().height ?? 0) + offsetHeight - clientHeight)
  }

  #tell(height: number): void {
    if (height === this.#height) return
    this.#height = height
    const root = document.documentElement
    if (height) root.style.setProperty(variable, `${height}px`)
    else root.style.removeProperty(variable)
    emit(this.#host, 'statuspane-resize', { height })
    // What has left the page is not heard by it.
    if (!this.#host.isConnected) emit(root, 'statuspane-resize', { height })
  }
}
