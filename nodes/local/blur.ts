import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, mask, number, optional, withDefault } from '#shared/ports/port.ts'
import { composite } from './pixels/composite.ts'
import { fitMask } from './pixels/fitMask.ts'

const type = 'local/blur'

/** Below this the blur would change nothing. */
const LEAST_SIGMA = 0.3

export default defineNode({
  type,
  title: 'Blur image',
  category: 'Image',
  heavy: true,
  keywords: ['soften', 'gaussian', 'smooth', 'defocus', 'privacy'],
  help: 'Softens a picture, all of it or where a mask is white.',
  inputs: {
    image: image('Image'),
    radius: withDefault(
      number('Radius', {
        help: 'How far a point spreads, in pixels.',
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
  async run(inputs, { services: { images } }) {
    const sigma = inputs.radius / 2
    if (sigma < LEAST_SIGMA) return { image: inputs.image }
    const picture = await images.read(inputs.image, 4)
    const soft = await images.blur(picture, sigma)
    const chosen = inputs.mask === undefined ? null : await fitMask(inputs.mask, picture, images)
    const blurred = chosen === null ? soft : composite(picture, soft, chosen, { x: 0, y: 0 })
    return { image: await images.write(blurred, 'image', { from: 'node', type }) }
  },
})
