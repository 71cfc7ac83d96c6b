import { readdirSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { EncodedPacketSink } from 'mediabunny'
import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { ClipMaker } from '#shared/media/videos.ts'
import type { Media, MediaKind } from '#shared/ports/value.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { createAssets } from '../assets.ts'
import { probeMedia } from '../probeMedia.ts'
import type { FilmOptions } from '../testing/film.ts'
import { film, sound } from '../testing/film.ts'
import { openContainer } from './openContainer.ts'
import { createVideos } from './videos.ts'

const maker: ClipMaker = { type: 'local/trim-video', onProgress: () => {} }

function openStore() {
  const home = testFolder()
  const assets = createAssets({
    home,
    workflowFolder: home,
    download: () => Promise.reject(new Error('no network')),
    probe: probeMedia,
  })
  const put = async (bytes: Uint8Array, kind: MediaKind = 'video'): Promise<Media> =>
    assets.put(bytes, kind, { from: 'file', name: 'a' })
  return {
    assets,
    home,
    put,
    make: async (options?: FilmOptions) => put(await film(options)),
    videos: createVideos(assets),
  }
}

/** When the packets of a track are shown, in the order in which they are stored, in hundredths of a second. */
async function times(path: string, kind: 'video' | 'audio'): Promise<readonly number[]> {
  const file = await open(path)
  try {
    using input = openContainer(file, (await file.stat()).size)
    const track = kind === 'video' ? await input.getPrimaryVideoTrack() : await input.getPrimaryAudioTrack()
    const found: number[] = []
    if (track !== null)
      for await (const { timestamp } of new EncodedPacketSink(track).packets())
        found.push(Math.round(timestamp * 100))
    return found
  } finally {
    await file.close()
  }
}

const fixture = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(new URL(`../../../tests/browser/media/${name}`, import.meta.url)))

test.each(['mp4', 'mov', 'webm'] as const)(
  'a film in %s begins with the key frame before the start, with the sound from there, and stays in its container',
  async (format) => {
    const { make, videos, assets } = openStore()
    const clip = await make({ format, frames: 100, keys: 25, sound: 48_000 })
    const made = await videos.trim(clip, { start: 1.4, end: 2.6 }, maker)
    expect(made).toMatchObject({
      start: 1,
      end: 2.6,
      media: { media: 'video', mime: clip.mime, width: 64, height: 48, duration: 1.6, fps: 25 },
    })
    const [picture, audible] = [
      await times(assets.pathOf(made.media), 'video'),
      await times(assets.pathOf(made.media), 'audio'),
    ]
    expect(picture).toEqual(Array.from({ length: 40 }, (_, frame) => frame * 4))
    expect(audible).toEqual(Array.from({ length: 80 }, (_, packet) => packet * 2))
  },
)

test('frames that are stored before the ones they follow are there if others need them, and only then', async () => {
  const { make, videos, assets } = openStore()
  const clip = await make({ frames: 49, keys: 24, isReordered: true })
  const made = await videos.trim(clip, { start: 1, end: 1.2 }, maker)
  // From the key frame 24, without the frames 22 and 23, which are stored after it: 24, 27, 25, 26, 30, 28, 29.
  expect(await times(assets.pathOf(made.media), 'video')).toEqual([0, 12, 4, 8, 24, 16, 20])
  expect(made).toMatchObject({ start: 0.96 })
})

test('equal cuts have equal bytes at any time, and neither leaves a draft', async () => {
  const { make, videos, home } = openStore()
  const clip = await make({ frames: 100, sound: 48_000 })
  const cut = async (): Promise<string> =>
    (await videos.trim(clip, { start: 1, end: null }, maker)).media.sha256
  const first = await cut()
  const dated = (await readFile(openPath(home, first))).subarray(0, 4096)
  expect(await cut()).toBe(first)
  // Seconds since 1904 would be here, which change.
  expect(dates(dated)).toEqual([0, 0])
  expect(
    readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.draft')),
  ).toEqual([])
})

const openPath = (home: string, sha256: string): string =>
  `${home}/assets/${sha256.slice(0, 2)}/${sha256}.mp4`

