import type { Preprocess } from './control.ts'
import type { FileFormat, Format } from './encode.ts'
import type { FilmOrder } from './film.ts'
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
  | { readonly kind: 'upscale'; readonly image: string; readonly factor: number }

/** A request as a painter reads it. */
export interface DrawOrder {
  readonly subject: Omit<Subject, 'index'>
  /** How many pictures or films. */
  readonly amount: number
  /** Null: the size of the input picture. */
  readonly size: Size | null
  /** Of pictures. */
  readonly format: Format
  /** Null: pictures are made. */
  readonly film: FilmOrder | null
  readonly loras: readonly Lora[]
  readonly technique: Technique
}

/** The format of the files that an order makes. */
export const formatOf = ({ film, format }: DrawOrder): FileFormat => (film === null ? format : 'webm')

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

const imageNames = ['image_url', 'image', 'input_image_url', 'start_image_url', 'image_urls', 'images']
const maskNames = ['mask_image_url', 'mask_url', 'mask']
const factorNames = ['upscale_factor', 'upscaling_factor', 'scale_factor', 'scale']

/**
 * Reads a validated input. The technique follows from the names of the schema's properties, never from the endpoint;
 * missing inputs have the schema's default. `chance` is the seed if the input asks for a random one: by −1, or by none where the schema has no default. `makes` is the
 * kind of the outputs.
 */
export function readOrder(
  properties: OrderSchema,
  input: { readonly [name: string]: unknown },
  chance: number,
  makes: 'image' | 'video' = 'image',
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
  // A seed without a default is chosen by the engine.
  const seed = number('seed', Object.hasOwn(properties, 'seed') ? -1 : 0)
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
    film: makes === 'video' ? readFilm(value) : null,
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
  const maskName = maskNames.find((name) => Object.hasOwn(properties, name))
  const mask = maskName === undefined ? null : firstText(input[maskName])
  if (mask !== null) {
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
  const factorName = factorNames.find((name) => Object.hasOwn(properties, name))
  if (factorName !== undefined && !Object.hasOwn(properties, 'strength'))
    return { kind: 'upscale', image, factor: Math.max(1, number(factorName, 2)) }
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
  const given = [field(name, 'width'), field(name, 'height')]
  if (typeof given[0] === 'number' && typeof given[1] === 'number')
    return { width: given[0], height: given[1] }
  if (name === undefined) return readRatio(value('aspect_ratio'))
  if (typeof name !== 'string' || name === 'auto') return null
  return Object.hasOwn(namedSizes, name) ? (namedSizes[name] ?? null) : null
}

/** The size for a ratio such as `16:9`: its longer side has 1024 pixels. */
function readRatio(value: unknown): Size | null {
  const [, across, down] = /^(\d{1,3}):(\d{1,3})$/.exec(typeof value === 'string' ? value : '') ?? []
  const [width, height] = [Number(across), Number(down)]
  if (!(width > 0 && height > 0)) return null
  const scale = 1024 / Math.max(width, height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** A longer film is cut to this many seconds. */
const MAX_SECONDS = 20

/** Seconds and frames a second as requested, under the names that schemas use for them; 3 seconds of 8 otherwise. */
function readFilm(value: (name: string) => unknown): FilmOrder {
  const first = (names: readonly string[]): number | null =>
    names.map((name) => countIn(value(name))).find((found) => found !== null) ?? null
  const fps = Math.min(30, first(['fps', 'frames_per_second', 'frame_rate']) ?? 8)
  const frames = first(['num_frames', 'frames'])
  const seconds = first(['duration', 'duration_seconds', 'seconds']) ?? (frames === null ? 3 : frames / fps)
  return { seconds: Math.min(MAX_SECONDS, seconds), fps }
}

/** A positive number, also as a text with a unit, such as `5s`. */
function countIn(value: unknown): number | null {
  const found = typeof value === 'string' ? Number(/^(\d{1,4}(?:\.\d{1,3})?)s?$/.exec(value)?.[1]) : value
  return typeof found === 'number' && found > 0 ? found : null
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
