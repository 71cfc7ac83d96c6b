/** One page as a transaction wrote it to the log. */
export interface Frame {
  /** Counted from 1, as SQLite counts pages. */
  readonly page: number
  /** The offset of the page's bytes in the log file. */
  readonly at: number
  /** Whether a transaction ends with it. */
  readonly commit: boolean
}

/** The contents of a write-ahead log. Layout: "The Write-Ahead Log" in SQLite's description of its file format. */
export interface Log {
  readonly pageSize: number
  /** Every frame of the log's current generation, in order, valid or not. */
  readonly frames: readonly Frame[]
  /** How many of them, from the first, SQLite accepts: those before the first with a wrong checksum. */
  readonly sound: number
}

const HEADER = 32
const FRAME_HEADER = 24
const MAGIC = 0x377f0682

/** Reads a log's bytes; null if it is empty. With a damaged header no frame is valid. */
export function readLog(bytes: Uint8Array): Log | null {
  if (bytes.length < HEADER + FRAME_HEADER) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const magic = view.getUint32(0)
  // The lowest bit is the byte order of the checksums.
  const sum = createSum(view, (magic & 1) === 0)
  sum.add(0, HEADER - 8)
  const whole = (magic & ~1) >>> 0 === MAGIC && sum.equals(HEADER - 8)
  const pageSize = whole ? view.getUint32(8) : 4096
  // Salts distinguish this generation's frames from older ones behind them.
  const salts = view.getBigUint64(whole ? 16 : HEADER + 8)
  const frames: Frame[] = []
  let sound = 0
  let broken = !whole
  for (let at = HEADER; at + FRAME_HEADER + pageSize <= bytes.length; at += FRAME_HEADER + pageSize) {
    if (view.getBigUint64(at + 8) !== salts) {
      broken = true
      continue
    }
    if (!broken) {
      sum.add(at, 8)
      sum.add(at + FRAME_HEADER, pageSize)
      broken = !sum.equals(at + 16)
    }
    frames.push({ page: view.getUint32(at), at: at + FRAME_HEADER, commit: view.getUint32(at + 4) !== 0 })
    if (!broken) sound = frames.length
  }
  return { pageSize, frames, sound }
}

/**
 * How many transactions are behind the place where SQLite stops reading, which it would silently discard. A machine
 * that lost its power in the middle of one leaves at most that one: each is on the disk before the next begins.
 */
export function lostTransactions({ frames, sound }: Log): number {
  return frames.slice(sound).filter(({ commit }) => commit).length
}

interface Sum {
  add(at: number, length: number): void
  /** Whether the checksum matches the one at `at`. */
  equals(at: number): boolean
}

function createSum(view: DataView, little: boolean): Sum {
  let first = 0
  let second = 0
  return {
    add(start, length) {
      for (let at = start; at < start + length; at += 8) {
        first = (first + view.getUint32(at, little) + second) >>> 0
        second = (second + view.getUint32(at + 4, little) + first) >>> 0
      }
    },
    equals: (at) => view.getUint32(at) === first && view.getUint32(at + 4) === second,
  }
}
