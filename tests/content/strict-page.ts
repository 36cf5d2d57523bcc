/** The strictest page: a violation of its policy is a report to its owner, whatever came of it. */
const policy = (trustedTypes: string) =>
  "default-src 'none'; script-src 'nonce-x' 'strict-dynamic'; style-src 'self'; connect-src 'self'; " +
  `require-trusted-types-for 'script'; trusted-types ${trustedTypes}`

/** Runs a module's body in such a page, and settles with what it gives to `done`. */
export function inStrictPage<T>(trustedTypes: string, body: string): Promise<T> {
  const frame = document.createElement('iframe')
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy(trustedTypes)}">
    <body><script nonce="x" type="module">
      const done = (value) => parent.postMessage(value, '*')
      ${body}
    </script>`
  return new Promise((resolve) => {
    addEventListener('message', function listen({ source, data }: MessageEvent<T>) {
      if (source !== frame.contentWindow) return
      removeEventListener('message', listen)
      frame.remove()
      resolve(data)
    })
    document.body.append(frame)
  })
}

/** A value as a string in such a script: nothing in it ends the script, or a string. */
export const quoted = (value: unknown): string =>
  `JSON.parse(decodeURIComponent('${encodeURIComponent(JSON.stringify(value)).replaceAll("'", '%27')}'))`
