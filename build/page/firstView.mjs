// Everything that the first view needs is one chunk: the bundler would split it into some fifty, by which panels share
// it, and each of them is compressed for itself.

/**
 * @typedef {object} ModuleFacts
 * @property {readonly string[]} importedIds What it imports, but for what it loads later.
 */

/**
 * Names the chunk of a module: `first` if it is imported from these entries without any that is loaded later.
 *
 * @param {readonly string[]} entries
 * @returns {(id: string, context: { getModuleInfo: (id: string) => ModuleFacts | null }) => string | null}
 */
export function firstView(entries) {
  /** @type {ReadonlySet<string> | null} */
  let found = null
  return (id, context) => {
    found ??= reachable(entries, (from) => context.getModuleInfo(from)?.importedIds ?? [])
    return found.has(id) ? 'first' : null
  }
}

/**
 * @param {readonly string[]} entries
 * @param {(id: string) => readonly string[]} importsOf
 * @returns {ReadonlySet<string>}
 */
function reachable(entries, importsOf) {
  const found = new Set(entries)
  for (const id of found) for (const next of importsOf(id)) found.add(next)
  return found
}
