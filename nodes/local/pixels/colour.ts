import { AppError } from '#shared/errors.ts'

/** Red, green, blue and alpha, 0 to 255 each. */
export type Colour = readonly [number, number, number, number]

const written = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})?$/i

/** What is wrong with a colour, or null. */
export function checkColour(text: string): string | null {
  if (written.test(text.trim())) return null
  const shown = text.length > 40 ? 'this text' : JSON.stringify(text)
  return `${shown} is not a colour: write it as #rrggbb, as in #ff8800, or as #rrggbbaa with alpha`
}

/** A colour from `#rrggbb`, which is opaque, or `#rrggbbaa`. Throws `input.invalid` for everything else. */
export function readColour(text: string): Colour {
  const parts = written.exec(text.trim())
  if (parts === null) throw new AppError('input.invalid', checkColour(text) ?? '')
  const [, red = '', green = '', blue = '', alpha = 'ff'] = parts
  const value = (digits: string): number => Number.parseInt(digits, 16)
  return [value(red), value(green), value(blue), value(alpha)]
}
