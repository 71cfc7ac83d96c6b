const MIB = 2 ** 20

/** The limits of a packed run, so that packing and opening use the same numbers. In bytes. */
export interface BundleLimits {
  /** The whole archive, compressed or not: it is held in memory, with one of its files unpacked beside it. */
  readonly archive: number
  /** One picture, up to the uncompressed size of its pixels, or one file of another format. */
  readonly picture: number
  readonly files: number
  /** The workflow and the description of the run, each. */
  readonly document: number
}

export const bundleLimits: BundleLimits = {
  archive: 256 * MIB,
  picture: 128 * MIB,
  files: 10_000,
  document: 8 * MIB,
}
