/** What a fragment would look like as source, without the attributes that every link has. */
export function markup(content: DocumentFragment): string {
  const host = document.createElement('div')
  host.append(content)
  return host.innerHTML.replaceAll(' rel="noopener noreferrer nofollow" target="_blank"', '')
}

export const solid = (text: string) => text.replace(/\s/g, '')

const prototype = Object.getOwnPropertyDescriptor(Element.prototype, 'setHTML')

export const hasSetHtml = prototype !== undefined

/** Runs as in a browser without a sanitiser of its own, where DOMPurify does the work. */
export async function withoutSetHtml<T>(run: () => T | Promise<T>): Promise<T> {
  Reflect.deleteProperty(Element.prototype, 'setHTML')
  try {
    return await run()
  } finally {
    if (prototype) Object.defineProperty(Element.prototype, 'setHTML', prototype)
  }
}
