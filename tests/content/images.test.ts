import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { renderBody, type BodyFormat } from '../../src/content/body.ts'
import { mount, parts, settled } from '../helpers/mount.ts'
import { useNetwork } from '../helpers/msw.ts'
import { incident, snapshot, update } from '../model/make.ts'
import { markup, withoutSetHtml } from './markup.ts'

const src = 'https://pictures.example/a/graph.png'
const link = (text: string, address = src) => `<a href="${address}">${text}</a>`

const gates: [gate: string, render: (...body: Parameters<typeof renderBody>) => Promise<string>][] = [
  ['the browser', async (...body) => markup(await renderBody(...body))],
  ['DOMPurify', async (...body) => markup(await withoutSetHtml(() => renderBody(...body)))],
]

describe('An image', () => {
  const off: [what: string, format: BodyFormat, body: string, expected: string][] = [
    ['is a link with its alternative text', 'html', `<p>a <img src="${src}" alt="Errors  by\nhour"> b</p>`, `<p>a ${link('Errors by hour')} b</p>`],
    ['is the same in Markdown', 'markdown', `a ![Errors *by* hour](${src} "t") b`, `<p>a ${link('Errors by hour')} b</p>`],
    ['has characters by name in it', 'markdown', `![A &amp; B &copy;&#33; "C"](${src}?a&amp;b)`, `<p>${link('A &amp; B ©! "C"', `${src}?a&amp;b`)}</p>`],
    ['is called by its file and host without an alternative text', 'html', `<img src="${src}">`, `<p>${link('graph.png')} (pictures.example)</p>`],
    ['is called by its file and host, also in Markdown', 'markdown', `![](${src}?x=1)`, `<p>${link('graph.png', `${src}?x=1`)} (pictures.example)</p>`],
    ['is called by its host without a file', 'markdown', '![](https://pictures.example/)', `<p>${link('pictures.example', 'https://pictures.example/')}</p>`],
    ['that is an ornament is nothing', 'html', `a<img src="${src}" alt="">b`, '<p>ab</p>'],
    ['that counts readers is nothing', 'html', `a<img src="${src}" alt="x" width="1" height="1">b<img src="${src}" width=0>`, '<p>ab</p>'],
    ['in a link leaves its text there', 'markdown', `[![Errors](${src})](https://a.example/)`, `<p>${link('Errors', 'https://a.example/')}</p>`],
    ['that does not come by https is its text', 'html', `<img src="http://a.example/x" alt=a> <img src=/x alt=b> <img src="data:image/gif,x" alt=c> <img alt=d> <img src=x>`, '<p>a b c d </p>'],
    ['in a list is an item’s text', 'html', `<ul><li><img src="${src}" alt=a></li></ul>`, `<ul><li>${link('a')}</li></ul>`],
    ['whose text names another host says where it is', 'html', `<img src="${src}" alt="bank.example">`, `<p>${link('bank.example')} (pictures.example)</p>`],
    ['in a picture is the one image', 'html', `<picture><source srcset="https://a.example/x"><img src="${src}" alt=a></picture>`, `<p>${link('a')}</p>`],
  ]
  const shown = (attributes: string) => `<img loading="lazy" decoding="async" referrerpolicy="no-referrer" ${attributes} src="${src}">`
  const on: typeof off = [
    ['is shown', 'html', `<p>a <img src="${src}" alt="Errors" class=x id=y style="z" srcset="https://a.example/x 2x" sizes=9 title=t onerror="u()"></p>`, `<p>a ${shown('alt="Errors"')}</p>`],
    ['is shown from Markdown', 'markdown', `![Errors](${src})`, `<p>${shown('alt="Errors"')}</p>`],
    ['keeps small whole numbers as its size', 'html', `<img src="${src}" width=640 height="480">`, `<p>${shown('alt="" width="640" height="480"')}</p>`],
    ['keeps no other size', 'html', `<img src="${src}" width=99999 height="50%">`, `<p>${shown('alt=""')}</p>`],
    ['that does not come by https is its text', 'html', '<img src="http://a.example/x" alt=a> <img src=//a.example/x alt=b> <img src="data:image/gif,x">', '<p>a b </p>'],
    ['that counts readers is nothing', 'html', `a<img src="${src}" width=1 height=1>b`, '<p>ab</p>'],
    ['is shown in its link', 'markdown', `[![a](${src})](https://a.example/)`, `<p><a href="https://a.example/">${shown('alt="a"')}</a></p>`],
    ['is shown in items and cells', 'markdown', `1. ![a](${src})\n\n|b|\n|-|\n|![c](${src})|`, `<ol><li>${shown('alt="a"')}</li></ol><table><thead><tr><th>b</th></tr></thead><tbody><tr><td>${shown('alt="c"')}</td></tr></tbody></table>`],
    ['on a line of its own between br is one', 'html', `a<br><img src="${src}"><br>b<br><br>- c<br>- <img src="${src}">`, `<p>a<br>${shown('alt=""')}<br>b</p><ul><li>c</li><li>${shown('alt=""')}</li></ul>`],
  ]
  for (const [gate, render] of gates) {
    for (const [what, format, body, expected] of off) {
      it(`${what}, by ${gate}`, async () => expect(await render(body, format)).to.equal(expected))
    }
    for (const [what, format, body, expected] of on) {
      it(`${what}, where images are on, by ${gate}`, async () => expect(await render(body, format, 'on')).to.equal(expected))
    }
  }
})

