import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { feedsPage } from '../../scripts/feeds-page.mjs'
import { catalogue } from '../../src/feeds/catalogue.ts'

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
})
