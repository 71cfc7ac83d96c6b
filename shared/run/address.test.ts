import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAs } from '../problems/parseAs.ts'
import {
  ItemPath,
  compareItemPaths,
  formatItemPath,
  formatNodePath,
  itemNumber,
  parseItemPath,
  parseNodePath,
} from './address.ts'

const id = fc.string({
  minLength: 1,
  maxLength: 8,
  unit: fc.constantFrom('a', 'b', '/', '~', '0', '1', ' ', 'é'),
})
const indexes = fc
  .tuple(fc.nat(), fc.array(fc.nat(), { maxLength: 4 }))
  .map(([first, rest]): [number, ...number[]] => [first, ...rest])

test('a node outside of all blocks has its id as its path, whatever is in it', () => {
  fc.assert(
    fc.property(id, (own) => {
      expect(formatNodePath([own])).toBe(own)
    }),
  )
})

test('a path of a node in blocks gives back the ids that it was made of', () => {
  fc.assert(
    fc.property(id, fc.array(id, { minLength: 1, maxLength: 4 }), (first, inner) => {
      expect(parseNodePath(formatNodePath([first, ...inner]))).toEqual([first, ...inner])
    }),
  )
})

test.each([
  [['a', 'b'], 'a/b'],
  [['a', 'b', 'c'], 'a/b/c'],
  [['a/b', 'c'], 'a~1b/c'],
  [['a~1b', 'c'], 'a~01b/c'],
] as const)('the path of %j is %s', (ids, path) => {
  expect(formatNodePath(ids)).toBe(path)
})

test.each([
  [3, '3'],
  [0, '0'],
  ['0', '0'],
  ['0.3', '0.3'],
  ['12.0.7', '12.0.7'],
])('the item %j is read as %s', (stored, path) => {
  expect(parseAs(ItemPath, stored).data).toBe(path)
})

test.each([
  [''],
  ['.'],
  ['1.'],
  ['01'],
  ['-1'],
  [-1],
  [1.5],
  ['a'],
  ['1e3'],
  [null],
  ['0.'.repeat(64) + '0'],
  ['1'.repeat(2000)],
])('%j is no item', (stored) => {
  expect(parseAs(ItemPath, stored).success).toBe(false)
})

test('an item path gives back its indexes', () => {
  fc.assert(
    fc.property(indexes, (all) => {
      const path = formatItemPath(all)
      expect(parseItemPath(path)).toEqual(all)
      expect(ItemPath.parse(path)).toBe(path)
    }),
  )
})

test('items are in the order of their lists, not of their digits', () => {
  const sorted: ItemPath[] = ['0', '0.0', '0.2', '0.10', '2', '10', '10.1.0']
  expect(sorted.toReversed().toSorted(compareItemPaths)).toEqual(sorted)
  expect(compareItemPaths('1.2', '1.2')).toBe(0)
})

test('people count items from 1', () => {
  expect(['0', '4', '0.3'].map((path) => itemNumber(ItemPath.parse(path)))).toEqual(['1', '5', '1.4'])
})
