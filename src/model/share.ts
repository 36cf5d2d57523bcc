/**
 * `next`, with every part that equals the same part of `previous` replaced by the old object,
 * so that identity means "unchanged". For JSON values; list items are matched by their `id` where they have one.
 */
export function share<T>(previous: unknown, next: T): T {
  return shareValue(previous, next) as T
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function shareValue(previous: unknown, next: unknown): unknown {
  if (previous === next) return previous
  if (Array.isArray(previous) && Array.isArray(next)) return shareList(previous, next)
  if (isObject(previous) && isObject(next)) return shareObject(previous, next)
  return next
}

function shareList(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const byId = new Map(previous.filter(isObject).map((item) => [item.id, item]))
  const shared = next.map((item, i) =>
    shareValue(isObject(item) && item.id !== undefined ? byId.get(item.id) : previous[i], item),
  )
  return shared.length === previous.length && shared.every((item, i) => item === previous[i]) ? previous : shared
}

function shareObject(previous: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(next)
  const shared = Object.fromEntries(keys.map((key) => [key, shareValue(previous[key], next[key])]))
  const same = keys.length === Object.keys(previous).length && keys.every((key) => shared[key] === previous[key])
  return same ? previous : shared
}
