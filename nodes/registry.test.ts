import { expect, test } from 'vitest'
import { Endpoint } from '#shared/catalogue/endpoint.ts'
import { checkValue } from '#shared/ports/check.ts'
import { localTypes as local } from './localTypes.ts'
import { registry } from './registry.ts'

const nodeTypes = [...registry.values()]

test('every file under local is a node type, with the name of its file', () => {
  const files = Object.keys(import.meta.glob(['./local/*.ts', '!**/*.test.ts']))
  const kebab = (path: string): string =>
    path.slice('./local/'.length, -'.ts'.length).replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  expect(local.map(({ type }) => type)).toEqual(files.map((path) => `local/${kebab(path)}`))
})

test('every file under endpoints is a remote node type', () => {
  const files = Object.keys(import.meta.glob('./endpoints/*/*.json'))
  expect(nodeTypes.filter(({ where }) => where === 'remote')).toHaveLength(files.length)
})

test('every file under endpoints is an endpoint, and nothing else', () => {
  const files = import.meta.glob<unknown>('./endpoints/*/*.json', { eager: true, import: 'default' })
  const faults = Object.entries(files).flatMap(([path, json]) => {
    const read = Endpoint.safeParse(json)
    return read.success ? [] : [`${path}: ${read.error.message}`]
  })
  expect(faults).toEqual([])
})

test('every endpoint belongs to the engine of its folder', () => {
  const files = import.meta.glob<Endpoint>('./endpoints/*/*.json', { eager: true, import: 'default' })
  const misplaced = Object.entries(files).filter(
    ([path, { engine }]) => !path.startsWith(`./endpoints/${engine}/`),
  )
  expect(misplaced).toEqual([])
})

test('every node type is found by its type', () => {
  expect(nodeTypes.map(({ type }) => registry.get(type))).toEqual(nodeTypes)
  expect(nodeTypes.slice(0, local.length)).toEqual(local)
})

test.each(local)('$type describes itself', ({ title, category, help }) => {
  expect([title, category, help].every((words) => words.trim() !== '')).toBe(true)
})

test.each(local)('every default of $type is a value that its port accepts', ({ inputs }) => {
  const faults = Object.values(inputs).flatMap((port) =>
    port.default === undefined ? [] : checkValue(port, port.default),
  )
  expect(faults).toEqual([])
})
