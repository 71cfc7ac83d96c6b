/** A part of a file: the offsets of its first and its last byte. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

const one = /^bytes=(\d{0,15})-(\d{0,15})$/i

/**
 * The part of a file of `size` bytes that a `Range` header requests, by RFC 9110. Null: all of it, because there is no
 * such header, or one that may be ignored: another unit, several ranges, or invalid syntax. `none`: nothing of the file
 * is in the range.
 */
export function byteRange(header: string | null | undefined, size: number): ByteRange | 'none' | null {
  const match = one.exec((header ?? '').trim())
  if (match === null) return null
  const [, from = '', to = ''] = match
  if (from === '' && to === '') return null
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'none' : { first: size - length, last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return null
  return first >= size ? 'none' : { first, last }
}
