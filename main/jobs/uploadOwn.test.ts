import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { EncodeTools, SentPicture, Uploads } from './sendMedia.ts'
import { encodeInput } from './encodeInput.ts'
import { asTheyAre, error, mediaOf } from './jobsFixture.ts'
import { acmeWithUploads } from './mediaFixture.ts'

const assets = { read: (media: Media) => Promise.resolve(Buffer.alloc(media.bytes, 'x')) }
const clip: Media = { ...mediaOf('clip', 'video'), mime: 'video/mp4', bytes: 200 * 2 ** 20 }

/** Encodes at an engine with an upload of its own, and records what was uploaded and said. */
function atEngine(own: NonNullable<Uploads['own']>, more: Partial<EncodeTools> = {}) {
  const files: SentPicture[] = []
  const notes: string[] = []
  const tools: EncodeTools = {
    ...acmeWithUploads,
    assets,
    outgoing: asTheyAre(assets),
    isOwnOutput: (address) => address.startsWith('https://outputs.example/'),
    now: 0,
    uploads: {
      own: async (file, signal) => {
        files.push(file)
        return own(file, signal)
      },
    },
    onNote: (note) => notes.push(note),
    ...more,
  }
  const encode = async (input: Parameters<typeof encodeInput>[0]): Promise<unknown> =>
    JSON.parse(Buffer.from((await encodeInput(input, tools)).bytes).toString())
  return { encode, files, notes }
}
const stored = (file: SentPicture): Promise<string> =>
  Promise.resolve(`https://files.example/${file.media.media}`)

test('media are uploaded to an engine that takes uploads, whatever their size and kind', async () => {
  const { encode, notes } = atEngine(stored)
  expect(await encode({ image_url: mediaOf('abc'), video_url: clip })).toEqual({
    image_url: 'https://files.example/image',
    video_url: 'https://files.example/video',
  })
  expect(notes).toEqual(['image_url: uploading', 'video_url: uploading'])
})

test('what the engine has already is not uploaded to it', async () => {
  const origin = { from: 'job', requestId: 'r1', url: 'https://outputs.example/1.png', at: 0 } as const
  const { encode, files } = atEngine(stored, { assets: { ...assets, originOf: () => origin } })
  expect(await encode({ image_url: mediaOf('abc') })).toEqual({ image_url: origin.url })
  expect(files).toEqual([])
})

test('a film that the engine has already is not even read', async () => {
  const origin = { from: 'job', requestId: 'r1', url: 'https://outputs.example/1.mp4', at: 0 } as const
  const { encode, files } = atEngine(stored, {
    assets: { ...assets, originOf: () => origin },
    outgoing: () => Promise.reject(new Error('read')),
  })
  expect(await encode({ video_url: clip })).toEqual({ video_url: origin.url })
  expect(files).toEqual([])
})

test('a small picture that could not be uploaded is sent with the request', async () => {
  const { encode, notes } = atEngine(() => Promise.reject(error('media.unsendable')))
  expect(await encode({ image_url: mediaOf('abc') })).toEqual({ image_url: 'data:image/png;base64,eHh4' })
  expect(notes).toEqual([
    'image_url: uploading',
    'image_url: could not be uploaded, so it is sent with the request',
  ])
})

test('a video that could not be uploaded is not sent', async () => {
  const failed = error('media.unsendable')
  await expect(atEngine(() => Promise.reject(failed)).encode({ video_url: clip })).rejects.toBe(failed)
})

test('a video that could not be uploaded is sent through the bucket, if there is one', async () => {
  const own = () => Promise.reject(error('media.unsendable'))
  const share = () => Promise.resolve('https://bucket.example/clip.mp4')
  const { encode } = atEngine(own, { uploads: { own, share } })
  expect(await encode({ video_url: clip })).toEqual({ video_url: 'https://bucket.example/clip.mp4' })
})

test.each(['account.key', 'account.balance', 'cancelled'] as const)(
  'an upload that ends with %s ends the job: its submit would fare the same',
  async (code) => {
    const failed = new AppError(code, 'no')
    const { encode } = atEngine(() => Promise.reject(failed))
    await expect(encode({ image_url: mediaOf('abc') })).rejects.toBe(failed)
  },
)
