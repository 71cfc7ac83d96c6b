const MIB = 2 ** 20

/** The limits of a packed run, so that packing and opening use the same numbers. In bytes. */
export interface BundleLimits {
  /** The whole archive, compressed or not: it is read and written piece by piece. */
  readonly archive: number
  /** The compressed files of an archive together, unpacked: packing compresses no media. */
  readonly inflated: number
  /** One picture, up to the uncompressed size of its pixels: the codec needs all of it. */
  readonly picture: number
  readonly files: number
  /** The workflow and the description of the run, each. */
  readonly document: number
}

export const bundleLimits: BundleLimits = {
  archive: 65_536 * MIB,
  inflated: 256 * MIB,
  picture: 128 * MIB,
  files: 10_000,
  document: 8 * MIB,
}
