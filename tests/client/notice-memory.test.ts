import { expect } from 'chai'
import { NoticeMemory, noticeMemory } from '../../src/client/notice-memory.ts'

const minute = 60_000
const day = 24 * 60 * minute
const noon = Date.parse('2026-05-04T12:00:00Z')

let count = 0
const freshKey = () => `notices-test-${count++}`
afterEach(() => localStorage.clear())

/** Another tab has written: the event that the browser sends to all tabs but that one. */
const fromAnotherTab = (key: string | null) => dispatchEvent(new StorageEvent('storage', { key }))

/** Storage that fails in one of its methods, for the time of `run`. */
function withBroken(method: 'getItem' | 'setItem', run: () => void) {
  const original = Storage.prototype[method]
  Storage.prototype[method] = () => {
    throw new DOMException('No room', 'QuotaExceededError')
  }
  try {
    run()
  } finally {
    Storage.prototype[method] = original as never
  }
}

describe('the memory of notices', () => {
  it('keeps what a notice was like when it was dismissed', () => {
    const memory = new NoticeMemory(undefined)
    memory.dismiss('i', 'investigating|minor')
    expect([memory.dismissed('i'), memory.dismissed('other')]).to.deep.equal(['investigating|minor', undefined])
  })

  it('keeps the newest dismissal of a notice', () => {
    const memory = new NoticeMemory(undefined)
    memory.dismiss('i', 'one')
    memory.dismiss('i', 'two')
    expect(memory.dismissed('i')).to.equal('two')
  })

  it('restores all dismissed notices and still knows which were shown', () => {
    const memory = new NoticeMemory(undefined)
    memory.markShown(['a'], noon)
    memory.dismiss('a', 'x')
    memory.dismiss('b', 'x')
    memory.restore()
    expect([memory.dismissed('a'), memory.dismissed('b'), memory.wasShown('a')]).to.deep.equal([undefined, undefined, true])
  })

  it('forgets an event whole', () => {
    const memory = new NoticeMemory(undefined)
    memory.markShown(['a', 'b'], noon)
    memory.dismiss('a', 'x')
    memory.forget(['a', 'c'])
    expect([memory.wasShown('a'), memory.dismissed('a'), memory.wasShown('b')]).to.deep.equal([false, undefined, true])
  })

  it('counts what was shown as recent for a week from its last showing', () => {
    const memory = new NoticeMemory(undefined)
    memory.markShown(['old'], noon)
    memory.markShown(['new'], noon + 5 * day)
    expect(memory.recentlyShown(noon + 8 * day)).to.deep.equal(['new'])
    expect(memory.wasShown('old')).to.equal(true)
  })

  it('survives any text as an id', () => {
    const key = freshKey()
    const ids = ['&=', 's:x', 'Σ "quoted"', '%41', '']
    const memory = new NoticeMemory(key)
    for (const id of ids) memory.dismiss(id, `${id}|=&`)
    const again = new NoticeMemory(key)
    expect(ids.map((id) => again.dismissed(id))).to.deep.equal(ids.map((id) => `${id}|=&`))
  })

  it('is the same for all elements that show one feed, and another for each feed and kind of storage', () => {
    const feed = freshKey()
    expect(noticeMemory(feed, true)).to.equal(noticeMemory(feed, true))
    expect(noticeMemory(feed, true)).not.to.equal(noticeMemory(feed, false))
    expect(noticeMemory(feed, true)).not.to.equal(noticeMemory(freshKey(), true))
  })

  it('stays small: the newest two hundred entries are kept', () => {
    const key = freshKey()
    const memory = new NoticeMemory(key)
    memory.markShown(['long'], noon)
    for (let i = 0; i < 150; i++) memory.dismiss(`i${i}`, 'x')
    memory.markShown(['long'], noon + day)
    for (let i = 150; i < 300; i++) memory.dismiss(`i${i}`, 'x')
    expect([memory.dismissed('i99'), memory.dismissed('i101'), memory.wasShown('long')]).to.deep.equal([undefined, 'x', true])
    expect([...new URLSearchParams(localStorage.getItem(key) ?? '')]).to.have.lengthOf(200)
  })
})

