import { StatusError } from '../client/status-error.ts'
import { changesBetween } from '../model/changes.ts'
import type { StatusSnapshot } from '../model/snapshot.ts'
import { emit } from './events.ts'

/** Tells the page what becomes of an element: what it shows, what went wrong, and each misuse once. */
export class Reporter {
  readonly #host: Element
  readonly #told = new Set<string>()
  #shown: StatusSnapshot | undefined
  #errors: readonly (StatusError | undefined)[] = []

  constructor(host: Element) {
    this.#host = host
  }

  /** The next snapshot is another feed's, and so the first. */
  restart(): void {
    this.#shown = undefined
  }

  /** To be called after each update; what was told before is not told again. */
  follow(data: StatusSnapshot | undefined, errors: readonly (StatusError | undefined)[]): void {
    const previous = this.#shown
    if (data && data !== previous) {
      this.#shown = data
      const changes = previous ? changesBetween(previous, data) : []
      if (!previous) emit(this.#host, 'statuspane-load', { snapshot: data })
      else if (changes.length) emit(this.#host, 'statuspane-change', { previous, snapshot: data, changes })
    }
    for (const error of new Set(errors)) {
      if (error?.code === 'config') this.reportOnce(error)
      else if (error && !this.#errors.includes(error)) this.report(error)
    }
    this.#errors = errors
  }

  /** A site owner's own mistake is the one thing that is also written to the console. */
  report(error: StatusError): void {
    if (error.code === 'config') console.warn(`[statuspane] <${this.#host.localName}> ${error.message}. ${error.hint ?? ''}`)
    emit(this.#host, 'statuspane-error', { error })
  }

  /** For what would go wrong again at each update. */
  reportOnce(error: StatusError): void {
    if (this.#isNews(error.message)) this.report(error)
  }

  misused(name: string, value: unknown): void {
    const given = typeof value === 'function' ? name : `${name}="${String(value)}"`
    if (!this.#isNews(given)) return
    import('./misuse.ts')
      .then(({ hintFor }) => hintFor(name), () => undefined)
      .then((hint) => this.report(new StatusError('config', `${given} cannot be used`, { hint })))
      .catch(() => {})
  }

  #isNews(what: string): boolean {
    return this.#told.size < this.#told.add(what).size
  }
}
