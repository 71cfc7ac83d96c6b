import type { Sharp } from 'sharp'
import sharp from 'sharp'
import blur from '#nodes/local/blur.ts'
import composite from '#nodes/local/composite.ts'
import edgeMap from '#nodes/local/edgeMap.ts'
import featherMask from '#nodes/local/featherMask.ts'
import growMask from '#nodes/local/growMask.ts'
import resize from '#nodes/local/resize.ts'
import turn from '#nodes/local/turn.ts'
import type { PaintStep } from '#shared/mask/painting.ts'
import { toUnits } from '#shared/mask/painting.ts'
import { createMaskCanvas } from '#shared/mask/rasterise.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Value } from '#shared/ports/value.ts'
import type { Pixels } from '#shared/services.ts'
import type { Bench } from './openBench.ts'
import { HIGH, painted, drawScene, specked, WIDE } from './pictures.ts'

/** One piece of work at 12 megapixels, from pixels to pixels: nothing is decoded, encoded or stored. */
export interface Work {
  readonly name: string
  /** The comparison in `opencv.py`, by its name there. */
  readonly opencv: string
  /** A description of what it is compared with. */
  readonly beside: string
  ours(bench: Bench): Promise<void>
  readonly sharp?: () => Promise<void>
}

export interface Pictures {
  readonly image: Pixels<4>
  readonly over: Pixels<4>
  readonly half: Pixels<4>
  readonly mask: Pixels<1>
  readonly specks: Pixels<1>
}

export const drawPictures = (): Pictures => ({
  image: drawScene(WIDE, HIGH, 1, true),
  over: drawScene(WIDE, HIGH, 2, false),
  half: drawScene(WIDE / 2, HIGH / 2, 3, true),
  mask: painted(WIDE, HIGH),
  specks: specked(WIDE, HIGH, 4),
})

const drop = async (picture: Sharp): Promise<void> => {
  await picture.raw().toBuffer()
}
const open = ({ width, height, channels, data }: Pixels): Sharp =>
  sharp(data, { raw: { width, height, channels } })

export function listWork({ image, over, half, mask, specks }: Pictures): readonly Work[] {
  const run =
    (type: NodeType, inputs: Readonly<Record<string, Pixels | Value>>) =>
    async (bench: Bench): Promise<void> =>
      bench.run(type, inputs)
  // Like in the painter: the canvas exists, and is painted on repeatedly.
  const canvas = createMaskCanvas(WIDE, HIGH)
  const paint =
    (step: PaintStep, before = mask) =>
    async (): Promise<void> => {
      canvas.mask.data.set(before.data)
      canvas.apply(step, 0)
    }
  const by = toUnits(50, mask)
  return [
    {
      name: 'Blur 8',
      opencv: 'blur 8',
      beside: 'GaussianBlur',
      ours: run(blur, { image, radius: 8 }),
      sharp: () => drop(open(image).blur(4)),
    },
    {
      name: 'Blur 512',
      opencv: 'blur 512',
      beside: 'three box blurs',
      ours: run(blur, { image, radius: 512 }),
      sharp: () => drop(open(image).blur(256)),
    },
    {
      name: 'Feather mask 50',
      opencv: 'feather 50',
      beside: 'GaussianBlur',
      ours: run(featherMask, { mask, radius: 50 }),
      sharp: () => drop(open(mask).blur(25)),
    },
    {
      name: 'Grow mask 50',
      opencv: 'grow 50',
      beside: 'distanceTransform, threshold',
      ours: run(growMask, { mask, amount: 50 }),
    },
    {
      name: 'Edge map',
      opencv: 'edge map',
      beside: 'cvtColor, GaussianBlur, Canny',
      ours: run(edgeMap, { image }),
    },
    {
      name: 'Resize, to 12 megapixels from 3',
      opencv: 'resize up',
      beside: 'INTER_LANCZOS4',
      ours: run(resize, { image: half, width: WIDE, height: HIGH }),
      sharp: () => drop(open(half).resize(WIDE, HIGH, { kernel: 'lanczos3' })),
    },
    {
      name: 'Resize, from 12 megapixels to 0.75',
      opencv: 'resize down',
      beside: 'INTER_AREA',
      ours: run(resize, { image, width: WIDE / 4, height: HIGH / 4 }),
      sharp: () => drop(open(image).resize(WIDE / 4, HIGH / 4, { kernel: 'lanczos3' })),
    },
    {
      name: 'Flip and rotate, 90°',
      opencv: 'turn',
      beside: 'rotate',
      ours: run(turn, { image, turn: '90° clockwise' }),
      sharp: () => drop(open(image).rotate(90)),
    },
    {
      name: 'Composite',
      opencv: 'composite',
      beside: 'blendLinear, weights from alpha',
      ours: run(composite, { base: image, over }),
      sharp: () =>
        drop(
          open(image).composite([
            {
              input: Buffer.from(over.data.buffer),
              raw: { width: WIDE, height: HIGH, channels: 4 },
              blend: 'over',
            },
          ]),
        ),
    },
    {
      name: 'Painter: grow 50',
      opencv: 'grow 50',
      beside: 'distanceTransform, threshold',
      ours: paint({ tool: 'grow', by }),
    },
    {
      name: 'Painter: feather 50',
      opencv: 'feather 50',
      beside: 'GaussianBlur',
      ours: paint({ tool: 'feather', by }),
      sharp: () => drop(open(mask).blur(25)),
    },
    {
      name: 'Painter: fill',
      opencv: 'fill',
      beside: 'floodFill',
      ours: paint({ tool: 'fill', at: [2000, 2000] }),
    },
    {
      name: 'Painter: fill among specks',
      opencv: 'fill specks',
      beside: 'floodFill',
      ours: paint({ tool: 'fill', at: [2000, 2000] }, specks),
    },
  ]
}
