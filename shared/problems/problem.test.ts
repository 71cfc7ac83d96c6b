import { expect, test } from 'vitest'
import type { Path, Problem } from './problem.ts'
import { formatPath, formatProblem } from './problem.ts'

test.each<[Path, string]>([
  [[], ''],
  [['nodes', 3, 'values', 'strength'], 'nodes[3].values.strength'],
  [['edges', 0, 'from', 'port'], 'edges[0].from.port'],
  [['nodes', 0, 'values', 'a b'], 'nodes[0].values["a b"]'],
  [['nodes', 0, 'values', 'x.y'], 'nodes[0].values["x.y"]'],
  [['nodes', 0, 'values', 'mask-url'], 'nodes[0].values.mask-url'],
  [['__proto__'], '__proto__'],
  [['line\nbreak'], '["line\\nbreak"]'],
  [['', 1], '[""][1]'],
])('the path %j reads as %j', (path, text) => {
  expect(formatPath(path)).toBe(text)
})

test('a key of a megabyte is shortened, whatever it consists of', () => {
  expect(formatPath(['nodes', 0, 'values', 'k'.repeat(2 ** 20)])).toBe(
    `nodes[0].values["${'k'.repeat(80)}…"]`,
  )
  expect(formatPath(['\u0000'.repeat(2 ** 20)]).length).toBeLessThan(1000)
})

test('a problem is one line: its path, then what is wrong', () => {
  const problem: Problem = {
    code: 'value',
    message: '1.4 is above 1',
    path: ['nodes', 3, 'values', 'strength'],
  }
  expect(formatProblem(problem)).toBe('nodes[3].values.strength: 1.4 is above 1')
  expect(formatProblem({ ...problem, path: [] })).toBe('1.4 is above 1')
})
