import { expect, test } from 'vitest'
import { checkValue } from '#shared/ports/check.ts'
import { nodeTypes, registry } from './registry.ts'

const local = nodeTypes.filter(({ where }) => where === 'local')

test('every file under local is a node type, named as its file is', () => {
  const files = Object.keys(import.meta.glob(['./local/*.ts', '!**/*.test.ts']))
  const kebab = (path: string): string =>
    path.slice('./local/'.length, -'.ts'.length).replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  expect(local.map(({ type }) => type)).toEqual(files.map((path) => `local/${kebab(path)}`))
})

test('every file under endpoints is a remote node type', () => {
  const files = Object.keys(import.meta.glob('./endpoints/*.json'))
  expect(nodeTypes.filter(({ where }) => where === 'remote')).toHaveLength(files.length)
})

test('every node type is found by its type', () => {
  expect([...registry.values()]).toEqual(nodeTypes)
})

test.each(local)('$type says in words what it is and does', ({ title, category, help }) => {
  expect([title, category, help].every((words) => words.trim() !== '')).toBe(true)
})

test.each(local)('every default of $type is a value that its port takes', ({ inputs }) => {
  const faults = Object.values(inputs).flatMap((port) =>
    port.default === undefined ? [] : checkValue(port, port.default),
  )
  expect(faults).toEqual([])
})
