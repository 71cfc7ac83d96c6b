import { isBuiltin } from 'node:module'
import { posix } from 'node:path'

/**
 * The target of a specifier, without reading the disk.
 *
 * @param {string} importer Path of the importing file, from the project's folder.
 * @param {string | null} specifier Null when it is computed.
 * @param {Readonly<Record<string, string>>} aliases `imports` of package.json: `{ "#shared/*": "./shared/*" }`.
 * @returns {import('./layers.mjs').Target}
 */
export function resolveImport(importer, specifier, aliases) {
  if (specifier === null)
    return { kind: 'unknown', why: 'what is imported is computed, so nobody can check it' }
  if (isBuiltin(specifier)) return { kind: 'builtin', name: specifier }

  const bare = specifier.replace(/\?.*$/, '')
  if (bare.startsWith('.')) return { kind: 'file', path: posix.join(posix.dirname(importer), bare) }
  // Only patterns of import.meta.glob begin so, relative to the project's folder.
  if (bare.startsWith('/')) return { kind: 'file', path: bare.slice(1) }
  if (bare.startsWith('#')) return resolveAlias(bare, aliases)
  if (/^[a-z][a-z\d+.-]*:/i.test(bare)) return { kind: 'unknown', why: 'nothing is imported by URL' }
  return { kind: 'package', name: bare.split('/', bare.startsWith('@') ? 2 : 1).join('/') }
}

/**
 * @param {string} specifier
 * @param {Readonly<Record<string, string>>} aliases
 * @returns {import('./layers.mjs').Target}
 */
function resolveAlias(specifier, aliases) {
  for (const [alias, target] of Object.entries(aliases)) {
    const [before = '', after = ''] = alias.split('*')
    if (specifier.startsWith(before) && specifier.endsWith(after)) {
      const rest = specifier.slice(before.length, specifier.length - after.length)
      return { kind: 'file', path: posix.normalize(target.replace('*', rest)) }
    }
  }
  return { kind: 'unknown', why: 'package.json names no such import' }
}
