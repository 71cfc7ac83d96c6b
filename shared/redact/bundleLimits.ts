const MIB = 2 ** 20

/** What a packed run may hold, so that whoever packs one and whoever opens one go by the same numbers. In bytes. */
export interface BundleLimits {
  /** The whole archive, packed or not: it is held in memory, with one of its files unpacked beside it. */
  readonly archive: number
  /** One picture, as many as its pixels can have uncompressed, or one file of another format. */
  readonly picture: number
  readonly files: number
  /** The workflow, and what is said of the run, each. */
  readonly document: number
}

export const bundleLimits: BundleLimits = {
  archive: 256 * MIB,
  picture: 128 * MIB,
  files: 10_000,
  document: 8 * MIB,
}

/** What the editor takes in one message, in base64 a third more. Larger archives are opened with `patchbay import`. */
export const MAX_DROPPED_BYTES = 17 * MIB
