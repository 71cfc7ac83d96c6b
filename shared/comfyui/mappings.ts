import type { Json } from '../ports/value.ts'
import type { ComfyNode } from './comfyWorkflow.ts'

type Values = ComfyNode['values']

/** An output that our node does not have: it comes from an additional node that takes `from`. */
export interface Through {
  readonly from: string
  readonly type: string
  readonly input: string
  readonly output: string
  readonly values: Readonly<Record<string, Json>>
}

/** The equivalent of a ComfyUI class. */
export interface Mapping {
  readonly type: string
  /** Their inputs, cables and values alike, by our names. */
  readonly inputs: Readonly<Record<string, string>>
  /** The input that takes a cable whatever its name there. */
  readonly any?: string
  /** By slot. */
  readonly outputs: readonly (string | Through)[]
  /** Values that need a conversion, not only another name. */
  readonly values?: (values: Values) => Readonly<Record<string, Json>>
  /** A description of what differs, or null. */
  readonly note?: (values: Values) => string | null
}

const value = (type: string, port: string): Mapping => ({ type, inputs: { value: port }, outputs: [port] })
const note: Mapping = { type: 'local/note', inputs: { text: 'text' }, outputs: [] }

const turns: Readonly<Record<string, string>> = {
  '90 degrees': '90° clockwise',
  '180 degrees': '180°',
  '270 degrees': '90° counter-clockwise',
}

/** A suffix of the name says which folder the file was in. */
const fileOf = (image: Json | undefined): string =>
  typeof image === 'string' ? image.replace(/ \[(input|output|temp)\]$/, '') : ''

const isText = (one: Json | undefined): one is string => typeof one === 'string'

function saving({ filename_prefix: prefix }: Values): Readonly<Record<string, Json>> {
  if (!isText(prefix) || prefix === '') return {}
  const steps = prefix.replaceAll(/%date[^%]*%/g, '{date}').split(/[/\\]/)
  const name = { name: `${steps.at(-1) ?? ''} {n}` }
  return steps.length > 1 ? { ...name, folder: steps.slice(0, -1).join('/') } : name
}

/** The classes that have an equivalent here. All others stay as cards that preserve their values and cables. */
export const mappings: Readonly<Record<string, Mapping>> = {
  LoadImage: {
    type: 'local/load-image',
    inputs: {},
    outputs: [
      'image',
      {
        from: 'image',
        type: 'local/mask-from-image',
        input: 'image',
        output: 'mask',
        // There, transparent areas are the selected ones.
        values: { channel: 'alpha', invert: true },
      },
    ],
    values: ({ image }) => (fileOf(image) === '' ? {} : { image: { file: fileOf(image) } }),
    note: ({ image }) =>
      fileOf(image) === ''
        ? null
        : `${fileOf(image)} has to be in the workflow's folder, or be chosen again.`,
  },
  SaveImage: {
    type: 'local/save-image',
    inputs: { images: 'images' },
    outputs: ['images'],
    values: saving,
  },
  PreviewImage: { type: 'local/preview', inputs: { images: 'value' }, outputs: ['value'] },
  Note: note,
  MarkdownNote: note,
  Reroute: { type: 'local/reroute', inputs: {}, any: 'value', outputs: ['value'] },
  MaskToImage: { type: 'local/reroute', inputs: { mask: 'value' }, outputs: ['value'] },
  PrimitiveInt: value('local/integer', 'integer'),
  PrimitiveFloat: value('local/number', 'number'),
  PrimitiveString: value('local/text', 'text'),
  PrimitiveStringMultiline: value('local/text', 'text'),
  PrimitiveBoolean: value('local/boolean', 'boolean'),
  StringConcatenate: {
    type: 'local/join-text',
    inputs: { string_a: 'first', string_b: 'second', delimiter: 'separator' },
    outputs: ['text'],
  },
  ImageScale: {
    type: 'local/resize',
    inputs: { image: 'image', width: 'width', height: 'height' },
    outputs: ['image'],
    values: ({ upscale_method: method, crop }) => ({
      fit: crop === 'center' ? 'cover' : 'stretch',
      kernel: method === 'nearest-exact' ? 'nearest' : 'smooth',
    }),
  },
  ImageCrop: {
    type: 'local/crop',
    inputs: { image: 'image', width: 'width', height: 'height', x: 'x', y: 'y' },
    outputs: ['image'],
  },
  ImageBlur: { type: 'local/blur', inputs: { image: 'image', blur_radius: 'radius' }, outputs: ['image'] },
  ImageRotate: {
    type: 'local/turn',
    inputs: { image: 'image' },
    outputs: ['image'],
    values: ({ rotation }) => ({ turn: (isText(rotation) ? turns[rotation] : undefined) ?? 'none' }),
  },
  ImageFlip: {
    type: 'local/turn',
    inputs: { image: 'image' },
    outputs: ['image'],
    values: ({ flip_method: method }) =>
      isText(method) && method.startsWith('x') ? { down: true } : { across: true },
  },
  ImageCompositeMasked: {
    type: 'local/composite',
    inputs: { destination: 'base', source: 'over', mask: 'mask', x: 'x', y: 'y' },
    outputs: ['image'],
    note: ({ resize_source: resize }) =>
      resize === true
        ? 'It scaled the upper picture to the lower one; here, put Resize image before it.'
        : null,
  },
  ImagePadForOutpaint: {
    type: 'local/pad',
    inputs: { image: 'image', left: 'left', top: 'top', right: 'right', bottom: 'bottom' },
    outputs: ['image', 'mask'],
    note: ({ feathering }) =>
      typeof feathering === 'number' && feathering > 0
        ? `Its mask faded over ${feathering} pixels; here, put Feather mask behind it.`
        : null,
  },
  InvertMask: { type: 'local/invert-mask', inputs: { mask: 'mask' }, outputs: ['mask'] },
  GrowMask: { type: 'local/grow-mask', inputs: { mask: 'mask', expand: 'amount' }, outputs: ['mask'] },
  ImageToMask: {
    type: 'local/mask-from-image',
    inputs: { image: 'image', channel: 'channel' },
    outputs: ['mask'],
  },
}

/** A value that feeds other nodes has the kind that they take. */
export function primitiveMapping({ outputs }: ComfyNode): Mapping {
  const [output] = outputs
  if (output?.type === 'INT') return value('local/integer', 'integer')
  if (output?.type === 'FLOAT') return value('local/number', 'number')
  return output?.type === 'BOOLEAN' ? value('local/boolean', 'boolean') : value('local/text', 'text')
}
