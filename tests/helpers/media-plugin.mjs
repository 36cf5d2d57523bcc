/**
 * Pretends a reader's preferences, as `{ 'forced-colors': 'active' }`; an empty object ends it. Chromium only.
 * The runner's own command knows nothing of forced colours.
 */
export function mediaPlugin() {
  const protocols = new WeakMap()
  return {
    name: 'media',
    async executeCommand({ command, payload, session }) {
      if (command !== 'media') return
      const page = session.browser.getPage(session.id)
      // Another session would not undo what this one pretends.
      const protocol = protocols.get(page) ?? (await page.createCDPSession())
      protocols.set(page, protocol)
      const features = Object.entries(payload).map(([name, value]) => ({ name, value }))
      await protocol.send('Emulation.setEmulatedMedia', { features })
      return true
    },
  }
}
