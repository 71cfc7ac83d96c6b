import { expect, test } from 'vitest'
import { formatProblem } from '../problems/problem.ts'
import { checkJson, checkValue } from './checkJson.ts'
import { CAPS } from './workflow.ts'

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
const words = (root: unknown): string[] => checkJson(root).problems.toArray().map(formatProblem)

test.each<[string, unknown, string[]]>([
  ['what JSON has', JSON.parse('{"a": [null, true, 1.5, "é🗼", {}]}'), []],
  [
    'a number that is too large',
    JSON.parse('{"a": [0, 1e999]}'),
    ['a[1]: this number is too large to be saved'],
  ],
  ['such a number below zero', JSON.parse('[-1e999]'), ['[0]: this number is too large to be saved']],
  ['NaN', { a: Number.NaN }, ['a: this number is too large to be saved']],
  [
    '__proto__',
    JSON.parse('{"a": {"__proto__": {"b": 1}}}'),
    ['a.__proto__: no file may use the name __proto__'],
  ],
  [
    'constructor',
    JSON.parse('[{"constructor": 1}]'),
    ['[0].constructor: no file may use the name constructor'],
  ],
  ['prototype', JSON.parse('{"prototype": 1}'), ['prototype: no file may use the name prototype']],
  ['those names as texts', ['__proto__', 'constructor', 'prototype'], []],
  [
    'half a pair in a text',
    JSON.parse('{"a": "\\ud83d"}'),
    ['a: this text has one half of a surrogate pair, which is not a character'],
  ],
  [
    'half a pair in a name',
    JSON.parse('{"\\udc00": 1}'),
    ['["\\udc00"]: this text has one half of a surrogate pair, which is not a character'],
  ],
  ['the longest text', ['a'.repeat(CAPS.text), 'é'.repeat(CAPS.text / 2)], []],
  [
    'a longer text',
    ['a'.repeat(CAPS.text + 1), 'é'.repeat(CAPS.text / 2 + 1)],
    ['[0]: a text may have 1 MiB', '[1]: a text may have 1 MiB'],
  ],
  ['a longer name', { ['é'.repeat(CAPS.text)]: 1 }, [`["${'é'.repeat(80)}…"]: a text may have 1 MiB`]],
  ['the deepest nesting', nested(CAPS.depth), []],
  ['deeper nesting', nested(CAPS.depth + 1), [`${'[0]'.repeat(CAPS.depth)}: nested deeper than 64 levels`]],
  [
    'nesting by the million',
    nested(1_000_000),
    [`${'[0]'.repeat(CAPS.depth)}: nested deeper than 64 levels`],
  ],
  ['no object', '\ud83d', ['this text has one half of a surrogate pair, which is not a character']],
  [
    'what is not JSON',
    { a: undefined, b: [() => 1], c: 1n },
    ['a: is not JSON', 'b[0]: is not JSON', 'c: is not JSON'],
  ],
  ['nothing at all', undefined, ['is not JSON']],
])('%s', (_, root, expected) => {
  expect(words(root)).toEqual(expected)
})

test('reports numbers beyond 2^53 and no others', () => {
  const large = (text: string): boolean => checkJson(JSON.parse(text)).large
  expect(['[9007199254740991]', '[-9007199254740991]', '["9007199254740993"]'].map(large)).toEqual([
    false,
    false,
    false,
  ])
  expect(['[9007199254740993]', '{"a": -1e300}'].map(large)).toEqual([true, true])
})

test('lists fifty problems and counts the others', () => {
  const listed = words(Array.from({ length: 60 }, () => Infinity))
  expect(listed.length).toBe(51)
  expect(listed.slice(48)).toEqual([
    '[48]: this number is too large to be saved',
    '[49]: this number is too large to be saved',
    'and 10 more',
  ])
})

test('a problem at a value of a node names the node and the port', () => {
  const root: unknown = JSON.parse(
    '{"nodes": [{"id": "n1", "values": {"strength": 1e999}, "size": [1e999]}]}',
  )
  const common = { code: 'number', message: 'this number is too large to be saved', node: 'n1' }
  expect(checkJson(root).problems.toArray()).toEqual([
    { ...common, path: ['nodes', 0, 'values', 'strength'], port: 'strength' },
    { ...common, path: ['nodes', 0, 'size', 0] },
  ])
})

test('a value for a port may be as deep as the file has room for, and paths start at the value', () => {
  const room = CAPS.depth - 4
  expect(checkValue(nested(room))).toEqual([])
  expect(checkValue(nested(room + 1))).toEqual([
    { code: 'cap', message: 'nested deeper than 64 levels', path: Array.from({ length: room }, () => 0) },
  ])
  expect(checkValue(Infinity)).toEqual([
    { code: 'number', message: 'this number is too large to be saved', path: [] },
  ])
  expect(checkValue('a prompt')).toEqual([])
})
