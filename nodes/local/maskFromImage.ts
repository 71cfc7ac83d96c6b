import { defineNode } from '#shared/nodes/defineNode.ts'
import { boolean, choice, image, mask, number, optional, withDefault } from '#shared/ports/port.ts'
import { channelOf } from './pixels/channel.ts'
import { invert } from './pixels/invert.ts'
import { threshold } from './pixels/threshold.ts'

const type = 'local/mask-from-image'

export default defineNode({
  type,
  title: 'Mask from image',
  category: 'Mask',
  heavy: true,
  keywords: ['brightness', 'luminance', 'alpha', 'transparency', 'channel', 'threshold'],
  help:
    'A mask that is white where the picture is bright, or opaque, or strong in one colour. Brightness is the luma of BT.601: ' +
    '0.299 red, 0.587 green, 0.114 blue, of sRGB values, with what is transparent on black.',
  inputs: {
    image: image('Image'),
    channel: choice('Channel', ['brightness', 'alpha', 'red', 'green', 'blue'], {
      help: 'Alpha is white where the picture is opaque; invert it to choose what is transparent.',
    }),
    threshold: optional(
      number('Threshold', {
        help: 'From this part of 255 on it is white, below it black: 0.5 is 128. Without a value every grey is kept.',
        limits: { minimum: 0, maximum: 1 },
        control: { kind: 'number', step: 0.01, slider: true },
      }),
    ),
    invert: withDefault(boolean('Invert', { help: 'Comes after the threshold.' }), false),
  },
  outputs: { mask: mask('Mask') },
  async run(inputs, { services: { images } }) {
    const grey =
      inputs.channel === 'brightness'
        ? await images.read(inputs.image, 1)
        : channelOf(await images.read(inputs.image, 4), inputs.channel)
    const sharp = inputs.threshold === undefined ? grey : threshold(grey, inputs.threshold)
    const chosen = inputs.invert ? invert(sharp) : sharp
    return { mask: await images.write(chosen, 'mask', { from: 'node', type }) }
  },
})
