import { readFile, writeFile } from 'node:fs/promises'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { catalogue } from '../src/feeds/catalogue.ts'

/**
 * Writes demo/feeds.html: every feed of the catalogue, and what the adapter makes of its fixture's documents. What a page
 * must be given, whether browsers may read it and when its format was last seen stand in the fixture, as `about`.
 */

const page = new URL('../demo/feeds.html', import.meta.url)

/** What is read, each with the question that a snapshot answers. */
const columns = [
  ['Components', ({ components }) => components.length],
  ['Incidents', ({ incidents }) => incidents.length],
  ['Maintenances', ({ maintenances }) => maintenances.length],
  ['Updates', ({ incidents, maintenances }) => [...incidents, ...maintenances].some(({ updates }) => updates.length)],
  ['History', ({ components }) => components.some(({ history }) => history?.length)],
]

const browsers = {
  yes: 'yes',
  no: 'no: serve it from your own site, or set <code>proxy</code>',
  depends: 'depends on the server',
}

/** Known, and left out: nobody has described their format, or only guesses and invented documents are at hand. */
const leftOut = [
  ['Hund', 'an event stream that never ends; its Atom history can be given'],
  ['Hyperping', 'two descriptions that differ, and no document seen'],
  ['PagerDuty', 'no document seen'],
  ['StatusCast', 'no document seen'],
  ['Stripe', 'its own page’s JSON changes its form; its Atom history can be given'],
  ['Vigil', 'no document seen; a mapping can read it'],
  ['StatusHub, Pingdom, Phare, Auth0', 'no public document to poll'],
  ['Cronitor, Oh Dear', 'no JSON; their RSS histories can be given'],
]

const escape = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const mark = (is) => (is ? '<td class="yes"><span class="sign" aria-hidden="true">✓</span><span class="word">yes</span></td>' : '<td class="no"><span class="sign" aria-hidden="true">–</span><span class="word">no</span></td>')

async function row({ id, name }) {
  const { about, snapshot } = JSON.parse(await readFile(new URL(`../tests/feeds/fixtures/${id}.json`, import.meta.url), 'utf8'))
  return `        <tr id="${id}">
          <th scope="row">${escape(name)} <code>${id}</code></th>
          <td>${escape(about.give).replaceAll("'", '’')}</td>
          ${columns.map(([, has]) => mark(has(snapshot))).join('\n          ')}
          <td>${browsers[about.browser]}</td>
          <td><time datetime="${about.seen}">${about.seen}</time></td>
        </tr>`
}

/** The page as it has to be. */
export async function feedsPage() {
  const entries = catalogue.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
  return `<!doctype html>
<!-- Written by scripts/feeds-page.mjs: change the catalogue or a fixture's "about", then run \`npm run feeds\`. -->
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Statuspane: feeds</title>
    <meta name="description" content="Every status page that Statuspane reads, and what to give it." />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="./posthorn.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="./feeds.css" />
  </head>
  <body>
    <main>
      <h1>${entries.length} kinds of feed</h1>
      <p>
        Give the address of a status page as <code>feed</code>, and leave <code>provider</code> out: the feed is found out. Where a page’s address does
        not tell, give what stands here, or name the <code>provider</code> by the word beside its name. What is read is what the adapter’s own test
        documents become. <a href="./index.html">To the story</a>
      </p>
      <div class="scroll" role="region" aria-label="Feeds" tabindex="0">
      <table>
        <thead>
          <tr><th scope="col">Provider</th><th scope="col">What to give as <code>feed</code></th>${columns.map(([title]) => `<th scope="col">${title}</th>`).join('')}<th scope="col">Read by a browser</th><th scope="col">Format seen</th></tr>
        </thead>
        <tbody>
${(await Promise.all(entries.map(row))).join('\n')}
        </tbody>
      </table>
      </div>
      <h2>Not read</h2>
      <ul>
${leftOut.map(([name, why]) => `        <li><strong>${name}</strong>: ${why}.</li>`).join('\n')}
      </ul>
      <p>
        For these, and for a feed of your own: publish a document in the native format, describe yours in a <code>mapping</code>, or write an adapter with
        <code>defineFeed</code>. The README shows all three.
      </p>
    </main>
  </body>
</html>
`
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) await writeFile(page, await feedsPage())
