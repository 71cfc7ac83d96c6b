import { expect, test } from 'vitest'
import { modelPath, requestPath } from './requestPath.ts'

test('calls about a request are built from its id', () => {
  expect(requestPath('a-B_9', 'status')).toBe('/v1/requests/a-B_9/status')
  expect(requestPath('a-B_9', 'result')).toBe('/v1/requests/a-B_9/result?include_cost=true')
  expect(requestPath('a-B_9', 'cancel')).toBe('/v1/requests/a-B_9/cancel')
})

test.each(['', 'a/b', '../x', 'a b', 'a?b', 'a%2fb', 'é', 'x'.repeat(129)])('%s is no request id', (id) => {
  expect(() => requestPath(id, 'status')).toThrow('A request id has 1 to 128 letters')
})

test('the path of a model is built from its id', () => {
  expect(modelPath('tongyi-mai/z-image/turbo')).toBe('/v1/models/tongyi-mai/z-image/turbo')
})

test.each(['', '/', 'a//b', '../requests/x/cancel', 'a/../b', 'a/./b', 'a/b?x', 'a b', 'a/b/c/d/e/f/g/h/i'])(
  '%s is no model id',
  (id) => {
    expect(() => modelPath(id)).toThrow('A model id is made of names between slashes')
  },
)
