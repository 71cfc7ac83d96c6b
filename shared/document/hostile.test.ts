import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { CHARACTERS, textOf } from '../testing/characters.ts'
import saved from './migrations/v1.json?raw'
import { readWorkflow } from './readWorkflow.ts'

/** Whether a file opens or is refused with an error. Throws if reading throws anything else. */
function isAnswered(source: string | Uint8Array): boolean {
  const read = readWorkflow(source)
  return read.ok || (read.problems.length > 0 && read.problems.every(({ message }) => message !== ''))
}

test('any bytes are read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(isAnswered(bytes)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('any text is read or refused', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(CHARACTERS - 1), { maxLength: 200 }).map(textOf), (text) => {
      expect(isAnswered(text)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('any JSON is read or refused, of this version and of a newer one', () => {
  const anything = fc.jsonValue({ maxDepth: 5 })
  const list = fc.oneof(anything, fc.array(anything))
  const any = fc.record({
    format: fc.oneof({ arbitrary: fc.constant('patchbay/workflow'), weight: 9 }, anything),
    version: fc.oneof({ arbitrary: fc.constantFrom(1, 2), weight: 9 }, anything),
    nodes: list,
    edges: list,
    groups: list,
    viewport: anything,
  })
  fc.assert(
    fc.property(any, (file) => {
      expect(isAnswered(JSON.stringify(file))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('a good file with some bytes changed is read or refused', () => {
  const bytes = new TextEncoder().encode(saved)
  const change = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const broken = Uint8Array.from(bytes)
      for (const { at, byte } of changes) broken[at] = byte
      expect(isAnswered(broken)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('a good file that is cut off anywhere is refused', () => {
  const bytes = new TextEncoder().encode(saved)
  fc.assert(
    fc.property(fc.nat(bytes.length - 3), (end) => {
      expect(readWorkflow(bytes.subarray(0, end)).ok).toBe(false)
    }),
  )
})

test.each([
  ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
  ['lists in a workflow', `{"nodes":[],"mine":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
])('a hundred thousand %s in each other are refused for their depth', (_, text) => {
  const read = readWorkflow(text)
  expect(read.ok ? [] : read.problems.map(({ code, message }) => ({ code, message }))).toEqual([
    { code: 'cap', message: 'nested deeper than 64 levels' },
  ])
})

test('a hundred thousand lists that are never closed are no JSON', () => {
  expect(readWorkflow('['.repeat(100_000))).toEqual({
    ok: false,
    problems: [
      {
        code: 'shape',
        message: 'this is not JSON: line 1, column 100001: the text ends here, in the middle',
        path: [],
      },
    ],
  })
})

test('no name in a file reaches the prototype of objects', () => {
  readWorkflow('{"format":"patchbay/workflow","version":1,"__proto__":{"polluted":1},"nodes":[],"edges":[]}')
  readWorkflow('{"constructor":{"prototype":{"polluted":1}}}')
  expect('polluted' in {}).toBe(false)
})
