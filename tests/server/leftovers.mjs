/** Counts in a page what is left behind: listeners of window and document, timers, channels. Runs before all its scripts. */
export function watchLeftovers() {
  const left = new Map()
  const take = (what) => left.set(what, (left.get(what) ?? 0) + 1)
  const drop = (what) => (left.get(what) > 1 ? left.set(what, left.get(what) - 1) : left.delete(what))
  const { addEventListener, removeEventListener } = EventTarget.prototype
  const seen = new Map()
  const key = (target, type, listener) => {
    const all = seen.get(target) ?? new Map()
    seen.set(target, all)
    const types = all.get(listener) ?? new Set()
    all.set(listener, types)
    return { types, name: `${target === window ? 'window' : 'document'} ${type}` }
  }
  const isOurs = (target) => target === window || target === document
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window
    if (isOurs(target) && listener && !options?.once) {
      const { types, name } = key(target, type, listener)
      if (!types.has(type)) take(name)
      types.add(type)
    }
    return addEventListener.call(target, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window
    if (isOurs(target) && listener) {
      const { types, name } = key(target, type, listener)
      if (types.delete(type)) drop(name)
    }
    return removeEventListener.call(target, type, listener, options)
  }
  const { setTimeout, clearTimeout, setInterval } = window
  const timers = new Set()
  window.setTimeout = (run, ms, ...rest) => {
    const id = setTimeout(() => {
      if (timers.delete(id)) drop('timer')
      run(...rest)
    }, ms)
    timers.add(id)
    take('timer')
    return id
  }
  window.clearTimeout = (id) => {
    if (timers.delete(id)) drop('timer')
    clearTimeout(id)
  }
  window.setInterval = (...args) => {
    take('interval')
    return setInterval(...args)
  }
  window.BroadcastChannel = class extends BroadcastChannel {
    constructor(name) {
      super(name)
      take('channel')
    }
    close() {
      drop('channel')
      super.close()
    }
  }
  Object.defineProperty(window, 'leftBehind', { value: () => Object.fromEntries(left), enumerable: false })
  Object.defineProperty(window, 'knownBefore', { value: new Set(Reflect.ownKeys(window)), enumerable: false })
}
