import { defineNode } from '#shared/nodes/defineNode.ts'
import { blur } from '#shared/picture/filter/blur.ts'
import { mask, number, withDefault } from '#shared/ports/port.ts'

const type = 'local/feather-mask'

export default defineNode({
  type,
  title: 'Feather mask',
  category: 'Mask',
  version: 2,
  heavy: true,
  keywords: ['blur', 'soften', 'soft edge', 'smooth'],
  help: 'Softens the edge of a mask, so that what is put through it fades into its surroundings: a Gaussian of standard deviation radius / 2, as in Blur image and in Paint mask. Beyond the edges of the picture the outermost pixels are repeated.',
  inputs: {
    mask: mask('Mask'),
    radius: withDefault(
      number('Radius', {
        help: 'In pixels: twice the standard deviation of the Gaussian. The edge fades about as far to each side.',
        limits: { minimum: 0, maximum: 512 },
        control: { kind: 'number', step: 1, slider: true },
      }),
      8,
    ),
  },
  outputs: { mask: mask('Mask') },
  async run(inputs, context) {
    const { images } = context.services
    const soft = blur(await images.read(inputs.mask, 1), inputs.radius / 2, {
      onProgress: (fraction) => context.progress(fraction),
    })
    return { mask: await images.write(soft, 'mask', { from: 'node', type }) }
  },
})
