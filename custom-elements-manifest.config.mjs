/** @type {(path: string) => string} */
const built = (path) => path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js')

/** Leaves out what readers cannot use, and names the files that are published. */
const published = {
  name: 'published',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      module.path = built(module.path)
      for (const entry of module.exports ?? []) if (entry.declaration.module) entry.declaration.module = built(entry.declaration.module)
      for (const declaration of module.declarations ?? []) {
        declaration.members = declaration.members?.filter(
          ({ name, privacy, kind }) =>
            privacy !== 'private' && privacy !== 'protected' && !name.startsWith('#') && !lifecycle.has(name) && kind,
        )
      }
    }
  },
}

const lifecycle = new Set(['styles', 'properties', 'render', 'willUpdate', 'updated', 'firstUpdated', 'shouldUpdate'])

export default {
  globs: ['src/elements/*.ts'],
  exclude: ['src/elements/*.styles.ts'],
  outdir: 'dist',
  litelement: true,
  plugins: [published],
}
