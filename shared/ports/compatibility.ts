import type { PortType } from './port.ts'
import type { Value, ValueKind } from './value.ts'
import { isMedia } from './value.ts'

/** A conversion of kinds along an edge. There are few, and each has a description, which the edge shows. */
export type Conversion =
  | 'integer to number'
  | 'integer to text'
  | 'number to text'
  | 'image to mask'
  | 'mask to image'
  | '3D model to file'

/** How one value becomes a list or the reverse: unchanged, one item as a list of one, or the node once per item. */
export type Arity = 'same' | 'wrap' | 'each'

/** Whether a value of one port type may flow into another, and how; or the reason why not. */
export type Compatibility =
  | { readonly ok: true; readonly conversion: Conversion | null; readonly arity: Arity }
  | { readonly ok: false; readonly why: string }

/** The one table of conversions. A kind flows into itself; everything that is not listed is refused. */
const conversions: {
  readonly [From in ValueKind]: { readonly [To in ValueKind]?: Conversion }
} = {
  text: {},
  number: { text: 'number to text' },
  integer: { number: 'integer to number', text: 'integer to text' },
  boolean: {},
  image: { mask: 'image to mask' },
  mask: { image: 'mask to image' },
  video: {},
  audio: {},
  model3d: { file: '3D model to file' },
  file: {},
  lora: {},
  json: {},
}

const one: { readonly [K in ValueKind | 'any']: string } = {
  text: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'a yes or no',
  image: 'an image',
  mask: 'a mask',
  video: 'a video',
  audio: 'a sound',
  model3d: 'a 3D model',
  file: 'a file',
  lora: 'a LoRA',
  json: 'JSON data',
  any: 'a value',
}

const many: { readonly [K in ValueKind | 'any']: string } = {
  text: 'texts',
  number: 'numbers',
  integer: 'whole numbers',
  boolean: 'yes or no values',
  image: 'images',
  mask: 'masks',
  video: 'videos',
  audio: 'sounds',
  model3d: '3D models',
  file: 'files',
  lora: 'LoRAs',
  json: 'JSON values',
  any: 'values',
}

/** The name of a port type, such as `an image` or `a list of images`. */
export function describeType(type: PortType): string {
  return type.list ? `a list of ${many[type.kind]}` : one[type.kind]
}

/** What to do about a list that has no cable: `Connect images`. */
export const connectText = ({ kind }: PortType): string => `Connect ${many[kind]}`

/**
 * The verdict on an edge. `any` on either side passes: an input accepts every kind, and for an output the kind is not
 * known yet.
 */
export function checkCompatibility(from: PortType, to: PortType): Compatibility {
  const arity: Arity = from.list === to.list ? 'same' : to.list ? 'wrap' : 'each'
  if (from.kind === 'any' || to.kind === 'any' || from.kind === to.kind)
    return { ok: true, conversion: null, arity }
  const conversion = conversions[from.kind][to.kind]
  if (conversion !== undefined) return { ok: true, conversion, arity }
  return {
    ok: false,
    why: `${describeType({ ...from, list: false })} cannot become ${describeType({ ...to, list: false })}`,
  }
}

/** Converts one item. A value of another kind is returned as it is: the port's own check finds it. */
export function convert(value: Value, conversion: Conversion): Value {
  switch (conversion) {
    case 'integer to number':
      return value
    case 'integer to text':
    case 'number to text':
      return typeof value === 'number' ? String(value) : value
    case 'image to mask':
      return isMedia(value) ? { ...value, media: 'mask' } : value
    case 'mask to image':
      return isMedia(value) ? { ...value, media: 'image' } : value
    case '3D model to file':
      return isMedia(value) ? { ...value, media: 'file' } : value
  }
}
