import { defineNode } from '#shared/nodes/defineNode.ts'
import { image } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/load-image',
  title: 'Load image',
  category: 'Image',
  keywords: ['open', 'file', 'picture', 'photo', 'input', 'address', 'url', 'asset'],
  help: 'A picture from a file beside the workflow, from the library, or from a public address.',
  inputs: {
    image: image('Image', {
      help: 'PNG, JPEG, WebP, AVIF or GIF; of an animation, the first picture. Nodes on this machine work on it upright, in sRGB with 8 bits.',
    }),
  },
  outputs: { image: image('Image') },
  passes: { image: 'image' },
  // The host has read and validated the picture before this runs.
  makes: (inputs) => ({ image: inputs.image }),
})
