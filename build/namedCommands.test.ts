import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const app = fileURLToPath(new URL('../app/', import.meta.url))

const read = (pattern: string): { readonly file: string; readonly source: string }[] =>
  globSync(pattern, { cwd: app, exclude: ['**/*.test.*'] }).map((file) => ({
    file,
    source: readFileSync(app + file, 'utf8'),
  }))

/** Where the page names a command: items of menus, buttons of the view, and calls. */
const NAMED = /<(?:CommandItem|ClusterButton)\b[^>]*?\bid="([^"]+)"|\bcall\('([^']+)'/g

test('every command that the page names exists: an item of an unknown one would be missing without a word', () => {
  const known = new Set(
    // As `id: '…'`, or as the first argument of a function that makes one, on a line of its own.
    read('commands/*Commands.ts').flatMap(({ source }) =>
      Array.from(
        source.matchAll(/\bid: '([^']+)'|^ +'([a-z]+\.[A-Za-z]+)',$/gm),
        ([, id, first]) => id ?? first,
      ),
    ),
  )
  const named = read('**/*.{ts,tsx}').flatMap(({ file, source }) =>
    Array.from(source.matchAll(NAMED), ([, item, call]) => ({ file, id: item ?? call ?? '' })),
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter(({ id }) => !known.has(id))).toEqual([])
})
