import assert from 'node:assert/strict'
import { execFile as execFileWithCallback } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'

const execFile = promisify(execFileWithCallback)
const root = join(import.meta.dirname, '../..')

/** From where what may not be imported, and what may. */
const arrows = {
  'model/a.ts': {
    refused: ['../feeds/feed.ts', '../client/clients.ts', '../i18n/en.ts', 'zod', 'lit'],
    allowed: ['./words.ts', 'zod/mini'],
  },
  'feeds/acme.ts': {
    refused: [
      './native.ts',
      './catalogue.ts',
      '@jmespath-community/jmespath',
      '../client/clients.ts',
      '../elements/banner.ts',
      '../index.ts',
    ],
    allowed: ['./feed.ts', './read.ts', './wall-clock.ts', './acme-documents.ts', './xml.ts', './times.ts', './history.ts', '../model/words.ts', 'zod/mini'],
  },
  'feeds/mapping.ts': {
    refused: ['./native.ts', './catalogue.ts', './xml.ts', '../client/clients.ts', 'zod/mini'],
    allowed: ['./feed.ts', './mapping-plan.ts', './read.ts', './shape.ts', './wall-clock.ts', './times.ts', '../model/words.ts', '@jmespath-community/jmespath'],
  },
  'feeds/xml.ts': { refused: ['./acme.ts', '../model/words.ts'], allowed: ['./feed.ts', '@rgrove/parse-xml'] },
  'feeds/catalogue.ts': { refused: ['../client/clients.ts'], allowed: ['./acme.ts', './feed.ts'] },
  'client/a.ts': {
    refused: [
      '../feeds/native.ts',
      '../elements/banner.ts',
      '../i18n/en.ts',
      '../content/body.ts',
      '../index.ts',
    ],
    allowed: ['../feeds/catalogue.ts', '../model/words.ts'],
  },
  'content/a.ts': {
    refused: ['../model/words.ts', '../i18n/en.ts', 'lit'],
    allowed: ['./body.ts', 'dompurify'],
  },
  'theme/a.ts': { refused: ['../model/words.ts', '../elements/banner.ts'], allowed: ['./icons.ts', 'lit'] },
  'i18n/a.ts': {
    refused: ['../client/clients.ts', '../elements/banner.ts', 'lit'],
    allowed: ['./en.ts', '../model/words.ts'],
  },
  'elements/a.ts': {
    refused: [
      '../client/clients.ts',
      '../feeds/catalogue.ts',
      '../embed/place.ts',
      '../index.ts',
      'zod/mini',
    ],
    allowed: [
      './define.ts',
      '../i18n/en.ts',
      '../content/body.ts',
      '../theme/icons.ts',
      '../model/words.ts',
      'lit/static-html.js',
    ],
  },
  'elements/feed-controller.ts': {
    refused: ['../feeds/catalogue.ts', '../i18n/en.ts'],
    allowed: ['../client/clients.ts', 'lit'],
  },
  'embed/a.ts': {
    refused: ['../client/clients.ts', '../model/words.ts', '../index.ts', 'lit'],
    allowed: ['./place.ts', '../elements/banner.ts'],
  },
}

/** Each kind of import, one a line. */
const lines = (paths) =>
  paths.flatMap((path, i) => [
    `import type { A${i} } from '${path}'`,
    `export { b${i} } from '${path}'`,
    `export const c${i} = () => import('${path}')`,
  ])

describe('The arrows between the rooms', () => {
  let folder
  let found

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'statuspane-arrows-'))
    await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    for (const [file, { refused, allowed }] of Object.entries(arrows)) {
      const path = join(folder, 'src', file)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, lines([...refused, ...allowed]).join('\n'))
    }
    found = await lint(folder)
  })

  after(() => rm(folder, { recursive: true }))

  for (const [file, { refused, allowed }] of Object.entries(arrows)) {
    it(`src/${file} may import ${allowed.join(', ')}, and not ${refused.join(', ')}`, () => {
      const reported = found.filter((it) => it.file.endsWith(`src/${file}`)).map((it) => it.line)
      const expected = lines(refused).map((_, i) => i + 1)
      assert.deepEqual(
        reported.toSorted((a, b) => a - b),
        expected,
      )
    })
  }
})

/** The forbidden imports that the linter finds; it fails when it finds any, so that failing is the rule here. */
async function lint(cwd) {
  const command = execFile(join(root, 'node_modules/.bin/oxlint'), ['--format', 'json'], { cwd })
  const { stdout } = await command.catch((failure) => failure)
  const { diagnostics } = JSON.parse(stdout)
  const imports = diagnostics.filter(({ code }) => code?.includes('no-restricted-imports'))
  return imports.map(({ filename, labels }) => ({
    file: filename.replaceAll('\\', '/'),
    line: labels[0].span.line,
  }))
}
