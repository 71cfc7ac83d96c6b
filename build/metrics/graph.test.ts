import { expect, test } from 'vitest'
import { findCycles, foldersOf, mutualPairs } from './graph.mjs'

const graph = (edges: Readonly<Record<string, readonly string[]>>): Map<string, Set<string>> =>
  new Map(Object.entries(edges).map(([from, to]) => [from, new Set(to)]))

test('files that import each other in a ring are a cycle, the larger first', () => {
  const found = findCycles(
    graph({ a: ['b'], b: ['c', 'x'], c: ['a'], x: ['y'], y: ['x'], z: ['a'], alone: [] }),
  )
  expect(found).toEqual([
    ['a', 'b', 'c'],
    ['x', 'y'],
  ])
})

test('a file that is reached by two paths is no cycle', () => {
  expect(findCycles(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([])
})

test('two cycles that share a file are one', () => {
  expect(findCycles(graph({ a: ['b', 'c'], b: ['a'], c: ['a'] }))).toEqual([['a', 'b', 'c']])
})

test('a chain of a hundred thousand imports is followed', () => {
  const chain = new Map(Array.from({ length: 100_000 }, (_, at) => [`${at}`, new Set([`${at + 1}`])]))
  expect(findCycles(chain)).toEqual([])
})

test('folders import what their files import, and pairs are listed once', () => {
  const folders = foldersOf(
    graph({
      'app/a/one.ts': ['app/b/deep/two.ts', 'app/a/three.ts'],
      'app/a/three.ts': [],
      'app/b/deep/two.ts': ['app/a/three.ts', 'app/c/four.ts'],
      'app/c/four.ts': [],
    }),
    2,
  )
  expect(folders).toEqual(graph({ 'app/a': ['app/b'], 'app/b': ['app/a', 'app/c'], 'app/c': [] }))
  expect(mutualPairs(folders)).toEqual([['app/a', 'app/b']])
})
