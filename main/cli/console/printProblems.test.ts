import { expect, test } from 'vitest'
import type { Problem } from '#shared/problems/problem.ts'
import { createConsole } from './console.ts'
import { printProblems } from './printProblems.ts'

function printed(problems: readonly Problem[]): readonly string[] {
  const lines: string[] = []
  printProblems(
    'a.json',
    problems,
    createConsole({ write: () => true }, { write: (text) => lines.push(text) }),
  )
  return lines
}

test.each<[Problem, string]>([
  [
    { code: 'value', message: '1.4 is above 1', path: ['nodes', 3, 'values', 'x'], node: 'n', port: 'x' },
    'a.json (node n, port x): nodes[3].values.x: 1.4 is above 1\n',
  ],
  [
    { code: 'unknown-node', message: 'is not known', path: ['nodes', 0], node: 'n' },
    'a.json (node n): nodes[0]: is not known\n',
  ],
  [
    { code: 'shape', message: 'a workflow file must be an object', path: [] },
    'a.json: a workflow file must be an object\n',
  ],
])('%j is one line', (problem, line) => {
  expect(printed([problem])).toEqual([line])
})

test('each problem has a line, in their order', () => {
  const problem = (message: string): Problem => ({ code: 'shape', message, path: [] })
  expect(printed([problem('one'), problem('two')])).toEqual(['a.json: one\n', 'a.json: two\n'])
  expect(printed([])).toEqual([])
})
