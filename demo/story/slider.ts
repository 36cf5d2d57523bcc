import { serverMove } from './events.ts'
import { storyEnd, storyStart, storyTime, timeZone, updateTimes } from './story.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const playStepMs = 40 * minuteMs
const playEveryMs = 300

const steps: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, ArrowRight: 1, ArrowLeft: -1 }

const momentFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
})
const dayFormat = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' })

export interface SliderParts {
  input: HTMLInputElement
  output: HTMLOutputElement
  marks: HTMLElement
  play: HTMLButtonElement
  previous: HTMLButtonElement
  next: HTMLButtonElement
}

/** The slider over the story with its buttons and marks; calls back with each new instant (ms since the epoch). */
export class Slider {
  readonly #parts: SliderParts
  readonly #onMove: (instant: number) => void
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(parts: SliderParts, onMove: (instant: number) => void) {
    this.#parts = parts
    this.#onMove = onMove
    const { input, marks, play, previous, next } = parts
    input.min = String(storyStart / minuteMs)
    input.max = String(storyEnd / minuteMs)
    input.step = '1'
    marks.replaceChildren(...markElements())
    input.addEventListener('input', () => {
      this.pause()
      this.#told()
    })
    input.addEventListener('keydown', (event) => this.#onKey(event))
    play.addEventListener('click', () => (this.#timer ? this.pause() : this.play()))
    previous.addEventListener('click', () => this.#toUpdate(-1))
    next.addEventListener('click', () => this.#toUpdate(1))
    document.addEventListener('visibilitychange', () => document.hidden && this.pause())
  }

  get value(): number {
    return this.#parts.input.valueAsNumber * minuteMs
  }

  set value(instant: number) {
    this.#parts.input.valueAsNumber = Math.round(instant / minuteMs)
    this.#told()
  }

  play(): void {
    if (this.value >= storyEnd) this.value = storyStart
    this.#timer = setInterval(() => {
      this.value = Math.min(storyEnd, this.value + playStepMs)
      if (this.value >= storyEnd) this.pause()
    }, playEveryMs)
    this.#showPlaying()
  }

  pause(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#showPlaying()
  }

  #showPlaying(): void {
    const { play } = this.#parts
    const label = this.#timer ? 'Pause' : 'Play'
    play.classList.toggle('playing', !!this.#timer)
    play.setAttribute('aria-label', label)
    play.title = label
  }

  #told(): void {
    const { input, output } = this.#parts
    const text = momentFormat.format(this.value)
    output.value = text
    input.setAttribute('aria-valuetext', text)
    this.#onMove(this.value)
  }

  #toUpdate(direction: 1 | -1): void {
    this.pause()
    const at = this.value
    const found = direction > 0 ? updateTimes.find((t) => t > at) : updateTimes.findLast((t) => t < at)
    this.value = found ?? (direction > 0 ? storyEnd : storyStart)
  }

  #onKey(event: KeyboardEvent): void {
    const { input } = this.#parts
    const isAlongLine = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
    const isFlipped = isAlongLine && getComputedStyle(input).direction === 'rtl'
    const step = (steps[event.key] ?? 0) * (isFlipped ? -1 : 1)
    if (event.key === 'PageUp') this.#toUpdate(1)
    else if (event.key === 'PageDown') this.#toUpdate(-1)
    else if (step) {
      this.pause()
      this.value += step * (event.shiftKey ? 1 : 15) * minuteMs
    } else return
    event.preventDefault()
  }
}

const place = (instant: number) => String((instant - storyStart) / (storyEnd - storyStart))

function mark(className: string, from: number, to = from, text = ''): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.style.setProperty('--from', place(from))
  element.style.setProperty('--to', place(to))
  element.textContent = text
  return element
}

function markElements(): HTMLElement[] {
  const start = storyTime(serverMove.scheduledFor)
  const [first, moved] = serverMove.scheduledUntil.map(({ until }) => storyTime(until))
  const midnights = Array.from({ length: 6 }, (_, i) => storyTime('2023-12-06T00:00') + i * dayMs)
  return [
    ...(moved ? [mark('work', start, moved)] : []),
    ...(first ? [mark('planned', start, first)] : []),
    ...updateTimes.map((at) => mark('tick', at)),
    ...midnights.map((at) => mark('day', at, at, dayFormat.format(at))),
  ]
}
