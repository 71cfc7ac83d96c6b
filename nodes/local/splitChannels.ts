import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, mask } from '#shared/ports/port.ts'
import { channelOf } from './pixels/channel.ts'
import type { Channel } from './pixels/channel.ts'

const type = 'local/split-channels'

export default defineNode({
  type,
  title: 'Split channels',
  category: 'Image',
  heavy: true,
  keywords: ['rgb', 'red', 'green', 'blue', 'alpha', 'separate', 'transparency'],
  help: 'Red, green, blue and alpha of a picture, each as a mask with its values as they are.',
  inputs: { image: image('Image') },
  outputs: { red: mask('Red'), green: mask('Green'), blue: mask('Blue'), alpha: mask('Alpha') },
  async run(inputs, { services: { images } }) {
    const picture = await images.read(inputs.image, 4)
    const write = async (channel: Channel) =>
      images.write(channelOf(picture, channel), 'mask', { from: 'node', type })
    return {
      red: await write('red'),
      green: await write('green'),
      blue: await write('blue'),
      alpha: await write('alpha'),
    }
  },
})
