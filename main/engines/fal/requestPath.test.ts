import { expect, test } from 'vitest'
import { requestPath, submitPath } from './requestPath.ts'

test.each([
  ['fal-ai/flux/dev', '/fal-ai/flux/requests/r1'],
  ['fal-ai/flux/dev/image-to-image', '/fal-ai/flux/requests/r1'],
  ['fal-ai/flux', '/fal-ai/flux/requests/r1'],
  ['workflows/owner/name/part', '/workflows/owner/name/requests/r1'],
  ['comfy/owner/name', '/comfy/owner/name/requests/r1'],
])('a request of %s is at %s: without the part that names the endpoint', (modelId, path) => {
  const request = { requestId: 'r1', modelId }
  expect(requestPath(request, 'result')).toBe(path)
  expect(requestPath(request, 'status')).toBe(`${path}/status`)
  expect(requestPath(request, 'cancel')).toBe(`${path}/cancel`)
  expect(submitPath(modelId)).toBe(`/${modelId}`)
})

test.each(['', '/', 'flux', 'a//b', '../requests/x/cancel', 'a/../b', 'a/./b', 'a/b?x', 'a b/c'])(
  '%s is no endpoint',
  (modelId) => {
    expect(() => submitPath(modelId)).toThrow('An endpoint of fal is made of names between slashes')
  },
)
