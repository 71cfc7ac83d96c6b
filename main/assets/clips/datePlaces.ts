/** The boxes of an MP4's index that contain others. */
const parents = new Set(['moov', 'trak', 'mdia'])
/** Those with the times of creation and of the last change, after a version and flags. */
const dated = new Set(['mvhd', 'tkhd', 'mdhd'])

/** A place in a file, in bytes. */
export interface Place {
  readonly position: number
  readonly length: number
}

/**
 * Where the dates are in the index of an MP4, which is at `position` of its file: equal films have equal bytes without
 * them. ISO/IEC 14496-12, 8.2.2, 8.3.2 and 8.4.2.
 */
export function datePlaces(index: Uint8Array, position: number): readonly Place[] {
  const view = new DataView(index.buffer, index.byteOffset, index.byteLength)
  const places: Place[] = []
  const visit = (from: number, to: number): void => {
    for (let at = from; at + 8 <= to;) {
      const size = view.getUint32(at)
      const name = String.fromCharCode(...index.subarray(at + 4, at + 8))
      if (size < 8) return
      if (parents.has(name)) visit(at + 8, at + size)
      // Both times have 8 bytes in version 1, and 4 in version 0.
      if (dated.has(name)) places.push({ position: position + at + 12, length: index[at + 8] === 1 ? 16 : 8 })
      at += size
    }
  }
  visit(0, index.length)
  return places
}
