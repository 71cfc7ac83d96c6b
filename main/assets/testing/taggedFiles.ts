import type { MetadataTags } from 'mediabunny'
import { film, sound, soundFilm } from './film.ts'
import { secret } from './photos.ts'

// Films and sounds as cameras, recorders and players' libraries write them, each with the secret in every place where
// its format has texts.

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')

const tags: MetadataTags = {
  title: secret,
  artist: secret,
  comment: secret,
  date: new Date('2024-05-04T03:02:01Z'),
  images: [{ data: latin(secret), mimeType: 'image/png', kind: 'coverFront', name: secret }],
}

/** A box of MP4. */
export function box(type: string, ...content: readonly Uint8Array[]): Buffer {
  const head = latin(`\0\0\0\0${type}`)
  const bytes = Buffer.concat([head, ...content])
  bytes.writeUInt32BE(bytes.length)
  return bytes
}

/** An element of Matroska, whose size has eight bytes. */
export function element(id: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE(2n ** 56n + BigInt(body.length))
  return Buffer.concat([Buffer.from(id.toString(16), 'hex'), size, body])
}

const xmp = box('uuid', Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), latin(secret))
const sonyMeta = box('meta', Buffer.alloc(4), latin(secret))

/** Films that end where something can be appended. */
const withBoxes = async (format: 'mp4' | 'mov' | 'liveMp4'): Promise<Uint8Array> =>
  Buffer.concat([await film({ format, sound: 48_000, tags }), xmp, sonyMeta])

function chunk(id: string, content: Uint8Array): Buffer {
  const head = latin(`${id}\0\0\0\0`)
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

function wav(): Uint8Array {
  const plain = Buffer.from(sound())
  const bytes = Buffer.concat([
    plain.subarray(0, 36),
    chunk('bext', latin(secret.padEnd(602, '\0'))),
    chunk('LIST', latin(`INFOIART\x14\0\0\0${secret}\0`)),
    plain.subarray(36),
    chunk('iXML', latin(`<NOTE>${secret}</NOTE>.`)),
    chunk('id3 ', id3v2(3, 0)),
  ])
  bytes.writeUInt32LE(bytes.length - 8, 4)
  return bytes
}

/** A tag of ID3v2 with one text and some padding. */
export function id3v2(version: 3 | 4, flags: number): Buffer {
  const text = latin(`\0${secret}`)
  const frame = Buffer.concat([latin('TIT2\0\0\0'), Buffer.of(text.length, 0, 0), text, Buffer.alloc(200)])
  const head = Buffer.of(0x49, 0x44, 0x33, version, 0, flags, 0, 0, frame.length >> 7, frame.length & 0x7f)
  const foot = Buffer.concat([latin('3DI'), head.subarray(3)])
  return Buffer.concat([head, frame, ...((flags & 0x10) === 0 ? [] : [foot])])
}

/** Silent frames of 128 kbit/s. */
export const mp3Frames = (): Buffer =>
  Buffer.concat(
    Array.from({ length: 20 }, () => Buffer.concat([Buffer.of(0xff, 0xfb, 0x90, 0), Buffer.alloc(413)])),
  )

function ape(): Buffer {
  const item = Buffer.concat([Buffer.of(secret.length, 0, 0, 0, 0, 0, 0, 0), latin(`Place\0${secret}`)])
  const end = (flags: number): Buffer => {
    const bytes = Buffer.alloc(32)
    bytes.write('APETAGEX', 'latin1')
    bytes.writeUInt32LE(2000, 8)
    bytes.writeUInt32LE(item.length + 32, 12)
    bytes.writeUInt32LE(1, 16)
    bytes.writeUInt32LE(flags, 20)
    return bytes
  }
  return Buffer.concat([end(0xa000_0000), item, end(0x8000_0000)])
}

const id3v1 = (): Buffer => Buffer.concat([latin('TAG'), latin(secret.padEnd(125, ' '))])

const mp3 = (version: 3 | 4, flags: number): Uint8Array =>
  Buffer.concat([id3v2(version, flags), mp3Frames(), ape(), id3v1()])

function block(type: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(type, 0, content.length >> 8, content.length & 0xff), content])
}

/** The checksum of FLAC with so many bits. */
function checksum(bytes: Uint8Array, polynomial: number, bits: 8 | 16): number {
  let rest = 0
  for (const byte of bytes) {
    rest ^= byte << (bits - 8)
    for (let bit = 0; bit < 8; bit += 1) rest = (rest << 1) ^ (((rest >> (bits - 1)) & 1) * polynomial)
    rest &= 2 ** bits - 1
  }
  return rest
}

/** A frame of 256 silent samples. */
function flacFrame(index: number): Buffer {
  const head = Buffer.of(0xff, 0xf8, 0x60, 0, index, 0xff)
  const bytes = Buffer.concat([head, Buffer.of(checksum(head, 0x07, 8), 0, 0, 0)])
  const sum = checksum(bytes, 0x8005, 16)
  return Buffer.concat([bytes, Buffer.of(sum >> 8, sum & 0xff)])
}

function flac(): Uint8Array {
  const info = Buffer.alloc(34)
  info.writeUInt16BE(256, 0)
  info.writeUInt16BE(256, 2)
  // 8000 samples per second, one channel, 16 bits, 1024 samples.
  info.writeBigUInt64BE((8000n << 44n) | (15n << 36n) | 1024n, 10)
  const text = latin(`PLACE=${secret}`)
  const comment = Buffer.concat([Buffer.alloc(4), Buffer.of(1, 0, 0, 0, text.length, 0, 0, 0), text])
  const words = (...values: readonly number[]): Buffer =>
    Buffer.concat(values.map((value) => Buffer.of(0, 0, 0, value)))
  // A front cover without a type, a description or a size.
  const picture = Buffer.concat([words(3, 0, 0, 0, 0, 0, 0, secret.length), latin(secret)])
  const frames = [0, 1, 2, 3].map(flacFrame)
  return Buffer.concat([
    latin('fLaC'),
    block(0, info),
    block(2, latin(`riff${secret}`)),
    block(4, comment),
    block(0x80 | 6, picture),
    ...frames,
  ])
}

export const taggedFiles: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  MP4: async () => withBoxes('mp4'),
  'MP4 in fragments': async () => withBoxes('liveMp4'),
  MOV: async () => withBoxes('mov'),
  M4A: async () => soundFilm('mp4', tags),
  WebM: async () => film({ format: 'webm', codec: 'vp8', sound: 48_000, tags }),
  'WebM without sizes': async () => film({ format: 'liveWebm', codec: 'vp8', sound: 48_000, tags }),
  'WebM with only sound': async () => soundFilm('webm', tags),
  MP3: async () => mp3(3, 0),
  'MP3 with a footer': async () => mp3(4, 0x10),
  WAV: async () => wav(),
  FLAC: async () => flac(),
  'FLAC after ID3': async () => Buffer.concat([id3v2(4, 0), flac()]),
}
