import { joinBytes } from './embeddedText.ts'

/** A part of a file, and whether it stays. Parts are in order; what lies between them stays. */
export interface Part {
  readonly start: number
  readonly end: number
  readonly keep: boolean
}

/** A file without the parts that do not stay: the bytes themselves where all do. */
export function cutOut(bytes: Uint8Array, parts: readonly Part[]): Uint8Array {
  if (parts.every(({ keep }) => keep)) return bytes
  const kept: Uint8Array[] = []
  let from = 0
  for (const { start, end, keep } of parts) {
    if (keep) continue
    if (start > from) kept.push(bytes.subarray(from, start))
    from = end
  }
  return joinBytes([...kept, bytes.subarray(from)])
}
