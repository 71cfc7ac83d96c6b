import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, mask, optional } from '#shared/ports/port.ts'
import { merge } from './pixels/merge.ts'

const type = 'local/merge-channels'

export default defineNode({
  type,
  title: 'Merge channels',
  category: 'Image',
  heavy: true,
  keywords: ['rgb', 'red', 'green', 'blue', 'alpha', 'combine', 'transparency', 'cut out'],
  help: 'A picture from its red, green and blue, each a mask of the same size. Of a picture its brightness by BT.601 counts.',
  inputs: {
    red: mask('Red'),
    green: mask('Green'),
    blue: mask('Blue'),
    alpha: optional(mask('Alpha', { help: 'White is opaque. Without it all of the picture is.' })),
  },
  outputs: { image: image('Image') },
  async run(inputs, { services: { images } }) {
    const merged = merge({
      red: await images.read(inputs.red, 1),
      green: await images.read(inputs.green, 1),
      blue: await images.read(inputs.blue, 1),
      alpha: inputs.alpha === undefined ? null : await images.read(inputs.alpha, 1),
    })
    return { image: await images.write(merged, 'image', { from: 'node', type }) }
  },
})
