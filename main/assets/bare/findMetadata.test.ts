import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny'
import { expect, test } from 'vitest'
import { film, sound } from '../testing/film.ts'
import { secret } from '../testing/photos.ts'
import { box, element, id3v2, mp3Frames, taggedFiles } from '../testing/taggedFiles.ts'
import { findMetadata } from './findMetadata.ts'
import { overwrite, overwriteBytes } from './overwrite.ts'

const fileOf = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: async (start: number, length: number) => bytes.subarray(start, start + length),
})

const bare = async (bytes: Uint8Array): Promise<Buffer> =>
  Buffer.from(overwriteBytes(bytes, await findMetadata(fileOf(bytes))))

/** What a player finds: the samples of all tracks with their times, and the texts. */
async function contentOf(bytes: Uint8Array) {
  using input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) })
  const tracks = await input.getTracks()
  const samples: unknown[] = []
  for (const track of tracks) {
    const sink = new EncodedPacketSink(track)
    for (let packet = await sink.getFirstPacket(); packet !== null; packet = await sink.getNextPacket(packet))
      samples.push([track.type, packet.timestamp, packet.duration, Buffer.from(packet.data).toString('hex')])
  }
  const { raw: _, ...texts } = await input.getMetadataTags()
  return { samples, texts }
}

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1')

test.each(Object.entries(taggedFiles))(
  '%s loses its texts, and no sample, length or offset changes',
  async (_, make) => {
    const bytes = Buffer.from(await make())
    const changed = await bare(bytes)
    expect(bytes.includes(secret)).toBe(true)
    expect(changed.includes(secret)).toBe(false)
    expect(changed.length).toBe(bytes.length)
    const before = await contentOf(bytes)
    const after = await contentOf(changed)
    expect(before.samples.length).toBeGreaterThan(1)
    expect(after.samples).toEqual(before.samples)
    expect(after.texts).toEqual({})
    expect((await bare(changed)).equals(changed)).toBe(true)
  },
)

test.each(Object.entries(taggedFiles))('%s is the same in pieces of any size', async (_, make) => {
  const bytes = Buffer.from(await make())
  const parts = await findMetadata(fileOf(bytes))
  const whole = overwriteBytes(bytes, parts)
  for (const size of [1, 7, 4096]) {
    const source = async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    }
    const pieces: Uint8Array[] = []
    for await (const piece of overwrite(source(), parts)) pieces.push(piece)
    expect(Buffer.concat(pieces).equals(whole)).toBe(true)
  }
  // The source is not written to.
  expect(bytes.includes(secret)).toBe(true)
})

test.each([
  ['a sound', async () => sound()],
  ['an MP3', async () => mp3Frames()],
  ['a WebM', async () => film({ format: 'webm' })],
  ['a model', async () => ascii('glTF\x02\0\0\0udta')],
])('%s without metadata has no part to change', async (_, make) => {
  expect(await findMetadata(fileOf(await make()))).toEqual([])
})

const ftyp = box('ftyp', ascii('isom\0\0\0\0isom'))
const place = box('udta', box('©xyz', ascii(secret)))
/** A header with the times at which it was made and changed. */
const times = (type: string, version: 0 | 1): Buffer =>
  box(type, Buffer.of(version, 0, 0, 0), Buffer.alloc(version === 1 ? 16 : 8, 0xe2), ascii('rest'))
const zeroed = (type: string, version: 0 | 1): Buffer =>
  box(type, Buffer.of(version, 0, 0, 0), Buffer.alloc(version === 1 ? 16 : 8), ascii('rest'))
const emptied = (bytes: Uint8Array): Buffer => box('free', Buffer.alloc(bytes.length - 8))
const recorder = box('uuid', ascii('USMT'.padEnd(16, '.')), ascii(secret))

test('the times of a film and of its tracks are unknown, and the place is gone from each of them', async () => {
  const film = (part: Buffer, dated: typeof times): Buffer =>
    Buffer.concat([
      ftyp,
      box('mdat', place),
      box(
        'moov',
        dated('mvhd', 0),
        box('trak', dated('tkhd', 1), box('mdia', dated('mdhd', 0), box('minf', place)), part),
        part,
      ),
    ])
  expect((await bare(film(place, times))).equals(film(emptied(place), zeroed))).toBe(true)
})

