import type { Problem } from '../problems/problem.ts'
import { CAPS } from './workflow.ts'
import { isLongerThan } from './textLength.ts'

export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: Problem }

/** Decodes a file: UTF-8 within the cap on files, with or without a byte order mark, which is removed. */
export function decodeText(source: string | Uint8Array): Decoded {
  if (typeof source === 'string') {
    if (isLongerThan(source, CAPS.file)) return refuse('cap', tooLarge)
    return { ok: true, text: source.startsWith('\uFEFF') ? source.slice(1) : source }
  }
  if (source.length > CAPS.file) return refuse('cap', tooLarge)
  if (isUtf16(source))
    return refuse('shape', 'this is UTF-16 text; a workflow is read as UTF-8: save it as that')
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(source) }
  } catch {
    return refuse(
      'shape',
      `this is not UTF-8 text: line ${faultyLine(source)} has bytes that stand for nothing`,
    )
  }
}

const tooLarge = `a workflow file may have ${CAPS.file / 2 ** 20} MiB; this one is larger`

const refuse = (code: Problem['code'], message: string): Decoded => ({
  ok: false,
  problem: { code, message, path: [] },
})

/** Recognized by its mark, or because a JSON file starts with an ASCII character, which has one zero byte in UTF-16. */
function isUtf16([first, second]: Uint8Array): boolean {
  if (first === undefined || second === undefined) return false
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  return marked || (first === 0) !== (second === 0)
}

/**
 * The line, from 1, of the first bytes that are not UTF-8: found by bisection, because the decoder does not report it.
 */
function faultyLine(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (decodes(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  let line = 1
  for (const byte of bytes.subarray(0, good)) if (byte === 0x0a) line += 1
  return line
}

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
