import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, mask, number, withDefault } from '#shared/ports/port.ts'
import { difference } from './pixels/difference.ts'

const type = 'local/compare'

export default defineNode({
  type,
  title: 'Compare',
  version: 2,
  category: 'Image',
  heavy: true,
  keywords: ['difference', 'before', 'after', 'diff', 'slider', 'side by side', 'a/b'],
  help:
    'Two pictures beside each other, and where they differ: in alpha, or in colour as it is seen on black or on white. ' +
    'The second is scaled to the first, with Lanczos.',
  inputs: {
    first: image('First'),
    second: image('Second'),
    gain: withDefault(
      number('Gain', {
        help: 'How much small differences are brightened.',
        limits: { minimum: 1, maximum: 64 },
        control: { kind: 'number', step: 1, slider: true },
        advanced: true,
      }),
      4,
    ),
  },
  outputs: { first: image('First'), second: image('Second'), difference: mask('Difference') },
  compares: { left: 'first', right: 'second', difference: 'difference' },
  async run(inputs, { services: { images } }) {
    const first = await images.read(inputs.first, 4)
    const read = await images.read(inputs.second, 4)
    const same = read.width === first.width && read.height === first.height
    const second = same ? read : await images.resize(read, first, 'smooth')
    const apart = difference(first, second, inputs.gain)
    return {
      first: inputs.first,
      second: inputs.second,
      difference: await images.write(apart, 'mask', { from: 'node', type }),
    }
  },
})
