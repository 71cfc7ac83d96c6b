import { defineNode } from '#shared/nodes/defineNode.ts'
import { choice, image, integer, text, withDefault } from '#shared/ports/port.ts'
import { checkColour, readColour } from './pixels/colour.ts'
import { fitInto, fits } from './pixels/fit.ts'
import { pad } from './pixels/pad.ts'
import { checkSize, maximumSide } from './pixels/size.ts'

const type = 'local/resize'

const side = (label: string) =>
  integer(label, {
    help: 'In pixels; 0 follows from the other side and the proportions of the picture.',
    limits: { minimum: 0, maximum: maximumSide },
  })

export default defineNode({
  type,
  title: 'Resize image',
  version: 2,
  category: 'Image',
  heavy: true,
  keywords: ['scale', 'size', 'width', 'height', 'upscale', 'downscale', 'fit'],
  help: 'Scales a picture to a size in pixels, by its sRGB values as they are, colour by its alpha. With both sides 0 it stays as it is.',
  inputs: {
    image: image('Image'),
    width: withDefault(side('Width'), 1024),
    height: withDefault(side('Height'), 0),
    fit: choice('Fit', fits, {
      help:
        'Where both sides are given: stretch changes the proportions; contain shows all of the picture, with bars; ' +
        'cover fills the size and cuts off the rest at both sides alike; inside shows all of it without bars, so one side may be shorter.',
    }),
    colour: withDefault(
      text('Colour of bars', { help: 'As #rrggbb, or #rrggbbaa with alpha.', advanced: true }),
      '#000000',
    ),
    kernel: choice('Kernel', ['smooth', 'nearest'], {
      help:
        'Smooth is Lanczos with three lobes, up and down. Nearest takes the pixel under the middle of the new one: it keeps hard edges, ' +
        'as in pixel art and masks.',
      advanced: true,
    }),
  },
  outputs: { image: image('Image') },
  check: ({ colour }) => (colour === undefined ? null : checkColour(colour)),
  async run(inputs, context) {
    const { images } = context.services
    const colour = readColour(inputs.colour)
    if (inputs.width === 0 && inputs.height === 0) return { image: inputs.image }
    const picture = await images.read(inputs.image, 4)
    const { crop: take, scaled, canvas } = fitInto(picture, inputs, inputs.fit)
    checkSize(canvas)
    const resized = await images.resize(picture, scaled, inputs.kernel, take, (fraction) =>
      context.progress(fraction),
    )
    const left = Math.floor((canvas.width - scaled.width) / 2)
    const top = Math.floor((canvas.height - scaled.height) / 2)
    const [right, bottom] = [canvas.width - scaled.width - left, canvas.height - scaled.height - top]
    const result = pad(resized, { left, top, right, bottom }, colour)
    return { image: await images.write(result, 'image', { from: 'node', type }) }
  },
})
