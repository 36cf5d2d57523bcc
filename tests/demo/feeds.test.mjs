import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { feedsPage } from '../../scripts/feeds-page.mjs'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { launch } from '../server/browser.mjs'

describe('the page of all feeds', () => {
  it('is what the catalogue and the fixtures make of it: if not, `npm run feeds` writes it anew', async () => {
    assert.equal(await readFile(new URL('../../demo/feeds.html', import.meta.url), 'utf8'), await feedsPage())
  })

  it('has a row for each feed of the catalogue', async () => {
    const page = await feedsPage()
    for (const { id } of catalogue) assert.ok(page.includes(`<tr id="${id}">`), id)
    assert.equal(page.match(/<tr id=/g)?.length, catalogue.length)
  })

  it('says of each what to give, who may read it, and when its format was seen', async () => {
    for (const { id } of catalogue) {
      const { about } = JSON.parse(await readFile(new URL(`../feeds/fixtures/${id}.json`, import.meta.url), 'utf8'))
      assert.match(about.give, /\w/, id)
      assert.match(about.browser, /^(yes|no|depends)$/, id)
      assert.match(about.seen, /^20\d\d-(0[1-9]|1[0-2])$/, id)
    }
  })

  describe('in a window', () => {
    let browser, page
    before(async () => {
      browser = await launch()
      page = await browser.newPage()
      await page.goto(new URL('../../demo/feeds.html', import.meta.url).href)
    })
    after(() => browser?.close())

    /** By how much what is shown is wider than its place. */
    const surplus = (selector) => page.$eval(selector, (element) => element.scrollWidth - element.clientWidth)

    it('of 1280 px shows every column', async () => {
      await page.setViewport({ width: 1280, height: 800 })
      assert.equal(await surplus('.scroll'), 0)
    })

    it('of 380 px scrolls the table alone, and keeps in view whose row it is', async () => {
      await page.setViewport({ width: 380, height: 800 })
      assert.equal(await surplus('html'), 0)
      assert.ok((await surplus('.scroll')) > 0)
      const left = () => page.$eval('tbody th', (cell) => cell.getBoundingClientRect().left)
      const before = await left()
      await page.$eval('.scroll', (region) => region.scrollTo({ left: 400, behavior: 'instant' }))
      assert.equal(await left(), before)
    })
  })
})
