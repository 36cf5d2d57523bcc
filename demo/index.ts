import { Slider } from './story/slider.ts'
import { openStatusPage } from './story/status-page.ts'
import { pageUrl, storyEnd, storyStart, storyTime, updateTimes } from './story/story.ts'
import { type StoryElement, Visitor } from './story/visitor.ts'

const begin = '2023-12-06T09:30'
const address = new URL(location.href)

function find<T extends Element>(selector: string): T {
  const found = document.querySelector<T>(selector)
  if (!found) throw new Error(`The page has no ${selector}`)
  return found
}

function remember(name: string, value: string): void {
  address.searchParams.set(name, value)
  history.replaceState(null, '', address)
}

/** The wall clock of the story, as the page's address has it. */
const wallClock = (instant: number) => new Date(instant + 3_600_000).toISOString().slice(0, 16)

const elements = [...document.querySelectorAll<StoryElement>('.story-element')]
const banner = find<StoryElement & { restore(): void }>('statuspane-banner')
const scout = find<StoryElement>('.scout')
const told = find('#told')
const count = find('#count')
const restore = find<HTMLButtonElement>('#restore')

for (const element of [...elements, scout]) {
  element.setAttribute('time-zone', 'page')
  // Each visit begins afresh: nothing has been shown yet, and nothing dismissed.
  element.setAttribute('storage', 'none')
}

function onChoice(name: string, apply: (value: string) => void): void {
  const select = find<HTMLSelectElement>(`#${name}`)
  const asked = address.searchParams.get(name)
  if (asked && [...select.options].some((option) => option.value === asked)) select.value = asked
  apply(select.value)
  select.addEventListener('change', () => {
    apply(select.value)
    remember(name, select.value)
  })
}

onChoice('theme', (theme) => {
  document.documentElement.dataset.theme = theme
  for (const element of elements) element.setAttribute('theme', theme)
})
onChoice('dir', (dir) => {
  document.documentElement.dir = dir
})
onChoice('banner', (position) => banner.setAttribute('position', position))

const visitor = new Visitor(elements, scout, pageUrl)
let isOpen = false

const slider = new Slider(
  {
    input: find('#slider'),
    output: find('#moment'),
    marks: find('#marks'),
    play: find('#play'),
    previous: find('#previous'),
    next: find('#next'),
  },
  (instant) => {
    const given = updateTimes.filter((at) => at <= instant).length
    count.textContent = `${given} of ${updateTimes.length} updates`
    remember('at', wallClock(instant))
    if (isOpen) void visitor.moveTo(instant)
  },
)

const asked = storyTime(address.searchParams.get('at') ?? begin)
slider.value = asked >= storyStart && asked <= storyEnd ? asked : storyTime(begin)

document.addEventListener('statuspane-dismiss', () => {
  restore.hidden = false
})
restore.addEventListener('click', () => {
  banner.restore()
  restore.hidden = true
})

try {
  await openStatusPage((document) => visitor.answerFor(document))
  await import('../src/index.ts')
  isOpen = true
  await visitor.moveTo(slider.value)
} catch {
  told.textContent = 'The status page of this demo lives in a service worker: open the demo on localhost or over https.'
}
