import type { PracticeEndpoint } from '../validate/endpoint.ts'

const sizes = ['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9']
const share = { type: 'float', minimum: 0, maximum: 1 }
const prompt = { title: 'Prompt', description: '', type: 'string', default: '' }
const picture = { title: 'Image', type: 'string' }
const format = { type: 'string', enum: ['jpeg', 'png', 'webp'], default: 'png' }
const seed = { type: 'integer', default: 0 }
const autoSize = { type: 'string', enum: [...sizes, 'auto'], default: 'auto' }
const steps = { type: 'integer', minimum: 1, maximum: 8, default: 8 }
// As published: a bare map in the place of an object schema.
const loras = {
  type: 'array',
  minItems: 0,
  maxItems: 3,
  items: {
    path: { type: 'string', format: 'str', default: '' },
    scale: { type: 'float', format: 'float_slider_with_range', minimum: 0, maximum: 4, default: 1 },
  },
}

/** Endpoints for tests, with the oddities of published schemas, and invented names. */
export const testEndpoints = {
  text: endpoint('atelier/text', 'Painter', 'Text to image', ['prompt'], {
    prompt,
    image_size: { type: 'string', enum: sizes, default: 'square' },
    num_inference_steps: { ...steps, maximum: 30 },
    seed,
    num_images: { type: 'integer', minimum: 1, maximum: 4, default: 1 },
    output_format: format,
  }),
  image: endpoint('atelier/image', 'Repainter', 'Image to image', ['prompt', 'image_url'], {
    prompt,
    image_url: picture,
    image_size: autoSize,
    strength: { ...share, default: 0.6 },
    num_inference_steps: steps,
    seed,
    enable_prompt_expansion: { type: 'boolean', default: false },
    output_format: format,
  }),
  inpaint: endpoint(
    'atelier/text/inpaint',
    'Mender',
    'Inpainting',
    ['prompt', 'image_url', 'mask_image_url'],
    {
      prompt,
      image_url: picture,
      mask_image_url: picture,
      strength: { ...share, default: 1 },
      control_scale: { ...share, default: 0.75 },
      image_size: autoSize,
      seed,
      output_format: format,
    },
  ),
  control: endpoint('atelier/control', 'Tracer', 'ControlNet', ['prompt', 'image_url', 'loras'], {
    prompt,
    image_url: picture,
    loras,
    preprocess: { type: 'string', enum: ['none', 'canny', 'depth', 'pose'], default: 'none' },
    control_scale: { ...share, default: 0.9 },
    control_start: { ...share, default: 0 },
    control_end: { ...share, default: 0.4 },
    image_size: autoSize,
    seed,
    output_format: format,
  }),
  several: endpoint('atelier/several', 'Blender', 'Image to image', ['prompt', 'image_urls'], {
    prompt,
    image_urls: { type: 'array', format: 'image_uris', items: { type: 'string' }, minItems: 1, maxItems: 4 },
    strength: { ...share, default: 0.6 },
  }),
  sized: endpoint('atelier/sized', 'Tinter', 'Text to image', ['prompt'], {
    prompt,
    loras,
    width: { type: 'integer', minimum: 256, maximum: 1536, default: 1024 },
    height: { type: 'integer', minimum: 256, maximum: 1536, default: 1536 },
    seed: { type: 'integer', minimum: -1, maximum: 2147483647, default: -1 },
  }),
} as const

/** An endpoint that makes videos. */
export const filmEndpoint = endpoint('atelier/film', 'Mover', 'Image to video', ['prompt', 'image_url'], {
  prompt,
  image_url: picture,
  duration: { type: 'string', enum: ['1', '5'], default: '5' },
})

function endpoint(
  modelId: string,
  title: string,
  category: string,
  required: readonly string[],
  properties: { readonly [name: string]: unknown },
) {
  return {
    modelId,
    title,
    category,
    input: { type: 'object', title: 'Input', required, properties },
  } satisfies PracticeEndpoint
}