describe('The images of updates', () => {
  const { answer, asked } = useNetwork()
  beforeEach(() => answer('https://pictures.example/*', () => HttpResponse.error()))

  const html = `<img src="${src}" alt="Errors" width="4000" height="3000"><img src="https://pictures.example/2" srcset="https://pictures.example/3" alt="">`
  const bodies = [update('1', '2026-05-04T09:00:00Z', { format: 'html', body: html }), update('2', '2026-05-04T08:30:00Z', { format: 'markdown', body: `![More](${src}?more) ${html}` })]
  const incidents = [incident('slow', { updates: bodies })]

  async function opened(attributes: Record<string, string>) {
    const element = await mount('statuspane-widget', { snapshot: snapshot({ incidents }) }, { sections: 'timeline', ...attributes })
    element.expand()
    await settled(() => parts(element, 'update-body').every((body) => body.textContent.trim() || body.querySelector('img')))
    return element
  }
  const images = (element: Element) => parts(element, 'update-body').flatMap((body) => [...body.querySelectorAll('img')])

  for (const gate of ['browser', 'DOMPurify']) {
    it(`are not asked for while they are off, by ${gate}`, async () => {
      const element = await (gate === 'browser' ? opened({}) : withoutSetHtml(() => opened({})))
      expect(images(element)).to.deep.equal([])
      expect(parts(element, 'update-body').map((body) => body.textContent.trim())).to.deep.equal(['Errors', 'More Errors2'])
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(asked).to.deep.equal([])
    })
  }

  it('are asked for once they are on, and fit their column', async () => {
    const element = await opened({ images: 'on' })
    await settled(() => asked.includes(src) && asked.includes(`${src}?more`))
    expect(asked.filter((address) => address.endsWith('/3'))).to.deep.equal([])
    for (const image of images(element)) expect(image.clientWidth).to.be.at.most(image.parentElement?.clientWidth ?? 0)
  })

  it('come and go with the attribute, and what was made is kept', async () => {
    const element = await opened({})
    const before = parts(element, 'update-body').map((body) => body.firstElementChild)
    element.images = 'on'
    await settled(() => images(element).length === 5)
    element.images = 'off'
    await settled(() => images(element).length === 0)
    expect(parts(element, 'update-body').map((body) => body.firstElementChild)).to.deep.equal(before)
  })

  it('are asked for by an attribute that each element, and so the script tag, knows', () => {
    for (const tag of ['widget', 'banner', 'components', 'timeline', 'badge']) {
      expect(customElements.get(`statuspane-${tag}`)).to.have.property('observedAttributes').that.includes('images')
    }
  })

  it('are shown in the banner and the badge’s popover too', async () => {
    const banner = await mount('statuspane-banner', { snapshot: snapshot({ incidents }) }, { images: 'on' })
    banner.expand()
    await settled(() => images(banner).length)
    const badge = await mount('statuspane-badge', { snapshot: snapshot({ incidents }) }, { images: 'on', popup: '' })
    badge.expand()
    await settled(() => badge.renderRoot.querySelector('statuspane-widget')?.renderRoot)
    expect(badge.renderRoot.querySelector('statuspane-widget')?.images).to.equal('on')
  })
})
