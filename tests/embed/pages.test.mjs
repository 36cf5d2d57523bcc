import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { launch } from '../server/browser.mjs'
import { incidentTitle, openSite } from './site.mjs'

let browser
let site

before(async () => {
  site = await openSite()
  browser = await launch()
})

after(async () => {
  await browser.close()
  await site.close()
})

/** Nothing is known of earlier pages, whatever the tests before have left. */
async function forget() {
  const { page: host } = await visit(page({}))
  await host.evaluate(() => localStorage.clear())
  site.cdn.requested.length = 0
}

/** Pages are left open until the test is over, so that what they say late is heard too. */
const open = []

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ page }) => page.close()))
  site.cdn.failures = 0
  site.cdn.requested.length = 0
})

/** Opens a page; `said` is what it wrote to the console, threw and reported as violations of its policy. */
async function visit(html, headers) {
  const page = await browser.newPage()
  const said = []
  // Firefox asks for an icon whatever the policy, and reports that as the page's violation
  const hear = (text) => text.includes('/favicon.ico') || said.push(text)
  page.on('console', (message) => hear(`console: ${message.text()}`))
  page.on('pageerror', (error) => hear(`thrown: ${error}`))
  await page.exposeFunction('heard', hear)
  await page.evaluateOnNewDocument(() => {
    const report = window.heard
    document.addEventListener('securitypolicyviolation', (e) =>
      report(`violation: ${e.violatedDirective} ${e.blockedURI}`),
    )
  })
  const visited = { page, said }
  open.push(visited)
  await page.goto(site.add(html, headers), { waitUntil: 'load' })
  return visited
}

