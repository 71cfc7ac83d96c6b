import { defineNode } from '#shared/nodes/defineNode.ts'
import { blur } from '#shared/picture/filter/blur.ts'
import { image, mask, number, optional, withDefault } from '#shared/ports/port.ts'
import { composite } from './pixels/composite.ts'
import { fitMask } from './pixels/fitMask.ts'

const type = 'local/blur'

export default defineNode({
  type,
  title: 'Blur image',
  category: 'Image',
  version: 2,
  heavy: true,
  keywords: ['soften', 'gaussian', 'smooth', 'defocus', 'privacy'],
  help: 'Softens a picture, all of it or where a mask is white: a Gaussian of standard deviation radius / 2, in sRGB values, colours weighted by their alpha (premultiplied). Beyond the edges the outermost pixels are repeated.',
  inputs: {
    image: image('Image'),
    radius: withDefault(
      number('Radius', {
        help: 'In pixels: twice the standard deviation of the Gaussian. A point spreads about as far to each side.',
        limits: { minimum: 0, maximum: 512 },
        control: { kind: 'number', step: 1, slider: true },
      }),
      8,
    ),
    mask: optional(
      mask('Mask', { help: 'Only what is white here is blurred; it is scaled to the picture.' }),
    ),
  },
  outputs: { image: image('Image') },
  async run(inputs, context) {
    if (inputs.radius <= 0) return { image: inputs.image }
    const { images } = context.services
    const picture = await images.read(inputs.image, 4)
    const soft = blur(picture, inputs.radius / 2, { onProgress: (fraction) => context.progress(fraction) })
    const chosen = inputs.mask === undefined ? null : await fitMask(inputs.mask, picture, images)
    const blurred = chosen === null ? soft : composite(picture, soft, chosen, { x: 0, y: 0 })
    return { image: await images.write(blurred, 'image', { from: 'node', type }) }
  },
})
