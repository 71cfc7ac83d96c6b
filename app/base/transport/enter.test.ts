import { expect, test } from 'vitest'
import type { Door } from './enter.ts'
import { enter } from './enter.ts'
import type { Places } from './places.ts'
import { PLACES_KEY } from './places.ts'

const places: Places = { host: `/${'a'.repeat(32)}/`, media: `/${'b'.repeat(32)}/` }

interface Answers {
  readonly ok?: boolean
  readonly kept?: Places | null
  readonly answer?: unknown
}

function doorAt(hash: string, { ok = true, kept = null, answer = places }: Answers = {}) {
  const asked: unknown[] = []
  const stored = new Map(kept === null ? [] : [[PLACES_KEY, JSON.stringify(kept)]])
  const door: Door = {
    location: { hash, pathname: '/', search: '' },
    history: { replaceState: (_data, _unused, url) => void asked.push(['address', url]) },
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
    },
    fetch(url, init) {
      asked.push([init.method, url, init.headers, init.body])
      return Promise.resolve({ ok, json: () => Promise.resolve(answer) })
    },
  }
  return { door, asked, stored: () => Object.fromEntries(stored) }
}

test('the token leaves the address before it is sent, in the body and nowhere else, and is not kept', async () => {
  const { door, asked, stored } = doorAt('#token=abc')
  expect(await enter(door)).toEqual(places)
  expect(asked).toEqual([
    ['address', '/'],
    ['POST', '/session', { 'content-type': 'application/json' }, '{"token":"abc"}'],
  ])
  expect(stored()).toEqual({ [PLACES_KEY]: JSON.stringify(places) })
})

test.each([
  [true, places],
  [false, null],
])('without a token the host is asked at the kept path whether it knows this page: %s', async (ok, found) => {
  const { door, asked } = doorAt('', { ok, kept: places })
  expect(await enter(door)).toEqual(found)
  expect(asked).toEqual([['GET', `${places.host}session`, undefined, undefined]])
})

test.each([true, false])(
  'without a token and a kept path nobody is let in, whatever the answer: %s',
  async (ok) => {
    const { door, asked } = doorAt('', { ok })
    expect(await enter(door)).toBeNull()
    expect(asked).toEqual([['GET', '/session', undefined, undefined]])
  },
)

test('a token that is not valid lets nobody in, and keeps nothing', async () => {
  const { door, stored } = doorAt('#token=abc', { ok: false })
  expect(await enter(door)).toBeNull()
  expect(stored()).toEqual({})
})

test.each(['//evil.test/', 'https://evil.test/', '/a/../', '', '/'])(
  'a path that no host of ours has (%j) is not taken',
  async (host) => {
    const { door, stored } = doorAt('#token=abc', { answer: { ...places, host } })
    await expect(enter(door)).rejects.toThrow('Invalid string')
    expect(stored()).toEqual({})
  },
)
