import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Media, MediaKind } from '#shared/ports/value.ts'
import { encodeInput } from '#main/jobs/encodeInput.ts'
import { acmeWithUploads } from '#main/jobs/mediaFixture.ts'
import type { Uploads } from '#main/jobs/sendMedia.ts'
import type { AssetStore } from '../assets/assets.ts'
import { createAssets } from '../assets/assets.ts'
import { preparePicture } from '../assets/preparePicture.ts'
import { film } from '../assets/testing/film.ts'
import { secret } from '../assets/testing/photos.ts'
import { taggedFiles } from '../assets/testing/taggedFiles.ts'
import { createBareFiles } from './createBareFiles.ts'
import { createOutgoing } from './createOutgoing.ts'

let root: string
let assets: AssetStore
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'patchbay-bare-'))
  assets = createAssets({ home: root, workflowFolder: root, download: async () => new Uint8Array() })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const put = async (bytes: Uint8Array, kind: MediaKind): Promise<Media> =>
  assets.put(bytes, kind, { from: 'file', name: 'clip' })
const tagged = async (name: string, kind: MediaKind): Promise<Media> =>
  put((await taggedFiles[name]?.()) ?? new Uint8Array(), kind)

async function whole(pieces: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces ?? []) all.push(piece)
  return Buffer.concat(all)
}
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test.each([
  ['MP4', 'video'],
  ['MOV', 'video'],
  ['WebM', 'video'],
  ['M4A', 'audio'],
  ['MP3', 'audio'],
  ['WAV', 'audio'],
  ['FLAC', 'audio'],
] as const)(
  '%s is sent without its metadata and with a hash of its own; the asset stays',
  async (name, kind) => {
    const media = await tagged(name, kind)
    const sent = await createBareFiles(assets)(media)
    const bytes = Buffer.from(await sent.read())
    expect(bytes.includes(secret)).toBe(false)
    expect(sent).toMatchObject({ isPlain: true, media: { ...media, sha256: sha256(bytes) } })
    expect((await whole(sent.stream?.())).equals(bytes)).toBe(true)
    expect((await readFile(assets.pathOf(media))).includes(secret)).toBe(true)
  },
)

test('what has no metadata, or cannot be read, is sent as it is', async () => {
  const files = [
    await put(await film({ format: 'webm' }), 'video'),
    await put(Buffer.from('\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x02moov', 'latin1'), 'video'),
    await put(Buffer.from('a text'), 'file'),
  ]
  const outgoing = createBareFiles(assets)
  for (const media of files) {
    const sent = await outgoing(media)
    expect(sent.media).toEqual(media)
    const bytes = await readFile(assets.pathOf(media))
    expect(bytes.equals(await sent.read())).toBe(true)
    expect(bytes.equals(await whole(sent.stream?.()))).toBe(true)
  }
})

test('a file is looked into once, however many jobs send it; one that is gone is looked for again', async () => {
  const media = await tagged('MP4', 'video')
  let reads = 0
  const stream = (given: Media) => {
    reads += 1
    return assets.stream(given)
  }
  const outgoing = createBareFiles({ ...assets, stream })
  await Promise.all([outgoing(media), outgoing(media)])
  expect(reads).toBe(1)

  const other = await tagged('WAV', 'audio')
  const bytes = await assets.read(other)
  await rm(assets.pathOf(other))
  await expect(outgoing(other)).rejects.toMatchObject({ code: 'file.unreadable' })
  await put(bytes, 'audio')
  expect((await outgoing(other)).media.sha256).not.toBe(other.sha256)
})

test('by upload, by bucket and in the request, an engine gets the bare file', async () => {
  const media = await tagged('MP4', 'video')
  const arrived: Record<string, Buffer> = {}
  const send = async (way: string, uploads: Uploads): Promise<string> => {
    const { bytes } = await encodeInput(
      { video_url: media },
      {
        ...acmeWithUploads,
        limits: {
          ...acmeWithUploads.limits,
          inline: { ...acmeWithUploads.limits.inline, video: { bytes: 2 ** 20 } },
        },
        assets,
        outgoing: createOutgoing({ assets, maxBytes: Infinity, elsewhere: preparePicture }),
        isOwnOutput: () => false,
        now: 0,
        uploads,
      },
    )
    const text = JSON.parse(Buffer.from(bytes).toString()) as { readonly video_url: string }
    if (text.video_url.startsWith('data:'))
      arrived[way] = Buffer.from(text.video_url.replace(/^[^,]*,/, ''), 'base64')
    return text.video_url
  }
  const receive =
    (way: 'own' | 'share'): NonNullable<Uploads['own']> =>
    async (file) => {
      arrived[way] = await whole(file.stream?.())
      expect(sha256(arrived[way])).toBe(file.media.sha256)
      return `https://${way}.example/a.mp4`
    }
  await send('own', { own: receive('own') })
  await send('share', { share: receive('share') })
  await send('request', {})
  expect(Object.keys(arrived)).toEqual(['own', 'share', 'request'])
  for (const bytes of Object.values(arrived)) {
    expect(bytes.length).toBe(media.bytes)
    expect(bytes.includes(secret)).toBe(false)
  }
})
