import { expect, test } from 'vitest'
import { EXPORT, testHost } from './testing/testHost.ts'

async function admitted() {
  const host = await testHost()
  const { paths, cookies } = await host.admitted()
  const get = (path: string, { cookie = cookies.host, method = 'GET' } = {}) =>
    host.sendRequest({ method, path: `${paths.host}${path}`, headers: { cookie } })
  return { get, mediaCookie: cookies.media }
}

test('an exported file is saved under its name, and never shown', async () => {
  const { get } = await admitted()
  const { status, headers, text } = await get(`download/${EXPORT}`)
  expect([status, text, headers['content-disposition'], headers['cache-control']]).toEqual([
    200,
    'packed',
    "attachment; filename*=UTF-8''Harb%C3%B6%27s%20%282%29.patchbay.zip",
    'no-store',
  ])
})

test('no other file is, by any id or path', async () => {
  const { get, mediaCookie } = await admitted()
  const other = EXPORT.replace('8', '9')
  expect((await get(`download/${other}`)).status).toBe(404)
  expect((await get('download/../key')).status).toBe(404)
  expect((await get(`download/${EXPORT}`, { method: 'POST' })).status).toBe(405)
  expect((await get(`download/${EXPORT}`, { cookie: mediaCookie })).status).toBe(401)
})
