import { findFault } from './findFault.ts'

export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

/**
 * Parses JSON, or explains where and why a text is invalid. Depth does not matter here: current engines parse without
 * recursion.
 */
export function parseJson(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch (thrown) {
    if (text.trim() === '') return { ok: false, message: 'the file is empty' }
    const fault = findFault(text)
    if (fault === null) return { ok: false, message: `this cannot be read as JSON: ${String(thrown)}` }
    return { ok: false, message: `this is not JSON: ${positionAt(text, fault.offset)}: ${fault.message}` }
  }
}

/** Line and column, both from 1; a column is one UTF-16 unit. */
function positionAt(text: string, offset: number): string {
  let line = 1
  let start = 0
  for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', start)) {
    line += 1
    start = next + 1
  }
  return `line ${line}, column ${offset - start + 1}`
}
