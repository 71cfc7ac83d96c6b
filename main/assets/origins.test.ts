import { expect, test } from 'vitest'
import type { Origin } from '#shared/services.ts'
import { createOrigins, describeOrigin, replaces } from './origins.ts'

const file: Origin = { from: 'file', name: 'cat.png' }
const node: Origin = { from: 'node', type: 'local/blur' }
const job = (at: number): Origin => ({
  from: 'job',
  requestId: `r${at}`,
  url: `https://out.example/${at}.png`,
  at,
})

test.each<[Origin, Origin | undefined, boolean]>([
  [file, undefined, true],
  [job(5), undefined, true],
  [node, file, false],
  [file, file, false],
  [job(5), file, true],
  [file, job(5), false],
  [job(6), job(5), true],
  [job(5), job(5), true],
  [job(4), job(5), false],
])('%j in place of %j: %s', (next, current, taken) => {
  expect(replaces(next, current)).toBe(taken)
})

test('origins are kept by the digest of their asset', () => {
  const origins = createOrigins()
  origins.set('a', file)
  origins.set('a', node)
  origins.set('b', node)
  expect([origins.get('a'), origins.get('b'), origins.get('c')]).toEqual([file, node, undefined])
})

test.each<[Origin, string]>([
  [file, 'cat.png'],
  [node, 'what local/blur made'],
  [
    { from: 'address', url: 'https://pictures.example/a.png?signature=abc#top' },
    'https://pictures.example/a.png',
  ],
  [
    { from: 'job', requestId: 'r1', url: 'https://out.example/1.png?signature=abc', at: 1 },
    'the result of request r1 (https://out.example/1.png)',
  ],
])('%j is shown without its signature', (origin, words) => {
  expect(describeOrigin(origin)).toBe(words)
})
