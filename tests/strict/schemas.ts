// The five published endpoint pages' inputs, transcribed by hand and deliberately separate from the product's own
// endpoint files: two transcriptions that agree are worth more than one that is read twice.

/** One documented property, in JSON Schema. `default` is the page's; it is never filled in. */
export interface Property {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object'
  readonly default?: unknown
  readonly [keyword: string]: unknown
}

export interface InputSchema {
  readonly type: 'object'
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, Property>>
  readonly additionalProperties: false
}

const sizes = ['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9']

const text: Property = { type: 'string' }
const autoSize: Property = { type: 'string', enum: [...sizes, 'auto'], default: 'auto' }
const format: Property = { type: 'string', enum: ['jpeg', 'png', 'webp'], default: 'png' }
const expansion: Property = { type: 'boolean', default: false }

// The pages give these seeds no range. Beyond 2^53 a JSON number is no longer an exact integer.
const seed: Property = {
  type: 'integer',
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  default: 0,
}

const fraction = (preset: number): Property => ({
  type: 'number',
  minimum: 0,
  maximum: 1,
  default: preset,
})
const whole = (minimum: number, maximum: number, preset: number): Property => ({
  type: 'integer',
  minimum,
  maximum,
  default: preset,
})

// `path` without a pattern is enough for the LoRA page ("a path"); the ControlNet page asks for a URL or owner/repo.
const loras = (path: Property, preset: string): Property => ({
  type: 'array',
  minItems: 0,
  maxItems: 3,
  default: [{ path: preset, scale: 1 }],
  items: {
    type: 'object',
    required: ['path'],
    properties: { path, scale: { type: 'number', minimum: 0, maximum: 4, default: 1 } },
    additionalProperties: false,
  },
})

const input = (required: readonly string[], properties: InputSchema['properties']): InputSchema => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
})

/** Input schema by model id. */
export const inputSchemas: ReadonlyMap<string, InputSchema> = new Map([
  [
    'tongyi-mai/z-image/turbo',
    input(['prompt'], {
      prompt: text,
      image_size: { type: 'string', enum: sizes, default: 'landscape_4_3' },
      num_inference_steps: whole(1, 30, 8),
      seed,
      num_images: whole(1, 4, 1),
      output_format: format,
    }),
  ],
  [
    'tongyi-mai/z-image/turbo/image-to-image',
    input(['prompt', 'image_url'], {
      prompt: text,
      image_url: text,
      image_size: autoSize,
      strength: fraction(0.6),
      num_inference_steps: whole(1, 8, 8),
      seed,
      enable_prompt_expansion: expansion,
      output_format: format,
    }),
  ],
  [
    'tongyi-mai/z-image/turbo/inpainting',
    input(['prompt', 'image_url', 'mask_image_url'], {
      prompt: text,
      image_url: text,
      mask_image_url: text,
      control_start: fraction(0),
      strength: fraction(1),
      image_size: autoSize,
      num_inference_steps: whole(1, 30, 20),
      seed,
      output_format: format,
      control_scale: fraction(0.75),
      control_end: fraction(0.6),
    }),
  ],
  [
    'tongyi-mai/z-image/turbo/controlnet/lora',
    input(['prompt', 'image_url', 'loras'], {
      prompt: text,
      image_url: text,
      loras: loras(
        { type: 'string', pattern: '^(https://\\S+|[\\w.-]+/[\\w.-]+)$' },
        'alibaba-pai/Z-Image-Turbo-Fun-Controlnet-Union',
      ),
      image_size: autoSize,
      control_scale: fraction(0.9),
      control_start: fraction(0),
      control_end: fraction(0.4),
      preprocess: { type: 'string', enum: ['none', 'canny', 'depth', 'pose'], default: 'none' },
      num_inference_steps: whole(1, 8, 8),
      seed,
      enable_prompt_expansion: expansion,
      output_format: format,
    }),
  ],
  [
    'tongyi-mai/z-image/turbo/lora',
    input(['prompt'], {
      prompt: text,
      loras: loras({ type: 'string', minLength: 1 }, 'renderartist/Technically-Color-Z-Image-Turbo'),
      width: whole(256, 1536, 1024),
      height: whole(256, 1536, 1536),
      seed: { type: 'integer', minimum: -1, maximum: 2147483647, default: -1 },
    }),
  ],
])

/** Pixels by `image_size`. The pages only name the sizes; these are the usual pixels for the names. */
export const sizePixels: ReadonlyMap<string, readonly [width: number, height: number]> = new Map([
  ['square_hd', [1024, 1024]],
  ['square', [512, 512]],
  ['portrait_4_3', [768, 1024]],
  ['portrait_16_9', [576, 1024]],
  ['landscape_4_3', [1024, 768]],
  ['landscape_16_9', [1024, 576]],
])

/** Properties with a picture: by name alone, because the pages give them no format. */
export const mediaFields: readonly string[] = ['image_url', 'mask_image_url']