test('the projection of a spherical film stays, other private boxes do not', async () => {
  const projection = box('uuid', Buffer.from('ffcc8263f8554a938814587a02521fdd', 'hex'), ascii('<rdf/>'))
  const film = (part: Buffer): Buffer =>
    Buffer.concat([ftyp, box('moov', box('trak', projection, part)), part])
  expect((await bare(film(recorder))).equals(film(emptied(recorder)))).toBe(true)
})

test('a box with a size of 64 bits has it still', async () => {
  const wide = (type: string, text: string): Buffer => {
    const head = ascii(`\0\0\0\x01${type}`)
    return Buffer.concat([head, Buffer.of(0, 0, 0, 0, 0, 0, 0, 16 + text.length), ascii(text)])
  }
  const changed = await bare(Buffer.concat([ftyp, wide('udta', secret), place]))
  const expected = Buffer.concat([ftyp, wide('free', '\0'.repeat(secret.length)), emptied(place)])
  expect(changed.equals(expected)).toBe(true)
})

test('of a film of many gigabytes only the structure is read', async () => {
  const head = Buffer.concat([ftyp, Buffer.from('000000016d6461740000000280000000', 'hex')])
  const end = Buffer.concat([box('moov', place)])
  const moovStart = ftyp.length + 0x2_8000_0000
  let total = 0
  const parts = await findMetadata({
    size: moovStart + end.length,
    async read(start, length) {
      total += length
      if (start >= moovStart) return end.subarray(start - moovStart, start - moovStart + length)
      return Buffer.concat([head, Buffer.alloc(8192)]).subarray(start, start + length)
    },
  })
  expect(parts.map(({ start, end: partEnd }) => [start - moovStart, partEnd - moovStart])).toEqual([
    [12, 16],
    [16, end.length],
  ])
  expect(total).toBeLessThan(10_000)
})

test('removed elements of a WebM of any length become void, without a checksum that is wrong then', async () => {
  const start = element(0x1a45dfa3, ascii('\x42\x82\x84webm'))
  const checksum = (id: number): Buffer =>
    Buffer.concat([Buffer.of(id, 0x84), ascii(id === 0xbf ? 'sums' : '\0\0\0\0')])
  for (const length of [0, 1, 100, 112, 116, 117, 118, 119, 300, 70_000]) {
    const title = element(0x7ba9, Buffer.alloc(length, secret))
    const changed = await bare(
      Buffer.concat([start, element(0x18538067, element(0x1549a966, checksum(0xbf), title), element(0xe7))]),
    )
    const empty =
      title.length <= 128
        ? Buffer.concat([Buffer.of(0xec, 0x80 | (title.length - 2)), Buffer.alloc(title.length - 2)])
        : element(0xec, Buffer.alloc(title.length - 9))
    const expected = Buffer.concat([
      start,
      element(0x18538067, element(0x1549a966, checksum(0xec), empty), element(0xe7)),
    ])
    expect(changed.equals(expected)).toBe(true)
  }
})

test.each([0x80, 0x40, 0xf0])(
  'a tag of an MP3 with the flags %i is padding that all players skip',
  async (flags) => {
    const tag = id3v2(4, flags)
    const changed = await bare(Buffer.concat([tag, mp3Frames()]))
    const size = tag.length - 10
    expect([...changed.subarray(0, 10)]).toEqual([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, size >> 7, size & 0x7f])
    expect(changed.subarray(10).equals(Buffer.concat([Buffer.alloc(size), mp3Frames()]))).toBe(true)
  },
)

test('a file that is cut off keeps its length, and what could be read of it is removed', async () => {
  for (const make of Object.values(taggedFiles)) {
    const bytes = Buffer.from(await make())
    for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 97))
      expect((await bare(bytes.subarray(0, length))).length).toBe(length)
  }
  const cut = Buffer.concat([ftyp, box('moov', place), box('mdat', Buffer.alloc(100)).subarray(0, 50)])
  expect((await bare(cut)).includes(secret)).toBe(false)
})

test('a file of nothing but tiny boxes has a limited number of parts', async () => {
  const bytes = Buffer.concat([ftyp, ...Array.from({ length: 200_000 }, () => box('udta'))])
  expect((await findMetadata(fileOf(bytes))).length).toBeLessThanOrEqual(100_000)
})
