import { expect } from 'chai'
import '../../src/index.ts'
import type { StatusSnapshot } from '../../src/model/snapshot.ts'
import { box, deep, mount, parts, settled, texts, textOf } from '../helpers/mount.ts'
import { useReports } from '../helpers/reports.ts'
import { component, incident, maintenance, snapshot, update } from '../model/make.ts'

const tags = ['statuspane-banner', 'statuspane-widget', 'statuspane-components', 'statuspane-timeline', 'statuspane-badge'] as const

const at = '2026-05-04T09:00:00Z'

let count = 0

/** A page on which everything that can be named is named so; another page each time, since what is dismissed stays so. */
const named = (name: string): StatusSnapshot =>
  snapshot({
    page: { name, url: `https://status-${++count}.test` },
    indicator: 'minor',
    claim: { indicator: 'critical', headline: name },
    groups: [{ id: 'g', name }],
    components: [
      component('a', { name, groupId: 'g', statusLabel: name, history: [{ date: '2026-05-04', ratio: 0.5, status: 'partial_outage' }] }),
      component('b', { name, status: 'partial_outage', statusLabel: name }),
    ],
    incidents: [
      incident('one', { title: name, statusLabel: name, componentIds: ['a', 'b'], updates: [update('u', at, { statusLabel: name, body: name })] }),
      incident('two', { title: name, impact: 'major' }),
    ],
    maintenances: [maintenance('m', { title: name, status: 'in_progress', statusLabel: name, componentIds: ['a'], updates: [update('v', at)] })],
  })

/** The same of a few things, since a page of books takes its time. */
const fewNamed = (name: string): StatusSnapshot =>
  snapshot({
    page: { name, url: `https://status-${++count}.test` },
    indicator: 'critical',
    claim: { indicator: 'critical', headline: name },
    components: [component('a', { name }), component('b', { statusLabel: name })],
    incidents: [incident('one', { title: name, statusLabel: name })],
  })

type Lit = HTMLElementTagNameMap['statuspane-widget']

/** Also of what stands inside. */
const updated = async (el: Element) => {
  for (let i = 0; i < 3; i++) await Promise.all([el, ...deep(el, '*')].map((inner) => (inner as Lit).updateComplete))
}

/** Opens all notices and events, and the badge's popover. */
async function open(el: Element): Promise<void> {
  await updated(el)
  if (el.localName === 'statuspane-badge') {
    ;(el as HTMLElementTagNameMap['statuspane-badge']).expand()
    await settled(() => deep(el, '[part~=event]').length)
  }
  for (let closed; (closed = deep(el, 'button[aria-expanded=false]')).length; ) {
    for (const button of closed) button.click()
    await updated(el)
  }
}

async function show(tag: (typeof tags)[number], name: string, parent?: Element, page = named): Promise<Element> {
  const el = await mount(tag, { snapshot: page(name) }, tag === 'statuspane-badge' ? { popup: '' } : {}, parent)
  await open(el)
  return el
}

/** All that is shown or spoken as a text of its own. */
const said = (root: Element): string[] =>
  deep(root, '*').flatMap((element) => [
    ...[...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data),
    ...['aria-label', 'aria-valuetext'].flatMap((name) => element.getAttribute(name) ?? []),
  ])

/** True within what is cut off on purpose, or stands in a layer of its own. */
function isFree(element: Element): boolean {
  if (element.closest('.bars svg, .sr, [popover]')) return true
  const root = element.getRootNode()
  return root instanceof ShadowRoot && isFree(root.host)
}

const isOfBody = (text: string, el: Element) => deep(el, '.body').some((body) => body.textContent === text)

