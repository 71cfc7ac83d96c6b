import sharp from 'sharp'
import { expect, test } from 'vitest'
import { oddities } from '#main/assets/testing/oddities.ts'
import type { Photo } from '#main/assets/testing/photos.ts'
import { cornerColours, photoSize, createPhoto } from '#main/assets/testing/photos.ts'
import { makeFolder } from '../cli/runCli.ts'
import { fileOf, turbo } from '../cli/workflows.ts'
import { bodyOf, runOnStrict } from './engineRun.ts'
import { samplePicture } from './samples.ts'

// The photos that an endpoint receives, from a file beside the workflow to the request that arrives: every format with
// every deviation from plain. The expected appearance is known here, and not computed by the product.

const orientations = [1, 2, 3, 4, 5, 6, 7, 8]
const turned = (format: Photo['format']): readonly Photo[] =>
  orientations.map((orientation) => ({ format, orientation }))
const coloured = (format: Photo['format']): readonly Photo[] =>
  (['srgb', 'p3', 'adobe'] as const).map((profile) => ({ format, profile, orientation: 6 }))

const photos: Readonly<Record<Photo['format'], readonly Photo[]>> = {
  png: [
    ...turned('png'),
    ...coloured('png'),
    { format: 'png', depth: 'sixteen', orientation: 3 },
    { format: 'png', depth: 'sixteen', alpha: true },
    ...coloured('png').map((photo): Photo => ({ ...photo, depth: 'sixteen' })),
    { format: 'png', depth: 'grey', orientation: 8 },
    { format: 'png', depth: 'sixteenGrey' },
    { format: 'png', depth: 'palette', orientation: 5 },
    { format: 'png', depth: 'palette', alpha: true },
    { format: 'png', depth: 'twoColours' },
    { format: 'png', depth: 'bitmap' },
    { format: 'png', alpha: true, orientation: 7 },
    { format: 'png', frames: 2, orientation: 6 },
  ],
  jpeg: [...turned('jpeg'), ...coloured('jpeg'), { format: 'jpeg', profile: 'cmyk', orientation: 6 }],
  webp: [
    ...turned('webp'),
    ...coloured('webp'),
    { format: 'webp', alpha: true, orientation: 7 },
    { format: 'webp', frames: 2 },
  ],
  avif: [...turned('avif'), ...coloured('avif'), { format: 'avif', alpha: true, orientation: 7 }],
  gif: [{ format: 'gif' }, { format: 'gif', alpha: true }, { format: 'gif', frames: 2 }],
}

/**
 * Where the corners of a stored picture are displayed, by EXIF's orientation: top left and right, bottom left and
 * right.
 */
const seenCorners: Readonly<Record<number, readonly number[]>> = {
  1: [0, 1, 2, 3],
  2: [1, 0, 3, 2],
  3: [3, 2, 1, 0],
  4: [2, 3, 0, 1],
  5: [0, 2, 1, 3],
  6: [2, 0, 3, 1],
  7: [3, 1, 2, 0],
  8: [1, 3, 0, 2],
}

type Colour = readonly number[]

const luma = ([red = 0, green = 0, blue = 0]: Colour): number => 0.299 * red + 0.587 * green + 0.114 * blue

/** Red, green, blue and alpha of the four corners as they are displayed. */
function seen({ format, orientation = 1, depth, alpha }: Photo): readonly Colour[] {
  const stored = cornerColours.map((colour, corner): Colour => {
    if (depth === 'bitmap') return corner % 2 === 0 ? [255, 255, 255, 255] : [0, 0, 0, 255]
    if (depth === 'twoColours') return corner !== 2 ? [255, 255, 255, 255] : [0, 0, 0, 255]
    if (depth === 'grey' || depth === 'sixteenGrey') return [NaN, NaN, NaN, 255]
    if (alpha !== true || corner !== 3) return [...colour, 255]
    return format === 'gif' ? [NaN, NaN, NaN, 0] : [...colour, 128]
  })
  return (seenCorners[orientation] ?? []).map((corner) => stored[corner] ?? [])
}

/** The tolerance of a colour: for a lossy file, for ink, which has no such blue, for the steps of a palette. */
const toleranceOf = ({ format, profile, depth }: Photo): number =>
  profile === 'cmyk' ? 90 : format === 'jpeg' || format === 'avif' ? 12 : profile === 'adobe' || depth ? 3 : 2

