import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, integer, withDefault } from '#shared/ports/port.ts'
import { clip, crop } from './pixels/crop.ts'
import { maximumSide } from './pixels/size.ts'

const type = 'local/crop'

const corner = (label: string, help: string) =>
  integer(label, { help, limits: { minimum: -maximumSide, maximum: maximumSide } })

const side = (label: string) =>
  integer(label, { help: 'In pixels.', limits: { minimum: 1, maximum: maximumSide } })

export default defineNode({
  type,
  title: 'Crop image',
  category: 'Image',
  heavy: true,
  keywords: ['cut', 'trim', 'region', 'area'],
  help:
    'Cuts a rectangle out of a picture; every pixel keeps its value. What of it lies outside the picture is left away, so that the result ' +
    'may be smaller.',
  inputs: {
    image: image('Image'),
    x: withDefault(corner('X', 'Pixels from the left of the picture.'), 0),
    y: withDefault(corner('Y', 'Pixels from the top of the picture.'), 0),
    width: withDefault(side('Width'), 512),
    height: withDefault(side('Height'), 512),
  },
  outputs: { image: image('Image') },
  async run(inputs, { services: { images } }) {
    const picture = await images.read(inputs.image, 4)
    const { x, y, width, height } = inputs
    const cropped = crop(picture, clip({ x, y, width, height }, picture))
    return { image: await images.write(cropped, 'image', { from: 'node', type }) }
  },
})
