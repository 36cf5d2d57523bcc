import { legible } from './characters.ts'
import { linkTo } from './links.ts'

const isWholeNumber = (value: string) => /^\d{1,4}$/.test(value)

/** What a reader gets of a picture: itself, or its words and perhaps where it is to be seen. */
interface Picture {
  image?: HTMLImageElement
  words: string
  link?: HTMLAnchorElement | undefined
}

/**
 * Reads an image of a body. Only https, since any other would be blocked or seen by others on the way; without its
 * alternative text it is called by its file. Undefined for what is not meant to be seen: a counter's single pixel, or an
 * ornament, whose alternative text is empty.
 */
export function readImage(attribute: (name: string) => string | undefined, isShown: boolean): Picture | undefined {
  const sizes = ['width', 'height'].map((name) => [name, attribute(name) ?? ''] as const)
  if (sizes.some(([, value]) => /^[01](px)?$/.test(value))) return undefined
  const address = addressOf(attribute('src'))
  const alt = attribute('alt')
  const words = legible(alt ?? '').replace(/\s+/g, ' ').trim()
  if (address && isShown) return { image: imageOf(address, words, sizes), words }
  if (!words && (alt !== undefined || !address)) return undefined
  return { words: words || nameOf(address), link: address && linkTo(address.href) }
}

function addressOf(src: string | undefined): URL | undefined {
  try {
    const url = new URL(src ?? '')
    return url.protocol === 'https:' ? url : undefined
  } catch {
    return undefined
  }
}

const nameOf = (url: URL | undefined) => url?.pathname.split('/').at(-1) || url?.hostname || ''

function imageOf(address: URL, alt: string, sizes: (readonly [string, string])[]): HTMLImageElement {
  const image = document.createElement('img')
  // Before the address, which is what has it loaded.
  image.loading = 'lazy'
  image.decoding = 'async'
  image.referrerPolicy = 'no-referrer'
  image.alt = alt
  for (const [name, value] of sizes) if (isWholeNumber(value)) image.setAttribute(name, value)
  image.src = address.href
  return image
}
