import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, integer, mask, optional, withDefault } from '#shared/ports/port.ts'
import { composite } from './pixels/composite.ts'
import { fitMask } from './pixels/fitMask.ts'
import { maximumSide } from './pixels/size.ts'

const type = 'local/composite'

const corner = (label: string, help: string) =>
  withDefault(
    integer(label, { help, limits: { minimum: -maximumSide, maximum: maximumSide }, advanced: true }),
    0,
  )

export default defineNode({
  type,
  title: 'Composite',
  version: 2,
  category: 'Image',
  heavy: true,
  keywords: ['blend', 'paste', 'overlay', 'combine', 'merge', 'layer', 'mask'],
  help: 'Lays one picture on another (source over, in sRGB values), through a mask if there is one. Where the mask is black nothing changes.',
  inputs: {
    base: image('Base', { help: 'The picture below; the result has its size.' }),
    over: image('Over', { help: 'The picture on top, in its own size; its transparency counts.' }),
    mask: optional(
      mask('Mask', {
        help: 'White lets the upper picture through. Scaled to the size of the base, linearly.',
      }),
    ),
    x: corner('X', 'Pixels from the left of the base to the left of the upper picture.'),
    y: corner('Y', 'Pixels from the top of the base to the top of the upper picture.'),
  },
  outputs: { image: image('Image') },
  async run(inputs, { services: { images } }) {
    const base = await images.read(inputs.base, 4)
    const over = await images.read(inputs.over, 4)
    const chosen = inputs.mask === undefined ? null : await fitMask(inputs.mask, base, images)
    const composed = composite(base, over, chosen, { x: inputs.x, y: inputs.y })
    return { image: await images.write(composed, 'image', { from: 'node', type }) }
  },
})
