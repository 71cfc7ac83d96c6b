import { defineNode } from '#shared/nodes/defineNode.ts'
import { mask } from '#shared/ports/port.ts'
import { invert } from './pixels/invert.ts'

const type = 'local/invert-mask'

export default defineNode({
  type,
  title: 'Invert mask',
  category: 'Mask',
  heavy: true,
  keywords: ['negate', 'opposite', 'swap'],
  help: 'Chooses what was not chosen.',
  inputs: { mask: mask('Mask') },
  outputs: { mask: mask('Mask') },
  async run(inputs, { services: { images } }) {
    const inverted = invert(await images.read(inputs.mask, 1))
    return { mask: await images.write(inverted, 'mask', { from: 'node', type }) }
  },
})
