import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { mediaKinds } from '#shared/media/kinds.ts'
import type { Media, MediaKind } from '#shared/ports/value.ts'
import type { Uploads } from '#main/jobs/sendMedia.ts'
import { encodeInput } from '#main/jobs/encodeInput.ts'
import { engines } from './engines.ts'

// What the pages of each engine say, as rows: a row per kind and size.

const MIB = 2 ** 20
const MB = 1_000_000
const mimes: { readonly [K in MediaKind]: string } = {
  image: 'image/png',
  mask: 'image/png',
  video: 'video/mp4',
  audio: 'audio/mpeg',
  model3d: 'model/gltf-binary',
  file: 'application/octet-stream',
}

/** Sends a file that has only a size: how it goes, or the error. What is read of it is one byte. */
async function sendTo(id: string, kind: MediaKind, bytes: number, bucket: boolean): Promise<string> {
  const engine = engines.find((each) => each.id === id)
  if (engine === undefined) throw new Error(`there is no ${id}`)
  const media: Media = {
    media: kind,
    sha256: '0'.repeat(64),
    mime: mimes[kind],
    bytes,
    ...(mimes[kind] === 'image/png' && { width: 10, height: 10 }),
  }
  const read = () => Promise.resolve(new Uint8Array(1))
  const uploads: Uploads = {
    ...(engine.capabilities.upload && { own: () => Promise.resolve('uploaded') }),
    ...(bucket && { share: () => Promise.resolve('bucket') }),
  }
  try {
    const body = await encodeInput(
      { it: media },
      {
        title: engine.title,
        limits: engine.media,
        assets: { read },
        outgoing: () => Promise.resolve({ media, isPlain: true, read }),
        isOwnOutput: () => false,
        now: 0,
        uploads,
      },
    )
    const { it } = JSON.parse(Buffer.from(body.bytes).toString()) as { readonly it: string }
    return it.startsWith('data:') ? 'in the request' : it
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'media.unsendable') return thrown.message
    throw thrown
  }
}

const fromAddress = (kind: string) =>
  `it cannot be sent to RunComfy: RunComfy takes a ${kind} only from an address. Set a bucket of your own in the settings, or give the address (https) of a public copy.`

test.each<[MediaKind, number, without: string | RegExp, bucket: string | RegExp]>([
  ['image', 1, 'in the request', 'in the request'],
  ['image', 6 * MIB, 'in the request', 'in the request'],
  ['image', 6 * MIB + 1, /has 6\.1 MiB, and RunComfy takes pictures of at most 6 MiB in a request/, 'bucket'],
  ['image', 50 * MB, /pictures of at most 6 MiB in a request/, 'bucket'],
  ['image', 50 * MB + 1, /has 50\.1 MB, and RunComfy takes pictures of at most 50 MB/, /at most 50 MB/],
  ['mask', 6 * MIB, 'in the request', 'in the request'],
  ['mask', 6 * MIB + 1, /pictures of at most 6 MiB in a request/, 'bucket'],
  ['video', 32 * MIB, 'in the request', 'bucket'],
  [
    'video',
    32 * MIB + 1,
    /has 32\.1 MiB, and RunComfy takes videos of at most 32 MiB in a request/,
    'bucket',
  ],
  ['video', 100 * MB, /videos of at most 32 MiB in a request/, 'bucket'],
  ['video', 100 * MB + 1, /has 100\.1 MB, and RunComfy takes videos of at most 100 MB/, /at most 100 MB/],
  ['audio', 16 * MIB, 'in the request', 'bucket'],
  ['audio', 16 * MIB + 1, /sounds of at most 16 MiB in a request/, 'bucket'],
  ['audio', 2 ** 33, /sounds of at most 16 MiB in a request/, 'bucket'],
  ['model3d', 1, fromAddress('3D model'), 'bucket'],
  ['file', 1, fromAddress('file'), 'bucket'],
])('RunComfy, %s of %i bytes: %s; with a bucket: %s', async (kind, bytes, without, bucket) => {
  expect(await sendTo('runcomfy', kind, bytes, false)).toMatch(without)
  expect(await sendTo('runcomfy', kind, bytes, true)).toMatch(bucket)
})

test.each(mediaKinds)('fal, %s of any size is uploaded, whether there is a bucket or not', async (kind) => {
  for (const bytes of [1, 100 * MB, 2 ** 33])
    for (const bucket of [false, true]) expect(await sendTo('fal', kind, bytes, bucket)).toBe('uploaded')
})

test.each(engines.map((engine) => [engine.title, engine] as const))(
  '%s says the same of uploads everywhere, and takes no file in a request that is larger than the request',
  (_title, { capabilities, media }) => {
    expect(media.upload !== null).toBe(capabilities.upload)
    for (const inline of Object.values(media.inline))
      expect(((inline?.bytes ?? 0) * 4) / 3).toBeLessThan(media.request)
  },
)
