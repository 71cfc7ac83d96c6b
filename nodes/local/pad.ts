import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, integer, mask, text, withDefault } from '#shared/ports/port.ts'
import { checkColour, readColour } from './pixels/colour.ts'
import { pad, padMask, paddedSize } from './pixels/pad.ts'
import { checkSize, maximumSide } from './pixels/size.ts'

const type = 'local/pad'

const margin = (label: string) =>
  withDefault(integer(label, { help: 'In pixels.', limits: { minimum: 0, maximum: maximumSide } }), 0)

export default defineNode({
  type,
  title: 'Pad image',
  category: 'Image',
  heavy: true,
  keywords: ['outpaint', 'extend', 'border', 'margin', 'canvas', 'frame'],
  help: 'Adds room around a picture, and gives the mask of what was added: what outpainting starts from.',
  inputs: {
    image: image('Image'),
    left: margin('Left'),
    top: margin('Top'),
    right: margin('Right'),
    bottom: margin('Bottom'),
    overlap: withDefault(
      integer('Overlap', {
        help: 'How far the mask reaches into the picture, in pixels, so that what is painted joins without a seam.',
        limits: { minimum: 0, maximum: 512 },
      }),
      0,
    ),
    colour: withDefault(text('Colour', { help: 'As #rrggbb, or #rrggbbaa with alpha.' }), '#808080'),
  },
  outputs: { image: image('Image'), mask: mask('Mask') },
  check: ({ colour }) => (colour === undefined ? null : checkColour(colour)),
  async run(inputs, { services: { images } }) {
    const colour = readColour(inputs.colour)
    const picture = await images.read(inputs.image, 4)
    checkSize(paddedSize(picture, inputs))
    const origin = { from: 'node', type } as const
    return {
      image: await images.write(pad(picture, inputs, colour), 'image', origin),
      mask: await images.write(padMask(picture, inputs, inputs.overlap), 'mask', origin),
    }
  },
})
