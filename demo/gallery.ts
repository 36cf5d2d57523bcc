import '../src/index.ts'
import { mountState, type State, states, type Tag } from './states.ts'

const themes = ['light', 'dark'] as const
const tags: readonly Tag[] = [
  'statuspane-banner',
  'statuspane-widget',
  'statuspane-timeline',
  'statuspane-components',
  'statuspane-badge',
]

function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  if (className) element.className = className
  element.append(...children)
  return element
}

const linkTo = (id: string, text: string) => {
  const link = create('a', '', text)
  link.href = `#${id}`
  return link
}

/** One box per theme and width. The id of the first is the state's own, so that an address can name it. */
function sectionFor(state: State): HTMLElement {
  const section = create('section', `state ${state.tag}`, create('h3', '', linkTo(state.id, state.caption)))
  section.id = state.id
  const boxes = create('div', 'boxes')
  for (const theme of themes) {
    const widths = state.tag === 'statuspane-badge' ? ['wide'] : ['wide', 'narrow']
    const pane = create('div', `pane ${theme}`)
    for (const width of widths) {
      const box = create('div', `box ${width}${state.fixed ? ' fixed' : ''}${state.invisible ? ' invisible' : ''}`)
      pane.append(box)
      void mountState(state, box, theme)
    }
    boxes.append(pane)
  }
  section.append(boxes)
  return section
}

const main = document.querySelector('main')
const nav = document.querySelector('nav')
for (const tag of tags) {
  const name = tag.replace('statuspane-', '')
  const heading = create('h2', '', create('code', '', `<${tag}>`))
  heading.id = name
  nav?.append(linkTo(name, `<${tag}>`), ' ')
  main?.append(heading, ...states.filter((state) => state.tag === tag).map(sectionFor))
}

// The browser looked for the address's place before it was there.
document.getElementById(location.hash.slice(1))?.scrollIntoView()
