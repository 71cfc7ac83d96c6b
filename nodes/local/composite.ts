import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, integer, mask, optional, withDefault } from '#shared/ports/port.ts'
import type { Images, Pixels, Size } from '#shared/services.ts'
import { composite } from './pixels/composite.ts'
import { maximumSide } from './pixels/size.ts'

const type = 'local/composite'

const corner = (label: string, help: string) =>
  withDefault(
    integer(label, { help, limits: { minimum: -maximumSide, maximum: maximumSide }, advanced: true }),
    0,
  )

async function fitted(grey: Pixels<1>, { width, height }: Size, images: Images): Promise<Pixels<1>> {
  return grey.width === width && grey.height === height
    ? grey
    : images.resize(grey, { width, height }, 'smooth')
}

export default defineNode({
  type,
  title: 'Composite',
  category: 'Image',
  keywords: ['blend', 'paste', 'overlay', 'combine', 'merge', 'layer', 'mask'],
  help: 'Lays one picture on another, through a mask if there is one. Where the mask is black nothing changes.',
  inputs: {
    base: image('Base', { help: 'The picture below; the result is as large as it is.' }),
    over: image('Over', { help: 'The picture on top, in its own size; its transparency counts.' }),
    mask: optional(
      mask('Mask', { help: 'White lets the upper picture through. Scaled to the size of the base.' }),
    ),
    x: corner('X', 'Pixels from the left of the base to the left of the upper picture.'),
    y: corner('Y', 'Pixels from the top of the base to the top of the upper picture.'),
  },
  outputs: { image: image('Image') },
  async run(inputs, { services: { images } }) {
    const base = await images.read(inputs.base, 4)
    const over = await images.read(inputs.over, 4)
    const chosen =
      inputs.mask === undefined ? null : await fitted(await images.read(inputs.mask, 1), base, images)
    const laid = composite(base, over, chosen, { x: inputs.x, y: inputs.y })
    return { image: await images.write(laid, 'image', { from: 'node', type }) }
  },
})
