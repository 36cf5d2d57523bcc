/** The strictest page: a violation of its policy is a report to its owner, whatever came of it. */
const policy = (trustedTypes: string) =>
  "default-src 'none'; script-src 'nonce-x' 'strict-dynamic'; style-src 'self'; connect-src 'self'; " +
  `require-trusted-types-for 'script'; trusted-types ${trustedTypes}`

/** Opens such a page, and runs a module's body in it; what that gives to `done` comes as a message. */
export function openStrictPage(trustedTypes: string, script: string): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy(trustedTypes)}">
    <body><script nonce="x" type="module">
      const done = (value) => parent.postMessage(value, '*')
      ${script}
    </script>`
  document.body.append(frame)
  return frame
}

/** The next message of such a page. */
export function messageOf<T>({ contentWindow }: HTMLIFrameElement): Promise<T> {
  return new Promise((resolve) => {
    addEventListener('message', function listen({ source, data }: MessageEvent<T>) {
      if (source !== contentWindow) return
      removeEventListener('message', listen)
      resolve(data)
    })
  })
}

/** Runs a module's body in such a page, and settles with what it gives to `done`. */
export async function inStrictPage<T>(trustedTypes: string, script: string): Promise<T> {
  const frame = openStrictPage(trustedTypes, script)
  const message = await messageOf<T>(frame)
  frame.remove()
  return message
}

/** A value as a string in such a script: nothing in it ends the script, or a string. */
export const quoted = (value: unknown): string =>
  `JSON.parse(decodeURIComponent('${encodeURIComponent(JSON.stringify(value)).replaceAll("'", '%27')}'))`
