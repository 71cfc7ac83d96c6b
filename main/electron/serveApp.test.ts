import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPage } from '../browser/page.ts'
import { createAssetFolder } from '../assets/assetFolder.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { serveApp } from './serveApp.ts'

const secret = 'a secret that lies outside'

async function files() {
  const home = testFolder()
  const page = join(home, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<!doctype html>')
  writeFileSync(join(page, 'assets/app-1.js'), 'export {}')
  writeFileSync(join(home, 'secret'), secret)
  writeFileSync(join(home, 'assets'), '', { flag: 'a' })
  const library = join(home, 'library')
  const assets = createAssetFolder(library)
  const sha256 = await assets.save(Buffer.from('GIF89a'), 'gif')
  const thumbnails = { get: () => Promise.reject(new Error('no thumbnail')) }
  const received: string[] = []
  const session = {
    async receive(pieces: AsyncIterable<Uint8Array>): Promise<string> {
      const parts: Uint8Array[] = []
      for await (const piece of pieces) parts.push(piece)
      received.push(Buffer.concat(parts).toString())
      return 'u1'
    },
  }
  return { given: { page: readPage(page), assets, thumbnails, library, session }, sha256, received }
}

const get = (url: string, method = 'GET', headers: Readonly<Record<string, string>> = {}) => ({
  method,
  url,
  headers: new Headers(headers),
})

test('the page comes with a policy that allows its own files and nothing inline', async () => {
  const { given } = await files()
  const response = await serveApp(get('app://patchbay/'), given)
  expect([response.status, await response.text()]).toEqual([200, '<!doctype html>'])
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).not.toContain('unsafe')
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self' blob:",
      "frame-ancestors 'none'",
    ]),
  )
})

test('a picture is served by its hash, with its own type, and nothing in it runs', async () => {
  const { given, sha256 } = await files()
  for (const address of [`app://patchbay/media/${sha256}`, `app://patchbay/media/${sha256}?thumb=256`]) {
    const response = await serveApp(get(address), given)
    expect([response.status, await response.text()]).toEqual([200, 'GIF89a'])
    expect(response.headers.get('content-type')).toBe('image/gif')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
  }
})

test('a player gets the requested part of a film', async () => {
  const { given } = await files()
  const film = await createAssetFolder(given.library).save(Buffer.from('0123456789'), 'mp4')
  const ask = async (range: string, method = 'GET') => {
    const { status, headers, ...response } = await serveApp(
      get(`app://patchbay/media/${film}`, method, { range }),
      given,
    ).then(async (answer) => ({ status: answer.status, headers: answer.headers, text: await answer.text() }))
    return [status, response.text, headers.get('content-range'), headers.get('content-length')]
  }
  expect(await ask('bytes=2-5')).toEqual([206, '2345', 'bytes 2-5/10', '4'])
  expect(await ask('bytes=8-')).toEqual([206, '89', 'bytes 8-9/10', '2'])
  expect(await ask('bytes=10-')).toEqual([416, '', 'bytes */10', '0'])
  expect(await ask('bytes=2-5', 'HEAD')).toEqual([200, '', null, '10'])
})

test('the page sends a file, in pieces, and gets the id for requests', async () => {
  const { given, received } = await files()
  const put = (origin: string) =>
    serveApp(
      { ...get('app://patchbay/upload', 'PUT', { origin }), body: new Blob(['a ', 'film']).stream() },
      given,
    )
  const answer = await put('app://patchbay')
  expect([answer.status, await answer.json()]).toEqual([200, { upload: 'u1' }])
  expect((await put('https://example.org')).status).toBe(405)
  expect((await serveApp(get('app://patchbay/upload'), given)).status).toBe(405)
  expect(received).toEqual(['a film'])
})

/** Spellings of `../secret` that some URL parser has accepted. */
function traversals(): readonly string[] {
  const dots = ['..', '%2e%2e', '%2E.', '.%2e', '%252e%252e', '..%00', '%c0%ae%c0%ae', '．．', '....', '..;']
  const slashes = ['/', '%2f', '%2F', '\\', '%5c', '%252f', '%c0%af', '//', '/./', '%ef%bc%8f']
  const starts = ['app://patchbay/', 'app://patchbay/assets/']
  return starts.flatMap((start) =>
    dots.flatMap((dot) =>
      slashes.map((slash) => `${start}${dot}${slash}${start.endsWith('assets/') ? dot + slash : ''}secret`),
    ),
  )
}

test('no spelling of a path leads out of the page', async () => {
  const { given } = await files()
  const all = traversals()
  expect(new Set(all).size).toBe(200)
  for (const url of all) {
    const response = await serveApp(get(url), given)
    expect([url, response.status, await response.text()]).toEqual([url, 404, ''])
  }
})

test.each([
  'app://other/',
  'app://patchbay.example.org/',
  'https://patchbay/',
  'app://patchbay',
  'app://patchbay/media/../secret',
  `app://patchbay/media/${'0'.repeat(64)}`,
  `app://patchbay/media/${'0'.repeat(63)}`,
  'app://patchbay/session',
  'app://patchbay/index.html?x',
])('there is nothing at %s', async (url) => {
  const { given } = await files()
  expect((await serveApp(get(url), given)).status).toBe(404)
})

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s changes nothing here', async (method) => {
  const { given } = await files()
  expect((await serveApp(get('app://patchbay/', method), given)).status).toBe(405)
})

test('a video without a poster is answered with nothing where one is asked for, not with the video', async () => {
  const { given } = await files()
  const film = await createAssetFolder(given.library).save(Buffer.from('0123456789'), 'mp4')
  const response = await serveApp(get(`app://patchbay/media/${film}?thumb=512`), given)
  expect([response.status, await response.text()]).toEqual([204, ''])
})
