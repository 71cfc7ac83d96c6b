/** A parsed body, or why it is invalid. */
export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: string }

const deepest = 64

/** Reads bytes as JSON: UTF-8 without a byte order mark, at most 64 levels deep. */
export function readJson(bytes: Uint8Array): Parsed {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { ok: false, why: 'the body is not UTF-8' }
  }
  if (depthOf(text) > deepest) return { ok: false, why: `the body is nested deeper than ${deepest} levels` }
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch {
    return { ok: false, why: 'the body is not JSON' }
  }
}

/** The depth of brackets, outside of strings; counted before parsing, so that depth costs nothing. */
function depthOf(text: string): number {
  let depth = 0
  let max = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === 0x22) at = endOfText(text, at)
    else if (unit === 0x7b || unit === 0x5b) max = Math.max(max, (depth += 1))
    else if (unit === 0x7d || unit === 0x5d) depth -= 1
  }
  return max
}

/** The index of the closing quote of the string that begins at `start`. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1
    if (slashes % 2 === 0) return end
  }
  return text.length
}
