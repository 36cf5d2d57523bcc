import '../elements/banner.ts'
import { keepPlaced, onceParsed, placeOf } from './place.ts'
import { warn } from './warn.ts'

/** The widget and what stands in it: as one file they are a tenth smaller than as three, and sooner there. */
const parts = () => import('../elements/widget.ts')

/** The banner, which most pages want, comes along with this module; the others are fetched when asked for. */
const others = {
  widget: parts,
  components: parts,
  timeline: parts,
  badge: () => import('../elements/badge.ts'),
}

const isOther = (name: string): name is keyof typeof others => Object.hasOwn(others, name)

/** Attributes that mean the same on every element, and so no element declares. */
const general = ['id', 'class', 'slot']

/** Makes the one element that a script tag asks for and puts it into the page; without a feed it only defines them. */
export async function mount(tag: HTMLScriptElement): Promise<void> {
  const { feed, show = 'banner', target } = tag.dataset
  if (!feed) {
    await Promise.all(Object.values(others).map((define) => define()))
    return
  }
  if (isOther(show)) await others[show]()
  else if (show !== 'banner') warn(`data-show="${show}": write banner, ${Object.keys(others).join(', ')}`)
  if (!document.body) await new Promise<void>(onceParsed)
  keepPlaced(build(`statuspane-${isOther(show) ? show : 'banner'}`, tag), placeOf(tag, target))
}

/** The element with those of the tag's `data-` attributes that it knows. */
function build(name: string, tag: HTMLScriptElement): HTMLElement {
  const element = document.createElement(name)
  const { observedAttributes = [] } = element.constructor as { observedAttributes?: string[] }
  for (const { name: dataName, value } of tag.attributes) {
    const attribute = dataName.slice('data-'.length)
    const isData = dataName.startsWith('data-')
    if (isData && [...general, ...observedAttributes].includes(attribute))
      element.setAttribute(attribute, value)
  }
  return element
}
