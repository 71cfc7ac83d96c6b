import { defineNode } from '#shared/nodes/defineNode.ts'
import { boolean, choice, image, withDefault } from '#shared/ports/port.ts'
import { turn, turns } from './pixels/turn.ts'

const type = 'local/turn'

export default defineNode({
  type,
  title: 'Flip and rotate',
  category: 'Image',
  heavy: true,
  keywords: ['mirror', 'turn', 'orientation', 'horizontal', 'vertical', '90', '180'],
  help: 'Turns a picture by right angles and mirrors it. Every pixel keeps its value.',
  inputs: {
    image: image('Image'),
    turn: choice('Rotate', turns),
    across: withDefault(boolean('Flip left and right'), false),
    down: withDefault(
      boolean('Flip top and bottom', { help: 'Comes after the rotation, as both flips do.' }),
      false,
    ),
  },
  outputs: { image: image('Image') },
  async run(inputs, { services: { images } }) {
    if (inputs.turn === 'none' && !inputs.across && !inputs.down) return { image: inputs.image }
    const turned = turn(await images.read(inputs.image, 4), inputs.turn, inputs)
    return { image: await images.write(turned, 'image', { from: 'node', type }) }
  },
})
