import { defineNode } from '#shared/nodes/defineNode.ts'
import { blur } from '#shared/picture/filter/blur.ts'
import { boolean, image, number, withDefault } from '#shared/ports/port.ts'
import { edges } from './pixels/edges.ts'
import { invert } from './pixels/invert.ts'

const type = 'local/edge-map'

/** The fraction of the work that is done when the picture is blurred. */
const BLURRED = 0.75

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
  version: 3,
  heavy: true,
  keywords: ['canny', 'lines', 'outline', 'controlnet', 'control', 'sketch', 'contour'],
  help: 'White lines on black where a picture has edges, as a ControlNet for edges wants them: Canny on its brightness (BT.601, what is transparent on black), after a Gaussian blur, with Sobel slopes, line by line as OpenCV draws them. Low and High are parts of the steepest edge there can be: 0.1 and 0.2 are about 100 and 200 of 1020.',
  inputs: {
    image: image('Image'),
    low: withDefault(
      part('Low', 'An edge steeper than this counts if it is connected to a strong one.'),
      0.1,
    ),
    high: withDefault(part('High', 'An edge steeper than this counts by itself.'), 0.2),
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
  async run(inputs, context) {
    const { images } = context.services
    const grey = await images.read(inputs.image, 1)
    const share = inputs.blur > 0 ? BLURRED : 0
    const soft = blur(grey, inputs.blur, { onProgress: (fraction) => context.progress(share * fraction) })
    const lines = edges(soft, inputs, {
      onProgress: (fraction) => context.progress(share + (1 - share) * fraction),
    })
    const made = inputs.invert ? invert(lines) : lines
    return { image: await images.write(made, 'image', { from: 'node', type }) }
  },
})
