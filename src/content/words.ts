import { renderText } from './text.ts'

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Shows the words of a body that nothing here can parse; as they only become text nodes, a wrong guess is harmless. */
export function renderWords(body: string): DocumentFragment {
  const words = body
    .replace(/<(script|style)\b[^]*?(?:<\/\1[^>]*>?|$)|<!--[^]*?(?:-->|$)/gi, '')
    .replace(/<(?:br|\/?(?:p|div|li|tr|pre|h\d))\b[^>]*>?/gi, '\n')
    .replace(/<[a-z/!?][^>]*>?/gi, '')
    .replace(/&(?:#(\d{1,6})|#x([\da-fA-F]{1,5})|(amp|lt|gt|quot|apos|nbsp));/g, (_, decimal, hex, name) =>
      name ? (entities[name] ?? '') : String.fromCodePoint(Number(decimal ?? `0x${hex}`)),
    )
  return renderText(words)
}
