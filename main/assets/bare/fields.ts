/** A file that is read where its structure says. `read` returns fewer bytes only at the end of the file. */
export interface FileBytes {
  readonly size: number
  read(start: number, length: number): Promise<Uint8Array>
}

/** The fields of a file's structure. */
export interface Fields {
  /** Of the file, in bytes. */
  readonly size: number
  /** Exactly these bytes; null if the file ends before, or if too many fields were read. */
  at(start: number, length: number): Promise<Buffer | null>
}

/** How many fields of a file are read at most. Every part that is found takes at least one. */
const MAX_FIELDS = 100_000
/** How much is read at once, in bytes. */
const PAGE = 4096

export function createFields({ size, read }: FileBytes): Fields {
  let page: Buffer = Buffer.alloc(0)
  let pageStart = 0
  let left = MAX_FIELDS
  return {
    size,
    async at(start, length) {
      left -= 1
      if (left < 0 || start + length > size) return null
      if (start < pageStart || start + length > pageStart + page.length) {
        const { buffer, byteOffset, byteLength } = await read(
          start,
          Math.min(size - start, Math.max(length, PAGE)),
        )
        page = Buffer.from(buffer, byteOffset, byteLength)
        pageStart = start
      }
      const from = start - pageStart
      return from + length > page.length ? null : page.subarray(from, from + length)
    },
  }
}
