import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../prepare/root.mjs'
import { longest, longestFirst } from './longestFirst.mjs'

test('files that take long come first, in their order, and the others stay as they were', () => {
  const files = ['/x/b.ts', '/x/a.ts', '/x/long.ts', '/x/along.ts', '/x/longer.ts'].map((moduleId) => ({
    moduleId,
  }))
  expect(longestFirst(files, ['x/longer.ts', 'long.ts']).map(({ moduleId }) => moduleId)).toEqual([
    '/x/longer.ts',
    '/x/long.ts',
    '/x/b.ts',
    '/x/a.ts',
    '/x/along.ts',
  ])
})

test('every listed file exists', () => {
  expect(longest.filter((path) => !existsSync(join(root, path)))).toEqual([])
})
