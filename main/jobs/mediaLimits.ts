import type { MediaKind } from '#shared/media/kinds.ts'

/** Files of one kind in the request itself, as data URIs. */
export interface InlineLimits {
  /** Of the file, before it is encoded. */
  readonly bytes: number
  /** Width times height; absent if any. */
  readonly pixels?: number
  /** The media types; absent if any. */
  readonly types?: readonly string[]
}

/**
 * How media get to an engine, and how large they may be, in bytes: what its documentation says. Infinity where it
 * documents no limit.
 */
export interface MediaLimits {
  /** The body of a submit. */
  readonly request: number
  /** By kind: null if it cannot be sent in the request. */
  readonly inline: { readonly [K in MediaKind]: InlineLimits | null }
  /** By kind: what the engine fetches from an address, such as one in the user's bucket. */
  readonly fetched: { readonly [K in MediaKind]: number }
  /**
   * The engine's own uploads, which are then the usual way; null if it has none. For `lifetime` milliseconds an uploaded
   * file is certain to be there, and is not uploaded again.
   */
  readonly upload: { readonly bytes: number; readonly lifetime: number } | null
  /** How long the address of one of its own outputs is used as an input, in milliseconds: it expires at some time. */
  readonly ownOutputs: number
}

/** An engine to which media are sent. */
export interface MediaTarget {
  /** What messages call it. */
  readonly title: string
  readonly limits: MediaLimits
}

const MIB = 2 ** 20
const MB = 1_000_000

/** Two sizes in one unit, the one that is documented: `6.1 MiB` and `6 MiB`. Never shows a size that is too large as the limit. */
export function compareSizes(
  bytes: number,
  limit: number,
): { readonly size: string; readonly limit: string } {
  const [unit, name] = limit % MIB === 0 ? [MIB, 'MiB'] : [MB, 'MB']
  return {
    size: `${(Math.ceil((bytes / unit) * 10) / 10).toFixed(1)} ${name}`,
    limit: `${limit / unit} ${name}`,
  }
}
