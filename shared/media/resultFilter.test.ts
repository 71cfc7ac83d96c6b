import { expect, test } from 'vitest'
import { mediaKinds } from './kinds.ts'
import { resultFilters, showsKind } from './resultFilter.ts'

test('each kind is shown by its own filter and by all, and each filter shows one kind', () => {
  expect(mediaKinds.map((kind) => resultFilters.filter((filter) => showsKind(filter, kind)))).toEqual([
    ['all', 'pictures'],
    ['all', 'masks'],
    ['all', 'videos'],
    ['all', 'audio'],
    ['all', 'models'],
    ['all', 'files'],
  ])
})
