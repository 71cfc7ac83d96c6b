import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { testFolder } from '../platform/testing/testFolder.ts'
import { createAssets } from './assets.ts'
import { probeMedia } from './probeMedia.ts'
import { film, sound, soundFilm } from './testing/film.ts'

const origin = { from: 'file', name: 'voice' } as const

function openStore(home = testFolder()) {
  const assets = createAssets({
    home,
    workflowFolder: home,
    download: () => Promise.reject(new Error('no network')),
    probe: async (path, kind) => probeMedia(path, kind).catch(() => ({})),
  })
  const files = (): readonly string[] =>
    readdirSync(join(home, 'assets'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.includes('.'))
      .map((name) => name.replace(/^.*[/\\][0-9a-f]{64}/, ''))
  return { home, assets, files }
}

test.each([
  ['mp4', 'audio/mp4', '.m4a'],
  ['webm', 'audio/webm', '.weba'],
] as const)(
  'a file in %s without a picture is audio, with its type and extension',
  async (format, mime, ending) => {
    const { assets, files } = openStore()
    const bytes = await soundFilm(format)
    const media = await assets.put(bytes, 'video', origin, { isGuess: true })
    const expected = { media: 'audio', mime, duration: 2, bytes: bytes.length, sha256: hash('sha256', bytes) }
    expect(media).toEqual(expected)
    expect(files()).toEqual([ending])
    expect(assets.kindsOf(media.sha256)).toEqual(['audio'])
    expect(await assets.resolve({ asset: media.sha256 }, 'audio')).toEqual(expected)
    expect(await assets.read(media)).toEqual(bytes)
  },
)

test('a file with a picture is a video, with sound or without, and so is one that cannot be read', async () => {
  const { assets } = openStore()
  const kindOf = async (bytes: Uint8Array): Promise<string> =>
    (await assets.put(bytes, 'video', origin, { isGuess: true })).media
  expect(await kindOf(await film())).toBe('video')
  expect(await kindOf(await film({ format: 'webm', sound: 48_000 }))).toBe('video')
  expect(await kindOf((await soundFilm('mp4')).subarray(0, 100))).toBe('video')
})

test('a sound that an earlier version stored as a video stays where it is, and is used as before', async () => {
  const { home, assets, files } = openStore()
  const bytes = await soundFilm('mp4')
  const before = await assets.put(bytes, 'video', origin)
  expect(before).toMatchObject({ media: 'video', mime: 'video/mp4' })
  const again = await openStore(home).assets.put(bytes, 'video', origin, { isGuess: true })
  expect(again).toMatchObject({ media: 'audio', mime: 'audio/mp4', sha256: before.sha256 })
  expect(files()).toEqual(['.mp4'])
  expect(await assets.read(again)).toEqual(bytes)
  expect(await assets.resolve({ asset: before.sha256 }, 'video')).toMatchObject({ media: 'video' })
  expect(await assets.read(before)).toEqual(bytes)
})

test('a file that is used as a video and has only sound is refused in words; as audio it is taken', async () => {
  const { home, assets } = openStore()
  writeFileSync(join(home, 'voice.m4a'), await soundFilm('mp4'))
  await expect(assets.resolve({ file: 'voice.m4a' }, 'video')).rejects.toMatchObject({
    code: 'picture.broken',
    message: expect.stringContaining('is no video that can be used: it has only sound.') as string,
  })
  expect(await assets.resolve({ file: 'voice.m4a' }, 'audio')).toMatchObject({
    media: 'audio',
    mime: 'audio/mp4',
  })
})

test('other kinds are as they were', async () => {
  const { assets, files } = openStore()
  expect(await assets.put(sound(), 'audio', origin, { isGuess: true })).toMatchObject({
    media: 'audio',
    mime: 'audio/wav',
  })
  expect(files()).toEqual(['.wav'])
})
