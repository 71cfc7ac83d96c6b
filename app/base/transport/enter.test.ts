import { expect, test } from 'vitest'
import type { EnterContext } from './enter.ts'
import { enter } from './enter.ts'
import type { HostPaths } from './hostPaths.ts'
import { HOST_PATHS_KEY } from './hostPaths.ts'

const paths: HostPaths = { host: `/${'a'.repeat(32)}/`, media: `/${'b'.repeat(32)}/` }

interface Answers {
  readonly ok?: boolean
  readonly saved?: HostPaths | null
  readonly answer?: unknown
}

function contextAt(hash: string, { ok = true, saved = null, answer = paths }: Answers = {}) {
  const requests: unknown[] = []
  const stored = new Map(saved === null ? [] : [[HOST_PATHS_KEY, JSON.stringify(saved)]])
  const context: EnterContext = {
    location: { hash, pathname: '/', search: '' },
    history: { replaceState: (_data, _unused, url) => void requests.push(['address', url]) },
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
    },
    fetch(url, init) {
      requests.push([init.method, url, init.headers, init.body])
      return Promise.resolve({ ok, json: () => Promise.resolve(answer) })
    },
  }
  return { context, requests, stored: () => Object.fromEntries(stored) }
}

test('the token is removed from the address before it is sent, is sent only in the body, and is not stored', async () => {
  const { context, requests, stored } = contextAt('#token=abc')
  expect(await enter(context)).toEqual(paths)
  expect(requests).toEqual([
    ['address', '/'],
    ['POST', '/session', { 'content-type': 'application/json' }, '{"token":"abc"}'],
  ])
  expect(stored()).toEqual({ [HOST_PATHS_KEY]: JSON.stringify(paths) })
})

test.each([
  [true, paths],
  [false, null],
])(
  'without a token the host is asked at the stored path whether it knows this page: %s',
  async (ok, found) => {
    const { context, requests } = contextAt('', { ok, saved: paths })
    expect(await enter(context)).toEqual(found)
    expect(requests).toEqual([['GET', `${paths.host}session`, undefined, undefined]])
  },
)

test.each([true, false])(
  'without a token and a stored path the page is not admitted, whatever the answer: %s',
  async (ok) => {
    const { context, requests } = contextAt('', { ok })
    expect(await enter(context)).toBeNull()
    expect(requests).toEqual([['GET', '/session', undefined, undefined]])
  },
)

test('an invalid token admits no page and stores nothing', async () => {
  const { context, stored } = contextAt('#token=abc', { ok: false })
  expect(await enter(context)).toBeNull()
  expect(stored()).toEqual({})
})

test.each(['//evil.test/', 'https://evil.test/', '/a/../', '', '/'])(
  'a path that no host of ours uses (%j) is rejected',
  async (host) => {
    const { context, stored } = contextAt('#token=abc', { answer: { ...paths, host } })
    await expect(enter(context)).rejects.toThrow('Invalid string')
    expect(stored()).toEqual({})
  },
)
