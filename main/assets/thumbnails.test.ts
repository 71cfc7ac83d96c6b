import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import type { Thumbnails } from './thumbnails.ts'
import { createThumbnails } from './thumbnails.ts'

let home: string
let reads: number
let picture: Uint8Array
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-thumbnails-'))
  reads = 0
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const draw = async (width: number, height: number): Promise<Uint8Array> =>
  sharp({ create: { width, height, channels: 3, background: '#3366ff' } })
    .png()
    .toBuffer()

const thumbnails = (): Thumbnails =>
  createThumbnails({
    home,
    assets: {
      read: () => {
        reads += 1
        return Promise.resolve(picture)
      },
    },
  })

const media: Media = { ...fakeMedia(1), sha256: `ab${'0'.repeat(62)}` }

const measure = async (path: string): Promise<unknown> => {
  const { format, width, height } = await sharp(readFileSync(path)).metadata()
  return { format, width, height }
}

describe('a thumbnail', () => {
  test.each([
    [1024, 512, 256, 256, 128],
    [1024, 512, 512, 512, 256],
    [300, 900, 256, 85, 256],
    [100, 40, 256, 100, 40],
  ] as const)('of %d × %d pixels, %d asked for, is WebP of %d × %d', async (width, height, size, w, h) => {
    picture = await draw(width, height)
    expect(await measure(await thumbnails().get(media, size))).toEqual({
      format: 'webp',
      width: w,
      height: h,
    })
  })

  test('is stored under the digest of its picture, with no other file', async () => {
    picture = await draw(600, 600)
    expect(await thumbnails().get(media, 256)).toBe(
      join(home, 'thumbnails', 'ab', `${media.sha256}-256.webp`),
    )
    expect(readdirSync(join(home, 'thumbnails', 'ab'))).toEqual([`${media.sha256}-256.webp`])
  })

  test('is made once, also across restarts', async () => {
    picture = await draw(600, 600)
    const path = await thumbnails().get(media, 256)
    const { ino } = statSync(path)
    await thumbnails().get(media, 256)
    expect({ reads, ino: statSync(path).ino }).toEqual({ reads: 1, ino })
  })

  test('requested by several at the same time is computed once; another size separately', async () => {
    picture = await draw(600, 600)
    const all = thumbnails()
    const paths = await Promise.all([all.get(media, 256), all.get(media, 256), all.get(media, 512)])
    expect(new Set(paths).size).toBe(2)
    expect(reads).toBe(2)
  })

  const harms: readonly (readonly [string, (path: string) => void])[] = [
    ['cut off', (path) => truncateSync(path, statSync(path).size - 40)],
    ['empty', (path) => truncateSync(path, 0)],
    ['something else', (path) => writeFileSync(path, '<svg/>')],
    ['gone', (path) => rmSync(path)],
  ]
  test.each(harms)('that is %s is made again', async (_, harm) => {
    picture = await draw(600, 400)
    const all = thumbnails()
    harm(await all.get(media, 256))
    expect(await measure(await all.get(media, 256))).toEqual({ format: 'webp', width: 256, height: 171 })
    expect(reads).toBe(2)
  })
})

describe('the poster of a video', () => {
  const video: Media = { ...fakeMedia(1, 'video'), sha256: media.sha256 }

  test('is stored as WebP in both sizes, and found after a restart', async () => {
    await thumbnails().keepPoster(video, await draw(1024, 512))
    const sizes = [256, 512] as const
    const found = sizes.map(async (size) => measure(await thumbnails().get(video, size)))
    expect(await Promise.all(found)).toEqual([
      { format: 'webp', width: 256, height: 128 },
      { format: 'webp', width: 512, height: 256 },
    ])
    expect(reads).toBe(0)
  })

  test('that is damaged on the disk does not exist', async () => {
    const all = thumbnails()
    await all.keepPoster(video, await draw(600, 400))
    truncateSync(await all.get(video, 256), 30)
    await expect(all.get(video, 256)).rejects.toMatchObject({ code: 'input.invalid' })
  })

  test.each([
    ['that is no picture is refused', video, 'picture.broken'],
    ['is refused for a picture, whose thumbnail is made of itself', media, 'input.invalid'],
  ] as const)('%s', async (_, of, code) => {
    const poster = code === 'picture.broken' ? new Uint8Array([1, 2, 3]) : await draw(600, 400)
    await expect(thumbnails().keepPoster(of, poster)).rejects.toMatchObject({ code })
    expect(readdirSync(home)).toEqual([])
  })
})

describe('no thumbnail is made', () => {
  test.each(['video', 'audio'] as const)('for %s', async (kind) => {
    await expect(thumbnails().get(fakeMedia(1, kind), 256)).rejects.toMatchObject({ code: 'input.invalid' })
    expect(reads).toBe(0)
  })

  test('for a damaged picture, until it is repaired', async () => {
    const all = thumbnails()
    picture = (await draw(600, 400)).subarray(0, 300)
    await expect(all.get(media, 256)).rejects.toMatchObject({ code: 'picture.broken' })
    picture = await draw(600, 400)
    await expect(all.get(media, 256)).resolves.toContain('-256.webp')
  })

  test('for a missing asset', async () => {
    const gone = new AppError('file.unreadable', 'The asset is gone.')
    const all = createThumbnails({ home, assets: { read: () => Promise.reject(gone) } })
    await expect(all.get(media, 256)).rejects.toBe(gone)
  })

  test('if it cannot be written', async () => {
    picture = await draw(600, 400)
    mkdirSync(join(home, 'thumbnails'))
    writeFileSync(join(home, 'thumbnails', 'ab'), '')
    await expect(thumbnails().get(media, 256)).rejects.toMatchObject({ code: 'file.unwritable' })
  })
})
