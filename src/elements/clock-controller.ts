import type { ReactiveController, ReactiveControllerHost } from 'lit'

const minuteMs = 60_000
const hosts = new Set<ReactiveControllerHost>()
let timer: ReturnType<typeof setTimeout> | undefined

const isUnseen = () => document.visibilityState === 'hidden'

/** One timer for all elements of a page: it ticks on the minute while the page is seen, and only while one listens. */
function schedule(): void {
  clearTimeout(timer)
  timer = undefined
  if (!hosts.size || isUnseen()) return
  timer = setTimeout(tick, minuteMs - (Date.now() % minuteMs))
}

function tick(): void {
  for (const host of hosts) host.requestUpdate()
  schedule()
}

const onVisibility = () => (isUnseen() ? schedule() : tick())

/** Renders its host anew each minute, so that relative times and phases follow the clock. */
export class ClockController implements ReactiveController {
  readonly #host: ReactiveControllerHost

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    if (!hosts.size) document.addEventListener('visibilitychange', onVisibility)
    hosts.add(this.#host)
    if (!timer) schedule()
  }

  hostDisconnected(): void {
    hosts.delete(this.#host)
    if (hosts.size) return
    document.removeEventListener('visibilitychange', onVisibility)
    schedule()
  }
}
