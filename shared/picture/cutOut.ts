import { joinBytes } from './embeddedText.ts'

/** A part of a file, and whether it is kept. Parts are in order; bytes between them are kept. */
export interface Part {
  readonly start: number
  readonly end: number
  readonly keep: boolean
}

/** A file without the dropped parts: the same bytes if all are kept. */
export function cutOut(bytes: Uint8Array, parts: readonly Part[]): Uint8Array {
  if (parts.every(({ keep }) => keep)) return bytes
  const pieces: Uint8Array[] = []
  let from = 0
  for (const { start, end, keep } of parts) {
    if (keep) continue
    if (start > from) pieces.push(bytes.subarray(from, start))
    from = end
  }
  return joinBytes([...pieces, bytes.subarray(from)])
}
