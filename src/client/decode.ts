/**
 * The text of a document that is not valid UTF-8. A byte order mark says UTF-16 and wins over any header, which proxies
 * that re-encode leave as it was; then the encoding that the header or the XML declaration names.
 */
export function decode(bytes: ArrayBuffer, contentType: string): string {
  const [first, second] = new Uint8Array(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  const text = new TextDecoder().decode(bytes)
  const declared = /(?:charset|encoding)\s*=\s*["']?([\w-]+)/i.exec(contentType + text.slice(0, 100))?.[1]
  try {
    return declared && !/^utf-?16/i.test(declared) ? new TextDecoder(declared).decode(bytes) : text
  } catch {
    return text
  }
}
