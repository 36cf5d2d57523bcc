import { warn } from './warn.ts'

/**
 * The script tag itself: a classic script that finds its tag and imports the module built from embed.ts, whose
 * file and export the build puts in. That address has to be absolute: a classic script of another origin has no
 * base of its own.
 */
declare const MAIN_FILE: string
declare const MOUNT: 'mount'

type Embed = typeof import('./embed.ts')

const brand = Symbol.for('statuspane.tags')
const page = globalThis as { [brand]?: WeakSet<Element> }

/** Tags that a loader on this page already serves, whatever its version. */
const served = (page[brand] ??= new WeakSet())

const load = (url: string): Promise<Embed> => import(/* @vite-ignore */ url)
const pause = () => new Promise((resolve) => setTimeout(resolve, 2000))

/** Once more after a pause, and then under another name: Firefox holds a module that failed for failed for ever. */
const loadPatiently = (url: string) =>
  load(url).catch(() => pause().then(() => load(url).catch(() => load(`${url}?1`))))

async function serve(tag: HTMLScriptElement): Promise<void> {
  if (served.has(tag)) return
  served.add(tag)
  try {
    const embed = await loadPatiently(new URL(MAIN_FILE, tag.src).href)
    await embed[MOUNT](tag)
  } catch (error) {
    warn(error)
  }
}

/** A module has no `currentScript` and runs once, however many tags name it; others' files may be called the same. */
function serveModules(): void {
  const tags = document.querySelectorAll<HTMLScriptElement>('script[type=module][src*="embed.js"]')
  for (const tag of tags) if (tag.dataset.feed || tags.length === 1) void serve(tag)
}

const { currentScript } = document
// `instanceof`, since markup such as `<img name="currentScript">` takes the property's place
if (currentScript instanceof HTMLScriptElement) void serve(currentScript)
else {
  serveModules()
  document.addEventListener('DOMContentLoaded', serveModules)
}
