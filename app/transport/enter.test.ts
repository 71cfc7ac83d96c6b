import { expect, test } from 'vitest'
import type { Door } from './enter.ts'
import { enter } from './enter.ts'

function doorAt(hash: string, ok = true) {
  const asked: unknown[] = []
  const door: Door = {
    location: { hash, pathname: '/', search: '' },
    history: { replaceState: (_data, _unused, url) => void asked.push(['address', url]) },
    fetch(url, init) {
      asked.push([init.method, url, init.headers, init.body])
      return Promise.resolve({ ok })
    },
  }
  return { door, asked }
}

test('the token leaves the address before it is sent, in the body and nowhere else', async () => {
  const { door, asked } = doorAt('#token=abc')
  expect(await enter(door)).toBe(true)
  expect(asked).toEqual([
    ['address', '/'],
    ['POST', '/session', { 'content-type': 'application/json' }, '{"token":"abc"}'],
  ])
})

test.each([true, false])('without a token the host is asked whether it knows this page: %s', async (ok) => {
  const { door, asked } = doorAt('', ok)
  expect(await enter(door)).toBe(ok)
  expect(asked).toEqual([['GET', '/session', undefined, undefined]])
})

test('a token that is no good lets nobody in', async () => {
  expect(await enter(doorAt('#token=abc', false).door)).toBe(false)
})
