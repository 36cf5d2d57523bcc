import { expect } from 'chai'
import { HttpResponse } from 'msw'
import { renderBody } from '../../src/content/body.ts'
import { useNetwork } from '../helpers/msw.ts'
import { markup } from './markup.ts'

describe('A body whose rules cannot be fetched', () => {
  const { answer } = useNetwork()

  it('is shown as plain text without its tags', async () => {
    const html = '<p>a <b>b</b> https://c.example</p><p>d<br>e</p><ul><li>- f</li><li>- g</li></ul>'
    const markdown = '**a** <b>b</b> <https://c.example>\n\n1. d\n2. e'
    answer('*/content/html.ts', () => HttpResponse.error())
    answer('*/content/markdown.ts', () => HttpResponse.error())
    const link = '<a href="https://c.example/">https://c.example</a>'
    expect(markup(await renderBody(html, 'html'))).to.equal(`<p>a b ${link}</p><p>d<br>e</p><ul><li>f</li><li>g</li></ul>`)
    expect(markup(await renderBody(markdown, 'markdown'))).to.equal(`<p>**a** b &lt;${link}&gt;</p><ol><li>d</li><li>e</li></ol>`)
  })
})
