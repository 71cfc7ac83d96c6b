import type { Control, Port } from '#shared/ports/port.ts'
import type { Json, MediaKind } from '#shared/ports/value.ts'
import { isMediaKind } from '#shared/ports/value.ts'
import { textLines } from './textLines.ts'
import { writeJson } from '../values/readJson.ts'
import { readLoras } from '../values/loraList.ts'
import { assetOf } from '../values/literal.ts'

/** Where a control is in its row: inside the row at the right, or below it on lines of its own. */
export type ControlSize =
  | { readonly position: 'beside' }
  /** Height in pixels at 100 %. The card is laid out before anything renders, so a control must keep to it. */
  | { readonly position: 'below'; readonly height: number }
  | { readonly position: 'none' }

const LINE = 18
const BESIDE: ControlSize = { position: 'beside' }
const below = (height: number): ControlSize => ({ position: 'below', height })

const textArea = (
  value: Json | undefined,
  width: number,
  minLines: number,
  maxLines: number,
): ControlSize => {
  const text = typeof value === 'string' ? value : writeJson(value)
  return below(textLines(text, width - 20, minLines, maxLines) * LINE + 14)
}

const jsonArea = (value: Json | undefined, width: number): ControlSize =>
  // Its monospaced letters are wider than those of text.
  below(textLines(writeJson(value), (width - 20) * 0.9, 2, 8) * LINE + 14)

/** The two lines of a LoRA with the space below them, and the button at the end. */
const LORA = 64
const ADD = 28

/** The heights of the controls that show a medium of the library, in pixels at 100 %. */
const mediaHeights: { readonly [K in MediaKind]: number } = {
  image: 160,
  mask: 160,
  video: 160,
  audio: 112,
  model3d: 160,
  file: 112,
}

/** The size of each kind of control, for a width in pixels and a value. */
const sizes: {
  readonly [K in Control['kind']]: (value: Json | undefined, width: number, port: Port) => ControlSize
} = {
  text: (value, width, { control }) =>
    control.kind === 'text' && control.multiline ? textArea(value, width, 2, 9) : BESIDE,
  number: () => BESIDE,
  choice: () => BESIDE,
  switch: () => BESIDE,
  seed: () => BESIDE,
  loras: (value, width) => {
    const list = readLoras(value)
    return list === null ? jsonArea(value, width) : below(list.length * LORA + ADD)
  },
  // What is not in the library is shown by its address.
  picture: (value, _, { type }) =>
    assetOf(value) === null ? BESIDE : below(isMediaKind(type.kind) ? mediaHeights[type.kind] : 160),
  mask: () => below(50),
  pick: () => BESIDE,
  json: jsonArea,
  none: () => ({ position: 'none' }),
}

/** The part of the row that a control beside a label takes; less if the label needs the room. */
export const besideWidth: { readonly [K in Control['kind']]: string } = {
  text: 'basis-[62%]',
  number: 'basis-[36%]',
  choice: 'basis-[66%]',
  switch: 'basis-[40%]',
  seed: 'basis-[64%]',
  loras: '',
  picture: 'basis-[72%]',
  mask: '',
  pick: 'basis-[64%]',
  json: '',
  none: '',
}

/**
 * The size of a port's control. A list of what other nodes make has none until the file gives it a value, which is then
 * shown as JSON: nobody writes one by hand.
 */
export function controlSize(
  port: Port,
  given: Json | undefined,
  value: Json | undefined,
  width: number,
): ControlSize {
  if (isForCables(port) && given === undefined) return { position: 'none' }
  return sizes[port.control.kind](value, width, port)
}

/** Whether an input waits for a cable: *Connect images*. */
export const isForCables = ({ type, control }: Port): boolean =>
  type.list && type.kind !== 'json' && type.kind !== 'any' && control.kind === 'json'
