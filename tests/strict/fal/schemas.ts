/** A published input schema, in JSON Schema. */
export interface InputSchema {
  readonly type: 'object'
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, object>>
  readonly additionalProperties: false
}

/** An endpoint as fal documents it. */
export interface Documented {
  readonly category: string
  /** What its outputs are, and under which name. */
  readonly output: 'images' | 'image' | 'video'
  readonly input: InputSchema
  /** What a unit of its price is. */
  readonly unit: 'images' | 'megapixels' | 'seconds' | 'videos'
}

export type Schemas = ReadonlyMap<string, Documented>

// Transcribed by hand from the pages of the endpoints, and deliberately separate from the product's own endpoint files:
// two transcriptions that agree are worth more than one that is read twice.

const text = { type: 'string' }
const flag = { type: 'boolean' }
const seed = { anyOf: [{ type: 'integer' }, { type: 'null' }] }
const number = (minimum: number, maximum: number) => ({ type: 'number', minimum, maximum })
const whole = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum })
const oneOf = (...words: readonly string[]) => ({ type: 'string', enum: words })
const size = {
  anyOf: [
    {
      type: 'object',
      properties: { width: whole(1, 14_142), height: whole(1, 14_142) },
      additionalProperties: false,
    },
    oneOf('square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'),
  ],
}
const loras = {
  type: 'array',
  items: {
    type: 'object',
    required: ['path'],
    properties: { path: text, scale: number(0, 4) },
    additionalProperties: false,
  },
}
const common = {
  seed,
  num_images: whole(1, 4),
  sync_mode: flag,
  enable_safety_checker: flag,
  output_format: oneOf('jpeg', 'png'),
}

const input = (required: readonly string[], properties: InputSchema['properties']): InputSchema => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
})

/** The documented endpoints that the product has built in, by id. */
export const published: Schemas = new Map<string, Documented>([
  [
    'fal-ai/flux/dev',
    {
      category: 'text-to-image',
      output: 'images',
      unit: 'megapixels',
      input: input(['prompt'], {
        prompt: text,
        image_size: size,
        num_inference_steps: whole(1, 50),
        guidance_scale: number(1, 20),
        acceleration: oneOf('none', 'regular', 'high'),
        ...common,
      }),
    },
  ],
  [
    'fal-ai/flux/dev/image-to-image',
    {
      category: 'image-to-image',
      output: 'images',
      unit: 'megapixels',
      input: input(['prompt', 'image_url'], {
        prompt: text,
        image_url: text,
        strength: number(0.01, 1),
        num_inference_steps: whole(10, 50),
        guidance_scale: number(1, 20),
        acceleration: oneOf('none', 'regular', 'high'),
        ...common,
      }),
    },
  ],
  [
    'fal-ai/flux-lora/inpainting',
    {
      category: 'text-to-image',
      output: 'images',
      unit: 'megapixels',
      input: input(['prompt', 'image_url', 'mask_url'], {
        prompt: text,
        image_url: text,
        mask_url: text,
        image_size: size,
        strength: number(0.01, 1),
        loras,
        num_inference_steps: whole(1, 50),
        guidance_scale: number(0, 35),
        acceleration: oneOf('none', 'regular'),
        ...common,
      }),
    },
  ],
  [
    'fal-ai/clarity-upscaler',
    {
      category: 'image-to-image',
      output: 'image',
      unit: 'megapixels',
      input: input(['image_url'], {
        image_url: text,
        prompt: text,
        negative_prompt: text,
        upscale_factor: number(1, 4),
        creativity: number(0, 1),
        resemblance: number(0, 1),
        guidance_scale: number(0, 20),
        num_inference_steps: whole(4, 50),
        seed,
        enable_safety_checker: flag,
      }),
    },
  ],
  [
    'fal-ai/wan-i2v',
    {
      category: 'image-to-video',
      output: 'video',
      unit: 'videos',
      input: input(['prompt', 'image_url'], {
        prompt: text,
        negative_prompt: text,
        image_url: text,
        num_frames: whole(81, 100),
        frames_per_second: whole(5, 24),
        seed,
        resolution: oneOf('480p', '720p'),
        num_inference_steps: whole(2, 40),
        guide_scale: number(1, 10),
        shift: number(1, 10),
        enable_safety_checker: flag,
        enable_prompt_expansion: flag,
        acceleration: oneOf('none', 'regular'),
        aspect_ratio: oneOf('auto', '16:9', '9:16', '1:1'),
      }),
    },
  ],
])