describe('the memory in localStorage', () => {
  it('is read by a new page', () => {
    const key = freshKey()
    new NoticeMemory(key).dismiss('i', 'x')
    expect(new NoticeMemory(key).dismissed('i')).to.equal('x')
  })

  it('leaves nothing there when nothing may be kept', () => {
    const before = localStorage.length
    noticeMemory(freshKey(), false).dismiss('i', 'x')
    expect(localStorage.length).to.equal(before)
  })

  it('is written at most every ten minutes for what is merely shown', () => {
    const key = freshKey()
    const memory = new NoticeMemory(key)
    const written = [0, 5, 9, 10, 11, 21].map((at) => {
      memory.markShown(['i'], noon + at * minute)
      return localStorage.getItem(key)
    })
    expect(new Set(written).size).to.equal(3)
  })

  it('is the page’s own trouble where it cannot be written: the reader’s dismissals hold until the page goes', () => {
    const key = freshKey()
    const memory = new NoticeMemory(key)
    withBroken('setItem', () => memory.dismiss('a', 'x'))
    memory.dismiss('b', 'x')
    expect([memory.dismissed('a'), memory.dismissed('b')]).to.deep.equal(['x', 'x'])
  })

  it('is the page’s own trouble where it cannot be read', () => {
    withBroken('getItem', () => {
      const memory = new NoticeMemory(freshKey())
      memory.dismiss('a', 'x')
      expect(memory.dismissed('a')).to.equal('x')
    })
  })

  it('bears what others have left under its name', () => {
    const key = freshKey()
    localStorage.setItem(key, '{"not": "ours"}%%%&&=')
    const memory = new NoticeMemory(key)
    expect(memory.recentlyShown(0)).to.deep.equal([])
  })
})

describe('two tabs', () => {
  const pair = () => {
    const key = freshKey()
    return { key, here: new NoticeMemory(key), there: new NoticeMemory(key) }
  }
  const told = (memory: NoticeMemory) => {
    let count = 0
    const stop = memory.subscribe(() => count++)
    return { count: () => count, stop }
  }

  it('agree on a dismissal at once', () => {
    const { key, here, there } = pair()
    const { count, stop } = told(here)
    there.dismiss('i', 'x')
    fromAnotherTab(key)
    expect([here.dismissed('i'), count()]).to.deep.equal(['x', 1])
    stop()
  })

  it('agree when all of the browser’s storage is cleared', () => {
    const { here } = pair()
    const { count, stop } = told(here)
    here.dismiss('i', 'x')
    localStorage.clear()
    fromAnotherTab(null)
    expect([here.dismissed('i'), count()]).to.deep.equal([undefined, 2])
    stop()
  })

  it('leave each other in peace over what was merely shown', () => {
    const { key, here, there } = pair()
    const { count, stop } = told(here)
    there.markShown(['i'], noon)
    fromAnotherTab(key)
    expect([here.wasShown('i'), count()]).to.deep.equal([true, 0])
    stop()
  })

  it('pay no heed to what else is stored', () => {
    const { here } = pair()
    const { count, stop } = told(here)
    fromAnotherTab('basket')
    expect(count()).to.equal(0)
    stop()
  })

  it('keep each other’s dismissals, even those that one has not heard of', () => {
    const { key, here, there } = pair()
    there.dismiss('theirs', 'x')
    here.dismiss('ours', 'x')
    const later = new NoticeMemory(key)
    expect([later.dismissed('theirs'), later.dismissed('ours')]).to.deep.equal(['x', 'x'])
  })

  it('agree again once an element that was away comes back', () => {
    const { here, there } = pair()
    told(here).stop()
    there.dismiss('i', 'x')
    told(here).stop()
    expect(here.dismissed('i')).to.equal('x')
  })

  it('are not listened to once nobody here asks', () => {
    const { key, here, there } = pair()
    const { count, stop } = told(here)
    stop()
    there.dismiss('i', 'x')
    fromAnotherTab(key)
    expect([here.dismissed('i'), count()]).to.deep.equal([undefined, 0])
  })

  describe('takes from storage', () => {
    it('nothing that is not its own, and no more than it keeps', () => {
      const key = freshKey()
      const many = Array.from({ length: 500 }, (_, i): [string, string] => [`d:${i}`, 'x'])
      localStorage.setItem(key, `${new URLSearchParams([['toString', 'x'], ['__proto__', 'x'], ...many, ['d:long', 'x'.repeat(200_000)]])}`)
      const memory = new NoticeMemory(key)
      expect([memory.dismissed('300'), memory.dismissed('301'), memory.dismissed('499'), memory.dismissed('long')]).to.deep.equal([undefined, 'x', 'x', undefined])
    })

    for (const damage of ['%', '{"d:a":"x"}', '&&&===', '\u0000']) {
      it(`nothing from "${damage}"`, () => {
        const key = freshKey()
        localStorage.setItem(key, damage)
        const memory = new NoticeMemory(key)
        expect([memory.dismissed('a'), memory.recentlyShown(noon)]).to.deep.equal([undefined, []])
        memory.dismiss('a', 'x')
        expect(new NoticeMemory(key).dismissed('a')).to.equal('x')
      })
    }
  })

  it('keeps a dismissal however much the notice names: in a great outage that is much', () => {
    const key = freshKey()
    const fingerprint = Array.from({ length: 1000 }, (_, i) => `component-${i}:major_outage`).join()
    new NoticeMemory(key).dismiss('components', fingerprint)
    expect(new NoticeMemory(key).dismissed('components')).to.equal(fingerprint)
  })

  it('gives an endless id no room in the storage of the page', () => {
    const key = freshKey()
    const memory = new NoticeMemory(key)
    memory.dismiss('x'.repeat(1_000_000), 'y')
    expect((localStorage.getItem(key) ?? '').length).to.equal(0)
  })
})
