/** The browser's `localStorage`, which may be full, forbidden or not there: then nothing is found and nothing is kept. */

export function readItem(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** False where it could not be kept. Without a value, the item is removed. */
export function writeItem(key: string, value?: string): boolean {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
    return true
  } catch {
    return false
  }
}
