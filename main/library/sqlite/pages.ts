import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import type { Log } from './log.ts'
import { readLog } from './log.ts'

/** The pages of a store's files, with those in the log replacing older ones. Read-only. */
export interface Pages {
  readonly count: number
  /** Counted from 1. Null if there is none with this number, or if it is truncated. */
  read(number: number): Uint8Array | null
  close(): void
}

/** Opens a store's file and its log, each of which may be missing. Throws as the system does. */
export function openPages(path: string): Pages {
  const log = readLogFile(`${path}-wal`)
  const file = existsSync(path) ? openSync(path, 'r') : null
  const size = (file === null ? null : pageSizeOf(file)) ?? log?.pageSize ?? 4096
  const newer = newest(log)
  const held = file === null ? 0 : Math.floor(fstatSync(file).size / size)
  return {
    count: [...newer.keys()].reduce((max, page) => Math.max(max, page), held),
    read(number) {
      const late = newer.get(number)
      if (late !== undefined) return late
      if (file === null || number < 1 || number > held) return null
      const bytes = new Uint8Array(size)
      return readSync(file, bytes, 0, size, (number - 1) * size) === size ? bytes : null
    },
    close() {
      if (file !== null) closeSync(file)
    },
  }
}

interface LogFile extends Log {
  readonly bytes: Uint8Array
}

function readLogFile(path: string): LogFile | null {
  try {
    const bytes = readFileSync(path)
    const log = readLog(bytes)
    return log === null ? null : { ...log, bytes }
  } catch {
    return null
  }
}

/**
 * Each page in the log as the last transaction wrote it, including those behind a damaged place: they were committed.
 */
function newest(log: LogFile | null): ReadonlyMap<number, Uint8Array> {
  const pages = new Map<number, Uint8Array>()
  if (log === null) return pages
  const { bytes, frames, pageSize } = log
  const committed = frames.slice(0, frames.findLastIndex(({ commit }) => commit) + 1)
  for (const { page, at } of committed) pages.set(page, bytes.subarray(at, at + pageSize))
  return pages
}

/** The size in the header, or null if it is invalid. */
function pageSizeOf(file: number): number | null {
  const header = Buffer.alloc(2)
  if (readSync(file, header, 0, 2, 16) < 2) return null
  const storedSize = header.readUInt16BE()
  const size = storedSize === 1 ? 65_536 : storedSize
  return size >= 512 && (size & (size - 1)) === 0 ? size : null
}
