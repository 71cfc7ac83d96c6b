import { BufferSource, EncodedPacketSink, Input, WEBM } from 'mediabunny'
import { expect, test } from 'vitest'
import { discScene, distance, decode } from '../testing/pictures.ts'
import { filmSize, frameCount, shootFilm } from './film.ts'
import { coverPixels } from './pixels.ts'
import { createRandom } from './random.ts'
import { pictureOf } from './vp8.ts'

const shoot = async (size: readonly [number, number], seconds: number, fps: number) =>
  shootFilm(discScene(...size), { seconds, fps }, createRandom('film'))

/** What a program that plays the film finds in it. */
async function read(bytes: Buffer) {
  const input = new Input({ source: new BufferSource(bytes), formats: [WEBM] })
  const track = await input.getPrimaryVideoTrack()
  if (track === null) throw new Error('no video')
  const frames: { readonly at: number; readonly type: string; readonly data: Uint8Array }[] = []
  for await (const { timestamp, type, data } of new EncodedPacketSink(track).packets())
    frames.push({ at: timestamp, type, data })
  const { codec, displayWidth: width, displayHeight: height } = track
  return { codec, width, height, seconds: await input.computeDuration(), frames }
}

test('a film has the seconds, the frames and the shape that were ordered', async () => {
  const { bytes, ...size } = await shoot([320, 200], 2.5, 8)
  const { frames, ...film } = await read(bytes)
  expect(size).toEqual({ width: 320, height: 200 })
  expect(film).toEqual({ codec: 'vp8', width: 320, height: 200, seconds: 2.5 })
  expect(frames.map(({ at, type }) => [at, type])).toEqual(
    Array.from({ length: 20 }, (_, frame) => [frame / 8, 'key']),
  )
})

test('it begins with the picture and moves into it', async () => {
  const scene = discScene(160, 120)
  const { frames } = await read((await shoot([160, 120], 1, 4)).bytes)
  const pictures = await Promise.all(frames.map(async ({ data }) => decode(pictureOf(data))))
  const first = pictures[0]
  if (first === undefined) throw new Error('no frame')
  expect(distance(first, await coverPixels(scene, first))).toBeLessThan(6)
  const apart = pictures.map((picture) => distance(first, picture))
  expect(apart).toEqual(apart.toSorted((a, b) => a - b))
  expect(new Set(apart).size).toBe(4)
})

test('the same picture gives the same bytes', async () => {
  const [one, other] = [await shoot([64, 64], 1, 2), await shoot([64, 64], 1, 2)]
  expect(one.bytes.equals(other.bytes)).toBe(true)
})

test.each([
  [1024, 576, 480, 270],
  [576, 1024, 270, 480],
  [101, 51, 102, 52],
  [3000, 8, 480, 16],
])('a film of %i × %i has %i × %i', (width, height, ...expected) => {
  const size = filmSize({ width, height })
  expect([size.width, size.height]).toEqual(expected)
})

test.each([
  [3, 8, 24],
  [0.1, 8, 2],
  [20, 30, 240],
])('%f seconds at %i frames a second are %i frames', (seconds, fps, count) => {
  expect(frameCount({ seconds, fps })).toBe(count)
})