/** The times of creation and of the last change of a whole film. */
function dates(bytes: Buffer): readonly number[] {
  const at = bytes.indexOf('mvhd') + 8
  return [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
}

test.each([
  [
    'a start after the end of the film',
    { start: 9, end: null },
    'The video has 2 s: nothing is left after 9 s.',
  ],
  ['an end before the start', { start: 1, end: 0.5 }, 'The start, 1 s, must be before the end, 0.5 s.'],
] as const)('%s is refused in words', async (_, range, message) => {
  const { make, videos } = openStore()
  await expect(videos.trim(await make(), range, maker)).rejects.toThrow(
    new AppError('input.invalid', message),
  )
})

test('an end after the end of the film is its end', async () => {
  const { make, videos } = openStore()
  const made = await videos.trim(await make({ frames: 100 }), { start: 3, end: 60 }, maker)
  expect(made).toMatchObject({ start: 3, end: 4, media: { duration: 1 } })
})

test('a sound is cut to a packet, and formats that cannot be cut say which can', async () => {
  const { put, videos } = openStore()
  const wav = await videos.trim(await put(sound({ seconds: 4 }), 'audio'), { start: 1, end: 2.5 }, maker)
  expect(wav.media).toMatchObject({ media: 'audio', mime: 'audio/wav' })
  expect(wav.media.duration).toBeCloseTo(1.5, 0)
  const mp3 = await videos.trim(await put(await fixture('voice.mp3'), 'audio'), { start: 1, end: 3 }, maker)
  expect(mp3.start).toBeGreaterThan(0.9)
  expect(mp3.start).toBeLessThanOrEqual(1)
  expect(Math.abs((mp3.media.duration ?? 0) - 2)).toBeLessThan(0.1)
  expect(mp3.media.mime).toBe('audio/mpeg')
})

test('films are joined in their order: as long as all of them, with their pictures and sounds one after the other', async () => {
  const { make, videos, assets } = openStore()
  const clips = [
    await make({ frames: 50, sound: 48_000 }),
    await make({ frames: 25, sound: 48_000, bytes: 50 }),
  ]
  const fractions: number[] = []
  const made = await videos.join([...clips, ...clips.slice(0, 1)], {
    ...maker,
    onProgress: (fraction) => fractions.push(fraction),
  })
  expect(made).toMatchObject({ media: 'video', mime: 'video/mp4', duration: 5, fps: 25, width: 64 })
  expect(await times(assets.pathOf(made), 'video')).toEqual(
    Array.from({ length: 125 }, (_, frame) => frame * 4),
  )
  expect(await times(assets.pathOf(made), 'audio')).toEqual(
    Array.from({ length: 250 }, (_, packet) => packet * 2),
  )
  expect(fractions.at(-1)).toBe(1)
  expect(fractions).toEqual(fractions.toSorted((one, other) => one - other))
})

test('a joined WebM film has no two frames at one time, although WebM does not say how long its last one is', async () => {
  const { make, put, videos, assets } = openStore()
  const silent = await make({ format: 'webm', frames: 50 })
  const made = await videos.join([silent, silent], maker)
  expect(made.duration).toBe(4)
  expect(await times(assets.pathOf(made), 'video')).toEqual(
    Array.from({ length: 100 }, (_, frame) => frame * 4),
  )
  const tram = await put(await fixture('tram.webm'))
  const twice = await videos.join([tram, tram], maker)
  expect(Math.abs((twice.duration ?? 0) - 2 * (tram.duration ?? 0))).toBeLessThan(1 / 20)
})

test.each<[string, FilmOptions, string]>([
  ['its format', { format: 'webm', sound: 48_000 }, 'the format WebM, and clip 1 has the format MP4'],
  ['its codec', { codec: 'vp8', sound: 48_000 }, 'the codec VP8, and clip 1 has the codec VP9'],
  ['its size', { width: 32, sound: 48_000 }, '32 × 48 pixels, and clip 1 has 64 × 48 pixels'],
  ['its frame rate', { fps: 30, sound: 48_000 }, '30 frames per second, and clip 1 has 25 frames per second'],
  ['that it is silent', {}, 'no sound, and clip 1 has sound'],
])('a clip that cannot be joined is named, with %s', async (_, options, words) => {
  const { make, videos } = openStore()
  const [one, other] = [await make({ sound: 48_000 }), await make(options)]
  const thrown: unknown = await videos.join([one, one, other, other], maker).catch((error: unknown) => error)
  expect(thrown).toMatchObject({ code: 'input.invalid', data: { clip: 3 } })
  expect((thrown as Error).message).toContain(`Clip 3 has ${words}.`)
})

test('sounds are joined, and one with another number of samples is named', async () => {
  const { put, videos } = openStore()
  const [slow, fast] = [await put(sound(), 'audio'), await put(sound({ rate: 16_000 }), 'audio')]
  expect(await videos.join([slow, slow], maker)).toMatchObject({
    media: 'audio',
    mime: 'audio/wav',
    duration: 4,
  })
  await expect(videos.join([slow, fast], maker)).rejects.toThrow(
    'Clip 2 has 16000 samples per second, and clip 1 has 8000 samples per second.',
  )
})

test('a clip that is damaged or gone says so, and which one it is', async () => {
  const { make, put, assets, videos } = openStore()
  const whole = await make()
  const cut = await put((await film({ frames: 100 })).subarray(0, 2000))
  await expect(videos.join([whole, cut], maker)).rejects.toThrow(
    'Clip 2 is damaged or cut off: it cannot be read.',
  )
  const gone = { ...whole, sha256: 'f'.repeat(64) }
  await expect(videos.trim(gone, { start: 1, end: null }, maker)).rejects.toMatchObject({
    code: 'file.unreadable',
  })
  expect(assets.has(whole)).toBe(true)
})

/** A film whose frames all say that they are large, in the same bytes. */
async function bomb(): Promise<Uint8Array> {
  const bytes = await film({ frames: 100 })
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const boxOf = (name: string): number => Buffer.from(bytes).indexOf(name) + name.length
  const [sizes, places] = [boxOf('stsz'), boxOf('stco')]
  view.setUint32(sizes + 4, Math.floor(bytes.length / 26))
  for (let index = 0; index < view.getUint32(places + 4); index++) view.setUint32(places + 8 + 4 * index, 0)
  return bytes
}

test('a clip of frames that share bytes is refused before it fills the disk', async () => {
  const { put, videos, home } = openStore()
  const clip = await put(await bomb())
  await expect(videos.join([clip, clip], maker)).rejects.toMatchObject({ code: 'picture.broken' })
  expect(readdirSync(home, { recursive: true }).filter((name) => String(name).endsWith('.draft'))).toEqual([])
})

test('a clip whose bytes have changed in the library is not cut or joined', async () => {
  const { make, videos, assets } = openStore()
  const clip = await make({ frames: 50 })
  const file = await open(assets.pathOf(clip), 'r+')
  await file.write('x', clip.bytes - 40)
  await file.close()
  const damaged = expect.objectContaining({ code: 'file.unreadable' })
  await expect(videos.trim(clip, { start: 0, end: 1 }, maker)).rejects.toEqual(damaged)
  await expect(videos.join([clip, clip], maker)).rejects.toEqual(damaged)
})
