/** A part of a file that is replaced by as many bytes: by `bytes`, and after them zeros. `end` is exclusive. */
export interface Overwrite {
  readonly start: number
  readonly end: number
  readonly bytes?: Uint8Array
}

/** The parts in their order, without those that are outside of the file or overlap an earlier one. */
export function inOrder(parts: readonly Overwrite[], size: number): readonly Overwrite[] {
  let free = 0
  return parts
    .toSorted((one, other) => one.start - other.start)
    .filter(({ start, end }) => {
      const isValid = start >= free && end > start && end <= size
      if (isValid) free = end
      return isValid
    })
}

/** The same bytes, with the parts replaced. */
export function overwriteBytes(bytes: Uint8Array, parts: readonly Overwrite[]): Uint8Array {
  const changed = new Uint8Array(bytes)
  for (const part of parts) fill(changed, 0, part)
  return changed
}

/** The same bytes piece by piece, with the parts replaced, which are in their order. */
export async function* overwrite(
  pieces: AsyncIterable<Uint8Array>,
  parts: readonly Overwrite[],
): AsyncGenerator<Uint8Array> {
  let start = 0
  let index = 0
  for await (const piece of pieces) {
    const end = start + piece.length
    let changed: Uint8Array | null = null
    for (let part = parts[index]; part !== undefined && part.start < end; part = parts[index]) {
      changed ??= new Uint8Array(piece)
      fill(changed, start, part)
      if (part.end > end) break
      index += 1
    }
    yield changed ?? piece
    start = end
  }
}

/** Writes what a part has in common with a piece that begins at `pieceStart`. */
function fill(
  piece: Uint8Array,
  pieceStart: number,
  { start, end, bytes = new Uint8Array() }: Overwrite,
): void {
  const from = Math.max(0, start - pieceStart)
  const to = Math.min(piece.length, end - pieceStart)
  if (from >= to) return
  piece.fill(0, from, to)
  const skipped = pieceStart + from - start
  piece.set(bytes.subarray(skipped, skipped + to - from), from)
}
