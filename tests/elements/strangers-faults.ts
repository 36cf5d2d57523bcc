import { deep } from '../helpers/mount.ts'

/** Said once more than in the templates, so that a slip there is seen here: the elements, each with its attributes. */
const table = (...entries: string[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(entries.map((entry) => [entry.split(':')[0] ?? '', entry.split(':')[1]?.split(' ') ?? []]))

const ours = table(
  'div:class part role id popover tabindex aria-readonly aria-label aria-valuemin aria-valuemax aria-valuenow aria-valuetext data-id title',
  'section:class part aria-label',
  ...[1, 2, 3, 4, 5, 6].map((level) => `h${level}:class part`),
  'a:class part href target rel',
  'button:class part aria-expanded aria-controls aria-label popovertarget',
  'article:class part',
  'bdi:class part',
  'span:class part',
  'p:class part',
  'ol:class part',
  'ul:class style',
  'li:class part tabindex',
  'time:datetime',
  'slot:name slot',
  'svg:class viewBox preserveAspectRatio aria-hidden',
  'path:class d fill stroke stroke-width stroke-linecap stroke-linejoin',
  'circle:cx cy r fill stroke stroke-width stroke-dasharray',
  'statuspane-banner:exportparts indicator theme position',
  'statuspane-components:exportparts indicator theme',
  'statuspane-timeline:exportparts indicator theme',
  'statuspane-widget:indicator theme',
)

/** What an update's body may consist of. */
const bodies = table(
  ...'div b blockquote br caption code del em h4 h5 h6 hr i p pre s small span strong sub sup table tbody tfoot thead tr u ul'.split(' '),
  'a:href rel target',
  'li:value',
  'ol:start',
  'td:colspan rowspan',
  'th:colspan rowspan',
)

const tokens = (list: string) => new Set(list.split(' '))

const tones = 'operational degraded-performance partial-outage major-outage under-maintenance unknown'

const classes = tokens(
  `${tones} tone no-data base notices notice row text line title label meta actions close more quiet panel links icon chevron card stack headline ` +
    'quiet-row strong footer list group group-heading rows long component name status window bars chosen legend from d30 d60 d90 ' +
    'section event header state older link updates update newest head body rest pill popup restore sr',
)

const partNames = tokens(
  `${tones} base notice icon message title time actions toggle dismiss link updates update update-status update-time update-body more ` +
    'group group-heading component component-name component-status window history event event-heading event-status headline footer dot label popover',
)

/** Attributes with a few values that are known beforehand. */
const values: Readonly<Record<string, RegExp>> = {
  id: /^(popup|panel-\d+)$/,
  popovertarget: /^popup$/,
  'aria-controls': /^panel-\d+$/,
  popover: /^$/,
  role: /^(status|slider)$/,
  tabindex: /^(0|-1)$/,
  slot: /^(actions|empty)$/,
  name: /^(actions|empty|error|icon-[a-z-]+)$/,
  style: /^padding-block-end: \d+px;$/,
  exportparts: /^[a-z-]+(, [a-z-]+)*$/,
  indicator: /^(none|minor|major|critical|maintenance|unknown)$/,
  theme: /^auto$/,
  position: /^static$/,
  target: /^_blank$/,
  rel: /^noopener noreferrer( nofollow)?$/,
}

function faultsOf(element: Element): string[] {
  const { localName } = element
  const isBody = !!element.parentElement?.closest('.body')
  const attributes = (isBody ? bodies : ours)[localName]
  if (!attributes) return [`<${localName}>`]
  return element.getAttributeNames().flatMap((name) => {
    const value = element.getAttribute(name) ?? ''
    const isBad =
      !attributes.includes(name) ||
      (values[name] && !values[name].test(value)) ||
      (name === 'class' && value.split(/\s+/).some((it) => it && !classes.has(it))) ||
      (name === 'part' && value.split(' ').some((it) => !partNames.has(it))) ||
      (name === 'href' && !isSafe(element, isBody))
    return isBad ? [`<${localName} ${name}="${value}">`] : []
  })
}

function isSafe(element: Element, isBody: boolean): boolean {
  const href = element.getAttribute('href') ?? ''
  const isAddress = /^https?:\/\//i.test(href) || (isBody && href.startsWith('mailto:'))
  return isAddress && element.getAttribute('target') === '_blank' && element.hasAttribute('rel')
}

/** What should not be in an element's shadow tree, nor in those within it; empty where all is well. */
export const faults = (element: Element): string[] => deep(element, '*').flatMap(faultsOf)
