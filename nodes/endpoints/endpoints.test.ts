import { expect, test } from 'vitest'
import { Endpoint } from '#shared/catalogue/endpoint.ts'
import { nameEndpoint } from '#shared/catalogue/nameEndpoint.ts'
import { endpointType } from '#shared/endpoint/endpointType.ts'
import { nameType } from '#shared/nodes/nameType.ts'
import { brokenRulesOfBundled } from '#shared/testing/endpointRules.ts'

const files = Object.entries(import.meta.glob<unknown>('./*/*.json', { eager: true, import: 'default' })).map(
  ([path, file]): [string, Endpoint] => [path, Endpoint.parse(file)],
)

test.each(files)('%s obeys every rule for an endpoint', (_, endpoint) => {
  expect(brokenRulesOfBundled(endpoint)).toEqual([])
})

const twice = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index)

test('each endpoint has a name and a node type of its own, and lies in the folder of its engine', () => {
  expect(twice(files.map(([, endpoint]) => nameType(nameEndpoint(endpoint))))).toEqual([])
  expect(twice(files.map(([, endpoint]) => endpointType(endpoint)))).toEqual([])
  expect(files.filter(([path, { engine }]) => !path.startsWith(`./${engine}/`))).toEqual([])
  expect(files.length).toBeGreaterThan(0)
})
