import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, number, withDefault } from '#shared/ports/port.ts'
import { adjust } from './pixels/adjust.ts'

const type = 'local/adjust'

const slider = (label: string, help: string, range: number, step: number) =>
  withDefault(
    number(label, {
      help,
      limits: { minimum: -range, maximum: range },
      control: { kind: 'number', step, slider: true },
    }),
    0,
  )

export default defineNode({
  type,
  title: 'Adjust colours',
  category: 'Image',
  heavy: true,
  keywords: ['brightness', 'contrast', 'saturation', 'hue', 'colour', 'color', 'grade', 'greyscale'],
  help:
    'Changes brightness, contrast, saturation and hue of a picture, in sRGB values from 0 to 255: first hue and saturation, then ' +
    'contrast, then brightness. Alpha stays.',
  inputs: {
    image: image('Image'),
    brightness: slider('Brightness', 'Is added: −1 takes 255 off each colour, 1 adds 255.', 1, 0.01),
    contrast: slider('Contrast', '−1 is one grey, 1 doubles the distance from the middle, 127.5.', 1, 0.01),
    saturation: slider(
      'Saturation',
      '−1 takes all colour out, 1 doubles the distance from the brightness by BT.601.',
      1,
      0.01,
    ),
    hue: slider('Hue', 'In degrees: 120 makes red things green. The brightness by BT.601 stays.', 180, 1),
  },
  outputs: { image: image('Image') },
  async run(inputs, { services: { images } }) {
    if (inputs.brightness === 0 && inputs.contrast === 0 && inputs.saturation === 0 && inputs.hue === 0)
      return { image: inputs.image }
    const adjusted = adjust(await images.read(inputs.image, 4), inputs)
    return { image: await images.write(adjusted, 'image', { from: 'node', type }) }
  },
})
