import type { Json, Lora, Media, ValueKind } from './value.ts'

/**
 * The type of a port. `any` accepts every kind; an output of kind `any` has the type of the input named by its port's
 * `like`. `choices`, if present, are all that the port accepts.
 */
export interface PortType {
  readonly kind: ValueKind | 'any'
  readonly list: boolean
  readonly choices?: readonly (string | number)[]
}

/** Limits of what a port accepts. Numbers are inclusive; `items` counts a list; `length` counts UTF-16 units. */
export interface Limits {
  readonly minimum?: number
  readonly maximum?: number
  readonly multipleOf?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pictures?: readonly PictureRule[]
}

/** A rule on a picture's measures. The measure must be `above` or `below` the limit, both exclusive. */
export interface PictureRule {
  readonly measure: 'megabytes' | 'ratio' | 'width' | 'height'
  readonly side: 'above' | 'below'
  readonly bound: number
  readonly words: string
}

/** The control of a port that is not connected. */
export type Control =
  | { readonly kind: 'text'; readonly multiline: boolean; readonly placeholder?: string }
  | { readonly kind: 'number'; readonly step: number; readonly slider: boolean }
  | { readonly kind: 'choice' }
  | { readonly kind: 'switch' }
  | { readonly kind: 'seed' }
  | { readonly kind: 'loras' }
  | { readonly kind: 'picture' }
  /** A mask painted by hand: its strokes, as in `shared/mask`. */
  | { readonly kind: 'mask' }
  /** A manual selection of the pictures that arrive at another input. */
  | { readonly kind: 'pick'; readonly from: string }
  | { readonly kind: 'json' }
  | { readonly kind: 'none' }

/** One port, declared once: its type, its label, its limits, its control. `T` is what a node's `run` is given. */
export interface Port<T = unknown> {
  readonly type: PortType
  readonly label: string
  readonly help: string
  /** An input without a value, a default or an edge is a problem. */
  readonly required: boolean
  readonly default?: T
  readonly limits: Limits
  readonly control: Control
  /** Folds away behind "more". */
  readonly advanced: boolean
  /** Output only: the input whose type this output has. */
  readonly like?: string
  /** Never set; carries `T` for inference. */
  readonly valueType?: T
}

export type Ports = Readonly<Record<string, Port>>

type Options = Partial<Pick<Port, 'help' | 'limits' | 'control' | 'advanced'>>

function port<T>(kind: PortType['kind'], label: string, control: Control, options: Options): Port<T> {
  return {
    type: { kind, list: false },
    label,
    help: options.help ?? '',
    required: true,
    limits: options.limits ?? {},
    control: options.control ?? control,
    advanced: options.advanced ?? false,
  }
}

export const text = (label: string, options: Options = {}): Port<string> =>
  port('text', label, { kind: 'text', multiline: false }, options)

/** A JSON number: finite, 64-bit floating point. */
export const number = (label: string, options: Options = {}): Port<number> =>
  port('number', label, { kind: 'number', step: 0.01, slider: false }, options)

export const integer = (label: string, options: Options = {}): Port<number> =>
  port('integer', label, { kind: 'number', step: 1, slider: false }, options)

/** An integer that decides what a model draws, with the modes fixed, increment, decrement, randomize. */
export const seed = (label: string, options: Options = {}): Port<number> =>
  port('integer', label, { kind: 'seed' }, { limits: { minimum: 0, maximum: 2 ** 31 - 1 }, ...options })

export const boolean = (label: string, options: Options = {}): Port<boolean> =>
  port('boolean', label, { kind: 'switch' }, options)

export const image = (label: string, options: Options = {}): Port<Media> =>
  port('image', label, { kind: 'picture' }, options)

/** A grey picture: white is chosen, black is not. A picture that flows into a mask is converted by its brightness. */
export const mask = (label: string, options: Options = {}): Port<Media> =>
  port('mask', label, { kind: 'picture' }, options)

export const video = (label: string, options: Options = {}): Port<Media> =>
  port('video', label, { kind: 'picture' }, options)

export const audio = (label: string, options: Options = {}): Port<Media> =>
  port('audio', label, { kind: 'picture' }, options)

/** A 3D model in one file, unchanged. */
export const model3d = (label: string, options: Options = {}): Port<Media> =>
  port('model3d', label, { kind: 'picture' }, options)

/** A file of any format, unchanged. */
export const file = (label: string, options: Options = {}): Port<Media> =>
  port('file', label, { kind: 'picture' }, options)

export const lora = (label: string, options: Options = {}): Port<Lora> =>
  port('lora', label, { kind: 'json' }, options)

export const json = (label: string, options: Options = {}): Port<Json> =>
  port('json', label, { kind: 'json' }, options)

/** An input for every kind of value. */
export const any = (label: string, options: Options = {}): Port<unknown> =>
  port('any', label, { kind: 'none' }, options)

export function choice<const C extends string>(
  label: string,
  choices: readonly [C, ...C[]],
  options: Options = {},
): Port<C> {
  const base = port<C>('text', label, { kind: 'choice' }, options)
  return { ...base, type: { ...base.type, choices }, required: false, default: choices[0] }
}

/** A list of the same kind. Only LoRAs have a control for a list; other lists come from a cable or as JSON. */
export function listOf<T>(one: Port<T>): Port<readonly T[]> {
  const { default: _, valueType: __, ...rest } = one
  const control: Control =
    one.type.kind === 'lora'
      ? { kind: 'loras' }
      : one.control.kind === 'none'
        ? one.control
        : { kind: 'json' }
  return { ...rest, type: { ...one.type, list: true }, control }
}

export const withDefault = <T>(one: Port<T>, value: T): Port<T> => ({
  ...one,
  required: false,
  default: value,
})

export function optional<T>(one: Port<T>): Port<T | undefined> {
  return { ...one, required: false }
}

/** An output with the type of an input: `same('Item', 'list')`; with `list` given, one or a list of it. */
export function same(label: string, like: string, options: { list?: boolean } = {}): Port<unknown> {
  const base = any(label)
  return { ...base, type: { kind: 'any', list: options.list ?? false }, like }
}
