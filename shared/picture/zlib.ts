/** The compression of zlib, which is lent in: the core has none of its own. */
export interface Zlib {
  deflate(bytes: Uint8Array): Uint8Array
  /** Throws where the bytes are no zlib stream, and as soon as more than `most` bytes come out of them. */
  inflate(bytes: Uint8Array, max: number): Uint8Array
}
