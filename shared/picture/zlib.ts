/** zlib compression, injected: the core has none of its own. */
export interface Zlib {
  deflate(bytes: Uint8Array): Uint8Array
  /** Throws if the bytes are not a zlib stream, and as soon as the output exceeds `most` bytes. */
  inflate(bytes: Uint8Array, max: number): Uint8Array
}
