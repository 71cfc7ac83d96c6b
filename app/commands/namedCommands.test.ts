import { expect, test } from 'vitest'
import { commands } from './commands.ts'

// The pattern is expanded by the bundler.
const sources = import.meta.glob<string>(['../**/*.ts', '../**/*.tsx', '!../**/*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Where the page names a command: items of menus, buttons of the view, and calls. */
const NAMED = /<(?:CommandItem|ClusterButton)\b[^>]*?\bid="([^"]+)"|\bcall\('([^']+)'/g

test('every command that the page names exists: an item of an unknown one would be missing without a word', () => {
  const known = new Set(commands.map(({ id }) => id))
  const named = Object.entries(sources).flatMap(([file, source]) =>
    Array.from(source.matchAll(NAMED), ([, item, call]) => ({ file, id: item ?? call ?? '' })),
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter(({ id }) => !known.has(id))).toEqual([])
})
