import { expect, test } from 'vitest'
import { isModelId, readRoute } from './route.ts'

test.each([
  ['POST', '/v1/models/a/b/c', { call: 'submit', modelId: 'a/b/c' }],
  ['GET', '/v1/models/a/b/c', { call: 'models', part: { kind: 'one', modelId: 'a/b/c' } }],
  ['GET', '/v1/models', { call: 'models', part: { kind: 'list' } }],
  ['GET', '/v1/models/', { call: 'models', part: { kind: 'list' } }],
  ['GET', '/v1/models/categories', { call: 'models', part: { kind: 'categories' } }],
  ['GET', '/v1/requests/r-1_A/status', { call: 'status', requestId: 'r-1_A' }],
  ['GET', '/v1/requests/r/result', { call: 'result', requestId: 'r' }],
  ['POST', '/v1/requests/r/cancel', { call: 'cancel', requestId: 'r' }],
  ['GET', '/prod/v2/balance', { call: 'balance' }],
  ['GET', '/outputs/r/3.png', { call: 'output', requestId: 'r', index: 3, ending: 'png' }],
  ['GET', '/inputs/abc.png', { call: 'input', name: 'abc.png' }],
  ['GET', '/samples/mesh-1.glb', { call: 'sample', ending: 'glb' }],
])('%s %s', (method, path, route) => {
  expect(readRoute(method, path)).toEqual(route)
})

test.each([
  ['GET', '/'],
  ['GET', '/v1'],
  ['GET', '/v2/models'],
  ['GET', '/v1/requests'],
  ['GET', '/v1/requests/r'],
  ['GET', '/v1/requests/r/other'],
  ['GET', '/v1/requests/r/status/more'],
  ['GET', `/v1/requests/${'a'.repeat(129)}/status`],
  ['GET', '/v1/requests/a.b/status'],
  ['GET', '/prod/v2/other'],
  ['GET', '/outputs/r'],
  ['GET', '/outputs/r/x.png'],
  ['GET', '/outputs/r/../0.png'],
  ['GET', '/inputs/a/b'],
  ['GET', '/samples/a'],
  ['GET', '/samples/../a.glb'],
])('%s %s is not found', (method, path) => {
  expect(readRoute(method, path)).toMatchObject({ call: 'none', allow: null })
})

test.each([
  ['GET', '/v1/requests/r/cancel', 'POST'],
  ['POST', '/v1/requests/r/status', 'GET'],
  ['DELETE', '/v1/models/a/b', 'POST'],
  ['POST', '/v1/models', 'GET'],
  ['POST', '/prod/v2/balance', 'GET'],
])('%s %s is answered with the allowed method %s', (method, path, allow) => {
  expect(readRoute(method, path)).toMatchObject({ call: 'none', allow })
})

test.each([
  ['a', true],
  ['a-b/c.d/e_f', true],
  ['', false],
  ['a//b', false],
  ['a/../b', false],
  ['a b', false],
  ['https://a', false],
])('"%s" as a model id: %j', (text, expected) => {
  expect(isModelId(text)).toBe(expected)
})