/** The pixels in the middle of the four corners, read without EXIF or profiles. */
async function cornersOf(bytes: Buffer, channels: 1 | 4): Promise<readonly Colour[]> {
  const picture = sharp(bytes, { autoOrient: false, ignoreIcc: true })
  const { data, info } = await (
    channels === 4 ? picture.toColourspace('srgb').ensureAlpha() : picture.toColourspace('b-w')
  )
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const at = (x: number, y: number): Colour => {
    const offset = (Math.floor(y * height) * width + Math.floor(x * width)) * info.channels
    return [...data.subarray(offset, offset + info.channels)]
  }
  return [at(0.25, 0.25), at(0.85, 0.25), at(0.25, 0.85), at(0.85, 0.85)]
}

const isNear = (found: Colour, expected: Colour, tolerance: number): boolean =>
  found.length === expected.length &&
  found.every((value, at) => {
    const wanted = expected[at] ?? 0
    return Number.isNaN(wanted) || Math.abs(value - wanted) <= tolerance
  })

/** What is wrong with the picture and the mask that arrived. */
async function faultsOf(photo: Photo, image: Buffer, mask: Buffer): Promise<readonly string[]> {
  const sideways = (photo.orientation ?? 1) >= 5
  const { width, height } = sideways ? { width: photoSize.height, height: photoSize.width } : photoSize
  const [picture, covered] = [await sharp(image).metadata(), await sharp(mask).metadata()]
  const expected = seen(photo)
  const tolerance = toleranceOf(photo)
  const [colours, levels] = [await cornersOf(image, 4), await cornersOf(mask, 1)]
  const found = [
    ...(await oddities(image)),
    ...(await oddities(mask)).map((odd) => `mask: ${odd}`),
    (picture.width !== width || picture.height !== height) && `${picture.width} × ${picture.height}`,
    (covered.width !== width || covered.height !== height) && `mask: ${covered.width} × ${covered.height}`,
    covered.channels !== 1 && `mask: ${covered.channels} channels`,
    ...colours.map(
      (colour, at) => !isNear(colour, expected[at] ?? [], tolerance) && `corner ${at}: ${colour.join()}`,
    ),
    ...levels.map((level, at) => {
      const [red = 0, green = 0, blue = 0, alpha = 0] = expected[at] ?? []
      return (
        !isNear(level, [(luma([red, green, blue]) * alpha) / 255], tolerance) &&
        `mask corner ${at}: ${level.join()}`
      )
    }),
  ]
  return found.filter((fault) => fault !== false)
}

const bytesOf = (uri: unknown): Buffer => Buffer.from(String(uri).replace(/^data:[^,]*,/, ''), 'base64')

test.each(Object.entries(photos))(
  'an endpoint receives every kind of %s upright, plain and without its location, as picture and as mask',
  async (_format, kinds) => {
    const folder = await makeFolder({})
    const files = await Promise.all(
      kinds.map(async (photo, at) => [`photo-${at}`, Buffer.from(await createPhoto(photo, folder))] as const),
    )
    const nodes = files.map(([name]) => ({
      id: name,
      type: turbo('/inpainting'),
      values: { prompt: name, image_url: { file: name }, mask_image_url: { file: name }, seed: 1 },
    }))
    const run = await makeFolder({ ...Object.fromEntries(files), 'flow.json': fileOf(nodes) })
    const { submits } = await runOnStrict(run, 'flow.json')

    const faults: Record<string, unknown> = {}
    for (const submit of submits) {
      const { prompt, image_url: image, mask_image_url: mask } = bodyOf(submit)
      const at = files.findIndex(([name]) => name === prompt)
      const photo = kinds[at]
      if (photo !== undefined)
        faults[JSON.stringify(photo)] = await faultsOf(photo, bytesOf(image), bytesOf(mask))
    }
    expect(faults).toEqual(Object.fromEntries(kinds.map((photo) => [JSON.stringify(photo), []])))
  },
)

test('a mask of another size arrives in the size of its rotated picture', async () => {
  const folder = await makeFolder({})
  const run = await makeFolder({
    photo: Buffer.from(await createPhoto({ format: 'jpeg', orientation: 6 }, folder)),
    'mask.png': await samplePicture('png', { width: 100, height: 90, background: 'white' }),
    'flow.json': fileOf([
      {
        id: 'paint',
        type: turbo('/inpainting'),
        values: {
          prompt: 'a lamp',
          image_url: { file: 'photo' },
          mask_image_url: { file: 'mask.png' },
          seed: 1,
        },
      },
    ]),
  })
  const { submits } = await runOnStrict(run, 'flow.json')
  const mask = bytesOf(bodyOf(submits[0])['mask_image_url'])
  const { width, height, channels } = await sharp(mask).metadata()
  expect({ width, height, channels }).toEqual({ width: 16, height: 24, channels: 1 })
  expect(await cornersOf(mask, 1)).toEqual([[255], [255], [255], [255]])
})
