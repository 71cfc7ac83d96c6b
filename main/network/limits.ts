/** Time limits of one call, in milliseconds. */
export interface TimeLimits {
  /** Name look-up, connection and TLS together. */
  readonly connect: number
  /** From the last byte sent to the answer's header. */
  readonly header: number
  /** Between two pieces of the answer. */
  readonly idle: number
  /** The whole call, including sending. */
  readonly total: number
}

export interface Limits {
  readonly get: TimeLimits
  readonly post: TimeLimits
  readonly download: TimeLimits
}

const MIB = 2 ** 20

/** Caps on the size of an answer, counted after decoding. */
export const caps = { answer: MIB, result: 16 * MIB, picture: 256 * MIB, media: 4096 * MIB } as const

// A submit has up to 64 MiB, and giving up on its answer too early makes an unknown job: it has the longest limit.
export const defaultLimits: Limits = {
  get: { connect: 10_000, header: 30_000, idle: 20_000, total: 120_000 },
  post: { connect: 10_000, header: 90_000, idle: 30_000, total: 600_000 },
  download: { connect: 10_000, header: 30_000, idle: 30_000, total: 900_000 },
}
