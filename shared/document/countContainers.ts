const QUOTE = 0x22
const BACKSLASH = 0x5c
const BRACKET = 0x5b
const BRACE = 0x7b

/**
 * Counts the objects and lists in a JSON text without creating any: `[{},{},…` of a megabyte takes forty in memory once
 * it is parsed. Stops counting above `most`. The count for invalid JSON is undefined.
 */
export function countContainers(text: string, max: number): number {
  let count = 0
  for (let at = 0; at < text.length && count <= max; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === BRACKET || unit === BRACE) count += 1
    else if (unit === QUOTE) at = endOfText(text, at)
  }
  return count
}

/** How many characters of a string are looked at one by one before the next quote is searched, which is quicker. */
const NEAR = 64

/** The index of the quote that ends a string, or the end of the text. */
function endOfText(text: string, from: number): number {
  let far = from + NEAR
  for (let at = from + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === BACKSLASH) at += 1
    else if (unit === QUOTE) return at
    else if (at >= far) {
      at = beforeQuote(text, at)
      far = at + NEAR
    }
  }
  return text.length
}

/** The index before the next quote, or before the backslashes in front of it. No backslash is at `from`. */
function beforeQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  if (at === -1) return text.length
  while (at - 1 > from && text.charCodeAt(at - 1) === BACKSLASH) at -= 1
  return at - 1
}
