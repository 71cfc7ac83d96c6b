import { defineNode } from '#shared/nodes/defineNode.ts'
import { mask, number, withDefault } from '#shared/ports/port.ts'
import { feather } from './pixels/feather.ts'

const type = 'local/feather-mask'

export default defineNode({
  type,
  title: 'Feather mask',
  category: 'Mask',
  heavy: true,
  keywords: ['blur', 'soften', 'soft edge', 'smooth'],
  help: 'Softens the edge of a mask, so that what is put through it fades into its surroundings.',
  inputs: {
    mask: mask('Mask'),
    radius: withDefault(
      number('Radius', {
        help: 'Over how many pixels the edge fades, to each side.',
        limits: { minimum: 0, maximum: 512 },
        control: { kind: 'number', step: 1, slider: true },
      }),
      8,
    ),
  },
  outputs: { mask: mask('Mask') },
  async run(inputs, { services: { images } }) {
    const soft = await feather(await images.read(inputs.mask, 1), inputs.radius, images)
    return { mask: await images.write(soft, 'mask', { from: 'node', type }) }
  },
})
