import { expect, test } from 'vitest'
import { appOf, readRoute } from './route.ts'

const token = 'ab'.repeat(32)

test.each([
  ['POST', '/o/a', { call: 'submit', modelId: 'o/a' }],
  ['POST', '/o/a/b/c', { call: 'submit', modelId: 'o/a/b/c' }],
  ['GET', '/o/a/requests/r-1/status', { call: 'status', app: 'o/a', requestId: 'r-1' }],
  ['GET', '/o/a/requests/r-1', { call: 'result', app: 'o/a', requestId: 'r-1' }],
  ['PUT', '/o/a/requests/r-1/cancel', { call: 'cancel', app: 'o/a', requestId: 'r-1' }],
  ['GET', '/outputs/r/0.webm', { call: 'output', requestId: 'r', index: 0, ending: 'webm' }],
  ['GET', '/inputs/a.png', { call: 'input', name: 'a.png' }],
  ['GET', '/samples/mesh.glb', { call: 'sample', ending: 'glb' }],
  ['GET', '/v1/models', { call: 'models', part: 'list' }],
  ['GET', '/api/openapi/queue/openapi.json', { call: 'models', part: 'openapi' }],
  ['GET', '/v1/models/pricing', { call: 'prices', part: 'list' }],
  ['POST', '/v1/models/pricing/estimate', { call: 'prices', part: 'estimate' }],
  ['GET', '/v1/models/requests/by-endpoint', { call: 'listing' }],
  ['POST', '/storage/upload/initiate', { call: 'upload', part: { kind: 'initiate', multipart: false } }],
  [
    'POST',
    '/storage/upload/initiate-multipart',
    { call: 'upload', part: { kind: 'initiate', multipart: true } },
  ],
  ['PUT', `/uploads/${token}`, { call: 'upload', part: { kind: 'file', token } }],
  ['PUT', `/uploads/${token}/12`, { call: 'upload', part: { kind: 'part', token, part: 12 } }],
  ['POST', `/uploads/${token}/complete`, { call: 'upload', part: { kind: 'complete', token } }],
])('%s %s', (method, path, route) => {
  expect(readRoute(method, path)).toEqual(route)
})

test.each([
  ['GET', '/'],
  ['POST', '/o'],
  ['POST', '/o//a'],
  ['POST', '/o/..'],
  ['POST', '/o/a b'],
  ['GET', '/o/a/b/requests/r/status'],
  ['GET', '/o/a/requests/r/status/stream'],
  ['GET', '/o/a/requests/r/response'],
  ['GET', '/o/a/requests'],
  ['GET', '/v1/models/o/a'],
  ['GET', '/v1'],
  ['POST', '/storage/upload'],
  ['PUT', '/uploads/short'],
  ['PUT', `/uploads/${token}/0`],
  ['PUT', `/uploads/${token}/1/2`],
  ['GET', '/outputs/r'],
  ['GET', '/outputs/r/../0.png'],
  ['GET', '/inputs/a/b'],
  ['GET', '/samples/../a.glb'],
])('%s %s has no answer', (method, path) => {
  expect(readRoute(method, path).call).toBe('none')
})

test.each([
  ['GET', '/o/a', 'POST'],
  ['POST', '/o/a/requests/r/cancel', 'PUT'],
  ['POST', '/o/a/requests/r/status', 'GET'],
  ['DELETE', '/o/a/requests/r', 'GET'],
  ['POST', '/v1/models', 'GET'],
  ['POST', `/uploads/${token}`, 'PUT'],
])('%s %s is answered with the allowed method %s', (method, path, allow) => {
  expect(readRoute(method, path)).toMatchObject({ call: 'none', allow })
})

test.each([
  ['o/a', 'o/a'],
  ['o/a/b/c', 'o/a'],
])('the requests of %s are below %s', (modelId, app) => {
  expect(appOf(modelId)).toBe(app)
})
