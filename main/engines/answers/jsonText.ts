// The characters by which JSON can be scanned without parsing it.

export const QUOTE = 0x22
export const COMMA = 0x2c
export const BRACKET = 0x5b
const BACKSLASH = 0x5c
export const END_OF_LIST = 0x5d
export const BRACE = 0x7b
export const END_OF_OBJECT = 0x7d

/** The index of the closing quote of the string that starts at `from`; `text.length` if there is none. */
export function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === BACKSLASH) at++
    else if (unit === QUOTE) return at
  }
  return text.length
}
