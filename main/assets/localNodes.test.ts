import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import composite from '#nodes/local/composite.ts'
import blur from '#nodes/local/blur.ts'
import edgeMap from '#nodes/local/edgeMap.ts'
import featherMask from '#nodes/local/featherMask.ts'
import growMask from '#nodes/local/growMask.ts'
import saveImage from '#nodes/local/saveImage.ts'
import shapeMask from '#nodes/local/shapeMask.ts'
import tile from '#nodes/local/tile.ts'
import untile from '#nodes/local/untile.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Media, Value, Values } from '#shared/ports/value.ts'
import type { NodeContext, Pixels } from '#shared/services.ts'
import { createAssets } from './assets.ts'
import { createClock } from '../platform/clock.ts'
import { createFiles } from './files.ts'
import { createVideos } from './clips/videos.ts'
import { createImages } from './images.ts'

let home: string
let context: NodeContext
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-nodes-'))
  const assets = createAssets({ home, workflowFolder: home, download: never })
  context = {
    services: {
      clock: createClock(),
      assets,
      images: createImages(assets, home),
      videos: createVideos(assets),
      frames: { frame: never },
      files: createFiles({
        saved: { find: () => undefined, save: () => {} },
        out: join(home, 'out'),
        assets,
        textsFor: () => [],
      }),
      jobs: { run: never },
      results: { find: never, save: never },
      digest: never,
    },
    signal: new AbortController().signal,
    run: { id: 'run-1', workflow: 'Harbour', startedAt: 0 },
    node: { id: 'node-1', title: 'Node' },
    item: '0',
    progress: () => {},
    update: never,
    note: () => {},
    spent: never,
  }
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const never = (): never => {
  throw new Error('no local node asks for this')
}

async function run(type: NodeType, inputs: Values): Promise<Values> {
  const defaults = Object.entries(type.inputs).filter(([, { default: value }]) => value !== undefined)
  // The cast is sound: defaults are declared in node files, as JSON.
  return type.run(
    { ...Object.fromEntries(defaults.map(([name, port]) => [name, port.default as Value])), ...inputs },
    context,
  )
}

async function noise(mean: number): Promise<Value> {
  const drawn = sharp({
    create: {
      width: 96,
      height: 64,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean, sigma: 40 },
    },
  })
  const bytes = new Uint8Array(await drawn.png().toBuffer())
  return context.services.assets.put(bytes, 'image', { from: 'file', name: 'noise' })
}

const pixelsIn = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await sharp(path).raw().toBuffer())

test('in a saved file nothing outside a feathered mask differs from the picture below, and inside it does', async () => {
  const [base, over] = [await noise(90), await noise(170)]
  const { mask } = await run(shapeMask, { image: base, shape: 'ellipse', feather: 6 })
  const { image } = await run(composite, { base, over, mask: mask ?? null })
  const saved: string[] = []
  for (const [name, picture] of Object.entries({ base, over, mask, image })) {
    const { images } = await run(saveImage, { images: [picture ?? null], name })
    expect(images).toEqual([expect.objectContaining({ path: join(home, 'out', `${name}.png`) })])
    saved.push(join(home, 'out', `${name}.png`))
  }
  const [below = home, above = home, chosen = home, composed = home] = saved
  const grey = new Uint8Array(await sharp(chosen).toColourspace('b-w').raw().toBuffer())
  const [under, upper, result] = await Promise.all([pixelsIn(below), pixelsIn(above), pixelsIn(composed)])
  const at = (value: number): number[] => [...grey.keys()].filter((pixel) => grey[pixel] === value)
  const rgb = (pixels: Uint8Array, pixel: number): Uint8Array => pixels.subarray(pixel * 3, pixel * 3 + 3)
  const [outside, inside] = [at(0), at(255)]
  expect(outside.length).toBeGreaterThan(1000)
  expect(inside.length).toBeGreaterThan(100)
  expect(outside.map((pixel) => rgb(result, pixel))).toEqual(outside.map((pixel) => rgb(under, pixel)))
  expect(inside.map((pixel) => rgb(result, pixel))).toEqual(inside.map((pixel) => rgb(upper, pixel)))
})

/** Waves in three directions, as a picture. */
const waves = (): Pixels<4> => {
  const [width, height] = [300, 200]
  const data = Uint8Array.from({ length: width * height * 4 }, (_, at) => {
    const [x, y] = [Math.floor(at / 4) % width, Math.floor(at / 4 / width)]
    return Math.round(
      [x / 3 + y / 5, x / 7, y / 4].map((angle) => 128 + 100 * Math.sin(angle))[at % 4] ?? 255,
    )
  })
  return { width, height, channels: 4, data }
}

test.each([0.5, 1.37, 1.5, 1.7, 2])(
  'tiles that were scaled by %d join to the scaled whole picture',
  async (factor) => {
    const { images } = context.services
    const origin = { from: 'node', type: 'local/test' } as const
    const image = await images.write(waves(), 'image', origin)
    const tiling = { side: 128, overlap: 32 }
    const { tiles } = await run(tile, { image, ...tiling })
    const scaled: Media[] = []
    // The cast is what the node's outputs declare.
    for (const one of tiles as Media[]) {
      const pixels = await images.read(one, 4)
      const side = Math.round(128 * factor)
      scaled.push(
        await images.write(
          await images.resize(pixels, { width: side, height: side }, 'smooth'),
          'image',
          origin,
        ),
      )
    }
    const { image: joined } = await run(untile, { image, tiles: scaled, ...tiling })
    // The cast is the same.
    const made = await images.read(joined as Media, 4)
    const whole = await images.resize(waves(), made, 'smooth')
    const errors = made.data.map((value, at) => Math.abs(value - (whole.data[at] ?? 0)))
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length
    expect(mean).toBeLessThan(0.5)
  },
)

describe('whatever the processor can do', () => {
  afterEach(() => void sharp.simd(true))

  test.each([
    [blur, { radius: 5 }],
    [blur, { radius: 22 }],
    [edgeMap, { blur: 1.4 }],
    [featherMask, { radius: 22 }],
    [growMask, { amount: 7 }],
    [shapeMask, { shape: 'ellipse', feather: 9 }],
  ])('$type with %o makes the same bytes', async (type, inputs) => {
    const picture = await noise(120)
    const made = async (simd: boolean) => {
      sharp.simd(simd)
      return run(
        type,
        'mask' in type.outputs && 'mask' in type.inputs
          ? { mask: picture, ...inputs }
          : { image: picture, ...inputs },
      )
    }
    expect(await made(true)).toEqual(await made(false))
  })

  test.each([
    [1, 'a radius of 1'],
    [9, 'a radius at which libvips darkens'],
    [22, 'one at which it makes opaque pictures transparent'],
    [512, 'the largest'],
  ])('a uniform picture stays as it is with radius %i, %s', async (radius) => {
    const even = { width: 40, height: 30, channels: 4, data: new Uint8Array(4800).fill(200) } as const
    for (let at = 3; at < even.data.length; at += 4) even.data[at] = 255
    const image = await context.services.images.write(even, 'image', { from: 'node', type: 'test' })
    expect((await run(blur, { image, radius }))['image']).toMatchObject({ sha256: image.sha256 })
  })
})
