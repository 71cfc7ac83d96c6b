import { defineNode } from '#shared/nodes/defineNode.ts'
import { blur } from '#shared/picture/filter/blur.ts'
import { boolean, image, number, withDefault } from '#shared/ports/port.ts'
import { edges } from './pixels/edges.ts'
import { invert } from './pixels/invert.ts'

const type = 'local/edge-map'

const part = (label: string, help: string) =>
  number(label, {
    help,
    limits: { minimum: 0, maximum: 1 },
    control: { kind: 'number', step: 0.01, slider: true },
  })

export default defineNode({
  type,
  title: 'Edge map',
  category: 'Image',
  version: 2,
  heavy: true,
  keywords: ['canny', 'lines', 'outline', 'controlnet', 'control', 'sketch', 'contour'],
  help: 'White lines on black where a picture has edges, as a ControlNet for edges wants them: Canny on its brightness (BT.601, what is transparent on black), after a Gaussian blur, with Sobel slopes. Low and High are parts of the steepest edge there can be: 0.1 and 0.2 are about 100 and 200 of 1020.',
  inputs: {
    image: image('Image'),
    low: withDefault(part('Low', 'An edge as steep as this counts where it hangs on a strong one.'), 0.1),
    high: withDefault(part('High', 'An edge as steep as this counts by itself.'), 0.2),
    blur: withDefault(
      number('Blur', {
        help: 'The standard deviation of the Gaussian, in pixels: the more, the fewer small edges.',
        limits: { minimum: 0, maximum: 32 },
        control: { kind: 'number', step: 0.1, slider: true },
      }),
      1.4,
    ),
    invert: withDefault(boolean('Invert', { help: 'Black lines on white.', advanced: true }), false),
  },
  outputs: { image: image('Image') },
  check: ({ low, high }) =>
    low !== undefined && high !== undefined && low > high
      ? `Low is ${low} and High ${high}: Low must not be above High`
      : null,
  async run(inputs, { services: { images } }) {
    const grey = await images.read(inputs.image, 1)
    const lines = edges(blur(grey, inputs.blur), inputs)
    const made = inputs.invert ? invert(lines) : lines
    return { image: await images.write(made, 'image', { from: 'node', type }) }
  },
})
