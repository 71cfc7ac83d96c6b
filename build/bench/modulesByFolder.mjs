// Imported into the benchmark before its own modules: Node has no `import.meta.glob`, which Vite expands when it
// builds. Here the modules are found and loaded when the call is made.

import { globSync, readFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {object} Options What our own calls use of Vite's options.
 * @property {string} [query] `?raw` for the text of each file.
 * @property {string} [import] The one export that is meant instead of the module.
 */

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return loaded
    const { source: bytes } = loaded
    const source = typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)
    if (!source.includes('import.meta.glob')) return loaded
    const head = `import { globIn } from ${JSON.stringify(import.meta.url)}; import.meta.glob = globIn(import.meta.url);`
    return { ...loaded, source: `${head} ${source}` }
  },
})

/** @param {string} url The address of the module that calls. */
export function globIn(url) {
  const folder = dirname(fileURLToPath(url))
  const require = createRequire(url)
  /**
   * @param {string | readonly string[]} patterns Relative to the module; those with `!` exclude.
   * @param {Options} [options]
   * @returns {Readonly<Record<string, unknown>>}
   */
  return (patterns, { query, import: name } = {}) => {
    const all = [patterns].flat()
    const excluded = all
      .filter((pattern) => pattern.startsWith('!'))
      .map((pattern) => join(folder, pattern.slice(1)))
    const found = globSync(
      all.filter((pattern) => !pattern.startsWith('!')).map((pattern) => join(folder, pattern)),
      { exclude: excluded },
    )
    /** @param {string} file @returns {unknown} */
    const read = (file) => {
      if (query === '?raw') return readFileSync(file, 'utf8')
      /** @type {unknown} */
      const module = require(file)
      if (file.endsWith('.json') || name === undefined) return module
      return typeof module === 'object' && module !== null ? Reflect.get(module, name) : undefined
    }
    return Object.fromEntries(found.toSorted().map((file) => [`./${relative(folder, file)}`, read(file)]))
  }
}
