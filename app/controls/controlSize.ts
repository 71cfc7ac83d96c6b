import type { Control, Port } from '#shared/ports/port.ts'
import type { Json } from '#shared/ports/value.ts'
import { textLines } from '../canvas/layout/textLines.ts'

/** Where a control stands in its row of the card: in the row, at the right, or below it on its own lines. */
export type ControlSize =
  | { readonly place: 'beside' }
  /** Height in pixels at 100 %. The card is laid out before anything is drawn, so a control keeps to it. */
  | { readonly place: 'below'; readonly height: number }
  | { readonly place: 'none' }

const LINE = 18
const BESIDE: ControlSize = { place: 'beside' }
const below = (height: number): ControlSize => ({ place: 'below', height })

const textArea = (value: Json | undefined, width: number, fewest: number, most: number): ControlSize => {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
  return below(textLines(text, width - 20, fewest, most) * LINE + 14)
}

/** What each kind of control takes, at a width in pixels, with a value in it. */
const sizes: {
  readonly [K in Control['kind']]: (value: Json | undefined, width: number, port: Port) => ControlSize
} = {
  text: (value, width, { control }) =>
    control.kind === 'text' && control.multiline ? textArea(value, width, 3, 9) : BESIDE,
  number: () => BESIDE,
  choice: () => BESIDE,
  switch: () => BESIDE,
  seed: () => BESIDE,
  loras: (value) => below((Array.isArray(value) ? value.length : 0) * 64 + 28),
  picture: (value) => (value === undefined || value === null ? BESIDE : below(140)),
  json: (value, width) => textArea(value, width, 2, 6),
  none: () => ({ place: 'none' }),
}

export const controlSize = (port: Port, value: Json | undefined, width: number): ControlSize =>
  sizes[port.control.kind](value, width, port)
