import { attributes, dropped, elements, openEnded } from './allow-list.ts'
import { mark, rebuild, type Reading } from './rebuild.ts'

/** TypeScript's DOM library knows `Sanitizer` but not yet the method that takes it. */
interface SetsHtml {
  setHTML(html: string, options: { sanitizer: Sanitizer }): void
}

type Clean = ParentNode & Node

const setsHtml = (element: Element): element is Element & SetsHtml =>
  'setHTML' in element && typeof Sanitizer === 'function'

/**
 * HTML from anyone as new elements from the allow-list: parsed and cleaned by the browser, or by DOMPurify (loaded then)
 * where it cannot do so, hence a promise there. Both parse in a document of their own, where nothing is loaded or run.
 * @param words what to show where neither can be had
 */
export function renderSafely(
  html: string,
  reading: Reading,
  words: () => DocumentFragment,
): DocumentFragment | Promise<DocumentFragment> {
  const finish = (clean: Clean) => {
    const content = rebuild(clean, reading)
    // Empty also where Trusted Types did not let DOMPurify parse.
    return content.hasChildNodes() ? content : words()
  }
  try {
    if (isMonstrous(html)) return words()
    const inert = document.implementation.createHTMLDocument('').body
    if (!setsHtml(inert)) return purified(html).then(finish).catch(words)
    inert.setHTML(quiet(html), { sanitizer: sanitizerFor(html) })
    return finish(inert)
  } catch {
    return words()
  }
}

async function purified(html: string): Promise<Clean> {
  const { default: purify } = await import('dompurify')
  return purify.sanitize(quiet(html), {
    ALLOWED_TAGS: elements,
    ALLOWED_ATTR: attributes,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    FORBID_CONTENTS: [...dropped],
    RETURN_DOM_FRAGMENT: true,
  })
}

/** An allow-list for this body: unknown elements in it give their words, while the API would drop these too. */
function sanitizerFor(html: string): Sanitizer {
  const found = new Set(Array.from(html.matchAll(/<([a-z][^\s/>]*)/gi), ([, name = '']) => name.toLowerCase()))
  const unwrapped = [...found].filter((name) => !dropped.has(name) && !elements.includes(name))
  return new Sanitizer({
    elements,
    attributes,
    replaceWithChildrenElements: unwrapped,
    comments: false,
    dataAttributes: false,
  })
}

const greatestCost = 200_000

/**
 * Whether to parse it would take seconds: a parser walks up what is open at each tag, and opens unclosed emphasis anew
 * in each paragraph, so that a few kilobytes can become millions of elements.
 */
function isMonstrous(html: string): boolean {
  let open = 0
  let cost = 0
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    if (!openEnded.has(name.toLowerCase())) open = Math.max(0, open + (slash ? -1 : 1))
    cost += open
  }
  return cost > greatestCost
}

/**
 * Gives what may be a `style` or `on…` attribute another name, and scripts and styles that of an element of plain text:
 * Chromium reports these to the page's content security policy while parsing, although they are dropped. rebuild.ts takes
 * the marks out of text and addresses.
 */
const quiet = (html: string) =>
  html
    .replace(/(?<=[\s"']|[^<]\/)(?=(?:style|on[a-z]+)[\s=/>])/gi, mark)
    .replace(/(?<=<\/?)(?:script|style)(?=[\s/>])/gi, 'noembed')
