import { defineNode } from '#shared/nodes/defineNode.ts'
import { blur } from '#shared/picture/filter/blur.ts'
import { choice, image, integer, mask, number, optional, withDefault } from '#shared/ports/port.ts'
import { drawShape } from './pixels/shape.ts'
import { checkSize, maximumSide, sizeOf } from './pixels/size.ts'

const type = 'local/shape-mask'

const fraction = (label: string, help: string) =>
  number(label, {
    help,
    limits: { minimum: 0, maximum: 1 },
    control: { kind: 'number', step: 0.01, slider: true },
  })

const side = (label: string) =>
  integer(label, {
    help: 'In pixels; counts while no image is connected.',
    limits: { minimum: 1, maximum: maximumSide },
    advanced: true,
  })

export default defineNode({
  type,
  title: 'Shape mask',
  category: 'Mask',
  version: 2,
  heavy: true,
  keywords: ['rectangle', 'ellipse', 'circle', 'square', 'region', 'draw'],
  help: 'A white rectangle or ellipse on black, placed in fractions of the picture. Pixels on its edge are grey by how much of them it covers; a feather softens it as Feather mask does.',
  inputs: {
    image: optional(image('Image', { help: 'The mask is as large as this picture.' })),
    shape: choice('Shape', ['rectangle', 'ellipse']),
    x: withDefault(fraction('X', 'Where the left edge is: 0 is the left of the picture, 1 its right.'), 0.25),
    y: withDefault(
      fraction('Y', 'Where the upper edge is: 0 is the top of the picture, 1 its bottom.'),
      0.25,
    ),
    width: withDefault(fraction('Width', 'A part of the width of the picture.'), 0.5),
    height: withDefault(fraction('Height', 'A part of the height of the picture.'), 0.5),
    feather: withDefault(
      number('Feather', {
        help: 'In pixels: twice the standard deviation of the Gaussian. The edge fades about as far to each side.',
        limits: { minimum: 0, maximum: 512 },
        control: { kind: 'number', step: 1, slider: true },
      }),
      0,
    ),
    pictureWidth: withDefault(side('Picture width'), 1024),
    pictureHeight: withDefault(side('Picture height'), 1024),
  },
  outputs: { mask: mask('Mask') },
  async run(inputs, context) {
    const { images } = context.services
    const size =
      inputs.image === undefined
        ? { width: inputs.pictureWidth, height: inputs.pictureHeight }
        : await sizeOf(inputs.image, images)
    checkSize(size)
    const soft = blur(drawShape(inputs.shape, inputs, size), inputs.feather / 2, {
      onProgress: (fraction) => context.progress(fraction),
    })
    return { mask: await images.write(soft, 'mask', { from: 'node', type }) }
  },
})
