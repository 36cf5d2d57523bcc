import { build, defineConfig, type Plugin, type UserConfig } from 'vite'

const elements = ['banner', 'widget', 'components', 'timeline', 'badge']
const entry = (path: string) => [path, `src/${path}.ts`]

/** The npm package: modules as they stand in src, dependencies left to the reader's bundler. */
const packageBuild: UserConfig = {
  publicDir: false,
  build: {
    target: 'es2022',
    lib: {
      entry: Object.fromEntries(
        ['index', 'headless', ...elements.map((name) => `elements/${name}`)].map(entry),
      ),
      formats: ['es'],
    },
    rolldownOptions: {
      // The XML reader is brought along: by its own word it asks for a newer Node than we do.
      external: /^(lit|zod|dompurify|markdown-it|@jmespath-community\/jmespath)(\/|$)/,
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: ({ name }) => `${name.replace('node_modules/', 'vendor/')}.js` },
    },
  },
}

/** The script tag: a tiny loader, one chunk for what every banner needs, and the rest fetched when needed. */
const tagBuild: UserConfig = {
  publicDir: false,
  plugins: [ownKeysOnly(), leanMarkdown(), tightStyles(), tightTemplates(), loader()],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    // What is bundled here is under licences that ask to be named.
    license: { fileName: 'licenses.md' },
    lib: { entry: { embed: 'src/embed/embed.ts' }, formats: ['es'] },
    rolldownOptions: {
      output: {
        minify: true,
        comments: false,
        codeSplitting: { groups: [{ name: 'main', tags: ['$initial'] }] },
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
      },
    },
  },
}

export default defineConfig(({ mode }) => (mode === 'tag' ? tagBuild : packageBuild))

/**
 * zod, markdown-it and the bundler's own helper walk their tables with `for…in` and so meet what a page has put on
 * `Object.prototype`; they then throw as soon as a schema is made or a part is loaded.
 */
function ownKeysOnly(): Plugin {
  let found = 0
  return {
    name: 'own-keys-only',
    transform: {
      filter: { id: /(zod[\\/]v4[\\/]core[\\/]\w+|rolldown[\\/]runtime|dist[\\/]markdown-it)\.m?js$/ },
      handler: (code) =>
        code.replace(/for \((?:const|let|var) (\w+) in ([\w.]+)\)/g, (_, key, table) => {
          found++
          return `for (const ${key} of Object.keys(${table}))`
        }),
    },
    buildEnd(error) {
      if (!found && !error)
        throw new Error('zod no longer reads as expected: look at own-keys-only in vite.config.ts')
    },
  }
}

/**
 * What the Markdown parser brings along and nobody here uses weighs more than the parser: a table of all named characters
 * (content/markdown.ts leaves them to the browser; in addresses these five do), a finder of links, encoders of addresses.
 */
function leanMarkdown(): Plugin {
  const instead: Readonly<Record<string, string>> = {
    entities: `const known = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }
      export const decodeHTMLStrict = (reference) => known[reference] ?? reference`,
    'linkify-it': 'export class LinkifyIt {}',
    'punycode.js': 'export default {}',
    mdurl: 'export const encode = String, decode = String, parse = String, format = String',
    'uc.micro': 'export const P = /\\p{P}/u, S = /\\p{S}/u',
  }
  return {
    name: 'lean-markdown',
    enforce: 'pre',
    resolveId: {
      filter: { id: new RegExp(`^(${Object.keys(instead).join('|')})$`) },
      handler: (id, importer) => (importer?.includes('markdown-it') ? `\0${id}` : null),
    },
    load: { filter: { id: /^\0[\w.-]+$/ }, handler: (id) => instead[id.slice(1)] ?? null },
  }
}

/** Takes the white space and the comments out of the element styles, which no minifier of scripts touches. */
function tightStyles(): Plugin {
  return {
    name: 'tight-styles',
    transform: {
      filter: { id: /\.styles\.ts$/ },
      handler: (code) =>
        code.replace(/css`[^`]*`/g, (sheet) =>
          sheet
            .replace(/\/\*.*?\*\//gs, '')
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,>]) ?/g, '$1')
            .replace(/(?<=[:(]) | (?=[)!])/g, '')
            .replace(/(?<=[ :,(])0\./g, '.')
            .replace(/;}/g, '}')
            .replace(/` | `/g, '`'),
        ),
    },
  }
}

/** Takes the indentation out of the element templates: of white space, one line break says as much to a browser. */
function tightTemplates(): Plugin {
  return {
    name: 'tight-templates',
    transform: {
      filter: { id: /src[\\/]elements[\\/]\w+(-\w+)*\.ts$/ },
      handler: (code) => code.replace(/\n\s+/g, '\n'),
    },
  }
}

/**
 * Emits dist/embed.js, which has to know the file that it imports. The entry itself only hands on what stands in
 * main, under a shorter name: the loader asks main, and the entry is left out.
 */
function loader(): Plugin {
  return {
    name: 'loader',
    async generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const main = chunks.find((chunk) => chunk.name === 'main')
      const entry = chunks.find((chunk) => chunk.isEntry)
      const mount = entry && /(\w+) as mount\b/.exec(entry.code)?.[1]
      if (!main || !mount)
        throw new Error('the chunks are not cut as expected: look at loader in vite.config.ts')
      delete bundle[entry.fileName]
      const built = await build({
        configFile: false,
        logLevel: 'silent',
        define: { MAIN_FILE: JSON.stringify(main.fileName), MOUNT: JSON.stringify(mount) },
        build: {
          write: false,
          target: 'es2022',
          rolldownOptions: {
            input: 'src/embed/loader.ts',
            output: { format: 'iife', entryFileNames: 'embed.js', comments: false },
          },
        },
      })
      const [output] = [built].flat()
      if (!output || !('output' in output)) throw new Error('the loader was not built')
      this.emitFile({ type: 'asset', fileName: 'embed.js', source: output.output[0].code })
    },
  }
}
