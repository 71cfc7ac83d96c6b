import { describe, expect, test } from 'vitest'
import type { LibraryFile } from './plan.ts'
import { planCollection } from './plan.ts'

const file = (kind: LibraryFile['kind'], name: string, modifiedAt: number): LibraryFile => ({
  path: `${kind}/${name}`,
  kind,
  name,
  bytes: 10,
  modifiedAt,
})

const plan = (files: readonly LibraryFile[], referred: readonly string[]): readonly string[] =>
  planCollection({
    files,
    referred: new Set(referred),
    youngSince: 100,
    draftsSince: 200,
    awaitedParts: new Set(['open']),
  }).map(({ path }) => path)

describe('of assets', () => {
  test.each([
    ['referred to', ['a'], 0, []],
    ['that nothing refers to', [], 99, ['asset/a']],
    ['that nothing refers to, and that is young,', [], 100, []],
    ['referred to as another', ['b'], 0, ['asset/a']],
  ])('one %s: %j at %d is removed as %j', (_, referred, modifiedAt, gone) => {
    expect(plan([file('asset', 'a', modifiedAt)], referred)).toEqual(gone)
  })
})

describe('of thumbnails', () => {
  test('those whose asset stays, stay', () => {
    const files = [
      file('asset', 'a', 0),
      file('thumbnail', 'a', 0),
      file('asset', 'b', 0),
      file('thumbnail', 'b', 0),
      file('asset', 'c', 150),
      file('thumbnail', 'c', 0),
    ]
    expect(plan(files, ['a'])).toEqual(['asset/b', 'thumbnail/b'])
  })

  test('one without its asset is removed, whatever refers to it and however young it is', () => {
    expect(plan([file('thumbnail', 'a', 500)], ['a'])).toEqual(['thumbnail/a'])
  })
})

test.each([
  [199, ['draft/']],
  [200, []],
])('a temporary file of %d is removed as %j', (modifiedAt, gone) => {
  expect(plan([file('draft', '', modifiedAt)], [''])).toEqual(gone)
})

test.each([
  ['over', 199, ['part/over']],
  ['over', 200, []],
  ['open', 0, []],
])('a part of an output whose job is %s, of %d, is removed as %j', (name, modifiedAt, gone) => {
  expect(plan([file('part', name, modifiedAt)], [])).toEqual(gone)
})
