import { readFileSync } from 'node:fs'

const built = (path) => path.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js')

/** What a class inherits from Lit and overrides is no API of its own. */
const lifecycle = new Set(['styles', 'properties', 'observedAttributes', 'render', 'willUpdate', 'updated'])

/** `define('statuspane-x', StatuspaneX)` names the tag; `@internal` members are none of the reader's business. */
const tags = {
  name: 'tags',
  analyzePhase({ ts, node, moduleDoc }) {
    if (ts.isCallExpression(node) && node.expression.getText() === 'define') {
      const [tagName, className] = node.arguments.map((argument) => argument.text)
      Object.assign(
        moduleDoc.declarations.find((it) => it.name === className),
        { tagName, customElement: true },
      )
      moduleDoc.exports.push({
        kind: 'custom-element-definition',
        name: tagName,
        declaration: { name: className, module: moduleDoc.path },
      })
    }
    if (ts.isClassElement(node) && ts.getJSDocTags(node).some((tag) => tag.tagName.text === 'internal')) {
      lifecycle.add(node.name.getText())
    }
  },
}

/** The default of each public CSS variable is its fallback in the one place where it is read. */
function cssDefaults() {
  const source = readFileSync('src/theme/tokens.styles.ts', 'utf8')
  return new Map(
    [...source.matchAll(/var\((--statuspane-[\w-]+), (.+)\);$/gm)].map(([, name, value]) => [name, value]),
  )
}

/** Leaves the elements and what they inherit, without what is private, under the names of the published files. */
const published = {
  name: 'published',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const defaults = cssDefaults()
    manifest.modules = manifest.modules.filter(({ declarations }) =>
      declarations.some((it) => it.customElement),
    )
    for (const module of manifest.modules) {
      module.declarations = module.declarations.filter((it) => it.customElement)
      module.exports = module.exports.filter(({ declaration }) =>
        module.declarations.some((it) => it.name === declaration.name),
      )
      for (const declaration of module.declarations) {
        declaration.members = declaration.members.filter(
          ({ name, privacy }) =>
            (privacy ?? 'public') === 'public' && !name.startsWith('#') && !lifecycle.has(name),
        )
        for (const property of declaration.cssProperties ?? []) property.default = defaults.get(property.name)
      }
    }
    const text = JSON.stringify(manifest, (key, value) =>
      key === 'module' || key === 'path' ? built(value) : value,
    )
    Object.assign(manifest, JSON.parse(text))
  },
}

/** The analyzer falls over a spread among the options of a property: what is spread there is no attribute's name. */
const overrideModuleCreation = ({ ts, globs }) =>
  globs.map((file) =>
    ts.createSourceFile(
      file,
      readFileSync(file, 'utf8').replace(/\{ \.\.\.usual, /g, '{ '),
      ts.ScriptTarget.ES2022,
      true,
    ),
  )

export default {
  globs: ['src/elements/*.ts'],
  exclude: ['src/elements/*.styles.ts'],
  outdir: 'dist',
  litelement: true,
  overrideModuleCreation,
  plugins: [tags, published],
}
