import { storyStart, turns, witnessed } from './story.ts'

/** An element that can be told the time and asked to read its feed. */
export type StoryElement = HTMLElement & { refresh(): Promise<void> }

/**
 * Somebody who has the page open while the story happens. Going forward, they miss nothing that a page left open would
 * have seen: a moved end is known only to whoever saw the first one. Nobody can unsee, so going back past something that
 * was told makes a new visitor, who reads the story up to there out of sight and then takes over the page.
 */
export class Visitor {
  readonly #elements: readonly StoryElement[]
  /** Reads for a new visitor before the page's own elements do. */
  readonly #scout: StoryElement
  readonly #feed: string
  #visit = 1
  #at = storyStart
  /** What the elements were told last. */
  #told: number | undefined
  #wanted = storyStart
  #isMoving = false

  constructor(elements: readonly StoryElement[], scout: StoryElement, feed: string) {
    this.#elements = elements
    this.#scout = scout
    this.#feed = feed
  }

  /** The instant for which the status page answers a request for one of its documents, in ms since the epoch. */
  answerFor(document: string): number {
    if (document === 'summary') this.#told = this.#at
    return this.#at
  }

  /** Takes the page to an instant; of several wishes in a row the last one counts. */
  async moveTo(instant: number): Promise<void> {
    this.#wanted = instant
    if (this.#isMoving) return
    this.#isMoving = true
    try {
      do await this.#move(this.#wanted)
      while (this.#at !== this.#wanted)
    } finally {
      this.#isMoving = false
    }
  }

  async #move(instant: number): Promise<void> {
    if (!turns.some((turn) => turn > instant && turn <= this.#at)) return this.#read(instant, this.#elements)
    const feed = `${this.#feed}#visit-${++this.#visit}`
    this.#at = storyStart
    this.#told = undefined
    this.#scout.setAttribute('feed', feed)
    await this.#read(instant, [this.#scout])
    for (const element of this.#elements) {
      element.setAttribute('now', isoTime(instant))
      element.setAttribute('feed', feed)
    }
  }

  async #read(instant: number, elements: readonly StoryElement[]): Promise<void> {
    const seen = witnessed.filter((at) => at > this.#at && at < instant)
    for (const at of [...seen, instant]) {
      this.#at = at
      for (const element of elements) element.setAttribute('now', isoTime(at))
      // A refresh joins a reading under way, whose answer may be older than the slider.
      for (let tries = 0; tries < 3 && this.#told !== at; tries++) {
        await Promise.all(elements.map((element) => element.refresh()))
      }
    }
  }
}

const isoTime = (instant: number) => new Date(instant).toISOString()
