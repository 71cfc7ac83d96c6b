/**
 * The same bytes, four at a time, for loops that can treat four pixels as one number: byte `at` is in word `at >> 2`.
 * The rest at the end is in none, and there are no words at all if the bytes do not begin at a multiple of four in
 * their buffer.
 */
export function wordsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  if (byteOffset % 4 !== 0) return new Int32Array(0)
  return new Int32Array(buffer, byteOffset, length >> 2)
}