describe('A name of strangers', () => {
  const reports = useReports()

  for (const tag of tags) {
    for (const [what, name] of [
      ['overrides the direction', 'Web\u202Eslevart'],
      ['embeds another and never ends', 'Web\u202A\u202B\u202D'],
      ['ends what isolates it', 'Web\u2069\u2069\u202Eslevart'],
      ['begins isolates and never ends them', 'Web\u2066\u2067\u2068\u202E'],
    ] as const) {
      it(`that ${what} reorders nothing in ${tag}`, async () => {
        const el = await show(tag, name)
        const shown = said(el).filter((text) => text.includes('Web') && !isOfBody(text, el))
        expect(shown).not.to.deep.equal([])
        for (const text of shown) expect(text).not.to.match(/[\u202A-\u202E\u2066-\u2069]/)
        expect(reports.thrown).to.deep.equal([])
      })
    }

    for (const [what, name] of [
      ['holds NUL and other controls', 'A\0\u0001\u001B[2J\u007F\u0085Z'],
      ['holds halves of characters', 'A\uD800\uDC00\uDC00\uD83DZ'],
      ['holds line breaks of all kinds', 'A\r\n\t\v\f\u2028\u2029Z'],
    ] as const) {
      it(`that ${what} is shown by ${tag}, and everything works`, async () => {
        const el = await show(tag, name)
        expect(said(el).some((text) => text.includes('A') && text.includes('Z'))).to.equal(true)
        if ('dismiss' in el) expect((el as HTMLElementTagNameMap['statuspane-banner']).dismiss()).to.equal(true)
        expect(reports.codes()).to.deep.equal([])
        expect(reports.thrown).to.deep.equal([])
      })
    }

    it(`of 100,000 characters without a space makes nothing wider than ${tag} at 240 px, whichever way it runs`, async () => {
      for (const [letter, dir, length, page] of [
        ['W', 'ltr', 500, named], ['W', 'rtl', 500, named], ['ש', 'ltr', 500, named], ['ש', 'rtl', 500, named],
        ['W', 'ltr', 100_000, fewNamed], ['ש', 'rtl', 100_000, fewNamed],
      ] as const) {
        const place = box(240)
        place.dir = dir
        const el = await show(tag, letter.repeat(length), place, page)
        expect(el.scrollWidth).to.be.at.most(240)
        const { left } = place.getBoundingClientRect()
        for (const inner of deep(el, '*')) {
          const rect = inner.getBoundingClientRect()
          if (isFree(inner) || !rect.width) continue
          const which = `${inner.localName}.${inner.className}, ${dir}`
          expect(rect.left, which).to.be.at.least(left - 0.5)
          expect(rect.right, which).to.be.at.most(left + 240.5)
        }
        el.remove()
      }
    }).timeout(60_000)

    it(`with towers of marks paints over nothing beside what it names in ${tag}`, async () => {
      const el = await show(tag, `Z${'\u0310\u0321'.repeat(60)}algo`)
      const towers = deep(el, '*').filter((element) => [...element.childNodes].some((node) => node instanceof Text && node.data.includes('algo')))
      expect(towers).not.to.deep.equal([])
      for (const tower of towers) {
        expect(ancestors(tower).some((it) => getComputedStyle(it).overflowY !== 'visible'), `${tower.localName}.${tower.className}`).to.equal(true)
      }
    })
  }

  it('is whole up to 1,000 characters; of a longer one its beginning is shown, so that no browser takes seconds over it', async () => {
    const shown = async (name: string) => texts(await mount('statuspane-components', { snapshot: snapshot({ components: [component('a', { name })] }) }), 'component-name')[0]
    expect(await shown('a'.repeat(1000))).to.equal('a'.repeat(1000))
    expect(await shown('a'.repeat(1001))).to.equal(`${'a'.repeat(999)}…`)
    expect(await shown('👩'.repeat(1_000_000))).to.equal(`${'👩'.repeat(999)}…`)
  })

  it('that runs leftwards leaves a list of names in the order of the list', async () => {
    const components = [component('a', { name: 'שרת' }), component('b', { name: 'רשת' })]
    const el = await mount('statuspane-banner', { snapshot: snapshot({ components, incidents: [incident('one', { componentIds: ['a', 'b'] })] }) })
    const text = [...(parts(el, 'time')[0]?.childNodes ?? [])].find((node) => node instanceof Text && node.data.includes('שרת')) as Text
    const leftOf = (name: string) => {
      const range = document.createRange()
      range.setStart(text, text.data.indexOf(name))
      range.setEnd(text, text.data.indexOf(name) + name.length)
      return range.getBoundingClientRect().left
    }
    expect(leftOf('שרת')).to.be.below(leftOf('רשת'))
  })

  it('that runs leftwards is isolated where it is spoken with other words', async () => {
    const el = await show('statuspane-widget', 'שרת')
    const labels = deep(el, 'button[aria-label]').map((button) => button.ariaLabel)
    expect(labels).to.include.members(['Dismiss: \u2068שרת\u2069', '\u2068שרת\u2069: Hide updates'])
  })

  for (const tag of ['banner', 'timeline', 'components', 'badge'] as const) {
    it(`is isolated by its element in the ${tag} too, where no style is`, async () => {
      const el = await mount(`statuspane-${tag}`, { snapshot: (tag === 'badge' ? fewNamed : named)('Web') })
      const holders = deep(el, '*').filter((element) => textOf(element) === 'Web' && !element.childElementCount)
      expect(holders.filter((holder) => holder.localName === 'bdi').length).to.be.above(0)
      const outside = holders.filter((holder) => !/^(bdi|p)$/.test(holder.localName) && !holder.matches('.update *'))
      expect(outside.map((holder) => holder.className)).to.deep.equal([])
    })
  }

  describe('of which nothing is seen', () => {
    const blanks = ['', ' \t', '\u200B\u200C\u200D\u2060\uFEFF', '\u202E', '\0\u0007', '\u00AD', '\u3164\u115F\uFFA0', '\u2800', '\uFE0F', '\u{E0041}', '\u034F']

    for (const blank of blanks) {
      const code = [...blank].map((c) => `U+${c.codePointAt(0)?.toString(16).padStart(4, '0')}`).join(' ')
      it(`(${code || 'empty'}) is shown by something that is`, async () => {
        const el = await show('statuspane-widget', blank)
        expect(texts(el, 'component-name')).to.deep.equal(['b', 'a'])
        expect(texts(el, 'group-heading')).to.include('g')
        expect(texts(el, 'component-status')).to.deep.equal(['Partial outage', 'Operational'])
        expect(deep(el, '.bars').map((bars) => bars.ariaLabel)).to.deep.equal(['a'])
        expect(parts(el, 'event').flatMap((event) => texts(event, 'title'))).to.have.members(['Incident', 'Incident', 'Maintenance'])
        expect(texts(el, 'event-status')).to.have.members(['Investigating', 'Investigating', 'In progress'])
        expect(texts(el, 'headline')).to.deep.equal(['Minor incident on 2 of 2 components'])
        expect(deep(el, '[part=dismiss]')[0]?.ariaLabel).to.match(/^Dismiss: (Incident|Maintenance)$/)
      })
    }

    it('is shown by a replacement character, where the id is no better', async () => {
      const el = await mount('statuspane-components', { snapshot: snapshot({ components: [component('\u200B', { name: '\u2060' })] }) })
      expect(texts(el, 'component-name')).to.deep.equal(['\uFFFD'])
    })

    it('is told from one of another script, of signs and of letters with marks', async () => {
      const names = ['サーバー', 'सर्वर', 'שרת', '♥', '👩🏽‍🔧', 'É', '_']
      const el = await mount('statuspane-components', { snapshot: snapshot({ components: names.map((name, i) => component(`${i}`, { name })) }) })
      expect(texts(el, 'component-name')).to.deep.equal(names)
    })
  })
})

/** All that an element stands in, up to the host that was put into the page. */
function ancestors(element: Element): Element[] {
  const root = element.getRootNode()
  const above = element.parentElement ?? (root instanceof ShadowRoot && root.host.getRootNode() instanceof ShadowRoot ? root.host : null)
  return above ? [above, ...ancestors(above)] : []
}
