import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { EngineId } from '#shared/catalogue/engineId.ts'
import { readEndpointType } from '#shared/endpoint/endpointType.ts'
import { childEnvironment, isSecretName } from '../platform/childEnvironment.ts'
import { engines } from './engines.ts'

const root = join(import.meta.dirname, '../..')

/** Where an engine may know its own name, and the emulations, which know nothing of the rest. */
const own = /^main\/(engines\/[^/]+|practice)\//

const sources = ['app', 'main', 'shared', 'nodes']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !own.test(relative(root, path)) && !path.includes('/testing/'))

/** Comparisons of something with the name of an engine, on either side, and branches on one. */
function comparisons(text: string): readonly string[] {
  const name = `['"\`](?:${engines.map(({ id }) => id).join('|')})(?:/[^'"\`]*)?['"\`]`
  // Also a regular expression that finds the name at the start of a type.
  const inPattern = `/\\^?(?:${engines.map(({ id }) => id).join('|')})\\\\/`
  const pattern = new RegExp(
    `(?:[=!]==? ?|case |(?:startsWith|includes)\\()${name}|${name} ?[=!]==?|${inPattern}`,
    'g',
  )
  return [...text.matchAll(pattern)].map(([found]) => found)
}

test('no code compares the name of an engine: what differs between engines is declared by each', () => {
  const found = sources.flatMap((path) =>
    comparisons(readFileSync(path, 'utf8')).map((text) => `${relative(root, path)}: ${text}`),
  )
  expect(found).toEqual([])
  expect(sources.length).toBeGreaterThan(500)
})

test('such comparisons would be found', () => {
  const lines = [
    "engine === 'fal'",
    "'runcomfy' !== id",
    "case 'fal':",
    "type.startsWith('runcomfy/')",
    String.raw`type.replace(/^runcomfy\//, '')`,
  ]
  expect(lines.flatMap(comparisons)).toHaveLength(lines.length)
  expect(comparisons("const first = 'runcomfy'")).toEqual([])
})

test('every key in the environment is kept from child processes and out of the log', () => {
  const names = engines.flatMap(({ key }) => key.variables)
  expect(names.filter((name) => !isSecretName(name))).toEqual([])
  expect(childEnvironment(Object.fromEntries(names.map((name) => [name, 'a'])))).toEqual({})
})

test('RunComfy comes first where engines are listed, and fal second', () => {
  expect(engines.map(({ title }) => title)).toEqual(['RunComfy', 'fal'])
})

test('the engines have distinct names, variables and files, and none is called like a local node or practice', () => {
  const all = engines.map(({ id, key, address, practice }) => ({
    id: EngineId.parse(id),
    files: [key.file, practice.folder],
    variables: [...key.variables, address.variable],
  }))
  const isDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length
  expect(isDistinct(all.map(({ id }) => id))).toBe(true)
  expect(isDistinct(all.flatMap(({ files }) => files))).toBe(true)
  expect(isDistinct(all.flatMap(({ variables }) => variables))).toBe(true)
  expect(all.map(({ id }) => readEndpointType(`${id}/model`)?.engine)).toEqual(all.map(({ id }) => id))
  expect(all.map(({ id }) => id)).not.toContain('practice')
})