/** Asks the page until it agrees. */
async function until(page, question, ...args) {
  const end = Date.now() + 8000
  for (;;) {
    // a page that is being left has no answer
    const answer = await page.evaluate(question, ...args).catch(() => undefined)
    if (answer) return answer
    if (Date.now() > end) assert.fail(`never came true: ${question} of ${JSON.stringify(args)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** Looks into the elements inside an element too, as a widget has them. */
function shows(selector, text) {
  const textOf = (root) =>
    [
      root.textContent,
      ...[...root.querySelectorAll('*')].map((it) => (it.shadowRoot ? textOf(it.shadowRoot) : '')),
    ].join(' ')
  const root = document.querySelector(selector)?.shadowRoot
  return root && textOf(root).includes(text)
}

const untilShown = (page, selector = 'statuspane-banner') => until(page, shows, selector, incidentTitle)

const count = (page, selector = 'statuspane-banner') =>
  page.evaluate((it) => document.querySelectorAll(it).length, selector)

/** Long enough for anything that was going to happen on these pages. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 400))

const tag = (attributes = '', { script = site.script, mode = 'async', feed = site.feed } = {}) =>
  `<script ${mode} src="${script}" data-feed="${feed}" ${attributes}></script>`

const page = ({ head = '', body = '<main><p>Inbox</p></main>', doctype = '<!doctype html>' } = {}) =>
  `${doctype}<html lang="en"><head><meta charset="utf-8"><title>Host</title>${head}</head><body>${body}</body></html>`

const isFirstInBody = () => document.body.firstElementChild?.localName === 'statuspane-banner'

describe('A script tag puts a banner first in the body', () => {
  const ways = {
    'in the head, async': () => page({ head: tag() }),
    'in the head, deferred': () => page({ head: tag('', { mode: 'defer' }) }),
    'in the head, blocking': () => page({ head: tag('', { mode: '' }) }),
    'in the body': () => page({ body: `<main>Inbox</main>${tag('', { mode: '' })}<footer>End</footer>` }),
    'as a module': () => page({ head: tag('', { mode: 'type="module"' }) }),
    'injected by a script': () =>
      page({
        body: `<main>Inbox</main><script>
          const tag = document.createElement('script')
          tag.src = ${JSON.stringify(site.script)}
          tag.dataset.feed = ${JSON.stringify(site.feed)}
          document.head.append(tag)
        </script>`,
      }),
    'with a base address elsewhere': () =>
      page({ head: `<base href="https://elsewhere.example/deep/">${tag()}` }),
    'before the body has arrived': () => {
      const [head, body] = page({ head: tag() }).split('</head>')
      return [head, `</head>${body}`]
    },
    'in quirks mode': () => page({ doctype: '', head: tag() }),
    'from an address that redirects': () =>
      page({ head: tag('', { script: `${site.cdnOrigin}/latest/embed.js` }) }),
    'written by a script': () =>
      page({
        body: `<main>Inbox</main><script>document.write(${JSON.stringify(tag()).replaceAll('</', '<\\/')})</script>`,
      }),
    'where the page is all body': () => tag(),
  }
  for (const [way, html] of Object.entries(ways)) {
    it(way, async () => {
      const { page, said } = await visit(html())
      await untilShown(page)
      assert.equal(await page.evaluate(isFirstInBody), true)
      assert.equal(await count(page), 1)
      await settle()
      assert.deepEqual(said, [])
    })
  }

  it('by one request for the loader and one for what a banner from a Statuspage needs', async () => {
    await forget()
    const { page: host } = await visit(page({ head: tag() }))
    await untilShown(host)
    await settle()
    const files = site.cdn.requested.map((path) => path.replace(/-[\w-]{8}\.js$/, ''))
    assert.deepEqual(files.toSorted(), ['assets/main', 'embed.js'])
  })

  it('once, when it is pasted twice', async () => {
    const { page: host, said } = await visit(page({ head: tag() + tag(), body: `<main></main>${tag()}` }))
    await untilShown(host)
    await settle()
    assert.equal(await count(host), 1)
    assert.deepEqual(said, [])
  })

  it('once, when two tags are modules', async () => {
    const module = tag('', { mode: 'type="module"' })
    const { page: host } = await visit(page({ head: module + module }))
    await untilShown(host)
    await settle()
    assert.equal(await count(host), 1)
  })

  it('twice, when two tags ask for different things', async () => {
    const { page: host } = await visit(page({ head: tag() + tag('data-lead="2h"') }))
    await until(host, () => document.querySelectorAll('statuspane-banner').length === 2)
    assert.deepEqual(
      await host.evaluate(() =>
        [...document.querySelectorAll('statuspane-banner')].map((it) => it.getAttribute('lead')).sort(),
      ),
      ['2h', null],
    )
  })

  it('after the network failed once', async () => {
    site.cdn.failures = 1
    const { page: host } = await visit(page({ head: tag() }))
    await untilShown(host)
    assert.equal(await count(host), 1)
  })
})

describe('A script tag passes on', () => {
  for (const show of ['banner', 'widget', 'components', 'timeline', 'badge']) {
    it(`data-show="${show}"`, async () => {
      const { page: host, said } = await visit(page({ head: tag(`data-show="${show}"`) }))
      await until(
        host,
        (name) => document.querySelector(name)?.shadowRoot?.childElementCount,
        `statuspane-${show}`,
      )
      await settle()
      assert.deepEqual(said, [])
    })
  }

  it('a data-show that is none as the banner, with one warning', async () => {
    const { page: host, said } = await visit(page({ head: tag('data-show="ticker"') }))
    await untilShown(host)
    await settle()
    assert.equal(said.length, 1)
    assert.match(said[0], /console: \[statuspane\] data-show="ticker": write banner, widget/)
  })

  it('attributes that the element knows, id, class and slot, and no others', async () => {
    const { page: host } = await visit(
      page({
        head: tag(
          'data-time-zone="Asia/Tokyo" data-theme="dark" data-id="status" data-class="a b" data-foo="1" data-onclick="1" data-style="color:red"',
        ),
      }),
    )
    await untilShown(host)
    const names = await host.evaluate(() => document.querySelector('#status').getAttributeNames())
    for (const name of ['feed', 'time-zone', 'theme', 'id', 'class']) assert.ok(names.includes(name), name)
    for (const name of ['foo', 'onclick', 'style', 'show', 'src', 'async'])
      assert.ok(!names.includes(name), name)
  })

  it('nothing without data-feed, but defines the elements', async () => {
    const { page: host, said } = await visit(
      page({
        head: `<script async src="${site.script}"></script>`,
        body: `<statuspane-banner feed="${site.feed}"></statuspane-banner>`,
      }),
    )
    await untilShown(host)
    await until(host, () =>
      ['widget', 'components', 'timeline', 'badge'].every((it) => customElements.get(`statuspane-${it}`)),
    )
    assert.equal(await count(host), 1)
    assert.deepEqual(said, [])
  })
})

describe('data-target', () => {
  it('"here" is where the tag stands', async () => {
    const { page: host } = await visit(
      page({ body: `<header></header>${tag('data-target="here"')}<main></main>` }),
    )
    await untilShown(host)
    const around = await host.evaluate(() => {
      const { previousElementSibling, nextElementSibling } = document.querySelector('statuspane-banner')
      return [previousElementSibling, nextElementSibling].map((it) => it.localName)
    })
    assert.deepEqual(around, ['script', 'main'])
  })

  it('a selector is the element that holds it', async () => {
    const { page: host } = await visit(
      page({ head: tag('data-target="#status"'), body: '<main><p id="status"></p></main>' }),
    )
    await untilShown(host, '#status > statuspane-banner')
  })

  it('a selector that appears later is waited for, with one warning', async () => {
    const { page: host, said } = await visit(page({ head: tag('data-target="#later"') }))
    await settle()
    assert.equal(await count(host), 0)
    await host.evaluate(() =>
      document.querySelector('main').insertAdjacentHTML('beforeend', '<div id="later"></div>'),
    )
    await untilShown(host, '#later > statuspane-banner')
    assert.equal(said.length, 1)
    assert.match(said[0], /data-target="#later"/)
  })

  it('that is no selector means first in the body, with one warning', async () => {
    const { page: host, said } = await visit(page({ head: tag('data-target="##"') }))
    await untilShown(host)
    assert.equal(await host.evaluate(isFirstInBody), true)
    assert.equal(said.length, 1)
  })
})

describe('After a client-side navigation the banner', () => {
  const visitShown = async (attributes, body) => {
    const visited = await visit(page({ head: tag(attributes), ...(body && { body }) }))
    await untilShown(visited.page)
    await visited.page.evaluate(() => {
      window.first = document.querySelector('statuspane-banner')
    })
    return visited
  }
  const isBack = () => document.querySelector('statuspane-banner') === window.first

  const ways = {
    'is back in a new body': () => {
      const body = document.createElement('body')
      body.innerHTML = '<main>Next</main>'
      document.body = body
    },
    'is back in an emptied body': () => {
      document.body.innerHTML = ''
    },
    'is back when the address changed and it was removed': () => {
      history.pushState({}, '', `/next/${Math.random()}`)
      document.body.innerHTML = '<main>Next</main>'
    },
  }
  for (const [title, navigate] of Object.entries(ways)) {
    it(title, async () => {
      const { page: host, said } = await visitShown()
      for (let times = 0; times < 2; times++) {
        await host.evaluate(navigate)
        await until(host, isBack)
        assert.equal(await host.evaluate(isFirstInBody), true)
      }
      await untilShown(host)
      assert.equal(await count(host), 1)
      assert.deepEqual(said, [])
    })
  }

  it('is back in its target, when that is made anew', async () => {
    const { page: host } = await visitShown('data-target="#status"', '<main><p id="status"></p></main>')
    await host.evaluate(() => {
      document.querySelector('main').innerHTML = '<h1>Next</h1>'
    })
    await settle()
    assert.equal(await count(host), 0)
    await host.evaluate(() => {
      document.querySelector('main').innerHTML = '<p id="status"></p>'
    })
    await untilShown(host, '#status > statuspane-banner')
    assert.equal(await host.evaluate(isBack), true)
  })

  it('is not doubled by a router that restores a copy of the body', async () => {
    const { page: host } = await visitShown()
    await host.evaluate(() => {
      document.body = document.body.cloneNode(true)
    })
    await settle()
    assert.equal(await count(host), 1)
    await untilShown(host)
  })

  for (const attributes of ['', 'data-target="#status"']) {
    it(`stays away when the page removed it without going anywhere ${attributes}`, async () => {
      const { page: host } = await visitShown(attributes, '<main><p id="status"></p></main>')
      await host.evaluate(() => {
        window.first.remove()
        document.body.append('more')
      })
      await settle()
      assert.equal(await count(host), 0)
    })
  }
})

describe('Under a strict policy', () => {
  const strict = () =>
    `default-src 'none'; script-src 'nonce-n0' 'strict-dynamic'; style-src 'self'; connect-src ${site.feed}; require-trusted-types-for 'script'`
  const policies = {
    'of nonce, strict-dynamic and trusted types': strict,
    'that names trusted types': () => `${strict()}; trusted-types lit-html dompurify`,
    'of nonces alone': () =>
      `default-src 'none'; script-src 'nonce-n0' ${site.cdnOrigin}/v1/; style-src 'self'; connect-src ${site.feed}`,
    'of hosts': () =>
      `default-src 'none'; script-src ${site.cdnOrigin}/v1/; style-src 'self'; connect-src ${site.feed}`,
  }
  for (const [title, policy] of Object.entries(policies)) {
    it(`${title} everything is shown without one violation`, async () => {
      const { page: host, said } = await visit(
        page({ head: tag('nonce="n0"') + tag('nonce="n0" data-show="widget"') }),
        {
          'content-security-policy': policy(),
        },
      )
      await untilShown(host)
      await untilShown(host, 'statuspane-widget')
      await host.evaluate(() => document.querySelector('statuspane-banner').expand())
      await until(host, shows, 'statuspane-banner', 'A queue is full')
      await settle()
      assert.deepEqual(said, [])
    })
  }

  it('updates in Markdown and HTML are shown without one violation, by what is fetched for them alone', async () => {
    const { page: host, said } = await visit(page({ head: tag('nonce="n0"', { feed: site.nativeFeed }) }), {
      'content-security-policy': `${strict()}; trusted-types lit-html dompurify`,
    })
    await untilShown(host)
    const fetched = () => site.cdn.requested.map((path) => /assets\/(markdown|html|gate)/.exec(path)?.[1]).filter(Boolean)
    assert.deepEqual(fetched(), [])
    await host.evaluate(() => document.querySelector('statuspane-banner').expand())
    await until(host, shows, 'statuspane-banner', 'into it')
    await until(host, shows, 'statuspane-banner', 'graph')
    const bodies = await host.evaluate(() =>
      [...document.querySelector('statuspane-banner').shadowRoot.querySelectorAll('[part~=update-body]')].map((body) =>
        body.innerHTML.replaceAll(/<!--.*?-->|<\/?div>| rel="[^"]*" target="_blank"/g, ''),
      ),
    )
    assert.deepEqual(bodies, [
      '<p><strong>A queue – “in” –</strong> is full… <a href="https://northwind.example/?a=1&amp;b=2">More</a></p>' +
        '<table><thead><tr><th>to</th><th>do</th></tr></thead><tbody><tr><td><del>wait</del></td>' +
        '<td><a href="https://northwind.example/g.png">graph</a></td></tr></tbody></table>',
      '<p>We <b>look</b> into it.</p>',
    ])
    assert.ok(fetched().includes('markdown'))
    await settle()
    assert.deepEqual(said, [])
  })

  it('that allows no trusted types the banner stays away with one warning', async () => {
    const { page: host, said } = await visit(page({ head: tag('nonce="n0"') }), {
      'content-security-policy': `${strict()}; trusted-types 'none'`,
    })
    const warnings = () => said.filter((it) => it.startsWith('console: [statuspane]'))
    while (!warnings().length) await settle()
    await settle()
    assert.equal(warnings().length, 1)
    assert.equal(await count(host), 0)
    assert.deepEqual(
      said.filter((it) => it.startsWith('thrown') && !it.includes('Content-Security-Policy')),
      [],
    )
  })
})

describe('A hostile page', () => {
  const heads = {
    'with rules for everything': `<style>
      * { all: revert !important; line-height: 5 !important; letter-spacing: 9px; text-transform: uppercase; color: red !important }
      body > * { display: inline !important }
      div, section, button, p { position: fixed !important; opacity: 0 !important; display: none !important }
      :not(:defined) { display: none }
    </style>`,
    'with names on Object.prototype':
      '<script>Object.prototype.foo = () => 1; Object.prototype.bar = { a: 1 }</script>',
    'with names on Array.prototype':
      '<script>Array.prototype.foo = 1; Array.prototype.toJSON = function () { return "x" }</script>',
    'with frozen prototypes':
      '<script>for (const it of [Object, Array, Element, HTMLElement, Node]) Object.freeze(it.prototype)</script>',
    'with a module loader of its own':
      '<script>window.define = () => { throw 1 }; define.amd = {}; window.exports = {}; window.module = {}</script>',
    'with names of our own': '<script>var e = 1, t = 2, n = 3, html = 4, _ = 5, $ = 6</script>',
    'without locks, channels and storage': `<script>
      for (const name of ['BroadcastChannel', 'localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })
      }
      Object.defineProperty(navigator, 'locks', { value: undefined })
    </script>`,
  }
  for (const [title, head] of Object.entries(heads)) {
    it(`${title} shows the banner`, async () => {
      const { page: host, said } = await visit(page({ head: head + tag() }))
      await untilShown(host)
      const { width, height } = await host.evaluate(() => {
        const title = document.querySelector('statuspane-banner').shadowRoot.querySelector('[part~=title]')
        return title.getBoundingClientRect().toJSON()
      })
      assert.ok(width > 100 && height > 10, `${width} × ${height}`)
      await settle()
      assert.deepEqual(said, [])
    })
  }

  it('with names on Object.prototype reads our own format and Markdown too', async () => {
    const { page: host, said } = await visit(
      page({ head: heads['with names on Object.prototype'] + tag('', { feed: site.nativeFeed }) }),
    )
    await untilShown(host)
    await host.evaluate(() => document.querySelector('statuspane-banner').expand())
    // Of Markdown, and so only where its parser could be started.
    // An element does not get out of Firefox; that there is one does.
    await until(host, () => document.querySelector('statuspane-banner').shadowRoot.querySelector('del') !== null)
    assert.deepEqual(said, [])
  })

  it('cannot pass an image off as the script', async () => {
    const { page: host, said } = await visit(
      page({
        body: `<img name="currentScript" src="${site.feed}/evil/embed.js">${tag('', { mode: 'type="module"' })}`,
      }),
    )
    await untilShown(host)
    assert.deepEqual(
      said.filter((it) => !it.includes('404')),
      [],
    )
  })

  it('in a sandbox without an origin shows the banner', async () => {
    const inner = site.add(page({ head: tag() }))
    const { page: host } = await visit(
      page({ body: `<iframe sandbox="allow-scripts" src="${inner}"></iframe>` }),
    )
    const frame = host.frames().find((it) => it.url() === inner)
    await untilShown(frame)
  })
})

describe('Beside another version', () => {
  it('of the same files, both tags are served and nothing is thrown', async () => {
    const { page: host, said } = await visit(
      page({ head: tag() + tag('data-id="other" data-lead="2h"', { script: site.otherScript }) }),
    )
    await untilShown(host)
    await untilShown(host, '#other')
    assert.equal(await count(host), 2)
    assert.deepEqual(said, [])
  })

  it('equal tags make one banner', async () => {
    const { page: host, said } = await visit(page({ head: tag() + tag('', { script: site.otherScript }) }))
    await untilShown(host)
    await settle()
    assert.equal(await count(host), 1)
    assert.deepEqual(said, [])
  })

  it('that is a stranger with our name, nothing is thrown', async () => {
    const { page: host, said } = await visit(
      page({
        head: `<script>customElements.define('statuspane-banner', class extends HTMLElement {})</script>${tag()}`,
      }),
    )
    await settle()
    assert.equal(await count(host), 1)
    assert.deepEqual(said, [])
  })
})

describe('The back/forward cache', () => {
  it('keeps the page, and the banner lives on', async () => {
    const { page: host } = await visit(page({ head: tag() }))
    await untilShown(host)
    await host.evaluate(() => addEventListener('pageshow', (event) => (window.persisted = event.persisted)))
    await host.goto(site.add(page()), { waitUntil: 'load' })
    await host.evaluate(() => history.back())
    await until(host, () => window.persisted === true)
    await untilShown(host)
    assert.equal(await count(host), 1)
    await host.evaluate(() => document.querySelector('statuspane-banner').refresh())
    await untilShown(host)
  })
})
