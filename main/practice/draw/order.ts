import type { Preprocess } from './control.ts'
import type { Format } from './encode.ts'
import type { Lora } from './lora.ts'
import type { Subject } from './paint.ts'
import type { Size } from './pixels.ts'

/** The task and its pictures; pictures are named by the text in the request. */
export type Technique =
  | { readonly kind: 'text' }
  | { readonly kind: 'image'; readonly image: string; readonly strength: number }
  | {
      readonly kind: 'inpaint'
      readonly image: string
      readonly mask: string
      readonly strength: number
      readonly controlScale: number
    }
  | {
      readonly kind: 'control'
      readonly image: string
      readonly preprocess: Preprocess
      readonly scale: number
      readonly start: number
      readonly end: number
    }

/** A request as a painter reads it. */
export interface DrawOrder {
  readonly subject: Omit<Subject, 'index'>
  /** How many pictures. */
  readonly amount: number
  /** Null: the size of the input picture. */
  readonly size: Size | null
  readonly format: Format
  readonly loras: readonly Lora[]
  readonly technique: Technique
}

/** The part of an input schema that a painter reads: property names with their defaults and limits. */
export type OrderSchema = { readonly [property: string]: unknown }

// The documentation names these sizes without pixels; these are the usual ones for the names.
const namedSizes: { readonly [name: string]: Size } = {
  square_hd: { width: 1024, height: 1024 },
  square: { width: 512, height: 512 },
  portrait_4_3: { width: 768, height: 1024 },
  portrait_16_9: { width: 576, height: 1024 },
  landscape_4_3: { width: 1024, height: 768 },
  landscape_16_9: { width: 1024, height: 576 },
}

const imageNames = ['image_url', 'image', 'input_image_url', 'image_urls', 'images']

/**
 * Reads a validated input. The technique follows from the names of the schema's properties, never from the endpoint;
 * missing inputs have the schema's default. `chance` is the seed if the input asks for a random one (−1).
 */
export function readOrder(
  properties: OrderSchema,
  input: { readonly [name: string]: unknown },
  chance: number,
): DrawOrder {
  const value = (name: string): unknown =>
    Object.hasOwn(input, name) ? input[name] : field(properties[name], 'default')
  const number = (name: string, otherwise: number): number => {
    const found = value(name)
    return typeof found === 'number' ? found : otherwise
  }
  const text = (name: string): string => {
    const found = value(name)
    return typeof found === 'string' ? found : ''
  }
  const seed = number('seed', 0)
  return {
    subject: {
      prompt: text('prompt'),
      seed: seed < 0 ? chance : seed,
      detail: readDetail(properties['num_inference_steps'], number('num_inference_steps', 8)),
      expanded: value('enable_prompt_expansion') === true,
    },
    amount: Math.min(16, Math.max(1, number('num_images', 1))),
    size: readSize(properties, value),
    format: readFormat(text('output_format')),
    loras: readLoras(value('loras')),
    technique: readTechnique(properties, input, number, text),
  }
}

function readTechnique(
  properties: OrderSchema,
  input: { readonly [name: string]: unknown },
  number: (name: string, otherwise: number) => number,
  text: (name: string) => string,
): Technique {
  const image = imageNames.map((name) => firstText(input[name])).find((found) => found !== null) ?? null
  if (image === null) return { kind: 'text' }
  const mask = firstText(input['mask_image_url'])
  if (mask !== null && Object.hasOwn(properties, 'mask_image_url')) {
    return {
      kind: 'inpaint',
      image,
      mask,
      strength: number('strength', 1),
      controlScale: number('control_scale', 0.75),
    }
  }
  if (Object.hasOwn(properties, 'preprocess')) {
    return {
      kind: 'control',
      image,
      preprocess: readPreprocess(text('preprocess')),
      scale: number('control_scale', 0.9),
      start: number('control_start', 0),
      end: number('control_end', 1),
    }
  }
  return { kind: 'image', image, strength: number('strength', 0.6) }
}

const firstText = (value: unknown): string | null => {
  const found: unknown = Array.isArray(value) ? value[0] : value
  return typeof found === 'string' && found !== '' ? found : null
}

function readSize(properties: OrderSchema, value: (name: string) => unknown): Size | null {
  const [width, height] = [value('width'), value('height')]
  if (Object.hasOwn(properties, 'width') && typeof width === 'number' && typeof height === 'number')
    return { width, height }
  const name = value('image_size')
  if (typeof name !== 'string' || name === 'auto') return null
  return Object.hasOwn(namedSizes, name) ? (namedSizes[name] ?? null) : null
}

const readFormat = (name: string): Format =>
  name === 'webp' ? 'webp' : name === 'jpeg' || name === 'jpg' ? 'jpeg' : 'png'

const readPreprocess = (name: string): Preprocess =>
  name === 'canny' || name === 'depth' || name === 'pose' ? name : 'none'

const readLoras = (value: unknown): readonly Lora[] =>
  (Array.isArray(value) ? value : []).flatMap((item: unknown) => {
    const path = field(item, 'path')
    const scale = field(item, 'scale')
    return typeof path === 'string' && path !== ''
      ? [{ path, scale: typeof scale === 'number' ? scale : 1 }]
      : []
  })

/** From 0.6 at the fewest steps to 1.4 at the maximum of the schema. */
function readDetail(schema: unknown, steps: number): number {
  const [low, high] = [field(schema, 'minimum'), field(schema, 'maximum')]
  if (typeof low !== 'number' || typeof high !== 'number' || high <= low) return 1
  return 0.6 + (0.8 * (Math.min(high, Math.max(low, steps)) - low)) / (high - low)
}

/** A field of something that may be no object. */
function field(of: unknown, name: string): unknown {
  if (typeof of !== 'object' || of === null) return undefined
  return Object.getOwnPropertyDescriptor(of, name)?.value
}
