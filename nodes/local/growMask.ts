import { defineNode } from '#shared/nodes/defineNode.ts'
import { integer, mask, withDefault } from '#shared/ports/port.ts'
import { grow } from './pixels/grow.ts'

const type = 'local/grow-mask'

export default defineNode({
  type,
  title: 'Grow mask',
  category: 'Mask',
  heavy: true,
  keywords: ['shrink', 'expand', 'dilate', 'erode', 'contract'],
  help: 'Makes the white part of a mask larger, or smaller.',
  inputs: {
    mask: mask('Mask'),
    amount: withDefault(
      integer('Amount', {
        help: 'Pixels to every side; below 0 the mask shrinks.',
        limits: { minimum: -512, maximum: 512 },
      }),
      8,
    ),
  },
  outputs: { mask: mask('Mask') },
  async run(inputs, { services: { images } }) {
    const grown = grow(await images.read(inputs.mask, 1), inputs.amount)
    return { mask: await images.write(grown, 'mask', { from: 'node', type }) }
  },
})
