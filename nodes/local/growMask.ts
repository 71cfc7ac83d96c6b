import { defineNode } from '#shared/nodes/defineNode.ts'
import { grow } from '#shared/picture/filter/grow.ts'
import { integer, mask, withDefault } from '#shared/ports/port.ts'

const type = 'local/grow-mask'

export default defineNode({
  type,
  title: 'Grow mask',
  category: 'Mask',
  version: 2,
  heavy: true,
  keywords: ['shrink', 'expand', 'dilate', 'erode', 'contract'],
  help: 'Makes the white part of a mask larger, or smaller: each pixel becomes the brightest (darkest) within a disc whose radius is the amount, as in Paint mask. White that touches the edge of the picture does not shrink away from it.',
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
  async run(inputs, context) {
    const { images } = context.services
    const before = await images.read(inputs.mask, 1)
    const data = grow(before, inputs.amount, { onProgress: (fraction) => context.progress(fraction) })
    const grown = { ...before, data }
    return { mask: await images.write(grown, 'mask', { from: 'node', type }) }
  },
})
