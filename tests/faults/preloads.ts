import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * The addresses of the modules that a program under test loads before it starts (`node --import`), as JavaScript: files
 * of one folder, by their names without the extension. A process that stripped the types itself would start its
 * compiler first, which is a quarter of a short command's processor time. The files are in the temporary folder, in a
 * folder named after their contents, and each process that starts programs writes them.
 */
export function withoutTypes(
  source: URL,
  names: readonly string[] = readdirSync(source),
): (name: string) => string {
  const scripts = names.map((name) => {
    const typed = readFileSync(new URL(name, source), 'utf8')
    const script = stripTypeScriptTypes(typed).replaceAll(/(from '\.\/\w+)\.ts'/g, "$1.mjs'")
    return { name: `${basename(name, '.ts')}.mjs`, script }
  })
  const hash = createHash('sha256').update(JSON.stringify(scripts)).digest('hex').slice(0, 16)
  const folder = join(tmpdir(), `patchbay-preload-${process.getuid?.() ?? ''}-${hash}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const { name, script } of scripts) {
    const path = join(folder, name)
    // Atomically, because another process may start at this moment.
    writeFileSync(`${path}.${process.pid}`, script)
    renameSync(`${path}.${process.pid}`, path)
  }
  return (name) => pathToFileURL(join(folder, `${name}.mjs`)).href
}

const preload = withoutTypes(new URL('preload/', import.meta.url))

export const preloads = { killAt: preload('killAt'), followParent: preload('followParent') } as const
