import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Photo } from '#main/services/outgoing/testing/photos.ts'
import { secret, takePhoto } from '#main/services/outgoing/testing/photos.ts'
import { makeFolder } from '../cli/runCli.ts'
import { fileOf, turbo } from '../cli/workflows.ts'
import { bodyOf, runOnStrict } from './engineRun.ts'
import { samplePicture } from './samples.ts'

// What an endpoint receives of photos, from a file beside the workflow to the request that arrives: one of each kind. All
// kinds of files are in `main/services/outgoing`.

const photos: Readonly<Record<string, Photo>> = {
  phone: { format: 'jpeg', orientation: 6, profile: 'p3' },
  print: { format: 'jpeg', profile: 'cmyk' },
  deep: { format: 'png', depth: 'sixteen', orientation: 3 },
  moving: { format: 'gif', frames: 2 },
  web: { format: 'avif' },
}

async function read(uri: unknown) {
  const bytes = Buffer.from(String(uri).replace(/^data:[^,]*,/, ''), 'base64')
  const { width, height, channels, space, depth, pages, orientation, exif, icc } =
    await sharp(bytes).metadata()
  const place = bytes.includes(secret)
  return { width, height, channels, space, depth, pages, orientation, exif, icc, place }
}

test('an endpoint receives photos upright, plain and without their place, each with a mask that fits', async () => {
  const folder = await makeFolder({})
  const names = Object.keys(photos)
  const files = await Promise.all(
    Object.entries(photos).map(async ([name, photo]) => [name, await takePhoto(photo, folder)] as const),
  )
  const nodes = names.map((name) => ({
    id: name,
    type: turbo('/inpainting'),
    values: { prompt: name, image_url: { file: name }, mask_image_url: { file: 'mask.png' }, seed: 1 },
  }))
  const run = await makeFolder({
    ...Object.fromEntries(files.map(([name, bytes]) => [name, Buffer.from(bytes)])),
    'mask.png': await samplePicture('png', { width: 100, height: 90, background: 'white' }),
    'flow.json': fileOf(nodes),
  })
  const { submits } = await runOnStrict(run, 'flow.json')

  const plain = {
    depth: 'uchar',
    pages: undefined,
    orientation: undefined,
    exif: undefined,
    icc: undefined,
    place: false,
  }
  const received: Record<string, unknown> = {}
  for (const submit of submits) {
    const body = bodyOf(submit)
    received[String(body['prompt'])] = [await read(body['image_url']), await read(body['mask_image_url'])]
  }
  const expected = names.map((name) => {
    const size = name === 'phone' ? { width: 16, height: 24 } : { width: 24, height: 16 }
    return [
      name,
      [
        { ...plain, ...size, channels: 3, space: 'srgb' },
        { ...plain, ...size, channels: 1, space: 'b-w' },
      ],
    ]
  })
  expect(received).toEqual(Object.fromEntries(expected))
})
