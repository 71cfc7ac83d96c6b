import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { film, sound } from '../../assets/testing/film.ts'
import { thumbnailName } from '../../assets/thumbnails.ts'
import type { TestSession } from '../testing/testSession.ts'
import { testSession } from '../testing/testSession.ts'

const keep = async (session: TestSession, name: string, bytes: Uint8Array) =>
  session.request('asset.keep', { name, upload: await session.upload(bytes) })

test.each([
  ['film.mp4', await film(), 'video', 'video/mp4'],
  ['film.webm', await film({ format: 'webm' }), 'video', 'video/webm'],
  ['sound.wav', sound(), 'audio', 'audio/wav'],
  ['mesh.glb', Buffer.from('glTF\x02\0\0\0', 'latin1'), 'model3d', 'model/gltf-binary'],
])('an uploaded %s is stored as what it is', async (name, bytes, media, mime) => {
  const session = await testSession()
  const kept = await keep(session, name, bytes)
  expect(kept).toMatchObject({ media, mime, bytes: bytes.length })
  expect(await session.request('asset.open', { sha256: kept.sha256 })).toMatchObject({ media, mime })
})

test('the poster that a page made of a film is its thumbnail', async () => {
  const session = await testSession()
  const { sha256 } = await keep(session, 'film.mp4', await film())
  const poster = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'red' } })
    .webp()
    .toBuffer()
  await session.request('asset.keepPoster', { sha256, upload: await session.upload(poster) })
  expect(existsSync(join(session.home, 'thumbnails', thumbnailName(sha256, 256)))).toBe(true)
})

test.each([
  ['of an asset that is not there', new Uint8Array(3), false, 'file.unreadable'],
  ['that is too large', new Uint8Array(500_001), true, 'picture.large'],
  ['that is no picture', new Uint8Array(3), true, 'picture.broken'],
])('a poster %s is refused', async (_, bytes, isThere, code) => {
  const session = await testSession()
  const { sha256 } = await keep(session, 'film.mp4', await film())
  const upload = await session.upload(bytes)
  await expect(
    session.request('asset.keepPoster', { sha256: isThere ? sha256 : '0'.repeat(64), upload }),
  ).rejects.toMatchObject({ code })
})
