/** Time limits of one call, in milliseconds. */
export interface TimeLimits {
  /** Name look-up, connection and TLS together. */
  readonly connect: number
  /** From the last byte sent to the answer's header. */
  readonly header: number
  /** Between two pieces of the answer, and of a body that is read as it is sent. */
  readonly idle: number
  /** The whole call, including sending; null for a file, which may take as long as it moves: it has `floor`. */
  readonly total: number | null
  /** The least that has to move; none by default. */
  readonly floor?: RateFloor
}

/**
 * At least so many bytes in each so many milliseconds. Without it a server that sends a byte now and then would be
 * waited for without end.
 */
export interface RateFloor {
  readonly bytes: number
  readonly milliseconds: number
}

export interface Limits {
  readonly get: TimeLimits
  readonly post: TimeLimits
  /** An output that was paid for. */
  readonly download: TimeLimits
  /** A file that a user named by its address: it can be fetched again at any time. */
  readonly picture: TimeLimits
  readonly upload: TimeLimits
}

const MIB = 2 ** 20

/** Caps on the size of an answer, counted after decoding. */
export const caps = { answer: MIB, result: 16 * MIB, picture: 256 * MIB, media: 4096 * MIB } as const

/** One KiB per second: a twentieth of the slowest mobile network, which still brings the largest file to its end. */
const floor: RateFloor = { bytes: 60 * 1024, milliseconds: 60_000 }

// A submit has up to 64 MiB, and giving up on its answer too early makes an unknown job: it has the longest limit.
export const defaultLimits: Limits = {
  get: { connect: 10_000, header: 30_000, idle: 20_000, total: 120_000 },
  post: { connect: 10_000, header: 90_000, idle: 30_000, total: 600_000 },
  download: { connect: 10_000, header: 30_000, idle: 30_000, total: null, floor },
  picture: { connect: 10_000, header: 30_000, idle: 30_000, total: 900_000, floor },
  // The system takes some megabytes more than it has sent: the answer comes when those have arrived, too.
  upload: { connect: 10_000, header: 300_000, idle: 120_000, total: null },
}
