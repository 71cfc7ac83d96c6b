import { expect, test } from 'vitest'
import { endpointType, engineOf, readEndpointType } from './endpointType.ts'

test('the type of an endpoint has its engine and its model, and can be read again', () => {
  const endpoint = { engine: 'acme', modelId: 'paint/fast' }
  expect(endpointType(endpoint)).toBe('acme/paint/fast')
  expect(readEndpointType('acme/paint/fast')).toEqual(endpoint)
})

test.each(['local/join-text', 'local', '', '/paint'])('%j is the type of no endpoint', (type) => {
  expect(readEndpointType(type)).toBeNull()
})

test('a node has the engine of its endpoint, and none if it works on this machine', () => {
  expect(engineOf({ type: 'acme/paint', where: 'remote' })).toBe('acme')
  expect(engineOf({ type: 'test/paint', where: 'local' })).toBeNull()
  expect(engineOf({ type: 'local/paint', where: 'remote' })).toBeNull()
})
